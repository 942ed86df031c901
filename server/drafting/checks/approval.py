"""What lies above the agent's ceiling may be drafted, and is not the agent's alone to send."""

from server.drafting.checks.context import CheckContext, Trouble


def needs_approval(_text: str, context: CheckContext) -> Trouble | None:
    """The reason of the decision's approval, while one is needed; a reply that waits for it promises nothing more."""
    if context.task.awaits_approval:
        return None
    approval = context.task.decision.approval
    return Trouble(approval.reason or "") if approval.needed else None
