from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.timestamp import Timestamp


T = TypeVar("T", bound="OrderItem")


@_attrs_define
class OrderItem:
    """An item of an order.

    Attributes:
        id (int): The identifier of the item, which a change of serial numbers names as `orderItemId`.
        created_at (Timestamp | Unset): A local time and its time zone, as deliveries and items hold them. This is not
            the RFC 3339 form that the order's own times have.
        updated_at (None | Timestamp | Unset): When the item was last changed, null before the first change.
        remote_id (str | Unset): The identifier of the item in the remote system.
        quantity (int | Unset): How many pieces were ordered.
        price (float | Unset): The price of the item.
        price_without_vat (float | Unset): The price of the item without VAT.
        price_without_commission_without_vat (float | Unset): The price of the item without VAT and without the
            commission.
        vat (float | Unset): The VAT rate in percent. The vendor types it as a number with the format integer, so it is
            whole.
        commission (float | Unset): The commission in percent. The vendor types it as a number with the format integer,
            so it is whole.
        serial_number_required (bool | Unset): Whether the item needs serial numbers.
        serial_numbers (None | str | Unset): All serial numbers of the item in one string, joined by `;`, null while
            there are none. Leading zeros matter.
    """

    id: int
    created_at: Timestamp | Unset = UNSET
    updated_at: None | Timestamp | Unset = UNSET
    remote_id: str | Unset = UNSET
    quantity: int | Unset = UNSET
    price: float | Unset = UNSET
    price_without_vat: float | Unset = UNSET
    price_without_commission_without_vat: float | Unset = UNSET
    vat: float | Unset = UNSET
    commission: float | Unset = UNSET
    serial_number_required: bool | Unset = UNSET
    serial_numbers: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.timestamp import Timestamp  # noqa: PLC0415

        id = self.id

        created_at: dict[str, Any] | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.to_dict()

        updated_at: dict[str, Any] | None | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        elif isinstance(self.updated_at, Timestamp):
            updated_at = self.updated_at.to_dict()
        else:
            updated_at = self.updated_at

        remote_id = self.remote_id

        quantity = self.quantity

        price = self.price

        price_without_vat = self.price_without_vat

        price_without_commission_without_vat = self.price_without_commission_without_vat

        vat = self.vat

        commission = self.commission

        serial_number_required = self.serial_number_required

        serial_numbers: None | str | Unset
        if isinstance(self.serial_numbers, Unset):
            serial_numbers = UNSET
        else:
            serial_numbers = self.serial_numbers

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
            }
        )
        if created_at is not UNSET:
            _field_dict_["createdAt"] = created_at
        if updated_at is not UNSET:
            _field_dict_["updatedAt"] = updated_at
        if remote_id is not UNSET:
            _field_dict_["remoteId"] = remote_id
        if quantity is not UNSET:
            _field_dict_["quantity"] = quantity
        if price is not UNSET:
            _field_dict_["price"] = price
        if price_without_vat is not UNSET:
            _field_dict_["priceWithoutVat"] = price_without_vat
        if price_without_commission_without_vat is not UNSET:
            _field_dict_["priceWithoutCommissionWithoutVat"] = price_without_commission_without_vat
        if vat is not UNSET:
            _field_dict_["vat"] = vat
        if commission is not UNSET:
            _field_dict_["commission"] = commission
        if serial_number_required is not UNSET:
            _field_dict_["serialNumberRequired"] = serial_number_required
        if serial_numbers is not UNSET:
            _field_dict_["serialNumbers"] = serial_numbers

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.timestamp import Timestamp  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        _created_at = _d_.pop("createdAt", UNSET)
        created_at: Timestamp | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = Timestamp.from_dict(_created_at)

        def _parse_updated_at(data: object) -> None | Timestamp | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                updated_at_type_0 = Timestamp.from_dict(data)

                return updated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Timestamp | Unset, data)

        updated_at = _parse_updated_at(_d_.pop("updatedAt", UNSET))

        remote_id = _d_.pop("remoteId", UNSET)

        quantity = _d_.pop("quantity", UNSET)

        price = _d_.pop("price", UNSET)

        price_without_vat = _d_.pop("priceWithoutVat", UNSET)

        price_without_commission_without_vat = _d_.pop("priceWithoutCommissionWithoutVat", UNSET)

        vat = _d_.pop("vat", UNSET)

        commission = _d_.pop("commission", UNSET)

        serial_number_required = _d_.pop("serialNumberRequired", UNSET)

        def _parse_serial_numbers(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        serial_numbers = _parse_serial_numbers(_d_.pop("serialNumbers", UNSET))

        _model_ = cls(
            id=id,
            created_at=created_at,
            updated_at=updated_at,
            remote_id=remote_id,
            quantity=quantity,
            price=price,
            price_without_vat=price_without_vat,
            price_without_commission_without_vat=price_without_commission_without_vat,
            vat=vat,
            commission=commission,
            serial_number_required=serial_number_required,
            serial_numbers=serial_numbers,
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
