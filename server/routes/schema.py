"""What OpenAPI says of routes that answer with a Draft or, asked for events, with a stream of them."""

from dataclasses import dataclass
from typing import Any

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, Operation, Reference, Schema

from server.domain.draft import ContextEvent, Draft, ResetEvent, TextEvent
from server.errors import TABLE
from server.routes.errors import ErrorAnswer, ErrorBody

_CODES = {status: sorted({code for code, s in TABLE.values() if s == status}) for _, status in TABLE.values()}
ERRORS = {
    status: ResponseSpec(ErrorAnswer, generate_examples=False, description=f"code: {', '.join(codes)}")
    for status, codes in sorted(_CODES.items())
}
"""`responses` of every route: the one error shape, with the codes each status may carry."""

_ALL: Any = Draft | ContextEvent | TextEvent | ResetEvent | ErrorBody
DRAFT_OR_EVENTS = ERRORS | {200: ResponseSpec(_ALL, generate_examples=False, description="The draft")}
"""`responses` of such a handler: names every Struct, so that each is in the schema."""


@dataclass
class DraftOrEvents(Operation):
    """Splits that one answer by media type: the Draft as JSON, each event's data in the stream."""

    def __post_init__(self) -> None:
        answer = self.responses.get("200") if self.responses else None
        if not isinstance(answer, OpenAPIResponse) or not answer.content:
            return
        either = answer.content["application/json"].schema
        either = either if isinstance(either, Schema) else Schema()
        draft = next(
            (one for one in either.one_of or [] if isinstance(one, Reference) and one.ref.endswith("Draft")), None
        )
        if draft is not None:
            answer.content["application/json"] = OpenAPIMediaType(schema=draft)
            answer.content["text/event-stream"] = OpenAPIMediaType(schema=either)
