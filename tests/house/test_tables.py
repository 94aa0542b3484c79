"""Every table is protected by the third wall, or exempt for a reason."""

import pytest
from django.db import connection

PROTECTED = {
    "charters_consultationinvitation",
    "charters_importedparagraph",
    "charters_importedtext",
    "charters_opinion",
    "complaints_actionorigin",
    "complaints_attachment",
    "complaints_case",
    "complaints_caseletter",
    "complaints_caselink",
    "complaints_cause",
    "complaints_complainant",
    "complaints_event",
    "complaints_message",
    "complaints_note",
    "complaints_numbercounter",
    "complaints_pause",
    "complaints_reading",
    "complaints_registerfile",
    "organisations_letter",
    "organisations_lettertry",
    "processes_cataloguefile",
    "processes_subscriberletter",
    "processes_subscription",
}
EXEMPT = {
    "account_emailaddress": "account table of allauth",
    "account_emailconfirmation": "account table of allauth",
    "auth_group": "framework, unused",
    "auth_group_permissions": "framework, unused",
    "auth_permission": "framework, unused",
    "cache": "counters of tries; no record of a case",
    "charters_charter": "working rows of a charter",
    "charters_charterchange": "history of a charter, no facts of a case",
    "charters_chartertext": "working rows of a charter",
    "charters_commitment": "working rows of a charter",
    "charters_commitment_customer_groups": "working rows of a charter",
    "charters_consultation": "the draft that is shown, and when; what customers say is protected apart",
    "charters_edition": "public",
    "charters_editioncommitment": "public",
    "charters_editiondocument": "public",
    "charters_expectation": "working rows of a charter",
    "charters_regulation": "reference list",
    "charters_regulationchange": "history of a reference list",
    "charters_reviewcomment": "remarks of colleagues on working rows",
    "charters_yearlyfigure": "figures typed in for a commitment, public",
    "complaints_casesearch": "a policy bars the index; read below the protected case only",
    "complaints_handlingrules": "rules, no facts of a case",
    "complaints_inadmissibilityground": "reference list",
    "django_content_type": "framework",
    "django_migrations": "framework",
    "django_session": "session table",
    "indicators_campaign": "collection of yearly figures, no facts of a case",
    "indicators_campaignchange": "history of a collection, no facts of a case",
    "indicators_campaignmember": "collection of yearly figures, no facts of a case",
    "indicators_checkanswer": "yearly figures of an organisation, no facts of a case",
    "indicators_criterion": "reference list",
    "indicators_criterionstatus": "what an organisation declares of itself",
    "indicators_indicator": "reference list",
    "indicators_indicatorversion": "reference list",
    "indicators_measurement": "yearly figures; the Network compares them across organisations",
    "indicators_networksettings": "one row of settings of the Network",
    "indicators_publicfigure": "figures of published years; what is hidden in them is read through its queryset",
    "indicators_publicrelease": "when figures of a year were given to the public",
    "indicators_publishedfigure": "public",
    "indicators_report": "yearly figures as a paper",
    "indicators_reporttext": "texts of the Network in its report",
    "indicators_submission": "yearly figures; the Network compares them across organisations",
    "indicators_submissionchange": "history of yearly figures, no facts of a case",
    "mfa_authenticator": "account table of allauth",
    "organisations_closedday": "rules of an organisation, public",
    "organisations_demoload": "one row that says demonstration data are loaded",
    "organisations_department": "structure of an organisation, public",
    "organisations_group": "reference list",
    "organisations_hoursexception": "hours of a place, public",
    "organisations_invitation": "needed before its organisation is known; holds a hash of the link",
    "organisations_lettertemplate": "texts of an organisation, no person",
    "organisations_membership": "needed to find the organisation of a request",
    "organisations_normofconduct": "reference list",
    "organisations_openinghours": "hours of a place, public",
    "organisations_organisation": "public",
    "organisations_place": "public",
    "organisations_publicholiday": "reference list",
    "organisations_secondlinebody": "reference list",
    "organisations_timelimit": "rules of an organisation, public",
    "organisations_user": "a person may belong to several organisations",
    "organisations_user_groups": "framework, unused",
    "organisations_user_user_permissions": "framework, unused",
    "processes_action": "improvements; the case one came from is protected apart",
    "processes_actionchange": "history of an improvement, no facts of a case",
    "processes_agreement": "agreements between departments and organisations",
    "processes_agreement_steps": "agreements between departments and organisations",
    "processes_customergroup": "catalogue",
    "processes_handover": "process map",
    "processes_lifeevent": "reference list",
    "processes_map": "process map",
    "processes_mapchange": "history of a process map",
    "processes_news": "written for the public",
    "processes_service": "catalogue, public",
    "processes_service_customer_groups": "catalogue, public",
    "processes_service_life_events": "catalogue, public",
    "processes_service_places": "catalogue, public",
    "processes_servicechannel": "catalogue, public",
    "processes_servicedocument": "catalogue, public",
    "processes_servicestem": "catalogue, public",
    "processes_serviceword": "catalogue, public",
    "processes_step": "process map",
    "processes_stepversion": "process map",
    "procrastinate_events": "job table; jobs carry ids only",
    "procrastinate_jobs": "job table; jobs carry ids only",
    "procrastinate_periodic_defers": "job table; jobs carry ids only",
    "procrastinate_workers": "job table; jobs carry ids only",
    "socialaccount_socialaccount": "account table of allauth",
    "socialaccount_socialapp": "account table of allauth",
    "socialaccount_socialtoken": "account table of allauth",
}
# Parts of a case and what they are tied to, by a key that holds the organisation too.
TIED = {
    ("charters_consultationinvitation", "charters_consultation"),
    ("charters_consultationinvitation", "organisations_letter"),
    ("charters_importedparagraph", "charters_importedtext"),
    ("charters_opinion", "charters_commitment"),
    ("charters_opinion", "charters_consultation"),
    ("complaints_actionorigin", "complaints_case"),
    ("complaints_actionorigin", "complaints_cause"),
    ("complaints_actionorigin", "processes_action"),
    ("complaints_attachment", "complaints_case"),
    ("complaints_case", "charters_commitment"),
    ("complaints_case", "complaints_cause"),
    ("complaints_case", "complaints_registerfile"),
    ("complaints_case", "processes_step"),
    ("complaints_caseletter", "complaints_case"),
    ("complaints_caseletter", "organisations_letter"),
    ("complaints_caselink", "complaints_case"),
    ("complaints_casesearch", "complaints_case"),
    ("complaints_complainant", "complaints_case"),
    ("complaints_event", "complaints_case"),
    ("complaints_event", "complaints_note"),
    ("complaints_message", "complaints_case"),
    ("complaints_note", "complaints_case"),
    ("complaints_pause", "complaints_case"),
    ("complaints_reading", "complaints_case"),
    ("organisations_lettertry", "organisations_letter"),
    ("processes_subscriberletter", "organisations_letter"),
    ("processes_subscriberletter", "processes_subscription"),
}

TABLES = """
    select c.relname, c.relrowsecurity and c.relforcerowsecurity,
           (select count(*) from pg_policy p where p.polrelid = c.oid)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = 'public'
"""
KEYS = """
    select con.conrelid::regclass::text, con.confrelid::regclass::text
    from pg_constraint con where con.contype = 'f' and cardinality(con.conkey) = 2
"""


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


@pytest.mark.django_db
def test_every_table_is_protected_or_exempt():
    # Tests keep their counters in memory.
    tables = {name for name, _forced, _policies in rows(TABLES)} | {"cache"}

    assert tables == PROTECTED | set(EXEMPT)


@pytest.mark.django_db
def test_protected_tables_have_a_policy_and_force_it():
    protected = {name for name, forced, policies in rows(TABLES) if forced and policies == 1}

    assert protected == PROTECTED


@pytest.mark.django_db
def test_parts_are_tied_to_their_parent_in_the_same_organisation():
    assert set(rows(KEYS)) == TIED


@pytest.mark.django_db
def test_the_application_role_is_neither_superuser_nor_exempt():
    statement = "select rolsuper, rolbypassrls from pg_roles where rolname = current_user"

    assert rows(statement) == [(False, False)]
