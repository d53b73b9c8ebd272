"""Checks of the values that clients of the project store send."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL_PART = re.compile(rf'{_ATOM}(?:\.{_ATOM})*|"(?:[ !#-\[\]-~]|\\[ -~])*"')
_LABEL = re.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


class InvalidError(Exception):
    """Input that is not as documented."""

    def __init__(self, message: str, fields: list[str]) -> None:
        super().__init__(message)
        self.fields = fields


class Body:
    """A JSON object that is read property by property."""

    def __init__(self, raw: bytes) -> None:
        try:
            self.value = json.loads(raw.decode(), parse_constant=_reject)
            json.dumps(self.value, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise InvalidError("the body is not JSON", []) from error
        if not isinstance(self.value, dict):
            raise InvalidError("the body is not an object", [])
        self.problems: list[str] = []

    def require(self, name: str, check: Check) -> Any:
        if name not in self.value:
            self.problems.append(name)
        return self.get(name, check)

    def get(self, name: str, check: Check, default: Any = None) -> Any:
        """Return the property, or the default if it is absent or invalid."""
        if name not in self.value:
            return default
        if not check(self.value[name]):
            self.problems.append(name)
            return default
        return self.value[name]

    def close(self) -> None:
        """Raise InvalidError if a property was invalid."""
        if self.problems:
            raise InvalidError("the body is invalid", sorted(set(self.problems)))


def _reject(constant: str) -> Any:
    raise ValueError(constant)


def is_text(minimum: int, maximum: int) -> Check:
    return lambda value: isinstance(value, str) and minimum <= len(value) <= maximum


def is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


def is_one_of(*values: str) -> Check:
    return lambda value: isinstance(value, str) and value in values


def is_null_or(check: Check) -> Check:
    return lambda value: value is None or check(value)


def is_estimate(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1000


def are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def are_labels(value: Any) -> bool:
    is_known = are_texts(value) and len(value) <= 8 and len(set(value)) == len(value)
    return is_known and all(re.fullmatch("[a-z][a-z0-9-]{0,15}", item) for item in value)


def is_email(value: Any) -> bool:
    """Return whether `value` is a mailbox of RFC 5321, of at most 120 characters."""
    if not isinstance(value, str) or len(value) > 120:
        return False
    local_part, _, domain = value.rpartition("@")
    if len(local_part) > 64 or not _LOCAL_PART.fullmatch(local_part):
        return False
    if domain.startswith("[") and domain.endswith("]"):
        return _is_address(domain[1:-1])
    return all(_LABEL.fullmatch(label) and _is_decodable(label) for label in domain.split("."))


def _is_address(text: str) -> bool:
    try:
        if text.startswith("IPv6:"):
            ipaddress.IPv6Address(text[5:])
        else:
            ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def _is_decodable(label: str) -> bool:
    if label[2:4] != "--":
        return True
    try:  # RFC 5891, section 4.2.3.1: two hyphens there are for encoded names
        return label[:2].lower() == "xn" and not label.lower()[4:].encode().decode("punycode").isascii()
    except ValueError:
        return False
