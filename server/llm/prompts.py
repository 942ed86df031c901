"""Prompts (prompts/*.md): strict front matter, a system and a user part, and `{{name}}` as all of their logic."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct

from server.domain.redacted import Redacted
from server.errors import Internal
from server.llm.client import Turn

_FOLDER = files("prompts")
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z_]*")
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


def read_prompt(name: str) -> Prompt:
    """The built-in prompt of that name; Internal where its file is not as it must be."""
    return parse_prompt(name, _FOLDER.joinpath(f"{name}.md").read_text("utf-8"))


def parse_prompt(name: str, text: str) -> Prompt:
    """A prompt out of its file's text; Internal says what is wrong with it."""
    before, _, rest = text.partition("---\n")
    front_matter, mark, body = rest.partition("\n---\n")
    if before or not mark:
        raise Internal(f"The prompt {name} has no front matter between two lines ---.")
    try:
        read = msgspec.convert(yaml.safe_load(front_matter), FrontMatter, strict=True)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise Internal(f"The front matter of the prompt {name} cannot be read: {error}.") from error
    if read.id != name:
        raise Internal(f"The prompt {name} calls itself {read.id}.")
    start, system_mark, parts = body.strip().partition("# System\n")
    system, user_mark, user = parts.partition("\n# User\n")
    if start or not system_mark or not user_mark:
        raise Internal(f"The prompt {name} needs a heading `# System` and then `# User`.")
    prompt = Prompt(read.id, version_of(text), system.strip(), user.strip())
    if wrong := [one for one in prompt.names if not _NAME.fullmatch(one)]:
        raise Internal(f"The prompt {name} has a placeholder {wrong[0]!r:.60}; names are small letters and _.")
    return prompt


def version_of(*texts: str) -> str:
    """Twelve hex digits of what the texts say: equal texts, equal version."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


def read_snippet(name: str) -> Redacted:
    """A piece of our own words that several prompts share (prompts/snippets/*.md)."""
    return Redacted(_FOLDER.joinpath("snippets", f"{name}.md").read_text("utf-8").strip())


def fenced(text: Redacted) -> Redacted:
    """Text that is data, in a fence that nothing inside it can close."""
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Redacted(f"{fence}\n{text}\n{fence}")


def in_a_row(texts: Sequence[Redacted]) -> Redacted:
    """The texts, a blank line between them."""
    return Redacted("\n\n".join(texts))
