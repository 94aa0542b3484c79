"""Addresses of the yearly reports: the Network's, an organisation's, and those for everyone."""

from django.urls import path

from indicators.views import reports

NETWORK = "network/reports/"
ONE = f"{NETWORK}<int:pk>"
YEAR = f"{NETWORK}<int:year>/"
OWN = "o/<slug:slug>/indicators/reports/"
PUBLIC = "indicators/reports/"
urlpatterns = [
    path(NETWORK, reports.reports, name="reports"),
    path(f"{NETWORK}new/", reports.report_new, name="report_new"),
    path(f"{ONE}/", reports.report, name="report"),
    path(f"{ONE}.pdf", reports.report_file, name="report_file"),
    path(f"{YEAR}texts/", reports.report_texts, name="report_texts"),
    path(f"{YEAR}texts/<slug:part>/", reports.report_text, name="report_text"),
    path(f"{YEAR}charts/", reports.report_charts, name="report_charts"),
    path(f"{YEAR}charts/<slug:chart>.svg", reports.report_chart, name="report_chart"),
    path(f"{YEAR}slides.pdf", reports.report_slides_pdf, name="report_slides"),
    path(OWN, reports.own_reports, name="own_reports"),
    path(f"{OWN}new/", reports.own_report_new, name="own_report_new"),
    path(f"{OWN}<int:pk>/", reports.own_report, name="own_report"),
    path(f"{OWN}<int:pk>.pdf", reports.own_report_file, name="own_report_file"),
    path(PUBLIC, reports.public_reports, name="public_reports"),
    path(
        f"{PUBLIC}<int:year>/<slug:language>.pdf",
        reports.public_report_file,
        name="public_report_file",
    ),
]
