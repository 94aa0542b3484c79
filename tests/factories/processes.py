import factory
from factory.django import DjangoModelFactory

from processes.models import Service
from tests.factories.organisations import OrganisationFactory, in_four_languages


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service

    organisation = factory.SubFactory(OrganisationFactory)
    code = factory.Sequence(lambda n: f"S{n}")
    name = factory.LazyAttribute(lambda service: in_four_languages(f"Service {service.code}"))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        service = model_class(*args, **kwargs)
        service.named(service.name)
        service.save()
        return service
