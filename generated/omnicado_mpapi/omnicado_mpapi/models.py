"""The objects of the API: what it takes and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from .base import Model as _Base
from .base import define as _define


class _Model(_Base):
    """What all models of this API have in common."""

    __slots__ = ()
    _sensitive = frozenset(["client_id"])


@_define(init=False, eq=False, repr=False)
class Failure(_Model):
    """How the request failed.

    Attributes:
        code (int): The outcome as a number. The vendor types it `int`; 32 bits are assumed.
        status (str): The outcome in words.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "code": "code",
        "status": "status",
    }
    __slots__ = tuple(_names.values())

    code: int
    status: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        code: int,
        status: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.code = code
        self.status = status
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.code = data["code"]
            new.status = data["status"]
            new.additional_properties = {} if len(data) == 2 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "code": self.code,
            "status": self.status,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class FailureEnvelope(_Model):
    """What the response to a request that failed holds, whatever its HTTP status.

    Attributes:
        result (Failure): How the request failed.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "result": "result",
    }
    __slots__ = tuple(_names.values())

    result: Failure
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        result: Failure,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.result = result
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.result = Failure.from_dict(data["result"])
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "result": self.result and self.result.to_dict(),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Result(_Model):
    """That the request succeeded.

    Attributes:
        code (Literal[200]): The outcome as a number.
        status (str): The outcome in words, `OK`.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "code": "code",
        "status": "status",
    }
    __slots__ = tuple(_names.values())

    code: Literal[200]
    status: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        code: Literal[200],
        status: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.code = code
        self.status = status
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.code = data["code"]
            new.status = data["status"]
            new.additional_properties = {} if len(data) == 2 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "code": self.code,
            "status": self.status,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data

    @classmethod
    def _fits(cls, data: Any) -> bool:
        return isinstance(data, Mapping) and ("code" not in data or data["code"] in (200,))


@_define(init=False, eq=False, repr=False)
class ResultEnvelope(_Model):
    """What the response to a request that succeeded holds.

    Attributes:
        result (Result): That the request succeeded.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "result": "result",
    }
    __slots__ = tuple(_names.values())

    result: Result
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        result: Result,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.result = result
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.result = Result.from_dict(data["result"])
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "result": self.result and self.result.to_dict(),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data

    @classmethod
    def _fits(cls, data: Any) -> bool:
        return isinstance(data, Mapping) and ("result" not in data or Result._fits(data["result"]))


__all__ = ["Failure", "FailureEnvelope", "Result", "ResultEnvelope"]
