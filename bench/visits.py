"""Customers in the widget, as their browsers speak to the server: a visit is opened, then a message is written."""

import json
from typing import Final

import httpx2

from bench.running import Running
from bench.talk import PAIRS

WIDGET: Final = "bench.web"


class Visits:
    """Opens visits to an agent that Handrail stands around; our own small one answers, offline."""

    def __init__(self, server: Running) -> None:
        headers = {"authorization": f"Bearer {server.ada}"}
        self._http: Final = httpx2.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30)
        for path, body in (
            ("agents/desk", {"name": "Desk", "policy_object": "default"}),
            ("widgets/web", {"agent": "desk"}),
        ):
            self._http.put(f"/v1/{path}", json=body, headers=headers).raise_for_status()

    def open(self, number: int) -> tuple[str, bytes]:
        """A visit's conversation, and the request that says its first words."""
        opened = self._http.post(f"/v1/chat/{WIDGET}/sessions", json={}).raise_for_status().json()
        body = json.dumps({"id": f"m-{number}", "text": PAIRS[number % len(PAIRS)][0]}).encode()
        head = (
            f"POST /v1/chat/{WIDGET}/messages HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {opened['token']}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        return str(opened["conversation"]), head.encode() + body

    def close(self) -> None:
        """Hang up."""
        self._http.close()
