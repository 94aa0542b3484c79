"""Services to a file and back: what went out comes in again, and what is wrong is said at its place."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.row_security import organisation_context
from core.spreadsheet import Sheet, read_table, write_csv, write_xlsx
from core.texts import Text
from processes import finding, importing
from processes.catalogue_columns import HEADINGS, pieces_of, written
from processes.models import CatalogueFile, LifeEvent, Service
from processes.tasks import forget_catalogue_files
from tests.factories.organisations import DepartmentFactory, MembershipFactory, PlaceFactory
from tests.factories.processes import CustomerGroupFactory, ServiceFactory
from tests.house import markup
from tests.pages import assert_only_for, page, queries_of

FOUR = Text(nl="Een\nTwee", fr="Un | deux", de="=1+1", en="-One")


@pytest.fixture
def manager(client, member):
    return member(client, "manager")


@pytest.fixture
def whole(fin):
    """A service with something in every column, and signs that a file must survive."""
    service = ServiceFactory(
        organisation=fin,
        code="CARD",
        department=DepartmentFactory(organisation=fin, code="DESK"),
        payment_means=["card", "cash"],
        announced_amount=3,
        announced_unit="working_days",
        legal_amount=0,
        legal_unit="months",
        appeal_amount=60,
        source="https://source.example",
        valid_from=date(2026, 1, 1),
        valid_until=date(2030, 12, 31),
        **dict.fromkeys(
            ("words", "for_whom", "result", "conditions", "appeal", "legal_basis"), FOUR
        ),
        cost=Text(nl="+5 euro", fr="'=5", en="@5 | \\n"),
    )
    service.places.add(PlaceFactory(organisation=fin, code="BXL"))
    service.customer_groups.add(CustomerGroupFactory(organisation=fin, code="FISHERS"))
    service.life_events.add(
        LifeEvent.objects.create(code="MOVING", name=Text(nl="Verhuizen"), position=1)
    )
    service.documents.create(position=1, name=Text(nl="Pas | kaart", en="A \\ B"))
    service.documents.create(position=2, name=Text(fr="Photo"))
    service.documents.create(
        position=3, name=Text(nl="Adres"), known=True, known_from=Text(en="register", fr="registre")
    )
    service.channels.create(
        position=1, channel="online", contact="https://fin.example/?a=1|2", hours=Text(nl="Altijd")
    )
    service.channels.create(position=2, channel="counter")
    return service


def table_of(*rows, headings=None):
    headings = headings or list(rows[0])
    cells = [[row.get(heading, "") for heading in headings] for row in rows]
    return b"".join(write_csv(headings, cells))


def workbook_of(*rows):
    file = BytesIO()
    headings = list(rows[0])
    write_xlsx(file, [Sheet("S", headings, [[row[name] for name in headings] for row in rows])])
    return file.getvalue()


def row(**cells):
    return {"code": "NEW", "name_nl": "Nieuw", "name_fr": "Nouveau", **cells}


def plan(organisation, data, name="services.csv"):
    return importing.plan(organisation, data, name)


def errors(organisation, *rows):
    found = plan(organisation, table_of(*rows)).errors
    return [(error.line, error.column, error.message) for error in found]


def upload(client, organisation, data, name="services.csv"):
    file = SimpleUploadedFile(name, data)
    return client.post(page("processes:services_import", organisation), {"file": file}, follow=True)


def confirm(client, organisation, shown):
    seen = shown.context["plan"].fingerprint
    url = page("processes:services_import_check", organisation)
    return client.post(url, {"seen": seen, "save": "1"}, follow=True)


def contents(response):
    return response.getvalue()


def stored(service):
    """Everything a row holds."""
    service = Service.objects.get(pk=service.pk)
    return (
        {field.name: getattr(service, field.attname) for field in Service._meta.concrete_fields},
        list(service.documents.values_list("name", "known", "known_from")),
        list(service.channels.values_list("channel", "contact", "hours")),
        set(service.places.all()),
        set(service.customer_groups.all()),
        set(service.life_events.all()),
    )


# ── Export ───────────────────────────────────────────────


def test_every_member_exports_the_services_that_the_list_shows(client, fin, member, other):
    ServiceFactory(organisation=fin, code="ONE")
    ServiceFactory(organisation=fin, code="TWO", status="draft")
    ServiceFactory(organisation=other, code="ELSE")
    member(client, "reader")

    for name in ("services_csv", "services_xlsx"):
        url = page(f"processes:{name}", fin)
        response = client.get(url, {"status": "draft"})
        table = read_table(BytesIO(contents(response)), "services")
        everything = read_table(BytesIO(contents(client.get(url))), "services")

        assert table.headings == HEADINGS
        assert [line.values["code"] for line in table.rows] == ["TWO"]
        assert {line.values["code"] for line in everything.rows} == {"ONE", "TWO"}
        assert "attachment" in response["Content-Disposition"]


def test_no_cell_is_a_formula(client, fin, member, whole):
    member(client, "reader")

    text = contents(client.get(page("processes:services_csv", fin))).decode()

    assert "'=1+1" in text
    assert '";=' not in text
    assert ";=" not in text


def test_export_asks_as_often_for_one_service_as_for_three(client, fin, member, whole):
    member(client, "reader")
    url = page("processes:services_xlsx", fin)
    one = queries_of(client, url)
    for number in range(2):
        service = ServiceFactory(organisation=fin, code=f"N{number}")
        service.documents.create(position=1, name=Text(nl="Bewijs"))

    assert queries_of(client, url) == one


@pytest.mark.parametrize("name", ["services_csv", "services_xlsx"])
def test_a_round_trip_changes_nothing(client, fin, manager, whole, name):
    bare = ServiceFactory(organisation=fin, code="BARE")
    before = stored(whole), stored(bare)
    data = contents(client.get(page(f"processes:{name}", fin)))

    found = plan(fin, data)

    assert [str(error) for error in found.errors] == []
    assert [one.changes for one in found.rows] == [[], []]
    assert (found.unchanged_count, found.can_be_stored) == (2, False)
    assert (stored(whole), stored(bare)) == before


@pytest.mark.parametrize("name", ["services_csv", "services_xlsx"])
def test_a_file_makes_the_same_services_elsewhere(client, fin, manager, whole, name):
    data = contents(client.get(page(f"processes:{name}", fin)))
    before = stored(whole)
    whole.documents.all().delete()
    whole.channels.all().delete()
    for names in (whole.places, whole.customer_groups, whole.life_events):
        names.clear()
    whole.delete()

    confirm(client, fin, upload(client, fin, data))

    again = stored(Service.objects.get(organisation=fin, code="CARD"))
    differing = {key for key in before[0] if before[0][key] != again[0][key]}
    assert differing == {"id"}
    assert again[1:] == before[1:]


@pytest.mark.parametrize(
    "pieces",
    [["a", "", "", "d"], ["", "b | c", "", ""], ["a\\", "|", "\\n", "x\\|"], ["", "", "", "-"]],
)
def test_rows_in_a_cell_survive_every_sign(pieces):
    assert pieces_of(written(pieces).strip(), 4) == pieces


# ── Dry run ──────────────────────────────────────────────


def test_import_is_for_editors(client, fin):
    for name in ("services_import", "services_import_check"):
        assert_only_for(client, fin, ["manager", "administrator"], page(f"processes:{name}", fin))


def test_a_dry_run_says_what_each_row_would_do_and_stores_nothing(client, fin, manager):
    ServiceFactory(organisation=fin, code="OLD", cost=Text(nl="5 euro"))
    ServiceFactory(organisation=fin, code="SAME")
    data = table_of(
        row(code="old", name_nl="Oud", name_fr="Service OLD fr", cost_nl=""),
        row(name_en="New"),
        row(
            code="SAME",
            name_nl="Service SAME nl",
            name_fr="Service SAME fr",
            name_en="Service SAME",
        ),
        headings=["code", "name_nl", "name_fr", "name_en", "cost_nl"],
    )

    shown = upload(client, fin, data)

    found = shown.context["plan"]
    assert [one.service.code for one in found.added] == ["NEW"]
    assert [
        (one.service.code, [change.heading for change in one.changes]) for one in found.changed
    ] == [("OLD", ["name_nl", "name_en", "cost_nl"])]
    assert found.unchanged_count == 1
    for said in (
        "Store everything",
        "removed: </span>5 euro</del>",
        "added: </span>Oud</ins>",
        "Nothing is stored yet.",
    ):
        assert said in shown.text
    assert markup.examine(shown.text, "en")[1] == []
    assert Service.objects.count() == 2


def test_what_is_confirmed_is_stored_found_and_told(client, fin, manager):
    old = ServiceFactory(organisation=fin, code="OLD", cost=Text(nl="5 euro", fr="5 euros"))
    PlaceFactory(organisation=fin, code="BXL")
    data = table_of(
        row(code="OLD", name_nl="Oud", name_fr="Vieux", status="draft"),
        row(
            status="published",
            for_whom_nl="Iedereen",
            for_whom_fr="Tous",
            result_nl="Een kaart",
            result_fr="Une carte",
            words_nl="treinabonnement",
            places="place bxl",
        ),
        headings=[
            *("code", "name_nl", "name_fr", "status", "for_whom_nl", "for_whom_fr"),
            *("result_nl", "result_fr", "words_nl", "places"),
        ],
    )

    done = confirm(client, fin, upload(client, fin, data))

    assert "1 service added, 1 service changed." in done.text
    old.refresh_from_db()
    assert (old.name["nl"], old.sort_keys["nl"], old.cost["fr"]) == ("Oud", "oud", "5 euros")
    fresh = Service.objects.get(organisation=fin, code="NEW")
    assert (fresh.status, [place.code for place in fresh.places.all()]) == ("published", ["BXL"])
    found = finding.find("treinabonnement", "nl", today=timezone.localdate())
    assert [service.code for service in found] == ["NEW"]
    with organisation_context(fin.pk):
        assert not CatalogueFile.objects.exists()


def test_xlsx_is_read_too(client, fin, manager):
    data = workbook_of(row(announced_amount=5, valid_from=date(2026, 3, 5)))

    confirm(client, fin, upload(client, fin, data, "services.xlsx"))

    fresh = Service.objects.get(organisation=fin)
    assert (fresh.announced_amount, fresh.valid_from) == (5, date(2026, 3, 5))


def test_a_column_that_is_left_out_changes_nothing_and_an_empty_cell_empties(
    client, fin, manager, whole
):
    data = table_of({"code": "CARD", "documents": "", "announced_amount": ""})
    before = stored(whole)

    shown = upload(client, fin, data)
    confirm(client, fin, shown)

    changes = shown.context["plan"].rows[0].changes
    assert [change.heading for change in changes] == ["documents", "announced_amount"]
    after = stored(whole)
    assert after[1] == [({"nl": "Adres"}, True, {"en": "register", "fr": "registre"})]
    assert after[0] == before[0] | {"announced_amount": None}
    assert after[2:] == before[2:]


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"department": "NONE"}, "department", "No department has the code or name “NONE”."),
        ({"places": "BXL | LGE"}, "places", "No place has the code or name “BXL”."),
        (
            {"customer_groups": "X"},
            "customer_groups",
            "No customer group has the code or name “X”.",
        ),
        ({"life_events": "X"}, "life_events", "No life event has the code or name “X”."),
        (
            {"announced_amount": "-3"},
            "announced_amount",
            "A time is not negative. Write 0 or more.",
        ),
        ({"legal_amount": "soon"}, "legal_amount", "Write the time as a whole number."),
        (
            {"appeal_amount": "40000"},
            "appeal_amount",
            "This time is too long. Choose a larger unit.",
        ),
        ({"valid_from": "31/02/2026"}, "valid_from", "“31/02/2026” does not exist."),
        ({"code": "a/b"}, "code", "Write the code with letters without accents"),
        ({"code": ""}, "code", "The code is missing."),
        ({"code": "X" * 31}, "code", "The text is longer than 30 characters."),
        ({"name_fr": ""}, "name_fr", "A service has a name in Dutch and in French."),
        ({"name_nl": "X" * 301}, "name_nl", "The text is longer than 300 characters."),
        (
            {"status": "gone"},
            "status",
            "“gone” is unknown here. Write one of these: draft, published.",
        ),
        ({"announced_unit": "weeks"}, "announced_unit", "“weeks” is unknown here."),
        ({"payment_means": "gold"}, "payment_means", "“gold” is unknown here."),
        ({"channels": "email | nobody"}, "channels", "“nobody”. Write the whole e-mail address"),
        ({"channels": "pigeon | roof"}, "channels", "“pigeon” is unknown here."),
        (
            {"documents": "a | b | c | d | e"},
            "documents",
            "“a | b | c | d | e” has more than 4 parts.",
        ),
        ({"documents": "x\n" * 41}, "documents", "There are more than 40 lines."),
        (
            {"valid_from": "2026-02-01", "valid_until": "2026-01-01"},
            "valid_until",
            "The end lies before the beginning.",
        ),
    ],
)
def test_each_error_is_told_with_its_line_and_column(fin, cells, column, message):
    fine = {name: row().get(name, "") for name in (*row(), *cells)} | {"code": "FINE"}
    found = errors(fin, fine, row(**cells))

    assert [(line, heading) for line, heading, _message in found] == [(3, column)]
    assert found[0][2].startswith(message)


def test_all_errors_of_a_file_are_told_at_once(client, fin, manager):
    data = table_of(
        row(department="X", announced_amount="-1"),
        row(code="TWO", department="Y", announced_amount="", name_nl=""),
    )

    shown = upload(client, fin, data)

    found = shown.context["plan"].errors
    assert [(error.line, error.column) for error in found] == [
        (2, "department"),
        (2, "announced_amount"),
        (3, "department"),
        (3, "name_nl"),
    ]
    assert "Store everything" not in shown.text
    assert "Nothing is stored. Correct the file and send it again." in shown.text
    assert markup.examine(shown.text, "en")[1] == []


def test_unknown_columns_are_told(fin):
    assert errors(fin, row(colour="red", shape="round")) == [
        (1, "colour", "This column is unknown. Correct its heading or take it away."),
        (1, "shape", "This column is unknown. Correct its heading or take it away."),
    ]


def test_a_file_without_codes_is_told(fin):
    assert errors(fin, {"name_nl": "Kaart"}) == [(1, "code", "The column is missing.")]


def test_a_code_that_stands_twice_is_told(fin):
    assert errors(fin, row(), row(code="new")) == [(3, "code", "Line 2 has this code too.")]


def test_a_publication_needs_what_the_public_must_be_told(fin):
    found = errors(fin, row(status="published", result_nl="Een kaart"))

    assert [column for _line, column, _message in found] == [
        "for_whom_nl",
        "for_whom_fr",
        "result_fr",
    ]
    assert found[0][2] == "What is published is told in Dutch and in French."


def test_a_published_service_is_not_emptied(fin, whole):
    found = errors(fin, {"code": "CARD", "result_fr": "", "name_nl": ""})

    assert [column for _line, column, _message in found] == ["name_nl", "result_fr"]


def test_lists_of_another_organisation_are_unknown(fin, other):
    DepartmentFactory(organisation=other, code="DESK")
    PlaceFactory(organisation=other, code="BXL")

    found = errors(fin, row(department="DESK", places="BXL"))

    assert [column for _line, column, _message in found] == ["department", "places"]


def test_a_code_of_another_organisation_is_new_here(client, fin, other, manager):
    theirs = ServiceFactory(organisation=other, code="NEW")

    confirm(client, fin, upload(client, fin, table_of(row())))

    theirs.refresh_from_db()
    assert theirs.name["nl"] == "Service NEW nl"
    assert Service.objects.get(organisation=fin).name["nl"] == "Nieuw"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old or protected Excel file"),
        (b"PK\x03\x04 not a workbook", "is not a readable XLSX file."),
        (b"\x00\x01\x02" * 50, "is neither CSV nor XLSX."),
        (b'code;name_nl\r\nA;"B', "is a quotation mark missing?"),
        (b"code;code\r\nA;B", "This heading stands there twice."),
        (b"code;name_nl\r\n", "There is no service in the file."),
    ],
)
def test_hostile_and_broken_files_are_told(client, fin, manager, data, error):
    shown = upload(client, fin, data)

    assert error in shown.text
    assert not Service.objects.exists()


def test_files_have_a_limit(client, fin, manager, monkeypatch):
    too_large = upload(client, fin, b"x" * (importing.MAX_BYTES + 1))
    empty = upload(client, fin, b"")
    monkeypatch.setattr(importing, "MAX_SERVICES", 2)
    too_many = errors(fin, *(row(code=f"N{number}") for number in range(3)))

    assert "The file is larger than 5 MB." in too_large.text
    assert "The file is empty." in empty.text
    assert too_many == [(4, "", "There are more than 2 services. Divide the file.")]


# ── Between dry run and confirmation ─────────────────────


def test_a_file_is_its_senders_alone(client, fin, other, manager):
    upload(client, fin, table_of(row()))
    colleague = MembershipFactory(organisation=fin, roles=["manager"])
    MembershipFactory(organisation=other, roles=["manager"], user=manager.user)

    elsewhere = client.get(page("processes:services_import_check", other), follow=True)
    client.force_login(colleague.user)
    of_colleague = client.get(page("processes:services_import_check", fin), follow=True)

    assert "No file waits here." in elsewhere.text
    assert "No file waits here." in of_colleague.text


def test_a_second_file_takes_the_place_of_the_first(client, fin, manager):
    first = upload(client, fin, table_of(row()))
    upload(client, fin, table_of(row(code="OTHER")))

    shown = confirm(client, fin, first)

    assert "Nothing was stored: look again." in shown.text
    assert "OTHER" in shown.text
    assert not Service.objects.exists()


def test_what_changed_since_the_dry_run_is_shown_again(client, fin, manager):
    service = ServiceFactory(organisation=fin, code="OLD")
    first = upload(client, fin, table_of(row(code="OLD")))
    Service.objects.update(name=Text(nl="Van een collega", fr="D’un collègue"))

    shown = confirm(client, fin, first)
    service.refresh_from_db()
    kept = service.name["nl"]
    confirm(client, fin, shown)
    service.refresh_from_db()

    assert "Nothing was stored: look again." in shown.text
    assert "Van een collega" in shown.text
    assert (kept, service.name["nl"]) == ("Van een collega", "Nieuw")


def test_a_second_click_stores_nothing_more(client, fin, manager):
    shown = upload(client, fin, table_of(row()))
    confirm(client, fin, shown)

    again = confirm(client, fin, shown)

    assert "No file waits here." in again.text
    assert Service.objects.count() == 1


def test_a_file_is_given_up(client, fin, manager):
    upload(client, fin, table_of(row()))

    url = page("processes:services_import_check", fin)
    shown = client.post(url, {"discard": "1"}, follow=True)

    assert "The file is given up. Nothing was stored." in shown.text
    with organisation_context(fin.pk):
        assert not CatalogueFile.objects.exists()
    assert not Service.objects.exists()


def test_files_that_nobody_confirmed_are_forgotten(fin, manager):
    with organisation_context(fin.pk):
        file = importing.keep(fin, by=manager.user, name="a.csv", data=b"code")
        CatalogueFile.objects.update(sent_at=timezone.now() - timedelta(hours=23))
        forget_catalogue_files.func(timestamp=0)
        young = CatalogueFile.objects.filter(pk=file.pk).exists()
        CatalogueFile.objects.update(sent_at=timezone.now() - timedelta(hours=25))
        forget_catalogue_files.func(timestamp=0)

        assert (young, CatalogueFile.objects.exists()) == (True, False)


def test_an_error_stores_nothing_of_the_file(client, fin, manager):
    shown = upload(client, fin, table_of(row(department=""), row(code="TWO", department="X")))

    response = client.post(
        page("processes:services_import_check", fin),
        {"seen": shown.context["plan"].fingerprint, "save": "1"},
    )

    assert response.status_code == 409
    assert not Service.objects.exists()
