"""Two managers with the same text open: whoever saves second is told, and sees what differs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.conftest import create_database, run_service
from tests.console.conftest import Browser


@pytest.fixture(scope="module")
def owner(postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Browser]:
    """An admin of a shop of their own, whose texts these tests change."""
    create_database(postgres, "edited_meanwhile", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="edited_meanwhile"), mini_folder) as running:
        browser = Browser(running).sign_in("admin")
        yield browser
        browser.client.close()


def form_in(text: str, field: str) -> dict[str, Any]:
    """The form with this field, as a browser would send it."""
    form = html.fromstring(text).xpath(f"//form[.//*[@name='{field}'][self::textarea]]")[0]
    fields = {name: (value or "").removeprefix("\n") for name, value in form.form_values()}
    fields.pop("_csrf_token")
    return fields


@pytest.mark.parametrize(
    ("page", "to", "field", "button"),
    [
        ("/console/policies/damage/de/edit", "/console/policies/save", "body", {"action": "save"}),
        ("/console/prompts/macros/ask.de.md", "/console/prompts/macros/ask.de.md", "text", {"do": "save"}),
        ("/console/people/settings", "/console/people/settings", "text", {}),
    ],
)
def test_who_saves_second_is_told_and_may_save_knowingly(
    owner: Browser, page: str, to: str, field: str, button: dict[str, str]
) -> None:
    """What was typed is kept, what differs is shown, and saving that page again puts it in force."""
    opened = form_in(owner.get(page).text, field)
    mine, theirs = f"{opened[field].rstrip()}\n# Mine.\n", f"{opened[field].rstrip()}\n# Theirs.\n"
    assert owner.send(to, opened | {field: theirs} | button).status_code == 303
    told = owner.send(to, opened | {field: mine} | button)
    assert told.status_code == 409 and "Somebody else has changed" in told.text
    removed = html.fromstring(told.text).xpath("//span[@class='removed']/text()")
    assert any("# Theirs." in line for line in removed)
    again = form_in(told.text, field)
    assert again[field].strip() == mine.strip() and "# Theirs." in owner.get(page).text
    assert owner.send(to, again | button).status_code == 303
    assert "# Mine." in owner.get(page).text and "# Theirs." not in owner.get(page).text
