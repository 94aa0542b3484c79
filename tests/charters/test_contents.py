"""What a charter says is read whole: nothing of a commitment, or of what it names, is lost or confused."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from charters.contents import Promise, as_json, contents_of, from_json
from charters.enums import Better, Metric, Topic
from core.deadlines import Unit
from organisations.models import NormOfConduct
from tests.factories.charters import CharterFactory, CommitmentFactory, RegulationFactory
from tests.factories.organisations import in_four_languages as said
from tests.factories.processes import CustomerGroupFactory, ServiceFactory


@pytest.fixture
def charter(fin):
    return CharterFactory(organisation=fin)


@pytest.fixture
def full(charter, fin):
    """A commitment with every field filled in."""
    norm = NormOfConduct.objects.create(code="A9", name=said("Courtesy"), position=99)
    made = CommitmentFactory(
        charter=charter,
        topic="mail",
        text=said("The text"),
        explanation=said("Explained"),
        stage="deliver",
        service=ServiceFactory(organisation=fin, code="S1", name=said("Permit")),
        metric="founded_on_norm",
        amount=7,
        unit="working_days",
        norm=norm,
        target=Decimal("2.5"),
        figure_name=said("Figure"),
        figure_unit=said("minutes"),
        figure_target=Decimal("12.25"),
        figure_better="lower",
        regulation=RegulationFactory(title=said("The act")),
        valid_from=date(2026, 1, 1),
        valid_until=date(2027, 12, 31),
        change_reason=said("Asked for"),
    )
    own = CustomerGroupFactory(organisation=fin, code="A", name=said("Of our own"))
    shared = CustomerGroupFactory(organisation=None, code="ZZ", name=said("Of all"))
    made.customer_groups.set([own, shared])
    return made


def test_every_field_of_a_promise_is_read(charter, full):
    (promise,) = contents_of(charter).promises

    assert promise == Promise(
        key=full.pk,
        number=1,
        topic=Topic.MAIL,
        text=said("The text"),
        explanation=said("Explained"),
        stage="deliver",
        service_code="S1",
        service_name=said("Permit"),
        groups=(said("Of all"), said("Of our own")),
        metric=Metric.FOUNDED_ON_NORM,
        amount=7,
        unit=Unit.WORKING_DAYS,
        norm="A9",
        norm_name=said("Courtesy"),
        target=Decimal("2.5"),
        figure_name=said("Figure"),
        figure_unit=said("minutes"),
        figure_target=Decimal("12.25"),
        figure_better=Better.LOWER,
        legal_basis=said("The act"),
        valid_from=date(2026, 1, 1),
        valid_until=date(2027, 12, 31),
        change_reason=said("Asked for"),
    )


def test_what_a_promise_does_not_name_is_empty(charter):
    CommitmentFactory(charter=charter, metric="none", amount=None, target=None)

    (promise,) = contents_of(charter).promises

    named = (promise.service_code, promise.service_name, promise.norm, promise.norm_name)
    assert (*named, promise.legal_basis, promise.groups) == ("", {}, "", {}, {}, ())
    assert (promise.amount, promise.target, promise.valid_from) == (None, None, None)


def test_promises_stand_in_the_order_of_the_charter(charter):
    last = CommitmentFactory(charter=charter, topic="mail", position=2)
    first = CommitmentFactory(charter=charter, topic="website", position=5)
    middle = CommitmentFactory(charter=charter, topic="mail", position=1)
    CommitmentFactory(charter=charter, retired_at=timezone.now())

    promises = contents_of(charter).promises

    assert [(one.key, one.number) for one in promises] == [
        (first.pk, 1),
        (middle.pk, 2),
        (last.pk, 3),
    ]


def test_what_an_edition_keeps_is_what_was_read(charter, full):
    contents = contents_of(charter)

    assert from_json(as_json(contents)) == contents


def test_a_charter_is_read_in_four_queries(charter, full, django_assert_num_queries):
    with django_assert_num_queries(4):
        contents_of(charter)
