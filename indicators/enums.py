"""Codes and moves of the yearly collection. Values are stored and exported, never shown."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from core.lifecycle import Lifecycle


class Section(TextChoices):
    """The parts of a report, in its order."""

    CAME_IN = "came_in", pgettext_lazy("section of the figures", "What came in")
    ADMISSIBILITY = "admissibility", pgettext_lazy("section of the figures", "Admissibility")
    FINDINGS = "findings", pgettext_lazy("section of the figures", "Findings")
    TIME = "time", pgettext_lazy("section of the figures", "Time")
    STOCK = "stock", pgettext_lazy("section of the figures", "Stock and what followed")
    IMPROVEMENT = "improvement", pgettext_lazy("section of the figures", "What is improved")
    CUSTOMERS = "customers", pgettext_lazy("section of the figures", "Customers and services")
    NETWORK = "network", pgettext_lazy("section of the figures", "The Network")


class Origin(TextChoices):
    """Where the values of an indicator come from."""

    REGISTER = "register", pgettext_lazy("origin of a figure", "counted in the register")
    DECLARED = "declared", pgettext_lazy("origin of a figure", "given by the organisation")
    # How many organisations there are, and how many reported.
    CAMPAIGN = "campaign", pgettext_lazy("origin of a figure", "counted over the organisations")


class Unit(TextChoices):
    REQUESTS = "requests", pgettext_lazy("unit", "requests")
    COMPLAINTS = "complaints", pgettext_lazy("unit", "complaints")
    SUGGESTIONS = "suggestions", pgettext_lazy("unit", "suggestions")
    COMPLIMENTS = "compliments", pgettext_lazy("unit", "compliments")
    NORMS = "norms", pgettext_lazy("unit", "norms")
    ACTIONS = "actions", pgettext_lazy("unit", "actions")
    ORGANISATIONS = "organisations", pgettext_lazy("unit", "organisations")
    ANSWERS = "answers", pgettext_lazy("unit", "answers")
    TRANSACTIONS = "transactions", pgettext_lazy("unit", "service transactions")
    PERCENT = "percent", pgettext_lazy("unit", "per cent")
    DAYS = "days", pgettext_lazy("unit", "calendar days")


class Better(TextChoices):
    """Which way a figure should go."""

    HIGHER = "higher", pgettext_lazy("direction of a figure", "higher is better")
    LOWER = "lower", pgettext_lazy("direction of a figure", "lower is better")
    NEITHER = "neither", pgettext_lazy("direction of a figure", "neither is better by itself")


class Dimension(TextChoices):
    """Along which a figure is divided; `part` gives the halves of a rate."""

    NATURE = "nature", pgettext_lazy("breakdown", "By nature")
    CHANNEL = "channel", pgettext_lazy("breakdown", "By channel")
    LANGUAGE = "language", pgettext_lazy("breakdown", "By language")
    GROUND = "ground", pgettext_lazy("breakdown", "By ground")
    TYPE = "type", pgettext_lazy("breakdown", "By type")
    NORM = "norm", pgettext_lazy("breakdown", "By norm")
    RESULT = "result", pgettext_lazy("breakdown", "By result")
    STATE = "state", pgettext_lazy("breakdown", "By state")
    PART = "part", pgettext_lazy("breakdown", "Numerator and denominator")

    @property
    def within(self) -> str:
        """As it stands within a sentence: it begins with a preposition, which no language capitalises."""
        label = str(self.label)
        return label[:1].lower() + label[1:]


class ValueState(TextChoices):
    """What stands for a figure; `hidden` stands in what is published alone, never in a submission."""

    VALUE = "value", pgettext_lazy("state of a figure", "a number")
    NOT_PROVIDED = "not_provided", pgettext_lazy("state of a figure", "not provided")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("state of a figure", "not applicable")


class CampaignStatus(TextChoices):
    PREPARED = "prepared", pgettext_lazy("campaign status", "in preparation")
    OPEN = "open", pgettext_lazy("campaign status", "open")
    CLOSED = "closed", pgettext_lazy("campaign status", "closed")
    PUBLISHED = "published", pgettext_lazy("campaign status", "published")


class CampaignHappening(TextChoices):
    """What a history of a campaign tells."""

    PREPARED = "prepared", pgettext_lazy("history of a campaign", "prepared")
    CHANGED = "changed", pgettext_lazy("history of a campaign", "changed")
    JOINED = "joined", pgettext_lazy("history of a campaign", "organisation taken in")
    GROUPED = "grouped", pgettext_lazy("history of a campaign", "group changed")
    LEFT = "left", pgettext_lazy("history of a campaign", "organisation left out")
    OPENED = "opened", pgettext_lazy("history of a campaign", "opened")
    CLOSED = "closed", pgettext_lazy("history of a campaign", "closed")
    REOPENED = "reopened", pgettext_lazy("history of a campaign", "opened again")
    PUBLISHED = "published", pgettext_lazy("history of a campaign", "published")


# What opens, closes or publishes a campaign, and where it may start from. A closed one still takes
# what comes late, and marks it.
COLLECTING = Lifecycle(
    {
        CampaignHappening.OPENED: {CampaignStatus.PREPARED},
        CampaignHappening.CLOSED: {CampaignStatus.OPEN},
        CampaignHappening.REOPENED: {CampaignStatus.CLOSED},
        CampaignHappening.PUBLISHED: {CampaignStatus.CLOSED},
    }
)


class SubmissionStatus(TextChoices):
    IN_PREPARATION = "in_preparation", pgettext_lazy("submission status", "in preparation")
    SUBMITTED = "submitted", pgettext_lazy("submission status", "submitted")
    RETURNED = "returned", pgettext_lazy("submission status", "returned")
    ATTESTED = "attested", pgettext_lazy("submission status", "attested")
    DROPPED = "dropped", pgettext_lazy("submission status", "dropped")


# In these the organisation may still change its figures.
CHANGEABLE = frozenset({SubmissionStatus.IN_PREPARATION, SubmissionStatus.RETURNED})
# By the state it leads to. What is attested is frozen: a correction is another version, and until
# it is submitted it may be dropped.
SUBMITTING = Lifecycle(
    {
        SubmissionStatus.SUBMITTED: CHANGEABLE,
        SubmissionStatus.RETURNED: {SubmissionStatus.SUBMITTED},
        SubmissionStatus.ATTESTED: {SubmissionStatus.SUBMITTED},
        SubmissionStatus.DROPPED: CHANGEABLE,
    }
)


class Happening(TextChoices):
    """What a history of a submission tells."""

    BEGUN = "begun", pgettext_lazy("history of figures", "begun")
    COMPUTED = "computed", pgettext_lazy("history of figures", "computed from the register")
    BROUGHT_IN = "brought_in", pgettext_lazy("history of figures", "brought in from a file")
    DECLARED = "declared", pgettext_lazy("history of figures", "figures declared")
    ANSWERED = "answered", pgettext_lazy("history of figures", "question answered")
    SUBMITTED = "submitted", pgettext_lazy("history of figures", "submitted")
    RETURNED = "returned", pgettext_lazy("history of figures", "returned with remarks")
    ATTESTED = "attested", pgettext_lazy("history of figures", "attested")
    CORRECTION = "correction", pgettext_lazy("history of figures", "correction begun")
    DROPPED = "dropped", pgettext_lazy("history of figures", "correction dropped")
    REDEFINED = "redefined", pgettext_lazy("history of figures", "definition changed")
    REMINDED = "reminded", pgettext_lazy("history of figures", "reminded")


class CriterionKind(TextChoices):
    """What a line of the list of complaints management is."""

    APPROACH = "approach", pgettext_lazy("kind of criterion", "minimum approach")
    CRITERION = "criterion", pgettext_lazy("kind of criterion", "criterion of the circular")
    PRACTICE = "practice", pgettext_lazy("kind of criterion", "practice")


class RegisterProof(TextChoices):
    """Criteria that the register itself answers."""

    REGISTERED = "registered", pgettext_lazy("proof", "every complaint is registered")
    UNIQUE_NUMBER = "unique_number", pgettext_lazy("proof", "every complaint has a unique number")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("proof", "an acknowledgement is always sent")
    FIGURES_GIVEN = "figures_given", pgettext_lazy("proof", "the yearly figures are attested")
    COORDINATOR = "coordinator", pgettext_lazy("proof", "a coordinator is designated")


class Met(TextChoices):
    MET = "met", pgettext_lazy("state of a criterion", "met")
    PARTLY = "partly", pgettext_lazy("state of a criterion", "partly met")
    NOT_MET = "not_met", pgettext_lazy("state of a criterion", "not met")


class ReportKind(TextChoices):
    NETWORK = "network", pgettext_lazy("kind of report", "Network")
    ORGANISATION = "organisation", pgettext_lazy("kind of report", "organisation")


class ReportStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("report status", "waiting")
    IN_PROGRESS = "in_progress", pgettext_lazy("report status", "being made")
    READY = "ready", pgettext_lazy("report status", "ready")
    FAILED = "failed", pgettext_lazy("report status", "could not be made")


class ReportPart(TextChoices):
    """Where the Network's own texts stand in its yearly report, in the order of its pages."""

    FOREWORD = "foreword", pgettext_lazy("part of a report", "Foreword")
    METHOD = "method", pgettext_lazy("part of a report", "How the figures were collected")
    CAME_IN = "came_in", pgettext_lazy("part of a report", "What came in")
    ADMISSIBILITY = "admissibility", pgettext_lazy("part of a report", "Admissibility")
    FINDINGS = "findings", pgettext_lazy("part of a report", "Findings")
    TIME = "time", pgettext_lazy("part of a report", "Time")
    IMPROVEMENT = "improvement", pgettext_lazy("part of a report", "What is improved")
    ORGANISATIONS = "organisations", pgettext_lazy("part of a report", "The organisations")
    CONCLUSION = "conclusion", pgettext_lazy("part of a report", "Conclusion")
