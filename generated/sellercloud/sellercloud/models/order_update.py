from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.order_update_known_currency_code import (
    OrderUpdateKnownCurrencyCode,
    check_order_update_known_currency_code,
)
from ..models.order_update_known_order_source import OrderUpdateKnownOrderSource, check_order_update_known_order_source
from ..models.order_update_known_order_sub_type import (
    OrderUpdateKnownOrderSubType,
    check_order_update_known_order_sub_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.address import Address


T = TypeVar("T", bound="OrderUpdate")


@_attrs_define
class OrderUpdate:
    """What to change. Every property is optional; absent and null both mean that no update of it is needed.

    Attributes:
        company_id (int | None | Unset): Id of the company that the order belongs to.
        customer_id (int | None | Unset): Id of the order's customer.
        order_source (None | OrderUpdateKnownOrderSource | str | Unset): Source (channel) of the order. Values that are
            not listed pass through.
        order_sub_type (None | OrderUpdateKnownOrderSubType | str | Unset): Sub-type of the order. Values that are not
            listed pass through.
        sales_rep_1 (int | None | Unset): Id of the first sales representative.
        currency_code (None | OrderUpdateKnownCurrencyCode | str | Unset): Currency of the order. Values that are not
            listed pass through.
        disable_inventory_count (bool | None | Unset): Whether the inventory count is disabled for the order.
        shipping_address (Address | None | Unset): Replaces the shipping address whole.
        billing_address (Address | None | Unset): Replaces the billing address whole.
    """

    company_id: int | None | Unset = UNSET
    customer_id: int | None | Unset = UNSET
    order_source: None | OrderUpdateKnownOrderSource | str | Unset = UNSET
    order_sub_type: None | OrderUpdateKnownOrderSubType | str | Unset = UNSET
    sales_rep_1: int | None | Unset = UNSET
    currency_code: None | OrderUpdateKnownCurrencyCode | str | Unset = UNSET
    disable_inventory_count: bool | None | Unset = UNSET
    shipping_address: Address | None | Unset = UNSET
    billing_address: Address | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.address import Address  # noqa: PLC0415

        company_id: int | None | Unset
        if isinstance(self.company_id, Unset):
            company_id = UNSET
        else:
            company_id = self.company_id

        customer_id: int | None | Unset
        if isinstance(self.customer_id, Unset):
            customer_id = UNSET
        else:
            customer_id = self.customer_id

        order_source: None | str | Unset
        if isinstance(self.order_source, Unset):
            order_source = UNSET
        elif isinstance(self.order_source, str):
            order_source = self.order_source
        else:
            order_source = self.order_source

        order_sub_type: None | str | Unset
        if isinstance(self.order_sub_type, Unset):
            order_sub_type = UNSET
        elif isinstance(self.order_sub_type, str):
            order_sub_type = self.order_sub_type
        else:
            order_sub_type = self.order_sub_type

        sales_rep_1: int | None | Unset
        if isinstance(self.sales_rep_1, Unset):
            sales_rep_1 = UNSET
        else:
            sales_rep_1 = self.sales_rep_1

        currency_code: None | str | Unset
        if isinstance(self.currency_code, Unset):
            currency_code = UNSET
        elif isinstance(self.currency_code, str):
            currency_code = self.currency_code
        else:
            currency_code = self.currency_code

        disable_inventory_count: bool | None | Unset
        if isinstance(self.disable_inventory_count, Unset):
            disable_inventory_count = UNSET
        else:
            disable_inventory_count = self.disable_inventory_count

        shipping_address: dict[str, Any] | None | Unset
        if isinstance(self.shipping_address, Unset):
            shipping_address = UNSET
        elif isinstance(self.shipping_address, Address):
            shipping_address = self.shipping_address.to_dict()
        else:
            shipping_address = self.shipping_address

        billing_address: dict[str, Any] | None | Unset
        if isinstance(self.billing_address, Unset):
            billing_address = UNSET
        elif isinstance(self.billing_address, Address):
            billing_address = self.billing_address.to_dict()
        else:
            billing_address = self.billing_address

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update({})
        if company_id is not UNSET:
            _field_dict_["CompanyId"] = company_id
        if customer_id is not UNSET:
            _field_dict_["CustomerId"] = customer_id
        if order_source is not UNSET:
            _field_dict_["OrderSource"] = order_source
        if order_sub_type is not UNSET:
            _field_dict_["OrderSubType"] = order_sub_type
        if sales_rep_1 is not UNSET:
            _field_dict_["SalesRep1"] = sales_rep_1
        if currency_code is not UNSET:
            _field_dict_["CurrencyCode"] = currency_code
        if disable_inventory_count is not UNSET:
            _field_dict_["DisableInventoryCount"] = disable_inventory_count
        if shipping_address is not UNSET:
            _field_dict_["ShippingAddress"] = shipping_address
        if billing_address is not UNSET:
            _field_dict_["BillingAddress"] = billing_address

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address import Address  # noqa: PLC0415

        _d_ = dict(src_dict)

        def _parse_company_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        company_id = _parse_company_id(_d_.pop("CompanyId", UNSET))

        def _parse_customer_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        customer_id = _parse_customer_id(_d_.pop("CustomerId", UNSET))

        def _parse_order_source(data: object) -> None | OrderUpdateKnownOrderSource | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                order_source_type_0 = check_order_update_known_order_source(data)

                return order_source_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrderUpdateKnownOrderSource | str | Unset, data)

        order_source = _parse_order_source(_d_.pop("OrderSource", UNSET))

        def _parse_order_sub_type(data: object) -> None | OrderUpdateKnownOrderSubType | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                order_sub_type_type_0 = check_order_update_known_order_sub_type(data)

                return order_sub_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrderUpdateKnownOrderSubType | str | Unset, data)

        order_sub_type = _parse_order_sub_type(_d_.pop("OrderSubType", UNSET))

        def _parse_sales_rep_1(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        sales_rep_1 = _parse_sales_rep_1(_d_.pop("SalesRep1", UNSET))

        def _parse_currency_code(data: object) -> None | OrderUpdateKnownCurrencyCode | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                currency_code_type_0 = check_order_update_known_currency_code(data)

                return currency_code_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrderUpdateKnownCurrencyCode | str | Unset, data)

        currency_code = _parse_currency_code(_d_.pop("CurrencyCode", UNSET))

        def _parse_disable_inventory_count(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        disable_inventory_count = _parse_disable_inventory_count(_d_.pop("DisableInventoryCount", UNSET))

        def _parse_shipping_address(data: object) -> Address | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                shipping_address_type_0 = Address.from_dict(data)

                return shipping_address_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Address | None | Unset, data)

        shipping_address = _parse_shipping_address(_d_.pop("ShippingAddress", UNSET))

        def _parse_billing_address(data: object) -> Address | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                billing_address_type_0 = Address.from_dict(data)

                return billing_address_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Address | None | Unset, data)

        billing_address = _parse_billing_address(_d_.pop("BillingAddress", UNSET))

        _model_ = cls(
            company_id=company_id,
            customer_id=customer_id,
            order_source=order_source,
            order_sub_type=order_sub_type,
            sales_rep_1=sales_rep_1,
            currency_code=currency_code,
            disable_inventory_count=disable_inventory_count,
            shipping_address=shipping_address,
            billing_address=billing_address,
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
