"""Which folders are APIs, and which names are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from conformance.apis import apis
from conformance.openapi.errors import InputError

VALID = '{openapi: 3.1.0, info: {title: Toy, version: "1"}, paths: {}}'


def folder(specs: Path, *names: str) -> Path:
    for name in names:
        (specs / name).mkdir()
        (specs / name / "openapi.yaml").write_text(VALID)
    return specs


def test_each_folder_with_a_spec_is_an_api(tmp_path: Path) -> None:
    folder(tmp_path, "shop_b", "shop_a")
    (tmp_path / "notes").mkdir()
    (tmp_path / "README.md").touch()
    assert [api.id for api in apis(tmp_path)] == ["shop_a", "shop_b"]


def test_names_choose_each_api_once(tmp_path: Path) -> None:
    folder(tmp_path, "shop_a", "shop_b", "shop_c")
    assert [api.id for api in apis(tmp_path, ["shop_c", "shop_a", "shop_c"])] == ["shop_a", "shop_c"]


def test_an_unknown_name_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    folder(tmp_path, "shop_a", "shop_b")
    with pytest.raises(InputError, match=r"unknown API 'shop'\n  fix: choose from: shop_a, shop_b"):
        apis(tmp_path, ["shop"])


@pytest.mark.parametrize("sub", ["", "absent"])
def test_a_folder_without_apis_is_refused(tmp_path: Path, sub: str) -> None:
    with pytest.raises(InputError, match="no API here"):
        apis(tmp_path / sub)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Shop", "can't be a package name"),
        ("shop-a", "can't be a package name"),
        ("1shop", "can't be a package name"),
        ("shop.a", "can't be a package name"),
        ("šop", "can't be a package name"),
        ("class", "is a Python keyword"),
        ("match", "is a Python keyword"),
        ("email", "is a module of the standard library"),
        ("httpx", "is a package"),
        ("attr", "is a package"),
        ("conformance", "is a package"),
        ("scripts", "is a package"),
        ("tests", "is a package"),
    ],
)
def test_a_name_that_can_not_be_a_package_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        apis(folder(tmp_path, name))
    assert caught.value.problems[0].file == str(tmp_path / name)
    assert caught.value.problems[0].fix == "rename the folder"


def test_a_folder_of_that_name_elsewhere_takes_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client put on the path, and a specs folder that is the working folder, are importable by that name too."""
    (tmp_path / "clients" / "shop_a").mkdir(parents=True)
    (tmp_path / "clients" / "shop_a" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path / "clients")
    monkeypatch.syspath_prepend(folder(tmp_path, "shop_a", "shop_b"))
    assert [api.id for api in apis(tmp_path)] == ["shop_a", "shop_b"]


def test_a_bad_name_does_not_stand_in_the_way_of_another_api(tmp_path: Path) -> None:
    assert [api.id for api in apis(folder(tmp_path, "Shop", "shop_a"), ["shop_a"])] == ["shop_a"]


def test_an_api_is_its_folder(tmp_path: Path) -> None:
    (api,) = apis(folder(tmp_path, "shop_a"))
    assert (api.spec_file, api.facts_file) == (
        tmp_path / "shop_a" / "openapi.yaml",
        tmp_path / "shop_a" / "facts.yaml",
    )
    assert api.document["info"]["title"] == "Toy"
    assert api.spec.file == api.spec_file


def test_a_bad_spec_is_refused_when_it_is_read(tmp_path: Path) -> None:
    (folder(tmp_path, "shop_a") / "shop_a" / "openapi.yaml").write_text("{")
    (api,) = apis(tmp_path)
    with pytest.raises(InputError, match="not YAML"):
        _ = api.spec


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("openapi.json", "their_orders_api"),  # of each second document: its title says more
        ("my-orders.v2.yml", "my_orders_v2"),
        ("2024.yaml", "api_2024"),
        ("class.yaml", "api_class"),
    ],
)
def test_a_document_is_an_api_too(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / file).write_text(VALID.replace("Toy", "Their Orders API"))
    (api,) = apis(tmp_path / "nowhere", [str(tmp_path / file)])
    assert (api.id, api.spec_file, api.folder) == (name, tmp_path / file, tmp_path)
    assert api.spec.api_id == name


def test_a_folder_is_named_by_its_path_too(toys: Path) -> None:
    assert apis(toys / "nowhere", [str(toys / "suite_parcels")]) == apis(toys, ["suite_parcels"])


def test_a_folder_may_hold_json(tmp_path: Path) -> None:
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "openapi.json").write_text(json.dumps(yaml.safe_load(VALID)))
    (api,) = apis(tmp_path)
    assert (api.id, api.spec_file.name) == ("orders", "openapi.json")
    assert api.document["openapi"] == "3.1.0"


def test_two_documents_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "orders.yaml").write_text(VALID)
    with pytest.raises(InputError, match="two documents have the name 'orders'"):
        apis(tmp_path, [str(tmp_path / "a/orders.yaml"), str(tmp_path / "b/orders.yaml")])
