"""What a start prints: where the server is, and what to do next, as commands that work when pasted."""

import json
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from handrail_server.config import Config
from handrail_server.demo.customers import HANNA
from handrail_server.demo.keys import DemoKeys

_WORDS = "This is the fourth time my order came damaged. I want to talk to a person!"


def first_start(url: str, token: str) -> str:
    """The one-time link of a server without an organisation."""
    body = {
        "token": token,
        "organisation": "Your organisation",
        "name": "Your name",
        "email": "you@example.com",
        "password": "at least ten characters",
    }
    return (
        f"Handrail at {url}\n\n"
        f"There is no organisation yet. This link makes it, once, within 24 hours:\n\n"
        f"  {url}/set-up#{token}\n\n"
        f"or, without a browser (change the words first):\n\n"
        f"  {_curl(url, '/v1/set-up', body)}\n"
    )


def next_steps(config: Config, keys: DemoKeys) -> str:
    """What to try in the demo organisation."""
    url, agent, person = config.url, keys.agents["shop"], keys.people["priya.raman"]
    turn = {"id": "t1", "author": "customer", "customer": HANNA, "text": _WORDS}
    command = _command()
    return (
        f"Handrail at {url}: Fernbrook Cooperative, a demo organisation. Everything in it is invented.\n"
        f"Its keys lie in {config.data / 'demo-keys.json'}; its data in {config.data}. Stop with Ctrl-C.\n\n"
        f"Next, in another terminal:\n\n"
        f"1. A customer says something, and Handrail says what to do:\n\n"
        f"  {_curl(url, '/v1/conversations/hello/turns', turn, agent)}\n\n"
        f"2. The case that now waits for a person, as Priya sees it:\n\n"
        f"  {_curl(url, '/v1/cases', None, person)}\n\n"
        f"3. Every escalation so far, and what came of it:\n\n"
        f"  {_curl(url, '/v1/escalations', None, keys.people['tomasz.wilk'])}\n\n"
        f"4. Is everything in order, and does the ledger hold?\n\n"
        f"  {command} doctor --data {config.data}\n"
        f"  {command} audit export --data {config.data} ledger.jsonl && {command} audit verify ledger.jsonl\n"
    )


def _curl(url: str, path: str, body: Mapping[str, object] | None, key: str | None = None) -> str:
    words = ["curl", "-s", url + path]
    if key is not None:
        words += ["-H", f"Authorization: Bearer {key}"]
    if body is not None:
        words += ["-H", "Content-Type: application/json", "-d", json.dumps(body)]
    return shlex.join(words)


def _command() -> str:
    """This command as it can be typed here: its path from this directory, else its name where that finds it."""
    called = Path(sys.argv[0]).absolute()
    if called.is_relative_to(Path.cwd()):
        return str(called.relative_to(Path.cwd()))
    return "handrail" if shutil.which("handrail") == str(called) else str(called)
