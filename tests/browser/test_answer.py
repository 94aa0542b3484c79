"""A handler proposes, the coordinator reads and answers, the letter arrives, the case is closed."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from complaints import handling
from complaints.enums import Nature, Outcome, Status
from complaints.intake import Person
from complaints.models import Case
from complaints.reference import load_norms_of_conduct
from complaints.tracking import issue_code
from core.row_security import organisation_context
from organisations.enums import LetterStatus, Role
from organisations.models import Letter
from tests.factories.complaints import make_case
from tests.factories.organisations import MembershipFactory, UserFactory

# A demonstration's address is never handed to a mail server, this one is.
LISE = Person(name="Lise Inventée", email="lise@inventee.test")
REASONS = "Vous avez raison : votre dossier est resté trois mois sans suite. Nous avons payé hier."


@pytest.fixture
def people(fin):
    roles = {"Anke Verzonnen": Role.COORDINATOR, "Bram Bedacht": Role.HANDLER}
    return [
        MembershipFactory(organisation=fin, user=UserFactory(name=name), roles=[role]).user
        for name, role in roles.items()
    ]


@pytest.fixture
def case(fin, people):
    load_norms_of_conduct()
    coordinator, handler = people
    case = make_case(fin, person=LISE, subject="Remboursement", acknowledge="letter")
    with organisation_context(fin.pk):
        handling.qualify(case, by=coordinator, nature=Nature.COMPLAINT, tell=False)
        handling.assign(case, by=coordinator, handler=handler, department=None)
    return case


def test_an_answer_from_proposal_to_closing(visit, fin, people, case, mailbox, run_jobs):
    coordinator, handler = people
    proposes(visit(), handler, case)
    person = visit()
    answers(person, coordinator, case)
    arrives(fin, mailbox, run_jobs)
    closes(person)
    opens_the_file(person, case)
    follows(visit(locale="fr-BE"), fin, case)


def proposes(person, handler, case):
    person.signs_in(handler)
    person.goes_to(f"/nl/o/fin/complaints/{case.pk}/")
    person.clicks(".do a.btn-primary")
    person.page.check("input[name=finding][value=founded]")
    person.clicks("button[name=save]")
    # The standard words alone are no reasons.
    assert person.page.locator(".errors a[href='#id_body']").count() == 1
    person.page.fill("#id_body", REASONS)
    person.clicks("button[name=save]")
    assert "Anke" not in person.page.inner_text(".do")


def answers(person, coordinator, case):
    person.signs_in(coordinator)
    person.clicks(f"main a[href^='/nl/o/fin/complaints/{case.pk}/']")
    if not person.page.url.endswith("/answer/"):
        person.clicks(".do a.btn-primary")
    assert person.page.input_value("#id_body") == REASONS
    person.clicks("button[name=save]")
    letter = person.page.inner_text(".letter")
    assert REASONS in letter
    assert LISE.email in person.page.inner_text("main")
    person.clicks("button[name=change]")
    person.page.fill("#id_body", f"{REASONS}\n\nNous vous présentons nos excuses.")
    person.clicks("button[name=save]")
    person.clicks("button[name=send]")


def arrives(fin, mailbox, run_jobs):
    """Nothing is handed over inside the request; the job does it, once."""
    assert mailbox.mails == []
    run_jobs()
    run_jobs()
    [mail] = mailbox.mails
    assert mail["Subject"].startswith("Notre réponse – FIN-")
    assert (mail["To"].addresses[0].addr_spec, mail["Content-Language"]) == (LISE.email, "fr")
    assert "Nous vous présentons nos excuses." in mail.get_content()
    with organisation_context(fin.pk):
        letter = Letter.objects.get(purpose="answer")
    assert (letter.status, letter.message_id) == (LetterStatus.SENT, mail["Message-ID"])


def closes(person):
    person.clicks(".do a.btn-primary")
    assert person.page.url.endswith("/closure/")
    person.clicks("button[name=save]")
    assert person.is_on(".errors")
    person.page.check("input[name=norms][value=legality]")
    person.page.check("input[name=type][value=handling]")
    person.fills(new_cause="Dossier bleef liggen")
    person.page.select_option("#id_remedy", "apology")
    person.clicks("button[name=save]")
    assert "Dossier bleef liggen" in person.page.inner_text("main")


def opens_the_file(person, case):
    link = person.page.get_attribute("a[href$='/file.pdf']", "href")
    answer = person.page.request.get(person.address + link)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.body())).pages)
    assert case.number in text
    assert "Nous vous présentons nos excuses." in text


def follows(citizen, fin, case):
    with organisation_context(fin.pk):
        found = Case.objects.get(pk=case.pk)
        code = issue_code(found)
    assert (found.status, found.outcome) == (Status.CLOSED, Outcome.ANSWERED)
    citizen.goes_to("/fr/track/")
    citizen.fills(number=found.number, code=code)
    citizen.clicks("button[name=open]")
    said = citizen.page.inner_text("main")
    assert "Notre conclusion" in said
    assert "Nous vous présentons nos excuses." in said
