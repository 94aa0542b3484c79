from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """The four stages of the customer process, in their order."""

    ORIENT = "orient", pgettext_lazy("stage", "Orient")
    RECEIVE = "receive", pgettext_lazy("stage", "Receive")
    DELIVER = "deliver", pgettext_lazy("stage", "Deliver")
    FOLLOW_UP = "follow_up", pgettext_lazy("stage", "Follow up")
