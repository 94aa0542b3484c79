"""What the register tells of the process of a service: complaints, compliments and suggestions per stage and step.

Cases count as they are now, confidential ones too, by the rules of `counting`. A case on a step
counts in the stage where the map in force shows the step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection
from django.db.models import Q

from complaints.counting import ADMISSIBLE, CONDITIONS
from complaints.enums import Finding
from core.small_numbers import hidden
from organisations.models import Organisation
from processes.enums import MapStatus, Stage
from processes.models import Service, StepVersion

FOUNDED = f"({CONDITIONS['complaints_founded']} or {CONDITIONS['complaints_partly_founded']})"
# Which complaints are looked at, by their finding.
BY_FINDING: Mapping[str, str] = {
    "": CONDITIONS["complaints_received"],
    Finding.FOUNDED: FOUNDED,
    Finding.UNFOUNDED: CONDITIONS["complaints_unfounded"],
    Finding.NO_OPINION: CONDITIONS["complaints_no_opinion"],
}
# Column to the condition under which a case counts in it, beside the finding chosen.
OF_COMPLAINTS: Mapping[str, str] = {
    "complaints": CONDITIONS["complaints_received"],
    "concluded": f"{ADMISSIBLE} and finding <> ''",
    "founded": FOUNDED,
    "answered": CONDITIONS["days_to_answer:n"],
}
OF_OTHERS: Mapping[str, str] = {
    "compliments": CONDITIONS["compliments_received"],
    "suggestions": CONDITIONS["suggestions_received"],
}
COUNTS = (*OF_COMPLAINTS, *OF_OTHERS)
# A stage that is not known.
NO_STAGE = ""

# A stage and a step: `None` is no step yet; the stage's own row has ALL, and the row of everything too.
ALL = -1
Key = tuple[str, int | None]
EVERYTHING: Key = ("all", ALL)


@dataclass(frozen=True)
class Period:
    """Days of receipt, and the days before that they are compared with."""

    first: date
    last: date
    before_first: date
    before_last: date
    # Whole years: only these are shown to those who may not open the cases.
    is_whole: bool


@dataclass(frozen=True)
class Numbers:
    """What is counted in a row; `days` is the median of those answered."""

    complaints: int = 0
    concluded: int = 0
    founded: int = 0
    answered: int = 0
    compliments: int = 0
    suggestions: int = 0
    days: float | None = None


@dataclass(frozen=True)
class Row:
    """A step, the cases of a stage without one, or a stage as a whole, in the period and before it."""

    key: Key
    name: str
    now: Numbers
    before: Numbers
    version: StepVersion | None = None

    @property
    def stage(self) -> str:
        return self.key[0]

    @property
    def step(self) -> int | None:
        return self.key[1]


@dataclass(frozen=True)
class StageRows:
    """A stage: the row of all of it, then its steps in the order of the map, then the cases without one."""

    total: Row
    rows: list[Row]


@dataclass(frozen=True)
class Evidence:
    """The rows of one service; `has_map` tells that a map is in force."""

    service: Service
    period: Period
    finding: str
    stages: list[StageRows]
    no_stage: Row
    everything: Row
    has_map: bool
    # Cells that may not be told to those who do not open the cases: row and column.
    small: set[tuple[Key, str]] = field(default_factory=set)

    @property
    def rows(self) -> list[Row]:
        """Every row of the table, totals included."""
        found = [row for stage in self.stages for row in (stage.total, *stage.rows)]
        return [*found, self.no_stage, self.everything]


def year_of(year: int, today: date) -> Period:
    """A year; one that is not over is compared with the same days of the year before."""
    whole = today > date(year, 12, 31)
    last = date(year, 12, 31) if whole else today
    return Period(date(year, 1, 1), last, date(year - 1, 1, 1), a_year_before(last), whole)


def last_twelve_months(today: date) -> Period:
    first = a_year_before(today) + timedelta(days=1)
    return Period(first, today, a_year_before(first), first - timedelta(days=1), is_whole=False)


def a_year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def evidence_of(service: Service, period: Period, finding: str = "") -> Evidence:
    """Count the cases of a service. Needs the context of its organisation."""
    steps = steps_shown(service)
    stages = {step.step_id: step.stage for step in steps}
    found = count(service, period, finding, stages)
    on_map = sorted((step for step in steps if step.in_force), key=lambda step: step.position)  # type: ignore[attr-defined]
    past = [
        step
        for step in steps
        if not step.in_force and _has_cases(found, (step.stage, step.step_id))  # type: ignore[attr-defined]
    ]

    def row(key: Key, name: str = "", version: StepVersion | None = None) -> Row:
        now, before = (found.get((is_now, *key), Numbers()) for is_now in (True, False))
        return Row(key, name, now, before, version)

    evidence = Evidence(
        service=service,
        period=period,
        finding=finding,
        stages=[
            StageRows(
                row((stage, ALL)),
                [
                    *(
                        row((stage, step.step_id), str(step.name), step)
                        for step in on_map
                        if step.stage == stage
                    ),
                    *(
                        row((stage, step.step_id), str(step.name))
                        for step in past
                        if step.stage == stage
                    ),
                    row((stage, None)),
                ],
            )
            for stage in Stage.values
        ],
        no_stage=row((NO_STAGE, ALL)),
        everything=row(EVERYTHING),
        has_map=bool(on_map),
    )
    evidence.small.update(small_cells(evidence))
    return evidence


def steps_shown(service: Service) -> list[StepVersion]:
    """Each step as the map in force shows it, or the last map that did; `in_force: bool` tells which."""
    adopted = StepVersion.objects.filter(map__service=service).exclude(map__status=MapStatus.DRAFT)
    return list(
        adopted.annotate(in_force=Q(map__status=MapStatus.IN_FORCE))
        .order_by("step_id", "-in_force", "-map__number")
        .distinct("step_id")
        .only("step", "stage", "position", "name", "actor", "partner", "channel", "question")
    )


Found = Mapping[tuple[bool, str, int | None], Numbers]


def _has_cases(found: Found, key: Key) -> bool:
    return any((is_now, *key) in found for is_now in (True, False))


def count(service: Service, period: Period, finding: str, stages: Mapping[int, str]) -> Found:
    """One pass over the cases of both periods: by stage and step, by stage, and all."""
    chosen = BY_FINDING[finding]
    columns = [f"count(*) filter (where {chosen} and {rule})" for rule in OF_COMPLAINTS.values()]
    columns += [f"count(*) filter (where {rule})" for rule in OF_OTHERS.values()]
    median = (
        "percentile_cont(0.5) within group (order by first_answered_on - received_on)"
        f" filter (where {chosen} and {OF_COMPLAINTS['answered']})"
    )
    statement = f"""
        select is_now, case when grouping(lies_in) = 1 then 'all' else lies_in end,
               case when grouping(step_id) = 1 then {ALL} else step_id end,
               {", ".join(columns)}, {median}
          from (select received_on >= %(first)s as is_now,
                       coalesce(nullif(placed.in_stage, ''), stage) as lies_in,
                       step_id, nature, admissibility, finding, first_answered_on, received_on
                  from complaints_case
                  left join unnest(%(steps)s::bigint[], %(stages)s::text[])
                       as placed (step, in_stage) on placed.step = step_id
                 where organisation_id = %(organisation)s and service_id = %(service)s
                   and received_on between %(before_first)s and %(last)s
                   and (received_on <= %(before_last)s or received_on >= %(first)s)) counted
         group by grouping sets ((is_now, lies_in, step_id), (is_now, lies_in), (is_now))
    """
    values: dict[str, int | date | list[int] | list[str]] = {
        "organisation": service.organisation_id,
        "service": service.pk,
        "first": period.first,
        "last": period.last,
        "before_first": period.before_first,
        "before_last": period.before_last,
        "steps": list(stages),
        "stages": list(stages.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return {
        (is_now, stage, step): Numbers(**dict(zip((*COUNTS, "days"), numbers, strict=True)))
        for is_now, stage, step, *numbers in rows
    }


def small_cells(evidence: Evidence) -> set[tuple[Key, str]]:
    """The cells to hide, column by column; of the period before they are named `before_…`."""
    sums = [
        *((stage.total.key, [row.key for row in stage.rows]) for stage in evidence.stages),
        (
            evidence.everything.key,
            [*(stage.total.key for stage in evidence.stages), evidence.no_stage.key],
        ),
    ]
    rows = evidence.rows
    found: set[tuple[Key, str]] = set()
    for column in COUNTS:
        now = {row.key: getattr(row.now, column) for row in rows}
        before = {row.key: getattr(row.before, column) for row in rows}
        found |= {(key, column) for key in hidden(now, sums)}
        found |= {(key, f"before_{column}") for key in hidden(before, sums)}
    return found


def weakest(evidence: Evidence, rows: Sequence[Row] | None = None) -> Row | None:
    """The stage with the most founded complaints, or where none is founded with the most complaints."""
    stages = [stage.total for stage in evidence.stages] if rows is None else rows
    most = max(stages, key=lambda row: (row.now.founded, row.now.complaints), default=None)
    return most if most and most.now.complaints else None


@dataclass(frozen=True)
class ServiceCount:
    """A line of the overview."""

    service: Service
    complaints: int
    founded: int
    compliments: int
    without_step: int


def of_services(organisation: Organisation, period: Period) -> list[ServiceCount]:
    """Every service with its cases of the period, in reading order; one without any only while it is valid."""
    rules = {
        "complaints": CONDITIONS["complaints_received"],
        "founded": FOUNDED,
        "compliments": OF_OTHERS["compliments"],
        "without_step": f"{CONDITIONS['complaints_received']} and step_id is null",
    }
    columns = ", ".join(f"count(*) filter (where {rule})" for rule in rules.values())
    statement = (
        f"select service_id, {columns} from complaints_case"
        " where organisation_id = %s and service_id is not null and received_on between %s and %s"
        " group by service_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [organisation.pk, period.first, period.last])
        counts = {service: numbers for service, *numbers in cursor.fetchall()}
    services = Service.objects.for_organisation(organisation)
    valid = set(services.valid_on(period.last).values_list("pk", flat=True))
    return [
        ServiceCount(service, *counts.get(service.pk, [0] * len(rules)))
        for service in services.in_reading_order()
        if service.pk in valid or service.pk in counts
    ]
