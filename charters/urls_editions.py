"""Addresses of the charter: the way to publication, and its editions."""

from django.urls import path

from charters.views import editions, workflow

CHARTER = "o/<slug:slug>/charters/"
EDITIONS = f"{CHARTER}editions/"
urlpatterns = [
    path(f"{CHARTER}submission/", workflow.submission, name="submission"),
    path(f"{CHARTER}approval/", workflow.approval, name="approval"),
    path(f"{CHARTER}publication/", workflow.publication, name="publication"),
    path(f"{EDITIONS}new/", workflow.new_edition, name="new_edition"),
    path(f"{CHARTER}review/", workflow.review, name="review"),
    path(EDITIONS, editions.editions, name="editions"),
    path(f"{EDITIONS}comparison/", editions.comparison, name="comparison"),
    path(f"{EDITIONS}<int:number>/", editions.edition, name="edition"),
    path(f"{EDITIONS}<int:number>/papers/", editions.edition_papers, name="edition_papers"),
    path(f"{EDITIONS}<int:number>/withdrawal/", editions.withdrawal, name="withdrawal"),
]
