"""Front matter, headings and their addresses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.stores.formats.findings import Findings
from server.stores.formats.markdown import read_markdown, sections, slug_of

HEAD = "---\nid: x\n---\n"


def slugs(body: str) -> list[str]:
    findings = Findings()
    markdown = read_markdown(HEAD + body, "x.md", findings)
    assert markdown is not None
    found = sections(markdown, findings)
    assert findings.sorted() == []
    return [section.slug for section in found]


def found(text: str) -> list[tuple[int, str]]:
    findings = Findings()
    markdown = read_markdown(text, "x.md", findings)
    if markdown is not None:
        sections(markdown, findings)
    return [(finding.line, finding.code) for finding in findings.sorted()]


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("How long?", "how-long"),
        ("Wie lange gilt’s – ÖFFNUNGSZEITEN & Größe", "wie-lange-gilt-s-oeffnungszeiten-groesse"),
        ("U\u0308bergröße", "uebergroesse"),
        ("  14 days  ", "14-days"),
    ],
)
def test_a_slug_is_made_of_the_heading(heading: str, slug: str) -> None:
    """Lower case, umlauts spelt out, every other run a hyphen."""
    assert slug_of(heading) == slug


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Beschädigte Ware {#damaged-goods}\n", ["damaged-goods"]),
        ("# A #\n\n###### B ##\n", ["a", "b"]),
        ("## C#\n", ["c"]),
        ("   ## In by three\n\n    ## In by four is code\n", ["in-by-three"]),
        ("#NoBlank\n", []),
        ("Underlined\n==========\n\ntext\n\nAgain\n---\n", ["underlined", "again"]),
        ("text\n\n---\n\nmore\n", []),
        ("- a list\n---\n", []),
        ("```\n# code\n```\n# Heading\n", ["heading"]),
        ("~~~ bash\n# code\n```\n# code\n~~~~\n# Heading\n", ["heading"]),
        ("````\n```\n# code\n````\n", []),
        ("<!--\n# not yet\n-->\n# Heading\n", ["heading"]),
        ("## **Bold** and `code`\n", ["bold-and-code"]),
    ],
)
def test_headings_are_those_of_markdown(body: str, expected: list[str]) -> None:
    """Hashes and underlines make headings; code, comments, rules and lists do not."""
    assert slugs(body) == expected


def test_a_section_holds_the_text_up_to_the_next_heading() -> None:
    """Titles lose their address, texts their blank lines, and lines count from the top of the file."""
    markdown = read_markdown(HEAD + "Intro\n\n# A {#a}\n\nOne\n\nTwo\n\n## B\nThree\n", "x.md", Findings())
    assert markdown is not None
    found = sections(markdown, Findings())
    assert [(s.slug, s.title, s.text, s.line) for s in found] == [("a", "A", "One\n\nTwo", 6), ("b", "B", "Three", 12)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# No front matter\n", [(1, "unreadable")]),
        ("---\nid: x\n", [(1, "unreadable")]),
        ("\n---\nid: x\n---\n", [(1, "unreadable")]),
        ("---\nid: x\nid: y\n---\n", [(3, "duplicate")]),
        (HEAD + "# A\n\n# A\n", [(6, "duplicate")]),
        (HEAD + "# A {#same}\n# B {#same}\n", [(5, "duplicate")]),
        (HEAD + "# A {#Not Good}\n", [(4, "bad_value")]),
        (HEAD + "# ☀\n", [(4, "bad_value")]),
    ],
)
def test_what_has_no_address_is_a_finding_at_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    """Files without front matter and headings without an address of their own are refused."""
    assert found(text) == expected


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.text(alphabet="ab #`~-=<!>{}\t", max_size=12), max_size=12))
def test_any_body_is_cut_into_sections_inside_it(lines: list[str]) -> None:
    """Whatever people write, every section begins at a line of the file, in order, with an address of its own."""
    text = HEAD + "\n".join(lines)
    markdown = read_markdown(text, "x.md", Findings())
    assert markdown is not None
    found = sections(markdown, Findings())
    starts = [section.line for section in found]
    assert starts == sorted(set(starts))
    assert all(4 <= start <= text.count("\n") + 1 for start in starts)
    assert len({section.slug for section in found}) == len(found)
