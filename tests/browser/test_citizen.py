"""A citizen files a complaint in French, follows it, and answers a question."""

import pytest

from complaints import handling
from complaints.enums import Channel, Nature, Status
from complaints.models import Case
from core.row_security import organisation_context
from organisations.enums import Role
from tests.factories.organisations import MembershipFactory

STORY = "J'attends mon remboursement depuis trois mois, et personne ne répond au téléphone."
PROOF = {"name": "décompte.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 proof"}
SLOW_ENOUGH = 3100


def only_case(organisation):
    with organisation_context(organisation.pk):
        return Case.objects.select_related("organisation", "complainant").get()


def ask(organisation, question):
    """What staff do meanwhile."""
    staff = MembershipFactory(organisation=organisation, roles=[Role.COORDINATOR])
    with organisation_context(organisation.pk):
        case = Case.objects.select_related("organisation").get()
        handling.qualify(case, by=staff.user, nature=Nature.COMPLAINT, tell=False)
        handling.ask(case, by=staff.user, body=question, tell=False)


def file_and_follow(citizen, organisation):
    """From the filled form to the page of the case."""
    citizen.page.set_input_files("#id_attachments", files=[PROOF])
    citizen.clicks("button[name=send]")
    assert citizen.heading == "Votre message est arrivé"
    number, code = citizen.page.locator("dl.keep strong").all_inner_texts()
    citizen.clicks("main a.btn-primary")
    citizen.fills(number=number, code=code)
    citizen.clicks("button[name=open]")
    assert citizen.heading == "Remboursement"
    assert STORY in citizen.page.inner_text("main")
    assert PROOF["name"] in citizen.page.inner_text("main")
    return number


def answer_the_question(citizen, organisation):
    ask(organisation, "Sur quel compte attendez-vous le remboursement ?")
    citizen.goes_to("/fr/track/case/")
    assert "Sur quel compte attendez-vous" in citizen.page.inner_text("main")
    citizen.fills(text="Sur le compte que vous connaissez.")
    citizen.clicks("button[name=reply]")
    assert "Sur le compte que vous connaissez." in citizen.page.inner_text("main")
    assert citizen.page.locator("button[name=reply]").count() == 0


def test_a_citizen_files_a_complaint_and_answers_a_question(visit, fin):
    citizen = visit(locale="fr-BE")
    citizen.goes_to("/")
    assert citizen.page.url.endswith("/fr/")
    citizen.goes_to("/fr/organisations/")
    citizen.clicks("main a[href='/fr/organisations/fin/']")
    citizen.clicks("main a[href='/fr/organisations/fin/complaints/new/']")
    nothing_answered(citizen)
    citizen.page.check("#id_nature_0")
    a_slip(citizen)

    citizen.fills(email="marie@inventee.example")
    number = file_and_follow(citizen, fin)
    case = only_case(fin)
    assert (case.number, case.channel, case.language) == (number, Channel.WEB, "fr")
    answer_the_question(citizen, fin)
    assert only_case(fin).status == Status.IN_HANDLING

    citizen.clicks("form[action$='/track/case/leave/'] button")
    citizen.goes_to("/fr/track/case/")
    assert citizen.page.url.endswith("/fr/track/")


def nothing_answered(citizen):
    """The summary has the focus, and leads to each question."""
    citizen.clicks("button[name=send]")
    assert citizen.is_on(".errors")
    assert citizen.page.title().startswith("Erreur")
    citizen.page.click(".errors li:first-child a")
    assert citizen.is_on("#id_nature_0")


def a_slip(citizen):
    """What was typed is kept, the file has to be chosen again."""
    citizen.fills(subject="Remboursement", text=STORY, name="Marie Inventée", email="marie")
    citizen.page.set_input_files("#id_attachments", files=[PROOF])
    citizen.clicks("button[name=send]")
    assert citizen.page.locator(".errors li").all_inner_texts() == [
        "Ajoutez le signe @ à l’adresse e-mail.",
        "Choisissez à nouveau vos fichiers\N{NO-BREAK SPACE}: ils ne sont pas conservés.",
    ]
    assert citizen.page.input_value("#id_text") == STORY
    assert citizen.page.is_checked("#id_nature_0")


def test_all_of_it_without_script(visit, fin):
    citizen = visit(locale="fr-BE", script=False)
    citizen.goes_to("/fr/organisations/fin/complaints/new/")
    citizen.page.check("#id_nature_0")
    citizen.fills(subject="Remboursement", text=STORY, name="Marie Inventée")
    citizen.page.wait_for_timeout(SLOW_ENOUGH)
    citizen.clicks("button[name=send]")
    assert citizen.page.locator(".errors li a[href='#id_email']").count() == 1

    citizen.fills(email="marie@inventee.example")
    file_and_follow(citizen, fin)
    answer_the_question(citizen, fin)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_double_click_is_one_case(visit, fin, script):
    citizen = visit(locale="fr-BE", script=script)
    citizen.page.goto(f"{citizen.address}/fr/organisations/fin/complaints/new/")
    citizen.page.check("#id_nature_0")
    citizen.page.check("#id_who_1")
    citizen.fills(subject="Remboursement", text=STORY)
    citizen.page.wait_for_timeout(SLOW_ENOUGH)
    citizen.page.dblclick("button[name=send]")
    citizen.page.wait_for_url("**/filed/")
    citizen.page.wait_for_load_state()

    number = citizen.page.locator("dl.keep strong").first.inner_text()
    assert only_case(fin).number == number
