"""A charter of 120 promises for each organisation that pages are measured on, published with its papers."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from charters.contents import as_json, contents_of
from charters.enums import PROMISING, Better, Metric, Topic
from charters.hours_block import hours_block
from charters.models import (
    Charter,
    CharterText,
    Commitment,
    Edition,
    Expectation,
)
from charters.papers import make
from charters.publishing import keep_promises
from core.deadlines import Unit
from core.texts import Text
from organisations.models import Organisation
from tests.bench.words import CLOSINGS, OPENINGS, Writer

PROMISES, WISHES, DAYS_IN_FORCE = 120, 10, 300
PARAGRAPHS = 3


def write_charters(chance, codes):
    writer = Writer(chance)
    for organisation in Organisation.objects.filter(code__in=codes):
        charter = Charter.objects.create(
            organisation=organisation, languages=[*OPENINGS], status="published"
        )
        write_texts(charter, writer)
        publish(charter)


def write_texts(charter, writer):
    def said(pool, paragraphs=1):
        return Text(
            {
                language: "\n\n".join(writer.sentence(pool, language) for _ in range(paragraphs))
                for language in OPENINGS
            }
        )

    CharterText.objects.bulk_create(
        CharterText(charter=charter, topic=topic, text=said(CLOSINGS, PARAGRAPHS))
        for topic in Topic
    )
    Commitment.objects.bulk_create(
        commitment(charter, number, said(OPENINGS), said(CLOSINGS)) for number in range(PROMISES)
    )
    Expectation.objects.bulk_create(
        Expectation(charter=charter, text=said(CLOSINGS), position=number)
        for number in range(WISHES)
    )


def commitment(charter, number, text, explanation):
    """Metrics in turn, each with what it needs."""
    metric = (
        Metric.ANSWERED_WITHIN,
        Metric.ACKNOWLEDGED_WITHIN,
        Metric.ANSWERED_IN_LANGUAGE,
        Metric.YEARLY_FIGURE,
        Metric.NONE,
    )[number % 5]
    is_figure = metric == Metric.YEARLY_FIGURE
    return Commitment(
        organisation_id=charter.organisation_id,
        charter=charter,
        topic=PROMISING[number % len(PROMISING)],
        text=text,
        explanation=explanation,
        metric=metric,
        amount=number % 30 + 1,
        unit=Unit.WORKING_DAYS,
        target=Decimal(90),
        figure_name=text if is_figure else Text(),
        figure_target=Decimal(95) if is_figure else None,
        figure_better=Better.HIGHER,
        position=number,
    )


def publish(charter):
    today = timezone.localdate()
    contents = contents_of(charter)
    edition = Edition.objects.create(
        organisation=charter.organisation,
        charter=charter,
        number=1,
        languages=charter.languages,
        in_force_from=today - timedelta(DAYS_IN_FORCE),
        contents=as_json(contents),
        hours=hours_block(charter.organisation, today),
        published_at=timezone.now(),
    )
    keep_promises(edition, contents)
    make(edition)
