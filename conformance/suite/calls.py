"""Valid calls of an operation: from the spec's examples first, then random ones that schemathesis makes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as with_seed
from schemathesis import Case, GenerationMode

from conformance.spec import Operation
from conformance.target import Target

LOCATIONS = {"path": "path_parameters", "query": "query", "header": "headers", "cookie": "cookies"}


@dataclass(frozen=True)
class Call:
    """A valid call: the JSON values of its parameters by name and location, and of its body."""

    method: str
    template: str
    parameters: Mapping[tuple[str, str], Any]
    has_body: bool = False
    body: Any = field(default=None)

    def __str__(self) -> str:
        values = {name: value for (name, _), value in self.parameters.items()}
        return f"({json.dumps(values)}{f', body={json.dumps(self.body)}' if self.has_body else ''})"

    @property
    def path(self) -> str:
        """The path as it is on the wire (RFC 3986, section 2.1)."""
        path = self.template
        for (name, location), value in self.parameters.items():
            if location == "path":
                path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
        return path

    @property
    def query(self) -> list[tuple[str, str]]:
        """The scalar query parameters as they are on the wire."""
        return self._scalars("query")

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The scalar headers as they are on the wire."""
        return self._scalars("header")

    def _scalars(self, wanted: str) -> list[tuple[str, str]]:
        found = [(name, value) for (name, location), value in self.parameters.items() if location == wanted]
        return [
            (name, _text(value)) for name, value in found if not isinstance(value, (list, dict)) and value is not None
        ]


def calls(target: Target, operation: Operation, count: int, seed: int) -> list[Call]:
    """At least one and up to `count` valid calls of `operation`; the same seed gives the same calls."""
    config = schemathesis.Config.from_dict(
        {"base-url": target.url, "generation": {"with-security-parameters": False, "database": "none"}}
    )
    schema = schemathesis.openapi.from_dict(dict(target.api.document), config=config)
    made: list[Case[Any]] = []

    @with_seed(seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(schema[operation.path][operation.method].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def collect(case: Case[Any]) -> None:
        made.append(case)

    collect()
    return [_call(operation, case) for case in made]


def _call(operation: Operation, case: Case[Any]) -> Call:
    parameters = {}
    for parameter in operation.parameters:
        values = getattr(case, LOCATIONS[parameter.location]) or {}
        if parameter.name in values:
            value = values[parameter.name]
            is_quoted = parameter.location == "path" and isinstance(value, str)
            parameters[parameter.name, parameter.location] = unquote(value) if is_quoted else value
    has_body = operation.body is not None and case.media_type is not None and _is_json(case.body)
    return Call(operation.method, operation.path, parameters, has_body, case.body if has_body else None)


def _is_json(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, float, list, dict))


def _text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)
