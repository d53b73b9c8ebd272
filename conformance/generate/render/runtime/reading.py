"""Reading of responses: the documented content, and its JSON, text or bytes."""

import json
import re
from collections.abc import Callable, Mapping
from math import isinf
from typing import Any, NoReturn, TypeVar, cast

from .decoding import DecodeError, follow, reason_of
from .errors import APIError, APIResponseError, APIResponseValidationError, status_error
from .operation import MIXED, Content, InBandError, Items, Json, Operation, Raw, Request, Text
from .response import Answer, APIResponse

T = TypeVar("T")
_NO_CONTENT = frozenset({204, 205, 304})  # RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5
_LONGEST = 300  # characters of a server's message
_MESSAGES = ("detail", "message", "error_description", "errormessage", "msg", "error", "errors")
Document = Callable[[], Mapping[str, Any]]


def result(
    operation: Operation[T], answer: Answer, is_validated: bool, document: Document, scrub: Callable[[str], str] = str
) -> APIResponse[T] | APIError:
    """Return the result of a call: the response with its body or the error in that, or the error of the call."""
    if not answer.is_success:
        body = _error_body(operation, answer)
        _, code = _in_band(operation, body, answer)
        return status_error(answer.status_code)(operation.id, answer, body, code, scrub(_message(answer)))
    is_unexpected = operation.find_contents(answer.status_code) is None
    try:
        value = _success(operation, answer, is_validated, document)
    except DecodeError as error:
        misfit = APIResponseValidationError(operation.id, answer, error.reason, error.pointer)
        return APIResponse(answer, cast("T", None), misfit, is_unexpected=is_unexpected)
    kind, code = _in_band(operation, value, answer)
    if kind is not None:
        return APIResponseError(operation.id, answer, value, code, scrub(_message(answer)))
    return APIResponse(answer, value, is_unexpected=is_unexpected)


def _message(answer: Answer) -> str:
    """Return the server's message on an error, in one line."""
    try:
        text = _read_problem(json_data(answer.content), 4)
    except DecodeError:
        return ""
    return "".join(filter(str.isprintable, " ".join(text.split())))[:_LONGEST]


def _read_problem(data: Any, depth: int) -> str:
    """Return the title and the first other text of a problem (RFC 9457), or of a similar body."""
    if isinstance(data, str) or not depth:
        return data if isinstance(data, str) else ""
    if isinstance(data, list):
        return _read_problem(data[0], depth - 1) if data else ""
    members = {name.lower(): value for name, value in data.items()} if isinstance(data, dict) else {}
    texts = [_read_problem(members[name], depth - 1) for name in _MESSAGES if name in members]
    title = members.get("title")
    return ": ".join(filter(None, (title if isinstance(title, str) else "", next(filter(None, texts), ""))))


def _success(operation: Operation[T], answer: Answer, is_validated: bool, document: Document) -> Any:
    contents = operation.find_contents(answer.status_code)
    if contents is None and is_validated:
        raise DecodeError(f"the status {answer.status_code} is not documented")
    if answer.status_code in _NO_CONTENT:
        return None
    if answer.problem is not None:
        raise DecodeError(answer.problem)
    if contents is None:  # the request had its effect
        return _as_it_came(answer, MIXED)
    if not contents or operation.method == "HEAD":
        return None
    content = _choose_content(contents, answer)
    if content is None:
        raise DecodeError("its media type is not documented")
    return read(content, answer, is_validated, document)


def find_content(operation: Operation[Any], answer: Answer) -> Content | None:
    """Return the documented content for the status and media type of a response."""
    return _choose_content(operation.find_contents(answer.status_code) or {}, answer)


def is_long(request: Request[Any], head: Answer) -> bool:
    """Return whether the body may need longer than the call: a file, or one that is read as it comes."""
    return is_open(request, head) or (head.is_success and isinstance(find_content(request.operation, head), Raw))


def is_open(request: Request[Any], head: Answer) -> bool:
    """Return whether the body is read as it comes."""
    operation = request.operation
    if not head.is_success or head.status_code in _NO_CONTENT or operation.method == "HEAD" or operation.stream is None:
        return False
    return request.is_streamed or isinstance(find_content(operation, head), Items)


def read(content: Content, answer: Answer, is_validated: bool, document: Document) -> Any:
    """Return the body as this content. Raises DecodeError, and nothing else, if it does not fit."""
    if is_validated and isinstance(content, Json) and content.schema is not None:
        from .validation import validate  # noqa: PLC0415 - it needs an extra

        validate(json_data(answer.content), content.schema, document)
    return decode_body(content, answer)


def decode_body(content: Content, answer: Answer) -> Any:
    """Decode the body as this content. Raises DecodeError, and nothing else, if it does not fit."""
    if isinstance(content, Raw):
        return _guard(content.decode, answer)
    if isinstance(content, Text):
        return _guard(content.decode, text(answer))
    return _guard(content.decode, json_data(answer.content)) if isinstance(content, Json) else _read_other(answer)


def json_data(content: bytes) -> Any:
    """Return JSON data from its bytes, which are UTF-8 (RFC 8259, section 8.1). Raises DecodeError."""
    if not content:
        raise DecodeError("there is no body")
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=_finite, parse_constant=_refuse)
    except DecodeError:
        raise
    except UnicodeDecodeError:
        reason = "it is no UTF-8"
    except (ValueError, RecursionError) as error:
        place = f" (line {error.lineno} column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        reason = f"it is no JSON{place}"
    raise DecodeError(reason)


def text(answer: Answer) -> str:
    """Decode the body as text, in the charset of Content-Type, else UTF-8. Raises DecodeError."""
    parameters = answer.headers.get("Content-Type", "").split(";")[1:]
    pairs = {name.strip().lower(): value.strip() for name, _, value in (p.partition("=") for p in parameters)}
    charset = pairs.get("charset", "utf-8").strip('"')
    try:
        return str(answer.content, charset)
    except (LookupError, ValueError):
        pass
    raise DecodeError("it is no text of the charset that its Content-Type names")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _finite(number: str) -> float:
    """Return a number. Raises DecodeError for one that Python reads as infinite and can't write again."""
    value = float(number)
    if isinf(value):
        raise DecodeError("a number in it is too large for Python")
    return value


def _guard(decode: Callable[[Any], Any], data: Any) -> Any:
    try:
        return decode(data)
    except Exception as error:  # whatever a decoder raises, the caller gets the one documented error
        failure = error
    raise failure if isinstance(failure, DecodeError) else DecodeError(reason_of(failure))


def _read_other(answer: Answer) -> Any:
    media_type = _media_type(answer)
    if media_type == "application/json" or media_type.endswith("+json"):
        return json_data(answer.content)
    return text(answer) if media_type.startswith("text/") or media_type.endswith("xml") else answer.content


def _media_type(answer: Answer) -> str:
    return answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _parameters(media_type: str) -> set[str]:
    return {re.sub(r'[\s"]', "", each).lower() for each in media_type.split(";")[1:]}


def _choose_content(contents: Mapping[str, Content], answer: Answer) -> Content | None:
    """Return the content for a media type: that type, a range that includes it, else JSON under another name."""
    media_type, given = _media_type(answer), _parameters(answer.headers.get("Content-Type", ""))
    for name, content in contents.items():  # one of several versions
        if media_type == name.partition(";")[0].strip().lower() and given >= (_parameters(name) or {""}):
            return content
    known = {name.partition(";")[0].strip().lower(): content for name, content in contents.items()}
    known |= {name.lower(): content for name, content in contents.items()}
    for name in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        if name in known:
            return known[name]
    if not media_type and len(known) == 1:
        return next(iter(known.values()))
    return next((content for content in known.values() if isinstance(content, Json)), None)


def _error_body(operation: Operation[Any], answer: Answer) -> Any:
    """Decode the body of an error as documented, else as well as possible: an error must not hide another."""
    if answer.status_code in _NO_CONTENT and not answer.content:
        return None
    contents = operation.find_contents(answer.status_code) or {}
    documented = _choose_content(contents, answer)
    return _as_it_came(answer, *([] if documented is None else [documented]), MIXED)


def _as_it_came(answer: Answer, *contents: Content) -> Any:
    """Return the body as the first of these contents that it is; else its bytes."""
    for content in contents:
        try:
            return decode_body(content, answer)
        except DecodeError:
            continue
    return answer.content


def _in_band(operation: Operation[Any], body: Any, answer: Answer) -> tuple[InBandError | None, Any]:
    """Return the kind of error that a body is, if it is one, and its code."""
    kind = next((kind for kind in operation.in_band if isinstance(body, kind.type)), None)
    return kind, follow(json_data(answer.content), kind.code) if kind and kind.code is not None else None
