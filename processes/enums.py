"""Closed lists of the catalogue, the process map and the improvements."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from core.lifecycle import Lifecycle


class Stage(TextChoices):
    """The four stages of the customer process, in their order."""

    ORIENT = "orient", pgettext_lazy("stage", "Orient")
    RECEIVE = "receive", pgettext_lazy("stage", "Receive")
    DELIVER = "deliver", pgettext_lazy("stage", "Deliver")
    FOLLOW_UP = "follow_up", pgettext_lazy("stage", "Follow up")


class CustomerKind(TextChoices):
    CITIZEN = "citizen", pgettext_lazy("customer group", "citizens")
    COMPANY = "company", pgettext_lazy("customer group", "companies")
    INSTITUTION = "institution", pgettext_lazy("customer group", "institutions")
    COLLEAGUE = "colleague", pgettext_lazy("customer group", "colleagues")


class ContactChannel(TextChoices):
    """How a customer reaches a service."""

    ONLINE = "online", pgettext_lazy("contact channel", "online")
    EMAIL = "email", pgettext_lazy("contact channel", "e-mail")
    TELEPHONE = "telephone", pgettext_lazy("contact channel", "telephone")
    LETTER = "letter", pgettext_lazy("contact channel", "letter")
    COUNTER = "counter", pgettext_lazy("contact channel", "counter")


class ServiceStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("service status", "draft")
    PUBLISHED = "published", pgettext_lazy("service status", "published")


class ServicePart(TextChoices):
    """The parts in which a service is described, in their order; each is a page of its own."""

    NAME = "name", pgettext_lazy("part of a service", "Name and words")
    AUDIENCE = "audience", pgettext_lazy("part of a service", "For whom, and what they receive")
    CONDITIONS = "conditions", pgettext_lazy("part of a service", "Conditions and documents")
    COST = "cost", pgettext_lazy("part of a service", "Cost and time")
    REACH = "reach", pgettext_lazy("part of a service", "How to reach it")
    APPEAL = "appeal", pgettext_lazy("part of a service", "Appeal and legal basis")
    VALIDITY = "validity", pgettext_lazy("part of a service", "Validity and source")


class PaymentMeans(TextChoices):
    TRANSFER = "transfer", pgettext_lazy("means of payment", "bank transfer")
    ONLINE = "online", pgettext_lazy("means of payment", "online payment")
    CARD = "card", pgettext_lazy("means of payment", "bank card at the counter")
    CASH = "cash", pgettext_lazy("means of payment", "cash")


class DurationUnit(TextChoices):
    """What announced times and the durations of steps are counted in, shortest first."""

    MINUTES = "minutes", pgettext_lazy("unit of a duration", "minutes")
    HOURS = "hours", pgettext_lazy("unit of a duration", "hours")
    WORKING_DAYS = "working_days", pgettext_lazy("unit of a duration", "working days")
    CALENDAR_DAYS = "calendar_days", pgettext_lazy("unit of a duration", "calendar days")
    MONTHS = "months", pgettext_lazy("unit of a duration", "months")


class Actor(TextChoices):
    """Who does a step; the lanes of the map, in their order."""

    CUSTOMER = "customer", pgettext_lazy("actor", "customer")
    FRONT_OFFICE = "front_office", pgettext_lazy("actor", "front office")
    BACK_OFFICE = "back_office", pgettext_lazy("actor", "back office")
    OTHER_ORGANISATION = "other_organisation", pgettext_lazy("actor", "other organisation")


class Ending(TextChoices):
    """What a step of the stage Deliver ends with."""

    PRODUCT = "product", pgettext_lazy("ending", "the product or service")
    DECISION = "decision", pgettext_lazy("ending", "a reasoned decision")


class MapStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("map status", "draft")
    IN_FORCE = "in_force", pgettext_lazy("map status", "in force")
    PAST = "past", pgettext_lazy("map status", "replaced")


class MapChangeCode(TextChoices):
    """What was done to a map."""

    BEGUN = "begun", pgettext_lazy("map change", "Draft begun")
    ADDED = "added", pgettext_lazy("map change", "Step added")
    CHANGED = "changed", pgettext_lazy("map change", "Step changed")
    MOVED = "moved", pgettext_lazy("map change", "Step moved")
    REMOVED = "removed", pgettext_lazy("map change", "Step removed")
    ADOPTED = "adopted", pgettext_lazy("map change", "Map brought into force")
    DISCARDED = "discarded", pgettext_lazy("map change", "Draft given up")


class ActionState(TextChoices):
    PLANNED = "planned", pgettext_lazy("action state", "planned")
    UNDER_WAY = "under_way", pgettext_lazy("action state", "under way")
    DONE = "done", pgettext_lazy("action state", "done")
    DROPPED = "dropped", pgettext_lazy("action state", "dropped")


class ActionMove(TextChoices):
    """What can be done with an improvement action; the label is the button."""

    START = "start", pgettext_lazy("action move", "Start the action")
    FINISH = "finish", pgettext_lazy("action move", "Record as done")
    DROP = "drop", pgettext_lazy("action move", "Drop the action")
    TAKE_UP = "take_up", pgettext_lazy("action move", "Take up again")


IMPROVING = Lifecycle(
    {
        ActionMove.START: {ActionState.PLANNED},
        ActionMove.FINISH: {ActionState.PLANNED, ActionState.UNDER_WAY},
        ActionMove.DROP: {ActionState.PLANNED, ActionState.UNDER_WAY},
        ActionMove.TAKE_UP: {ActionState.DONE, ActionState.DROPPED},
    }
)


class ExpectedFigure(TextChoices):
    """The figure in which an action is to show its effect."""

    COMPLAINTS = "complaints", pgettext_lazy("expected effect", "complaints a month")
    FOUNDED_SHARE = "founded_share", pgettext_lazy("expected effect", "share of founded complaints")
    DAYS_TO_ANSWER = "days_to_answer", pgettext_lazy("expected effect", "days to answer")


class NewsStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("news status", "draft")
    SENT = "sent", pgettext_lazy("news status", "sent")
