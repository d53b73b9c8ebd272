"""Parts of `allOf` that describe a property twice are combined, and what they share stays as it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx

from tests.generate.calling import Wire
from tests.generate.conftest import Import


def read(load: Import, method: str, data: object) -> Any:
    """Return what a method of the toy makes of an answer."""
    client = Wire(load("gen_combined"), httpx.Response(200, json=data)).client
    return getattr(client.default, method)()


def test_each_operation_has_its_own_type_of_a_shared_component(load: Import) -> None:
    models = load("gen_combined.models")
    stations = read(load, "list_stations", {"data": [{"id": "a"}], "meta": {"total": 1, "page": 2}})
    assert stations.data == [models.Station(id="a")]
    assert (stations.meta.total, stations.meta.page) == (1, 2)
    trips = read(load, "list_trips", {"data": [{"id": "a", "price": 1.5}], "next": {"price": 2}})
    assert trips.data == [models.Trip(id="a", price=1.5)]
    assert trips.next_ == models.Trip(price=2)
    anything = read(load, "list_anything", {"data": [{"id": "a"}], "meta": {"total": 1}})
    assert anything == models.Envelope(data=[{"id": "a"}], meta=models.EnvelopeMeta(total=1))


def test_properties_beside_a_lone_reference_are_kept(load: Import) -> None:
    """openapi-python-client takes such a schema for the one that it refers to."""
    hall = read(load, "get_hall", {"id": "a", "opened": "2024-05-06", "tracks": 3})
    assert (hall.id, hall.opened, hall.tracks) == ("a", date(2024, 5, 6), 3)
    assert not hall.additional_properties
