"""What a step holds: as a change of the map keeps it, and as people read two versions side by side."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.conf import settings
from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.errors import Fact, Version
from core.texts import Text
from organisations.models import Department
from processes.durations import in_words
from processes.models import StepVersion

TEXTS = ("name", "description", "question", "risk", "receives")
CHOICES = ("actor", "channel", "ending")
# What a person fills in; place and hand-overs stand apart.
FIELDS = (
    "name",
    "actor",
    "partner",
    "department",
    "channel",
    "description",
    "question",
    "expected_amount",
    "expected_unit",
    "maximal_amount",
    "maximal_unit",
    "risk",
    "receives",
    "ending",
    "informs_on_appeal",
)
Contents = dict[str, Any]


def kept(name: str, value: Any) -> Any:
    """A value of a field as JSON holds it."""
    if name in TEXTS:
        return {code: text for code, text in value.items() if text}
    return value.pk if isinstance(value, Department) else value


def contents(step: StepVersion, hands_over: Sequence[int] | None = None) -> Contents:
    """The whole step; hand-overs by the lasting steps that take over."""
    if hands_over is None:
        takers = step.hands_over.values_list("taker__step", flat=True)
        hands_over = sorted(takers)
    place = {"pk": step.pk, "revision": step.revision, "stage": step.stage}
    # The key alone: no query for the department.
    values = {
        name: step.department_id if name == "department" else getattr(step, name) for name in FIELDS
    }
    return {
        **place,
        "position": step.position,
        **{name: kept(name, value) for name, value in values.items()},
        "hands_over": list(hands_over),
    }


def rebuilt(held: Contents, **where: Any) -> StepVersion:
    """A step as a change kept it; not in the database."""
    values = {name: held[name] for name in FIELDS if name != "department"}
    for name in TEXTS:
        values[name] = Text(values[name])
    return StepVersion(
        pk=held["pk"],
        stage=held["stage"],
        position=held["position"],
        revision=held["revision"],
        department_id=held["department"],
        **values,
        **where,
    )


def column(name: str) -> "Field[Any, Any]":
    return cast("Field[Any, Any]", StepVersion._meta.get_field(name))


def label(name: str) -> str:
    return capfirst(str(column(name).verbose_name))


def choice(name: str, value: str) -> str:
    return str(dict(column(name).flatchoices).get(value, ""))


def read(held: Contents, names: Mapping[int, str]) -> dict[tuple[str, str], str]:
    """Label and language of each fact, in the order of the page, with what it says; '' for nothing."""
    facts: dict[tuple[str, str], str] = {}

    def add_texts(name: str) -> None:
        for code, language in settings.LANGUAGES:
            facts[f"{label(name)} ({language})", code] = held[name].get(code, "")

    def add(name: str, value: str) -> None:
        facts[name, ""] = value

    add_texts("name")
    add(label("stage"), choice("stage", held["stage"]))
    add(_("Place in the stage"), str(held["position"]))
    add(label("actor"), choice("actor", held["actor"]))
    add(label("partner"), held["partner"])
    department = Department.objects.filter(pk=held["department"]).first()
    add(label("department"), str(department or ""))
    add(label("channel"), choice("channel", held["channel"]))
    for part in ("expected", "maximal"):
        amount = held[f"{part}_amount"]
        words = "" if amount is None else in_words(amount, held[f"{part}_unit"])
        add(label(f"{part}_amount"), words)
    for name in TEXTS[1:]:
        add_texts(name)
    takers = [names[step] for step in held["hands_over"] if step in names]
    add(_("Hands over to"), ", ".join(takers))
    add(label("ending"), choice("ending", held["ending"]))
    add(label("informs_on_appeal"), _("yes") if held["informs_on_appeal"] else "")
    return facts


def side_by_side(
    versions: Sequence[tuple[str, Contents]], names: Mapping[int, str]
) -> list[Version]:
    """Each version under its title; what is empty in all of them is left out."""
    found = [(title, read(held, names)) for title, held in versions]
    rows = (
        [key for key in found[0][1] if any(facts[key] for _title, facts in found)] if found else []
    )
    differing = {key for key in rows if len({facts[key] for _title, facts in found}) > 1}
    return [
        Version(
            title,
            [Fact(key[0], facts[key], key[1], differs=key in differing) for key in rows],
        )
        for title, facts in found
    ]
