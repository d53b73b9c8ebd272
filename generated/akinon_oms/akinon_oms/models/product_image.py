from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ProductImage")


@_attrs_define
class ProductImage:
    """An image of a product.

    Attributes:
        order (int): The position of the image among the images of the product, counted from 0.
        id (int): Id of the image.
        url (str): Where the image is.
        product (int): Id of the product.
    """

    order: int
    id: int
    url: str
    product: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        order = self.order

        id = self.id

        url = self.url

        product = self.product

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "order": order,
                "id": id,
                "url": url,
                "product": product,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        order = _d_.pop("order")

        id = _d_.pop("id")

        url = _d_.pop("url")

        product = _d_.pop("product")

        _model_ = cls(
            order=order,
            id=id,
            url=url,
            product=product,
        )

        _model_.additional_properties = _d_
        return _model_

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
