from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters import drafting, history, presence, task_list
from charters.completeness import completeness, task_on
from charters.contents import contents_of
from charters.duties import is_review_due
from charters.enums import ELEMENTS, PART_OF_TOPIC, PROMISING, Topic
from charters.examples import examples_on
from charters.forms.form import BeginForm, LanguagesForm, TopicForm
from charters.guidance import OF_PLACES, guide_to
from charters.inventory import bearing_on
from charters.models import Charter, CharterText
from charters.opinions import open_remarks, remarks_on
from charters.permissions import can_edit_charter
from charters.warnings import facts_for, warnings_of
from core.pages import page_of, pager
from core.permissions import require
from organisations.middleware import MemberRequest
from organisations.models import Place
from organisations.permissions import can_edit_places


def _charter(request: MemberRequest) -> Charter | None:
    charter = Charter.objects.for_organisation(request.organisation).first()
    if charter is not None:
        charter.organisation = request.organisation
    return charter


def _there(request: MemberRequest) -> Charter:
    charter = _charter(request)
    if charter is None:
        raise Http404
    return charter


@require_safe
def home(request: MemberRequest, slug: str) -> HttpResponse:
    """The task list of the charter: what is ready, what is missing, what comes next."""
    may_edit = can_edit_charter(request.membership)
    charter = _charter(request)
    if charter is None:
        form = BeginForm(organisation=request.organisation) if may_edit else None
        return render(request, "charters/home_empty.html", {"form": form})
    contents = contents_of(charter)
    state = completeness(contents)
    doubts = warnings_of(contents, facts_for(charter, contents))
    warned = [doubt.promise for doubt in doubts]
    edition = charter.editions.in_short().first()
    context = {
        "charter": charter,
        "edition": edition,
        "state": state,
        "steps": task_list.steps(charter, edition),
        "parts": task_list.parts(contents, state, warned),
        "next": task_list.next_step(charter, state, request.membership),
        "notices": task_list.notices(contents, state, warned),
        "remarks": open_remarks(charter).count(),
        "redress_is_said": task_list.is_redress_said(state),
        "meanwhile": history.since_my_last(charter, request.user),
        "may_edit": may_edit,
        "is_review_due": may_edit and is_review_due(charter, timezone.localdate()),
    }
    return render(request, "charters/home.html", context)


@require_POST
def begin(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_edit_charter(request.membership))
    form = BeginForm(request.POST, organisation=request.organisation)
    if not form.is_valid():
        return render(request, "charters/home_empty.html", {"form": form})
    languages = form.cleaned_data["languages"]
    drafting.begin(request.organisation, by=request.user, languages=languages)
    messages.success(
        request, _("The charter is begun. Write the subjects in any order; each is saved apart.")
    )
    return redirect("charters:home", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def languages(request: MemberRequest, slug: str) -> HttpResponse:
    """In which languages the charter appears, beside Dutch and French."""
    require(can_edit_charter(request.membership))
    charter = _there(request)
    form = LanguagesForm(request.POST or None, charter=charter)
    if form.is_valid():
        chosen = form.cleaned_data["languages"]
        drafting.choose_languages(
            charter, by=request.user, languages=chosen, seen=form.seen_languages or None
        )
        messages.success(request, _("The languages are saved."))
        return redirect("charters:home", slug)
    return render(request, "charters/languages.html", {"charter": charter, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: MemberRequest, slug: str, topic: str) -> HttpResponse:
    """One subject: what belongs there, what others promise, and the text in each language."""
    if topic not in Topic.values:
        raise Http404
    charter = _there(request)
    may_edit = can_edit_charter(request.membership)
    row = charter.texts.filter(topic=topic).first() or CharterText(
        charter=charter, topic=Topic(topic), revision=0
    )
    if request.method == "POST":
        require(may_edit)
        form = TopicForm(request.POST, charter=charter, row=row)
        if form.is_valid():
            return _saved(request, charter, form)
    else:
        form = TopicForm(charter=charter, row=row)
    shown = form if may_edit and (charter.is_editable or form.is_bound) else None
    return render(request, "charters/topic.html", _of_topic(request, charter, row, shown))


def _saved(request: MemberRequest, charter: Charter, form: TopicForm) -> HttpResponse:
    seen = form.cleaned_data["seen"]
    drafting.save_text(charter, form.topic, by=request.user, seen=seen, **form.contents())
    presence.leave(charter.pk, form.topic, request.user)
    state = completeness(contents_of(charter))
    said = _("“%(subject)s” is saved.") % {"subject": form.topic.label}
    if missing := len(state.task(form.topic).gaps):
        more = ngettext("%(n)s thing is missing there.", "%(n)s things are missing there.", missing)
        said = f"{said} {more % {'n': missing}}"
    messages.success(request, said)
    slug = request.organisation.slug
    if "commitment" in form.data:
        page = redirect("charters:commitment_new", slug)
        page["Location"] += f"?topic={form.topic.value}"
        return page
    if "expectation" in form.data:
        return redirect("charters:expectation_new", slug)
    following = state.after(form.topic)
    if "finish" in form.data or following is None:
        return redirect("charters:home", slug)
    return redirect("charters:topic", slug, following.topic.value)


def _places(request: MemberRequest, subject: Topic) -> list[Place] | None:
    """Beside the subjects that speak of them; None beside the others."""
    if subject not in OF_PLACES:
        return None
    places = Place.objects.for_organisation(request.organisation)
    return list(places.valid_on(timezone.localdate()))


def _of_topic(
    request: MemberRequest, charter: Charter, row: CharterText, form: TopicForm | None
) -> dict[str, Any]:
    subject = Topic(row.topic)
    contents = contents_of(charter)
    task = task_on(contents, subject)
    doubts = warnings_of(contents, facts_for(charter, contents), subject)
    before, after = task_list.neighbours(subject)
    return {
        "charter": charter,
        "contents": contents,
        "topic": subject,
        "part": PART_OF_TOPIC[subject],
        "row": row,
        "form": form,
        "task": task,
        "remarks": remarks_on(charter, subject),
        "promises": task_list.promise_rows(task, doubts),
        "readings": task_list.readings(contents, subject),
        "guide": guide_to(subject),
        "examples": examples_on(subject),
        "regulations": list(bearing_on(request.organisation, subject, timezone.localdate())),
        "places": _places(request, subject),
        "may_edit_places": can_edit_places(request.membership),
        "may_promise": subject in PROMISING,
        "is_element": subject in ELEMENTS,
        "before": before,
        "after": after,
        "last_change": history.last_on(charter, subject),
        "others": presence.arrive(charter.pk, subject, request.user) if form else [],
    }


@require_safe
def history_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Who changed what, the newest first."""
    charter = _there(request)
    changes = charter.changes.select_related("by", "commitment")
    page = page_of(
        changes,
        "-at",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "charter": charter,
        "lines": [history.told(change) for change in page.rows],
        "page": pager(page, request.GET),
    }
    return render(request, "charters/history.html", context)
