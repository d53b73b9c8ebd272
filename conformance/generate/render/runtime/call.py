"""A call: its request, its attempts and its result."""

import logging
import platform
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any
from uuid import uuid4

from . import _http, checks
from .auth import Credential
from .connections import PlacingAuth
from .deadline import Deadline
from .errors import APIConnectionError, APIError, APITimeoutError
from .events import FailureEvent, RequestEvent, ResponseEvent
from .operation import Request
from .options import MAX_RETRIES, TIMEOUT, Options
from .outgoing import extend, outgoing
from .reading import result
from .response import Answer, APIResponse
from .retries import wait_before_retry
from .sending import Failure, send
from .waiting import settle


class Call:
    """One call of a client. `core.Core` has the steps that differ between both kinds of clients."""

    def __init__(self, core: Any, request: Request[Any], options: Options) -> None:
        checks.keywords(options, Options, ["body", *(name for name, *_ in request.parameters())])
        settings = core.settings
        self.core = core
        self.operation = request.operation
        self.request = request
        self.timeout = options["timeout"] if "timeout" in options else settings.get("timeout", TIMEOUT)
        self.deadline = Deadline(self.timeout, core.seams.clock)
        self.max_retries = options.get("max_retries", settings.get("max_retries", MAX_RETRIES))
        self.most = settings.get("max_response_bytes")
        self.is_validated = options.get("validate", settings.get("validate", False))
        self.credentials: Sequence[Credential] = core.choose_credentials(request)
        self.secrets = core.secrets()
        if self.is_validated:
            from .validation import validate_request  # noqa: PLC0415 - it needs an extra

            validate_request(request, core.api.requests)
        request = extend(request, options.get("extra_query", {}), options.get("extra_body", {}))
        self.outgoing = outgoing(
            request, core.place.url_of(self.operation.server), self._headers(options), core.query_names()
        )
        self._log = logging.getLogger(core.api.name)

    async def run(self) -> APIResponse[Any]:
        """Send the request, with retries. Raises errors.APIError."""
        attempt, done, has_refreshed = 0, 0, False
        while True:
            attempt += 1
            placed = [await credential.prepare(self) for credential in self.credentials]
            outcome = await self._attempt(attempt, placed)
            if isinstance(outcome, Answer) and outcome.status_code == 401 and not has_refreshed:
                pairs = zip(self.credentials, placed, strict=True)
                has_refreshed = sum(credential.refuse(each) for credential, each in pairs) > 0
                if has_refreshed:
                    continue
            seconds = wait_before_retry(self, done, outcome)
            if seconds is None:
                return self._end(outcome)
            done += 1
            await settle(self.core.sleep(seconds))

    @property
    def is_repeatable(self) -> bool:
        """Return whether the request may be sent again: by itself, or by the key that it carries."""
        key = self.operation.key
        has_key = key is not None and key.lower() in map(str.lower, self.outgoing.headers)
        return self.operation.is_idempotent or (has_key and self.operation.idempotent is None)

    async def _attempt(self, attempt: int, placed: Sequence[Credential]) -> Answer | Failure:
        sent = self.outgoing
        about = self.operation.id, sent.method, sent.url
        event = RequestEvent(*about, dict(sent.headers), attempt)
        await self._notify("request_hooks", event)
        by_hooks = {name: value for name, value in event.headers.items() if (name, value) not in sent.headers.items()}
        checks.headers("headers", by_hooks)
        self.secrets = self.core.secrets()
        self.secrets.add(*chain.from_iterable(each.secrets for each in placed))
        auth = PlacingAuth(placed, self.secrets, self.core.connections.given is not None) if placed else None
        outcome = await send(self, sent._replace(headers=event.headers), auth, attempt)
        shown = outcome.status_code if isinstance(outcome, Answer) else outcome.reason
        path = self.operation.path  # the template: parameters may be personal data
        self._log.debug("%s %s, attempt %d: %s", self.operation.method, path, attempt, shown)
        if isinstance(outcome, Failure):
            await self._notify("failure_hooks", FailureEvent(*about, outcome.reason, attempt))
        else:
            status, headers, *_ = outcome
            response = ResponseEvent(*about, status, headers, outcome.elapsed, attempt, outcome.request_id)
            await self._notify("response_hooks", response)
        return outcome

    async def _notify(self, name: str, event: Any) -> None:
        hooks: Any = self.core.settings.get(name, ())
        for hook in hooks:
            await settle(hook(event))

    def _end(self, outcome: Answer | Failure) -> APIResponse[Any]:
        if isinstance(outcome, Failure):
            raise self.build_error(outcome) from outcome.cause
        ended: APIResponse[Any] | APIError
        if outcome.body is not None and self.operation.stream is not None:
            ended = APIResponse(outcome, self.operation.stream(self, outcome))
        else:
            ended = result(self.operation, outcome, self.is_validated, self.core.api.document, self.secrets.scrub)
        if isinstance(ended, APIError):
            raise ended
        if ended.unexpected_status:
            self._log.warning("%s: the status %d is not documented", self.operation.id, ended.status_code)
        return ended

    def build_error(self, failed: Failure) -> APIConnectionError:
        """Return the error of a call, or of its stream, that got no further."""
        error = APIConnectionError(self.operation.id, failed.reason)
        if failed.is_timeout or not self.deadline.allows(0):
            error = APITimeoutError(self.operation.id, f"it lasted longer than its timeout ({failed.reason})")
        error.method, error.url = self.outgoing.method, self.secrets.scrub(self.outgoing.url)
        return error

    def _headers(self, options: Options) -> list[Mapping[str, str]]:
        agent = f"{self.core.api.name.replace('_', '-')}-client/{self.core.api.version}"
        library = f"{_http.httpx.__name__}/{_http.httpx.__version__}"
        known = {"User-Agent": f"{agent} python/{platform.python_version()} {library}"}
        if self.operation.key and self.operation.makes_key:
            known[self.operation.key] = str(uuid4())
        return [known, self.core.settings.get("headers", {}), options.get("extra_headers", {})]
