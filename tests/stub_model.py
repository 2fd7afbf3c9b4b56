"""A small server that speaks the protocol of OpenAI, on loopback: it answers by rule, and as badly as it is told to.

What was said is recorded, byte for byte. No test waits: a server that is to be slow answers when it is let.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

AT_ONCE = {"retry-after-ms": "1"}
"""What asks the client to try again at once."""


@dataclass(frozen=True)
class Reply:
    """One answer of the server: its status, and its body, which may be anything; ``pieces`` sends it bit by bit, and
    ``cut`` ends it in the middle."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pieces: int = 1
    cut: bool = False


def said(content: Any, finish: str = "stop", refusal: str | None = None, tokens: tuple[int, int] = (0, 0)) -> Reply:
    """A chat completion that says this: as JSON, unless it is text already."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    completion = {
        "id": "stub",
        "object": "chat.completion",
        "created": 0,
        "model": "stub",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }
    return Reply(body=json.dumps(completion, ensure_ascii=False).encode())


def given(*pairs: tuple[str, str], **how: Any) -> Reply:
    """A coding: themes, each with its quotation."""
    return said({"themes": [{"theme": theme, "quote": quote} for theme, quote in pairs]}, **how)


def refused(status: int, message: str, **headers: str) -> Reply:
    """An error, as such servers tell it."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": None}}).encode()
    return Reply(status, body, {**AT_ONCE, **headers})


@dataclass(frozen=True)
class Question:
    """What the server was asked: the JSON of the user's message, and the whole body."""

    asked: dict[str, Any]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """The point, or the answer, that is asked about."""
        return str(self.asked.get("point", self.asked.get("answer", "")))

    @property
    def keys(self) -> list[str]:
        """The themes, or positions, that may be given."""
        schema = self.body["response_format"]["json_schema"]["schema"]
        if "position" in schema["properties"]:
            return list(schema["properties"]["position"]["enum"])
        return list(schema["properties"]["themes"]["items"]["properties"]["theme"]["enum"])


Rule = Callable[[Question], Reply]


@dataclass
class StubModel:
    """The server while it runs: where it is, and what was said."""

    rule: Rule
    endpoint: str = ""
    conversation: list[tuple[bytes, bytes]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """What was asked about, in order."""
        asked = (json.loads(json.loads(body)["messages"][1]["content"]) for body, _ in self.conversation)
        return [str(one.get("point", one.get("answer", ""))) for one in asked]


def by_words(question: Question) -> Reply:
    """Give each theme whose key stands in the point, and quote that; every answer supports what was asked."""
    if "answer" in question.asked:
        return said({"position": "support", "quote": question.text.split()[0]})
    found = [(key, key) for key in question.keys if key in question.text]
    return given(*found, tokens=(len(json.dumps(question.body)) // 5, 10 + 8 * len(found)))


@contextmanager
def stub_model(rule: Rule = by_words) -> Iterator[StubModel]:
    """Serve a model that answers by a rule."""
    stub, lock = StubModel(rule), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            parsed = json.loads(body)
            reply = stub.rule(Question(json.loads(parsed["messages"][1]["content"]), parsed))
            with lock:
                stub.conversation.append((body, reply.body))
                stub.headers.append({name.lower(): value for name, value in self.headers.items()})
            self._send(reply)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in {"content-type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            body = reply.body[: len(reply.body) // 2] if reply.cut else reply.body
            size = -(-len(body) // reply.pieces) or 1
            for start in range(0, len(body), size):
                self.wfile.write(body[start : start + size])
                self.wfile.flush()
            self.close_connection = self.close_connection or reply.cut

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub.endpoint = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
