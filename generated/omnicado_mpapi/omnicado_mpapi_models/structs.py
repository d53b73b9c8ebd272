"""Omnicado MPAPI: msgspec structs, generated from its OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

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
    That the request succeeded.
    """

    code: Annotated[Literal[200], Meta(description="The outcome as a number.", examples=[200])]
    status: Annotated[str, Meta(description="The outcome in words, `OK`.", examples=["OK"])]


class Failure(Struct):
    """
    How the request failed.
    """

    code: Annotated[
        int,
        Meta(
            description="The outcome as a number. The vendor types it `int`; 32 bits are assumed.",
            examples=[404],
            ge=-2147483648,
            le=2147483647,
        ),
    ]
    status: Annotated[str, Meta(description="The outcome in words.", examples=["Not Found"])]


class ResultEnvelope(Struct):
    """
    What the response to a request that succeeded holds.
    """

    result: Result


class FailureEnvelope(Struct):
    """
    What the response to a request that failed holds, whatever its HTTP status.
    """

    result: Failure
