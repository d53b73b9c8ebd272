"""One documented response header: what is sent by default, and whether a value fits it.

Tested in `tests/mock/test_answers.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers

from conformance.mock.capabilities import Gap, parameter_gap
from conformance.mock.examples import has_example, sample
from conformance.mock.schemas import Schema
from conformance.mock.styles import Style
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Parameter, Spec

# What the body is, and how it is framed, is as it is sent: an example's length would cut the answer off.
FRAMING = frozenset("content-type content-length content-encoding transfer-encoding connection trailer".split())


class BrokenSpecError(Exception):
    """The mock was about to send what its own spec does not allow."""


class Header:
    """One documented response header; `text` is what is sent by default, None for nothing."""

    def __init__(self, spec: Spec, header: Parameter, seed: int) -> None:
        self.name = header.name
        self.text: str | None = None
        self.gaps: list[Gap] = []
        self._is_json = "content" in header.definition
        self._style = Style("simple", header.explode, header.name)
        self._is_checked = parameter_gap(spec, header, is_read=False) is None
        self._required = self._is_checked and header.required
        if self._is_checked:
            self._schema = Schema(spec, header.schema_pointer)
            self._shape = self._schema.shape
            self._fill(spec, header, seed)

    def _fill(self, spec: Spec, header: Parameter, seed: int) -> None:
        carrier = header.schema_pointer.rpartition("/")[0]  # the header itself, or its media type
        if not header.required and not has_example(spec, carrier, header.schema_pointer):
            return
        try:
            self.text = _printable(self._write(sample(spec, carrier, header.schema_pointer, seed)))
        except (InputError, ValueError) as error:
            reason = error.problems[0].reason if isinstance(error, InputError) else str(error)
            self.gaps.append(Gap(carrier, f"header {self.name} is left out: {reason}"))
            self._required = False

    def check(self, headers: Headers) -> None:
        """Return if the header among `headers` is as documented; raise BrokenSpecError if not."""
        texts = headers.getlist(self.name) if self._is_checked else []
        if not texts:
            if self._required:
                raise BrokenSpecError(f"header {self.name} is missing")
            return
        try:
            readings = self._readings(texts)
        except ValueError as error:
            raise BrokenSpecError(f"header {self.name}: {error}") from error
        complaints = [self._schema.complaint(reading) for reading in readings]
        if all(complaints):
            raise BrokenSpecError(f"header {self.name}{complaints[0]}")

    def _readings(self, texts: list[str]) -> list[Any]:
        return [json.loads(texts[0])] if self._is_json else list(self._style.readings(texts, self._shape))

    def _write(self, value: Any) -> str:
        if self._is_json:
            return json.dumps(value)
        if isinstance(value, Mapping):
            joint = "=" if self._style.explode else ","
            return ",".join(f"{name}{joint}{_word(member)}" for name, member in value.items())
        return ",".join(map(_word, value)) if isinstance(value, list) else _word(value)


def _printable(text: str) -> str:
    if text.isascii() and text.isprintable():  # RFC 9110, section 5.5
        return text
    raise ValueError(f"not the text of a header: {text!r}")


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
