"""Names of properties that are the ids of other resources."""

from __future__ import annotations

import pytest

from conformance.apis import apis
from conformance.resources import read_resources
from conformance.rules.references import names_of_id, own_parameter
from tests.rules.parcels import DOCUMENT

_MODEL = read_resources(apis(DOCUMENT.parent, [str(DOCUMENT)])[0].spec)


@pytest.mark.parametrize(
    ("name", "parameter", "names"),
    [("parcels", "parcelId", {"parcelid", "parcelref"}), ("reports", "reportId", {"reportid", "reportref"})],
)
def test_an_item_is_named_by_its_noun(name: str, parameter: str, names: set[str]) -> None:
    resource = _MODEL.resource(name)
    assert resource is not None
    assert (own_parameter(resource), names_of_id(resource)) == (parameter, names)
