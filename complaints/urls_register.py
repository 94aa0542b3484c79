"""Addresses of the register: the list, its exports, a case and its files, and each move."""

from django.urls import URLPattern, path

from complaints.urls_moves import moves_urls
from complaints.views import evidence, files, intake, readings, record, register

CASES = "o/<slug:slug>/complaints/"
CASE = f"{CASES}<int:pk>/"

register_urls: list[URLPattern] = [
    path(CASES, register.register, name="list"),
    path(f"{CASES}new/", intake.intake, name="intake"),
    path(f"{CASES}register.csv", register.export_csv, name="export_csv"),
    path(f"{CASES}register.xlsx", register.export_xlsx, name="export_xlsx"),
    path(f"{CASES}readings/", readings.readings, name="readings"),
    path(f"{CASES}evidence/", evidence.evidence_overview, name="evidence_overview"),
    path(f"{CASES}evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path(CASE, record.detail, name="detail"),
    path(f"{CASE}file.pdf", record.file_pdf, name="file_pdf"),
    path(f"{CASE}attachments/<int:attachment_pk>/", files.attachment, name="attachment"),
    path(f"{CASE}letters/<int:letter_pk>/", files.letter, name="letter"),
    path(f"{CASE}letters/<int:letter_pk>/letter.pdf", files.letter_pdf, name="letter_pdf"),
    *moves_urls,
]
