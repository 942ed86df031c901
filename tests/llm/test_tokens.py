"""Tokens are counted as tiktoken counts them, without any request."""

import pytest

from server.errors import CannotStart
from server.llm.tokens import count_tokens, first_tokens, read_encoding


def test_a_text_has_the_tokens_that_openai_documents() -> None:
    """ "tiktoken is great!" is six tokens of o200k_base (OpenAI cookbook, How to count tokens)."""
    assert count_tokens("tiktoken is great!") == 6


def test_control_tokens_in_a_mail_are_plain_text() -> None:
    """A mail cannot end the prompt by writing a control token."""
    assert count_tokens("<|endoftext|>") > 1


def test_a_text_is_cut_between_characters() -> None:
    """An emoji of several tokens is kept whole or left out."""
    cut = first_tokens("Danke 🧑‍🌾🧑‍🌾🧑‍🌾", 4)
    assert "Danke 🧑‍🌾🧑‍🌾🧑‍🌾".startswith(cut)
    assert 0 < count_tokens(cut) <= 4


def test_a_damaged_vocabulary_is_refused() -> None:
    """A changed byte is noticed before the vocabulary is used."""
    with pytest.raises(CannotStart, match="install Kulanz again"):
        read_encoding(b"IQ== 0\n")
