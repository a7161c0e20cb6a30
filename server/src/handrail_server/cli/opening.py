"""Opening the store for a command: as it is, or, while a server has it, a copy of it as of now."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from handrail_server.adapters.store.sqlite.backup import back_up
from handrail_server.adapters.store.sqlite.file_lock import FileLock
from handrail_server.config import Config
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.errors import NotFound, Unavailable
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.routing.person import Role
from handrail_server.house.caller import Caller
from handrail_server.main import Opened, open_house

DATABASE = "handrail.db"
KEY = "master.key"


def config_of(data: Path | None) -> Config:
    """The configuration, with the data directory from the command line where it is given."""
    return Config() if data is None else Config(data=data)


@asynccontextmanager
async def opened_to_read(config: Config) -> AsyncIterator[Opened]:
    """The house, for a command that changes nothing that matters; raises `NotFound` where there is none."""
    if config.database is not None:
        async with open_house(config) as opened:
            yield opened
        return
    if not (config.data / DATABASE).exists():
        raise NotFound(f"There is no store in {config.data}.", fix="Name its directory with --data.")
    if _is_free(config.data / DATABASE):
        async with open_house(config) as opened:
            yield opened
        return
    with tempfile.TemporaryDirectory(prefix="handrail-copy-") as name:
        copy = Path(name)
        back_up(config.data / DATABASE, copy / DATABASE)
        shutil.copy2(config.data / KEY, copy / KEY)
        async with open_house(config.model_copy(update={"data": copy})) as opened:
            yield opened


async def only_organisation(opened: Opened, named: str | None) -> OrgId:
    """The organisation that was named, or the only one there is; raises `NotFound`."""
    known = await opened.house.library.organisations()
    if named is not None:
        if named not in known:
            raise NotFound(f"There is no organisation `{named}`.", fix=f"There are: {', '.join(known) or 'none'}.")
        return OrgId(named)
    if len(known) != 1:
        count = "no organisation" if not known else f"{len(known)} organisations"
        raise NotFound(f"There is {count} here.", fix=f"Name one with --org: {', '.join(known)}." if known else None)
    return known[0]


def _is_free(database: Path) -> bool:
    try:
        FileLock(database).release()
    except Unavailable:
        return False
    return True


async def administrator_of(opened: Opened, org: OrgId) -> Caller:
    """Whoever has the data directory acts for the organisation's administrator; the facts say so."""
    everybody = await opened.house.library.people(org)
    for loaded in everybody:
        if Role.ADMINISTRATOR in loaded.state.roles:
            return Caller(org=org, actor=person(loaded.state.id, Authenticated.INTERNAL))
    raise NotFound(f"The organisation `{org}` has no active administrator.")
