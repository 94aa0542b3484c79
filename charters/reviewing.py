"""Remarks of colleagues on the working text: made on a paragraph, dealt with in a word."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.changes import locked_for_editing
from charters.models import Charter, CharterText, Commitment, ReviewComment
from core.errors import Happening, NotAllowedError
from core.rich_text import paragraphs_of
from core.texts import Text
from organisations.models import User


class RemarkDealtWithError(NotAllowedError):
    """A colleague was faster: the remark is no longer open."""


@transaction.atomic
def remark(
    charter: Charter,
    *,
    by: User,
    text: str,
    topic: str,
    commitment: Commitment | None = None,
    paragraph: int = 0,
    language: str = "",
) -> ReviewComment:
    """Say something of a text while it can still change; the paragraph is kept as it stands now."""
    charter = locked_for_editing(charter)
    return ReviewComment.objects.create(
        charter=charter,
        topic=commitment.topic if commitment else topic,
        commitment=commitment,
        paragraph=paragraph,
        language=language,
        quoted=quoted(charter, topic, commitment, paragraph=paragraph, language=language),
        text=text,
        written_by=by,
    )


@transaction.atomic
def resolve(remark: ReviewComment, *, by: User, resolution: str) -> ReviewComment:
    """Say what was done with it; a remark is dealt with once."""
    found = ReviewComment.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if found.resolved_at is not None:
        refusal = RemarkDealtWithError(_("This remark has been dealt with already."))
        refusal.happened = [
            Happening(found.resolution, str(found.resolved_by or ""), found.resolved_at)
        ]
        slug = found.charter.organisation.slug
        refusal.back_url = reverse("charters:remark", args=[slug, found.pk])
        raise refusal
    found.resolved_by, found.resolved_at = by, timezone.now()
    found.resolution = resolution
    found.save(update_fields=["resolved_by", "resolved_at", "resolution"])
    return found


def quoted(
    charter: Charter,
    topic: str,
    commitment: Commitment | None = None,
    *,
    paragraph: int = 0,
    language: str = "",
) -> str:
    """The paragraph that is meant, as it stands now; of a commitment without one, the promise itself."""
    if commitment is not None and not paragraph:
        return commitment.text.in_language(language)
    text = commitment.explanation if commitment else _text_on(charter, topic)
    return at(text.get(language, ""), paragraph)


def at(text: str, paragraph: int) -> str:
    """Paragraph so and so, from 1; nothing where there is none."""
    paragraphs = paragraphs_of(text)
    return paragraphs[paragraph - 1] if 0 < paragraph <= len(paragraphs) else ""


def stands_no_longer(remark: ReviewComment) -> bool:
    """Whether the words remarked on were changed meanwhile."""
    if not remark.quoted:
        return False
    if remark.commitment is not None and not remark.paragraph:
        return remark.quoted not in remark.commitment.text.values()
    texts = (
        remark.commitment.explanation
        if remark.commitment
        else _text_on(remark.charter, remark.topic)
    )
    return remark.quoted not in paragraphs_of(texts.get(remark.language, ""))


def _text_on(charter: Charter, topic: str) -> Text:
    row = CharterText.objects.filter(charter=charter, topic=topic).first()
    return row.text if row else Text()
