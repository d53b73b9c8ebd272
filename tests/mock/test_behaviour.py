"""A folder's `behaviour.py` answers the operations it names; the mock guards the spec around it."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.openapi.errors import InputError

Make = Callable[..., httpx.Client]
IMPORT = "from conformance.mock import Answer, answers\n\n\n"
DRAW = '@answers("{}")\ndef draw(request):\n    return Answer(200, 1)\n'


@pytest.fixture
def api(toy: Callable[[str], Api]) -> Api:
    return toy("behaviour")


@pytest.fixture
def mock(client: Make, api: Api) -> httpx.Client:
    return client(api)


def test_a_behaviour_answers_from_its_state(mock: httpx.Client) -> None:
    assert mock.put("/counters/a", json={"count": 2}).json() == {"count": 2}
    assert mock.put("/counters/a", json={"count": 3}).json() == {"count": 5}
    assert mock.get("/counters/a").json() == {"count": 5}


def test_a_refusal_of_a_behaviour_has_the_documented_shape(mock: httpx.Client) -> None:
    response = mock.get("/counters/b")
    assert (response.status_code, response.json()) == (404, {"detail": "Not found."})
    assert response.headers["X-Mock-Reason"] == "there is no counter b"


def test_a_new_state_is_filled(mock: httpx.Client) -> None:
    assert mock.get("/counters/first").json() == {"count": 1}


def test_each_app_has_a_state_of_its_own(client: Make, api: Api) -> None:
    first, second = client(api), client(api)
    assert first.put("/counters/a", json={"count": 1}).status_code == 200
    assert second.get("/counters/a").status_code == 404


def test_the_seed_decides_what_is_random(client: Make, api: Api) -> None:
    drawn = [client(api, seed=seed).get("/random").json() for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_behaviour_sees_only_requests_that_the_spec_allows(mock: httpx.Client) -> None:
    assert mock.put("/counters/a", json={"count": "many"}).status_code == 400
    assert mock.get("/counters/a").status_code == 404


def test_an_answer_that_breaks_the_spec_is_500(mock: httpx.Client) -> None:
    response = mock.put("/counters/a", json={"count": 99})
    assert response.json() == {"count": 99}
    assert response.headers["X-Left"] == "-89"
    response = mock.put("/counters/a", json={"count": 1})
    assert (response.status_code, "100 is greater than the maximum of 99" in response.text) == (500, True)


def test_an_operation_without_a_behaviour_is_answered_from_the_spec(mock: httpx.Client) -> None:
    assert mock.get("/plain").json() == "plain"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("Answer(418)", "status 418 of draw is not documented"),
        ("Answer(200)", "no body, though application/json is documented"),
        ("Answer(200, object())", "body: not JSON text"),
        ('Answer(200, "a", media_type="text/plain")', "a body of media type text/plain, though none is documented"),
    ],
)
def test_an_answer_is_checked_in_every_respect(
    client: Make, edited: Callable[..., Api], answer: str, reason: str
) -> None:
    api = edited("mock_behaviour", "behaviour.py", "Answer(200, request.state.random.random())", answer)
    response = client(api).get("/random")
    assert (response.status_code, reason in response.text) == (500, True), response.text


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        (IMPORT + DRAW.format("drow"), "no operation 'drow'", None),
        (IMPORT + DRAW.format("draw") + "\n\n" + DRAW.format("draw").replace("def draw", "def again"), "twice", None),
        ("from conformance.mock import (", "SyntaxError", 1),
        ("\nimport no_such_module_anywhere\n", "ModuleNotFoundError", 2),
        ("\n\n1 / 0\n", "ZeroDivisionError", 3),
    ],
)
def test_a_behaviour_that_cannot_be_used_is_refused_at_start(
    edited: Callable[..., Api], text: str, reason: str, line: int | None
) -> None:
    api = edited("mock_behaviour")
    (api.folder / "behaviour.py").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason) as refused:
        create_app(api)
    assert refused.value.problems[0].file == str(api.folder / "behaviour.py")
    assert refused.value.problems[0].line == line
