"""An HTML mail as text: what was quoted becomes lines that begin with `> `, signatures begin with `--`.

Every step takes time proportional to the text, whatever it holds.
"""

import re

from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml.etree import ParserError
from lxml.html import HtmlElement, document_fromstring

QUOTE_PREFIX = "> "
_OPENS, _CLOSES = "\ue000", "\ue001"
MARKS = _OPENS + _CLOSES
"""Signs that stand for the begin and end of a quote while HTML is laid out; no mail's own text may hold them."""

_OPENS, _CLOSES = MARKS[0], MARKS[1]
_SEPARATOR = "-----Original Message-----"
_DELIMITER = "--"
_RULE = "_" * 32

# Laying out cells costs more than reading lines; no person's mail is this long.
_MOST_HTML_LAID_OUT = 300_000

# How programs mark what they quote: whole elements, the lines above a quote, the place where history begins.
_QUOTED = re.compile(
    r"(?:^|\s|\d)(?:gmail_attr|moz-cite-prefix|outlookmessageheader|yahoo_quoted\w*|protonmail_quote|olk_src_body_section"
    r"|zmail_extra|quoted-?text)(?:\s|$)",
    re.IGNORECASE,
)
_GMAIL_QUOTE = re.compile(r"(?:^|\s)gmail_quote(?:\s|$)")
_HISTORY_BEGINS = re.compile(
    r"(?:^|\s)(?:x_)?(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message-container)(?:\s|$)", re.IGNORECASE
)
_RULE_ABOVE_A_HEAD = re.compile(r"border\s*:\s*none\s*;\s*border-top\s*:\s*solid", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:^|\s)(?:x_)?(?:gmail_signature|moz-signature|signature|ms-outlook-mobile-signature|composer_signature"
    r"|protonmail_signature_block|bloop_sign\w*)(?:\s|$)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)",
    re.IGNORECASE,
)
_FORWARDS = re.compile(r"\s*-{5,}")

_XML_DECLARATION = re.compile(r"^\s*<\?xml [^>]{0,200}\?>")
_UNSEEN = re.compile(r"<(script|style|head)\b", re.IGNORECASE)
_CLOSED = {tag: re.compile(f"</{tag}\\b", re.IGNORECASE) for tag in ("script", "style", "head")}
_LINE_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")


def text_of_html(html: str) -> str:
    """The text that a reader of `html` sees, line by line."""
    tree = _parsed(html) if len(html) <= _MOST_HTML_LAID_OUT else None
    if tree is None:
        return _without_tags(html)
    for element in list(tree.iter()):
        if isinstance(element.tag, str):
            _mark(element)
    text = Inscriptis(tree, ParserConfig(css=CSS_PROFILES["strict"])).get_text()
    # Elements nested beyond the parser's depth vanish from its tree; words must not.
    return _with_prefixed_quotes(text) if text.strip() else _without_tags(html)


def _parsed(html: str) -> HtmlElement | None:
    try:
        return document_fromstring(_XML_DECLARATION.sub("", html, count=1))
    except ParserError:
        return None


def _mark(element: HtmlElement) -> None:
    """Writes what the element says about quotes and signatures into its text; drops its sizes and colours."""
    style = element.attrib.pop("style", "")
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if _HIDDEN.search(style):
        element.set("style", "display:none")
    elif element.tag == "hr":
        element.tag, element.text = "div", _RULE
    elif _is_quote(element, names):
        _begin_with(element, _OPENS)
        _end_with(element, _CLOSES)
    elif _HISTORY_BEGINS.search(names) or _RULE_ABOVE_A_HEAD.search(style):
        _begin_with(element, _SEPARATOR)
    elif _SIGNATURE.search(names) and element.text_content().strip():
        _begin_with(element, _DELIMITER)


def _is_quote(element: HtmlElement, names: str) -> bool:
    if element.tag == "blockquote" or element.get("name") == "quote" or _QUOTED.search(names):
        return True
    return _GMAIL_QUOTE.search(names) is not None and _is_all_quoted(element)


def _is_all_quoted(wrapper: HtmlElement) -> bool:
    """Gmail wraps quotes and the answers between them, but also forwarded mails as a whole."""
    return next(wrapper.iter("blockquote"), None) is None or _FORWARDS.match(wrapper.text_content()[:200]) is not None


def _begin_with(element: HtmlElement, line: str) -> None:
    mark = element.makeelement("div")
    mark.text, mark.tail, element.text = line, element.text, None
    element.insert(0, mark)


def _end_with(element: HtmlElement, line: str) -> None:
    mark = element.makeelement("div")
    mark.text = line
    element.append(mark)


def _with_prefixed_quotes(text: str) -> str:
    lines, depth = [], 0
    for line in text.split("\n"):
        depth = max(0, depth + line.count(_OPENS) - line.count(_CLOSES))
        if _OPENS in line or _CLOSES in line:
            line = line.replace(_OPENS, "").replace(_CLOSES, "")
            if not line.strip():
                continue
        lines.append(QUOTE_PREFIX + line.lstrip() if depth else line)
    return "\n".join(lines)


def _without_tags(html: str) -> str:
    return _TAG.sub(" ", _LINE_BREAK.sub("\n", _without_unseen(html)))


def _without_unseen(html: str) -> str:
    """`html` without scripts, styles and the head; one that is never closed hides the rest, as in a browser."""
    kept, at = [], 0
    while opened := _UNSEEN.search(html, at):
        kept.append(html[at : opened.start()])
        closed = _CLOSED[opened[1].lower()].search(html, opened.end())
        if closed is None:
            return " ".join(kept)
        at = closed.start()
    return " ".join([*kept, html[at:]])
