"""Why the macro writer served, in the agent's language."""

from server.domain.draft import Degraded

_NO_MODEL = {
    "de": "Kein Modell eingerichtet: Den Entwurf hat der Baustein-Schreiber verfasst.",
    "en": "No model is set up: the macro writer wrote this draft.",
}

_TYPED_TEXT = {
    "de": "Der schon getippte Text bleibt, wie er ist: Ohne Modell fließt er nicht in den Entwurf ein.",
    "en": "What you have typed stays as it is: without a model the draft does not follow it.",
}


def notes_without_model(typed_text: str | None, language: str) -> list[str]:
    """What the agent should know of their own words, which only a model could take up."""
    return [_TYPED_TEXT.get(language, _TYPED_TEXT["en"])] if typed_text and typed_text.strip() else []


def no_model(language: str) -> Degraded:
    """The note that goes with every draft while no model is configured."""
    return Degraded("no_model", _NO_MODEL.get(language, _NO_MODEL["en"]))
