"""The parameters of store.yaml one by one as text, so that each can be edited and all else stays as it was written."""

from collections.abc import Mapping
from decimal import Decimal
from textwrap import dedent, indent

import yaml

from server.domain.store import DatedValue, ParameterValue

_Place = tuple[int, int]
_KEY = "parameters"


def parameter_texts(text: str) -> dict[str, str]:
    """The YAML of each parameter's value by name, in the file's order. `text`: a store.yaml that can be read."""
    lines = text.split("\n")
    return {key.value: _slice(lines, value) for key, value in _pairs(_section(text))}


def with_parameter_texts(text: str, values: Mapping[str, str]) -> str:
    """store.yaml with these values: what changed is written anew, what is empty or not among them is removed."""
    wanted = {name.strip(): value.strip("\n") for name, value in values.items() if name.strip() and value.strip()}
    before = parameter_texts(text)
    if wanted == before:
        return text
    section = _section(text)
    if section is None or section[1].flow_style or not before:
        return _with_whole_section(text, section, wanted)
    lines = text.split("\n")
    pairs = _pairs(section)
    column, last = pairs[0][0].start_mark.column, _end(lines, pairs[-1][1])[0]
    new = [_written(name, value, column) for name, value in wanted.items() if name not in before]
    lines[last + 1 : last + 1] = new
    for key, value in reversed(pairs):
        first, (final, after) = key.start_mark.line, _end(lines, value)
        if key.value not in wanted:
            del lines[first : final + 1]
        elif wanted[key.value] != before[key.value]:
            rest = lines[final][after:]
            lines[first : final + 1] = [_written(key.value, wanted[key.value], column) + rest]
    return "\n".join(lines)


def as_text(dated: list[DatedValue]) -> str:
    """The values of a parameter as store.yaml may have them."""
    if len(dated) == 1 and dated[0].from_ is None:
        return _value(dated[0].value)
    return "\n".join(f"- {{from: {one.from_}, value: {_value(one.value)}}}" for one in dated)


def _value(value: ParameterValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{country}: {number.normalize():f}" for country, number in value.items()) + "}"
    texts = [yaml.dump(item, allow_unicode=True, default_style='"', width=10_000).strip() for item in value]
    return f"[{', '.join(texts)}]"


def _section(text: str) -> tuple[yaml.Node, yaml.MappingNode] | None:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else []:
        if key.value == _KEY and isinstance(value, yaml.MappingNode):
            return key, value
    return None


def _pairs(section: tuple[yaml.Node, yaml.MappingNode] | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    return section[1].value if section else []


def _slice(lines: list[str], value: yaml.Node) -> str:
    line, column = value.start_mark.line, value.start_mark.column
    last, after = _end(lines, value)
    cut = [*lines[line:last], lines[last][:after]]
    cut[0] = " " * column + cut[0][column:]
    return dedent("\n".join(cut)).strip("\n")


def _end(lines: list[str], value: yaml.Node) -> _Place:
    """Line and column behind a value; a block's own end lies behind the blanks and comments that follow it."""
    line, column = value.end_mark.line, value.end_mark.column
    if getattr(value, "flow_style", True) is not False and (line, column) != (value.start_mark.line, 0):
        return line, column
    line -= column == 0 or not lines[line][:column].strip()
    while line > value.start_mark.line and (not lines[line].strip() or lines[line].lstrip().startswith("#")):
        line -= 1
    return line, len(lines[line])


def _written(name: str, value: str, column: int) -> str:
    if "\n" in value or value.startswith("- "):
        return f"{' ' * column}{name}:\n{indent(value, ' ' * (column + 2))}"
    return f"{' ' * column}{name}: {value}"


def _with_whole_section(
    text: str, section: tuple[yaml.Node, yaml.MappingNode] | None, wanted: Mapping[str, str]
) -> str:
    written = "\n".join([f"{_KEY}:", *(_written(name, value, 2) for name, value in wanted.items())])
    lines = text.split("\n")
    if section is None:
        return "\n".join([*lines[: -1 if not lines[-1] else None], written, ""])
    key, value = section
    line, after = _end(lines, value)
    lines[key.start_mark.line : line + 1] = [written + lines[line][after:]]
    return "\n".join(lines)
