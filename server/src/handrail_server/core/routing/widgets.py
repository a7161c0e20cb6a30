"""The organisation's chat widgets: added, altered, given a new secret, removed."""

from dataclasses import replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import MoveRefused, NotFound
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.organisation_facts import WidgetRemoved, WidgetSet
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.turns.widget import Widget, checked

WIDGETS: Final = 20


def widget_of(organisation: Organisation, name: str) -> Widget:
    """The widget of this id, or `NotFound`."""
    for widget in organisation.widgets:
        if widget.id == name:
            return widget
    raise NotFound(f"There is no widget `{name[:100]}`.", field="widget", fix="See GET /v1/widgets.")


def set_widget(organisation: Organisation, widget: Widget, *, by: Actor, at: At) -> Outcome[Organisation]:
    """Add a widget, or alter the one of its id, whose secret stays; the same again changes nothing."""
    known = {each.id: each for each in organisation.widgets}
    before = known.get(widget.id)
    kept = checked(replace(widget, generation=before.generation if before else at))
    if kept == before:
        return Outcome(state=organisation)
    if before is None and len(known) >= WIDGETS:
        raise MoveRefused(f"There are {WIDGETS} widgets already.", field="widget", fix="Remove one first.")
    return _with(organisation, kept, by=by, at=at)


def renew_secret(organisation: Organisation, name: str, *, by: Actor, at: At) -> Outcome[Organisation]:
    """Another secret: customer tokens signed with the last one, and sessions begun so far, open nothing any more."""
    before = widget_of(organisation, name)
    # The time, not a count: a widget that is removed and made again must not believe what its namesake signed.
    return _with(organisation, replace(before, generation=max(at, before.generation + 1)), by=by, at=at)


def remove_widget(organisation: Organisation, name: str, *, by: Actor, at: At) -> Outcome[Organisation]:
    """Nobody writes in it any more; what was said stays where it is."""
    widget_of(organisation, name)
    rest = tuple(each for each in organisation.widgets if each.id != name)
    return Outcome(state=replace(organisation, widgets=rest), facts=(WidgetRemoved(widget=name, by=by, at=at),))


def _with(organisation: Organisation, widget: Widget, *, by: Actor, at: At) -> Outcome[Organisation]:
    widgets = {each.id: each for each in organisation.widgets} | {widget.id: widget}
    fact = WidgetSet(
        widget=widget.id,
        agent=widget.agent,
        origins=widget.origins,
        files=widget.files,
        keys=widget.keys,
        generation=widget.generation,
        by=by,
        at=at,
    )
    return Outcome(state=replace(organisation, widgets=tuple(widgets.values())), facts=(fact,))
