from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from charters.contents import contents_of
from charters.enums import Paper
from charters.hours_block import hours_block
from charters.models import Charter
from charters.printing import Issue, paper
from charters.reading import document, shown_language
from organisations.middleware import MemberRequest
from organisations.models import DemoLoad


def _charter(request: MemberRequest) -> Charter:
    charter = get_object_or_404(Charter.objects.for_organisation(request.organisation))
    charter.organisation = request.organisation
    return charter


def _language(request: MemberRequest, charter: Charter) -> str:
    """The language asked for, else the reader's; one of the charter's in any case."""
    wanted = request.GET.get("language", get_language() or "")
    return shown_language(charter.languages, wanted)


@require_safe
def preview(request: MemberRequest, slug: str) -> HttpResponse:
    """The working text as customers will read it."""
    charter = _charter(request)
    language = _language(request, charter)
    context = {
        "charter": charter,
        "document": document(contents_of(charter), language),
        "is_in_another_language": language != get_language(),
        "languages": [pair for pair in settings.LANGUAGES if pair[0] in charter.languages],
        "papers": Paper.choices,
    }
    return render(request, "charters/preview.html", context)


@require_safe
def preview_pdf(request: MemberRequest, slug: str) -> HttpResponse:
    """A paper of the working text, which says that nothing of it is in force."""
    kind = request.GET.get("paper", Paper.CHARTER)
    if kind not in Paper.values:
        raise Http404
    charter = _charter(request)
    language = _language(request, charter)
    issue = Issue(
        slug=request.organisation.slug,
        hours=hours_block(request.organisation, timezone.localdate()),
        is_demo=DemoLoad.objects.exists(),
    )
    pdf = paper(Paper(kind), contents_of(charter), issue, language)
    name = f"{slug}-{kind}-working-text-{language}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
