"""What tests of every app start from."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from core.row_security import organisation_context
from core.texts import Text
from indicators.reference import load_indicators
from organisations import reference
from organisations.enums import LimitKind
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    TimeLimitFactory,
    in_four_languages,
)
from tests.jobs import run_jobs as run_jobs_in_place

TRANSACTIONAL = {"transactional_db", "live_server", "django_db_reset_sequences"}


@pytest.fixture(scope="session", autouse=True)
def no_session_left(django_db_setup, django_db_blocker):
    """A server or worker of a test may still hold a connection when its database is to be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def in_english():
    """A request leaves its language behind in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def no_jobs_left(request, django_db_blocker):
    """The tables of the job queue are in no model, so no flush empties them."""
    yield
    marker = request.node.get_closest_marker("django_db")
    transactional = bool(
        marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,))
    )
    if transactional or TRANSACTIONAL & set(request.fixturenames):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "truncate procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,"
                " procrastinate_workers restart identity cascade"
            )


@pytest.fixture
def holidays(db):
    reference.load_public_holidays()


@pytest.fixture
def definitions(db):
    """The indicators of the start, each with its first version."""
    load_indicators()


@pytest.fixture
def fin(holidays):
    """FPS Finance: acknowledges within 10 working days, answers within 40 calendar days."""
    name = Text(in_four_languages("FPS Finance") | {"nl": "FOD Financiën", "fr": "SPF Finances"})
    organisation = OrganisationFactory(code="FIN", name=name, email="plaintes@fin.example")
    TimeLimitFactory(
        organisation=organisation, kind=LimitKind.ACKNOWLEDGEMENT, amount=10, unit="working_days"
    )
    TimeLimitFactory(organisation=organisation, kind=LimitKind.ANSWER, amount=40)
    return organisation


@pytest.fixture
def bosa(holidays):
    """FPS Policy and Support, which coordinates the Network; it has set no time limit here."""
    return OrganisationFactory(
        code="BOSA", name=in_four_languages("FPS Policy and Support"), coordinates_network=True
    )


@pytest.fixture
def other(bosa):
    """An organisation that is not the member's."""
    return bosa


@pytest.fixture
def inside(fin):
    """FIN's context; never with `live_server` or in transactional tests, whose server sees nothing of it."""
    with organisation_context(fin.pk):
        yield fin


@pytest.fixture
def member(fin):
    """`member(client, "coordinator", "handler")` signs somebody in with these roles and gives the membership."""

    def sign_in(client, *roles, organisation=None):
        membership = MembershipFactory(
            organisation=organisation or fin, roles=list(roles) or ["reader"]
        )
        client.force_login(membership.user)
        return membership

    return sign_in


@pytest.fixture
def run_jobs():
    return run_jobs_in_place
