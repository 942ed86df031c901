"""Why the macro writer served, in the agent's language."""

from typing import Literal

from server.domain.draft import Degraded

DegradedCode = Literal[
    "no_model", "timeout", "rate_limited", "model_error", "refused", "broken_stream", "checks_failed"
]

_WHY: dict[DegradedCode, dict[str, str]] = {
    "no_model": {
        "de": "Kein Modell eingerichtet: Den Entwurf hat der Baustein-Schreiber verfasst.",
        "en": "No model is set up: the macro writer wrote this draft.",
    },
    "timeout": {
        "de": "Das Modell hat nicht rechtzeitig geantwortet: Den Entwurf hat der Baustein-Schreiber verfasst.",
        "en": "The model did not answer in time: the macro writer wrote this draft.",
    },
    "rate_limited": {
        "de": "Das Modell nimmt gerade keine Anfragen mehr an: Den Entwurf hat der Baustein-Schreiber verfasst.",
        "en": "The model takes no more requests just now: the macro writer wrote this draft.",
    },
    "model_error": {
        "de": "Das Modell ist gerade nicht zu gebrauchen: Den Entwurf hat der Baustein-Schreiber verfasst.",
        "en": "The model cannot be used just now: the macro writer wrote this draft.",
    },
    "refused": {
        "de": "Das Modell wollte nicht antworten: Den Entwurf hat der Baustein-Schreiber verfasst.",
        "en": "The model declined to answer: the macro writer wrote this draft.",
    },
    "broken_stream": {
        "de": "Die Antwort des Modells ist abgerissen: Den Entwurf hat der Baustein-Schreiber verfasst.",
        "en": "The model's answer broke off: the macro writer wrote this draft.",
    },
    "checks_failed": {
        "de": "Der Text des Modells fiel zweimal durch die Prüfung: Den Entwurf hat der Baustein-Schreiber verfasst.",
        "en": "The model's text failed the checks twice: the macro writer wrote this draft.",
    },
}

_AGAIN = {
    "de": "Der Text hat eine Prüfung nicht bestanden und wird neu geschrieben.",
    "en": "The text failed a check and is being written again.",
}

_TYPED_TEXT = {
    "de": "Der schon getippte Text bleibt, wie er ist: Der Baustein-Schreiber nimmt ihn nicht in den Entwurf auf.",
    "en": "What you have typed stays as it is: the macro writer does not take it up.",
}

_INSTRUCTION = {
    "de": "Die Anweisung ist nicht eingeflossen: Der Baustein-Schreiber kann ihr nicht folgen.",
    "en": "Your instruction was not followed: the macro writer cannot do that.",
}


def degraded(code: DegradedCode, language: str) -> Degraded:
    """The note that goes with a draft of the macro writer."""
    return Degraded(code, _in(language, _WHY[code]))


def why_again(language: str) -> str:
    """Why a text that was seen to come is forgotten."""
    return _in(language, _AGAIN)


def notes_of_macros(typed_text: str | None, instruction: str | None, language: str) -> list[str]:
    """What the agent should know of their own words, which only a model could take up."""
    notes = [_in(language, _TYPED_TEXT)] if typed_text and typed_text.strip() else []
    return [*notes, _in(language, _INSTRUCTION)] if instruction else notes


def _in(language: str, sentences: dict[str, str]) -> str:
    return sentences.get(language, sentences["en"])
