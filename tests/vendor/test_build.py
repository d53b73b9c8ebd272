"""A package is made beside its place, and takes it in one step."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conformance.generate.options import Options
from conformance.openapi.errors import InputError
from conformance.vendor import build
from conformance.vendor.lock import FILE
from tests.vendor.conftest import snapshot


def order(package: Path, models: str = "none", source: str = "openapi.yaml") -> build.Order:
    return build.Order(package, source, Path("specs"), False, Options(models=models), package.name)


def test_what_was_made_is_there_only_when_it_is_placed(repository: Path) -> None:
    new = repository / "src" / "acme" / "again"
    with build.make(order(new)) as made:
        assert not new.exists()
        build.place(made, new)
    with build.make(order(repository / "src" / "acme" / "not_placed")):
        pass
    assert sorted(path.name for path in new.parent.iterdir()) == ["again", "shop_client"]


def test_the_same_document_gives_the_same_bytes(repository: Path, package: Path) -> None:
    with build.make(order(package)) as made:
        assert {p.relative_to(made.folder): text for p, text in snapshot(made.folder).items()} == {
            p.relative_to(package): text for p, text in snapshot(package).items()
        }


def test_models_are_modules_of_the_package(repository: Path) -> None:
    new = repository / "src" / "acme" / "again"
    with build.make(order(new, "all")) as made:
        assert {"pydantic_models.py", "structs.py", "py.typed"} <= made.lock.files.keys()
        assert made.needs[0].startswith("attrs")


def test_what_is_not_vendored_is_never_replaced(repository: Path, package: Path) -> None:
    (package / FILE).unlink()
    before = snapshot(package)
    with build.make(order(package)) as made, pytest.raises(InputError, match=r"no conformance\.lock\.json"):
        build.place(made, package)
    assert snapshot(package) == before


def test_a_document_that_is_not_valid_leaves_nothing(repository: Path) -> None:
    (repository / "openapi.yaml").write_text("openapi: 3.1.0")
    before = snapshot(repository)
    with pytest.raises(InputError), build.make(order(repository / "src" / "acme" / "again")):
        pass
    assert snapshot(repository) == before


@pytest.mark.parametrize("name", ["class", "Shop", "my-client"])
def test_a_name_that_no_package_can_have_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(InputError, match="name another folder"), build.make(order(repository / "src" / name)):
        pass


def test_an_update_that_was_killed_is_completed(repository: Path, package: Path) -> None:
    """Between its two renames: the old package has left, the new one has not come."""
    place = repository / "src" / "acme" / ".shop_client.conformance" / "run-1"
    (place / "new").mkdir(parents=True)
    (place / "old").mkdir()
    shutil.copytree(package, place / "old" / "shop_client")
    shutil.move(package, place / "new" / "shop_client")
    (place / "plan.json").write_text('{"place": ["shop_client"], "leave": []}')
    build.recover(package)
    assert (package / FILE).is_file()
    assert not place.parent.exists()
