import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from charters.contents import as_json, contents_of
from charters.models import Charter, CharterText, Commitment, Edition, Expectation, Regulation
from tests.factories.organisations import OrganisationFactory, in_four_languages


class CharterFactory(DjangoModelFactory):
    """A draft in all four languages, with nothing in it yet."""

    class Meta:
        model = Charter

    organisation = factory.SubFactory(OrganisationFactory)
    languages = ("nl", "fr", "de", "en")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs["languages"] = list(kwargs["languages"])
        return super()._create(model_class, *args, **kwargs)


class CharterTextFactory(DjangoModelFactory):
    class Meta:
        model = CharterText

    charter = factory.SubFactory(CharterFactory)
    topic = "welcome"
    text = factory.LazyAttribute(lambda row: in_four_languages(f"About {row.topic}."))


class CommitmentFactory(DjangoModelFactory):
    """A promise about complaints, measured from the register."""

    class Meta:
        model = Commitment

    charter = factory.SubFactory(CharterFactory)
    organisation = factory.SelfAttribute("charter.organisation")
    topic = "reply_times"
    text = factory.Sequence(lambda n: in_four_languages(f"Promise {n}: an answer in 30 days."))
    metric = "answered_within"
    amount = 30
    unit = "calendar_days"
    target = 90


class ExpectationFactory(DjangoModelFactory):
    class Meta:
        model = Expectation

    charter = factory.SubFactory(CharterFactory)
    text = factory.Sequence(lambda n: in_four_languages(f"Wish {n}."))


class RegulationFactory(DjangoModelFactory):
    """Of the Network, unless an organisation is given."""

    class Meta:
        model = Regulation

    code = factory.Sequence(lambda n: f"R{n}")
    title = factory.LazyAttribute(lambda row: in_four_languages(f"Regulation {row.code}"))


class EditionFactory(DjangoModelFactory):
    """An edition in force, with what the working text of its charter says."""

    class Meta:
        model = Edition

    charter = factory.SubFactory(CharterFactory)
    organisation = factory.SelfAttribute("charter.organisation")
    number = 1
    languages = factory.LazyAttribute(lambda edition: list(edition.charter.languages))
    in_force_from = "2024-01-01"
    contents = factory.LazyAttribute(lambda edition: as_json(contents_of(edition.charter)))
    published_at = factory.LazyFunction(timezone.now)
