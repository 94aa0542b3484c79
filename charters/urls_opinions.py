"""Addresses of the charter: what colleagues and customers say of it."""

from django.urls import path

from charters.views import consultations, consulting, remarks

CHARTER = "o/<slug:slug>/charters/"
CONSULTATIONS = f"{CHARTER}consultations/"
PUBLIC = "organisations/<slug:slug>/charter/consultation/<slug:token>/"
urlpatterns = [
    path(f"{CHARTER}remarks/", remarks.remarks, name="remarks"),
    path(f"{CHARTER}remarks/new/", remarks.remark_new, name="remark_new"),
    path(f"{CHARTER}remarks/<int:pk>/", remarks.remark, name="remark"),
    path(CONSULTATIONS, consultations.consultations, name="consultations"),
    path(f"{CONSULTATIONS}new/", consultations.consultation_new, name="consultation_new"),
    path(f"{CONSULTATIONS}<int:pk>/", consultations.consultation, name="consultation"),
    path(
        f"{CONSULTATIONS}<int:pk>/invitations/",
        consultations.consultation_invite,
        name="consultation_invite",
    ),
    path(
        f"{CONSULTATIONS}<int:pk>/outcome/",
        consultations.consultation_outcome,
        name="consultation_outcome",
    ),
    path(
        f"{CONSULTATIONS}<int:pk>/closing/",
        consultations.consultation_close,
        name="consultation_close",
    ),
    path(f"{CHARTER}opinions/<int:pk>/", consultations.opinion, name="opinion"),
    path(PUBLIC, consulting.consult, name="consult"),
    path(f"{PUBLIC}thanks/", consulting.thanks, name="consult_thanks"),
]
