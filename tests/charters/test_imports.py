"""A charter that exists as a text: read, laid beside the form, cut and placed by hand, and taken back."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from charters import bringing_in, promising
from charters.bringing_in import Target, cut
from charters.enums import CharterStatus, Placement, Topic
from charters.models import CharterText, Commitment, Expectation, ImportedText
from core import word_files
from core.errors import NotAllowedError
from core.row_security import organisation_context
from core.texts import Text
from core.word_files import WordFileError, WordText, read_word_file
from tests.factories.charters import CharterFactory, CharterTextFactory, CommitmentFactory
from tests.house import markup
from tests.pages import assert_only_for, page, queries_of

PASTED = """Notre accueil

Nous décrochons dans les 3 minutes.
Un collaborateur vous répond.

• Une lettre reçoit une réponse en 10 jours.
• Un e-mail en 5 jours.

Nos services

Ils sont nombreux."""
OPEN, TEXT, COMMITMENT, EXPECTATION, LEFT_OUT = (
    Placement.OPEN,
    Placement.TEXT,
    Placement.COMMITMENT,
    Placement.EXPECTATION,
    Placement.LEFT_OUT,
)


@pytest.fixture
def manager(client, member):
    return member(client, "manager")


@pytest.fixture
def charter(fin):
    return CharterFactory(organisation=fin, languages=("nl", "fr"))


@pytest.fixture
def inside(fin):
    """What was brought in is seen in its organisation alone."""
    with organisation_context(fin.pk):
        yield


@pytest.fixture
def imported(inside, charter):
    return brought(charter, PASTED)


def brought(charter, text, language="fr"):
    return bringing_in.bring_in(
        charter, by=None, name="charte.docx", language=language, paragraphs=cut(text)
    )


def keys(imported, *beginnings):
    rows = list(imported.paragraphs.all())
    return [next(row.pk for row in rows if row.text.startswith(words)) for words in beginnings]


def placements(imported):
    return [row.placement for row in imported.paragraphs.all()]


def put(imported, target, *beginnings):
    return bringing_in.place(imported, keys(imported, *beginnings), target, by=None)


def word_file(**parts):
    """A Word file; `parts` replaces or adds what stands in it."""
    document = docx.Document()
    document.add_heading("Notre accueil", level=1)
    document.add_paragraph("Nous décrochons\u00a0dans   les 3 minutes.")
    document.add_paragraph("Une lettre", style="List Bullet")
    document.add_paragraph("")
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "Dans le tableau"
    file = BytesIO()
    document.save(file)
    return with_parts(file.getvalue(), parts) if parts else file.getvalue()


def with_parts(data, parts):
    changed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), *parts}:
            change = parts.get(name)
            content = old.read(name) if name in old.namelist() else b""
            new.writestr(name, change(content) if callable(change) else change or content)
    return changed.getvalue()


# ── Cutting ──────────────────────────────────────────────


def test_pasted_text_is_cut_at_empty_lines_and_items_of_a_list_stand_alone():
    assert cut(PASTED) == [
        WordText("Notre accueil", is_heading=True),
        WordText("Nous décrochons dans les 3 minutes. Un collaborateur vous répond."),
        WordText("Une lettre reçoit une réponse en 10 jours.", is_item=True),
        WordText("Un e-mail en 5 jours.", is_item=True),
        WordText("Nos services", is_heading=True),
        WordText("Ils sont nombreux."),
    ]


def test_a_text_without_empty_lines_is_cut_line_by_line():
    found = cut("# Onthaal\r\nWij nemen op.\r\n1. Binnen 3 minuten.\r\n– Altijd.")

    assert [(one.text, one.is_heading, one.is_item) for one in found] == [
        ("Onthaal", True, False),
        ("Wij nemen op.", False, False),
        ("Binnen 3 minuten.", False, True),
        ("Altijd.", False, True),
    ]


def test_a_word_file_gives_headings_items_and_cells():
    assert read_word_file(BytesIO(word_file()), "charte.docx") == [
        WordText("Notre accueil", is_heading=True),
        WordText("Nous décrochons dans les 3 minutes."),
        WordText("Une lettre", is_item=True),
        WordText("Dans le tableau"),
    ]


def test_what_was_inserted_is_read_and_what_was_struck_is_not():
    def tracked(content):
        return content.replace(
            b"<w:t>Une lettre</w:t></w:r>",
            b"<w:t>Une </w:t></w:r><w:del><w:r><w:delText>carte</w:delText></w:r></w:del>"
            b"<w:ins><w:r><w:t>lettre</w:t></w:r></w:ins>",
        )

    data = word_file(**{"word/document.xml": tracked})

    assert read_word_file(BytesIO(data), "x.docx")[2].text == "Une lettre"


def entities(content):
    return content.replace(
        b"<w:document", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document', 1
    )


HOSTILE = {
    "a picture": (lambda: b"\x89PNG\r\n", "is no Word file"),
    "an empty zip": (lambda: b"PK\x03\x04", "not a readable Word file"),
    "another zip": (lambda: with_parts(empty_zip(), {"a.txt": b"a"}), "is no Word file"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0rest", "old or protected"),
    "entities": (lambda: word_file(**{"word/document.xml": entities}), "declares entities"),
    "a broken part": (lambda: word_file(**{"word/document.xml": b"<w:doc"}), "not a readable"),
}


def empty_zip():
    file = BytesIO()
    zipfile.ZipFile(file, "w").close()
    return file.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_the_reason(name):
    make, reason = HOSTILE[name]

    with pytest.raises(WordFileError, match=reason):
        read_word_file(BytesIO(make()), "x.docx")


def test_a_bomb_and_a_large_file_are_refused_before_they_are_unpacked(monkeypatch):
    monkeypatch.setattr(word_files, "MAX_UNPACKED_BYTES", 1_000)
    with pytest.raises(WordFileError, match="too large once unpacked"):
        read_word_file(BytesIO(word_file()), "x.docx")

    monkeypatch.setattr(word_files, "MAX_FILE_BYTES", 100)
    with pytest.raises(WordFileError, match="larger than"):
        read_word_file(BytesIO(word_file()), "x.docx")


# ── Placing ──────────────────────────────────────────────


def test_a_heading_stands_for_what_follows_it_and_text_goes_to_the_end(imported, charter):
    CharterTextFactory(charter=charter, topic=Topic.TELEPHONE, text=Text(nl="Wij.", fr="Avant."))

    put(imported, Target(TEXT, Topic.TELEPHONE), "Notre accueil")

    assert CharterText.objects.get().text == {
        "nl": "Wij.",
        "fr": "Avant.\n\n**Notre accueil**\n\nNous décrochons dans les 3 minutes. Un collaborateur vous "
        "répond.\n\n- Une lettre reçoit une réponse en 10 jours.\n- Un e-mail en 5 jours.",
    }
    assert placements(imported) == [TEXT, TEXT, TEXT, TEXT, OPEN, OPEN]


def test_each_paragraph_becomes_a_commitment_and_their_heading_is_left_out(imported, charter):
    put(imported, Target(COMMITMENT, Topic.MAIL), "Notre accueil")

    texts = [row.text for row in Commitment.objects.order_by("position")]
    assert texts[1:] == [
        {"fr": "Une lettre reçoit une réponse en 10 jours."},
        {"fr": "Un e-mail en 5 jours."},
    ]
    assert placements(imported)[:4] == [LEFT_OUT, COMMITMENT, COMMITMENT, COMMITMENT]
    assert charter.changes.filter(code="commitment_added").count() == 3


def test_expectations_and_what_is_left_out(imported):
    put(imported, Target(EXPECTATION), "- Un e-mail")
    put(imported, Target(LEFT_OUT), "Nos services")

    assert [row.text for row in Expectation.objects.all()] == [{"fr": "Un e-mail en 5 jours."}]
    assert placements(imported) == [OPEN, OPEN, OPEN, EXPECTATION, LEFT_OUT, LEFT_OUT]


def test_a_second_language_is_laid_onto_what_is_there(imported, charter):
    first = CommitmentFactory(charter=charter, topic="mail", position=1, text=Text(nl="Brief"))
    CommitmentFactory(charter=charter, topic="mail", position=2, text=Text(nl="x", fr="y"))
    second = CommitmentFactory(charter=charter, topic="mail", position=3, text=Text(nl="Mail"))

    put(imported, Target(COMMITMENT, onto=first), "- Une lettre", "- Un e-mail")

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.text == {"nl": "Brief", "fr": "Une lettre reçoit une réponse en 10 jours."}
    assert second.text == {"nl": "Mail", "fr": "Un e-mail en 5 jours."}
    assert Commitment.objects.count() == 3


def test_more_paragraphs_than_are_left_to_translate_change_nothing(imported, charter):
    only = CommitmentFactory(charter=charter, topic="mail", text=Text(nl="Brief"))

    with pytest.raises(ValidationError, match="more paragraphs than"):
        put(imported, Target(COMMITMENT, onto=only), "- Une lettre", "- Un e-mail")

    only.refresh_from_db()
    assert only.text == {"nl": "Brief"}


def test_a_long_paragraph_is_no_promise(inside, charter):
    imported = brought(charter, "mot " * 100 + ".")

    with pytest.raises(ValidationError, match="longer than 300"):
        put(imported, Target(COMMITMENT, Topic.MAIL), "mot")

    assert placements(imported) == [OPEN]


def test_a_script_is_refused_where_it_would_go(inside, charter):
    imported = brought(charter, "Bonjour <script>alert(1)</script>.")

    with pytest.raises(ValidationError, match="script"):
        put(imported, Target(TEXT, Topic.MAIL), "Bonjour")

    assert not CharterText.objects.exists()


def test_what_a_colleague_has_placed_is_not_placed_twice(imported):
    put(imported, Target(EXPECTATION), "- Un e-mail")

    with pytest.raises(NotAllowedError, match="placed meanwhile"):
        put(imported, Target(EXPECTATION), "- Un e-mail")

    assert Expectation.objects.count() == 1


def test_nothing_is_placed_in_an_approved_charter(imported, charter):
    charter.status = CharterStatus.APPROVED
    charter.save()

    with pytest.raises(NotAllowedError):
        put(imported, Target(TEXT, Topic.MAIL), "Ils sont")

    assert not CharterText.objects.exists()


# ── Undoing ──────────────────────────────────────────────


@pytest.fixture
def undone(imported):
    def undo(beginning):
        paragraph = imported.paragraphs.get(pk=keys(imported, beginning)[0])
        return bringing_in.undo(paragraph, by=None)

    return undo


def test_text_and_items_of_a_list_leave_the_text_again(imported, undone):
    put(imported, Target(TEXT, Topic.MAIL), "Notre accueil")

    assert undone("- Une lettre")
    assert undone("Nous décrochons")

    assert CharterText.objects.get().text == {"fr": "**Notre accueil**\n\n- Un e-mail en 5 jours."}
    assert placements(imported) == [TEXT, OPEN, OPEN, TEXT, OPEN, OPEN]


def test_a_new_commitment_is_retired_and_a_translation_alone_goes(imported, undone, charter):
    dutch = CommitmentFactory(charter=charter, topic="mail", text=Text(nl="Brief"))
    put(imported, Target(COMMITMENT, onto=dutch), "- Une lettre")
    put(imported, Target(COMMITMENT, Topic.MAIL), "- Un e-mail")

    assert undone("- Une lettre")
    assert undone("- Un e-mail")

    dutch.refresh_from_db()
    assert (dutch.text, dutch.is_retired) == ({"nl": "Brief"}, False)
    assert Commitment.objects.exclude(pk=dutch.pk).get().is_retired
    assert set(placements(imported)) == {OPEN}


def test_an_expectation_goes(imported, undone):
    put(imported, Target(EXPECTATION), "- Un e-mail")

    assert undone("- Un e-mail")

    assert not Expectation.objects.exists()


def test_what_was_changed_since_stays(imported, undone):
    put(imported, Target(COMMITMENT, Topic.MAIL), "- Un e-mail")
    promising.change_commitment(Commitment.objects.get(), by=None, text=Text(fr="Autre chose"))

    assert not undone("- Un e-mail")

    assert Commitment.objects.get().text == {"fr": "Autre chose"}
    assert set(placements(imported)) == {OPEN}


# ── Pages ────────────────────────────────────────────────


def sent(client, fin, **answers):
    return client.post(page("charters:import_new", fin), {"language": "fr", **answers})


def test_a_file_is_laid_beside_the_form(client, fin, charter, manager, inside):
    file = SimpleUploadedFile("charte.docx", word_file())

    response = sent(client, fin, file=file)

    text = ImportedText.objects.get()
    assert response.url == page("charters:import", fin, text.pk)
    assert (text.name, text.language, text.brought_by) == ("charte.docx", "fr", manager.user)
    shown = client.get(response.url).text
    assert "Nous décrochons dans les 3 minutes." in shown
    assert markup.examine(shown, "en")[1] == []
    # The boxes stand in the text, the button beside it: they are sent together.
    boxes = re.findall(r'<input type="checkbox" name="paragraphs"[^>]*>', shown)
    assert boxes
    assert all('form="place"' in box for box in boxes)
    assert '<form class="panel panel-stone" id="place"' in shown


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, "Choose a Word file, or paste the text."),
        ({"text": "a " * 100_000}, "is longer than 10000 characters"),
        ({"text": "Une phrase.\n\n" * 1_001}, "more than 1000 paragraphs"),
        ({"text": "x", "language": "en"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_laid_there_is_refused_at_the_field(
    client, fin, charter, manager, inside, answers, reason
):
    response = sent(client, fin, **answers)

    assert reason in response.text
    assert markup.examine(response.text, "en")[1] == []
    assert not ImportedText.objects.exists()


def test_a_hostile_file_is_refused_at_its_field(client, fin, charter, manager, inside):
    response = sent(client, fin, file=SimpleUploadedFile("a.docx", b"\x89PNG"))

    assert '<a href="#id_file">a.docx is no Word file. Save it as .docx.</a>' in response.text
    assert not ImportedText.objects.exists()


def test_placing_goes_back_to_the_place_with_the_same_choice(client, fin, imported, manager):
    row = keys(imported, "- Un e-mail")[0]
    answers = {"paragraphs": [row], "into": "commitment", "topic": "mail"}

    response = client.post(page("charters:import_place", fin, imported.pk), answers)

    assert response.url == (
        page("charters:import", fin, imported.pk) + f"?into=commitment&topic=mail#paragraph-{row}"
    )
    shown = client.get(response.url).text
    assert "1 paragraph placed." in shown
    assert "Commitment under “Handling of mail”" in shown
    assert '<option value="mail" selected>' in shown


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"into": "text", "topic": "mail"}, "Tick the paragraphs that you want to place."),
        ({"into": "text", "paragraphs": 0}, "Choose a subject."),
        ({"into": "commitment", "topic": "welcome", "paragraphs": 0}, "No commitments are made"),
        ({"into": "onto", "paragraphs": 0}, "Choose what this is a translation of."),
    ],
)
def test_placing_without_an_answer_says_which(
    client, fin, imported, charter, manager, answers, reason
):
    CommitmentFactory(charter=charter, text=Text(nl="Brief"))
    if "paragraphs" in answers:
        answers = answers | {"paragraphs": keys(imported, "Ils sont")}

    response = client.post(page("charters:import_place", fin, imported.pk), answers)

    assert reason in response.text
    assert markup.examine(response.text, "en")[1] == []
    assert set(placements(imported)) == {OPEN}


def test_undoing_and_putting_away_by_button(client, fin, imported, manager):
    put(imported, Target(LEFT_OUT), "Ils sont")
    paragraph = keys(imported, "Ils sont")[0]
    undo = page("charters:import_undo", fin, imported.pk)

    assert "open again" in client.post(undo, {"paragraph": paragraph}, follow=True).text
    assert client.post(undo, {"paragraph": paragraph}).status_code == 404
    assert client.post(undo, {"paragraph": "x"}).status_code == 404

    assert set(placements(imported)) == {OPEN}
    client.post(page("charters:import_discard", fin, imported.pk))
    assert not ImportedText.objects.exists()


def test_only_managers_of_the_organisation(client, fin, imported):
    assert_only_for(client, fin, {"manager"}, page("charters:import_new", fin))
    assert_only_for(client, fin, {"manager"}, page("charters:import", fin, imported.pk))


def test_many_paragraphs_take_no_more_queries(client, fin, imported, charter, manager):
    longer = brought(charter, "\n\n".join([PASTED] * 20))
    put(imported, Target(COMMITMENT, Topic.MAIL), "- Un e-mail")
    put(longer, Target(COMMITMENT, Topic.MAIL), *["- Une lettre"])

    few = queries_of(client, page("charters:import", fin, imported.pk))

    assert queries_of(client, page("charters:import", fin, longer.pk)) == few


def test_many_texts_take_no_more_queries(client, fin, imported, charter, manager):
    one = queries_of(client, page("charters:import_new", fin))
    for _ in range(2):
        brought(charter, PASTED, language="nl")

    assert queries_of(client, page("charters:import_new", fin)) == one
    assert client.get(page("charters:import_new", fin)).text.count("6 paragraphs left") == 3


def test_items_look_like_items_and_what_is_placed_says_where(client, fin, imported, manager):
    put(imported, Target(TEXT, Topic.MAIL), "Notre accueil")

    shown = client.get(page("charters:import", fin, imported.pk)).text

    assert "• Une lettre reçoit" in shown
    assert shown.count("Text of “Handling of mail”") == 4
    assert "2 of 6 paragraphs are still to be placed." in shown
