"""Whether the register still gives what it gave when the figures of a submission were computed."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.asked import Words, unit_of
from indicators.figure_tables import written
from indicators.models import Measurement, Submission
from indicators.submitting import key_of, told_by_register


@dataclass(frozen=True)
class Recounted:
    """A figure that the register would give otherwise now, in words."""

    label: str
    computed: str
    now: str

    @property
    def has_other_cases(self) -> bool:
        """The same number, of other cases."""
        return self.computed == self.now


def recounted(submission: Submission, rows: Iterable[Measurement]) -> list[Recounted]:
    """Counted once more, as at the cut-off date, and held against what was kept: costs what computing costs."""
    told = told_by_register(submission.organisation, submission.campaign)
    if told is None:
        return []
    words, found = Words(), []
    for row in rows:
        key = key_of(row)
        if key not in told.values:
            continue
        behind = told.evidence.of(*key)
        now = told.values[key]
        if (row.computed, row.evidence_hash) != (now, behind.digest if behind else ""):
            unit = unit_of(row.definition, row.breakdown)
            label = words.of(row.definition, row.breakdown)
            found.append(Recounted(label, written(row.computed, unit), written(now, unit)))
    return found
