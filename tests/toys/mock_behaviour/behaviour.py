"""Counters that start at nothing and can be added to; a count above 99 breaks the spec."""

from dataclasses import dataclass

from conformance.mock import Answer, Refusal, Request, answers


@dataclass
class Counter:
    """One counter."""

    count: int = 0


@answers("readCounter")
def read_counter(request: Request) -> Answer:
    """The count, or 404."""
    counter = request.state.data.get(request.path["name"])
    if counter is None:
        raise Refusal(404, f"there is no counter {request.path['name']}")
    return Answer(200, {"count": counter.count})


@answers("addToCounter")
def add_to_counter(request: Request) -> Answer:
    """The new count."""
    counter = request.state.data.setdefault(request.path["name"], Counter())
    counter.count += request.body["count"]
    return Answer(200, {"count": counter.count}, {"X-Left": str(10 - counter.count)})


@answers("draw")
def draw(request: Request) -> Answer:
    """A random number."""
    return Answer(200, request.state.random.random())
