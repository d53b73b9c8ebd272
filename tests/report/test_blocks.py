"""Blocks: one for each cause, short, and the same after a journey through JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from conformance.report.blocks import LONGEST, Block, format_block, merge_blocks

BLOCK = Block(
    id="1a2b3c4d",
    api="shop",
    key="response-body /components/schemas/Order/properties/total/type",
    check="response-body",
    cause="response body breaks its schema at /total",
    method="GET",
    path="/orders/{id}",
    operation="getOrder",
    file="openapi.yaml",
    line=12,
    pointer="/components/schemas/Order/properties/total/type",
    curl="curl -i http://127.0.0.1/orders/1",
    rerun="conformance run shop",
    replay="conformance replay 1a2b3c4d",
)


def test_the_first_line_names_operation_and_cause() -> None:
    first, second, *_ = format_block(BLOCK).splitlines()
    assert first == "✗ GET /orders/{id} getOrder · response body breaks its schema at /total"
    assert second.split() == [
        "check",
        "response-body,",
        "openapi.yaml:12",
        "at",
        "#/components/schemas/Order/properties/total/type",
    ]


def test_a_block_is_the_same_after_json() -> None:
    block = replace(BLOCK, headers=("allow: GET", "location: /"), also=("GET /orders listOrders",))
    assert Block.from_data(json.loads(json.dumps(block.as_data()))) == block


def test_one_cause_at_several_operations_is_one_block() -> None:
    others = [replace(BLOCK, id=str(n), method="PUT", path="/a", operation=f"put{n}", times=2) for n in range(9)]
    (merged,) = merge_blocks([BLOCK, *others, replace(BLOCK, layer="client", check="client")])
    assert (merged.id, merged.times) == (BLOCK.id, 20)
    assert merged.also[0] == "PUT /a put0"
    assert merged.also[-1] == "GET /orders/{id} getOrder (client)"
    assert "also at   PUT /a put0, " in format_block(merged)
    assert ", and 4 more" in format_block(merged)


def test_other_causes_and_other_apis_stay_apart() -> None:
    blocks = [BLOCK, replace(BLOCK, key="other"), replace(BLOCK, api="other")]
    assert merge_blocks(blocks) == blocks


@pytest.mark.parametrize(("number", "blocks"), [(4, 4), (5, 1), (60, 1)])
def test_one_habit_of_a_server_at_many_properties_is_one_block(number: int, blocks: int) -> None:
    taken = replace(BLOCK, check="accepts-invalid", pattern='accepts-invalid type "integer" str')
    found = [
        replace(taken, key=f"{n}", expected=f'body /p{n}: type "integer"', operation=f"o{n}") for n in range(number)
    ]
    merged = merge_blocks([BLOCK, *found, replace(taken, key="other", pattern='accepts-invalid type "integer" bool')])
    assert len(merged) == blocks + 2
    if blocks == 1:
        assert merged[1].also[0] == "GET /orders/{id} o1 (body /p1)"
        assert len(merged[1].also) == number - 1
        assert merged[1].times == number


def test_the_longest_block_keeps_its_commands() -> None:
    """However many lines its texts have: only commands are lines of their own."""
    many = tuple(f"line {n}\nand another" for n in range(40))
    block = replace(BLOCK, facts=many, headers=many, notes=many, also=many, body="\n".join(many), expected="a\nb")
    lines = format_block(block).splitlines()
    assert len(lines) <= LONGEST
    assert lines[-1].strip() == BLOCK.replay
    assert BLOCK.rerun in lines[-2]
