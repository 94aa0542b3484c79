"""The demonstration's command, and what holds whatever the seed."""

from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from complaints.models import Case, Complainant, Event, HandlingRules, Note
from core.row_security import organisation_context
from core.texts import Text
from organisations.demo import CODES
from organisations.models import DemoLoad, Letter, Organisation, User
from overview.management.commands.load_demo import load
from processes.models import Service
from tests.factories.organisations import MembershipFactory, UserFactory

NOW = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
# Keys of rows, which differ from one load to the next.
IDS = {
    "id",
    "service_id",
    "step_id",
    "department_id",
    "handler_id",
    "cause_id",
    "organisation_id",
    "case_id",
}
RANDOM = {"tracking_hash", "note_id", "recorded_at"}


@pytest.fixture
def reference(db):
    call_command("load_reference_data", verbosity=0)


@pytest.fixture
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


def plain(row):
    return {name: value for name, value in row.items() if name not in IDS | RANDOM}


def event_rows(organisation):
    rows = []
    for event in Event.objects.select_related("case", "by").order_by("case__number", "pk"):
        changes = [
            {k: v for k, v in side.items() if k not in IDS} for side in (event.old, event.new)
        ]
        by = event.by.email if event.by else ""
        rows.append((event.case.number, event.code, event.happened_at, by, *changes))
    return rows


def loaded(seed):
    """What a small load makes, by organisation; nothing of it stays."""
    found = {}
    with transaction.atomic():
        load(seed=seed, cases=30)
        for organisation in Organisation.objects.filter(code__in=CODES):
            with organisation_context(organisation.pk):
                found[organisation.code] = {
                    "cases": [plain(row) for row in Case.objects.order_by("number").values()],
                    "people": [
                        plain(row) for row in Complainant.objects.order_by("case__number").values()
                    ],
                    "events": event_rows(organisation),
                    "letters": list(
                        Letter.objects.order_by("pk").values_list("purpose", "email", "written_at")
                    ),
                    "notes": list(Note.objects.order_by("pk").values_list("text", "written_at")),
                }
        transaction.set_rollback(True)
    return found


def said(*arguments):
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def test_same_seed_on_the_same_day_gives_the_same_rows(reference, frozen):
    first = loaded(7)

    assert loaded(7) == first
    assert loaded(8)["FIN"]["cases"] != first["FIN"]["cases"]


def test_small_demo_has_what_is_due_today(reference, frozen):
    load(seed=7, cases=40)

    fin = Organisation.objects.get(code="FIN")
    with organisation_context(fin.pk):
        assert Case.objects.filter(next_due="2026-11-18").exists()
    assert HandlingRules.objects.get(organisation=fin).pauses_while_waiting
    assert DemoLoad.objects.get().seed == 7


def test_installation_in_use_gets_no_demo(db):
    UserFactory()

    assert said("--if-empty") == "This installation is in use: no demonstration is loaded.\n"

    assert not DemoLoad.objects.exists()


def test_demo_is_not_mixed_with_members(reference):
    MembershipFactory(organisation=Organisation.objects.get(code="INAMI"))

    with pytest.raises(CommandError, match="members already"):
        said()


def test_load_that_fails_leaves_nothing(reference):
    bosa = Organisation.objects.get(code="BOSA")
    Service.objects.create(organisation=bosa, code="contact", name=Text(en="In the way"))

    with pytest.raises(IntegrityError), transaction.atomic():
        said()

    assert not User.objects.exists()
    assert not DemoLoad.objects.exists()


def test_no_sign_ins_are_printed_without_a_demo(db):
    UserFactory(email="coordinator@fin.example")

    assert said("--print-sign-ins") == ""
