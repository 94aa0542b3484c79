"""What the demonstration must hold, so that every page has something to show."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from dateutil.relativedelta import relativedelta
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob
from scipy.stats import binomtest

from complaints.attachments import path_of
from complaints.counting import counts
from complaints.enums import (
    Acknowledged,
    Channel,
    ComplainantKind,
    ComplaintType,
    Decision,
    EventCode,
    Finding,
    Nature,
    Outcome,
    Remedy,
    SecondLine,
    Status,
)
from complaints.models import (
    Attachment,
    Case,
    CaseLink,
    Complainant,
    Event,
    InadmissibilityGround,
    Note,
    Pause,
)
from core.row_security import organisation_context
from indicators.effects import Verdict, effect_of
from organisations.demo import CODES, MEMBERS, PASSWORD
from organisations.enums import LetterStatus, LimitKind, Role
from organisations.models import (
    Department,
    Letter,
    Membership,
    NormOfConduct,
    Organisation,
    TimeLimit,
    User,
)
from processes.models import Action, Map, Service
from tests.overview.demo.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

YEARS = (2024, 2025, 2026)


def in_every_organisation(model):
    """All rows of a protected table, one organisation after the other."""
    rows = []
    for organisation in Organisation.objects.filter(code__in=CODES):
        with organisation_context(organisation.pk):
            rows += model.objects.filter(organisation=organisation)
    return rows


def cases():
    return in_every_organisation(Case)


def organisations():
    return list(Organisation.objects.filter(code__in=CODES).order_by("code"))


def said(*arguments):
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("status", Status.values),
        ("channel", Channel.values),
        ("nature", Nature.values),
        ("language", ["fr", "nl", "de", "en"]),
        ("letter_language", ["fr", "nl", "de"]),
        ("outcome", ["", *Outcome.values]),
        ("finding", ["", *Finding.values]),
        ("decision", ["", *Decision.values]),
        ("type", ["", *ComplaintType.values]),
        ("remedy", ["", *Remedy.values]),
        ("acknowledged_by", ["", *Acknowledged.values]),
        ("waiting_from", ["", Status.RECEIVED, Status.IN_HANDLING]),
        ("second_line_kind", ["", *SecondLine.values]),
        ("second_line_overturned", [None, True, False]),
        ("confidential", [True, False]),
    ],
)
def test_every_value_occurs(column, values):
    assert {getattr(case, column) for case in cases()} == set(values)


def test_every_ground_norm_and_event_occurs():
    found = cases()

    assert {case.inadmissibility_ground_id for case in found} - {None} == set(
        InadmissibilityGround.objects.values_list("code", flat=True)
    )
    assert {norm for case in found for norm in case.norms} == set(
        NormOfConduct.objects.values_list("code", flat=True)
    )
    assert {event.code for event in in_every_organisation(Event)} == set(EventCode.values) - {
        EventCode.DUE_MOVED
    }
    assert {person.kind for person in in_every_organisation(Complainant)} == set(
        ComplainantKind.values
    )


def test_volumes_are_those_of_a_large_a_middling_and_a_small_organisation():
    volumes = Counter(case.organisation_id for case in cases())

    sizes = {organisation.code: volumes[organisation.pk] for organisation in organisations()}
    assert 230 <= sizes["FIN"] <= 265
    assert 120 <= sizes["INAMI"] <= 145
    assert 65 <= sizes["BOSA"] <= 85


def test_cases_cover_two_years_up_to_today():
    days = [case.received_on for case in cases()]

    assert min(days) < TODAY - timedelta(days=660)
    assert max(days) == TODAY


def test_both_sums_hold_for_every_year_and_organisation():
    for organisation in organisations():
        with organisation_context(organisation.pk):
            for year in YEARS:
                totals = counts(organisation, year).totals
                received = [
                    totals[f"complaints_{part}"]
                    for part in (
                        "admissible",
                        "inadmissible",
                        "pending_admissibility",
                        "forwarded",
                        "withdrawn",
                    )
                ]
                admissible = [
                    totals[f"complaints_{part}"]
                    for part in (
                        "founded",
                        "partly_founded",
                        "unfounded",
                        "no_opinion",
                        "without_finding",
                    )
                ]
                assert totals["complaints_received"] == sum(received)
                assert totals["complaints_admissible"] == sum(admissible)


@pytest.mark.parametrize("figure", ["acknowledged_in_time", "answered_in_time"])
def test_about_nine_in_ten_are_in_time(figure):
    in_time = due = 0
    for organisation in organisations():
        with organisation_context(organisation.pk):
            for year in YEARS:
                totals = counts(organisation, year).totals
                in_time += totals[f"{figure}:numerator"]
                due += totals[f"{figure}:denominator"]

    assert 0.84 <= in_time / due <= 0.96


def test_every_coordinator_has_work_today_this_week_and_late():
    for organisation in organisations():
        with organisation_context(organisation.pk):
            open_cases = Case.objects.for_organisation(organisation).open()
            assert open_cases.filter(next_due=TODAY).count() >= 2
            assert open_cases.filter(next_due__gt=TODAY, next_due__lte="2026-11-24").count() >= 3
            assert open_cases.overdue(TODAY).filter(answer_due__lt=TODAY).count() >= 3


def test_acknowledgements_are_late_where_a_limit_is_set():
    for organisation in organisations():
        limited = (
            TimeLimit.objects.for_organisation(organisation)
            .filter(kind=LimitKind.ACKNOWLEDGEMENT)
            .exists()
        )
        with organisation_context(organisation.pk):
            late = Case.objects.for_organisation(organisation).open()
            late = late.filter(acknowledged_on=None, acknowledgement_due__lt=TODAY)
            assert late.exists() == limited


def test_no_letter_waits_and_no_job_but_for_papers_was_made():
    letters = in_every_organisation(Letter)

    assert {letter.status for letter in letters} == {LetterStatus.SENT, LetterStatus.DRAFT}
    jobs = ProcrastinateJob.objects.values_list("task_name", flat=True)
    assert set(jobs) == {"charters.papers.make_papers"}


def test_all_addresses_are_invented():
    addresses = [letter.email for letter in in_every_organisation(Letter)]
    addresses += [person.email for person in in_every_organisation(Complainant)]
    addresses += User.objects.values_list("email", flat=True)
    for organisation in organisations():
        addresses += [organisation.email, organisation.data_protection_contact]

    assert {
        address for address in addresses if address and not address.endswith(".example")
    } == set()
    assert {person.telephone for person in in_every_organisation(Complainant)} == {""}


def test_all_blanks_of_the_texts_are_filled_in():
    texts = [text for case in cases() for text in (case.subject, case.text)]
    texts += [letter.text for letter in in_every_organisation(Letter)]
    texts += [letter.subject for letter in in_every_organisation(Letter)]

    assert [text for text in texts if set(text) & set("{}[]")] == []


def test_texts_differ():
    found = cases()

    for language, fewest in (("fr", 60), ("nl", 60), ("de", 20)):
        assert len({case.text for case in found if case.language == language}) >= fewest


def test_cases_have_notes_links_pauses_and_files():
    attachments = in_every_organisation(Attachment)

    assert len(in_every_organisation(Note)) > 100
    assert len(in_every_organisation(CaseLink)) >= 10
    assert in_every_organisation(Pause)
    assert {file.content_type for file in attachments} == {"application/pdf", "text/plain"}
    assert all(path_of(file).stat().st_size == file.size for file in attachments)


def test_numbers_follow_the_moments_of_registration():
    for organisation in organisations():
        by_year = {}
        for case in sorted(
            (case for case in cases() if case.organisation_id == organisation.pk),
            key=lambda case: case.registered_at,
        ):
            by_year.setdefault(case.received_on.year, []).append(case.number)
        for year, numbers in by_year.items():
            expected = [f"{organisation.code}-{year}-{n:05d}" for n in range(1, len(numbers) + 1)]
            assert sorted(numbers) == numbers == expected


def test_forwarded_case_goes_on_in_the_other_organisation():
    by_number = {case.number: case for case in cases()}
    forwarded = [
        case.forwarded_to.split()[1]
        for case in by_number.values()
        if case.forwarded_to.startswith(CODES) and "-20" in case.forwarded_to
    ]

    assert len(forwarded) >= 3
    assert {by_number[number].channel for number in forwarded} == {Channel.FORWARDED}


def test_people_can_sign_in_with_the_one_password():
    for user in User.objects.all():
        validate_password(PASSWORD, user)
        assert user.check_password(PASSWORD)


def test_every_role_is_held_and_the_special_people_are_there():
    for organisation in organisations():
        members = Membership.objects.for_organisation(organisation)
        roles = {role for member in members for role in member.roles}
        assert roles - {Role.NETWORK_COORDINATOR} == set(Role.values) - {Role.NETWORK_COORDINATOR}
        assert len(members.with_role(Role.HANDLER)) >= 2

    bosa = Membership.objects.filter(organisation__code="BOSA")
    assert bosa.filter(roles__contains=[Role.COORDINATOR, Role.HANDLER]).exists()
    assert bosa.with_role(Role.NETWORK_COORDINATOR).exists()
    assert User.objects.get(email="two@inami.example").memberships.count() == 2


def test_names_are_given_in_four_languages():
    rows = [*Department.objects.all(), *Service.objects.all()]

    assert {frozenset(row.name) for row in rows} == {frozenset(["nl", "fr", "de", "en"])}
    assert all(set(row.sort_keys) == set(row.name) for row in Service.objects.all())


def test_second_load_says_that_it_is_loaded(demo):
    assert demo.endswith("cases of the demonstration loaded.\n")
    assert said() == "The demonstration is already loaded.\n"
    assert said("--if-empty") == "The demonstration is already loaded.\n"


def test_sign_ins_are_printed_with_the_password():
    heading, *lines = said("--print-sign-ins").splitlines()

    assert heading == f"Demonstration sign-ins; password of all: {PASSWORD}"
    assert [line.split()[0] for line in lines] == [member.email for member in MEMBERS]
    assert lines[0].split() == ["coordinator@fin.example", "Anaïs", "Exemple", "fin", "coordinator"]


def done_actions():
    """Organisation, action and effect of every improvement that is done."""
    for organisation in Organisation.objects.filter(code__in=CODES):
        with organisation_context(organisation.pk):
            actions = Action.objects.for_organisation(organisation).filter(state="done")
            for action in actions.select_related("organisation"):
                yield organisation, action, effect_of(action, TODAY)


def test_one_improvement_shows_more_than_chance_and_one_does_not():
    verdicts = {organisation.code: effect.verdict for organisation, _a, effect in done_actions()}

    assert verdicts == {"FIN": Verdict.LESS, "INAMI": Verdict.CHANCE}


def test_effects_equal_a_count_by_hand_and_the_test_of_scipy():
    for organisation, action, effect in done_actions():
        with organisation_context(organisation.pk):
            received = list(Case.objects.values_list("received_on", "step", "nature"))
        days = [
            day for day, step, nature in received if (step, nature) == (action.step_id, "complaint")
        ]
        # Whole months of the register: twelve at most that ended before the start, and those since the end.
        whole_since = next_month(min(day for day, _step, _nature in received))
        start = action.started_on.replace(day=1)
        begin = max(start - relativedelta(months=12), whole_since)
        since, until = next_month(action.done_on), TODAY.replace(day=1)
        before = [day for day in days if begin <= day < start]
        after = [day for day in days if since <= day < until]
        months = months_between(begin, start), months_between(since, until)
        chance = binomtest(len(before), len(before) + len(after), months[0] / sum(months)).pvalue

        assert (effect.before.n, effect.after.n) == (len(before), len(after))
        assert (effect.before.months, effect.after.months) == months
        assert effect.chance == pytest.approx(chance)


def next_month(day):
    return day if day.day == 1 else day.replace(day=1) + relativedelta(months=1)


def months_between(first, last):
    return (last.year - first.year) * 12 + last.month - first.month


def test_two_maps_are_in_force_and_one_is_being_improved():
    maps = Map.objects.values_list("service__code", "number", "status")

    assert set(maps) == {
        ("refund", 1, "in_force"),
        ("refund", 2, "draft"),
        ("invalidity", 1, "in_force"),
    }
    assert Service.objects.exclude(for_whom={}).count() == 6
    placed = [case for case in cases() if case.step_id]
    assert {case.service.code for case in placed} == {"refund", "invalidity"}
    assert all(case.stage for case in placed)
