"""What becomes of the demonstration's cases: a deck that holds everything, in believable proportions."""

from dataclasses import dataclass, replace
from random import Random

from complaints.demo.words import Theme
from complaints.enums import (
    ComplaintType,
    Decision,
    Finding,
    Nature,
    Outcome,
    Remedy,
    SecondLine,
)
from processes.enums import Stage


@dataclass(frozen=True)
class Course:
    """How a case goes, before it has a date and words."""

    arrives_as: str = Nature.COMPLAINT
    nature: str = Nature.COMPLAINT
    outcome: str = Outcome.ANSWERED
    finding: str = ""
    decision: str = ""
    ground: str = ""
    # Of which service a complaint tells; any, where this is empty.
    about: str = ""
    # Forwarded, withdrawn or requalified after it was qualified, or before.
    qualified: bool = False
    forwarded_here: bool = False
    # Was a question asked, and answered?
    asked: bool = False
    replied: bool = True
    extended: bool = False
    returned: bool = False
    reopened: bool = False
    second_line: str = ""
    overturned: bool | None = None
    made_confidential: bool = False
    late: bool = False


FOUNDED = Course(finding=Finding.FOUNDED)
PARTLY_FOUNDED = Course(finding=Finding.PARTLY_FOUNDED)
UNFOUNDED = Course(finding=Finding.UNFOUNDED)
NO_OPINION = Course(finding=Finding.NO_OPINION)
INADMISSIBLE = Course(outcome=Outcome.INADMISSIBLE)
FORWARDED = Course(outcome=Outcome.FORWARDED)
WITHDRAWN = Course(outcome=Outcome.WITHDRAWN)
QUESTION = Course(arrives_as=Nature.QUESTION, nature=Nature.QUESTION)
SUGGESTION = Course(
    arrives_as=Nature.SUGGESTION, nature=Nature.SUGGESTION, decision=Decision.NOT_TAKEN_UP
)
TAKEN_UP = replace(SUGGESTION, decision=Decision.TAKEN_UP)
NOTIFICATION = Course(arrives_as=Nature.NOTIFICATION, nature=Nature.NOTIFICATION)
COMPLIMENT = Course(arrives_as=Nature.COMPLIMENT, nature=Nature.COMPLIMENT)
REALLY_A_QUESTION = replace(QUESTION, arrives_as=Nature.COMPLAINT)
REALLY_A_SUGGESTION = replace(SUGGESTION, arrives_as=Nature.COMPLAINT)
NO_COMPLAINT = replace(NOTIFICATION, arrives_as=Nature.COMPLAINT, outcome=Outcome.NOT_A_COMPLAINT)

# Of a hundred cases.
SHARES: dict[Course, float] = {
    FOUNDED: 20,
    PARTLY_FOUNDED: 10,
    UNFOUNDED: 22,
    NO_OPINION: 6,
    INADMISSIBLE: 7,
    FORWARDED: 2,
    replace(FORWARDED, qualified=True): 1,
    replace(FORWARDED, forwarded_here=True): 2,
    WITHDRAWN: 2,
    replace(WITHDRAWN, qualified=True): 2,
    QUESTION: 6,
    REALLY_A_QUESTION: 4,
    SUGGESTION: 3,
    TAKEN_UP: 2,
    REALLY_A_SUGGESTION: 1,
    NOTIFICATION: 3,
    COMPLIMENT: 3,
    NO_COMPLAINT: 2,
    replace(NO_COMPLAINT, qualified=True): 1,
    replace(REALLY_A_QUESTION, qualified=True): 1,
}
# What every organisation has at least once, beside one of each course above.
RARE = (
    replace(FOUNDED, extended=True),
    replace(UNFOUNDED, extended=True, late=True),
    replace(PARTLY_FOUNDED, returned=True),
    replace(FOUNDED, asked=True),
    replace(NO_OPINION, asked=True, replied=False),
    replace(UNFOUNDED, reopened=True),
    replace(INADMISSIBLE, reopened=True),
    replace(UNFOUNDED, second_line=SecondLine.REFERRED, overturned=True),
    replace(PARTLY_FOUNDED, second_line=SecondLine.ASKED, overturned=False),
    replace(UNFOUNDED, second_line=SecondLine.REFERRED),
    replace(FOUNDED, made_confidential=True),
)
# Of the cases that are examined.
LATE = 0.05
ASKED = 0.16
REPLIED = 0.7
EXTENDED = 0.04
RETURNED = 0.05
REOPENED = 0.03
SECOND_LINE = 0.04


def deck(
    rng: Random, count: int, *, grounds: list[str], every_ground: bool
) -> tuple[list[Course], list[Course]]:
    """So many courses: those that must be there, then the rest by their shares."""
    needed = [*RARE, *SHARES]
    if every_ground:
        needed += [replace(INADMISSIBLE, ground=ground) for ground in grounds]
    # A small demonstration has no room for everything.
    needed = needed[: count * 2 // 3]
    rest = rng.choices(list(SHARES), list(SHARES.values()), k=count - len(needed))
    return (
        [grounded(rng, course, grounds) for course in needed],
        [grounded(rng, varied(rng, course), grounds) for course in rest],
    )


def grounded(rng: Random, course: Course, grounds: list[str]) -> Course:
    if course.outcome != Outcome.INADMISSIBLE or course.ground:
        return course
    return replace(course, ground=rng.choice(grounds))


def varied(rng: Random, course: Course) -> Course:
    """What happens now and then to a case that is examined."""
    if course.outcome != Outcome.ANSWERED:
        return course
    course = replace(course, late=rng.random() < LATE, asked=rng.random() < ASKED)
    if not course.finding:
        return course
    return replace(
        course,
        replied=rng.random() < REPLIED,
        extended=rng.random() < EXTENDED,
        returned=rng.random() < RETURNED,
        reopened=rng.random() < REOPENED,
        second_line=SecondLine.REFERRED if rng.random() < SECOND_LINE else "",
    )


@dataclass(frozen=True)
class Analysis:
    """What the closing of a founded complaint of one theme says."""

    type: str
    norms: tuple[str, ...]
    stage: str
    # Causes are kept in one wording; so both languages of the organisation stand in it.
    cause: str


ANALYSES: dict[Theme, Analysis] = {
    Theme.DELAY: Analysis(
        ComplaintType.HANDLING,
        ("reasonable_time", "conscientious_management"),
        Stage.DELIVER,
        "Achterstand in de behandeling / Retard de traitement",
    ),
    Theme.SILENCE: Analysis(
        ComplaintType.HANDLING,
        ("passive_information", "reasonable_time"),
        Stage.RECEIVE,
        "Bericht niet doorgegeven / Message non transmis",
    ),
    Theme.TONE: Analysis(
        ComplaintType.CONDUCT,
        ("courtesy", "impartiality"),
        Stage.RECEIVE,
        "Onthaal aan loket en telefoon / Accueil au guichet et au téléphone",
    ),
    Theme.WAITING: Analysis(
        ComplaintType.QUALITY,
        ("appropriate_access", "effective_coordination"),
        Stage.RECEIVE,
        "Onderbezetting op piekdagen / Sous-effectif les jours de pointe",
    ),
    Theme.WEBSITE: Analysis(
        ComplaintType.QUALITY,
        ("appropriate_access", "active_information"),
        Stage.DELIVER,
        "Storing van een onlinedienst / Panne d'un service en ligne",
    ),
    Theme.INFORMATION: Analysis(
        ComplaintType.QUALITY,
        ("active_information", "legitimate_expectation", "legal_certainty"),
        Stage.ORIENT,
        "Verouderde uitleg / Information dépassée",
    ),
    Theme.LOST: Analysis(
        ComplaintType.HANDLING,
        ("conscientious_management", "effective_coordination"),
        Stage.DELIVER,
        "Stuk in een ander dossier / Pièce classée ailleurs",
    ),
    Theme.MISTAKE: Analysis(
        ComplaintType.HANDLING,
        ("legality", "conscientious_management"),
        Stage.DELIVER,
        "Fout bij de invoer / Erreur d'encodage",
    ),
    Theme.LANGUAGE: Analysis(
        ComplaintType.CONDUCT,
        ("legality", "courtesy"),
        Stage.RECEIVE,
        "Taalkeuze niet overgenomen / Choix de langue non repris",
    ),
    Theme.ACCESS: Analysis(
        ComplaintType.QUALITY,
        ("equality", "appropriate_access"),
        Stage.RECEIVE,
        "Toegankelijkheid / Accessibilité",
    ),
    Theme.REASONS: Analysis(
        ComplaintType.QUALITY,
        ("adequate_reasons", "right_to_be_heard", "proportionality"),
        Stage.DELIVER,
        "Brief zonder motivering / Lettre sans motivation",
    ),
    Theme.COMPLAINT: Analysis(
        ComplaintType.COMPLAINT_HANDLING,
        ("effective_coordination", "passive_information"),
        Stage.FOLLOW_UP,
        "Klacht zonder opvolging / Plainte sans suivi",
    ),
}
REMEDIES = {
    Finding.FOUNDED: (Remedy.APOLOGY, Remedy.CORRECTION, Remedy.CORRECTION, Remedy.COMPENSATION),
    Finding.PARTLY_FOUNDED: (Remedy.APOLOGY, Remedy.CORRECTION, Remedy.EXPLANATION),
    Finding.UNFOUNDED: (Remedy.EXPLANATION, Remedy.EXPLANATION, Remedy.NONE),
    Finding.NO_OPINION: (Remedy.EXPLANATION, Remedy.NONE),
}
