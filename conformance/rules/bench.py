"""The bench on which laws are judged: it sends their requests and makes items that belong to the run.

Tested in `tests/suite/test_law_bench.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

from conformance.network.exchange import Exchange, Request
from conformance.openapi.spec import Spec
from conformance.resources import Resource, ResourceModel

NOT_GIVEN: Any = type("NotGiven", (), {"__repr__": lambda self: "NOT_GIVEN"})()  # None is JSON's null
_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Item:
    """An item that the run has created: the path parameters that name it, and the exchange that created it.

    `sent` is the item in the request. `shown` is the item in the answer, None if it shows none. The values of one
    that `is_canonical` are such that no server normalises them; those of others say nothing. One that `is_named` has
    an id which the answer states as such; the id of others is the likely one.
    """

    resource: Resource
    path: Mapping[str, Any]
    sent: Any
    shown: Any
    creation: Exchange
    is_canonical: bool
    is_named: bool = True


class Bench(Protocol):
    """Requests to the server under test. What it sends and gets back is the evidence of a violation.

    Each method raises NotObservableError where no request can be made, where it is withheld from a live server, and
    where the answer is 429, 5xx or none: then no law is judged.
    """

    @property
    def spec(self) -> Spec:
        """The document."""

    @property
    def model(self) -> ResourceModel:
        """The resources of the document."""

    @property
    def is_live(self) -> bool:
        """True if the server may be somebody's production."""

    @property
    def second(self) -> Bench:
        """The bench of another user, which creates nothing; raises NotObservableError if none is known."""

    @property
    def budget(self) -> float | None:
        """The seconds allowed for an answer, or None if nobody has said so."""

    def find_refusal(self, operation_id: str) -> Exchange | None:
        """Return the latest 429 or 503 of the run at an operation that has named a time to wait, or None."""

    def send_later(self, exchange: Exchange, seconds: float) -> Exchange:
        """Wait, and send the request of an exchange again; here 429 and 5xx are answers too."""

    def call(self, operation_id: str, parameters: Mapping[str, Any] = _NONE, body: Any = NOT_GIVEN) -> Exchange:
        """Send a valid call with `parameters` by name and `body`, and required ones that are not given as they were.

        An item is sent in the envelope that the operation expects.
        """

    def enclose(self, operation_id: str, body: Any) -> Any:
        """Return the body in which an operation expects an item."""

    def send(self, operation_id: str, request: Request) -> Exchange:
        """Send a request as it is."""

    def follow(self, exchange: Exchange, url: str) -> Exchange:
        """Send the GET of an exchange to another URL of the same origin; another origin gets no credential."""

    def without_credential(self, exchange: Exchange) -> Request:
        """Return the request of an exchange without any credential."""

    def word(self, length: int = 10) -> str:
        """Return lower-case letters that were not used before."""

    def make(self, resource: Resource, path: Mapping[str, Any] = _NONE, values: Mapping[str, Any] = _NONE) -> Item:
        """Create an item of `resource`, below the parents that `path` names and with these `values`."""

    def read(self, item: Item) -> Exchange:
        """Read an item by its own operation."""

    def probe(self, operation_id: str, parameters: Mapping[str, Any]) -> Any:
        """Return what the server keeps of the item that `parameters` name, which only this write operation reaches."""

    def settle(self) -> Iterator[None]:
        """Yield until patience is over, with growing pauses: the time that a server may need to show a change."""
