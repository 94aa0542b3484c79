"""The demonstration in German."""

from complaints.demo.words import OVERTURNED, UPHELD, Misdirected, Pen, Request, Theme, Told, Voice
from complaints.enums import Decision, Finding, Move, Nature, Remedy, SecondLine

COMPLAINTS = {
    "FIN": (
        Told(
            "income_tax",
            Theme.WEBSITE,
            "Online-Steuererklärung lässt sich nicht absenden",
            "Der letzte Knopf führt mich jedes Mal zur Startseite zurück. Ich habe es {minutes} Minuten lang versucht.",
        ),
        Told(
            "income_tax",
            Theme.LANGUAGE,
            "Steuerbescheid auf Französisch erhalten",
            "Ich wohne in {town} und habe Deutsch als Sprache angegeben. Der Bescheid kam dennoch auf Französisch.",
        ),
        Told(
            "refund",
            Theme.DELAY,
            "Erstattung noch immer nicht erhalten",
            "Mein Widerspruch wurde im {month} angenommen. {weeks} Wochen später ist noch nichts auf meinem Konto.",
        ),
        Told(
            "refund",
            Theme.MISTAKE,
            "Auf ein geschlossenes Konto überwiesen",
            "Die Erstattung ging auf ein Konto, das seit Jahren geschlossen ist. Niemand hat mich benachrichtigt.",
        ),
        Told(
            "recovery",
            Theme.REASONS,
            "Zahlungsplan ohne Begründung abgelehnt",
            "Mein Antrag wurde in einem Satz abgelehnt. Alle Belege lagen bei.",
        ),
        Told(
            "customs",
            Theme.DELAY,
            "Paket seit {weeks} Wochen beim Zoll",
            "Ein Buch im Wert von zwanzig Euro wartet seit {weeks} Wochen. Niemand sagt mir, was fehlt.",
        ),
        Told(
            "property",
            Theme.LOST,
            "Urkunde abgegeben und erneut verlangt",
            "Ich habe die Urkunde gegen Quittung abgegeben. Sechs Wochen später wird sie noch einmal verlangt.",
        ),
        Told(
            "contact",
            Theme.WAITING,
            "{minutes} Minuten in der Warteschleife",
            "Nach {minutes} Minuten brach die Leitung ab, und das zum dritten Mal in dieser Woche.",
        ),
        Told(
            "contact",
            Theme.TONE,
            "Unfreundlich am Schalter in {town}",
            "Die Person am Schalter sprach über mich, als stünde ich nicht da.",
        ),
    ),
    "INAMI": (
        Told(
            "care",
            Theme.INFORMATION,
            "Anderer Betrag als auf der Website",
            "Auf der Website stand ein Betrag, erstattet wurde ein anderer. Niemand kann mir sagen, welcher stimmt.",
        ),
        Told(
            "invalidity",
            Theme.DELAY,
            "Entscheidung seit {weeks} Wochen überfällig",
            "Ich wurde im {month} untersucht. Seither warte ich auf die Entscheidung.",
        ),
        Told(
            "providers",
            Theme.DELAY,
            "Warten auf meine Nummer",
            "Ohne die Nummer darf ich nicht zu arbeiten beginnen. Der Antrag ist {weeks} Wochen alt.",
        ),
        Told(
            "abroad",
            Theme.INFORMATION,
            "Falsches Formular empfohlen",
            "Für die Behandlung in Deutschland wurde mir ein Formular empfohlen, das nun nicht gilt.",
        ),
        Told(
            "contact",
            Theme.LANGUAGE,
            "Niemand spricht Deutsch am Telefon",
            "Dreimal wurde ich gebeten, Französisch zu sprechen. Ich habe ein Recht auf Deutsch.",
        ),
        Told(
            "contact",
            Theme.SILENCE,
            "Keine Antwort auf zwei Schreiben",
            "Ich habe im {month} geschrieben und dann noch einmal. Eine Antwort kam nicht.",
        ),
    ),
    "BOSA": (
        Told(
            "selection",
            Theme.LANGUAGE,
            "Prüfung nicht auf Deutsch angeboten",
            "Ich hatte Deutsch gewählt. Die Einladung nannte nur Französisch und Niederländisch.",
        ),
        Told(
            "selection",
            Theme.DELAY,
            "Ergebnis steht seit {weeks} Wochen aus",
            "Das Ergebnis war innerhalb eines Monats versprochen.",
        ),
        Told(
            "sign_in",
            Theme.WEBSITE,
            "Anmeldung mit dem Personalausweis scheitert",
            "Seit {month} lädt die Seite ohne Ende. Anderswo funktioniert mein Lesegerät.",
        ),
        Told(
            "pay",
            Theme.MISTAKE,
            "Zulage in der Abrechnung vergessen",
            "Die im {month} gewährte Zulage fehlt noch immer.",
        ),
        Told(
            "contact",
            Theme.COMPLAINT,
            "Meine erste Beschwerde blieb liegen",
            "Seit der Eingangsbestätigung habe ich nichts mehr gehört.",
        ),
    ),
}

REQUESTS = {
    "FIN": (
        Request(
            Nature.QUESTION,
            "income_tax",
            "Kann ich meine Erklärung noch ändern?",
            "Ich habe einen Betrag vergessen. Wie berichtige ich ihn?",
        ),
        Request(
            Nature.COMPLIMENT,
            "contact",
            "Dank an den Schalter in {town}",
            "Man hat sich Zeit genommen und alles auf Deutsch erklärt.",
        ),
    ),
    "INAMI": (
        Request(
            Nature.QUESTION,
            "abroad",
            "Welche Unterlagen für eine Kur?",
            "Ich plane eine Kur im Nachbarland. Was muss ich vorher beantragen?",
        ),
        Request(
            Nature.SUGGESTION,
            "contact",
            "Mehr Seiten auf Deutsch",
            "Viele Seiten gibt es nur auf Französisch und Niederländisch.",
        ),
    ),
    "BOSA": (
        Request(
            Nature.SUGGESTION,
            "selection",
            "Probetest auf Deutsch",
            "Ein Probetest auf Deutsch würde vielen helfen.",
        ),
        Request(
            Nature.NOTIFICATION,
            "contact",
            "Tippfehler auf der deutschen Seite",
            "In der Überschrift fehlt ein Buchstabe.",
        ),
    ),
}

REFUSED = {
    "not_competent": (
        "Müll in meiner Straße nicht abgeholt",
        "Seit drei Wochen wird der Müll nicht abgeholt.",
    ),
    "appeal_available": (
        "Ich fechte Ihre Entscheidung an",
        "Der berechnete Betrag stimmt nicht; ich verlange eine neue Entscheidung.",
    ),
    "unsubstantiated": ("Immer dasselbe", "Bei Ihnen geht immer etwas schief."),
    "policy_or_legislation": (
        "Dieses Gesetz ist ungerecht",
        "Gegen Ihren Dienst habe ich nichts, aber das Gesetz gehört geändert.",
    ),
    "older_than_one_year": (
        "Fehler vor sechs Jahren",
        "Vor sechs Jahren wurde in meiner Akte ein Fehler gemacht.",
    ),
}

MISDIRECTED = (
    Misdirected(
        "FIN",
        "",
        "Öffentlicher Dienst der Wallonie, Steuerwesen",
        "Verkehrssteuer doppelt bezahlt",
        "Ich habe die Verkehrssteuer zweimal bezahlt und bekomme nichts zurück.",
    ),
    Misdirected(
        "INAMI",
        "",
        "die Krankenkasse der Person",
        "Krankenkasse erstattet nicht",
        "Meine Krankenkasse hat die Bescheinigungen verloren.",
    ),
    Misdirected(
        "BOSA",
        "FIN",
        "",
        "Steuererstattung fehlt",
        "Seit drei Monaten warte ich auf meine Steuererstattung.",
    ),
)

VOICE = Voice(
    complaints=COMPLAINTS,
    requests=REQUESTS,
    refused=REFUSED,
    misdirected=MISDIRECTED,
    replies=(
        "Anbei die gewünschten Angaben und was ich noch habe.",
        "Es war an einem Dienstagvormittag gegen zehn Uhr. Den Namen habe ich nicht notiert.",
        "Ja, ich habe das Schreiben noch. Das Aktenzeichen steht darauf.",
    ),
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    towns=("Eupen", "Sankt Vith", "Malmedy"),
)

PEN = Pen(
    opening="Sie haben uns zu „{subject}“ geschrieben. Jemand, der mit der Sache nichts zu tun hatte, hat geprüft, was geschehen ist.",
    findings={
        Finding.FOUNDED: "Ihre Beschwerde ist begründet.",
        Finding.PARTLY_FOUNDED: "Ihre Beschwerde ist teilweise begründet.",
        Finding.UNFOUNDED: "Ihre Beschwerde ist unbegründet.",
        Finding.NO_OPINION: "Wir können zu Ihrer Beschwerde keine Bewertung abgeben.",
    },
    reasons={
        Theme.DELAY: (
            "Ihre Akte blieb länger liegen als zulässig, und niemand hat Sie darüber unterrichtet.",
            "Ihre Akte wurde in der Reihenfolge des Eingangs und innerhalb der angekündigten Frist bearbeitet. Einen Fehler hat der Dienst nicht begangen.",
        ),
        Theme.SILENCE: (
            "Ihre Nachrichten sind angekommen, aber nicht bis zum Sachbearbeiter gelangt. Sie hätten eine Antwort erhalten müssen.",
            "Eine Antwort ging innerhalb der angekündigten Frist an die von Ihnen genannte Adresse.",
        ),
        Theme.TONE: (
            "Sie wurden nicht so empfangen, wie es sich für einen öffentlichen Dienst gehört. Der Verantwortliche hat mit der betreffenden Person gesprochen.",
            "Wir haben die Person, die Sie empfangen hat, und eine Kollegin gehört. Nichts spricht für mangelnde Höflichkeit.",
        ),
        Theme.WAITING: (
            "An jenem Tag waren zu wenige Kollegen da. Sie haben Ihre Zeit verloren, und wir hatten Sie nicht gewarnt.",
            "Der Andrang war auf unserer Website angekündigt, und alle kamen an die Reihe.",
        ),
        Theme.WEBSITE: (
            "Der Online-Dienst war gestört. Er läuft wieder, doch die Seite sagte nichts davon und bot keinen anderen Weg.",
            "Wir haben für diesen Zeitpunkt keine Störung gefunden. Der verwendete Browser wird nicht mehr unterstützt; das steht auf der Seite.",
        ),
        Theme.INFORMATION: (
            "Die Auskunft war falsch. Wir haben die Seite und die Anleitung für die Kollegen berichtigt.",
            "Die Auskunft war zu jenem Zeitpunkt richtig. Die Regel wurde danach geändert, und unsere Website hat es angekündigt.",
        ),
        Theme.LOST: (
            "Ihr Dokument kam an und geriet in eine andere Akte. Sie hätten es nicht noch einmal einreichen müssen.",
            "Verlangt wurde nicht dasselbe Dokument, sondern die unterschriebene Fassung, die in die Akte gehört.",
        ),
        Theme.MISTAKE: (
            "Bei uns wurde etwas falsch erfasst. Es ist berichtigt, und Sie erhalten das neue Dokument.",
            "Wir verwenden die uns mitgeteilten Angaben. Einen Fehler unsererseits haben wir nicht gefunden.",
        ),
        Theme.LANGUAGE: (
            "Ihre Sprachwahl war in unserer Datei nicht vermerkt. Jetzt ist sie es.",
            "Wir sind der Sprache Ihres letzten Antrags gefolgt und haben sie nun Ihrem Wunsch angepasst.",
        ),
        Theme.ACCESS: (
            "Sie konnten den Dienst nicht wie alle anderen in Anspruch nehmen. Wir hätten Ihnen eine andere Lösung anbieten müssen.",
            "Ein angepasster Zugang bestand an diesem Tag. Der Hinweis war vielleicht schlecht zu sehen; wir haben ihn versetzt.",
        ),
        Theme.REASONS: (
            "Das Schreiben nannte keine Gründe. Eine Entscheidung ist zu begründen; Sie erhalten ein vollständiges Schreiben.",
            "Die Gründe standen auf der Rückseite. Ein Kollege ruft Sie an, um sie einfacher zu erklären.",
        ),
        Theme.COMPLAINT: (
            "Ihre erste Beschwerde wurde nicht zu Ende verfolgt. Gerade das soll ein Beschwerdedienst vermeiden.",
            "Ihre erste Beschwerde wurde an die damalige Adresse beantwortet. Wir senden Ihnen eine Kopie.",
        ),
    },
    for_the_rest="Im Übrigen hat der Dienst die Regeln und die angekündigte Frist eingehalten.",
    no_opinion=("Beide Darstellungen widersprechen sich, und nichts gibt den Ausschlag.",),
    remedies={
        Remedy.EXPLANATION: "Wir hoffen, dass Ihnen diese Erklärung hilft.",
        Remedy.APOLOGY: "Wir bitten Sie um Entschuldigung.",
        Remedy.CORRECTION: "Wir haben berichtigt, was falsch war.",
        Remedy.COMPENSATION: "Die Kosten, die Ihnen dadurch entstanden sind, erstatten wir.",
        Remedy.NONE: "",
    },
    answers={
        Nature.QUESTION: (
            "Sie haben uns eine Frage zu „{subject}“ gestellt. Auf unserer Website steht, wie Sie vorgehen; unsere Kollegen helfen Ihnen gern am Telefon.",
        ),
        Nature.NOTIFICATION: (
            "Danke für Ihre Meldung zu „{subject}“. Die zuständige Dienststelle kümmert sich darum.",
        ),
        Nature.COMPLIMENT: ("Danke für Ihre Worte. Die Kollegen haben sich darüber gefreut.",),
        Decision.TAKEN_UP: (
            "Danke für Ihren Vorschlag. Wir greifen ihn auf: er gehört zu den Verbesserungen dieses Jahres.",
        ),
        Decision.NOT_TAKEN_UP: (
            "Danke für Ihren Vorschlag. Wir haben ihn geprüft und können ihn derzeit nicht umsetzen.",
        ),
    },
    questions=(
        "Können Sie uns Tag und Uhrzeit Ihres Besuchs oder Anrufs nennen? Bitte antworten Sie innerhalb von fünfzehn Tagen.",
        "Welches Aktenzeichen steht oben auf dem Dokument? Ohne dieses Zeichen finden wir die Akte nicht.",
    ),
    notes=(
        "Mit der Dienststelle telefoniert: Akte gefunden, das Stück fehlt.",
        "Gleiches Problem wie in einer anderen Akte dieses Monats.",
    ),
    because={
        Move.EXTEND: ("Das Gutachten eines externen Fachmanns steht noch aus.",),
        Move.RETURN_PROPOSAL: ("Die verletzte Norm ist nicht genannt. Bitte ergänzen.",),
        Move.REOPEN: ("Ein neues Dokument liegt vor.",),
        Move.WITHDRAW: ("Das Problem ist inzwischen gelöst, sagt die Person.",),
        Move.FORWARD: ("Die Sache gehört zu einer anderen Organisation.",),
        Move.REQUALIFY: ("Bei näherem Lesen handelt es sich um ein anderes Anliegen.",),
        SecondLine.REFERRED: ("Die Person teilt mit, dass sie sich an die zweite Linie wendet.",),
        SecondLine.ASKED: ("Der Ombudsmann bittet um die vollständige Akte.",),
        OVERTURNED: (
            "Der Ombudsmann hält die Beschwerde für begründet; unsere Antwort wird überprüft.",
        ),
        UPHELD: ("Der Ombudsmann bestätigt unsere Antwort.",),
        Move.CONFIDENTIAL: ("Ein Mitarbeiter ist betroffen.",),
        Move.CLOSE: ("Auswertung vollständig, Ursache mit der Dienststelle besprochen.",),
    },
)
