"""Questions about many cases."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from complaints.enums import Status
from complaints.words import (
    looks_like_number,
    name_key,
    owner_word,
    searched_words,
    upper_bound,
)
from core.word_forms import SEARCH_CONFIGURATIONS
from organisations.enums import Role

if TYPE_CHECKING:
    from complaints.models import Case
    from organisations.models import Membership, Organisation

# `next_due` of a case that waits for nothing: sorts last, is never overdue.
NOTHING_DUE = date(9999, 12, 31)

SHOWN_IN_LISTS = (
    "number",
    "subject",
    "language",
    "confidential",
    "channel",
    "status",
    "received_on",
    "acknowledgement_due",
    "acknowledged_on",
    "answered_on",
    "closed_on",
    "next_due",
    "complainant__name",
    "department__name",
    "handler__name",
    "handler__email",
)

# With what `next_move` asks of a case.
SHOWN_IN_WORK = (
    "number",
    "subject",
    "nature",
    "channel",
    "status",
    "handler",
    "acknowledged_on",
    "answer_due",
    "next_due",
    "complainant__email",
    "complainant__address",
    "complainant__telephone",
)


class CaseQuerySet(models.QuerySet["Case"]):
    def rows_of(self, model: str) -> models.QuerySet[models.Model]:
        """The rows of a part of a case, by the name of its model, which this module does not import."""
        apps = self.model._meta.apps
        rows: models.QuerySet[models.Model] = apps.get_model("complaints", model).objects.all()
        return rows

    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def visible_to(self, membership: Membership) -> Self:
        """Cases of the member's organisation; confidential ones for coordinators and their own handler."""
        cases = self.filter(organisation=membership.organisation_id)
        if membership.has(Role.COORDINATOR):
            return cases
        return cases.filter(Q(confidential=False) | Q(handler=membership.user_id))

    def with_names(self) -> Self:
        """Everything a row of the register shows, in one query."""
        return self.select_related("complainant", "department", "handler")

    def as_lines(self) -> Self:
        """What a list shows of a case, and nothing else: the whole rows cost more than the page around them."""
        return self.select_related("complainant", "department", "handler").only(*SHOWN_IN_LISTS)

    def with_clock(self) -> Self:
        """`stands_still: bool`: a question is open, and until the reply no day counts."""
        pauses = self.rows_of("Pause").filter(case=OuterRef("pk"), replied_on=None)
        return self.annotate(stands_still=Exists(pauses))

    def as_tasks(self) -> Self:
        """What the list of work says of a case; `last_event: str` is the code of what happened last."""
        return self.select_related("complainant").only(*SHOWN_IN_WORK).with_last_event()

    def with_last_event(self) -> Self:
        """`last_event: str`: the code of what happened last."""
        last = self.rows_of("Event").filter(case=OuterRef("pk")).order_by("-happened_at", "-pk")
        return self.annotate(last_event=Subquery(last.values("code")[:1]))

    def open(self) -> Self:
        return self.exclude(status=Status.CLOSED)

    def overdue(self, today: date) -> Self:
        return self.open().filter(next_due__lt=today)

    def due_by(self, day: date) -> Self:
        return self.open().filter(next_due__lte=day)

    def without_handler(self) -> Self:
        return self.filter(
            status__in=[Status.RECEIVED, Status.WAITING, Status.IN_HANDLING], handler=None
        )

    def received_between(self, first: date, last: date) -> Self:
        return self.filter(received_on__gte=first, received_on__lte=last)

    def matching(self, words: str, organisation: Organisation) -> Self:
        """A number finds its case; a name the complainant's cases; other words what was written."""
        if looks_like_number(words):
            return self.filter(number=words.strip().upper())
        owner = SearchQuery(owner_word(organisation.pk), config="simple")
        query = owner & reduce(
            or_,
            (
                SearchQuery(searched_words(words), config=configuration, search_type="websearch")
                for configuration in SEARCH_CONFIGURATIONS.values()
            ),
        )
        # Not `organisation=`: PostgreSQL would join it with the policy of `Case`, and a condition that
        # is not leakproof could no longer use the index of the vectors.
        texts = self.rows_of("CaseSearch").filter(
            organisation__gte=organisation, organisation__lte=organisation, vector=query
        )
        key = name_key(words)
        # Ranges, not LIKE: under row-level security only these can use the index.
        names = self.rows_of("Complainant").filter(
            Q(name_key__gte=key, name_key__lt=upper_bound(key))
            | Q(surname_key__gte=key, surname_key__lt=upper_bound(key)),
            organisation=organisation,
        )
        numbers = self.model.objects.filter(organisation=organisation, number=words.strip())
        named = names.values("case").union(numbers.values("pk"))
        # Texts alone are joined, in whichever order is quickest for a rare or a common word; with
        # `OR`, or as part of a union, every text that matches is read first.
        found = texts.values("case").union(named) if named.exists() else texts.values("case")
        return self.filter(pk__in=found)
