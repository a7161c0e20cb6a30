"""A form changes the policy's text where it says, and nowhere else: the text then says what the edit means."""

import difflib
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail_server.adapters.policy_file.editing import edit_text
from handrail_server.adapters.policy_file.reader import default_policy, read_policy
from handrail_server.adapters.policy_file.source import plain, plain_scalar, source
from handrail_server.adapters.policy_file.writing import inline
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.policy.edits import Adopt, Path, Plain, Remove, Set, edited, spelled_out

HAND_WRITTEN = """\
# Kept by Dana; ask before you change anything — é😀
format: handrail/1   # the only one
name: "Our shop"

organisation:
    thresholds:
        churn: {at: 0.6, strength: hard,  # since May
                owner: Dana, reason: 'We lost three, in May.', review: 2027-01-31,}
        # quieter at night
        sentiment:   # Lee's
            at: .8
            chosen: false

    rules:
    # first the big ones
    - id: big   # keep
      when: |
        has(account.strategic)
          && account.strategic

      then: hand_over
    -   when: signal.churn.score >= 0.5
        id: leaving
        then: hand_over
        line: >-
            A customer
            leaves.

        chosen: false
    actions:
        refund: &money
            ask: above
            above: &sums
            - 50 EUR
            # dollars too
            - 60 USD
        credit: *money
        gift: {ask: above, above: *sums}
    route_for: {"*": general, over_authority.terms: general}
    charter:
        tools:
routes:
    general:
        target: queue:general
        landing: {kind: email, promise_seconds: 86400}
        skills:
        - {skill: calm, level: 3}
        -
            skill: it
            level: 2
messages:
    hand_over:
        en: >
            I have asked a colleague.
            They answer here.
        de: "Ich habe jemanden gebeten.\\nDie Antwort kommt hier."
# the end"""

TEXTS = st.one_of(
    st.sampled_from(
        ["yes", "true", "null", "1.5", "a: b", "#x", "- x", "*a", "@", "", " x ", "line\nline\n", "\n", "é", "'", '"']
    ),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=30),
)
LEAVES: st.SearchStrategy[Plain] = st.one_of(
    st.booleans(), st.integers(-(10**12), 10**12).map(Decimal), st.decimals(-10, 10, places=3).map(lambda n: +n), TEXTS
)
KEYS = st.sampled_from(["at", "owner", "reason", "x", "over.y", "*", "on", "1", "a b", "é"])
VALUES: st.SearchStrategy[Plain] = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


def all_paths(value: Plain, path: Path = ()) -> list[Path]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += all_paths(inner, (*path, key))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            found += all_paths(inner, (*path, index))
    return found


def comments(text: str) -> list[str]:
    return [line.split("#", 1)[1] for line in text.splitlines() if "#" in line and '"' not in line]


@pytest.mark.parametrize("text", [default_policy(), HAND_WRITTEN], ids=["default", "hand-written"])
@settings(max_examples=40)
@given(data=st.data())
def test_the_text_says_after_an_edit_what_the_edit_means(text: str, data: st.DataObject) -> None:
    said = plain(source(text))
    path = data.draw(st.sampled_from(all_paths(said)))
    edit = data.draw(
        st.one_of(
            st.just(Remove(path=path)),
            VALUES.map(lambda value: Set(path=path, value=value)),
            st.tuples(KEYS, VALUES).map(lambda new: Set(path=(*path, new[0]), value=new[1])),
        )
    )
    wanted = said
    try:
        for step in spelled_out(said, edit):
            wanted = edited(wanted, step)
    except Invalid:
        with pytest.raises(Invalid):
            edit_text(text, edit)
        return
    assert plain(source(edit_text(text, edit))) == wanted


@pytest.mark.parametrize("text", [default_policy(), HAND_WRITTEN], ids=["default", "hand-written"])
@settings(max_examples=40)
@given(data=st.data())
def test_changing_one_value_moves_no_other_line_and_loses_no_comment(text: str, data: st.DataObject) -> None:
    said = plain(source(text))
    inner = {path[:-1] for path in all_paths(said)}
    # What an alias says again is written out: the test of aliases tells of it.
    leaves = [path for path in all_paths(said) if path not in inner and path[:2] != ("organisation", "actions")]
    path = data.draw(st.sampled_from(leaves))
    changed = edit_text(text, Set(path=path, value="something else"))
    before, after = text.splitlines(), changed.splitlines()
    places = [
        code
        for code in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if code[0] != "equal"
    ]
    assert len(places) <= 2  # the value, and the mark that it is chosen now
    assert sorted(comments(changed)) == sorted(comments(text))


def test_each_part_is_changed_in_the_manner_it_is_written() -> None:
    text = HAND_WRITTEN
    for edit in (
        Set(path=("organisation", "thresholds", "churn", "at"), value=Decimal("0.5")),
        Set(path=("organisation", "thresholds", "churn", "reason"), value="We lost 'four'."),
        Set(path=("organisation", "thresholds", "sentiment", "at"), value=Decimal("0.75")),
        Set(path=("organisation", "rules", "big", "when"), value="signal.churn.noticed\n  && customer.known"),
        Set(
            path=(
                "organisation",
                "charter",
                "tools",
            ),
            value=["refund"],
        ),
        Remove(path=("organisation", "rules", "leaving")),
        Set(path=("routes", "general", "skills", "it", "level"), value=Decimal(4)),
        Set(path=("name",), value="Their shop"),
    ):
        text = edit_text(text, edit)
    assert "churn: {at: 0.5, strength: hard,  # since May" in text
    assert "reason: 'We lost ''four''.', review: 2027-01-31,}" in text
    assert "        sentiment:   # Lee's\n            at: 0.75\n            chosen: true\n" in text
    assert (
        "      when: |-\n        signal.churn.noticed\n          && customer.known\n\n      then: hand_over\n" in text
    )
    assert "        tools: [refund]\nroutes:" in text
    assert "            skill: it\n            level: 4\n" in text
    assert 'name: "Their shop"\n' in text


def test_what_an_alias_says_again_stays_as_it_was() -> None:
    text = edit_text(HAND_WRITTEN, Set(path=("organisation", "actions", "refund", "above", 0), value="10 EUR"))
    said = plain(source(text))
    assert isinstance(said, dict)
    actions = said["organisation"]["actions"]  # type: ignore[index, call-overload]
    assert actions["refund"]["above"] == ["10 EUR", "60 USD"]  # type: ignore[index, call-overload]
    assert actions["credit"]["above"] == ["50 EUR", "60 USD"]  # type: ignore[index, call-overload]
    assert actions["gift"]["above"] == ["50 EUR", "60 USD"]  # type: ignore[index, call-overload]
    assert "# dollars too" in text


def test_an_adopted_default_is_written_with_its_number_and_the_checker_is_content() -> None:
    text = edit_text(default_policy(), Adopt(path=("organisation", "thresholds", "churn")))
    found = read_policy(text)
    assert found.policy is not None
    setting = found.policy.organisation.thresholds["churn"]
    assert (setting.at, setting.chosen) == (0.75, True)


def test_a_document_keeps_the_breaks_of_its_lines() -> None:
    text = default_policy().replace("\n", "\r\n")
    changed = edit_text(text, Set(path=("organisation", "thresholds", "churn", "at"), value=Decimal("0.5")))
    assert plain(source(changed)) == edited(
        plain(source(text)), Set(path=("organisation", "thresholds", "churn", "at"), value=Decimal("0.5"))
    )
    assert "\n" not in changed.replace("\r\n", "")


@given(text=st.from_regex(r"[-+.0-9eE_xo:~a-zA-Z]{0,8}", fullmatch=True))
def test_a_plain_scalar_says_what_the_parser_says(text: str) -> None:
    tag = yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False)).rsplit(":", 1)[-1]  # type: ignore[no-untyped-call]
    kind = plain_scalar(text, None)
    if isinstance(kind, bool):
        assert tag == "bool"
    elif isinstance(kind, Decimal):
        assert tag in {"int", "float"}
    elif kind is None:
        assert tag == "null"
    else:
        assert tag != "null"


@given(value=VALUES)
def test_what_is_written_on_one_line_is_read_as_it_was_meant(value: Plain) -> None:
    assert plain(source(f"k: {inline(value)}\n")) == {"k": value}
