"""Omnicado MPAPI: pydantic models, generated from its OpenAPI document."""

from __future__ import annotations

from typing import Annotated

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
    How the request ended.
    """

    code: Annotated[
        int,
        Field(
            description="The outcome as a number, `200` for success. The vendor types it `int`; 32 bits are assumed.",
            examples=[200],
            ge=-2147483648,
            le=2147483647,
        ),
    ]
    status: Annotated[str, Field(description="The outcome in words, `OK` for success.", examples=["OK"])]


class ResultEnvelope(BaseModel):
    """
    What every response holds.
    """

    result: Result
