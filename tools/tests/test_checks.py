"""Each check of ours finds what it is for, and is silent otherwise."""

from pathlib import Path

from tools import addresses, docs, mirror, names, requirements, sizes
from tools.tree import Tree


def tree(root: Path, **files: str) -> Tree:
    """A repository of these files; `__` in a name stands for a folder."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("DOT", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Tree(root)


def test_a_file_past_400_lines_fails_and_past_300_must_explain_itself(tmp_path: Path) -> None:
    here = tree(
        tmp_path,
        longDOTpy="x = 1\n" * 401,
        unexplainedDOTpy='"""One line."""\n' + "x = 1\n" * 305,
        explainedDOTpy='"""One idea.\n\nIt is long because.\n"""\n' + "x = 1\n" * 305,
        shortDOTsql="select 1;\n",
    )
    assert [complaint.split(":")[0] for complaint in sizes.complaints(here)] == ["long.py", "unexplained.py"]


def test_a_file_whose_name_says_nothing_is_refused(tmp_path: Path) -> None:
    here = tree(tmp_path, core__utilsDOTpy="", core__useDOTpy="", common__xDOTts="", node_modules__a__utilsDOTts="")
    assert [complaint.split(":")[0] for complaint in names.complaints(here)] == ["common/x.ts", "core/utils.py"]


def test_a_lock_that_names_where_to_fetch_from_is_refused(tmp_path: Path) -> None:
    here = tree(
        tmp_path,
        requirements__goodDOTtxt="a==1 --hash=sha256:00\n    # via b\n",
        requirements__badDOTtxt="a==1\n--index-url https://mirror.example/simple\nb @ https://mirror.example/b.whl\n",
        pyprojectDOTtoml="x = 'https://example.org'\n",
        ciDOTsh="pip install --index-url somewhere a\n",
    )
    assert [complaint.split(": ")[0] for complaint in addresses.complaints(here)] == [
        "requirements/bad.txt:2",
        "requirements/bad.txt:3",
        "ci.sh",
    ]


def test_a_module_that_decides_needs_a_test_in_the_folder_of_the_same_name(tmp_path: Path) -> None:
    source, tests = "server__src__handrail_server__core__", "server__tests__core__"
    decides = "def f(x):\n    if x:\n        return 1\n    return 2\n"
    here = tree(
        tmp_path,
        **{
            f"{source}turns__floorDOTpy": decides,
            f"{source}turns__namedDOTpy": decides,
            f"{source}turns__importedDOTpy": "from handrail_server.core.turns import part\n" + decides,
            f"{source}turns__partDOTpy": decides,
            f"{source}signals__elsewhereDOTpy": decides,
            f"{source}turns__wordsDOTpy": "class Word:\n    text: str\n",
            f"{tests}turns__test_namedDOTpy": "",
            f"{tests}turns__test_storyDOTpy": "from handrail_server.core.turns.imported import f\n"
            "from handrail_server.core.signals import elsewhere\n",
            f"{tests}gone__test_xDOTpy": "",
        },
    )
    assert [complaint.split(":")[0] for complaint in mirror.complaints(here)] == [
        "server/src/handrail_server/core/signals/elsewhere.py",
        "server/src/handrail_server/core/turns/floor.py",
        "server/tests/core/gone/test_x.py",
    ]


def test_a_link_to_nothing_and_a_command_that_is_not_there_are_found(tmp_path: Path) -> None:
    here = tree(
        tmp_path,
        Makefile="run: x\n",
        READMEDOTmd=(
            "[a](docs/a.md) [b](docs/a.md#the-two-words) [c](docs/gone.md) [d](docs/a.md#none) [e](https://x.example/)\n"
            "`make run` `make tea`\n"
        ),
        docs__aDOTmd="# A\n\n## The “two” words\n",
    )
    assert list(docs.complaints(here)) == [
        "README.md: links to docs/gone.md, which does not exist",
        "README.md: links to docs/a.md#none, which has no such heading",
        "README.md: there is no `make tea`",
    ]


def test_an_import_nobody_declares_and_a_dependency_nobody_locked_are_found(tmp_path: Path) -> None:
    here = tree(
        tmp_path,
        requirements__runDOTtxt="msgspec==0.21.0 \\\n    --hash=sha256:00\npydantic==2.14.3\n",
        server__pyprojectDOTtoml='[project]\ndependencies = ["msgspec>=0.22"]\n',
        sdk__pyprojectDOTtoml='[project]\ndependencies = ["pydantic>=2", "httpx2"]\n',
        server__src__handrail_server__aDOTpy="import json, msgspec\nfrom pytest import fixture\n",
        sdk__src__handrail__integrations__langgraphDOTpy="import langgraph\n",
    )
    assert [complaint.partition(";")[0] for complaint in requirements.complaints(here)] == [
        "server/pyproject.toml: msgspec>=0.22 is not in requirements/run.txt",
        "server/src/handrail_server/a.py: imports pytest, which server/pyproject.toml does not declare",
        "sdk/pyproject.toml: httpx2 is not in requirements/run.txt",
    ]
