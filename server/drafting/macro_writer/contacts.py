"""How often the customer has had to write about what is still open: solved matters do not count."""

from server.cases.history import count_contacts
from server.domain import facts
from server.drafting.task import WritingTask


def open_contacts(task: WritingTask) -> int:
    """Contacts in this ticket and in the unsolved ones about the same order; the agent's count where given."""
    told = facts.get(task.facts, "contacts_about_this_order")
    if told.source == "agent" and isinstance(told.value, int):
        return told.value
    unsolved = [past.ticket for past in task.case.order_tickets if past.status == "open"]
    return count_contacts([task.case.ticket, *unsolved], task.case.as_of)
