"""Customers are asked what they think of a draft: opened, answered on a telephone without script, summed up."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from charters.models import Charter, Consultation, Opinion
from core.row_security import organisation_context
from organisations.enums import Role
from tests.browser.conftest import NARROW
from tests.factories.charters import CharterFactory, CharterTextFactory, CommitmentFactory
from tests.factories.organisations import MembershipFactory, UserFactory, in_four_languages

CONSULTATIONS = "/nl/o/fin/charters/consultations/"


@pytest.fixture
def draft(fin):
    """Two promises in four languages."""
    charter = CharterFactory(organisation=fin)
    CharterTextFactory(charter=charter, topic="welcome")
    for text in ("We answer in 30 days.", "We ring back the same day."):
        CommitmentFactory(charter=charter, text=in_four_languages(text))
    return charter


def member(fin, name, role):
    return MembershipFactory(organisation=fin, user=UserFactory(name=name), roles=[role]).user


def test_customers_are_asked_answered_and_summed_up(visit, fin, draft):
    manager = visit()
    manager.signs_in(member(fin, "Anke Verzonnen", Role.MANAGER))
    path = opens_a_consultation(manager)

    customer = visit("fr-BE", script=False)
    customer.page.set_viewport_size(NARROW)
    gives_an_opinion(customer, path)
    with organisation_context(fin.pk):
        assert Opinion.objects.filter(language="fr").count() == 3

    answers(manager)
    customer.goes_to(path)
    assert "Wij maken het korter." in customer.page.inner_text("main")
    assert "Trop long pour moi." in customer.page.inner_text("main")

    approver = visit()
    approver.signs_in(member(fin, "Paul Inventé", Role.APPROVER))
    sees_the_sum(approver)


def opens_a_consultation(person):
    """Until today, for everyone who has the address."""
    person.goes_to(f"{CONSULTATIONS}new/")
    person.fills(closes_on=f"{timezone.localdate():%d-%m-%Y}")
    person.clicks("main button[name=save]")
    person.page.wait_for_url(f"**{CONSULTATIONS}*/")
    address = person.page.inner_text(".any-break")
    assert Consultation.objects.get().token in address
    return urlsplit(address).path.replace("/nl/", "/fr/", 1)


def gives_an_opinion(person, path):
    """One promise is not useful and why, the other is; something on the whole."""
    person.goes_to(path)
    first, second = person.page.locator(".promise").all()
    first.locator("input[type=radio][value=no]").check()
    first.locator("summary").click()
    first.locator("textarea").fill("Trop long pour moi.")
    second.locator("input[type=radio][value=yes]").check()
    person.page.fill("#id_whole", "Clair et court.")
    person.clicks("main button[name=send]")
    person.page.wait_for_url("**/thanks/")


def answers(person):
    """From the list of what waits for an answer to the answer, which the list then holds."""
    person.goes_to(f"{CONSULTATIONS}{Consultation.objects.get().pk}/")
    person.clicks("main .views a[href*=unanswered]")
    person.page.wait_for_url("**?show=unanswered*")
    assert person.page.locator(".msg.in").count() == 2
    person.clicks(".msg.in:has-text('Trop long') a")
    person.fills(text="Wij maken het korter.")
    person.clicks("main button[name=save]")
    person.page.wait_for_url(f"**{CONSULTATIONS}*/")

    assert "Wij maken het korter." in person.page.inner_text(".msg.out")


def sees_the_sum(person):
    """Once the text waits for a decision."""
    Charter.objects.update(status="in_review")
    person.goes_to("/nl/o/fin/charters/approval/")
    said = person.page.locator("section[aria-labelledby=opinions]")

    assert "Clair et court." in said.inner_text()
    first, second = said.locator("ul.lines li").all()
    assert "0" in first.locator(".sub").inner_text()
    assert [len(one.locator("a").all()) for one in (first, second)] == [1, 0]
    first.locator("a").click()
    person.page.wait_for_url("**?about=*#comments")
    person.looks()
    assert person.page.locator(".msg.in").all_inner_texts()[0].endswith("Trop long pour moi.")
