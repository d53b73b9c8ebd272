"""Parts of a spec folder's `behaviour.py`, and its loading.

    @answers("retrieveOrder")
    def retrieve_order(request: Request) -> Answer:
        order = request.state.table("orders").get((request.path["id"],))
        if order is None:
            raise Refusal(404, "there is no such order")
        return Answer(200, order)

    @fills
    def fill(state: State, spec: Spec) -> None:
        state.table("orders").put(("1",), {"id": "1"})

    @accepts("bearer")
    def is_alive(token: str, state: State) -> bool:
        return (token,) in state.table("tokens")

An operation without such a function is answered from the spec. What `@fills` puts is there before the first request.
An item of a table is never changed in place: `put` stores a new one, and what is sent of the old one is forgotten.
What `@accepts` returns True for is a credential of that security scheme, as well as the fake one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from conformance.mock.schemas import Leaf
from conformance.mock.state import State
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation, Spec
from conformance.python_files import load

T = TypeVar("T")
BEHAVIOUR_FILE = "behaviour.py"
NOTHING: Any = type("Nothing", (), {"__repr__": lambda self: "NOTHING"})()  # no body; None is JSON's null


@dataclass(frozen=True)
class Request:
    """A request that the spec allows: its parameters as JSON values by name, without those absent, and its body.

    `url` is what was asked for, without the credentials in its query: what URLs in an answer are made from.
    """

    operation: Operation
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    headers: Mapping[str, Any]
    cookies: Mapping[str, Any]
    body: Any  # NOTHING if there is none
    state: State
    url: str


@dataclass(frozen=True)
class Answer:
    """A response: `body` as JSON data (or text, or bytes, as the media type has it) and headers as text.

    Documented headers that are not given are filled in from the spec; the media type is the spec's first JSON one
    unless it is named.
    """

    status: int
    body: Any = NOTHING
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None = None


class Refusal(Exception):  # noqa: N818 - in a behaviour it is an answer, not a mistake
    """The request is refused: answered with `status` in the API's documented shape. `reason` must hold no secret.

    Where the operation does not document `status` but does document `instead`, it is answered with that.
    """

    def __init__(
        self,
        status: int,
        reason: str,
        instead: int | None = None,
        keywords: frozenset[str] = frozenset(),
        cause: str = "",
        leaf: Leaf | None = None,
    ) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status
        self.reason = reason
        self.instead = instead
        self.keywords = keywords  # of the schema that the request breaks
        self.cause = cause or reason.partition(": ")[0]  # the reason without anything of the request
        self.leaf = leaf  # of the request: what breaks its schema


Behaviour = Callable[[Request], Answer]
Fill = Callable[[State, Spec], None]
Accept = Callable[[str, State], bool]


class Behaviours(NamedTuple):
    """The functions of one `behaviour.py`.

    Those that answer are kept by operationId, those that accept credentials by security scheme.
    """

    answers: Mapping[str, Behaviour] = MappingProxyType({})
    fills: tuple[Fill, ...] = ()
    accepts: Mapping[str, Accept] = MappingProxyType({})

    def fill(self, spec: Spec, state: State) -> None:
        """Put what is there before the first request."""
        for function in self.fills:
            function(state, spec)


def answers(*operation_ids: str) -> Callable[[Behaviour], Behaviour]:
    """Declare that a function of `behaviour.py` answers the operations of these ids."""

    def declare(function: Behaviour) -> Behaviour:
        function.answers = operation_ids  # type: ignore[attr-defined] # read by `behaviours`
        return function

    return declare


def fills(function: Fill) -> Fill:
    """Declare that a function of `behaviour.py` fills a new state, and one that was reset."""
    function.fills = True  # type: ignore[attr-defined] # read by `behaviours`
    return function


def accepts(scheme: str) -> Callable[[Accept], Accept]:
    """Declare that a function of `behaviour.py` says which credentials of a security scheme are good now."""

    def declare(function: Accept) -> Accept:
        function.accepts = scheme  # type: ignore[attr-defined] # read by `behaviours`
        return function

    return declare


def behaviours(spec: Spec, folder: Path) -> Behaviours:
    """Return the functions of the folder's `behaviour.py`; none if there is no such file.

    Raises InputError if the file can't be loaded, or names an operation or a security scheme that is unknown or in use.
    """
    file = folder / BEHAVIOUR_FILE
    if not file.is_file():
        return Behaviours()
    functions = [value for value in vars(load(file)).values() if callable(value)]
    answered = [(name, each) for each in functions for name in getattr(each, "answers", ())]
    accepted = [(each.accepts, each) for each in functions if isinstance(getattr(each, "accepts", None), str)]
    return Behaviours(
        _by_name(file, "operation", answered, spec.operations),
        tuple(each for each in functions if getattr(each, "fills", False) is True),
        _by_name(file, "security scheme", accepted, spec.security_schemes),
    )


def _by_name(file: Path, kind: str, named: Iterable[tuple[str, T]], known: Iterable[str]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, function in named:
        if name not in known:
            raise InputError.of(file, f"no {kind} {name!r}", f"choose from: {', '.join(known)}")
        if name in found:
            verb = "answered" if kind == "operation" else "decided on"
            raise InputError.of(file, f"{name!r} is {verb} twice", "keep one of the functions")
        found[name] = function
    return found
