from datetime import date

import pytest

from complaints import reference as register
from core.texts import Text
from organisations import reference
from organisations.models import NormOfConduct, Organisation, TimeLimit
from organisations.time_limits import due_date


@pytest.fixture
def loaded(db):
    reference.load_groups()
    reference.load_second_line_bodies()
    reference.load_organisations()
    reference.load_public_holidays()
    reference.load_time_limits()


def named(code):
    return Organisation.objects.get(code=code)


def test_acronyms_fall_back_to_french(loaded):
    assert named("AE").acronym == Text({"nl": "BZ", "fr": "AE", "de": "AE", "en": "AE"})
    assert named("CHAN").acronym == Text()


def test_groups_and_second_lines(loaded):
    found = {
        code: (named(code).group.code, named(code).second_line.code)
        for code in ("FIN", "DEF", "MIIS", "SFP", "POL", "AFSCA", "KBR")
    }

    assert found == {
        "FIN": ("FPS_AND_DEFENCE", "FED_OMB"),
        "DEF": ("FPS_AND_DEFENCE", "FED_OMB"),
        "MIIS": ("PPS", "FED_OMB"),
        "SFP": ("IPSS", "OMB_PENS"),
        "POL": ("POLICE", "COMITE_P"),
        "AFSCA": ("OIP", "FED_OMB"),
        "KBR": ("FSI", "FED_OMB"),
    }


def test_one_organisation_coordinates_the_network(loaded):
    found = Organisation.objects.filter(coordinates_network=True)
    assert [organisation.code for organisation in found] == ["BOSA"]


# Received on Tuesday 3 March 2026; Easter Monday is 6 April.
@pytest.mark.parametrize(
    ("code", "acknowledgement", "answer"),
    [
        ("BOSA", date(2026, 3, 3), date(2026, 4, 2)),
        ("SECSOC", date(2026, 3, 17), date(2026, 4, 2)),
        ("FIN", None, date(2026, 4, 13)),
        ("AE", None, date(2026, 4, 13)),
        ("INAMI", date(2026, 3, 13), date(2026, 4, 17)),
        ("AFSCA", date(2026, 3, 10), date(2026, 4, 3)),
        ("CAPAC", None, date(2026, 4, 2)),
        ("BFP", None, date(2026, 4, 2)),
        ("JUST", None, None),
    ],
)
def test_published_time_limits(loaded, code, acknowledgement, answer):
    dues = [due_date(named(code), kind, date(2026, 3, 3)) for kind in ("acknowledgement", "answer")]
    assert [due and due.due for due in dues] == [acknowledgement, answer]


def test_settings_of_an_administrator_stay(loaded):
    organisation = named("FIN")
    organisation.email = "plaintes@fin.example"
    organisation.name = Text({"nl": "typed over"})
    organisation.save()

    count = reference.load_organisations()

    organisation.refresh_from_db()
    assert count.changed == 1
    assert organisation.email == "plaintes@fin.example"
    assert organisation.name["nl"] == "FOD Financiën"


def test_time_limit_of_an_administrator_stays(loaded):
    published = TimeLimit.objects.get(organisation=named("FIN"))
    TimeLimit.objects.filter(pk=published.pk).update(valid_until=date(2026, 12, 31), amount=41)
    own = TimeLimit.objects.create(
        organisation=named("FIN"),
        kind="answer",
        amount=20,
        unit="working_days",
        valid_from=date(2027, 1, 1),
    )
    first = TimeLimit.objects.create(
        organisation=named("FIN"), kind="acknowledgement", amount=3, unit="working_days"
    )

    count = reference.load_time_limits()

    published.refresh_from_db()
    assert (count.new, count.changed) == (0, 1)
    assert (published.amount, published.valid_until) == (40, date(2026, 12, 31))
    assert set(TimeLimit.objects.filter(organisation=named("FIN"))) == {published, own, first}


def test_time_limit_that_an_administrator_took_the_place_of_does_not_return(loaded):
    TimeLimit.objects.filter(organisation=named("FIN")).delete()
    TimeLimit.objects.create(organisation=named("FIN"), kind="answer", amount=3, unit="months")

    assert reference.load_time_limits().new == 0


def test_lists_of_the_register_keep_their_order(db):
    register.load_inadmissibility_grounds()
    register.load_norms_of_conduct()

    first = NormOfConduct.objects.first()
    assert (first.code, first.source["de"]) == ("legality", "to be verified")
