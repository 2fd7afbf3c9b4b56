"""Requests: what a model is asked, as the body that is sent, and the key by which its answer is found again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to a model: the body of the call, and the digest of the words that it is about."""

    body: Mapping[str, Any]
    text_sha256: str

    @property
    def key(self) -> str:
        """Return the digest of everything that decides the answer, the words among it."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def content(self) -> bytes:
        """Return the body as bytes, always written in the same way."""
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def characters(self) -> int:
        """Return how many characters of instructions and words are sent."""
        return sum(len(message["content"]) for message in self.body["messages"])


def prompt_sha256(instructions: str) -> str:
    """Return the version of a prompt: the first 12 hexadecimal digits of the SHA-256 of its words as they are sent."""
    return hashlib.sha256(instructions.encode()).hexdigest()[:12]


def request(
    model: str, seed: int, instructions: str, asked: Mapping[str, Any], schema: Mapping[str, Any], text_sha256: str
) -> ModelRequest:
    """Return a request: the instructions, what is asked about as JSON, so that nothing in it can be taken for
    anything else, and the schema that the answer must keep to."""
    body = {
        "model": model,
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
        ],
        "temperature": 0,
        "seed": seed,
        "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}},
    }
    return ModelRequest(body, text_sha256)


def object_schema(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has all of these fields and no other."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def coding_schema(theme_keys: Sequence[str]) -> dict[str, Any]:
    """Return the schema of a coding: any number of themes of the codebook, each with a quotation."""
    given = object_schema({"theme": {"type": "string", "enum": list(theme_keys)}, "quote": {"type": "string"}})
    return object_schema({"themes": {"type": "array", "items": given}})


def position_schema(positions: Sequence[str]) -> dict[str, Any]:
    """Return the schema of a position, with a quotation."""
    return object_schema({"position": {"type": "string", "enum": list(positions)}, "quote": {"type": "string"}})
