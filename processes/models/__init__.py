"""The catalogue of services, their process maps, improvement actions, and news for subscribers."""

from processes.models.actions import Action, ActionChange
from processes.models.catalogue import (
    CustomerGroup,
    LifeEvent,
    Service,
    ServiceChannel,
    ServiceDocument,
    ServiceStem,
    ServiceWord,
)
from processes.models.files import CatalogueFile
from processes.models.maps import (
    Agreement,
    HandOver,
    Map,
    MapChange,
    Step,
    StepVersion,
)
from processes.models.news import News, SubscriberLetter, Subscription

__all__ = [
    "Action",
    "ActionChange",
    "Agreement",
    "CatalogueFile",
    "CustomerGroup",
    "HandOver",
    "LifeEvent",
    "Map",
    "MapChange",
    "News",
    "Service",
    "ServiceChannel",
    "ServiceDocument",
    "ServiceStem",
    "ServiceWord",
    "Step",
    "StepVersion",
    "SubscriberLetter",
    "Subscription",
]
