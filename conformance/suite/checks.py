"""Every check of the suite by name, with the meaning of its findings. Users select checks by these names.

Tested in `tests/suite/test_selection.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.apis import Api
from conformance.openapi.errors import InputError
from conformance.rules.loading import RULES_FILE, all_laws, rules_of_api

LAWS = {each.id: each.statement for each in all_laws()}
SERVER = {
    "server-error": "an answer of class 5xx, whatever the request was",
    "no-response": "no answer in time (`--request-timeout`), or a closed connection",
    "undocumented-status": "an answer of a status that the document does not name",
    "redirect": "a redirection that the document does not name",
    "undocumented-method": "a success by a method that the document does not have on that path",
    "content-type": "a body of a media type that the document does not name",
    "response-body": "a body that breaks its schema",
    "response-header": "a header that is missing or breaks its schema",
    "accepts-invalid": "a success for a request that the document says is invalid",
    "accepts-credential": "a success with a credential that is missing, wrong or partial",
    "refuses-credential": "a refusal of one alternative of several credentials",
    "refuses-example": "a refusal of the document's own example",
    "not-implemented": "a refusal of a documented operation as such: 405, 406 or 415 to a valid request",
    **LAWS,
}
OTHERS = {
    "client": "a generated client that sends or reads something else than was asked for or answered",
    "reached": "an operation that never answered a valid request with a documented success",
    "examples": "an example of the document that does not match its schema",
    "evidence": "a statement of the document without a fact, or a fact that is nowhere cited",
}
CHECKS = {**SERVER, **OTHERS}


def checks_of(apis: Iterable[Api]) -> Mapping[str, str]:
    """Return all checks of APIs with their meaning; raises InputError as `server_checks_of`."""
    found = {**SERVER}
    for api in apis:
        found.update(server_checks_of(api))
    return {**found, **OTHERS}


def server_checks_of(api: Api) -> Mapping[str, str]:
    """Return the checks of an API's server: those of any server, and its rules.

    Raises InputError if its `rules.py` can't be used, or a rule is called as a check is.
    """
    rules = {rule.id: rule.statement for rule in rules_of_api(api)}
    for name in sorted(rules.keys() & CHECKS.keys()):
        raise InputError.of(api.folder / RULES_FILE, f"rule {name!r}: a check has this id", "choose another id")
    return {**SERVER, **rules}
