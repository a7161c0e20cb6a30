"""Starting what the benches measure: a server in a process of its own, on SQLite or on PostgreSQL."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server that answers, the key of its agent, and that of a person who may watch."""

    port: int
    token: str
    ada: str
    pid: int

    def cpu(self) -> float:
        """CPU seconds that the process has used, of all its threads."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


@contextmanager
def running_server(database: str | None = None, *, fill: int = 0, ended: int = 0) -> Iterator[Running]:
    """A server over a fresh data directory, or an empty database; `fill` conversations are open, `ended` are over."""
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as data:
        command = [sys.executable, "-m", "bench.server", data, str(fill), str(ended), *([database] if database else [])]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            told = json.loads(process.stdout.readline())
            yield Running(port=told["port"], token=told["token"], ada=told["ada"], pid=process.pid)
        finally:
            process.stdin.close()
            process.wait(timeout=30)
            process.stdout.close()
