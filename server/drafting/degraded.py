"""Why the macro writer served, in the agent's language."""

from server.domain.draft import Degraded

_NO_MODEL = {
    "de": "Kein Modell eingerichtet: Den Entwurf hat der Baustein-Schreiber verfasst.",
    "en": "No model is set up: the macro writer wrote this draft.",
}


def no_model(language: str) -> Degraded:
    """The note that goes with every draft while no model is configured."""
    return Degraded("no_model", _NO_MODEL.get(language, _NO_MODEL["en"]))
