"""Counters, one of which is there from the start, that can be added to; a count above 99 breaks the spec."""

from conformance.mock import Answer, Refusal, Request, State, answers, fills


@fills
def fill(state: State, _: object) -> None:
    """Put the counter that is there before the first request."""
    state.table("counters").put(("first",), {"count": 1})


@answers("readCounter")
def read_counter(request: Request) -> Answer:
    """Return the count, or 404."""
    counter = request.state.table("counters").get((request.path["name"],))
    if counter is None:
        raise Refusal(404, f"there is no counter {request.path['name']}")
    return Answer(200, counter)


@answers("addToCounter")
def add_to_counter(request: Request) -> Answer:
    """Return the new count."""
    counters, key = request.state.table("counters"), (request.path["name"],)
    count = (counters.get(key) or {"count": 0})["count"] + request.body["count"]
    counters.put(key, {"count": count})
    return Answer(200, {"count": count}, {"X-Left": str(10 - count)})


@answers("draw")
def draw(request: Request) -> Answer:
    """Return a random number."""
    return Answer(200, request.state.random.random())
