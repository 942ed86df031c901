"""The panel's first sentence over the golden tickets, in German and English, for decisions of the real service."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.browser.extension.conftest import EXTENSION
from tests.conftest import Service, create_database, run_service
from tests.drafting.golden_drafts import TICKETS, read_golden

TABLE = Path(__file__).parent / "headlines.txt"
_ENTRY = """
import { headline } from "%(extension)s/panel/headline.ts";
import { readFileSync } from "node:fs";
import { Speech } from "%(extension)s/panel/speech.ts";
const lines = JSON.parse(readFileSync(0, "utf8")).map(({ decision, triage }) =>
  ["de", "en"].map((language) => headline(decision, triage, new Speech(language))));
console.log(JSON.stringify(lines));
"""
Case = dict[str, Any]


@pytest.fixture(scope="module")
def asked(postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Service]:
    """A service that no other test has sent tickets to."""
    create_database(postgres, "headlines", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="headlines"), mini_folder) as running:
        yield running


@pytest.fixture(scope="module")
def say(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sentence's own code as a program: decisions in, sentences in both languages out."""
    folder = tmp_path_factory.mktemp("headline")
    (folder / "entry.ts").write_text(_ENTRY % {"extension": EXTENSION})
    command = ["npx", "rolldown", str(folder / "entry.ts"), "--platform", "node", "--file", str(folder / "say.mjs")]
    subprocess.run(command, cwd=EXTENSION, check=True, capture_output=True)
    return folder / "say.mjs"


def sentences(say: Path, cases: list[Case]) -> list[list[str]]:
    """German and English for each case."""
    said = subprocess.run(["node", say], input=json.dumps(cases), check=True, capture_output=True, text=True)
    lines: list[list[str]] = json.loads(said.stdout)
    return lines


def decide(service: Service, stem: str, **facts: Any) -> Case:
    """What the service says about a golden ticket under corrections."""
    golden = read_golden(next(path for path in TICKETS if path.name.startswith(stem)))
    body = {"ticket": golden.ticket, "as_of": golden.as_of}
    with service.client() as client:
        decision = client.post("/v1/decisions", json=body | {"facts": (golden.facts or {}) | facts})
        triage = client.post("/v1/triage", json=body)
    return {"decision": decision.raise_for_status().json(), "triage": triage.raise_for_status().json()}


def test_every_golden_ticket_has_its_sentence(asked: Service, say: Path) -> None:
    """The table was read by a person; a change of it is to be read again."""
    stems = [path.stem for path in TICKETS]
    said = sentences(say, [decide(asked, stem) for stem in stems])
    lines = [f"{stem}\n  {german}\n  {english}\n" for stem, (german, english) in zip(stems, said, strict=True)]
    assert TABLE.read_text(encoding="utf-8") == "\n".join(lines)


CORRECTED = [
    (
        "06-damaged-with-photo.de",
        {"wish": "repair"},
        "Reparieren lassen: beschädigt, Foto da, 10 Tage nach Zustellung",
        "Have it repaired: damaged, photo there, 10 days after delivery",
    ),
]


@pytest.mark.parametrize(("stem", "facts", "german", "english"), CORRECTED)
def test_corrections_change_the_sentence(
    asked: Service, say: Path, stem: str, facts: dict[str, Any], german: str, english: str
) -> None:
    """What the golden tickets do not reach, by correcting their facts."""
    assert sentences(say, [decide(asked, stem, **facts)]) == [[german, english]]
