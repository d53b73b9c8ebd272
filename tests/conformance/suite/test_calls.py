"""Valid calls of an operation."""

from __future__ import annotations

from conformance.suite.calls import Call, calls
from conformance.target import Target
from tests.conformance.suite.conftest import Served


def _calls(target: Target, operation_id: str, count: int = 20, seed: int = 1) -> list[Call]:
    return calls(target, target.api.spec.operations[operation_id], count, seed)


def test_calls_are_valid_and_varied(served: Served) -> None:
    """Every value is one that its schema allows."""
    with served("suite_parcels") as target:
        made = _calls(target, "replaceParcel")
        operation = target.api.spec.operations["replaceParcel"]
        assert operation.body is not None
        body = target.api.spec.validator(operation.body.content["application/json"].schema_pointer or "")
        assert all(call.has_body and body.is_valid(call.body) for call in made)
        assert all(1 <= call.parameters["id", "path"] <= 999999 for call in made)
        assert len({str(call) for call in made}) > 5


def test_the_same_seed_gives_the_same_calls(served: Served) -> None:
    """And another seed others."""
    with served("suite_parcels") as target:
        assert _calls(target, "replaceParcel") == _calls(target, "replaceParcel")
        assert _calls(target, "replaceParcel") != _calls(target, "replaceParcel", seed=2)


def test_credentials_are_not_part_of_a_call(served: Served) -> None:
    """The client adds them."""
    with served("suite_envelope") as target:
        assert all(("Signature", "query") not in call.parameters for call in _calls(target, "callProcedure"))


def test_a_call_knows_how_it_looks_on_the_wire() -> None:
    """Percent-encoded in the path, booleans as JSON writes them, nothing for what is absent."""
    parameters = {("id", "path"): "a/b", ("open", "query"): True, ("n", "query"): None, ("X-A", "header"): 1}
    call = Call("GET", "/x/{id}", parameters)
    assert call.path == "/x/a%2Fb"
    assert call.query == [("open", "true")]
    assert call.headers == [("X-A", "1")]
