"""The articles that the embedded agent answers from: Markdown files, each with a title and its sections.

# Returns and refunds          the title
agents: shop, business         (optional) only these agents know it

## How long may I return it?   a section: the question it answers, then the answer in full sentences
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One answer."""

    article: str
    """The file's name without its ending."""
    title: str
    question: str
    text: str
    agents: frozenset[str]
    """Empty: every agent."""

    @property
    def id(self) -> str:
        """Names the section as a source."""
        return f"{self.article}#{re.sub(r'[^a-z0-9]+', '-', self.question.lower()).strip('-')}"


def read_articles(folder: Path | Traversable) -> tuple[Section, ...]:
    """All sections of all articles in a folder; none where there is no such folder."""
    if not folder.is_dir():
        return ()
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    return tuple(section for file in files for section in _sections(file.name[:-3], file.read_text("utf-8")))


def _sections(article: str, text: str) -> Iterator[Section]:
    head, *rest = re.split(r"^## ", text, flags=re.MULTILINE)
    title = next((line[2:].strip() for line in head.splitlines() if line.startswith("# ")), article)
    named = next((line.partition(":")[2] for line in head.splitlines() if line.startswith("agents:")), "")
    agents = frozenset(name.strip() for name in named.split(",") if name.strip())
    for part in rest:
        question, _, answer = part.partition("\n")
        words = " ".join(answer.split())
        if words:
            yield Section(article=article, title=title, question=question.strip(), text=words, agents=agents)
