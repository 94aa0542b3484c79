"""Addresses of the moves of a case: the noun of each."""

from django.urls import path

from complaints.enums import Move
from complaints.views.moves import make

NOUNS = {
    Move.ACKNOWLEDGE: "acknowledgement",
    Move.QUALIFY: "qualification",
    Move.REQUALIFY: "requalification",
    Move.ASSIGN: "assignment",
    Move.NOTE: "notes",
    Move.ASK: "question",
    Move.REPLY: "reply",
    Move.EXTEND: "extension",
    Move.PROPOSE: "proposal",
    Move.RETURN_PROPOSAL: "return",
    Move.ANSWER: "answer",
    Move.CLOSE: "closure",
    Move.REOPEN: "reopening",
    Move.FORWARD: "forwarding",
    Move.WITHDRAW: "withdrawal",
    Move.SECOND_LINE: "second-line",
    Move.CONFIDENTIAL: "confidentiality",
    Move.LINK: "links",
    Move.PLACE: "step",
}

moves_urls = [
    path(f"o/<slug:slug>/complaints/<int:pk>/{noun}/", make, {"move": move}, name=move.value)
    for move, noun in NOUNS.items()
]
