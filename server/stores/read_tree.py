"""refund_tree.yaml: how the shop decides."""

from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, Struct

from server.domain.fact_tests import OPERATORS
from server.domain.facts import FACTS, FactSpec
from server.domain.store import Store
from server.domain.tree import Action, Amount, Ask, Branch, End, Goto, Node, Outcome, SupplierAsk, Tree
from server.errors import PackRefused
from server.said import Said
from server.stores.check_tree import check_cycles
from server.stores.formats.findings import SENTENCES, Code, Findings, Names
from server.stores.formats.kinds import Id, Language, Text
from server.stores.formats.typed import read_fields, unknown_key
from server.stores.formats.yaml12 import Document, Path, Plain, read_yaml
from server.stores.read_store import Basics
from server.stores.written_tests import WrittenTests

FILE = "refund_tree.yaml"

_TARGETS = ("go", "outcome")
_SectionAddress = Annotated[str, Meta(pattern=r"^[^#\s]+#[^#\s]+\Z", description="section")]


class TreeFile(Struct, frozen=True):
    """What the file gives: the tree, None when it has errors, and what other files are held against.

    `cites`: each address with its line.
    """

    tree: Tree | None
    document: Document
    outcomes: Names
    cites: list[tuple[str, int]]
    used_parameters: set[str]


class _File(Struct, frozen=True):
    version: Literal[1]
    start: str
    nodes: dict[Id, Any]
    outcomes: dict[Id, Any]


class _Go(Struct, frozen=True):
    go: str


class _Node(Struct, frozen=True):
    ask: Text | dict[Language, Text]
    fact: str
    branches: Annotated[list[dict[str, Any]], Meta(min_length=1, description="branches")]
    unknown: str | _Go | None = None


class _Outcome(Struct, frozen=True):
    action: Action
    amount: Amount | None = None
    asks: list[str] = []
    cites: list[_SectionAddress] = []
    supplier: SupplierAsk | None = None
    within_days: Annotated[int, Meta(ge=1, description="days")] | None = None


def read_tree(document: Document, basics: Basics, findings: Findings) -> TreeFile:
    """The tree with everything checked that does not need another file."""
    return _TreeReader(document, basics, findings).read()


def parse_tree(text: str, store: Store) -> Tree:
    """A tree that stands alone and was proved before, as the database has it; PackRefused with what is wrong."""
    findings = Findings()
    document = read_yaml(text, FILE, findings)
    tree = None if document is None else read_tree(document, Basics.of(store), findings).tree
    if tree is not None:
        check_cycles(tree.nodes, FILE, findings)
    if tree is None or findings.has_errors:
        listed = [str(finding) for finding in findings.sorted()]
        raise PackRefused("The refund tree cannot be read: mend what is listed.", findings=listed)
    return tree


class _TreeReader:
    """One reading of one file."""

    def __init__(self, document: Document, basics: Basics, findings: Findings) -> None:
        self._document = document
        self._basics = basics
        self._findings = findings
        self._tests = WrittenTests(document, basics, findings)
        self._nodes = Names("node")
        self._outcomes = Names("outcome")
        self._cites: list[tuple[str, int]] = []

    def read(self) -> TreeFile:
        found_before = len(self._findings)
        fields = read_fields(_File, self._document, self._findings)
        self._take_names(self._nodes, fields, "nodes")
        self._take_names(self._outcomes, fields, "outcomes")
        nodes = {name: self._node(name) for name in self._nodes}
        outcomes = {name: self._outcome(name) for name in self._outcomes}
        if "start" in fields:
            self._check_name(self._nodes, fields["start"], ("start",))
        good_nodes = {name: node for name, node in nodes.items() if node is not None}
        good_outcomes = {name: outcome for name, outcome in outcomes.items() if outcome is not None}
        is_whole = len(self._findings) == found_before
        tree = Tree(fields["start"], good_nodes, good_outcomes) if is_whole else None
        if tree is None:
            check_cycles(good_nodes, FILE, self._findings)
        return TreeFile(tree, self._document, self._outcomes, self._cites, self._tests.used_parameters)

    def _take_names(self, names: Names, fields: dict[str, Any], key: str) -> None:
        names.incomplete = key not in fields
        for name in fields.get(key, {}):
            names.add(name, FILE, self._document.line((key, name)), self._findings)

    def _node(self, name: str) -> Node | None:
        path: Path = ("nodes", name)
        found_before = len(self._findings)
        fields = read_fields(_Node, self._document, self._findings, path)
        spec = self._spec(fields["fact"], path) if "fact" in fields else None
        written = fields.get("branches", [])
        branches = [self._branch(spec, branch, (*path, "branches", i)) for i, branch in enumerate(written)]
        for index, branch in enumerate(written[:-1]):
            if "otherwise" in branch:
                self._refuse("bad_value", (*path, "branches", index), SENTENCES("tree.otherwise_last"))
        unknown = self._unknown(fields.get("unknown"), path)
        if len(self._findings) > found_before:
            return None
        ask = fields["ask"]
        questions = ask if isinstance(ask, dict) else dict.fromkeys(self._basics.languages, ask)
        good = [branch for branch in branches if branch is not None]
        return Node(name, questions, fields["fact"], good, unknown, self._document.line(path))

    def _spec(self, fact: str, path: Path) -> FactSpec | None:
        if fact not in FACTS:
            self._refuse("bad_value", (*path, "fact"), SENTENCES("tree.no_fact", fact=fact, known=", ".join(FACTS)))
        return FACTS.get(fact)

    def _branch(self, spec: FactSpec | None, written: dict[str, Plain], path: Path) -> Branch | None:
        known = (*OPERATORS, *_TARGETS)
        for key in written:
            if key not in known:
                self._refuse("unknown_key", (*path, key), unknown_key(key, known))
        to = self._target(written, path)
        test: dict[str, Plain] = {key: written[key] for key in OPERATORS if key in written}
        read = self._tests.read(spec, test, path) if spec else None
        return Branch(read, to, self._document.line(path)) if read and to else None

    def _target(self, written: dict[str, Plain], path: Path) -> Goto | End | None:
        named = [key for key in _TARGETS if key in written]
        target = written[named[0]] if len(named) == 1 else None
        if not isinstance(target, str):
            self._refuse("bad_value", path, SENTENCES("tree.one_place"))
            return None
        return self._goto(target, (*path, "go")) if named == ["go"] else self._end(target, (*path, "outcome"))

    def _unknown(self, written: str | _Go | None, path: Path) -> Goto | End | None:
        if isinstance(written, _Go):
            return self._goto(written.go, (*path, "unknown", "go"))
        return None if written is None else self._end(written, (*path, "unknown"))

    def _goto(self, node: str, path: Path) -> Goto:
        self._check_name(self._nodes, node, path)
        return Goto(node)

    def _end(self, outcome: str, path: Path) -> End:
        self._check_name(self._outcomes, outcome, path)
        return End(outcome)

    def _check_name(self, names: Names, name: str, path: Path) -> None:
        if names.lacks(name):
            kind = SENTENCES(f"kind.{names.kind}")
            said = SENTENCES("no_such", kind=kind, name=name, known=", ".join(names))
            self._refuse("missing_reference", path, said)

    def _outcome(self, name: str) -> Outcome | None:
        path: Path = ("outcomes", name)
        found_before = len(self._findings)
        fields = read_fields(_Outcome, self._document, self._findings, path)
        for index, address in enumerate(fields.get("cites", [])):
            self._cites.append((address, self._document.line((*path, "cites", index))))
        for index, ask in enumerate(fields.get("asks", [])):
            if ask not in get_args(Ask) and ask not in FACTS:
                said = SENTENCES("tree.no_ask", ask=ask, known=", ".join((*get_args(Ask), *FACTS)))
                self._refuse("bad_value", (*path, "asks", index), said)
        if mistake := _mistake_of_amount(fields.get("action"), fields.get("amount")):
            self._refuse("bad_value", (*path, "amount"), mistake)
        if len(self._findings) > found_before:
            return None
        return Outcome(id=name, **fields, line=self._document.line(path))

    def _refuse(self, code: Code, path: Path, said: Said) -> None:
        self._findings.add(code, FILE, self._document.line(path), said)


def _mistake_of_amount(action: Action | None, amount: Amount | None) -> Said | None:
    if amount is None:
        needs_one = action in ("partial_refund", "store_credit", "discount")
        return SENTENCES("tree.no_amount", action=action) if needs_one else None
    is_share = amount.percent is not None and amount.of is not None
    is_fixed = amount.fixed is not None and amount.currency is not None
    has_both = (amount.percent or amount.of) and (amount.fixed or amount.currency)
    if has_both or not (is_share or is_fixed):
        return SENTENCES("tree.two_amounts")
    if amount.percent is not None and not 0 < amount.percent <= 100:
        return SENTENCES("tree.percent")
    return None
