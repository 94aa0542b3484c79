"""The demonstration's services: plain names of what the organisations do."""

from core.texts import Text

# Organisation to code to department and names.
SERVICES: dict[str, dict[str, tuple[str, Text]]] = {
    "FIN": {
        "income_tax": (
            "INCOME",
            Text(
                nl="Aangifte in de personenbelasting",
                fr="Déclaration à l'impôt des personnes physiques",
                de="Steuererklärung der natürlichen Personen",
                en="Personal income tax return",
            ),
        ),
        "refund": (
            "COLLECTION",
            Text(
                nl="Terugbetaling van belasting",
                fr="Remboursement de l'impôt",
                de="Steuererstattung",
                en="Tax refund",
            ),
        ),
        "recovery": (
            "COLLECTION",
            Text(
                nl="Afbetalingsplannen en invordering",
                fr="Plans de paiement et recouvrement",
                de="Zahlungspläne und Beitreibung",
                en="Payment plans and recovery",
            ),
        ),
        "customs": (
            "CUSTOMS",
            Text(
                nl="Douane en pakjes",
                fr="Douane et colis",
                de="Zoll und Pakete",
                en="Customs and parcels",
            ),
        ),
        "property": (
            "PROPERTY",
            Text(
                nl="Kadaster en akten",
                fr="Cadastre et actes",
                de="Kataster und Urkunden",
                en="Land register and deeds",
            ),
        ),
        "contact": (
            "CONTACT",
            Text(
                nl="Telefoon, loket en afspraken",
                fr="Téléphone, guichets et rendez-vous",
                de="Telefon, Schalter und Termine",
                en="Telephone, counters and appointments",
            ),
        ),
    },
    "INAMI": {
        "care": (
            "CARE",
            Text(
                nl="Terugbetaling van geneeskundige verzorging",
                fr="Remboursement des soins de santé",
                de="Erstattung der Gesundheitspflege",
                en="Reimbursement of health care",
            ),
        ),
        "invalidity": (
            "BENEFITS",
            Text(
                nl="Erkenning van invaliditeit",
                fr="Reconnaissance de l'invalidité",
                de="Anerkennung der Invalidität",
                en="Recognition of invalidity",
            ),
        ),
        "providers": (
            "PROVIDERS",
            Text(
                nl="Dossiers van zorgverleners",
                fr="Dossiers des dispensateurs de soins",
                de="Akten der Pflegeleistungserbringer",
                en="Files of care providers",
            ),
        ),
        "accidents": (
            "BENEFITS",
            Text(
                nl="Vergoeding van medische ongevallen",
                fr="Indemnisation des accidents médicaux",
                de="Entschädigung medizinischer Unfälle",
                en="Compensation for medical accidents",
            ),
        ),
        "abroad": (
            "CARE",
            Text(
                nl="Zorg in het buitenland",
                fr="Soins à l'étranger",
                de="Behandlung im Ausland",
                en="Care abroad",
            ),
        ),
        "contact": (
            "CONTACT",
            Text(
                nl="Telefoon en website",
                fr="Téléphone et site internet",
                de="Telefon und Website",
                en="Telephone and website",
            ),
        ),
    },
    "BOSA": {
        "selection": (
            "RECRUITMENT",
            Text(
                nl="Selecties voor federale jobs",
                fr="Sélections pour les emplois fédéraux",
                de="Auswahlverfahren für föderale Stellen",
                en="Selection for federal jobs",
            ),
        ),
        "language_test": (
            "RECRUITMENT",
            Text(
                nl="Taaltests", fr="Tests linguistiques", de="Sprachprüfungen", en="Language tests"
            ),
        ),
        "sign_in": (
            "DIGITAL",
            Text(
                nl="Aanmelden bij onlinediensten",
                fr="Connexion aux services en ligne",
                de="Anmeldung bei Online-Diensten",
                en="Signing in to online services",
            ),
        ),
        "pay": (
            "PAY",
            Text(
                nl="Wedden van federaal personeel",
                fr="Traitements du personnel fédéral",
                de="Gehälter des föderalen Personals",
                en="Pay of federal staff",
            ),
        ),
        "tenders": (
            "DIGITAL",
            Text(
                nl="Platform voor overheidsopdrachten",
                fr="Plateforme des marchés publics",
                de="Plattform für öffentliche Aufträge",
                en="Public procurement platform",
            ),
        ),
        "contact": (
            "COMPLAINTS",
            Text(
                nl="Telefoon en e-mail",
                fr="Téléphone et e-mail",
                de="Telefon und E-Mail",
                en="Telephone and e-mail",
            ),
        ),
    },
}
