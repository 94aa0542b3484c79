"""The charter of FIN, published twice. Written for the demonstration: times, targets and figures are invented."""

from charters.demo.plans import MINUTES, PromiseOf, figure, share, text, within
from charters.enums import Better, Metric, Topic
from core.deadlines import Unit

TEXTS = {
    Topic.WELCOME: text(
        "Welkom bij de FOD Financiën. In dit charter leest u wat u van ons mag verwachten, en wat wij van u verwachten. Bij elk engagement staat hoe wij meten of wij het nakomen.\n\n*Dit charter is geschreven voor de demonstratie. Termijnen, doelstellingen en cijfers zijn verzonnen.*",
        "Bienvenue au SPF Finances. Cette charte dit ce que vous pouvez attendre de nous, et ce que nous attendons de vous. Pour chaque engagement, elle indique comment nous mesurons s’il est tenu.\n\n*Cette charte a été écrite pour la démonstration. Les délais, les objectifs et les chiffres sont inventés.*",
        "Willkommen beim FÖD Finanzen. In dieser Charta lesen Sie, was Sie von uns erwarten dürfen und was wir von Ihnen erwarten. Bei jeder Verpflichtung steht, wie wir messen, ob wir sie einhalten.\n\n*Diese Charta wurde für die Demonstration geschrieben. Fristen, Zielwerte und Zahlen sind erfunden.*",
        "Welcome to the FPS Finance. This charter says what you may expect of us, and what we expect of you. Beside each commitment it says how we measure whether we keep it.\n\n*This charter was written for the demonstration. Time limits, targets and figures are invented.*",
    ),
    Topic.SITUATION: text(
        "Wij zijn een federale overheidsdienst. U hebt met ons te maken wanneer u:\n\n- een belastingaangifte indient, belasting betaalt of terugkrijgt;\n- goederen invoert of een pakje van buiten de Europese Unie ontvangt;\n- een akte of een gegeven over een perceel of gebouw nodig hebt.",
        "Nous sommes un service public fédéral. Vous avez affaire à nous lorsque vous :\n\n- introduisez une déclaration, payez un impôt ou en récupérez un ;\n- importez des marchandises ou recevez un colis venant de l’extérieur de l’Union européenne ;\n- avez besoin d’un acte ou d’une donnée sur une parcelle ou un bâtiment.",
        "Wir sind ein föderaler öffentlicher Dienst. Sie haben mit uns zu tun, wenn Sie:\n\n- eine Steuererklärung einreichen, Steuern zahlen oder zurückerhalten;\n- Waren einführen oder ein Paket von außerhalb der Europäischen Union erhalten;\n- eine Urkunde oder Angaben zu einer Parzelle oder einem Gebäude benötigen.",
        "We are a federal public service. You deal with us when you:\n\n- file a tax return, pay a tax or get one back;\n- import goods or receive a parcel from outside the European Union;\n- need a deed or a fact about a plot or a building.",
    ),
    Topic.PURPOSE: text(
        "Dit charter geldt voor iedereen die onze diensten gebruikt: burgers, ondernemingen en wie hen vertegenwoordigt. Het geldt voor alle diensten, tenzij een engagement er één noemt. Wij bekijken het elk jaar opnieuw.",
        "Cette charte vaut pour tous ceux qui utilisent nos services : les citoyens, les entreprises et ceux qui les représentent. Elle vaut pour tous les services, sauf si un engagement en nomme un. Nous la revoyons chaque année.",
        "Diese Charta gilt für alle, die unsere Dienstleistungen nutzen: Bürger, Unternehmen und wer sie vertritt. Sie gilt für alle Dienstleistungen, sofern eine Verpflichtung nicht eine einzelne nennt. Wir überprüfen sie jedes Jahr.",
        "This charter is for everyone who uses our services: citizens, companies and those who represent them. It holds for all services, unless a commitment names one. We look at it again every year.",
    ),
    Topic.REFERRAL: text(
        "Hoort uw vraag niet bij ons, dan moet u zelf niet zoeken. Wij zeggen welke dienst u helpt, of wij geven uw vraag door en laten u weten aan wie.",
        "Votre question ne relève pas de nous ? Vous n’avez pas à chercher. Nous vous disons quel service vous aide, ou nous lui transmettons votre question et vous disons à qui elle est allée.",
        "Gehört Ihre Frage nicht zu uns, müssen Sie nicht selbst suchen. Wir sagen Ihnen, welche Dienststelle Ihnen hilft, oder leiten Ihre Frage weiter und teilen Ihnen mit, an wen.",
        "If your question is not for us, you need not search. We tell you which service helps you, or we pass your question on and let you know to whom.",
    ),
    Topic.WEBSITE: text(
        "Onze website legt in gewone woorden uit wat u moet doen, wat het kost en hoelang het duurt. Boven elke pagina staat de dag waarop wij ze het laatst hebben nagelezen.",
        "Notre site explique avec des mots simples ce que vous devez faire, ce que cela coûte et combien de temps cela prend. En haut de chaque page figure le jour où nous l’avons relue pour la dernière fois.",
        "Unsere Website erklärt in einfachen Worten, was Sie tun müssen, was es kostet und wie lange es dauert. Oben auf jeder Seite steht der Tag, an dem wir sie zuletzt geprüft haben.",
        "Our website explains in plain words what to do, what it costs and how long it takes. At the top of each page stands the day on which we last checked it.",
    ),
    Topic.OPENING_HOURS: text(
        "Onze kantoren ontvangen u op afspraak, zodat u niet moet wachten. De uren van elk kantoor staan op onze pagina, ook de dagen waarop het gesloten is. Elk kantoor is toegankelijk met een rolstoel.",
        "Nos bureaux vous reçoivent sur rendez-vous, pour que vous n’ayez pas à attendre. Les heures de chaque bureau figurent sur notre page, ainsi que les jours de fermeture. Chaque bureau est accessible en fauteuil roulant.",
        "Unsere Ämter empfangen Sie nach Vereinbarung, damit Sie nicht warten müssen. Die Zeiten jedes Amtes stehen auf unserer Seite, auch die Schließungstage. Jedes Amt ist mit dem Rollstuhl zugänglich.",
        "Our offices receive you by appointment, so that you need not wait. The hours of each office stand on our page, and so do the days on which it is closed. Every office can be reached by wheelchair.",
    ),
    Topic.TELEPHONE: text(
        "Eén nummer volstaat voor al uw vragen. Vóór u iemand aan de lijn krijgt, hoort u hoeveel minuten u nog wacht.",
        "Un seul numéro suffit pour toutes vos questions. Avant d’avoir quelqu’un en ligne, vous entendez combien de minutes il reste à attendre.",
        "Eine einzige Nummer genügt für alle Ihre Fragen. Bevor Sie jemanden erreichen, hören Sie, wie viele Minuten Sie noch warten.",
        "One number is enough for all your questions. Before somebody answers, you hear how many minutes you still wait.",
    ),
    Topic.CHANNELS: text(
        "U kiest hoe u ons bereikt: online, per telefoon, per brief of in een kantoor. Wie niet online kan of wil, krijgt dezelfde dienst.",
        "Vous choisissez comment nous joindre : en ligne, par téléphone, par courrier ou dans un bureau. Qui ne peut ou ne veut pas passer par internet reçoit le même service.",
        "Sie wählen, wie Sie uns erreichen: online, per Telefon, per Brief oder in einem Amt. Wer das Internet nicht nutzen kann oder will, erhält dieselbe Dienstleistung.",
        "You choose how to reach us: online, by telephone, by letter or in an office. Those who cannot or will not go online receive the same service.",
    ),
    Topic.MAIL: text(
        "Onze brieven zeggen in de eerste zin waarover ze gaan en wat u moet doen. U leest ook wie uw dossier opvolgt.",
        "Nos courriers disent dès la première phrase de quoi il s’agit et ce que vous devez faire. Vous y lisez aussi qui suit votre dossier.",
        "Unsere Briefe sagen im ersten Satz, worum es geht und was Sie tun müssen. Sie lesen darin auch, wer Ihre Akte betreut.",
        "Our letters say in the first sentence what they are about and what you have to do. You also read who follows your file.",
    ),
    Topic.SERVICES: text(
        "Hieronder staan de diensten die u bij ons vindt. Elke dienst heeft een eigen pagina met de voorwaarden, de documenten en de termijn.",
        "Voici les services que vous trouvez chez nous. Chacun a sa page, avec les conditions, les documents et le délai.",
        "Hier stehen die Dienstleistungen, die Sie bei uns finden. Jede hat eine eigene Seite mit den Bedingungen, den Unterlagen und der Frist.",
        "These are the services you find with us. Each has its own page, with the conditions, the documents and the time it takes.",
    ),
    Topic.REPLY_TIMES: text(
        "Een antwoord heeft een datum. Lukt het niet binnen de termijn, dan hoort u vooraf waarom en wanneer het antwoord wel komt.",
        "Une réponse a une date. Si nous ne pouvons pas respecter le délai, nous vous disons à l’avance pourquoi et quand la réponse viendra.",
        "Eine Antwort hat ein Datum. Können wir die Frist nicht einhalten, erfahren Sie im Voraus, warum und wann die Antwort kommt.",
        "An answer has a date. If we cannot keep to the time, you hear beforehand why, and when the answer will come.",
    ),
    Topic.PAYMENT: text(
        "U betaalt met een overschrijving, met een bankkaart in onze kantoren of online. Kunt u niet ineens betalen, dan kunt u een afbetalingsplan vragen.",
        "Vous payez par virement, par carte bancaire dans nos bureaux ou en ligne. Si vous ne pouvez pas payer en une fois, vous pouvez demander un plan de paiement.",
        "Sie zahlen per Überweisung, mit Bankkarte in unseren Ämtern oder online. Können Sie nicht auf einmal zahlen, können Sie einen Zahlungsplan beantragen.",
        "You pay by transfer, by bank card in our offices, or online. If you cannot pay at once, you can ask for a payment plan.",
    ),
    Topic.COUNTERS: text(
        "Een onderneming die bij een ondernemingsloket begint, moet haar gegevens bij ons niet opnieuw indienen: wij nemen ze over uit de Kruispuntbank van Ondernemingen.",
        "Une entreprise qui débute auprès d’un guichet d’entreprises ne doit pas nous redonner ses données : nous les reprenons de la Banque-Carrefour des Entreprises.",
        "Ein Unternehmen, das über einen Unternehmensschalter beginnt, muss uns seine Angaben nicht noch einmal mitteilen: Wir übernehmen sie aus der Zentralen Datenbank der Unternehmen.",
        "A company that starts at a business counter need not give us its data again: we take them from the Crossroads Bank for Enterprises.",
    ),
    Topic.DATA_REUSE: text(
        "Wat een andere overheid al weet, vragen wij u niet. Op uw aangifte staan uw loon, uw pensioen en uw gezin al ingevuld; u kijkt ze na en verbetert ze.",
        "Ce qu’une autre administration sait déjà, nous ne vous le demandons pas. Votre salaire, votre pension et votre ménage figurent déjà dans votre déclaration ; vous vérifiez et corrigez.",
        "Was eine andere Behörde bereits weiß, fragen wir Sie nicht. In Ihrer Steuererklärung sind Lohn, Rente und Haushalt schon eingetragen; Sie prüfen und berichtigen sie.",
        "What another administration knows already, we do not ask you. Your wage, pension and household are already filled in on your return; you check and correct them.",
    ),
    Topic.QUALITY_CONTROL: text(
        "Wij tellen elk jaar hoe vaak wij ons woord houden en publiceren de cijfers, ook de slechte. Uit elke gegronde klacht leren wij: de oorzaak en de verbetering worden opgeschreven.",
        "Chaque année, nous comptons combien de fois nous tenons parole et nous publions les chiffres, les mauvais compris. Chaque plainte fondée nous apprend quelque chose : la cause et l’amélioration sont notées.",
        "Jedes Jahr zählen wir, wie oft wir Wort halten, und veröffentlichen die Zahlen, auch die schlechten. Aus jeder begründeten Beschwerde lernen wir: Ursache und Verbesserung werden festgehalten.",
        "Each year we count how often we keep our word and publish the figures, the bad ones too. We learn from every founded complaint: cause and improvement are written down.",
    ),
    Topic.EXPECTATIONS: text(
        "Wij komen onze engagementen beter na als u ons daarbij helpt.",
        "Nous tenons mieux nos engagements quand vous nous y aidez.",
        "Wir halten unsere Verpflichtungen besser ein, wenn Sie uns dabei helfen.",
        "We keep our commitments better when you help us.",
    ),
}

WISHES = (
    text(
        "Vermeld het nummer van uw dossier wanneer u ons schrijft of belt.",
        "Indiquez le numéro de votre dossier lorsque vous nous écrivez ou nous appelez.",
        "Geben Sie die Nummer Ihrer Akte an, wenn Sie uns schreiben oder anrufen.",
        "Give the number of your file when you write or call.",
    ),
    text(
        "Meld ons een nieuw adres of rekeningnummer binnen een maand.",
        "Signalez-nous une nouvelle adresse ou un nouveau numéro de compte dans le mois.",
        "Teilen Sie uns eine neue Anschrift oder Kontonummer innerhalb eines Monats mit.",
        "Tell us of a new address or account number within a month.",
    ),
    text(
        "Verwittig ons als u niet naar een afspraak kunt komen, zodat iemand anders uw plaats krijgt.",
        "Prévenez-nous si vous ne pouvez pas venir à un rendez-vous, pour que quelqu’un d’autre prenne votre place.",
        "Geben Sie Bescheid, wenn Sie zu einem Termin nicht kommen können, damit jemand anders Ihren Platz erhält.",
        "Let us know when you cannot come to an appointment, so that somebody else can take your place.",
    ),
    text(
        "Behandel onze medewerkers met respect, zoals zij u behandelen.",
        "Traitez nos collaborateurs avec respect, comme ils vous traitent.",
        "Behandeln Sie unsere Mitarbeiter mit Respekt, so wie sie Sie behandeln.",
        "Treat our staff with respect, as they treat you.",
    ),
)

ACKNOWLEDGED_IN_TEN = PromiseOf(
    "acknowledged",
    Topic.REPLY_TIMES,
    text(
        "Binnen 10 werkdagen bevestigen wij dat uw klacht is aangekomen, met haar nummer en de dag van het antwoord.",
        "Dans les 10 jours ouvrables, nous confirmons l’arrivée de votre plainte, avec son numéro et le jour de la réponse.",
        "Innerhalb von 10 Werktagen bestätigen wir, dass Ihre Beschwerde angekommen ist, mit ihrer Nummer und dem Tag der Antwort.",
        "Within 10 working days we confirm that your complaint has arrived, with its number and the day of the answer.",
    ),
    Metric.ACKNOWLEDGED_WITHIN,
    within(10, Unit.WORKING_DAYS, 95),
)
ACKNOWLEDGED_IN_FIVE = ACKNOWLEDGED_IN_TEN.changed(
    text(
        "In het eerste jaar bevestigden wij bijna alle klachten binnen vijf werkdagen. Wij beloven nu wat wij doen.",
        "La première année, nous avons confirmé presque toutes les plaintes en cinq jours ouvrables. Nous promettons désormais ce que nous faisons.",
        "Im ersten Jahr haben wir fast alle Beschwerden innerhalb von fünf Werktagen bestätigt. Wir versprechen nun, was wir tun.",
        "In the first year we confirmed nearly all complaints within five working days. We now promise what we do.",
    ),
    text=text(
        "Binnen 5 werkdagen bevestigen wij dat uw klacht is aangekomen, met haar nummer en de dag van het antwoord.",
        "Dans les 5 jours ouvrables, nous confirmons l’arrivée de votre plainte, avec son numéro et le jour de la réponse.",
        "Innerhalb von 5 Werktagen bestätigen wir, dass Ihre Beschwerde angekommen ist, mit ihrer Nummer und dem Tag der Antwort.",
        "Within 5 working days we confirm that your complaint has arrived, with its number and the day of the answer.",
    ),
    measure=within(5, Unit.WORKING_DAYS, 95),
)

BROCHURES = PromiseOf(
    "brochures",
    Topic.MAIL,
    text(
        "Een brochure die u bestelt, ligt binnen 5 werkdagen in uw bus.",
        "Une brochure que vous commandez est dans votre boîte dans les 5 jours ouvrables.",
        "Eine Broschüre, die Sie bestellen, liegt innerhalb von 5 Werktagen in Ihrem Briefkasten.",
        "A brochure that you order is in your letter box within 5 working days.",
    ),
    Metric.YEARLY_FIGURE,
    figure(
        text(
            "Brochures die binnen 5 werkdagen verstuurd en bezorgd zijn",
            "Brochures envoyées et distribuées dans les 5 jours ouvrables",
            "Innerhalb von 5 Werktagen zugestellte Broschüren",
            "Brochures delivered within 5 working days",
        ),
        "95",
    ),
    figures=("97",),
)
WHY_NO_BROCHURES = text(
    "De gedrukte brochures bestaan niet meer. Alle uitleg staat op de website, en wij drukken een pagina af voor wie erom vraagt.",
    "Les brochures imprimées n’existent plus. Toutes les explications figurent sur le site, et nous imprimons une page pour qui le demande.",
    "Gedruckte Broschüren gibt es nicht mehr. Alle Erklärungen stehen auf der Website, und wir drucken eine Seite für alle, die darum bitten.",
    "Printed brochures no longer exist. Everything is explained on the website, and we print a page for anyone who asks.",
)

CALL_BACK = PromiseOf(
    "call_back",
    Topic.TELEPHONE,
    text(
        "Weten wij het antwoord niet meteen, dan bellen wij u binnen 2 werkdagen terug.",
        "Si nous n’avons pas la réponse sur-le-champ, nous vous rappelons dans les 2 jours ouvrables.",
        "Wissen wir die Antwort nicht sofort, rufen wir Sie innerhalb von 2 Werktagen zurück.",
        "If we do not know the answer at once, we call you back within 2 working days.",
    ),
    Metric.YEARLY_FIGURE,
    figure(
        text(
            "Klanten die binnen 2 werkdagen zijn teruggebeld",
            "Clients rappelés dans les 2 jours ouvrables",
            "Innerhalb von 2 Werktagen zurückgerufene Kunden",
            "Customers called back within 2 working days",
        ),
        "90",
    ),
    service="contact",
    change_reason=text(
        "Nieuw. Wie geen antwoord kreeg, moest zelf opnieuw bellen: dat was de vaakst vermelde oorzaak van klachten over de telefoon.",
        "Nouveau. Qui n’obtenait pas de réponse devait rappeler : c’était la cause la plus citée des plaintes sur le téléphone.",
        "Neu. Wer keine Antwort erhielt, musste selbst noch einmal anrufen: Das war die am häufigsten genannte Ursache von Beschwerden über das Telefon.",
        "New. Those who had no answer had to call again: that was the cause named most in complaints about the telephone.",
    ),
)

STANDING = (
    PromiseOf(
        "passed_on",
        Topic.REFERRAL,
        text(
            "Een vraag die niet voor ons is, geven wij binnen 5 werkdagen door, en u leest aan wie.",
            "Une question qui ne nous est pas destinée est transmise dans les 5 jours ouvrables, et vous lisez à qui.",
            "Eine Frage, die nicht für uns bestimmt ist, leiten wir innerhalb von 5 Werktagen weiter, und Sie lesen, an wen.",
            "A question that is not for us is passed on within 5 working days, and you read to whom.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Vragen die binnen 5 werkdagen zijn doorgegeven",
                "Questions transmises dans les 5 jours ouvrables",
                "Innerhalb von 5 Werktagen weitergeleitete Fragen",
                "Questions passed on within 5 working days",
            ),
            "95",
        ),
        figures=("93",),
    ),
    PromiseOf(
        "online",
        Topic.WEBSITE,
        text(
            "Onze onlinediensten werken dag en nacht. Werken wij eraan, dan leest u het 3 dagen vooraf.",
            "Nos services en ligne fonctionnent jour et nuit. Des travaux sont annoncés 3 jours à l’avance.",
            "Unsere Online-Dienste sind Tag und Nacht verfügbar. Arbeiten daran kündigen wir 3 Tage im Voraus an.",
            "Our online services work day and night. Work on them is announced 3 days beforehand.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Tijd waarin de onlinediensten werken",
                "Temps durant lequel les services en ligne fonctionnent",
                "Zeit, in der die Online-Dienste verfügbar sind",
                "Time during which the online services work",
            ),
            "99.5",
            text("% van de tijd", "% du temps", "% der Zeit", "% of the time"),
        ),
        figures=("99.6",),
    ),
    PromiseOf(
        "appointment",
        Topic.OPENING_HOURS,
        text(
            "Op een afspraak wacht u hoogstens 15 minuten na het afgesproken uur.",
            "À un rendez-vous, vous attendez au plus 15 minutes après l’heure convenue.",
            "Bei einem Termin warten Sie höchstens 15 Minuten über die vereinbarte Uhrzeit hinaus.",
            "At an appointment you wait at most 15 minutes after the time agreed.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Bezoekers die binnen 15 minuten ontvangen zijn",
                "Visiteurs reçus dans les 15 minutes",
                "Innerhalb von 15 Minuten empfangene Besucher",
                "Visitors received within 15 minutes",
            ),
            "90",
        ),
        service="contact",
        figures=("88",),
    ),
    PromiseOf(
        "waiting",
        Topic.TELEPHONE,
        text(
            "Wie belt, krijgt na gemiddeld 4 minuten een medewerker aan de lijn.",
            "Qui appelle a un collaborateur en ligne après 4 minutes en moyenne.",
            "Wer anruft, erreicht nach durchschnittlich 4 Minuten einen Mitarbeiter.",
            "Those who call reach a member of staff after 4 minutes on average.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Gemiddelde wachttijd aan de telefoon",
                "Attente moyenne au téléphone",
                "Durchschnittliche Wartezeit am Telefon",
                "Average wait on the telephone",
            ),
            "4",
            MINUTES,
            Better.LOWER,
        ),
        service="contact",
        figures=("4.6",),
    ),
    PromiseOf(
        "three_ways",
        Topic.CHANNELS,
        text(
            "Elke dienst bereikt u langs minstens 3 wegen: online, per telefoon en per brief.",
            "Chaque service se joint d’au moins 3 façons : en ligne, par téléphone et par courrier.",
            "Jede Dienstleistung erreichen Sie auf mindestens 3 Wegen: online, per Telefon und per Brief.",
            "Every service can be reached in at least 3 ways: online, by telephone and by letter.",
        ),
    ),
    PromiseOf(
        "named",
        Topic.MAIL,
        text(
            "Elke brief noemt één persoon die uw dossier opvolgt, met een nummer en een e-mailadres.",
            "Chaque courrier nomme une personne qui suit votre dossier, avec un numéro et une adresse e-mail.",
            "Jeder Brief nennt eine Person, die Ihre Akte betreut, mit Telefonnummer und E-Mail-Adresse.",
            "Every letter names one person who follows your file, with a telephone number and an e-mail address.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Brieven met een contactpersoon, in een steekproef van 200",
                "Courriers avec une personne de contact, dans un échantillon de 200",
                "Briefe mit Ansprechpartner, in einer Stichprobe von 200",
                "Letters with a contact person, in a sample of 200",
            ),
            "95",
            text("% van de brieven", "% des courriers", "% der Briefe", "% of letters"),
        ),
        figures=("94",),
        regulation="L1994-04-11",
    ),
    PromiseOf(
        "tax_bill",
        Topic.SERVICES,
        text(
            "Uw aanslagbiljet is er binnen 6 maanden na uw aangifte, met de uitleg van de berekening.",
            "Votre avertissement-extrait de rôle arrive dans les 6 mois de votre déclaration, avec le détail du calcul.",
            "Ihr Steuerbescheid kommt innerhalb von 6 Monaten nach Ihrer Erklärung, mit der Erläuterung der Berechnung.",
            "Your tax bill comes within 6 months of your return, with the calculation explained.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Aanslagbiljetten binnen 6 maanden na de aangifte",
                "Avertissements-extraits de rôle dans les 6 mois de la déclaration",
                "Steuerbescheide innerhalb von 6 Monaten nach der Erklärung",
                "Tax bills within 6 months of the return",
            ),
            "95",
        ),
        service="income_tax",
        groups=("citizens",),
        figures=("96",),
    ),
    PromiseOf(
        "answered",
        Topic.REPLY_TIMES,
        text(
            "Binnen 40 kalenderdagen krijgt u een gemotiveerd antwoord op uw klacht.",
            "Dans les 40 jours calendrier, vous recevez une réponse motivée à votre plainte.",
            "Innerhalb von 40 Kalendertagen erhalten Sie eine begründete Antwort auf Ihre Beschwerde.",
            "Within 40 calendar days you receive a reasoned answer to your complaint.",
        ),
        Metric.ANSWERED_WITHIN,
        within(40, Unit.CALENDAR_DAYS, 90),
    ),
    PromiseOf(
        "language",
        Topic.REPLY_TIMES,
        text(
            "Wij antwoorden in het Nederlands, Frans of Duits: de taal waarin u ons schreef.",
            "Nous répondons en français, en néerlandais ou en allemand : la langue dans laquelle vous nous avez écrit.",
            "Wir antworten auf Deutsch, Niederländisch oder Französisch: in der Sprache, in der Sie uns geschrieben haben.",
            "We answer in Dutch, French or German: the one in which you wrote to us.",
        ),
        Metric.ANSWERED_IN_LANGUAGE,
        share(99),
        regulation="L1966-07-18",
    ),
    PromiseOf(
        "information",
        Topic.REPLY_TIMES,
        text(
            "Op een vraag om informatie antwoorden wij binnen 10 werkdagen.",
            "À une demande d’information, nous répondons dans les 10 jours ouvrables.",
            "Auf eine Informationsanfrage antworten wir innerhalb von 10 Werktagen.",
            "We answer a request for information within 10 working days.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Vragen om informatie die binnen 10 werkdagen beantwoord zijn",
                "Demandes d’information traitées dans les 10 jours ouvrables",
                "Innerhalb von 10 Werktagen beantwortete Informationsanfragen",
                "Requests for information answered within 10 working days",
            ),
            "90",
        ),
        figures=("91",),
    ),
    PromiseOf(
        "instalments",
        Topic.PAYMENT,
        text(
            "Vraagt u een afbetalingsplan, dan beslissen wij binnen 30 kalenderdagen.",
            "Si vous demandez un plan de paiement, nous décidons dans les 30 jours calendrier.",
            "Beantragen Sie einen Zahlungsplan, entscheiden wir innerhalb von 30 Kalendertagen.",
            "If you ask for a payment plan, we decide within 30 calendar days.",
        ),
        Metric.YEARLY_FIGURE,
        figure(
            text(
                "Beslissingen over een afbetalingsplan binnen 30 kalenderdagen",
                "Décisions sur un plan de paiement dans les 30 jours calendrier",
                "Entscheidungen über einen Zahlungsplan innerhalb von 30 Kalendertagen",
                "Decisions on a payment plan within 30 calendar days",
            ),
            "90",
        ),
        service="recovery",
        figures=("92",),
    ),
    PromiseOf(
        "only_once",
        Topic.DATA_REUSE,
        text(
            "Een gegeven dat u ons gaf, vragen wij u geen tweede keer.",
            "Une donnée que vous nous avez communiquée ne vous est pas demandée une deuxième fois.",
            "Eine Angabe, die Sie uns gemacht haben, fragen wir kein zweites Mal.",
            "What you have told us once, we do not ask a second time.",
        ),
        Metric.FOUNDED_ON_NORM,
        share(5),
        explanation=text(
            "Wij tellen de gegronde klachten over nauwgezet beheer: een gegeven dat verloren ging of opnieuw gevraagd werd.",
            "Nous comptons les plaintes fondées sur la gestion consciencieuse : une donnée perdue ou redemandée.",
            "Wir zählen die begründeten Beschwerden über die gewissenhafte Verwaltung: eine verlorene oder erneut verlangte Angabe.",
            "We count the founded complaints about conscientious management: something lost, or asked again.",
        ),
        norm="conscientious_management",
        regulation="L2014-05-05",
    ),
    PromiseOf(
        "courtesy",
        Topic.QUALITY_CONTROL,
        text(
            "Hoogstens 3 % van de klachten gaat terecht over een onvriendelijk woord.",
            "Au plus 3 % des plaintes portent à juste titre sur un manque de courtoisie.",
            "Höchstens 3 % der Beschwerden beziehen sich zu Recht auf Unhöflichkeit.",
            "At most 3% of complaints are rightly about an unfriendly word.",
        ),
        Metric.FOUNDED_ON_NORM,
        share(3),
        norm="courtesy",
    ),
)

FIRST = (*STANDING, ACKNOWLEDGED_IN_TEN, BROCHURES)
# What differs in the second edition, beside the text on the website.
WEBSITE_OF_FIRST = text(
    "Onze website legt in gewone woorden uit wat u moet doen en wat het kost. De pagina’s worden elk jaar nagelezen.",
    "Notre site explique avec des mots simples ce que vous devez faire et ce que cela coûte. Les pages sont relues chaque année.",
    "Unsere Website erklärt in einfachen Worten, was Sie tun müssen und was es kostet. Die Seiten werden jedes Jahr geprüft.",
    "Our website explains in plain words what to do and what it costs. The pages are checked every year.",
)
