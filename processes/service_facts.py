"""What a service says, part by part, as its record page shows it; and the one step that comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.templatetags.ui import day_plain
from core.texts import Text
from processes import durations
from processes.completeness import Completeness, Gap, PartState
from processes.enums import PaymentMeans, ServicePart
from processes.models import Service, ServiceDocument


@dataclass(frozen=True)
class Line:
    """Some words and their language, where that is not the page's."""

    text: str
    language: str = ""
    detail: str = ""
    detail_language: str = ""


@dataclass(frozen=True)
class Fact:
    label: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class PartTold:
    """A part as the record page shows it."""

    state: PartState
    facts: Sequence[Fact]


@dataclass(frozen=True)
class NextStep:
    """What comes next: a sentence and, where something is to be done, its button."""

    sentence: str
    label: str = ""
    url: str = ""
    is_post: bool = False
    # Everything that is missing, the most urgent first, and where it is repaired.
    gaps: Sequence[tuple[Gap, str]] = ()

    @property
    def part(self) -> ServicePart | None:
        """Where the thread stands."""
        return self.gaps[0][0].part if self.gaps else None


def told(service: Service, found: Completeness) -> list[PartTold]:
    """Each part with what is said in it; of a service with its parts read."""
    return [PartTold(state, facts(service, state.part)) for state in found.parts]


def facts(service: Service, part: ServicePart) -> list[Fact]:
    return [fact for fact in FACTS[part](service) if fact.lines]


def in_words(text: Text) -> list[Line]:
    return [Line(str(text), text.shown_language)] if str(text) else []


def each(rows: Sequence[object], name: str = "name") -> list[Line]:
    texts: list[Text] = [getattr(row, name) for row in rows]
    return [Line(str(text), text.shown_language) for text in texts]


def plainly(value: object) -> list[Line]:
    return [] if value is None or value == "" else [Line(str(value))]


def labelled(service: Service, name: str) -> Fact:
    """A text under the name of its column."""
    label = capfirst(str(Service._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    return Fact(label, in_words(getattr(service, name)))


def _name(service: Service) -> list[Fact]:
    words = " · ".join(line.strip() for line in str(service.words).splitlines() if line.strip())
    return [
        Fact(_("Code"), plainly(service.code)),
        Fact(_("Words people use"), [Line(words, service.words.shown_language)] if words else []),
        Fact(_("Customer groups"), each(list(service.customer_groups.all()))),
        Fact(_("Life events"), each(list(service.life_events.all()))),
    ]


def _audience(service: Service) -> list[Fact]:
    return [labelled(service, "for_whom"), labelled(service, "result")]


def _conditions(service: Service) -> list[Fact]:
    documents = list(service.documents.all())
    return [
        labelled(service, "conditions"),
        Fact(_("Documents we ask"), each([row for row in documents if not row.known])),
        Fact(_("Data we have already"), [_known(row) for row in documents if row.known]),
    ]


def _known(row: ServiceDocument) -> Line:
    name, source = row.name, row.known_from
    detail = _("from %(source)s") % {"source": source} if str(source) else ""
    return Line(str(name), name.shown_language, detail, source.shown_language)


def _cost(service: Service) -> list[Fact]:
    means = [PaymentMeans(code).label for code in service.payment_means]
    return [
        labelled(service, "cost"),
        Fact(_("Means of payment"), plainly(capfirst(", ".join(str(label) for label in means)))),
        Fact(_("Announced time"), plainly(durations.announced(service))),
        Fact(_("Legal time"), plainly(durations.legal(service))),
    ]


def _reach(service: Service) -> list[Fact]:
    channels = [
        Line(
            f"{capfirst(row.get_channel_display())} · {row.contact}"
            if row.contact
            else capfirst(row.get_channel_display()),
            "",
            str(row.hours),
            row.hours.shown_language,
        )
        for row in service.channels.all()
    ]
    department = each([service.department]) if service.department else []
    return [
        Fact(_("Department"), department),
        Fact(_("Channels"), channels),
        Fact(_("Places"), each(list(service.places.all()))),
    ]


def _appeal(service: Service) -> list[Fact]:
    within = durations.of(service.appeal_amount, service.appeal_unit)
    return [
        labelled(service, "appeal"),
        Fact(_("Time to appeal"), plainly(within)),
        labelled(service, "legal_basis"),
    ]


def _validity(service: Service) -> list[Fact]:
    always = [Line(pgettext("period", "always"))]
    is_bounded = service.valid_from or service.valid_until
    return [
        Fact(_("Valid"), [] if is_bounded else always),
        Fact(_("Valid from"), plainly(day_plain(service.valid_from))),
        Fact(_("Valid until"), plainly(day_plain(service.valid_until))),
        Fact(_("Source"), plainly(service.source)),
    ]


FACTS = {
    ServicePart.NAME: _name,
    ServicePart.AUDIENCE: _audience,
    ServicePart.CONDITIONS: _conditions,
    ServicePart.COST: _cost,
    ServicePart.REACH: _reach,
    ServicePart.APPEAL: _appeal,
    ServicePart.VALIDITY: _validity,
}


def next_step(service: Service, found: Completeness, *, may_edit: bool) -> NextStep:
    """The one thing to do now: say what is missing, publish, or nothing."""
    if not may_edit:
        said = _("Everyone sees this service.") if service.is_published else _("A draft.")
        return NextStep(said)
    gap = next(iter((*found.barring, *found.gaps)), None)
    gaps = [(one, url_of(service, one)) for one in (*found.barring, *found.gaps)]
    gaps = list(dict(gaps).items())
    label = _("Complete “%(part)s”") % {"part": gap.part.label} if gap else ""
    if gap and found.barring:
        sentence = _("Before the service can be published: %(gap)s.") % {"gap": gap}
        return NextStep(sentence, label, gaps[0][1], gaps=gaps)
    if not service.is_published:
        url = reverse("processes:service_publish", args=[service.organisation.slug, service.pk])
        sentence = (
            _("The public can be told. What is still missing can follow.")
            if gap
            else _("Everything is said, in four languages.")
        )
        return NextStep(sentence, _("Publish the service"), url, is_post=True, gaps=gaps)
    if gap:
        sentence = _("Everyone sees this service. Still missing: %(gap)s.") % {"gap": gap}
        return NextStep(sentence, label, gaps[0][1], gaps=gaps)
    return NextStep(_("Everyone sees this service. Everything is said, in four languages."))


def url_of(service: Service, gap: Gap) -> str:
    """The control that repairs it."""
    keys = [service.organisation.slug, service.pk, gap.part]
    return f"{reverse('processes:service_part', args=keys)}#{gap.control}"
