"""Two years of cases, planned first and then played in the order of their moments."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice
from random import Random

from django.db import transaction
from django.utils import timezone

from complaints.clock import reading_rules_once
from complaints.demo.courses import ANALYSES, FOUNDED, PARTLY_FOUNDED, deck
from complaints.demo.placing import WAVES, steps_of
from complaints.demo.present import cases_of_today
from complaints.demo.script import Cast, Script, Story, moment
from complaints.demo.stories import taken_over, whole
from complaints.models import Cause, HandlingRules, InadmissibilityGround
from core.row_security import exchange_organisation, organisation_context
from organisations.demo import CODES
from organisations.enums import LimitKind, Role
from organisations.models import Membership, Organisation
from organisations.time_limits import calendar_of, limit_in_force
from processes.models import Service

# Beside the waves of complaints that improvements were planned for.
CASES = 400
# Of all cases, by organisation.
VOLUMES = {"FIN": 0.55, "INAMI": 0.275, "BOSA": 0.175}
DAYS = 730
# Courses that must be seen to their end begin before.
DAYS_TO_RUN = 200
MONTHS = {
    "FIN": (1.0, 0.9, 1.0, 1.0, 1.2, 1.5, 1.1, 0.7, 1.0, 1.3, 1.2, 0.8),
    "INAMI": (1.2, 1.1, 1.1, 1.0, 1.0, 0.9, 0.7, 0.7, 1.1, 1.1, 1.0, 0.8),
    "BOSA": (1.0, 1.1, 1.1, 1.0, 0.9, 0.9, 0.6, 0.6, 1.3, 1.2, 1.1, 0.8),
}
WEEKDAYS = (1.3, 1.2, 1.1, 1.1, 1.0, 0.4, 0.4)
EVERY_GROUND = "FIN"
PAUSES_WHILE_WAITING = "FIN"
LINKED = 15  # every fifteenth case, to an earlier one about the same


def load(*, seed: int, cases: int = CASES) -> int:
    """Make the cases of all organisations; how many stories were begun."""
    now = timezone.now()
    today = timezone.localdate(now)
    casts = {code: cast_of(code, seed, today) for code in CODES}
    scripts: list[Script] = []
    for code, cast in casts.items():
        own = planned(cast, int(cases * VOLUMES[code]))
        link_some(own)
        scripts += own
    for sender in list(scripts):
        misdirected = sender.written.misdirected
        if misdirected and misdirected.to:
            scripts.append(taken_over(casts[misdirected.to], FOUNDED, sender))
    until = min(now, moment(today, time(1)))
    with reading_rules_once():
        return play([script.story for script in scripts], until)


def cast_of(code: str, seed: int, today: date) -> Cast:
    organisation = Organisation.objects.select_related("second_line").get(code=code)
    members = Membership.objects.for_organisation(organisation).order_by("pk")
    members = members.select_related("user")
    limits = {kind: limit_in_force(organisation, kind, today) for kind in LimitKind}
    rules, _made = HandlingRules.objects.update_or_create(
        organisation=organisation, defaults={"pauses_while_waiting": code == PAUSES_WHILE_WAITING}
    )
    with organisation_context(organisation.pk):
        causes = {
            theme: Cause.objects.create(organisation=organisation, name=analysis.cause)
            for theme, analysis in ANALYSES.items()
        }
    return Cast(
        organisation=organisation,
        rng=Random(f"{seed} {today} {code}"),  # noqa: S311 - invented cases, not secrets
        today=today,
        calendar=calendar_of(organisation),
        coordinator=members.with_role(Role.COORDINATOR)[0].user,
        handlers=[member.user for member in members.with_role(Role.HANDLER)],
        services={row.code: row for row in Service.objects.for_organisation(organisation)},
        steps=steps_of(organisation),
        causes=causes,
        limits={kind: limit for kind, limit in limits.items() if limit},
        grounds=InadmissibilityGround.objects.in_bulk(),
        pauses_while_waiting=rules.pauses_while_waiting,
    )


def planned(cast: Cast, count: int) -> list[Script]:
    """A third at most for today; the rest over two years, what must be seen to its end early."""
    code = cast.organisation.code
    scripts = list(islice(cases_of_today(cast), count // 3))
    days = days_of_receipt(cast, count - len(scripts))
    needed, rest = deck(
        cast.rng, len(days), grounds=list(cast.grounds), every_ground=code == EVERY_GROUND
    )
    late = sum(day > cast.today - timedelta(days=DAYS_TO_RUN) for day in days)
    early = needed + rest[late:]
    cast.rng.shuffle(early)
    usual = [
        whole(cast, course, day) for day, course in zip(days, early + rest[:late], strict=True)
    ]
    return [*scripts, *usual, *wave(cast)]


def wave(cast: Cast) -> list[Script]:
    """Complaints that an improvement was planned for."""
    planned = WAVES.get(cast.organisation.code)
    if planned is None:
        return []
    days = sorted(cast.rng.choices(range(planned.to_days, planned.from_days), k=planned.number))
    courses = [replace(one, about=planned.service) for one in (FOUNDED, FOUNDED, PARTLY_FOUNDED)]
    return [
        whole(cast, cast.rng.choice(courses), cast.today - timedelta(days=day))
        for day in reversed(days)
    ]


def days_of_receipt(cast: Cast, count: int) -> list[date]:
    """In order; busier in some months and on weekdays."""
    months = MONTHS[cast.organisation.code]
    days = [cast.today - timedelta(days=number) for number in range(1, DAYS + 1)]
    weights = [months[day.month - 1] * WEEKDAYS[day.weekday()] for day in days]
    return sorted(cast.rng.choices(days, weights, k=count))


def link_some(scripts: list[Script]) -> None:
    for script in scripts[::LINKED]:
        earlier = [
            one
            for one in scripts
            if (one.written.service, one.written.theme)
            == (script.written.service, script.written.theme)
            and one.story.steps[0].at < script.story.steps[0].at
        ]
        if earlier and len(script.story.steps) > 1:
            script.link(earlier[-1])


def play(stories: Iterable[Story], until: datetime) -> int:
    """Every step up to now, all organisations together, each step in its own organisation's context."""
    turns = sorted(
        (step.at, number, position, story)
        for number, story in enumerate(stories)
        for position, step in enumerate(story.steps)
        if step.at <= until
    )
    with transaction.atomic():
        before = exchange_organisation("")
        for organisation_id, group in groupby(turns, key=lambda turn: turn[3].organisation.pk):
            # Not `organisation_context`: a thousand savepoints cost seconds, and one error ends all.
            exchange_organisation(str(organisation_id))
            for at, _number, position, story in group:
                story.steps[position].do(story, at)
        exchange_organisation(before)
    return len({number for _at, number, _position, _story in turns})
