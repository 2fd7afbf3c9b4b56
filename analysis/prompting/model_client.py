"""The model client: asks a server that speaks the protocol of OpenAI. The one place that opens a socket."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from analysis.errors import ModelError
from analysis.model import ModelCoder

if TYPE_CHECKING:
    import openai

RETRIES = 4
"""Times that the client asks again after 408, 409, 429, 5xx or no answer; it waits as long as the server asks for,
else from half a second on twice as long each time."""

NOT_SENT = (
    "Arch",
    "Async",
    "Lang",
    "OS",
    "Package-Version",
    "Runtime",
    "Runtime-Version",
)
"""What the client would tell of this computer; none of it is sent."""

UNCONFIRMED = (
    "{host} is another computer, and nobody has confirmed that responses may be sent there. Nothing was sent. If they "
    'may, write so into [coder] of consultation.toml, naming it: confirmation = "Responses may be sent to {host}. '
    '(Name, role, date)"'
)
SHOWN = 200
"""Characters of what a server says that are told."""


class NoAnswer(Exception):
    """One request had no answer, for a reason that may pass: others may have one."""


class ModelClient:
    """Asks one model; may be used from several threads."""

    def __init__(self, coder: ModelCoder, environment: Mapping[str, str] | None = None) -> None:
        """Make ready; nothing is sent yet.

        Raises ModelError where the address is not confirmed, the key is not there, or the extra is not installed.
        """
        if not coder.is_confirmed:
            raise ModelError(UNCONFIRMED.format(host=coder.host))
        self._host, self._timeout = coder.host, coder.timeout
        self._client = _client(coder, _key(coder, os.environ if environment is None else environment))

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close its connections."""
        self._client.close()

    def ask(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a request, or what stands for one that will never come, as it is kept.

        Raises NoAnswer where this request alone failed, and ModelError where no other would fare better.
        """
        import openai

        try:
            answer = self._client.post("/chat/completions", body=dict(body), cast_to=object)
        except openai.APITimeoutError as error:
            raise NoAnswer(f"The model did not answer within {self._timeout:g} seconds.") from error
        except openai.APIConnectionError as error:
            if _is_unreachable(error):
                raise ModelError(f"{self._host} cannot be reached. What was answered is kept; run it again.") from error
            raise NoAnswer("The model's answer broke off.") from error
        except openai.APIStatusError as error:
            return self._refusal(error)
        except ValueError as error:  # not even JSON
            raise NoAnswer("The model's answer broke off.") from error
        return answer if isinstance(answer, dict) else {"choices": []}

    def _refusal(self, error: openai.APIStatusError) -> dict[str, Any]:
        """Return what stands for the answer where the server will answer this request in no other way."""
        status, said = error.status_code, str(error)
        if "insufficient_quota" in said:
            raise ModelError(f"{self._host}: the account's credit is used up. What was answered is kept.") from error
        if status in (408, 409, 429) or status >= 500:
            raise NoAnswer(f"The model's server was overloaded or out of order ({status}).") from error
        if "content_filter" in said or "content_policy" in said:
            return {"refused": True}
        if "context_length" in said or "maximum context" in said or status == 413:
            return {"too_long": True}
        raise ModelError(f"{self._host} {_why(status)}. It said: {' '.join(said.split())[:SHOWN]}") from error


def _is_unreachable(error: openai.APIConnectionError) -> bool:
    """Return whether nobody answers at the address, so that no other request would fare better."""
    return type(error.__cause__).__name__ in ("ConnectError", "ProxyError", "UnsupportedProtocol")


def _why(status: int) -> str:
    if status in (401, 403):
        return "does not accept the key; see to the environment variable that [coder] names"
    if status == 404:
        return "knows no such model or address; see to endpoint and model in [coder]"
    if status < 400:
        return "sends on to another address, which nobody has confirmed; write the address itself as endpoint"
    return "does not accept what it was asked; a server or model that cannot keep to a JSON schema will not do"


def _key(coder: ModelCoder, environment: Mapping[str, str]) -> str:
    """Return the key; without a variable, a word that stands for none, as servers on the same computer expect."""
    if not coder.key_variable:
        return "none"
    key = environment.get(coder.key_variable, "").strip()
    if not key:
        raise ModelError(
            f"the environment variable {coder.key_variable}, which [coder] of consultation.toml names for the key, is "
            "not set; set it in the terminal from which you start Everypoint"
        )
    return key


def _client(coder: ModelCoder, key: str) -> openai.OpenAI:
    try:
        import openai
    except ImportError as error:
        raise ModelError(
            "asking a model needs the extra llm, which is not installed; install it with `pip install everypoint[llm]`"
        ) from error
    # A redirection would lead to an address that nobody confirmed, and so may a proxy where the model runs here.
    transport = openai.DefaultHttpxClient(follow_redirects=False, trust_env=not coder.is_local)
    unsent: dict[str, Any] = {f"X-Stainless-{name}": openai.Omit() for name in NOT_SENT}
    unsent |= {"OpenAI-Organization": openai.Omit(), "OpenAI-Project": openai.Omit(), "User-Agent": "everypoint"}
    return openai.OpenAI(
        api_key=key,
        base_url=coder.endpoint,
        timeout=coder.timeout,
        max_retries=RETRIES,
        http_client=transport,
        default_headers=unsent,
    )
