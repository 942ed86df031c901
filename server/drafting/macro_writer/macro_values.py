"""What a macro can be filled with: all values, and the sentences that only we can say."""

from server.drafting.macro_writer.asks import ask_phrase
from server.drafting.macro_writer.material import Material
from server.drafting.macro_writer.next_step import next_step
from server.drafting.marked import Value, Values


def macro_values(material: Material) -> Values:
    """The material's values with `asks` as part of a sentence and `next_step` as a sentence."""
    sentences = {"asks": ask_phrase(material).text, "next_step": next_step(material).text}
    return {**material.values, **{name: Value(text) for name, text in sentences.items() if text}}
