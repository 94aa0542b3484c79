"""What every page for some roles alone has to show: 403 to the others, 404 to strangers."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from organisations.enums import Role
from tests.factories.organisations import MembershipFactory


def assert_only_for(client, organisation, roles, url, *, method="get"):
    """Each role on its own; a member of another organisation, holding all roles, finds nothing."""
    membership = MembershipFactory(organisation=organisation)
    client.force_login(membership.user)
    for role in Role:
        membership.roles = [role]
        membership.save()
        status = getattr(client, method)(url).status_code
        assert (status == 403) == (role not in roles), (role, status)
    stranger = MembershipFactory(roles=Role.values)
    client.force_login(stranger.user)
    assert getattr(client, method)(url).status_code == 404
    client.logout()
    assert getattr(client, method)(url).status_code == 302


def page(name, organisation, *args, language="en"):
    """The address of a member's page."""
    with translation.override(language):
        return reverse(name, args=[organisation.slug, *args])


def queries_of(client, url):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def words(response):
    """The text of a page in one line, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))
