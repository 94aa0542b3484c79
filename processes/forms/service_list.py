"""The sentence above the list of services."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.sentences import Choice, Sentence
from core.sorting import sort_key
from organisations.models import Department, Organisation
from processes.enums import ServiceStatus
from processes.models import Service
from processes.querysets import ServiceQuerySet

NO_DEPARTMENT = "none"
STATUSES = [
    ("", pgettext_lazy("show services …", "in any status")),
    (ServiceStatus.DRAFT, pgettext_lazy("show services …", "that are drafts")),
    (ServiceStatus.PUBLISHED, pgettext_lazy("show services …", "that are published")),
]


class ServiceFilter(Sentence):
    """Which services are shown."""

    status = Choice(label=gettext_lazy("Status"), choices=STATUSES, required=False)
    department = Choice(label=gettext_lazy("Department"), required=False)

    def __init__(self, data: QueryDict, *, organisation: Organisation) -> None:
        super().__init__(data)
        self.organisation = organisation
        departments = Department.objects.for_organisation(organisation)
        named = sorted(
            ((str(row.pk), str(row)) for row in departments), key=lambda row: sort_key(row[1])
        )
        anyone = ("", pgettext("services of …", "any department"))
        nobody = (NO_DEPARTMENT, pgettext("services of …", "no department"))
        self.offer("department", [anyone, nobody, *named])

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())

    def services(self) -> ServiceQuerySet:
        found = Service.objects.for_organisation(self.organisation)
        status, department = self.cleaned_data["status"], self.cleaned_data["department"]
        if status:
            found = found.filter(status=status)
        if department == NO_DEPARTMENT:
            return found.filter(department=None)
        return found.filter(department=department) if department else found
