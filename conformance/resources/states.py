"""States in which a document allows an operation, and the one that it leads to, as its description says.

    Only a `draft` order can be confirmed; otherwise 409. The order becomes `confirmed`.

A sentence counts only if it says nothing else: "only an order of an active customer" and "its address can't be changed"
say nothing of the operation as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Operation, Spec
from conformance.resources.words import singular, split_words

_NAMES = frozenset("status state phase stage lifecycle step".split())
_FILLERS = frozenset(
    "a already an and any are been being currently either has have in is it its of one or still that the their they "
    "this was were which with yet".split()
)
_SENTENCE = re.compile(r"(?<=[.;!])\s+|\s*[()]\s*|\n\s*\n")
_CAN, _CANNOT = r"(?:can|may|must)", r"(?:can ?not|can'?t|may not|must not|can no longer)"
_VERB = r"(?:put )?(?:\w+|<\d+>)"
_DONE = rf"be {_VERB}(?:,? (?:or|and) {_VERB})*(?: again| any ?more| any longer)?"  # "changed by customers" says less
_ELSE = r"(?:,? (?:otherwise|or else|else)\b.*)?"
_THAT = r"(?:if|when|while|once|after|as long as)"
_ALLOWS = (
    re.compile(rf"only (?P<states>.+?) {_CAN} {_DONE}{_ELSE}"),
    re.compile(rf"(?:(?P<subject>.+?) {_CAN} )?only (?:{_DONE} )?(?:{_THAT}|for) (?P<states>.+?){_ELSE}"),
    re.compile(rf"(?:(?P<subject>.+?) {_CAN} {_DONE} )?only (?:{_THAT}|for) (?P<states>.+?){_ELSE}"),
    re.compile(r"\w+s (?P<states>.+), (?:otherwise|or else|else)\b.*"),
)
_REFUSES = (
    re.compile(rf"(?P<states>.+?) {_CANNOT} {_DONE}"),
    re.compile(rf"(?P<subject>.+?) {_CANNOT} {_DONE} {_THAT} (?P<states>.+)"),
    re.compile(rf"(?:(?:\w+ )?(?:returns|answers|responds with|is) )?409(?: conflict)? {_THAT} (?P<states>.+)"),
)
_DOUBTS = re.compile(r"idempoten|no[- ]op\b|no effect|ignore|unless|except|force|override|admin|owner|permission|role")
_LEADS = re.compile(r"(?:and )?(.+?) (?:becomes|changes to|is set to) (\S+)(?: again)?(?:,.*| and .*)?")
_REFUSALS = frozenset({"409", "422"})


@dataclass(frozen=True)
class States:
    """Property that holds the state of an item, and its values.

    `refused` are those in which an operation is refused, `outcome` is the one to which it leads, None if nobody says.
    """

    name: str
    values: tuple[str, ...]
    refused: frozenset[str]
    outcome: str | None


def read_states(spec: Spec, operation: Operation, noun: str, places: Mapping[str, Sequence[str]]) -> States | None:
    """Return what a document says of an operation on an item with these properties, None if that is nothing.

    `places` are the schemas of each property. The description has to name a refusal of 409 or 422 as a response.
    """
    found = [(name, values) for name in places if (values := _list_values(spec, name, places[name]))]
    text = f"{operation.definition.get('summary', '')}. {operation.definition.get('description', '')}"
    if len(found) != 1:
        return None
    name, values = found[0]
    sentences, words = list(_split(text, values)), _FILLERS | _NAMES | _forms(noun)
    is_plain = bool(_REFUSALS & operation.responses.keys()) and not _DOUBTS.search(text.lower())
    refused = _find_refused(sentences, values, words) if is_plain else frozenset()
    outcomes = {value for each in sentences if (value := _find_outcome(each, values, words)) is not None}
    outcome = outcomes.pop() if len(outcomes) == 1 else None
    return States(name, values, refused, outcome) if refused or outcome else None


def _list_values(spec: Spec, name: str, places: Sequence[str]) -> tuple[str, ...]:
    """Return the values of a property that is called like a state and that has a list of texts, else none."""
    if not _NAMES & set(split_words(name)):
        return ()
    listed = [schema.get("enum", ()) for place in places for _, schema in in_place(spec, place)]
    return tuple(dict.fromkeys(value for values in listed for value in values if isinstance(value, str) and value))


def _split(text: str, values: Sequence[str]) -> Iterator[str]:
    """Yield the sentences of a text in lower case, each state as `<number>`."""
    plain = re.sub(r"[`*\"]", "", text.replace("\u2019", "'"))
    for index in sorted(range(len(values)), key=lambda index: -len(values[index])):
        written = "[ _-]?".join(map(re.escape, split_words(values[index])))
        plain = re.sub(rf"(?<![\w<-]){written}(?![\w>-])", f"<{index}>", plain, flags=re.IGNORECASE)
    for sentence in _SENTENCE.split(plain):
        joined = " ".join(sentence.split()).lower().strip(" .;!:,")
        if joined:
            yield joined


def _find_refused(sentences: Sequence[str], values: Sequence[str], words: frozenset[str]) -> frozenset[str]:
    """Return the states in which the sentences say that an operation is refused; none if that would be all."""
    refused: set[str] = set()
    for sentence in sentences:
        for pattern in _ALLOWS:
            allowed = _read_values(pattern, sentence, values, words)
            refused |= {*values} - allowed if allowed else set()
        for pattern in _REFUSES:
            refused |= set() if sentence.startswith("only ") else _read_values(pattern, sentence, values, words)
    return frozenset(refused) if refused < {*values} else frozenset()


def _read_values(pattern: re.Pattern[str], sentence: str, values: Sequence[str], words: frozenset[str]) -> set[str]:
    """Return the states that the part of a sentence names, none if it says more than states."""
    match = pattern.fullmatch(sentence)
    named = match.groupdict() if match else {}
    is_item = {*(named.get("subject") or "").split()} <= words
    return _name_values(named["states"], values, words) if named and is_item else set()


def _name_values(part: str, values: Sequence[str], words: frozenset[str]) -> set[str]:
    tokens = re.findall(r"<\d+>|[^\s,]+", part)
    named = [token for token in tokens if re.fullmatch(r"<\d+>", token)]
    return {values[int(each[1:-1])] for each in named} if {*tokens} - {*named} <= words else set()


def _find_outcome(sentence: str, values: Sequence[str], words: frozenset[str]) -> str | None:
    """Return the state that a sentence says the item has afterwards."""
    match = _LEADS.fullmatch(sentence)
    if match is None or _name_values(match[1], values, words) or not {*match[1].split()} <= words:
        return None
    named = _name_values(match[2], values, frozenset())
    return named.pop() if len(named) == 1 else None


def _forms(noun: str) -> frozenset[str]:
    """Return the words of the name of a resource, each in the singular and in a plural."""
    found = {form for word in split_words(noun) for form in (word, singular(word))}
    return frozenset(found | {f"{word}s" for word in found})
