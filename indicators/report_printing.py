"""A report as a paper: which template, with what beside its contents; equal input gives equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core.pdf import IN_OUR_TYPEFACE
from indicators.enums import CampaignStatus, ReportKind, ReportPart
from indicators.models import Campaign
from indicators.report_contents import NetworkReport, network_report
from indicators.report_own import OwnReport, own_report
from organisations.models import DemoLoad, Organisation

# Where the chapters stand on the thread of the cover, in millimetres.
FIRST_STOP, BETWEEN_STOPS = 192, 14


def html_of(
    campaign: Campaign, organisation: Organisation | None, language: str, made_on: date
) -> str:
    """The report of the Network, or of an organisation, as the page that the PDF is made of."""
    with translation.override(language):
        if organisation is None:
            template, context = ReportKind.NETWORK, of_network(network_report(campaign))
        else:
            template, context = ReportKind.ORGANISATION, of_own(own_report(campaign, organisation))
        beside = {
            "LANGUAGE_CODE": language,
            "made_on": made_on,
            "is_published": campaign.status == CampaignStatus.PUBLISHED,
            "demo_loaded": DemoLoad.objects.exists(),
        }
        html = render_to_string(TEMPLATES[template], {**beside, **context})
    return html.translate(IN_OUR_TYPEFACE)


TEMPLATES = {
    ReportKind.NETWORK: "indicators/print/report.html",
    ReportKind.ORGANISATION: "indicators/print/own_report.html",
}


def of_network(report: NetworkReport) -> dict[str, object]:
    kind = _("Yearly report %(year)s") % {"year": report.year}
    heading = _("Complaints in the federal administration")
    publisher = Organisation.objects.filter(coordinates_network=True).first()
    return {
        "title": f"{heading} · {kind}",
        "heading": heading,
        "kind": kind,
        "organisation": {"name": publisher.name if publisher else ""},
        "report": report,
        "stops": stops(report.stops),
        "foreword": report.texts.get(ReportPart.FOREWORD),
        "method": report.texts.get(ReportPart.METHOD),
        "of_organisations": report.texts.get(ReportPart.ORGANISATIONS),
        "conclusion": report.texts.get(ReportPart.CONCLUSION),
    }


def of_own(report: OwnReport) -> dict[str, object]:
    kind = _("Yearly report %(year)s") % {"year": report.year}
    heading = _("How we handled complaints")
    titles = [chapter.title for chapter in report.chapters][:6]
    return {
        "title": " · ".join([heading, str(report.organisation.name), kind]),
        "heading": heading,
        "kind": kind,
        "organisation": {"name": report.organisation.name},
        "report": report,
        "stops": stops(titles),
    }


def stops(titles: Sequence[str]) -> list[tuple[int, str]]:
    return [(FIRST_STOP + BETWEEN_STOPS * place, title) for place, title in enumerate(titles)]
