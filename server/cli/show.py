"""Draft, decision and triage for a person at a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from server.domain.decision import Decision, ShownValue
from server.domain.draft import Draft
from server.domain.money import Money
from server.domain.triage import Triage


def on_terminal(answer: Draft | Decision | Triage) -> None:
    """Print it readably; plain text when the output is no terminal."""
    console = Console(highlight=False)
    match answer:
        case Draft():
            _show_triage(console, answer.triage)
            _show_decision(console, answer.decision)
            _show_draft(console, answer)
        case Decision():
            _show_decision(console, answer)
            _show_facts(console, answer)
        case Triage():
            _show_triage(console, answer)


def _show_triage(console: Console, triage: Triage) -> None:
    console.rule("Triage", align="left")
    console.print(f"[bold]{triage.priority}[/] · {triage.intent} · {triage.mood} · {triage.language} · {triage.queue}")
    for reason in triage.reasons:
        console.print(f"- {escape(reason)}")


def _show_decision(console: Console, decision: Decision) -> None:
    console.rule("Decision", align="left")
    for step in decision.path:
        value = step.state if step.state != "known" else _shown(step.value)
        branch = step.branch or "no branch"
        console.print(f"{escape(step.question)} [bold]{escape(value)}[/] [dim]({step.source}, {escape(branch)})[/]")
    amount = f" · {decision.amount.amount} {decision.amount.currency}" if decision.amount else ""
    console.print(f"→ [bold]{decision.outcome or 'ask'}[/] ({decision.action}){amount}")
    if decision.until:
        console.print(f"until {decision.until}")
    if decision.asks:
        console.print(f"asks for: {', '.join(decision.asks)}")
    if decision.order_number or decision.order_candidates:
        console.print(f"order: {escape(decision.order_number or 'one of ' + ', '.join(decision.order_candidates))}")
    if decision.approval.needed:
        console.print(f"[yellow]approval: {escape(decision.approval.reason or '')}[/]")
    for row in decision.law:
        console.print(f"law {row.row} ({row.paragraph}): {escape(row.requires)} {'✓' if row.met else '– open'}")
    if decision.raised_by_law:
        console.print("[yellow]raised: the tree alone would have given less than the law owes[/]")


def _show_facts(console: Console, decision: Decision) -> None:
    table = Table("fact", "value", "source", box=None, pad_edge=False)
    for name, fact in decision.facts.items():
        table.add_row(name, escape(_shown(fact.value) if fact.state == "known" else fact.state), fact.source)
    console.rule("Facts", align="left")
    console.print(table)


def _show_draft(console: Console, draft: Draft) -> None:
    console.rule(f"Draft ({draft.kind}, {draft.language}, {draft.writer})", align="left")
    if draft.subject:
        console.print(f"[dim]Subject: {escape(draft.subject)}[/]\n")
    console.print(escape(draft.text))
    console.rule("Sources and checks", align="left")
    for citation in draft.citations:
        internal = " (internal)" if citation.audience == "internal" else ""
        console.print(f"[{citation.marker}] {escape(citation.title)}{internal}", markup=False)
    for check in draft.checks:
        if not check.passed:
            console.print(f"[red]{check.severity}[/] {check.id}: {escape(check.reason)}")
    for note in draft.notes:
        console.print(f"note: {escape(note)}")
    if draft.degraded:
        console.print(f"[dim]{escape(draft.degraded.message)}[/]")


def _shown(value: ShownValue | None) -> str:
    match value:
        case Money():
            return f"{value.amount} {value.currency}"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value) or "-"
        case _:
            return str(value)
