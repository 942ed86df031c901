"""How the shop writes to suppliers: prompts/wording/{language}/supplier.yaml."""

from msgspec import Struct

from server.domain.tree import SupplierRequest
from server.drafting.macro_writer.wordings import read


class Details(Struct, frozen=True, forbid_unknown_fields=True):
    """The lines of the list: what the message is about. `expected` for a wrong item."""

    items: str
    expected: str
    tracking: str
    tracking_carrier: str
    proof: str
    ship_to: str


class SupplierWording(Struct, frozen=True, forbid_unknown_fields=True):
    """`problems` and their short `labels` by problem or `none`; `requests` by request, request.action,
    request.problem, or request.here where the address stands in the message. `deadline_abroad` says whose clock."""

    weekdays: list[str]
    months: list[str]
    deadline: str
    deadline_abroad: str
    subject: str
    greeting: str
    problems: dict[str, str]
    labels: dict[str, str]
    details: Details
    requests: dict[str, str]
    farewell: str

    def problem(self, problem: str | None) -> str:
        """What happened, as a sentence."""
        return self.problems.get(problem or "none", self.problems["none"])

    def label(self, problem: str | None) -> str:
        """What happened, in two words."""
        return self.labels.get(problem or "none", self.labels["none"])

    def request(self, request: SupplierRequest, *variants: str) -> str:
        """What we ask, the first variant that there is."""
        keys = [f"{request}.{variant}" for variant in variants]
        return next((self.requests[key] for key in keys if key in self.requests), self.requests[request])


SUPPLIER_WORDINGS: dict[str, SupplierWording] = {
    language: read(language, "supplier", SupplierWording) for language in ("de", "en", "zh")
}
