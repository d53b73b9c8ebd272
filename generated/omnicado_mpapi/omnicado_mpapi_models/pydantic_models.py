"""Omnicado MPAPI: pydantic models, generated from its OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, RootModel


class SerialNumbers(RootModel[list[str]]):
    """
    The serial numbers of one order item.
    """

    root: Annotated[
        list[str],
        Field(
            description="The serial numbers of one order item.",
            examples=[["DR0289710229X", "DR0289810229X"]],
            title="SerialNumbers",
        ),
    ]


class Result(BaseModel):
    """
    That the request succeeded.
    """

    code: Annotated[Literal[200], Field(description="The outcome as a number.", examples=[200])]
    status: Annotated[str, Field(description="The outcome in words, `OK`.", examples=["OK"])]


class Failure(BaseModel):
    """
    How the request failed.
    """

    code: Annotated[
        int,
        Field(
            description="The outcome as a number. The vendor types it `int`; 32 bits are assumed.",
            examples=[404],
            ge=-2147483648,
            le=2147483647,
        ),
    ]
    status: Annotated[str, Field(description="The outcome in words.", examples=["Not Found"])]


class ResultEnvelope(BaseModel):
    """
    What the response to a request that succeeded holds.
    """

    result: Result


class FailureEnvelope(BaseModel):
    """
    What the response to a request that failed holds, whatever its HTTP status.
    """

    result: Failure
