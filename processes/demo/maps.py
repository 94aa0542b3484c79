"""Two process maps of the demonstration, one with a draft of an improved process; durations are invented."""

from dataclasses import dataclass, field

from core.texts import Text
from processes.demo.details import text
from processes.enums import Actor, ContactChannel, DurationUnit, Ending, Stage

CUSTOMER, FRONT, BACK, OTHER = (
    Actor.CUSTOMER,
    Actor.FRONT_OFFICE,
    Actor.BACK_OFFICE,
    Actor.OTHER_ORGANISATION,
)
MINUTES, WORKING, CALENDAR = (
    DurationUnit.MINUTES,
    DurationUnit.WORKING_DAYS,
    DurationUnit.CALENDAR_DAYS,
)


@dataclass(frozen=True)
class StepOf:
    """A step of a demonstration map, by a key that cases and actions name."""

    key: str
    stage: str
    actor: str
    name: Text
    question: Text = field(default_factory=Text)
    channel: str = ""
    department: str = ""
    partner: str = ""
    expected: tuple[int, str] | None = None
    maximal: tuple[int, str] | None = None
    risk: Text = field(default_factory=Text)
    receives: Text = field(default_factory=Text)
    ending: str = ""
    informs_on_appeal: bool = False


@dataclass(frozen=True)
class AgreementOf:
    """An agreement, by the keys of the steps that rest on it."""

    giver: str
    taker: str
    what: Text
    within: tuple[int, str]
    steps: tuple[str, ...]


REFUND = (
    StepOf(
        "look_up",
        Stage.ORIENT,
        CUSTOMER,
        text(
            "De datum van terugbetaling opzoeken",
            "Chercher la date du remboursement",
            "Das Datum der Erstattung suchen",
            "Look up the date of the refund",
        ),
        text(
            "Wanneer krijg ik mijn geld?",
            "Quand serai-je payé ?",
            "Wann bekomme ich mein Geld?",
            "When will I be paid?",
        ),
        channel=ContactChannel.ONLINE,
        expected=(10, MINUTES),
        risk=text(
            "De datum staat in vaktaal.",
            "La date est donnée en jargon.",
            "Das Datum steht in Fachsprache.",
            "The date is given in jargon.",
        ),
    ),
    StepOf(
        "explain",
        Stage.ORIENT,
        FRONT,
        text(
            "Uitleggen hoever het dossier staat",
            "Expliquer où en est le dossier",
            "Erklären, wie weit die Akte ist",
            "Explain how far the file is",
        ),
        text(
            "Tot wie richt ik mij?",
            "À qui m’adresser ?",
            "An wen wende ich mich?",
            "Whom do I turn to?",
        ),
        channel=ContactChannel.TELEPHONE,
        department="CONTACT",
        expected=(4, MINUTES),
        maximal=(15, MINUTES),
        receives=text(
            "Een datum en een naam",
            "Une date et un nom",
            "Ein Datum und einen Namen",
            "A date and a name",
        ),
    ),
    StepOf(
        "give_account",
        Stage.RECEIVE,
        CUSTOMER,
        text(
            "Het rekeningnummer meedelen",
            "Donner son numéro de compte",
            "Die Kontonummer mitteilen",
            "Give the account number",
        ),
        text(
            "Is mijn aanvraag goed aangekomen en volledig?",
            "Ma demande est-elle bien arrivée, et complète ?",
            "Ist mein Antrag gut angekommen und vollständig?",
            "Did my request arrive, and is it complete?",
        ),
        channel=ContactChannel.ONLINE,
        expected=(15, MINUTES),
        risk=text(
            "Een tikfout, een rekening op een andere naam.",
            "Une faute de frappe, un compte à un autre nom.",
            "Ein Tippfehler, ein Konto auf einen anderen Namen.",
            "A typing error, an account in another name.",
        ),
    ),
    StepOf(
        "check_holder",
        Stage.RECEIVE,
        BACK,
        text(
            "De titularis van de rekening nagaan",
            "Vérifier le titulaire du compte",
            "Den Kontoinhaber prüfen",
            "Check who holds the account",
        ),
        department="COLLECTION",
        expected=(1, WORKING),
        maximal=(3, WORKING),
    ),
    StepOf(
        "confirm_account",
        Stage.RECEIVE,
        OTHER,
        text(
            "De rekening bevestigen",
            "Confirmer le compte",
            "Das Konto bestätigen",
            "Confirm the account",
        ),
        partner="Bank",
        expected=(2, WORKING),
        maximal=(5, WORKING),
    ),
    StepOf(
        "order_payment",
        Stage.DELIVER,
        BACK,
        text(
            "De betaling opdragen",
            "Ordonner le paiement",
            "Die Zahlung anordnen",
            "Order the payment",
        ),
        text(
            "Gaat het vooruit? Waarom duurt het zo lang?",
            "Est-ce que ça avance ? Pourquoi si long ?",
            "Geht es voran? Warum dauert es so lange?",
            "Is it moving? Why so long?",
        ),
        department="COLLECTION",
        expected=(30, CALENDAR),
        maximal=(60, CALENDAR),
        risk=text(
            "Het dossier wacht op een andere dienst.",
            "Le dossier attend un autre service.",
            "Die Akte wartet auf einen anderen Dienst.",
            "The file waits for another department.",
        ),
    ),
    StepOf(
        "transfer",
        Stage.DELIVER,
        OTHER,
        text(
            "De overschrijving uitvoeren of terugsturen",
            "Exécuter ou renvoyer le virement",
            "Die Überweisung ausführen oder zurücksenden",
            "Carry out the transfer, or return it",
        ),
        partner="Bank",
        expected=(2, WORKING),
        maximal=(5, WORKING),
        ending=Ending.PRODUCT,
        receives=text(
            "Het bedrag op de rekening",
            "Le montant sur le compte",
            "Den Betrag auf dem Konto",
            "The amount on the account",
        ),
    ),
    StepOf(
        "returned",
        Stage.DELIVER,
        BACK,
        text(
            "Een teruggekeerde overschrijving behandelen",
            "Traiter un virement renvoyé",
            "Eine zurückgesandte Überweisung bearbeiten",
            "Handle a returned transfer",
        ),
        department="COLLECTION",
        risk=text(
            "Niemand verwittigt de klant.",
            "Personne ne prévient le client.",
            "Niemand benachrichtigt den Kunden.",
            "Nobody tells the customer.",
        ),
    ),
    StepOf(
        "announce",
        Stage.FOLLOW_UP,
        FRONT,
        text(
            "De betaling en het bezwaar meedelen",
            "Annoncer le paiement et les recours",
            "Zahlung und Einspruch mitteilen",
            "Announce the payment and how to appeal",
        ),
        text(
            "Wat als ik niet akkoord ga?",
            "Que faire si je ne suis pas d’accord ?",
            "Was tun, wenn ich nicht einverstanden bin?",
            "What if I do not agree?",
        ),
        channel=ContactChannel.LETTER,
        department="CONTACT",
        expected=(5, WORKING),
    ),
    StepOf(
        "complaint",
        Stage.FOLLOW_UP,
        FRONT,
        text(
            "Op een klacht antwoorden",
            "Répondre à une plainte",
            "Auf eine Beschwerde antworten",
            "Answer a complaint",
        ),
        channel=ContactChannel.EMAIL,
        department="CONTACT",
        expected=(20, CALENDAR),
        maximal=(40, CALENDAR),
    ),
)
REFUND_AGREEMENTS = (
    AgreementOf(
        "Bank",
        "COLLECTION",
        text(
            "De bank meldt een teruggekeerde overschrijving.",
            "La banque informe d’un virement renvoyé.",
            "Die Bank meldet eine zurückgesandte Überweisung.",
            "The bank tells of a returned transfer.",
        ),
        (2, WORKING),
        ("transfer",),
    ),
    AgreementOf(
        "COLLECTION",
        "CONTACT",
        text(
            "Inning geeft het contactcenter de stand van het dossier.",
            "La Perception donne au contact center l’état du dossier.",
            "Die Einnahmestelle gibt dem Contact Center den Stand der Akte.",
            "Collection gives the contact centre the state of the file.",
        ),
        (1, WORKING),
        ("explain",),
    ),
)

# What the draft changes: the customer is told at once, and the account is checked while it is typed.
REFUND_DRAFT_NEW = StepOf(
    "warn",
    Stage.DELIVER,
    FRONT,
    text(
        "De klant verwittigen zodra een overschrijving terugkeert",
        "Prévenir le client dès le retour d’un virement",
        "Den Kunden benachrichtigen, sobald eine Überweisung zurückkommt",
        "Tell the customer as soon as a transfer returns",
    ),
    channel=ContactChannel.EMAIL,
    department="CONTACT",
    expected=(1, WORKING),
    maximal=(2, WORKING),
)
REFUND_DRAFT_FASTER = {
    "order_payment": ((20, CALENDAR), (45, CALENDAR)),
    "returned": ((5, WORKING), (10, WORKING)),
}
REFUND_DRAFT_REMOVED = "confirm_account"

INVALIDITY = (
    StepOf(
        "ask_fund",
        Stage.ORIENT,
        CUSTOMER,
        text(
            "Bij het ziekenfonds navragen wat nodig is",
            "Demander à la mutualité ce qu’il faut",
            "Bei der Krankenkasse fragen, was nötig ist",
            "Ask the health insurance fund what is needed",
        ),
        text(
            "Wat gebeurt er na het eerste jaar?",
            "Que se passe-t-il après la première année ?",
            "Was geschieht nach dem ersten Jahr?",
            "What happens after the first year?",
        ),
        channel=ContactChannel.TELEPHONE,
        expected=(15, MINUTES),
    ),
    StepOf(
        "information",
        Stage.ORIENT,
        FRONT,
        text(
            "Uitleg geven over de erkenning",
            "Expliquer la reconnaissance",
            "Die Anerkennung erklären",
            "Explain the recognition",
        ),
        channel=ContactChannel.TELEPHONE,
        department="CONTACT",
        expected=(10, MINUTES),
    ),
    StepOf(
        "submit",
        Stage.RECEIVE,
        OTHER,
        text(
            "Het dossier indienen",
            "Introduire le dossier",
            "Die Akte einreichen",
            "Send in the file",
        ),
        text(
            "Is mijn dossier volledig?",
            "Mon dossier est-il complet ?",
            "Ist meine Akte vollständig?",
            "Is my file complete?",
        ),
        partner="Mutualité / Ziekenfonds",
        expected=(5, WORKING),
        maximal=(10, WORKING),
    ),
    StepOf(
        "check_complete",
        Stage.RECEIVE,
        BACK,
        text(
            "Nagaan of het dossier volledig is",
            "Vérifier si le dossier est complet",
            "Prüfen, ob die Akte vollständig ist",
            "Check whether the file is complete",
        ),
        department="BENEFITS",
        expected=(2, WORKING),
        maximal=(5, WORKING),
        risk=text(
            "Een verslag ontbreekt en niemand vraagt het.",
            "Un rapport manque et personne ne le demande.",
            "Ein Bericht fehlt und niemand fragt danach.",
            "A report is missing and nobody asks for it.",
        ),
    ),
    StepOf(
        "examine",
        Stage.DELIVER,
        BACK,
        text(
            "Het dossier medisch onderzoeken",
            "Examiner médicalement le dossier",
            "Die Akte ärztlich prüfen",
            "Examine the file medically",
        ),
        text(
            "Wie beslist er over mij, en wanneer?",
            "Qui décide pour moi, et quand ?",
            "Wer entscheidet über mich, und wann?",
            "Who decides about me, and when?",
        ),
        department="BENEFITS",
        expected=(10, WORKING),
        maximal=(20, WORKING),
    ),
    StepOf(
        "decide",
        Stage.DELIVER,
        BACK,
        text(
            "Beslissen, met redenen",
            "Décider, avec motivation",
            "Entscheiden, mit Begründung",
            "Decide, with reasons",
        ),
        department="BENEFITS",
        expected=(3, WORKING),
        maximal=(5, WORKING),
        ending=Ending.DECISION,
        informs_on_appeal=True,
        receives=text(
            "Een gemotiveerde beslissing",
            "Une décision motivée",
            "Eine begründete Entscheidung",
            "A reasoned decision",
        ),
    ),
    StepOf(
        "tell",
        Stage.FOLLOW_UP,
        FRONT,
        text(
            "De beslissing uitleggen",
            "Expliquer la décision",
            "Die Entscheidung erklären",
            "Explain the decision",
        ),
        text(
            "Wat kan ik doen als ik niet akkoord ga?",
            "Que faire si je ne suis pas d’accord ?",
            "Was kann ich tun, wenn ich nicht einverstanden bin?",
            "What can I do if I do not agree?",
        ),
        channel=ContactChannel.TELEPHONE,
        department="CONTACT",
        expected=(15, MINUTES),
    ),
)
INVALIDITY_AGREEMENTS = (
    AgreementOf(
        "Mutualité / Ziekenfonds",
        "BENEFITS",
        text(
            "Het ziekenfonds bezorgt het volledige dossier.",
            "La mutualité transmet le dossier complet.",
            "Die Krankenkasse übermittelt die vollständige Akte.",
            "The health insurance fund hands over the complete file.",
        ),
        (10, WORKING),
        ("submit",),
    ),
)


@dataclass(frozen=True)
class MapOf:
    """The map of one service, with the hand-overs that do not simply go to the next step."""

    organisation: str
    service: str
    steps: tuple[StepOf, ...]
    agreements: tuple[AgreementOf, ...]
    hand_overs: dict[str, tuple[str, ...]] = field(default_factory=dict)


MAPS = (
    MapOf(
        "FIN",
        "refund",
        REFUND,
        REFUND_AGREEMENTS,
        {"transfer": ("returned", "announce"), "returned": ("announce",)},
    ),
    MapOf("INAMI", "invalidity", INVALIDITY, INVALIDITY_AGREEMENTS),
)
