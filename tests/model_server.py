"""A double of a model's server: real HTTP over loopback, OpenAI's wire format, answers as a test scripts them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec import Struct

from server.domain.endpoint import Endpoint


class Reply(Struct, frozen=True):
    """One scripted answer; `never` answers only when the server closes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = {}
    never: bool = False


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


@contextmanager
def run_model_server() -> Iterator[ModelServer]:
    """The double on a free port, until the end of the block."""
    double = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = double.next_reply(self.path, self.headers["Authorization"], request)
            if reply.never:
                double.closing.wait()
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

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
