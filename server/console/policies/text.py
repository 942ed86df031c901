"""A policy as text: the file that is saved, HTML that is read, lines that are compared."""

import json
import re

from markdown_it import MarkdownIt
from markupsafe import Markup

from server.domain.policy import Policy

_ADDRESS = re.compile(r"[ \t]*\{#[\w-]+\}[ \t]*$", re.MULTILINE)
_HEADING_TAG = re.compile(r"(</?h)[1-6]")
# Without raw HTML; links only to pages and addresses, which is what the library lets through.
_RENDERER = MarkdownIt("js-default", {"html": False, "linkify": False})


def rendered(markdown: str) -> Markup:
    """Markdown as HTML that acts on nothing; headings within a section are one level below the section's."""
    return Markup(_HEADING_TAG.sub(r"\g<1>4", _RENDERER.render(_ADDRESS.sub("", markdown))))  # noqa: S704


def file_of(policy: Policy) -> str:
    """A policy as the text of its file."""
    fields = [
        ("id", policy.id),
        ("title", quoted(policy.title)),
        ("language", policy.language),
        ("audience", policy.audience),
        ("kind", policy.kind),
        ("valid_from", policy.valid_from.isoformat()),
        ("url", policy.url),
    ]
    front_matter = "\n".join(f"{name}: {value}" for name, value in fields if value)
    return f"---\n{front_matter}\n---\n\n{policy.body}\n"


def quoted(text: str) -> str:
    """A title as YAML: as it is where that is plain text, else in double quotes."""
    is_plain = re.fullmatch(r"[^\W\d_][\w ,.()/&’'-]*", text) and text == text.strip()
    return text if is_plain else json.dumps(text, ensure_ascii=False)
