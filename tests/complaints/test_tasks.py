"""The nightly work of the register."""

from datetime import timedelta

from django.utils import timezone

from complaints import handling
from complaints.enums import Status
from complaints.models import Case
from complaints.tasks import end_waiting, go_on
from core.row_security import organisation_context
from tests.complaints.cases import case_in


def waiting(organisation):
    """Asked so long ago that the time to reply has passed."""
    with organisation_context(organisation.pk):
        return case_in(organisation, Status.WAITING, at=timezone.now() - timedelta(days=40))


def statuses(organisation):
    with organisation_context(organisation.pk):
        return list(Case.objects.order_by("pk").values_list("status", flat=True))


def test_cases_of_every_organisation_go_on(fin, bosa):
    for organisation in (fin, fin, bosa):
        waiting(organisation)

    end_waiting(timestamp=0)

    assert statuses(fin) == [Status.IN_HANDLING] * 2
    assert statuses(bosa) == [Status.IN_HANDLING]


def test_case_that_was_answered_meanwhile_stays_as_it_is(fin):
    replied = waiting(fin)
    with organisation_context(fin.pk):
        handling.reply(replied, by=None, channel="web", text="Voici.")
        events = replied.events.count()

    go_on(fin, replied.pk)

    with organisation_context(fin.pk):
        assert replied.events.count() == events
    assert statuses(fin) == [Status.IN_HANDLING]
