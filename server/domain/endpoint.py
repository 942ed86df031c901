"""Where a model is served: the name of the model, and the OpenAI-compatible server behind it."""

from msgspec import Struct


class Endpoint(Struct, frozen=True):
    """`url`: up to and with `/v1`. `seconds`: how long one piece of work may take, second tries included."""

    model: str
    url: str
    api_key: str
    seconds: float

    def __repr__(self) -> str:
        """Without the key: what is printed may be kept."""
        return f"Endpoint({self.model!r}, {self.url!r})"
