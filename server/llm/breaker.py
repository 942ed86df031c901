"""A circuit breaker: a server that fails again and again is left alone for a while, so that no agent waits for it."""

from collections.abc import Callable
from time import monotonic

from server.errors import ModelFailed
from server.llm.sentences import SENTENCES

_FAILURES_IN_A_ROW = 4
_REST_SECONDS = 30.0


class Breaker:
    """Counts failures in a row. `clock`: seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._resting_until = 0.0

    def check(self) -> None:
        """ModelFailed while the server rests. After the rest one call is let through, and decides for the others."""
        if self._failures < _FAILURES_IN_A_ROW:
            return
        if self._clock() < self._resting_until:
            raise ModelFailed(SENTENCES("model_rests"))
        self._rest()

    def failed(self) -> None:
        """The server did not answer, or with a fault of its own."""
        self._failures += 1
        if self._failures >= _FAILURES_IN_A_ROW:
            self._rest()

    def answered(self) -> None:
        """The server is well, whatever it said."""
        self._failures = 0

    def _rest(self) -> None:
        self._resting_until = self._clock() + _REST_SECONDS
