"""The panel's first sentence over the golden tickets, in German and English, for decisions of the real service."""

import json
import shutil
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

TABLE = Path(__file__).parent / "panel_headlines.txt"
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
    node = shutil.which("node")
    assert node
    said = subprocess.run([node, say], input=json.dumps(cases), check=True, capture_output=True, text=True)
    # What is bound together by a space that does not break reads like any other here.
    lines: list[list[str]] = json.loads(said.stdout.replace("\u00a0", " "))
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
    (
        "06-damaged-with-photo.de",
        {"proof_provided": False, "contacts_about_this_order": 3},
        "Ersatz senden: beschädigt, kein Foto, 10 Tage nach Zustellung",
        "Send a replacement: damaged, no photo, 10 days after delivery",
    ),
    (
        "06-damaged-with-photo.de",
        {"days_since_delivery": 0},
        "Ersatz senden: beschädigt, Foto da, heute zugestellt",
        "Send a replacement: damaged, photo there, delivered today",
    ),
    (
        "06-damaged-with-photo.de",
        {"days_since_delivery": 1},
        "Ersatz senden: beschädigt, Foto da, 1 Tag nach Zustellung",
        "Send a replacement: damaged, photo there, 1 day after delivery",
    ),
    (
        "06-damaged-with-photo.de",
        {"days_since_delivery": 800},
        "27,27 € Rabatt anbieten: beschädigt, Foto da, 800 Tage nach Zustellung",
        "Offer €27.27 off: damaged, photo there, 800 days after delivery",
    ),
    (
        "06-damaged-with-photo.de",
        {"problem": "safety"},
        "Weitergeben: Gefahr gemeldet",
        "Hand over: danger reported",
    ),
    (
        "06-damaged-with-photo.de",
        {"wish": None},
        "Noch nicht zu entscheiden: „Wunsch“ ist unbekannt",
        "Cannot be decided yet: “Wish” is unknown",
    ),
    (
        "02-late-first-contact.de",
        {"shipping_status": "not_shipped"},
        "Versand beschleunigen: 11 Tage über dem zugesagten Termin, noch nicht verschickt",
        "Speed up shipping: 11 days past the promised date, not shipped yet",
    ),
    (
        "02-late-first-contact.de",
        {"shipping_status": "ready_for_pickup"},
        "Antworten: 11 Tage über dem zugesagten Termin, Paket liegt zur Abholung bereit",
        "Answer: 11 days past the promised date, parcel waiting to be picked up",
    ),
    (
        "02-late-first-contact.de",
        {"shipping_status": "lost", "wish": "refund"},
        "83,90 CHF erstatten: 11 Tage über dem zugesagten Termin, Paket verloren",
        "Refund CHF 83.90: 11 days past the promised date, parcel lost",
    ),
    (
        "11-wrong-size-exchange.de",
        {"wish": "none"},
        "Nach dem Wunsch fragen: falsche Größe, Widerrufsrecht offen, 10 Tage nach Zustellung",
        "Ask what they would like: wrong size, right of withdrawal open, 10 days after delivery",
    ),
    (
        "11-wrong-size-exchange.de",
        {"withdrawal_open": False, "item_tags": ["custom"]},
        "Freundlich ablehnen: falsche Größe, kein Widerrufsrecht offen, 10 Tage nach Zustellung",
        "Decline kindly: wrong size, no right of withdrawal open, 10 days after delivery",
    ),
    (
        "12-withdrawal-in-time.de",
        {"withdrawal_open": False},
        "Ware zurücknehmen und 49,00 € erstatten: widerrufen, aber kein Widerrufsrecht offen, 10 Tage nach Zustellung",
        "Take it back and refund €49.00: withdrawn, but no right of withdrawal open, 10 days after delivery",
    ),
    (
        "12-withdrawal-in-time.de",
        {"shipping_status": "returned"},
        "49,00 € erstatten: rechtzeitig widerrufen, Paket zurück beim Absender",
        "Refund €49.00: withdrawn in time, parcel went back to the sender",
    ),
]


@pytest.mark.parametrize(("stem", "facts", "german", "english"), CORRECTED)
def test_corrections_change_the_sentence(
    asked: Service, say: Path, stem: str, facts: dict[str, Any], german: str, english: str
) -> None:
    """What the golden tickets do not reach, by correcting their facts."""
    assert sentences(say, [decide(asked, stem, **facts)]) == [[german, english]]
