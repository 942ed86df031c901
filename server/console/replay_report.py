"""The report of a replay as one HTML page that needs nothing beside itself."""

from collections.abc import Callable
from datetime import UTC, datetime

from server.cases.replay import Replay
from server.console.render import text_of
from server.console.wording import LANGUAGES, Speech
from server.refunds.replay.compare import End


def replay_report(replay: Replay, language: str) -> str:
    """The page in German for `language` de, in English for every other; what customers wrote is escaped."""
    speech = Speech(LANGUAGES.get(language, "en"))
    return text_of(
        "replay_report.html",
        t=speech,
        end=end_in(speech),
        ticket_address=None,
        replay=replay,
        comparison=replay.comparison,
        made=speech.day(datetime.now(UTC).date()),
    )


def end_in(speech: Speech) -> Callable[[End], str]:
    """How an end of a decision is written."""

    def end(of: End) -> str:
        return f"{of.outcome or speech('replay.asks')} ({speech.word('action', of.action)})"

    return end
