"""Papers of a charter: read aloud, found by headings, the same to the byte."""

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from charters import papers, tasks
from charters.contents import Contents, Offer, Promise, TopicText, Wish, as_json
from charters.enums import Metric, Paper, Topic
from charters.models import EditionDocument
from charters.printing import Issue, paper
from core.texts import Text
from tests.core.test_pdf import elements, roles
from tests.factories.charters import CharterFactory, EditionFactory

WEEK = [[["09:00", "12:00"], ["13:30", "16:00"]]] * 5 + [[], []]
PLACE = {
    "name": {"nl": "Infocentrum Luik", "fr": "Infocenter Liège"},
    "address": {"fr": "Rue de Fragnée 2\n4000 Liège"},
    "telephone": "02 572 57 57",
    "email": "",
    "appointment_only": True,
    "access": ["step_free"],
    "access_note": {},
    "hours": [{"kind": "counter", "week": WEEK}],
}
HOURS = {
    "day": "2026-11-22",
    "contact": {"address": {}, "telephone": "", "email": "plaintes@fin.example", "website": ""},
    "places": [PLACE],
}
ISSUE = Issue("fin", 2, date(2027, 1, 1), HOURS)


def promise(number, topic=Topic.REPLY_TIMES, **fields):
    values = {
        "key": number,
        "number": number,
        "topic": topic,
        "text": Text(nl=f"Belofte {number} over antwoorden", fr=f"Promesse {number}"),
        "explanation": Text(nl="Bij *elke* vraag:\n\n- per brief,\n- per e-mail."),
        "legal_basis": Text(nl="Wet van 11 april 1994", fr="Loi du 11 avril 1994"),
    }
    return Promise(**(values | fields))


MEASURED = {"metric": Metric.ANSWERED_WITHIN, "amount": 20, "target": Decimal(95)}
CONTENTS = Contents(
    organisation=Text(nl="FOD Financiën", fr="SPF Finances"),
    languages=("nl", "fr"),
    texts=(
        TopicText(Topic.WELCOME, Text(nl="Welkom. **Dit** is ons charter.", fr="Bienvenue.")),
        TopicText(Topic.PURPOSE, Text(fr="Pour les citoyens.")),
        TopicText(Topic.PAYMENT, Text(), applies=False, reason=Text(nl="Alles is gratis.")),
        TopicText(Topic.REDRESS, Text(nl="Meld het ons. U krijgt een nummer.", fr="Dites-le.")),
    ),
    promises=(promise(1, Topic.TELEPHONE), *(promise(n, **MEASURED) for n in range(2, 14))),
    expectations=(Wish(1, Text(nl="Antwoord op onze vragen.", fr="Répondez.")),),
    services=(Offer("refund", Text(nl="Terugbetaling"), Text(nl="Uw geld")),),
)


@pytest.fixture(scope="module")
def made():
    """Each paper once, in Dutch."""
    return {kind: paper(kind, CONTENTS, ISSUE, "nl") for kind in Paper}


@pytest.fixture(scope="module", params=list(Paper))
def opened(request, made):
    with pikepdf.open(BytesIO(made[request.param])) as read:
        yield read


def words_of(pdf, *pages):
    read = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(read[n].extract_text() for n in pages or range(len(read))).split())


def test_every_paper_says_its_language_title_and_both_standards(opened):
    metadata = opened.Root.Metadata.read_bytes().decode()

    assert str(opened.Root.Lang) == "nl"
    assert " · FOD Financiën · " in str(opened.docinfo.Title)
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(opened.Root.MarkInfo.Marked)
    assert 'pdfaid:part="2"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_every_paper_has_one_title_and_no_figure_without_words(opened):
    tree = opened.Root.StructTreeRoot.K

    assert len(elements(tree, "H1")) == 1
    assert all(str(figure.Alt) for figure in elements(tree, "Figure"))


def test_papers_have_the_size_they_are_printed_on(made):
    def sizes(kind):
        pages = PdfReader(BytesIO(made[kind])).pages
        return {
            (round(p.mediabox.width / 72 * 25.4), round(p.mediabox.height / 72 * 25.4))
            for p in pages
        }, len(pages)

    assert sizes(Paper.CHARTER)[0] == {(210, 297)}
    assert sizes(Paper.LEAFLET) == ({(297, 210)}, 2)
    assert sizes(Paper.POSTER) == ({(297, 420)}, 1)


def test_the_charter_is_found_by_headings_and_bookmarks(made):
    def titles(outline):
        return [titles(one) if isinstance(one, list) else one.title for one in outline]

    outline = titles(PdfReader(BytesIO(made[Paper.CHARTER])).outline)

    assert len(outline) == 2
    parts = [title for title in outline[1] if isinstance(title, str)]
    # Contents, three parts, wishes, redress, legal bases, hours.
    assert len(parts) == 8
    assert [title[0] for title in parts[1:4]] == ["1", "3", "4"]


def test_contents_lead_to_the_parts_by_links(made):
    with pikepdf.open(BytesIO(made[Paper.CHARTER])) as read:
        links = elements(read.Root.StructTreeRoot.K, "Link")

    assert len(links) >= 7


def test_promises_are_items_of_lists_with_number_words_and_target(made):
    words = words_of(made[Paper.CHARTER])

    with pikepdf.open(BytesIO(made[Paper.CHARTER])) as read:
        items = elements(read.Root.StructTreeRoot.K, "LBody")
        headed = [item for item in items if "H4" in roles(item)]
    assert len(headed) == 13
    assert "Belofte 7 over antwoorden" in words
    assert "95 % " in words.replace("\u00a0", " ")
    assert "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13" in words


def test_what_is_in_another_language_says_so(made):
    with pikepdf.open(BytesIO(made[Paper.CHARTER])) as read:
        tree = read.Root.StructTreeRoot.K
        tagged = [one for role in ("Div", "P", "DD", "LBody") for one in elements(tree, role)]
        languages = {str(one.Lang) for one in tagged if "/Lang" in one}

    assert languages == {"fr"}


def test_hours_of_the_day_of_publication_stand_in_the_charter(made):
    words = words_of(made[Paper.CHARTER])

    assert "22 november 2026" in words
    assert "9.00–12.00 en 13.30–16.00" in words
    assert "Infocentrum Luik" in words


def test_ten_promises_stand_inside_the_leaflet(made):
    inside = words_of(made[Paper.LEAFLET], 1)
    outside = words_of(made[Paper.LEAFLET], 0)

    assert inside.count("Belofte") == 10
    assert "Antwoord op onze vragen." in outside
    assert "Meld het ons." in outside
    assert "/nl/organisations/fin/charter/" in outside


def test_ten_promises_stand_on_the_poster(made):
    assert words_of(made[Paper.POSTER]).count("Belofte") == 10


def test_working_text_says_that_nothing_of_it_is_in_force():
    pdf = paper(Paper.CHARTER, replace(CONTENTS, promises=()), Issue("fin"), "fr")

    with pikepdf.open(BytesIO(pdf)) as read:
        assert str(read.Root.Lang) == "fr"
    assert "2027" not in words_of(pdf)


def test_a_long_redress_gives_way_to_our_words_on_the_leaflet():
    long = Text(nl="Heel veel woorden. " * 60)
    texts = (TopicText(Topic.REDRESS, long),)

    pdf = paper(Paper.LEAFLET, replace(CONTENTS, texts=texts), ISSUE, "nl")

    assert "Heel veel woorden" not in words_of(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) == 2


def test_signs_that_the_typeface_lacks_are_written_otherwise(caplog):
    odd = promise(1, text=Text(nl="Wij\u202fantwoorden e\u2011mails in ≥ 90 % → altijd"))
    long_unit = promise(
        2,
        metric=Metric.YEARLY_FIGURE,
        figure_target=Decimal(3),
        figure_unit=Text(nl="arbeidsongeschiktheidsverzekeringen"),
    )

    pdf = paper(Paper.POSTER, replace(CONTENTS, promises=(odd, long_unit)), ISSUE, "nl")

    assert "e-mails in >= 90 % -> altijd" in words_of(pdf)
    assert [record for record in caplog.records if record.name == "weasyprint"] == []


def test_ten_of_the_longest_promises_still_fit_on_one_sheet():
    longest = Text(nl=("Als u ons schriftelijk een vraag stelt, krijgt u antwoord. " * 6)[:300])
    promises = tuple(promise(n, text=longest, **MEASURED) for n in range(1, 11))
    contents = replace(CONTENTS, promises=promises)

    for kind, pages in ((Paper.LEAFLET, 2), (Paper.POSTER, 1)):
        pdf = paper(kind, contents, ISSUE, "nl")
        assert len(PdfReader(BytesIO(pdf)).pages) == pages


def test_equal_contents_give_equal_bytes(made):
    assert paper(Paper.LEAFLET, CONTENTS, ISSUE, "nl") == made[Paper.LEAFLET]


# Stored


@pytest.fixture
def edition(fin, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    charter = CharterFactory(organisation=fin, languages=["nl", "fr"])
    return EditionFactory(
        charter=charter, organisation=fin, contents=as_json(CONTENTS), hours=HOURS
    )


def test_the_job_makes_each_paper_in_each_language_once(edition, made, monkeypatch):
    asked = []

    def drawn(kind, contents, issue, language):
        asked.append((kind, language))
        return made[Paper.POSTER]

    monkeypatch.setattr(papers, "paper", drawn)

    papers.make_papers(edition_id=edition.pk)
    first = {row.pk: papers.path_of(row).read_bytes() for row in edition.documents.all()}
    papers.make_papers(edition_id=edition.pk)

    assert sorted(asked) == sorted((kind, code) for kind in Paper for code in ("nl", "fr"))
    assert {row.pk: papers.path_of(row).read_bytes() for row in edition.documents.all()} == first
    for row in edition.documents.all():
        content = papers.path_of(row).read_bytes()
        assert row.sha256 == hashlib.sha256(content).hexdigest()
        assert (row.size, row.pages) == (len(content), 1)
        assert Path(row.path).parent.as_posix() == "charters/fin/1"


def test_the_worker_knows_the_job():
    """It imports the modules called `tasks` and no others."""
    assert tasks.make_papers is papers.make_papers


def test_a_job_that_broke_off_goes_on_where_it_stopped(edition, made):
    papers.keep(edition, Paper.CHARTER, "nl", made[Paper.POSTER])

    left = set(papers.missing(edition))

    assert (Paper.CHARTER, "nl") not in left
    assert len(left) == 5


def test_no_half_file_stays_under_the_name_of_a_paper(tmp_path):
    target = tmp_path / "charters" / "one.pdf"
    papers.write_whole(target, b"first")
    papers.write_whole(target, b"second")

    assert target.read_bytes() == b"second"
    assert [path.name for path in target.parent.iterdir()] == ["one.pdf"]


def test_the_row_of_a_paper_is_never_changed(edition, made):
    row = papers.keep(edition, Paper.POSTER, "fr", made[Paper.POSTER])

    with pytest.raises(DatabaseError), transaction.atomic():
        EditionDocument.objects.filter(pk=row.pk).update(sha256="0" * 64)
