"""Letters of a case: standard or own words, and the lines that no letter may lack."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from complaints.clock import read_once, running_due
from complaints.enums import Purpose
from complaints.models import Case, CaseLetter, Complainant
from complaints.tracking import issue_code
from core.templatetags.ui import day_plain
from organisations import outbox
from organisations.models import Letter, LetterTemplate, Organisation, User

# Words in square brackets are filled in; `placeholders` lists those that a kind of letter knows.
SUBJECTS = {
    Purpose.ACKNOWLEDGEMENT: gettext_lazy("We have received your message – [number]"),
    Purpose.INADMISSIBLE: gettext_lazy("Your complaint cannot be examined – [number]"),
    Purpose.REQUALIFIED: gettext_lazy("How we handle your message – [number]"),
    Purpose.QUESTION: gettext_lazy("A question about your message – [number]"),
    Purpose.EXTENSION: gettext_lazy("We need more time – [number]"),
    Purpose.ANSWER: gettext_lazy("Our answer – [number]"),
    Purpose.FORWARDED: gettext_lazy("We have forwarded your message – [number]"),
    Purpose.WITHDRAWN: gettext_lazy("You have withdrawn your message – [number]"),
    Purpose.REOPENED: gettext_lazy("We are looking at your case again – [number]"),
}
BODIES = {
    Purpose.ACKNOWLEDGEMENT: gettext_lazy(
        "On [received_on] we received your message “[subject]”. It is registered under number"
        " [number].\n\n[answer_time]"
    ),
    Purpose.INADMISSIBLE: gettext_lazy(
        "We have read your complaint “[subject]”, received on [received_on]. We cannot examine it,"
        " for this reason: [ground]."
    ),
    Purpose.REQUALIFIED: gettext_lazy(
        "We have read your message “[subject]”, received on [received_on]. We handle it as:"
        " [nature]."
    ),
    Purpose.QUESTION: gettext_lazy(
        "To examine your message “[subject]” we need your help:\n\n\n\nAnswer before"
        " [reply_until] if you can. Without an answer we go on with what we know."
    ),
    Purpose.EXTENSION: gettext_lazy(
        "We told you when you would have an answer to your message “[subject]”. We need more time."
        " You will have our answer on [new_due] at the latest."
    ),
    Purpose.ANSWER: gettext_lazy(
        "On [received_on] we received your message “[subject]”. We have examined it.\n\n"
    ),
    Purpose.FORWARDED: gettext_lazy(
        "Your message “[subject]” concerns another organisation: [forwarded_to]. We have sent it"
        " there. You will hear from that organisation."
    ),
    Purpose.WITHDRAWN: gettext_lazy(
        "You have told us that you withdraw your message “[subject]”. We have closed your case."
    ),
    Purpose.REOPENED: gettext_lazy(
        "We have reopened your case about “[subject]” and examine it again. [answer_time]"
    ),
}
# Only these end a case or begin it: there the second line is named.
NAMES_SECOND_LINE = {Purpose.ACKNOWLEDGEMENT, Purpose.INADMISSIBLE, Purpose.ANSWER}
COMMON_PLACEHOLDERS = ("number", "subject", "received_on", "organisation", "answer_time")
OWN_PLACEHOLDERS = {
    Purpose.INADMISSIBLE: ("ground",),
    Purpose.REQUALIFIED: ("nature",),
    Purpose.QUESTION: ("reply_until",),
    Purpose.EXTENSION: ("new_due",),
    Purpose.FORWARDED: ("forwarded_to",),
}

# What each word in brackets becomes, for whoever writes a template.
PLACEHOLDER_MEANINGS = {
    "number": gettext_lazy("the number of the case"),
    "subject": gettext_lazy("what the message is about, in the complainant's words"),
    "received_on": gettext_lazy("the day of receipt"),
    "organisation": gettext_lazy("the name of your organisation"),
    "answer_time": gettext_lazy("a sentence that says when the answer comes"),
    "ground": gettext_lazy("why the complaint is not admissible"),
    "nature": gettext_lazy("what the message is handled as"),
    "reply_until": gettext_lazy("the day until which a reply is awaited"),
    "new_due": gettext_lazy("the new due date"),
    "forwarded_to": gettext_lazy("the organisation that takes over"),
}


def in_letter_language(case: Case, words: object) -> str:
    """A term as the letter says it."""
    with translation.override(case.letter_language):
        return str(words)


def placeholders(purpose: str) -> tuple[str, ...]:
    """The words in brackets that a template of this kind may use."""
    return COMMON_PLACEHOLDERS + OWN_PLACEHOLDERS.get(Purpose(purpose), ())


def written_out(day: date | None) -> str:
    return day_plain(day)


def answer_time(case: Case) -> str:
    due = running_due(case) if case.first_answered_on else case.answer_due
    if due:
        return _("You will have our answer on %(day)s at the latest.") % {"day": written_out(due)}
    return _("You will have our answer as soon as we have examined it; no time limit is set.")


# What every letter may name; looked up only where its words are in the template.
FACTS: dict[str, Callable[[Case], str]] = {
    "number": lambda case: case.number or "",
    "subject": lambda case: case.subject,
    "received_on": lambda case: written_out(case.received_on),
    "organisation": lambda case: str(case.organisation.name),
    "answer_time": answer_time,
}
LONGEST_SUBJECT = 300
BLANK = re.compile(r"\[(\w+)\]")


def fill(template: str, case: Case, facts: dict[str, str]) -> str:
    """Words in brackets become facts; what a fact itself holds in brackets stays."""

    def fact(blank: re.Match[str]) -> str:
        name = blank[1]
        if name in facts:
            return facts[name]
        return FACTS[name](case) if name in FACTS else blank[0]

    return BLANK.sub(fact, template)


def own_words(organisation: Organisation, purpose: str) -> LetterTemplate | None:
    templates = LetterTemplate.objects.filter(organisation=organisation, purpose=purpose)
    return read_once((organisation.pk, "words", purpose), templates.first)


def compose(case: Case, purpose: str, **facts: object) -> tuple[str, str]:
    """Subject and body in the letter language: the organisation's own words, else the standard text.

    Facts that are dates are written out. The fixed lines are added by `whole`.
    """
    own = own_words(case.organisation, purpose)
    with translation.override(case.letter_language):
        subject = (own and own.subject.get(case.letter_language)) or str(SUBJECTS[Purpose(purpose)])
        body = (own and own.body.get(case.letter_language)) or str(BODIES[Purpose(purpose)])
        words = in_words(facts)
        return fill(subject, case, words), fill(body, case, words)


def in_words(facts: Mapping[str, object]) -> dict[str, str]:
    return {
        name: written_out(fact) if isinstance(fact, date) else str(fact)
        for name, fact in facts.items()
    }


def to_edit(case: Case, purpose: str) -> str:
    """The body before the move: words in brackets that only the move can fill in stay as they are."""
    later = {} if purpose == Purpose.ACKNOWLEDGEMENT else {"answer_time": "[answer_time]"}
    return compose(case, purpose, **later)[1]


def words_left(body: str, purpose: str) -> list[tuple[str, str]]:
    """The words in brackets that will be filled in, with what they become."""
    return [
        (f"[{name}]", str(PLACEHOLDER_MEANINGS[name]))
        for name in placeholders(purpose)
        if f"[{name}]" in body
    ]


def salutation(complainant: Complainant | None) -> str:
    if complainant and complainant.name:
        return pgettext("letter", "Dear %(name)s,") % {"name": complainant.name}
    return pgettext("letter", "Dear Sir or Madam,")


def whole(case: Case, purpose: str, body: str, *, code: str = "") -> str:
    """The letter as it leaves: salutation, body, and the lines that the law and courtesy ask for."""
    organisation = case.organisation
    with translation.override(case.letter_language):
        parts = [salutation(getattr(case, "complainant", None)), body.strip()]
        if purpose == Purpose.ACKNOWLEDGEMENT and code:
            parts.append(
                _("Follow your case at %(address)s with number %(number)s and code %(code)s.")
                % {
                    "address": settings.SITE_URL + reverse("complaints:track"),
                    "number": case.number,
                    "code": code,
                }
            )
        elif purpose == Purpose.QUESTION:
            parts.append(
                _("You can answer at %(address)s, with your number and code, or by replying to us.")
                % {"address": settings.SITE_URL + reverse("complaints:track")}
            )
        if case.is_complaint:
            parts.append(
                _(
                    "A complaint does not suspend appeal periods: to contest a decision, lodge the"
                    " appeal it mentions in time."
                )
            )
        if purpose in NAMES_SECOND_LINE and case.is_complaint and organisation.second_line:
            parts.append(
                _("Not satisfied with our answer, or no answer in time? You can turn to: %(body)s.")
                % {"body": organisation.second_line.name}
            )
        contact = [
            pgettext("letter", "Yours faithfully,"),
            organisation.contact_name,
            str(organisation.name),
            organisation.email,
            organisation.telephone,
        ]
        parts.append("\n".join(line for line in contact if line))
        return "\n\n".join(part for part in parts if part)


def can_be_sent(case: Case) -> bool:
    complainant = getattr(case, "complainant", None)
    return bool(complainant and complainant.can_be_written_to)


def draft(
    case: Case, purpose: str, *, subject: str, text: str, by: User | None, at: datetime
) -> Letter:
    """A letter of the case that has not left: a proposed answer."""
    complainant = case.complainant
    letter = outbox.write(
        case.organisation,
        purpose=purpose,
        language=case.letter_language,
        recipient=complainant.name,
        email=complainant.email,
        address=complainant.address,
        # With the words of the complainant filled in it may be longer than a letter takes.
        subject=Truncator(subject).chars(LONGEST_SUBJECT),
        text=text,
        by=by,
        at=at,
    )
    CaseLetter.objects.create(
        organisation_id=case.organisation_id, case=case, letter=letter, purpose=purpose
    )
    return letter


def send(
    case: Case,
    purpose: str,
    *,
    by: User | None,
    at: datetime,
    tell: bool,
    body: str | None = None,
    **facts: object,
) -> Letter | None:
    """Write the letter and queue it with the move that calls; None where there is no address.

    Without `body` the template's text is used; in either, words in brackets are filled in. An
    acknowledgement carries a fresh tracking code unless `code` is among the facts.
    """
    if not can_be_sent(case):
        return None
    code = str(facts.pop("code", ""))
    if purpose == Purpose.ACKNOWLEDGEMENT and not code:
        code = issue_code(case)
    subject, standard = compose(case, purpose, **facts)
    if body is not None:
        with translation.override(case.letter_language):
            standard = fill(body, case, in_words(facts))
    text = whole(case, purpose, standard, code=code)
    # A move that is recorded late does not make its letter older.
    written_at = timezone.now() if tell else at
    letter = draft(case, purpose, subject=subject, text=text, by=by, at=written_at)
    outbox.queue(letter, at=written_at, tell=tell)
    return letter
