from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.success_head import SuccessHead


T = TypeVar("T", bound="Success")


@_attrs_define
class Success:
    """What a successful call answers.

    Attributes:
        head (SuccessHead): The head of a successful response.
        body (list[str]): Always an empty list, since there is nothing to report.
    """

    head: SuccessHead
    body: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        head = self.head.to_dict()

        body = self.body

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "Head": head,
                "Body": body,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.success_head import SuccessHead  # noqa: PLC0415

        _d_ = dict(src_dict)
        head = SuccessHead.from_dict(_d_.pop("Head"))

        body = cast(list[str], _d_.pop("Body"))

        _model_ = cls(
            head=head,
            body=body,
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
