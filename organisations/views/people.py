from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.permissions import require
from core.rate_limits import RateLimit
from organisations import joining
from organisations.forms.settings import InviteForm, JoinForm, MemberForm
from organisations.middleware import MemberRequest
from organisations.models import Invitation, Membership, User
from organisations.permissions import can_administer

# A link holds 256 random bits and bears any number of tries; this keeps programs away.
TRIES_PER_ADDRESS = RateLimit("invitations-by-address", most=60)


@require_safe
def members(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_administer(request.membership))
    everyone = Membership.objects.for_organisation(request.organisation).select_related(
        "user", "department"
    )
    context = {
        "members": everyone.filter(is_active=True),
        "former": everyone.filter(is_active=False),
        "invitations": joining.open_invitations(request.organisation),
        "today": timezone.localdate(),
    }
    return render(request, "organisations/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_administer(request.membership))
    members = Membership.objects.for_organisation(request.organisation).active()
    membership = get_object_or_404(members.select_related("user", "organisation"), pk=pk)
    form = MemberForm(request.POST or None, membership=membership)
    if form.is_valid():
        joining.change_roles(membership, **form.cleaned_data)
        messages.success(request, _("The roles of %(name)s are saved.") % {"name": membership.user})
        return redirect("organisations:members", slug)
    context = {
        "form": form,
        "edited": membership,
        "may_leave": not joining.is_last_administrator(membership),
    }
    return render(request, "organisations/member.html", context)


@require_POST
def member_departure(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_administer(request.membership))
    members = Membership.objects.for_organisation(request.organisation).active()
    membership = get_object_or_404(members.select_related("user", "organisation"), pk=pk)
    joining.deactivate(membership)
    messages.success(request, _("%(name)s no longer enters here.") % {"name": membership.user})
    return redirect("organisations:members", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_administer(request.membership))
    form = InviteForm(
        request.POST or None,
        organisation=request.organisation,
        initial={"language": get_language(), "email": request.GET.get("email", "")},
    )
    if form.is_valid():
        language = form.cleaned_data.pop("language")
        invitation, token = joining.invite(
            request.organisation, **form.cleaned_data, by=request.user
        )
        joining.tell(invitation, token=token, language=language, by=request.user)
        messages.success(
            request, _("The invitation to %(email)s is on its way.") % {"email": invitation.email}
        )
        return redirect("organisations:members", slug)
    return render(request, "organisations/invite.html", {"form": form})


@require_POST
def invitation_withdrawal(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_administer(request.membership))
    invitation = get_object_or_404(joining.open_invitations(request.organisation), pk=pk)
    invitation.delete()
    messages.success(
        request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email}
    )
    return redirect("organisations:members", slug)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Refusals are returned, not raised: the counter of tries stands in the same transaction."""
    address = get_adapter().get_client_ip(request)
    if TRIES_PER_ADDRESS.is_reached(address):
        return render(request, "429.html", status=429)
    TRIES_PER_ADDRESS.count(address)
    invitation = joining.find(token)
    if invitation is None:
        return render(request, "organisations/invitation_over.html", status=410)
    if isinstance(request.user, User):
        return _join(request, invitation, request.user)
    if joining.known_person(invitation.email):
        context = {"invitation": invitation, "next": request.path}
        return render(request, "organisations/invitation_known.html", context)
    return _join_as_new(request, invitation)


def _join(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    """The link is for one person: who is signed in as somebody else signs out first."""
    is_theirs = user.email.lower() == invitation.email.lower()
    if request.method == "POST" and is_theirs:
        joining.accept(invitation, user=user)
        return _welcome(request, invitation)
    context = {"invitation": invitation, "is_theirs": is_theirs}
    return render(request, "organisations/invitation_join.html", context)


def _join_as_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = JoinForm(request.POST or None, invitation=invitation)
    if form.is_valid():
        membership = joining.accept_as_new(
            invitation, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
        )
        login(request, membership.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return _welcome(request, invitation)
    context = {"form": form, "invitation": invitation}
    return render(request, "organisations/invitation_new.html", context)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    organisation = invitation.organisation
    messages.success(
        request, _("You now work with %(organisation)s.") % {"organisation": organisation}
    )
    return redirect("overview:my_work", organisation.slug)
