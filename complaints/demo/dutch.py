"""The demonstration in Dutch."""

from complaints.demo.words import OVERTURNED, UPHELD, Misdirected, Pen, Request, Theme, Told, Voice
from complaints.enums import Decision, Finding, Move, Nature, Remedy, SecondLine

COMPLAINTS = {
    "FIN": (
        Told(
            "income_tax",
            Theme.WEBSITE,
            "Onlineaangifte blijft hangen",
            "Mijn aangifte raakt niet verstuurd: de laatste knop brengt mij telkens terug naar het begin. Ik heb het {minutes} minuten geprobeerd, op twee toestellen.",
        ),
        Told(
            "income_tax",
            Theme.INFORMATION,
            "Twee verschillende antwoorden over kinderopvang",
            "In {month} zei men mij aan de telefoon dat ik de kosten mocht aftrekken. Aan het loket in {town} hoorde ik het omgekeerde. Wie heeft gelijk?",
        ),
        Told(
            "income_tax",
            Theme.MISTAKE,
            "Kind ten laste vergeten in mijn aangifte",
            "In mijn voorstel van vereenvoudigde aangifte ontbreekt mijn dochter, geboren in {month}. Vorig jaar heb ik die fout ook al gemeld.",
        ),
        Told(
            "income_tax",
            Theme.REASONS,
            "Aangifte gewijzigd zonder uitleg",
            "Mijn aangifte is gewijzigd en ik moet bijbetalen. In de brief staat nergens wat er fout was.",
        ),
        Told(
            "income_tax",
            Theme.LANGUAGE,
            "Aanslagbiljet in het Frans ontvangen",
            "Ik ben Nederlandstalig en heb dat altijd zo opgegeven. Voor de tweede keer krijg ik mijn aanslagbiljet in het Frans.",
        ),
        Told(
            "refund",
            Theme.DELAY,
            "Terugbetaling nog altijd niet ontvangen",
            "Mijn bezwaar is in {month} aanvaard. De terugbetaling zou binnen twee maanden volgen. {weeks} weken later staat er nog niets op mijn rekening.",
        ),
        Told(
            "refund",
            Theme.LOST,
            "Rekeningnummer drie keer doorgegeven",
            "Ik gaf mijn nieuwe rekeningnummer door via het formulier, per brief en aan het loket in {town}. Nu vraagt u het opnieuw.",
        ),
        Told(
            "refund",
            Theme.MISTAKE,
            "Gestort op een afgesloten rekening",
            "Mijn terugbetaling is gestort op een rekening die al jaren afgesloten is. Niemand liet mij weten dat het geld terugkwam.",
        ),
        Told(
            "refund",
            Theme.SILENCE,
            "Geen antwoord over mijn terugbetaling",
            "Sinds {month} heb ik drie keer gevraagd hoe het staat met mijn terugbetaling. Ik kreeg niets terug, zelfs geen ontvangstbevestiging.",
        ),
        Told(
            "refund",
            Theme.INFORMATION,
            "Bij elk telefoontje een andere datum",
            "Telkens als ik bel, krijg ik een andere datum. Al {weeks} weken is de betaling zogezegd vertrokken.",
        ),
        Told(
            "recovery",
            Theme.REASONS,
            "Afbetalingsplan geweigerd zonder reden",
            "Mijn aanvraag is in één zin geweigerd. Ik had alle bewijsstukken bijgevoegd en wil graag begrijpen waarom.",
        ),
        Told(
            "recovery",
            Theme.DELAY,
            "Al {weeks} weken wachten op een afbetalingsplan",
            "Ik wacht al {weeks} weken op een beslissing over mijn afbetalingsplan. Intussen lopen de interesten door.",
        ),
        Told(
            "recovery",
            Theme.MISTAKE,
            "Aanmaning voor wat al betaald is",
            "Ik heb in {month} betaald en kan dat bewijzen. Toch krijg ik een aanmaning met kosten.",
        ),
        Told(
            "recovery",
            Theme.TONE,
            "Dreigende toon aan de telefoon",
            "Wie mij belde over mijn schuld liet mij niet uitspreken en legde de telefoon neer. Ik verwacht toch enige beleefdheid.",
        ),
        Told(
            "customs",
            Theme.DELAY,
            "Pakje zit al {weeks} weken vast bij de douane",
            "Een boek van twintig euro wacht al {weeks} weken. De tracering verandert niet en niemand zegt mij wat er ontbreekt.",
        ),
        Told(
            "customs",
            Theme.INFORMATION,
            "Onbegrijpelijke invoerrechten",
            "De berekening van de rechten op mijn pakje klopt niet met wat op de website staat. Ik heb de pagina drie keer gelezen.",
        ),
        Told(
            "customs",
            Theme.SILENCE,
            "Geen gevolg aan mijn vraag om terugbetaling",
            "Het pakje ging in {month} terug. Ik vroeg de betaalde rechten terug en hoor sindsdien niets meer.",
        ),
        Told(
            "property",
            Theme.MISTAKE,
            "Kadastraal inkomen van een afgebroken garage",
            "De garage is twee jaar geleden afgebroken. Ze telt nog altijd mee in mijn kadastraal inkomen, al heb ik dat in {month} gemeld.",
        ),
        Told(
            "property",
            Theme.DELAY,
            "Al {weeks} weken wachten op een uittreksel",
            "De notaris heeft het uittreksel nodig om te tekenen. Mijn aanvraag dateert van {weeks} weken geleden.",
        ),
        Told(
            "property",
            Theme.LOST,
            "Akte afgegeven en opnieuw gevraagd",
            "Ik gaf de akte tegen ontvangstbewijs af in {town}. Zes weken later vraagt een brief om hetzelfde document.",
        ),
        Told(
            "contact",
            Theme.WAITING,
            "{minutes} minuten wachten aan de telefoon",
            "Ik wachtte {minutes} minuten en toen viel de lijn weg. Voor de derde keer deze week.",
        ),
        Told(
            "contact",
            Theme.TONE,
            "Onvriendelijk onthaal in {town}",
            "De persoon aan het loket zuchtte, rolde met de ogen en sprak over mij met een collega alsof ik er niet stond.",
        ),
        Told(
            "contact",
            Theme.WAITING,
            "Afspraak geschrapt zonder verwittiging",
            "Ik had verlof genomen voor mijn afspraak in {town}. Ter plaatse bleek ze de dag voordien geschrapt.",
        ),
        Told(
            "contact",
            Theme.ACCESS,
            "Loket niet bereikbaar met de rolstoel",
            "De lift van het kantoor in {town} is sinds {month} stuk. Ik kon niet naar mijn afspraak.",
        ),
        Told(
            "contact",
            Theme.COMPLAINT,
            "Mijn eerste klacht bleef onbeantwoord",
            "In {month} diende ik een klacht in. Na de ontvangstbevestiging hoorde ik niets meer. Ik herhaal ze dus.",
        ),
        Told(
            "contact",
            Theme.WEBSITE,
            "Afsprakenkalender werkt niet",
            "De kalender toont geen enkele vrije dag, welk kantoor ik ook kies. Aan de telefoon verwijst men mij naar de website.",
        ),
    ),
    "INAMI": (
        Told(
            "care",
            Theme.INFORMATION,
            "Ander bedrag dan op de website",
            "De website vermeldde een bedrag voor deze verstrekking. Ik kreeg een ander bedrag terug en niemand kan zeggen welk het juiste is.",
        ),
        Told(
            "care",
            Theme.DELAY,
            "Al {weeks} weken geen beslissing over tussenkomst",
            "Mijn aanvraag is al {weeks} weken volledig. De behandeling is begonnen en ik weet nog altijd niet wat ik zelf betaal.",
        ),
        Told(
            "care",
            Theme.REASONS,
            "Weigering van tussenkomst in twee zinnen",
            "De brief zegt dat de voorwaarden niet vervuld zijn, maar niet welke. Ook mijn arts begrijpt het niet.",
        ),
        Told(
            "invalidity",
            Theme.DELAY,
            "Al {weeks} weken wachten op mijn invaliditeit",
            "Ik werd in {month} onderzocht. Sindsdien wacht ik op de beslissing, en mijn werkgever ook.",
        ),
        Told(
            "invalidity",
            Theme.TONE,
            "Onderzoek zonder te luisteren",
            "Het onderzoek duurde vijf minuten. Ik mocht niet uitspreken en mijn woord werd in twijfel getrokken.",
        ),
        Told(
            "invalidity",
            Theme.LOST,
            "Medisch verslag twee keer zoek",
            "Mijn specialist stuurde zijn verslag in {month} en daarna nog eens. Telkens krijg ik te horen dat het ontbreekt.",
        ),
        Told(
            "invalidity",
            Theme.INFORMATION,
            "Oproeping kwam na de datum",
            "De oproeping viel twee dagen na het onderzoek in de bus. Nu verwijt men mij dat ik er niet was.",
        ),
        Told(
            "providers",
            Theme.DELAY,
            "Wachten op mijn nummer om te beginnen werken",
            "Ik ben afgestudeerd en aangeworven. Zonder nummer mag ik niet beginnen, en mijn aanvraag ligt er al {weeks} weken.",
        ),
        Told(
            "providers",
            Theme.WEBSITE,
            "Onlinedienst gesloten zonder verwittiging",
            "Sinds {month} geeft de onlinedienst voor zorgverleners bij elke aanmelding een fout. Mijn getuigschriften blijven liggen.",
        ),
        Told(
            "providers",
            Theme.MISTAKE,
            "Oud adres in mijn dossier",
            "Ik verhuisde mijn praktijk een jaar geleden. Post gaat nog altijd naar het oude adres, ondanks twee verbeteringen.",
        ),
        Told(
            "accidents",
            Theme.DELAY,
            "Al meer dan een jaar wachten op een advies",
            "Men sprak over enkele maanden. Telkens als ik bel, loopt het onderzoek nog.",
        ),
        Told(
            "accidents",
            Theme.SILENCE,
            "Geen nieuws meer over mijn dossier",
            "Het laatste contact dateert van {month}. Mijn twee berichten bleven onbeantwoord.",
        ),
        Told(
            "abroad",
            Theme.INFORMATION,
            "Formulier aangeraden, daarna geweigerd",
            "Men raadde mij een formulier aan voor zorg in het buitenland. Na mijn terugkeer bleek het niet het juiste.",
        ),
        Told(
            "abroad",
            Theme.DELAY,
            "Toestemming kwam te laat",
            "De toestemming voor zorg in het buitenland kwam de dag na mijn vertrek, {weeks} weken na mijn aanvraag.",
        ),
        Told(
            "contact",
            Theme.WAITING,
            "Lijn de hele voormiddag bezet",
            "Ik bel elke dag tussen negen en elf. Ofwel is het bezet, ofwel wacht ik {minutes} minuten voor niets.",
        ),
        Told(
            "contact",
            Theme.LANGUAGE,
            "Brief in het Frans ondanks mijn vraag",
            "Bij elk contact vroeg ik om Nederlands. De laatste brief kwam toch weer in het Frans.",
        ),
        Told(
            "contact",
            Theme.COMPLAINT,
            "Klacht afgesloten zonder bericht",
            "Bij toeval vernam ik dat mijn klacht van {month} afgesloten is. Ik heb nooit een antwoord gekregen.",
        ),
    ),
    "BOSA": (
        Told(
            "selection",
            Theme.REASONS,
            "Niet geslaagd zonder uitleg",
            "De brief geeft een cijfer en verder niets. Ik vroeg in {month} om feedback en kreeg standaardzinnen.",
        ),
        Told(
            "selection",
            Theme.WEBSITE,
            "Onlinetest afgebroken",
            "De test stopte bij vraag twaalf. Na het opnieuw aanmelden waren mijn antwoorden weg en was de tijd om.",
        ),
        Told(
            "selection",
            Theme.DELAY,
            "Al {weeks} weken wachten op het resultaat",
            "Het resultaat zou binnen de maand volgen. Intussen zijn het {weeks} weken en heb ik een ander aanbod.",
        ),
        Told(
            "selection",
            Theme.ACCESS,
            "Redelijke aanpassing vergeten",
            "Ik had extra tijd gevraagd wegens dyslexie. Op de dag van de test wist niemand daarvan.",
        ),
        Told(
            "language_test",
            Theme.INFORMATION,
            "Oproeping met een verkeerd adres",
            "Op de oproeping stond een ander gebouw. Ik kwam te laat en mocht niet meer deelnemen.",
        ),
        Told(
            "language_test",
            Theme.MISTAKE,
            "Attest met een verkeerd niveau",
            "Ik slaagde voor het gevraagde niveau, maar mijn attest vermeldt een ander. De verbetering sleept al aan sinds {month}.",
        ),
        Told(
            "sign_in",
            Theme.WEBSITE,
            "Aanmelden bij onlinediensten lukt niet",
            "Mijn kaart is geldig en mijn lezer werkt elders wel. Hier blijft de pagina laden, al sinds {month}.",
        ),
        Told(
            "sign_in",
            Theme.WAITING,
            "{minutes} minuten wachten op de helpdesk",
            "Na {minutes} minuten wachten kreeg ik als raad mijn browser leeg te maken.",
        ),
        Told(
            "pay",
            Theme.MISTAKE,
            "Toelage vergeten bij mijn wedde",
            "De toelage die mij in {month} werd toegekend, staat nog altijd niet op mijn weddefiche.",
        ),
        Told(
            "pay",
            Theme.SILENCE,
            "Vraag over mijn wedde onbeantwoord",
            "Ik stuurde drie berichten over mijn geldelijke anciënniteit. Geen antwoord in {weeks} weken.",
        ),
        Told(
            "tenders",
            Theme.WEBSITE,
            "Offerte indienen lukte niet op de laatste dag",
            "Het platform was de laatste twee uren onbeschikbaar. Onze offerte raakte niet ingediend.",
        ),
        Told(
            "tenders",
            Theme.INFORMATION,
            "Handleiding is verouderd",
            "De handleiding op de website toont schermen die niet meer bestaan. Het kostte ons een dag.",
        ),
        Told(
            "contact",
            Theme.TONE,
            "Bits antwoord aan de telefoon",
            "Ik moest maar eens de website lezen, kreeg ik te horen. Net die website begreep ik niet.",
        ),
        Told(
            "contact",
            Theme.COMPLAINT,
            "Klacht van dienst naar dienst gestuurd",
            "Mijn klacht van {month} is drie keer doorgeschoven. Elke dienst zegt dat de andere zal antwoorden.",
        ),
    ),
}

REQUESTS = {
    "FIN": (
        Request(
            Nature.QUESTION,
            "income_tax",
            "Kan ik mijn aangifte nog wijzigen?",
            "Ik verstuurde gisteren mijn aangifte en vergat een bedrag. Hoe verbeter ik dat?",
        ),
        Request(
            Nature.QUESTION,
            "refund",
            "Waar geef ik mijn nieuwe rekening door?",
            "Ik verander van bank en wil dat mijn terugbetaling op de juiste plaats komt.",
        ),
        Request(
            Nature.SUGGESTION,
            "income_tax",
            "Een herinnering voor de uiterste datum",
            "Een bericht een week voor de uiterste datum van de aangifte zou veel laattijdige aangiften vermijden.",
        ),
        Request(
            Nature.SUGGESTION,
            "contact",
            "Afspraken in de avond",
            "Eén avond per week een loket tot zeven uur zou wie werkt vooruithelpen.",
        ),
        Request(
            Nature.COMPLIMENT,
            "contact",
            "Bedankt aan het loket in {town}",
            "Wie mij ontving, nam de tijd om alles uit te leggen. Dat mag gezegd worden.",
        ),
        Request(
            Nature.COMPLIMENT,
            "recovery",
            "Menselijk geholpen met mijn afbetalingsplan",
            "Er werd geluisterd en in tien minuten was er een oplossing. Dank u.",
        ),
        Request(
            Nature.NOTIFICATION,
            "contact",
            "Dode link op de website",
            "De link naar het afsprakenformulier leidt naar een lege pagina.",
        ),
        Request(
            Nature.NOTIFICATION,
            "customs",
            "Vals bericht dat de douane nabootst",
            "Ik kreeg een bericht dat kosten vraagt voor een pakje dat ik niet verwacht. Ik meld het u.",
        ),
    ),
    "INAMI": (
        Request(
            Nature.QUESTION,
            "care",
            "Welk tarief voor een beurt kinesitherapie?",
            "Ik zoek het officiële tarief en vind de juiste pagina niet.",
        ),
        Request(
            Nature.QUESTION,
            "abroad",
            "Welke papieren voor een studieverblijf?",
            "Mijn dochter vertrekt een jaar naar het buitenland. Welke documenten vraagt ze vooraf aan?",
        ),
        Request(
            Nature.SUGGESTION,
            "invalidity",
            "Zeg hoe lang het onderzoek duurt",
            "De oproeping zou kunnen vermelden hoe lang het onderzoek duurt en wat men meebrengt.",
        ),
        Request(
            Nature.COMPLIMENT,
            "contact",
            "Duidelijk antwoord op één dag",
            "De volgende dag al kreeg ik een volledig en helder antwoord. Proficiat.",
        ),
        Request(
            Nature.NOTIFICATION,
            "care",
            "Verouderd bedrag op een pagina",
            "Boven de tabel met bedragen staat nog het vorige jaar.",
        ),
    ),
    "BOSA": (
        Request(
            Nature.QUESTION,
            "language_test",
            "Wanneer is de volgende test?",
            "Ik wil mij inschrijven voor de taaltest van het elementaire niveau. Wat zijn de volgende data?",
        ),
        Request(
            Nature.SUGGESTION,
            "selection",
            "Een proeftest vooraf",
            "Met een korte proeftest kan men zijn computer nakijken voor de dag zelf.",
        ),
        Request(
            Nature.COMPLIMENT,
            "sign_in",
            "Geduldige hulp van de helpdesk",
            "Stap voor stap geholpen tot alles werkte. Heel erg bedankt.",
        ),
        Request(
            Nature.NOTIFICATION,
            "contact",
            "Fout in de titel van een pagina",
            "In de titel van de pagina over selecties staat een spelfout.",
        ),
    ),
}

REFUSED = {
    "anonymous": (
        "Een medewerker die ik niet noem",
        "Ik geef mijn naam niet. Die persoon komt te laat en pronkt ermee. Doe er iets aan.",
    ),
    "older_than_one_year": (
        "Fout van zes jaar geleden",
        "Zes jaar geleden maakte een medewerker een fout in mijn dossier. Ik ben het nooit vergeten.",
    ),
    "not_competent": (
        "Vuilnis niet opgehaald in mijn straat",
        "Al drie weken wordt het vuilnis niet opgehaald. Wat doet de overheid?",
    ),
    "appeal_available": (
        "Ik betwist uw beslissing",
        "Ik ga niet akkoord met het bedrag dat u hebt berekend en vraag dat de beslissing wordt herzien.",
    ),
    "pending_in_court": (
        "Zaak die voor de rechtbank loopt",
        "De rechtbank doet in het voorjaar uitspraak, maar ik wil dat u uw fout eerder erkent.",
    ),
    "with_ombudsman": (
        "Dossier ligt al bij de Ombudsman",
        "De federale Ombudsman heeft mijn dossier al een maand. Ik stuur het u ook, dan gaat het sneller.",
    ),
    "policy_or_legislation": (
        "Deze wet is onrechtvaardig",
        "Over uw diensten heb ik niets te zeggen, maar deze wet moet veranderen.",
    ),
    "unsubstantiated": (
        "Het is altijd hetzelfde",
        "Er loopt bij u altijd iets mis. Het is altijd hetzelfde.",
    ),
    "information_request": (
        "Hoe doe ik mijn aanvraag?",
        "Dit is een klacht: ik vind niet hoe ik mijn aanvraag doe. Welke papieren zijn nodig?",
    ),
    "suggestion_only": (
        "Andere kleuren voor de website",
        "De website zou aangenamer zijn met fellere kleuren.",
    ),
    "oral": (
        "Ontevredenheid aan de telefoon",
        "De persoon zegt ontevreden te zijn, wil niets op papier zetten en geeft geen details.",
    ),
    "no_personal_interest": (
        "Over het dossier van mijn buurman",
        "Mijn buurman wachtte te lang op zijn beslissing. Hij wil niets zeggen, dus doe ik het.",
    ),
    "fraud_report_other_channel": (
        "Ik wil fraude melden",
        "Ik ken iemand die werkt zonder iets aan te geven. Controleer dat eens.",
    ),
}

MISDIRECTED = (
    Misdirected(
        "FIN",
        "",
        "Vlaamse Belastingdienst",
        "Verkeersbelasting dubbel betaald",
        "Ik betaalde de verkeersbelasting van mijn wagen twee keer en niemand betaalt mij terug.",
    ),
    Misdirected(
        "FIN",
        "BOSA",
        "",
        "Aanmelden met mijn identiteitskaart lukt niet",
        "De aanmeldpagina weigert mijn elektronische identiteitskaart. Het ligt niet aan mijn aangifte, wel aan het aanmelden.",
        Theme.WEBSITE,
    ),
    Misdirected(
        "FIN",
        "INAMI",
        "",
        "Beslissing over invaliditeit laat op zich wachten",
        "Ik weet niet naar wie ik moet schrijven: de beslissing over mijn invaliditeit komt maar niet.",
    ),
    Misdirected(
        "INAMI",
        "",
        "het ziekenfonds van de klager",
        "Mijn ziekenfonds betaalt niet terug",
        "Mijn ziekenfonds is mijn getuigschriften kwijt en betaalt niet terug.",
    ),
    Misdirected(
        "INAMI",
        "FIN",
        "",
        "Uitkering dubbel belast",
        "Mijn uitkering staat twee keer op mijn aanslagbiljet.",
    ),
    Misdirected(
        "BOSA",
        "",
        "VDAB",
        "Geen antwoord van mijn bemiddelaar",
        "Mijn bemiddelaar antwoordt niet meer op mijn berichten.",
    ),
    Misdirected(
        "BOSA",
        "FIN",
        "",
        "Belasting niet op tijd terugbetaald",
        "Ik wacht al drie maanden op de terugbetaling van mijn belasting en weet niet waar ik moet klagen.",
    ),
)

VOICE = Voice(
    complaints=COMPLAINTS,
    requests=REQUESTS,
    refused=REFUSED,
    misdirected=MISDIRECTED,
    replies=(
        "Hierbij de gevraagde uitleg. Wat ik nog had, heb ik bijgevoegd.",
        "Het was op een dinsdagvoormiddag, rond tien uur. De naam heb ik niet genoteerd.",
        "Ja, ik heb de brief bewaard. Die referentie staat erop.",
        "Ik bevestig dat er sinds mijn bericht niets veranderd is.",
    ),
    months=(
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    towns=("Gent", "Antwerpen", "Hasselt", "Brugge", "Leuven", "Kortrijk", "Mechelen", "Brussel"),
)

PEN = Pen(
    opening="U schreef ons over “{subject}”. Iemand die niet bij de zaak betrokken was, heeft onderzocht wat er gebeurd is.",
    findings={
        Finding.FOUNDED: "Uw klacht is gegrond.",
        Finding.PARTLY_FOUNDED: "Uw klacht is gedeeltelijk gegrond.",
        Finding.UNFOUNDED: "Uw klacht is ongegrond.",
        Finding.NO_OPINION: "Wij kunnen over uw klacht geen oordeel vellen.",
    },
    reasons={
        Theme.DELAY: (
            "Uw dossier bleef langer liggen dan mocht, en niemand bracht u van die vertraging op de hoogte.",
            "Uw dossier werd behandeld in volgorde van aankomst en binnen de aangekondigde termijn. Het wachten was er, maar de dienst beging geen fout.",
        ),
        Theme.SILENCE: (
            "Uw berichten zijn aangekomen. Ze zijn niet bij de behandelaar geraakt, en u had een antwoord moeten krijgen.",
            "Een antwoord is binnen de aangekondigde termijn verstuurd naar het adres dat u had opgegeven.",
        ),
        Theme.TONE: (
            "U bent niet ontvangen zoals het een openbare dienst past. De verantwoordelijke heeft daarover met de betrokkene gesproken.",
            "Wij hoorden de persoon die u ontving en een collega die erbij was. Niets wijst op een gebrek aan hoffelijkheid.",
        ),
        Theme.WAITING: (
            "Die dag waren er te weinig collega's. U hebt uw tijd verloren en wij hadden u niet verwittigd.",
            "De drukte van die dag was op onze website aangekondigd, en iedereen kwam aan de beurt. Wij begrijpen uw ontgoocheling.",
        ),
        Theme.WEBSITE: (
            "De onlinedienst had inderdaad een storing. Die is hersteld, maar de pagina zei er niets over en bood geen andere weg.",
            "Wij vonden op dat ogenblik geen storing. De gebruikte browser wordt niet meer ondersteund, en dat staat op de pagina.",
        ),
        Theme.INFORMATION: (
            "De uitleg die u kreeg, was fout. Wij hebben de pagina en de nota voor de collega's verbeterd.",
            "De informatie klopte op dat ogenblik. De regel is daarna gewijzigd, en dat stond op onze website.",
        ),
        Theme.LOST: (
            "Uw document is ontvangen en in een ander dossier beland. U had het niet opnieuw moeten bezorgen.",
            "Het tweede document was niet hetzelfde: het ging om het ondertekende stuk, dat in het dossier moet zitten.",
        ),
        Theme.MISTAKE: (
            "Bij ons is iets verkeerd ingevoerd. Het is verbeterd en u ontvangt het nieuwe document.",
            "Wij gebruiken de gegevens die ons zijn meegedeeld. Een fout van onze kant vonden wij niet.",
        ),
        Theme.LANGUAGE: (
            "Uw taalkeuze was niet in ons bestand opgenomen. Nu wel.",
            "Wij volgden de taal van uw laatste aanvraag. Wij hebben ze aangepast aan uw wens.",
        ),
        Theme.ACCESS: (
            "U kon de dienst niet krijgen zoals iedereen. Wij hadden u een andere oplossing moeten aanbieden.",
            "Er was die dag een aangepaste toegang. De aanduiding viel misschien niet op; wij hebben ze verplaatst.",
        ),
        Theme.REASONS: (
            "De brief zei niet waarom. Een beslissing moet gemotiveerd zijn; u krijgt een volledige brief.",
            "De redenen stonden op de keerzijde van de brief. Een collega zal u bellen om ze eenvoudiger uit te leggen.",
        ),
        Theme.COMPLAINT: (
            "Uw eerste klacht is niet tot het einde gevolgd. Net dat hoort een klachtendienst te vermijden.",
            "Uw eerste klacht is beantwoord op het adres van toen. Wij sturen u er een kopie van.",
        ),
    },
    for_the_rest="Voor het overige volgde de dienst de regels en de aangekondigde termijn.",
    no_opinion=(
        "De twee verhalen spreken elkaar tegen en niets geeft de doorslag.",
        "Intussen is met u een oplossing gevonden, zodat een oordeel niet meer nodig is.",
    ),
    remedies={
        Remedy.EXPLANATION: "Wij hopen dat deze uitleg u helpt.",
        Remedy.APOLOGY: "Wij bieden u onze excuses aan.",
        Remedy.CORRECTION: "Wij hebben rechtgezet wat fout was.",
        Remedy.COMPENSATION: "De kosten die u door deze fout had, betalen wij terug.",
        Remedy.NONE: "",
    },
    answers={
        Nature.QUESTION: (
            "U stelde ons een vraag over “{subject}”. Op onze website staat hoe u dit doet, en onze collega's helpen u graag aan de telefoon.",
        ),
        Nature.NOTIFICATION: (
            "Dank voor uw melding over “{subject}”. De bevoegde dienst heeft ze gekregen en doet het nodige.",
        ),
        Nature.COMPLIMENT: (
            "Dank voor uw woorden. De betrokken collega's hebben ze gelezen en zijn er blij mee.",
        ),
        Decision.TAKEN_UP: (
            "Dank voor uw suggestie. Wij nemen ze op: ze staat bij de verbeteringen van dit jaar.",
        ),
        Decision.NOT_TAKEN_UP: (
            "Dank voor uw suggestie. Wij hebben ze onderzocht en kunnen ze nu niet uitvoeren, omdat de middelen ontbreken. Wij onthouden ze.",
        ),
    },
    questions=(
        "Kunt u ons de datum en het uur van uw bezoek of telefoontje meedelen? Graag een antwoord binnen vijftien dagen.",
        "Kunt u ons een kopie bezorgen van de brief waarover u spreekt? Maak uw rijksregisternummer onleesbaar.",
        "Welke referentie staat bovenaan op het document? Zonder die referentie vinden wij het dossier niet terug.",
    ),
    notes=(
        "Gebeld met de betrokken dienst: dossier gevonden, het stuk ontbreekt.",
        "Historiek nagekeken: drie contacten, geen opvolging genoteerd.",
        "Zelfde probleem als in een ander dossier van deze maand.",
        "Antwoord nagelezen met de verantwoordelijke van de dienst.",
        "Betrokkene belde terug en weet dat het antwoord volgt.",
    ),
    because={
        Move.EXTEND: (
            "Het advies van een externe deskundige laat op zich wachten.",
            "Twee diensten zijn betrokken, waarvan een onderbemand is.",
        ),
        Move.RETURN_PROPOSAL: (
            "De niet nageleefde norm ontbreekt. Graag aanvullen.",
            "De toon is te juridisch; graag eenvoudiger.",
        ),
        Move.REOPEN: (
            "Er is een nieuw document bezorgd.",
            "De aangekondigde oplossing is niet uitgevoerd.",
        ),
        Move.WITHDRAW: (
            "Het probleem is intussen opgelost, zegt de persoon.",
            "De persoon wil niet verdergaan.",
        ),
        Move.FORWARD: ("De zaak hoort bij een andere organisatie.",),
        Move.REQUALIFY: ("Bij nader inzien gaat het om een andere vraag.",),
        SecondLine.REFERRED: ("De persoon laat weten zich tot de tweede lijn te wenden.",),
        SecondLine.ASKED: ("De Ombudsman vraagt het volledige dossier.",),
        OVERTURNED: ("De Ombudsman acht de klacht gegrond; ons antwoord wordt herzien.",),
        UPHELD: ("De Ombudsman bevestigt ons antwoord.",),
        Move.CONFIDENTIAL: ("Het gaat over een personeelslid.",),
        Move.CLOSE: ("Analyse volledig, oorzaak besproken met de dienst.",),
    },
)
