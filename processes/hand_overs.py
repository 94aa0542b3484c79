"""Who passes on to whom on a map, and whether it ever comes to an end."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from processes.enums import Stage
from processes.models import HandOver, StepVersion

Links = Mapping[int, Collection[int]]


def in_order(steps: Iterable[StepVersion]) -> list[StepVersion]:
    """As a map is read: by stage, then by place in the stage."""
    stages = list(Stage)
    return sorted(steps, key=lambda step: (stages.index(Stage(step.stage)), step.position))


def explicit_links(map_id: int) -> dict[int, set[int]]:
    """By the keys of the step versions, what was entered as a hand-over."""
    links: dict[int, set[int]] = {}
    pairs = HandOver.objects.filter(giver__map=map_id).values_list("giver", "taker")
    for giver, taker in pairs:
        links.setdefault(giver, set()).add(taker)
    return links


def flow(steps: Sequence[int], explicit: Links) -> dict[int, Collection[int]]:
    """Every link of a map, its steps given in order: a step that names none passes on to the next."""
    following = dict(pairwise(steps))
    return {
        step: explicit.get(step) or ([following[step]] if step in following else [])
        for step in steps
    }


def find_circle(links: Links) -> list[int]:
    """Steps that pass on to one another and in the end to the first again; empty where there are none."""
    finished: set[int] = set()
    for start in links:
        trail: dict[int, Iterator[int]] = {} if start in finished else {start: iter(links[start])}
        while trail:
            step, rest = next(reversed(trail.items()))
            following = next(rest, None)
            if following is None:
                finished.add(step)
                del trail[step]
            elif following in trail:
                path = list(trail)
                return path[path.index(following) :]
            elif following not in finished:
                trail[following] = iter(links.get(following, ()))
    return []
