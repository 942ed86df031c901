"""The drawing as one SVG: text stays text, nothing is fetched, and what the shop wrote is escaped."""

from collections.abc import Collection
from decimal import Decimal
from html import escape

from server.domain.tree import Action, Tree
from server.refunds.drawing.cards import LINE, PADDING, WIDTH, Card, Row
from server.refunds.drawing.layout import MARGIN, Wire, lay_out
from server.refunds.drawing.traffic import NO_TRAFFIC, Passed, Traffic
from server.refunds.wording import say, shown_money

_GIVES: frozenset[Action] = frozenset(
    {"refund", "return_refund", "partial_refund", "cancel_and_refund", "store_credit", "discount"}
)
_SENDS: frozenset[Action] = frozenset({"replace", "resend", "expedite", "repair", "exchange"})
_WIDEST = 9.0

_STYLE = """
  .ground { fill: #f7f6f2 } .card { fill: #ffffff; stroke: #c9c5b8 }
  text { font: 13px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #22252a }
  .title { font-size: 20px; font-weight: 600 } .question { font-weight: 600 }
  .fact, .test { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: 12px }
  .fact, .never { fill: #5c626b } .figures { text-anchor: end; font-size: 12px }
  .rule { stroke: #e4e1d6 } .wire { fill: none; stroke: #8f958c; stroke-opacity: .75 }
  .wire.never { stroke-dasharray: 3 4; fill: none }
  .gives { fill: #7a4d00 } .sends { fill: #1d5f8a } .refuses { fill: #a02822 } .talks { fill: #1d6b4a }
"""


def draw(tree: Tree, language: str, currency: str, title: str, passed: Traffic = NO_TRAFFIC) -> str:
    """The tree from left to right as a file, in German for `language` de and in English for every other.

    Each way shows how many past cases took it and what they cost; the wider a line, the more. Ways that none took
    are dashed. `currency` is that of the costs.
    """
    return _svg(_Ink(tree, language, currency, passed), title, f"<style>{_STYLE}</style>", 1)


def draw_in_page(
    tree: Tree,
    language: str,
    currency: str,
    title: str,
    passed: Traffic = NO_TRAFFIC,
    *,
    scale: float = 1,
    marked: Collection[str] = (),
) -> str:
    """The same for a page, whose style sheet has the colours: a strict one takes no style of a drawing's own.

    `marked`: nodes that something is to be said about.
    """
    return _svg(_Ink(tree, language, currency, passed, marked), title, "", scale)


def _svg(ink: "_Ink", title: str, style: str, scale: float) -> str:
    layout = lay_out(ink.tree, ink.language)
    width, height = round(layout.width), round(layout.height)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{round(width * scale)}" height="{round(height * scale)}" '
            f'viewBox="0 0 {width} {height}" lang="{escape(ink.language)}" role="img">',
            f"<title>{escape(title)}</title>",
            style,
            f'<rect class="ground" width="{width}" height="{height}"/>',
            f'<text class="title" x="{MARGIN}" y="{MARGIN + 12}">{escape(title)}</text>',
            f'<text class="fact" x="{MARGIN}" y="{MARGIN + 36}">{escape(ink.legend())}</text>',
            *(ink.wire(wire) for wire in layout.wires),
            *(ink.card(card, x, y) for card, x, y in layout.cards),
            "</svg>\n",
        ]
    )


class _Ink:
    """Draws the parts, with the figures of past cases."""

    def __init__(self, tree: Tree, language: str, currency: str, passed: Traffic, marked: Collection[str] = ()) -> None:
        self.tree = tree
        self.language = language
        self._currency = currency
        self._passed = passed
        self._marked = marked

    def legend(self) -> str:
        """What the figures are of."""
        if not self._passed.cases:
            return say("drawn_without_cases", self.language)
        money = self._money(self._passed.cost)
        return say("drawn_legend", self.language, cases=str(self._passed.cases), money=money)

    def wire(self, wire: Wire) -> str:
        """A curve between columns, straight along each slot."""
        cases = self._passed.of(wire.way.node, wire.way.branch).cases
        share = cases / self._passed.cases if self._passed.cases else 0.0
        (x, y), *points = wire.points
        path = [f"M{x:.1f} {y:.1f}"]
        for n, (to_x, to_y) in enumerate(points):
            bend = (to_x - x) / 2
            curve = f"C{x + bend:.1f} {y:.1f} {to_x - bend:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
            path.append(curve if n % 2 == 0 else f"H{to_x:.1f}")
            x, y = to_x, to_y
        never = " never" if self._passed.cases and not cases else ""
        return f'<path class="wire{never}" stroke-width="{1.2 + _WIDEST * share:.1f}" d="{"".join(path)}"/>'

    def card(self, card: Card, x: float, y: float) -> str:
        """Question, fact, and every way out."""
        kind = "card marked" if card.node.id in self._marked else "card"
        lines = [
            f'<g transform="translate({x:.1f} {y:.1f})">',
            f'<rect class="{kind}" width="{WIDTH}" height="{card.height:.1f}" rx="7"/>',
        ]
        baseline = PADDING + LINE - 5
        for line in card.question:
            lines.append(_text("question", PADDING, baseline, line))
            baseline += LINE
        lines.append(_text("fact", PADDING, baseline, f"{card.node.id} · {card.node.fact}"))
        lines.append(f'<path class="rule" d="M0 {card.rows_top:.1f}H{WIDTH}"/>')
        lines.extend(self._row(row) for row in card.rows)
        return "\n".join([*lines, "</g>"])

    def _row(self, row: Row) -> str:
        passed = self._passed.of(row.way.node, row.way.branch)
        is_quiet = bool(self._passed.cases) and not passed.cases
        baseline = row.top + LINE - 5
        lines = [
            _text("test never" if is_quiet else "test", PADDING, baseline + LINE * n, t) for n, t in enumerate(row.test)
        ]
        if passed.cases:
            lines.append(_text("figures", WIDTH - PADDING, baseline, self._figures(passed)))
        if row.way.outcome is not None:
            below = baseline + LINE * len(row.test)
            lines.append(_text(self._colour(row.way.outcome), PADDING + 12, below, f"→ {row.way.outcome}"))
        return "\n".join(lines)

    def _figures(self, passed: Passed) -> str:
        return f"{passed.cases} · {self._money(passed.cost)}"

    def _money(self, amount: Decimal) -> str:
        return shown_money(amount, self._currency, self.language)

    def _colour(self, outcome: str) -> str:
        action = self.tree.outcomes[outcome].action
        if action in _GIVES:
            return "gives"
        return "sends" if action in _SENDS else "refuses" if action == "refuse" else "talks"


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
