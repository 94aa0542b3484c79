"""Addresses of improvements that come from the register."""

from django.urls import path

from complaints.views import actions

COMPLAINTS = "o/<slug:slug>/complaints/"
actions_urls = [
    path(f"{COMPLAINTS}<int:pk>/action/", actions.action_from_case, name="action_from_case"),
    path(
        f"{COMPLAINTS}causes/<int:pk>/action/", actions.action_from_cause, name="action_from_cause"
    ),
]
