"""Excerpts of bodies."""

from __future__ import annotations

import json

from conformance.suite.excerpt import excerpt


def _same(text: str) -> str:
    return text


def test_a_short_body_is_shown_as_it_is() -> None:
    assert excerpt(b'{"a": [1, 2.50]}', ("a", 1), _same) == '{"a": [1, 2.50]}'


def test_of_a_long_body_the_neighbours_are_shown() -> None:
    items = [{f"m{n}": n for n in range(20)}, {"id": 4, "total": "x", "other": "y" * 900}]
    shown = excerpt(json.dumps({"items": items}).encode(), ("items", 1, "total"), _same)
    assert shown.startswith('at /items/1: {"id": 4, "total": "x", "other": "yyy')
    assert len(shown) < 300
    assert excerpt(json.dumps({"items": items}).encode(), ("items", 0, "m9"), _same).startswith(
        'at /items/0: {…, "m5": 5'
    )


def test_a_long_text_is_cut_after_it_was_hidden() -> None:
    """Half a secret would not be known for one."""
    shown = excerpt(b"x" * 495 + b"secret", (), lambda text: text.replace("secret", "***"))
    assert shown == "x" * 495 + "***"
    assert excerpt(b"\xff\x00" * 600, (), _same).endswith(" …")
    assert "\n" not in excerpt(b"a\nb", (), _same)


def test_a_neighbour_is_hidden_by_its_name() -> None:
    body = json.dumps({"id": "x", "secret": "s3cr3t", "more": "y" * 900}).encode()
    shown = excerpt(body, ("id",), lambda text: text.replace('"secret": "s3cr3t"', '"secret": "***"'))
    assert "s3cr3t" not in shown
