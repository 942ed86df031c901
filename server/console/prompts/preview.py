"""A prompt in other words as a model would be sent it for a kept ticket."""

from msgspec import Struct

from server.console.wording import said
from server.db import overview, stores
from server.db.pool import Connection
from server.domain.access import Principal
from server.drafting.rehearse import as_first_seen
from server.drafting.show_prompt import show_prompt
from server.errors import BadValue
from server.evaluation.rubric import rubric_turns
from server.llm.client import Turn
from server.llm.prompts import SNIPPETS
from server.llm.tokens import count_tokens
from server.retrieval.find import Weights
from server.stores.prompts import prompts_in_force
from server.tickets.redaction.known import known_people

_CRITERION = "The reply says what happens next, and by when."
"""What the rubric is shown with: criteria are written in suites."""


class PromptPreview(Struct, frozen=True):
    """`is_used`: whether the edited text stands in the messages; a snippet for another language does not."""

    turns: list[Turn]
    tokens: int
    is_used: bool


async def preview_prompt(
    conn: Connection, principal: Principal, name: str, text: str, ticket_id: str, weights: Weights
) -> PromptPreview:
    """The messages for a kept ticket. BadValue where none is chosen; raises what drafting does."""
    if not ticket_id:
        raise BadValue(said("refusal.choose_ticket"))
    past = await overview.ticket(conn, ticket_id)
    library = (await prompts_in_force(conn)).with_texts({name: text})
    if name == "rubric":
        words = "\n\n".join(message.text for message in past.ticket.customer_messages)
        answers = [message.text for message in past.ticket.messages if message.author == "agent"]
        known = known_people(past.ticket, [], (await stores.get(conn)).store)
        turns = rubric_turns(_CRITERION, words, "\n\n".join(answers[:1]), library, known)
    else:
        turns = await show_prompt(conn, principal, as_first_seen(past), name, library, weights)
    is_used = not name.startswith(SNIPPETS) or any(text.strip() in turn.text for turn in turns)
    return PromptPreview(turns, sum(count_tokens(turn.text) for turn in turns), is_used)
