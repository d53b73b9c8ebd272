"""What a call decides: its steps, as a generator that does no I/O. The clients drive it, and do what it asks for."""

import logging
import platform
from collections.abc import Callable, Generator, Mapping, Sequence
from itertools import chain, count, product
from typing import Any, TypeVar
from uuid import uuid4

from . import _http, checks
from .api import Api, Defaults, Place
from .auth import Called
from .credentials import Credential, Placed, Renewable
from .deadline import within
from .errors import APIConnectionError, APIError, APITimeoutError, MissingCredentialError
from .events import FailureEvent, RequestEvent, ResponseEvent
from .operation import Opening, Operation, Request
from .options import MAX_RETRIES, TIMEOUT, Options, Seams, Settings
from .outgoing import extended, outgoing, without
from .reading import result
from .redaction import Secrets
from .response import Answer, APIResponse
from .retries import Retries
from .steps import Ask, Event, Failure, Refresh, Send, Step, Tell, Wait
from .transport import Placing

T = TypeVar("T")
Known = Credential | Renewable | Called


Steps = Generator[Step, Any, APIResponse[T]]


class Core:
    """A client without I/O.

    Attributes:
        api: The API.
        place: Where the server is.
        credentials: What the client has, by scheme.
        defaults: The parameters that it has for every call.
        settings: Its settings.
        seams: Where time and chance come from.
    """

    def __init__(
        self,
        api: Api,
        place: Place,
        credentials: Mapping[str, Known],
        defaults: Defaults,
        settings: Settings,
        seams: Seams,
    ) -> None:
        self.api = api
        self.place = place
        self.credentials = credentials
        self.defaults = defaults
        self.settings = settings
        self.seams = seams

    def steps(self, request: Request[T], options: Options) -> Steps[T]:
        """The steps of one call; ends with its response, or raises what the call raises."""
        return _Call(self, request, options).steps()

    def chosen(self, request: Request[Any]) -> list[Known]:
        """The credentials of the first alternative that the client has them for; none if none are taken.

        Raises MissingCredentialError.
        """
        security = request.operation.security
        for alternative in sorted(security, key=lambda names: not names):  # "none" only if nothing else fits
            found = [self.credentials[name] for name in alternative if name in self.credentials]
            if len(found) == len(alternative) and all(credential.is_enough(request) for credential in found):
                return found
        if not security:
            return []
        raise self._missing(request.operation)

    def _missing(self, operation: Operation[Any]) -> MissingCredentialError:
        schemes = self.api.schemes
        alternatives = [
            tuple(chain.from_iterable(keywords))
            for names in operation.security
            for keywords in product(*(schemes[name].keywords(name) for name in names))
        ]
        names = dict.fromkeys(chain.from_iterable(operation.security))
        return MissingCredentialError(
            operation.id, alternatives, [v for name in names for v in schemes[name].variables]
        )

    def hooks(self, event: Event) -> Sequence[Callable[[Any], object]]:
        """The hooks to call with this event."""
        if isinstance(event, RequestEvent):
            return self.settings.get("request_hooks", ())
        if isinstance(event, FailureEvent):
            return self.settings.get("failure_hooks", ())
        return self.settings.get("response_hooks", ())

    def shown(self, url: str) -> str:
        """A URL that the server gave, without the query parameters that credentials are written to."""
        return without(url, self.query_names())

    def query_names(self) -> frozenset[str]:
        """The query parameters that credentials are written to."""
        return frozenset(name for credential in self.credentials.values() for name in credential.query_names)

    def secrets(self) -> Secrets:
        """What may not be shown at this moment."""
        return Secrets(secret for credential in self.credentials.values() for secret in credential.secrets)


class _Call:
    """One call: what it sends, and what has happened so far."""

    def __init__(self, core: Core, request: Request[Any], options: Options) -> None:
        checks.keywords(options, Options, ["body", *(name for name, *_ in request.parameters())])
        settings = core.settings
        timeout = options["timeout"] if "timeout" in options else settings.get("timeout", TIMEOUT)
        most = options.get("max_retries", settings.get("max_retries", MAX_RETRIES))
        self.core = core
        self.operation = request.operation
        self.request = request
        self.timeout = timeout
        self.deadline, self.limits = within(timeout, core.seams.clock)
        self.most = settings.get("max_response_bytes")
        self.is_validated = options.get("validate", settings.get("validate", False))
        self.credentials: Sequence[Known] = core.chosen(request)
        self.secrets = Secrets()
        if self.is_validated:
            from .validation import validate_request  # noqa: PLC0415 - it needs an extra

            validate_request(request, core.api.requests)
        request = extended(request, options.get("extra_query", {}), options.get("extra_body", {}))
        self.outgoing = outgoing(
            request, core.place.url_of(self.operation.server), self._headers(options), core.query_names()
        )
        self.retries = Retries(most, self._is_repeatable(), self.deadline, core.seams.random, core.seams.now)

    def _is_repeatable(self) -> bool:
        """Whether the request may be sent again: by itself, or by the key that it carries."""
        key = self.operation.key
        has_key = key is not None and key.lower() in map(str.lower, self.outgoing.headers)
        return self.operation.is_idempotent or (has_key and self.operation.idempotent is None)

    def steps(self) -> Steps[Any]:
        done, has_refreshed = 0, False
        for attempt in count(1):
            placed = yield from self._placed()
            outcome = yield from self._attempt(attempt, placed)
            if _is_refused(outcome) and not has_refreshed and self._refuse(placed):
                has_refreshed = True
                continue
            seconds = self._wait(done, outcome)
            if seconds is None:
                return self._end(outcome)
            done += 1
            yield Wait(seconds)
        raise AssertionError("count() does not end")

    def _placed(self) -> Generator[Step, Any, list[Placed]]:
        found: list[Placed] = []
        for credential in self.credentials:
            if isinstance(credential, Renewable):
                found.append((yield from self._renewed(credential)))
            elif isinstance(credential, Called):
                found.append(credential.placed((yield Ask(credential.give))))
            else:
                found.append(credential.placed())
        return found

    def _renewed(self, session: Renewable) -> Generator[Step, Any, Placed]:
        placed = session.current() if session.is_fresh(self.core.seams.clock()) else None
        while placed is None:
            yield Refresh(session, session.round, self.deadline, self.operation.id, self.timeout)
            placed = session.current()  # another call may have learnt by now that it is refused
        return placed

    def _attempt(self, attempt: int, placed: Sequence[Placed]) -> Generator[Step, Any, Answer | Failure]:
        sent = self.outgoing
        event = RequestEvent(self.operation.id, sent.method, sent.url, dict(sent.headers), attempt)
        yield Tell(event)
        by_hooks = {name: value for name, value in event.headers.items() if (name, value) not in sent.headers.items()}
        checks.headers("headers", by_hooks)
        self.secrets = self.core.secrets()
        self.secrets.add(*chain.from_iterable(each.secrets for each in placed))
        placing = Placing(placed, self.secrets)
        sent = sent._replace(headers=event.headers)
        outcome: Answer | Failure = yield Send(
            sent, placing, self.deadline, attempt, self.request, self.limits, self.most
        )
        self._log(attempt, outcome)
        if isinstance(outcome, Answer):
            yield Tell(self._response_event(attempt, outcome))
        else:
            yield Tell(FailureEvent(self.operation.id, sent.method, sent.url, outcome.reason, attempt))
        return outcome

    def _response_event(self, attempt: int, answer: Answer) -> ResponseEvent:
        sent = self.operation.id, self.outgoing.method, self.outgoing.url
        return ResponseEvent(*sent, answer.status_code, answer.headers, answer.elapsed, attempt, answer.request_id)

    def _wait(self, done: int, outcome: Answer | Failure) -> float | None:
        if isinstance(outcome, Answer):
            return self.retries.after_status(done, outcome.status_code, outcome.headers)
        return None if outcome.is_final else self.retries.after_failure(done, outcome.was_sent)

    def _end(self, outcome: Answer | Failure) -> APIResponse[Any]:
        ended: APIResponse[Any] | APIError
        if isinstance(outcome, Answer) and outcome.body is not None and self.operation.stream is not None:
            document = self.core.api.document
            opening = Opening(self.operation, outcome, self.secrets, self.is_validated, document, self.most)
            ended = APIResponse(outcome, self.operation.stream(opening))
        elif isinstance(outcome, Answer):
            ended = result(self.operation, outcome, self.is_validated, self.core.api.document, self.secrets.scrub)
        elif outcome.is_timeout or not self.deadline.allows(0):
            ended = APITimeoutError(self.operation.id, f"it took longer than its timeout ({outcome.reason})")
        else:
            ended = APIConnectionError(self.operation.id, outcome.reason)
        if isinstance(outcome, Failure) and isinstance(ended, APIError):
            ended.method, ended.url = self.outgoing.method, self.secrets.scrub(self.outgoing.url)
            raise ended from outcome.cause
        if isinstance(ended, APIError):
            raise ended
        if ended.unexpected_status:
            logging.getLogger(self.core.api.name).warning(
                "%s: the status %d is not documented", self.operation.id, ended.status_code
            )
        return ended

    def _refuse(self, placed: Sequence[Placed]) -> bool:
        """Use these tokens no more; False if none of the credentials is one."""
        sent = [(c, p) for c, p in zip(self.credentials, placed, strict=True) if isinstance(c, Renewable)]
        for session, token in sent:
            session.refuse(token)
        return bool(sent)

    def _headers(self, options: Options) -> list[Mapping[str, str]]:
        agent = f"{self.core.api.name.replace('_', '-')}-client/{self.core.api.version}"
        library = f"{_http.httpx.__name__}/{_http.httpx.__version__}"
        known = {"User-Agent": f"{agent} python/{platform.python_version()} {library}"}
        if self.operation.key and self.operation.makes_key:
            known[self.operation.key] = str(uuid4())
        return [known, self.core.settings.get("headers", {}), options.get("extra_headers", {})]

    def _log(self, attempt: int, outcome: Answer | Failure) -> None:
        logger = logging.getLogger(self.core.api.name)
        shown = outcome.status_code if isinstance(outcome, Answer) else outcome.reason
        path = self.operation.path  # the template: parameters may be personal data
        logger.debug("%s %s, attempt %d: %s", self.operation.method, path, attempt, shown)


def _is_refused(outcome: Answer | Failure) -> bool:
    return isinstance(outcome, Answer) and outcome.status_code == 401
