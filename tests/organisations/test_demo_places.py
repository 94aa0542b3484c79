from datetime import date

import pytest

from organisations.demo_places import PLACES, load_places
from organisations.models import Place
from tests.factories.organisations import OrganisationFactory

LANGUAGES = {"nl", "fr", "de", "en"}
TODAY = date(2026, 11, 18)


@pytest.mark.parametrize("code", PLACES)
def test_every_demonstration_organisation_has_a_head_office_and_a_counter_that_says_it_is_invented(
    db, code
):
    organisation = OrganisationFactory(code=code)

    load_places(organisation, TODAY)

    places = list(Place.objects.for_organisation(organisation).with_hours())
    assert len(places) == 2
    for place in places:
        assert set(place.name) == set(place.address) == set(place.access_note) == LANGUAGES
        assert "emonstrati" in place.access_note["nl"]
        assert list(place.hours.all())
    (invented,) = [place for place in places if place.telephone]
    assert "verzonnen" in invented.name["nl"]
    assert "inventé" in invented.name["fr"]
    assert [row.first > TODAY for row in invented.exceptions.all()] == [True, True]
