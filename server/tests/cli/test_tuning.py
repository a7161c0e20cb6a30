"""`handrail policy tune`: a number with its promise, or the plain word that there is none."""

import json
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from handrail_server.adapters.policy_file.reader import default_policy, read_policy
from handrail_server.cli.app import app
from server.tests.cli.conftest import Replayed
from server.tests.cli.sample import agent, customer, written

N = 600


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An agent that is sure of deliveries and right, unsure of customs duties and wrong."""
    random = Random(4)
    rows = []
    for number in range(N):
        hard = number % 4 == 0
        confidence = random.uniform(0.3, 0.7) if hard else random.uniform(0.6, 1.0)
        wrong = random.random() < (0.9 if hard else 0.0)
        said = agent("It arrives on Monday.", confidence=confidence, topic="duties" if hard else "delivery")
        rows.append({"id": f"c{number}", "needed": wrong, "turns": [customer("When does it come?"), said]})
    return written(tmp_path_factory.mktemp("talks") / "talks.jsonl", rows)


def tuned(command: CliRunner, talks: Path, *options: str) -> str:
    found = command.invoke(app, ["policy", "tune", "--on", str(talks), "--processes", "1", *options])
    assert found.exit_code == 0, found.output
    return found.stdout


def test_a_version_is_proposed_that_opens_with_the_sentence(command: CliRunner, talks: Path, tmp_path: Path) -> None:
    target, figures = tmp_path / "next.yaml", tmp_path / "figures.json"
    shown = tuned(command, talks, "--errors", "0.03", "--a-week", "700", "--out", str(target), "--json", str(figures))
    found = json.loads(figures.read_text("utf-8"))
    chosen = found["chosen"]["count"]
    (certificate,) = found["chosen"]["certificates"]
    assert shown.startswith("Of 1,000 conversations ")
    assert "in at most 3 of 100 a wrong answer gets through, 95 % sure" in found["sentence"]
    assert found["sentence"].endswith("of work a week.")
    assert certificate["n"] == N
    assert certificate["seen"] == chosen["missed"]
    assert certificate["seen"] / N < certificate["bound"] <= 0.03
    assert found["chosen"]["count"]["at"] < 0.75  # the default asks more often than this needs
    policy = read_policy(target.read_text("utf-8")).policy
    assert policy is not None
    assert policy.organisation.thresholds["low_confidence"].at == chosen["at"]
    assert target.read_text("utf-8").replace("\n# ", " ").startswith(f"# {found['sentence']}")
    kept = set(default_policy().splitlines()) - set(target.read_text("utf-8").splitlines())
    assert len(kept) <= 3  # the number, the reason, and that it is chosen


def test_the_sentence_counts_what_the_policy_does(command: CliRunner, talks: Path, tmp_path: Path) -> None:
    target, figures = tmp_path / "next.yaml", tmp_path / "figures.json"
    tuned(command, talks, "--errors", "0.03", "--out", str(target), "--json", str(figures))
    count = json.loads(figures.read_text("utf-8"))["chosen"]["count"]
    replayed = tmp_path / "replayed.json"
    options = ["--policy", str(target), "--json", str(replayed)]
    assert command.invoke(app, ["replay", str(talks), *options]).exit_code == 0
    found = json.loads(replayed.read_text("utf-8"))
    assert found["escalated"] == count["escalated"]
    assert found["needless_per_100"] == pytest.approx(100 * count["needless"] / N, abs=1e-3)


def test_hot_spots_and_topics_to_widen_name_themselves(command: CliRunner, talks: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    # δ is shared out among the topics, so a certificate for one takes more than the whole needs.
    tuned(command, talks, "--errors", "0.02", "--json", str(figures))
    found = json.loads(figures.read_text("utf-8"))
    (spot,) = found["hot_spots"]
    assert (spot["topic"], spot["remedy"], spot["conversations"]) == ("duties", "knowledge_missing", N // 4)
    assert spot["behind"]
    (wider,) = found["widenings"]
    assert wider["topic"] == "delivery"
    assert wider["spared"] > 0
    assert wider["certificate"]["bound"] <= 0.02
    assert wider["certificate"]["delta"] == pytest.approx(0.025)


def test_least_cost_and_allowed_needless_are_other_ways(command: CliRunner, talks: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    tuned(command, talks, "--cost", "--json", str(figures))
    cheap = json.loads(figures.read_text("utf-8"))["chosen"]
    tuned(command, talks, "--needless", "0.05", "--json", str(figures))
    spare = json.loads(figures.read_text("utf-8"))["chosen"]
    assert [each["of"] for each in spare["certificates"]] == ["needless", "errors"]
    assert spare["certificates"][0]["bound"] <= 0.05
    assert cheap["certificates"][0]["alpha"] is None
    assert cheap["count"]["missed"] / N < cheap["certificates"][0]["bound"] < 1


def test_too_few_labels_certify_nothing_and_it_says_so(command: CliRunner, talks: Path, tmp_path: Path) -> None:
    few, target = tmp_path / "few.jsonl", tmp_path / "next.yaml"
    few.write_text("".join(talks.read_text("utf-8").splitlines(keepends=True)[:100]), encoding="utf-8")
    options = ["--on", str(few), "--errors", "0.02", "--processes", "1", "--out", str(target)]
    found = command.invoke(app, ["policy", "tune", *options])
    assert found.exit_code == 1
    assert "Nothing can be certified. 100 labelled conversations cannot show" in found.stderr
    assert "it takes at least 149" in found.stderr
    assert not target.exists()


def test_a_threshold_that_nothing_depends_on_is_not_tuned(command: CliRunner, talks: Path) -> None:
    found = command.invoke(app, ["policy", "tune", "--on", str(talks), "--threshold", "churn", "--processes", "1"])
    assert found.exit_code == 1
    assert "No labelled conversation depends on the threshold of churn." in found.stderr


def test_two_processes_come_to_the_same(command: CliRunner, talks: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    tuned(command, talks, "--errors", "0.03", "--json", str(one))
    tuned(command, talks, "--errors", "0.03", "--json", str(two), "--processes", "2")
    assert one.read_text("utf-8") == two.read_text("utf-8")


def test_without_a_file_the_servers_own_conversations_are_asked(
    command: CliRunner, replayed: Replayed, tmp_path: Path
) -> None:
    target = tmp_path / "next.yaml"
    options = ["policy", "tune", "--data", str(replayed.data), "--out", str(target)]
    found = command.invoke(app, options)
    assert found.exit_code == 1
    assert "No conversation that the agent handled alone was judged" in found.stderr
    assert not target.exists()
    found = command.invoke(app, [*options, "--policy", "mine.yaml"])
    assert "--policy belongs to a file." in found.stderr
