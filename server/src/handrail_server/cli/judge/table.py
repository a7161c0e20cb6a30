"""The figures of a task as a table."""

from collections.abc import Mapping

from rich.table import Table

from handrail_server.cli.judge.measured import Figures

_APART = ("task", "ci95", "baselines", "learning_curve", "per_class")


def table(found: Figures) -> Table:
    """One figure a row, with its interval where there is one."""
    grid = Table(title=f"{found['task']}: {found['n']} judged", title_justify="left", box=None, pad_edge=False)
    grid.add_column("figure")
    grid.add_column("found", justify="right")
    grid.add_column("95 %", justify="right")
    within = found.get("ci95")
    for name, value in found.items():
        if name in _APART or name == "n":
            continue
        span = within.get(name) if isinstance(within, Mapping) else None
        grid.add_row(name, _told(value), _told(span) if span is not None else "")
    for heading in ("per_class", "baselines"):
        part = found.get(heading)
        for name, value in part.items() if isinstance(part, Mapping) else ():
            grid.add_row(f"{'F1 of ' if heading == 'per_class' else ''}{name}", _told(value), "")
    curve = found.get("learning_curve")
    for point in curve if isinstance(curve, list) else ():
        grid.add_row("learnt from", _told(point), "")
    return grid


def _told(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool() | int() | str():
            return str(value)
        case float():
            return f"{value:.3f}"
        case Mapping():
            return ", ".join(f"{name} {_told(each)}" for name, each in value.items())
        case list():
            return "–".join(_told(each) for each in value)
        case _:
            return str(value)
