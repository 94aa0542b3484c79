"""Closed lists of the register, and the moves of a case."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from core.lifecycle import Lifecycle


class Nature(TextChoices):
    COMPLAINT = "complaint", pgettext_lazy("nature", "complaint")
    QUESTION = "question", pgettext_lazy("nature", "information request")
    NOTIFICATION = "notification", pgettext_lazy("nature", "notification")
    SUGGESTION = "suggestion", pgettext_lazy("nature", "suggestion")
    COMPLIMENT = "compliment", pgettext_lazy("nature", "compliment")


class Channel(TextChoices):
    WEB = "web", pgettext_lazy("channel", "online form")
    EMAIL = "email", pgettext_lazy("channel", "e-mail")
    LETTER = "letter", pgettext_lazy("channel", "letter")
    TELEPHONE = "telephone", pgettext_lazy("channel", "telephone")
    COUNTER = "counter", pgettext_lazy("channel", "counter")
    FORWARDED = "forwarded", pgettext_lazy("channel", "forwarded by another service")


ORAL_CHANNELS = frozenset({Channel.TELEPHONE, Channel.COUNTER})


class Status(TextChoices):
    RECEIVED = "received", pgettext_lazy("case status", "received")
    WAITING = "waiting", pgettext_lazy("case status", "waiting for the complainant")
    IN_HANDLING = "in_handling", pgettext_lazy("case status", "in handling")
    PROPOSED = "proposed", pgettext_lazy("case status", "answer proposed")
    ANSWERED = "answered", pgettext_lazy("case status", "answered")
    CLOSED = "closed", pgettext_lazy("case status", "closed")


class Admissibility(TextChoices):
    PENDING = "pending", pgettext_lazy("admissibility", "admissibility not yet decided")
    ADMISSIBLE = "admissible", pgettext_lazy("admissibility", "admissible")
    INADMISSIBLE = "inadmissible", pgettext_lazy("admissibility", "inadmissible")


class Outcome(TextChoices):
    ANSWERED = "answered", pgettext_lazy("outcome", "answered")
    INADMISSIBLE = "inadmissible", pgettext_lazy("outcome", "inadmissible")
    FORWARDED = "forwarded", pgettext_lazy("outcome", "forwarded")
    NOT_A_COMPLAINT = "not_a_complaint", pgettext_lazy("outcome", "not a complaint")
    WITHDRAWN = "withdrawn", pgettext_lazy("outcome", "withdrawn")


class Finding(TextChoices):
    FOUNDED = "founded", pgettext_lazy("finding", "founded")
    PARTLY_FOUNDED = "partly_founded", pgettext_lazy("finding", "partly founded")
    UNFOUNDED = "unfounded", pgettext_lazy("finding", "unfounded")
    NO_OPINION = "no_opinion", pgettext_lazy("finding", "no opinion")


NAMES_NORMS = frozenset({Finding.FOUNDED, Finding.PARTLY_FOUNDED})


class Decision(TextChoices):
    """What became of a suggestion."""

    TAKEN_UP = "taken_up", pgettext_lazy("decision", "taken up")
    NOT_TAKEN_UP = "not_taken_up", pgettext_lazy("decision", "not taken up")


class ComplaintType(TextChoices):
    CONDUCT = "conduct", pgettext_lazy("complaint type", "conduct of the official")
    QUALITY = "quality", pgettext_lazy("complaint type", "quality of the product or service")
    HANDLING = "handling", pgettext_lazy("complaint type", "handling of the delivery")
    COMPLAINT_HANDLING = (
        "complaint_handling",
        pgettext_lazy("complaint type", "complaint handling"),
    )


class Remedy(TextChoices):
    EXPLANATION = "explanation", pgettext_lazy("remedy", "explanation")
    APOLOGY = "apology", pgettext_lazy("remedy", "apology")
    CORRECTION = "correction", pgettext_lazy("remedy", "correction")
    COMPENSATION = "compensation", pgettext_lazy("remedy", "compensation")
    NONE = "none", pgettext_lazy("remedy", "none")


class SecondLine(TextChoices):
    REFERRED = "referred", pgettext_lazy("second line", "the complainant went there")
    ASKED = "asked", pgettext_lazy("second line", "the body asked us for information")


class ComplainantKind(TextChoices):
    PERSON = "person", pgettext_lazy("complainant", "a person")
    COMPANY = "company", pgettext_lazy("complainant", "a company or institution")
    ON_BEHALF = "on_behalf", pgettext_lazy("complainant", "on behalf of someone")


class Acknowledged(TextChoices):
    """How the complainant learnt that the case had arrived."""

    LETTER = "letter", pgettext_lazy("acknowledged", "acknowledgement of receipt sent")
    ORAL = "oral", pgettext_lazy("acknowledged", "told orally")
    CONFIRMATION = "confirmation", pgettext_lazy("acknowledged", "confirmation page")


class Purpose(TextChoices):
    """Why a letter of a case is sent."""

    ACKNOWLEDGEMENT = "acknowledgement", pgettext_lazy("letter", "acknowledgement of receipt")
    INADMISSIBLE = "inadmissible", pgettext_lazy("letter", "not admissible")
    REQUALIFIED = "requalified", pgettext_lazy("letter", "handled as another kind of request")
    QUESTION = "question", pgettext_lazy("letter", "question")
    EXTENSION = "extension", pgettext_lazy("letter", "time limit extended")
    ANSWER = "answer", pgettext_lazy("letter", "answer")
    FORWARDED = "forwarded", pgettext_lazy("letter", "forwarded")
    WITHDRAWN = "withdrawn", pgettext_lazy("letter", "withdrawal confirmed")
    REOPENED = "reopened", pgettext_lazy("letter", "case reopened")


class Move(TextChoices):
    """What can be done with a case; the label is the button, the event tells what was done."""

    ACKNOWLEDGE = "acknowledge", pgettext_lazy("move", "Acknowledge receipt")
    QUALIFY = "qualify", pgettext_lazy("move", "Qualify")
    REQUALIFY = "requalify", pgettext_lazy("move", "Requalify")
    ASSIGN = "assign", pgettext_lazy("move", "Assign")
    NOTE = "note", pgettext_lazy("move", "Write an internal note")
    ASK = "ask", pgettext_lazy("move", "Ask the complainant")
    REPLY = "reply", pgettext_lazy("move", "Record the reply")
    EXTEND = "extend", pgettext_lazy("move", "Extend the time limit")
    PROPOSE = "propose", pgettext_lazy("move", "Propose an answer")
    RETURN_PROPOSAL = "return_proposal", pgettext_lazy("move", "Return to the handler")
    ANSWER = "answer", pgettext_lazy("move", "Answer")
    CLOSE = "close", pgettext_lazy("move", "Close")
    REOPEN = "reopen", pgettext_lazy("move", "Reopen")
    FORWARD = "forward", pgettext_lazy("move", "Forward")
    WITHDRAW = "withdraw", pgettext_lazy("move", "Record a withdrawal")
    SECOND_LINE = "second_line", pgettext_lazy("move", "Record the second line")
    CONFIDENTIAL = "confidential", pgettext_lazy("move", "Change confidentiality")
    LINK = "link", pgettext_lazy("move", "Link to another case")
    PLACE = "place", pgettext_lazy("move", "Choose the step")


EVERY_STATUS = frozenset(Status.values)
BEFORE_ANSWER = frozenset(
    {Status.RECEIVED, Status.WAITING, Status.IN_HANDLING, Status.PROPOSED},
)

# design: Status and moves. Which states a move may start from; where it leads stands in the verb.
HANDLING = Lifecycle(
    {
        Move.ACKNOWLEDGE: BEFORE_ANSWER,
        Move.QUALIFY: {Status.RECEIVED},
        Move.REQUALIFY: BEFORE_ANSWER,
        Move.ASSIGN: BEFORE_ANSWER,
        Move.NOTE: EVERY_STATUS,
        Move.ASK: {Status.RECEIVED, Status.IN_HANDLING},
        Move.REPLY: {Status.WAITING},
        Move.EXTEND: BEFORE_ANSWER,
        Move.PROPOSE: {Status.IN_HANDLING},
        Move.RETURN_PROPOSAL: {Status.PROPOSED},
        Move.ANSWER: {Status.IN_HANDLING, Status.PROPOSED},
        Move.CLOSE: {Status.ANSWERED},
        Move.REOPEN: {Status.ANSWERED, Status.CLOSED},
        Move.FORWARD: BEFORE_ANSWER,
        Move.WITHDRAW: BEFORE_ANSWER,
        Move.SECOND_LINE: EVERY_STATUS,
        Move.CONFIDENTIAL: EVERY_STATUS,
        Move.LINK: EVERY_STATUS,
        Move.PLACE: EVERY_STATUS,
    }
)


class EventCode(TextChoices):
    """What happened to a case, as its history tells it."""

    RECEIVED = "received", pgettext_lazy("event", "Received")
    ACKNOWLEDGED = "acknowledge", pgettext_lazy("event", "Receipt acknowledged")
    QUALIFIED = "qualify", pgettext_lazy("event", "Qualified")
    REQUALIFIED = "requalify", pgettext_lazy("event", "Requalified")
    ASSIGNED = "assign", pgettext_lazy("event", "Assigned")
    NOTED = "note", pgettext_lazy("event", "Internal note written")
    ASKED = "ask", pgettext_lazy("event", "Question asked")
    REPLIED = "reply", pgettext_lazy("event", "Reply received")
    WAITING_ENDED = "waiting_ended", pgettext_lazy("event", "No reply within the time given")
    EXTENDED = "extend", pgettext_lazy("event", "Time limit extended")
    PROPOSED = "propose", pgettext_lazy("event", "Answer proposed")
    RETURNED = "return_proposal", pgettext_lazy("event", "Returned to the handler")
    ANSWERED = "answer", pgettext_lazy("event", "Answered")
    CLOSED = "close", pgettext_lazy("event", "Closed")
    REOPENED = "reopen", pgettext_lazy("event", "Reopened")
    FORWARDED = "forward", pgettext_lazy("event", "Forwarded")
    WITHDRAWN = "withdraw", pgettext_lazy("event", "Withdrawn")
    SECOND_LINE = "second_line", pgettext_lazy("event", "Second line recorded")
    CONFIDENTIAL = "confidential", pgettext_lazy("event", "Confidentiality changed")
    LINKED = "link", pgettext_lazy("event", "Linked to another case")
    PLACED = "place", pgettext_lazy("event", "Step chosen")
    DUE_MOVED = "due_moved", pgettext_lazy("event", "Due date moved with the closed days")


class ReadingKind(TextChoices):
    """What was read of a person's data."""

    RECORD = "record", pgettext_lazy("reading", "record page")
    FILE = "file", pgettext_lazy("reading", "file as PDF")
    LETTER = "letter", pgettext_lazy("reading", "letter")
    ATTACHMENT = "attachment", pgettext_lazy("reading", "attachment")
    EXPORT = "export", pgettext_lazy("reading", "export")
    NAME_SEARCH = "name_search", pgettext_lazy("reading", "search by name")


class FileState(TextChoices):
    """How far a register file has come."""

    CHECKING = "checking", pgettext_lazy("register file", "being checked")
    CHECKED = "checked", pgettext_lazy("register file", "waits for your decision")
    IMPORTING = "importing", pgettext_lazy("register file", "being brought in")
    IMPORTED = "imported", pgettext_lazy("register file", "brought in")
    GIVEN_UP = "given_up", pgettext_lazy("register file", "given up")
    FAILED = "failed", pgettext_lazy("register file", "failed, nothing stored")


AT_WORK = frozenset({FileState.CHECKING, FileState.IMPORTING})
