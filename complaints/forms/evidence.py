"""The sentence above the evidence: which complaints, received when."""

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from complaints.enums import Finding
from complaints.evidence import Period, last_twelve_months, year_of
from complaints.forms.register import TWELVE_MONTHS, first_day
from complaints.permissions import can_read
from core.sentences import Choice, Sentence
from organisations.models import Membership

FINDINGS = [
    ("", pgettext_lazy("complaints …", "of any finding")),
    (Finding.FOUNDED, pgettext_lazy("complaints …", "founded or partly founded")),
    (Finding.UNFOUNDED, pgettext_lazy("complaints …", "unfounded")),
    (Finding.NO_OPINION, pgettext_lazy("complaints …", "without opinion")),
]


class PeriodFilter(Sentence):
    """Received when. Two periods that overlap would tell the small numbers between them, so that those
    who may not open the cases choose among years alone."""

    year = Choice(label=gettext_lazy("Period"), required=False)

    def __init__(self, data: QueryDict, *, membership: Membership) -> None:
        super().__init__(data)
        self.opens = can_read(membership)
        self.today = timezone.localdate()
        self.usual = TWELVE_MONTHS if self.opens else str(self.today.year)
        oldest = first_day(membership.organisation, self.today).year
        rolling = [(TWELVE_MONTHS, _("in the last 12 months"))] if self.opens else []
        years = range(self.today.year, oldest - 1, -1)
        self.offer("year", [*rolling, *((str(y), _("in %(year)s") % {"year": y}) for y in years)])
        self.defaults = {"year": self.usual}
        self.data.setdefault("year", self.usual)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        """As the register's own filter says it."""
        return str(self.cleaned_data["year"] or self.usual)

    @property
    def period(self) -> Period:
        if self.chosen == TWELVE_MONTHS:
            return last_twelve_months(self.today)
        return year_of(int(self.chosen), self.today)


class EvidenceFilter(PeriodFilter):
    """With a finding too, as far as the member may open the cases: parts of a number tell the rest of it."""

    finding = Choice(label=gettext_lazy("Finding"), choices=FINDINGS, required=False)

    def __init__(self, data: QueryDict, *, membership: Membership) -> None:
        super().__init__(data, membership=membership)
        if not self.opens:
            self.offer("finding", FINDINGS[:1])

    @property
    def finding_chosen(self) -> str:
        return str(self.cleaned_data["finding"])
