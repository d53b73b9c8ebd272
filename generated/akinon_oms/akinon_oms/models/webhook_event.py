from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.webhook_payload import WebhookPayload


T = TypeVar("T", bound="WebhookEvent")


@_attrs_define
class WebhookEvent:
    """A webhook event of an order with its payload.

    Attributes:
        id (int): Id of the webhook event.
        payload (WebhookPayload): The complete payload of a webhook event, in free form.
        order (int | Unset): Id of the order that the event belongs to.
        created_date (datetime.datetime | Unset): When the event was created.
        modified_date (datetime.datetime | Unset): When the event was last changed.
        event_type (str | Unset): The kind of event.
        status (str | Unset): How the delivery of the event stands.
        response_code (int | None | Unset): The HTTP status with which the receiver answered, null before it has.
    """

    id: int
    payload: WebhookPayload
    order: int | Unset = UNSET
    created_date: datetime.datetime | Unset = UNSET
    modified_date: datetime.datetime | Unset = UNSET
    event_type: str | Unset = UNSET
    status: str | Unset = UNSET
    response_code: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        payload = self.payload.to_dict()

        order = self.order

        created_date: str | Unset = UNSET
        if not isinstance(self.created_date, Unset):
            created_date = self.created_date.isoformat()

        modified_date: str | Unset = UNSET
        if not isinstance(self.modified_date, Unset):
            modified_date = self.modified_date.isoformat()

        event_type = self.event_type

        status = self.status

        response_code: int | None | Unset
        if isinstance(self.response_code, Unset):
            response_code = UNSET
        else:
            response_code = self.response_code

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
                "payload": payload,
            }
        )
        if order is not UNSET:
            _field_dict_["order"] = order
        if created_date is not UNSET:
            _field_dict_["created_date"] = created_date
        if modified_date is not UNSET:
            _field_dict_["modified_date"] = modified_date
        if event_type is not UNSET:
            _field_dict_["event_type"] = event_type
        if status is not UNSET:
            _field_dict_["status"] = status
        if response_code is not UNSET:
            _field_dict_["response_code"] = response_code

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_payload import WebhookPayload  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        payload = WebhookPayload.from_dict(_d_.pop("payload"))

        order = _d_.pop("order", UNSET)

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

        event_type = _d_.pop("event_type", UNSET)

        status = _d_.pop("status", UNSET)

        def _parse_response_code(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        response_code = _parse_response_code(_d_.pop("response_code", UNSET))

        _model_ = cls(
            id=id,
            payload=payload,
            order=order,
            created_date=created_date,
            modified_date=modified_date,
            event_type=event_type,
            status=status,
            response_code=response_code,
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
