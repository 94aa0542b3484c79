from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters import papers, publishing
from charters.contents import Contents, contents_of, from_json
from charters.differences import differences
from charters.enums import CharterStatus
from charters.forms.editions import WithdrawalForm
from charters.models import Charter, Edition
from charters.permissions import can_edit_charter, can_withdraw_edition
from core.permissions import require
from core.texts import language_name
from organisations.middleware import MemberRequest

WORKING_TEXT = "draft"


def _charter(request: MemberRequest) -> Charter:
    charter = get_object_or_404(Charter.objects.for_organisation(request.organisation))
    charter.organisation = request.organisation
    return charter


def _edition(request: MemberRequest, charter: Charter, number: int) -> Edition:
    rows = charter.editions.select_related("published_by", "approved_by", "withdrawn_by")
    edition = get_object_or_404(rows, number=number)
    edition.organisation = request.organisation
    return edition


@require_safe
def editions(request: MemberRequest, slug: str) -> HttpResponse:
    """Every edition, the newest first."""
    charter = Charter.objects.for_organisation(request.organisation).first()
    rows = list(charter.editions.select_related("published_by").in_short()) if charter else []
    today = timezone.localdate()
    begun = [row for row in rows if row.in_force_from <= today and row.withdrawn_at is None]
    in_force = max(begun, key=lambda row: (row.in_force_from, row.number), default=None)
    context = {"charter": charter, "editions": rows, "in_force": in_force, "today": today}
    return render(request, "charters/editions.html", context)


@require_safe
def edition(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Who approved and published it, and its papers to the byte."""
    charter = _charter(request)
    shown = _edition(request, charter, number)
    today = timezone.localdate()
    context = {
        "today": today,
        "edition": shown,
        "promises": from_json(shown.contents).promises,
        **_papers(shown),
        "may_ask": can_edit_charter(request.membership),
        "in_force": charter.editions.in_force_on(today).in_short().first(),
        "before": charter.editions.filter(number__lt=number).in_short().first(),
        "may_withdraw": can_withdraw_edition(request.membership) and not shown.withdrawn_at,
    }
    return render(request, "charters/edition.html", context)


def _papers(edition: Edition) -> dict[str, Any]:
    """Those that were made, each with whether its file is there, and those that were not."""
    missing = [
        _("%(paper)s (%(language)s)") % {"paper": kind.label, "language": language_name(code)}
        for kind, code in papers.missing(edition)
    ]
    documents = [(row, papers.is_there(row)) for row in edition.documents.all()]
    return {
        "documents": documents,
        "lost": [row for row, is_there in documents if not is_there],
        "missing": missing,
        "is_being_made": bool(missing) and papers.is_being_made(edition),
    }


@require_POST
def edition_papers(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Ask once more for the papers that could not be made."""
    require(can_edit_charter(request.membership))
    if papers.ask_again(_edition(request, _charter(request), number)):
        messages.success(request, _("The papers are asked for. Look again in a minute."))
    else:
        messages.info(request, _("Nothing was asked for: the papers are there or being made."))
    return redirect("charters:edition", slug, number)


@require_safe
def comparison(request: MemberRequest, slug: str) -> HttpResponse:
    """Two editions, or an edition and the working text."""
    charter = _charter(request)
    numbers = list(charter.editions.values_list("number", flat=True))
    if not numbers:
        return redirect("charters:editions", slug)
    chosen = _chosen(request, charter, numbers)
    before, after = (_contents(charter, name) for name in chosen)
    retired = charter.commitments.exclude(retired_at=None)
    reasons = dict(retired.values_list("pk", "change_reason"))
    context = {
        "from": chosen[0],
        "to": chosen[1],
        "choices": [(name, label_of(name)) for name in [WORKING_TEXT, *map(str, numbers)]],
        "before_label": label_of(chosen[0]),
        "after_label": label_of(chosen[1]),
        "changes": differences(before, after, reasons),
    }
    return render(request, "charters/comparison.html", context)


def label_of(name: str) -> str:
    if name == WORKING_TEXT:
        return _("The working text")
    return _("Edition %(number)s") % {"number": name}


def _chosen(request: MemberRequest, charter: Charter, numbers: list[int]) -> tuple[str, str]:
    """What the address names; else the last text and the edition before it."""
    latest = str(numbers[0]) if charter.status == CharterStatus.PUBLISHED else WORKING_TEXT
    to = request.GET.get("to", latest)
    known = [WORKING_TEXT, *map(str, numbers)]
    if to not in known:
        raise Http404
    # The newest edition that is older than `to`; of the first one, itself.
    older = known[known.index(to) + 1 :]
    first = request.GET.get("from", older[0] if older else to)
    if first not in known:
        raise Http404
    return first, to


def _contents(charter: Charter, name: str) -> Contents:
    if name == WORKING_TEXT:
        return contents_of(charter)
    return from_json(charter.editions.get(number=int(name)).contents)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Tell the public that an edition holds no longer."""
    require(can_withdraw_edition(request.membership))
    charter = _charter(request)
    shown = _edition(request, charter, number)
    if shown.withdrawn_at and request.method != "POST":
        return redirect("charters:edition", slug, number)
    form = WithdrawalForm(request.POST or None, edition=shown, charter=charter)
    if request.method == "POST" and form.is_valid():
        publishing.withdraw(shown, by=request.user, reason=form.reason())
        said = _("Edition %(number)s is withdrawn. Its page says why.")
        messages.success(request, said % {"number": number})
        return redirect("charters:edition", slug, number)
    today = timezone.localdate()
    begun = charter.editions.in_force_on(today).in_short()
    in_force = begun.first()
    context = {
        "charter": charter,
        "edition": shown,
        "form": form,
        "is_in_force": shown == in_force,
        "is_to_come": shown.in_force_from > today,
        "left_in_force": begun.exclude(pk=shown.pk).first(),
    }
    return render(request, "charters/withdrawal.html", context)
