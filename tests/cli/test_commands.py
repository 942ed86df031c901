"""The command line as a shop uses it: each test runs the real `kulanz` over one embedded database."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import wait_until_ready
from tests.drafting.golden_drafts import FOLDER, read_golden
from tests.imports.samples import USERS, ZENDESK

AS_OF = "2026-11-16T10:00:00+01:00"
Result = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> Path:
    """A KULANZ_HOME with the mini shop loaded."""
    folder = tmp_path_factory.mktemp("kulanz")
    loaded = kulanz(folder, "load", str(mini_folder))
    assert loaded.returncode == 0, loaded.stderr
    return folder


def kulanz(home: Path, *arguments: str, stdin: bytes | None = None, within: int = 300, **settings: str) -> Result:
    """Run one command to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, "KULANZ_HOME": str(home), "COLUMNS": "100", **settings},
        timeout=within,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_ticket_from_a_file_gives_the_golden_draft(home: Path, tmp_path: Path) -> None:
    """`kulanz draft FILE --json` answers what the API answers."""
    golden = FOLDER / "09-wrong-item.de.json"
    file = tmp_path / "ticket.json"
    file.write_text(json.dumps(read_golden(golden).ticket), encoding="utf-8")
    done = kulanz(home, "draft", str(file), "--as-of", AS_OF, "--json")
    assert done.returncode == 0, done.stderr
    draft = json.loads(done.stdout)
    assert draft["text"] == golden.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n", 1)[1].rstrip("\n")


def test_a_mail_from_stdin_in_an_old_encoding(home: Path) -> None:
    """An .eml in Latin-1 with a broken header is read, and its order found."""
    mail = (
        "From: Carolin Hartwig <carolin.hartwig@mail.example>\r\nTo: hilfe@lichtblick.example\r\n"
        "Subject: =?iso-8859-1?Q?R=FCckfrage?=\r\nDate: never\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n"
        "Schöne Grüße, wo bleibt meine Bestellung #1006?\r\n"
    ).encode("latin-1")
    done = kulanz(home, "draft", "-", "--as-of", AS_OF, stdin=mail)
    assert done.returncode == 0, done.stderr
    assert "#1006" in done.stdout and "Carolin" in done.stdout


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "invalid_request"),
        (b"{", "invalid_request"),
        (b'{"messages": []}', "invalid_request"),
        (b"\xff\xfe\x00", "invalid_request"),
    ],
)
def test_a_file_that_is_no_ticket_says_so(home: Path, content: bytes, code: str) -> None:
    """One sentence on stderr, exit code 1, no trace."""
    done = kulanz(home, "triage", "-", stdin=content)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{code}: ") and "Traceback" not in done.stderr


def test_facts_alone_are_walked(home: Path) -> None:
    """`decide --fact` needs no ticket."""
    done = kulanz(home, "decide", "--fact", "problem=safety", "--fact", "sender_matches_order=yes", "--json")
    assert json.loads(done.stdout)["action"] == "handover"


def test_a_role_has_its_own_ceiling(home: Path, tmp_path: Path) -> None:
    """What an agent must ask for, a manager may do."""
    file = tmp_path / "ticket.json"
    file.write_text(json.dumps(read_golden(FOLDER / "14-cancel-before-shipping.de.json").ticket), encoding="utf-8")
    needed = {
        role: json.loads(kulanz(home, "decide", str(file), "--as-of", AS_OF, "--role", role, "--json").stdout)[
            "approval"
        ]["needed"]
        for role in ("agent", "manager")
    }
    assert needed == {"agent": True, "manager": False}


def test_lint_prints_file_line_and_code(home: Path, tmp_path: Path, mini_folder: Path) -> None:
    """A mistake is where the editor can jump to; exit code 1."""
    (tmp_path / "store.yaml").write_text("id: x\ncolour: red\n", encoding="utf-8")
    done = kulanz(home, "lint", str(tmp_path))
    assert done.returncode == 1
    assert re.search(r"^store\.yaml:2: unknown_key: ", done.stderr, flags=re.MULTILINE)
    assert kulanz(home, "lint", str(mini_folder)).returncode == 0


def test_an_import_says_what_it_kept_and_what_it_could_not_read(home: Path, tmp_path: Path) -> None:
    """Where and why, never what it says: nothing personal is printed; exit code 0."""
    broken = {**ZENDESK, "id": 2, "comments": [{**ZENDESK["comments"][0], "created_at": "gestern"}]}
    file = tmp_path / "zendesk.json"
    file.write_text(json.dumps({"tickets": [ZENDESK, broken, {**ZENDESK, "id": 3}], "users": USERS}), encoding="utf-8")
    done = kulanz(home, "import", "zendesk", str(file), "--store", "mini")
    assert done.returncode == 0
    assert done.stdout.startswith("2 added; 0 were there already")
    assert done.stderr.splitlines() == [
        "zendesk.json: ticket 2: created_at is no date and time",
        "1 of 3 records could not be read and were left out.",
    ]


def test_an_import_of_a_file_of_another_kind_says_what_to_give(home: Path, tmp_path: Path) -> None:
    """One sentence on stderr, exit code 1, no trace."""
    file = tmp_path / "orders.json"
    file.write_text(json.dumps([ZENDESK]), encoding="utf-8")
    done = kulanz(home, "import", "woocommerce", str(file))
    assert done.returncode == 1
    assert done.stderr.startswith("import_refused: 1 of 1 records cannot be read") and "anna" not in done.stderr


def test_a_shop_must_be_named_where_there_are_none(tmp_path: Path) -> None:
    """Before anything is loaded a command says how to load."""
    done = kulanz(tmp_path, "decide", "--fact", "problem=safety")
    assert done.returncode == 1
    assert done.stderr.startswith("store_not_found: ") and "kulanz load" in done.stderr


def test_start_serves_and_stops(home: Path) -> None:
    """It prints its ways in, answers, says so when started twice, and takes its Postgres along when stopped."""
    environment = {**os.environ, "KULANZ_HOME": str(home), "KULANZ_PORT": "18410"}
    with subprocess.Popen(
        [sys.executable, "-m", "server", "start"], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout
            lines = []
            while not lines or "kulanz sign-in" not in lines[-1]:
                lines.append(process.stdout.readline())
            printed = "".join(lines)
            assert re.search(r"/console/sign-in\?code=\S{20,}", printed)
            assert re.search(r"pairing code for 10 minutes: [A-Z2-9]{4}-[A-Z2-9]{4}", printed)
            address = (home / "address").read_text().strip()
            wait_until_ready(address)
            assert "runs here already" in kulanz(home, "start").stdout
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
    assert not (home / "postgres" / "postmaster.pid").exists()


def test_replay_says_what_another_tree_would_change(home: Path, mini_folder: Path, tmp_path: Path) -> None:
    """Which decisions flip, from what to what, as a table, as JSON and as a page; nothing is published."""
    other = tmp_path / "other.yaml"
    tree = (mini_folder / "refund_tree.yaml").read_text("utf-8")
    other.write_text(tree.replace("outcome: replacement}", "outcome: safety}"), encoding="utf-8")
    page = tmp_path / "replay.html"
    shown = kulanz(home, "replay", "--tree", str(other), "--html", str(page))
    assert (shown.returncode, "replacement (replace)" in shown.stdout) == (0, True), shown.stderr
    assert "decisions flip" in shown.stdout
    assert page.read_text("utf-8").startswith("<!doctype html>")
    replayed = json.loads(kulanz(home, "replay", "--tree", str(other), "--json").stdout)
    (flip,) = replayed["comparison"]["flips"]
    assert (flip["from"]["outcome"], flip["to"]["outcome"]) == ("replacement", "safety")
    assert flip["examples"]


def test_replay_refuses_a_tree_with_a_gap(home: Path, mini_folder: Path, tmp_path: Path) -> None:
    """What lint calls an error cannot be replayed either."""
    other = tmp_path / "other.yaml"
    tree = (mini_folder / "refund_tree.yaml").read_text("utf-8")
    other.write_text(tree.replace("      - {otherwise: true, go: sender}\n", ""), encoding="utf-8")
    refused = kulanz(home, "replay", "--tree", str(other))
    assert (refused.returncode, "gap" in refused.stderr) == (1, True)


def test_replay_says_what_other_policies_would_change(home: Path, mini_folder: Path, tmp_path: Path) -> None:
    """Decisions rest on sections; one that reads differently is named with how many do."""
    shutil.copytree(mini_folder / "policies", tmp_path / "policies")
    for file in (tmp_path / "policies").glob("*.md"):
        file.write_text(file.read_text("utf-8") + "\nNeu.\n", encoding="utf-8")
    shown = kulanz(home, "replay", "--policies", str(tmp_path / "policies"))
    assert (shown.returncode, "reads differently" in shown.stdout) == (0, True), shown.stderr
    assert re.search(r"0 of \d+ decisions flip", shown.stdout)


def test_lint_draws_the_tree_with_past_tickets(home: Path, mini_folder: Path, tmp_path: Path) -> None:
    """Of a shop that is loaded here, each way shows how many took it."""
    drawn = kulanz(home, "lint", str(mini_folder), "--svg", str(tmp_path / "tree.svg"))
    assert drawn.returncode == 0, drawn.stderr
    svg = (tmp_path / "tree.svg").read_text("utf-8")
    assert svg.startswith("<svg ")
    assert "vergangene Fälle" in svg
