"""The bench makes items of the run and reads them, and says what it can't do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from starlette.responses import Response

from conformance.apis import Api
from conformance.client_check.calls import Call
from conformance.resources import Kind, Resource, Role
from conformance.rules import Bench, Item, NotObservableError, Violation, law
from conformance.rules.items import shown_item
from conformance.suite import server_run
from conformance.suite.fresh_values import FreshValues
from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Notes, Refused
from tests.rules.putting import PutsNew, describe_putting

KEY = "security: [{key: []}]\n"
SCHEME = "  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}\n"


def test_items_are_made_afresh_and_read_below_their_parents(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Item] = []
    read: list[object] = []

    @law("made", at=[Kind.READ], sources=["a source"])
    def make(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """Items can be made."""
        for _ in range(2):
            made.append(bench.make(resource))
            read.append(shown_item(role, bench.read(made[-1])))
        yield from ()

    monkeypatch.setattr(server_run, "laws_of_api", lambda _: [make])
    judge(Notes().app())
    assert [item.resource.name for item in made] == ["notes", "notes", "comments", "comments"]
    assert len({tuple(item.path.items()) for item in made}) == 4
    assert [item.shown for item in made] == read
    assert all(item.is_canonical for item in made)
    titles = {item.sent["title"] for item in made[:2]}
    assert len(titles) == 2
    assert all(title.isalpha() and title.islower() for title in titles)


@pytest.mark.parametrize(
    ("pattern", "is_fresh"), [("^[^/%&><]+$", True), ("^[A-Z]{3}$", True), ("^ABC$", False), ("^\\p{Lu}+$", False)]
)
def test_a_name_with_a_pattern_is_fresh_if_it_allows_others(
    make_api: Callable[[str], Api], pattern: str, is_fresh: bool
) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    limits = "title: {type: string, minLength: 1, maxLength: 40"
    spec = make_api(text.replace(limits, f"{limits}, pattern: '{pattern}'", 1)).spec
    body = spec.operations["createNote"].body
    assert body is not None
    call = Call({}, body.content["application/json"], {"title": "ABC"})
    assert (FreshValues(spec, 1).refresh(call).body["title"] != "ABC") is is_fresh


def test_the_second_user_has_a_bench_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their requests are evidence, and no requests that the run may start from."""
    sent: list[tuple[str, str]] = []

    @law("seen-by-others", at=[Kind.READ], sources=["a source"])
    def read_as_second(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """Others can read."""
        item = bench.make(resource)
        own, other = bench.read(item), bench.second.read(item)
        sent.extend([(own.origin, own.request.header("x-key")), (other.origin, other.request.header("x-key"))])
        again = bench.second.send(role.operation_id, own.request)
        assert again.request.header("x-key") == other.request.header("x-key")
        yield Violation("others can read", again)

    monkeypatch.setattr(server_run, "laws_of_api", lambda _: [read_as_second])
    text = DOCUMENT.read_text(encoding="utf-8").replace("components:\n", f"{KEY}components:\n{SCHEME}", 1)
    judged = judge(Notes().app(), text)
    key = "fake-served-key"
    assert sent[:2] == [("laws", key), ("laws, as the second user", f"{key}-2")]
    for finding in judged.findings:
        assert [each.origin for each in finding.chain[-2:]] == ["laws", "laws, as the second user"]
    successes = judged.run.record("readNote").successes.values()
    assert {success.request.header("x-key") for success in successes} == {key}
    assert len(judged.findings) == 2


def test_without_a_second_user_the_law_is_not_observable(monkeypatch: pytest.MonkeyPatch) -> None:
    @law("seen-by-others", at=[Kind.READ], sources=["a source"])
    def read_as_second(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """Others can read."""
        yield Violation("others can read", bench.second.read(bench.make(resource)))

    monkeypatch.setattr(server_run, "laws_of_api", lambda _: [read_as_second])
    judged = judge(Notes().app(), has_second=False)
    assert {each.missing for each in judged.of("seen-by-others")} == {"no second credential is given"}


@pytest.mark.parametrize("limit", ["", ", maxLength: 6, pattern: '^[A-Z]+$'", ", pattern: '^SKU-[0-9]{4}$'"])
def test_items_are_made_by_put_where_no_post_makes_them(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    made: list[Item] = []

    @law("made", at=[Kind.READ], sources=["a source"])
    def make(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """Items can be made."""
        if resource.name == "notes":
            made.extend(bench.make(resource) for _ in range(2))
            assert [shown_item(role, bench.read(item)) for item in made] == [item.shown for item in made]
        yield from ()

    monkeypatch.setattr(server_run, "laws_of_api", lambda _: [make])
    assert judge(PutsNew().app(), describe_putting(limit)).findings == []
    assert len({item.path["noteId"] for item in made}) == 2
    assert all(item.creation.request.method == "PUT" for item in made)


def test_ids_that_a_pattern_forms_are_new_again_and_again(make_api: Callable[[str], Api]) -> None:
    spec = make_api(describe_putting(", pattern: '^[A-Z]{2,4}-[0-9]{3,6}$'")).spec
    fresh, (parameter,) = FreshValues(spec, 1), spec.operations["readNote"].parameters
    made = [fresh.new_id(parameter.schema_pointer) for _ in range(200)]
    assert None not in made
    assert len(set(made)) == 200


class _SeesOther(Notes):
    """A POST leads to the note that it has created."""

    place = "/notes"

    def answer_creation(self, own: Sequence[str], body: Any) -> Response:
        if own:
            return super().answer_creation(own, body)
        note = self.create(self.check(body, {"title"}))
        return Response(status_code=303, headers={"Location": f"{self.place}/{note['id']}"})


class _LeadsElsewhere(_SeesOther):
    """It leads to the job in the background. The id of a job is no id of a note."""

    place = "/jobs"


class _SeesOtherAndLoses(_SeesOther):
    def create(self, body: dict[str, Any]) -> dict[str, Any]:
        return super().create({**body, "text": ""})


@pytest.mark.parametrize(
    ("server", "broken", "is_made"),
    [
        (_SeesOther, set(), True),
        (_SeesOtherAndLoses, {"create-then-read"}, True),
        (_LeadsElsewhere, set(), False),
    ],
)
def test_an_item_is_made_by_a_post_that_leads_to_it(server: type[Notes], broken: set[str], is_made: bool) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    content = '          content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}\n'
    create = text.index("operationId: createNote")
    text = text[:create] + text[create:].replace('"201"', '"303"', 1).replace(content, "", 1)
    judged = judge(server().app(), text, laws=["create-then-read"])
    assert (judged.broken, judged.remarked) == (broken, set())
    made = {each.missing == "" for each in judged.of("create-then-read") if each.operation == "createNote"}
    assert made == {is_made}


class _HasOneCommentEach(Notes):
    """A note accepts one comment, as a payment accepts refunds up to its amount."""

    def create_comment(self, note: str, body: dict[str, Any]) -> dict[str, Any]:
        if self.list_comments(note):
            raise Refused(400, "there is a comment")
        return super().create_comment(note, body)


def test_an_item_is_made_below_a_new_parent_where_a_known_one_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Item] = []

    @law("made", at=[Kind.READ], sources=["a source"])
    def make(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """Items can be made."""
        if resource.name == "comments":
            made.extend(bench.make(resource) for _ in range(3))
            with pytest.raises(NotObservableError):
                bench.make(resource, {"noteId": made[0].path["noteId"]})
        yield from ()

    monkeypatch.setattr(server_run, "laws_of_api", lambda _: [make])
    judge(_HasOneCommentEach().app())
    assert len({item.path["noteId"] for item in made}) == 3
