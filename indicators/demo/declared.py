"""What the demonstration's organisations declare of the criteria; invented, and it says so."""

from collections.abc import Iterator
from datetime import date
from random import Random

from indicators.demo.network import Invention, moment
from indicators.enums import Met
from indicators.models import Criterion, CriterionStatus
from organisations.models import Organisation

EVIDENCE = "Verzonnen verklaring van de demonstratie. Déclaration fictive de la démonstration."
# Of a list, so much is declared at all; of what is declared, so much is met, partly met, not met.
DECLARED = 0.85
STATES = {Met.MET: 0.72, Met.PARTLY: 0.18, Met.NOT_MET: 0.1}
SINCE = range(2013, 2025)


def load_declarations(invention: Invention) -> None:
    known = list(Criterion.objects.known())
    CriterionStatus.objects.bulk_create(
        status
        for organisation in invention.organisations
        for status in declared(organisation, known, Random(f"{invention.seed} {organisation.code}"))
    )


def declared(
    organisation: Organisation, criteria: list[Criterion], random: Random
) -> Iterator[CriterionStatus]:
    for criterion in criteria:
        (met,) = random.choices(list(STATES), list(STATES.values()))
        since = date(random.choice(SINCE), random.randint(1, 12), 1)
        if random.random() < DECLARED:
            yield CriterionStatus(
                organisation=organisation,
                criterion=criterion,
                met=met,
                since=since if met != Met.NOT_MET else None,
                evidence=EVIDENCE,
                declared_at=moment(date(max(SINCE) + 1, 1, 15)),
            )
