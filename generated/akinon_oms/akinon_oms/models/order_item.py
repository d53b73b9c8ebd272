from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.attribute_details import AttributeDetails
    from ..models.extra_field import ExtraField
    from ..models.free_form import FreeForm
    from ..models.price_list import PriceList
    from ..models.product import Product
    from ..models.state import State
    from ..models.stock_list import StockList


T = TypeVar("T", bound="OrderItem")


@_attrs_define
class OrderItem:
    """An item of an order.

    Attributes:
        id (int): Id of the item in the OMS.
        state (State): A state of an order or of an order item.
        product (Product): A product.
        created_date (datetime.datetime):
        modified_date (datetime.datetime):
        omnitron_id (int): Id of the item in Omnitron.
        net_amount (str): An exact decimal number in a string.
        price (str): An exact decimal number in a string.
        price_currency (str): The code of a currency, in lower case.
        retail_price (str): An exact decimal number in a string.
        tax_rate (str): An exact decimal number in a string.
        tax_amount (None | str): An exact decimal number in a string, or null.
        discount_amount (str): An exact decimal number in a string.
        without_net_amount (None | str): An exact decimal number in a string, or null.
        installment_interest_amount (None | str): An exact decimal number in a string, or null.
        attributes (FreeForm): A map in free form.
        attributes_kwargs (AttributeDetails): Labels, values and data types of attributes by name.
        image (None | str): The image of the item, if there is one.
        price_list (PriceList): A price list.
        stock_list (StockList): A stock list.
        extra_field (ExtraField): What the price list and the stock list add to an item, in free form.
        parent_omnitron_id (int | None): Id in Omnitron of the parent of the item, if it has one.
        order (int): Id of the order that the item belongs to.
    """

    id: int
    state: State
    product: Product
    created_date: datetime.datetime
    modified_date: datetime.datetime
    omnitron_id: int
    net_amount: str
    price: str
    price_currency: str
    retail_price: str
    tax_rate: str
    tax_amount: None | str
    discount_amount: str
    without_net_amount: None | str
    installment_interest_amount: None | str
    attributes: FreeForm
    attributes_kwargs: AttributeDetails
    image: None | str
    price_list: PriceList
    stock_list: StockList
    extra_field: ExtraField
    parent_omnitron_id: int | None
    order: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        state = self.state.to_dict()

        product = self.product.to_dict()

        created_date = self.created_date.isoformat()

        modified_date = self.modified_date.isoformat()

        omnitron_id = self.omnitron_id

        net_amount = self.net_amount

        price = self.price

        price_currency = self.price_currency

        retail_price = self.retail_price

        tax_rate = self.tax_rate

        tax_amount: None | str
        tax_amount = self.tax_amount

        discount_amount = self.discount_amount

        without_net_amount: None | str
        without_net_amount = self.without_net_amount

        installment_interest_amount: None | str
        installment_interest_amount = self.installment_interest_amount

        attributes = self.attributes.to_dict()

        attributes_kwargs = self.attributes_kwargs.to_dict()

        image: None | str
        image = self.image

        price_list = self.price_list.to_dict()

        stock_list = self.stock_list.to_dict()

        extra_field = self.extra_field.to_dict()

        parent_omnitron_id: int | None
        parent_omnitron_id = self.parent_omnitron_id

        order = self.order

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
                "state": state,
                "product": product,
                "created_date": created_date,
                "modified_date": modified_date,
                "omnitron_id": omnitron_id,
                "net_amount": net_amount,
                "price": price,
                "price_currency": price_currency,
                "retail_price": retail_price,
                "tax_rate": tax_rate,
                "tax_amount": tax_amount,
                "discount_amount": discount_amount,
                "without_net_amount": without_net_amount,
                "installment_interest_amount": installment_interest_amount,
                "attributes": attributes,
                "attributes_kwargs": attributes_kwargs,
                "image": image,
                "price_list": price_list,
                "stock_list": stock_list,
                "extra_field": extra_field,
                "parent_omnitron_id": parent_omnitron_id,
                "order": order,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attribute_details import AttributeDetails  # noqa: PLC0415
        from ..models.extra_field import ExtraField  # noqa: PLC0415
        from ..models.free_form import FreeForm  # noqa: PLC0415
        from ..models.price_list import PriceList  # noqa: PLC0415
        from ..models.product import Product  # noqa: PLC0415
        from ..models.state import State  # noqa: PLC0415
        from ..models.stock_list import StockList  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        state = State.from_dict(_d_.pop("state"))

        product = Product.from_dict(_d_.pop("product"))

        created_date = datetime.datetime.fromisoformat(_d_.pop("created_date"))

        modified_date = datetime.datetime.fromisoformat(_d_.pop("modified_date"))

        omnitron_id = _d_.pop("omnitron_id")

        net_amount = _d_.pop("net_amount")

        price = _d_.pop("price")

        price_currency = _d_.pop("price_currency")

        retail_price = _d_.pop("retail_price")

        tax_rate = _d_.pop("tax_rate")

        def _parse_tax_amount(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tax_amount = _parse_tax_amount(_d_.pop("tax_amount"))

        discount_amount = _d_.pop("discount_amount")

        def _parse_without_net_amount(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        without_net_amount = _parse_without_net_amount(_d_.pop("without_net_amount"))

        def _parse_installment_interest_amount(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        installment_interest_amount = _parse_installment_interest_amount(_d_.pop("installment_interest_amount"))

        attributes = FreeForm.from_dict(_d_.pop("attributes"))

        attributes_kwargs = AttributeDetails.from_dict(_d_.pop("attributes_kwargs"))

        def _parse_image(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        image = _parse_image(_d_.pop("image"))

        price_list = PriceList.from_dict(_d_.pop("price_list"))

        stock_list = StockList.from_dict(_d_.pop("stock_list"))

        extra_field = ExtraField.from_dict(_d_.pop("extra_field"))

        def _parse_parent_omnitron_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        parent_omnitron_id = _parse_parent_omnitron_id(_d_.pop("parent_omnitron_id"))

        order = _d_.pop("order")

        _model_ = cls(
            id=id,
            state=state,
            product=product,
            created_date=created_date,
            modified_date=modified_date,
            omnitron_id=omnitron_id,
            net_amount=net_amount,
            price=price,
            price_currency=price_currency,
            retail_price=retail_price,
            tax_rate=tax_rate,
            tax_amount=tax_amount,
            discount_amount=discount_amount,
            without_net_amount=without_net_amount,
            installment_interest_amount=installment_interest_amount,
            attributes=attributes,
            attributes_kwargs=attributes_kwargs,
            image=image,
            price_list=price_list,
            stock_list=stock_list,
            extra_field=extra_field,
            parent_omnitron_id=parent_omnitron_id,
            order=order,
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
