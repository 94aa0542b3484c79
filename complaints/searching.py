"""Search vectors: written with the case, emptied by erasure."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from complaints.models import Case, CaseSearch
from core.word_forms import SEARCH_CONFIGURATIONS


def index(case: Case) -> None:
    """Write the vector of subject and text in the word forms of the case's language."""
    configuration = SEARCH_CONFIGURATIONS[case.language]
    text = Value(f"{case.subject} {case.text}")
    row = CaseSearch(
        case=case,
        organisation_id=case.organisation_id,
        vector=SearchVector(text, config=configuration),
    )
    CaseSearch.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["case"], update_fields=["vector"]
    )
