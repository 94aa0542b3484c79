"""Agreements as a list shows them, and the steps that one can rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from organisations.models import Organisation
from processes import durations
from processes.durations import Duration
from processes.enums import MapStatus, Stage
from processes.models import Agreement, Map, Service, Step, StepVersion
from processes.support import is_valid


@dataclass(frozen=True)
class StepChoice:
    """A step with a box to tick."""

    pk: int
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    """An agreement in the list."""

    agreement: Agreement
    within: Duration
    steps: list[tuple[Service, str]]
    is_valid: bool
    is_overdue: bool


def lines(organisation: Organisation, today: date) -> list[Line]:
    """All agreements of the organisation, those to be reviewed first."""
    found = (
        Agreement.objects.for_organisation(organisation)
        .select_related("giver_department", "taker_department")
        .prefetch_related(Prefetch("steps", Step.objects.named().select_related("service")))
    )
    told = [_line(agreement, today) for agreement in found]
    return sorted(told, key=lambda line: (not line.is_valid, not line.is_overdue))


def _line(agreement: Agreement, today: date) -> Line:
    due = agreement.review_due
    valid = is_valid(agreement, today)
    return Line(
        agreement=agreement,
        within=durations.agreed(agreement),
        steps=[(step.service, _name(step)) for step in agreement.steps.all()],
        is_valid=valid,
        is_overdue=valid and due is not None and due < today,
    )


def _name(step: Step) -> str:
    return str(getattr(step, "name", "") or _("a step of the draft"))


def steps_by_service(agreement: Agreement) -> list[tuple[Service, list[StepChoice]]]:
    """Every step of a map in force or of a draft, and what is chosen already, below its service."""
    chosen = set(agreement.steps.values_list("pk", flat=True)) if agreement.pk else set()
    kept = Q(map__status__in=[MapStatus.IN_FORCE, MapStatus.DRAFT]) | Q(step__in=chosen)
    versions = (
        StepVersion.objects.filter(kept, step__organisation=agreement.organisation)
        .select_related("map")
        .order_by("map__number")
    )
    services = Service.objects.for_organisation(agreement.organisation).in_reading_order()
    by_service: dict[int, dict[int, StepVersion]] = {}
    for version in _best_last(versions):
        by_service.setdefault(version.map.service_id, {})[version.step_id] = version
    return [
        (service, _choices(by_service[service.pk].values(), chosen))
        for service in services
        if service.pk in by_service
    ]


def _best_last(versions: Iterable[StepVersion]) -> list[StepVersion]:
    """A step is called as the map in force calls it, or else its draft, or else its last map."""

    def rank(version: StepVersion) -> tuple[int, int]:
        of_map: Map = version.map
        order = [MapStatus.PAST, MapStatus.DRAFT, MapStatus.IN_FORCE]
        return order.index(MapStatus(of_map.status)), of_map.number

    return sorted(versions, key=rank)


def _choices(versions: Iterable[StepVersion], chosen: set[int]) -> list[StepChoice]:
    stages = list(Stage)
    ordered = sorted(versions, key=lambda one: (stages.index(Stage(one.stage)), one.position))
    return [
        StepChoice(
            version.step_id,
            _("%(stage)s: %(step)s") % {"stage": Stage(version.stage).label, "step": version},
            version.step_id in chosen,
        )
        for version in ordered
    ]
