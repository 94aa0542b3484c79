"""The working text as it will be read."""

from charters.enums import Paper
from core.texts import Text
from tests.factories.charters import CharterFactory, CommitmentFactory
from tests.pages import page


def test_preview_shows_the_working_text_in_a_language_of_the_charter(client, fin, member):
    charter = CharterFactory(organisation=fin, languages=["nl", "fr"])
    CommitmentFactory(charter=charter, text=Text(nl="Wij antwoorden", fr="Nous répondons"))
    member(client, "reader")
    url = page("charters:preview", fin)

    assert "Wij antwoorden" in client.get(url).text
    french = client.get(f"{url}?language=fr").text
    assert "Nous répondons" in french
    assert '<article class="preview" lang="fr">' in french
    assert "Wij antwoorden" in client.get(f"{url}?language=xx").text


def test_preview_as_paper_is_the_working_text(client, fin, member):
    charter = CharterFactory(organisation=fin, languages=["nl", "fr"])
    CommitmentFactory(charter=charter)
    member(client, "reader")

    response = client.get(page("charters:preview_pdf", fin) + f"?paper={Paper.POSTER}&language=fr")

    assert response.content.startswith(b"%PDF")
    assert "fin-poster-working-text-fr.pdf" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


def test_no_preview_of_no_charter_and_of_no_such_paper(client, fin, member):
    member(client, "reader")
    assert client.get(page("charters:preview", fin)).status_code == 404

    CharterFactory(organisation=fin)

    assert client.get(page("charters:preview_pdf", fin) + "?paper=book").status_code == 404
