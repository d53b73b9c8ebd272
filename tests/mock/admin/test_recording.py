"""A request is in the journal when its answer arrives; what was changed is saved before."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from conformance.apis import Api
from conformance.mock import create_app, serving
from conformance.mock.admin import Administered, administer
from conformance.mock.handle import handle_of
from tests.mock.admin.conftest import Admin


def test_whoever_has_an_answer_finds_it_in_the_journal(toy: Callable[[str], Api]) -> None:
    app = administer(create_app(toy("behaviour")))
    with serving(app) as url, httpx.Client(base_url=url) as client:
        for number in range(200):
            sent = client.put(f"/counters/{number}", json={"count": number % 90})
            last = app.administration.entries()[-1]
            assert (last.path, last.status) == (f"/counters/{number}", sent.status_code)
            assert last.answer.data == sent.content
            assert last.seconds > 0


def test_state_is_saved_before_the_answer_begins(admin: Admin, toy: Callable[[str], Api]) -> None:
    app = create_app(toy("behaviour"))
    handle = handle_of(app)
    saved: list[object] = []
    client = admin(Administered(app, {"": handle}, save=lambda: saved.append(handle.state.dump())))
    client.put("/counters/a", json={"count": 3})
    client.put("/__mock__/state/counters/item?key=b", json={"count": 4})
    assert [len(each["counters"]) for each in saved] == [2, 3]  # type: ignore[index]


def test_a_state_that_can_not_be_saved_is_a_500(admin: Admin, toy: Callable[[str], Api]) -> None:
    def fail() -> None:
        raise OSError("disk is full")

    app = create_app(toy("behaviour"))
    client = admin(Administered(app, {"": handle_of(app)}, save=fail))
    refused = client.put("/counters/a", json={"count": 3})
    assert (refused.status_code, refused.json()["detail"]) == (
        500,
        "the state of the mock can't be saved: disk is full",
    )
