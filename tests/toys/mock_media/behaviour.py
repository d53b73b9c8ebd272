"""Answers with what the mock read, so that tests can look at it."""

from conformance.mock import Answer, Request, answers


@answers("upload")
def echo(request: Request) -> Answer:
    return Answer(200, request.body)
