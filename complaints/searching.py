"""Search vectors: written with the case, emptied by erasure."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from complaints.models import Case, CaseSearch
from complaints.words import SEARCH_CONFIGURATIONS


def index(case: Case) -> None:
    """Write the vector of subject and text in the word forms of the case's language."""
    configuration = SEARCH_CONFIGURATIONS[case.language]
    CaseSearch.objects.update_or_create(
        case=case,
        defaults={
            "organisation_id": case.organisation_id,
            "vector": SearchVector(Value(f"{case.subject} {case.text}"), config=configuration),
        },
    )
