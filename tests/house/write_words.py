"""Write extension/panel/words.gen.ts, the contract's vocabulary in both languages: `make schema`."""

import json
from pathlib import Path

from server.console.wording import LANGUAGES, WORDINGS
from server.domain.facts import FACTS

WORDS = Path(__file__).parent.parent.parent / "extension" / "panel" / "words.gen.ts"
KINDS = {
    "fact",
    "state",
    "none",
    "source",
    "value",
    "wish",
    "shipping_status",
    "ask",
    "action",
    "supplier",
    "priority",
    "mood",
    "queue",
    "intent",
    "channel",
    "role",
    "citation",
}
_HEAD = """\
/**
 * The words of the contract in German and English, and the facts that a correction can give.
 * Written from server/console/sentences and server/domain/facts.py by `make schema`; not to be edited.
 */
"""


def words() -> str:
    """The file's text: what console and panel call facts, values, intents, actions and the like."""
    said = {
        language: {
            key: getattr(wording, language) for key, wording in WORDINGS.items() if key.partition(".")[0] in KINDS
        }
        for language in LANGUAGES
    }
    facts = {name: {"kind": spec.kind, "choices": list(spec.choices)} for name, spec in FACTS.items()}
    constants = {"WORDS": said, "FACTS": facts}
    return _HEAD + "".join(
        f"\nexport const {name} = {_literal(value)} as const;\n" for name, value in constants.items()
    )


def _literal(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    WORDS.write_text(words(), encoding="utf-8")
