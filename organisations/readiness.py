"""What an organisation still has to say of itself before its pages and letters are whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.texts import Text
from organisations.enums import LimitKind, Role
from organisations.joining import open_invitations
from organisations.models import ClosedDay, Department, Membership, Organisation, Place
from organisations.time_limits import in_words, limit_in_force


@dataclass(frozen=True)
class Subject:
    """One page of the settings: what it holds now, and what is missing there."""

    label: str
    url: str
    facts: Sequence[str] = ()
    missing: Sequence[str] = ()


def subjects(organisation: Organisation, today: date) -> list[Subject]:
    """The pages of the settings, in the order in which somebody new fills them in."""

    def page(
        label: str, name: str, facts: Sequence[str] = (), missing: Sequence[str] = ()
    ) -> Subject:
        return Subject(label, reverse(name, args=[organisation.slug]), facts, missing)

    return [
        page(
            _("Contact and description"),
            "organisations:profile",
            missing=profile_gaps(organisation),
        ),
        page(
            _("Members"),
            "organisations:members",
            member_facts(organisation),
            member_gaps(organisation),
        ),
        page(_("Time limits"), "organisations:time_limits", *limits(organisation, today)),
        page(_("Departments"), "organisations:departments", department_facts(organisation, today)),
        page(_("Places and hours"), "organisations:places", place_facts(organisation, today)),
        page(_("Closed days"), "complaints:closed_days", closed_day_facts(organisation, today)),
        page(_("Handling rules"), "complaints:rules"),
        page(_("Letter templates"), "complaints:letter_templates"),
    ]


def is_empty(value: str | Text) -> bool:
    return not (any(value.values()) if isinstance(value, Text) else value)


def profile_gaps(organisation: Organisation) -> list[str]:
    wanted: list[tuple[str | Text, str]] = [
        (organisation.email, _("The e-mail address of the complaints service is missing.")),
        (organisation.telephone, _("The telephone number is missing.")),
        (organisation.contact_name, _("No contact person is named in letters.")),
        (organisation.address, _("The postal address is missing.")),
        (organisation.description, _("What the organisation does is not described.")),
        (
            organisation.data_protection_contact,
            _("The address of the data-protection officer is missing."),
        ),
        (organisation.retention, _("How long personal data are kept is not told.")),
    ]
    return [gap for value, gap in wanted if is_empty(value)]


def member_facts(organisation: Organisation) -> list[str]:
    members = Membership.objects.for_organisation(organisation).active().count()
    invited = open_invitations(organisation).count()
    facts = [ngettext("%(number)d member", "%(number)d members", members) % {"number": members}]
    if invited:
        facts.append(
            ngettext(
                "%(number)d invitation not yet accepted",
                "%(number)d invitations not yet accepted",
                invited,
            )
            % {"number": invited}
        )
    return facts


def member_gaps(organisation: Organisation) -> list[str]:
    active = Membership.objects.for_organisation(organisation).active()
    held = {role for roles in active.values_list("roles", flat=True) for role in roles}
    wanted = [
        (Role.COORDINATOR, _("Nobody is complaint coordinator.")),
        (Role.DATA_PROTECTION_OFFICER, _("Nobody is data-protection officer.")),
    ]
    return [gap for role, gap in wanted if role not in held]


def limits(organisation: Organisation, today: date) -> tuple[list[str], list[str]]:
    """The limits in force, and the kinds for which none is set."""
    facts, gaps = [], []
    wanted = [
        (
            LimitKind.ACKNOWLEDGEMENT,
            _("Acknowledgement of receipt: %(limit)s"),
            _("No time limit is set for the acknowledgement of receipt."),
        ),
        (LimitKind.ANSWER, _("Answer: %(limit)s"), _("No time limit is set for the answer.")),
    ]
    for kind, fact, gap in wanted:
        limit = limit_in_force(organisation, kind, today)
        if limit:
            facts.append(fact % {"limit": in_words(limit)})
        else:
            gaps.append(gap)
    return facts, gaps


def department_facts(organisation: Organisation, today: date) -> list[str]:
    number = Department.objects.for_organisation(organisation).valid_on(today).count()
    return [
        ngettext("%(number)d department", "%(number)d departments", number) % {"number": number}
    ]


def place_facts(organisation: Organisation, today: date) -> list[str]:
    number = Place.objects.for_organisation(organisation).valid_on(today).count()
    return [ngettext("%(number)d place", "%(number)d places", number) % {"number": number}]


def closed_day_facts(organisation: Organisation, today: date) -> list[str]:
    days = ClosedDay.objects.for_organisation(organisation).filter(day__gte=today)
    number = days.count()
    return [
        ngettext("%(number)d closed day to come", "%(number)d closed days to come", number)
        % {"number": number}
    ]
