from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters import bringing_in
from charters.bringing_in import ITEM
from charters.enums import Placement
from charters.forms.imports import BringInForm, PlacingForm
from charters.models import Charter, ImportedParagraph, ImportedText
from charters.permissions import can_edit_charter
from core.permissions import require
from core.templatetags.ui import number
from organisations.middleware import MemberRequest


@dataclass
class Row:
    """A paragraph as the page shows it; with a box while it is not yet placed."""

    paragraph: ImportedParagraph
    box: BoundWidget | None

    @property
    def text(self) -> str:
        """As a reader sees an item of a list."""
        text = self.paragraph.text
        return f"• {text.removeprefix(ITEM)}" if text.startswith(ITEM) else text


@dataclass
class Section:
    """What stands below a heading, with the heading; the first may have none."""

    heading: Row | None
    rows: list[Row] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return any(row.box for row in self.rows) or bool(self.heading and self.heading.box)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: MemberRequest, slug: str) -> HttpResponse:
    """A charter that exists as a text is laid beside the form."""
    require(can_edit_charter(request.membership))
    charter = Charter.objects.for_organisation(request.organisation).first()
    if charter is None:
        return redirect("charters:home", slug)
    charter.organisation = request.organisation
    form = BringInForm(request.POST or None, request.FILES or None, charter=charter)
    if form.is_valid():
        imported = bringing_in.bring_in(
            charter,
            by=request.user,
            name=form.name,
            language=form.cleaned_data["language"],
            paragraphs=form.paragraphs,
        )
        return redirect("charters:import", slug, imported.pk)
    context = {"form": form, "charter": charter, "texts": bringing_in.texts_beside(charter)}
    return render(request, "charters/import_new.html", context)


def _imported(request: MemberRequest, pk: int) -> ImportedText:
    require(can_edit_charter(request.membership))
    texts = ImportedText.objects.filter(organisation=request.organisation)
    return get_object_or_404(texts.select_related("charter__organisation", "brought_by"), pk=pk)


@require_safe
def import_text(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    imported = _imported(request, pk)
    paragraphs = bringing_in.paragraphs_of_text(imported)
    given = {name: request.GET[name] for name in ("into", "topic") if name in request.GET}
    return _page(request, imported, paragraphs, _placing(imported, paragraphs, initial=given))


def import_place(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Sent by the page of the import; who asks for the address (in another language, say) gets that page."""
    imported = _imported(request, pk)
    if request.method != "POST":
        return redirect("charters:import", slug, pk)
    paragraphs = bringing_in.paragraphs_of_text(imported)
    form = _placing(imported, paragraphs, data=request.POST)
    if form.is_valid():
        chosen, target = form.cleaned_data["paragraphs"], form.target
        try:
            placed = bringing_in.place(imported, chosen, target, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _said_of(placed))
            return redirect(_next_place(imported, form, placed[-1]))
    return _page(request, imported, paragraphs, form)


def _placing(
    imported: ImportedText,
    paragraphs: Sequence[ImportedParagraph],
    *,
    data: object = None,
    initial: dict[str, str] | None = None,
) -> PlacingForm:
    commitments, expectations = bringing_in.still_untranslated(imported)
    return PlacingForm(
        data,
        initial=initial,
        paragraphs=list(paragraphs),
        commitments=commitments,
        expectations=expectations,
    )


def _page(
    request: MemberRequest,
    imported: ImportedText,
    paragraphs: Sequence[ImportedParagraph],
    form: PlacingForm,
) -> HttpResponse:
    boxes = {str(box.data["value"]): box for box in form["paragraphs"].subwidgets}
    rows = [Row(paragraph, boxes.get(str(paragraph.pk))) for paragraph in paragraphs]
    context = {
        "imported": imported,
        "form": form,
        "sections": _sections(rows),
        "left": sum(row.box is not None for row in rows),
        "number": len(rows),
    }
    return render(request, "charters/import.html", context)


def _sections(rows: Sequence[Row]) -> list[Section]:
    found: list[Section] = []
    for row in rows:
        if row.paragraph.is_heading:
            found.append(Section(row))
        else:
            if not found:
                found.append(Section(None))
            found[-1].rows.append(row)
    return found


def _said_of(placed: Sequence[ImportedParagraph]) -> str:
    said = ngettext("%(n)s paragraph placed.", "%(n)s paragraphs placed.", len(placed))
    return said % {"n": number(len(placed))}


def _next_place(imported: ImportedText, form: PlacingForm, last: ImportedParagraph) -> str:
    """The page again, with the same choice, at what was placed last."""
    kept = {name: form.cleaned_data.get(name) or "" for name in ("into", "topic")}
    args = [imported.organisation.slug, imported.pk]
    return reverse("charters:import", args=args, query=kept, fragment=f"paragraph-{last.pk}")


@require_POST
def import_undo(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """A paragraph leaves the place it was given."""
    imported = _imported(request, pk)
    wanted = request.POST.get("paragraph", "")
    paragraphs = imported.paragraphs.exclude(placement=Placement.OPEN)
    paragraph = get_object_or_404(paragraphs, pk=wanted if wanted.isdecimal() else 0)
    if bringing_in.undo(paragraph, by=request.user):
        messages.success(request, _("The paragraph is open again."))
    else:
        messages.warning(
            request,
            _(
                "The paragraph is open again. What was made of it has been changed since, and stays "
                "in the charter as it is."
            ),
        )
    args = [slug, imported.pk]
    return redirect(reverse("charters:import", args=args, fragment=f"paragraph-{paragraph.pk}"))


@require_POST
def import_discard(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    bringing_in.discard(_imported(request, pk))
    messages.success(request, _("The text is put away. What you placed stays in the charter."))
    return redirect("charters:import_new", slug)
