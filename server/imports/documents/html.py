"""HTML as Markdown: what is read, nothing that acts, loads or hides."""

import re

from lxml import etree, html
from markdownify import MarkdownConverter

from server.errors import BadValue
from server.imports.documents.sentences import SENTENCES

_LEFT_OUT = (
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "head", "link", "meta"),
    *("form", "button", "input", "select", "textarea", "nav", "header", "footer", "aside", "img", "video", "audio"),
)
_MOST_ELEMENTS = 50_000
_DEEPEST = 200
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINK = re.compile(r"https?://|mailto:|tel:", re.IGNORECASE)


class _Markdown(MarkdownConverter):
    class Options:
        heading_style = "ATX"
        bullets = "-"
        escape_underscores = False
        escape_asterisks = True


def markdown_of_html(source: str | bytes) -> str:
    """The visible text of a page with its headings, lists, links and emphasis; BadValue where there is none."""
    root = _parsed(source)
    if root is None:
        raise BadValue(SENTENCES("html.no_text"))
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or _is_hidden(element):
            _remove(element)
    for anchor in root.iter("a"):
        if not _LINK.match(anchor.get("href", "")):
            anchor.attrib.pop("href", None)
    body = root.find(".//main")
    return str(_Markdown().convert(html.tostring(root if body is None else body, encoding="unicode")))


def _parsed(source: str | bytes) -> html.HtmlElement | None:
    """Without network, entities or depth that would run away."""
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    elements = list(root.iter())
    if len(elements) > _MOST_ELEMENTS or _depth(root) > _DEEPEST:
        raise BadValue(SENTENCES("html.nested"))
    return root


def _depth(root: html.HtmlElement) -> int:
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in element]
    return deepest


def _is_hidden(element: html.HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _remove(element: html.HtmlElement) -> None:
    """What follows the element stays."""
    if element.getparent() is not None:
        element.drop_tree()
