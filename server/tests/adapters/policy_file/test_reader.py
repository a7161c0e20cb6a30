"""A policy file is read whole or not at all, and every problem has its line and column."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.adapters.policy_file.nodes import DEEPEST, MOST_CHARACTERS
from handrail_server.adapters.policy_file.reader import YamlPolicyReader, default_policy, read_policy
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.policy.problem import Severity

SMALL = """\
format: handrail/1
name: Small
organisation:
  route_for: {"*": general}
routes:
  general:
    target: queue:general
    landing: {kind: email}
    credentials: [privacy]
messages:
  hand_over: {en: I have asked a colleague.}
  hold: {en: One moment please.}
  ask_first: {en: I have asked for approval.}
"""


def problems(text: str) -> list[tuple[int, int, str]]:
    return [(found.line, found.column, found.message) for found in read_policy(text).problems]


def test_the_default_policy_is_read_without_a_remark() -> None:
    found = read_policy(default_policy())
    assert found.problems == ()
    assert found.policy is not None
    assert found.policy.name == "Default"


def test_a_small_policy_needs_little() -> None:
    found = read_policy(SMALL)
    assert found.problems == ()
    assert found.policy is not None
    assert found.policy.routes["general"].id == "general"


@pytest.mark.parametrize(
    ("change", "line", "column", "says"),
    [
        (lambda text: text.replace("name: Small", "nme: Small"), 2, 1, "`nme` is not known here."),
        (lambda text: text.replace("name: Small\n", ""), 1, 1, "`name` is missing."),
        (lambda text: text + "name: Again\n", 14, 1, "stands in line 2 already"),
        (lambda text: text.replace("queue:general", "qeue:general"), 7, 13, "`qeue` is not a target."),
        (
            lambda text: text.replace("landing: {kind: email}", "landing: {kind: emial}"),
            8,
            21,
            "`emial` is not known here.",
        ),
        (lambda text: text.replace("    landing: {kind: email}\n", ""), 7, 5, "`landing` is missing."),
        (
            lambda text: text.replace("kind: email", "promise_seconds: soon"),
            8,
            32,
            "A whole number stands here, not `soon`.",
        ),
        (lambda text: text.replace("kind: email", "promise_seconds: 1.5"), 8, 32, "A whole number"),
        (lambda text: text.replace('{"*": general}', "[general]"), 4, 14, "Keys with values"),
        (lambda text: text.replace("name: Small", "name: [Small]"), 2, 7, "A text stands here."),
        (lambda text: text.replace("name: Small", "name:"), 2, 6, "A text stands here."),
        (lambda text: text.replace("name: Small", "name: !!python/object:os.system x"), 2, 7, "The tag"),
        (lambda text: text.replace("name: Small", "name: Small\nlanguage: {<<: {a: b}}"), 3, 11, "A text stands here."),
        (lambda text: text.replace('{"*": general}', '{"*": general, <<: {a: b}}'), 4, 29, "Merge keys"),
        (lambda text: text + "---\nname: x\n", 14, 1, "second document"),
        (lambda text: text.replace("name: Small", "name: 'Small"), 14, 1, "not YAML"),
        (lambda text: text.replace("name: Small", "\tname: Small"), 2, 1, "not YAML"),
        (lambda text: text.replace("hold:", "holt:"), 11, 3, "would be told nothing"),
        (lambda text: text.replace('"*": general', '"*": genral'), 4, 20, "There is no route genral."),
    ],
)
def test_a_problem_has_its_place(change: Callable[[str], str], line: int, column: int, says: str) -> None:
    found = problems(change(SMALL))
    assert read_policy(change(SMALL)).policy is None
    assert any(says in message for _, _, message in found), found
    assert (line, column) in [place[:2] for place in found], found


RULES = """\
  rules:
    - id: plain
      when: turn.late && nope
      then: hand_over
    - id: quoted
      when: "turn.late && nope"
      then: hand_over
    - id: block
      when: |
        turn.late &&
          nope
      then: hand_over
    - id: folded
      when: >-
        turn.late &&
        nope
      then: hand_over
"""


def test_a_fault_within_a_condition_is_placed_in_the_file_however_the_condition_is_written() -> None:
    text = SMALL.replace("organisation:\n", "organisation:\n" + RULES)
    found = [(line, column) for line, column, message in problems(text) if "`nope` is not an input" in message]
    assert found == [(6, 26), (9, 27), (14, 11), (17, 13)]


def test_problems_come_in_the_order_of_the_text_and_none_hides_another() -> None:
    text = SMALL.replace("name: Small", "nme: Small").replace("queue:general", "qeue:general")
    places = [place[:2] for place in problems(text)]
    assert places == sorted(places)
    assert len(places) == 3


def test_a_near_name_is_offered() -> None:
    (found,) = (problem for problem in read_policy(SMALL + "langage: en\n").problems)
    assert found.fix == "Did you mean `language`?"


def test_aliases_repeat_and_do_not_explode() -> None:
    shared = SMALL.replace("hold: {en: One moment please.}", "hold: &said {en: One moment please.}\n  rejected: *said")
    assert read_policy(shared).problems == ()
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
    )
    assert any("aliases" in message for _, _, message in problems(bomb))
    inside = "name: x\nnotices:\n  to: &a [x, x]\nmarks:\n" + "  critical: [" + ", ".join(["*a"] * 90) + "]\n"
    assert problems(inside)


def test_an_alias_of_itself_ends() -> None:
    assert problems("name: x\nmarks: &m\n  critical: [*m]\n")
    assert problems("name: x\nagents: &a\n  shop: {topics: *a}\n  b: *a\n")


def test_size_and_depth_are_limited() -> None:
    assert "characters" in problems("#" * (MOST_CHARACTERS + 1))[0][2]
    assert "nested" in problems("name: " + "[" * 100_000)[0][2]
    assert "nested" in problems("name: " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))[0][2]
    assert "parts" in problems("name: [" + "x," * 60_000 + "]")[0][2]


@pytest.mark.parametrize(
    "text", ["", "\n", "# nothing", "[]", "null", "a", "\0", "name: \ud800", "name: \x07", "- a\n- b"]
)
def test_what_is_no_policy_is_refused_with_a_place(text: str) -> None:
    found = read_policy(text)
    assert found.policy is None
    assert all(problem.line >= 1 and problem.column >= 1 for problem in found.problems)
    assert found.problems


def test_the_ports_reader_gives_a_policy_ready_to_judge_or_its_errors() -> None:
    policy, remarks = YamlPolicyReader().read(default_policy(), version=PolicyVersion(3))
    assert policy is not None
    assert policy.version == PolicyVersion(3)
    assert remarks == ()
    nothing, errors = YamlPolicyReader().read("name: [", version=PolicyVersion(4))
    assert nothing is None
    assert errors[0].severity == "error"


@given(st.one_of(st.text(max_size=400), st.text(alphabet="abc:[]{}-&*\"'|>#!?, \n\t", max_size=200)))
def test_no_text_breaks_the_reader_and_every_problem_has_a_place(text: str) -> None:
    found = read_policy(text)
    assert found.policy is None
    assert all(problem.severity in set(Severity) for problem in found.problems)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in found.problems)


@given(st.data())
def test_no_change_of_one_character_breaks_the_reader(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SMALL) - 1))
    text = SMALL[:at] + data.draw(st.characters()) + SMALL[at + 1 :]
    found = read_policy(text)
    assert (found.policy is None) == any(problem.severity is Severity.ERROR for problem in found.problems)
