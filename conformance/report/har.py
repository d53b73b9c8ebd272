"""Recorded exchanges of a run as an HTTP Archive (HAR 1.2)."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from harfile import Content, Creator, HarFile, PostData, Record, Request, Response, Timings

from conformance.report.exchanges import find_header, find_start, measure_body, read_body
from conformance.report.record import Event
from conformance.report.results import Results

_VERSION = "HTTP/1.1"
_PHRASES = {status.value: status.phrase for status in HTTPStatus}


def render(results: Results) -> str:
    """Return the recorded exchanges as a HAR file; credentials are redacted, as they are in the events."""
    file = io.StringIO()
    creator = Creator(name="conformance", version=str(results.start.get("tool", "")))
    archive = HarFile(file, creator=creator)
    for exchange in results.exchanges.list_all():
        _add(archive, exchange, results.start)
    archive.close()
    return json.dumps(json.loads(file.getvalue()), indent=2) + "\n"


def _add(archive: HarFile, exchange: Event, start: Event) -> None:
    milliseconds = round(float(exchange["seconds"]) * 1000, 1)
    archive.add_entry(
        startedDateTime=find_start(exchange, start),
        time=milliseconds,
        request=_request(exchange["request"]),
        response=_response(exchange["response"], exchange["error"]),
        timings=Timings(send=0, wait=milliseconds, receive=0),
        comment=f"{exchange['api']} {exchange['operation']} #{exchange['id']}: {exchange['origin']}",
    )


def _request(sent: Mapping[str, Any]) -> Request:
    body, is_base64 = read_body(sent)
    comment = "base64" if is_base64 else None  # HAR has no field for that in a request
    data = PostData(mimeType=find_header(sent, "content-type"), text=body, comment=comment) if body else None
    query = parse_qsl(urlsplit(sent["url"]).query, keep_blank_values=True)
    return Request(
        method=sent["method"],
        url=sent["url"],
        httpVersion=_VERSION,
        headers=_records(sent["headers"]),
        queryString=_records(query),
        postData=data,
        bodySize=measure_body(sent),
    )


def _response(received: Mapping[str, Any] | None, error: str) -> Response:
    """Return the response. Without one, return status 0, as browsers do."""
    if received is None:
        return Response(status=0, statusText="", httpVersion=_VERSION, bodySize=0, comment=error or None)
    body, is_base64 = read_body(received)
    size, status = measure_body(received), int(received["status"])
    media_type = find_header(received, "content-type")
    return Response(
        status=status,
        statusText=_PHRASES.get(status, ""),
        httpVersion=_VERSION,
        headers=_records(received["headers"]),
        content=Content(size=size, mimeType=media_type, text=body, encoding="base64" if is_base64 else None),
        redirectURL=find_header(received, "location"),
        bodySize=size,
    )


def _records(pairs: Any) -> list[Record]:
    return [Record(name=name, value=value) for name, value in pairs]
