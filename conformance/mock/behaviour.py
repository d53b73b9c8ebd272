"""What a spec folder's `behaviour.py` is made of, and how it is loaded.

    @answers("retrieveOrder")
    def retrieve_order(request: Request) -> Answer:
        order = request.state.table("orders").get((request.path["id"],))
        if order is None:
            raise Refusal(404, "there is no such order")
        return Answer(200, order)

    @fills
    def fill(state: State) -> None:
        state.table("orders").put(("1",), {"id": "1"})

An operation without such a function is answered from the spec. What `@fills` puts is there before the first request.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from conformance.mock.schemas import Leaf
from conformance.mock.state import State
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.spec import Operation, Spec

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
Fill = Callable[[State], None]


class Behaviours(NamedTuple):
    """The functions of one `behaviour.py`: those that answer, by operationId, and those that fill a new state."""

    answers: Mapping[str, Behaviour]
    fills: tuple[Fill, ...]

    def fill(self, state: State) -> None:
        """Put what is there before the first request."""
        for function in self.fills:
            function(state)


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


def behaviours(spec: Spec, folder: Path) -> Behaviours:
    """Return the functions of the folder's `behaviour.py`; none if there is no such file.

    Raises InputError if the file can't be loaded, or names an operation that is unknown or already answered.
    """
    file = folder / BEHAVIOUR_FILE
    if not file.is_file():
        return Behaviours({}, ())
    found: dict[str, Behaviour] = {}
    functions = [value for value in vars(load(file)).values() if callable(value)]
    for function in functions:
        for operation_id in getattr(function, "answers", ()):
            if operation_id not in spec.operations:
                known = ", ".join(spec.operations)
                raise InputError.of(file, f"no operation {operation_id!r}", f"choose from: {known}")
            if operation_id in found:
                raise InputError.of(file, f"{operation_id!r} is answered twice", "keep one of the functions")
            found[operation_id] = function
    return Behaviours(found, tuple(function for function in functions if getattr(function, "fills", False) is True))


def load(file: Path) -> ModuleType:
    """The Python file as a module of its own, under a private name; raises InputError if it can't be loaded."""
    name = f"_conformance_{file.stem}_{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:16]}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise InputError.of(file, "not a Python file", "name a file that ends in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # first: dataclasses and pickle look their module up by its name
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise InputError([_problem(file, error)]) from error
    return module


def _problem(file: Path, error: Exception) -> Problem:
    reason = f"can't be loaded: {type(error).__name__}: {error}"
    if isinstance(error, SyntaxError):
        return Problem(str(file), "", reason, "correct the syntax", error.lineno, error.offset)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    return Problem(str(file), "", reason, "correct this line", lines[-1] if lines else None, 1)
