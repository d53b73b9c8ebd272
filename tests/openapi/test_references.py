"""References: what they lead to, what they were meant to lead to, and what they make use of."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.openapi.references import References


def document(**schemas: Any) -> dict[str, Any]:
    media = {"application/json": {"schema": {"$ref": "#/components/schemas/Used"}}}
    path = {"get": {"responses": {"200": {"description": "D", "content": media}}}}
    return {"openapi": "3.1.0", "paths": {"/a": path}, "components": {"schemas": {"Used": {}, **schemas}}}


@pytest.mark.parametrize(
    ("ref", "reason"),
    [
        ("other.yaml#/A", "$ref leaves the document: other.yaml#/A"),
        ("#/components/schemas/Usd", "$ref to #/components/schemas/Usd, which does not exist"),
        ("#/components/schemas/A", "$ref leads in a circle"),
        ("#/components/schemas/B", "$ref leads in a circle"),
        ("#/components/schemas/Used", None),
        ("#/components/schemas/C%20D", None),
    ],
)
def test_a_reference_leads_to_a_place_in_the_document(ref: str, reason: str | None) -> None:
    found = References(document(A={"$ref": ref}, B={"$ref": "#/components/schemas/A"}, **{"C D": {}}))
    problems = [problem.reason for problem in found.problems("f") if "schemas/A" in problem.pointer]
    assert problems == ([reason] if reason else [])


def test_the_nearest_name_is_told_and_one_that_differs_in_writing_only_is_meant() -> None:
    found = References(document(OrderLine={}, Start_time={}, StartTime={}))
    assert found.nearest("#/components/schemas/OrderLin") == "#/components/schemas/OrderLine"
    assert found.nearest("#/components/schemas/Zebra") is None
    assert found.alike("#/components/schemas/order-line>") == "#/components/schemas/OrderLine"
    assert found.alike("#/components/schemas/OrderLin") is None
    assert found.alike("#/components/schemas/starttime") is None, "two are like it"
    assert found.alike("#/components/missing/Used") is None


def test_what_an_operation_leads_to_is_used() -> None:
    inner = {"discriminator": {"propertyName": "t", "mapping": {"a": "Mapped", "b": "#/components/schemas/Also"}}}
    found = References(
        document(Used={"items": {"$ref": "#/components/schemas/Deep/properties/a"}}, Deep=inner, Mapped={}, Also={},
                 Left={"$ref": "#/components/schemas/Left2"}, Left2={"$ref": "#/components/schemas/Left"})
    )  # fmt: skip
    assert found.find_unused() == {"/components/schemas/Left", "/components/schemas/Left2"}


def test_a_document_of_components_offers_them_all() -> None:
    assert References({"paths": {}, "components": {"schemas": {"A": {}}}}).find_unused() == set()


@pytest.mark.parametrize(
    ("example", "reason"),
    [
        ({"type": "string"}, None),
        ({"properties": {"a": {"$ref": "#/nowhere"}}}, "$ref to #/nowhere, which does not exist"),
        ({"items": {"$ref": "other.yaml"}}, "$ref leaves the document: other.yaml"),
        ({"$ref": "#/components/schemas/A"}, "$ref leads in a circle"),
        ({"$ref": "#/components/schemas/B/default"}, "$ref to #/gone, which does not exist"),
    ],
)
def test_data_that_a_reference_leads_to_is_a_definition(example: Any, reason: str | None) -> None:
    data = document(
        A={"$ref": "#/components/schemas/A/examples/0", "examples": [example]}, B={"default": {"$ref": "#/gone"}}
    )
    assert {problem.reason for problem in References(data).problems("f")} == ({reason} if reason else set())
