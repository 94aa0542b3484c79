"""The charter of BOSA, just begun: three texts without German, two commitments. Written for the demonstration."""

from charters.demo.plans import PromiseOf, text, within
from charters.enums import Metric, Topic
from core.deadlines import Unit

TEXTS = {
    Topic.WELCOME: text(
        "Welkom bij de FOD BOSA. Wij ondersteunen de federale overheid, zodat zij u goed kan helpen.\n\n*Dit charter is geschreven voor de demonstratie. Termijnen en doelstellingen zijn verzonnen.*",
        "Bienvenue au SPF BOSA. Nous soutenons l’administration fédérale pour qu’elle puisse bien vous aider.\n\n*Cette charte a été écrite pour la démonstration. Les délais et les objectifs sont inventés.*",
        en="Welcome to the FPS BOSA. We support the federal administration, so that it can help you well.\n\n*This charter was written for the demonstration. Time limits and targets are invented.*",
    ),
    Topic.PURPOSE: text(
        "Dit charter geldt voor kandidaten die voor de federale overheid willen werken, voor wie onze digitale diensten gebruikt en voor onze collega’s bij de andere organisaties.",
        "Cette charte vaut pour les candidats qui veulent travailler pour l’administration fédérale, pour ceux qui utilisent nos services numériques et pour nos collègues des autres organisations.",
        en="This charter is for candidates who want to work for the federal administration, for those who use our digital services, and for our colleagues in other organisations.",
    ),
    Topic.TELEPHONE: text(
        "Wie met een digitale dienst vastzit, kan bellen. Een medewerker blijft aan de lijn tot de vraag beantwoord is of doorgegeven.",
        "Si vous êtes bloqué dans un service numérique, vous pouvez appeler. Un collaborateur reste en ligne jusqu’à ce que la question ait sa réponse ou soit transmise.",
    ),
}

PROMISES = (
    PromiseOf(
        "answered",
        Topic.REPLY_TIMES,
        text(
            "Binnen 30 kalenderdagen krijgt u een antwoord op uw klacht.",
            "Dans les 30 jours calendrier, vous recevez une réponse à votre plainte.",
            en="Within 30 calendar days you receive an answer to your complaint.",
        ),
        Metric.ANSWERED_WITHIN,
        within(30, Unit.CALENDAR_DAYS, 90),
    ),
    # Says on purpose what the builder warns of: words that can mean anything.
    PromiseOf(
        "result",
        Topic.SERVICES,
        text(
            "Na een selectie krijgt u zo snel mogelijk uw resultaat, ten laatste na 20 werkdagen.",
            "Après une sélection, vous recevez votre résultat dès que possible, au plus tard après 20 jours ouvrables.",
        ),
        service="selection",
    ),
)
