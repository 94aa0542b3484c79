import factory
from factory.django import DjangoModelFactory

from core.texts import Text
from processes.enums import Actor, MapStatus, Stage
from processes.models import Action, CustomerGroup, Map, Service, Step, StepVersion
from tests.factories.organisations import OrganisationFactory, UserFactory, in_four_languages


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service

    organisation = factory.SubFactory(OrganisationFactory)
    code = factory.Sequence(lambda n: f"S{n}")
    status = "published"
    name = factory.LazyAttribute(lambda service: in_four_languages(f"Service {service.code}"))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        service = model_class(*args, **kwargs)
        service.named(service.name)
        service.save()
        return service


class CustomerGroupFactory(DjangoModelFactory):
    class Meta:
        model = CustomerGroup

    organisation = factory.SubFactory(OrganisationFactory)
    code = factory.Sequence(lambda n: f"G{n}")
    kind = "citizen"
    name = factory.LazyAttribute(lambda group: in_four_languages(f"Group {group.code}"))


class MapFactory(DjangoModelFactory):
    """The first version of a map, in force."""

    class Meta:
        model = Map

    service = factory.SubFactory(ServiceFactory)
    number = 1
    status = MapStatus.IN_FORCE
    in_force_from = "2024-01-01"


def make_step(of_map, *, stage=Stage.DELIVER, name="Step", **fields):
    """A new lasting step at the end of its stage of this version."""
    service = of_map.service
    step = Step.objects.create(organisation=service.organisation, service=service)
    fields.setdefault("position", of_map.steps.filter(stage=stage).count() + 1)
    fields.setdefault("actor", Actor.BACK_OFFICE)
    name = name if isinstance(name, Text) else in_four_languages(name)
    return StepVersion.objects.create(map=of_map, step=step, stage=stage, name=name, **fields)


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Improvement {n}")
    owner = factory.SubFactory(UserFactory)
    due_on = "2026-12-31"
    created_on = "2026-01-01"
