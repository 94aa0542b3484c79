"""Yearly reports: what stands in them, how they are made, who reads them."""

import hashlib
from datetime import date
from decimal import Decimal
from io import BytesIO
from statistics import quantiles

import html5lib
import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from core.drawing import STYLES
from core.errors import NotAllowedError
from core.row_security import organisation_context
from indicators import releasing, reporting
from indicators.compared import changes_of
from indicators.enums import ReportPart
from indicators.figures import Figure
from indicators.models import (
    Indicator,
    IndicatorVersion,
    Measurement,
    Report,
    Submission,
)
from indicators.public_pages import doubts
from indicators.published import load_published_figures, public_figures
from indicators.reference import load_criteria
from indicators.report_charts import Years, line_of
from indicators.report_contents import network_report
from indicators.report_figures import change
from indicators.report_own import own_report
from indicators.report_parts import Chapter, Row, Table, read
from indicators.tables import part_names
from organisations.models import DemoLoad, Group, Organisation
from tests.core.test_pdf import elements
from tests.factories.indicators import (
    CampaignFactory,
    CampaignMemberFactory,
    SubmissionFactory,
)
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.processes import ActionFactory
from tests.house.markup import words_in

MADE = {"status": "ready", "path": "one.pdf", "size": 8, "sha256": "ab" * 32, "pages": 1}
CODES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")


def give(campaign, organisation, values, **fields):
    """Attested figures; `values` is by code, or by code and breakdown."""
    submission = SubmissionFactory(
        campaign=campaign, organisation=organisation, from_register=False, **fields
    )
    rows = {row.code: row for row in Indicator.objects.prefetch_related("versions")}
    for key, value in values.items():
        code, breakdown = key if isinstance(key, tuple) else (key, "")
        Measurement.objects.create(
            submission=submission,
            indicator=rows[code],
            definition=rows[code].versions.all()[0],
            breakdown=breakdown,
            state="not_provided" if value is None else "value",
            declared=value,
        )
    submission.status, submission.attested_at, submission.in_force = (
        "attested",
        timezone.now(),
        True,
    )
    submission.save()
    return submission


def figures(place, year):
    received = 100 * (place + 1) + year - 2024
    return {
        "complaints_received": received,
        ("complaints_received", "channel=web"): received - 40,
        ("complaints_received", "channel=email"): 40,
        "complaints_admissible": received - 20,
        "complaints_founded": 10 * (place + 1),
        "answered_in_time": Decimal(80 + place),
        ("answered_in_time", "part=numerator"): 80 + place,
        ("answered_in_time", "part=denominator"): 100,
        "days_to_answer_median": 10 + place,
    }


@pytest.fixture
def network(definitions):
    """Six organisations of one group with figures of two years, and one that gave nothing in the last."""
    group = Group.objects.get_or_create(code="OIP", defaults={"name": {"nl": "ION", "en": "OIP"}})[
        0
    ]
    organisations = [OrganisationFactory(code=code, group=group) for code in CODES]
    OrganisationFactory(code="BOSA", coordinates_network=True)
    silent = OrganisationFactory(code="ZZZ", group=group)
    campaigns = [CampaignFactory(year=year, status="closed") for year in (2024, 2025)]
    for campaign in campaigns:
        for place, organisation in enumerate(organisations):
            give(campaign, organisation, figures(place, campaign.year))
        CampaignMemberFactory(campaign=campaign, organisation=silent)
    return campaigns[1]


def publish(campaign):
    campaign.status, campaign.published_at = "published", timezone.now()
    campaign.save()


def rows_of(table):
    return {row.label: list(row.cells) for row in table.rows}


# ── What stands in a report ──────────────────────────────


def test_the_networks_figures_are_sums_and_rates_of_sums(network):
    found = network_report(network)

    came_in = next(one for one in found.chapters if one.anchor == "came_in")
    time = next(one for one in found.chapters if one.anchor == "time")
    findings = next(one for one in found.chapters if one.anchor == "findings")
    assert rows_of(came_in.tables[0])["Complaints received"] == ["2,100", "2,106"]
    assert rows_of(time.tables[0])["Answered in time"] == ["82.5%", "82.5%"]
    # 210 founded of 1,986 admissible.
    assert rows_of(findings.tables[0])["Share founded"][1] == "10.6%"
    assert found.brief.stats[0].change == "+\u00a00.3% since\u00a02024"


def test_medians_and_quartiles_are_those_of_the_organisations(network):
    found = network_report(network)

    time = next(one for one in found.chapters if one.anchor == "time")
    # Rounded, so that they tell of no single organisation.
    assert quantiles([10, 11, 12, 13, 14, 15], n=4, method="inclusive") == [11.25, 12.5, 13.75]
    name = "Days to answer: median"
    assert rows_of(time.tables[-1])[name] == ["11", "13", "14", "6"]
    page = next(one for one in found.organisations if one.anchor == "o-aaa")
    assert rows_of(page.table)[name] == ["10", "10", "13"]


def test_a_group_of_few_shows_no_median(network):
    Submission.objects.filter(campaign=network, organisation__code__in=CODES[:2]).update(
        in_force=False
    )

    page = network_report(network).organisations[-2]

    assert page.table.heads == ["2024", "2025"]
    assert rows_of(page.table)["Complaints received"] == ["600", "601"]
    assert page.table.note == (
        "No median: fewer than 5 organisations of the group gave these figures."
    )


def test_who_did_not_report_is_named_and_keeps_its_page(network):
    found = network_report(network)

    silent = next(one for one in found.organisations if one.anchor == "o-zzz")
    assert (silent.is_given, silent.table) == (False, None)
    assert found.collection.missing == [silent.name]
    assert rows_of(found.collection.table)["The Network"] == ["7", "6"]


def test_texts_stand_in_the_readers_language_or_say_which_it_is(network):
    reporting.write_text(network, ReportPart.FOREWORD, text={"fr": "Bonjour", "en": "Hello"})
    reporting.write_text(network, ReportPart.TIME, text={"nl": "Sneller"})

    found = network_report(network)

    time = next(one for one in found.chapters if one.anchor == "time")
    assert (found.texts["foreword"].text, found.texts["foreword"].language) == ("Hello", "")
    assert (time.text.text, time.text.language) == ("Sneller", "nl")


def test_a_correction_is_told_with_its_reason(network):
    first = Submission.objects.get(campaign=network, organisation__code="AAA")
    Submission.objects.filter(pk=first.pk).update(in_force=False)
    give(network, first.organisation, figures(3, 2025), version=2, reason="Counted twice.")

    found = network_report(network)

    page = next(one for one in found.organisations if one.anchor == "o-aaa")
    assert rows_of(page.table)["Complaints received"][1] == "401"
    assert [one.label for one in page.told] == ["Corrected"]
    assert "Counted twice." in found.collection.corrected[0].text


def test_an_organisations_report_stands_beside_the_median_of_its_group(network):
    organisation = Submission.objects.filter(organisation__code="CCC").first().organisation

    before = own_report(network, organisation).chapters[0]
    publish(network)
    after = own_report(network, organisation).chapters[0]

    # Of the others nothing is told before it is public.
    assert rows_of(before.tables[0])["Complaints received"] == ["300", "301"]
    assert before.tables[0].note == "Medians of the group follow when the year is published."
    assert rows_of(after.tables[0])["Complaints received"] == ["300", "301", "351"]
    assert after.bars[0].bars[0].value == 261


def test_an_organisations_report_says_what_the_register_answers_and_once_what_is_done(network):
    organisation = Submission.objects.filter(organisation__code="CCC").first().organisation
    load_criteria()
    with organisation_context(organisation.pk):
        day = date(network.year, 6, 1)
        ActionFactory(organisation=organisation, state="done", created_on=day, done_on=day)

        found = own_report(network, organisation)

    told = {one.name.text: (one.state, one.evidence) for one in found.criteria}
    assert told["A complaints coordinator is designated"] == (
        "answered by the register",
        "No member has the role of coordinator.",
    )
    (done,) = found.improvements
    assert (done.state, done.due) == ("", "done on 1 June 2025")


def test_small_numbers_of_a_published_year_are_hidden_in_the_networks_report(network):
    first = Submission.objects.get(campaign=network, organisation__code="AAA")
    Submission.objects.filter(pk=first.pk).update(in_force=False)
    few = figures(0, 2025) | {"complaints_founded": 2}
    give(network, first.organisation, few, version=2, reason="Counted twice.")
    publish(network)
    releasing.refresh(network)

    found = network_report(network)

    page = next(one for one in found.organisations if one.anchor == "o-aaa")
    assert rows_of(page.table)["Founded"][0] == "hidden"
    assert rows_of(page.table)["Share founded"][0] == "hidden"
    assert "Hidden" in page.table.note


def test_a_median_of_a_group_does_not_give_away_what_is_hidden(network):
    """2, 3, 4, 40, 50 and 60: the median rests on the 4."""
    for place in range(3):
        code, number = CODES[place], place + 2
        first = Submission.objects.get(campaign=network, organisation__code=code)
        Submission.objects.filter(pk=first.pk).update(in_force=False)
        few = figures(place, 2025) | {"complaints_founded": number}
        give(network, first.organisation, few, version=2, reason="Counted twice.")
    publish(network)
    releasing.refresh(network)
    reader = Organisation.objects.get(code="FFF")

    of_network = rows_of(network_report(network).organisations[0].table)
    of_one = [rows_of(one.tables[0]) for one in own_report(network, reader).chapters if one.tables]

    assert of_network["Founded"][-1] == of_network["Share founded"][-1] == "hidden"
    assert of_network["Admissible"][-1] == "331"
    (findings,) = [rows for rows in of_one if "Founded" in rows]
    assert findings["Founded"][-1] == "hidden"
    notes = {one.anchor: one.tables[0].note for one in own_report(network, reader).chapters}
    assert notes["findings"].startswith("Hidden: ")
    assert not notes["came_in"]


def change_meaning(code, year):
    first = Indicator.objects.get(code=code).versions.get()
    texts = {name: getattr(first, name) for name in ("name", "explanation", "formula", "unit")}
    reason = {"en": "Pauses count."}
    first.indicator.versions.create(
        **texts, number=2, first_year=year, changes_meaning=True, reason=reason
    )


def test_a_changed_definition_breaks_the_line_and_is_told(network):
    change_meaning("complaints_received", 2025)

    found = network_report(network)

    came_in = next(one for one in found.chapters if one.anchor == "came_in")
    drawing = came_in.plates[0].drawing
    line = "2025: What “Complaints received” counts changed (version 2). Pauses count."
    lines = [one.d for one in drawing.shapes if one.stroke == STYLES[0].colour and "L" in one.d]
    assert "2025: what is counted changed" in [one.text for one in drawing.words]
    assert lines == []
    assert came_in.tables[0].note.endswith(line)
    assert found.organisations[0].table.note == line
    assert found.brief.stats[0].change == "2025: what is counted changed"


@pytest.mark.parametrize(("since", "breaks_at"), [(2022, []), (2023, [2024]), (2026, [])])
def test_a_definition_breaks_at_the_first_year_that_was_collected_by_it(since, breaks_at):
    version = IndicatorVersion(first_year=since, changes_meaning=True)

    assert changes_of([version], [2022, 2024, 2025]) == [(year, version) for year in breaks_at]


@pytest.mark.parametrize(
    ("charts", "tables", "halves"),
    [(3, 1, [True, True, False]), (2, 1, [True, True]), (1, 1, [False]), (2, 0, [False, False])],
)
def test_charts_stand_two_by_two_where_more_follows_them(charts, tables, halves):
    chart = line_of(Years("Founded", "complaints", [2024, 2025], [Decimal(3), Decimal(4)], []))
    table = Table("Founded", ["2025"], [Row("Founded", ["4"])])

    chapter = Chapter("findings", "Findings", charts=[chart] * charts, tables=[table] * tables)

    assert [one.is_half for one in chapter.plates] == halves
    assert [one.drawing.width < 400 for one in chapter.plates] == halves


def test_a_share_breaks_where_one_of_its_halves_does(network):
    change_meaning("complaints_received", 2025)

    found = network_report(network)

    admissible = next(one for one in found.chapters if one.anchor == "admissibility")
    changes = {one.label: one.change for one in admissible.stats}
    assert changes["Share admissible"] == "2025: what is counted changed"
    assert changes["Admissible"] == "+\u00a00.3% since\u00a02024"


def test_a_published_year_stands_beside_published_years_alone(network):
    before = read(network).years
    publish(network)
    releasing.refresh(network)

    assert (before, read(network).years) == ([2024, 2025], [2025])


def test_published_figures_are_quoted_in_the_readers_language_and_asked_about(network):
    load_published_figures()

    with translation.override("nl"):
        found = network_report(network).published

    public = doubts(
        [one for one in public_figures(quoted_only=True) if one.subject == "FED_NETWORK"], {}
    )
    assert len(found.doubts) == sum(len(one.sentences) for one in public)
    assert [table.caption for table in found.tables] == ["2014", "2015", "2023"]
    labels = {row.label for table in found.tables for row in table.rows}
    assert "Gemiddeld gebruik van de procedure per dag" in labels
    assert not {one for one in labels if "Complaints" in one or "_" in one}


def of_two_years(indicator, unit, *values):
    return (
        Figure(year, "AAA", "OIP", indicator, "", "value", Decimal(value), unit, 1)
        for year, value in zip((2024, 2025), values, strict=True)
    )


RATE, TIME = ("answered_in_time", "percent"), ("days_to_answer_median", "days")


@pytest.mark.parametrize(
    ("language", "figure", "before", "now", "said"),
    [
        ("en", RATE, 80, 81, "+\u00a01 percentage point since\u00a02024"),
        ("en", RATE, 80, "81.5", "+\u00a01.5 percentage points since\u00a02024"),
        ("fr", RATE, 80, "81.5", "+\u00a01,5 point de pourcentage depuis\u00a02024"),
        ("fr", RATE, 80, 78, "−\u00a02 points de pourcentage depuis\u00a02024"),
        ("de", RATE, 80, 79, "−\u00a01 Prozentpunkt seit\u00a02024"),
        ("en", TIME, 3, 2, "−\u00a01 day since\u00a02024"),
        ("en", TIME, 23, 17, "−\u00a06 days since\u00a02024"),
        ("nl", TIME, 20, "20.5", "+\u00a00,5 dagen sinds\u00a02024"),
        ("fr", TIME, 20, "21.5", "+\u00a01,5 jour depuis\u00a02024"),
        ("de", TIME, 20, 20, "±\u00a00 Tage seit\u00a02024"),
    ],
)
def test_a_change_of_a_rate_is_told_in_points_and_of_a_time_in_days(
    language, figure, before, now, said
):
    with translation.override(language):
        assert change(*of_two_years(*figure, before, now)) == said


def test_a_change_of_few_is_no_percentage():
    figures = of_two_years("open_at_end", "complaints", 3, 8)

    assert change(*figures) == "+\u00a05 since\u00a02024"


def test_what_was_found_names_what_is_hidden(network):
    first = Submission.objects.get(campaign=network, organisation__code="AAA")
    Submission.objects.filter(pk=first.pk).update(in_force=False)
    few = figures(0, 2025) | {"complaints_founded": 2, "complaints_unfounded": 30}
    give(network, first.organisation, few, version=2, reason="Counted twice.")
    publish(network)
    releasing.refresh(network)

    found = network_report(network)

    pages = {one.anchor: one.findings for one in found.organisations if one.findings}
    assert pages["o-ccc"].subtitle == "2025, of 281 admissible complaints"
    assert pages["o-aaa"].subtitle.endswith(" · hidden: founded")
    assert [one.label for one in pages["o-aaa"].bars] == ["Unfounded"]


def test_german_parts_of_figures_keep_the_capitals_of_their_nouns(definitions):
    with translation.override("de"):
        names = part_names()

    assert names["type"]["conduct"] == "Verhalten des Beamten"
    assert names["channel"]["email"] == "E-Mail"
    assert names["channel"]["forwarded"] == "Von einer anderen Dienststelle weitergeleitet"


# ── Made by a job ────────────────────────────────────────


def ask(network, **given):
    return reporting.ask_for_report(network, **{"by": None, "language": "fr", **given})


def ask_for_own(network):
    """A report of fewer pages."""
    return ask(network, organisation=Organisation.objects.get(code="AAA"))


def jobs():
    return ProcrastinateJob.objects.filter(task_name=reporting.TASK)


def test_a_report_is_made_by_its_job_and_kept_with_its_hash(network, run_jobs, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    asked = ask_for_own(network)
    assert list(jobs().values_list("args", flat=True)) == [{"report_id": asked.pk}]
    # As a worker left it that was ended while it made the report.
    Report.objects.filter(pk=asked.pk).update(status="in_progress", progress=60)

    run_jobs()

    made = Report.objects.get()
    content = reporting.path_of(made).read_bytes()
    assert (made.status, made.progress) == ("ready", 100)
    assert (made.sha256, made.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert made.pages == len(PdfReader(BytesIO(content)).pages)


def test_asking_twice_gives_the_report_that_is_under_way(network):
    first, second = ask(network), ask(network)
    other = ask(network, language="nl")

    assert first.pk == second.pk != other.pk
    assert jobs().count() == 2


def test_a_report_whose_job_is_gone_has_failed_and_is_asked_for_anew(network):
    first = ask(network)
    jobs().update(status="failed")

    second = ask(network)

    first.refresh_from_db()
    assert (first.status, second.status) == ("failed", "waiting")


def test_a_year_without_attested_figures_has_no_report(definitions):
    with pytest.raises(NotAllowedError):
        ask(CampaignFactory(year=2020))


@pytest.mark.parametrize(("attempts", "status"), [(0, "waiting"), (reporting.TRIES, "failed")])
def test_a_report_that_cannot_be_made_says_so_after_the_last_try(
    network, run_jobs, settings, tmp_path, attempts, status
):
    blocked = tmp_path / "a file where a folder should be"
    blocked.write_text("")
    settings.MEDIA_ROOT = blocked
    ask_for_own(network)
    jobs().update(attempts=attempts)

    with pytest.raises(NotADirectoryError):
        run_jobs()

    assert Report.objects.get().status == status


# ── The paper ────────────────────────────────────────────


@pytest.fixture
def paper(network, run_jobs, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    DemoLoad.objects.create(pk=1, seed=1)
    reporting.write_text(network, ReportPart.FOREWORD, text={"nl": "Beste lezer"})
    asked = ask(network)
    run_jobs()
    asked.refresh_from_db()
    return reporting.path_of(asked).read_bytes()


def test_the_paper_is_tagged_found_by_headings_and_marked_as_invented(paper):
    with pikepdf.open(BytesIO(paper)) as read:
        tree = read.Root.StructTreeRoot.K
        metadata = read.Root.Metadata.read_bytes().decode()
        found = (str(read.Root.Lang), str(read.docinfo.Title), len(elements(tree, "H1")))
        alternatives = [str(one.Alt) for one in elements(tree, "Figure")]
        links, tables = len(elements(tree, "Link")), len(elements(tree, "Table"))
        foreign = {str(one.Lang) for one in elements(tree, "Div") if "/Lang" in one}
    pages = [page.extract_text() for page in PdfReader(BytesIO(paper)).pages]

    assert found[0] == "fr"
    assert "2025" in found[1]
    assert found[2] == 1
    assert 'pdfaid:part="2"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert all(alternatives)
    assert links >= 7
    assert tables > 10
    assert foreign == {"nl"}
    assert [n for n, text in enumerate(pages, start=1) if "chiffres inventés" not in text] == []
    bookmarks = list(titles(PdfReader(BytesIO(paper)).outline))
    assert {one.name["fr"] for one in Organisation.objects.exclude(code="BOSA")} <= {*bookmarks}


def titles(outline):
    for one in outline:
        yield from titles(one) if isinstance(one, list) else [one.title]


# ── Pages ────────────────────────────────────────────────


@pytest.fixture
def coordinator(network, client):
    membership = MembershipFactory(
        organisation=Organisation.objects.get(code="BOSA"), roles=["network_coordinator"]
    )
    client.force_login(membership.user)
    return client


def test_the_network_asks_for_a_report_and_follows_it_without_script(coordinator, network):
    asked = coordinator.post(
        reverse("indicators:report_new"), {"campaign": network.pk, "language": "nl"}
    )
    waiting = coordinator.get(asked["Location"]).text
    jobs().delete()
    Report.objects.update(**MADE, made_at=timezone.now())
    made = coordinator.get(asked["Location"]).text

    assert "Look again" in waiting
    assert "data-at-work" in waiting
    assert MADE["sha256"] in made
    assert "data-at-work" not in made


def test_a_failed_report_is_asked_for_again_by_its_button(coordinator, network):
    failed = ask(network)
    Report.objects.update(status="failed")
    jobs().delete()

    page = coordinator.get(reverse("indicators:report", args=[failed.pk])).text
    answer = coordinator.post(reverse("indicators:report", args=[failed.pk]))

    again = Report.objects.exclude(pk=failed.pk).get()
    assert "Ask for it again" in page
    assert answer["Location"] == reverse("indicators:report", args=[again.pk])


def ready(campaign, tmp_path, **fields):
    report = Report.objects.create(
        campaign=campaign,
        kind="organisation" if "organisation" in fields else "network",
        made_at=timezone.now(),
        **MADE,
        **{"language": "fr", **fields},
    )
    (tmp_path / "one.pdf").write_bytes(b"%PDF-1.7")
    return report


def test_a_file_that_the_browser_has_is_not_sent_again(coordinator, network, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    url = reverse("indicators:report_file", args=[ready(network, tmp_path).pk])

    first = coordinator.get(url)
    second = coordinator.get(url, headers={"if-none-match": first["ETag"]})

    assert first.content == b"%PDF-1.7"
    assert first["ETag"] == f'"{"ab" * 32}"'
    assert first["Content-Language"] == "fr"
    assert second.status_code == 304


def test_only_reports_made_after_publication_are_public(client, network, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ready(network, tmp_path, language="nl")
    url = reverse("indicators:public_report_file", args=[2025, "fr"])
    hidden = (client.get(reverse("indicators:public_reports")).text, client.get(url).status_code)
    publish(network)
    ready(network, tmp_path)

    page = client.get(reverse("indicators:public_reports")).text
    shown = client.get(url)

    assert "No report is published yet" in hidden[0]
    assert hidden[1] == 404
    assert url in page
    assert reverse("indicators:public_report_file", args=[2025, "nl"]) not in page
    assert shown.content == b"%PDF-1.7"


def test_an_organisation_reads_its_own_reports_alone(client, network, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ours = Submission.objects.filter(organisation__code="AAA").first().organisation
    theirs = Submission.objects.filter(organisation__code="BBB").first().organisation
    member = MembershipFactory(organisation=ours, roles=["reader"])
    client.force_login(member.user)
    own = ready(network, tmp_path, organisation=ours)
    other = ready(network, tmp_path, organisation=theirs)

    def status(report):
        url = reverse("indicators:own_report_file", args=["aaa", report.pk])
        return client.get(url).status_code

    assert (status(own), status(other), status(ready(network, tmp_path))) == (200, 404, 404)


def test_an_organisation_asks_for_its_report(client, network):
    ours = Submission.objects.filter(organisation__code="AAA").first().organisation
    client.force_login(MembershipFactory(organisation=ours, roles=["reader"]).user)
    url = reverse("indicators:own_report_new", args=["aaa"])

    answer = client.post(url, {"campaign": network.pk, "language": "de"})

    made = Report.objects.get()
    assert answer["Location"] == reverse("indicators:own_report", args=["aaa", made.pk])
    assert (made.organisation, made.language, made.status) == (ours, "de", "waiting")


def test_a_text_is_written_in_four_languages_and_what_is_missing_is_shown(coordinator, network):
    url = reverse("indicators:report_text", args=[2025, "foreword"])
    sent = {"seen": 0, "text_nl": "Beste lezer", "text_fr": "Cher lecteur", "text_de": ""}

    answer = coordinator.post(url, sent | {"text_en": ""})
    page = coordinator.get(reverse("indicators:report_texts", args=[2025])).text

    assert answer["Location"] == reverse("indicators:report_texts", args=[2025])
    assert dict(network.texts.get().text) == {"nl": "Beste lezer", "fr": "Cher lecteur"}
    # Of nine parts in four languages, two texts are there.
    assert page.count('<li class="no">') == 34


def test_a_text_that_was_changed_meanwhile_is_not_overwritten(coordinator, network):
    reporting.write_text(network, ReportPart.FOREWORD, text={"nl": "Van een ander"})
    url = reverse("indicators:report_text", args=[2025, "foreword"])

    answer = coordinator.post(url, {"seen": 0, "text_nl": "Van mij"})

    assert answer.status_code == 409
    assert network.texts.get().text["nl"] == "Van een ander"


# ── Slides ───────────────────────────────────────────────


def test_every_chart_is_a_sheet_of_sixteen_by_nine(coordinator, network):
    answer = coordinator.get(reverse("indicators:report_slides", args=[2025]))

    pages = PdfReader(BytesIO(answer.content)).pages
    shape = {round(page.mediabox.width / page.mediabox.height, 3) for page in pages}
    words = pages[1].extract_text()
    assert shape == {1.778}
    # A first sheet, and a chart each of four lines and one division.
    assert len(pages) == 6
    assert "Complaints received" in words
    assert "Source" in words


def test_every_chart_on_a_page_has_its_figures_as_a_table(coordinator, network):
    page = coordinator.get(reverse("indicators:report_charts", args=[2025]))

    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    tables = {
        words_in(one.find("caption")): [[words_in(cell) for cell in row] for row in one.iter("tr")]
        for one in tree.iter("table")
    }
    assert len(tables) == page.text.count('class="chart drawn-chart"') == 5
    assert tables["Complaints received"] == [
        ["Figure", "2024", "2025"],
        ["Complaints received", "2,100", "2,106"],
    ]
    # 80 to 85 of a hundred.
    assert [row[1:] for row in tables["Answered in time"][1:]] == [
        ["82.5%", "82.5%"],
        ["84%", "84%"],
        ["81%", "81%"],
    ]
    (channels,) = [rows for name, rows in tables.items() if "By channel" in name]
    assert channels[1:] == [["Online form", "1,866"], ["E-mail", "240"]]


def test_a_chart_stands_alone_as_a_drawing(coordinator, network):
    url = reverse("indicators:report_chart", args=[2025, "complaints_received"])

    answer = coordinator.get(url)
    unknown = coordinator.get(reverse("indicators:report_chart", args=[2025, "nothing"]))

    assert 'viewBox="0 0 1280 720"' in answer.text
    assert "Source: " in answer.text
    assert unknown.status_code == 404
