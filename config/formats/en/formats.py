DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
DATE_INPUT_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
