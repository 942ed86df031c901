"""The writer that serves without a model."""

from server.drafting.macro_writer.supplier_message import write_supplier_message
from server.drafting.macro_writer.write_reply import write_reply
from server.drafting.task import WritingTask, Written


def write(task: WritingTask) -> Written:
    """A reply, or a message to the supplier. Pure: the same task gives the same text."""
    return write_supplier_message(task) if task.kind == "supplier_message" else write_reply(task)
