"""A year's figures from the opening of the collection to their publication, through the hands of four people."""

from datetime import timedelta

from django.utils import timezone

from complaints.reference import load_inadmissibility_grounds, load_norms_of_conduct
from core.row_security import organisation_context
from indicators.models import Campaign, Measurement, Submission
from indicators.reference import load_indicators
from organisations.models import Letter
from tests.factories.complaints import make_case
from tests.factories.organisations import MembershipFactory, UserFactory
from tests.jobs import run_jobs

YEAR = timezone.localdate().year
NETWORK = f"/en/network/campaigns/{YEAR}/"
FIGURES = f"/en/o/fin/indicators/{YEAR}/submission/"


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
    with organisation_context(fin.pk):
        make_case(fin, subject="Too late")
    network = somebody(visit, bosa, "network_coordinator", "Nele Netwerk")
    preparer = somebody(visit, fin, "coordinator", "Anke Verzonnen")
    manager = somebody(visit, fin, "manager", "Bram Bedacht", script=False)
    approver = somebody(visit, fin, "approver", "Paul Inventé")

    opens(network)
    prepares(preparer)
    returns(network)
    submits_again(manager, fin)
    attests(approver)
    publishes(network)

    published = Measurement.objects.published().filter(indicator__code="service_transactions")
    assert [row.value for row in published] == [1250]
    assert Submission.objects.get().attested_by.name == "Paul Inventé"


def opens(network):
    network.goes_to("/en/network/campaigns/new/")
    due = timezone.localdate() + timedelta(60)
    network.fills(
        year=str(YEAR),
        cut_off=f"31-12-{YEAR}",
        opens_on=f"{timezone.localdate():%d-%m-%Y}",
        due_on=f"{due:%d-%m-%Y}",
        instructions_nl="Vul alles in.",
        instructions_fr="Remplissez tout.",
    )
    network.clicks("main button[name=save]")
    assert network.heading == f"Campaign {YEAR}"
    network.clicks("main aside .btn-primary")
    network.clicks("main button[name=save]")
    network.page.wait_for_url(f"**{NETWORK}")
    assert Campaign.objects.get().status == "open"
    run_jobs()


def field(page, kind, code, breakdown=""):
    row = Measurement.objects.get(indicator__code=code, breakdown=breakdown)
    return page.locator(f"#id_{kind}_{row.pk}")


def prepares(preparer):
    """Begun from the register; a number of its own with its reason, one that is asked about, and answered."""
    preparer.goes_to(FIGURES)
    preparer.clicks("main form .btn-primary")
    preparer.goes_to(f"{FIGURES}figures/findings/")
    field(preparer.page, "number", "complaints_founded").fill("12")
    preparer.clicks("main button[name=save]")
    # Asked for beside its field, with what was typed.
    assert "Say why it is something else" in preparer.page.inner_text(".errors")
    assert field(preparer.page, "number", "complaints_founded").input_value() == "12"
    field(preparer.page, "reason", "complaints_founded").fill("Of a register on paper")
    preparer.clicks("main button[name=save]")
    preparer.goes_to(f"{FIGURES}figures/customers/")
    field(preparer.page, "number", "service_transactions").fill("1 250")
    preparer.clicks("main button[name=save]")
    preparer.page.wait_for_url(f"**{FIGURES}")
    preparer.goes_to(f"{FIGURES}questions/")
    for box in preparer.page.locator("main textarea").all():
        box.fill("Counted on paper.")
    preparer.clicks("main button[name=save]")
    preparer.goes_to(f"{FIGURES}sending/")
    preparer.clicks("main button[name=save]")
    preparer.page.wait_for_url(f"**{FIGURES}")
    assert Submission.objects.get().status == "submitted"


def returns(network):
    network.goes_to(f"{NETWORK}organisations/fin/")
    assert "12 complaints founded of" in network.page.inner_text("main")
    network.clicks("main .pagehead .btn")
    network.fills(remarks="Founded of a register on paper: which one?")
    network.clicks("main button[name=save]")
    network.page.wait_for_url(f"**{NETWORK}organisations/fin/")
    run_jobs()


def submits_again(manager, fin):
    """Without script: reads the remarks, goes back to what the register gives, submits."""
    with organisation_context(fin.pk):
        letters = Letter.objects.filter(recipient="Bram Bedacht").order_by("pk")
        assert "which one?" in letters.last().text
    manager.goes_to(FIGURES)
    assert "which one?" in manager.page.inner_text("blockquote")
    manager.goes_to(f"{FIGURES}figures/findings/")
    field(manager.page, "number", "complaints_founded").fill("")
    field(manager.page, "reason", "complaints_founded").fill("")
    manager.clicks("main button[name=save]")
    manager.goes_to(f"{FIGURES}sending/")
    manager.clicks("main button[name=save]")
    manager.page.wait_for_url(f"**{FIGURES}")
    assert Submission.objects.get().status == "submitted"


def attests(approver):
    approver.goes_to(f"/en/o/fin/indicators/{YEAR}/attestation/")
    approver.clicks("main button[name=save]")
    approver.page.wait_for_url(f"**{FIGURES}")
    assert Submission.objects.get().status == "attested"


def publishes(network):
    for step in ("closing", "publication"):
        network.goes_to(f"{NETWORK}{step}/")
        network.clicks("main button[name=save]")
        network.page.wait_for_url(f"**{NETWORK}")
    assert Campaign.objects.get().status == "published"
