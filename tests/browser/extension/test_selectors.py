"""Each part of each selector pack taken out of the page in turn: the page then says honestly what it does not find."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.extension.conftest import Desk
from tests.browser.extension.pages import GMAIL, OUTLOOK, ZENDESK
from tests.browser.extension.test_pages import open_page, open_panel

PACKS = json.loads(files("server.routes").joinpath("helpdesks.json").read_bytes())["helpdesks"]
KINDS = {"gmail": GMAIL, "zendesk": ZENDESK, "outlook": OUTLOOK}

# Where one part is found by another's selectors, or is what another's are about, the other is missed.
NAMES = {
    ("zendesk", "reply.root"): "ticket.root",
    ("outlook", "reply.root"): "ticket.root",
    ("zendesk", "message.internal"): "message.author",
    ("gmail", "ticket.subject"): "ticket.number",
    ("gmail", "message.closed"): "message.text",
    ("gmail", "message.name"): "message.email",
}
# Without these the ticket is read and the box found all the same.
NOT_NEEDED = {"ticket.chat", "reply.send", "reply.beside"}

# Every element that a selector finds becomes a plain one in the same place, with the same children.
REMOVE = """(selectors) => {
  for (const selector of selectors) for (const element of document.querySelectorAll(selector)) {
    const plain = document.createElement("div");
    if (element.isContentEditable) plain.contentEditable = "plaintext-only";
    plain.style.cssText = "display: block; min-height: 60px; min-width: 300px";
    plain.append(...element.childNodes);
    element.replaceWith(plain);
  }
}"""


def _parts(pack: dict[str, Any]) -> Iterator[tuple[str, list[str], bool]]:
    """Name, selectors and whether a page may do without it, of every part."""
    ticket, reply = dict(pack["ticket"]), pack["reply"]
    message = dict(ticket.pop("message", {}))
    author = message.pop("author", None)
    if message:
        yield "ticket.message", message.pop("find"), False
    if author:
        fields = author.values() if "own_address" not in author else [f["find"] for f in author["own_address"]]
        if "own_address" in author:
            yield "message.author", [s for selectors in fields for s in selectors], False
        else:
            for selectors in fields:
                yield "message.author", selectors, False
    for place, parts in [("ticket", ticket), ("message", message), ("reply", reply)]:
        for name, part in parts.items():
            if isinstance(part, dict):
                yield f"{place}.{name}", part["find"], part.get("optional", False)
            else:
                found = [s["find"] if isinstance(s, dict) else s for s in part]
                yield f"{place}.{name}", found, f"{place}.{name}" in NOT_NEEDED


CASES = [
    pytest.param(pack["id"], name, selectors, optional, id=f"{pack['id']}-{name}-{number}")
    for pack in PACKS
    for number, (name, selectors, optional) in enumerate(_parts(pack))
]


@pytest.mark.parametrize(("helpdesk", "part", "selectors", "optional"), CASES)
def test_a_part_that_is_gone(desk: Desk, helpdesk: str, part: str, selectors: list[str], optional: bool) -> None:
    """A needed part is named as missing, with no ticket or no box; one that is not changes nothing else."""
    page = open_page(desk, KINDS[helpdesk])
    page.evaluate(REMOVE, selectors)
    state = open_panel(desk, page).read()
    if optional and (helpdesk, part) not in NAMES:
        assert (state["missing"], state["box"]) == (None, True)
        assert [m["author"] for m in state["ticket"]["messages"]] == [author for author, _ in KINDS[helpdesk].messages]
    else:
        assert state["missing"] == NAMES.get((helpdesk, part), part)
        assert state["ticket"] is None or not state["box"]
    page.close()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack["id"])
def test_nothing_open(desk: Desk, pack: dict[str, Any]) -> None:
    """A page of the helpdesk without a ticket in it misses nothing."""
    kind = KINDS[pack["id"]]
    address = {"gmail": "/mail/u/0/#inbox", "zendesk": "/agent/dashboard", "outlook": "/mail/inbox"}[pack["id"]]
    url = "/".join(kind.url.split("/")[:3]) + address
    desk.serve(url.split("#")[0], "<main role=main><h1>Übersicht</h1></main>", **kind.headers)
    page = desk.open(url)
    state = open_panel(desk, page).read()
    assert (state["helpdesk"], state["ticket"], state["missing"], state["box"]) == (pack["id"], None, None, False)
    page.close()


def _with(**changed: Any) -> dict[str, Any]:
    """The packs as served, with Gmail's changed."""
    gmail = next(pack for pack in PACKS if pack["id"] == "gmail")
    return {"version": 2, "helpdesks": [gmail | changed]}


_REPLY = next(pack for pack in PACKS if pack["id"] == "gmail")["reply"]
UNREADABLE = {
    "another version": {"version": 3, "helpdesks": [{"id": "gmail", "matches": ["https://mail.google.com/*"]}]},
    "no object": ["gmail"],
    "a key that nobody knows": _with(script="alert(1)"),
    "a selector that is none": _with(reply=_REPLY | {"box": ["div["]}),
    "an empty list": _with(reply=_REPLY | {"box": []}),
    "a part left out": _with(reply={"root": [".M9"]}),
    "a page on every site": _with(matches=["*://*/*"]),
}


def _serve_packs(desk: Desk, packs: object) -> None:
    """As if the server had said so a moment ago; None: as if it had said nothing yet."""
    desk.worker.evaluate(
        """packs => packs
          ? chrome.storage.local.set({packs: {packs, etag: null, asked_at: Date.now()}})
          : chrome.storage.local.remove("packs")""",
        packs,
    )


@pytest.mark.parametrize("packs", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_pack_that_cannot_be_read(desk: Desk, packs: object) -> None:
    """The copy that came with the extension takes its place."""
    _serve_packs(desk, packs)
    page = open_page(desk, GMAIL)
    state = open_panel(desk, page).read()
    _serve_packs(desk, None)
    assert (state["helpdesk"], state["missing"], state["box"]) == ("gmail", None, True)
    assert state["ticket"]["external_id"] == GMAIL.ticket["external_id"]
    page.close()


def test_a_mended_pack(desk: Desk) -> None:
    """What the server says now is used, also in a tab that was open before: no new extension is needed."""
    page = open_page(desk, GMAIL)
    expect(page.locator("kulanz-button")).to_have_count(1)
    _serve_packs(desk, _with(reply=_REPLY | {"box": ["section[data-new-box]"]}))
    page.evaluate(
        """() => {
          const box = document.createElement("section");
          box.dataset.newBox = "";
          box.contentEditable = "true";
          box.textContent = "Neu";
          document.querySelector("#box").replaceWith(box);
        }"""
    )
    state = open_panel(desk, page).read()
    _serve_packs(desk, None)
    assert (state["missing"], state["box"], state["typed"]) == (None, True, "Neu")
    page.close()
