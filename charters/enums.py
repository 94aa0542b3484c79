"""Closed lists of the charter."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from core.lifecycle import Lifecycle
from processes.enums import Stage


class Part(TextChoices):
    """The five parts of a charter, in their order."""

    WELCOME = "welcome", pgettext_lazy("part of a charter", "Welcome, situation and purpose")
    ORIENTATION = "orientation", pgettext_lazy("part of a charter", "Finding your way")
    RECEPTION = "reception", pgettext_lazy("part of a charter", "Being received")
    SERVICES = "services", pgettext_lazy("part of a charter", "Products and services")
    FOLLOW_UP = "follow_up", pgettext_lazy("part of a charter", "Follow-up")


class Topic(TextChoices):
    """The subjects of a charter, in their order: each is a task of the guided form.

    Eleven are the elements that a charter deals with; which part an element stands in is ours.
    """

    WELCOME = "welcome", pgettext_lazy("subject of a charter", "Welcome")
    SITUATION = "situation", pgettext_lazy("subject of a charter", "Who we are")
    PURPOSE = "purpose", pgettext_lazy("subject of a charter", "Purpose, and for whom")
    REFERRAL = "referral", pgettext_lazy("subject of a charter", "Referral to the right service")
    WEBSITE = "website", pgettext_lazy("subject of a charter", "A maintained website")
    OPENING_HOURS = (
        "opening_hours",
        pgettext_lazy("subject of a charter", "Opening hours, reception and digital offer"),
    )
    TELEPHONE = "telephone", pgettext_lazy("subject of a charter", "Reachable by telephone")
    CHANNELS = (
        "channels",
        pgettext_lazy("subject of a charter", "Several channels, electronic ones included"),
    )
    MAIL = "mail", pgettext_lazy("subject of a charter", "Handling of mail")
    SERVICES = "services", pgettext_lazy("subject of a charter", "What we do for you")
    REPLY_TIMES = (
        "reply_times",
        pgettext_lazy("subject of a charter", "Reply times for information and requests"),
    )
    PAYMENT = "payment", pgettext_lazy("subject of a charter", "Means of payment")
    COUNTERS = "counters", pgettext_lazy("subject of a charter", "Business counters")
    DATA_REUSE = (
        "data_reuse",
        pgettext_lazy("subject of a charter", "Maximal reuse of data"),
    )
    QUALITY_CONTROL = "quality_control", pgettext_lazy("subject of a charter", "Quality control")
    REDRESS = (
        "redress",
        pgettext_lazy("subject of a charter", "When a promise is not kept"),
    )
    EXPECTATIONS = (
        "expectations",
        pgettext_lazy("subject of a charter", "What we expect of you"),
    )


TOPICS_OF_PART: dict[Part, tuple[Topic, ...]] = {
    Part.WELCOME: (Topic.WELCOME, Topic.SITUATION, Topic.PURPOSE),
    Part.ORIENTATION: (Topic.REFERRAL, Topic.WEBSITE),
    Part.RECEPTION: (Topic.OPENING_HOURS, Topic.TELEPHONE, Topic.CHANNELS, Topic.MAIL),
    Part.SERVICES: (
        Topic.SERVICES,
        Topic.REPLY_TIMES,
        Topic.PAYMENT,
        Topic.COUNTERS,
        Topic.DATA_REUSE,
    ),
    Part.FOLLOW_UP: (Topic.QUALITY_CONTROL, Topic.REDRESS, Topic.EXPECTATIONS),
}
PART_OF_TOPIC = {topic: part for part, topics in TOPICS_OF_PART.items() for topic in topics}
# Parts 2 to 5 mirror the four stages of the customer process.
STAGE_OF_PART = {
    Part.ORIENTATION: Stage.ORIENT,
    Part.RECEPTION: Stage.RECEIVE,
    Part.SERVICES: Stage.DELIVER,
    Part.FOLLOW_UP: Stage.FOLLOW_UP,
}
ELEMENTS = (
    Topic.OPENING_HOURS,
    Topic.TELEPHONE,
    Topic.REPLY_TIMES,
    Topic.REFERRAL,
    Topic.CHANNELS,
    Topic.WEBSITE,
    Topic.MAIL,
    Topic.PAYMENT,
    Topic.COUNTERS,
    Topic.DATA_REUSE,
    Topic.QUALITY_CONTROL,
)
# Subjects under which promises are made: the elements, and the services themselves.
PROMISING = (*ELEMENTS, Topic.SERVICES)


class CharterStatus(TextChoices):
    """Of the working text; what is published are its editions."""

    DRAFT = "draft", pgettext_lazy("charter status", "draft")
    IN_REVIEW = "in_review", pgettext_lazy("charter status", "in review")
    APPROVED = "approved", pgettext_lazy("charter status", "approved")
    PUBLISHED = "published", pgettext_lazy("charter status", "published")


class CharterMove(TextChoices):
    SUBMIT = "submit", pgettext_lazy("charter", "Send for review")
    RETURN = "return", pgettext_lazy("charter", "Return to draft")
    APPROVE = "approve", pgettext_lazy("charter", "Approve")
    PUBLISH = "publish", pgettext_lazy("charter", "Publish")
    BEGIN = "begin", pgettext_lazy("charter", "Begin a new edition")


LIFECYCLE = Lifecycle(
    {
        CharterMove.SUBMIT: {CharterStatus.DRAFT},
        CharterMove.RETURN: {CharterStatus.IN_REVIEW, CharterStatus.APPROVED},
        CharterMove.APPROVE: {CharterStatus.IN_REVIEW},
        CharterMove.PUBLISH: {CharterStatus.APPROVED},
        CharterMove.BEGIN: {CharterStatus.PUBLISHED},
    }
)
# In these the texts may still be changed.
EDITABLE = frozenset({CharterStatus.DRAFT, CharterStatus.IN_REVIEW})


class Metric(TextChoices):
    """How it is seen whether a promise is kept."""

    ACKNOWLEDGED_WITHIN = (
        "acknowledged_within",
        pgettext_lazy("metric", "complaints acknowledged within a number of days"),
    )
    ANSWERED_WITHIN = (
        "answered_within",
        pgettext_lazy("metric", "complaints answered within a number of days"),
    )
    ANSWERED_IN_LANGUAGE = (
        "answered_in_language",
        pgettext_lazy("metric", "complaints answered in the complainant's language"),
    )
    FOUNDED_ON_NORM = (
        "founded_on_norm",
        pgettext_lazy("metric", "share of founded complaints on a norm"),
    )
    YEARLY_FIGURE = "yearly_figure", pgettext_lazy("metric", "a figure typed in once a year")
    NONE = "none", pgettext_lazy("metric", "not measured")


# Metrics with a time limit, and those with a target in per cent.
WITH_LIMIT = frozenset({Metric.ACKNOWLEDGED_WITHIN, Metric.ANSWERED_WITHIN})
WITH_SHARE = WITH_LIMIT | {Metric.ANSWERED_IN_LANGUAGE, Metric.FOUNDED_ON_NORM}


class Better(TextChoices):
    """Which way a typed figure should go."""

    HIGHER = "higher", pgettext_lazy("typed figure", "at least")
    LOWER = "lower", pgettext_lazy("typed figure", "at most")


class ChangeCode(TextChoices):
    """What was done to a charter."""

    BEGUN = "begun", pgettext_lazy("history of a charter", "began a new edition")
    LANGUAGES = "languages", pgettext_lazy("history of a charter", "chose the languages")
    TOPIC = "topic", pgettext_lazy("history of a charter", "changed a text")
    COMMITMENT_ADDED = (
        "commitment_added",
        pgettext_lazy("history of a charter", "added a commitment"),
    )
    COMMITMENT = "commitment", pgettext_lazy("history of a charter", "changed a commitment")
    COMMITMENT_RETIRED = (
        "commitment_retired",
        pgettext_lazy("history of a charter", "retired a commitment"),
    )
    COMMITMENT_RESTORED = (
        "commitment_restored",
        pgettext_lazy("history of a charter", "took a commitment up again"),
    )
    EXPECTATION = "expectation", pgettext_lazy("history of a charter", "changed an expectation")
    FIGURE = "figure", pgettext_lazy("history of a charter", "typed in a figure")
    SUBMITTED = "submitted", pgettext_lazy("history of a charter", "sent it for review")
    RETURNED = "returned", pgettext_lazy("history of a charter", "returned it to draft")
    APPROVED = "approved", pgettext_lazy("history of a charter", "approved it")
    PUBLISHED = "published", pgettext_lazy("history of a charter", "published an edition")
    WITHDRAWN = "withdrawn", pgettext_lazy("history of a charter", "withdrew an edition")
    REVIEWED = "reviewed", pgettext_lazy("history of a charter", "looked at it again: it stays")


# What changes the texts themselves: a page that showed them before is outdated.
CHANGES_TEXT = (
    ChangeCode.BEGUN,
    ChangeCode.LANGUAGES,
    ChangeCode.TOPIC,
    ChangeCode.COMMITMENT_ADDED,
    ChangeCode.COMMITMENT,
    ChangeCode.COMMITMENT_RETIRED,
    ChangeCode.COMMITMENT_RESTORED,
    ChangeCode.EXPECTATION,
)


class Paper(TextChoices):
    """What is printed of an edition, once, when it is published."""

    CHARTER = "charter", pgettext_lazy("paper", "charter")
    LEAFLET = "leaflet", pgettext_lazy("paper", "leaflet")
    POSTER = "poster", pgettext_lazy("paper", "poster")


class Verification(TextChoices):
    """Whether somebody has held a regulation against its source."""

    TO_VERIFY = "to_verify", pgettext_lazy("regulation", "to be verified")
    VERIFIED = "verified", pgettext_lazy("regulation", "verified")


class Audience(TextChoices):
    """Who is consulted on a draft."""

    PUBLIC = "public", pgettext_lazy("consultation", "anyone")
    INVITED = "invited", pgettext_lazy("consultation", "invited customers")


class Placement(TextChoices):
    """What becomes of a paragraph of an imported text."""

    OPEN = "open", pgettext_lazy("imported paragraph", "not yet placed")
    TEXT = "text", pgettext_lazy("imported paragraph", "text of a subject")
    COMMITMENT = "commitment", pgettext_lazy("imported paragraph", "commitment")
    EXPECTATION = "expectation", pgettext_lazy("imported paragraph", "expectation")
    LEFT_OUT = "left_out", pgettext_lazy("imported paragraph", "left out")
