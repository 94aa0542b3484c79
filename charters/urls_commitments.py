"""Addresses of the charter: what it promises, what it asks of customers, figures typed in."""

from django.urls import path

from charters.views import commitments, expectations

COMMITMENTS = "o/<slug:slug>/charters/commitments/"
COMMITMENT = f"{COMMITMENTS}<int:pk>/"
EXPECTATIONS = "o/<slug:slug>/charters/expectations/"
EXPECTATION = f"{EXPECTATIONS}<int:pk>/"
urlpatterns = [
    path(COMMITMENTS, commitments.commitments, name="commitments"),
    path(f"{COMMITMENTS}new/", commitments.commitment_new, name="commitment_new"),
    path(COMMITMENT, commitments.commitment, name="commitment"),
    path(f"{COMMITMENT}retirement/", commitments.commitment_retire, name="commitment_retire"),
    path(f"{COMMITMENT}restoration/", commitments.commitment_restore, name="commitment_restore"),
    path(f"{COMMITMENT}place/", commitments.commitment_move, name="commitment_move"),
    path(f"{COMMITMENT}figures/", commitments.commitment_figures, name="commitment_figures"),
    path(f"{EXPECTATIONS}new/", expectations.expectation_new, name="expectation_new"),
    path(EXPECTATION, expectations.expectation, name="expectation"),
    path(f"{EXPECTATION}removal/", expectations.expectation_remove, name="expectation_remove"),
    path(f"{EXPECTATION}place/", expectations.expectation_move, name="expectation_move"),
]
