"""PDFs: readable aloud, kept for long, and made without reading anything but static files."""

import re
from base64 import b64decode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pikepdf
import pytest
from pypdf import PdfReader

from core.pdf import render_pdf, render_pdf_from_html

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ROWS = "".join(f'<tr><th scope="row">Row {n}</th><td>{n}</td></tr>' for n in range(70))
PAGE = f"""<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Klantencharter</title><style>
@page {{ size: A4; @top-left {{ content: "Running head" }} @bottom-right {{ content: counter(page) }} }}
.toc::before {{ content: "» " }}
</style></head><body>
<h1>Eerste <em>kop</em></h1>
<p>Zie <a href="https://example.org/plan">het plan</a>, <span lang="fr">la charte</span> en <b>meer</b>.</p>
<svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true"><path d="M0 0h9v9z"/></svg>
<svg width="9" height="9" viewBox="0 0 9 9"><title>Een hoek</title><path d="M0 0h9v9z"/></svg>
<div class="toc">Los <a href="#two">naar twee</a><p aria-hidden="true">Sier</p>weer los</div>
<h2 id="two">Tabel</h2>
<table><caption>Getallen</caption>
<thead><tr><th>Rij</th><th colspan="1">Getal</th></tr></thead><tbody>{ROWS}</tbody></table>
<ol><li>Een<ul><li>Binnen</li></ul></li><li>Twee</li></ol>
<dl><div><dt>Term</dt><dd>Uitleg</dd><dd>Nog een</dd></div></dl>
<p lang="de">{"Ein langer Satz. " * 400}</p>
</body></html>"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    """One PDF for all tests that only look at it."""
    return render_pdf_from_html(PAGE, language="nl")


@pytest.fixture(scope="module")
def read(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        yield opened


def elements(node, role):
    """The structure elements of a role, in reading order."""
    found = [node] if node.get("/S") == f"/{role}" else []
    return found + [one for kid in kids(node) for one in elements(kid, role)]


def kids(node):
    held = node.get("/K", [])
    return [kid for kid in held if "/S" in kid]


def roles(node):
    return [str(kid["/S"]).removeprefix("/") for kid in kids(node)]


@pytest.fixture(scope="module")
def tree(read):
    return read.Root.StructTreeRoot.K


# The file as a whole


def test_pdf_names_both_standards(read):
    metadata = read.Root.Metadata.read_bytes().decode()

    assert re.search(r'pdfaid:part="2"', metadata)
    assert re.search(r'pdfaid:conformance="A"', metadata)
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "pdfaExtension:schemas" in metadata
    with read.open_metadata() as parsed:
        assert parsed.pdfa_status == "2A"
        assert parsed["pdfuaid:part"] == "1"
        assert parsed["dc:title"] == "Klantencharter"


def test_pdf_says_its_language_title_and_that_it_is_tagged(read):
    assert str(read.Root.Lang) == "nl"
    assert str(read.docinfo.Title) == "Klantencharter"
    assert bool(read.Root.ViewerPreferences.DisplayDocTitle) is True
    assert bool(read.Root.MarkInfo.Marked) is True
    assert all(page.Tabs == "/S" for page in read.pages)


def test_pdf_has_a_bookmark_for_each_heading(pdf):
    def titles(outline):
        return [titles(one) if isinstance(one, list) else one.title for one in outline]

    assert titles(PdfReader(BytesIO(pdf)).outline) == ["Eerste kop", ["Tabel"]]


def test_pdf_carries_its_typefaces(read):
    fonts = [font for page in read.pages for font in page.Resources.Font.values()]

    descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    assert descriptors
    assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)


def test_equal_input_gives_equal_bytes(pdf):
    assert render_pdf_from_html(PAGE, language="nl") == pdf


def test_pdf_keeps_its_text(pdf):
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)

    assert "Running head" in text
    assert "Row 69" in text


# The structure


def test_marked_content_and_structure_point_at_each_other(read, tree):
    numbers = {}
    flat = list(read.Root.StructTreeRoot.ParentTree.Nums)
    for key, value in zip(flat[::2], flat[1::2], strict=True):
        numbers[int(key)] = value
    marked = 0
    for page in read.pages:
        parents = numbers[int(page.StructParents)]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                mark = int(operands[1]["/MCID"])
                holds = [
                    kid
                    for kid in parents[mark]["/K"]
                    if kid.get("/Type") == "/MCR"
                    and kid["/MCID"] == mark
                    and kid["/Pg"] == page.obj
                ]
                assert len(holds) == 1
                marked += 1
    held = [kid for node in every(tree) for kid in node["/K"] if kid.get("/Type") == "/MCR"]
    assert marked == len(held) > 200


def every(node):
    yield node
    for kid in kids(node):
        yield from every(kid)


def test_all_content_is_structure_or_artifact(read):
    shown = {"Tj", "TJ", "f", "S", "B", "f*", "B*", "sh", "Do"}
    for page in read.pages:
        depth = 0
        for _operands, operator in pikepdf.parse_content_stream(page):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
            assert depth > 0 or str(operator) not in shown


def test_structure_follows_the_html(tree):
    assert roles(tree) == [
        "H1", "P", "Figure", "P", "H2", "Table", "L", "L", "P",
    ]  # fmt: skip


def test_table_over_several_pages_is_one_table_with_one_heading_row(read, tree):
    [table] = elements(tree, "Table")
    [head] = elements(table, "THead")
    [body] = elements(table, "TBody")

    assert len(read.pages) > 3
    assert roles(table) == ["Caption", "THead", "TBody"]
    assert len(elements(head, "TR")) == 1
    assert len(elements(body, "TR")) == 70
    scopes = [str(cell["/A"]["/Scope"]) for cell in elements(table, "TH")]
    assert scopes == ["/Column"] * 2 + ["/Row"] * 70


def test_paragraph_over_several_pages_is_one_paragraph_in_its_language(tree):
    last = elements(tree, "P")[-1]

    assert str(last["/Lang"]) == "de"
    assert len({kid["/Pg"].objgen for kid in last["/K"]}) > 1


def test_words_in_another_language_say_so(tree):
    [words] = elements(tree, "Span")

    assert str(words["/Lang"]) == "fr"


def test_link_is_tied_to_its_words(tree):
    outside, inside = elements(tree, "Link")
    [first] = [kid for kid in outside["/K"] if kid["/Type"] == "/OBJR"]

    assert str(first["/Obj"]["/Contents"]) == "het plan"
    assert str(first["/Obj"]["/A"]["/URI"]) == "https://example.org/plan"
    assert inside["/P"]["/S"] == "/P"


def test_figure_has_its_alternative_and_its_place(tree):
    [figure] = elements(tree, "Figure")

    left, bottom, right, top = (float(one) for one in figure["/A"]["/BBox"])
    assert str(figure["/Alt"]) == "Een hoek"
    assert right - left == pytest.approx(6.75, abs=0.01)
    assert 0 < bottom < top < 842


def test_lists_have_items_with_label_and_body(tree):
    numbered, bulleted, terms = elements(tree, "L")

    assert [roles(item) for item in kids(numbered)] == [["Lbl", "LBody"], ["Lbl", "LBody"]]
    assert str(numbered["/A"]["/ListNumbering"]) == "/Decimal"
    assert bulleted["/P"]["/S"] == "/LBody"
    assert [roles(item) for item in kids(terms)] == [["Lbl", "LBody", "LBody"]]


def test_running_heads_and_repeated_heading_rows_are_artifacts(read):
    pagination = [
        sum(
            str(operator) == "BDC" and operands[0] == "/Artifact"
            for operands, operator in pikepdf.parse_content_stream(page)
        )
        for page in read.pages
    ]

    assert all(count >= 2 for count in pagination)
    assert pagination[1] >= 4  # the two heading cells again


def test_link_in_a_running_head_is_left_out():
    page = """<html lang="en"><title>T</title><style>
    @page { @top-left { content: element(head) } } .head { position: running(head) }</style>
    <p class="head"><a href="https://example.org/">Site</a></p><p>Text</p></html>"""

    with pikepdf.open(BytesIO(render_pdf_from_html(page, language="en"))) as read:
        assert len(read.pages[0].get("/Annots", [])) == 0
        assert roles(read.Root.StructTreeRoot.K) == ["P"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<main><section><h1>A</h1></section></main>", ["Part"]),
        ("<blockquote>Words</blockquote>", ["BlockQuote"]),
        ("<div lang='fr'><p>Mots</p></div>", ["Div"]),
        ("<a>No address</a>", ["P"]),
        ("<div>One <b>and</b> one<p>Two</p>three</div>", ["P", "P", "P"]),
        ("<img src='none.png' alt=''><p>A</p>", ["P"]),
        ("<p>A</p><div style='position: absolute; top: 0'>First by place, last by text</div>", ["P", "P"]),
        ("<ul style='list-style: none'><li>A</li></ul>", ["L"]),
        ("<dl><dd>No term</dd></dl>", ["L"]),
        ("<dl><dt></dt><dd>Empty term</dd></dl>", ["L"]),
        ("<p>A<span style='float: footnote'>Note</span></p>", ["P"]),
        ("<p aria-hidden='true'><a href='#a'>Nowhere</a></p><p>A</p>", ["P"]),
    ],
)  # fmt: skip
def test_structure_of(body, expected):
    page = f'<html lang="en"><title>T</title>{body}</html>'

    with pikepdf.open(BytesIO(render_pdf_from_html(page, language="en"))) as read:
        assert roles(read.Root.StructTreeRoot.K) == expected


def test_row_over_two_columns_says_so():
    page = """<html lang="en"><title>T</title><table>
    <tr><th scope="colgroup" colspan="2">A</th></tr><tr><td rowspan="2">1</td><td>2</td></tr>
    <tr><td colspan="x">3</td></tr></table></html>"""

    with pikepdf.open(BytesIO(render_pdf_from_html(page, language="en"))) as read:
        tree = read.Root.StructTreeRoot.K
        [head] = elements(tree, "TH")
        assert (str(head["/A"]["/Scope"]), int(head["/A"]["/ColSpan"])) == ("/Column", 2)
        assert int(elements(tree, "TD")[0]["/A"]["/RowSpan"]) == 2


# What may be read while it is made


@pytest.fixture
def folders(tmp_path, settings):
    """A static folder and another beside it, with the same files in each."""
    settings.STATIC_SOURCE = tmp_path / "static"
    for name in ("static", "static-other"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "pixel.png").write_bytes(PIXEL)
        (folder / "page.css").write_text("@page { size: 100px 100px; margin: 0 }")
    (tmp_path / "static" / "link.css").symlink_to(tmp_path / "static-other" / "page.css")
    return tmp_path


def size_and_images(head, body):
    page = f'<html lang="en"><head><title>T</title>{head}</head><body><p>A</p>{body}</body></html>'
    with pikepdf.open(BytesIO(render_pdf_from_html(page, language="en"))) as read:
        first = read.pages[0]
        files = read.Root.get("/Names", {}).get("/EmbeddedFiles")
        images = any(
            isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
            for one in read.objects
        )
        return round(float(first.MediaBox[2])), images or files is not None


SMALL, A4 = 75, 595
IMAGE = '<img alt="A" src="{}pixel.png">'
SVG_IMAGE = (
    '<svg width="9" height="9" viewBox="0 0 9 9"><title>A</title>'
    '<image width="9" height="9" href="{}pixel.png"/></svg>'
)
STYLE = '<link rel="stylesheet" href="{}page.css">'
IMPORT = "<style>@import url({}page.css);</style>"
BACKGROUND = "<style>p {{ background: url({}pixel.png) }}</style>"
ATTACHMENT = '<link rel="attachment" href="{}pixel.png">'


def test_static_files_are_read(folders):
    assert size_and_images(STYLE.format(""), "") == (SMALL, False)
    assert size_and_images(IMPORT.format(""), "") == (SMALL, False)
    assert size_and_images("", IMAGE.format(""))[1]
    assert size_and_images(BACKGROUND.format(""), "")[1]
    assert size_and_images("", SVG_IMAGE.format(""))[1]
    assert size_and_images(ATTACHMENT.format(""), "")[1]


@pytest.mark.parametrize("where", ["file", "dots", "encoded dots", "host", "http", "relative"])
def test_nothing_else_is_read(folders, server, where):
    address = {
        "file": f"{(folders / 'static-other').as_uri()}/",
        "dots": "../static-other/",
        "encoded dots": f"{(folders / 'static').as_uri()}/%2e%2e/static-other/",
        "host": f"file://localhost{folders / 'static'}/",
        "http": server.address,
        "relative": f"//127.0.0.1:{server.server_port}/",
    }[where]

    assert size_and_images(STYLE.format(address), "") == (A4, False)
    assert size_and_images(IMPORT.format(address), "") == (A4, False)
    assert size_and_images(BACKGROUND.format(address), "") == (A4, False)
    assert size_and_images(ATTACHMENT.format(address), "") == (A4, False)
    assert size_and_images("", IMAGE.format(address)) == (A4, False)
    assert size_and_images("", SVG_IMAGE.format(address)) == (A4, False)
    assert server.asked == []


def test_a_link_out_of_the_static_folder_is_not_followed(folders):
    assert size_and_images('<link rel="stylesheet" href="link.css">', "") == (A4, False)


def test_a_file_of_the_system_is_not_attached_or_shown():
    page = """<html lang="en"><head><title>T</title>
    <link rel="attachment" href="file:///etc/passwd"><link rel="stylesheet" href="file:///etc/passwd">
    <style>@import "file:///etc/passwd"; p { background: url(file:///etc/passwd) }</style></head>
    <body><p>A</p><img alt="A" src="file:///etc/passwd"></body></html>"""

    with pikepdf.open(BytesIO(render_pdf_from_html(page, language="en"))) as read:
        streams = [one for one in read.objects if isinstance(one, pikepdf.Stream)]
        assert not any(b"root:" in one.read_bytes() for one in streams)
        assert "/EmbeddedFiles" not in read.Root.get("/Names", {})


@pytest.fixture
def server():
    """A web server on this machine that remembers what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PIXEL)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked = []
        running.address = f"http://127.0.0.1:{running.server_port}/"
        Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


# From a template


@pytest.fixture
def templates(tmp_path, settings):
    (tmp_path / "letter.html").write_text(
        '<html lang="{{ LANGUAGE_CODE }}"><title>{{ title }}</title><p>{{ text }}</p></html>'
    )
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}
    ]


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_template_is_rendered_in_the_language_asked_for(templates, language):
    made = render_pdf("letter.html", {"title": "T", "text": "A & <b>"}, language=language)

    with pikepdf.open(BytesIO(made)) as read:
        assert str(read.Root.Lang) == language
    assert "A & <b>" in PdfReader(BytesIO(made)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ('<html lang="fr"><title>T</title><p>A</p></html>', "in 'nl' of a page in 'fr'"),
        ("<html><title>T</title><p>A</p></html>", "of a page in None"),
        ('<html lang="nl"><title> </title><p>A</p></html>', "needs the title"),
    ],
)
def test_page_without_title_or_in_another_language_is_refused(page, message):
    with pytest.raises(ValueError, match=message):
        render_pdf_from_html(page, language="nl")


def test_regional_language_is_the_language():
    page = '<html lang="nl-BE"><title>T</title><p>A</p></html>'

    assert render_pdf_from_html(page, language="nl").startswith(b"%PDF-1.7")
