"""All detectors of an installation: the default ones, trusted plug-ins beside them, the other plug-ins in processes."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from handrail_server.adapters.detectors.entry_points import PRESIDIO, installed, load
from handrail_server.adapters.detectors.host import DEADLINE, Host
from handrail_server.adapters.detectors.presidio import is_installed
from handrail_server.adapters.detectors.shipped import shipped
from handrail_server.core.signals.detector import Detector, Reads
from handrail_server.core.signals.learned.sense import Sentences
from handrail_server.core.signals.notice import (
    PROFILE_AWAY,
    blind,
    gate_shut,
    merged,
    notice_profile,
    notice_text,
    shut,
)
from handrail_server.core.signals.prepare import phrasebook
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.registry import default_detectors
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.view import View

NO_DEADLINES: Final[Mapping[str, float]] = {}


class AllDetectors:
    """The `Noticing` port: what fails, hangs or cannot start gives `blind` signals, and never stops a turn."""

    def __init__(self, detectors: Sequence[Detector], hosts: Sequence[Host] = ()) -> None:
        self._detectors = tuple(detectors)
        self._hosts = tuple(hosts)

    async def start(self) -> None:
        """Build the phrasebook and start the plug-ins, so that the first turn does not wait for them."""
        phrasebook()
        await asyncio.gather(*(host.start() for host in self._hosts))

    async def stop(self) -> None:
        """End the plug-ins' processes."""
        await asyncio.gather(*(host.stop() for host in self._hosts))

    async def text(self, view: View, own: Sequence[Detector] = ()) -> tuple[Signal, ...]:
        """What stands in the turn and its surroundings; no profile is seen."""
        found = notice_text(view, self._detectors, own)
        hosts = [host for host in self._hosts if host.reads is Reads.TEXT]
        return merged((*found, *await _ask(hosts, view))) if hosts else found

    async def profile(
        self, view: View, text_signals: tuple[Signal, ...], profile: Profile | None, *, stale: bool
    ) -> tuple[Signal, ...]:
        """All signals: those of the text, and those of the profile, `shut` where the gate is closed."""
        found = notice_profile(view, text_signals, self._detectors, profile, stale=stale)
        hosts = [host for host in self._hosts if host.reads is Reads.PROFILE]
        if not hosts:
            return found
        if gate_shut(view, text_signals):
            return merged((*found, *(signal for host in hosts for signal in shut(host))))
        if profile is None and stale:
            return merged((*found, *(signal for host in hosts for signal in blind(host, PROFILE_AWAY))))
        return merged((*found, *await _ask(hosts, _seeing(view, profile, stale=stale))))


def all_detectors(
    trusted: Collection[str] = (),
    *,
    learned: bool = False,
    names: bool = False,
    sentences: Sentences | None = None,
    deadline: float = DEADLINE,
    deadlines: Mapping[str, float] = NO_DEADLINES,
) -> AllDetectors:
    """The default detectors and every installed plug-in; those named in `trusted` run in this process.

    With `learned` also the shipped learned signals: no rule of the default policy reads them, and they cost as much as
    all the others together, so an installation whose policy does asks for them. With `sentences` they look twice where
    words leave it open.

    With `names` also Presidio, in a process of its own, for the names and places in personal data.

    `deadlines` are seconds for plug-ins by name, where an administrator grants another time than `deadline`.

    Raises what a trusted plug-in's import raises: a server that trusts it must not run without it.
    """
    if names and not is_installed():
        raise LookupError("Names in personal data need the server's extra `pii` (requirements/pii.txt).")
    plugins = installed()
    asked = (PRESIDIO.name,) if names else ()
    for what, named, there in (("trusted", trusted, plugins), ("given a deadline", deadlines, (*plugins, *asked))):
        unknown = set(named).difference(there)
        if unknown:
            raise LookupError(f"{what}, but not installed: {', '.join(sorted(unknown))}")
    beside = [load(name) for name in plugins if name in trusted]
    fitted = (shipped(sentences),) if learned else ()
    return AllDetectors(
        (*default_detectors(), *fitted, *beside),
        [Host(name, deadline=deadlines.get(name, deadline)) for name in (*plugins, *asked) if name not in trusted],
    )


async def _ask(hosts: Iterable[Host], view: View) -> tuple[Signal, ...]:
    answers = await asyncio.gather(*(host.notice(view) for host in hosts))
    return tuple(signal for signals in answers for signal in signals)


def _seeing(view: View, profile: Profile | None, *, stale: bool) -> View:
    return replace(view, profile=profile, profile_stale=stale)
