"""Addresses of register files: cases that come from elsewhere, and the register as a file."""

from django.urls import path

from complaints.views import register_files

FILES = "o/<slug:slug>/complaints/files/"
files_urls = [
    path(FILES, register_files.files, name="register_files"),
    path(f"{FILES}<int:pk>/", register_files.file, name="register_file"),
    path(f"{FILES}export/", register_files.export, name="register_export"),
    path(f"{FILES}export/register.csv", register_files.export_csv, name="register_export_csv"),
    path(f"{FILES}export/register.xlsx", register_files.export_xlsx, name="register_export_xlsx"),
]
