"""The wrong organisation, the wrong role, and a page that has become old."""

from complaints import handling
from complaints.enums import Nature
from complaints.models import Case
from core.row_security import organisation_context
from organisations.enums import Role
from tests.factories.complaints import make_case
from tests.factories.organisations import MembershipFactory, UserFactory


def test_a_member_of_another_organisation_finds_nothing(visit, fin, bosa):
    ours = make_case(fin, subject="Geheim van Financiën")
    stranger = MembershipFactory(organisation=bosa, roles=Role.values).user
    person = visit()
    person.signs_in(stranger)

    for place in ("", f"{ours.pk}/", f"{ours.pk}/file.pdf", f"{ours.pk}/answer/"):
        person.goes_to(f"/nl/o/fin/complaints/{place}", status=404)
        assert "Geheim" not in person.page.content()
    person.goes_to(f"/nl/o/bosa/complaints/{ours.pk}/", status=404)
    person.goes_to("/nl/o/bosa/complaints/?q=geheim&status=any")
    assert "Geheim van" not in person.page.content()


def test_a_role_that_may_not_is_told_so(visit, fin):
    case = make_case(fin)
    person = visit()
    person.signs_in(MembershipFactory(organisation=fin, roles=[Role.READER]).user)

    person.goes_to(f"/nl/o/fin/complaints/{case.pk}/")
    assert person.page.locator(".do a.btn-primary").count() == 0
    person.goes_to(f"/nl/o/fin/complaints/{case.pk}/qualification/", status=403)
    assert person.heading == "U mag deze pagina niet openen"


def test_a_page_that_became_old_says_who_was_faster(visit, fin):
    case = make_case(fin)
    person = visit()
    person.signs_in(MembershipFactory(organisation=fin, roles=[Role.COORDINATOR]).user)
    person.goes_to(f"/nl/o/fin/complaints/{case.pk}/qualification/")
    colleague = UserFactory(name="Anke Verzonnen")
    with organisation_context(fin.pk):
        faster = Case.objects.select_related("organisation").get()
        handling.qualify(faster, by=colleague, nature=Nature.QUESTION, tell=False)

    person.clicks("button[name=save]", status=409)

    assert person.heading == "Iemand was sneller"
    assert "Anke Verzonnen" in person.page.inner_text("main")
    person.clicks("main a.btn-primary")
    assert person.page.url.endswith(f"/complaints/{case.pk}/")
    with organisation_context(fin.pk):
        assert Case.objects.get().nature == Nature.QUESTION
