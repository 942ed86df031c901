"""Everything that the slots of one letter are filled with."""

from msgspec import Struct

from server.drafting.macro_writer.names import CustomerName, customer_name
from server.drafting.macro_writer.phrases import phrases
from server.drafting.macro_writer.placeholders import placeholders
from server.drafting.macro_writer.wordings import Register, Wording
from server.drafting.marked import Values
from server.drafting.task import WritingTask


class Material(Struct, frozen=True):
    """A task in one language and form of address. `values`: placeholders of macros and of our own wordings."""

    task: WritingTask
    register: Register
    wording: Wording
    name: CustomerName
    values: Values

    def say(self, wording: str) -> str:
        """The wording in this form of address, still with its placeholders."""
        return self.register.say(wording)


def name_for(task: WritingTask) -> CustomerName:
    """What the draft may call the customer: nothing, while it is not clear that they are the customer."""
    return CustomerName() if task.must_prove_identity else customer_name(task.case)


def gather(task: WritingTask, register: Register, wording: Wording) -> Material:
    """All values that the task gives."""
    name = name_for(task)
    values = {**phrases(task, register, wording), **placeholders(task, register, name)}
    return Material(task, register, wording, name, values)
