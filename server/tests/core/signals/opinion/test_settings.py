"""What cannot be meant is refused, by the name of the field."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.signals.opinion.settings import OpinionSettings, check

SETTINGS = OpinionSettings(address="https://model.example/v1", model="small")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(SETTINGS, model=" "), "model"),
        (replace(SETTINGS, seconds=61), "seconds"),
        (replace(SETTINGS, daily=0), "daily"),
        (replace(SETTINGS, at_once=33), "at_once"),
        (replace(SETTINGS, share=1.1), "share"),
        (replace(SETTINGS, low=0.9), "low"),
    ],
)
def test_it_is_refused(wrong: OpinionSettings, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(wrong)
    assert refused.value.field == field


def test_nobody_is_asked_before_somebody_says_so() -> None:
    check(SETTINGS)
    assert not SETTINGS.on
