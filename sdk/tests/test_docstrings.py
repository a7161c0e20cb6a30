"""Each public name has an example, and each example does what it says."""

import inspect
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

import handrail
from handrail import foreign, testing, webhooks
from handrail.testing import FakeHandrail
from sdk.tests.examples_in_words import documented, run

NO_EXAMPLE = {"TOLERANCE"}


def _public(module: ModuleType) -> Iterator[tuple[str, object]]:
    names: list[str] = module.__all__
    for name in names:
        thing = getattr(module, name)
        yield f"{module.__name__}.{name}", thing
        if inspect.isclass(thing):
            yield from _methods(f"{module.__name__}.{name}", thing)


def _methods(name: str, of: type) -> Iterator[tuple[str, object]]:
    """The verbs and answers of a client or of the fake; those of a plain value are shown by its class."""
    if of.__name__.endswith(("Handrail", "Conversation")):
        yield from ((f"{name}.{each}", thing) for each, thing in vars(of).items() if not each.startswith("_"))


PUBLIC = {
    name: thing
    for module in (handrail, foreign, testing, webhooks)
    for name, thing in _public(module)
    if name.rpartition(".")[2] not in NO_EXAMPLE
}


@pytest.mark.parametrize("name", PUBLIC)
def test_each_public_name_has_an_example_that_is_true(name: str) -> None:
    fake = FakeHandrail()
    rail = fake.async_rail() if ".Async" in name else fake.rail()
    known: dict[str, object] = {
        **vars(handrail),
        **vars(webhooks),
        "foreign": foreign,
        "__name__": "examples",
        "fake": fake,
        "rail": rail,
    }
    assert run(documented(PUBLIC[name]), name, known), f"{name} has no example"


def test_both_clients_have_the_same_verbs_with_the_same_parameters() -> None:
    for waits, awaits in (
        (handrail.Handrail, handrail.AsyncHandrail),
        (handrail.Conversation, handrail.AsyncConversation),
    ):
        verbs = [name for name in vars(waits) if not name.startswith("_")]
        assert verbs == [name for name in vars(awaits) if not name.startswith("_")]
        for verb in verbs:
            one, other = vars(waits)[verb], vars(awaits)[verb]
            if callable(one):
                assert inspect.signature(one).parameters == inspect.signature(other).parameters, verb


def test_the_tree_in_the_module_docstring_is_the_tree_of_classes() -> None:
    drawn = documented(handrail)
    lines = re.findall(r"^ {4}((?:[│├└─ ]{4})*)([A-Z]\w+)", drawn[drawn.index("    HandrailError") :], re.MULTILINE)
    path: list[str] = []
    seen: set[str] = set()
    for indent, name in lines:
        depth = len(indent) // 4
        path[depth:] = [name]
        seen.add(name)
        bases = getattr(handrail, name).__bases__
        if depth:
            assert [base.__name__ for base in bases] == [path[depth - 1]], name
    errors = {name for name, thing in vars(handrail).items() if _is_error(thing)}
    assert seen == errors


def _is_error(thing: object) -> bool:
    return inspect.isclass(thing) and issubclass(thing, Exception)
