"""The campaign that runs while the demonstration is shown: some are done, some wait, some have not begun."""

from datetime import date, timedelta
from decimal import Decimal

from indicators import submitting
from indicators.demo.network import (
    HandingIn,
    Invention,
    attest,
    begin_campaign,
    moment,
)
from indicators.enums import Happening, SubmissionStatus, ValueState
from indicators.figures import DENOMINATOR, NUMERATOR
from indicators.models import Campaign, Submission, SubmissionChange
from indicators.submitting import Said
from organisations.demo import CODES
from organisations.enums import Role
from organisations.models import Membership, Organisation, User

# Of the organisations beside those whose register is shown, in turns of so many:
TURN = 10
ATTESTED, SUBMITTED, RETURNED = 5, 7, 8
DAYS_LEFT = 16
# Of those whose register is shown: one is being prepared, one waits for its head, one is done.
IN_PREPARATION, ATTESTED_REGISTERS = ("FIN",), ("BOSA",)
DECLARED = {
    ("complaints_received_standard_procedure", ""): Said(ValueState.NOT_PROVIDED),
    ("satisfaction", ""): Said(ValueState.VALUE, Decimal("71.6")),
    ("satisfaction", NUMERATOR): Said(ValueState.VALUE, Decimal(179)),
    ("satisfaction", DENOMINATOR): Said(ValueState.VALUE, Decimal(250)),
    ("service_transactions", ""): Said(ValueState.VALUE, Decimal(184_000)),
}
REMARKS = "Demonstratie: gelieve de sprong in de ontvangen klachten toe te lichten."


def load_running_campaign(invention: Invention) -> None:
    """The campaign of last year, open for two more weeks."""
    today = invention.today
    campaign = begin_campaign(
        today.year - 1,
        today - timedelta(days=30),
        today + timedelta(days=DAYS_LEFT),
        invention.organisations,
    )
    others = [one for one in invention.organisations if one.code not in CODES]
    handing_in = HandingIn(campaign, at=moment(today - timedelta(days=8)))
    attested = []
    for place, organisation in enumerate(others):
        values = invention.values(organisation)
        turn = place % TURN
        if turn >= RETURNED:
            continue
        given = handing_in.of(organisation, values, invention.random[organisation.code])
        if turn < ATTESTED:
            attested.append(organisation.code)
        elif turn >= SUBMITTED:
            return_(given, today)
    for organisation in invention.organisations:
        if organisation.code in CODES:
            load_from_register(campaign, organisation, today)
    attested += ATTESTED_REGISTERS
    attest(campaign, at=moment(today - timedelta(days=5)), codes=attested)


def load_from_register(campaign: Campaign, organisation: Organisation, today: date) -> None:
    """Computed from the register; what no register tells is declared, and half an answer is missing."""
    preparer = member(organisation, Role.COORDINATOR)
    submission = submitting.begin(campaign, organisation, by=preparer)
    submitting.declare(submission, DECLARED, by=preparer, seen=submitting.last_change(submission))
    if organisation.code in IN_PREPARATION:
        return
    submission.refresh_from_db()
    submission.status = SubmissionStatus.SUBMITTED
    submission.submitted_at = moment(today - timedelta(days=8))
    submission.submitted_by = preparer
    submission.save(update_fields=["status", "submitted_at", "submitted_by"])
    SubmissionChange.objects.create(
        submission=submission,
        by=preparer,
        happening=Happening.SUBMITTED,
        at=submission.submitted_at,
    )


def member(organisation: Organisation, role: Role) -> User | None:
    members = Membership.objects.filter(organisation=organisation, roles__contains=[role])
    found = members.select_related("user").order_by("pk").first()
    return found.user if found else None


def return_(submission: Submission, today: date) -> None:
    submission.status = SubmissionStatus.RETURNED
    submission.remarks = REMARKS
    submission.save(update_fields=["status", "remarks"])
    SubmissionChange.objects.create(
        submission=submission,
        happening=Happening.RETURNED,
        remarks=REMARKS,
        at=moment(today - timedelta(days=3)),
    )
