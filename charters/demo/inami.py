"""The charter of INAMI, in consultation. Written for the demonstration: people, opinions and figures are invented."""

from dataclasses import dataclass

from charters.demo.plans import MINUTES, PromiseOf, figure, share, text, within
from charters.enums import Better, Metric, Topic
from core.deadlines import Unit

TEXTS = {
    Topic.WELCOME: text(
        "Welkom bij het RIZIV. Dit charter zegt wat u van ons mag verwachten wanneer u ziek bent, een dossier bij ons hebt of zorg verleent.\n\n*Dit charter is geschreven voor de demonstratie. Termijnen, doelstellingen en meningen zijn verzonnen.*",
        "Bienvenue à l’INAMI. Cette charte dit ce que vous pouvez attendre de nous lorsque vous êtes malade, que vous avez un dossier chez nous ou que vous dispensez des soins.\n\n*Cette charte a été écrite pour la démonstration. Les délais, les objectifs et les avis sont inventés.*",
        "Willkommen beim LIKIV. Diese Charta sagt, was Sie von uns erwarten dürfen, wenn Sie krank sind, eine Akte bei uns haben oder Pflegeleistungen erbringen.\n\n*Diese Charta wurde für die Demonstration geschrieben. Fristen, Zielwerte und Meinungen sind erfunden.*",
        "Welcome to INAMI. This charter says what you may expect of us when you are ill, have a file with us or provide care.\n\n*This charter was written for the demonstration. Time limits, targets and opinions are invented.*",
    ),
    Topic.SITUATION: text(
        "Wij organiseren de verplichte verzekering voor geneeskundige verzorging en uitkeringen. Uw ziekenfonds betaalt u; wij zorgen voor de regels, de erkenningen en de beslissingen waarop het steunt.",
        "Nous organisons l’assurance obligatoire soins de santé et indemnités. Votre mutualité vous paie ; nous fixons les règles, les reconnaissances et les décisions sur lesquelles elle s’appuie.",
        "Wir organisieren die Gesundheitspflege- und Entschädigungspflichtversicherung. Ihre Krankenkasse zahlt; wir sorgen für die Regeln, die Anerkennungen und die Entscheidungen, auf die sie sich stützt.",
        "We organise the compulsory insurance for health care and benefits. Your health insurance fund pays you; we see to the rules, recognitions and decisions on which it relies.",
    ),
    Topic.PURPOSE: text(
        "Dit charter geldt voor patiënten en hun naasten, voor zorgverleners en voor de ziekenfondsen die namens hen met ons werken.",
        "Cette charte vaut pour les patients et leurs proches, pour les dispensateurs de soins et pour les mutualités qui travaillent avec nous en leur nom.",
        "Diese Charta gilt für Patienten und ihre Angehörigen, für Pflegeleistungserbringer und für die Krankenkassen, die in ihrem Namen mit uns arbeiten.",
        "This charter is for patients and those close to them, for care providers, and for the health insurance funds that work with us on their behalf.",
    ),
    Topic.REFERRAL: text(
        "Veel vragen over uw uitkering beantwoordt uw ziekenfonds. Wij zeggen wie u helpt, met naam en nummer.",
        "Votre mutualité répond à beaucoup de questions sur votre indemnité. Nous disons qui vous aide, avec un nom et un numéro.",
        "Viele Fragen zu Ihrer Entschädigung beantwortet Ihre Krankenkasse. Wir sagen Ihnen, wer Ihnen hilft, mit Namen und Nummer.",
        "Your health insurance fund answers many questions about your benefit. We say who helps you, with a name and a number.",
    ),
    Topic.WEBSITE: text(
        "Op onze website vindt u per situatie wat u moet doen: ziek worden, naar het buitenland gaan, een praktijk beginnen.",
        "Sur notre site, vous trouvez par situation ce qu’il faut faire : tomber malade, partir à l’étranger, ouvrir un cabinet.",
        "Auf unserer Website finden Sie je nach Situation, was zu tun ist: krank werden, ins Ausland reisen, eine Praxis eröffnen.",
        "On our website you find what to do in each situation: falling ill, going abroad, opening a practice.",
    ),
    Topic.OPENING_HOURS: text(
        "U bent welkom zonder afspraak in de voormiddag. In de namiddag ontvangen wij u op afspraak.",
        "Vous êtes le bienvenu sans rendez-vous le matin. L’après-midi, nous recevons sur rendez-vous.",
        "Vormittags sind Sie ohne Termin willkommen. Nachmittags empfangen wir Sie nach Vereinbarung.",
        "You are welcome without an appointment in the morning. In the afternoon we receive you by appointment.",
    ),
    Topic.TELEPHONE: text(
        "Het infopunt neemt de telefoon op. Hebt u een dossier, dan ziet de medewerker hoever het staat.",
        "Le point d’information répond au téléphone. Si vous avez un dossier, le collaborateur voit où il en est.",
        "Der Infopunkt nimmt Ihren Anruf entgegen. Haben Sie eine Akte, sieht der Mitarbeiter, wie weit sie ist.",
        "The information point answers the telephone. If you have a file, the member of staff sees how far it is.",
    ),
    Topic.CHANNELS: text(
        "U bereikt ons online, per telefoon, per brief en aan het onthaal. Wie doof of slechthorend is, kan schrijven of met een tolk komen.",
        "Vous nous joignez en ligne, par téléphone, par courrier et à l’accueil. Une personne sourde ou malentendante peut écrire ou venir avec un interprète.",
        "Sie erreichen uns online, per Telefon, per Brief und am Empfang. Gehörlose oder schwerhörige Personen können schreiben oder mit einem Dolmetscher kommen.",
        "You reach us online, by telephone, by letter and at the reception desk. A deaf or hard of hearing person can write, or come with an interpreter.",
    ),
    Topic.MAIL: text(
        "Een beslissing zegt waarop ze steunt, bij wie u beroep kunt instellen en tot wanneer.",
        "Une décision dit sur quoi elle repose, auprès de qui vous pouvez introduire un recours et jusqu’à quand.",
        "Eine Entscheidung nennt ihre Grundlage, die Stelle für einen Rechtsbehelf und die Frist dafür.",
        "A decision says what it rests on, where you can appeal, and until when.",
    ),
    Topic.SERVICES: text(
        "Onze diensten raken vaak aan uw inkomen of uw gezondheid. Daarom zegt elk dossier van bij het begin hoelang het duurt.",
        "Nos services touchent souvent à vos revenus ou à votre santé. C’est pourquoi chaque dossier annonce d’emblée combien de temps il prend.",
        "Unsere Dienstleistungen betreffen oft Ihr Einkommen oder Ihre Gesundheit. Deshalb steht bei jeder Akte von Anfang an, wie lange sie dauert.",
        "Our services often touch your income or your health. That is why every file says from the start how long it takes.",
    ),
    Topic.REPLY_TIMES: text(
        "Wij schrijven op welke dag u een antwoord krijgt. Ontbreekt een stuk, dan vragen wij alles in één keer.",
        "Nous écrivons quel jour vous recevrez une réponse. S’il manque une pièce, nous demandons tout en une fois.",
        "Wir schreiben Ihnen, an welchem Tag Sie eine Antwort erhalten. Fehlt eine Unterlage, verlangen wir alles auf einmal.",
        "We write on which day you will have an answer. If a document is missing, we ask for everything at once.",
    ),
    Topic.PAYMENT: text(
        "Zorgverleners betalen hun bijdragen met een overschrijving. Patiënten betalen ons niets.",
        "Les dispensateurs de soins paient leurs contributions par virement. Les patients ne nous paient rien.",
        "Pflegeleistungserbringer zahlen ihre Beiträge per Überweisung. Patienten zahlen uns nichts.",
        "Care providers pay their contributions by transfer. Patients pay us nothing.",
    ),
    Topic.DATA_REUSE: text(
        "Uw adres, uw loon en uw verzekerbaarheid halen wij bij de diensten die ze al hebben.",
        "Votre adresse, votre salaire et votre assurabilité, nous les obtenons des services qui les ont déjà.",
        "Ihre Anschrift, Ihren Lohn und Ihre Versicherbarkeit erfragen wir bei den Diensten, die sie bereits haben.",
        "Your address, wage and insurability we obtain from the services that have them already.",
    ),
    Topic.QUALITY_CONTROL: text(
        "Elk jaar publiceren wij hoe vaak wij dit charter nakwamen en wat wij daarna veranderden.",
        "Chaque année, nous publions combien de fois nous avons tenu cette charte et ce que nous avons changé ensuite.",
        "Jedes Jahr veröffentlichen wir, wie oft wir diese Charta eingehalten haben und was wir danach geändert haben.",
        "Each year we publish how often we kept this charter and what we changed afterwards.",
    ),
    Topic.EXPECTATIONS: text(
        "Een volledig dossier is een vlot dossier.",
        "Un dossier complet est un dossier qui avance.",
        "Eine vollständige Akte kommt voran.",
        "A complete file moves on.",
    ),
}
NOT_OURS = {
    Topic.COUNTERS: text(
        "Wij hebben geen loket voor ondernemingen: zorgverleners richten zich tot dezelfde dienst, of zij zelfstandig werken of niet.",
        "Nous n’avons pas de guichet pour les entreprises : les dispensateurs de soins s’adressent au même service, indépendants ou non.",
        "Wir haben keinen Schalter für Unternehmen: Pflegeleistungserbringer wenden sich an dieselbe Dienststelle, ob selbständig oder nicht.",
        "We have no counter for companies: care providers turn to the same department, self-employed or not.",
    ),
}

WISHES = (
    text(
        "Stuur ons een volledig dossier, met de stukken die op de lijst staan.",
        "Envoyez-nous un dossier complet, avec les pièces de la liste.",
        "Senden Sie uns eine vollständige Akte mit den Unterlagen der Liste.",
        "Send us a complete file, with the documents on the list.",
    ),
    text(
        "Vermeld uw rijksregisternummer of het nummer van uw dossier.",
        "Indiquez votre numéro de registre national ou le numéro de votre dossier.",
        "Geben Sie Ihre Nationalregisternummer oder die Nummer Ihrer Akte an.",
        "Give your national number or the number of your file.",
    ),
    text(
        "Zeg ons als uw toestand of uw adres verandert.",
        "Dites-nous si votre état ou votre adresse change.",
        "Sagen Sie uns, wenn sich Ihr Zustand oder Ihre Anschrift ändert.",
        "Tell us when your condition or your address changes.",
    ),
)

PROMISES = (
    PromiseOf(
        "right_service",
        Topic.REFERRAL,
        text(
            "Binnen 3 werkdagen weet u welke dienst of welk ziekenfonds uw vraag behandelt.",
            "Dans les 3 jours ouvrables, vous savez quel service ou quelle mutualité traite votre question.",
            "Innerhalb von 3 Werktagen wissen Sie, welche Dienststelle oder Krankenkasse Ihre Frage behandelt.",
            "Within 3 working days you know which department or health insurance fund deals with your question.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Vragen die binnen 3 werkdagen zijn toegewezen",
                "Questions attribuées dans les 3 jours ouvrables",
                "Innerhalb von 3 Werktagen zugewiesene Fragen",
                "Questions assigned within 3 working days",
            ),
            "90",
        ),
    ),
    PromiseOf(
        "reception",
        Topic.OPENING_HOURS,
        text(
            "Aan het onthaal wacht u hoogstens 20 minuten.",
            "À l’accueil, vous attendez au plus 20 minutes.",
            "Am Empfang warten Sie höchstens 20 Minuten.",
            "At the reception desk you wait at most 20 minutes.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Gemiddelde wachttijd aan het onthaal",
                "Attente moyenne à l’accueil",
                "Durchschnittliche Wartezeit am Empfang",
                "Average wait at the reception desk",
            ),
            "20",
            MINUTES,
            Better.LOWER,
        ),
        service="contact",
    ),
    PromiseOf(
        "telephone",
        Topic.TELEPHONE,
        text(
            "Van 10 oproepen nemen wij er minstens 8 op binnen 3 minuten.",
            "Sur 10 appels, nous en décrochons au moins 8 dans les 3 minutes.",
            "Von 10 Anrufen nehmen wir mindestens 8 innerhalb von 3 Minuten an.",
            "Of 10 calls, we answer at least 8 within 3 minutes.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Oproepen opgenomen binnen 3 minuten",
                "Appels décrochés dans les 3 minutes",
                "Innerhalb von 3 Minuten angenommene Anrufe",
                "Calls answered within 3 minutes",
            ),
            "80",
            text("% van de oproepen", "% des appels", "% der Anrufe", "% of calls"),
        ),
        service="contact",
    ),
    PromiseOf(
        "appeal_routes",
        Topic.MAIL,
        text(
            "Elke beslissing noemt de beroepsmogelijkheid en de termijn op de eerste 2 bladzijden.",
            "Chaque décision indique la voie de recours et son délai dans les 2 premières pages.",
            "Jede Entscheidung nennt den Rechtsbehelf und seine Frist auf den ersten 2 Seiten.",
            "Every decision names the appeal and its time limit on the first 2 pages.",
        ),
    ),
    PromiseOf(
        "acknowledged",
        Topic.REPLY_TIMES,
        text(
            "Binnen 10 kalenderdagen bevestigen wij dat wij uw klacht hebben.",
            "Dans les 10 jours calendrier, nous confirmons que nous avons votre plainte.",
            "Innerhalb von 10 Kalendertagen bestätigen wir, dass wir Ihre Beschwerde haben.",
            "Within 10 calendar days we confirm that we have your complaint.",
        ),
        Metric.ACKNOWLEDGED_WITHIN,
        within(10, Unit.CALENDAR_DAYS, 95),
    ),
    PromiseOf(
        "answered",
        Topic.REPLY_TIMES,
        text(
            "Binnen 45 kalenderdagen krijgt u een gemotiveerd antwoord op uw klacht.",
            "Dans les 45 jours calendrier, vous recevez une réponse motivée à votre plainte.",
            "Innerhalb von 45 Kalendertagen erhalten Sie eine begründete Antwort auf Ihre Beschwerde.",
            "Within 45 calendar days you receive a reasoned answer to your complaint.",
        ),
        Metric.ANSWERED_WITHIN,
        within(45, Unit.CALENDAR_DAYS, 90),
    ),
    PromiseOf(
        "language",
        Topic.REPLY_TIMES,
        text(
            "U krijgt een antwoord in de landstaal waarin u ons schreef.",
            "Vous recevez une réponse dans celle des trois langues nationales que vous avez utilisée.",
            "Sie erhalten eine Antwort in derjenigen der drei Landessprachen, in der Sie uns geschrieben haben.",
            "You receive an answer in the one of the three national languages in which you wrote.",
        ),
        Metric.ANSWERED_IN_LANGUAGE,
        share(98),
        regulation="L1966-07-18",
    ),
    PromiseOf(
        "abroad",
        Topic.SERVICES,
        text(
            "Over een aanvraag voor zorg in het buitenland beslissen wij binnen 20 werkdagen.",
            "Nous décidons d’une demande de soins à l’étranger dans les 20 jours ouvrables.",
            "Über einen Antrag auf Behandlung im Ausland entscheiden wir innerhalb von 20 Werktagen.",
            "We decide on a request for care abroad within 20 working days.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Beslissingen over zorg in het buitenland binnen 20 werkdagen",
                "Décisions sur les soins à l’étranger dans les 20 jours ouvrables",
                "Entscheidungen über Behandlungen im Ausland innerhalb von 20 Werktagen",
                "Decisions on care abroad within 20 working days",
            ),
            "90",
        ),
        service="abroad",
        groups=("citizens",),
    ),
    PromiseOf(
        "all_at_once",
        Topic.DATA_REUSE,
        text(
            "Ontbreken er stukken, dan vragen wij ze u één keer, in één brief.",
            "S’il manque des pièces, nous vous les demandons une seule fois, en un seul courrier.",
            "Fehlen Unterlagen, verlangen wir sie ein einziges Mal, in einem Brief.",
            "If documents are missing, we ask you for them once, in one letter.",
        ),
        Metric.FOUNDED_ON_NORM,
        share(5),
        norm="conscientious_management",
        regulation="L2014-05-05",
    ),
    PromiseOf(
        "satisfaction",
        Topic.QUALITY_CONTROL,
        text(
            "In onze jaarlijkse bevraging geven klanten ons minstens 7 op 10.",
            "Dans notre enquête annuelle, les clients nous donnent au moins 7 sur 10.",
            "In unserer jährlichen Befragung geben uns die Kunden mindestens 7 von 10 Punkten.",
            "In our yearly survey customers give us at least 7 out of 10.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Tevredenheid in de klantenbevraging",
                "Satisfaction dans l’enquête clients",
                "Zufriedenheit in der Kundenbefragung",
                "Satisfaction in the customer survey",
            ),
            "7",
            text("op 10", "sur 10", "von 10", "out of 10"),
        ),
    ),
)

INTRODUCTION = text(
    "Wij schrijven een nieuw charter en willen weten wat u ervan vindt. Zeg bij elk engagement of het voor u nuttig is, en schrijf erbij wat er ontbreekt. Wij antwoorden op wat u schrijft.",
    "Nous écrivons une nouvelle charte et voulons savoir ce que vous en pensez. Dites pour chaque engagement s’il vous est utile, et ajoutez ce qui manque. Nous répondons à ce que vous écrivez.",
    "Wir schreiben eine neue Charta und möchten wissen, was Sie davon halten. Sagen Sie bei jeder Verpflichtung, ob sie Ihnen nützt, und ergänzen Sie, was fehlt. Wir antworten auf das, was Sie schreiben.",
    "We are writing a new charter and want to know what you think of it. Say of each commitment whether it is useful to you, and add what is missing. We answer what you write.",
)


@dataclass(frozen=True)
class Sent:
    """What one customer sent: of promises by key whether they are useful and why, and of the whole."""

    language: str
    days_ago: int
    useful: dict[str, bool]
    said: dict[str, str]
    whole: str = ""
    # What the organisation answered, by key of the promise; by "" on the whole.
    answers: dict[str, str] | None = None


OPINIONS = (
    Sent(
        "nl",
        8,
        {"answered": True, "telephone": False, "all_at_once": True},
        {
            "telephone": "Drie minuten wachten is geen probleem. Dat de lijn daarna wegvalt wel.",
            "all_at_once": "Ik stuurde vorig jaar drie keer een attest. Dit zou veel schelen.",
        },
        answers={
            "telephone": "Dank u. Wij meten voortaan ook de verbroken oproepen, en zetten dat in de uitleg."
        },
    ),
    Sent(
        "fr",
        8,
        {"abroad": True, "language": True, "reception": True},
        {"abroad": "Vingt jours, c’est clair. Dites aussi à partir de quand ils comptent."},
        whole="Le texte se lit bien. J’aurais aimé un exemple pour chaque engagement.",
        answers={
            "abroad": "Vous avez raison : nous ajouterons que le délai court dès que le dossier est complet."
        },
    ),
    Sent(
        "de",
        6,
        {"language": True, "appeal_routes": True},
        {
            "language": "Endlich steht das schwarz auf weiß. Bisher kam jeder zweite Brief auf Französisch."
        },
    ),
    Sent(
        "nl",
        5,
        {"satisfaction": False, "acknowledged": True, "answered": True},
        {"satisfaction": "Een cijfer op tien zegt mij niets. Vertel liever wat er veranderd is."},
    ),
    Sent(
        "fr",
        3,
        {"telephone": True, "right_service": True, "answered": False},
        {"answered": "Quarante-cinq jours, c’est long quand on est sans revenu."},
    ),
    Sent("fr", 2, {"abroad": True, "all_at_once": True, "telephone": True}, {}),
    Sent(
        "en",
        1,
        {"reception": False, "language": True},
        {"reception": "I never go there in person; opening hours by telephone matter more to me."},
    ),
)


@dataclass(frozen=True)
class Remark:
    """What a colleague said of a text or a promise; `resolution` where it has been dealt with."""

    by: str
    topic: Topic
    said: str
    days_ago: int
    promise: str = ""
    paragraph: int = 0
    language: str = "nl"
    resolution: str = ""


REMARKS = (
    Remark(
        "coordinator@inami.example",
        Topic.REPLY_TIMES,
        "De 45 dagen zijn ons eigen maximum. Kunnen wij voor eenvoudige klachten niet 30 zeggen?",
        16,
        promise="answered",
    ),
    Remark(
        "handler1@inami.example",
        Topic.TELEPHONE,
        "Au point d’information, seuls les dossiers d’indemnités sont visibles. À préciser.",
        15,
        paragraph=1,
        language="fr",
        resolution="Le point d’information voit l’état de tous les dossiers depuis l’automne ; le texte reste.",
    ),
    Remark(
        "handler2@inami.example",
        Topic.MAIL,
        "“Op de eerste 2 bladzijden” kan niet voor terugbetalingen van voor deze zomer. Vanaf welke dag geldt dit?",
        13,
        promise="appeal_routes",
    ),
)
