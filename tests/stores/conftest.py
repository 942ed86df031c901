"""A small store pack without a mistake, in a folder of its own, and a way to make one."""

from pathlib import Path

import pytest

from server.domain.pack import Finding, Pack
from server.stores.read_pack import read_pack

FILES = {
    "store.yaml": """\
id: nordlicht
name: Nordlicht
languages: [de, en]
address_form: du
voice: warm, plain
jurisdiction: none
region: DE-NW
currency: EUR
fx: {CHF: "1.04"}
timezone: Europe/Berlin
hours: {mon-fri: "09:00-17:00", sat: ["10:00-12:00", "13:00-14:30"]}
addresses: [hilfe@nordlicht.example]
order_formats: ["#{n}", "NL-{n}"]
signature: helpdesk
agents:
  - {name: Mia, email: mia@nordlicht.example, role: agent}
parameters:
  return_window_days:
    - {from: 2026-09-01, value: 21}
    - {from: 2025-01-01, value: 30}
  promised_days: {DE: 10, AT: 12, default: 18}
returns:
  postage: customer
  address: {DE: "Lager, Hafenweg 2, Kiel", default: "Lager, Hafenweg 2, Kiel, Germany"}
  label: on_request
  rma: "R-{order}-{n}"
  keep_item_below: 15
empowerment:
  agent: {refund_up_to: 40, discount_percent_up_to: 15}
  manager: {refund_up_to: 500, discount_percent_up_to: 50}
payment_fee_percent: 2.9
""",
    "suppliers.yaml": """\
- id: sz-lumen
  name: Shenzhen Lumen
  contact: service@lumen.example
  language: en
  timezone: Asia/Shanghai
  ships_to: {DE: 4.90, default: 9.00}
  returns: {accepted: yes, to: "Lumen, Road 1", postage: 4.50}
  claims: {window_days: 15, window_from: delivery, pays: {damaged: 100, lost: 50}, needs: [photo]}
""",
    "products.csv": """\
sku,title,supplier,cost,cost_currency,price,currency,weight_g,return_cost,tags,substitutes,aliases
LAMP-1,Lampe Luna,sz-lumen,14.20,USD,49.00,EUR,950,6.90,lamp;sale,LAMP-2,Luna lamp;Lamp Luna
LAMP-2,"Lampe ""Mond"", groß",sz-lumen,20.00,USD,69.00,EUR,1100,6.90,,,
""",
    "orders.csv": """\
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Total,Created at,\
Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,Billing Name,Billing Company,\
Shipping Name,Shipping Address1,Shipping Zip,Shipping City,Shipping Country,Notes,Note Attributes,Cancelled at,\
Payment Method,Refunded Amount,Tags,Risk Level
#1001,ada@kunde.example,paid,2026-10-01 09:00:05 +0200,fulfilled,2026-10-02 11:00:00 +0200,EUR,118.00,4.90,122.90,\
2026-10-01 09:00:00 +0200,1,Lampe Luna,49.00,LAMP-1,0.00,Ada Muster,,Ada Muster,Hafenweg 1,'04109,Leipzig,DE,\
"Bitte klingeln,
zweimal",,,PayPal,0.00,"b2b, vip",Low
#1001,,,,,,,,,,,1,"Lampe ""Mond"", groß",69.00,LAMP-2,10.00,,,,,,,,,,,,,,
#1002,bo@kunde.example,refunded,,,,CHF,25.00,0.00,25.00,2026-10-03T12:00:00Z,1,Gutschein,25.00,,,,,,,,,CH,,,,,25.00,,
""",
    "tracking.jsonl": """\
{"order": "1001", "supplier": "sz-lumen", "supplier_order": "SZ-1", "carrier": "DHL", "number": "00340", \
"url": "https://track.example/00340", "promised_by": "2026-10-12", "items": [{"sku": "LAMP-1", "quantity": 1}], \
"events": [{"at": "2026-10-08T10:00:00+02:00", "status": "delivered", "place": "Leipzig"}, \
{"at": "2026-10-02T18:00:00+08:00", "status": "picked_up"}]}
""",
    "tickets.jsonl": """\
{"helpdesk": "zendesk", "external_id": "7", "channel": "email", "subject": "Lampe kaputt", \
"customer": {"name": "Ada Muster", "email": "ada@kunde.example"}, "order_number": "9999", \
"messages": [{"author": "customer", "sent_at": "2026-10-09T08:00:00+02:00", "text": "Die Lampe kam kaputt an."}, \
{"author": "agent", "name": "Mia", "sent_at": "2026-10-09T09:00:00+02:00", "text": "Du bekommst eine neue."}], \
"status": "solved", "solved_at": "2026-10-09T09:00:00+02:00", "tags": ["damaged"], "csat": 5, \
"labels": {"intent": "damaged", "problem": "damaged", "outcome": "replacement", "items": ["LAMP-1"], "rating": 1}}
""",
    "triage.yaml": """\
rules:
  - {when: {problem: {is: damaged}, order_value: {at_least: 100}}, priority: urgent, tags: [valuable]}
  - {when: {mood: {in: [angry, legal_threat]}}, queue: boss}
sla: {urgent: {first_response: 60m, solve: 24h}, high: {4h, 24h}}
channels: {chat: 30s, email: 24h}
""",
    "refund_tree.yaml": """\
version: 1
start: problem
nodes:
  problem:
    ask: What went wrong?
    fact: problem
    branches:
      - {in: [damaged, defective], outcome: replacement}
      - {is: unwanted, go: window}
      - {otherwise: true, outcome: handover}
  window:
    ask: {de: Noch in der Frist?, en: Inside our window?}
    fact: days_since_delivery
    unknown: handover
    branches:
      - {at_most: {param: return_window_days}, outcome: return_refund}
      - {otherwise: true, outcome: handover}
outcomes:
  replacement:   {action: replace, supplier: {ask: replace, within_hours: 48}, cites: [returns#damaged-goods]}
  return_refund: {action: return_refund, amount: {percent: 100, of: owed}, cites: [returns#how-long]}
  handover:      {action: handover, asks: [photo, wish]}
""",
    "policies/returns.de.md": """\
---
id: returns
title: Rückgabe
language: de
audience: public
kind: terms
valid_from: 2025-01-01
url: https://shop.example/rueckgabe
---
# Rückgabe

## Beschädigte Ware {#damaged-goods}

Wir ersetzen sie.

## Wie lange {#how-long}

30 Tage.
""",
    "policies/returns.en.md": """\
---
id: returns
title: Returns
language: en
audience: public
kind: terms
valid_from: 2025-01-01
---
## Damaged goods

We replace them.

## How long?

30 days.
""",
} | {
    f"macros/{name}.{language}.md": f"""\
---
id: {name}
kind: reply
language: {language}
intents: [{intents}]
outcomes: [{outcomes}]
variant: standard
address_form: none
---
Hello {{{{first_name}}}},

{{{{ next_step }}}}
"""
    for language in ("de", "en")
    for name, intents, outcomes in [
        ("replacement", "damaged", "replacement"),
        ("rest", "", "return_refund, handover, ask"),
    ]
}


class PackFolder:
    """The pack on disk. `replace` makes one change and tells its line; `found` is FILE, LINE, CODE of each finding."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for file, text in FILES.items():
            self.write(file, text)

    def write(self, file: str, text: str) -> None:
        path = self.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def replace(self, file: str, old: str, new: str) -> int:
        """Swap the one place where `old` stands for `new`, and tell the line where that begins."""
        text = (self.path / file).read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def read(self) -> Pack:
        pack, findings = read_pack(self.path)
        assert pack is not None, findings
        return pack

    def findings(self) -> list[Finding]:
        return read_pack(self.path)[1]

    def found(self) -> list[tuple[str, int, str]]:
        return [(finding.file, finding.line, finding.code) for finding in self.findings()]


@pytest.fixture
def folder(tmp_path: Path) -> PackFolder:
    """A pack without a finding."""
    return PackFolder(tmp_path / "nordlicht")
