"""Answers with what the mock read, so that tests can look at it."""

from typing import Any

from conformance.mock import NOTHING, Answer, Request, answers


@answers("required", "optional", "form", "text", "many")
def echo(request: Request) -> Answer:
    values = {"path": request.path, "query": request.query, "header": request.headers, "cookie": request.cookies}
    read: dict[str, Any] = {name: value for name, value in values.items() if value}
    if request.body is not NOTHING:
        read["body"] = request.body.decode() if isinstance(request.body, bytes) else request.body
    return Answer(200, read)
