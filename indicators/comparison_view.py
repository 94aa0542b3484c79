"""Everything that a comparison shows, from one reading: the page and each of its files take it from here."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.drawing import Chart
from core.templatetags.ui import number
from indicators.asked import Words
from indicators.compared import Asked, Compared, base_of, fitting, read, valid_in
from indicators.comparing import Adding, rounded
from indicators.comparison import (
    Explanation,
    Options,
    Selected,
    Show,
    Stat,
    Table,
    View,
    notes_of,
    said_of,
    select,
)
from indicators.comparison_charts import chart_of_funnel, strips_chart, years_charts
from indicators.comparison_tables import funnel_table, quartiles_table, years_table
from indicators.comparison_words import Figure
from indicators.enums import Unit
from indicators.figures import ADDED_UP, DENOMINATOR, NUMERATOR
from indicators.funnel_points import FunnelOf, funnel_of
from indicators.models import CheckAnswer, IndicatorVersion, Submission
from indicators.querysets import CampaignQuerySet, MeasurementQuerySet


def selection(
    asked: Asked,
    options: Options,
    *,
    campaigns: CampaignQuerySet,
    measurements: MeasurementQuerySet,
    versions: Sequence[IndicatorVersion],
    words: Words,
) -> Selected:
    """The values that were asked for, of those who were chosen; for a page as for a report."""
    compared = read(asked, campaigns=campaigns, measurements=measurements, versions=versions)
    return select(compared, options, figure_of(compared, words))


def figure_of(compared: Compared, words: Words) -> Figure:
    base = ""
    if compared.base and compared.base_key:
        base = words.of(compared.base, compared.base_key[1])
    return Figure(compared, words.of(compared.definition, compared.asked.breakdown), base)


def asked_for(asked: Asked, show: str, versions: Sequence[IndicatorVersion]) -> Asked:
    """A funnel needs a share: a count without one is shown as a share of what it is a part of."""
    own = [one for one in versions if one.indicator.code == asked.code]
    unit = valid_in(own, asked.last).unit
    fitted = fitting(asked, unit)
    if show == Show.FUNNEL and fitted.measure == "value" and unit in ADDED_UP:
        shared = Asked(asked.code, asked.breakdown, "share", asked.first, asked.last)
        return shared if base_of(*asked.key) else fitted
    return fitted


def view_of(selected: Selected) -> View:
    """The view that its options ask for; where no funnel can be drawn, quartiles stand in its place."""
    show, method = selected.options.show, []
    funnel = funnel_in(selected) if show == Show.FUNNEL else None
    explanations: list[Explanation] = []
    charts: list[Chart]
    table: Table
    if funnel:
        charts, table = [chart_of_funnel(selected, funnel)], funnel_table(selected, funnel)
        explanations = explained(selected, funnel)
        method = how_funnel()
    elif show == Show.YEARS:
        charts, table = years_charts(selected), years_table(selected)
        method = how_quartiles()
    else:
        charts, table = [strips_chart(selected)], quartiles_table(selected)
        method = how_quartiles()
    said = said_of(selected)
    if show == Show.FUNNEL and not funnel:
        said.append(
            _("Of this figure no share is known: its quartiles stand in place of a funnel.")
        )
    notes = notes_of(selected) if show == Show.YEARS else []
    return View(
        selected.figure.subject,
        stats_of(selected, funnel),
        said,
        charts,
        table,
        notes,
        explanations,
        method,
    )


def stats_of(selected: Selected, funnel: FunnelOf | None) -> list[Stat]:
    """Of the last year: the whole, who reported, the middle half, and what lies outside a funnel."""
    figure, year = selected.figure, selected.last
    found = selected.reported(year)
    stats = []
    whole = selected.whole(year)
    if whole.is_known:
        label = _("%(name)s, %(year)s") % {"name": selected.name, "year": year}
        basis = figure.basis(whole) or figure.unit
        stats.append(Stat(label, figure.write(whole.number), basis))
    value = _("%(given)s of %(members)s") % {
        "given": number(found.answered),
        "members": number(found.members),
    }
    n = len(found.missing)
    missing = ngettext("%(n)s is missing", "%(n)s are missing", n) % {"n": number(n)}
    label = _("Organisations that reported")
    if found.members:
        stats.append(Stat(label, value, missing if n else _("nobody is missing")))
    quartiles = selected.quartiles(year)
    if quartiles:
        low, median, high = (
            figure.write(rounded(one)) for one in (quartiles.low, quartiles.median, quartiles.high)
        )
        basis = _("half of them lie between %(low)s and %(high)s") % {"low": low, "high": high}
        stats.append(Stat(_("Median of the organisations"), median, basis))
    if funnel:
        basis = _("further from the whole than chance explains (99.8%)")
        stats.append(Stat(_("Outside the funnel"), number(len(funnel.outside)), basis))
    return stats


def funnel_in(selected: Selected) -> FunnelOf | None:
    compared = selected.compared
    if compared.rule.adding != Adding.RATIO:
        return None
    return funnel_of(selected.tracks, selected.last, compared.rule, halves_in_words(selected))


def halves_in_words(selected: Selected) -> tuple[str, str]:
    """What the two halves of the share are called."""
    figure, definition = selected.figure, selected.compared.definition
    if figure.base_name:
        return figure.name, figure.base_name
    above, below = str(definition.numerator), str(definition.denominator)
    unit = str(Unit(definition.parts_unit).label) if definition.parts_unit else ""
    return above or unit or NUMERATOR, below or unit or DENOMINATOR


def explained(selected: Selected, funnel: FunnelOf) -> list[Explanation]:
    """What those outside say themselves: the comment of their submission and their answers about this figure."""
    codes = [point.code for point in funnel.outside]
    found: dict[str, list[str]] = {code: [] for code in codes}
    of_year = Submission.objects.in_force().filter(
        campaign__year=selected.last, organisation__code__in=codes
    )
    for code, comment in of_year.values_list("organisation__code", "comment"):
        if comment.strip():
            found[code].append(comment.strip())
    # A question names its check, its figure, the part, and a mark.
    answers = CheckAnswer.objects.filter(
        submission__in=of_year, question__contains=f":{selected.compared.asked.code}:"
    )
    for code, text in answers.order_by("pk").values_list("submission__organisation__code", "text"):
        found[code].append(text)
    return [
        Explanation(selected.compared.name(point.code), str(point.place.label), found[point.code])
        for point in funnel.outside
    ]


def how_quartiles() -> list[str]:
    return [
        _(
            "Quartiles are interpolated linearly between neighbouring values, both ends included; of"
            " fewer than five organisations none are given."
        ),
        _(
            "The whole of a share is the sum of the numerators over the sum of the denominators,"
            " never a mean of shares."
        ),
    ]


def how_funnel() -> list[str]:
    return [
        _(
            "In the dark band lie 95 of 100 organisations if chance alone makes them differ, in the"
            " light band 998 of 1,000. Few cases, much chance: that is why the bands are wide at the"
            " left."
        ),
        _("A diamond lies outside: it is to be understood, and is neither good nor bad by itself."),
        _(
            "Limits are exact binomial limits around the rate of all that are shown, interpolated"
            " between whole numbers."
        ),
    ]
