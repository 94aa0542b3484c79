"""Which cases stand behind each figure of the register: how many, and the hash of their numbers.

Anyone who keeps the numbers of the cases counted then can prove it: written one a line in the order
of their bytes, their SHA-256 is the one that stands beside the figure.
"""

from collections.abc import Mapping
from datetime import date

from complaints.counting import NOTHING_BEHIND, Behind, cases_behind
from complaints.models import Case
from indicators.enums import Dimension
from indicators.figures import DENOMINATOR, NUMERATOR
from organisations.models import Organisation

Key = tuple[str, str]
# Figures that count something else than cases.
OF_NO_CASE = frozenset({"improvement_actions"})
# Indicators whose value is measured over the cases of another count.
MEASURED_OVER: Mapping[str, str] = {
    "days_to_acknowledge_median": "days_to_acknowledge:n",
    "days_to_acknowledge_p90": "days_to_acknowledge:n",
    "days_to_answer_median": "days_to_answer:n",
    "days_to_answer_p90": "days_to_answer:n",
    "acknowledged_in_time": "acknowledged_in_time:denominator",
    "answered_in_time": "answered_in_time:denominator",
}
# Parts that are counted under a name of their own.
NAMED_APART: Mapping[str, str] = {
    NUMERATOR: "numerator",
    DENOMINATOR: "denominator",
    f"{Dimension.RESULT}=overturned": "overturned",
}


def keeps_register(organisation: Organisation) -> bool:
    """Does it keep its cases here? Needs the organisation's context."""
    return Case.objects.filter(organisation=organisation).exists()


class Evidence:
    """The cases behind the figures of one organisation and year, as at the cut-off."""

    def __init__(self, behind: Mapping[tuple[str, str, str], Behind]) -> None:
        self.behind = behind

    def of(self, code: str, breakdown: str) -> Behind | None:
        """None for what no case stands behind."""
        if code in OF_NO_CASE:
            return None
        if breakdown in NAMED_APART:
            name = f"{code}:{NAMED_APART[breakdown]}", "", ""
        elif breakdown:
            dimension, _sign, part = breakdown.partition("=")
            name = code, dimension, part
        else:
            name = MEASURED_OVER.get(code, code), "", ""
        return self.behind.get(name, NOTHING_BEHIND)


def evidence_of(organisation: Organisation, year: int, cut_off: date | None = None) -> Evidence:
    """Needs the organisation's context."""
    return Evidence(cases_behind(organisation, year, cut_off))
