"""Every page in every language: valid, one h1, everything labelled, nothing inline, its own title."""

from collections import defaultdict
from dataclasses import dataclass, field
from http import HTTPStatus

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from complaints import handling
from complaints.enums import HANDLING, Finding, Move, Nature, Status
from complaints.forms.once import fresh_token
from complaints.forms.public import STAMP_SALT
from complaints.reference import load_inadmissibility_grounds, load_norms_of_conduct
from complaints.tracking import issue_code
from core.row_security import organisation_context
from indicators.models import Indicator
from indicators.releasing import refresh
from organisations import joining
from organisations.enums import Role
from organisations.models import DemoLoad
from tests.factories.complaints import make_case
from tests.factories.indicators import (
    CampaignFactory,
    IndicatorFactory,
    MeasurementFactory,
    PublishedFigureFactory,
    SubmissionFactory,
)
from tests.factories.organisations import (
    PASSWORD,
    MembershipFactory,
    OrganisationFactory,
)
from tests.house import markup
from tests.house.routes import all_routes, routes_without_organisation
from tests.house.world import arguments, build

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ROUTES = all_routes()
# Files, buttons, redirections, and what is read by programs.
NO_PAGES = {
    "account_email",
    "charters:consultation_close",
    "charters:begin",
    "charters:edition_papers",
    "charters:new_edition",
    "charters:review",
    "charters:expectation_move",
    "charters:commitment_restore",
    "charters:commitment_move",
    "charters:import_discard",
    "charters:import_place",
    "charters:import_undo",
    "charters:preview_pdf",
    "complaints:attachment",
    "complaints:export_csv",
    "complaints:export_xlsx",
    "complaints:file_pdf",
    "complaints:leave_tracking",
    "complaints:letter_of_outbox",
    "complaints:letter_pdf",
    "complaints:register_export_csv",
    "complaints:register_export_xlsx",
    "health",
    "indicators:comparison_csv",
    "indicators:comparison_pdf",
    "indicators:comparison_svg",
    "indicators:comparison_xlsx",
    "indicators:current",
    "indicators:own_comparison_csv",
    "indicators:own_comparison_pdf",
    "indicators:own_comparison_svg",
    "indicators:own_comparison_xlsx",
    "indicators:own_report_file",
    "indicators:public_report_file",
    "indicators:report_chart",
    "indicators:report_file",
    "indicators:report_slides",
    "indicators:submission_begin",
    "indicators:submission_computation",
    "indicators:submission_csv",
    "indicators:submission_xlsx",
    "indicators:year_pdf",
    "open_data:catalogue",
    "open_data:definitions_csv",
    "open_data:definitions_json",
    "open_data:definitions_schema",
    "open_data:figures_csv",
    "open_data:figures_json",
    "open_data:figures_xlsx",
    "open_data:index",
    "open_data:json_schema",
    "open_data:openapi",
    "open_data:table_schema",
    "organisations:invitation_withdrawal",
    "organisations:letter_again",
    "organisations:letter_posted",
    "organisations:member_departure",
    "organisations:place_exception_removal",
    "organisations:time_limit_withdrawal",
    "overview:charter_edition_leaflet",
    "overview:charter_edition_pdf",
    "overview:charter_edition_poster",
    "overview:charter_leaflet",
    "overview:charter_pdf",
    "overview:charter_poster",
    "processes:map_begin",
    "processes:map_pdf",
    "processes:service_publish",
    "processes:service_retract",
    "processes:services_csv",
    "processes:services_import_check",
    "processes:services_xlsx",
    "processes:step_move",
    "robots",
    "start",
}
OF_ALLAUTH = ("account_", "mfa_", "socialaccount_")
# The other pages of the library need a state of the account: the journeys go through them.
ACCOUNT_BEFORE = (
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
)
ACCOUNT_AFTER = (
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
)
MOVES = {f"complaints:{move}": move for move in Move}


class Page:
    """What came back."""

    def __init__(self, place, language, response):
        self.name = f"{place.name} {place.note}".strip()
        self.status, self.expected = response.status_code, place.expected
        self.policy = response.headers.get("Content-Security-Policy", "")
        self.html = "" if response.streaming else response.text
        self.title, self.faults = markup.examine(self.html, language)

    @property
    def tells_of_demonstration(self):
        return '<p class="demo">' in self.html


@dataclass
class Place:
    """A page to look at: who looks, and what is expected."""

    name: str
    client: Client
    keys: dict = field(default_factory=dict)
    expected: int = 200
    note: str = ""


def cases_of_every_state(world):
    """A case in each state, so that every move has one from which it starts."""
    organisation, coordinator = world.organisation, world.members[Role.COORDINATOR].user
    with organisation_context(organisation.pk):
        cases = {status: make_case(organisation) for status in Status}
        for status, case in cases.items():
            if status != Status.RECEIVED:
                handling.qualify(case, by=coordinator, nature=Nature.COMPLAINT, tell=False)
        handling.ask(cases[Status.WAITING], by=coordinator, body="Which account?", tell=False)
        reasons = {"by": coordinator, "body": "You are right.", "finding": Finding.FOUNDED}
        handling.propose(cases[Status.PROPOSED], **reasons)
        for status in (Status.ANSWERED, Status.CLOSED):
            handling.answer(cases[status], tell=False, **reasons)
        handling.close(cases[Status.CLOSED], by=coordinator, norms=["legality"])
    return cases


def member_places(world, cases):
    membership = MembershipFactory(organisation=world.organisation, roles=Role.values)
    # With one organisation there is nothing to choose.
    MembershipFactory(user=membership.user)
    client = signed_in(membership)
    for name, (view, words) in ROUTES.items():
        if "slug" not in words or not getattr(view, "login_required", True) or name in NO_PAGES:
            continue
        keys = arguments(world, name, words)
        if name in MOVES:
            # Of its case, an acknowledged one cannot be acknowledged again.
            keys["pk"] = next(
                case.pk for status, case in cases.items() if HANDLING.allows(MOVES[name], status)
            )
        yield Place(name, client, keys)
    slug = world.organisation.slug
    for status, case in cases.items():
        yield Place("complaints:detail", client, {"slug": slug, "pk": case.pk}, note=status)
    received = {"slug": slug, "pk": cases[Status.RECEIVED].pk}
    yield Place("complaints:close", client, received, expected=409)
    yield Place("complaints:detail", client, {"slug": slug, "pk": 0}, expected=404)
    reader = signed_in(world.members[Role.READER])
    yield Place("complaints:intake", reader, {"slug": slug}, expected=403)
    yield from (Place(name, client) for name in ("overview:workplace", *ACCOUNT_AFTER))


def network_places(world):
    """What the Network coordinator sees: from the organisation that coordinates the Network."""
    organisation = OrganisationFactory(code="BOSA", coordinates_network=True)
    membership = MembershipFactory(organisation=organisation, roles=[Role.NETWORK_COORDINATOR])
    client = signed_in(membership)
    for name in sorted(routes_without_organisation() - NO_PAGES - {"overview:workplace"}):
        yield Place(name, client, arguments(world, name, ROUTES[name][1]))


def signed_in(membership):
    """By password, since the account pages ask for it again after any other way."""
    client = Client()
    given = {"login": membership.user.email, "password": PASSWORD}
    client.post(reverse("account_login"), given)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def public_places(world, followed):
    visitor = Client()
    file_a_complaint(visitor, world.organisation)
    follow(visitor, world.organisation, followed)
    _invitation, token = joining.invite(
        world.organisation, email="new@service.example", roles=[Role.READER], by=None
    )
    given = {
        "slug": world.organisation.slug,
        "token": token,
        "code": world.keys["overview:service"]["code"],
        "indicator": figures_of_two_years(world.organisation),
        **world.keys["overview:charter_edition"],
    }
    for name, (view, words) in ROUTES.items():
        is_ours = not getattr(view, "login_required", True) and not name.startswith(OF_ALLAUTH)
        if is_ours and name not in NO_PAGES:
            own = {"processes": "processes", "charters": "charters:consult"}.get(name.split(":")[0])
            known = given | world.keys[own] if own else given
            yield Place(name, visitor, {word: known[word] for word in words})
    yield Place("complaints:filed", Client(), {"slug": world.organisation.slug}, note="later")
    yield Place("overview:organisation", visitor, {"slug": "nowhere"}, expected=404)
    silent = {"slug": OrganisationFactory().slug}
    yield Place("indicators:public_organisation", visitor, silent, note="without figures")
    # A paper that is not made yet.
    yield Place("overview:charter_pdf", visitor, {"slug": given["slug"]}, expected=404)
    yield from (Place(name, Client()) for name in ACCOUNT_BEFORE)


def figures_of_two_years(organisation):
    """Given to the public, after others were quoted; the indicator they are of."""
    PublishedFigureFactory(year=2014)
    indicator = Indicator.objects.filter(code="complaints_received").first()
    indicator = indicator or IndicatorFactory(code="complaints_received", section="came_in")
    for year in (2019, 2020):
        campaign = CampaignFactory(year=year)
        submission = SubmissionFactory(
            campaign=campaign, organisation=organisation, comment="A new form."
        )
        MeasurementFactory(submission=submission, indicator=indicator)
        submission.status, submission.in_force = "attested", True
        submission.attested_at = timezone.now()
        submission.save()
        campaign.status, campaign.published_at = "published", timezone.now()
        campaign.save()
        refresh(campaign)
    return indicator.code


def file_a_complaint(visitor, organisation):
    """Leaves the cookie of the confirmation."""
    answers = {
        "nature": "complaint",
        "subject": "Remboursement en retard",
        "text": "J'attends depuis trois mois.",
        "who": "anonymous",
        "letter_language": "fr",
        "token": fresh_token(),
        "started": signing.dumps(int(timezone.now().timestamp()) - 60, salt=STAMP_SALT),
    }
    url = reverse("complaints:file", args=[organisation.slug])
    assert visitor.post(url, answers).status_code == 303


def follow(visitor, organisation, case):
    """Leaves the cookie of the tracking page."""
    with organisation_context(organisation.pk):
        code = issue_code(case)
    given = {"number": case.number, "code": code}
    assert visitor.post(reverse("complaints:track"), given).status_code == 302


def look(place, language, *, sending=None):
    with translation.override(language):
        url = reverse(place.name, kwargs=place.keys)
    ask = place.client.get if sending is None else place.client.post
    return Page(place, language, ask(url, sending))


@pytest.fixture
def places(fin, settings, tmp_path):
    """Every page of one world."""
    settings.MEDIA_ROOT = tmp_path
    load_inadmissibility_grounds()
    load_norms_of_conduct()
    world = build(fin)
    cases = cases_of_every_state(world)
    return [
        *public_places(world, cases[Status.WAITING]),
        *member_places(world, cases),
        *network_places(world),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page(places, language, subtests):
    pages = [look(place, language) for place in places]

    with subtests.test("opens"):
        assert [(page.name, page.status) for page in pages if page.status != page.expected] == []
    with subtests.test("markup"):
        assert {page.name: page.faults for page in pages if page.faults} == {}
    with subtests.test("policy"):
        assert [(page.name, page.policy) for page in pages if not is_strict(page.policy)] == []
    with subtests.test("title"):
        assert shared_titles(pages) == {}
    with subtests.test("demonstration"):
        assert [page.name for page in pages if page.tells_of_demonstration] == []


def is_strict(policy):
    parts = {"default-src 'self'", "object-src 'none'", "form-action 'self'"}
    return parts <= set(policy.split("; ")) and "unsafe" not in policy


def shared_titles(pages):
    titles = defaultdict(set)
    for page in pages:
        if page.status == HTTPStatus.OK:
            titles[page.title].add(page.name)
    return {title: names for title, names in titles.items() if len(names) > 1}


def test_forms_that_are_refused_keep_their_markup(places):
    """Sent empty: what is wrong is tied to its field."""
    pages = [look(place, "fr", sending={}) for place in places]

    # The others take no form, or need no answer.
    shown = [page for page in pages if page.status in (HTTPStatus.OK, HTTPStatus.CONFLICT)]
    assert {page.name: page.faults for page in shown if page.faults} == {}
    assert {page.name for page in shown} > {"complaints:file", "complaints:intake"}


def test_while_the_demonstration_is_loaded_every_page_says_so(places):
    DemoLoad.objects.create(pk=1, seed=1)
    pages = [look(place, "nl") for place in places]

    assert [page.name for page in pages if not page.tells_of_demonstration] == []
    assert [page.name for page in pages if "Demonstratie: verzonnen cijfers" not in page.html] == []
    assert [
        page.name for page in pages if '<meta name="robots" content="noindex">' not in page.html
    ] == []


def test_the_guard_sees_what_is_wrong():
    page = """<!doctype html><html lang="fr"><head><title></title><style>p {}</style></head><body>
    <h3 id="a" style="x">Late</h3><p id="a" onclick="x">text<b>open</p><a href="">nowhere</a>
    <a href="#b">there</a><input name="c" aria-describedby="d"><button></button><img src="e">
    <script>x</script></body></html>"""

    _title, found = markup.examine(page, "nl")

    assert {
        "no title",
        "0 h1",
        "h3 follows h1",
        "id 'a' stands 2 times",
        "aria-describedby of 'd', which is nowhere",
        "link to '#b', which is nowhere",
        "link without a target: nowhere",
        "input 'c' has no label",
        "button without words: {}",
        "picture without a text: e",
        "a style element",
        "a script element with its code inside",
        "style on h3",
        "onclick on p",
        "lang is 'fr'",
    } <= set(found)
    assert any(fault.startswith("line ") for fault in found)
