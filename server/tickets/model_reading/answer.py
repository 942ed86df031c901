"""What a model is asked of a ticket's words: text facts alone, each one of few values."""

from msgspec import Struct

from server.domain.facts import PROBLEMS, ItemCondition, Problem, Wish
from server.domain.reading import Intent, Mood


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """The facts in the words, as prompts/snippets/text_facts.md defines them."""

    problems: list[Problem] | None
    wish: Wish | None
    withdrawal_declared: bool
    item_condition: ItemCondition | None
    seal_broken: bool | None
    mood: Mood
    intent: Intent

    @property
    def ranked_problems(self) -> list[str]:
        """Each problem once, the leading one first."""
        return sorted(set(self.problems or ()) - {"none"}, key=PROBLEMS.index)

    @property
    def problem(self) -> str | None:
        """The leading one; "none" where there is none, None where the words do not tell what is wrong."""
        return None if self.problems is None else next(iter(self.ranked_problems), "none")
