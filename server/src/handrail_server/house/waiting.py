"""A case that nobody has yet: the scene of whatever moves it on, with the people and queues around it."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import Actor, system
from handrail_server.core.basics.ids import CaseId, NoticeId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.destination import Surroundings
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.follow import followed
from handrail_server.core.work.work import Crew, Work
from handrail_server.house.around import surroundings
from handrail_server.house.enact import Hands, enact
from handrail_server.house.house import House
from handrail_server.house.scene import Scene, scene_of
from handrail_server.house.write import Write
from handrail_server.ports.writing import Loaded

ROUTING = system("routing")


@dataclass(slots=True, kw_only=True)
class Waiting:
    """A case with its conversation and everybody who could take it."""

    scene: Scene
    loaded: Loaded[Case]
    around: Surroundings
    hands: Hands

    @property
    def case(self) -> Case:
        """The case as it was loaded."""
        return self.loaded.state

    @property
    def crew(self) -> Crew:
        """Everybody who works here."""
        return self.hands.crew

    def notice(self) -> NoticeId:
        """An id for a notice that may be raised."""
        return NoticeId(self.scene.house.ids.new("notice"))

    async def move(self, outcome: Outcome[Case], *, by: Actor = ROUTING) -> None:
        """The case moved; all that follows for floor, capacity and words follows."""
        work = followed(self.case, outcome, self.scene.conversation, self.crew, by=by, at=self.scene.write.at)
        await self.do(work)

    async def do(self, work: Work) -> None:
        """Collect what was done."""
        await enact(self.scene, work, case=self.loaded, hands=self.hands)


async def waiting_case(house: House, write: Write, case: CaseId) -> Waiting | None:
    """The case, or None where there is none of that id."""
    loaded = await house.journal.find(write.org, Case, case)
    if loaded is None:
        return None
    conversation = await house.journal.load(write.org, Conversation, loaded.state.conversation)
    scene = await scene_of(house, write, conversation)
    profile = None
    if conversation.state.customer is not None and not (loaded.state.sealed or conversation.state.sealed):
        profile, _ = await house.customers.profile(write.org, conversation.state.customer, now=write.at)
    around, people = await surroundings(house, write.org, scene.setting.organisation.state, profile, write.at)
    hands = Hands(people=dict[PersonId, Loaded[Person]](people))
    return Waiting(scene=scene, loaded=loaded, around=around, hands=hands)
