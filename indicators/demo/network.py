"""The demonstration's Network: figures of every organisation, invented for years that were never published."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from random import Random

from django.utils import timezone

from complaints.models import InadmissibilityGround
from core.texts import Text
from indicators.definitions import definitions_of
from indicators.demo.invented import Codes, Key, size_of, year_of
from indicators.enums import CampaignHappening, CampaignStatus, SubmissionStatus, ValueState
from indicators.models import (
    Campaign,
    CampaignChange,
    CampaignMember,
    Measurement,
    PublishedFigure,
    Submission,
)
from indicators.releasing import refresh
from organisations.demo import CODES
from organisations.enums import Role
from organisations.models import Membership, NormOfConduct, Organisation

YEARS = 4
SILENT = 2  # organisations that gave nothing, in each year
COMMENTED = 0.25
# Near what their registers hold, so that the last year does not jump.
OF_REGISTERS = {"FIN": 130, "INAMI": 60, "BOSA": 40}
NOT_PROVIDED = {"satisfaction": 0.35, "service_transactions": 0.3}
INSTRUCTIONS = Text(
    nl="Verzonnen instructies van de demonstratie: controleer de berekende cijfers, verklaar elk"
    " verschil en laat ze bekrachtigen door het hoofd van uw organisatie.",
    fr="Instructions fictives de la démonstration : vérifiez les chiffres calculés, expliquez"
    " chaque différence et faites-les attester par le responsable de votre organisation.",
    de="Erfundene Anweisungen der Vorführung: Prüfen Sie die berechneten Zahlen, erklären Sie"
    " jeden Unterschied und lassen Sie sie von der Leitung Ihrer Organisation bestätigen.",
    en="Invented instructions of the demonstration: check the computed figures, explain every"
    " difference and have them attested by the head of your organisation.",
)
COMMENTS = (
    "Verzonnen toelichting: de stijging volgt op een nieuw onlineformulier.",
    "Commentaire fictif : la hausse suit la mise en ligne d'un nouveau formulaire.",
    "Verzonnen toelichting: één technische storing verklaart de helft van de klachten.",
    "Commentaire fictif : une panne explique la moitié des plaintes.",
)


class Invention:
    """Draws the figures of one organisation after the other; the same seed gives the same ones."""

    def __init__(self, seed: int, today: date) -> None:
        self.seed = seed
        self.today = today
        self.codes = Codes(
            list(InadmissibilityGround.objects.values_list("code", flat=True)),
            list(NormOfConduct.objects.values_list("code", flat=True)),
        )
        self.organisations = list(Organisation.objects.select_related("group").order_by("code"))
        self.random = {one.code: Random(f"{seed} {one.code}") for one in self.organisations}
        self.sizes = {
            one.code: size_of(self.random[one.code], one.group.code) for one in self.organisations
        } | OF_REGISTERS
        self.open = dict.fromkeys(self.sizes, 0)

    def years(self) -> list[int]:
        """The years before the last one of which nothing was published."""
        published = set(PublishedFigure.objects.of_network().values_list("year", flat=True))
        last = self.today.year - 1
        return [year for year in range(last - YEARS, last) if year not in published]

    def values(self, organisation: Organisation) -> dict[Key, Decimal | None]:
        code = organisation.code
        found = year_of(self.random[code], self.sizes[code], self.codes, self.open[code])
        self.open[code] = int(found["open_at_end", ""] or 0)
        return found

    def silent(self, year: int) -> set[str]:
        """Who gave nothing in a year; never one of those whose register is shown."""
        others = sorted(set(self.sizes) - set(CODES))
        return set(Random(f"{self.seed} {year}").sample(others, min(SILENT, len(others))))


def load_published_years(invention: Invention) -> None:
    """Campaigns that are over: what was given is attested and published."""
    for year in invention.years():
        campaign = begin_campaign(
            year, date(year + 1, 1, 15), date(year + 1, 3, 31), invention.organisations
        )
        silent = invention.silent(year)
        handing_in = HandingIn(campaign, at=moment(date(year + 1, 3, 10)))
        for organisation in invention.organisations:
            values = invention.values(organisation)
            if organisation.code not in silent:
                handing_in.of(organisation, values, invention.random[organisation.code])
        attest(campaign, at=moment(date(year + 1, 4, 20)))
        campaign.status = CampaignStatus.PUBLISHED
        campaign.closed_at = moment(date(year + 1, 5, 2))
        campaign.published_at = moment(date(year + 1, 7, 1))
        campaign.save()
        note(campaign, CampaignHappening.CLOSED, at=campaign.closed_at)
        note(campaign, CampaignHappening.PUBLISHED, at=campaign.published_at)
        refresh(campaign)


def begin_campaign(
    year: int, opens_on: date, due_on: date, organisations: Sequence[Organisation]
) -> Campaign:
    """Open, with every organisation in its group."""
    campaign = Campaign.objects.create(
        year=year,
        cut_off=date(year, 12, 31),
        opens_on=opens_on,
        due_on=due_on,
        instructions=INSTRUCTIONS,
        status=CampaignStatus.OPEN,
        opened_at=moment(opens_on),
    )
    CampaignMember.objects.bulk_create(
        CampaignMember(campaign=campaign, organisation=one, group=one.group)
        for one in organisations
    )
    note(campaign, CampaignHappening.OPENED, at=moment(opens_on))
    return campaign


def note(campaign: Campaign, happening: CampaignHappening, *, at: datetime) -> None:
    """A line of its history, by who coordinates the Network in the demonstration."""
    coordinators = Membership.objects.active().with_role(Role.NETWORK_COORDINATOR)
    found = coordinators.select_related("user").order_by("pk").first()
    by = found.user if found else None
    CampaignChange.objects.create(campaign=campaign, happening=happening, at=at, by=by)


class HandingIn:
    """Submissions of one campaign, all handed in at one moment."""

    def __init__(self, campaign: Campaign, *, at: datetime) -> None:
        self.campaign = campaign
        self.at = at
        self.definitions = definitions_of(campaign.year)

    def of(
        self, organisation: Organisation, values: Mapping[Key, Decimal | None], random: Random
    ) -> Submission:
        """The invented figures of one organisation."""
        submission = Submission.objects.create(
            campaign=self.campaign,
            organisation=organisation,
            status=SubmissionStatus.SUBMITTED,
            from_register=False,
            comment=random.choice(COMMENTS) if random.random() < COMMENTED else "",
            submitted_at=self.at,
        )
        absent = {code for code, share in NOT_PROVIDED.items() if random.random() < share}
        Measurement.objects.bulk_create(self.measurements(submission, values, absent))
        return submission

    def measurements(
        self, submission: Submission, values: Mapping[Key, Decimal | None], absent: set[str]
    ) -> Iterator[Measurement]:
        for (code, breakdown), value in values.items():
            if code not in self.definitions:
                continue
            definition = self.definitions[code]
            state = ValueState.VALUE if value is not None else ValueState.NOT_APPLICABLE
            if code in absent:
                state = ValueState.NOT_PROVIDED
            yield Measurement(
                submission=submission,
                indicator=definition.indicator,
                definition=definition,
                breakdown=breakdown,
                state=state,
                declared=value if state == ValueState.VALUE else None,
            )


def attest(campaign: Campaign, *, at: datetime, codes: Sequence[str] | None = None) -> None:
    """Every submission of the campaign, or those of these organisations."""
    rows = campaign.submissions.filter(status=SubmissionStatus.SUBMITTED)
    if codes is not None:
        rows = rows.filter(organisation__code__in=codes)
    rows.update(status=SubmissionStatus.ATTESTED, in_force=True, attested_at=at)


def moment(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=timezone.get_default_timezone())
