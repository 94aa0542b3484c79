from datetime import date
from email.utils import parseaddr

from django.core import mail

from complaints.models import Case
from organisations.enums import LetterStatus
from organisations.models import Letter
from tests.factories.complaints import make_case


def test_case_is_made_and_its_letter_sent(inside, run_jobs):
    case = make_case(inside, received_on=date(2026, 3, 3), acknowledge="letter", tell=True)

    assert run_jobs() == 1

    assert case.number == "FIN-2026-00001"
    assert Letter.objects.get().status == LetterStatus.SENT
    assert [parseaddr(to)[1] for to in mail.outbox[0].to] == ["marie@inventee.example"]
    assert Case.objects.get().answer_due == date(2026, 4, 13)
