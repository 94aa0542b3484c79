"""A charter that exists as a text is pasted and put in its places, by keyboard alone."""

import re

from charters.models import Charter, Commitment, ImportedParagraph
from core.row_security import organisation_context
from organisations.enums import Role
from tests.browser.test_coordinator import presses, signs_in_by_keyboard, skips_to_content, types
from tests.factories.charters import CharterFactory
from tests.factories.organisations import MembershipFactory, UserFactory

NEW = "/nl/o/fin/charters/imports/new/"
WORDS = (
    "Welkom bij ons.",
    "Wij antwoorden binnen 20 dagen.",
    "Wij bellen dezelfde dag terug.",
)


def pastes(person):
    """The words come from the clipboard, so to say: all at once, into the field that has the focus."""
    skips_to_content(person)
    person.tabs_to("input[name=language]", most=6)
    types(person, "Space")
    person.tabs_to("#id_text", most=6)
    person.page.keyboard.insert_text("\n\n".join(WORDS))
    presses(person, "main button[name=save]", most=3)
    # What is sent from the content of a page leads to the content of the next one.
    person.page.wait_for_url(re.compile(r"/imports/\d+/#main$"))


def ticks(person, fin, *texts):
    """On from the content, or from what was placed last: each paragraph that is meant."""
    with organisation_context(fin.pk):
        keys = dict(ImportedParagraph.objects.values_list("text", "pk"))
    for text in texts:
        person.tabs_to(f"input[name=paragraphs][value='{keys[text]}']", most=9)
        types(person, "Space")


def says_where(person, steps, topic):
    """By the link that leads past the other paragraphs; so many ways further down, under this subject."""
    person.tabs_to(".import-skip a", most=6)
    types(person, "Enter")
    person.page.wait_for_url("**#place")
    person.tabs_to("input[name=into]", most=3)
    for _step in range(steps):
        person.page.keyboard.press("ArrowDown")
    person.tabs_to("#id_topic", most=3)
    types(person, topic)
    presses(person, "#place button[type=submit]", most=4)
    person.page.wait_for_url("**#paragraph-*")


def test_a_pasted_charter_is_put_in_its_places_by_keyboard(visit, fin):
    CharterFactory(organisation=fin, languages=("nl", "fr"))
    manager = MembershipFactory(
        organisation=fin, user=UserFactory(name="Anke Verzonnen"), roles=[Role.MANAGER]
    ).user
    person = visit()
    signs_in_by_keyboard(person, manager)
    person.goes_to(NEW)

    pastes(person)
    ticks(person, fin, WORDS[0])
    says_where(person, 0, "Welkom")
    ticks(person, fin, *WORDS[1:])
    says_where(person, 1, "Antwoordtermijnen")

    charter = Charter.objects.get()
    assert charter.texts.get(topic="welcome").text == {"nl": WORDS[0]}
    promises = Commitment.objects.order_by("position")
    assert [(one.topic, one.text) for one in promises] == [
        ("reply_times", {"nl": text}) for text in WORDS[1:]
    ]
    assert "alles" in person.page.inner_text(".pagehead").lower()
    presses(person, "main aside .btn-primary", most=20)
    person.page.wait_for_url("**/charters/")
