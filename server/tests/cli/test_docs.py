"""The reference names everything there is: each fact with its fields, each command, each setting."""

from pathlib import Path

import pytest
from typer.main import get_command

from handrail_server.cli.app import app
from handrail_server.config import Config
from handrail_server.contract import all_facts
from handrail_server.core.basics.facts import Fact
from handrail_server.ledger.shape import shape

DOCS = Path(__file__).parents[3] / "docs"
FACTS = {
    section.partition("\n")[0]: section for section in (DOCS / "reference/facts.md").read_text("utf-8").split("\n### ")
}


@pytest.mark.parametrize("fact", all_facts(), ids=lambda fact: fact.__name__)
def test_every_fact_has_its_heading_its_sentence_and_its_fields(fact: type[Fact]) -> None:
    section = FACTS[fact.__name__]
    parts = shape(fact)
    assert " ".join((fact.__doc__ or "").split()) in section
    assert [name for name in (*parts.head, *parts.body) if f"`{name}`" not in section] == []


def test_no_fact_is_told_of_that_does_not_exist() -> None:
    assert FACTS.keys() - {fact.__name__ for fact in all_facts()} == {"# Facts"}


def test_every_command_has_its_heading() -> None:
    reference = (DOCS / "reference/cli.md").read_text("utf-8")
    command = get_command(app)
    for name, each in getattr(command, "commands", {}).items():
        names = [f"{name} {below}" for below in getattr(each, "commands", {})] or [name]
        assert [missing for missing in names if f"\n## {missing}\n" not in reference] == []


def test_every_setting_stands_in_the_guide_to_operations() -> None:
    guide = (DOCS / "guides/operations.md").read_text("utf-8")
    assert [name for name in Config.model_fields if f"`HANDRAIL_{name.upper()}`" not in guide] == []
