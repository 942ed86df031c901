"""The writer that serves without a model."""

from server.drafting.supplier_message import write_supplier_message
from server.drafting.task import WritingTask, Written
from server.drafting.write_reply import write_reply


def write(task: WritingTask) -> Written:
    """A reply, or a message to the supplier. Pure: the same task gives the same text."""
    return write_supplier_message(task) if task.kind == "supplier_message" else write_reply(task)
