"""The administration from Python."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import Refusal, create_app
from conformance.mock.admin.administration import Administration
from conformance.mock.admin.patterns import Pattern
from conformance.mock.admin.scenario import ScenarioError
from conformance.mock.handle import Handle, handle_of


@pytest.fixture
def handle(toy: Callable[[str], Api]) -> Handle:
    return handle_of(create_app(toy("behaviour")))


def test_whoever_keeps_the_state_hears_when_all_of_it_is_new(handle: Handle) -> None:
    heard: list[Handle] = []
    administration = Administration({"": handle}, heard.append)
    administration.reset()
    administration.load({"counters": [{"key": ["a"], "item": 1}]})
    assert heard == [handle, handle]
    with pytest.raises(ScenarioError):
        administration.load({"counters": [5]})
    assert heard == [handle, handle]


def test_a_disturbance_of_an_unknown_operation_is_refused(handle: Handle) -> None:
    administration = Administration({"": handle})
    with pytest.raises(Refusal, match="there is no operation 'x'"):
        administration.disturb(operation="x", latency=1)
    assert administration.disturb(operation="draw", latency=1).id == "d1"


def test_reset_of_one_api_leaves_the_others_alone(handle: Handle, toy: Callable[[str], Api]) -> None:
    other = handle_of(create_app(toy("security")))
    administration = Administration({"/a": handle, "/b": other})
    other.state.table("things").put(("1",), 1)
    administration.disturb(api="mock_security", latency=1)
    assert administration.reset("mock_behaviour", 5) == {"mock_behaviour": 5}
    assert len(other.state.table("things")) == 1
    assert len(administration.disturbances.all()) == 1


def test_entries_are_chosen_by_a_pattern(counters: httpx.Client) -> None:
    counters.get("/random")
    counters.get("/plain")
    app = counters._transport._transport.app  # type: ignore[attr-defined]
    assert [each.path for each in app.administration.entries(Pattern(operation="plain"))] == ["/plain"]
    assert [each.path for each in app.administration.entries(after=1)] == ["/plain"]
