from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import (
    Campaign,
    CampaignMember,
    Criterion,
    Indicator,
    IndicatorVersion,
    Measurement,
    PublishedFigure,
    Submission,
)
from tests.factories.organisations import OrganisationFactory, in_four_languages


class IndicatorFactory(DjangoModelFactory):
    """A count that organisations declare, with its first version."""

    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"figure_{n}")
    section = "customers"
    version = factory.RelatedFactory(
        "tests.factories.indicators.IndicatorVersionFactory", factory_related_name="indicator"
    )


class IndicatorVersionFactory(DjangoModelFactory):
    class Meta:
        model = IndicatorVersion

    indicator = factory.SubFactory(IndicatorFactory, version=None)
    number = 1
    first_year = 2011
    name = factory.LazyAttribute(lambda row: in_four_languages(f"Name of {row.indicator.code}"))
    explanation = factory.LazyAttribute(lambda _row: in_four_languages("What is counted."))
    formula = factory.LazyAttribute(lambda _row: in_four_languages("Number of them."))
    unit = "complaints"


class CampaignFactory(DjangoModelFactory):
    """Open, of last year."""

    class Meta:
        model = Campaign

    year = 2025
    cut_off = factory.LazyAttribute(lambda row: date(row.year, 12, 31))
    opens_on = factory.LazyAttribute(lambda row: date(row.year + 1, 1, 15))
    due_on = factory.LazyAttribute(lambda row: date(row.year + 1, 3, 31))
    status = "open"


class CampaignMemberFactory(DjangoModelFactory):
    class Meta:
        model = CampaignMember

    campaign = factory.SubFactory(CampaignFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    group = factory.SelfAttribute("organisation.group")


class SubmissionFactory(DjangoModelFactory):
    """In preparation; its organisation takes part in the campaign."""

    class Meta:
        model = Submission

    campaign = factory.SubFactory(CampaignFactory)
    organisation = factory.SubFactory(OrganisationFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        organisation = kwargs["organisation"]
        CampaignMember.objects.get_or_create(
            campaign=kwargs["campaign"],
            organisation=organisation,
            defaults={"group": organisation.group},
        )
        return super()._create(model_class, *args, **kwargs)


class MeasurementFactory(DjangoModelFactory):
    """A declared total; its submission must not be attested yet."""

    class Meta:
        model = Measurement

    submission = factory.SubFactory(SubmissionFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    definition = factory.LazyAttribute(lambda row: row.indicator.versions.first())
    state = "value"
    declared = 12


class PublishedFigureFactory(DjangoModelFactory):
    class Meta:
        model = PublishedFigure

    year = 2015
    subject = "FED_NETWORK"
    indicator = "complaints_received"
    value = 8870
    unit = "complaints"
    source = "https://example.org/report"


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    code = factory.Sequence(lambda n: f"C{n}")
    kind = "criterion"
    position = factory.Sequence(lambda n: n)
    name = factory.LazyAttribute(lambda row: in_four_languages(f"Criterion {row.code}"))
