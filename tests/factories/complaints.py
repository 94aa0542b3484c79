from django.utils import timezone

from complaints.enums import Channel, Nature
from complaints.intake import Person, Submission, register
from complaints.models import Case
from core.row_security import organisation_context
from organisations.models import Organisation

MARIE = Person(name="Marie Inventée", email="marie@inventee.example")
ANONYMOUS = Person()


def make_case(
    organisation: Organisation,
    *,
    by=None,
    acknowledge="",
    token="",
    at=None,
    tell=False,
    **submission,
) -> Case:
    """A case made by the verb of intake, in the organisation's context; keywords go to `Submission`."""
    moment = at or timezone.now()
    language = submission.get("language", "fr")
    fields = {
        "channel": Channel.WEB,
        "nature": Nature.COMPLAINT,
        "language": language,
        "letter_language": language if language in ("nl", "fr", "de") else "fr",
        "received_on": timezone.localdate(moment),
        "subject": "Remboursement en retard",
        "text": "J'attends mon remboursement depuis trois mois.",
        "person": MARIE,
        **submission,
    }
    with organisation_context(organisation.pk):
        return register(
            organisation,
            Submission(**fields),
            by=by,
            acknowledge=acknowledge,
            token=token,
            at=moment,
            tell=tell,
        )
