"""A policy in plain words."""

from handrail_server.api.wire.shape import Reply


class SentenceReply(Reply, frozen=True, kw_only=True):
    """One setting as a sentence, with its place in the document and who answers for it."""

    path: str
    text: str
    owner: str | None
    why: str | None
    review: str | None
    chosen: bool
    """False: a default that nobody has adopted yet."""


class SectionReply(Reply, frozen=True, kw_only=True):
    """Sentences of one sort; `key` is stable, `title` is for people."""

    key: str
    title: str
    sentences: tuple[SentenceReply, ...]


class PolicyWords(Reply, frozen=True, kw_only=True):
    """How the agent decides."""

    version: int | None
    """None: a document that is no version yet."""
    name: str
    sections: tuple[SectionReply, ...]
