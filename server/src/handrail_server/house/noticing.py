"""What stands in a turn: text first, so that a regulated signal shuts the gate before any profile is fetched."""

from dataclasses import dataclass

from handrail_server.core.signals.notice import gate_shut
from handrail_server.core.signals.prepare import prepare
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.view import View
from handrail_server.core.turns.turn import Turn
from handrail_server.house.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A turn's signals, and the profile as far as it may be read."""

    view: View
    signals: tuple[Signal, ...]
    profile: Profile | None
    stale: bool


async def look(scene: Scene, turn: Turn) -> Seen:
    """Ask all detectors about a turn."""
    before, now, house = scene.conversation, scene.write.at, scene.house
    view = prepare(turn, before, None, now)
    text = await house.noticing.text(view, scene.setting.own.detectors)
    profile, stale = None, False
    if before.customer is not None and not gate_shut(view, text):
        profile, stale = await house.customers.profile(scene.write.org, before.customer, now=now)
    signals = await house.noticing.profile(view, text, profile, stale=stale)
    signals = scene.setting.own.worth(signals, turn.topic or before.topic)
    return Seen(view=view, signals=signals, profile=profile, stale=stale)
