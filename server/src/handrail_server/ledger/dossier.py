"""The dossier of a case as one JSON file: what happened in words, the facts with proofs, and a seal over the words.

    {"handrail_dossier":1, "ledger":[header, entry, …], "seal":"…", "words":{…}}

`ledger` is a partial export, line by line (see export.py): each fact's head with its proof of inclusion in a signed
checkpoint. `words` is what a person reads; it names facts by their numbers. `seal` is the Ed25519 signature, by the key
that signs checkpoints, of a text with the SHA-256 of the canonical `words`: so whoever checks knows that this server,
and nobody later, wrote them. The file is canonical JSON, so that no byte of it is free to change.
"""

import base64
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handrail_server.core.basics.canonical import canonical
from handrail_server.core.basics.errors import Invalid
from handrail_server.ledger.export import Entry, Export
from handrail_server.ledger.verify import Broken, Failure, Verification, read_key

FORMAT: Final = 1
BEGINNING: Final = b'{"handrail_dossier":'
_PARTS: Final = frozenset({"handrail_dossier", "ledger", "seal", "words"})


def sealed_text(origin: str, words: bytes) -> bytes:
    """What the seal signs. Its second line is no number, so that it can never pass for a checkpoint."""
    digest = base64.b64encode(hashlib.sha256(words).digest()).decode()
    return f"{origin}\ndossier\n{digest}\n".encode()


def written_words(words: Mapping[str, object]) -> bytes:
    """The canonical bytes of the words, which the seal covers."""
    return canonical(dict(words))


def dossier(export: Export, entries: Iterable[Entry], words: Mapping[str, object], seal: str) -> bytes:
    """The file."""
    lines = [json.loads(line) for line in export.lines(entries)]
    return canonical({"handrail_dossier": FORMAT, "ledger": lines, "seal": seal, "words": dict(words)}) + b"\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What checking a dossier found: what does not hold, by place, and a report for a person."""

    failures: tuple[Failure, ...]
    report: str
    signature_checked: bool


def check_dossier(file: bytes, *, public_key: str | None = None, earlier: str | None = None) -> Checked:
    """Every hash, proof, chain and signature of a dossier, and that its words are the sealed ones."""
    try:
        parts = _read(file)
        ledger = Verification(public_key=public_key, earlier=earlier).read(io.BytesIO(_lines(parts["ledger"])))
        failures = [Failure(f"ledger, {where}", check, message) for where, check, message in ledger.failures]
        if not failures:
            failures = list(_words_hold(parts, ledger))
    except Broken as broken:
        return _broken([Failure("the dossier", *broken.args)])
    if failures:
        return _broken(failures)
    told = f"The words of this dossier are sealed by {ledger.checkpoint.origin}.\n{ledger.report()}"
    return Checked(failures=(), report=told, signature_checked=ledger.signature_checked)


def _broken(failures: list[Failure]) -> Checked:
    report = "\n".join(["BROKEN", *(": ".join(failure) for failure in failures)])
    return Checked(failures=tuple(failures), report=report, signature_checked=True)


def _read(file: bytes) -> dict[str, object]:
    try:
        parts = json.loads(file)
        whole = isinstance(parts, dict) and canonical(parts) + b"\n" == file
    except (ValueError, RecursionError) as error:
        place = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise Broken("json", f"It is not JSON{place}.") from None
    except Invalid as error:
        raise Broken("json", f"It has no canonical form: {error}") from None
    if not isinstance(parts, dict) or not whole:
        raise Broken("json", f"It is not canonical JSON on one line; it differs {_difference(parts, file)}.")
    if parts.keys() != _PARTS or parts["handrail_dossier"] != FORMAT:
        raise Broken("fields", f"It does not have exactly the parts {', '.join(sorted(_PARTS))}, version {FORMAT}.")
    return parts


def _difference(parts: object, file: bytes) -> str:
    """Where the file stops being what its own content is written as."""
    wanted = canonical(parts) + b"\n"
    place = next((at for at, (one, other) in enumerate(zip(wanted, file, strict=False)) if one != other), len(wanted))
    return f"from byte {place} on"


def _lines(ledger: object) -> bytes:
    if not isinstance(ledger, list) or not ledger:
        raise Broken("fields", "`ledger` is not a list of a header and entries.")
    return b"".join(canonical(line) + b"\n" for line in ledger)


def _words_hold(parts: dict[str, object], ledger: Verification) -> Iterable[Failure]:
    words, seal = parts["words"], parts["seal"]
    if not isinstance(words, dict) or not isinstance(seal, str):
        yield Failure("words", "fields", "`words` is not an object, or `seal` not a text.")
        return
    lines = parts["ledger"]
    header = lines[0] if isinstance(lines, list) else None
    key = header.get("public_key") if isinstance(header, dict) else None
    if not _signed(str(key), seal, sealed_text(ledger.checkpoint.origin, written_words(words))):
        yield Failure("words", "seal", "The seal does not hold: the words, or the seal, are not what the server wrote.")
    if words.get("facts") != ledger.entries:
        yield Failure("words", "facts", f"The words speak of {words.get('facts')} facts; {ledger.entries} are proved.")


def _signed(public_key: str, seal: str, text: bytes) -> bool:
    try:
        _, public = read_key(public_key)
        signature = base64.b64decode(seal, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (Broken, ValueError, InvalidSignature):
        return False
    return base64.b64encode(signature).decode() == seal
