from datetime import date

import factory
from factory.django import DjangoModelFactory

from core.texts import Text
from organisations.models import (
    ClosedDay,
    Department,
    Group,
    Membership,
    Organisation,
    Place,
    SecondLineBody,
    TimeLimit,
    User,
)

PASSWORD = "a long walk in the rain"


def in_four_languages(text: str) -> Text:
    return Text({"nl": f"{text} nl", "fr": f"{text} fr", "de": f"{text} de", "en": text})


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group
        django_get_or_create = ["code"]

    code = "FPS_AND_DEFENCE"
    name = factory.LazyFunction(lambda: in_four_languages("Federal public services"))


class SecondLineBodyFactory(DjangoModelFactory):
    class Meta:
        model = SecondLineBody
        django_get_or_create = ["code"]

    code = "FED_OMB"
    name = Text(
        {
            "nl": "federale Ombudsman",
            "fr": "Médiateur fédéral",
            "de": "föderaler Ombudsmann",
            "en": "Federal Ombudsman",
        }
    )


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    code = factory.Sequence(lambda n: f"ORG{n}")
    name = factory.LazyAttribute(lambda organisation: in_four_languages(organisation.code))
    type = "FPS"
    group = factory.SubFactory(GroupFactory)
    second_line = factory.SubFactory(SecondLineBodyFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        organisation = model_class(*args, **kwargs)
        organisation.named(organisation.name)
        organisation.save()
        return organisation


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@service.example")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, **kwargs):
        return model_class.objects.create_user(*args, password=password, **kwargs)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    roles = factory.LazyFunction(lambda: ["reader"])


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    organisation = factory.SubFactory(OrganisationFactory)
    code = factory.Sequence(lambda n: f"D{n}")
    name = factory.LazyAttribute(
        lambda department: in_four_languages(f"Department {department.code}")
    )


class ClosedDayFactory(DjangoModelFactory):
    class Meta:
        model = ClosedDay

    organisation = factory.SubFactory(OrganisationFactory)
    day = date(2026, 12, 24)
    name = factory.LazyFunction(lambda: in_four_languages("Bridging day"))


class TimeLimitFactory(DjangoModelFactory):
    class Meta:
        model = TimeLimit

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "answer"
    amount = 40
    unit = "calendar_days"


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    organisation = factory.SubFactory(OrganisationFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    name = factory.LazyAttribute(lambda place: in_four_languages(f"Place {place.code}"))
    address = factory.LazyFunction(lambda: in_four_languages("Teststraat 1, 1000 Brussels"))
