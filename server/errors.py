"""What can go wrong, in domain words.

Every error that a user can meet is a class here. Its message says what to do; its code is stable.
`TABLE` is the one place that ties a class to the code and HTTP status of the contract.
"""

from typing import Any

from server.said import Said


class KulanzError(Exception):
    """Something a user can act on. `details` must hold nothing personal: it reaches logs.

    `message` is English, for the command line and callers of the API. `german`: the same for a German reader of the
    console; None where only callers of the API meet the error.
    """

    def __init__(self, said: str | Said, **details: Any) -> None:
        self.message = said.en if isinstance(said, Said) else said
        self.german = said.de if isinstance(said, Said) else None
        self.details = details
        super().__init__(self.message)

    @property
    def said(self) -> Said:
        """The message in both languages; English in both where nothing else is known."""
        return Said(self.german or self.message, self.message)

    @property
    def code(self) -> str:
        return self._row[0]

    @property
    def status(self) -> int:
        return self._row[1]

    @property
    def _row(self) -> tuple[str, int]:
        return next(TABLE[kind] for kind in type(self).__mro__ if kind in TABLE)


class InvalidRequest(KulanzError):
    """The request cannot be read as what the route expects."""


class NotSignedIn(KulanzError):
    """No token, or one that is unknown, expired or revoked."""


class NotAllowed(KulanzError):
    """The role of the token does not reach this far."""


class TicketNotFound(KulanzError):
    """No such ticket in this store."""


class OrderNotFound(KulanzError):
    """No such order in this store."""


class DraftNotFound(KulanzError):
    """No such draft in this store."""


class DecisionNotFound(KulanzError):
    """No such decision in this store."""


class ApprovalNotFound(KulanzError):
    """No such request for approval in this store."""


class JobNotFound(KulanzError):
    """No job with that id in this store."""


class PersonNotFound(KulanzError):
    """No such person in this store."""


class LastAdmin(KulanzError):
    """Nobody with the role admin would be left."""


class CaseNotFound(KulanzError):
    """No such case in the shop's own suites."""


class RunNotFound(KulanzError):
    """No such run of suites in this store."""


class PageNotFound(KulanzError):
    """No such route or page."""


class StoreNotFound(KulanzError):
    """No such store in this database."""


class ModelRequired(KulanzError):
    """What was asked for needs a model, and none is configured."""


class ModelFailed(KulanzError):
    """The model's server failed, or its answer cannot be used."""


class ModelTimedOut(ModelFailed):
    """The model was not done in time."""


class ModelRateLimited(ModelFailed):
    """The model's server takes no more requests just now."""


class ModelRefused(ModelFailed):
    """The model declined to answer."""


class ModelBrokeOff(ModelFailed):
    """The model's text did not come to its end."""


class Stale(KulanzError):
    """What the request builds on has changed since."""


class EditedElsewhere(KulanzError):
    """The folder lacks a version that was made in the console."""


class TooLarge(KulanzError):
    """More text than one request may hold."""


class FileTooLarge(KulanzError):
    """A larger file than one upload may hold."""


class UnknownFact(KulanzError):
    """A fact name that store-pack.md does not define."""


class BadValue(KulanzError):
    """A value that its fact, test or field cannot take."""


class OutcomeNotAllowed(KulanzError):
    """The chosen outcome is none of the decision's allowed alternatives."""


class TooManyRequests(KulanzError):
    """More requests than the limit; wait as Retry-After says."""


class Unavailable(KulanzError):
    """The database cannot be reached just now."""


class PackRefused(KulanzError):
    """A store pack has findings of level error; nothing was loaded."""


class ImportRefused(KulanzError):
    """Most of a file to import cannot be read; what could be is kept."""


class CannotStart(KulanzError):
    """The service cannot start with these settings on this machine."""


class Internal(KulanzError):
    """A fault of ours; nothing was changed."""


TABLE: dict[type[KulanzError], tuple[str, int]] = {
    InvalidRequest: ("invalid_request", 400),
    NotSignedIn: ("not_signed_in", 401),
    NotAllowed: ("not_allowed", 403),
    TicketNotFound: ("ticket_not_found", 404),
    OrderNotFound: ("order_not_found", 404),
    DraftNotFound: ("draft_not_found", 404),
    DecisionNotFound: ("decision_not_found", 404),
    ApprovalNotFound: ("approval_not_found", 404),
    JobNotFound: ("job_not_found", 404),
    PersonNotFound: ("person_not_found", 404),
    LastAdmin: ("last_admin", 409),
    CaseNotFound: ("case_not_found", 404),
    RunNotFound: ("run_not_found", 404),
    PageNotFound: ("page_not_found", 404),
    StoreNotFound: ("store_not_found", 404),
    ModelRequired: ("model_required", 409),
    ModelFailed: ("model_error", 503),
    ModelTimedOut: ("timeout", 503),
    ModelRateLimited: ("rate_limited", 503),
    ModelRefused: ("refused", 503),
    ModelBrokeOff: ("broken_stream", 503),
    Stale: ("stale", 409),
    EditedElsewhere: ("edited_elsewhere", 409),
    TooLarge: ("too_large", 413),
    FileTooLarge: ("file_too_large", 413),
    UnknownFact: ("unknown_fact", 422),
    BadValue: ("bad_value", 422),
    OutcomeNotAllowed: ("outcome_not_allowed", 422),
    PackRefused: ("pack_refused", 422),
    ImportRefused: ("import_refused", 422),
    TooManyRequests: ("too_many_requests", 429),
    Internal: ("internal", 500),
    Unavailable: ("unavailable", 503),
    CannotStart: ("cannot_start", 503),
}
