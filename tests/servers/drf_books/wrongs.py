"""The ways in which the book API can be wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tests.servers import Wrong
from tests.servers.drf_books.serializers import LANGUAGES, Serializer, ToInternal, char, integer, matching, null_or

WRONGS = {
    "book-without-author-name": Wrong("books_retrieve", "The 200 response lacks the required /author_name."),
    "price-as-number": Wrong("books_retrieve", "/price of the 200 response is a number instead of a string."),
    "language-unknown": Wrong("books_update", "/language of the 200 response is not in the enum."),
    "title-null": Wrong("books_partial_update", "/title of the 200 response is null."),
    "count-as-text": Wrong("books_list", "/count of the 200 response is a string instead of an integer."),
    "next-not-absolute": Wrong("books_list", "/next of the 200 response with a further page is not a URI."),
    "formats-missing": Wrong("books_retrieve", "The 200 response lacks the header X-Formats."),
    "formats-unknown": Wrong("books_retrieve", "The header X-Formats of the 200 response has an item not in the enum."),
    "created-with-200": Wrong("books_create", "A valid request is answered with the undocumented status 200."),
    "unauthorized": Wrong("books_destroy", "A missing credential is answered with the undocumented status 401."),
    "crash-without-isbn": Wrong("books_create", "A valid body without the optional /isbn is answered with 500."),
    "crash-at-longest-title": Wrong("books_update", "A valid /title of 200 characters is answered with 500."),
    "authors-moved": Wrong("authors_create", "A valid request is answered with 301 instead of 201."),
    "accepts-missing-title": Wrong("books_create", "A body without the required /title is answered with 201."),
    "accepts-isbn-of-12": Wrong("books_update", "An /isbn of 12 digits is answered with 200."),
    "accepts-pages-as-text": Wrong("books_partial_update", 'A /pages like "11" is answered with 200.'),
    "accepts-pages-0": Wrong("books_partial_update", "A /pages of 0 is answered with 200."),
    "accepts-price-as-number": Wrong("books_update", "A /price that is a number is answered with 200."),
    "accepts-unknown-language": Wrong("books_create", "A /language that is not in the enum is answered with 201."),
    "accepts-name-of-61": Wrong("authors_create", "A /name of 61 characters is answered with 201."),
    "accepts-unknown-ordering": Wrong("books_list", "An unknown value of the query parameter ordering is ignored."),
    "destroy-without-token": Wrong("books_destroy", "The credential is ignored: a request without it is answered."),
    "any-token": Wrong("books_update", "Any value of the header Authorization that begins with Token is accepted."),
    "authors-demand-token": Wrong("authors_list", "A request without a credential is answered with 403."),
}
Data = Mapping[str, Any]
SPOILED: dict[str, Callable[[Data], Data]] = {
    "book-without-author-name": lambda data: {name: data[name] for name in data if name != "author_name"},
    "price-as-number": lambda data: {**data, "price": float(data["price"])},
    "language-unknown": lambda data: {**data, "language": "German"},
    "title-null": lambda data: {**data, "title": None},
    "count-as-text": lambda data: {**data, "count": str(data["count"])},
    "next-not-absolute": lambda data: {**data, "next": data["next"] and "?page=2"},
}
_LENIENT: dict[str, tuple[str, ToInternal]] = {
    "accepts-isbn-of-12": (
        "isbn",
        null_or(lambda value: matching("[0-9]{12,13}", "Enter a valid value.")(value).zfill(13)),
    ),
    "accepts-pages-as-text": (
        "pages",
        null_or(lambda value: integer(1, 32767)(int(value) if isinstance(value, str) else value)),
    ),
    "accepts-pages-0": ("pages", null_or(lambda value: integer(0, 32767)(value) or 1)),
    "accepts-unknown-language": ("language", lambda value: value if char(99, 0)(value) in LANGUAGES else "en"),
    "accepts-name-of-61": ("name", lambda value: char(61)(value)[:60]),
}


def loosen(serializer: Serializer, wrong: str | None) -> Serializer:
    """Return what an API accepts that is wrong in this way."""
    if wrong == "accepts-missing-title":
        return replace(serializer, required=("author", "price"))
    if wrong == "accepts-price-as-number":
        strict = serializer.fields["price"]

        def lenient(value: Any) -> Any:
            is_number = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 999_999
            return f"{value:.2f}" if is_number else strict(value)

        return replace(serializer, fields={**serializer.fields, "price": lenient})
    if wrong in _LENIENT:
        name, field = _LENIENT[wrong]
        return replace(serializer, fields={**serializer.fields, name: field})
    return serializer
