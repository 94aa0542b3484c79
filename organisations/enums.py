"""Closed lists of the organisations and their people."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class OrganisationType(TextChoices):
    FPS = "FPS", pgettext_lazy("organisation type", "federal public service")
    PPS = "PPS", pgettext_lazy("organisation type", "public planning service")
    MINISTRY = "MINISTRY", pgettext_lazy("organisation type", "ministry")
    IPSS = "IPSS", pgettext_lazy("organisation type", "public institution of social security")
    OIP = "OIP", pgettext_lazy("organisation type", "body of public interest")
    FSI = "FSI", pgettext_lazy("organisation type", "federal scientific institution")
    POLICE = "POLICE", pgettext_lazy("organisation type", "police")


class Role(TextChoices):
    READER = "reader", pgettext_lazy("role", "reader")
    HANDLER = "handler", pgettext_lazy("role", "handler")
    COORDINATOR = "coordinator", pgettext_lazy("role", "complaint coordinator")
    MANAGER = "manager", pgettext_lazy("role", "manager")
    APPROVER = "approver", pgettext_lazy("role", "approver")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "administrator")
    DATA_PROTECTION_OFFICER = (
        "data_protection_officer",
        pgettext_lazy("role", "data-protection officer"),
    )
    NETWORK_COORDINATOR = "network_coordinator", pgettext_lazy("role", "Network coordinator")


class HoursKind(TextChoices):
    """What a place is open for."""

    COUNTER = "counter", pgettext_lazy("opening hours", "at the counter")
    TELEPHONE = "telephone", pgettext_lazy("opening hours", "by telephone")


class Access(TextChoices):
    """What makes a building accessible."""

    STEP_FREE = "step_free", pgettext_lazy("access", "entrance without steps")
    LIFT = "lift", pgettext_lazy("access", "lift")
    TOILET = "toilet", pgettext_lazy("access", "adapted toilet")
    PARKING = "parking", pgettext_lazy("access", "parking space for disabled persons")
    INDUCTION_LOOP = "induction_loop", pgettext_lazy("access", "induction loop")
    ASSISTANCE_DOG = "assistance_dog", pgettext_lazy("access", "assistance dogs welcome")


class LimitKind(TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", pgettext_lazy("time limit", "acknowledgement of receipt")
    ANSWER = "answer", pgettext_lazy("time limit", "answer")


# Purposes of letters that belong to no case: their words stand in the outbox alone.
YEARLY_FIGURES = "yearly_figures"
OF_NO_CASE = frozenset(
    {"invitation", "subscription", "news", "consultation", "charter_review", YEARLY_FIGURES}
)


class LetterStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("letter status", "draft")
    QUEUED = "queued", pgettext_lazy("letter status", "waiting to be sent")
    SENDING = "sending", pgettext_lazy("letter status", "may have left: check, send again")
    SENT = "sent", pgettext_lazy("letter status", "sent")
    FAILED = "failed", pgettext_lazy("letter status", "not sent")


class LetterChannel(TextChoices):
    EMAIL = "email", pgettext_lazy("letter channel", "e-mail")
    POST = "post", pgettext_lazy("letter channel", "post")
