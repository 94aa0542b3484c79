"""Every route × role × organisation: what is public, what a role opens, what stays unseen."""

import pytest
from django.urls import reverse

from organisations.enums import Role
from tests.house.routes import all_routes, routes_without_organisation
from tests.house.world import arguments, build

EVERYONE = frozenset(Role.values)
READS = frozenset({"reader", "handler", "coordinator", "manager", "approver"})
COORDINATOR = frozenset({"coordinator"})
ADMINISTRATOR = frozenset({"administrator"})
EDITORS = frozenset({"manager", "administrator"})
MANAGER = frozenset({"manager"})
PLANS = frozenset({"coordinator", "manager"})
MOVES_OF_HANDLER = frozenset({"coordinator", "handler"})

PUBLIC = {
    "charters:consult",
    "charters:consult_thanks",
    "complaints:file",
    "complaints:filed",
    "complaints:leave_tracking",
    "complaints:track",
    "complaints:tracked_case",
    "health",
    "indicators:embedded_chart",
    "indicators:open_data",
    "indicators:public",
    "indicators:public_definitions",
    "indicators:public_organisation",
    "indicators:public_report_file",
    "indicators:public_reports",
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
    "organisations:accept_invitation",
    "overview:about",
    "overview:accessibility",
    "overview:charter",
    "overview:charter_edition",
    "overview:charter_edition_leaflet",
    "overview:charter_edition_pdf",
    "overview:charter_edition_poster",
    "overview:charter_leaflet",
    "overview:charter_pdf",
    "overview:charter_poster",
    "overview:charter_results",
    "overview:complaints_explained",
    "overview:contact",
    "overview:find",
    "overview:home",
    "overview:organisation",
    "overview:organisation_list",
    "overview:organisation_privacy",
    "overview:privacy",
    "overview:service",
    "processes:confirm_subscription",
    "processes:subscribe",
    "processes:subscription_asked",
    "processes:unsubscribe",
    "robots",
    "start",
}
# Pages of the Network, for the Network coordinator of the organisation that coordinates it.
OF_NETWORK = {
    "charters:regulation",
    "charters:regulation_charters",
    "charters:regulation_check",
    "charters:regulation_edit",
    "charters:regulation_new",
    "charters:regulations",
    "indicators:campaign",
    "indicators:campaign_close",
    "indicators:campaign_edit",
    "indicators:campaign_members",
    "indicators:campaign_new",
    "indicators:campaign_open",
    "indicators:campaign_publication",
    "indicators:campaign_reopening",
    "indicators:campaign_return",
    "indicators:campaign_submission",
    "indicators:campaigns",
    "indicators:comparison",
    "indicators:comparison_csv",
    "indicators:comparison_pdf",
    "indicators:comparison_svg",
    "indicators:comparison_xlsx",
    "indicators:criteria",
    "indicators:criteria_overview",
    "indicators:criterion",
    "indicators:criterion_new",
    "indicators:criterion_words",
    "indicators:definition",
    "indicators:definition_new",
    "indicators:definition_retirement",
    "indicators:definition_revision",
    "indicators:definitions",
    "indicators:network_settings",
    "indicators:report",
    "indicators:report_chart",
    "indicators:report_charts",
    "indicators:report_file",
    "indicators:report_new",
    "indicators:report_slides",
    "indicators:report_text",
    "indicators:report_texts",
    "indicators:reports",
    "overview:network",
}
# Which roles open a page of their organisation; everyone else is refused.
OPENED_BY = {
    "charters:commitment": EVERYONE,
    "charters:commitment_figures": MANAGER,
    "charters:commitment_new": MANAGER,
    "charters:commitment_retire": MANAGER,
    "charters:commitments": EVERYONE,
    "charters:consultation": frozenset({"manager", "approver"}),
    "charters:consultation_invite": MANAGER,
    "charters:consultation_new": MANAGER,
    "charters:consultation_outcome": MANAGER,
    "charters:consultations": EVERYONE,
    "charters:approval": frozenset({"approver"}),
    "charters:comparison": EVERYONE,
    "charters:edition": EVERYONE,
    "charters:editions": EVERYONE,
    "charters:publication": frozenset({"approver"}),
    "charters:submission": MANAGER,
    "charters:withdrawal": frozenset({"approver"}),
    "charters:expectation": MANAGER,
    "charters:expectation_new": MANAGER,
    "charters:expectation_remove": MANAGER,
    "charters:own_regulation": EVERYONE,
    "charters:own_regulation_check": MANAGER,
    "charters:own_regulation_edit": MANAGER,
    "charters:own_regulation_new": MANAGER,
    "charters:own_regulations": EVERYONE,
    "charters:history": EVERYONE,
    "charters:home": EVERYONE,
    "charters:import": MANAGER,
    "charters:import_new": MANAGER,
    "charters:languages": MANAGER,
    "charters:opinion": MANAGER,
    "charters:preview": EVERYONE,
    "charters:preview_pdf": EVERYONE,
    "charters:remark": EVERYONE,
    "charters:remark_new": EVERYONE,
    "charters:remarks": EVERYONE,
    "charters:topic": EVERYONE,
    "complaints:acknowledge": COORDINATOR,
    "complaints:action_from_case": PLANS,
    "complaints:action_from_cause": PLANS,
    "complaints:answer": COORDINATOR,
    "complaints:ask": MOVES_OF_HANDLER,
    "complaints:assign": COORDINATOR,
    "complaints:attachment": READS,
    "complaints:close": COORDINATOR,
    "complaints:confidential": COORDINATOR,
    "complaints:detail": READS,
    "complaints:evidence": EVERYONE,
    "complaints:evidence_overview": EVERYONE,
    "complaints:export_csv": frozenset({"coordinator", "manager"}),
    "complaints:export_xlsx": frozenset({"coordinator", "manager"}),
    "complaints:extend": COORDINATOR,
    "complaints:file_pdf": READS,
    "complaints:forward": COORDINATOR,
    "complaints:intake": COORDINATOR,
    "complaints:letter": READS,
    "complaints:letter_pdf": READS,
    "complaints:link": MOVES_OF_HANDLER,
    "complaints:list": READS,
    "complaints:note": MOVES_OF_HANDLER,
    "complaints:place": MOVES_OF_HANDLER,
    "complaints:propose": MOVES_OF_HANDLER,
    "complaints:qualify": COORDINATOR,
    "complaints:readings": frozenset({"data_protection_officer"}),
    "complaints:reopen": COORDINATOR,
    "complaints:reply": MOVES_OF_HANDLER,
    "complaints:requalify": COORDINATOR,
    "complaints:return_proposal": COORDINATOR,
    "complaints:second_line": COORDINATOR,
    "complaints:withdraw": COORDINATOR,
    "complaints:closed_day_removal": ADMINISTRATOR,
    "complaints:closed_days": ADMINISTRATOR,
    "complaints:letter_of_outbox": COORDINATOR,
    "complaints:letter_template": ADMINISTRATOR,
    "complaints:letter_templates": ADMINISTRATOR,
    "complaints:register_export": frozenset({"coordinator", "manager"}),
    "complaints:register_export_csv": frozenset({"coordinator", "manager"}),
    "complaints:register_export_xlsx": frozenset({"coordinator", "manager"}),
    "complaints:register_file": COORDINATOR,
    "complaints:register_files": COORDINATOR,
    "complaints:rules": ADMINISTRATOR,
    "indicators:action": EVERYONE,
    "indicators:attestation": frozenset({"approver"}),
    "indicators:correction": frozenset({"coordinator", "manager", "approver"}),
    "indicators:correction_dropping": frozenset({"coordinator", "manager", "approver"}),
    "indicators:current": READS,
    "indicators:submission": READS,
    "indicators:submission_csv": READS,
    "indicators:submission_figures": PLANS,
    "indicators:submission_file": PLANS,
    "indicators:submission_history": READS,
    "indicators:submission_questions": PLANS,
    "indicators:submission_sending": PLANS,
    "indicators:submission_version": READS,
    "indicators:submission_xlsx": READS,
    "indicators:submissions": READS,
    "indicators:own_comparison": READS,
    "indicators:own_comparison_csv": READS,
    "indicators:own_comparison_pdf": READS,
    "indicators:own_comparison_svg": READS,
    "indicators:own_comparison_xlsx": READS,
    "indicators:own_criteria": READS,
    "indicators:own_criterion": READS,
    "indicators:own_report": READS,
    "indicators:own_report_file": READS,
    "indicators:own_report_new": READS,
    "indicators:own_reports": READS,
    "indicators:year": READS,
    "indicators:year_pdf": READS,
    "organisations:department": ADMINISTRATOR,
    "organisations:department_new": ADMINISTRATOR,
    "organisations:departments": ADMINISTRATOR,
    "organisations:invite": ADMINISTRATOR,
    "organisations:member": ADMINISTRATOR,
    "organisations:members": ADMINISTRATOR,
    "organisations:outbox": COORDINATOR,
    "organisations:place": EDITORS,
    "organisations:place_exception_new": EDITORS,
    "organisations:place_hours": EDITORS,
    "organisations:place_new": EDITORS,
    "organisations:places": EDITORS,
    "organisations:profile": ADMINISTRATOR,
    "organisations:settings": ADMINISTRATOR,
    "organisations:time_limits": ADMINISTRATOR,
    "overview:my_work": EVERYONE,
    "processes:action_edit": PLANS,
    "processes:action_move": PLANS,
    "processes:action_new": PLANS,
    "processes:actions": EVERYONE,
    "processes:map_adopt": MANAGER,
    "processes:map_discard": MANAGER,
    "processes:map_draft": MANAGER,
    "processes:news": EVERYONE,
    "processes:news_discard": MANAGER,
    "processes:news_item": MANAGER,
    "processes:news_new": MANAGER,
    "processes:news_send": MANAGER,
    "processes:customer_group": EDITORS,
    "processes:customer_group_new": EDITORS,
    "processes:customer_groups": EVERYONE,
    "processes:step": MANAGER,
    "processes:step_new": MANAGER,
    "processes:step_remove": MANAGER,
    "processes:service": EVERYONE,
    "processes:service_new": EDITORS,
    "processes:service_part": EDITORS,
    "processes:services_csv": EVERYONE,
    "processes:services_import": EDITORS,
    "processes:services_import_check": EDITORS,
    "processes:services_xlsx": EVERYONE,
    "processes:services": EVERYONE,
    "processes:agreement": MANAGER,
    "processes:agreement_new": MANAGER,
    "processes:agreements": EVERYONE,
    "processes:map": EVERYONE,
    "processes:map_changes": EVERYONE,
    "processes:map_pdf": EVERYONE,
    "processes:map_version": EVERYONE,
}
# Buttons without a page of their own.
POSTED_BY = {
    "charters:commitment_move": MANAGER,
    "charters:commitment_restore": MANAGER,
    "charters:edition_papers": MANAGER,
    "charters:expectation_move": MANAGER,
    "charters:begin": MANAGER,
    "charters:new_edition": MANAGER,
    "charters:review": MANAGER,
    "charters:consultation_close": MANAGER,
    "charters:import_discard": MANAGER,
    "charters:import_place": MANAGER,
    "charters:import_undo": MANAGER,
    "indicators:submission_begin": PLANS,
    "indicators:submission_computation": PLANS,
    "processes:map_begin": MANAGER,
    "processes:service_publish": EDITORS,
    "processes:service_retract": EDITORS,
    "processes:step_move": MANAGER,
    "organisations:invitation_withdrawal": ADMINISTRATOR,
    "organisations:letter_again": COORDINATOR,
    "organisations:letter_posted": COORDINATOR,
    "organisations:member_departure": ADMINISTRATOR,
    "organisations:place_exception_removal": EDITORS,
    "organisations:time_limit_withdrawal": ADMINISTRATOR,
}
SHOWN = {200, 302, 409}

ROUTES = all_routes()
MEMBER_ROUTES = sorted(
    name
    for name, (view, words) in ROUTES.items()
    if "slug" in words and getattr(view, "login_required", True)
)
OF_ALLAUTH = ("account_", "mfa_", "socialaccount_")


def address(world, name, **changed):
    return reverse(name, kwargs=arguments(world, name, ROUTES[name][1]) | changed)


@pytest.fixture
def ours(fin):
    return build(fin)


@pytest.fixture
def theirs(bosa):
    return build(bosa)


def test_public_routes_are_these():
    public = {
        name
        for name, (view, _words) in ROUTES.items()
        if not getattr(view, "login_required", True) and not name.startswith(OF_ALLAUTH)
    }

    assert public == PUBLIC


def test_every_route_of_members_says_who_opens_it():
    assert set(MEMBER_ROUTES) == set(OPENED_BY) | set(POSTED_BY)


def test_pages_without_an_organisation_in_their_address_are_these(ours):
    found = routes_without_organisation()

    assert found == OF_NETWORK | {"overview:workplace"}
    assert all(address(ours, name).startswith("/en/network/") for name in OF_NETWORK)


@pytest.mark.parametrize("role", Role.values)
def test_pages_of_the_network_are_opened_by_its_coordinator_alone(client, theirs, role):
    client.force_login(theirs.members[role].user)

    found = {name: client.get(address(theirs, name)).status_code for name in OF_NETWORK}

    assert found == dict.fromkeys(OF_NETWORK, 200 if role == Role.NETWORK_COORDINATOR else 403)


@pytest.mark.parametrize("role", Role.values)
def test_pages_of_the_network_do_not_exist_for_other_organisations(client, ours, theirs, role):
    client.force_login(ours.members[role].user)

    found = {
        (name, ask.__name__): ask(address(theirs, name)).status_code
        for name in OF_NETWORK
        for ask in (client.get, client.post)
    }

    assert set(found.values()) <= {404, 405}
    assert {found[name, "get"] for name in OF_NETWORK} == {404}


def test_pages_of_the_network_ask_a_stranger_to_sign_in(client, theirs):
    refused = {
        name: "/account/login/" in client.get(address(theirs, name)).get("Location", "")
        for name in OF_NETWORK
    }

    assert refused == dict.fromkeys(OF_NETWORK, True)


@pytest.mark.parametrize("role", Role.values)
def test_a_role_opens_its_pages_and_is_refused_the_others(client, ours, role):
    client.force_login(ours.members[role].user)

    found = {}
    for name in OPENED_BY:
        response = client.get(address(ours, name))
        if response.streaming:
            # Reading to the end closes the file; closing by hand would take the connection with it.
            response.getvalue()
        found[name] = response.status_code

    strange = {name: status for name, status in found.items() if status not in SHOWN | {403}}
    assert strange == {}
    opened = {name for name, status in found.items() if status != 403}
    assert opened == {name for name, roles in OPENED_BY.items() if role in roles}


@pytest.mark.parametrize("role", Role.values)
def test_another_organisation_does_not_exist(client, ours, theirs, role):
    """Neither its address nor, under ours, its records: to read or to change."""
    client.force_login(ours.members[role].user)
    leaks = []
    for name in MEMBER_ROUTES:
        keys = arguments(theirs, name, ROUTES[name][1])
        places = [(address(theirs, name), {404})]
        if "pk" in keys:
            # A role that may not open the page at all is refused before any record is looked for.
            places.append((reverse(name, kwargs=keys | {"slug": "fin"}), {404, 403}))
        for place, expected in places:
            for ask in (client.get, client.post):
                response = ask(place)
                shown = theirs.case.subject in response.content.decode("utf-8", "ignore")
                if response.status_code not in expected | {405} or shown:
                    leaks.append((place, ask.__name__, response.status_code))

    assert leaks == []


@pytest.mark.parametrize("role", Role.values)
def test_a_button_of_another_role_is_refused(client, ours, role):
    client.force_login(ours.members[role].user)
    others = [name for name, roles in POSTED_BY.items() if role not in roles]

    found = {name: client.post(address(ours, name)).status_code for name in others}

    assert found == dict.fromkeys(others, 403)


def test_a_stranger_signs_in_first(client, ours):
    refused = {}
    for name in MEMBER_ROUTES:
        response = client.get(address(ours, name))
        refused[name] = (response.status_code, "/account/login/" in response.get("Location", ""))

    assert refused == dict.fromkeys(MEMBER_ROUTES, (302, True))


def test_an_unknown_organisation_tells_a_stranger_nothing(client, ours):
    known = client.get("/fr/o/fin/complaints/")
    unknown = client.get("/fr/o/nowhere/complaints/")

    assert (known.status_code, unknown.status_code) == (302, 302)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "organisations/fin/charter/consultation/a%00b/",
        "organisations/fin/services/a%00b/",
        "organisations/fin/services/a%00b/news/",
        "organisations/fin/services/a/news/confirm/b%00/",
        "invitations/a%00b/",
    ],
)
def test_address_with_a_null_sign_leads_nowhere(client, fin, path):
    assert client.get(f"/en/{path}").status_code == 404
