"""Names of path parameters: `{id}` of an item's path may be `{orderId}` in another path of the same item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from conformance.openapi.spec import Operation
from conformance.resources import ResourceModel

_PARAMETER = re.compile(r"\{([^{}]+)\}")


def list_templates(model: ResourceModel) -> dict[str, str]:
    """Return the path of the item that each operation belongs to, by operationId, where it is known."""
    return {
        role.operation_id: resource.item
        for resource in model.resources
        for role in resource.roles
        if resource.item is not None
    }


def locate_values(
    operation: Operation, values: Mapping[str, Any], templates: Mapping[str, str]
) -> dict[tuple[str, str], Any]:
    """Return the parameters of an operation by name and location; others are left out.

    `values` has them by name. Those of the path are named as in the template of `templates` (`list_templates`): their
    places in it decide.
    """
    named = {**values, **rename_values(operation.path, templates.get(operation.id, ""), values)}
    return {(p.name, p.location): named[p.name] for p in operation.parameters if p.name in named}


def rename_values(path: str, template: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the parameters of `path` that are at the same place in `template`, which names `values`."""
    pairs = zip(path.split("/"), template.split("/"), strict=False)
    alike = takewhile(lambda pair: _PARAMETER.sub("{}", pair[0]) == _PARAMETER.sub("{}", pair[1]), pairs)
    names = ((_PARAMETER.findall(own), _PARAMETER.findall(other)) for own, other in alike)
    return {o: values[t] for own, other in names for o, t in zip(own, other, strict=True) if t in values}
