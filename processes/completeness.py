"""What the description of a service still lacks, by part and language; pure, over rows that were read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.texts import Text
from processes.enums import ServicePart
from processes.models import Service

LANGUAGES = dict(settings.LANGUAGES)
# What the public must be told, and in which languages, before a service is published.
PUBLISHED_TEXTS = ("name", "for_whom", "result")
PUBLISHED_LANGUAGES = ("nl", "fr")
TEXTS: dict[ServicePart, tuple[str, ...]] = {
    ServicePart.NAME: ("name", "words"),
    ServicePart.AUDIENCE: ("for_whom", "result"),
    ServicePart.CONDITIONS: ("conditions",),
    ServicePart.COST: ("cost",),
    ServicePart.REACH: (),
    ServicePart.APPEAL: ("appeal", "legal_basis"),
    ServicePart.VALIDITY: (),
}


@dataclass(frozen=True)
class Gap:
    """Something that is not said: in some languages, or not at all where none is named."""

    part: ServicePart
    what: str
    # Of the control that repairs it, on the page of the part.
    control: str
    languages: tuple[str, ...] = ()
    bars: bool = False

    def __str__(self) -> str:
        if not self.languages:
            return _("%(what)s: nothing said yet") % {"what": self.what}
        names = ", ".join(LANGUAGES[code] for code in self.languages)
        return _("%(what)s: missing in %(languages)s") % {"what": self.what, "languages": names}


@dataclass(frozen=True)
class PartState:
    """How far a part is, with each language that its texts need and whether it is there."""

    part: ServicePart
    gaps: tuple[Gap, ...]
    languages: tuple[tuple[str, bool], ...]
    is_begun: bool

    @property
    def is_ready(self) -> bool:
        return not self.gaps


@dataclass(frozen=True)
class Completeness:
    parts: tuple[PartState, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for state in self.parts for gap in state.gaps)

    @property
    def barring(self) -> tuple[Gap, ...]:
        """What bars publication."""
        return tuple(gap for gap in self.gaps if gap.bars)

    @property
    def languages_missing(self) -> tuple[str, ...]:
        """Languages in which something that is said in another one, or must be said, is missing."""
        lacking = {code for gap in self.gaps for code in gap.languages}
        return tuple(code for code in LANGUAGES if code in lacking)

    @property
    def ready_count(self) -> int:
        return sum(state.is_ready for state in self.parts)


@dataclass(frozen=True)
class Said:
    """A text of a part, under its name; `control` is the id of its control without the language."""

    what: str
    text: Text
    control: str
    # Must be said in the languages of publication.
    must: bool = False
    # Whether it is missed where it is said in no language.
    wanted: bool = True

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(code for code in LANGUAGES if (self.text.get(code) or "").strip())


def completeness(service: Service) -> Completeness:
    """Of a service with its parts read (`with_parts`); runs no query of its own then."""
    return Completeness(tuple(_state(service, part) for part in ServicePart))


def languages_missing(service: Service) -> tuple[str, ...]:
    """What `Completeness.languages_missing` says, from texts, documents and channels alone."""
    lacking = {
        code
        for part in ServicePart
        for said in _texts(service, part)
        for gap in _gaps_of(part, said)
        for code in gap.languages
    }
    return tuple(code for code in LANGUAGES if code in lacking)


def _state(service: Service, part: ServicePart) -> PartState:
    texts = _texts(service, part)
    facts = _facts(service, part)
    gaps = [gap for said in texts for gap in _gaps_of(part, said)]
    gaps += [Gap(part, what, control) for what, control, is_given in facts if not is_given]
    return PartState(
        part,
        tuple(gaps),
        _languages(texts),
        any(said.languages for said in texts) or any(given for _what, _id, given in facts),
    )


def _texts(service: Service, part: ServicePart) -> Sequence[Said]:
    def named(name: str) -> Said:
        what = capfirst(str(Service._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        return Said(what, getattr(service, name), f"id_{name}", must=name in PUBLISHED_TEXTS)

    return [*(named(name) for name in TEXTS[part]), *_rows(service, part)]


def _rows(service: Service, part: ServicePart) -> Iterable[Said]:
    """What the rows of a part say: a language missing in one of them is missing."""
    if part == ServicePart.CONDITIONS:
        documents = list(service.documents.all())
        asked = [row for row in documents if not row.known]
        known = [row for row in documents if row.known]
        for place, row in enumerate(asked):
            control = f"id_documents_{place}_name"
            yield Said(_("Document “%(name)s”") % {"name": row}, row.name, control)
        for place, row in enumerate(known):
            control = f"id_known_{place}_name"
            yield Said(_("Data “%(name)s”") % {"name": row}, row.name, control)
            where = _("Where “%(name)s” comes from") % {"name": row}
            control = f"id_known_{place}_known_from"
            yield Said(where, row.known_from, control, wanted=False)
    if part == ServicePart.REACH:
        for place, channel in enumerate(service.channels.all()):
            what = _("Hours of “%(channel)s”") % {"channel": channel.get_channel_display()}
            yield Said(what, channel.hours, f"id_channels_{place}_hours", wanted=False)


def _facts(service: Service, part: ServicePart) -> Sequence[tuple[str, str, bool]]:
    """What a part should say beside its texts: its name, its control, whether it is given."""
    if part == ServicePart.NAME:
        groups = bool(service.customer_groups.all())
        return [(_("Customer groups"), "div_id_customer_groups", groups)]
    if part == ServicePart.COST:
        announced = service.announced_amount is not None
        return [(_("Announced time"), "id_announced_amount", announced)]
    if part == ServicePart.REACH:
        ways = bool(service.channels.all() or service.places.all())
        return [
            (_("Department"), "id_department", service.department_id is not None),
            (_("A channel or a place"), "id_channels_0_channel", ways),
        ]
    return []


def _gaps_of(part: ServicePart, said: Said) -> Iterable[Gap]:
    there = said.languages
    missing = tuple(code for code in LANGUAGES if code not in there)
    if said.must:
        barring = tuple(code for code in missing if code in PUBLISHED_LANGUAGES)
        missing = tuple(code for code in missing if code not in barring)
        if barring:
            control = f"{said.control}_{barring[0]}"
            yield Gap(part, said.what, control, barring, bars=True)
    elif not there:
        if said.wanted:
            yield Gap(part, said.what, f"{said.control}_nl")
        return
    if missing:
        yield Gap(part, said.what, f"{said.control}_{missing[0]}", missing)


def _languages(texts: Sequence[Said]) -> tuple[tuple[str, bool], ...]:
    """Four, or none where the part has no text; a language is there where no text lacks it."""
    expected = [said for said in texts if said.must or said.languages]
    if not expected:
        return tuple((code, False) for code in LANGUAGES) if texts and texts[0].wanted else ()
    return tuple((code, all(code in said.languages for said in expected)) for code in LANGUAGES)
