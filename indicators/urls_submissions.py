"""Addresses of an organisation's yearly figures, from the first number to the attestation."""

from django.urls import path

from indicators.views import attesting, submission_files, submissions

INDICATORS = "o/<slug:slug>/indicators/"
YEAR = f"{INDICATORS}<int:year>/"
SUBMISSION = f"{YEAR}submission/"
urlpatterns = [
    path(f"{INDICATORS}submissions/", submissions.submissions, name="submissions"),
    path(SUBMISSION, submissions.submission, name="submission"),
    path(f"{SUBMISSION}begin/", submissions.begin, name="submission_begin"),
    path(f"{SUBMISSION}computation/", submissions.compute, name="submission_computation"),
    path(
        f"{SUBMISSION}figures/<slug:section>/",
        submissions.submission_figures,
        name="submission_figures",
    ),
    path(f"{SUBMISSION}file/", submission_files.submission_file, name="submission_file"),
    path(f"{SUBMISSION}figures.csv", submission_files.csv, name="submission_csv"),
    path(f"{SUBMISSION}figures.xlsx", submission_files.xlsx, name="submission_xlsx"),
    path(f"{SUBMISSION}questions/", submissions.submission_questions, name="submission_questions"),
    path(f"{SUBMISSION}sending/", submissions.submission_sending, name="submission_sending"),
    path(f"{SUBMISSION}history/", submissions.submission_history, name="submission_history"),
    path(
        f"{SUBMISSION}versions/<int:number>/",
        submissions.submission_version,
        name="submission_version",
    ),
    path(f"{YEAR}attestation/", attesting.attestation, name="attestation"),
    path(f"{YEAR}correction/", attesting.correction, name="correction"),
    path(f"{YEAR}correction/dropping/", attesting.correction_dropping, name="correction_dropping"),
]
