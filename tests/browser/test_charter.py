"""A manager writes a charter from nothing, subject by subject, by keyboard alone and without script."""

from charters import papers
from charters.completeness import completeness
from charters.contents import contents_of
from charters.enums import Topic
from charters.models import Charter, Edition
from organisations.enums import Role
from tests.browser.test_coordinator import presses, signs_in_by_keyboard, types
from tests.factories.organisations import MembershipFactory, UserFactory

HOME = "/nl/o/fin/charters/"
PROMISES = 25
# Subjects with words of their own; redress stands there already, expectations are no text.
WRITTEN = [topic for topic in Topic if topic not in (Topic.REDRESS, Topic.EXPECTATIONS)]


def a_manager(fin, name="Anke Verzonnen"):
    return MembershipFactory(
        organisation=fin, user=UserFactory(name=name), roles=[Role.MANAGER]
    ).user


def ready(person):
    """What the task list counts, in words."""
    return person.page.inner_text("aside .hint")


def skips_to_content(person):
    types(person, "Tab", "Enter")
    person.page.wait_for_url("**#main")


def writes(person, topic):
    """From the beginning of the page to the button that saves and goes on."""
    assert person.page.url.endswith(f"/topics/{topic}/#main")
    person.tabs_to("#id_text_nl", most=4)
    types(person, f"Wij beloven **{topic}**.", "Enter", "Enter", "- een", "Enter", "- twee", "Tab")
    assert person.is_on("#id_text_fr")
    types(person, f"Nous promettons {topic}.")
    person.tabs_to("button[name=save]", most=2)
    with person.page.expect_navigation():
        types(person, "Enter")


def test_a_charter_goes_from_nothing_to_its_public_page_by_keyboard_without_script(visit, fin):
    person = visit(script=False)
    signs_in_by_keyboard(person, a_manager(fin))
    person.goes_to(HOME)
    skips_to_content(person)
    presses(person, "main form button[name=save]", most=6)
    assert "1" in ready(person)
    skips_to_content(person)
    presses(person, "main aside .btn-primary", most=20)
    skips_to_content(person)
    writes_every_subject(person)
    for number in range(1, PROMISES + 1):
        promises(person, number)
    person.looks()
    wishes(person)
    sends_for_review(person)

    head = visit(script=False)
    signs_in_by_keyboard(head, the_approver(fin))
    for step in ("approval", "publication"):
        head.goes_to(f"{HOME}{step}/")
        presses(head, "main button[name=save]", most=90)
    assert head.page.url.endswith("/editions/1/")

    everyone_reads(visit())


def writes_every_subject(person):
    charter = Charter.objects.get()
    # What is sent from the content of a page leads to the content of the next one.
    for count, topic in enumerate(WRITTEN, start=2):
        writes(person, topic)
        state = completeness(contents_of(charter))
        assert (state.task(topic).is_ready, state.ready_count) == (True, count)
    person.looks()


def wishes(person):
    """The page begins in its first line."""
    person.goes_to(f"{HOME}expectations/new/")
    assert person.is_on("#id_text_nl")
    types(person, "Hou uw dossiernummer bij de hand.", "Tab")
    types(person, "Gardez votre numéro de dossier à portée de main.")
    presses(person, "main button[name=save]", most=4)


def sends_for_review(person):
    person.goes_to(HOME)
    assert "17" in ready(person)
    assert person.page.locator(".subject-rows .t-kept").count() == len(Topic)
    assert person.page.locator(".parts > .done").count() == 5
    skips_to_content(person)
    presses(person, "main aside .btn-primary", most=60)
    assert person.page.url.endswith("/submission/")
    presses(person, "main button[name=save]", most=60)


def everyone_reads(person):
    edition = Edition.objects.get(number=1)
    assert edition.commitments.count() == PROMISES
    papers.make(edition)
    person.goes_to("/fr/organisations/fin/charter/")
    assert person.page.locator("article .promise, main .promise").count() == PROMISES
    assert "nous répondons en 25 jours" in person.page.inner_text("main")
    pdf = person.page.request.get(f"{person.page.url.removesuffix('/')}.pdf")
    assert pdf.body().startswith(b"%PDF-1.7")


def the_approver(fin):
    return MembershipFactory(
        organisation=fin, user=UserFactory(name="Paul Inventé"), roles=[Role.APPROVER]
    ).user


def promises(person, number):
    """One sentence in both languages, saved with the key that asks for the next one."""
    if number == 1:
        person.goes_to(f"{HOME}commitments/new/?topic=telephone")
    # The page of a new promise begins in its first line.
    if not person.is_on("#id_text_nl"):
        person.tabs_to("#id_text_nl", most=60)
    types(person, f"Bij vraag {number} antwoorden wij in {number} dagen.", "Tab")
    assert person.is_on("#id_text_fr")
    types(person, f"À la question {number}, nous répondons en {number} jours.")
    person.tabs_to("main button[name=next]", most=60)
    with person.page.expect_navigation():
        types(person, "Enter")


def test_two_write_the_same_text_and_neither_loses_a_word(visit, fin):
    first, second = visit(), visit()
    first.signs_in(a_manager(fin))
    first.goes_to(HOME)
    first.clicks("main form button[name=save]")
    second.signs_in(a_manager(fin, name="Bram Bedacht"))
    first.goes_to(f"{HOME}topics/welcome/")
    second.goes_to(f"{HOME}topics/welcome/")
    assert "Anke Verzonnen" in second.page.inner_text(".banner.b-soon")

    second.fills(text_nl="Van Bram", text_fr="De Bram")
    second.clicks("button[name=finish]")
    first.fills(text_nl="Van Anke", text_fr="De Anke")
    first.clicks("button[name=finish]", status=409)

    sent, now = first.page.locator(".versions .panel").all()
    assert "Van Anke" in sent.inner_text()
    assert "Van Bram" in now.inner_text()
    assert Charter.objects.get().texts.get(topic="welcome").text["nl"] == "Van Bram"
