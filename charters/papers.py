"""The papers of an edition: made once after it is published, stored, and kept as they are to the byte."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import pikepdf
from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from charters.contents import from_json
from charters.enums import Paper
from charters.models import Edition, EditionDocument
from charters.printing import issue_of, paper
from organisations.models import DemoLoad


@app.task(queue="papers", retry=RetryStrategy(max_attempts=6, exponential_wait=10))
def make_papers(*, edition_id: int) -> None:
    """The job of a publication; done again, it makes what is missing and leaves the rest."""
    make(Edition.objects.select_related("organisation").get(pk=edition_id))


def make(edition: Edition) -> list[EditionDocument]:
    """Each paper in each language of the edition; gives those that were not there yet."""
    contents = from_json(edition.contents)
    issue = issue_of(edition, is_demo=DemoLoad.objects.exists())
    return [
        keep(edition, kind, language, paper(kind, contents, issue, language))
        for kind, language in missing(edition)
    ]


def ask_again(edition: Edition) -> bool:
    """Have made what is missing; False where nothing is, or where a job is at it already."""
    with transaction.atomic():
        # Of two who ask at the same time, one is enough.
        Edition.objects.in_short().select_for_update().get(pk=edition.pk)
        is_wanted = any(missing(edition)) and not is_being_made(edition)
        if is_wanted:
            make_papers.defer(edition_id=edition.pk)
    return is_wanted


def is_being_made(edition: Edition) -> bool:
    """A job that makes what is missing waits or runs; one that failed for good does neither."""
    jobs = ProcrastinateJob.objects.filter(task_name=make_papers.name, status__in=("todo", "doing"))
    return jobs.filter(args__edition_id=edition.pk).exists()


def missing(edition: Edition) -> Iterator[tuple[Paper, str]]:
    found = set(edition.documents.values_list("paper", "language"))
    for kind in Paper:
        for language in edition.languages:
            if (kind, language) not in found:
                yield kind, language


def keep(edition: Edition, kind: Paper, language: str, pdf: bytes) -> EditionDocument:
    """The file first, whole or not at all; then its row, without which nobody finds it."""
    path = f"charters/{edition.organisation.slug}/{edition.number}/{kind}-{language}.pdf"
    write_whole(Path(settings.MEDIA_ROOT) / path, pdf)
    with pikepdf.open(BytesIO(pdf)) as read:
        pages = len(read.pages)
    return EditionDocument.objects.create(
        edition=edition,
        paper=kind,
        language=language,
        path=path,
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=pages,
    )


def write_whole(target: Path, content: bytes) -> None:
    """Under its name there is never half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, delete=False) as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(target)


def is_there(document: EditionDocument) -> bool:
    """Its file was not lost. It is never made anew: that would be another file than the one published."""
    return path_of(document).is_file()


def path_of(document: EditionDocument) -> Path:
    return Path(settings.MEDIA_ROOT) / document.path


def name_of(document: EditionDocument) -> str:
    """For whoever saves it; the edition was read with its organisation."""
    edition = document.edition
    parts = (edition.organisation.slug, document.paper, edition.number, document.language)
    return f"{'-'.join(map(str, parts))}.pdf"
