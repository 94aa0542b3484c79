"""Ten published years of the whole Network, with invented figures: what public pages and open data read."""

from datetime import date

YEARS = range(2016, 2026)
SEED = 3


def collect(invention, year):
    """The campaign of a year, with the attested figures of every organisation."""
    from indicators.demo.network import HandingIn, attest, begin_campaign, moment

    campaign = begin_campaign(
        year, date(year + 1, 1, 15), date(year + 1, 3, 31), invention.organisations
    )
    handing_in = HandingIn(campaign, at=moment(date(year + 1, 3, 10)))
    for organisation in invention.organisations:
        values = invention.values(organisation)
        handing_in.of(organisation, values, invention.random[organisation.code])
    attest(campaign, at=moment(date(year + 1, 4, 20)))
    return campaign


def publish_years(say):
    """Unless they are there already."""
    from indicators.demo.network import Invention, moment
    from indicators.enums import CampaignStatus
    from indicators.models import Campaign
    from indicators.releasing import refresh

    if Campaign.objects.filter(year=YEARS[-1]).exists():
        return
    invention = Invention(SEED, date(YEARS[-1] + 1, 1, 1))
    for year in YEARS:
        campaign = collect(invention, year)
        campaign.status = CampaignStatus.PUBLISHED
        campaign.published_at = moment(date(year + 1, 7, 1))
        campaign.save()
        refresh(campaign)
        say(f"figures of {year} are published")


def public_addresses(language, slug):
    """Name, address and aim of what anyone may read of them."""
    figures = f"/{language}/indicators/"
    data = "/open-data/indicators"
    return [
        ("figures of the Network", figures, "public"),
        ("figures of an organisation", f"{figures}organisations/{slug}/", "public"),
        ("chart for other sites", f"{figures}charts/complaints_received/", "public"),
        ("open data explained", f"{figures}open-data/", "public"),
        ("open data, one organisation", f"{data}.csv?organisation={slug.upper()}", "public"),
        ("open data, one year, CSV", f"{data}.csv?year={YEARS[-1]}", "public"),
        ("open data, everything, CSV", f"{data}.csv", "public"),
        ("open data, everything, JSON", f"{data}.json", "public"),
    ]
