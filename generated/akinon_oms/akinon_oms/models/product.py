from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.attribute_details import AttributeDetails
    from ..models.free_form import FreeForm
    from ..models.product_image import ProductImage


T = TypeVar("T", bound="Product")


@_attrs_define
class Product:
    """A product.

    Attributes:
        id (int): Id of the product in the OMS.
        productimage_set (list[ProductImage]): The images of the product.
        created_date (datetime.datetime):
        modified_date (datetime.datetime):
        omnitron_id (int): Id of the product in Omnitron.
        name (str): The name of the product.
        base_code (str): The base code of the product.
        sku (str): The stock keeping unit.
        barcode (None | str): The barcode, if there is one.
        attributes (FreeForm): A map in free form.
        attributes_kwargs (AttributeDetails): Labels, values and data types of attributes by name.
        extra_attributes (FreeForm): A map in free form.
        remote_modified_date (datetime.datetime): When the product was last changed where it comes from.
    """

    id: int
    productimage_set: list[ProductImage]
    created_date: datetime.datetime
    modified_date: datetime.datetime
    omnitron_id: int
    name: str
    base_code: str
    sku: str
    barcode: None | str
    attributes: FreeForm
    attributes_kwargs: AttributeDetails
    extra_attributes: FreeForm
    remote_modified_date: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        productimage_set = []
        for productimage_set_item_data in self.productimage_set:
            productimage_set_item = productimage_set_item_data.to_dict()
            productimage_set.append(productimage_set_item)

        created_date = self.created_date.isoformat()

        modified_date = self.modified_date.isoformat()

        omnitron_id = self.omnitron_id

        name = self.name

        base_code = self.base_code

        sku = self.sku

        barcode: None | str
        barcode = self.barcode

        attributes = self.attributes.to_dict()

        attributes_kwargs = self.attributes_kwargs.to_dict()

        extra_attributes = self.extra_attributes.to_dict()

        remote_modified_date = self.remote_modified_date.isoformat()

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
                "productimage_set": productimage_set,
                "created_date": created_date,
                "modified_date": modified_date,
                "omnitron_id": omnitron_id,
                "name": name,
                "base_code": base_code,
                "sku": sku,
                "barcode": barcode,
                "attributes": attributes,
                "attributes_kwargs": attributes_kwargs,
                "extra_attributes": extra_attributes,
                "remote_modified_date": remote_modified_date,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attribute_details import AttributeDetails  # noqa: PLC0415
        from ..models.free_form import FreeForm  # noqa: PLC0415
        from ..models.product_image import ProductImage  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        productimage_set = []
        _productimage_set = _d_.pop("productimage_set")
        for productimage_set_item_data in _productimage_set:
            productimage_set_item = ProductImage.from_dict(productimage_set_item_data)

            productimage_set.append(productimage_set_item)

        created_date = datetime.datetime.fromisoformat(_d_.pop("created_date"))

        modified_date = datetime.datetime.fromisoformat(_d_.pop("modified_date"))

        omnitron_id = _d_.pop("omnitron_id")

        name = _d_.pop("name")

        base_code = _d_.pop("base_code")

        sku = _d_.pop("sku")

        def _parse_barcode(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        barcode = _parse_barcode(_d_.pop("barcode"))

        attributes = FreeForm.from_dict(_d_.pop("attributes"))

        attributes_kwargs = AttributeDetails.from_dict(_d_.pop("attributes_kwargs"))

        extra_attributes = FreeForm.from_dict(_d_.pop("extra_attributes"))

        remote_modified_date = datetime.datetime.fromisoformat(_d_.pop("remote_modified_date"))

        _model_ = cls(
            id=id,
            productimage_set=productimage_set,
            created_date=created_date,
            modified_date=modified_date,
            omnitron_id=omnitron_id,
            name=name,
            base_code=base_code,
            sku=sku,
            barcode=barcode,
            attributes=attributes,
            attributes_kwargs=attributes_kwargs,
            extra_attributes=extra_attributes,
            remote_modified_date=remote_modified_date,
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
