"""Sign-in with a second step: switched on, its recovery codes, used."""

from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from organisations.enums import Role
from tests.factories.organisations import PASSWORD, MembershipFactory

SEND = "main form:has(#id_code, #id_password) button[type=submit]"


def code_for(secret):
    # A code is taken once; the next half minute need not be waited for.
    cache.clear()
    _before, now, _after = yield_hotp_counters_from_time()
    return f"{hotp_value(secret, now):06}"


def test_the_second_step_is_switched_on_and_used(visit, fin):
    user = MembershipFactory(organisation=fin, roles=[Role.READER]).user
    secret, codes = switches_it_on(visit(), user)
    assert len(codes) == 10
    signs_in_with(visit(), user, lambda: code_for(secret))
    signs_in_with(visit(), user, lambda: codes[0])


def switches_it_on(person, user):
    person.signs_in(user)
    person.goes_to("/nl/account/2fa/")
    assert person.heading == "Tweede aanmeldstap"
    person.clicks("main a[href$='/2fa/totp/activate/']")
    if "reauthenticate" in person.page.url:
        person.fills(password=PASSWORD)
        person.clicks(SEND)
    secret = person.page.inner_text(".secret").strip()
    person.fills(code="000000")
    person.clicks(SEND)
    assert person.is_on(".errors")
    person.fills(code=code_for(secret))
    person.clicks(SEND)
    return secret, person.page.locator("ul.codes li").all_inner_texts()


def signs_in_with(person, user, code):
    person.signs_in(user)
    assert person.page.url.endswith("/2fa/authenticate/")
    person.fills(code="000000")
    person.clicks(SEND)
    assert person.is_on(".errors")
    person.fills(code=code())
    person.clicks(SEND)
    assert person.page.url.endswith("/nl/o/fin/")
