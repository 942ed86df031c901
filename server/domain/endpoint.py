"""Where a model is served: the name of the model, and the OpenAI-compatible server behind it."""

from msgspec import Struct

from server.domain.price import Price


class Endpoint(Struct, frozen=True):
    """`url`: up to and with `/v1`. `seconds`: how long one piece of work may take, second tries included.

    `first_word_seconds`, `writing_seconds`: how long a text may take to begin, and to be whole.
    `price`: None where nobody told it.
    """

    model: str
    url: str
    api_key: str
    seconds: float
    first_word_seconds: float = 8.0
    writing_seconds: float = 40.0
    price: Price | None = None

    def __repr__(self) -> str:
        """Without the key: what is printed may be kept."""
        return f"Endpoint({self.model!r}, {self.url!r})"
