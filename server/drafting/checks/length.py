"""People read short letters."""

from server.drafting.checks.context import CheckContext, Trouble
from server.drafting.macro_writer.compose import MOST_WORDS, words_in


def too_long(text: str, context: CheckContext) -> Trouble | None:
    """More words than the channel takes."""
    words, most = words_in(text), MOST_WORDS[context.task.channel]
    return Trouble(f"{words} > {most}") if words > most else None
