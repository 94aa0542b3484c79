"""The charter: its working text, its editions, the regulation it rests on, and what others say of it."""

from charters.models.drafts import (
    Charter,
    CharterChange,
    CharterText,
    Commitment,
    Expectation,
    YearlyFigure,
)
from charters.models.editions import Edition, EditionCommitment, EditionDocument
from charters.models.imports import ImportedParagraph, ImportedText
from charters.models.opinions import (
    Consultation,
    ConsultationInvitation,
    Opinion,
    ReviewComment,
)
from charters.models.regulations import Regulation, RegulationChange

__all__ = [
    "Charter",
    "CharterChange",
    "CharterText",
    "Commitment",
    "Consultation",
    "ConsultationInvitation",
    "Edition",
    "EditionCommitment",
    "EditionDocument",
    "Expectation",
    "ImportedParagraph",
    "ImportedText",
    "Opinion",
    "Regulation",
    "RegulationChange",
    "ReviewComment",
    "YearlyFigure",
]
