"""What measures should come to."""

from decimal import Decimal

import pytest

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.targets import by_name, check_targets
from handrail_server.core.routing.queue import MeasureTarget


def to(measure: str, value: str) -> MeasureTarget:
    return MeasureTarget(measure=measure, value=Decimal(value))


def test_a_target_names_a_measure_once_with_a_value_that_it_can_have() -> None:
    good = (to("autonomous_share", "0.8"), to("time_to_human_median", "90"), to("nps", "-5"))
    check_targets(good)
    assert by_name(good) == {"autonomous_share": 0.8, "time_to_human_median": 90.0, "nps": -5.0}
    for bad in ((to("happiness", "1"),), (to("csat", "1.01"),), (to("csat", "0.5"), to("csat", "0.6"))):
        with pytest.raises(Invalid) as refused:
            check_targets(bad)
        assert refused.value.field == "targets"
