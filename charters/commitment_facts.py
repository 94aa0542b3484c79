"""What a commitment holds: as a change of the charter keeps it, and as people read two versions side by side."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.conf import settings
from django.db.models import Field, Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from charters.enums import WITH_LIMIT, Metric
from charters.metric_words import plain_number
from charters.models import Commitment, Expectation, Regulation
from core.errors import Fact, Version
from core.templatetags.ui import day_plain
from core.texts import Text
from organisations.models import NormOfConduct, User
from processes.models import CustomerGroup, Service

TEXTS = ("text", "explanation", "figure_name", "figure_unit", "change_reason")
LINKS: dict[str, Callable[[], QuerySet[Any]]] = {
    "service": Service.objects.all,
    "norm": NormOfConduct.objects.all,
    "regulation": Regulation.objects.all,
    "owner": User.objects.all,
}
CHOICES = ("topic", "stage", "metric", "unit", "figure_better")
# What a person fills in, in the order of the page; the customer groups stand apart.
FIELDS = (
    "topic",
    "text",
    "explanation",
    "service",
    "stage",
    "metric",
    "amount",
    "unit",
    "norm",
    "target",
    "figure_name",
    "figure_unit",
    "figure_target",
    "figure_better",
    "regulation",
    "owner",
    "valid_from",
    "valid_until",
    "change_reason",
)
GROUPS = "customer_groups"
# Which fields belong to a metric: of another one they are emptied.
FIELDS_OF_METRIC: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(WITH_LIMIT, ("amount", "unit", "target")),
    Metric.ANSWERED_IN_LANGUAGE: ("target",),
    Metric.FOUNDED_ON_NORM: ("norm", "target"),
    Metric.YEARLY_FIGURE: ("figure_name", "figure_unit", "figure_target", "figure_better"),
    Metric.NONE: (),
}
METRIC_FIELDS = tuple(dict.fromkeys(name for names in FIELDS_OF_METRIC.values() for name in names))
Contents = dict[str, Any]


def kept(value: Any) -> Any:
    """A value of a field as JSON holds it."""
    if isinstance(value, Mapping):
        return {code: value[code] for code, _name in settings.LANGUAGES if value.get(code)}
    if isinstance(value, Decimal):
        # As the database gives it back or as it was typed: the same number.
        return f"{value.normalize():f}"
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def contents(commitment: Commitment) -> Contents:
    """The whole commitment, customer groups included."""
    groups = sorted(commitment.customer_groups.values_list("pk", flat=True))
    # The key of a link alone: no query for what it leads to.
    values = {name: getattr(commitment, f"{name}_id" if name in LINKS else name) for name in FIELDS}
    return {
        "pk": commitment.pk,
        "revision": commitment.revision,
        "retired": commitment.is_retired,
        **{name: kept(value) for name, value in values.items()},
        GROUPS: groups,
    }


def sent_contents(fields: Mapping[str, Any]) -> Contents:
    """What a verb was given, as `contents` has it."""
    told = {name: kept(value) for name, value in fields.items() if name != GROUPS}
    if GROUPS in fields:
        told[GROUPS] = sorted(group.pk for group in fields[GROUPS])
    return told


def column(name: str) -> "Field[Any, Any]":
    return cast("Field[Any, Any]", Commitment._meta.get_field(name))


def label(name: str) -> str:
    return capfirst(str(column(name).verbose_name))


def read(held: Contents) -> dict[tuple[str, str], str]:
    """Label and language of each fact, in the order of the page, with what it says; '' for nothing."""
    facts: dict[tuple[str, str], str] = {}
    belonging = FIELDS_OF_METRIC.get(held["metric"], ())
    for name in FIELDS:
        if name in METRIC_FIELDS and name not in (*belonging, *TEXTS):
            # Units have a value whatever the metric.
            facts[label(name), ""] = ""
        elif name in TEXTS:
            for code, language in settings.LANGUAGES:
                facts[f"{label(name)} ({language})", code] = held[name].get(code, "")
        else:
            facts[label(name), ""] = _value(name, held[name])
        if name == "stage":
            groups = CustomerGroup.objects.filter(pk__in=held[GROUPS])
            facts[label(GROUPS), ""] = ", ".join(str(group) for group in groups)
    facts[_("Retired"), ""] = _("yes") if held["retired"] else ""
    return facts


def _value(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if name in LINKS:
        return str(LINKS[name]().filter(pk=value).first() or "")
    if name in CHOICES:
        return str(dict(column(name).flatchoices).get(value, ""))
    if name.startswith("valid_"):
        return day_plain(date.fromisoformat(value))
    return plain_number(Decimal(value))


def side_by_side(versions: Sequence[tuple[str, Contents]]) -> list[Version]:
    """Each version under its title; what is empty in all of them is left out."""
    return versions_of([(title, read(held)) for title, held in versions])


def expectation_contents(expectation: Expectation) -> Contents:
    return {
        "pk": expectation.pk,
        "revision": expectation.revision,
        "text": kept(expectation.text),
    }


def texts_side_by_side(versions: Sequence[tuple[str, Mapping[str, str]]]) -> list[Version]:
    """Of an expectation, which is nothing but its text."""
    title = capfirst(str(Expectation._meta.get_field("text").verbose_name))
    return versions_of(
        [
            (
                name,
                {
                    (f"{title} ({language})", code): text.get(code, "")
                    for code, language in settings.LANGUAGES
                },
            )
            for name, text in versions
        ]
    )


def versions_of(found: Sequence[tuple[str, Mapping[tuple[str, str], str]]]) -> list[Version]:
    rows = [key for key in found[0][1] if any(facts[key] for _title, facts in found)]
    differing = {key for key in rows if len({facts[key] for _title, facts in found}) > 1}
    return [
        Version(
            title,
            [Fact(key[0], facts[key], key[1], differs=key in differing) for key in rows],
        )
        for title, facts in found
    ]


def as_text(values: Mapping[str, str]) -> Text:
    """Without blanks around it and without empty languages."""
    return Text(
        {
            code: values[code].strip()
            for code, _name in settings.LANGUAGES
            if values.get(code, "").strip()
        }
    )
