"""What a description lacks, by part and language."""

import pytest

from core.texts import Text
from processes.completeness import completeness, languages_missing
from processes.enums import ServicePart
from processes.models import CustomerGroup, Service, ServiceDocument
from tests.factories.organisations import DepartmentFactory, OrganisationFactory
from tests.factories.processes import CustomerGroupFactory, ServiceFactory

FOUR = Text(nl="Een", fr="Un", de="Eins", en="One")
THREE = Text(nl="Een", fr="Un", de="Eins")


def of(service):
    with_parts = Service.objects.with_parts()
    return completeness(with_parts.get(pk=service.pk))


def part(service, wanted):
    return next(state for state in of(service).parts if state.part == wanted)


@pytest.fixture
def service(db):
    return ServiceFactory(organisation=OrganisationFactory(), status="draft")


@pytest.fixture
def whole(service):
    """Everything said, in four languages."""
    for name in ("words", "for_whom", "result", "conditions", "cost", "appeal", "legal_basis"):
        setattr(service, name, FOUR)
    service.announced_amount = 5
    service.department = DepartmentFactory(organisation=service.organisation)
    service.save()
    service.customer_groups.add(CustomerGroupFactory(organisation=service.organisation))
    service.channels.create(position=1, channel="email", contact="a@b.example", hours=FOUR)
    service.documents.create(position=1, name=FOUR)
    return service


def test_a_whole_service_lacks_nothing(whole):
    found = of(whole)

    assert (found.gaps, found.barring, found.languages_missing) == ((), (), ())
    assert found.ready_count == len(ServicePart)


def test_a_new_service_says_what_bars_its_publication(service):
    found = of(service)

    assert [str(gap) for gap in found.barring] == [
        "For whom: missing in Nederlands, Français",
        "What the customer receives: missing in Nederlands, Français",
    ]
    assert found.barring[0].part == ServicePart.AUDIENCE
    assert found.barring[0].control == "id_for_whom_nl"


def test_german_and_english_bar_nothing(whole):
    whole.result = Text(nl="Een", fr="Un")
    whole.save()

    found = of(whole)

    assert found.barring == ()
    assert [str(gap) for gap in found.gaps] == [
        "What the customer receives: missing in Deutsch, English"
    ]
    assert found.languages_missing == ("de", "en")


def test_a_language_of_publication_that_is_missing_bars(whole):
    whole.result = Text(nl="Een", en="One")
    whole.save()

    barring = of(whole).barring

    assert [str(gap) for gap in barring] == ["What the customer receives: missing in Français"]
    assert barring[0].control == "id_result_fr"


def test_blank_text_is_no_text(whole):
    whole.result = Text(nl="Een", fr="  \n")
    whole.save()

    assert of(whole).barring[0].languages == ("fr",)


@pytest.mark.parametrize(
    ("wanted", "languages"),
    [
        (ServicePart.NAME, [True, True, True, True]),
        (ServicePart.AUDIENCE, [False, False, False, False]),
        (ServicePart.CONDITIONS, [False, False, False, False]),
        (ServicePart.REACH, []),
        (ServicePart.VALIDITY, []),
    ],
)
def test_each_part_says_which_languages_are_there(service, wanted, languages):
    assert [there for _code, there in part(service, wanted).languages] == languages


def test_a_row_that_lacks_a_language_is_told_by_its_name(whole):
    whole.documents.create(position=2, name=THREE)
    whole.documents.create(position=3, name=FOUR, known=True, known_from=THREE)

    state = part(whole, ServicePart.CONDITIONS)

    assert [str(gap) for gap in state.gaps] == [
        "Document “Een”: missing in English",
        "Where “One” comes from: missing in English",
    ]
    assert [gap.control for gap in state.gaps] == [
        "id_documents_1_name_en",
        "id_known_0_known_from_en",
    ]
    assert dict(state.languages) == {"nl": True, "fr": True, "de": True, "en": False}


def test_facts_are_missed_too(whole):
    CustomerGroup.objects.all().delete()
    whole.announced_amount, whole.department = None, None
    whole.save()
    whole.channels.all().delete()

    assert [str(gap) for gap in of(whole).gaps] == [
        "Customer groups: nothing said yet",
        "Announced time: nothing said yet",
        "Department: nothing said yet",
        "A channel or a place: nothing said yet",
    ]


def test_states_of_parts(service, whole):
    assert part(whole, ServicePart.COST).is_ready
    whole.cost = Text()
    whole.save()
    begun = part(whole, ServicePart.COST)
    whole.announced_amount = None
    whole.save()
    empty = part(whole, ServicePart.COST)

    assert (begun.is_ready, begun.is_begun) == (False, True)
    assert (empty.is_ready, empty.is_begun) == (False, False)


def test_it_asks_the_database_nothing_once_the_parts_are_read(whole, django_assert_num_queries):
    service = Service.objects.with_parts().get(pk=whole.pk)

    with django_assert_num_queries(0):
        completeness(service)


def test_the_list_needs_documents_and_channels_alone(whole, django_assert_num_queries):
    ServiceDocument.objects.update(name=THREE)
    service = Service.objects.prefetch_related("documents", "channels").get(pk=whole.pk)

    with django_assert_num_queries(0):
        assert languages_missing(service) == ("en",)
