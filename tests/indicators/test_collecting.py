"""The yearly collection: prepared with its members, opened, closed, published; letters on their days."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from core.errors import NotAllowedError
from core.row_security import organisation_context
from core.texts import Text
from indicators import collecting, submitting, tasks
from indicators.enums import COLLECTING, CampaignStatus
from indicators.models import Campaign, CampaignMember, Submission
from organisations.models import Letter
from tests.complaints.test_numbering import at_once
from tests.factories.indicators import CampaignFactory, CampaignMemberFactory, SubmissionFactory
from tests.factories.organisations import (
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

DUE = date(2026, 3, 31)
PLAN = {
    "cut_off": date(2025, 12, 31),
    "opens_on": date(2026, 1, 15),
    "due_on": DUE,
    "instructions": Text(nl="Vul in."),
}
STEPS = {
    "opened": collecting.open_campaign,
    "closed": collecting.close,
    "reopened": collecting.reopen,
    "published": collecting.publish,
}
# Which step leads where, from where.
LEADS = {
    "opened": ("prepared", "open"),
    "closed": ("open", "closed"),
    "reopened": ("closed", "open"),
    "published": ("closed", "published"),
}


def campaign_in(status):
    moment = timezone.now() if status == CampaignStatus.PUBLISHED else None
    return CampaignFactory(status=status, published_at=moment)


def letters_of(organisation):
    with organisation_context(organisation.pk):
        return list(Letter.objects.order_by("pk"))


def test_a_campaign_is_prepared_with_everyone_who_exists_on_the_cut_off_date(fin):
    gone = OrganisationFactory(valid_until=date(2025, 12, 30))
    last_day = OrganisationFactory(valid_until=date(2025, 12, 31))
    to_come = OrganisationFactory(valid_from=date(2026, 1, 1))

    campaign = collecting.prepare(by=None, year=2025, **PLAN)

    members = dict(campaign.members.values_list("organisation__code", "group"))
    assert members == {fin.code: fin.group_id, last_day.code: last_day.group_id}
    assert {gone.code, to_come.code}.isdisjoint(members)
    assert (campaign.status, str(campaign.instructions)) == ("prepared", "Vul in.")


def test_a_year_has_one_campaign(fin):
    collecting.prepare(by=None, year=2025, **PLAN)

    with pytest.raises(NotAllowedError, match="has its campaign"):
        collecting.prepare(by=None, year=2025, **PLAN)


def test_members_follow_the_cut_off_date_until_it_opens(fin):
    gone = OrganisationFactory(valid_until=date(2025, 12, 30))
    campaign = collecting.prepare(by=None, year=2025, **PLAN)

    collecting.change(campaign, by=None, seen=1, cut_off=date(2025, 12, 15))

    assert set(campaign.members.values_list("organisation", flat=True)) == {fin.pk, gone.pk}


def test_an_open_campaign_changes_its_day_and_words_alone(fin):
    campaign = campaign_in("open")

    found = collecting.change(
        campaign, by=None, seen=1, cut_off=date(2025, 6, 30), due_on=date(2026, 5, 1), year=2020
    )

    found.refresh_from_db()
    assert (found.year, found.cut_off, found.due_on) == (2025, date(2025, 12, 31), date(2026, 5, 1))


@pytest.mark.django_db
@pytest.mark.parametrize("status", CampaignStatus.values)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_state(step, status):
    campaign = campaign_in(status)
    before, after = LEADS[step]

    if status != before:
        with pytest.raises(NotAllowedError):
            STEPS[step](campaign, by=None, seen=1)
        campaign.refresh_from_db()
        assert campaign.status == status
        return
    STEPS[step](campaign, by=None, seen=1)

    campaign.refresh_from_db()
    assert (campaign.status, campaign.revision) == (after, 2)
    assert COLLECTING.allows(step, before)
    assert list(campaign.changes.values_list("happening", flat=True)) == [step]


@pytest.mark.django_db
def test_a_step_from_an_old_page_is_refused():
    campaign = campaign_in("open")
    collecting.change(campaign, by=None, seen=1, due_on=date(2026, 5, 1))

    with pytest.raises(NotAllowedError, match="has changed"):
        collecting.close(campaign, by=None, seen=1)


@pytest.mark.django_db
def test_what_is_published_no_longer_changes():
    campaign = campaign_in("published")
    member = CampaignMemberFactory(campaign=campaign)

    with pytest.raises(NotAllowedError):
        collecting.change(campaign, by=None, seen=1, due_on=date(2026, 5, 1))
    with pytest.raises(NotAllowedError):
        collecting.remove_member(member, by=None)
    with pytest.raises(NotAllowedError):
        collecting.add_member(campaign, OrganisationFactory(), by=None, group=GroupFactory())


@pytest.mark.django_db
def test_a_member_takes_part_in_the_group_of_that_date():
    campaign, organisation = campaign_in("prepared"), OrganisationFactory()
    then = GroupFactory(code="OIP")

    collecting.add_member(campaign, organisation, by=None, group=organisation.group)
    member = collecting.add_member(campaign, organisation, by=None, group=then)

    assert list(campaign.members.all()) == [member]
    assert member.group == then
    assert list(campaign.changes.values_list("happening", "old", "new")) == [
        ("grouped", {"group": organisation.group.code}, {"group": "OIP"}),
        ("joined", {}, {"group": organisation.group.code}),
    ]


@pytest.mark.django_db
def test_a_member_that_has_begun_stays():
    submission = SubmissionFactory()
    member = CampaignMember.objects.get(organisation=submission.organisation)

    with pytest.raises(NotAllowedError, match="it stays"):
        collecting.remove_member(member, by=None)
    Submission.objects.all().delete()
    collecting.remove_member(member, by=None)

    assert not CampaignMember.objects.exists()


@pytest.mark.django_db
def test_a_campaign_is_never_due_before_it_opens():
    campaign = campaign_in("open")

    with pytest.raises(NotAllowedError, match="due before"):
        collecting.change(campaign, by=None, seen=1, due_on=date(2026, 1, 14))


@pytest.mark.django_db
def test_its_history_says_who_changed_what():
    campaign, by = campaign_in("open"), UserFactory()

    collecting.change(campaign, by=by, seen=1, due_on=date(2026, 5, 1), instructions=Text())

    change = campaign.changes.get()
    assert (change.happening, change.by) == ("changed", by)
    assert (change.old, change.new) == ({"due_on": "2026-03-31"}, {"due_on": "2026-05-01"})
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        campaign.changes.update(by=None)


@pytest.mark.django_db
def test_what_stays_as_it_was_is_no_change():
    campaign = campaign_in("open")

    collecting.change(campaign, by=None, seen=1, due_on=campaign.due_on)

    campaign.refresh_from_db()
    assert (campaign.revision, campaign.changes.count()) == (1, 0)


@pytest.mark.django_db
def test_who_left_already_leaves_once():
    campaign, organisation = campaign_in("open"), OrganisationFactory()
    member = collecting.add_member(campaign, organisation, by=None, group=organisation.group)

    for _click in range(2):
        collecting.remove_member(member, by=None)

    assert list(campaign.changes.values_list("happening", flat=True)) == ["left", "joined"]


@pytest.mark.django_db(transaction=True)
def test_two_who_prepare_the_same_year_at_once_make_one_campaign():
    def prepare(_n):
        try:
            return str(collecting.prepare(by=None, year=2025, **PLAN))
        except NotAllowedError as error:
            return str(error)

    assert sorted(at_once(prepare, 3)) == ["2025", *["This year has its campaign."] * 2]


@pytest.mark.django_db(transaction=True)
def test_nobody_begins_figures_of_a_campaign_they_are_leaving():
    """Whichever comes first, an organisation with figures takes part."""
    campaign = campaign_in("open")
    members = CampaignMemberFactory.create_batch(6, campaign=campaign)

    def one(n):
        member = members[n // 2]
        try:
            if n % 2:
                collecting.remove_member(member, by=None)
            else:
                submitting.begin(campaign, member.organisation, by=None)
        except NotAllowedError:
            pass

    at_once(one, 12)

    begun = set(Submission.objects.values_list("organisation", flat=True))
    left = set(campaign.changes.values_list("organisation", flat=True))
    assert begun == set(campaign.members.values_list("organisation", flat=True))
    assert begun | left == {member.organisation_id for member in members}
    assert not begun & left


def test_who_joins_an_open_campaign_is_told_of_it(fin, run_jobs):
    MembershipFactory(organisation=fin, roles=["coordinator"])
    campaign = campaign_in("open")

    collecting.add_member(campaign, fin, by=None, group=fin.group)
    run_jobs()

    assert len(letters_of(fin)) == 1


def test_of_a_campaign_that_is_closed_already_nobody_is_told(fin, run_jobs):
    MembershipFactory(organisation=fin, roles=["coordinator"])
    campaign = collecting.prepare(by=None, year=2025, **PLAN)
    collecting.open_campaign(campaign, by=None, seen=1)
    collecting.close(campaign, by=None, seen=2)

    run_jobs()

    assert letters_of(fin) == []


def test_opening_tells_everybody_who_has_to_do_with_it_once(fin, run_jobs):
    for role in ("coordinator", "manager", "approver", "reader"):
        MembershipFactory(organisation=fin, roles=[role])
    MembershipFactory(organisation=fin, roles=["coordinator"], is_active=False)
    campaign = collecting.prepare(by=None, year=2025, **PLAN)

    collecting.open_campaign(campaign, by=None, seen=1)
    run_jobs()
    tasks.tell_of_opening(campaign.pk)

    letters = letters_of(fin)
    assert len(letters) == 3
    assert "/nl/o/fin/indicators/2025/submission/" in letters[0].text
    assert "/fr/o/fin/indicators/2025/submission/" in letters[0].text
    assert {letter.purpose for letter in letters} == {"yearly_figures"}


@pytest.fixture
def due(fin):
    """FIN takes part, has one coordinator, and was told of the opening."""
    MembershipFactory(organisation=fin, roles=["coordinator"])
    opened = datetime(2026, 1, 15, 12, tzinfo=timezone.get_default_timezone())
    campaign = CampaignFactory(due_on=DUE)
    return CampaignMemberFactory(campaign=campaign, organisation=fin, reminded_at=opened)


def reminded_on(days, fin):
    """The days after which there is one letter more, of a job that runs each morning."""
    found, known = [], len(letters_of(fin))
    for day in days:
        with time_machine.travel(datetime(day.year, day.month, day.day, 6, 20), tick=False):
            tasks.remind_of_figures(0)
            tasks.remind_of_figures(0)
        if len(letters_of(fin)) > known:
            found.append((day - DUE).days)
            known = len(letters_of(fin))
    return found, known


def days_of_spring():
    return [date(2026, 3, 1) + timedelta(n) for n in range(60)]


def test_reminders_go_out_on_their_days_and_never_twice(fin, due):
    assert reminded_on(days_of_spring(), fin) == ([-14, -3, 1], 3)


def test_a_job_that_did_not_run_for_weeks_writes_one_letter(fin, due):
    assert reminded_on([date(2026, 3, 30), date(2026, 4, 20), date(2026, 4, 21)], fin) == (
        [-1, 20],
        2,
    )


@pytest.mark.parametrize("status", ["submitted", "attested"])
def test_who_has_submitted_is_not_reminded(fin, due, status):
    moment = timezone.now() if status == "attested" else None
    SubmissionFactory(campaign=due.campaign, organisation=fin, status=status, attested_at=moment)

    assert reminded_on(days_of_spring(), fin) == ([], 0)


def test_who_is_still_preparing_is_reminded_and_the_history_says_so(fin, due):
    submission = SubmissionFactory(campaign=due.campaign, organisation=fin)

    assert reminded_on([DUE - timedelta(14)], fin) == ([-14], 1)
    assert list(submission.changes.values_list("happening", flat=True)) == ["reminded"]


@pytest.mark.parametrize("status", ["prepared", "closed"])
def test_only_an_open_campaign_reminds(fin, due, status):
    Campaign.objects.update(status=status)

    assert reminded_on(days_of_spring(), fin) == ([], 0)
