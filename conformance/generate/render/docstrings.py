"""Docstrings of methods: what an operation does, what its parameters mean, and what it raises.

Tested in `tests/generate/ir/test_resources.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from conformance import facts
from conformance.generate.ir.auth import Access
from conformance.generate.ir.methods import Method
from conformance.generate.ir.operations import Argument
from conformance.generate.opc.escaping import safe_for_docstring
from conformance.generate.types import Property
from conformance.openapi.spec import Parameter, Response, Spec

_WIDTH = 108
_ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "422": "UnprocessableEntityError",
    "429": "RateLimitError",
}
_LONGEST = 60  # characters of a limit: a longer pattern is in the document
_LIMITS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "matches `{}`",
    "format": "format `{}`",
    "default": "default `{}`",
}
_TYPED = frozenset({"date", "date-time", "uuid", "binary", "decimal", "int32", "int64", "double", "float"})


class Descriptions:
    """The docstrings of one API."""

    def __init__(self, spec: Spec, access: Access) -> None:
        self._spec = spec
        self._access = access
        file = spec.file.with_name("facts.yaml")
        self._facts = facts.load(file)[1] if file.is_file() else {}

    def method(self, method: Method) -> list[str]:
        """Return the lines of a method's docstring."""
        definition = method.operation.definition
        summary = _line(definition.get("summary", "")) or f"{method.operation.method} {method.operation.path}"
        text = _line(definition.get("description", ""))
        lines = wrap(sentence(summary), _WIDTH)
        if text and text != _line(summary):
            lines += ["", *wrap(text, _WIDTH)]
        if definition.get("deprecated"):
            lines += ["", "Deprecated."]
        if assumed := self._describe_assumption(definition):
            lines += ["", assumed]
        lines += _section("Args", [*self._arguments(method), _entry("options", _OPTIONS)])
        lines += _section("Raises", list(self._describe_errors(method)))
        return [safe_for_docstring(line) for line in lines]

    def _arguments(self, method: Method) -> Iterator[str]:
        supplied = self._access.supplied_by_signature(method.operation)
        for argument in method.plan.positional:
            yield self._argument(argument, supplied)
        if method.operation.body and method.plan.bodies:
            yield _entry("body", self._body(method))
        if method.plan.is_body_ambiguous:
            yield _entry("content_type", "What the body is sent as, where its class does not say.")
        for argument in method.plan.named:
            yield self._argument(argument, supplied)

    def _argument(self, argument: Argument, supplied: frozenset[str]) -> str:
        parameter = argument.parameter
        schema = self._schema(parameter)
        text = sentence(_line(parameter.definition.get("description", "") or schema.get("description", "")))
        text = text or f"The parameter `{parameter.name}` in {parameter.location}."
        parts = [text, _limits(schema), self._describe_assumption(parameter.definition)]
        if parameter.name in supplied and parameter.location == "query":
            parts.append("Supplied by the client if left out.")
        if argument.repeated:
            parts.append("Else the client's.")
        return _entry(argument.prop.python_name, " ".join(filter(None, parts)))

    def _body(self, method: Method) -> str:
        body = self._spec.resolve(method.operation.body.pointer)[1] if method.operation.body else {}
        text = sentence(_line(body.get("description", ""))) or "The request's body."
        return " ".join(filter(None, (text, self._describe_assumption(body))))

    def _describe_errors(self, method: Method) -> Iterator[str]:
        for status, response in method.operation.responses.items():
            if status.startswith(("2", "x-")) or (status == "default" and not method.operation.successes):
                continue
            yield _entry(_class(status), self._response(status, response))
        for error in method.result.in_band:
            text = f"The status is a success, the body a `{error.name}`."
            yield _entry(
                "APIResponseError", " ".join(filter(None, (text, self._describe_assumption({"x-facts": error.facts}))))
            )
        yield _entry("APIError", "No answer came, none in time, or one that does not fit.")

    def _response(self, status: str, response: Response) -> str:
        text = sentence(_line(response.definition.get("description", "")))
        return " ".join(filter(None, (f"{status}.", text, self._describe_assumption(response.definition))))

    def _schema(self, parameter: Parameter) -> Mapping[str, Any]:
        schema = self._spec.resolve(parameter.schema_pointer)[1]
        return schema if isinstance(schema, Mapping) else {}

    def _describe_assumption(self, element: Mapping[str, Any]) -> str:
        """Return the remark on an element that rests on assumptions alone."""
        ids = [str(each) for each in element.get("x-facts", ())] if self._facts else []
        known = [self._facts[each] for each in ids if each in self._facts]
        if not known or any(fact.kind != "assumed" for fact in known):
            return ""
        return f"Assumed: {', '.join(fact.id for fact in known)}."


def describe_attribute(prop: Property) -> str:
    """Return the lines on a property for the docstring of a model."""
    text = f"{prop.python_name} ({safe_for_docstring(prop.annotation)}): {safe_for_docstring(prop.description)}"
    text += f" Default: {safe_for_docstring(prop.default)}." if prop.default else ""
    return text + (f" Example: {safe_for_docstring(prop.example)}." if prop.example else "")


_OPTIONS = (
    "`timeout`, `max_retries`, `validate`: for this call, what they are for the client; "
    "`extra_headers`, `extra_query`, `extra_body`: further values to send."
)


def _class(status: str) -> str:
    return _ERRORS.get(status, "InternalServerError" if status.startswith("5") else "APIStatusError")


def _limits(schema: Mapping[str, Any]) -> str:
    """Return the limits that the type does not express, as a sentence."""
    shown = ", ".join(_LIMITS[key].format(schema[key]) for key in _LIMITS if _is_informative(key, schema))
    return sentence(shown[:1].upper() + shown[1:])


def _is_informative(key: str, schema: Mapping[str, Any]) -> bool:
    value = schema.get(key)
    return key in schema and not (key == "format" and value in _TYPED) and len(str(value)) <= _LONGEST


def _section(title: str, entries: list[str]) -> list[str]:
    wrapped = (
        wrap(entry, _WIDTH - 4, initial_indent="    ", subsequent_indent=" " * 8, break_on_hyphens=False)
        for entry in entries
    )
    lines = [line for each in wrapped for line in each]
    return ["", f"{title}:", *lines] if lines else []


def _entry(name: str, text: str) -> str:
    return f"{name}: {text}".rstrip()


def _line(text: Any) -> str:
    return " ".join(str(text).split())


def sentence(text: str) -> str:
    """Return the text with a full stop."""
    return text if not text or text.endswith((".", "!", "?", ":", "`.")) else f"{text}."
