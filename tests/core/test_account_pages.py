"""The pages of the sign-in library, in our look: valid, one heading, and the whole way of the second step."""

import re

import html5lib
import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import translation

from tests.factories.organisations import PASSWORD

LANGUAGES = [code for code, _name in settings.LANGUAGES]
OPEN = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
]
SIGNED_IN = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def tree_of(response):
    assert response.status_code == 200
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(response.content.decode())
    assert len(tree.findall(".//h1")) == 1
    assert "".join(tree.find(".//h1").itertext()) in tree.find(".//title").text
    assert not [tag for tag in tree.iter() if tag.get("style") or tag.get("onclick")]
    return tree


def code_for(secret):
    """The code of this half minute, between those that are taken a little earlier and later."""
    _before, now, _after = yield_hotp_counters_from_time()
    return f"{hotp_value(secret, now):06}"


@pytest.fixture
def person(client, member):
    user = member(client, "handler").user
    user.set_password(PASSWORD)
    user.save()
    client.logout()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return user


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OPEN)
def test_page_before_sign_in(client, name, language):
    with translation.override(language):
        tree = tree_of(client.get(reverse(name)))

    assert tree.get("lang") == language


@pytest.mark.parametrize("name", SIGNED_IN)
def test_page_after_sign_in(client, person, name):
    tree_of(client.get(reverse(name)))


def test_wrong_password_is_told_in_the_summary_and_the_title(client, person):
    client.logout()
    response = client.post(reverse("account_login"), {"login": person.email, "password": "wrong"})
    tree = tree_of(response)

    assert tree.find(".//title").text.startswith("Error: ")
    assert tree.find(".//*[@role='alert']//h2") is not None


def test_forgotten_password_from_the_mail_to_the_new_one(client, person):
    client.logout()
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"https?://\S+/key/\S+/", mail.outbox[0].body).group()

    form = client.get(link, follow=True)
    tree_of(form)
    new = {"password1": "quite another long walk", "password2": "quite another long walk"}
    client.post(form.redirect_chain[-1][0], new)

    assert mail.outbox[0].subject == "Choose a new password"
    person.refresh_from_db()
    assert person.check_password(new["password1"])


@pytest.mark.django_db
def test_link_that_was_used_says_so(client):
    url = reverse("account_reset_password_from_key", args=["x", "y-z"])

    tree = tree_of(client.get(url, follow=True))

    assert "".join(tree.find(".//h1").itertext()) == "This link no longer works"


def test_forgotten_password_of_a_stranger_gets_a_mail_that_says_so(client, person):
    client.logout()
    client.post(reverse("account_reset_password"), {"email": "nobody@fin.example"})

    assert mail.outbox[0].subject == "Nobody signs in with this address"
    assert "nobody@fin.example" in mail.outbox[0].body


def test_mail_server_that_is_away_is_said_and_breaks_nothing(client, person, monkeypatch, caplog):
    client.logout()

    def refuse(_message):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    response = client.post(reverse("account_reset_password"), {"email": person.email})

    assert response.status_code == 503
    assert "<h1>The mail did not leave</h1>" in response.content.decode()
    assert person.email not in caplog.text


def test_second_step_is_set_up_used_and_switched_off(client, person):
    activate = reverse("mfa_activate_totp")
    tree_of(client.get(activate, follow=True))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(activate)
    picture = tree_of(page).find(".//div[@class='qr']/img")
    assert picture.get("src").startswith("data:image/svg+xml;base64,")

    secret = page.context["form"].secret
    client.post(activate, {"code": code_for(secret)})
    codes = tree_of(client.get(reverse("mfa_view_recovery_codes")))
    unused = [item.text for item in codes.findall(".//ul[@class='codes']/li")]
    assert len(unused) == 10
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert download.content.decode().split()[-10:] == unused
    tree_of(client.get(reverse("mfa_index")))
    tree_of(client.get(reverse("mfa_generate_recovery_codes")))
    tree_of(client.get(reverse("mfa_reauthenticate")))
    tree_of(client.get(reverse("mfa_deactivate_totp")))

    client.logout()
    second = client.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD}, follow=True
    )
    tree_of(second)
    client.post(reverse("mfa_authenticate"), {"code": unused[0]})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))

    assert "Set up the app" in client.get(reverse("mfa_index")).content.decode()
