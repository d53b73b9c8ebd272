"""One documented response: what it holds by default, whether an answer fits it, and how it is written.

Tested in `tests/mock/test_answers.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from starlette.responses import Response as HttpResponse

from conformance.mock.behaviour import NOTHING, Answer
from conformance.mock.capabilities import Gap, content_gap, essence, is_json_like
from conformance.mock.encoders import encoder, few_bytes, is_structured, is_xml
from conformance.mock.examples import Example, examples
from conformance.mock.negotiation import acceptable
from conformance.mock.response_headers import FRAMING, BrokenSpecError, Header
from conformance.mock.schemas import Complaint, Schema
from conformance.mock.shown import show
from conformance.mock.unchanging import Bodies, Unchanging
from conformance.openapi.errors import InputError
from conformance.openapi.media_types import choose
from conformance.openapi.spec import MediaType, Response, Spec
from conformance.openapi.streams import is_stream, item_pointer

PROBLEM = "application/problem+json"
_CONCRETE = {"*/*": "application/json", "application/*": "application/json", "text/*": "text/plain"}


_TEXTS = ("detail", "message", "error_description", "error", "title", "reason", "description")


class Template:
    """One documented response, compiled. `gaps` are the media types and headers that no value was found for.

    Properties that `confirmations` names are true in bodies that are made from a schema.
    """

    def __init__(
        self, spec: Spec, response: Response, seed: int, unchanging: Unchanging, confirmations: Collection[str] = ()
    ) -> None:
        self.pointer = response.pointer
        self._contents = {m.name: _Content(spec, m, unchanging, confirmations) for m in response.content.values()}
        self._headers = [Header(spec, h, seed) for h in response.headers if h.name.lower() not in FRAMING]
        self._default = next((c for c in self._contents.values() if is_json_like(c.media_type)), None)
        self._default = self._default or next(iter(self._contents.values()), None)
        self._offered: dict[str, _Content] = {}  # by the type that is sent, the default first
        for content in (*([self._default] if self._default else []), *self._contents.values()):
            self._offered.setdefault(content.content_type, content)
        self._seed = seed
        self.body = self._default.sample(seed) if self._default else NOTHING
        self.is_without_value = bool(self._default and self._default.is_without_value)
        self.gaps = [gap for content in self._contents.values() for gap in content.gaps]
        self.gaps += [gap for header in self._headers for gap in header.gaps]

    @property
    def examples(self) -> list[Example]:
        """The examples of the default media type."""
        return self._default.examples if self._default else []

    def explain(self, status: int, reason: str) -> Any:
        """Return the body; a problem document (RFC 9457), or an error without an example, has `reason` in its text."""
        default = self._default
        if default is None or not isinstance(self.body, dict):
            return self.body
        is_problem = essence(default.media_type.name) == PROBLEM
        if default.examples and not is_problem:
            return self.body
        names = ("detail",) if is_problem else _TEXTS  # a title is the same for all problems of a type
        stated = {**self.body, "status": status} if is_problem and "status" in self.body else self.body
        explained = (_with_text(stated, name, reason) for name in names)
        bodies = [*explained, stated]
        return next((body for body in bodies if body is not None and default.allows(body)), self.body)

    def accepts(self, accept: str) -> bool:
        """Return whether the header Accept allows one of the media types, or there is none."""
        return not self._contents or self._choose_preferred(accept) is not None

    def example(self, name: str, accept: str) -> Answer | None:
        """Return the example of this name, of the preferred media type that has it, or None."""
        for content in self._in_order(accept):
            for example in content.examples:
                if example.name == name:
                    return Answer(200, example.value, media_type=content.media_type.name)
        return None

    def generate(self, accept: str, number: int) -> Answer:
        """Return a value that is made from the schema of the preferred media type, whatever its examples."""
        content = self._choose_preferred(accept) or self._default
        if content is None or content.media_type.schema_pointer is None:
            return Answer(200, self.body)
        return Answer(200, content.generate(self._seed, number), media_type=content.media_type.name)

    def write(self, answer: Answer, accept: str = "") -> HttpResponse:
        """Write `answer` with its documented headers; raises BrokenSpecError if the spec does not allow it."""
        answer = self._negotiate(answer, accept) if accept and answer.media_type is None else answer
        headers = {header.name: header.text for header in self._headers if header.text is not None}
        response = HttpResponse(self._body(answer), answer.status, headers)
        response.headers.update(answer.headers)
        if answer.body is not NOTHING:
            response.headers.setdefault("content-type", self._content(answer).content_type)
        for header in self._headers:
            header.check(response.headers)
        return response

    def _negotiate(self, answer: Answer, accept: str) -> Answer:
        """Return the answer in the preferred media type; one that its body is not of has a body of its own."""
        chosen = self._choose_preferred(accept)
        if chosen is None or chosen is self._default or answer.body is NOTHING:
            return answer
        is_kept = chosen.carries(answer.body) and not (answer.body is self.body and chosen.examples)
        body = answer.body if is_kept else chosen.sample(self._seed)
        return replace(answer, body=body, media_type=chosen.media_type.name)

    def _choose_preferred(self, accept: str) -> _Content | None:
        allowed = acceptable(accept, tuple(self._offered))
        return self._offered[allowed[0]] if allowed else None

    def _in_order(self, accept: str) -> list[_Content]:
        preferred = self._choose_preferred(accept)
        others = (content for content in self._offered.values() if content is not preferred)
        return [*([preferred] if preferred else []), *others]

    def _body(self, answer: Answer) -> bytes:
        if answer.body is not NOTHING:
            return self._content(answer).write(answer.body)
        if self._default:
            raise BrokenSpecError(f"no body, though {self._default.content_type} is documented")
        return b""

    def _content(self, answer: Answer) -> _Content:
        documented = (content.media_type for content in self._contents.values())
        chosen = choose(documented, answer.media_type) if answer.media_type else None
        found = self._contents[chosen.name] if chosen else None if answer.media_type else self._default
        if found is None:
            raise BrokenSpecError(f"a body of media type {answer.media_type or '(any)'}, though none is documented")
        return found


def _with_text(body: dict[str, Any], name: str, text: str) -> dict[str, Any] | None:
    """Return the body of an error with `text` for its string `name`, or that of an object within; None without one."""
    if isinstance(body.get(name), str):
        return {**body, name: text}
    for holder, value in body.items():
        if isinstance(value, dict) and isinstance(value.get(name), str):
            return {**body, holder: {**value, name: text}}
    return None


class _Content:
    """One media type of a response."""

    def __init__(
        self, spec: Spec, media_type: MediaType, unchanging: Unchanging, confirmations: Collection[str]
    ) -> None:
        self._spec = spec
        self._confirmations = confirmations
        self.is_without_value = False
        self._unchanging = unchanging
        self._bodies = Bodies(unchanging)
        self.media_type = media_type
        self.gaps: list[Gap] = []
        is_checked = content_gap(spec, media_type, is_request=False) is None
        pointer = item_pointer(spec, media_type) if is_checked else None
        self._schema = Schema(spec, pointer) if pointer else None
        self._encode = encoder(spec, media_type)
        self._is_stream = is_stream(media_type)
        self._is_structured = self._is_stream or (is_checked and is_structured(spec, media_type))
        self.examples = [*self._valid_examples()]

    @property
    def content_type(self) -> str:
        name = _CONCRETE.get(essence(self.media_type.name), self.media_type.name).replace("*", "octet-stream")
        return name + ("; charset=utf-8" if name.startswith("text/") and "charset" not in name else "")

    def _valid_examples(self) -> Iterator[Example]:
        """Yield the examples; one that breaks the schema is there still if a `$ref` leads into it."""
        for example in examples(self._spec, self.media_type.pointer):
            complaint = self._complaint(example.value)
            if complaint is None:
                yield example
            else:
                reason = f"an example is left out, since it breaks the schema{complaint}"
                self.gaps.append(Gap(self.media_type.pointer, reason))

    def sample(self, seed: int) -> Any:
        """Return the first example or a whole value; if none is found, bytes, which are sent unchecked.

        Of a stream it is the items: all examples, or one value.
        """
        shown = [example.value for example in self.examples if example.error is None]
        if self._is_stream and shown and not isinstance(shown[0], str | list):
            return shown
        try:
            few = None if shown else few_bytes(self._spec, self.media_type)
            if few is not None:
                return few
            whole = self.media_type.schema_pointer
            if shown:
                return shown[0]
            pointer = whole or item_pointer(self._spec, self.media_type)
            value = self._confirm(show(self._spec, pointer, seed)) if pointer else ""
            is_item = self._is_stream and not (whole and isinstance(value, list))
            return [value] if is_item else value
        except InputError as error:
            self.is_without_value = True
            self.gaps.append(Gap(self.media_type.pointer, f"{error.problems[0].reason}: its body is empty or null"))
            return b"null" if is_json_like(self.media_type) else b""

    def generate(self, seed: int, number: int) -> Any:
        """Return a value of the schema, made without the media type's examples; the sample if none is found."""
        try:
            return self._confirm(show(self._spec, str(self.media_type.schema_pointer), seed, number))
        except InputError:
            return self.sample(seed)

    def _confirm(self, body: Any) -> Any:
        """Return a body whose properties say that it is a success, where the schema lets them: `success: true`."""
        if not isinstance(body, dict):
            return body
        names = [name for name in self._confirmations if body.get(name) is False and not self._has_example(name)]
        confirmed = {**body, **dict.fromkeys(names, True)} if names else body
        return confirmed if self.allows(confirmed) else body

    def _has_example(self, name: str) -> bool:
        shape = self._schema.shape.properties.get(name) if self._schema else None
        return any({"example", "examples"} & schema.keys() for _, schema in (shape.parts if shape else ()))

    def carries(self, body: Any) -> bool:
        """Return whether a body of the default media type can be sent as this one."""
        return (is_json_like(self.media_type) or is_xml(self.media_type)) and self.allows(body)

    def allows(self, body: Any) -> bool:
        return self._complaint(body) is None

    def write(self, body: Any) -> bytes:
        return self._bodies.write(body, self._write)

    def _write(self, body: Any) -> bytes:
        complaint = self._complaint(body)
        if complaint:
            raise BrokenSpecError(f"body{complaint}")
        try:
            return body if isinstance(body, bytes) else self._encode(body)
        except (ValueError, TypeError, LookupError) as error:
            raise BrokenSpecError(f"body can't be written: {error}") from error

    def _complaint(self, body: Any) -> Complaint | None:
        """Return what is wrong with a value; bytes, and the text that a value is written as, are not looked into."""
        if self._schema is None or isinstance(body, bytes) or (self._is_structured and isinstance(body, str)):
            return None
        if self._unchanging.is_valid_under(body, self._schema.pointer):
            return None
        values = body if self._is_stream and isinstance(body, list) else [body]
        return next((found for value in values if (found := self._schema.complaint(value))), None)
