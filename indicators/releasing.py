"""The figures of a published year, made once for everybody who reads them: sums, small numbers hidden.

A release is made when a campaign is published, and again when figures of it are attested later or
corrected. Between two of them nothing changes.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product

from django.db import transaction
from django.db.models import Max, Q

from indicators.definitions import definitions_of
from indicators.enums import Origin, Unit, ValueState
from indicators.figures import GROUP, NETWORK, Figure, of_groups, of_network, read_figures
from indicators.models import (
    Campaign,
    Measurement,
    NetworkSettings,
    PublicFigure,
    PublicRelease,
)
from indicators.small_cells import CHAINED, Seen, hidden_figures

SMALLEST_SHOWN = 5
IN_NETWORK, REPORTING = "organisations_in_network", "organisations_reporting"


@transaction.atomic
def refresh(campaign: Campaign) -> PublicRelease:
    """Make the public figures of the campaign's year anew, from what is attested now."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    smallest = smallest_shown()
    figures = _figures(locked)
    hidden = hidden_figures(figures, smallest, _seen_before(locked)).keys
    locked.public_figures.all().delete()
    PublicFigure.objects.bulk_create(
        (_row(locked, figure, is_hidden=figure.key in hidden) for figure in figures),
        batch_size=1000,
    )
    last = locked.releases.aggregate(last=Max("number"))["last"] or 0
    in_force = locked.submissions.in_force().values_list("organisation__code", "version")
    return PublicRelease.objects.create(
        campaign=locked, number=last + 1, smallest_shown=smallest, versions=dict(in_force)
    )


def smallest_shown() -> int:
    """Numbers below it are hidden from the public."""
    row = NetworkSettings.objects.first()
    return row.smallest_shown if row else SMALLEST_SHOWN


def _figures(campaign: Campaign) -> list[Figure]:
    attested = Measurement.objects.in_force().filter(submission__campaign=campaign)
    given = [figure for figure in read_figures(attested) if figure.group]
    groups = [figure for figure in of_groups(given) if figure.subject != GROUP]
    return [*given, *_missing(campaign, given), *groups, *of_network(given), *_counts(campaign)]


def _missing(campaign: Campaign, given: Iterable[Figure]) -> Iterator[Figure]:
    """What was asked of an organisation of the Network and not given: missing is not zero."""
    there = {(figure.subject, figure.indicator) for figure in given}
    asked = [
        version
        for version in definitions_of(campaign.year).values()
        if version.indicator.origin != Origin.CAMPAIGN
    ]
    members = campaign.members.values_list("organisation__code", "group__code")
    for (code, group), version in product(members, asked):
        if (code, version.indicator.code) not in there:
            yield Figure(
                campaign.year,
                code,
                group,
                version.indicator.code,
                "",
                ValueState.NOT_PROVIDED,
                None,
                version.unit,
                version.number,
            )


def _counts(campaign: Campaign) -> Iterator[Figure]:
    """How many organisations there are, and how many of them reported."""
    versions = definitions_of(campaign.year)
    members = list(campaign.members.values_list("organisation_id", "group__code"))
    reporting = set(campaign.submissions.in_force().values_list("organisation_id", flat=True))
    subjects = [(NETWORK, ""), *sorted({(GROUP + group, group) for _pk, group in members})]
    for subject, group in subjects:
        of_it = [pk for pk, of_group in members if not group or of_group == group]
        for code, count in (
            (IN_NETWORK, len(of_it)),
            (REPORTING, len([pk for pk in of_it if pk in reporting])),
        ):
            if code in versions:
                yield Figure(
                    campaign.year,
                    subject,
                    group,
                    code,
                    "",
                    ValueState.VALUE,
                    Decimal(count),
                    Unit.ORGANISATIONS,
                    versions[code].number,
                    organisations=count,
                )


def _seen_before(campaign: Campaign) -> Iterable[Seen]:
    """This year as last released, and the stock of the years beside it."""
    beside = Q(campaign__year__in=(campaign.year - 1, campaign.year + 1), indicator__in=CHAINED)
    rows = PublicFigure.objects.filter(Q(campaign=campaign) | beside).select_related("campaign")
    for row in rows:
        yield Seen(
            Figure(
                row.campaign.year,
                row.subject,
                row.group,
                row.indicator,
                row.breakdown,
                row.state,
                row.value,
                row.unit,
                row.definition_version,
                row.organisations,
            ),
            row.is_hidden,
        )


def _row(campaign: Campaign, figure: Figure, *, is_hidden: bool) -> PublicFigure:
    return PublicFigure(
        campaign=campaign,
        subject=figure.subject,
        group=figure.group,
        indicator=figure.indicator,
        breakdown=figure.breakdown,
        state=figure.state,
        value=figure.value,
        is_hidden=is_hidden,
        unit=figure.unit,
        definition_version=figure.version,
        organisations=figure.organisations,
    )
