"""A notice as a Slack message, for an incoming webhook: Block Kit, with a text for small screens and screen readers."""

import json
from typing import Final

from handrail_server.adapters.notify.message import Message
from handrail_server.core.cases.notice import Severity

_SIGN: Final = {Severity.CRITICAL: ":rotating_light: *Critical*", Severity.NORMAL: ":bell: *Notice*"}


def slack_body(message: Message, *, member: str | None = None, channel: str | None = None) -> bytes:
    """The body to post. `member` is the Slack id of whom it is for, `channel` where an old kind of webhook posts."""
    to = f"<@{_escaped(member)}> " if member else ""
    fields = [f"*Why*\n{_escaped(message.line)}"]
    if message.amount is not None:
        fields.append(f"*Amount*\n{_escaped(str(message.amount))}")
    body: dict[str, object] = {
        "text": f"{to}{message.severity.value.capitalize()}: {_escaped(message.line)} {message.url}",
        "blocks": [
            {"type": "section", "text": _markdown(f"{to}{_SIGN[message.severity]}")},
            {"type": "section", "fields": [_markdown(each) for each in fields]},
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "text": {"type": "plain_text", "text": "Open"},
                        "url": message.url,
                        "style": "danger" if message.severity is Severity.CRITICAL else "primary",
                    }
                ],
            },
        ],
    }
    if channel is not None:
        body["channel"] = channel
    return json.dumps(body, ensure_ascii=False).encode()


def _markdown(text: str) -> dict[str, object]:
    return {"type": "mrkdwn", "text": text}


def _escaped(text: str) -> str:
    """Codes are ours, names are not: nothing in them may mention a channel or become a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
