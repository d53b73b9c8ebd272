"""Path templates as places: collections, items, and what is below or beside them.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conformance.openapi.spec import Operation

_PARAMETER = re.compile(r"\{([^{}]+)\}")
_SUFFIX = re.compile(r"\.(?:json|xml)$")  # of a representation: `/orders.json` and `/orders/{id}.json` belong together
_VERB = re.compile(r"([^/:])(:[A-Za-z]\w*)$")  # a custom method: `/orders:import`, `/orders/{id}:cancel` (AIP-136)
Place = tuple[str, ...]  # segments; each parameter is "{}"


@dataclass(frozen=True)
class Path:
    """One path template with its operations by method."""

    template: str
    place: Place
    parameters: tuple[str, ...]  # one for each "{}" of the place
    operations: Mapping[str, Operation]

    @property
    def last_parameter(self) -> str:
        """The name of the last parameter of the template, be it a whole segment or not."""
        return str(_PARAMETER.findall(self.template)[-1])

    @property
    def is_item(self) -> bool:
        """True if the path ends with a parameter."""
        return bool(self.place) and self.place[-1] == "{}"


def read_paths(operations: Iterable[Operation]) -> dict[Place, Path]:
    """Return the paths of the operations by place; of two operations of one method at a place, the first has it."""
    found: dict[Place, dict[str, Operation]] = {}
    templates: dict[Place, str] = {}
    for operation in operations:
        template = re.split("[?#]", operation.path, maxsplit=1)[0]
        place = place_of(template)
        templates.setdefault(place, template)
        found.setdefault(place, {}).setdefault(operation.method, operation)
    return {place: Path(templates[place], place, _names(templates[place]), found[place]) for place in found}


def place_of(template: str) -> Place:
    """Return the place of a path template; a trailing slash makes no difference."""
    return tuple("{}" if _PARAMETER.fullmatch(segment) else segment for segment in _segments(template))


def _names(template: str) -> tuple[str, ...]:
    return tuple(match[1] for segment in _segments(template) if (match := _PARAMETER.fullmatch(segment)))


def _segments(template: str) -> list[str]:
    plain = _VERB.sub(r"\1/\2", _SUFFIX.sub("", template.strip("/")))
    return plain.split("/") if plain else []
