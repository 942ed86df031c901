"""A store pack in memory: everything that its folder says, read and cross-checked."""

from typing import Literal

from msgspec import Struct

from server.domain.order import OrderRecord
from server.domain.policy import Macro, Policy
from server.domain.product import Product, Supplier
from server.domain.store import Store
from server.domain.ticket import PastTicket
from server.domain.tree import Tree
from server.domain.triage import TriageRules
from server.said import Said


class Finding(Struct, frozen=True):
    """One thing that is wrong in a pack: `FILE:LINE: CODE: what is wrong; write X instead`.

    `file` is relative to the folder, `line` counts from 1. `facts`: a smallest set that shows it. `message` is English,
    `german` the same for a German reader.
    """

    file: str
    line: int
    code: str
    level: Literal["error", "warning"]
    message: str
    facts: dict[str, object]
    german: str

    @property
    def said(self) -> Said:
        """What is wrong, in both languages."""
        return Said(self.german, self.message)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.message}"

    def in_german(self) -> str:
        """The same line for a German reader."""
        return f"{self.file}:{self.line}: {self.code}: {self.german}"


class Pack(Struct, frozen=True):
    """The folder's content. `texts`: each YAML and Markdown file as it stands, by relative path."""

    store: Store
    policies: list[Policy]
    tree: Tree
    macros: list[Macro]
    triage: TriageRules
    suppliers: list[Supplier]
    products: list[Product]
    orders: list[OrderRecord]
    tickets: list[PastTicket]
    texts: dict[str, str]
