"""Who does which effect."""

from collections.abc import Mapping, Sequence

import httpx2

from handrail_server.adapters.notify.agents import AgentDeliverer, Written
from handrail_server.adapters.notify.alarms import AlarmDeliverer
from handrail_server.adapters.notify.drift import DriftDeliverer
from handrail_server.adapters.notify.guard import Guard
from handrail_server.adapters.notify.notices import NoticeDeliverer
from handrail_server.adapters.notify.rooms import Rooms
from handrail_server.adapters.notify.sender import Sender
from handrail_server.adapters.notify.telling import Teller
from handrail_server.core.basics.effects import Effect
from handrail_server.core.cases.effects import TellAgent
from handrail_server.core.learning.drift_watch import TellOfDrift
from handrail_server.core.learning.feedback import DeliverFeedback
from handrail_server.core.routing.notice import SendNotice
from handrail_server.core.turns.action_facts import AskToReconcile
from handrail_server.core.turns.delivery import DeliverControl, DeliverWhisper, DeliverWords, SoundAlarm
from handrail_server.ports.knowing import Deliverer


def deliverers(
    rooms: Rooms, client: httpx2.AsyncClient, *, url: str, written: Written, allowed: Sequence[str] = ()
) -> Mapping[type[Effect], Deliverer]:
    """One deliverer for each effect. `url` is how people reach the server, `allowed` what webhooks may reach inside."""
    sender = Sender(client, Guard(allowed))
    teller = Teller(rooms, sender)
    agents = AgentDeliverer(rooms, sender, written)
    alarms = AlarmDeliverer(rooms, teller, url=url)
    return {
        SendNotice: NoticeDeliverer(rooms, teller, url=url),
        TellOfDrift: DriftDeliverer(rooms, teller, url=url),
        SoundAlarm: alarms,
        AskToReconcile: alarms,
        DeliverWords: agents,
        DeliverControl: agents,
        DeliverWhisper: agents,
        DeliverFeedback: agents,
        TellAgent: agents,
    }
