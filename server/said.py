"""What is said to a person, in German and English: each sentence once, as data beside the code that says it."""

from importlib.resources import files

import yaml
from msgspec import Struct, convert


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of ours to a manager."""

    de: str
    en: str

    def with_(self, /, **values: object) -> "Said":
        """The sentence with its `{names}` filled; a value that is Said itself, with what it says in each language."""
        german = {name: value.de if isinstance(value, Said) else value for name, value in values.items()}
        english = {name: value.en if isinstance(value, Said) else value for name, value in values.items()}
        return Said(self.de.format(**german), self.en.format(**english))


class Sentences(Struct, frozen=True):
    """The sentences of a package, by key."""

    by_key: dict[str, Said]

    def __call__(self, key: str, /, **values: object) -> Said:
        """The sentence called `key`, filled; KeyError where there is none."""
        return self.by_key[key].with_(**values)


def read_sentences(package: str) -> Sentences:
    """Those of `sentences.yaml` in the package: a key to `{de: …, en: …}`."""
    text = files(package).joinpath("sentences.yaml").read_text("utf-8")
    return Sentences(convert(yaml.safe_load(text), dict[str, Said]))
