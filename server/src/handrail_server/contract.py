"""What server, SDK and console share: `python -m handrail_server.contract` writes it to contract/, `--check` compares.

The HTTP API as OpenAPI 3.1 and every fact as JSON Schema, both generated from the code that serves and records them.
"""

import argparse
import json
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from handrail_server import core
from handrail_server.api.openapi import VERSION, contract
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from handrail_server.core.basics.facts import Fact
from handrail_server.ledger.schema import facts_schema

FOLDER: Final = Path("contract")


def all_facts() -> tuple[type[Fact], ...]:
    """Every fact that the core's rooms declare, by name."""
    modules = [import_module(module.name) for module in pkgutil.walk_packages(core.__path__, f"{core.__name__}.")]
    # Not `Fact.__subclasses__()`: a class with slots is made twice, and the first one may linger there.
    declared = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Fact) and value is not Fact
    }
    return tuple(sorted(declared, key=lambda fact: fact.__name__))


def documents() -> dict[str, str]:
    """The contract's files by name."""
    return {
        "openapi.json": _json(contract(ENDPOINTS, version=VERSION)),
        "facts.schema.json": _json(facts_schema(all_facts())),
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the contract, or tell which of its files no longer says what the code does."""
    parser = argparse.ArgumentParser(prog="python -m handrail_server.contract", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the contract lies (default: contract/)")
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    written = documents()
    if options.check:
        return _checked(folder, written)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


def _checked(folder: Path, written: dict[str, str]) -> int:
    stale = [name for name, text in written.items() if _read(folder / name) != text]
    for name in stale:
        sys.stderr.write(f"{folder / name} is not what the code says: run `python -m handrail_server.contract`.\n")
    return 1 if stale else 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _json(document: dict[str, object]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
