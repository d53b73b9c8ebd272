"""Omnicado MPAPI: msgspec structs, generated from its OpenAPI document."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

SerialNumbers: TypeAlias = Annotated[
    list[str],
    Meta(
        description="The serial numbers of one order item.",
        examples=[["DR0289710229X", "DR0289810229X"]],
        title="SerialNumbers",
    ),
]
"""
The serial numbers of one order item.
"""


class Result(Struct):
    """
    How the request ended.
    """

    code: Annotated[
        int,
        Meta(
            description="The outcome as a number, `200` for success. The vendor types it `int`; 32 bits are assumed.",
            examples=[200],
            ge=-2147483648,
            le=2147483647,
        ),
    ]
    status: Annotated[str, Meta(description="The outcome in words, `OK` for success.", examples=["OK"])]


class ResultEnvelope(Struct):
    """
    What every response holds.
    """

    result: Result
