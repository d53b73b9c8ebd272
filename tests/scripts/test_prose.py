"""`scripts/prose.py` counts what it says, and nothing that only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.prose import find_words, is_participle, main, measure

MODULE = '''
"""Whether this is a question."""

def made(): ...
def sorted_by(): ...
def read(): ...
def feed(): ...
def needs(): ...
def build_made():
    """Returns what is taken."""
class A:
    @property
    def shown(self): ...
    @classmethod
    def given(cls): ...
    def __str__(self): ...
    def find(self):
        """Return it."""
def test_written(): ...
def pytest_told(): ...
@law("a", "b")
def kept():
    """No item is lost."""
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text(MODULE)
    return tmp_path


def test_functions_with_free_names_are_counted(folder: Path) -> None:
    figures = measure(folder)
    assert (figures.functions, figures.verbs) == (7, 4)
    assert [place.rpartition(" ")[2] for place in figures.participles] == ["made", "sorted_by"]


def test_openings_of_docstrings_are_counted(folder: Path) -> None:
    figures = measure(folder)
    assert [place.rpartition(": ")[2] for place in figures.questions] == ["Whether this is a question."]
    assert len(figures.not_imperative) == 1


def test_words_are_found_in_text_and_in_names(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "told = 1  # Whoever sees id-tells-it.\ndef take_it(): ...\nx = 'standard mistake'\n"
    )
    assert [hit.rpartition(" ")[2] for hit in find_words(tmp_path / "a.py")] == ["Whoever", "take"]


@pytest.mark.parametrize("name", ["read", "put", "need", "sorted_list", "unused_parts", "feed", "exceed"])
def test_other_names_are_no_participles(name: str) -> None:
    assert not is_participle(name)


def test_each_folder_has_a_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(folder), "--list"])
    rows = capsys.readouterr().out.splitlines()
    assert rows[1].split()[1:] == ["7", "57%", "2", "25.0%", "1", "1"]
    assert len(rows) == 2 + 2 + 1 + 1 + 1
