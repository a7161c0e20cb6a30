"""Finding one's way in JSON that a test was given."""

from collections.abc import Iterator


def pick(value: object, *path: str | int) -> object:
    """What stands there; the assertion names the step that leads nowhere."""
    for step in path:
        if isinstance(step, int):
            assert isinstance(value, list), f"no list at {step!r} of {path}"
            assert len(value) > step, f"{path}: only {len(value)} there"
            value = value[step]
        else:
            assert isinstance(value, dict), f"nothing at {step!r} of {path}"
            assert step in value, f"{path}: {sorted(value)}"
            value = value[step]
    return value


def text(value: object, *path: str | int) -> str:
    """The text there."""
    found = pick(value, *path)
    assert isinstance(found, str), f"{path} is {found!r}"
    return found


def each(value: object, *path: str | int) -> Iterator[object]:
    """The entries of the list there."""
    found = pick(value, *path)
    assert isinstance(found, list), f"{path} is {found!r}"
    return iter(found)


def every(value: object, *path: str | int, name: str) -> list[object]:
    """One field of each entry of the list there."""
    return [pick(entry, name) for entry in each(value, *path)]
