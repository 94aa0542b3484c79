"""Improvement actions: the board and the list, a plan, and how it stands."""

from django.urls import path

from processes.views import actions

ACTIONS = "o/<slug:slug>/processes/actions/"
ACTION = f"{ACTIONS}<int:pk>/"
urlpatterns = [
    path(ACTIONS, actions.actions, name="actions"),
    path(f"{ACTIONS}new/", actions.action_new, name="action_new"),
    path(f"{ACTION}plan/", actions.action_edit, name="action_edit"),
    path(f"{ACTION}state/", actions.action_move, name="action_move"),
]
