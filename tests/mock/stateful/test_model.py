"""A mock and a plain model of it agree, whatever is created, read, listed, replaced, patched and deleted."""

from __future__ import annotations

from typing import Any

import httpx
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from starlette.applications import Starlette

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.handle import handle_of
from tests.mock.conftest import InProcess

TITLES = st.text("ab/é ", min_size=1, max_size=3)
BOOKS = st.fixed_dictionaries({"title": TITLES}, optional={"pages": st.integers(0, 9)})
PATCHES = st.fixed_dictionaries({}, optional={"title": TITLES, "pages": st.none() | st.integers(0, 9)})
NUMBERS = st.integers(0, 30)
SHOWN = ("id", "title", "pages", "state")
MERGE = {"Content-Type": "application/merge-patch+json"}


class Shop(RuleBasedStateMachine):
    """Requests to a mock, and what a plain dict makes of them."""

    app: Starlette

    @initialize()
    def begin(self) -> None:
        """Read what is there at first."""
        handle_of(self.app).state.reset(1)
        self.mock = httpx.Client(transport=InProcess(self.app), base_url="http://mock.example/v1")
        self.books: dict[int, dict[str, Any]] = {}
        for short in self._list():
            self.books[short["id"]] = self._read(short["id"])

    def _list(self) -> list[dict[str, Any]]:
        books: list[dict[str, Any]] = []
        url: str | None = "/books?limit=7"
        while url:
            page = self.mock.get(url).json()
            books, url = books + page["results"], page["next"]
        assert len(books) == page["count"]
        return books

    def _read(self, number: int) -> dict[str, Any]:
        response = self.mock.get(f"/books/{number}")
        assert response.status_code == 200
        return {name: value for name, value in response.json().items() if name in SHOWN}

    def _chosen(self, number: int) -> int:
        """Return the id of one of the books, or one that is unknown."""
        ids = [*self.books, 999]
        return ids[number % len(ids)]

    @rule(book=BOOKS)
    def create(self, book: dict[str, Any]) -> None:
        """Create a book."""
        response = self.mock.post("/books", json=book)
        assert response.status_code == 201
        number = response.json()["id"]
        assert number not in self.books
        self.books[number] = {"id": number, "state": response.json()["state"], "pages": 100, **book}

    @rule(number=NUMBERS, book=BOOKS)
    def replace(self, number: int, book: dict[str, Any]) -> None:
        """Replace a book."""
        number = self._chosen(number)
        response = self.mock.put(f"/books/{number}", json=book)
        assert response.status_code == (200 if number in self.books else 404)
        if number in self.books:
            kept = {name: self.books[number][name] for name in ("id", "state")}
            self.books[number] = {**kept, "pages": 100, **book}

    @rule(number=NUMBERS, patch=PATCHES)
    def patch(self, number: int, patch: dict[str, Any]) -> None:
        """Change a book."""
        number = self._chosen(number)
        response = self.mock.patch(f"/books/{number}", json=patch, headers=MERGE)
        assert response.status_code == (200 if number in self.books else 404)
        if number in self.books:
            changed = {**self.books[number], **patch}
            self.books[number] = {name: value for name, value in changed.items() if value is not None}

    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        """Delete a book."""
        number = self._chosen(number)
        response = self.mock.delete(f"/books/{number}")
        assert response.status_code == (204 if number in self.books else 404)
        self.books.pop(number, None)

    @invariant()
    def agree(self) -> None:
        """List and read everything."""
        if hasattr(self, "mock"):
            assert [book["id"] for book in self._list()] == list(self.books)
            assert [self._read(number) for number in self.books] == list(self.books.values())


def test_a_mock_agrees_with_a_plain_model(shop: Api) -> None:
    machine = type("OfShop", (Shop,), {"app": create_app(shop)})
    run_state_machine_as_test(machine, settings=settings(max_examples=15, stateful_step_count=12, deadline=None))
