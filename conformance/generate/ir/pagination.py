"""Lists that page (`x-pagination`): where a page's items and the URL of the next page stand.

Tested in `tests/generate/ir/test_resources.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.union import UnionProperty

from conformance.generate.ir.operations import Plan
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec


@dataclass(frozen=True)
class Pages:
    """How one operation pages: expressions of `page`, the JSON pointer of the next page's URL, and the types."""

    page: str
    item: str
    items: str
    next: str
    pointer: str


def pages(spec: Spec, plan: Plan) -> Pages | None:
    """How the operation pages; None if it does not say.

    Raises InputError if its success has no such items or no such URL.
    """
    stated = plan.operation.definition.get("x-pagination")
    if not isinstance(stated, Mapping):
        return None
    model = next((r.prop for r in plan.endpoint.responses if r.status_code.pattern.startswith("2")), None)
    if not isinstance(model, ModelProperty):
        raise _refused(spec, plan, "the operation's success is no object with properties")
    items = _property(spec, plan, model, str(stated["items"]))
    following = _property(spec, plan, model, str(stated["next"]))
    array = _array(items)
    if array is None:
        raise _refused(spec, plan, f"the property {stated['items']!r} is no array")
    return Pages(
        page=str(model.class_info.name),
        item=str(array.inner_property.get_type_string().as_unembedded_code()),
        items=f"page.{items.python_name} or []",  # null is taken for any array
        next=f"page.{following.python_name}",
        pointer=f"/{json_pointer.escape(str(stated['next']))}",
    )


def _property(spec: Spec, plan: Plan, model: ModelProperty, name: str) -> Any:
    props = [*(model.required_properties or ()), *(model.optional_properties or ())]
    found = next((prop for prop in props if prop.name.get_untrusted_value() == name), None)
    if found is None:
        raise _refused(spec, plan, f"the operation's success has no property {name!r}")
    return found


def _array(prop: Any) -> ListProperty | None:
    if isinstance(prop, UnionProperty):
        return next((each for each in prop.inner_properties if isinstance(each, ListProperty)), None)
    return prop if isinstance(prop, ListProperty) else None


def _refused(spec: Spec, plan: Plan, reason: str) -> InputError:
    fix = "name properties of the page, or leave x-pagination out"
    return spec.error(json_pointer.join(plan.operation.pointer, "x-pagination"), reason, fix)
