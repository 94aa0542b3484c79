from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints import intake
from complaints.enums import Channel
from complaints.following import masked
from complaints.forms.public import FileForm
from complaints.handling import rules_of
from complaints.models import Case
from complaints.tracking import code_for
from complaints.views import cookies
from core.rate_limits import RateLimit
from organisations.enums import LimitKind
from organisations.middleware import PublicRequest, client_address
from organisations.time_limits import due_date

# Per network address and organisation, since an office or a library shares one address; and per
# e-mail address, which may be somebody else's, who then gets the acknowledgements.
SUBMISSIONS = RateLimit("submissions", most=settings.SUBMISSIONS_PER_HOUR)
FILED = "complaints:filed"
FILED_SECONDS = 60 * 60


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: PublicRequest, slug: str) -> HttpResponse:
    today, organisation = timezone.localdate(), request.organisation
    if not organisation.exists_on(today):
        return render(request, "complaints/public/no_form.html", status=410)
    form = FileForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={
            name: request.GET.get(name, "").replace("\0", "")
            for name in ("commitment", "service", "nature")
        },
        organisation=organisation,
        accepts_anonymous=rules_of(organisation).accepts_anonymous,
    )
    status = 200
    if form.is_valid():
        case = intake.already_received(organisation, form.submission_token)
        case = case or _register(request, form)
        if case is not None:
            return _confirmation(case, form.submission_token)
        form.add_error(None, _too_many())
        status = 429
    context = {"form": form, "today": today, "due": due_date(organisation, LimitKind.ANSWER, today)}
    return render(request, "complaints/public/file.html", context, status=status)


def _register(request: PublicRequest, form: FileForm) -> Case | None:
    """The new case; None where too many have come."""
    submission = form.submission(timezone.localdate())
    subjects = [(request.organisation.code, client_address(request))]
    if submission.person.email:
        subjects.append(("email", submission.person.email.casefold()))
    if any(SUBMISSIONS.is_reached(*subject) for subject in subjects):
        return None
    case = intake.register(
        request.organisation,
        submission,
        by=None,
        acknowledge=intake.way_to_acknowledge(Channel.WEB, submission.person),
        token=form.submission_token,
    )
    for subject in subjects:
        SUBMISSIONS.count(*subject)
    return case


def _confirmation(case: Case, token: str) -> HttpResponse:
    """Number and code travel in a cookie: an address would keep them in histories and logs."""
    args = [case.organisation.slug]
    response = HttpResponseRedirect(reverse(FILED, args=args), status=303)
    cookies.put(response, FILED, args, [case.pk, code_for(token)], seconds=FILED_SECONDS)
    return response


def _too_many() -> str:
    return _(
        "Many messages have come from your network or with your e-mail address in the last hour."
        " Your answers are still here:"
        " send once more in an hour, or write to the organisation."
    )


@login_not_required
@never_cache
@require_safe
def filed(request: PublicRequest, slug: str) -> HttpResponse:
    key, code = cookies.read(request, FILED, seconds=FILED_SECONDS) or (0, "")
    cases = Case.objects.for_organisation(request.organisation).select_related("complainant")
    case = cases.filter(pk=key).first()
    if case is None:
        return render(request, "complaints/public/filed_before.html")
    context = {
        "case": case,
        "code": code,
        "email": masked(case.complainant.email) if case.complainant.email else "",
        "due": case.answer_due,
    }
    return render(request, "complaints/public/filed.html", context)
