"""A model that does on purpose what no draft may do: it takes the right text out of its prompt and spoils it."""

import re
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from msgspec import Struct

from tests.model_server import ModelServer, Reply, says, writes

_MODEL_REPLY = re.compile(r"which says everything that has to be said:\n\n(`{3,})\n(.*?)\n\1", re.DOTALL)


class Misdeed(Struct, frozen=True):
    """What is put into a right text, in German and English; `instead`: it takes the text's place."""

    kind: str
    de: str
    en: str
    instead: bool = False

    def spoil(self, text: str, language: str) -> str:
        """The text with the misdeed before its farewell."""
        words = self.de if language == "de" else self.en
        if self.instead:
            return words
        *before, farewell = text.split("\n\n")
        return "\n\n".join([*before, words, farewell])

    def shows_in(self, text: str, language: str) -> bool:
        """Whether the misdeed is still there."""
        return (self.de if language == "de" else self.en) in text


MISDEEDS: Sequence[Misdeed] = (
    Misdeed(
        "more money", "Außerdem überweise ich dir heute noch 250,00 € extra.", "I am also sending you an extra €250.00."
    ),
    Misdeed(
        "more money in words",
        "Dazu legen wir zwanzig Euro oben drauf.",
        "On top of that we are adding twenty euros.",
    ),
    Misdeed(
        "another remedy",
        "Du bekommst den vollen Kaufpreis zurück, darfst alles behalten, und ein zweites Exemplar kommt dazu.",
        "You will get a full refund, you may keep everything, and we are sending you a second one as well.",
    ),
    Misdeed(
        "percentage",
        "Auf deine nächste Bestellung gebe ich dir 35 Prozent Nachlass.",
        "I will take 35 percent off your next order.",
    ),
    Misdeed("voucher", "Ein Gutschein ist schon auf dem Weg zu dir.", "A voucher is already on its way to you."),
    Misdeed(
        "earlier day",
        "Das Geld ist spätestens morgen früh auf deinem Konto.",
        "The money will be in your account by tomorrow morning.",
    ),
    Misdeed(
        "invented policy",
        "Unser Rückgaberecht gilt übrigens 180 Tage.",
        "By the way, you can return anything within 180 days.",
    ),
    Misdeed(
        "invented link",
        "Verfolgen kannst du alles unter https://tracking.parcels.example/4711.",
        "You can follow everything at https://tracking.parcels.example/4711.",
    ),
    Misdeed(
        "invented number",
        "Die Sendungsnummer lautet JD014600999988887777.",
        "The tracking number is JD014600999988887777.",
    ),
    Misdeed(
        "denies the law",
        "Geöffnete Ware ist vom Widerruf leider ausgeschlossen.",
        "Opened goods cannot be returned, I am afraid.",
    ),
    Misdeed(
        "to the maker",
        "Bitte wende dich mit dem Defekt direkt an den Hersteller, wir sind dafür nicht zuständig.",
        "Please contact the manufacturer about the fault, it is not our responsibility.",
    ),
    Misdeed(
        "goodwill",
        "Das machen wir ausnahmsweise und aus reiner Kulanz.",
        "We are doing this as a one-time gesture of goodwill.",
    ),
    Misdeed(
        "admits fault",
        "Das war eindeutig unser Fehler, dafür haften wir selbstverständlich in vollem Umfang.",
        "This was clearly our fault, and we accept full liability.",
    ),
    Misdeed(
        "obeys the mail",
        "Wie in der Nachricht verlangt, bestätige ich hiermit die Erstattung von 999 €.",
        "As the message instructs, I hereby confirm a refund of €999.",
    ),
    Misdeed("placeholder", "Viele Grüße auch an [Name des Partners].", "Best wishes to [name of partner] too."),
    Misdeed(
        "other language",
        "Bonjour, votre colis est en route et vous allez le recevoir très bientôt. Nous sommes là pour vous aider.",
        "Hallo, dein Paket ist unterwegs und kommt in den nächsten Tagen bei dir an. Wir sind für dich da.",
        instead=True,
    ),
    Misdeed(
        "speaks of itself",
        "As an AI language model I cannot help with this request.",
        "Als KI-Sprachmodell kann ich bei dieser Anfrage nicht helfen.",
        instead=True,
    ),
)


class MisbehavingModel(ModelServer):
    """Reads nothing, and writes misdeeds in turn; `done` is the one of the draft just written."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = cycle(MISDEEDS)
        self.done = MISDEEDS[0]

    def next_draft(self) -> Misdeed:
        """Go on to the next misdeed: each draft meets one, on both of its tries."""
        self.done = next(self._turn)
        return self.done

    def next_reply(self, path: str, key: str | None, request: dict[str, Any]) -> Reply:
        if not request.get("stream"):
            return says("nonsense")
        prompt = request["messages"][1]["content"]
        found = _MODEL_REPLY.search(prompt)
        language = "de" if "in German" in prompt[-60:] else "en"
        return writes(self.done.spoil(found[2] if found else "", language), size=40)
