"""Cases as YAML that people read and edit: long texts as blocks, nothing that stands there by default."""

from typing import Any

import msgspec
import yaml

from server.evaluation.suite import CaseFields

SCHEMA_LINE = "# yaml-language-server: $schema=case.schema.json\n"


class _Dumper(yaml.SafeDumper):
    """Block style; texts of several lines as they are."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def written_case(case: CaseFields) -> str:
    """One case as the item of a suite's list, which `read_cases` reads back."""
    plain = {name: value for name, value in _plain(case).items() if name != "split" or value != "dev"}
    return yaml.dump([plain], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _plain(value: Any) -> Any:
    """Structs as mappings, without what is empty."""
    built = msgspec.to_builtins(value)
    if isinstance(built, dict):
        return {key: _plain(one) for key, one in built.items() if one not in (None, [], {})}
    if isinstance(built, list):
        return [_plain(one) for one in built]
    return built.rstrip() if isinstance(built, str) else built
