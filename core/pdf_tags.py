"""The structure of a PDF, built from the HTML it comes from.

WeasyPrint tags boxes: a table over three pages becomes three tables, a sentence in another
language keeps no trace of it, and a repeated heading row is read again on each page. Here each
HTML element becomes one structure element, whatever pages it crosses; what only decorates or
repeats (running heads, repeated heading rows, `aria-hidden`) becomes an artifact, which a screen
reader skips. Written for ISO 14289-1 (PDF/UA-1) and ISO 32000-1, 14.7 and 14.8.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

SVG = "{http://www.w3.org/2000/svg}"
HEADINGS = {f"h{level}": f"H{level}" for level in range(1, 7)}
ROLES = HEADINGS | {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Sect",
    "blockquote": "BlockQuote",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LBody",
    "dt": "Lbl",
    "dd": "LBody",
    "p": "P",
    "pre": "P",
    "a": "Link",
    "img": "Figure",
    f"{SVG}svg": "Figure",
    "caption": "Caption",
    "figcaption": "Caption",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
# Elements within a line; any other that has no role of its own is a block.
INLINE = frozenset(
    "a abbr b bdi bdo br cite code data dfn em i img kbd mark q s samp small span strong sub sup "
    f"time u var wbr {SVG}svg".split()
)
# Structure that holds other structure, never text itself.
GROUPS = frozenset(
    {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "L", "LI"}
    | {"Table", "THead", "TBody", "TFoot", "TR"}
)
REPEATED = frozenset({"thead", "tfoot"})
SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
POINTS_PER_PIXEL = 0.75


@dataclass
class Sheet:
    """A painted page: its stream, and the number of the marked content of each box."""

    page: Any
    stream: Any
    marks: dict[Any, int]


def watch(document: Any) -> list[Sheet]:
    """Have the pages of a laid out document tell, while they are painted, what became of each box."""
    sheets: list[Sheet] = []
    for page in document.pages:
        page.paint = partial(_paint, page, page.paint, sheets)
    return sheets


def _paint(page: Any, paint: Any, sheets: list[Sheet], stream: Any, scale: float = 1) -> None:
    paint(stream, scale)
    # WeasyPrint empties this mapping while it writes its own structure.
    marks = {box: mark["mcid"] for box, mark in stream._tags.items()}  # noqa: SLF001
    sheets.append(Sheet(page, stream, marks))


def write_structure(pdf: Any, html: Element, sheets: list[Sheet]) -> None:
    """Put the structure of the HTML in the place of WeasyPrint's own, before the PDF is written."""
    tree = _Tree(pdf, html)
    for number, sheet in enumerate(sheets):
        tree.add_sheet(number, sheet)
    tree.write()


class _Node:
    """A structure element: its role, its attributes, and what it holds in reading order."""

    def __init__(self, pdf: Any, role: str, parent: "_Node | None") -> None:
        self.role = role
        self.parent = parent
        self.kids: list[_Node | bytes] = []
        self.object = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{role}"})
        pdf.add_object(self.object)
        if parent:
            parent.kids.append(self)
            self.object["P"] = parent.object.reference

    def write(self) -> None:
        self.object["K"] = pydyf.Array(
            kid.object.reference if isinstance(kid, _Node) else kid for kid in self.kids
        )
        for kid in self.kids:
            if isinstance(kid, _Node):
                kid.write()


class _Tree:
    """The structure elements of a document under way."""

    def __init__(self, pdf: Any, html: Element) -> None:
        self.pdf = pdf
        self.parents = {child: parent for parent in html.iter() for child in parent}
        self.document = _Node(pdf, "Document", None)
        self.nodes: dict[Element, _Node] = {html: self.document}
        self.items: dict[Element, _Node] = {}
        self.labels: dict[Element, _Node] = {}
        self.wrappers: set[_Node] = set()
        self.first_page: dict[Element, int] = {}
        # What the number tree of ISO 32000-1, 14.7.4.4 maps back: pages, then annotations.
        self.pages: list[list[_Node | None]] = []
        self.annotations: list[tuple[Any, _Node]] = []

    # The content of a page

    def add_sheet(self, number: int, sheet: Sheet) -> None:
        page = self.pdf.page_references[number]
        walked = list(_walk(sheet.page._page_box))  # noqa: SLF001
        order = {box: place for place, (box, margin) in enumerate(walked) if not margin}
        nodes: list[_Node | None] = [None] * len(sheet.marks)
        for box in sorted(sheet.marks.keys() & order.keys(), key=order.__getitem__):
            if not self.is_artifact(box, number):
                mark = sheet.marks[box]
                nodes[mark] = node = self.home(box)
                kid = pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark})
                node.kids.append(kid.data)
                if node.role == "Figure":
                    node.object["A"] = _place(box, sheet.page.height)
        _make_artifacts(sheet.stream, {mark for mark, node in enumerate(nodes) if node is None})
        self.pages.append(nodes)
        for box, margin in walked:
            if annotation := getattr(box, "link_annotation", None):
                self.add_link(number, annotation, None if margin else box.element)

    def is_artifact(self, box: Any, page: int) -> bool:
        """Whether a box only decorates, repeats a heading row, or is space between blocks."""
        around = list(self.with_parents(box.element))
        if any(_is_decoration(one) for one in around):
            return True
        if any(
            self.first_page.setdefault(one, page) != page for one in around if one.tag in REPEATED
        ):
            return True
        is_blank = hasattr(box, "text") and not box.text.strip()
        return is_blank and self.node(box.element).role in GROUPS

    def add_link(self, page: int, annotation: Any, element: Element | None) -> None:
        around = [] if element is None else self.with_parents(element)
        link = next((one for one in around if one in self.nodes and _role(one) == "Link"), None)
        if link is None:  # in a running head: nothing to read, and so nothing to follow
            self.page(page)["Annots"].remove(annotation.reference)
            return
        node = self.nodes[link]
        kid = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pdf.page_references[page]}
        node.kids.append(pydyf.Dictionary(kid).data)
        annotation["Contents"] = pydyf.String(" ".join("".join(link.itertext()).split()))
        self.annotations.append((annotation, node))

    def page(self, number: int) -> Any:
        return self.pdf.objects[int(self.pdf.page_references[number].split()[0])]

    # The structure element of an HTML element

    def with_parents(self, element: Element) -> Iterator[Element]:
        """The element and all that it stands in, from the inside out."""
        yield element
        while element in self.parents:
            element = self.parents[element]
            yield element

    def home(self, box: Any) -> _Node:
        """The structure element that the content of a box belongs to."""
        if str(box.element_tag).endswith("::marker"):
            return self.label(box.element)
        return self.text_home(box.element)

    def text_home(self, element: Element) -> _Node:
        """As `node`, but with a paragraph around what stands in a group as mere text."""
        node = self.node(element)
        if node.role not in GROUPS:
            return node
        last = node.kids[-1] if node.kids else None
        if isinstance(last, _Node) and last in self.wrappers:
            return last
        wrapper = _Node(self.pdf, "P", node)
        self.wrappers.add(wrapper)
        return wrapper

    def node(self, element: Element) -> _Node:
        """The structure element of an HTML element, or of what it stands in if it has none."""
        if element not in self.nodes:
            self.nodes[element] = self.new_node(element)
        return self.nodes[element]

    def new_node(self, element: Element) -> _Node:
        role = _role(element)
        if role is None:
            return self.node(self.parents[element])
        if element.tag in {"li", "dt", "dd"}:
            parent = self.item(element)
        elif role in {"Link", "Span"}:
            parent = self.text_home(self.parents[element])
        else:
            parent = self.node(self.parents[element])
        node = _Node(self.pdf, role, parent)
        self.describe(node, element)
        return node

    def item(self, element: Element) -> _Node:
        """The list item around a label or a body; a term and its descriptions share one."""
        if element.tag == "dd":
            siblings = list(self.parents[element])
            before = siblings[: siblings.index(element)]
            term = next((one for one in reversed(before) if one.tag == "dt"), None)
            if term in self.items:
                return self.items[term]
        if element not in self.items:
            self.items[element] = _Node(self.pdf, "LI", self.node(self.parents[element]))
        return self.items[element]

    def label(self, element: Element) -> _Node:
        """The label of a list item: its number or its bullet."""
        if element not in self.labels:
            item = self.item(element)
            self.labels[element] = _Node(self.pdf, "Lbl", item)
            numbering = "/Decimal" if self.parents[element].tag == "ol" else "/Disc"
            parent = self.node(self.parents[element])
            parent.object["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
        return self.labels[element]

    def describe(self, node: _Node, element: Element) -> None:
        """Write what a structure element says of itself: language, alternative, table cells."""
        if language := element.get("lang"):
            node.object["Lang"] = pydyf.String(language)
        if node.role == "Figure":
            node.object["Alt"] = pydyf.String(_alternative(element))
        if element.tag in {"th", "td"}:
            node.object["A"] = self.cell_attributes(element)

    def cell_attributes(self, cell: Element) -> Any:
        attributes = pydyf.Dictionary({"O": "/Table"})
        if cell.tag == "th":
            row = self.parents[cell]
            heads_row = self.parents[row].tag != "thead" and next(iter(row)) is cell
            scope = SCOPES.get(cell.get("scope", ""), "/Row" if heads_row else "/Column")
            attributes["Scope"] = scope
        for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
            if cell.get(name, "1").isdecimal() and (span := int(cell.get(name, "1"))) > 1:
                attributes[key] = span
        return attributes

    # The end

    def write(self) -> None:
        numbers = pydyf.Array()
        for number, nodes in enumerate(self.pages):
            references = (node.object.reference if node else b"null" for node in nodes)
            numbers.extend((number, pydyf.Array(references)))
        for number, (annotation, node) in enumerate(self.annotations, start=len(self.pages)):
            annotation["StructParent"] = number
            numbers.extend((number, node.object.reference))
        parent_tree = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(parent_tree)
        root = pydyf.Dictionary({"Type": "/StructTreeRoot", "K": self.document.object.reference})
        self.pdf.add_object(root)
        root["ParentTree"] = parent_tree.reference
        root["ParentTreeNextKey"] = len(self.pages) + len(self.annotations)
        self.document.object["P"] = root.reference
        self.document.write()
        self.pdf.catalog["StructTreeRoot"] = root.reference


def _walk(box: Any, *, margin: bool = False) -> Iterator[tuple[Any, bool]]:
    """Every box in reading order, and whether it stands in the margin of its page."""
    box = getattr(box, "_box", box)  # what is positioned left a placeholder
    margin = margin or hasattr(box, "at_keyword")
    yield box, margin
    for child in getattr(box, "children", ()):
        yield from _walk(child, margin=margin)


def _role(element: Element) -> str | None:
    """The role of an HTML element; None for one that is no more than what it stands in."""
    if element.tag == "a" and not element.get("href"):
        return None
    if role := ROLES.get(element.tag):
        return role
    if element.get("lang"):
        return "Span" if element.tag in INLINE else "Div"
    return None


def _is_decoration(element: Element) -> bool:
    hidden = element.get("aria-hidden") == "true" or element.get("role") == "presentation"
    return hidden or (ROLES.get(element.tag) == "Figure" and not _alternative(element))


def _alternative(figure: Element) -> str:
    title = figure.find(f"{SVG}title")
    return (
        figure.get("alt")
        or figure.get("aria-label")
        or ("" if title is None else "".join(title.itertext()))
    ).strip()


def _place(box: Any, page_height: float) -> Any:
    """Where a figure stands on its page, in points from the lower left corner."""
    left, top = box.content_box_x(), box.content_box_y()
    right, bottom = left + box.width, top + box.height
    corners = (left, page_height - bottom, right, page_height - top)
    place = pydyf.Array(round(one * POINTS_PER_PIXEL, 3) for one in corners)
    return pydyf.Dictionary({"O": "/Layout", "BBox": place})


def _make_artifacts(stream: Any, marks: set[int]) -> None:
    """Turn the marked content of these numbers into artifacts."""
    operands = stream.stream
    for place, one in enumerate(operands):
        if isinstance(one, pydyf.Dictionary) and one.get("MCID") in marks:
            operands[place - 1 : place + 2] = [b"/Artifact", b"<</Type/Pagination>>", b"BDC"]
