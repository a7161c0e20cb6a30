"""Which organisation's agent answers from which articles; read once."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from handrail_server.adapters.responding.embedded.articles import read_articles
from handrail_server.adapters.responding.embedded.retrieval import Index
from handrail_server.core.basics.ids import OrgId


class Articles:
    """The indexes by organisation: `folders` of their own, and `everybody` for all others."""

    def __init__(self, folders: Mapping[OrgId, Path | Traversable], everybody: Path) -> None:
        self._folders = folders
        self._everybody = everybody
        self._read: dict[OrgId, Index] = {}

    def of(self, org: OrgId) -> Index:
        """The organisation's articles, ready to be asked."""
        known = self._read.get(org)
        if known is None:
            known = self._read[org] = Index(read_articles(self._folders.get(org, self._everybody)))
        return known
