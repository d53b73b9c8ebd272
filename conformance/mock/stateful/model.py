"""Resource model of a mock: what the document says, with the keys that only a mock adds.

Tested in `tests/mock/stateful/test_guessed_keys.py`.
"""

from __future__ import annotations

from conformance.mock.stateful.guessed_keys import add_guessed_keys
from conformance.mock.stateful.list_keys import add_list_keys
from conformance.mock.stateful.second_collections import join_second_collections
from conformance.openapi.spec import Spec
from conformance.resources import ResourceModel, read_resources


def read_model(spec: Spec) -> ResourceModel:
    """Return the resource model by which a mock of the document remembers items."""
    known = add_guessed_keys(spec, read_resources(spec, accepts_guesses=True))
    return add_list_keys(spec, join_second_collections(known))
