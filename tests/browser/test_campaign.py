"""A year's figures from the opening of the collection to their publication, through the hands of four people."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from complaints.reference import load_inadmissibility_grounds, load_norms_of_conduct
from core.row_security import organisation_context
from indicators.models import Campaign, CriterionStatus, Measurement, Submission
from indicators.reference import load_criteria, load_indicators
from organisations.models import Letter
from tests.factories.complaints import make_case
from tests.factories.organisations import MembershipFactory, UserFactory
from tests.jobs import run_jobs


@dataclass(frozen=True)
class Places:
    """Addresses of the year whose figures are collected."""

    year: int

    @property
    def network(self):
        return f"/en/network/campaigns/{self.year}/"

    @property
    def own(self):
        return f"/en/o/fin/indicators/{self.year}/"

    @property
    def figures(self):
        return f"{self.own}submission/"


def somebody(visit, organisation, role, name, *, script=True):
    membership = MembershipFactory(
        organisation=organisation, user=UserFactory(name=name), roles=[role]
    )
    person = visit(script=script)
    person.signs_in(membership.user)
    return person


def test_a_campaign_from_its_opening_to_its_publication(visit, fin, bosa):
    load_indicators()
    load_norms_of_conduct()
    load_inadmissibility_grounds()
    places = Places(timezone.localdate().year)
    with organisation_context(fin.pk):
        make_case(fin, subject="Too late")
    network = somebody(visit, bosa, "network_coordinator", "Nele Netwerk")
    preparer = somebody(visit, fin, "coordinator", "Anke Verzonnen")
    manager = somebody(visit, fin, "manager", "Bram Bedacht", script=False)
    approver = somebody(visit, fin, "approver", "Paul Inventé")

    opens(network, places)
    prepares(preparer, places)
    returns(network, places)
    submits_again(manager, fin, places)
    attests(approver, fin, places)
    compares(network, approver, places)
    publishes(network, places)
    reads_what_everyone_reads(visit(), places)
    corrects_and_thinks_better_of_it(preparer, places)
    opens_the_reports(network, approver, places)

    published = Measurement.objects.published().filter(indicator__code="service_transactions")
    assert [row.value for row in published] == [1250]
    assert Submission.objects.in_force().get().attested_by.name == "Paul Inventé"


def opens(network, places):
    network.goes_to("/en/network/campaigns/new/")
    due = timezone.localdate() + timedelta(60)
    network.fills(
        year=str(places.year),
        cut_off=f"31-12-{places.year}",
        opens_on=f"{timezone.localdate():%d-%m-%Y}",
        due_on=f"{due:%d-%m-%Y}",
        instructions_nl="Vul alles in.",
        instructions_fr="Remplissez tout.",
    )
    network.clicks("main button[name=save]")
    assert network.heading == f"Campaign {places.year}"
    network.goes_to(f"{places.network}members/")
    network.clicks("main button[value=BOSA]")
    network.goes_to(f"{places.network}opening/")
    network.clicks("main button[name=save]")
    network.page.wait_for_url(f"**{places.network}")
    assert Campaign.objects.get().status == "open"
    history = network.page.inner_text(".history")
    assert history.index("Opened") < history.index("Organisation left out")
    assert history.count("Nele Netwerk") == 3
    run_jobs()


def field(page, kind, code, breakdown=""):
    row = Measurement.objects.get(indicator__code=code, breakdown=breakdown, submission__version=1)
    return page.locator(f"#id_{kind}_{row.pk}")


def prepares(preparer, places):
    """Begun from the register; a number of its own with its reason, one that is asked about, and answered."""
    preparer.goes_to(places.figures)
    preparer.clicks("main form .btn-primary")
    preparer.goes_to(f"{places.figures}figures/findings/")
    field(preparer.page, "number", "complaints_founded").fill("12")
    preparer.clicks("main button[name=save]")
    # Asked for beside its field, with what was typed.
    assert "Say why it is something else" in preparer.page.inner_text(".errors")
    assert field(preparer.page, "number", "complaints_founded").input_value() == "12"
    field(preparer.page, "reason", "complaints_founded").fill("Of a register on paper")
    preparer.clicks("main button[name=save]")
    preparer.goes_to(f"{places.figures}figures/customers/")
    field(preparer.page, "number", "service_transactions").fill("1 250")
    preparer.clicks("main button[name=save]")
    preparer.page.wait_for_url(f"**{places.figures}")
    preparer.goes_to(f"{places.figures}questions/")
    for box in preparer.page.locator("main textarea").all():
        box.fill("Counted on paper.")
    preparer.clicks("main button[name=save]")
    preparer.goes_to(f"{places.figures}file/")
    preparer.goes_to(f"{places.figures}sending/")
    preparer.clicks("main button[name=save]")
    preparer.page.wait_for_url(f"**{places.figures}")
    assert Submission.objects.get().status == "submitted"


def returns(network, places):
    network.goes_to(f"{places.network}organisations/fin/")
    assert "12 complaints founded of" in network.page.inner_text("main")
    network.clicks("main .pagehead .btn")
    network.fills(remarks="Founded of a register on paper: which one?")
    network.clicks("main button[name=save]")
    network.page.wait_for_url(f"**{places.network}organisations/fin/")
    run_jobs()


def submits_again(manager, fin, places):
    """Without script: reads the remarks, goes back to what the register gives, submits."""
    with organisation_context(fin.pk):
        letters = Letter.objects.filter(recipient="Bram Bedacht").order_by("pk")
        assert "which one?" in letters.last().text
    manager.goes_to(places.figures)
    assert "which one?" in manager.page.inner_text("blockquote")
    manager.goes_to(f"{places.figures}figures/findings/")
    field(manager.page, "number", "complaints_founded").fill("")
    field(manager.page, "reason", "complaints_founded").fill("")
    manager.clicks("main button[name=save]")
    manager.goes_to(f"{places.figures}sending/")
    manager.clicks("main button[name=save]")
    manager.page.wait_for_url(f"**{places.figures}")
    assert Submission.objects.get().status == "submitted"


def attests(approver, fin, places):
    """Though a case more came in meanwhile: the page says so, the head decides."""
    with organisation_context(fin.pk):
        make_case(fin, subject="Later still")
    approver.goes_to(f"{places.own}attestation/")
    assert "The register has changed" in approver.page.inner_text("main")
    approver.clicks("main button[name=save]")
    approver.page.wait_for_url(f"**{places.figures}")
    assert Submission.objects.get().status == "attested"


def compares(network, approver, places):
    """The Network before anybody else; an organisation sees its own beside its group."""
    network.goes_to("/en/network/comparison/?figure=service_transactions")
    assert "1,250" in network.page.inner_text("main")
    approver.goes_to("/en/o/fin/indicators/comparison/?figure=service_transactions")
    assert "1,250" in approver.page.inner_text("main")


def publishes(network, places):
    for step in ("closing", "publication"):
        network.goes_to(f"{places.network}{step}/")
        network.clicks("main button[name=save]")
        network.page.wait_for_url(f"**{places.network}")
    assert Campaign.objects.get().status == "published"


def reads_what_everyone_reads(anybody, places):
    anybody.goes_to(f"/en/indicators/organisations/fin/?year={places.year}")
    # Beside the headlines, all figures stand folded.
    assert "1,250" in anybody.page.text_content("main")


def corrects_and_thinks_better_of_it(preparer, places):
    preparer.goes_to(f"{places.own}correction/")
    preparer.fills(reason="One letter too many.")
    preparer.clicks("main button[name=save]")
    preparer.page.wait_for_url(f"**{places.figures}")
    preparer.goes_to(f"{places.own}correction/dropping/")
    preparer.clicks("main button[name=save]")
    preparer.page.wait_for_url(f"**{places.figures}")
    preparer.goes_to(f"{places.figures}history/")
    assert "Correction dropped" in preparer.page.inner_text(".history")
    assert Submission.objects.in_force().get().version == 1


def opens_the_reports(network, approver, places):
    network.goes_to("/en/network/reports/")
    network.goes_to(f"/en/network/reports/{places.year}/texts/")
    network.goes_to(f"/en/network/reports/{places.year}/charts/")
    approver.goes_to("/en/o/fin/indicators/reports/")


def test_a_criterion_is_declared_and_the_network_sees_who_stands_where(visit, fin, bosa):
    load_criteria()
    network = somebody(visit, bosa, "network_coordinator", "Nele Netwerk")
    preparer = somebody(visit, fin, "coordinator", "Anke Verzonnen")

    network.goes_to("/en/network/criteria/I/words/")
    network.fills(
        name_nl="Ook naamloze klachten worden gelezen", name_fr="Les plaintes anonymes sont lues"
    )
    network.clicks("main button[name=save]")
    preparer.goes_to("/en/o/fin/indicators/criteria/")
    assert preparer.page.inner_text("main").count("Still to be completed") == 5
    preparer.goes_to("/en/o/fin/indicators/criteria/I/")
    preparer.page.check("input[name=met][value=met]")
    preparer.fills(since="1-5-2019", evidence="The form asks for no name.")
    preparer.clicks("main button[name=save]")

    assert CriterionStatus.objects.get().met == "met"
    network.goes_to("/en/network/criteria/")
    network.goes_to("/en/network/criteria/I/")
    assert "The form asks for no name." in network.page.inner_text("main")
    network.goes_to("/en/network/criteria/overview/")
    assert "Met" in network.page.inner_text("main table.matrix").title()
