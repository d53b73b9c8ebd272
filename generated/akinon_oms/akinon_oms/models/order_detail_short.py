from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_delivery_type import KnownDeliveryType, check_known_delivery_type
from ..models.known_payment_type import KnownPaymentType, check_known_payment_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrderDetailShort")


@_attrs_define
class OrderDetailShort:
    """An order with what the order page of the OMS needs. The document names no property of it, so every one listed here
    is optional. Nor does it say whether related objects come in full or as keys, so they are not listed; what else the
    server sends is kept.

        Attributes:
            id (int | Unset): Id of the order in the OMS.
            omnitron_id (int | Unset): Id of the order in Omnitron.
            number (str | Unset): The number of an order, digits in a string.
            payment_type (KnownPaymentType | str | Unset): How an order is paid. One value is shown; others come from the
                list of payment types.
            delivery_type (KnownDeliveryType | str | Unset): How an order is delivered. One value is shown; others come from
                the list of delivery types.
            created_date (datetime.datetime | Unset): When the OMS created the order.
            modified_date (datetime.datetime | Unset): When the OMS last changed the order.
            date_placed (datetime.datetime | Unset): When the customer placed the order.
            tracking_number (None | str | Unset): The tracking number of the shipment, once there is one.
            cargo_company (int | Unset): Id of the cargo company that carries the order.
    """

    id: int | Unset = UNSET
    omnitron_id: int | Unset = UNSET
    number: str | Unset = UNSET
    payment_type: KnownPaymentType | str | Unset = UNSET
    delivery_type: KnownDeliveryType | str | Unset = UNSET
    created_date: datetime.datetime | Unset = UNSET
    modified_date: datetime.datetime | Unset = UNSET
    date_placed: datetime.datetime | Unset = UNSET
    tracking_number: None | str | Unset = UNSET
    cargo_company: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        omnitron_id = self.omnitron_id

        number = self.number

        payment_type: str | Unset
        if isinstance(self.payment_type, Unset):
            payment_type = UNSET
        elif isinstance(self.payment_type, str):
            payment_type = self.payment_type
        else:
            payment_type = self.payment_type

        delivery_type: str | Unset
        if isinstance(self.delivery_type, Unset):
            delivery_type = UNSET
        elif isinstance(self.delivery_type, str):
            delivery_type = self.delivery_type
        else:
            delivery_type = self.delivery_type

        created_date: str | Unset = UNSET
        if not isinstance(self.created_date, Unset):
            created_date = self.created_date.isoformat()

        modified_date: str | Unset = UNSET
        if not isinstance(self.modified_date, Unset):
            modified_date = self.modified_date.isoformat()

        date_placed: str | Unset = UNSET
        if not isinstance(self.date_placed, Unset):
            date_placed = self.date_placed.isoformat()

        tracking_number: None | str | Unset
        if isinstance(self.tracking_number, Unset):
            tracking_number = UNSET
        else:
            tracking_number = self.tracking_number

        cargo_company = self.cargo_company

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update({})
        if id is not UNSET:
            _field_dict_["id"] = id
        if omnitron_id is not UNSET:
            _field_dict_["omnitron_id"] = omnitron_id
        if number is not UNSET:
            _field_dict_["number"] = number
        if payment_type is not UNSET:
            _field_dict_["payment_type"] = payment_type
        if delivery_type is not UNSET:
            _field_dict_["delivery_type"] = delivery_type
        if created_date is not UNSET:
            _field_dict_["created_date"] = created_date
        if modified_date is not UNSET:
            _field_dict_["modified_date"] = modified_date
        if date_placed is not UNSET:
            _field_dict_["date_placed"] = date_placed
        if tracking_number is not UNSET:
            _field_dict_["tracking_number"] = tracking_number
        if cargo_company is not UNSET:
            _field_dict_["cargo_company"] = cargo_company

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        id = _d_.pop("id", UNSET)

        omnitron_id = _d_.pop("omnitron_id", UNSET)

        number = _d_.pop("number", UNSET)

        def _parse_payment_type(data: object) -> KnownPaymentType | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_payment_type_type_0 = check_known_payment_type(data)

                return componentsschemas_payment_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownPaymentType | str | Unset, data)

        payment_type = _parse_payment_type(_d_.pop("payment_type", UNSET))

        def _parse_delivery_type(data: object) -> KnownDeliveryType | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_delivery_type_type_0 = check_known_delivery_type(data)

                return componentsschemas_delivery_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownDeliveryType | str | Unset, data)

        delivery_type = _parse_delivery_type(_d_.pop("delivery_type", UNSET))

        _created_date = _d_.pop("created_date", UNSET)
        created_date: datetime.datetime | Unset
        if isinstance(_created_date, Unset):
            created_date = UNSET
        else:
            created_date = datetime.datetime.fromisoformat(_created_date)

        _modified_date = _d_.pop("modified_date", UNSET)
        modified_date: datetime.datetime | Unset
        if isinstance(_modified_date, Unset):
            modified_date = UNSET
        else:
            modified_date = datetime.datetime.fromisoformat(_modified_date)

        _date_placed = _d_.pop("date_placed", UNSET)
        date_placed: datetime.datetime | Unset
        if isinstance(_date_placed, Unset):
            date_placed = UNSET
        else:
            date_placed = datetime.datetime.fromisoformat(_date_placed)

        def _parse_tracking_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tracking_number = _parse_tracking_number(_d_.pop("tracking_number", UNSET))

        cargo_company = _d_.pop("cargo_company", UNSET)

        _model_ = cls(
            id=id,
            omnitron_id=omnitron_id,
            number=number,
            payment_type=payment_type,
            delivery_type=delivery_type,
            created_date=created_date,
            modified_date=modified_date,
            date_placed=date_placed,
            tracking_number=tracking_number,
            cargo_company=cargo_company,
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
