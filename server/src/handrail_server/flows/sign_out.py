"""A person signs out; with their last session they are gone."""

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.identity_facts import SignedOut
from handrail_server.core.routing.person import Status
from handrail_server.core.routing.presence import set_status
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.scene import organisation_key
from handrail_server.house.tokens import SecretKind, digest, end, is_valid
from handrail_server.house.write import Write


async def sign_out(house: House, caller: Caller, token: str) -> None:
    """The session that the token opens ends now; what its person carried goes to others, if it was their last."""

    async def attempt(write: Write) -> None:
        found = await acting_person(house, write, caller)
        sessions = await house.secrets.of(write.org, found.state.id, SecretKind.SESSION.value)
        mine = next((session for session in sessions if session.hash == digest(token)), None)
        if mine is None:
            raise Invalid("This is a key, not a session.", field="Authorization", fix="Revoke the key instead.")
        end(write, mine)
        signed_out = SignedOut(session=mine.id, by=caller.actor, at=write.at)
        outcome = Outcome(state=found.state, facts=(signed_out,))
        if not any(is_valid(session, write.at) for session in sessions if session != mine):
            gone = set_status(found.state, Status.OFFLINE, channels=found.state.channels, by=caller.actor, at=write.at)
            outcome = outcome.then(gone)
        write.change(found, outcome, key=await organisation_key(house, write))

    await decided(house, caller.org, attempt)
