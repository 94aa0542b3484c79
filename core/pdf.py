"""HTML to PDF that everyone can read and that lasts: PDF/A-2a and PDF/UA-1 in one file.

WeasyPrint is imported late: it takes more than a second, and most requests make no PDF. While a
page is laid out only files of the static folder can be read: no other file, no network.
"""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core import pdf_tags

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

# ISO 14289-1, 5: the identifier, and the schema without which PDF/A (ISO 19005-2, 6.6.2.3) does
# not know it. WeasyPrint writes one variant only.
PDF_UA_IDENTIFIER = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
END_OF_METADATA = b"</rdf:RDF>"
# What people paste and the typeface lacks: an empty box would be printed in its place.
IN_OUR_TYPEFACE = str.maketrans(
    {
        "\u2002": " ",
        "\u2003": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "–",
        "\u2015": "—",
        "\u202f": "\u00a0",
        "\u2060": "",
        "→": "-&gt;",
        "≤": "&lt;=",
        "≥": "&gt;=",
    }
)


def render_pdf(template: str, context: dict[str, object], *, language: str) -> bytes:
    """Render a template in a language as PDF.

    The template is a whole HTML page with `lang` and `<title>`; its style sheets, typefaces and
    images are named relative to the static folder (`css/print.css`). It gets `LANGUAGE_CODE`
    beside its context. Equal input gives equal bytes: nothing of the moment is written but what
    the template says.
    Raises ValueError where the page has no title or another language.
    """
    with translation.override(language):
        html = render_to_string(template, {"LANGUAGE_CODE": language, **context})
    return render_pdf_from_html(html.translate(IN_OUR_TYPEFACE), language=language)


def render_pdf_from_html(html: str, *, language: str) -> bytes:
    """Render an HTML page, as `render_pdf` does."""
    from weasyprint import HTML

    page = HTML(string=html, base_url=_static_address(), url_fetcher=_static_files())
    document = page.render(color_profiles={"sRGB": _standard_colours()})
    if not (document.metadata.title or "").strip():
        raise ValueError("A PDF needs the title of its page.")
    if (document.metadata.lang or "").partition("-")[0] != language:
        raise ValueError(f"A PDF in {language!r} of a page in {document.metadata.lang!r}.")
    sheets = pdf_tags.watch(document)

    def finish(_document: Any, pdf: Any) -> None:
        _identify_as_pdf_ua(pdf)
        pdf_tags.write_structure(pdf, page.etree_element, sheets)

    pdf = document.write_pdf(finisher=finish, pdf_variant="pdf/a-2a", output_intent="sRGB")
    return _without_leftovers(pdf)


def _standard_colours() -> Any:
    """The colour space that PDF/A asks to name; WeasyPrint's own way to it leaves a file open."""
    from weasyprint.css import ColorProfile

    profile = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    components = (["r"], ["g"], ["b"])
    return ColorProfile(BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", components)


def _without_leftovers(pdf: bytes) -> bytes:
    """Write the file anew: only what is reached from its catalogue, no replaced structure."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as read:
        read.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _static_address() -> str:
    return Path(settings.STATIC_SOURCE).resolve().as_uri() + "/"


def _identify_as_pdf_ua(pdf: Any) -> None:
    metadata = next(
        one for one in pdf.objects if getattr(one, "extra", {}).get("Type") == "/Metadata"
    )
    metadata.stream = [
        part.replace(END_OF_METADATA, PDF_UA_IDENTIFIER + END_OF_METADATA)
        for part in metadata.stream
    ]


@lru_cache(maxsize=1)
def _static_files() -> "URLFetcher":
    from weasyprint.urls import URLFetcher

    class StaticFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
        """Reads files below the static folder; every other address is refused."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            address = urlsplit(url)
            # What is checked is what is opened: links and ".." are resolved once, before.
            path = Path(unquote(address.path)).resolve()
            allowed = Path(settings.STATIC_SOURCE).resolve()
            if address.scheme != "file" or address.netloc or not path.is_relative_to(allowed):
                raise PermissionError(f"Only static files may be read for a PDF, not {url}")
            return super().fetch(path.as_uri(), headers)

    return StaticFiles(allowed_protocols={"file"}, allow_redirects=False)
