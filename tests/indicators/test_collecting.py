"""The yearly collection: prepared with its members, opened, closed, published; letters on their days."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.errors import NotAllowedError
from core.row_security import organisation_context
from core.texts import Text
from indicators import collecting, tasks
from indicators.enums import COLLECTING, CampaignStatus
from indicators.models import Campaign, CampaignMember, Submission
from organisations.models import Letter
from tests.factories.indicators import CampaignFactory, CampaignMemberFactory, SubmissionFactory
from tests.factories.organisations import GroupFactory, MembershipFactory, OrganisationFactory

DUE = date(2026, 3, 31)
PLAN = {
    "cut_off": date(2025, 12, 31),
    "opens_on": date(2026, 1, 15),
    "due_on": DUE,
    "instructions": Text(nl="Vul in."),
}
STEPS = {
    "open": collecting.open_campaign,
    "close": collecting.close,
    "reopen": collecting.reopen,
    "publish": collecting.publish,
}
# Which step leads where, from where.
LEADS = {
    "open": ("prepared", "open"),
    "close": ("open", "closed"),
    "reopen": ("closed", "open"),
    "publish": ("closed", "published"),
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

    campaign = collecting.prepare(year=2025, **PLAN)

    members = dict(campaign.members.values_list("organisation__code", "group"))
    assert members == {fin.code: fin.group_id, last_day.code: last_day.group_id}
    assert {gone.code, to_come.code}.isdisjoint(members)
    assert (campaign.status, str(campaign.instructions)) == ("prepared", "Vul in.")


def test_a_year_has_one_campaign(fin):
    collecting.prepare(year=2025, **PLAN)

    with pytest.raises(NotAllowedError):
        collecting.prepare(year=2025, **PLAN)


def test_members_follow_the_cut_off_date_until_it_opens(fin):
    gone = OrganisationFactory(valid_until=date(2025, 12, 30))
    campaign = collecting.prepare(year=2025, **PLAN)

    collecting.change(campaign, seen=1, cut_off=date(2025, 12, 15))

    assert set(campaign.members.values_list("organisation", flat=True)) == {fin.pk, gone.pk}


def test_an_open_campaign_changes_its_day_and_words_alone(fin):
    campaign = campaign_in("open")

    found = collecting.change(
        campaign, seen=1, cut_off=date(2025, 6, 30), due_on=date(2026, 5, 1), year=2020
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
            STEPS[step](campaign, seen=1)
        campaign.refresh_from_db()
        assert campaign.status == status
        return
    STEPS[step](campaign, seen=1)

    campaign.refresh_from_db()
    assert (campaign.status, campaign.revision) == (after, 2)
    assert COLLECTING.allows(before, after)


@pytest.mark.django_db
def test_a_step_from_an_old_page_is_refused():
    campaign = campaign_in("open")
    collecting.change(campaign, seen=1, due_on=date(2026, 5, 1))

    with pytest.raises(NotAllowedError, match="has changed"):
        collecting.close(campaign, seen=1)


@pytest.mark.django_db
def test_what_is_published_no_longer_changes():
    campaign = campaign_in("published")
    member = CampaignMemberFactory(campaign=campaign)

    with pytest.raises(NotAllowedError):
        collecting.change(campaign, seen=1, due_on=date(2026, 5, 1))
    with pytest.raises(NotAllowedError):
        collecting.remove_member(member)
    with pytest.raises(NotAllowedError):
        collecting.add_member(campaign, OrganisationFactory(), group=GroupFactory())


@pytest.mark.django_db
def test_a_member_takes_part_in_the_group_of_that_date():
    campaign, organisation = campaign_in("prepared"), OrganisationFactory()
    then = GroupFactory(code="OIP")

    collecting.add_member(campaign, organisation, group=organisation.group)
    member = collecting.add_member(campaign, organisation, group=then)

    assert list(campaign.members.all()) == [member]
    assert member.group == then


@pytest.mark.django_db
def test_a_member_that_has_begun_stays():
    submission = SubmissionFactory()
    member = CampaignMember.objects.get(organisation=submission.organisation)

    with pytest.raises(NotAllowedError, match="it stays"):
        collecting.remove_member(member)
    Submission.objects.all().delete()
    collecting.remove_member(member)

    assert not CampaignMember.objects.exists()


def test_opening_tells_everybody_who_has_to_do_with_it_once(fin, run_jobs):
    for role in ("coordinator", "manager", "approver", "reader"):
        MembershipFactory(organisation=fin, roles=[role])
    MembershipFactory(organisation=fin, roles=["coordinator"], is_active=False)
    campaign = collecting.prepare(year=2025, **PLAN)

    collecting.open_campaign(campaign, seen=1)
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
