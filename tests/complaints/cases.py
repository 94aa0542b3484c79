"""Cases brought to a state by the verbs."""

from datetime import datetime, timedelta

from django.utils import timezone

from complaints import handling
from complaints.enums import Nature, Status
from tests.factories.complaints import make_case

# A Monday.
ARRIVED = datetime(2026, 3, 2, 9, tzinfo=timezone.get_default_timezone())
# What happened before a case is in a state.
BEFORE = {
    Status.RECEIVED: (),
    Status.WAITING: ("qualify", "assign", "ask"),
    Status.IN_HANDLING: ("qualify", "assign"),
    Status.PROPOSED: ("qualify", "assign", "propose"),
    Status.ANSWERED: ("qualify", "assign", "answer"),
    Status.CLOSED: ("qualify", "assign", "answer", "close"),
}


def conclusion(case, finding="founded"):
    """What an answer to a case of this nature concludes."""
    return {
        Nature.COMPLAINT: {"finding": finding},
        Nature.SUGGESTION: {"decision": "taken_up"},
    }.get(case.nature, {})


def case_in(organisation, status, *, handler=None, finding="founded", at=ARRIVED, **submission):
    """A case that arrived at this moment and came to this state within the hour; nothing leaves."""
    case = make_case(organisation, at=at, **submission)
    later = {"by": None, "at": at + timedelta(hours=1)}
    concluded = conclusion(case, finding)
    steps = {
        "qualify": lambda: handling.qualify(case, nature=case.nature, tell=False, **later),
        "assign": lambda: handling.assign(case, handler=handler, department=None, **later),
        "ask": lambda: handling.ask(case, body="Quel compte ?", tell=False, **later),
        "propose": lambda: handling.propose(case, body="Vous avez raison.", **concluded, **later),
        "answer": lambda: handling.answer(
            case, body="Vous avez raison.", tell=False, **concluded, **later
        ),
        "close": lambda: handling.close(case, norms=["legality"], **later),
    }
    for step in BEFORE[status]:
        if step != "assign" or handler:
            steps[step]()
    return case
