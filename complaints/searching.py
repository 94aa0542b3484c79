"""Search vectors: written with the case, emptied by erasure."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Func, Value

from complaints.models import Case, CaseSearch
from complaints.words import owner_word
from core.word_forms import SEARCH_CONFIGURATIONS


def index(case: Case) -> None:
    """Write the vector of subject and text in the word forms of the case's language, with its owner."""
    configuration = SEARCH_CONFIGURATIONS[case.language]
    text = Value(f"{case.subject} {case.text}")
    owner = Func(Value([owner_word(case.organisation_id)]), function="array_to_tsvector")
    row = CaseSearch(
        case=case,
        organisation_id=case.organisation_id,
        vector=Func(SearchVector(text, config=configuration), owner, function="tsvector_concat"),
    )
    CaseSearch.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["case"], update_fields=["vector"]
    )
