"""The pages of the yearly collection: what each role sees, what is refused beside its field, what stays typed."""

import zipfile
from datetime import date, timedelta
from functools import partial
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from core.row_security import organisation_context
from core.texts import Text
from indicators import submitting
from indicators.models import Campaign, CampaignChange, Submission
from indicators.submitting import last_change, rows_of
from tests.factories.complaints import make_case
from tests.factories.indicators import (
    CampaignFactory,
    CampaignMemberFactory,
    IndicatorFactory,
    MeasurementFactory,
    SubmissionFactory,
)
from tests.factories.organisations import MembershipFactory, OrganisationFactory, UserFactory
from tests.pages import assert_only_for, page, queries_of

PREPARERS = {"coordinator", "manager"}
NOON = "2026-03-01T12:00Z"
READERS = {"reader", "handler", "coordinator", "manager", "approver"}


@pytest.fixture
def campaign(fin):
    campaign = CampaignFactory(due_on=timezone.localdate() + timedelta(30))
    CampaignMemberFactory(campaign=campaign, organisation=fin)
    return campaign


@pytest.fixture
def submission(campaign, fin):
    """One count of the register, one to be declared."""
    found = SubmissionFactory(campaign=campaign, organisation=fin)
    counted = IndicatorFactory(code="complaints_received")
    MeasurementFactory(submission=found, indicator=counted, declared=None, computed=10)
    other = IndicatorFactory(code="complaints_founded")
    MeasurementFactory(submission=found, indicator=other, state="not_provided", declared=None)
    return found


@pytest.fixture
def network(client, bosa):
    """Signs the Network coordinator in."""
    membership = MembershipFactory(organisation=bosa, roles=["network_coordinator"])
    client.force_login(membership.user)
    return membership


def of(fin, name, *rest):
    return page(f"indicators:{name}", fin, 2025, *rest)


def figures(submission, **typed):
    """What the form sends: `complaints_founded="12"` for a number, a tuple for state, number and reason."""
    sent = {"seen": last_change(submission)}
    for row in rows_of(submission):
        given = typed.get(row.indicator.code, "")
        state, number, reason = given if isinstance(given, tuple) else (row.state, given, "")
        sent |= {
            f"state_{row.pk}": state,
            f"number_{row.pk}": number,
            f"reason_{row.pk}": reason,
        }
    return sent


def row(submission, code):
    return submission.measurements.get(indicator__code=code)


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("submission", READERS),
        ("submission_history", READERS),
        ("submission_questions", PREPARERS),
        ("submission_sending", PREPARERS),
        ("submission_file", PREPARERS),
        ("attestation", {"approver"}),
    ],
)
def test_who_opens_a_page(client, fin, submission, name, roles):
    assert_only_for(client, fin, roles, of(fin, name))


def test_begin_is_a_button_of_those_who_prepare(client, fin, campaign, member):
    member(client, "manager")
    assert "Begin the figures" in client.get(of(fin, "submission")).text

    client.post(of(fin, "submission_begin"))

    assert Submission.objects.get().changes.get().happening == "begun"
    member(client, "approver")
    assert "Next step" not in client.get(of(fin, "submission")).text


def test_nothing_is_computed_again_where_no_register_is_kept(client, fin, submission, member):
    member(client, "coordinator")

    shown = client.post(of(fin, "submission_computation"), follow=True)

    said = [str(message) for message in shown.context["messages"]]
    assert said == ["Not computed from a register: the figures are typed or brought from a file."]


def test_a_year_that_is_not_asked_says_so(client, fin, member):
    member(client, "coordinator")
    CampaignFactory(year=2026, status="prepared")

    for year in (2024, 2026):
        found = client.get(page("indicators:submission", fin, year)).text
        assert "This year is not asked for" in found


def test_who_does_not_take_part_cannot_begin(client, fin, member):
    CampaignFactory()
    member(client, "coordinator")

    assert "does not take part" in client.get(of(fin, "submission")).text
    assert client.post(of(fin, "submission_begin")).status_code == 409


def test_a_number_typed_where_there_was_none_is_a_number(client, fin, submission, member):
    member(client, "coordinator")

    client.post(
        of(fin, "submission_figures", "customers"), figures(submission, complaints_founded="4")
    )

    found = row(submission, "complaints_founded")
    assert (found.state, found.value) == ("value", 4)


@pytest.mark.parametrize("typed", ["1.234.567", "1,234,567", "1 234 567", "1\u202f234\u202f567"])
def test_a_number_is_read_with_what_parts_its_thousands(client, fin, submission, member, typed):
    member(client, "coordinator")

    client.post(
        of(fin, "submission_figures", "customers"), figures(submission, complaints_founded=typed)
    )

    assert row(submission, "complaints_founded").value == 1_234_567


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("twelve", "“twelve” is no number"),
        ("-1", "“-1” is negative"),
        ("1.234", "can be read in two ways. Write 1234"),
        ("200000000", "is beyond reason"),
        ("12,5", "has a decimal"),
        (("not_applicable", "12", ""), "A number stands here, and “not applicable” is chosen"),
        (("value", "", ""), "Write the number"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(
    client, fin, submission, member, typed, said
):
    member(client, "coordinator")
    sent = figures(submission, complaints_founded=typed, complaints_received="10")

    response = client.post(of(fin, "submission_figures", "customers"), sent)

    number = f"number_{row(submission, 'complaints_founded').pk}"
    assert f'id="id_{number}_error"' in response.text
    assert said in response.text
    # What was typed stays, and nothing is stored half.
    assert response.context["form"][number].value() == sent[number]
    assert row(submission, "complaints_received").declared is None
    assert submission.changes.count() == 0


def test_another_number_than_the_register_needs_a_reason(client, fin, submission, member):
    member(client, "coordinator")
    url = of(fin, "submission_figures", "customers")

    refused = client.post(url, figures(submission, complaints_received="12"))
    reason = f"reason_{row(submission, 'complaints_received').pk}"
    assert f'id="id_{reason}_error"' in refused.text
    assert "The register gives 10. Say why it is something else." in refused.text
    client.post(url, figures(submission, complaints_received=("value", "12", "Two on paper")))

    assert row(submission, "complaints_received").reason == "Two on paper"


def test_two_change_the_same_figure_and_the_second_reads_both(client, fin, submission, member):
    member(client, "coordinator")
    url, old = of(fin, "submission_figures", "customers"), figures(submission)
    client.post(url, figures(submission, complaints_founded="4"))
    number = f"number_{row(submission, 'complaints_founded').pk}"

    response = client.post(url, old | {number: "5"})

    assert response.status_code == 409
    assert "Others have changed the same figures meanwhile." in response.text
    assert "What you sent" in response.text
    assert row(submission, "complaints_founded").value == 4


def test_twelve_founded_of_ten_received_is_asked_and_answered(client, fin, submission, member):
    member(client, "coordinator")
    client.post(
        of(fin, "submission_figures", "customers"), figures(submission, complaints_founded="12")
    )
    assert "1 question" in client.get(of(fin, "submission")).text
    url = of(fin, "submission_questions")
    form = client.get(url).context["form"]
    (name,) = form.asked
    assert form[name].label == "12 complaints founded of 10 received."
    sent = {name: "Two of 2024.", "seen": last_change(submission)}
    client.post(url, sent)

    assert submission.answers.get().text == "Two of 2024."
    # Other numbers are another question: what was written to the old one is not lost in silence.
    client.post(
        of(fin, "submission_figures", "customers"), figures(submission, complaints_founded="13")
    )
    shown = client.post(url, sent | {name: "Three, in fact."})
    assert "this is not asked any more: “Three, in fact.”" in shown.text
    assert submission.answers.get().text == "Two of 2024."


def test_open_questions_ask_for_a_tick_and_bar_nothing(client, fin, submission, member):
    member(client, "coordinator")
    client.post(
        of(fin, "submission_figures", "customers"), figures(submission, complaints_founded="12")
    )
    url = of(fin, "submission_sending")
    sent = {"seen": last_change(submission), "comment": "As counted."}

    refused = client.post(url, sent)
    assert "Answer the questions first, or tick" in refused.text
    client.post(url, sent | {"with_open": "on"})

    submission.refresh_from_db()
    assert (submission.status, submission.comment) == ("submitted", "As counted.")


def test_a_late_submission_is_warned_of_and_marked(client, fin, submission, member):
    member(client, "coordinator")
    Campaign.objects.update(due_on=date(2026, 2, 1), status="closed")
    url = of(fin, "submission_sending")
    assert "They are still taken, and marked as late" in client.get(url).text

    client.post(url, {"seen": last_change(submission)})

    assert Submission.objects.get().is_late
    assert "Late" in client.get(of(fin, "submission")).text


def test_a_file_with_an_error_stores_nothing_and_says_where(client, fin, submission, member):
    member(client, "manager")
    url = of(fin, "submission_file")
    lines = [
        "year,organisation,indicator,breakdown,state,value",
        "2025,FIN,complaints_founded,,value,4",
        "2025,FIN,complaints_received,,value,ten",
    ]
    file = BytesIO("\n".join(lines).encode())
    file.name = "figures.csv"

    response = client.post(url, {"file": file, "seen": last_change(submission)})

    assert "Nothing is stored." in response.text
    assert "“ten” is no number" in response.text
    assert row(submission, "complaints_founded").value is None


def test_the_file_taken_along_is_brought_back(client, fin, submission, member):
    member(client, "manager")
    for name in ("submission_csv", "submission_xlsx"):
        taken = BytesIO(client.get(of(fin, name)).getvalue())
        taken.name = name
        sent = {"file": taken, "seen": last_change(submission)}
        response = client.post(of(fin, "submission_file"), sent, follow=True)

        assert "Nothing has changed." in response.text


def handed_in(submission, fin):
    by = MembershipFactory(organisation=fin, roles=["coordinator"]).user
    return submitting.submit(submission, by=by, seen=last_change(submission))


def test_the_approver_sees_what_changed_and_attests(client, fin, submission, member):
    earlier = SubmissionFactory(campaign=CampaignFactory(year=2024), organisation=fin)
    MeasurementFactory(
        submission=earlier,
        indicator=row(submission, "complaints_received").indicator,
        declared=7,
    )
    Submission.objects.filter(pk=earlier.pk).update(
        status="attested", attested_at=timezone.now(), in_force=True
    )
    handed_in(submission, fin)
    approver = member(client, "approver")
    url = of(fin, "attestation")
    found = client.get(url)
    assert [line.before for _name, line in found.context["changed"]] == ["7"]

    client.post(url, {"seen": last_change(submission), "save": "1"})

    submission.refresh_from_db()
    assert (submission.status, submission.attested_by) == ("attested", approver.user)
    shown = client.get(url).text
    assert "there is nothing to decide here now" in shown
    assert "Everything you need to decide" not in shown


def test_the_approver_hands_back_with_remarks(client, fin, submission, member):
    handed_in(submission, fin)
    member(client, "approver")
    url, sent = of(fin, "attestation"), {"seen": last_change(submission), "return": "1"}

    assert "Say what is to be changed" in client.post(url, sent).text
    client.post(url, sent | {"remarks": "Count again."})

    submission.refresh_from_db()
    assert (submission.status, submission.remarks) == ("returned", "Count again.")


def test_what_is_attested_is_corrected_in_a_version_of_its_own(client, fin, submission, member):
    handed_in(submission, fin)
    submitting.attest(submission, by=None, seen=last_change(submission))
    member(client, "coordinator")

    client.post(of(fin, "correction"), {"reason": "One letter too many."})

    newest = Submission.objects.get(version=2)
    assert (newest.reason, newest.status) == ("One letter too many.", "in_preparation")
    shown = client.get(of(fin, "submission_version", 2))
    assert "One letter too many." in shown.text
    assert shown.context["earlier"] == submission
    old = client.get(of(fin, "submission_version", 1))
    assert (old.context["submission"].version, old.context["earlier"]) == (1, None)
    assert client.get(of(fin, "submission_version", 3)).status_code == 404
    assert "Correction begun" in client.get(of(fin, "submission_history")).text


@pytest.fixture
def correction(submission, fin):
    """A version 2, begun and not submitted."""
    handed_in(submission, fin)
    submitting.attest(submission, by=None, seen=last_change(submission))
    submission.refresh_from_db()
    return submitting.begin_correction(submission, by=None, reason="One letter too many.")


def test_a_correction_is_dropped_after_a_page_that_says_what_it_does(
    client, fin, submission, correction, member
):
    url = of(fin, "correction_dropping")
    assert_only_for(client, fin, {"coordinator", "manager", "approver"}, url)
    member(client, "manager")
    assert url in client.get(of(fin, "submission")).text
    assert "Version 1 goes on to count." in client.get(url).text

    response = client.post(url, {"seen": last_change(correction)}, follow=True)

    assert "The correction is dropped." in response.text
    assert "Figures 2025, version 2" not in response.text
    assert "Version 2</a>" not in response.text
    assert "Version 2 (dropped)" in response.text
    correction.refresh_from_db()
    assert correction.status == "dropped"
    assert "its figures count nowhere" in client.get(of(fin, "submission_version", 2)).text
    assert "Correction dropped" in client.get(of(fin, "submission_history")).text
    assert client.get(page("indicators:submissions", fin)).context["rows"][0][1] == submission
    # Nothing is left to drop, and another correction may begin.
    assert client.get(url).status_code == 404
    client.post(of(fin, "correction"), {"reason": "Another letter."})
    assert client.get(of(fin, "submission_version", 3)).context["earlier"] == submission


def test_the_approver_reads_versions_of_a_correction_side_by_side(client, fin, correction, member):
    founded = row(correction, "complaints_founded")
    founded.state, founded.declared = "value", 12
    founded.save()
    handed_in(correction, fin)
    member(client, "approver")

    text = client.get(of(fin, "attestation")).text

    assert ">Version 1</th>" in text
    assert ">Version 2</th>" in text


def test_a_correction_that_was_submitted_is_handed_back_before_it_is_dropped(
    client, fin, correction, member
):
    handed_in(correction, fin)
    member(client, "coordinator")
    url = of(fin, "correction_dropping")

    assert client.get(url).url == of(fin, "submission")
    assert client.post(url, {"seen": last_change(correction)}).status_code == 409
    assert url not in client.get(of(fin, "submission")).text


def test_figures_of_a_first_version_have_no_page_to_drop_them(client, fin, submission, member):
    member(client, "coordinator")

    assert client.get(of(fin, "correction_dropping")).status_code == 404


def test_while_a_correction_is_worked_on_no_other_is_offered(client, fin, correction, member):
    member(client, "coordinator")

    shown = client.get(of(fin, "correction")).text
    assert "A correction of these figures is begun already." in shown
    assert "Begin the correction" not in shown
    assert client.post(of(fin, "correction"), {"reason": "Again."}).status_code == 409


def test_the_approver_reads_that_the_register_has_changed(client, fin, definitions, member):
    campaign = CampaignMemberFactory(campaign=CampaignFactory(), organisation=fin).campaign
    with organisation_context(fin.pk):
        make_case(fin, received_on=date(2025, 3, 1))
    submission = submitting.begin(campaign, fin, by=None)
    handed_in(submission, fin)
    member(client, "approver", "coordinator")
    unchanged = client.get(of(fin, "attestation")).text
    with organisation_context(fin.pk):
        make_case(fin, received_on=date(2025, 3, 2))

    shown = client.get(of(fin, "attestation")).text

    assert "The register has changed" not in unchanged
    assert "figures would be counted otherwise now" in shown
    assert "hand them back" in shown
    sent = {"seen": last_change(submission), "return": "1", "remarks": "Count again."}
    client.post(of(fin, "attestation"), sent)
    sending = of(fin, "submission_sending")
    assert "The register has changed" in client.get(sending).text
    client.post(of(fin, "submission_computation"))
    assert "The register has changed" not in client.get(sending).text


# ── Bad input ────────────────────────────────────────────

FILE = "year;organisation;indicator;breakdown;state;value;reason"


def send(client, fin, submission, *lines, headings=FILE, encoding="utf-8"):
    file = BytesIO("\r\n".join([headings, *lines]).encode(encoding))
    file.name = "figures.csv"
    sent = {"file": file, "seen": last_change(submission)}
    return client.post(of(fin, "submission_file"), sent)


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        ('2025;FIN;"complaints_founded;;value;4;', "3", "is a quotation mark missing?"),
        ("2025;FIN;complaints_founded;;value;4;;;9", "3", "more cells than there are headings"),
        ("2025;FIN;complaints_founded;;value;=2+2;", "3 value", "“=2+2” is a formula"),
        ("2025;FIN;complaints_received;;value;10;", "3 indicator", "stands on line 2 already"),
        ("2025;FIN;complaints_founded;;value;1.250;", "3 value", "can be read in two ways"),
        ("2025;FIN;complaints_founded;;value;12,5;", "3 value", "“12,5” has a decimal"),
        ("2025;;complaints_founded;;value;4;", "3 organisation", "The organisation is missing."),
        (";FIN;complaints_founded;;value;4;", "3 year", "The year is missing."),
        ("2024;FIN;complaints_founded;;value;4;", "3 year", "a figure of “2024”"),
        ("2025;SPF;complaints_founded;;value;4;", "3 organisation", "a figure of “SPF”"),
        ("2025;FIN;complaints_founded;;value;900000000;", "3 value", "is beyond reason"),
        (f"2025;FIN;complaints_founded;;value;{'9' * 90_000};", "3 value", "is beyond reason"),
        ("2025;FIN;complaints_founded;;value;-4;", "3 value", "“-4” is negative"),
        (f"2025;FIN;complaints_founded;;value;12;{'x' * 501}", "3 reason", "longer than 500"),
    ],
)
def test_a_bad_line_is_named_with_its_place_and_nothing_is_stored(
    client, fin, submission, member, line, place, said
):
    member(client, "coordinator")
    good = "2025;FIN;complaints_received;;value;11;Counted by hand"

    response = send(client, fin, submission, good, line)

    assert "Nothing is stored." in response.text
    (error,) = response.context["errors"]
    assert " ".join(filter(None, (str(error.line), error.column))) == place
    assert said in error.message
    assert submission.changes.count() == 0


def test_twelve_founded_of_ten_received_from_a_file_is_asked_about(client, fin, submission, member):
    member(client, "coordinator")

    send(client, fin, submission, "2025;FIN;complaints_founded;;value;12;")

    asked = client.get(of(fin, "submission_questions")).text
    assert "12 complaints founded of 10 received." in asked


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_in_an_encoding_of_belgian_spreadsheets(client, fin, submission, member, encoding):
    member(client, "coordinator")
    line = "2025;FIN;complaints_received;;value;12;Comptés à la\tmain\u202e"
    if encoding == "cp1252":
        line = line.removesuffix("\u202e")

    send(client, fin, submission, line, encoding=encoding)

    # Signs that nobody types do not come in by a file either.
    assert row(submission, "complaints_received").reason == "Comptés à la main"


def test_a_file_that_is_no_table_a_bomb_and_a_book_of_lines(client, fin, submission, member):
    member(client, "coordinator")
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(500):
            parts.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 1000)
    lines = "\r\n".join([FILE, *["2024;FIN;complaints_founded;;value;4;"] * 10_001]).encode()
    for name, content, said in (
        ("figures.pdf", b"%PDF-1.7\0", "is neither CSV nor XLSX"),
        ("figures.xls", b"\xd0\xcf\x11\xe0", "is an old or protected Excel file"),
        ("figures.xlsx", bomb.getvalue(), "is too large once unpacked"),
        ("figures.csv", lines, "There are more than 10000 lines."),
        ("figures.csv", b"", "The file is empty."),
        ("figures.csv", b"x" * (5 * 1024 * 1024 + 1), "The file is larger than 5 MB"),
    ):
        file = BytesIO(content)
        file.name = name
        sent = {"file": file, "seen": last_change(submission)}
        assert said in client.post(of(fin, "submission_file"), sent).text
    assert submission.changes.count() == 0


# ── Of the Network ───────────────────────────────────────


def test_a_campaign_from_its_plan_to_its_publication(client, fin, network, run_jobs):
    plan = {
        "year": "2025",
        "cut_off": "31-12-2025",
        "opens_on": "15-1-2026",
        "due_on": "31-3-2026",
        "instructions_nl": "Vul alles in.",
    }
    client.post(reverse("indicators:campaign_new"), plan)
    campaign = Campaign.objects.get()
    assert campaign.members.count() == 2

    for name, status in (("open", "open"), ("close", "closed"), ("publication", "published")):
        url = reverse(f"indicators:campaign_{name}", args=[2025])
        assert client.get(url).context["is_possible"]
        client.post(url, {"seen": campaign.revision})
        campaign.refresh_from_db()
        assert campaign.status == status
        assert not client.get(url).context["is_possible"]


def test_closing_before_the_last_day_says_that_it_is_still_to_come(client, fin, campaign, network):
    url = reverse("indicators:campaign_close", args=[campaign.year])
    assert "is still to come" in client.get(url).text
    Campaign.objects.update(due_on=timezone.localdate() - timedelta(1), opens_on=date(2026, 1, 15))

    assert "is still to come" not in client.get(url).text


def test_a_campaign_that_opens_before_its_cut_off_date_is_over_says_so(client, fin, network):
    today = timezone.localdate()
    campaign = CampaignFactory(status="prepared", cut_off=today)
    url = reverse("indicators:campaign_open", args=[campaign.year])

    shown = client.get(url).text
    Campaign.objects.update(cut_off=today - timedelta(1))
    a_day_later = client.get(url).text

    MembershipFactory(organisation=fin, user=network.user, roles=["coordinator"])
    CampaignMemberFactory(campaign=campaign, organisation=fin)
    Campaign.objects.update(status="open", cut_off=today)
    begun_early = client.get(page("indicators:submission", fin, campaign.year)).text
    Campaign.objects.update(status="prepared", cut_off=today - timedelta(1))

    said = "is not over yet: what is counted before may still change"
    assert said in begun_early
    assert said in shown
    assert said not in a_day_later
    client.post(url, {"seen": campaign.revision})
    assert Campaign.objects.get().status == "open"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"due_on": "1-1-2026"}, "due before the campaign opens"),
        ({"cut_off": "31-12-2023"}, "lies in the year or the year after it"),
        ({"year": "2009"}, "Choose a year from 2011"),
        ({"year": "many"}, "year"),
    ],
)
def test_a_plan_that_cannot_be(client, fin, network, changed, error):
    plan = {"year": "2025", "cut_off": "31-12-2025", "opens_on": "15-1-2026", "due_on": "31-3-2026"}

    response = client.post(reverse("indicators:campaign_new"), plan | changed)

    assert error in response.text
    assert not Campaign.objects.exists()


def test_the_coordinator_reads_what_was_submitted_and_returns_it(
    client, fin, submission, network, run_jobs
):
    url = reverse("indicators:campaign_submission", args=[2025, "fin"])
    assert "Nothing submitted yet" in client.get(url).text
    handed_in(submission, fin)
    assert "complaints_received" in client.get(url).text
    back = reverse("indicators:campaign_return", args=[2025, "fin"])

    client.post(back, {"seen": last_change(submission), "remarks": "Where are the norms?"})

    submission.refresh_from_db()
    assert (submission.status, submission.remarks) == ("returned", "Where are the norms?")
    assert "cannot be returned now" in client.get(back).text
    assert (
        client.get(reverse("indicators:campaign_submission", args=[2025, "no"])).status_code == 404
    )


def test_what_was_returned_is_the_organisations_own_until_it_is_submitted_again(
    client, fin, submission, network, run_jobs
):
    url = reverse("indicators:campaign_submission", args=[2025, "fin"])
    handed_in(submission, fin)
    submitted = client.get(url).text
    back = reverse("indicators:campaign_return", args=[2025, "fin"])
    client.post(back, {"seen": last_change(submission), "remarks": "Where are the norms?"})
    counted = row(submission, "complaints_received")
    counted.declared, counted.reason = 4321, "Counted twice."
    counted.save()
    Submission.objects.filter(pk=submission.pk).update(comment="Not yet ready.")

    returned = client.get(url).text
    submission.refresh_from_db()
    handed_in(submission, fin)
    again = client.get(url).text

    assert "Where are the norms?" in returned
    assert "The organisation is working on these figures." in returned
    assert "Not yet ready." not in returned
    for working in ("4,321", "Counted twice.", "complaints_received"):
        assert working not in returned
        assert working in again
    assert "complaints_received" in submitted


def test_a_returned_correction_leaves_what_counts_in_sight(client, fin, submission, network):
    url = reverse("indicators:campaign_submission", args=[2025, "fin"])
    Submission.objects.filter(pk=submission.pk).update(
        status="attested", in_force=True, **dict.fromkeys(("submitted_at", "attested_at"), NOON)
    )
    correction = SubmissionFactory(
        campaign=submission.campaign,
        organisation=fin,
        version=2,
        status="returned",
        submitted_at=NOON,
        reason="A register was forgotten.",
        comment="Not yet ready.",
    )
    counted = submission.measurements.get(indicator__code="complaints_received").indicator
    MeasurementFactory(submission=correction, indicator=counted, declared=4321)

    text = client.get(url).text

    assert "Below stands what counts until then: version 1, attested." in text
    assert "4,321" not in text
    assert "Not yet ready." not in text
    assert "complaints_received" in text


def test_the_coordinator_sees_who_left_questions_open(client, fin, submission, network):
    founded = row(submission, "complaints_founded")
    founded.state, founded.declared = "value", 12
    founded.save()
    url = reverse("indicators:campaign", args=[2025])
    before = client.get(url).context["rows"][0].open_count
    handed_in(submission, fin)

    found = client.get(url)

    assert (before, found.context["rows"][0].open_count) == (0, 1)
    assert "1 question not answered" in found.text
    assert found.context["tally"].submitted == 1
    # What is prepared again is the organisation's own: nobody says here that nothing is open.
    Submission.objects.update(status="returned", submitted_at=NOON)
    assert not client.get(url).context["rows"][0].is_given


def test_an_organisation_joins_and_leaves(client, fin, campaign, network):
    url = reverse("indicators:campaign_members", args=[2025])
    other = OrganisationFactory()

    client.post(url, {"organisation": other.pk, "group": ""})
    client.post(url, {"remove": "FIN"})

    assert list(campaign.members.values_list("organisation", flat=True)) == [other.pk]
    for code in ("FIN", "\0"):
        assert client.post(url, {"remove": code}).status_code == 404


def test_a_campaign_shows_who_did_what(client, fin, campaign, network):
    address = partial(reverse, args=[2025])
    client.post(address("indicators:campaign_members"), {"remove": "FIN"})
    client.post(
        address("indicators:campaign_edit"),
        {"seen": 1, "due_on": "1-5-2027", "instructions_nl": "…"},
    )
    client.post(address("indicators:campaign_close"), {"seen": 2})

    shown = client.get(address("indicators:campaign"))

    lines = shown.context["lines"]
    assert [(line.what, line.by) for line in lines] == [
        ("Closed", network.user.name),
        ("Changed", network.user.name),
        ("Organisation left out", network.user.name),
    ]
    due = lines[1].changes[0]
    assert (due.label, due.after) == ("Figures due on", "1 May 2027")
    assert [one.label for one in lines[1].changes] == ["Figures due on", "Instructions"]
    assert "FPS Finance" in shown.text


def test_a_campaign_without_instructions_has_no_empty_frame_for_them(
    client, fin, campaign, network, member
):
    url = reverse("indicators:campaign_edit", args=[2025])
    sent = {"seen": 1, "due_on": f"{campaign.due_on:%d-%m-%Y}", "instructions_nl": " "}

    client.post(url, sent)
    assert campaign.changes.count() == 0
    member(client, "coordinator")
    assert "What the Network asks" not in client.get(of(fin, "submission")).text
    client.force_login(network.user)
    for _click in range(2):
        campaign.refresh_from_db()
        client.post(url, sent | {"seen": campaign.revision, "instructions_nl": "Eén.\r\nTwee."})

    campaign.refresh_from_db()
    assert campaign.instructions == {"nl": "Eén.\nTwee."}
    assert campaign.changes.count() == 1


def test_a_campaign_that_has_begun_is_not_due_before_it_opened(client, fin, campaign, network):
    url = reverse("indicators:campaign_edit", args=[2025])

    response = client.post(url, {"seen": 1, "due_on": "1-1-2026"})

    assert "due before the campaign opens" in response.text
    assert 'id="id_due_on_error"' in response.text


def test_the_network_does_not_see_a_correction_that_was_dropped(
    client, fin, submission, correction, network
):
    handed_in(correction, fin)
    submitting.send_back(correction, by=None, seen=last_change(correction), remarks="Why?")
    submitting.drop_correction(correction, by=None, seen=last_change(correction))

    handed = client.get(reverse("indicators:campaign_submission", args=[2025, "fin"]))
    listed = client.get(reverse("indicators:campaign", args=[2025])).context

    assert handed.context["handed"].submission == submission
    assert [row.newest for row in listed["rows"]] == [submission]
    assert (listed["tally"].submitted, listed["tally"].attested) == (1, 1)


def test_the_page_of_a_campaign_asks_as_often_for_three_as_for_one(
    client, fin, submission, network
):
    handed_in(submission, fin)
    CampaignChange.objects.create(campaign=submission.campaign, happening="opened")
    url = reverse("indicators:campaign", args=[2025])
    with_one = queries_of(client, url)
    for _ in range(2):
        more = SubmissionFactory(campaign=submission.campaign, submitted_at=timezone.now())
        MeasurementFactory(
            submission=more, indicator=row(submission, "complaints_received").indicator
        )
        CampaignChange.objects.create(
            campaign=submission.campaign,
            happening="joined",
            organisation=more.organisation,
            by=UserFactory(),
        )

    assert queries_of(client, url) == with_one


@pytest.mark.parametrize(
    "name", ["submission", "submission_figures", "submission_history", "submission_sending"]
)
def test_pages_of_figures_ask_as_often_for_three_as_for_one(client, fin, submission, member, name):
    member(client, "coordinator")
    url = of(fin, name, *(["customers"] if name == "submission_figures" else []))
    client.get(url)
    with_one = queries_of(client, url)
    for _ in range(2):
        MeasurementFactory(submission=submission)
        answers = {f"jump:a::{_}": "So."}
        submitting.answer(submission, answers, by=None, seen=last_change(submission))

    assert queries_of(client, url) == with_one


def test_my_work_says_what_is_to_be_done(client, fin, submission, member):
    member(client, "coordinator", "approver")
    work = page("overview:my_work", fin)
    assert "Complete and submit the figures" in client.get(work).text
    handed_in(submission, fin)
    assert "Attest the figures, or return them" in client.get(work).text


@pytest.mark.parametrize(
    ("language", "expected"), [("en", ["Éclair", "Zoo"]), ("fr", ["Abeille", "École"])]
)
@pytest.mark.parametrize("name", ["campaign", "campaign_members"])
def test_organisations_stand_by_name_in_the_reader_s_language(
    client, network, language, expected, name
):
    campaign = CampaignFactory()
    for code, names in (
        ("A1", {"en": "Zoo", "fr": "Abeille"}),
        ("B2", {"en": "Éclair", "fr": "École"}),
    ):
        organisation = OrganisationFactory(code=code, name=Text(names))
        CampaignMemberFactory(campaign=campaign, organisation=organisation)

    with translation.override(language):
        text = client.get(reverse(f"indicators:{name}", args=[campaign.year])).text

    shown = text[text.index("<main") :]
    first, second = expected
    assert -1 < shown.index(f">{first}<") < shown.index(f">{second}<")
