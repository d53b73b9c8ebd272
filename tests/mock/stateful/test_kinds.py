"""Documents of other kinds: wrapped items, cursors, offsets, JSON patches, receipts, and items marked as deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.apis import Api

STORE = Path(__file__).with_name("store.yaml")
PATCH = {"Content-Type": "application/json-patch+json"}


@pytest.fixture
def store(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> httpx.Client:
    return client(make_api(STORE.read_bytes(), name="store"))


def _note(store: httpx.Client, **properties: Any) -> dict[str, Any]:
    response = store.post("/notes", json={"note": properties})
    assert response.status_code == 200, response.text
    note: dict[str, Any] = response.json()["note"]
    return note


def test_an_item_is_taken_from_its_wrapping_and_shown_in_it(store: httpx.Client) -> None:
    note = _note(store, text="One", tags=["a"])
    assert (note["text"], note["tags"]) == ("One", ["a"])
    assert store.get(f"/notes/{note['id']}").json() == {"note": note}


def test_a_cursor_leads_through_all_items(store: httpx.Client) -> None:
    ids = {_note(store)["id"] for _ in range(4)}
    page = store.get("/notes").json()
    seen = [note["id"] for note in page["data"]]
    while page["has_more"]:
        assert len(page["data"]) == 3
        page = store.get("/notes", params={"cursor": page["next_cursor"]}).json()
        seen += [note["id"] for note in page["data"]]
    assert page.get("next_cursor", "") == ""
    assert (len(set(seen)), ids <= set(seen)) == (len(seen), True)


def test_an_id_is_a_cursor_too(store: httpx.Client) -> None:
    first, second = (note["id"] for note in store.get("/notes").json()["data"][:2])
    assert store.get("/notes", params={"cursor": first}).json()["data"][0]["id"] == second
    assert store.get("/notes", params={"cursor": "unknown"}).json()["data"] == []


def test_a_json_patch_changes_the_item(store: httpx.Client) -> None:
    note = _note(store, text="One", tags=["a"])
    patch = [{"op": "add", "path": "/tags/-", "value": "b"}, {"op": "remove", "path": "/text"}]
    changed = store.patch(f"/notes/{note['id']}", json=patch, headers=PATCH).json()["note"]
    assert changed == {"id": note["id"], "tags": ["a", "b"]}
    assert store.get(f"/notes/{note['id']}").json() == {"note": changed}


def test_a_json_patch_that_does_not_apply_changes_nothing(store: httpx.Client) -> None:
    note = _note(store, text="One")
    patch = [{"op": "replace", "path": "/text", "value": "Two"}, {"op": "test", "path": "/id", "value": "other"}]
    assert store.patch(f"/notes/{note['id']}", json=patch, headers=PATCH).status_code == 409
    assert store.get(f"/notes/{note['id']}").json() == {"note": note}
    patch = [{"op": "replace", "path": "/id", "value": "other"}]
    assert store.patch(f"/notes/{note['id']}", json=patch, headers=PATCH).json()["note"]["id"] == note["id"]


def test_a_put_makes_what_is_not_there_where_no_404_is_documented(store: httpx.Client) -> None:
    assert store.put("/notes/mine", json={"text": "One"}).status_code == 201
    assert store.put("/notes/mine", json={"text": "Two"}).status_code == 204
    assert store.get("/notes/mine").json()["note"]["text"] == "Two"


def test_a_receipt_names_what_was_deleted(store: httpx.Client) -> None:
    note = _note(store)
    for _ in range(2):  # no 404 is documented
        receipt = store.delete(f"/notes/{note['id']}")
        assert (receipt.status_code, receipt.json()["deleted"]) == (200, True)
    assert store.get(f"/notes/{note['id']}").status_code == 404


def test_pages_by_offset_count_all_items(store: httpx.Client) -> None:
    for state in ("new", "old"):
        assert store.post("/jobs", data={"state": state}).status_code == 201
    every = store.get("/jobs").json()
    page = store.get("/jobs", params={"offset": 8, "limit": 3}).json()
    assert (page["items"], page["total"], page["offset"]) == (every["items"][8:11], every["total"], 8)
    assert [job["state"] for job in store.get("/jobs", params={"state": "old"}).json()["items"]] == ["old"]


def test_what_is_only_marked_deleted_can_be_read(store: httpx.Client) -> None:
    job = store.post("/jobs", data={"state": "new"}).json()
    assert job["is_deleted"] is False
    assert store.delete(f"/jobs/{job['job_id']}").status_code == 204
    assert store.get(f"/jobs/{job['job_id']}").json() == {**job, "is_deleted": True}


def test_an_id_of_another_type_than_the_path_s_is_shown(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    """A path has no types: what is an integer there can be text in the item."""
    old = "{ name: id, in: path, required: true, schema: { type: string } }"
    text = STORE.read_text(encoding="utf-8")
    assert old in text
    store = client(make_api(text.replace(old, old.replace("string", "integer"))))
    note = _note(store, text="One")
    assert isinstance(note["id"], str)
    assert store.get(f"/notes/{note['id']}").json() == {"note": note}
