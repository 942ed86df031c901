"""Make evals/retrieval/public from the help of Debian and GNOME, whose questions and texts exist in many languages.

Unpack the Debian packages that its NOTICE names into one folder and write the set anew:
`dpkg -x PACKAGE.deb FOLDER` for each, then `python -m evals.generators.help_pages FOLDER`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from inscriptis import get_text
from msgspec import json

from evals.retrieval.public_sets import PUBLIC, Matter, Said

BOTH = ("de", "en")
"""Languages of the texts; in the others there are questions only."""
ASKING_ONLY = ("fr", "es", "it", "nl")
_MALLARD = "{http://projectmallard.org/1.0/}"
_LONGEST = 300
_SHORTEST = 80
_COPIED = 6
_WORD = re.compile(r"\w+")

Found = dict[str, dict[str, tuple[str, Said]]]
"""Question and text by matter and language."""


def debian_faq(folder: Path) -> Found:
    """Each question of the Debian FAQ with the beginning of its answer; the question is not part of the text."""
    pages = folder / "usr" / "share" / "doc" / "debian" / "FAQ"
    found: Found = {}
    for language in BOTH:
        for page in sorted((pages / "de" if language == "de" else pages).glob(f"*.{language}.html")):
            for anchor, question, answer in _questions(page.read_text(encoding="utf-8")):
                if question.endswith("?") and len(answer) >= _SHORTEST:
                    matter = f"{page.name.partition('.')[0]}#{anchor}"
                    found.setdefault(matter, {})[language] = question, Said("", answer)
    return found


def _questions(html: str) -> Iterator[tuple[str, str, str]]:
    """Anchor, numbered heading without its number, and what stands between it and the next."""
    parts = re.split(r'<h[23] class="title"><a id="([^"]+)"></a>(.*?)</h[23]>', html, flags=re.DOTALL)
    for anchor, heading, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        answer = get_text(rest.partition('<div class="section">')[0])
        yield anchor, re.sub(r"^[\d.]+\s*", "", _line(get_text(heading))), _beginning(answer)


def gnome_help(folder: Path) -> Found:
    """Each topic of GNOME Help: its description in one sentence asks for the page with its title and beginning."""
    found: Found = {}
    for language in (*BOTH, *ASKING_ONLY):
        for path, page in _pages(folder, language):
            described, title = page.find(f"{_MALLARD}info/{_MALLARD}desc"), page.find(f"{_MALLARD}title")
            if page.get("type") != "topic" or described is None or title is None:
                continue
            text = _beginning(" ".join(_inner(paragraph) for paragraph in page.iter(f"{_MALLARD}p")))
            if _inner(described) and len(text) >= _SHORTEST:
                found.setdefault(path.stem, {})[language] = _inner(described), Said(_inner(title), text)
    return {matter: _translated(said) for matter, said in found.items()}


def _translated(said: dict[str, tuple[str, Said]]) -> dict[str, tuple[str, Said]]:
    """Without the languages whose question is in English still."""
    english = said["en"][0] if "en" in said else None
    return {language: pair for language, pair in said.items() if language == "en" or pair[0] != english}


def authors(folder: Path) -> list[str]:
    """Who wrote and translated the pages of GNOME Help in these languages."""
    pages = [page for language in (*BOTH, *ASKING_ONLY) for _, page in _pages(folder, language)]
    credited = [credit for page in pages for credit in page.iter(f"{_MALLARD}credit")]
    return sorted({_inner(name) for credit in credited for name in credit.iter(f"{_MALLARD}name")} - {""})


def _pages(folder: Path, language: str) -> Iterator[tuple[Path, ElementTree.Element]]:
    place = folder / "usr" / "share" / "help" / ("C" if language == "en" else language) / "gnome-help"
    for path in sorted(place.glob("*.page")):
        yield path, ElementTree.parse(path).getroot()  # noqa: S314 - from a package that Debian signed


def matters(found: Found) -> list[Matter]:
    """What can be asked and found in German and in English, and asked in the other languages that have it."""
    return [
        Matter(
            matter,
            {language: question for language, (question, _) in said.items()},
            {language: said[language][1] for language in BOTH},
        )
        for matter, said in found.items()
        if all(language in said and not _copied(*said[language]) for language in BOTH)
    ]


def _copied(question: str, said: Said) -> bool:
    """Whether the text repeats the question, or six words of it: finding it would be no art."""
    asked, told = (_WORD.findall(text.casefold()) for text in (question, f"{said.heading} {said.text}"))
    length = min(_COPIED, len(asked))
    runs = {tuple(told[at : at + length]) for at in range(len(told))}
    return any(tuple(asked[at : at + length]) in runs for at in range(len(asked) - length + 1))


def _inner(element: ElementTree.Element) -> str:
    return _line("".join(element.itertext()))


def _line(text: str) -> str:
    return " ".join(text.split())


def _beginning(text: str) -> str:
    """Whole words, at most `_LONGEST` characters."""
    line = _line(text)
    return line if len(line) <= _LONGEST else line[:_LONGEST].rpartition(" ")[0]


def write(folder: Path) -> None:
    """Write both sets and the names of the authors."""
    for name, found in (("debian-faq", debian_faq(folder)), ("gnome-help", gnome_help(folder))):
        (PUBLIC / f"{name}.jsonl").write_bytes(b"".join(json.encode(matter) + b"\n" for matter in matters(found)))
    (PUBLIC / "AUTHORS").write_text("\n".join(authors(folder)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
