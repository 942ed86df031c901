"""A person signs, where the shop's drafts are signed and not the helpdesk."""

import re

from server.drafting.checks.context import CheckContext, Trouble, trouble_at

_NAME = re.compile(r"^[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’.-]*){0,2}(?:,? (?:von|vom|from|at) .+)?$")


def unsigned(text: str, context: CheckContext) -> Trouble | None:
    """The last line is no person's name, or not the agent's."""
    task = context.task
    if task.case.store.signature != "draft" or task.is_brief or task.agent_name is None:
        return None
    line = next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")
    if task.agent_name.split()[0].casefold() in re.findall(r"[\w'’-]+", line.casefold()):
        return None
    start = text.rindex(line) if line else 0
    is_brand = task.case.store.name in line or context.rules.not_a_person.search(line)
    return None if _NAME.match(line) and not is_brand else trouble_at(text, start, start + len(line))
