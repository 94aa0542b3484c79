import html5lib
import pytest

from tests.factories.processes import ActionFactory
from tests.pages import page


def current(client, url):
    """The entries of the work menu that are marked as the page one is on."""
    tree = html5lib.parse(client.get(url).text, namespaceHTMLElements=False)
    menu = next(nav for nav in tree.iter("nav") if nav.get("aria-label") == "Work menu")
    marked = [link for link in menu.iter("a") if link.get("aria-current") == "page"]
    return ["".join(link.itertext()).strip().rstrip("0123456789") for link in marked]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("overview:my_work", "My work"),
        ("complaints:list", "Register"),
        ("complaints:intake", "Register"),
        ("complaints:readings", "Trace of readings"),
        ("charters:home", "Charter"),
        ("processes:service_new", "Services"),
        ("complaints:evidence_overview", "Evidence"),
        ("processes:action_new", "Improvements"),
        ("organisations:outbox", "Letters sent"),
        ("organisations:settings", "Settings"),
        ("organisations:members", "Settings"),
        ("complaints:closed_days", "Settings"),
    ],
)
def test_one_entry_is_marked(client, fin, member, name, label):
    member(client, "administrator", "coordinator", "manager", "data_protection_officer")

    assert current(client, page(name, fin)) == [label]


def test_menu_shows_what_the_roles_open(client, fin, member):
    member(client, "data_protection_officer")

    text = client.get(page("processes:services", fin)).text

    assert "Trace of readings" in text
    assert "Letters sent" not in text
    assert "Settings" not in text
    assert "Register" not in text


def test_record_of_an_improvement_stands_below_improvements(client, fin, member):
    member(client, "reader")
    action = ActionFactory(organisation=fin)

    assert current(client, action.get_absolute_url()) == ["Improvements"]
