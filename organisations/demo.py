"""The demonstration's organisations: real ones, with invented people, departments and addresses."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from django.contrib.auth.hashers import make_password

from core.texts import Text
from organisations.demo_places import load_places
from organisations.enums import Role
from organisations.models import (
    ClosedDay,
    Department,
    LetterTemplate,
    Membership,
    Organisation,
    User,
)

CODES = ("FIN", "INAMI", "BOSA")
PASSWORD = "orange-bicycle-2026"


@dataclass(frozen=True)
class Member:
    """A demo person in one organisation; the same address in two makes two memberships."""

    organisation: str
    email: str
    name: str
    roles: tuple[Role, ...]
    department: str = ""


MEMBERS = (
    Member("FIN", "coordinator@fin.example", "Anaïs Exemple", (Role.COORDINATOR,), "COMPLAINTS"),
    Member("FIN", "handler1@fin.example", "Omar Personnage", (Role.HANDLER,), "COLLECTION"),
    Member("FIN", "handler2@fin.example", "Nadia Modèle", (Role.HANDLER,), "INCOME"),
    Member("FIN", "manager@fin.example", "Tom Testman", (Role.MANAGER,)),
    Member("FIN", "approver@fin.example", "Paul Inventé", (Role.APPROVER,)),
    Member("FIN", "reader@fin.example", "Joris Verzonnen", (Role.READER,)),
    Member("FIN", "administrator@fin.example", "Hugo Gabarit", (Role.ADMINISTRATOR,)),
    Member("FIN", "dpo@fin.example", "Sarah Prototype", (Role.DATA_PROTECTION_OFFICER,)),
    Member(
        "INAMI", "coordinator@inami.example", "Lies Voorbeeld", (Role.COORDINATOR,), "COMPLAINTS"
    ),
    Member("INAMI", "handler1@inami.example", "Karim Canevas", (Role.HANDLER,), "BENEFITS"),
    Member("INAMI", "handler2@inami.example", "Griet Sjabloon", (Role.HANDLER,), "CARE"),
    Member("INAMI", "manager@inami.example", "Marc Maquette", (Role.MANAGER,)),
    Member("INAMI", "approver@inami.example", "Els Schijnbaar", (Role.APPROVER,)),
    Member("INAMI", "reader@inami.example", "Pol Fantaisie", (Role.READER,)),
    Member("INAMI", "administrator@inami.example", "Inès Brouillon", (Role.ADMINISTRATOR,)),
    Member("INAMI", "dpo@inami.example", "Bram Proefman", (Role.DATA_PROTECTION_OFFICER,)),
    Member("INAMI", "two@inami.example", "Eline Dubbelrol", (Role.COORDINATOR, Role.MANAGER)),
    # A small organisation: the coordinator handles cases as well.
    Member(
        "BOSA",
        "coordinator@bosa.example",
        "Greta Beispiel",
        (Role.COORDINATOR, Role.HANDLER),
        "COMPLAINTS",
    ),
    Member("BOSA", "handler1@bosa.example", "Simon Pseudonyme", (Role.HANDLER,), "DIGITAL"),
    Member("BOSA", "handler2@bosa.example", "Hanne Schaduw", (Role.HANDLER,), "RECRUITMENT"),
    Member("BOSA", "manager@bosa.example", "Luc Prétexte", (Role.MANAGER,)),
    Member("BOSA", "approver@bosa.example", "Ann Zogezegd", (Role.APPROVER,)),
    Member("BOSA", "reader@bosa.example", "Otto Erfunden", (Role.READER,)),
    Member("BOSA", "administrator@bosa.example", "Fien Fictief", (Role.ADMINISTRATOR,)),
    Member("BOSA", "dpo@bosa.example", "Rita Scénario", (Role.DATA_PROTECTION_OFFICER,)),
    Member("BOSA", "network@bosa.example", "Victor Verbeelding", (Role.NETWORK_COORDINATOR,)),
    Member("BOSA", "two@inami.example", "Eline Dubbelrol", (Role.READER,)),
)

DEPARTMENTS: dict[str, dict[str, Text]] = {
    "FIN": {
        "CONTACT": Text(
            nl="Contactcenter", fr="Centre de contact", de="Kontaktcenter", en="Contact centre"
        ),
        "INCOME": Text(
            nl="Dienst Belastingen van particulieren",
            fr="Service Impôts des particuliers",
            de="Dienststelle Steuern der Privatpersonen",
            en="Department of personal taxes",
        ),
        "COLLECTION": Text(
            nl="Dienst Inning en Terugbetaling",
            fr="Service Perception et Remboursement",
            de="Dienststelle Erhebung und Erstattung",
            en="Department of collection and refunds",
        ),
        "CUSTOMS": Text(
            nl="Dienst Douane",
            fr="Service Douane",
            de="Dienststelle Zoll",
            en="Department of customs",
        ),
        "PROPERTY": Text(
            nl="Dienst Patrimoniumdocumentatie",
            fr="Service Documentation patrimoniale",
            de="Dienststelle Vermögensdokumentation",
            en="Department of property documentation",
        ),
        "COMPLAINTS": Text(
            nl="Klachtenteam", fr="Équipe Plaintes", de="Beschwerdeteam", en="Complaints team"
        ),
    },
    "INAMI": {
        "CARE": Text(
            nl="Dienst Geneeskundige verzorging",
            fr="Service Soins de santé",
            de="Dienststelle Gesundheitspflege",
            en="Department of health care",
        ),
        "BENEFITS": Text(
            nl="Dienst Uitkeringen",
            fr="Service Indemnités",
            de="Dienststelle Entschädigungen",
            en="Department of benefits",
        ),
        "PROVIDERS": Text(
            nl="Dienst Zorgverleners",
            fr="Service Dispensateurs de soins",
            de="Dienststelle Pflegeleistungserbringer",
            en="Department of care providers",
        ),
        "CONTACT": Text(
            nl="Infopunt", fr="Point d'information", de="Infopunkt", en="Information point"
        ),
        "COMPLAINTS": Text(
            nl="Klachtencel", fr="Cellule Plaintes", de="Beschwerdestelle", en="Complaints unit"
        ),
    },
    "BOSA": {
        "RECRUITMENT": Text(
            nl="Dienst Rekrutering",
            fr="Service Recrutement",
            de="Dienststelle Anwerbung",
            en="Department of recruitment",
        ),
        "DIGITAL": Text(
            nl="Dienst Digitale diensten",
            fr="Service Services numériques",
            de="Dienststelle Digitale Dienste",
            en="Department of digital services",
        ),
        "PAY": Text(
            nl="Dienst Wedden",
            fr="Service Traitements",
            de="Dienststelle Gehälter",
            en="Department of pay",
        ),
        "COMPLAINTS": Text(
            nl="Klachtendienst",
            fr="Service Plaintes",
            de="Beschwerdedienst",
            en="Complaints service",
        ),
    },
}

DESCRIPTIONS = {
    "FIN": Text(
        nl="Belastingen, douane en patrimoniumdocumentatie.",
        fr="Impôts, douane et documentation patrimoniale.",
        de="Steuern, Zoll und Vermögensdokumentation.",
        en="Taxes, customs and property documentation.",
    ),
    "INAMI": Text(
        nl="Verplichte verzekering voor geneeskundige verzorging en uitkeringen.",
        fr="Assurance obligatoire soins de santé et indemnités.",
        de="Gesundheitspflege- und Entschädigungspflichtversicherung.",
        en="Compulsory insurance for health care and benefits.",
    ),
    "BOSA": Text(
        nl="Ondersteunt de federale overheid: personeel, begroting, aankoop en digitale diensten.",
        fr="Soutient l'administration fédérale : personnel, budget, achats et services numériques.",
        de="Unterstützt die föderale Verwaltung: Personal, Haushalt, Einkauf und digitale Dienste.",
        en="Supports the federal administration: staff, budget, purchasing and digital services.",
    ),
}

BRIDGING_DAY = Text(
    nl="Brugdag na Onze-Lieve-Heer-Hemelvaart",
    fr="Jour de pont après l'Ascension",
    de="Brückentag nach Christi Himmelfahrt",
    en="Bridging day after Ascension Day",
)
DAYS_TO_BRIDGING_DAY = 40  # after Easter Sunday; Ascension Day is the 39th

# The acknowledgement in INAMI's own words; the other organisations use the standard text.
OWN_WORDS = {
    "subject": Text(
        nl="Uw bericht is goed aangekomen – [number]",
        fr="Votre message nous est bien parvenu – [number]",
        de="Ihre Nachricht ist angekommen – [number]",
        en="Your message has reached us – [number]",
    ),
    "body": Text(
        nl="Dank voor uw bericht “[subject]”, dat wij op [received_on] ontvingen. Het draagt het nummer [number].\n\nIemand die niet bij de zaak betrokken was, onderzoekt ze. [answer_time]",
        fr="Merci pour votre message « [subject] », reçu le [received_on]. Il porte le numéro [number].\n\nUne personne qui n'est pas mêlée à l'affaire l'examine. [answer_time]",
        de="Danke für Ihre Nachricht „[subject]“, eingegangen am [received_on]. Sie trägt die Nummer [number].\n\nJemand, der mit der Sache nichts zu tun hatte, prüft sie. [answer_time]",
        en="Thank you for your message “[subject]”, received on [received_on]. Its number is [number].\n\nSomeone who was not involved in the matter examines it. [answer_time]",
    ),
}


def load(today: date) -> None:
    """People, departments, places, closed days, contacts and words; the organisations are there."""
    organisations = {row.code: row for row in Organisation.objects.filter(code__in=CODES)}
    for organisation in organisations.values():
        introduce(organisation)
        load_departments(organisation)
        load_closed_days(organisation, today)
        load_places(organisation, today)
    load_members(organisations)
    LetterTemplate.objects.create(
        organisation=organisations["INAMI"], purpose="acknowledgement", **OWN_WORDS
    )


def introduce(organisation: Organisation) -> None:
    """What the public pages and the letters say, where the organisation has not said it itself."""
    coordinator = next(
        one
        for one in MEMBERS
        if one.organisation == organisation.code and Role.COORDINATOR in one.roles
    )
    organisation.description = DESCRIPTIONS[organisation.code]
    organisation.email = f"klachten@{organisation.slug}.example"
    organisation.contact_name = coordinator.name
    organisation.data_protection_contact = f"dpo@{organisation.slug}.example"
    organisation.save(
        update_fields=["description", "email", "contact_name", "data_protection_contact"]
    )


def load_departments(organisation: Organisation) -> None:
    Department.objects.bulk_create(
        Department(organisation=organisation, code=code, name=name)
        for code, name in DEPARTMENTS[organisation.code].items()
    )


def load_closed_days(organisation: Organisation, today: date) -> None:
    """One bridging day a year, for every year that the cases touch."""
    ClosedDay.objects.bulk_create(
        ClosedDay(
            organisation=organisation,
            day=easter(year) + timedelta(days=DAYS_TO_BRIDGING_DAY),
            name=BRIDGING_DAY,
        )
        for year in range(today.year - 2, today.year + 2)
    )


def load_members(organisations: dict[str, Organisation]) -> None:
    """One hash for all: hashing is slow on purpose."""
    password = make_password(PASSWORD)
    people = {member.email: member.name for member in MEMBERS}
    users = {
        user.email: user
        for user in User.objects.bulk_create(
            User(email=email, name=name, password=password) for email, name in people.items()
        )
    }
    departments = {
        (row.organisation_id, row.code): row
        for row in Department.objects.filter(organisation__in=organisations.values())
    }
    Membership.objects.bulk_create(
        Membership(
            organisation=organisations[member.organisation],
            user=users[member.email],
            roles=[role.value for role in member.roles],
            department=departments.get((organisations[member.organisation].pk, member.department)),
        )
        for member in MEMBERS
    )


def sign_ins() -> list[tuple[str, str, str, str]]:
    """E-mail address, name, organisation and roles of the demo people who can sign in now."""
    memberships = (
        Membership.objects.active()
        .filter(user__email__in={member.email for member in MEMBERS})
        .select_related("user", "organisation")
        .order_by("pk")
    )
    return [
        (row.user.email, row.user.name, row.organisation.slug, ", ".join(row.roles))
        for row in memberships
    ]
