"""Uploaded files become Markdown, and nothing in them acts."""

import io
import zipfile

import pytest

from server.errors import BadValue, TooLarge
from server.imports.documents.read_document import read_document
from tests.imports.documents.samples import docx, pdf


def test_a_word_file_keeps_its_headings() -> None:
    """Styles become levels, the first is the title."""
    document = read_document(
        "Reparatur.DOCX",
        docx([("Heading1", "Reparatur"), ("Heading2", "Wie lange"), (None, "Höchstens 10 Tage."), (None, "Oder nie.")]),
    )
    assert (document.title, document.body) == ("Reparatur", "## Wie lange\n\nHöchstens 10 Tage.\n\nOder nie.")


def test_larger_type_in_a_pdf_is_a_heading() -> None:
    """Lines that belong together are one paragraph."""
    lines = [(20, "Repairs"), (14, "How long"), (11, "Ten days at"), (11, "most."), (11, "- one"), (11, "- two")]
    document = read_document("repairs.pdf", pdf(lines))
    assert (document.title, document.body) == ("Repairs", "## How long\n\nTen days at most.\n\n- one\n- two")


def test_of_a_page_only_its_text_is_left() -> None:
    """No script, no menu, no hidden text, no link that acts."""
    document = read_document(
        "page.html",
        b"<body><nav>Menu</nav><main><h1>Returns</h1><script>x()</script><p onclick=x()>30 <b>days</b> "
        b"<a href='javascript:x()'>here</a> <a href='https://shop.example/r'>there</a></p>"
        b"<p style='display: none'>hidden</p><ul><li>a<li>b</ul><img src=x onerror=x()></main></body>",
    )
    assert document.title == "Returns"
    assert document.body == "30 **days** here [there](https://shop.example/r)\n\n- a\n- b"


def test_markdown_stays_as_it_is() -> None:
    """But for front matter, whose fields are asked for again."""
    document = read_document("a.md", b"---\nid: a\n---\n# Title {#t}\n\n## A\n\nText.\n")
    assert (document.title, document.body) == ("Title", "## A\n\nText.")


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    return buffer.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", bomb(), "unpacks to more"),
        ("a.docx", docx([(None, "x")], head=ENTITIES), "declares entities"),
        ("a.docx", b"PK no zip", "no Word file"),
        ("a.pdf", b"%PDF-1.4 nothing", "no PDF"),
        ("a.pdf", pdf([]), "pictures of text"),
        ("a.html", b"<script>x</script>", "no text"),
        ("a.html", b"<div>" * 5000 + b"x", "nested too deeply"),
        ("a.md", b"\xff\xfe", "not UTF-8"),
        ("a.exe", b"MZ", "Upload one of"),
        ("a.md", b"", "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_a_policy_is_refused(name: str, content: bytes, says: str) -> None:
    """With what to do about it, whatever the library that reads it stumbles over."""
    with pytest.raises(BadValue, match=says):
        read_document(name, content)


def test_a_large_file_is_refused_unread() -> None:
    """Above 4 MB nothing is parsed."""
    with pytest.raises(TooLarge):
        read_document("a.docx", b"x" * 4_000_001)
