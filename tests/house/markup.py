"""Faults of one page's HTML, each as a sentence; rules that hold for every page."""

import re
from collections import Counter
from itertools import pairwise

import html5lib

CONTROLS = ("input", "select", "textarea")
UNLABELLED = {"hidden", "submit", "button"}
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns")
# Blocks of data, which no browser executes.
DATA = {"application/json", "application/ld+json"}
HEADING = re.compile(r"h[1-6]")


def read(html):
    """The tree, and where the strict parser stumbled."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    return tree, [f"line {line}: {code} {facts}" for (line, _column), code, facts in parser.errors]


def words_in(element):
    return " ".join("".join(element.itertext()).split())


def headings(tree):
    levels = [int(tag.tag[1]) for tag in tree.iter() if HEADING.fullmatch(str(tag.tag))]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    yield from (
        f"h{after} follows h{before}"
        for before, after in pairwise([1, *levels])
        if after > before + 1
    )


def references(tree):
    """Ids stand once, and what is pointed at exists."""
    ids = Counter(tag.get("id") for tag in tree.iter() if tag.get("id") is not None)
    yield from (f"id {key!r} stands {count} times" for key, count in ids.items() if count > 1)
    for tag in tree.iter():
        for name in REFERENCES:
            wanted = tag.get(name, "").split()
            yield from (f"{name} of {key!r}, which is nowhere" for key in wanted if key not in ids)
        target = tag.get("for")
        if tag.tag == "label" and target is not None and target not in ids:
            yield f"label for {target!r}, which is nowhere"
        link = tag.get("href", "")
        if tag.tag == "a" and link.startswith("#") and link[1:] not in ids:
            yield f"link to {link!r}, which is nowhere"
        if tag.tag == "a" and not link.strip():
            yield f"link without a target: {words_in(tag)}"


def names(tree):
    """Every control has a label, every link and button words, every picture a text."""
    labels = {tag.get("for") for tag in tree.iter("label") if words_in(tag)}
    wrapped = {id(tag) for label in tree.iter("label") for tag in label.iter()}
    for tag in tree.iter():
        said = tag.get("aria-label") or tag.get("aria-labelledby")
        is_seen = tag.get("type") not in UNLABELLED and "hidden" not in tag.attrib
        is_control = tag.tag in CONTROLS and is_seen
        if is_control and not said and tag.get("id") not in labels and id(tag) not in wrapped:
            yield f"{tag.tag} {tag.get('name')!r} has no label"
        if tag.tag in ("a", "button", "summary", "legend") and not said and not words_in(tag):
            yield f"{tag.tag} without words: {tag.attrib}"
        if tag.tag == "img" and tag.get("alt") is None:
            yield f"picture without a text: {tag.get('src')}"


def inline(tree):
    """No style and no script in the page itself."""
    for tag in tree.iter():
        if tag.tag == "style":
            yield "a style element"
        if tag.tag == "script" and not tag.get("src") and tag.get("type") not in DATA:
            yield "a script element with its code inside"
        yield from (
            f"{name} on {tag.tag}" for name in tag.attrib if name == "style" or name[:2] == "on"
        )


def language(tree, wanted):
    if tree.get("lang") != wanted:
        yield f"lang is {tree.get('lang')!r}"


def examine(html, wanted):
    """A page's title, and all of its faults."""
    tree, errors = read(html)
    title = words_in(tree.find("head/title")) if tree.find("head/title") is not None else ""
    found = [
        *errors,
        *([] if title.partition(" · ")[0].strip() else ["no title"]),
        *headings(tree),
        *references(tree),
        *names(tree),
        *inline(tree),
        *language(tree, wanted),
    ]
    return title, found
