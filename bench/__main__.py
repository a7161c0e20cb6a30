"""All benches, one after the other: `make bench`, or `python -m bench turns signals` for some of them."""

import sys
from collections.abc import Callable, Mapping
from typing import Final

from bench import flat, judgement, measures, rehearse, search, signals, store, store_postgres, stream, turns

BENCHES: Final[Mapping[str, Callable[[], None]]] = {
    "signals": signals.main,
    "judgement": judgement.main,
    "store": store.main,
    "store_postgres": store_postgres.main,
    "turns": turns.main,
    "flat": flat.main,
    "stream": stream.main,
    "measures": measures.main,
    "search": search.main,
    "rehearse": rehearse.main,
}


def main() -> None:
    chosen = sys.argv[1:] or list(BENCHES)
    del sys.argv[1:]
    for name in chosen:
        print(f"\n{name}: {(sys.modules[BENCHES[name].__module__].__doc__ or '').partition(chr(10))[0]}\n")
        BENCHES[name]()


if __name__ == "__main__":
    main()
