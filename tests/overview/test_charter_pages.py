"""The public pages of a charter, and its papers as they are served."""

import json
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from charters import consulting, papers
from charters.contents import as_json, contents_of
from charters.enums import Paper
from charters.models import Consultation, Edition
from complaints.models import Case
from core.row_security import organisation_context
from core.texts import Text
from tests.factories.charters import (
    CharterFactory,
    CharterTextFactory,
    CommitmentFactory,
    EditionFactory,
    ExpectationFactory,
)
from tests.factories.organisations import (
    OrganisationFactory,
    PlaceFactory,
    in_four_languages,
)
from tests.factories.processes import ServiceFactory
from tests.pages import queries_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 as it was made"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"overview:{name}", args=args)


def charter_of(organisation, *, languages=("nl", "fr", "de", "en"), promises=1):
    charter = CharterFactory(organisation=organisation, languages=languages)
    CharterTextFactory(charter=charter, topic="redress", text=in_four_languages("Tell us first."))
    ExpectationFactory(charter=charter, text=in_four_languages("Answer our questions."))
    for number in range(1, promises + 1):
        CommitmentFactory(
            charter=charter,
            text=Text({code: f"Promise {number} in {code}" for code in ("nl", "fr", "en")}),
        )
    return charter


def publish(charter, number=1, **fields):
    fields.setdefault("contents", as_json(contents_of(charter)))
    return EditionFactory(charter=charter, number=number, **fields)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def edition(fin, media):
    return publish(charter_of(fin))


def keep_papers(edition):
    for kind in Paper:
        for language in edition.languages:
            # As many pages as a paper must have to be counted.
            row = PDF + f" {kind} {language}".encode()
            papers.write_whole(papers.Path(papers.settings.MEDIA_ROOT) / f"{kind}{language}", row)
            edition.documents.create(
                paper=kind,
                language=language,
                path=f"{kind}{language}",
                size=len(row),
                sha256=papers.hashlib.sha256(row).hexdigest(),
                pages=2,
            )


# What the page tells


def test_the_page_tells_promises_target_wishes_and_redress(client, edition):
    text = client.get(address("charter", "fin")).text

    assert "Promise 1 in en" in text
    assert "90% within 30 calendar days" in text
    assert "Answer our questions." in text
    assert "Tell us first." in text
    assert "edition 1, in force since 1 January 2024" in text


def test_each_promise_leads_to_a_complaint_about_it(client, edition):
    key = edition.charter.commitments.get().pk
    text = client.get(address("charter", "fin")).text

    with translation.override("en"):
        form = reverse("complaints:file", args=["fin"])
    assert f'href="{form}?commitment={key}&amp;nature=complaint"' in text
    assert "Promise 1 in en" in client.get(f"{form}?commitment={key}").text


def test_the_page_of_the_organisation_leads_to_its_charter(client, edition, bosa):
    link = f'href="{address("charter", "fin")}"'

    assert link in client.get(address("organisation", "fin")).text
    assert address("charter", "bosa") not in client.get(address("organisation", "bosa")).text


def test_hours_of_today_stand_beside_the_edition(client, edition):
    PlaceFactory(organisation=edition.organisation, name=Text(en="Counter in Liège"))

    assert "Counter in Liège" in client.get(address("charter", "fin")).text


def test_services_that_are_offered_today_are_links(client, fin, media):
    service = ServiceFactory(organisation=fin, code="refund", name=Text(en="Tax refund"))
    edition = publish(charter_of(fin))
    link = f'href="{address("service", "fin", "refund")}"'
    assert link in client.get(address("charter", "fin")).text

    type(service).objects.filter(pk=service.pk).update(status="draft")

    text = client.get(address("charter_edition", "fin", edition.number)).text
    assert link not in text
    assert "Tax refund" in text


def test_a_script_in_a_text_is_shown_as_words(client, fin, media):
    charter = charter_of(fin)
    CharterTextFactory(
        charter=charter,
        topic="welcome",
        text=in_four_languages("<script>alert(1)</script> [x](javascript:alert(1))"),
    )
    publish(charter)

    text = client.get(address("charter", "fin")).text

    assert "&lt;script&gt;alert(1)" in text
    assert 'href="javascript' not in text


# Languages


def test_a_charter_in_two_languages_is_shown_in_dutch_and_says_so(client, fin, media):
    publish(charter_of(fin, languages=("nl", "fr")))

    english = client.get(address("charter", "fin")).text
    french = client.get(address("charter", "fin", language="fr")).text

    assert "This charter is written in Dutch and in French. Here it is shown in Dutch." in english
    assert '<article lang="nl">' in english
    assert "Promise 1 in nl" in english
    assert "Promise 1 in fr" in french
    assert "<article>" in french


def test_search_engines_are_told_the_one_address_and_its_languages(client, fin, media, settings):
    settings.SITE_URL = "https://orientation.example"
    edition = publish(charter_of(fin, languages=("nl", "fr")))
    keep_papers(edition)

    text = client.get(address("charter_edition", "fin", 1)).text

    nl, fr = (
        f"https://orientation.example/{code}/organisations/fin/charter/" for code in ("nl", "fr")
    )
    assert f'<link rel="canonical" href="{nl}">' in text
    assert f'<link rel="alternate" hreflang="fr" href="{fr}">' in text
    assert 'hreflang="de" href="https' not in text
    assert '<meta name="description" content="1 promise of FPS Finance' in text
    facts = json.loads(DATA.search(text)[1])
    assert facts["@type"] == "DigitalDocument"
    assert (facts["inLanguage"], facts["version"]) == ("nl", "1")
    assert len(facts["encoding"]) == 3


# Editions


def test_an_earlier_edition_keeps_its_texts(client, fin, media):
    charter = charter_of(fin)
    publish(charter)
    before = client.get(address("charter_edition", "fin", 1)).text
    charter.commitments.update(text=Text(in_four_languages("Something else")))
    publish(charter, 2, in_force_from="2025-01-01")

    earlier = client.get(address("charter_edition", "fin", 1)).text
    now = client.get(address("charter", "fin")).text

    assert "Promise 1 in en" in before
    assert "Promise 1 in en" in earlier
    assert "This is an earlier edition." in earlier
    assert "This was not so for me" not in earlier
    assert "Something else" in now
    assert f'href="{address("charter_edition", "fin", 1)}"' in now


def test_a_withdrawn_edition_says_why_and_the_one_before_is_in_force(client, fin, media):
    charter = charter_of(fin)
    publish(charter)
    second = publish(charter, 2, in_force_from="2025-01-01")
    Edition.objects.filter(pk=second.pk).update(
        withdrawn_at=timezone.now(), withdrawal_reason=Text(en="A limit was wrong.")
    )

    withdrawn = client.get(address("charter_edition", "fin", 2)).text
    now = client.get(address("charter", "fin")).text

    assert "A limit was wrong." in withdrawn
    assert "This edition was withdrawn" in withdrawn
    assert "edition 1, in force since" in now
    assert "A limit was wrong." in now


def test_an_edition_to_come_says_from_when(client, fin, media):
    charter = charter_of(fin)
    publish(charter, 1, in_force_from=timezone.localdate() + timedelta(days=30))

    text = client.get(address("charter", "fin")).text
    coming = client.get(address("charter_edition", "fin", 1)).text

    assert "No charter is in force today" in text
    assert address("charter_edition", "fin", 1) in text
    assert "This edition holds from" in coming


def test_an_organisation_without_a_charter_has_no_such_page(client, fin):
    CharterFactory(organisation=fin)

    assert client.get(address("charter", "fin")).status_code == 404
    assert client.get(address("charter_edition", "fin", 1)).status_code == 404
    assert client.get(address("charter_pdf", "fin")).status_code == 404


# What was measured


def answered(organisation, received_on, days, number):
    """That many complaints, answered after so many days."""
    with organisation_context(organisation.pk):
        Case.objects.bulk_create(
            Case(
                organisation=organisation,
                channel="web",
                nature="complaint",
                language="fr",
                letter_language="fr",
                received_on=received_on,
                subject="…",
                text="…",
                admissibility="admissible",
                status="answered",
                first_answered_on=received_on + timedelta(days=days),
                answered_on=received_on + timedelta(days=days),
                finding="unfounded",
                type="attitude",
            )
            for _number in range(number)
        )


def plain(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


@time_machine.travel("2026-11-18 10:00+01:00", tick=False)
def test_results_show_how_many_of_how_many(client, fin, edition):
    answered(fin, date(2025, 5, 5), 10, 19)
    answered(fin, date(2025, 5, 5), 60, 2)
    answered(fin, date(2026, 5, 5), 10, 3)

    text = plain(client.get(address("charter_results", "fin")))

    assert "90.5% 2025: 19 of 21 complaints kept" in text
    assert "2026: fewer than 5 complaints, so not shown" in text
    assert "Target: 90% within 30 calendar days" in text
    assert "As counted on Wednesday 18 November 2026, 10:00." in text


@time_machine.travel("2026-11-18 10:00+01:00", tick=False)
def test_results_that_were_kept_read_as_those_just_counted(client, fin, edition):
    url = address("charter_results", "fin")

    counted, kept = client.get(url).text, client.get(url).text

    assert kept[kept.index("<main") :] == counted[counted.index("<main") :]
    assert "&lt;" not in kept


@time_machine.travel("2026-11-18 10:00+01:00", tick=False)
def test_results_of_the_running_year_are_not_judged(client, fin, edition):
    answered(fin, date(2026, 5, 5), 60, 5)

    text = plain(client.get(address("charter_results", "fin")))

    assert "0.0% 2026 so far: 0 of 5 complaints" in text
    assert "2025: no result yet" in text
    assert "kept" not in text.replace("not kept", "kept").split("What was measured of our")[1]


@time_machine.travel("2026-11-18 10:00+01:00", tick=False)
def test_results_tell_figures_that_were_typed_in(client, fin, media):
    charter = CharterFactory(organisation=fin)
    promise = CommitmentFactory(
        charter=charter,
        metric="yearly_figure",
        amount=None,
        target=None,
        figure_name=in_four_languages("Waiting time"),
        figure_unit=Text(nl="minuten", fr="minutes", en="minutes"),
        figure_target=4,
        figure_better="lower",
    )
    promise.figures.create(year=2025, value="5.25", source="Survey of spring")
    publish(charter)

    text = plain(client.get(address("charter_results", "fin")))

    assert "5.25 minutes 2025 · Survey of spring not kept" in text
    assert "2026: no result yet" in text


def test_results_are_those_of_the_edition_in_force(client, fin, edition, bosa, media):
    publish(charter_of(bosa), in_force_from="2124-01-01")
    leads_to = address("charter_results", "fin")

    charter = client.get(address("charter", "fin")).text

    key = edition.charter.commitments.get().pk
    assert f'href="{leads_to}#promise-{key}"' in charter
    assert f'id="promise-{key}"' in client.get(leads_to).text
    assert client.get(address("charter_results", "bosa"))["Location"] == address("charter", "bosa")
    assert leads_to not in client.get(address("charter_edition", "bosa", 1)).text
    CharterFactory(organisation=OrganisationFactory(code="NEW"))
    assert client.get(address("charter_results", "new")).status_code == 404


def test_results_are_counted_once_a_quarter_of_an_hour(client, fin, edition):
    with time_machine.travel("2026-11-18 10:00+01:00", tick=False):
        client.get(address("charter_results", "fin"))
        answered(fin, date(2025, 5, 5), 10, 5)
    with time_machine.travel("2026-11-18 10:14+01:00", tick=False):
        kept = plain(client.get(address("charter_results", "fin")))
    with time_machine.travel("2026-11-18 10:16+01:00", tick=False):
        anew = plain(client.get(address("charter_results", "fin")))

    assert "5 of 5 complaints" not in kept
    assert "10:00" in kept
    assert "5 of 5 complaints" in anew
    assert "10:16" in anew


def test_results_of_a_charter_in_two_languages_are_read_in_one_of_them(client, fin, media):
    publish(charter_of(fin, languages=("nl", "fr")))

    text = client.get(address("charter_results", "fin", language="de")).text

    assert '<article lang="nl">' in text
    assert "Promise 1 in nl" in text


# Papers


def test_papers_that_are_not_made_yet_are_announced(client, edition):
    papers.make_papers.defer(edition_id=edition.pk)

    page = client.get(address("charter", "fin")).text
    paper = client.get(address("charter_pdf", "fin"))

    assert "are being made" in page
    assert paper.status_code == 404
    assert "This paper is being made" in paper.text
    assert (paper["Cache-Control"], paper["Retry-After"]) == ("no-store", "60")


def test_papers_that_nobody_makes_are_not_announced(client, edition):
    page = client.get(address("charter", "fin")).text
    paper = client.get(address("charter_pdf", "fin"))

    assert "being made" not in page + paper.text
    assert "There is no paper of this edition yet" in page
    assert paper.status_code == 404
    assert "This paper could not be made" in paper.text
    assert "Retry-After" not in paper


def test_a_lost_paper_is_said_to_be_lost(client, edition, media):
    keep_papers(edition)
    (media / "posterfr").unlink()

    lost = client.get(address("charter_edition_poster", "fin", 1, language="fr"))
    other = client.get(address("charter_edition_poster", "fin", 1, language="nl"))

    assert lost.status_code == 410
    assert lost["Cache-Control"] == "no-store"
    with translation.override("fr"):
        assert translation.gettext("This paper is lost") in lost.text
    assert other.getvalue().endswith(b"poster nl")
    assert edition.documents.count() == 12


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("charter_edition_pdf", Paper.CHARTER),
        ("charter_edition_leaflet", Paper.LEAFLET),
        ("charter_edition_poster", Paper.POSTER),
    ],
)
def test_a_paper_is_served_as_it_is_and_kept_for_ever(client, edition, name, kind):
    keep_papers(edition)
    url = address(name, "fin", 1, language="fr")
    row = edition.documents.get(paper=kind, language="fr")

    response = client.get(url)
    again = client.get(url, headers={"If-None-Match": response["ETag"]})

    assert response.getvalue() == PDF + f" {kind} fr".encode()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(row.size)
    assert response["Content-Disposition"] == f'inline; filename="fin-{kind}-1-fr.pdf"'
    assert response["ETag"] == f'"{row.sha256}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Language"] == "fr"
    assert again.status_code == 304
    assert again.content == b""
    assert url in client.get(address("charter", "fin", language="fr")).text


@pytest.mark.parametrize("name", ["charter_pdf", "charter_leaflet", "charter_poster"])
def test_the_paper_of_the_edition_in_force_is_asked_for_again(client, edition, name):
    keep_papers(edition)

    response = client.get(address(name, "fin"))

    assert response.getvalue().startswith(PDF)
    assert response["Cache-Control"] == "public, no-cache"


def test_the_paper_of_edition_one_stays_when_edition_two_comes(client, edition):
    keep_papers(edition)
    url = address("charter_edition_pdf", "fin", 1)
    before = client.get(url).getvalue()
    second = publish(edition.charter, 2, in_force_from="2025-01-01")

    assert client.get(url).getvalue() == before
    # The second has none yet.
    assert client.get(address("charter_pdf", "fin")).status_code == 404
    assert second.documents.count() == 0


def test_a_paper_is_no_other_organisations(client, edition, bosa):
    keep_papers(edition)

    assert client.get(address("charter_edition_pdf", "bosa", 1)).status_code == 404


# Queries


def test_one_promise_and_a_hundred_and_twenty_ask_as_often(client, fin, bosa, media):
    publish(charter_of(fin))
    publish(charter_of(bosa, promises=120))

    assert client.get(address("charter", "bosa")).text.count('class="promise"') == 120
    # The first reading makes what later ones take as it is.
    client.get(address("charter", "fin"))
    few = queries_of(client, address("charter", "fin"))
    assert queries_of(client, address("charter", "bosa")) == few


def test_organisation_invites_everyone_to_a_consultation_that_runs(client, fin, inside):
    charter = CharterFactory(organisation=fin)
    today = timezone.localdate()
    with organisation_context(fin.pk):
        consultation = consulting.begin(
            charter,
            by=None,
            audience="public",
            opens_on=today,
            closes_on=today,
            introduction=Text(),
        )
    url = reverse("overview:organisation", args=[fin.slug])

    assert f"/consultation/{consultation.token}/" in client.get(url).text

    Consultation.objects.update(opens_on="2020-01-01", closes_on="2020-01-02")
    assert "/consultation/" not in client.get(url).text
