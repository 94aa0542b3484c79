from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints import letters
from complaints.enums import Purpose
from complaints.forms.settings import LetterTemplateForm
from complaints.permissions import can_set_rules
from core.permissions import require
from organisations.middleware import MemberRequest
from organisations.models import LetterTemplate


@require_safe
def letter_templates(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_set_rules(request.membership))
    own = {
        template.purpose: template
        for template in LetterTemplate.objects.filter(organisation=request.organisation)
    }
    context = {
        "rows": [
            {"purpose": purpose, "languages": _languages(own.get(purpose))} for purpose in Purpose
        ]
    }
    return render(request, "complaints/settings/letter_templates.html", context)


def _languages(template: LetterTemplate | None) -> list[tuple[str, str, bool]]:
    """For each letter language: its name, and whether own words stand there."""
    return [
        (code, name, bool(template and (template.subject.get(code) or template.body.get(code))))
        for code, name in settings.LETTER_LANGUAGES
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def letter_template(request: MemberRequest, slug: str, purpose: str) -> HttpResponse:
    require(can_set_rules(request.membership))
    if purpose not in Purpose.values:
        raise Http404
    own = LetterTemplate.objects.filter(organisation=request.organisation, purpose=purpose)
    template = own.first() or LetterTemplate(organisation=request.organisation, purpose=purpose)
    form = LetterTemplateForm(request.POST or None, instance=template)
    if form.is_valid():
        form.save()
        messages.success(request, _("The template is saved. Letters written from now on use it."))
        return redirect("complaints:letter_templates", slug)
    context = {
        "form": form,
        "purpose": Purpose(purpose),
        "placeholders": [
            (f"[{name}]", letters.PLACEHOLDER_MEANINGS[name])
            for name in letters.placeholders(purpose)
        ],
        "standards": _standards(Purpose(purpose)),
    }
    return render(request, "complaints/settings/letter_template.html", context)


def _standards(purpose: Purpose) -> list[dict[str, str]]:
    """The text that is used without own words, in each letter language."""
    found = []
    for code, name in settings.LETTER_LANGUAGES:
        with translation.override(code):
            subject, body = str(letters.SUBJECTS[purpose]), str(letters.BODIES[purpose])
        found.append({"code": code, "language": name, "subject": subject, "body": body})
    return found
