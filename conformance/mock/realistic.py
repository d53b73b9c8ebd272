"""Text and numbers that look like what a property is named after, the same for the same seed and number.

Tested in `tests/mock/test_shown.py`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from conformance.mock.faked import Fake
from conformance.resources.words import split_words

_START = datetime(2025, 1, 15, 9, 30, tzinfo=UTC)
_TEXTS: Mapping[str, Sequence[str]] = {
    "firstname": ("Ada", "Grace", "Alan", "Edsger", "Barbara"),
    "lastname": ("Byron", "Hopper", "Turing", "Dijkstra", "Liskov"),
    "fullname": ("Ada Byron", "Grace Hopper", "Alan Turing", "Edsger Dijkstra", "Barbara Liskov"),
    "city": ("Prague", "London", "Paris", "Berlin", "Madrid"),
    "country": ("CZ", "GB", "FR", "DE", "ES"),
    "currency": ("EUR", "USD", "GBP", "CZK", "PLN"),
    "language": ("en", "cs", "fr", "de", "es"),
    "locale": ("en-GB", "cs-CZ", "fr-FR", "de-DE", "es-ES"),
    "phone": ("+420 601 000 001", "+44 20 7946 0002", "+33 1 99 00 00 03", "+49 30 23125 004", "+34 600 000 005"),
    "street": ("1 Example Street", "2 Main Street", "3 High Street", "4 Station Road", "5 Park Avenue"),
    "address": ("1 Example Street", "2 Main Street", "3 High Street", "4 Station Road", "5 Park Avenue"),
    "zip": ("11000", "90210", "75001", "10115", "28001"),
    "postcode": ("11000", "90210", "75001", "10115", "28001"),
    "company": ("Example Ltd", "Sample Inc", "Muster GmbH", "Exemple SA", "Ejemplo SL"),
    "title": ("First example", "Second example", "Third example", "Fourth example", "Fifth example"),
    "description": (
        "A first example.",
        "A second example.",
        "A third example.",
        "A fourth example.",
        "A fifth example.",
    ),
    "color": ("red", "green", "blue", "black", "white"),
    "price": ("19.99", "5.00", "120.50", "7.25", "64.90"),
    "amount": ("19.99", "5.00", "120.50", "7.25", "64.90"),
    "total": ("19.99", "5.00", "120.50", "7.25", "64.90"),
}
_ALIASES = {"surname": "lastname", "colour": "color", "tel": "phone", "mobile": "phone", "telephone": "phone"}
_NUMBERS: Mapping[str, Sequence[float]] = {
    "price": (19.99, 5.0, 120.5, 7.25, 64.9),
    "amount": (19.99, 5.0, 120.5, 7.25, 64.9),
    "total": (19.99, 5.0, 120.5, 7.25, 64.9),
    "quantity": (1, 2, 3, 4, 5),
    "year": (2025, 2024, 2023, 2022, 2021),
    "latitude": (50.0875, 51.5072, 48.8566, 52.52, 40.4168),
    "longitude": (14.4213, -0.1276, 2.3522, 13.405, -3.7038),
}
# What a pattern may ask of a moment: fractions of a second, and offsets.
_ENDINGS = tuple(f"{part}{zone}" for part in ("", ".000", ".000000") for zone in ("Z", "+00:00", "+01:00", "-05:00"))[
    1:
]
_ID_WORDS = frozenset({"id", "number", "code", "sku", "key", "reference", "ref", "pk", "slug", "handle"})


_fake: Fake | None = None


def use(fake: Fake | None) -> None:
    """Have the texts of this process come from `fake` where it knows the name of the property; None ends that."""
    global _fake  # noqa: PLW0603 - each value that is shown needs it, and one process has one
    _fake = fake


def make_formatted(formats: Sequence[str], seed: int, number: int, name: str = "") -> Iterator[str]:
    """Yield texts of the formats for the property `name`; `number` counts the items that differ."""
    for each in formats:
        if each in _BY_FORMAT:
            yield _BY_FORMAT[each](name, seed, number)
        if each in {"date-time", "time"}:
            yield from (f"{_BY_FORMAT[each](name, seed, number)[:-1]}{ending}" for ending in _ENDINGS)


def make_texts(name: str, formats: Sequence[str], seed: int, number: int) -> Iterator[str]:
    """Yield texts for the property `name`, the likeliest first; `number` counts the items that differ."""
    words = split_words(name)
    if _fake is not None:
        yield from (text for each in _names(words) if (text := _fake(each, seed, number)) is not None)
    yield from make_formatted(formats, seed, number, name)
    if words and words[-1] in {"email", "mail"}:
        yield _email(name, seed, number)
    known = _look_up(_TEXTS, words)
    if known:
        yield known[number % len(known)]
    if words and words[-1] in {"uuid", "guid"}:
        yield _uuid(name, seed, number)
    if words and words[-1] in _ID_WORDS:
        yield f"{words[0] if len(words) > 1 else words[-1]}-{number + 1}"
    if words:
        yield f"{' '.join(words)} {number + 1}"
        yield words[-1]


def make_numbers(name: str, number: int, *, whole: bool) -> Iterator[int | float]:
    """Yield numbers for the property `name`, the likeliest first."""
    words = split_words(name)
    known = _look_up(_NUMBERS, words)
    if known:
        value = known[number % len(known)]
        yield round(value) if whole else value
    yield number + 1 if words and words[-1] in _ID_WORDS else 1 + number % 5


def _look_up(table: Mapping[str, Sequence[Any]], words: Sequence[str]) -> Sequence[Any]:
    return next((table[name] for name in _names(words) if name in table), ())


def _names(words: Sequence[str]) -> list[str]:
    """Return what a property may be known as: its last two words, then its last."""
    return [_ALIASES.get(each, each) for each in ("".join(words[-2:]), *words[-1:])]


def _moment(number: int) -> datetime:
    return _START + timedelta(hours=number)


def _uuid(name: str, seed: int, number: int) -> str:
    return str(UUID(int=Random(f"{seed} {name} {number}").getrandbits(128), version=4))  # noqa: S311


def _email(name: str, seed: int, number: int) -> str:
    first = _TEXTS["firstname"]
    return f"{first[number % len(first)].lower()}{number // len(first) or ''}@example.com"


def _base64(name: str, seed: int, number: int) -> str:
    text = f"{' '.join(split_words(name)) or 'content'} {number + 1}"
    return b64encode(text.encode().ljust(-(-len(text) // 3) * 3)).decode()  # without padding: valid as base64url too


_BY_FORMAT: Mapping[str, Callable[[str, int, int], str]] = {
    "date-time": lambda name, seed, number: _moment(number).strftime("%Y-%m-%dT%H:%M:%SZ"),
    "date": lambda name, seed, number: (_START + timedelta(days=number)).strftime("%Y-%m-%d"),
    "time": lambda name, seed, number: _moment(number).strftime("%H:%M:%SZ"),
    "email": _email,
    "uuid": _uuid,
    "uri": lambda name, seed, number: f"https://example.com/{'-'.join(split_words(name)) or 'page'}/{number + 1}",
    "hostname": lambda name, seed, number: f"host{number + 1}.example.com",
    "ipv4": lambda name, seed, number: f"192.0.2.{1 + number % 254}",
    "ipv6": lambda name, seed, number: f"2001:db8::{1 + number % 65535:x}",
    "decimal": lambda name, seed, number: _TEXTS["price"][number % 5],
    "byte": _base64,
    "base64": _base64,
    "base64url": _base64,
}
