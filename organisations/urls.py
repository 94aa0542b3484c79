from django.urls import path

from organisations.views import departments, letters, limits, people, places, profile

app_name = "organisations"
urlpatterns = [
    path("invitations/<str:token>/", people.accept_invitation, name="accept_invitation"),
    path("o/<slug:slug>/settings/", profile.settings, name="settings"),
    path("o/<slug:slug>/settings/profile/", profile.profile, name="profile"),
    path("o/<slug:slug>/settings/members/", people.members, name="members"),
    path("o/<slug:slug>/settings/members/<int:pk>/", people.member, name="member"),
    path(
        "o/<slug:slug>/settings/members/<int:pk>/departure/",
        people.member_departure,
        name="member_departure",
    ),
    path("o/<slug:slug>/settings/invitations/new/", people.invite, name="invite"),
    path(
        "o/<slug:slug>/settings/invitations/<int:pk>/withdrawal/",
        people.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    path("o/<slug:slug>/settings/departments/", departments.departments, name="departments"),
    path(
        "o/<slug:slug>/settings/departments/new/", departments.department_new, name="department_new"
    ),
    path("o/<slug:slug>/settings/departments/<int:pk>/", departments.department, name="department"),
    path("o/<slug:slug>/settings/places/", places.places, name="places"),
    path("o/<slug:slug>/settings/places/new/", places.place_new, name="place_new"),
    path("o/<slug:slug>/settings/places/<int:pk>/", places.place, name="place"),
    path("o/<slug:slug>/settings/places/<int:pk>/hours/", places.place_hours, name="place_hours"),
    path(
        "o/<slug:slug>/settings/places/<int:pk>/exceptions/new/",
        places.place_exception_new,
        name="place_exception_new",
    ),
    path(
        "o/<slug:slug>/settings/places/<int:pk>/exceptions/<int:exception_pk>/removal/",
        places.place_exception_removal,
        name="place_exception_removal",
    ),
    path("o/<slug:slug>/settings/time-limits/", limits.time_limits, name="time_limits"),
    path(
        "o/<slug:slug>/settings/time-limits/<int:pk>/withdrawal/",
        limits.time_limit_withdrawal,
        name="time_limit_withdrawal",
    ),
    path("o/<slug:slug>/outbox/", letters.outbox, name="outbox"),
    path("o/<slug:slug>/outbox/<int:pk>/dispatch/", letters.letter_again, name="letter_again"),
    path("o/<slug:slug>/outbox/<int:pk>/posting/", letters.letter_posted, name="letter_posted"),
]
