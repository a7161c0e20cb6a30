"""`handrail policy tune` without a file: from the labels and the audit sample of the server's own store."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from handrail_server.cli.looping import run
from handrail_server.cli.opening import config_of, only_organisation, opened_to_read
from handrail_server.cli.saying import out
from handrail_server.core.basics.errors import Unavailable
from handrail_server.core.policy.life import PolicyLife, version_digest
from handrail_server.house.own_proposal import Asked, Proposed, own_proposal
from handrail_server.worker.scribe import LedgerScribe


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Whose data, and where they lie."""

    data: Path | None
    org: str | None


def tune_own(store: Store, asked: Asked, target: Path | None, json_out: Path | None) -> None:
    """Tell the proposal; also while serving."""
    proposed = run(_proposed(store, asked))
    out.print(proposed.sentence, markup=False)
    out.print()
    for line in proposed.statistics:
        out.print(line, markup=False)
    if target is not None:
        target.write_text(proposed.document, encoding="utf-8")
        out.print(f"The proposed version: {target}", markup=False)
    if json_out is not None:
        found = {"sentence": proposed.sentence, "code": proposed.code, "stands": proposed.stands}
        figures = found | {"chosen": asdict(proposed.chosen), "statistics": proposed.statistics}
        json_out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        out.print(f"All figures: {json_out}", markup=False)


async def _proposed(store: Store, asked: Asked) -> Proposed:
    async with opened_to_read(config_of(store.data)) as opened:
        house = opened.house
        org = await only_organisation(opened, store.org)
        await LedgerScribe(house, opened.signer).place_all()  # what was labelled a moment ago counts
        life = (await house.journal.load(org, PolicyLife, org)).state
        policy = await house.settings.policy(org, life.published, life)
        text = await house.documents.get(org, version_digest(life, life.published))
        if text is None:
            raise Unavailable("The text of the policy in force is missing.")
        return await own_proposal(house, org, policy.policy, text, asked, house.clock.now())
