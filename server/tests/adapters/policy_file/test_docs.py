"""docs/reference/policy.md: every setting has its heading, every reason, input and signal its row."""

import re
import types
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

from handrail_server.adapters.policy_file.reader import read_policy
from handrail_server.core.basics.money import Money
from handrail_server.core.policy.document import Owned, Policy, Settings
from handrail_server.core.policy.fields import FIELDS
from handrail_server.core.policy.reasons import BUILT_IN, SIGNALS, signal_fields
from handrail_server.core.policy.route import Route, Target

DOCS = Path(__file__).parents[4] / "docs"
REFERENCE = (DOCS / "reference/policy.md").read_text(encoding="utf-8")
HEADINGS = set(re.findall(r"^#+ `([^`]+)`$", REFERENCE, re.MULTILINE))


def settings_of(shape: object, path: str = "") -> set[str]:
    """Every key that may be written, by its path without scopes and names."""
    found: set[str] = set()
    for inner in (shape, *get_args(shape)):
        if isinstance(inner, types.UnionType | types.GenericAlias) and inner is not shape:
            found |= settings_of(inner, path)
        if isinstance(inner, type) and is_dataclass(inner) and inner not in {Money, Target}:
            owned = {own.name for own in fields(Owned)} if issubclass(inner, Owned) and inner is not Owned else set()
            hints = get_type_hints(inner)
            for own in fields(inner):
                if own.name in owned or (inner is Route and own.name == "id"):
                    continue
                name = f"{path}.{own.name}".lstrip(".")
                found.add(name)
                found |= settings_of(hints[own.name], "" if _is_scope(hints[own.name]) else name)
    return found


def _is_scope(hint: object) -> bool:
    return hint is Settings or Settings in get_args(hint)


def test_every_setting_has_its_heading() -> None:
    assert settings_of(Policy) | {own.name for own in fields(Owned)} == HEADINGS


def test_every_built_in_reason_stands_there_with_its_numbers() -> None:
    for code, reason in BUILT_IN.items():
        (row,) = re.findall(rf"^\| `{code}` \| (?:hard|soft) .*$", REFERENCE, re.MULTILINE)
        cells = [cell.strip() for cell in row.split("|")[2:-1]]
        assert cells[0] == reason.strength
        assert cells[1].split(" (")[0] == f"{'below' if reason.below else 'from'} {reason.at:g}"
        assert cells[2:5] == [reason.then, reason.said, reason.acting]
        assert cells[6] == f"{reason.weight:g}"


def test_every_input_and_signal_stands_there() -> None:
    for name, field in FIELDS.items():
        assert f"| `{name}` | {field.type} | {field.about}" in REFERENCE
    for name in SIGNALS:
        (row,) = re.findall(rf"^\| `{name}` \|(?! (?:hard|soft)).*$", REFERENCE, re.MULTILINE)
        assert all(f"`{path.rpartition('.')[2]}`" in row for path in list(signal_fields(name))[4:])


def test_the_guides_policies_are_valid() -> None:
    guide = (DOCS / "guides/writing-a-policy.md").read_text(encoding="utf-8")
    whole = [block for block in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if block.startswith("format:")]
    assert whole
    for block in whole:
        assert read_policy(block).problems == ()
