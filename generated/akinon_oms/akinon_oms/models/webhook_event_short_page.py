from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.webhook_event_short import WebhookEventShort


T = TypeVar("T", bound="WebhookEventShortPage")


@_attrs_define
class WebhookEventShortPage:
    """A page of webhook events in short.

    Attributes:
        count (int): The number of webhook events on all pages together.
        next_ (None | str): The absolute URL of the next page, null on the last one.
        previous (None | str): The absolute URL of the previous page, null on the first one.
        results (list[WebhookEventShort]): The webhook events of this page.
    """

    count: int
    next_: None | str
    previous: None | str
    results: list[WebhookEventShort]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        next_: None | str
        next_ = self.next_

        previous: None | str
        previous = self.previous

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "count": count,
                "next": next_,
                "previous": previous,
                "results": results,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_event_short import WebhookEventShort  # noqa: PLC0415

        _d_ = dict(src_dict)
        count = _d_.pop("count")

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(_d_.pop("next"))

        def _parse_previous(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        previous = _parse_previous(_d_.pop("previous"))

        results = []
        _results = _d_.pop("results")
        for results_item_data in _results:
            results_item = WebhookEventShort.from_dict(results_item_data)

            results.append(results_item)

        _model_ = cls(
            count=count,
            next_=next_,
            previous=previous,
            results=results,
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
