"""Values as XML documents, as the `xml` objects of their schemas say (OpenAPI 3.1, "XML Object").

Tested in `tests/mock/test_encoders.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, tostring

from conformance.openapi import json_pointer
from conformance.openapi.schemas import Shape
from conformance.openapi.spec import Spec

_UNKNOWN, _ITEM = "root", "item"  # elements of schemas without a name
# XML 1.0, section 2.2
_NOT_IN_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_xml(spec: Spec, pointer: str, value: Any) -> bytes:
    """Return the XML document of `value`, whose schema is at `pointer`."""
    shape = Shape(spec, [pointer])
    root = _element(None, shape, _component(shape) or _UNKNOWN)
    if isinstance(value, list):  # a document has one element
        for item in value:
            _add(root, shape.items, item, _component(shape.items) or _ITEM)
    else:
        _fill(root, shape, value)
    document: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return document


def _add(parent: Element, shape: Shape, value: Any, name: str) -> None:
    """Add `value` to `parent` as the property `name`: as an attribute, an element, or one for each item."""
    about = _about(shape)
    if isinstance(value, list):
        is_wrapped = about.get("wrapped") is True
        holder = _element(parent, shape, name) if is_wrapped else parent
        for item in value:
            _add(holder, shape.items, item, str(about.get("name", name)) if is_wrapped else name)
    elif about.get("attribute") is True and not isinstance(value, Mapping):
        parent.set(_name_element(about, name), _text(value))
    else:
        _fill(_element(parent, shape, name), shape, value)


def _fill(element: Element, shape: Shape, value: Any) -> None:
    if isinstance(value, Mapping):
        for name, member in value.items():
            _add(element, shape.member(name), member, name)
    elif value is not None:
        element.text = _text(value)


def _element(parent: Element | None, shape: Shape, name: str) -> Element:
    about = _about(shape)
    element = Element(_name_element(about, name))
    if parent is not None:
        parent.append(element)
    if "namespace" in about:
        prefix = about.get("prefix")
        element.set(f"xmlns:{_plain(str(prefix))}" if prefix else "xmlns", str(about["namespace"]))
    return element


def _about(shape: Shape) -> Mapping[str, Any]:
    """Return what the schemas say of XML, the outer ones first."""
    found: dict[str, Any] = {}
    for _, schema in shape.parts:
        said = schema.get("xml")
        found = {**said, **found} if isinstance(said, Mapping) else found
    return found


def _component(shape: Shape) -> str | None:
    """Return the name of the component that a schema is."""
    names = (json_pointer.last(place) for place, _ in shape.parts if place.rpartition("/")[0] == "/components/schemas")
    return next(names, None)


def _name_element(about: Mapping[str, Any], name: str) -> str:
    plain = _plain(str(about.get("name", name)))
    return f"{_plain(str(about['prefix']))}:{plain}" if about.get("prefix") else plain


def _plain(name: str) -> str:
    """Return the name with `_` for what XML does not accept in names."""
    found = re.sub(r"[^\w.-]", "_", name)
    return found if re.match(r"[^\W\d]", found) else f"_{found}"


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _NOT_IN_TEXT.sub("\ufffd", text)
