"""Addresses of the register without sign-in."""

from django.urls import path

from complaints.views import public, tracking

public_urls = [
    path("organisations/<slug:slug>/complaints/new/", public.file, name="file"),
    path("organisations/<slug:slug>/complaints/filed/", public.filed, name="filed"),
    path("track/", tracking.track, name="track"),
    path("track/case/", tracking.tracked_case, name="tracked_case"),
    # Below the page, where its cookie is sent and can be deleted.
    path("track/case/leave/", tracking.leave, name="leave_tracking"),
]
