"""What other guardrails found, in the shapes of their documentation, becomes the signals of a turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import exp
from types import SimpleNamespace

import pytest

from handrail import SuppliedSignal, foreign
from sdk.tests.server_stage import ServerStage, server_stage


@dataclass(frozen=True)
class GuardrailResult:
    """As `guardrails.types.GuardrailResult` of openai-guardrails."""

    tripwire_triggered: bool
    execution_failed: bool = False
    original_exception: Exception | None = None
    info: dict[str, object] = field(default_factory=dict)


def _scores(signals: tuple[SuppliedSignal, ...]) -> dict[str, float | str]:
    return {signal.name: "blind" if signal.blind else signal.score for signal in signals}


JAILBREAK = {"guardrail_name": "Jailbreak", "flagged": True, "confidence": 0.85, "threshold": 0.7}
OFF_TOPIC = {"guardrail_name": "Off Topic Prompts", "flagged": False, "confidence": 0.2, "threshold": 0.7}


def test_openai_guardrails_of_all_stages_are_told() -> None:
    results = SimpleNamespace(
        preflight=[GuardrailResult(tripwire_triggered=False, info=OFF_TOPIC)],
        input=[GuardrailResult(tripwire_triggered=True, info=JAILBREAK)],
        output=[],
    )
    told = foreign.openai_guardrails(SimpleNamespace(guardrail_results=results), version="0.2")
    assert _scores(told) == {"openai_guardrails_off_topic_prompts": 0.2, "openai_guardrails_jailbreak": 0.85}
    assert {signal.source for signal in told} == {"openai_guardrails@0.2"}


def test_an_openai_guardrail_that_failed_to_run_counts_as_tripped() -> None:
    failed = GuardrailResult(
        tripwire_triggered=False,
        execution_failed=True,
        original_exception=TimeoutError(),
        info={"guardrail_name": "Moderation"},
    )
    (told,) = foreign.openai_guardrails([failed])
    assert (told.name, told.score, told.note) == ("openai_guardrails_moderation", 1.0, "execution_failed")


def test_an_openai_tripwire_that_was_raised_is_told() -> None:
    raised = Exception("tripped")
    raised.__dict__["guardrail_result"] = GuardrailResult(tripwire_triggered=True, info={"guardrail_name": "NSFW Text"})
    assert _scores(foreign.openai_guardrails(raised)) == {"openai_guardrails_nsfw_text": 1.0}


def test_a_run_of_the_agents_sdk_is_told_by_the_guardrails_names() -> None:
    output = SimpleNamespace(tripwire_triggered=True, output_info={"reasoning": "homework"})
    run = SimpleNamespace(
        input_guardrail_results=[SimpleNamespace(guardrail=SimpleNamespace(name="math_guardrail"), output=output)],
        output_guardrail_results=[],
    )
    assert _scores(foreign.openai_guardrails(run)) == {"openai_guardrails_math_guardrail": 1.0}


def test_the_tools_own_verdict_stands_whatever_its_grade() -> None:
    """A bar of the tool's own lies elsewhere: 0.3 tripped there, 0.8 did not."""
    tripped = {"tripwire_triggered": True, "info": {"guardrail_name": "A", "confidence": 0.3}}
    passed = {"tripwire_triggered": False, "info": {"guardrail_name": "B", "confidence": 0.8}}
    told = _scores(foreign.openai_guardrails([tripped, passed]))
    assert told == {"openai_guardrails_a": 0.5, "openai_guardrails_b": 0.49}


NEMO_LOG = {
    "activated_rails": [
        {
            "type": "input",
            "name": "content safety check input $model=content_safety",
            "decisions": ["execute content_safety_check_input"],
            "stop": False,
        },
        {"type": "generation", "name": "generate user intent", "decisions": [], "stop": False},
        {
            "type": "output",
            "name": "self check output",
            "decisions": ["execute self_check_output", "refuse to respond"],
            "stop": True,
        },
    ]
}


@pytest.mark.parametrize("result", [{"response": [], "log": NEMO_LOG}, NEMO_LOG, SimpleNamespace(log=NEMO_LOG)])
def test_the_rails_of_nemo_that_guard_are_told(result: object) -> None:
    assert _scores(foreign.nemo(result)) == {"nemo_content_safety_check_input": 0.0, "nemo_self_check_output": 1.0}


def test_what_nemos_check_and_server_answer_is_told() -> None:
    blocked = SimpleNamespace(status="blocked", content="I can't.", rail="self check input")
    assert _scores(foreign.nemo(blocked)) == {"nemo_self_check_input": 1.0}
    server = {
        "status": "blocked",
        "rails_status": {
            "detect sensitive data on input": {"status": "blocked"},
            "self check input": {"status": "success"},
            "regex check input": {"status": "error"},
        },
        "guardrails_data": {"log": {"activated_rails": ["detect sensitive data on input"]}},
    }
    assert _scores(foreign.nemo(server)) == {
        "nemo_detect_sensitive_data_on_input": 1.0,
        "nemo_self_check_input": 0.0,
        "nemo_regex_check_input": "blind",
    }


def test_an_answer_of_nemo_without_its_log_is_blind() -> None:
    assert _scores(foreign.nemo({"response": [{"role": "assistant", "content": "Hi"}], "log": None})) == {
        "nemo": "blind"
    }


def test_a_validator_of_guardrails_ai_tripped_also_where_it_mended_the_text() -> None:
    span = SimpleNamespace(start=11, end=19, reason="PII detected in John Doe")
    summary = SimpleNamespace(
        validator_name="DetectPII", validator_status="fail", property_path="$", failure_reason="…", error_spans=[span]
    )
    outcome = SimpleNamespace(
        call_id="5407052880",
        raw_llm_output="My name is John Doe",
        validation_summaries=[summary],
        validated_output="My name is <PERSON>",
        reask=None,
        validation_passed=True,
        error=None,
    )
    told = foreign.guardrails_ai(outcome)
    assert _scores(told) == {"guardrails_ai_detect_pii": 1.0, "guardrails_ai": 0.0}
    assert "John" not in str(told)


def test_guardrails_ai_that_ended_with_an_error_is_blind() -> None:
    outcome = {"validationPassed": False, "validationSummaries": [], "error": "The model did not answer."}
    assert _scores(foreign.guardrails_ai(outcome)) == {"guardrails_ai": "blind"}


def test_scanners_of_llm_guard_are_told_with_their_risks() -> None:
    scanned = ("safe", {"PromptInjection": False, "TokenLimit": True, "Secrets": True}, {"PromptInjection": 0.97})
    assert _scores(foreign.llm_guard(scanned)) == {
        "llm_guard_prompt_injection": 0.97,
        "llm_guard_token_limit": 0.0,
        "llm_guard_secrets": 0.0,
    }
    answered = {"sanitized_prompt": "…", "is_valid": False, "scanners": {"PromptInjection": 0.6, "Toxicity": -1.0}}
    assert _scores(foreign.llm_guard(answered)) == {
        "llm_guard_prompt_injection": 0.6,
        "llm_guard_toxicity": 0.0,
        "llm_guard": 1.0,
    }


def test_entities_of_presidio_are_told_without_their_words() -> None:
    found = [
        {"analysis_explanation": None, "end": 10, "entity_type": "PERSON", "score": 0.85, "start": 0},
        SimpleNamespace(entity_type="US_DRIVER_LICENSE", start=30, end=38, score=0.65),
        SimpleNamespace(entity_type="PERSON", start=40, end=48, score=0.4),
    ]
    assert _scores(foreign.presidio(found)) == {"presidio_person": 0.85, "presidio_us_driver_license": 0.65}


def test_presidio_that_found_nothing_tells_nothing() -> None:
    assert foreign.presidio([]) == ()


@pytest.mark.parametrize(
    ("convert", "results"),
    [
        (foreign.openai_guardrails, ({}, None, "text", [{"flagged": True}])),
        (foreign.nemo, ({}, None, "text", {"activated_rails": [{"name": "x"}]})),
        (foreign.guardrails_ai, ({}, None, "text", {"validation_passed": "yes"})),
        (foreign.llm_guard, ({}, None, "text", ("a", "b"), ("a", None, None))),
        (foreign.presidio, ({}, None, "text", [{"entity_type": "PERSON"}])),
    ],
)
def test_a_result_of_an_unknown_shape_is_blind_and_never_nothing(
    convert: Callable[[object], tuple[SuppliedSignal, ...]], results: tuple[object, ...]
) -> None:
    for result in results:
        told = convert(result)
        assert any(signal.blind for signal in told), result


CONTENT = [{"token": "It", "logprob": -0.2, "top_logprobs": []}, {"token": " is", "logprob": -0.4, "top_logprobs": []}]


@pytest.mark.parametrize(
    "result",
    [
        {"choices": [{"index": 0, "logprobs": {"content": CONTENT}}, {"logprobs": {"content": [{"logprob": -9.0}]}}]},
        {"choices": [{"text": "It is", "logprobs": {"token_logprobs": [None, -0.2, -0.4]}}]},
        {"output": [{"type": "message", "content": [{"type": "output_text", "text": "It is", "logprobs": CONTENT}]}]},
        SimpleNamespace(choices=[SimpleNamespace(logprobs=SimpleNamespace(content=CONTENT))]),
        CONTENT,
        [-0.2, -0.4],
    ],
)
def test_log_probabilities_become_a_confidence_of_that_origin(result: object) -> None:
    confidence = foreign.token_confidence(result)
    assert confidence.value == pytest.approx(exp(-0.3))
    assert confidence.origin == "log_probabilities"


@pytest.mark.parametrize(
    "result", [{"choices": [{"logprobs": None}]}, [], [-0.1, None], [0.7], [float("nan")], {"choices": []}, None]
)
def test_no_log_probabilities_are_no_confidence(result: object) -> None:
    with pytest.raises(ValueError, match="no token log-probabilities"):
        foreign.token_confidence(result)


@pytest.fixture
def stage() -> Iterator[ServerStage]:
    with server_stage() as stage:
        yield stage


def test_a_foreign_signal_given_a_name_of_handrails_own_moves_the_decision(stage: ServerStage) -> None:
    """Over a socket, by the default policy: the words alone are harmless."""
    seen = [{"entity_type": "US_SSN", "start": 0, "end": 11, "score": 0.85}]
    with stage.rail() as rail:
        assert rail.conversation("c-1").customer("Where is my parcel?").may_answer
        signals = foreign.presidio(seen, names={"US_SSN": "regulated_data"})
        heard = rail.conversation("c-2").customer("Where is my parcel?", signals=signals)
    assert heard.sealed
    assert heard.verdict == "hand_over"


def test_a_low_token_confidence_moves_the_decision(stage: ServerStage) -> None:
    with stage.rail() as rail:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")
        sure = chat.propose("It arrives today.", confidence=foreign.token_confidence([-0.01, -0.02]))
        unsure = chat.propose("It arrives today.", confidence=foreign.token_confidence([-3.0, -2.0]))
    assert sure.say_it
    assert not unsure.say_it
