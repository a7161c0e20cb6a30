"""Debian's Chromium, which `make test` installs where it is missing and may."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""It talks to this machine only."""


@cache
def chromium() -> Path:
    """Where it is; installed by apt where we are root on Debian. HANDRAIL_TEST_CHROMIUM names another."""
    for name in (os.environ.get("HANDRAIL_TEST_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        found = name and shutil.which(name)
        if found:
            return Path(found)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq", "chromium")):
            subprocess.run(
                command, check=False, capture_output=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            )
        installed = shutil.which("chromium")
        if installed:
            return Path(installed)
    pytest.fail("The browser tests need Chromium: `apt-get install chromium`, or HANDRAIL_TEST_CHROMIUM=/path/to/it.")
