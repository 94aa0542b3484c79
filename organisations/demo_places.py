"""Places of the demonstration: head offices at their public address, counters that say they are invented.

Hours, telephone numbers and facts about the buildings are invented throughout, and each place says so.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from core.texts import Text
from organisations.enums import Access, HoursKind
from organisations.models import HoursException, OpeningHours, Organisation, Place

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(6)
EVERY_DAY = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
MORNING, AFTERNOON = (time(9), time(12)), (time(13, 30), time(16))
LATE, WHOLE_DAY = (time(13, 30), time(18, 30)), (time(8, 30), time(17))
# No subscriber has such a number.
TELEPHONE = "02 000 00 00"

PUBLIC_ADDRESS = Text(
    nl="Demonstratie: het adres is openbaar, uren en toegankelijkheid zijn verzonnen.",
    fr="Démonstration : l'adresse est publique, les heures et l'accessibilité sont inventées.",
    de="Demonstration: Die Anschrift ist öffentlich, Zeiten und Zugänglichkeit sind erfunden.",
    en="Demonstration: the address is public, hours and accessibility are invented.",
)
INVENTED = Text(
    nl="Demonstratie: dit loket bestaat niet.",
    fr="Démonstration : ce guichet n'existe pas.",
    de="Demonstration: Diesen Schalter gibt es nicht.",
    en="Demonstration: this counter does not exist.",
)


@dataclass(frozen=True)
class DemoPlace:
    """A place, and its openings by kind and day of the week."""

    code: str
    name: Text
    address: Text
    hours: tuple[tuple[HoursKind, tuple[int, ...], tuple[time, time]], ...]
    access: tuple[Access, ...]
    is_invented: bool = True
    appointment_only: bool = False
    telephone: str = ""


def head_office(name: Text) -> Text:
    words = {"nl": "hoofdzetel", "fr": "siège central", "de": "Hauptsitz", "en": "head office"}
    return Text({code: f"{name.in_language(code)}, {word}" for code, word in words.items()})


def brussels(dutch: str, french: str, postcode: int) -> Text:
    """In German and English, too, an address of Brussels is written with its French street."""
    return Text(
        nl=f"{dutch}\n{postcode} Brussel",
        fr=f"{french}\n{postcode} Bruxelles",
        de=f"{french}\n{postcode} Brüssel",
        en=f"{french}\n{postcode} Brussels",
    )


AT_THE_COUNTER, BY_TELEPHONE = HoursKind.COUNTER, HoursKind.TELEPHONE
PLACES: dict[str, tuple[DemoPlace, ...]] = {
    "FIN": (
        DemoPlace(
            code="NORTH_GALAXY",
            name=head_office(Text(nl="North Galaxy")),
            address=brussels("Koning Albert II-laan 33", "Boulevard du Roi Albert II 33", 1030),
            hours=((AT_THE_COUNTER, EVERY_DAY, MORNING),),
            access=(Access.STEP_FREE, Access.LIFT, Access.TOILET),
            is_invented=False,
            appointment_only=True,
        ),
        DemoPlace(
            code="LIEGE",
            name=Text(
                nl="Voorbeeldloket Luik (verzonnen)",
                fr="Guichet d'exemple de Liège (inventé)",
                de="Beispielschalter Lüttich (erfunden)",
                en="Example counter in Liège (invented)",
            ),
            address=Text(
                nl="Voorbeeldstraat 1\n4000 Luik",
                fr="Rue de l'Exemple 1\n4000 Liège",
                de="Rue de l'Exemple 1\n4000 Lüttich",
                en="Rue de l'Exemple 1\n4000 Liège",
            ),
            hours=(
                (AT_THE_COUNTER, EVERY_DAY, MORNING),
                (AT_THE_COUNTER, (WEDNESDAY,), AFTERNOON),
                (BY_TELEPHONE, EVERY_DAY, WHOLE_DAY),
            ),
            access=(Access.STEP_FREE, Access.PARKING, Access.ASSISTANCE_DOG),
            telephone=TELEPHONE,
        ),
    ),
    "INAMI": (
        DemoPlace(
            code="GALILEE",
            name=head_office(Text(nl="Galilee", fr="Galilée", de="Galilée", en="Galilée")),
            address=brussels("Galileelaan 5/01", "Avenue Galilée 5/01", 1210),
            hours=(
                (AT_THE_COUNTER, EVERY_DAY, MORNING),
                (AT_THE_COUNTER, (MONDAY, TUESDAY, THURSDAY), AFTERNOON),
            ),
            access=(Access.STEP_FREE, Access.LIFT, Access.TOILET, Access.INDUCTION_LOOP),
            is_invented=False,
        ),
        DemoPlace(
            code="GENT",
            name=Text(
                nl="Voorbeeldloket Gent (verzonnen)",
                fr="Guichet d'exemple de Gand (inventé)",
                de="Beispielschalter Gent (erfunden)",
                en="Example counter in Ghent (invented)",
            ),
            address=Text(
                nl="Voorbeeldplein 2\n9000 Gent",
                fr="Voorbeeldplein 2\n9000 Gand",
                de="Voorbeeldplein 2\n9000 Gent",
                en="Voorbeeldplein 2\n9000 Ghent",
            ),
            hours=(
                (AT_THE_COUNTER, (TUESDAY, FRIDAY), MORNING),
                (AT_THE_COUNTER, (THURSDAY,), LATE),
                (BY_TELEPHONE, EVERY_DAY, MORNING),
                (BY_TELEPHONE, EVERY_DAY, AFTERNOON),
            ),
            access=(Access.STEP_FREE, Access.TOILET),
            telephone=TELEPHONE,
        ),
    ),
    "BOSA": (
        DemoPlace(
            code="WTC_III",
            name=head_office(Text(nl="WTC III")),
            address=brussels("Simon Bolivarlaan 30", "Boulevard Simon Bolivar 30", 1000),
            hours=((AT_THE_COUNTER, EVERY_DAY, WHOLE_DAY),),
            access=(Access.STEP_FREE, Access.LIFT, Access.TOILET, Access.ASSISTANCE_DOG),
            is_invented=False,
            appointment_only=True,
        ),
        DemoPlace(
            code="EUPEN",
            name=Text(
                nl="Voorbeeldloket Eupen (verzonnen)",
                fr="Guichet d'exemple d'Eupen (inventé)",
                de="Beispielschalter Eupen (erfunden)",
                en="Example counter in Eupen (invented)",
            ),
            address=Text(
                nl="Beispielstraße 3\n4700 Eupen",
                fr="Beispielstraße 3\n4700 Eupen",
                de="Beispielstraße 3\n4700 Eupen",
                en="Beispielstraße 3\n4700 Eupen",
            ),
            hours=(
                (AT_THE_COUNTER, (MONDAY, THURSDAY), MORNING),
                (AT_THE_COUNTER, (MONDAY, THURSDAY), AFTERNOON),
                (AT_THE_COUNTER, (SATURDAY,), MORNING),
                (BY_TELEPHONE, EVERY_DAY, WHOLE_DAY),
            ),
            access=(Access.PARKING,),
            telephone=TELEPHONE,
        ),
    ),
}

WORKS = Text(
    nl="Verbouwing van het loket",
    fr="Travaux au guichet",
    de="Umbau des Schalters",
    en="Works at the counter",
)
TRAINING = Text(
    nl="Opleiding van het personeel",
    fr="Formation du personnel",
    de="Schulung des Personals",
    en="Staff training",
)


def load_places(organisation: Organisation, today: date) -> None:
    """The invented counters close for works for some days, and are shorter open on one."""
    for given in PLACES[organisation.code]:
        place = Place.objects.create(
            organisation=organisation,
            code=given.code,
            name=given.name,
            address=given.address,
            telephone=given.telephone,
            appointment_only=given.appointment_only,
            access=[access.value for access in given.access],
            access_note=INVENTED if given.is_invented else PUBLIC_ADDRESS,
        )
        OpeningHours.objects.bulk_create(
            OpeningHours(place=place, kind=kind, weekday=weekday, opens=opens, closes=closes)
            for kind, weekdays, (opens, closes) in given.hours
            for weekday in weekdays
        )
        if given.is_invented:
            load_exceptions(place, today)


def load_exceptions(place: Place, today: date) -> None:
    monday = today + timedelta(days=14 - today.weekday())
    HoursException.objects.create(
        place=place,
        kind=HoursKind.COUNTER,
        first=monday,
        last=monday + timedelta(days=2),
        reason=WORKS,
    )
    HoursException.objects.create(
        place=place,
        first=monday + timedelta(days=3),
        last=monday + timedelta(days=3),
        opens=time(10),
        closes=time(12),
        reason=TRAINING,
    )
