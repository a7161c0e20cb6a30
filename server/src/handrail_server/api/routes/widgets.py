"""Chat widgets in the settings: where they may stand, how they look, what the shop signs with."""

from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.wire import widgets as wire
from handrail_server.core.basics.ids import AgentId, OrgId
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.rights import Right
from handrail_server.core.routing.widgets import widget_of
from handrail_server.core.turns.widget import Widget
from handrail_server.flows.shape_organisation import remove_widget, renew_widget_secret, set_widget
from handrail_server.house.entitled import reader
from handrail_server.house.widgets import public_name, secret_of


async def list_widgets(call: Call[None]) -> wire.Widgets:
    """The organisation's chat widgets."""
    await reader(call.house, call.caller, Right.MANAGE_AGENTS)
    found = await call.house.journal.load(call.caller.org, Organisation, call.caller.org)
    return _reply(call, found.state)


async def put_widget(call: Call[wire.WidgetRequest]) -> wire.Widgets:
    """Add a widget, or alter it. Its secret stays."""
    body = call.body
    widget = Widget(
        id=call.path("widget"),
        agent=AgentId(body.agent),
        title=body.title,
        greeting=body.greeting,
        language=body.language,
        origins=body.origins,
        accent=body.accent,
        scheme=body.scheme,
        texts=tuple(sorted(body.texts.items())),
        files=body.files,
        keys=body.keys,
    )
    return _reply(call, await set_widget(call.house, call.caller, widget))


async def delete_widget(call: Call[None]) -> wire.Widgets:
    """Remove a widget: its visits end, what was said in it stays."""
    return _reply(call, await remove_widget(call.house, call.caller, call.path("widget")))


async def read_widget_secret(call: Call[None]) -> wire.WidgetSecret:
    """What the shop's backend signs customer tokens with."""
    await reader(call.house, call.caller, Right.MANAGE_AGENTS)
    found = await call.house.journal.load(call.caller.org, Organisation, call.caller.org)
    return _secret(call, found.state)


async def renew_secret(call: Call[None]) -> wire.WidgetSecret:
    """Another secret: what the last one signed, and all visits, end at once."""
    return _secret(call, await renew_widget_secret(call.house, call.caller, call.path("widget")))


def _secret(call: Call[None], organisation: Organisation) -> wire.WidgetSecret:
    widget = widget_of(organisation, call.path("widget"))
    return wire.WidgetSecret(secret=secret_of(call.house, OrgId(organisation.id), widget))


def _reply(call: Call[wire.WidgetRequest] | Call[None], organisation: Organisation) -> wire.Widgets:
    base = str(call.request.base_url).rstrip("/")
    return wire.Widgets(widgets=tuple(_widget(each, OrgId(organisation.id), base) for each in organisation.widgets))


def _widget(widget: Widget, org: OrgId, base: str) -> wire.WidgetReply:
    name = public_name(org, widget)
    return wire.WidgetReply(
        id=widget.id,
        name=name,
        script=f'<script src="{base}/widget.js" data-widget="{name}" defer></script>',
        agent=widget.agent,
        title=widget.title,
        greeting=widget.greeting,
        language=widget.language,
        origins=widget.origins,
        accent=widget.accent,
        scheme="light" if widget.scheme == "light" else "dark" if widget.scheme == "dark" else "auto",
        texts=dict(widget.texts),
        files=widget.files,
        keys=widget.keys,
    )


_SHOWN = wire.Widgets

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/widgets", list_widgets, body=NoneType, reply=_SHOWN),
    endpoint("PUT", "/v1/widgets/{widget}", put_widget, body=wire.WidgetRequest, reply=_SHOWN),
    endpoint("DELETE", "/v1/widgets/{widget}", delete_widget, body=NoneType, reply=_SHOWN),
    endpoint("GET", "/v1/widgets/{widget}/secret", read_widget_secret, body=NoneType, reply=wire.WidgetSecret),
    endpoint(
        "POST", "/v1/widgets/{widget}/secret", renew_secret, body=NoneType, reply=wire.WidgetSecret, repeatable=True
    ),
)
