"""What six services of the demonstration tell their customers; times, amounts and contacts are invented."""

from dataclasses import dataclass, field

from core.texts import Text
from processes.enums import ContactChannel, DurationUnit, PaymentMeans

INVENTED = "Invented for the demonstration."


def text(nl: str, fr: str, de: str, en: str) -> Text:
    return Text(nl=nl, fr=fr, de=de, en=en)


@dataclass(frozen=True)
class Document:
    """A document asked, or data the administration already has (`known_from` says where)."""

    name: Text
    known_from: Text = field(default_factory=Text)


@dataclass(frozen=True)
class Way:
    """A channel of a service."""

    channel: str
    contact: str
    hours: Text


@dataclass(frozen=True)
class Details:
    """The public texts of one service."""

    for_whom: Text
    result: Text
    conditions: Text
    cost: Text
    announced: tuple[int, str] | None
    appeal: Text
    groups: tuple[str, ...]
    life_events: tuple[str, ...]
    documents: tuple[Document, ...]
    ways: tuple[Way, ...]
    payment_means: tuple[str, ...] = ()


FREE = text("Gratis", "Gratuit", "Kostenlos", "Free of charge")
ALWAYS = text("Dag en nacht", "Jour et nuit", "Tag und Nacht", "Day and night")
OFFICE_HOURS = text(
    "Op werkdagen van 9 tot 12 uur en van 13.30 tot 16 uur",
    "Les jours ouvrables de 9 h à 12 h et de 13 h 30 à 16 h",
    "An Werktagen von 9 bis 12 Uhr und von 13.30 bis 16 Uhr",
    "On working days from 9 to 12 and from 13.30 to 16",
)
REGISTER = text(
    "het Rijksregister", "le Registre national", "dem Nationalregister", "the National Register"
)
APPEAL = text(
    "U kunt bezwaar indienen bij de dienst die de beslissing nam. Het adres en de termijn staan in de beslissing. "
    "Een klacht is geen bezwaar.",
    "Vous pouvez introduire une réclamation auprès du service qui a pris la décision. L’adresse et le délai figurent "
    "dans la décision. Une plainte n’est pas un recours.",
    "Sie können bei dem Dienst, der entschieden hat, Widerspruch einlegen. Adresse und Frist stehen in der "
    "Entscheidung. Eine Beschwerde ist kein Einspruch.",
    "You can object with the service that took the decision. The address and the time stand in the decision. "
    "A complaint is not an appeal.",
)

DETAILS: dict[tuple[str, str], Details] = {
    ("FIN", "income_tax"): Details(
        for_whom=text(
            "Iedereen die in België woont en een inkomen heeft.",
            "Toute personne qui habite en Belgique et qui a un revenu.",
            "Alle, die in Belgien wohnen und ein Einkommen haben.",
            "Everyone who lives in Belgium and has an income.",
        ),
        result=text(
            "Een aanslagbiljet dat zegt wat u terugkrijgt of nog moet betalen, met de uitleg van de berekening.",
            "Un avertissement-extrait de rôle qui indique ce que vous récupérez ou devez encore payer, avec le détail du calcul.",
            "Einen Steuerbescheid, der angibt, was Sie zurückerhalten oder noch zahlen müssen, mit der Berechnung.",
            "A tax bill that says what you get back or still have to pay, with the calculation explained.",
        ),
        conditions=text(
            "U woonde op 1 januari van het aanslagjaar in België. Kreeg u een voorstel van vereenvoudigde "
            "aangifte en klopt het? Dan hoeft u niets te doen.",
            "Vous habitiez en Belgique au 1er janvier de l’exercice d’imposition. Vous avez reçu une "
            "proposition de déclaration simplifiée et elle est exacte ? Vous n’avez rien à faire.",
            "Sie wohnten am 1. Januar des Steuerjahres in Belgien. Haben Sie einen Vorschlag einer "
            "vereinfachten Erklärung erhalten und stimmt er? Dann müssen Sie nichts tun.",
            "You lived in Belgium on 1 January of the tax year. Did you receive a simplified return and "
            "is it right? Then there is nothing to do.",
        ),
        cost=FREE,
        announced=(6, DurationUnit.MONTHS),
        appeal=APPEAL,
        groups=("citizens",),
        life_events=("work", "moving"),
        documents=(
            Document(
                text(
                    "Attesten die u zelf kreeg (bijvoorbeeld giften of kinderopvang)",
                    "Attestations que vous avez reçues vous-même (dons ou garde d’enfants, par exemple)",
                    "Bescheinigungen, die Sie selbst erhalten haben (z. B. Spenden oder Kinderbetreuung)",
                    "Certificates you received yourself (gifts or child care, for example)",
                )
            ),
            Document(
                text(
                    "Loonfiches en pensioenfiches",
                    "Fiches de salaire et de pension",
                    "Lohn- und Rentenkarten",
                    "Wage and pension statements",
                ),
                text(
                    "uw werkgever of pensioendienst",
                    "votre employeur ou le service des pensions",
                    "Ihrem Arbeitgeber oder dem Pensionsdienst",
                    "your employer or pension service",
                ),
            ),
            Document(
                text("Gezinstoestand", "Situation de famille", "Familienstand", "Household"),
                REGISTER,
            ),
        ),
        ways=(
            Way(ContactChannel.ONLINE, "https://www.fin.example/declaration", ALWAYS),
            Way(ContactChannel.TELEPHONE, "02 000 00 01", OFFICE_HOURS),
            Way(
                ContactChannel.COUNTER,
                "",
                text("Op afspraak", "Sur rendez-vous", "Nach Vereinbarung", "By appointment"),
            ),
        ),
    ),
    ("FIN", "refund"): Details(
        for_whom=text(
            "Wie volgens het aanslagbiljet geld terugkrijgt.",
            "Toute personne qui récupère de l’argent selon son avertissement-extrait de rôle.",
            "Alle, die laut Steuerbescheid Geld zurückerhalten.",
            "Anyone who gets money back according to the tax bill.",
        ),
        result=text(
            "Het bedrag op uw rekening.",
            "Le montant sur votre compte.",
            "Den Betrag auf Ihrem Konto.",
            "The amount on your account.",
        ),
        conditions=text(
            "Wij kennen uw rekeningnummer en de rekening staat op uw naam. U hebt geen openstaande "
            "belastingschuld waarmee wij het bedrag verrekenen.",
            "Nous connaissons votre numéro de compte et le compte est à votre nom. Vous n’avez pas de "
            "dette fiscale sur laquelle nous imputons le montant.",
            "Wir kennen Ihre Kontonummer und das Konto läuft auf Ihren Namen. Sie haben keine offene "
            "Steuerschuld, mit der wir den Betrag verrechnen.",
            "We know your account number and the account is in your name. You have no tax debt against "
            "which we set off the amount.",
        ),
        cost=FREE,
        announced=(60, DurationUnit.CALENDAR_DAYS),
        appeal=APPEAL,
        groups=("citizens", "companies"),
        life_events=("work", "death"),
        documents=(
            Document(
                text(
                    "Rekeningnummer, als het veranderd is",
                    "Numéro de compte, s’il a changé",
                    "Kontonummer, falls es sich geändert hat",
                    "Account number, if it has changed",
                )
            ),
            Document(
                text(
                    "Uw aanslagbiljet",
                    "Votre avertissement-extrait de rôle",
                    "Ihr Steuerbescheid",
                    "Your tax bill",
                ),
                text(
                    "ons eigen dossier",
                    "notre propre dossier",
                    "unserer eigenen Akte",
                    "our own file",
                ),
            ),
        ),
        ways=(
            Way(ContactChannel.ONLINE, "https://www.fin.example/refund", ALWAYS),
            Way(ContactChannel.TELEPHONE, "02 000 00 01", OFFICE_HOURS),
            Way(
                ContactChannel.LETTER,
                "Postbus 1, 1000 Brussel",
                Text(),
            ),
        ),
        payment_means=(PaymentMeans.TRANSFER,),
    ),
    ("FIN", "customs"): Details(
        for_whom=text(
            "Wie een pakje van buiten de Europese Unie laat komen, en ondernemingen die invoeren.",
            "Toute personne qui fait venir un colis de l’extérieur de l’Union européenne, et les entreprises qui importent.",
            "Alle, die ein Paket von außerhalb der Europäischen Union kommen lassen, und Unternehmen, die einführen.",
            "Anyone who has a parcel sent from outside the European Union, and companies that import.",
        ),
        result=text(
            "Uw pakje wordt vrijgegeven, of u krijgt een met redenen omklede beslissing.",
            "Votre colis est libéré, ou vous recevez une décision motivée.",
            "Ihr Paket wird freigegeben, oder Sie erhalten eine begründete Entscheidung.",
            "Your parcel is released, or you receive a reasoned decision.",
        ),
        conditions=text(
            "De inhoud mag ingevoerd worden. De waarde blijkt uit een factuur of betaalbewijs.",
            "Le contenu peut être importé. La valeur ressort d’une facture ou d’une preuve de paiement.",
            "Der Inhalt darf eingeführt werden. Der Wert geht aus einer Rechnung oder einem Zahlungsbeleg hervor.",
            "The contents may be imported. An invoice or proof of payment shows the value.",
        ),
        cost=text(
            "Invoerrechten en btw volgens de waarde; de vervoerder kan kosten vragen",
            "Droits à l’importation et TVA selon la valeur ; le transporteur peut demander des frais",
            "Einfuhrabgaben und MwSt. nach dem Wert; der Beförderer kann Kosten verlangen",
            "Import duties and VAT by value; the carrier may charge costs",
        ),
        announced=(5, DurationUnit.WORKING_DAYS),
        appeal=APPEAL,
        groups=("citizens", "companies"),
        life_events=("starting_a_company",),
        documents=(
            Document(
                text(
                    "Factuur of betaalbewijs",
                    "Facture ou preuve de paiement",
                    "Rechnung oder Zahlungsbeleg",
                    "Invoice or proof of payment",
                )
            ),
            Document(
                text(
                    "Aangifte van de vervoerder",
                    "Déclaration du transporteur",
                    "Anmeldung des Beförderers",
                    "The carrier's declaration",
                ),
                text("de vervoerder", "le transporteur", "dem Beförderer", "the carrier"),
            ),
        ),
        ways=(
            Way(ContactChannel.ONLINE, "https://www.fin.example/customs", ALWAYS),
            Way(ContactChannel.EMAIL, "customs@fin.example", Text()),
        ),
        payment_means=(PaymentMeans.ONLINE, PaymentMeans.TRANSFER),
    ),
    ("INAMI", "invalidity"): Details(
        for_whom=text(
            "Wie langer dan een jaar niet kan werken door ziekte of een ongeval.",
            "Toute personne qui ne peut pas travailler depuis plus d’un an à cause d’une maladie ou d’un accident.",
            "Alle, die wegen Krankheit oder Unfall länger als ein Jahr nicht arbeiten können.",
            "Anyone who has been unable to work for more than a year through illness or an accident.",
        ),
        result=text(
            "Een beslissing over uw erkenning, met de reden en de begin- en einddatum.",
            "Une décision sur votre reconnaissance, avec sa motivation et les dates de début et de fin.",
            "Eine Entscheidung über Ihre Anerkennung, mit Begründung sowie Anfangs- und Enddatum.",
            "A decision on your recognition, with the reason and the first and last day.",
        ),
        conditions=text(
            "U bent aangesloten bij een ziekenfonds en de adviserend arts van uw ziekenfonds diende uw dossier in.",
            "Vous êtes affilié à une mutualité et le médecin-conseil de votre mutualité a introduit votre dossier.",
            "Sie sind einer Krankenkasse angeschlossen und der Vertrauensarzt Ihrer Krankenkasse hat Ihre Akte eingereicht.",
            "You belong to a health insurance fund and its medical adviser has sent in your file.",
        ),
        cost=FREE,
        announced=(30, DurationUnit.WORKING_DAYS),
        appeal=text(
            "U kunt in beroep gaan bij de arbeidsrechtbank van uw woonplaats. De termijn staat in de beslissing. Een klacht is geen beroep.",
            "Vous pouvez introduire un recours auprès du tribunal du travail de votre domicile. Le délai figure dans la décision. Une plainte n’est pas un recours.",
            "Sie können beim Arbeitsgericht Ihres Wohnorts Einspruch einlegen. Die Frist steht in der Entscheidung. Eine Beschwerde ist kein Einspruch.",
            "You can appeal to the labour court of where you live. The time stands in the decision. A complaint is not an appeal.",
        ),
        groups=("citizens",),
        life_events=("illness",),
        documents=(
            Document(
                text(
                    "Recente medische verslagen",
                    "Rapports médicaux récents",
                    "Neuere ärztliche Berichte",
                    "Recent medical reports",
                )
            ),
            Document(
                text(
                    "Uw eerdere attesten van arbeidsongeschiktheid",
                    "Vos certificats d’incapacité de travail antérieurs",
                    "Ihre früheren Bescheinigungen der Arbeitsunfähigkeit",
                    "Your earlier certificates of incapacity for work",
                ),
                text(
                    "uw ziekenfonds",
                    "votre mutualité",
                    "Ihrer Krankenkasse",
                    "your health insurance fund",
                ),
            ),
        ),
        ways=(
            Way(ContactChannel.TELEPHONE, "02 000 00 02", OFFICE_HOURS),
            Way(ContactChannel.EMAIL, "invalidity@inami.example", Text()),
            Way(ContactChannel.LETTER, "", Text()),
        ),
    ),
    ("INAMI", "abroad"): Details(
        for_whom=text(
            "Wie in een ander land verzorgd wil worden of daar ziek werd.",
            "Toute personne qui veut se faire soigner dans un autre pays ou qui y est tombée malade.",
            "Alle, die sich in einem anderen Land behandeln lassen wollen oder dort erkrankt sind.",
            "Anyone who wants treatment in another country or fell ill there.",
        ),
        result=text(
            "Een toestemming vooraf, of de terugbetaling van uw kosten.",
            "Une autorisation préalable, ou le remboursement de vos frais.",
            "Eine vorherige Genehmigung oder die Erstattung Ihrer Kosten.",
            "A permission beforehand, or the reimbursement of your costs.",
        ),
        # In two languages only: the catalogue shows what is missing.
        conditions=Text(
            nl="U bent verzekerd in België. Voor een geplande opname vraagt u vooraf toestemming aan uw ziekenfonds.",
            fr="Vous êtes assuré en Belgique. Pour une hospitalisation prévue, vous demandez d’abord l’autorisation à votre mutualité.",
        ),
        cost=FREE,
        announced=(20, DurationUnit.WORKING_DAYS),
        appeal=Text(),
        groups=("citizens",),
        life_events=("illness", "travel"),
        documents=(
            Document(
                text("Facturen", "Factures", "Rechnungen", "Invoices"),
            ),
        ),
        ways=(Way(ContactChannel.EMAIL, "abroad@inami.example", Text()),),
    ),
    ("BOSA", "selection"): Details(
        for_whom=text(
            "Wie voor de federale overheid wil werken.",
            "Toute personne qui veut travailler pour l’administration fédérale.",
            "Alle, die für die föderale Verwaltung arbeiten wollen.",
            "Anyone who wants to work for the federal administration.",
        ),
        result=text(
            "Uw resultaat, met uitleg over elk onderdeel, en uw plaats op de lijst van geslaagden.",
            "Votre résultat, avec une explication de chaque partie, et votre place sur la liste des lauréats.",
            "Ihr Ergebnis mit einer Erläuterung jedes Teils und Ihr Platz auf der Liste der Bestandenen.",
            "Your result, with an explanation of each part, and your place on the list of those who passed.",
        ),
        conditions=text(
            "De voorwaarden staan in elke vacature. Redelijke aanpassingen vraagt u bij uw inschrijving.",
            "Les conditions figurent dans chaque offre d’emploi. Vous demandez les aménagements raisonnables lors de l’inscription.",
            "Die Bedingungen stehen in jedem Stellenangebot. Angemessene Vorkehrungen beantragen Sie bei der Anmeldung.",
            "Each vacancy states its conditions. You ask for reasonable adjustments when you enrol.",
        ),
        cost=FREE,
        announced=(45, DurationUnit.WORKING_DAYS),
        appeal=APPEAL,
        groups=("citizens",),
        life_events=("work", "study"),
        documents=(
            Document(
                text("Curriculum vitae", "Curriculum vitae", "Lebenslauf", "Curriculum vitae"),
            ),
            Document(
                text("Diploma", "Diplôme", "Diplom", "Diploma"),
                text(
                    "de databanken van de gemeenschappen, als het daarin staat",
                    "les banques de données des communautés, s’il y figure",
                    "den Datenbanken der Gemeinschaften, wenn es dort steht",
                    "the databases of the communities, if it stands there",
                ),
            ),
        ),
        ways=(
            Way(ContactChannel.ONLINE, "https://www.bosa.example/jobs", ALWAYS),
            Way(ContactChannel.EMAIL, "jobs@bosa.example", Text()),
            Way(ContactChannel.TELEPHONE, "02 000 00 03", OFFICE_HOURS),
        ),
    ),
}
