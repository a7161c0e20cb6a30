"""What has no name has no home: a file called `utils` is where the next ten unrelated functions go."""

from collections.abc import Iterator

from tools.tree import Tree

HOMELESS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "manager",
    "managers",
    "service",
    "services",
    "base",
    "misc",
}


def complaints(tree: Tree) -> Iterator[str]:
    """Files and folders whose name says nothing of what they hold."""
    for path in tree.files(".py", ".ts", ".tsx"):
        for part in (path.stem, *path.parent.parts):
            if part.strip("_").lower() in HOMELESS:
                yield f"{path}: “{part}” names no idea (STYLE 10)"
