"""Open data: without a language in the address, since data have none."""

from django.urls import path

from indicators.views import open_data

app_name = "open_data"
urlpatterns = [
    path("", open_data.index, name="index"),
    path("indicators.csv", open_data.figures_csv, name="figures_csv"),
    path("indicators.json", open_data.figures_json, name="figures_json"),
    path("indicators.xlsx", open_data.figures_xlsx, name="figures_xlsx"),
    path("definitions.csv", open_data.definitions_csv, name="definitions_csv"),
    path("definitions.json", open_data.definitions_json, name="definitions_json"),
    path("indicators.schema.json", open_data.table_schema, name="table_schema"),
    path("indicators-json.schema.json", open_data.json_schema, name="json_schema"),
    path("definitions.schema.json", open_data.definitions_schema, name="definitions_schema"),
    path("catalogue.jsonld", open_data.catalogue, name="catalogue"),
    path("openapi.json", open_data.openapi, name="openapi"),
]
