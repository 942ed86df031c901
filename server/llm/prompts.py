"""Prompts (prompts/*.md): strict front matter, a system and a user part, and `{{name}}` as all of their logic."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct

from server.domain.redacted import Redacted
from server.errors import BadValue, Internal
from server.llm.client import Turn
from server.llm.sentences import SENTENCES
from server.said import Said

SNIPPETS = "snippets/"
_FOLDER = files("prompts")
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z_]*")
_QUOTED = re.compile(r"`(\w+)`")
_BACKTICKS = re.compile(r"`+")


class FrontMatter(Struct, frozen=True, forbid_unknown_fields=True):
    """`id` is the file's name without ending; `purpose` says to a manager what the prompt is for."""

    id: str
    purpose: str


class Prompt(Struct, frozen=True):
    """A prompt as its file has it; `version` changes with its text."""

    id: str
    version: str
    system: str
    user: str

    @property
    def names(self) -> set[str]:
        """The placeholders that want a value."""
        return set(_PLACEHOLDER.findall(self.system + self.user))

    def render(self, values: Mapping[str, Redacted]) -> list[Turn]:
        """Both parts with every placeholder filled; what looks like one inside a value stays text.

        Internal where a value is missing, or given and not asked for.
        """
        if self.names != set(values):
            raise Internal(f"The prompt {self.id} takes {sorted(self.names)}, and was given {sorted(values)}.")
        filled = [_PLACEHOLDER.sub(lambda hit: values[hit[1]], part) for part in (self.system, self.user)]
        return [Turn("system", Redacted(filled[0])), Turn("user", Redacted(filled[1]))]


@lru_cache(maxsize=64)
def _parsed(name: str, text: str) -> Prompt:
    return parse_prompt(name, text)


def parse_prompt(name: str, text: str) -> Prompt:
    """A prompt out of its file's text; BadValue says what is wrong with it, and in which line (`details`)."""
    before, _, rest = text.partition("---\n")
    front_matter, mark, body = rest.partition("\n---\n")
    if before or not mark:
        raise BadValue(SENTENCES("prompt.no_front_matter", name=name), line=1)
    _check_front_matter(name, front_matter)
    body_line = front_matter.count("\n") + 4
    start, system_mark, parts = body.lstrip().partition("# System\n")
    system, user_mark, user = parts.partition("\n# User\n")
    if start or not system_mark or not user_mark:
        raise BadValue(SENTENCES("prompt.no_headings", name=name), line=body_line)
    prompt = Prompt(name, version_of(text), system.strip(), user.strip())
    if wrong := [one for one in prompt.names if not _NAME.fullmatch(one)]:
        line = _line_of(text, "{{" + wrong[0])
        raise BadValue(SENTENCES("prompt.placeholder", name=name, placeholder=wrong[0]), line=line)
    return prompt


def _check_front_matter(name: str, text: str) -> None:
    try:
        read = msgspec.convert(yaml.safe_load(text), FrontMatter, strict=True)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        mark, named = getattr(error, "problem_mark", None), _QUOTED.search(str(error))
        line = mark.line + 2 if mark else 1 + _line_of(text, f"{named[1]}:" if named else "")
        why = getattr(error, "problem", None) or error
        raise BadValue(SENTENCES("prompt.front_matter", name=name, problem=why, line=line), line=line) from error
    if read.id != name:
        raise BadValue(SENTENCES("prompt.other_name", name=name, id=read.id), line=1 + _line_of(text, "id:"))


def _line_of(text: str, words: str) -> int:
    """The line, from 1, in which `words` first stand; 1 where they do not."""
    return text.count("\n", 0, max(text.find(words), 0)) + 1


def version_of(*texts: str) -> str:
    """Twelve hex digits of what the texts say: equal texts, equal version."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


class Fault(Struct, frozen=True):
    """Why a text is refused, and in which of its lines, counted from 1."""

    line: int
    said: Said


class PromptLibrary(Struct, frozen=True):
    """Prompts and snippets by name, as their files hold them; a snippet's name begins with `snippets/`."""

    texts: Mapping[str, str]

    def prompt(self, name: str) -> Prompt:
        """The prompt of that name; Internal where there is none."""
        return _parsed(name, self._text(name))

    def snippet(self, name: str) -> Redacted:
        """A piece of our own words that prompts share."""
        return Redacted(self._text(f"{SNIPPETS}{name}").strip())

    def version(self, name: str) -> str:
        """What tells one wording from another."""
        return version_of(self._text(name))

    def with_texts(self, texts: Mapping[str, str]) -> "PromptLibrary":
        """The same with some texts in other words."""
        return PromptLibrary({**self.texts, **texts})

    def faults(self, name: str, text: str) -> list[Fault]:
        """Why `text` could not take the place of what is called `name`; empty where it could. BadValue for no name."""
        if name not in self.texts:
            raise BadValue(SENTENCES("prompt.none", name=name, known=", ".join(sorted(self.texts))))
        if name.startswith(SNIPPETS):
            placed = _PLACEHOLDER.search(text)
            wrong = Fault(_line_of(text, placed[0] if placed else ""), SENTENCES("prompt.snippet"))
            return [wrong] if placed or not text.strip() else []
        try:
            given = parse_prompt(name, text).names
        except BadValue as error:
            return [Fault(error.details["line"], error.said)]
        asked = self.prompt(name).names

        def said(key: str, placeholder: str) -> Said:
            return SENTENCES(key, placeholder=placeholder, name=name, known=", ".join(sorted(asked)))

        return [
            *(Fault(_line_of(text, "{{" + one), said("prompt.unknown", one)) for one in sorted(given - asked)),
            *(Fault(_line_of(text, "\n# User\n") + 1, said("prompt.missing", one)) for one in sorted(asked - given)),
        ]

    def check(self, name: str, text: str) -> None:
        """BadValue where `text` could not take the place of what is called `name`: then nothing would be written."""
        if faults := self.faults(name, text):
            lines = [SENTENCES("prompt.at_line", line=fault.line, said=fault.said) for fault in faults]
            raise BadValue(Said("\n".join(line.de for line in lines), "\n".join(line.en for line in lines)))

    def _text(self, name: str) -> str:
        try:
            return self.texts[name]
        except KeyError:
            raise Internal(f"There is no prompt {name}.") from None


def _read_folder() -> dict[str, str]:
    here = {file.name.removesuffix(".md"): file for file in _FOLDER.iterdir() if file.name.endswith(".md")}
    snippets = {SNIPPETS + file.name.removesuffix(".md"): file for file in _FOLDER.joinpath("snippets").iterdir()}
    return {name: file.read_text("utf-8") for name, file in sorted((here | snippets).items())}


BUILT_IN = PromptLibrary(_read_folder())
"""What comes with Kulanz: the origin of every wording."""


def fenced(text: Redacted) -> Redacted:
    """Text that is data, in a fence that nothing inside it can close."""
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Redacted(f"{fence}\n{text}\n{fence}")


def in_a_row(texts: Sequence[Redacted]) -> Redacted:
    """The texts, a blank line between them."""
    return Redacted("\n\n".join(texts))
