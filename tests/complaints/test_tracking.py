import re
from datetime import date, timedelta

import html5lib
import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from complaints import following, handling
from complaints.enums import Acknowledged, Finding, Nature
from complaints.forms.once import fresh_token
from complaints.intake import Person
from complaints.models import Attachment, Case, HandlingRules, InadmissibilityGround, Message
from complaints.tracking import code_for, issue_code
from core.texts import Text
from organisations.enums import LetterStatus
from organisations.models import Letter
from tests.factories.complaints import ANONYMOUS, make_case
from tests.factories.organisations import MembershipFactory, UserFactory
from tests.pages import queries_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PDF = b"%PDF-1.7 a page"


def address(name, language="en"):
    with translation.override(language):
        return reverse(f"complaints:{name}")


@pytest.fixture
def filed(inside):
    """A web complaint with its acknowledgement, and the code that opens it."""
    token = fresh_token()
    case = make_case(inside, acknowledge=Acknowledged.LETTER, token=token, tell=True)
    return case, code_for(token)


def opened(client, case, code, language="en", **extra):
    sent = {"number": case.number, "code": code}
    return client.post(address("track", language), sent, follow=True, **extra)


def page(client, language="en"):
    return client.get(address("tracked_case", language))


def shown_steps(response):
    return [(step.title, step.state) for step in response.context["steps"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_opens_in_every_language(client, db, language):
    response = client.get(address("track", language))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_and_code_open_the_case(client, filed, language):
    case, code = filed

    response = opened(client, case, code, language)

    assert response.request["PATH_INFO"] == address("tracked_case", language)
    assert case.number in response.text
    assert "J&#x27;attends mon remboursement depuis trois mois." in response.text
    assert case.number not in response.request["PATH_INFO"]
    assert "no-store" in response.headers["Cache-Control"]


def test_number_and_code_are_read_as_people_type_them(client, filed):
    case, code = filed

    response = client.post(
        address("track"),
        {"number": f"  {case.number.lower()} ", "code": code.lower().replace("-", " ")},
    )

    assert response.status_code == 302


def test_open_case_stays_open_in_another_language(client, filed):
    opened(client, *filed, language="fr")

    assert page(client, "de").status_code == 200


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (None, "AAAA-BBBB-CCCC-DDDD"),
        (None, "' or 1=1 --"),
        (None, "é" * 16),
        ("FIN-2026-99999", None),
        ("BOSA-2026-00001", None),
        ("NOBODY-2026-00001", None),
        ("nonsense", None),
        ("%' or 1=1 --", None),
    ],
)
def test_everything_wrong_gets_the_same_neutral_answer(client, filed, bosa, number, code):
    case, right = filed

    response = client.post(
        address("track"), {"number": number or case.number, "code": code or right}
    )

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [
        "This number and this code do not belong together. Look at both again."
    ]
    assert page(client).status_code == 302


@pytest.mark.parametrize(
    "sent", [{}, {"number": "FIN-2026-00001"}, {"code": "AAAA"}, {"number": "\0", "code": "\0"}]
)
def test_what_is_missing_is_asked(client, filed, sent):
    response = client.post(address("track"), sent)

    assert response.status_code == 200
    assert response.context["form"].errors


def test_case_without_code_cannot_be_opened(client, inside):
    case = make_case(inside)

    response = client.post(address("track"), {"number": case.number, "code": "AAAA"})

    assert response.status_code == 200


def test_code_of_one_case_does_not_open_another(client, inside, filed):
    other = make_case(inside, token=fresh_token(), acknowledge=Acknowledged.LETTER)

    opened(client, other, filed[1])

    assert page(client).status_code == 302


def test_tries_from_elsewhere_do_not_lock_the_rightful_person_out(client, filed):
    case, code = filed
    for n in range(10):
        sent = {"number": case.number, "code": f"WRONG{n}"}
        client.post(address("track"), sent, REMOTE_ADDR="192.0.2.1")
    right = {"number": case.number, "code": code}

    assert client.post(address("track"), right, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.post(address("track"), right, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_tries_at_one_number_are_limited_for_everybody(client, filed):
    case, code = filed
    for n in range(100):
        sent = {"number": case.number, "code": f"WRONG{n}"}
        assert client.post(address("track"), sent, REMOTE_ADDR=f"192.0.2.{n}").status_code == 200

    response = client.post(address("track"), {"number": case.number.lower(), "code": code})

    assert response.status_code == 429
    assert "Too many tries" in response.text
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert (
            client.post(address("track"), {"number": case.number, "code": code}).status_code == 302
        )


def test_tries_of_one_address_are_limited_for_all_numbers(client, filed):
    case, code = filed
    for n in range(30):
        client.post(address("track"), {"number": f"FIN-2020-{n:05}", "code": "WRONG"})

    right = {"number": case.number, "code": code}
    assert client.post(address("track"), right).status_code == 429
    assert client.post(address("track"), right, REMOTE_ADDR="192.0.2.1").status_code == 302


def test_tries_are_kept_by_the_cache_of_the_database(client, filed, settings):
    """A refusal that raised would roll its own counter back."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "tries_of_a_test",
        }
    }
    call_command("createcachetable")
    case, code = filed
    for n in range(10):
        client.post(address("track"), {"number": case.number, "code": f"WRONG{n}"})

    response = client.post(address("track"), {"number": case.number, "code": code})

    assert response.status_code == 429


def test_right_tries_are_not_counted(client, filed):
    for _number in range(35):
        assert opened(client, *filed).status_code == 200


def test_cookie_is_bounded(client, filed):
    case, code = filed

    response = client.post(address("track"), {"number": case.number, "code": code})

    for language in LANGUAGES:
        cookie = response.cookies[f"tracked_case_{language}"]
        assert cookie["httponly"]
        assert cookie["max-age"] == 1800
        assert cookie["path"] == address("tracked_case", language)
        assert code not in cookie.value
        assert case.number not in cookie.value


def test_case_closes_by_itself(client, filed):
    opened(client, *filed)

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert page(client).url == address("track")


def test_leaving_closes_the_case(client, filed):
    opened(client, *filed)

    response = client.post(address("leave_tracking"))

    assert response.url == address("track")
    assert page(client).url == address("track")
    assert page(client, "fr").url == address("track", "fr")


def test_leaving_is_a_post(client, filed):
    assert client.get(address("leave_tracking")).status_code == 405


def test_new_code_closes_what_the_old_one_opened(client, filed):
    case, code = filed
    opened(client, case, code)

    issue_code(case)

    assert page(client).status_code == 302
    opened(client, case, code)
    assert page(client).status_code == 302


@pytest.mark.parametrize("cookie", ["", "nonsense", "WzEsMiwiYWJjIl0:1vabcd:forged"])
def test_forged_cookie_opens_nothing(client, filed, cookie):
    client.cookies["tracked_case_en"] = cookie

    assert page(client).url == address("track")


def test_case_of_one_organisation_is_unseen_in_the_context_of_another(client, fin, bosa):
    token = fresh_token()
    mine = make_case(fin, token=token, acknowledge=Acknowledged.LETTER)
    theirs = make_case(bosa, token=fresh_token(), subject="Nobody else's matter")

    response = opened(client, mine, code_for(token))

    assert response.status_code == 200
    assert "Nobody else" not in response.text
    sent = {"number": theirs.number, "code": code_for(token)}
    assert client.post(address("track"), sent).status_code == 200
    # After the request nothing of either organisation is visible.
    assert not Case.objects.exists()


# What is shown


def test_answer_due_is_explained(client, inside):
    token = fresh_token()
    with time_machine.travel("2026-11-23 10:00+01:00"):
        case = make_case(inside, token=token)
        text = opened(client, case, code_for(token)).text

    assert "4 January 2027" in text
    assert "40 calendar days, counted from the day after" in text


def test_notes_names_and_drafts_are_never_shown(client, inside, filed):
    case, code = filed
    coordinator = UserFactory(name="Carla Coordinates")
    handler = MembershipFactory(organisation=inside, user__name="Hugo Handles").user
    handling.qualify(case, by=coordinator, nature=Nature.COMPLAINT)
    handling.assign(case, by=coordinator, handler=handler, department=None, reason="Secret reason")
    handling.note(case, by=handler, text="Secret note")
    handling.propose(case, by=handler, body="Secret proposal", finding=Finding.FOUNDED)

    text = opened(client, case, code).text

    for secret in ("Carla", "Hugo", "Secret", "founded", "proposed"):
        assert secret not in text


def test_answer_shows_letter_and_conclusion(client, filed):
    case, code = filed
    handling.qualify(case, by=None, nature=Nature.COMPLAINT)
    handling.answer(case, by=None, body="Vous avez raison.", finding=Finding.FOUNDED)

    response = opened(client, case, code)

    assert "Vous avez raison." in response.text
    assert "Our conclusion: founded" in response.text
    assert ("Answered", "here") in shown_steps(response)
    assert response.context["deadline"] is None


def test_conclusion_disappears_when_the_case_is_reopened(client, filed):
    case, code = filed
    handling.qualify(case, by=None, nature=Nature.COMPLAINT)
    handling.answer(case, by=None, body="Vous avez raison.", finding=Finding.FOUNDED)
    handling.reopen(case, by=None, reason="Secret reason")

    response = opened(client, case, code)

    assert "Our conclusion" not in response.text
    assert "Secret" not in response.text


@pytest.mark.parametrize("status", LetterStatus)
def test_only_letters_that_left_are_shown(client, filed, status):
    case, code = filed
    Letter.objects.update(
        status=status,
        text="Words of the letter",
        sent_at=timezone.now() if status == "sent" else None,
    )

    text = opened(client, case, code).text

    assert ("Words of the letter" in text) == (status in ("queued", "sending", "sent"))
    assert ("on its way" in text) == (status in ("queued", "sending"))


def test_markup_in_case_and_letters_is_only_text(client, inside):
    token = fresh_token()
    attack = "<script>alert('x')</script>"
    case = make_case(
        inside, token=token, subject=attack, text=attack, acknowledge=Acknowledged.LETTER
    )

    text = opened(client, case, code_for(token)).text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def answered(case):
    handling.qualify(case, by=None, nature=Nature.COMPLAINT)
    handling.answer(case, by=None, body="Voilà.", finding=Finding.UNFOUNDED)


def closed(case):
    answered(case)
    handling.close(case, by=None)


def refused(case):
    ground = InadmissibilityGround.objects.create(
        code="old", name=Text({"fr": "Trop ancien"}), position=1
    )
    handling.qualify(case, by=None, nature=Nature.COMPLAINT, ground=ground)


def asked(case):
    handling.ask(case, by=None, body="Quelle année ?")


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (
            None,
            [
                ("Received", "done"),
                ("Acknowledged", "done"),
                ("In examination", "here"),
                ("Answered", "to_come"),
                ("Closed", "to_come"),
            ],
        ),
        (
            asked,
            [
                ("Received", "done"),
                ("Acknowledged", "done"),
                ("Waiting for you", "here"),
                ("Answered", "to_come"),
                ("Closed", "to_come"),
            ],
        ),
        (
            answered,
            [
                ("Received", "done"),
                ("Acknowledged", "done"),
                ("In examination", "done"),
                ("Answered", "here"),
                ("Closed", "to_come"),
            ],
        ),
        (
            closed,
            [
                ("Received", "done"),
                ("Acknowledged", "done"),
                ("In examination", "done"),
                ("Answered", "done"),
                ("Closed", "here"),
            ],
        ),
        (refused, [("Received", "done"), ("Acknowledged", "done"), ("Not examined", "here")]),
        (
            lambda case: handling.withdraw(case, by=None),
            [("Received", "done"), ("Acknowledged", "done"), ("Withdrawn", "here")],
        ),
        (
            lambda case: handling.requalify(case, by=None, nature=Nature.COMPLIMENT, close=True),
            [("Received", "done"), ("Acknowledged", "done"), ("Closed", "here")],
        ),
    ],
)
def test_way_of_the_case_in_plain_words(client, filed, move, expected):
    case, code = filed
    if move:
        move(case)

    response = opened(client, case, code)

    assert shown_steps(response) == expected
    current = html5lib.parse(response.content, namespaceHTMLElements=False).findall(
        './/li[@aria-current="step"]'
    )
    assert len(current) == 1


def test_case_that_is_not_acknowledged_yet(client, inside):
    token = fresh_token()
    case = make_case(inside, token=token, person=ANONYMOUS)

    response = opened(client, case, code_for(token))

    assert shown_steps(response)[1] == ("Acknowledged", "to_come")


def test_organisation_without_limit_promises_no_day(client, bosa):
    token = fresh_token()
    case = make_case(bosa, token=token)

    response = opened(client, case, code_for(token))

    assert response.context["deadline"] is None
    assert "no time limit is set" in response.text


def test_page_takes_the_same_queries_with_one_and_with_three_messages(client, inside, filed):
    case, code = filed
    opened(client, case, code)
    write(case, 1)
    first = queries_of(client, address("tracked_case"))
    write(case, 2)

    assert queries_of(client, address("tracked_case")) == first


def write(case, times):
    for _number in range(times):
        handling.ask(case, by=None, body="Quoi ?")
        handling.reply(
            case,
            by=None,
            channel="web",
            text="Ceci.",
            files=[following.ReceivedFile("a.pdf", "application/pdf", PDF, scanned=False)],
        )


# The reply


def test_question_is_answered_with_text_and_files(client, filed):
    case, code = filed
    asked(case)
    text = opened(client, case, code).text
    assert "Quelle année ?" in text
    assert 'id="id_text"' in text

    response = client.post(
        address("tracked_case"),
        {"text": "2025.\r\nEt 2024.", "attachments": [SimpleUploadedFile("avis.pdf", PDF)]},
        follow=True,
    )

    case.refresh_from_db()
    assert case.status == "received"
    assert Message.objects.get().text == "2025.\nEt 2024."
    assert Attachment.objects.get().message == Message.objects.get()
    assert "avis.pdf" in response.text
    assert 'id="id_text"' not in response.text


def test_pause_ends_with_the_reply(client, inside, filed):
    HandlingRules.objects.create(organisation=inside, pauses_while_waiting=True)
    case, code = filed
    asked(case)
    response = opened(client, case, code)
    assert "the clock stands still" in response.text

    client.post(address("tracked_case"), {"text": "2025."})

    assert case.pauses.get().replied_on == timezone.localdate()


def test_reply_sent_twice_is_one_message(client, filed):
    case, code = filed
    asked(case)
    opened(client, case, code)

    for _click in range(2):
        response = client.post(address("tracked_case"), {"text": "2025."})
        assert response.status_code == 302

    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"text": ""},
        {"text": "x" * 10_001},
        {"text": "Voilà", "attachments": SimpleUploadedFile("a.exe", b"MZ")},
    ],
)
def test_faulty_reply_is_kept_and_explained(client, filed, sent):
    case, code = filed
    asked(case)
    opened(client, case, code)

    response = client.post(address("tracked_case"), sent)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert sent["text"][:100] in response.text
    assert not Message.objects.exists()


def test_reply_that_comes_too_late_is_not_lost_and_names_nobody(client, filed):
    case, code = filed
    asked(case)
    opened(client, case, code)
    handling.stop_waiting(case)
    handling.note(case, by=UserFactory(name="Carla Coordinates"), text="Secret note")

    response = client.post(address("tracked_case"), {"text": "2025, je pense."})

    assert response.status_code == 409
    assert "2025, je pense." in response.text
    assert "Your text was not sent." in response.text
    assert "Carla" not in response.text
    assert "Secret" not in response.text
    assert not Message.objects.exists()


def test_reply_without_open_case_goes_to_the_form(client, filed):
    case, _code = filed
    asked(case)

    response = client.post(address("tracked_case"), {"text": "2025."})

    assert response.url == address("track")
    assert not Message.objects.exists()


def test_pages_need_their_csrf_token(filed):
    strict = Client(enforce_csrf_checks=True)

    for name in ("track", "tracked_case", "leave_tracking"):
        assert strict.post(address(name), {}).status_code == 403


@pytest.mark.parametrize(
    ("email", "shown"),
    [
        ("marie@inventee.example", "m…@inventee.example"),
        ("m@x.example", "m…@x.example"),
    ],
)
def test_address_is_masked(email, shown):
    assert following.masked(email) == shown


def test_contact_person_of_the_organisation_is_shown(client, inside, filed):
    inside.contact_name, inside.telephone = "Dienst Klachten", "02 000 00 00"
    inside.save()

    text = opened(client, *filed).text

    assert "Dienst Klachten" in text
    assert "02 000 00 00" in text
    assert "plaintes@fin.example" in text


def test_received_day_is_the_organisations_own(client, inside):
    token = fresh_token()
    case = make_case(
        inside,
        token=token,
        received_on=date(2026, 1, 5),
        person=Person(name="Marie Inventée", telephone="02"),
        channel="letter",
    )

    text = opened(client, case, code_for(token)).text

    assert re.search(r"You</b>\s*<span>5 January 2026</span>", text)
