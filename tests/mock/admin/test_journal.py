"""The journal keeps the last requests, in bounds."""

from __future__ import annotations

from conformance.mock.admin.journal import KEPT, Body, Entry, Journal
from conformance.mock.behaviour import NOTHING
from tests.mock.admin.test_patterns import entry


def fill(journal: Journal, *entries: Entry) -> None:
    for each in entries:
        journal.add(each)
        journal.settle(each)


def test_only_the_last_thousand_are_kept() -> None:
    journal = Journal()
    fill(journal, *(entry() for _ in range(1005)))
    assert [each.id for each in journal.entries()] == [*range(6, 1006)]


def test_large_bodies_push_older_requests_out() -> None:
    journal = Journal()
    for _ in range(300):
        each = entry()
        each.body.add(bytes(KEPT))
        fill(journal, each)
    kept = journal.entries()
    assert len(kept) < 130
    assert sum(each.size for each in kept) <= 32 * 1024 * 1024
    assert kept[-1].id == 300


def test_a_body_is_kept_up_to_a_size() -> None:
    body = Body()
    body.add(bytes(KEPT - 1))
    assert body.is_whole
    body.add(b"ab")
    assert (len(body.data), body.size, body.is_whole) == (KEPT, KEPT + 1, False)


def test_numbers_go_on_after_all_was_forgotten() -> None:
    journal = Journal()
    fill(journal, entry(), entry())
    journal.forget()
    assert journal.entries() == []
    fill(journal, entry())
    assert journal.entries()[0].id == 3


def test_a_request_is_listed_before_its_answer_ends() -> None:
    journal, begun = Journal(), entry()
    journal.add(begun)
    assert journal.entries() == [begun]


def test_what_is_not_json_is_nothing_as_json() -> None:
    assert entry(b"{").json is NOTHING
    assert entry(b"\xff").json is NOTHING
    assert entry(b"[" * 100_000).json is NOTHING
    assert entry(b"null").json is None


def test_an_entry_shows_no_secret() -> None:
    assert "s3cret" not in repr(entry(b"s3cret", b"k=s3cret", authorization="s3cret"))
