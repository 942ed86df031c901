"""Reading a store pack: every file, then what they owe each other; all findings at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from server.domain.order import Shipment
from server.domain.pack import Finding, Pack
from server.domain.product import Product, Supplier
from server.domain.ticket import PastTicket
from server.stores import (
    read_macros,
    read_orders,
    read_policies,
    read_products,
    read_store,
    read_suppliers,
    read_tickets,
    read_tracking,
    read_tree,
    read_triage,
)
from server.stores.check_tree import check_cycles, check_tree
from server.stores.formats.findings import SENTENCES, Findings, Names
from server.stores.formats.folder import Folder, decode
from server.stores.formats.yaml12 import Document, read_yaml
from server.stores.read_orders import Orders
from server.stores.read_store import Basics
from server.stores.read_tree import TreeFile
from server.stores.read_triage import TriageFile
from server.stores.references import check_macros, check_parameters, check_sections

Progress = Callable[[str, int], None]
"""Told what has been read, a file or a folder, and how many rows, lines or files of it so far."""

_EVERY = 500
_NOTHING_KNOWN = Basics([], "EUR", [], None)


def read_pack(folder: Path, on_progress: Progress | None = None) -> tuple[Pack | None, list[Finding]]:
    """The pack in `folder`, None when any finding is an error, and all findings by file and line."""
    findings = Findings()
    if not folder.is_dir():
        findings.add("unreadable", str(folder), 1, SENTENCES("no_folder"))
        return None, findings.sorted()
    pack = _PackReader(Folder(folder, findings), findings, on_progress or _tell_nobody).read()
    return None if findings.has_errors else pack, findings.sorted()


class _PackReader:
    """One reading of one folder: what others refer to is read first."""

    def __init__(self, folder: Folder, findings: Findings, on_progress: Progress) -> None:
        self._folder = folder
        self._findings = findings
        self._on_progress = on_progress

    def read(self) -> Pack | None:
        self._refuse_yml()
        document = self._yaml(read_store.FILE)
        store, basics = read_store.read_store(document, self._findings) if document else (None, _NOTHING_KNOWN)
        suppliers, supplier_names = self._suppliers()
        products, skus = self._products(supplier_names)
        orders = self._orders()
        shipments = self._shipments(orders, supplier_names)
        policies = read_policies.read_policies(self._folder, self._findings)
        self._on_progress(read_policies.FOLDER, len(policies.policies))
        tree = self._tree(basics)
        triage = self._triage(basics)
        outcomes = tree.outcomes if tree else _unknown("outcome")
        macros = read_macros.read_macros(self._folder, outcomes, self._findings)
        self._on_progress(read_macros.FOLDER, len(macros.macros))
        tickets = self._tickets(outcomes, lambda sku: skus.lacks(sku) and not orders.has_sku(sku))
        if tree:
            check_sections(tree, policies, basics.languages, self._findings)
            check_macros(tree, macros, basics.languages, self._findings)
        if tree and document:
            check_parameters(tree.used_parameters | triage.used_parameters, basics, document, self._findings)
        if store and tree and tree.tree:
            check_tree(tree.tree, store, read_tree.FILE, self._findings)
        elif tree and tree.tree:
            check_cycles(tree.tree.nodes, read_tree.FILE, self._findings)
        if store is None or tree is None or tree.tree is None or triage.rules is None:
            return None
        return Pack(
            store=store,
            policies=policies.policies,
            tree=tree.tree,
            macros=macros.macros,
            triage=triage.rules,
            suppliers=suppliers,
            products=products,
            orders=orders.with_shipments(shipments),
            tickets=tickets,
            texts=self._folder.texts,
        )

    def _refuse_yml(self) -> None:
        """triage.yml would be passed over in silence."""
        for file in (read_store.FILE, read_suppliers.FILE, read_tree.FILE, read_triage.FILE):
            short = file.removesuffix("yaml") + "yml"
            if self._folder.has(short):
                self._findings.add("unreadable", short, 1, SENTENCES("not_read", file=file))

    def _suppliers(self) -> tuple[list[Supplier], Names]:
        file = read_suppliers.FILE
        document = self._yaml(file) if self._is_there(file) else Document(file, [], {(): 1})
        suppliers, names = read_suppliers.read_suppliers(document, self._findings)
        self._on_progress(file, len(suppliers))
        return suppliers, names

    def _products(self, suppliers: Names) -> tuple[list[Product], Names]:
        products, skus = read_products.read_products(self._table(read_products.FILE), suppliers, self._findings)
        self._on_progress(read_products.FILE, len(products))
        return products, skus

    def _orders(self) -> Orders:
        with self._counting(read_orders.FILE) as on_read:
            return read_orders.read_orders(self._table(read_orders.FILE), self._findings, on_read)

    def _shipments(self, orders: Orders, suppliers: Names) -> dict[str, list[Shipment]]:
        content = self._content(read_tracking.FILE)
        with self._counting(read_tracking.FILE) as on_read:
            return read_tracking.read_tracking(content or b"", orders, suppliers, self._findings, on_read)

    def _tickets(self, outcomes: Names, is_missing_sku: Callable[[str], bool]) -> list[PastTicket]:
        content = self._content(read_tickets.FILE)
        with self._counting(read_tickets.FILE) as on_read:
            return read_tickets.read_tickets(content or b"", outcomes, is_missing_sku, self._findings, on_read)

    def _tree(self, basics: Basics) -> TreeFile | None:
        document = self._yaml(read_tree.FILE)
        return None if document is None else read_tree.read_tree(document, basics, self._findings)

    def _triage(self, basics: Basics) -> TriageFile:
        document = self._yaml(read_triage.FILE) if self._folder.has(read_triage.FILE) else None
        if document is None:
            return read_triage.NO_RULES
        return read_triage.read_triage(document, basics, self._findings)

    def _yaml(self, file: str) -> Document | None:
        text = self._folder.text(file)
        return None if text is None else read_yaml(text, file, self._findings)

    def _table(self, file: str) -> str | None:
        content = self._content(file)
        return None if content is None else decode(content, file, 1, self._findings)

    def _content(self, file: str) -> bytes | None:
        """A file of rows or lines, empty where it is left out, None where it cannot be read."""
        return self._folder.content(file) if self._is_there(file) else b""

    def _is_there(self, file: str) -> bool:
        """Whether the shop has this file; a new one has no orders or tickets yet, but a name may be misspelt."""
        if self._folder.has(file):
            return True
        self._findings.warn("unreadable", file, 1, SENTENCES("nothing_of_it", file=file))
        return False

    @contextmanager
    def _counting(self, file: str) -> Iterator[Callable[[int], None]]:
        """Tells the progress now and then, and at the end."""
        counted = 0

        def on_read(count: int) -> None:
            nonlocal counted
            counted = count
            if count % _EVERY == 0:
                self._on_progress(file, count)

        yield on_read
        self._on_progress(file, counted)


def _unknown(kind: str) -> Names:
    """Names that could not be read, so that no reference to them is wrong."""
    names = Names(kind)
    names.incomplete = True
    return names


def _tell_nobody(_what: str, _count: int) -> None:
    pass
