"""Probes that read the stored state of an item that no operation of the API reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import httpx

from conformance.auth import credentials
from conformance.network.transports import make_client
from conformance.openapi import json_pointer
from conformance.openapi.spec import Operation
from conformance.rules.law import NotObservableError
from conformance.rules.loading import probes_of_api
from conformance.suite.target import Target

_MOCK = "/__mock__/"  # its administration needs no credential of the API


class Prober:
    """Reader of stored items, by the probes of the settings, else by those of the API's `rules.py`."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._probes = {**probes_of_api(target.api), **target.probes}

    def read(self, operation: Operation, parameters: Mapping[str, Any]) -> Any:
        """Return the stored item that `parameters` name. Raises NotObservableError if no probe shows it."""
        probe = self._probes.get(operation.id)
        if probe is None:
            raise NotObservableError(f"no probe shows what {operation.id} writes")
        missing = set(probe.names) - parameters.keys()
        if missing:
            raise NotObservableError(f"the probe of {operation.id} needs {min(missing)!r}")
        response = self._get(urljoin(self._target.url, probe.fill(parameters)), operation)
        try:
            return json_pointer.follow(response.json(), probe.pointer)
        except (LookupError, TypeError, ValueError) as error:
            raise NotObservableError(f"the probe of {operation.id} shows no item") from error

    def _get(self, url: str, operation: Operation) -> httpx.Response:
        headers = self._credentials(operation) if url.startswith(urljoin(self._target.url, "/")) else {}
        try:
            with make_client(self._target.channel) as client:
                response = client.get(url, headers={} if _MOCK in url else headers)
        except httpx.HTTPError as error:
            raise NotObservableError(f"the probe of {operation.id} was not answered: {type(error).__name__}") from error
        if response.status_code != 200:
            raise NotObservableError(f"no probe shows what {operation.id} writes: it answered {response.status_code}")
        return response

    def _credentials(self, operation: Operation) -> Mapping[str, str]:
        return credentials.apply(operation, self._target.credentials, self._target.api.spec).headers
