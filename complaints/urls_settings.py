"""Addresses of the register: what an administrator sets."""

from django.urls import path

from complaints.views import closed_days, letter_templates, outbox, rules

settings_urls = [
    path("o/<slug:slug>/settings/closed-days/", closed_days.closed_days, name="closed_days"),
    path(
        "o/<slug:slug>/settings/closed-days/<int:pk>/removal/",
        closed_days.closed_day_removal,
        name="closed_day_removal",
    ),
    path(
        "o/<slug:slug>/settings/letter-templates/",
        letter_templates.letter_templates,
        name="letter_templates",
    ),
    path(
        "o/<slug:slug>/settings/letter-templates/<str:purpose>/",
        letter_templates.letter_template,
        name="letter_template",
    ),
    path("o/<slug:slug>/settings/rules/", rules.rules, name="rules"),
    path("o/<slug:slug>/outbox/<int:pk>/", outbox.letter_of_outbox, name="letter_of_outbox"),
]
