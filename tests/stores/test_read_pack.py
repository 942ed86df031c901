"""Reading a whole store pack."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.stores.read_pack import read_pack


def test_a_pack_without_mistakes_has_no_finding(folder: Any) -> None:
    """Every file of a good pack arrives in the Pack, and nothing is said against it."""
    pack, findings = read_pack(folder.path)
    assert findings == []
    assert pack is not None
    assert pack.store.id == "nordlicht"
    assert [policy.path for policy in pack.policies] == ["policies/returns.de.md", "policies/returns.en.md"]
    assert set(pack.tree.outcomes) == {"replacement", "return_refund", "handover"}
    assert len(pack.macros) == 4
    assert [supplier.id for supplier in pack.suppliers] == ["sz-lumen"]
    assert [product.sku for product in pack.products] == ["LAMP-1", "LAMP-2"]
    assert [order.number for order in pack.orders] == ["#1001", "#1002"]
    assert len(pack.tickets) == 1
    assert len(pack.triage.rules) == 2


def test_the_texts_of_a_pack_are_kept_as_they_stand(folder: Any) -> None:
    """YAML and Markdown files can be written back byte for byte."""
    texts = folder.read().texts
    for name, text in texts.items():
        assert (folder.path / name).read_text(encoding="utf-8") == text
    assert {name for name in texts if "/" not in name} == {
        "store.yaml", "suppliers.yaml", "triage.yaml", "refund_tree.yaml",
    }  # fmt: skip


def test_one_run_names_a_mistake_in_every_file(folder: Any) -> None:
    """A pack with a mistake in each file is refused with all of them, by file and line."""
    expected = [
        ("macros/rest.de.md", folder.replace("macros/rest.de.md", "kind: reply", "kind: letter"), "bad_value"),
        ("orders.csv", folder.replace("orders.csv", "2026-10-03T12", "3.10.2026 12"), "bad_value"),
        ("policies/returns.de.md", folder.replace("policies/returns.de.md", "kind: terms", "kind: law"), "bad_value"),
        ("products.csv", folder.replace("products.csv", "LAMP-1,", "LAMP-2,"), "bad_value"),
        ("refund_tree.yaml", folder.replace("refund_tree.yaml", "is: unwanted", "is: unwonted"), "bad_value"),
        ("store.yaml", folder.replace("store.yaml", "voice:", "voise:"), "unknown_key"),
        ("suppliers.yaml", folder.replace("suppliers.yaml", "ships_to:", "ship_to:"), "unknown_key"),
        ("tickets.jsonl", folder.replace("tickets.jsonl", '"csat": 5', '"csat": 6'), "bad_value"),
        ("tracking.jsonl", folder.replace("tracking.jsonl", '"1001"', '"1003"'), "missing_reference"),
        ("triage.yaml", folder.replace("triage.yaml", "mood:", "moot:"), "bad_value"),
    ]
    expected[3] = ("products.csv", 3, "duplicate")
    pack, findings = read_pack(folder.path)
    assert pack is None
    assert [(f.file, f.line, f.code) for f in findings] == expected


def test_one_mistake_does_not_make_others(folder: Any) -> None:
    """A policy whose day is wrong can still be cited, so its outcomes are not blamed."""
    line = folder.replace("policies/returns.de.md", "valid_from: 2025-01-01", "valid_from: 1.1.2025")
    assert folder.found() == [("policies/returns.de.md", line, "bad_value")]


def test_a_row_that_is_left_out_is_not_missed(folder: Any) -> None:
    """The order of a row that cannot be read exists, so its parcel is not blamed."""
    folder.replace("orders.csv", "#1001,ada", "#1001,,ada")
    folder.replace("orders.csv", "#1001,,,,,,,,,,,1", "#1001,,,,,,,,,,,,1")
    assert folder.found() == [("orders.csv", 2, "bad_value"), ("orders.csv", 4, "bad_value")]


@pytest.mark.parametrize("file", ["store.yaml", "refund_tree.yaml"])
def test_a_pack_needs_its_store_and_its_tree(folder: Any, file: str) -> None:
    """Without store.yaml or refund_tree.yaml there is no pack."""
    (folder.path / file).unlink()
    assert folder.found() == [(file, 1, "unreadable")]


@pytest.mark.parametrize("kind", ["policies", "macros"])
def test_a_pack_needs_policies_and_macros(folder: Any, kind: str) -> None:
    """An empty folder of policies or macros is a finding of its own."""
    for file in (folder.path / kind).iterdir():
        file.unlink()
    pack, _ = read_pack(folder.path)
    assert pack is None
    assert (kind, 1, "unreadable") in folder.found()


def test_a_new_shop_has_no_past(folder: Any) -> None:
    """Orders, parcels and tickets may be left out; a warning says so, because the name may be misspelt."""
    for file in ("orders.csv", "tracking.jsonl", "tickets.jsonl", "triage.yaml"):
        (folder.path / file).unlink()
    pack, findings = read_pack(folder.path)
    assert pack is not None
    assert (pack.orders, pack.tickets, pack.triage.rules) == ([], [], [])
    assert [(f.file, f.level) for f in findings] == [
        ("orders.csv", "warning"), ("tickets.jsonl", "warning"), ("tracking.jsonl", "warning"),
    ]  # fmt: skip


def test_no_folder_is_a_finding(tmp_path: Path) -> None:
    """A path that is no folder is said to be none."""
    pack, findings = read_pack(tmp_path / "nowhere")
    assert pack is None
    assert [finding.code for finding in findings] == ["unreadable"]


@pytest.mark.parametrize("file", ["store.yaml", "policies/returns.de.md", "orders.csv", "tickets.jsonl"])
def test_a_file_stays_inside_the_folder(folder: Any, tmp_path: Path, file: str) -> None:
    """A link that leads out of the pack is not followed, wherever it leads."""
    outside = tmp_path / "outside"
    (folder.path / file).rename(outside)
    (folder.path / file).symlink_to(outside)
    assert (file, 1, "unreadable") in folder.found()


def test_a_link_inside_the_folder_is_followed(folder: Any) -> None:
    """What matters is where a file lies, not how it is reached."""
    (folder.path / "triage.yaml").rename(folder.path / "rules.yaml")
    (folder.path / "triage.yaml").symlink_to("rules.yaml")
    assert folder.found() == []


def test_links_in_a_circle_are_a_finding(folder: Any) -> None:
    """A link to itself is unreadable, and no crash."""
    (folder.path / "triage.yaml").unlink()
    (folder.path / "triage.yaml").symlink_to("triage.yaml")
    assert folder.found() == [("triage.yaml", 1, "unreadable")]


@pytest.mark.parametrize(
    ("file", "word"),
    [
        ("store.yaml", "voice"),
        ("policies/returns.de.md", "30 Tage"),
        ("macros/rest.en.md", "Hello"),
        ("products.csv", "LAMP-1,"),
        ("tickets.jsonl", "Lampe kaputt"),
    ],
)
def test_another_encoding_is_found_at_its_line(folder: Any, file: str, word: str) -> None:
    """Latin-1 in the middle of a file is named with the line to mend."""
    content = (folder.path / file).read_bytes()
    at = content.index(word.encode())
    (folder.path / file).write_bytes(content[:at] + b"\xfc" + content[at:])
    assert (file, content.count(b"\n", 0, at) + 1, "unreadable") in folder.found()


def test_a_byte_order_mark_is_no_mistake(folder: Any) -> None:
    """Files saved by a Windows editor read like any other."""
    for file in ("store.yaml", "orders.csv", "products.csv", "tickets.jsonl", "policies/returns.de.md"):
        path = folder.path / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert folder.found() == []


def test_windows_line_ends_are_no_mistake(folder: Any) -> None:
    """CRLF changes neither the content nor the lines of findings."""
    for file in folder.path.rglob("*.*"):
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert folder.found() == []
    assert folder.read().policies[0].sections[1].text == "Wir ersetzen sie."


def test_a_file_with_the_wrong_ending_is_not_passed_over(folder: Any) -> None:
    """triage.yml would silently do nothing; the finding says how to name it."""
    (folder.path / "triage.yaml").rename(folder.path / "triage.yml")
    assert folder.found() == [("triage.yml", 1, "unreadable")]


def test_progress_ends_with_the_number_of_rows(folder: Any) -> None:
    """Whoever watches is told each file and how much of it has been read."""
    told: dict[str, int] = {}
    read_pack(folder.path, lambda what, count: told.update({what: count}))
    assert told == {
        "suppliers.yaml": 1, "products.csv": 2, "orders.csv": 3, "tracking.jsonl": 1,
        "policies": 2, "macros": 4, "tickets.jsonl": 1,
    }  # fmt: skip


MARKS = [
    b"[",
    b"{",
    b": ",
    b"- ",
    b"\n",
    b"\0",
    b"\xff",
    b"1e999",
    b"&a ",
    b"*a",
    b"!!x ",
    b'"',
    b",",
    b"~",
    b"{{",
    b"\\ud800",
]


@settings(
    derandomize=True, deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_folder_crashes_the_reader(folder: Any, data: st.DataObject) -> None:
    """Whatever happens to a file, the pack is read or refused, and findings lie inside their files."""
    file = data.draw(st.sampled_from(sorted(p for p in folder.path.rglob("*.*") if p.is_file())))
    content = file.read_bytes()
    at = data.draw(st.integers(0, len(content)))
    cut = data.draw(st.integers(0, 12))
    file.write_bytes(content[:at] + data.draw(st.sampled_from(MARKS)) + content[at + cut :])
    pack, findings = read_pack(folder.path)
    assert (pack is None) == any(finding.level == "error" for finding in findings)
    for finding in findings:
        assert 1 <= finding.line <= (folder.path / finding.file).read_bytes().count(b"\n") + 1
    file.write_bytes(content)
