"""Versions of one's own over HTTP: asked for, listed with their figures, adopted, rolled back."""

from collections.abc import Sequence
from dataclasses import replace

from handrail_server.core.learning.proposal import Figure
from handrail_server.core.signals.learned.tables import Tables
from handrail_server.flows.fit_to_labels import fit_to_labels
from handrail_server.ports.learning import LabelledText, Refit
from handrail_server.worker.fitting import Fitting
from server.tests.api.office import Json, Office, inner, problem, rows
from server.tests.flows.own_labels import label_escalations

FIGURE = Figure(
    name="auc", topic=None, count=120, before=0.7, before_between=(0.6, 0.8), after=0.8, after_between=(0.7, 0.9)
)


class Instantly:
    """A refitter that always gives the same numbers."""

    async def ready(self) -> None:
        """It is."""

    async def refit(self, name: str, rows: Sequence[LabelledText], base: Tables | None) -> Refit:
        del base
        tables = Tables(
            name=name, version="own", labels=("0", "1"), bias=len(rows), words={}, parts={}, meaning={}, at=400
        )
        return Refit(tables=tables, figures=(FIGURE,), better=0.97)


async def _fitted(office: Office) -> Json:
    """What vera asked for, after the worker has been at it."""
    await office.do("/learning/needs_person/versions", "vera")
    await Fitting(replace(office.world.house, refitter=Instantly()), fit_to_labels).fit_once()
    return await office.read("/learning", "vera")


async def test_nothing_was_fitted_at_first(office: Office) -> None:
    found = await office.read("/learning", "otto")
    assert (found["fit"], found["versions"], found["fewest"]) == (None, [], 100)
    problem(await office.get("/learning", "rita"), 403)


async def test_a_version_is_listed_with_its_figures_adopted_and_rolled_back(office: Office) -> None:
    await label_escalations(office.world, office.callers["rita"], first=0, count=60)
    (proposed,) = rows(await _fitted(office), "versions")
    assert (proposed["detector"], proposed["state"], proposed["base"]) == (
        "needs_person@own-1",
        "proposed",
        "needs_person@1",
    )
    assert (proposed["labels"], proposed["positive"], proposed["bar"], proposed["better"]) == (120, 60, 0.4, 0.97)
    (figure,) = rows(proposed, "figures")
    assert (figure["before"], inner(figure, "after_between")["high"]) == (0.7, 0.9)
    assert proposed["back_to"] is None
    (adopted,) = rows(await office.do("/learning/versions/1/adoption", "vera"), "versions")
    assert (adopted["state"], adopted["back_to"]) == ("adopted", "needs_person@1")
    problem(await office.delete("/learning/versions/1", "vera"), 409)
    back = await office.delete("/learning/versions/1/adoption", "vera")
    assert rows(back.json(), "versions")[0]["state"] == "retired"
    problem(await office.delete("/learning/versions/1/adoption", "vera"), 409)


async def test_why_nothing_came_of_it_is_shown(office: Office) -> None:
    found = await _fitted(office)
    assert inner(found, "fit")["failed"] == "too_few_labels"
    assert inner(found, "fit")["labels"] == 0


async def test_confidence_is_fitted_only_to_enough_judged_answers(office: Office) -> None:
    refused = problem(await office.post("/learning/confidence/versions", "vera"), 422)
    assert "it takes 30" in str(refused["detail"])


async def test_what_cannot_be_fitted_and_what_is_no_version_does_not_exist(office: Office) -> None:
    problem(await office.post("/learning/weather/versions", "vera"), 404)
    problem(await office.post("/learning/versions/7/adoption", "vera"), 404)
    problem(await office.post("/learning/versions/x/adoption", "vera"), 404)
