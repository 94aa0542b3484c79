"""What the demonstration's organisations have improved: one action with an effect, one without, some to come."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from complaints.demo.courses import ANALYSES
from complaints.demo.placing import REFUND_DONE, steps_of
from complaints.demo.words import Theme
from complaints.models import Cause
from complaints.origins import plan_from_cause
from core.row_security import organisation_context
from organisations.enums import Role
from organisations.models import Membership, Organisation, User
from processes import improving
from processes.enums import ActionMove, ExpectedFigure, Stage
from processes.models import Action, Service


@dataclass(frozen=True)
class ActionOf:
    """An improvement; days count back from today, `due` counts forward."""

    organisation: str
    title: str
    text: str
    service: str
    planned: int
    due: int
    stage: str = ""
    step: str = ""
    theme: Theme | None = None
    figure: str = ""
    expected: Decimal | None = None
    started: int | None = None
    done: int | None = None
    note: str = ""


ACTIONS = (
    ActionOf(
        "FIN",
        "Prévenir le client dès le retour d’un virement",
        "La banque signale un virement renvoyé en deux jours ; le contact center écrit au client le lendemain et lui demande un autre compte.",
        "refund",
        planned=REFUND_DONE + 90,
        due=-REFUND_DONE,
        step="returned",
        theme=Theme.MISTAKE,
        figure=ExpectedFigure.COMPLAINTS,
        expected=Decimal("0.5"),
        started=REFUND_DONE + 60,
        done=REFUND_DONE,
        note="Le message part automatiquement depuis ce jour.",
    ),
    ActionOf(
        "FIN",
        "Afficher la date prévue dans le dossier en ligne",
        "Le client voit la date sans téléphoner.",
        "refund",
        planned=40,
        due=90,
        stage=Stage.ORIENT,
        figure=ExpectedFigure.COMPLAINTS,
        expected=Decimal("0.2"),
    ),
    ActionOf(
        "FIN",
        "Contrôler le titulaire du compte pendant la saisie",
        "Le formulaire compare le nom et le compte avant l’envoi.",
        "refund",
        planned=120,
        due=-9,
        step="give_account",
        started=80,
    ),
    ActionOf(
        "INAMI",
        "Dossiers in volgorde van binnenkomst onderzoeken",
        "Elke week een lijst van de oudste dossiers, verdeeld over de artsen.",
        "invalidity",
        planned=REFUND_DONE + 60,
        due=-REFUND_DONE + 10,
        step="examine",
        figure=ExpectedFigure.COMPLAINTS,
        expected=Decimal("0.3"),
        started=REFUND_DONE + 40,
        done=REFUND_DONE,
        note="De lijst loopt sinds deze dag.",
    ),
    ActionOf(
        "INAMI",
        "Ontbrekende verslagen binnen twee dagen opvragen",
        "Het ziekenfonds krijgt dezelfde dag bericht.",
        "invalidity",
        planned=30,
        due=60,
        step="check_complete",
        started=10,
    ),
    ActionOf(
        "BOSA",
        "Uitleg bij elk onderdeel van een resultaat",
        "Kandidaten lezen waarom zij niet geslaagd zijn.",
        "selection",
        planned=100,
        due=-5,
        stage=Stage.DELIVER,
        theme=Theme.REASONS,
        figure=ExpectedFigure.FOUNDED_SHARE,
        started=70,
    ),
)


def load(today: date) -> None:
    for plan in ACTIONS:
        organisation = Organisation.objects.get(code=plan.organisation)
        with organisation_context(organisation.pk):
            play(plan, organisation, today)


def play(plan: ActionOf, organisation: Organisation, today: date) -> None:
    """Planned, begun and done by the verbs, on the days they name."""
    members = Membership.objects.for_organisation(organisation).with_role(Role.MANAGER)
    manager = members.select_related("user").order_by("pk")[0].user
    action = planned(plan, organisation, manager, today)
    for move, days in ((ActionMove.START, plan.started), (ActionMove.FINISH, plan.done)):
        if days is not None:
            note = plan.note if move == ActionMove.FINISH else ""
            improving.move(action, move, by=manager, on=today - timedelta(days), note=note)


def planned(plan: ActionOf, organisation: Organisation, manager: User, today: date) -> Action:
    service = Service.objects.for_organisation(organisation).get(code=plan.service)
    step = steps_of(organisation)[plan.service, plan.step] if plan.step else None
    day = today - timedelta(plan.planned)
    told: dict[str, Any] = {
        "title": plan.title,
        "text": plan.text,
        "owner": manager,
        "due_on": today + timedelta(plan.due),
        "service": service,
        "stage": plan.stage,
        "step": step,
        "figure": plan.figure,
        "expected_value": plan.expected,
    }
    cause = Cause.objects.filter(organisation=organisation, name=name_of(plan.theme)).first()
    if cause is None:
        return improving.plan(organisation, by=manager, on=day, **told)
    return plan_from_cause(cause, by=manager, on=day, **told)


def name_of(theme: Theme | None) -> str:
    return ANALYSES[theme].cause if theme else ""
