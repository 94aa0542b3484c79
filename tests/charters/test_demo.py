"""The charters of the demonstration: complete, in four languages, and without a warning where none is meant."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from charters import demo
from charters.completeness import completeness
from charters.contents import contents_of, from_json
from charters.enums import CharterStatus
from charters.models import Charter, Consultation, Edition, Opinion, ReviewComment
from charters.warnings import WarningCode, facts_for, warnings_of
from core.rich_text import RichTextField
from core.row_security import organisation_context
from organisations import demo as people
from processes import demo as services

# A Sunday: what people did lies on working days before.
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
FOUR = {"nl", "fr", "de", "en"}


pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        translation.override("en"),
        transaction.atomic(),
    ):
        call_command("load_reference_data", verbosity=0)
        people.load(timezone.localdate())
        services.load(timezone.localdate())
        demo.load()
        yield {row.organisation.code: row for row in Charter.objects.select_related("organisation")}
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_english(loaded):
    with translation.override("en"):
        yield


def every_text(contents):
    for topic in contents.texts:
        yield from (topic.text, topic.reason)
    for promise in contents.promises:
        yield from (promise.text, promise.explanation, promise.figure_name, promise.change_reason)
    yield from (wish.text for wish in contents.expectations)


def test_each_stands_where_it_is_said_to_stand(loaded):
    states = {code: row.status for code, row in loaded.items()}

    assert states == {
        "FIN": CharterStatus.PUBLISHED,
        "INAMI": CharterStatus.IN_REVIEW,
        "BOSA": CharterStatus.DRAFT,
    }
    assert loaded["FIN"].review_due > date(2026, 11, 22)


def test_two_are_complete_in_four_languages_and_one_has_just_begun(loaded):
    found = {code: contents_of(row) for code, row in loaded.items()}

    assert [str(gap) for gap in completeness(found["FIN"]).gaps] == []
    assert [str(gap) for gap in completeness(found["INAMI"]).gaps] == []
    texts = [text for code in ("FIN", "INAMI") for text in every_text(found[code]) if text]
    assert {frozenset(text) for text in texts} == {frozenset(FOUR)}
    bosa = completeness(found["BOSA"])
    assert (bosa.ready_count, len(found["BOSA"].promises)) == (1, 2)
    assert any(gap.languages == ("de",) for gap in bosa.gaps)


def test_the_only_warning_is_the_one_that_is_meant(loaded):
    codes = {}
    for code, row in loaded.items():
        contents = contents_of(row)
        warnings = warnings_of(contents, facts_for(row, contents))
        codes[code] = [warning.code for warning in warnings]

    assert codes == {"FIN": [], "INAMI": [], "BOSA": [WarningCode.VAGUE]}


def test_every_text_could_be_typed_in_the_form(loaded):
    field = RichTextField(required=False)
    for row in loaded.values():
        for text in every_text(contents_of(row)):
            assert [field.clean(said) for said in text.values()] == list(text.values())


def test_editions_differ_by_one_stricter_one_retired_and_one_new_promise(loaded):
    first, second = (
        {one.key: replace(one, number=0) for one in from_json(row.contents).promises}
        for row in Edition.objects.order_by("number")
    )

    (gone,) = [first[key] for key in set(first) - set(second)]
    (new,) = [second[key] for key in set(second) - set(first)]
    (other,) = [second[key] for key in set(first) & set(second) if first[key] != second[key]]
    assert "brochure" in gone.text["en"]
    assert "call you back" in new.text["en"]
    assert (first[other.key].amount, other.amount) == (10, 5)
    retired = loaded["FIN"].commitments.get(pk=gone.key)
    assert retired.is_retired
    assert all(set(row.change_reason) == FOUR for row in (retired, new, other))
    assert [row.commitments.count() for row in Edition.objects.order_by("number")] == [15, 15]


def test_what_happened_lies_in_the_past_in_its_order_and_papers_wait_for_the_worker(loaded):
    for row in loaded.values():
        moments = list(row.changes.order_by("pk").values_list("at", flat=True))
        assert moments == sorted(moments)
        assert moments[-1] <= timezone.now()
    first, second = Edition.objects.order_by("number")
    assert (first.in_force_from, second.in_force_from) == (date(2025, 9, 23), date(2026, 4, 21))
    assert list(ProcrastinateJob.objects.values_list("task_name", "args").order_by("pk")) == [
        ("charters.papers.make_papers", {"edition_id": second.pk}),
        ("charters.papers.make_papers", {"edition_id": first.pk}),
    ]


def test_customers_are_asked_today_and_colleagues_have_remarked(loaded):
    consultation = Consultation.objects.get()

    assert consultation.opens_on <= date(2026, 11, 22) <= consultation.closes_on
    assert set(consultation.introduction) == FOUR
    with organisation_context(consultation.organisation_id):
        opinions = list(Opinion.objects.all())
    assert {opinion.language for opinion in opinions} == FOUR
    assert {opinion.useful for opinion in opinions} == {True, False, None}
    assert sum(bool(opinion.answer) for opinion in opinions) == 2
    assert {bool(remark.resolved_at) for remark in ReviewComment.objects.all()} == {True, False}
    assert all(remark.quoted for remark in ReviewComment.objects.all())
