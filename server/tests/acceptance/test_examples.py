"""The examples, run as a newcomer runs them: as programs beside the demo, without arguments."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from server.tests.acceptance.running import Fernbrook

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("command", "ends"),
    [
        ("retail_complaint.py", "A new table comes on Thursday"),
        ("b2b_contract.py", "A call is agreed for Tuesday"),
        ("protected_health_data.py", "Closed, with its ground written down."),
        ("wire_transfer.py", "(recorded; nothing ran)"),
        ("wire_transfer.py --decline", "The client did not know of this payment"),
    ],
)
async def test_an_example_runs_to_its_end(running: Fernbrook, command: str, ends: str) -> None:
    script, *arguments = command.split()
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "examples" / script),
        *arguments,
        env=os.environ | {"HANDRAIL_DATA": str(running.data)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, wrong = await program.communicate()
    assert program.returncode == 0, wrong.decode()
    assert ends in said.decode()
