from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.error_head import ErrorHead
    from ..models.failed_items import FailedItems


T = TypeVar("T", bound="Failure")


@_attrs_define
class Failure:
    """What a failed call answers.

    Attributes:
        head (ErrorHead): The head of an error response.
        body (FailedItems | Literal['']): The failed items, or the empty string where the whole call failed.
    """

    head: ErrorHead
    body: FailedItems | Literal[""]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.failed_items import FailedItems  # noqa: PLC0415

        head = self.head.to_dict()

        body: dict[str, Any] | Literal[""]
        if isinstance(self.body, FailedItems):
            body = self.body.to_dict()
        else:
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
        from ..models.error_head import ErrorHead  # noqa: PLC0415
        from ..models.failed_items import FailedItems  # noqa: PLC0415

        _d_ = dict(src_dict)
        head = ErrorHead.from_dict(_d_.pop("Head"))

        def _parse_body(data: object) -> FailedItems | Literal[""]:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                body_type_0 = FailedItems.from_dict(data)

                return body_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not bool(data == ""):
                raise TypeError()
            body_type_1 = cast(Literal[""], data)
            if body_type_1 != "":
                raise ValueError(f"Body_type_1 must match const '', got '{body_type_1}'")
            return body_type_1

        body = _parse_body(_d_.pop("Body"))

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
