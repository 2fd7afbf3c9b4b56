"""The model coder: what a user says of a language model of their own choice that may code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit


class ModelMode(StrEnum):
    """Who codes what: the local classifier alone, the model alone, the model where the classifier is in doubt, or the
    model on a sample that teaches the classifier."""

    LOCAL = "local"
    MODEL = "model"
    DOUBT = "doubt"
    TEACH = "teach"


class SendingRule(StrEnum):
    """What becomes of words that are not everybody's to read before a model is asked: not sent, masked, or sent."""

    HOLD_BACK = "hold back"
    MASK = "mask"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class ModelCoder:
    """A language model that may code, as ``[coder]`` of consultation.toml describes it.

    ``key_variable`` names the environment variable of the key, never the key. Prices are for a million tokens, sent and
    answered; None where the user gave none. ``unpublished`` is for responses that must not be published. ``calls``
    bounds how many points the modes doubt and teach ask about; ``timeout`` is in seconds. ``confirmation`` is the
    written confirmation that an address beyond this computer needs.
    """

    endpoint: str
    model: str
    mode: ModelMode = ModelMode.LOCAL
    key_variable: str = ""
    price_in: float | None = None
    price_out: float | None = None
    currency: str = "£"
    unpublished: SendingRule = SendingRule.HOLD_BACK
    personal_data: SendingRule = SendingRule.MASK
    calls: int = 300
    concurrency: int = 8
    seed: int = 1
    timeout: float = 60.0
    positions: bool = False
    confirmation: str = ""

    @property
    def host(self) -> str:
        """Return the name or number of the computer that is asked, in lower case."""
        return urlsplit(self.endpoint).hostname or ""

    @property
    def is_local(self) -> bool:
        """Return whether what is asked runs on this computer; a name is looked up nowhere.

        >>> hosts = ("localhost", "127.0.0.1", "[::1]", "10.0.0.1", "localhost.example.org")
        >>> [ModelCoder(f"http://{host}:1/v1", "m").is_local for host in hosts]
        [True, True, True, False, False]
        """
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def is_confirmed(self) -> bool:
        """Return whether the user has written that responses may be sent there: the confirmation names the computer."""
        return self.is_local or self.host in {word.strip(".,;:()“”'") for word in self.confirmation.lower().split()}

    @property
    def has_price(self) -> bool:
        """Return whether what it costs can be told."""
        return self.price_in is not None and self.price_out is not None

    @property
    def codes(self) -> bool:
        """Return whether it codes any point."""
        return self.mode is not ModelMode.LOCAL
