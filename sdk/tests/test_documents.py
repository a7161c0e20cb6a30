"""The guide does what it says; the reference names every public name and draws the tree as it is."""

import re
from pathlib import Path

import handrail
from handrail import foreign, testing, webhooks
from handrail_server.adapters.policy_file.reader import read_policy
from sdk.tests.examples_in_words import documented, run

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "guides/quickstart-sdk.md").read_text(encoding="utf-8")
FOREIGN = (DOCS / "guides/foreign-signals.md").read_text(encoding="utf-8")
REFERENCE = (DOCS / "reference/sdk.md").read_text(encoding="utf-8")


def _blocks(language: str, guide: str = GUIDE) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)


def test_each_step_of_the_guide_answers_as_written() -> None:
    assert run("".join(_blocks("pycon")), "quickstart-sdk.md", {"__name__": "guide"}) > 20


def test_the_other_pieces_of_the_guide_are_python() -> None:
    blocks = _blocks("python")
    assert len(blocks) == 3
    for block in blocks:
        compile(block, "quickstart-sdk.md", "exec")


def test_each_example_of_foreign_signals_answers_as_written() -> None:
    assert run("".join(_blocks("pycon", FOREIGN)), "foreign-signals.md", {"__name__": "guide"}) > 12


def test_the_guide_to_foreign_signals_shows_every_tool() -> None:
    shown = "".join(_blocks("pycon", FOREIGN))
    assert [name for name in foreign.__all__ if f"foreign.{name}(" not in shown] == []


def test_the_policy_of_the_guide_to_foreign_signals_is_valid() -> None:
    (document,) = _blocks("yaml", FOREIGN)
    assert read_policy(document).problems == ()


def test_the_reference_names_every_public_name() -> None:
    names = {name for module in (handrail, foreign, testing, webhooks) for name in module.__all__}
    assert {name for name in names if not re.search(rf"\b{name}\b", REFERENCE)} == set()


def test_the_reference_names_every_verb() -> None:
    verbs = {
        name
        for of in (handrail.Handrail, handrail.Conversation, testing.FakeHandrail)
        for name in vars(of)
        if not name.startswith("_")
    }
    assert {name for name in verbs - {"id"} if not re.search(rf"\b{name}\b", REFERENCE)} == set()


def test_the_reference_draws_the_tree_of_the_module() -> None:
    drawn = documented(handrail)
    assert drawn[drawn.index("    HandrailError") :] in REFERENCE
