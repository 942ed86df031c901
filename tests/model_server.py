"""A double of a model's server: real HTTP over loopback, OpenAI's wire format, answers as a test scripts them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

from msgspec import Struct, structs

from server.domain.endpoint import Endpoint


class Reply(Struct, frozen=True):
    """One scripted answer; `never` answers only when the server closes.

    `events`: sent one by one instead of a body. `breaks_off`: the connection is cut after the last of them;
    `stalls`: nothing more comes until the server closes.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = {}
    never: bool = False
    events: list[bytes] = []
    breaks_off: bool = False
    stalls: bool = False


def says(content: str | None, **message: Any) -> Reply:
    """A chat completion whose message holds `content`."""
    finish = message.pop("finish_reason", "stop")
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content, "refusal": None} | message,
        "logprobs": None,
        "finish_reason": finish,
    }
    completion = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": "scripted",
        "choices": [choice],
        "usage": {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18},
    }
    return Reply(json.dumps(completion).encode())


def reads(**changes: Any) -> Reply:
    """What a model reads in a mail about goods that came broken, of which new ones are wished for."""
    answer = {
        "problems": ["damaged"],
        "wish": "replacement",
        "withdrawal_declared": False,
        "item_condition": None,
        "seal_broken": None,
        "mood": "calm",
        "intent": "damaged",
    }
    return says(json.dumps(answer | changes))


def writes(text: str, *, size: int = 7, finish: str | None = "stop", **delta: Any) -> Reply:
    """A streamed completion: the text in pieces of `size` characters, then why it ended, then what it took."""
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}, *({"content": piece} for piece in pieces)]
    events = [_chunk([{"index": 0, "delta": one, "finish_reason": None}]) for one in deltas]
    if finish or delta:
        events.append(_chunk([{"index": 0, "delta": delta, "finish_reason": finish}]))
    usage = {"prompt_tokens": 900, "completion_tokens": 90, "total_tokens": 990}
    return Reply(events=[*events, _chunk([], usage), b"data: [DONE]\n\n"])


def breaks_off(text: str) -> Reply:
    """A stream that is cut in the middle."""
    return structs.replace(writes(text), events=writes(text).events[:3], breaks_off=True)


def stalls(text: str) -> Reply:
    """A stream that begins and does not go on."""
    return structs.replace(writes(text), events=writes(text).events[:3], stalls=True)


def _chunk(choices: list[dict[str, Any]], usage: dict[str, int] | None = None) -> bytes:
    chunk = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1_790_000_000,
        "model": "scripted",
        "choices": choices,
        "usage": usage,
    }
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def fails(status: int, **headers: str) -> Reply:
    """An error as OpenAI's server words it; header names with _ for -."""
    error = {"error": {"message": "Scripted failure.", "type": "server_error", "param": None, "code": None}}
    return Reply(json.dumps(error).encode(), status, {name.replace("_", "-"): value for name, value in headers.items()})


def embeds(*vectors: list[float], numbers: list[int] | None = None) -> Reply:
    """An embeddings answer; `numbers`: the index of each vector, counted where left out."""
    data = [
        {"object": "embedding", "index": number, "embedding": vector}
        for number, vector in zip(numbers or range(len(vectors)), vectors, strict=True)
    ]
    usage = {"prompt_tokens": 9, "total_tokens": 9}
    return Reply(json.dumps({"object": "list", "data": data, "model": "scripted", "usage": usage}).encode())


NEVER = Reply(never=True)


class ModelServer:
    """Gives its scripted replies in order, and keeps what it was asked."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        self.closing = threading.Event()
        self.url = ""

    def script(self, *replies: Reply) -> None:
        self.replies = list(replies)

    def endpoint(self, seconds: float = 30) -> Endpoint:
        """Where it is, for a client that gives it so long."""
        return Endpoint("scripted", self.url, "sk-test", seconds)

    def next_reply(self, path: str, key: str | None, request: dict[str, Any]) -> Reply:
        self.paths.append(path)
        self.keys.append(key)
        self.requests.append(request)
        return self.replies.pop(0) if self.replies else fails(418)


D = TypeVar("D", bound=ModelServer)


@contextmanager
def run_model_server(double: D) -> Iterator[D]:
    """The double on a free port, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = double.next_reply(self.path, self.headers["Authorization"], request)
            if reply.never:
                double.closing.wait()
                self.close_connection = True
                return
            if reply.events:
                self.stream(reply)
                return
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def stream(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for event in reply.events:
                self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
                self.wfile.flush()
            if reply.stalls:
                double.closing.wait()
            self.close_connection = reply.breaks_off or reply.stalls
            if not self.close_connection:
                self.wfile.write(b"0\r\n\r\n")

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    double.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield double
    double.closing.set()
    server.shutdown()
    server.server_close()
    thread.join(10)
