"""An agent that is asked by a signed webhook (Standard Webhooks), and answers in the same exchange."""

from typing import Protocol

from handrail_server.adapters.responding.posting import Poster, whole
from handrail_server.adapters.responding.wire import asked, given_of
from handrail_server.core.basics.time import At
from handrail_server.core.turns.responder import Responder
from handrail_server.ports.knowing import WebhookSecrets
from handrail_server.ports.responding import Ask, Given


class Sign(Protocol):
    """Makes the headers that prove a request to be ours."""

    def __call__(self, body: bytes, *, secret: str, message: str, at: At) -> dict[str, str]:
        """The headers that go with `body`."""
        ...


class WebhookResponder:
    """Posts the request; the answer is the response's body. The same request sent again bears the same id."""

    def __init__(self, poster: Poster, secrets: WebhookSecrets, sign: Sign) -> None:
        self._poster = poster
        self._secrets = secrets
        self._sign = sign

    async def answer(self, ask: Ask, responder: Responder) -> Given:
        """Ask; raises `Unanswered`."""
        address, body = responder.address or "", asked(ask)
        secret = self._secrets.of(ask.org, ask.agent, address)
        message = f"{ask.conversation}/answer/{ask.round}/{ask.attempt}/{len(ask.steps)}"
        headers = self._sign(body, secret=secret, message=message, at=ask.now)
        async with self._poster.post(address, body, headers, seconds=responder.seconds) as response:
            return given_of(await whole(response))
