"""Sends single calls, written as schemathesis writes its own.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import schemathesis
from schemathesis.auths import AuthContext, set_on_case

from conformance.auth.credentials import Credentials
from conformance.client_check.calls import Call
from conformance.network.channel import WithheldError
from conformance.openapi.spec import Operation
from conformance.suite.engine.schema import auth_config, make_schema
from conformance.suite.engine.transport import Wire
from conformance.suite.recorder import Recorder

_CONTAINERS = {"path": "path_parameters", "query": "query", "header": "headers", "cookie": "cookies"}


class Caller:
    """Sends calls to the target of `recorder`, which records every exchange; close it after use.

    They carry the credentials `given`, or those of the target.
    """

    def __init__(self, recorder: Recorder, given: Credentials | None = None) -> None:
        target, used = recorder.target, given or recorder.target.credentials
        seconds = target.channel.timeout
        config: dict[str, Any] = {"base-url": target.url, "request-timeout": seconds, "max-redirects": 0}
        self._wire = Wire(recorder, given=used)
        configured = {**config, "auth": auth_config(target.api.spec, used)}
        self._schema = make_schema(target, configured, self._wire, list(target.api.spec.operations), 0)

    def send(self, operation: Operation, call: Call, origin: str, method: str = "") -> None:
        """Send one valid call, or what it would be with another method; it is recorded under `origin`."""
        self._wire.origin = origin
        documented = self._schema[operation.path][operation.method]
        parts = {**_parts(call, documented.get_parameter_serializers()), "method": method or operation.method}
        case = documented.Case(**parts)
        set_on_case(case, AuthContext(operation=case.operation, app=None), None)
        try:
            case.call()
        except WithheldError:
            return
        except schemathesis.errors.SchemathesisError:  # a value that has no place in a request
            return
        except OSError:  # requests' errors are: the wire has recorded it
            return

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()


def _parts(call: Call, serializers: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Return the call as the parts of a case, in the styles of its parameters; in paths and headers is text."""
    parts: dict[str, Any] = {name: {} for name in _CONTAINERS.values()}
    for (name, location), value in call.parameters.items():
        parts[_CONTAINERS[location]][name] = value
    for container, values in parts.items():
        written = _write_booleans(serializers[container](values) if container in serializers and values else values)
        is_text = container != "query"
        parts[container] = {name: str(value) if is_text else value for name, value in written.items()}
    return {**parts, "body": call.body, "media_type": call.media_type.name} if call.media_type else parts


def _write_booleans(value: Any) -> Any:
    """Return the value with booleans as JSON writes them, at every level: Python's own text of them is another."""
    if isinstance(value, dict):
        return {name: _write_booleans(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_write_booleans(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else value
