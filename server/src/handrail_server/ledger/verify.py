"""Checks a Handrail ledger export, offline. One file of nearly 400 lines, since this is the whole verifier and imports
nothing of Handrail: copy it, read it, run it.

    python verify.py export.jsonl [--public-key KEY|FILE] [--checkpoint earlier.note]

It needs Python 3.10 and, for the checkpoint's signature alone, the package `cryptography`. It reads the export once,
line by line, in bounded memory, and names what does not hold: line, entry, check. Trees are those of RFC 9162,
checkpoints are C2SP tlog-checkpoints, lines are canonical JSON (RFC 8785), so that no byte of them is free to change.

Exit status: 0 all holds; 1 something does not; 2 wrong usage; 3 all hashes hold but the signature could not be checked.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar
from urllib.parse import quote

SAFE, MAX_LINE, MAX_FAILURES = range(2**53), 64 * 2**20, 100
HEADER = ("handrail_export", "org", "complete", "entries", "checkpoint", "public_key", "earlier")
ENTRY = ("number", "head", "hash", "body")
FACT = ("v", "org", "commit", "subject", "fact", "at", "by", "data", "body", "prev")
T = TypeVar("T")
ED25519 = b"\x01"
NOTE = re.compile(  # text (origin, size, root, extensions), an empty line, signatures
    r"(([^\x00-\x1f]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:[^\x00-\x1f]+\n)*)\n"
    "((?:\u2014 [^\\s+]+ [A-Za-z0-9+/]+={0,2}\n)+)"
)
TABLES = """
    PRAGMA journal_mode = OFF;
    CREATE TABLE tip (kind, id, version, hash, PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE TABLE finished (commit_id PRIMARY KEY) WITHOUT ROWID;
"""


class Broken(Exception):
    """A check that does not hold: its name, and what is wrong."""


class SignatureNotChecked(Exception):
    """The package `cryptography` is not installed."""


class Failure(NamedTuple):
    """What does not hold, and where."""

    where: str
    check: str
    message: str


class Checkpoint(NamedTuple):
    """What a checkpoint says: this ledger (`origin`) had `size` entries, and their tree this root."""

    origin: str
    size: int
    root: bytes


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf; the ledger's entries are the 32-byte hashes of facts."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an interior node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(peaks: list[bytes]) -> bytes:
    """The root over the perfect subtrees' hashes, largest first."""
    if not peaks:
        return hashlib.sha256(b"").digest()
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def push_leaf(peaks: list[bytes], size: int, leaf: bytes) -> None:
    """Append a leaf to the perfect subtrees of a tree that had `size` leaves."""
    while size & 1:
        leaf = node_hash(peaks.pop(), leaf)
        size >>= 1
    peaks.append(leaf)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """Whether `leaf` stands at `index` in the tree of `size` leaves with this root (RFC 9162, 2.1.3.2)."""
    sides = _sides(index, size - 1, len(proof)) if 0 <= index < size else None
    for left, step in zip(sides or (), proof if sides else (), strict=True):
        leaf = node_hash(step, leaf) if left else node_hash(leaf, step)
    return sides is not None and leaf == root


def verify_consistency(first: int, first_root: bytes, second: int, second_root: bytes, proof: list[bytes]) -> bool:
    """Whether the tree of `second` leaves only appends to the tree of `first` leaves (RFC 9162, 2.1.4.2)."""
    if first in (0, second):
        return not proof and first_root == (second_root if first == second else root_of([]))
    steps = [first_root, *proof] if first & (first - 1) == 0 else proof
    spare = ((first - 1) ^ first).bit_length() - 1  # levels below the first tree's smallest perfect subtree
    sides = _sides((first - 1) >> spare, (second - 1) >> spare, len(steps) - 1) if 0 < first < second else None
    if sides is None:
        return False
    old = new = steps[0]
    for left, step in zip(sides, steps[1:], strict=True):
        old = node_hash(step, old) if left else old
        new = node_hash(step, new) if left else node_hash(new, step)
    return old == first_root and new == second_root


def _sides(node: int, last: int, steps: int) -> list[bool] | None:
    """For each step up to the root, whether its hash stands on the left; None where the way has not so many steps."""
    sides = []
    while last > 0:
        left = node & 1 == 1 or node == last
        while left and node and not node & 1:
            node, last = node >> 1, last >> 1
        sides.append(left)
        node, last = node >> 1, last >> 1
    return sides if len(sides) == steps else None


def origin_of(org: str) -> str:
    """The name of an organisation's ledger, in its checkpoints and in its key."""
    return "handrail/" + quote(org, safe="")


def key_hash(name: str, public: bytes) -> bytes:
    """The four bytes by which a signature names its key."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def read_key(text: str) -> tuple[str, bytes]:
    """Name and Ed25519 key of a verifier key `name+hash+key`; raises Broken."""
    found = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", text)
    name, hashed, encoded = found.groups() if found else ("", "", "")
    public = _unbase64(encoded, "public key")
    if len(public) != 33 or public[:1] != ED25519 or hashed != key_hash(name, public[1:]).hex():
        raise Broken("public key", "The public key is not name+hash+key with an Ed25519 key and its right hash.")
    return name, public[1:]


def read_checkpoint(note: str) -> tuple[Checkpoint, list[tuple[str, bytes]], bytes]:
    """What a note says, its signatures (name of the key; its hash and the signature), and what they sign; or Broken."""
    found = NOTE.fullmatch(note)
    if found is None:
        raise Broken("checkpoint", "The checkpoint is not a signed note with origin, size and root.")
    text, origin, size, root, signed = found.groups()
    checkpoint = Checkpoint(origin, int(size), _unbase64(root, "checkpoint"))
    lines = [line.split(" ") for line in signed.splitlines()]
    return checkpoint, [(name, _unbase64(value, "signature")) for _, name, value in lines], text.encode()


def verify_checkpoint(note: str, public_key: str) -> Checkpoint:
    """What a note says, once its signature by `public_key` holds; raises Broken or SignatureNotChecked."""
    name, public = read_key(public_key)
    checkpoint, signatures, signed = read_checkpoint(note)
    hashed = key_hash(name, public)
    values = [value[4:] for signer, value in signatures if signer == name and value[:4] == hashed]
    if not values or checkpoint.origin != name:
        raise Broken("signature", f"This is not a checkpoint of {name} with its signature.")
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # all but the signature is checked without it
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415  # as above
    except ImportError:
        raise SignatureNotChecked from None
    try:
        for value in values:
            Ed25519PublicKey.from_public_bytes(public).verify(value, signed)
    except (InvalidSignature, ValueError):
        raise Broken("signature", "The checkpoint's signature does not hold.") from None
    return checkpoint


def _parse(line: bytes, check: str) -> dict[str, object]:
    try:
        text = line.decode()
        value = json.loads(text)
        written = json.dumps(_ordered(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (ValueError, RecursionError) as error:
        raise Broken(check, f"It is not JSON, or the line is cut short or longer than 64 MB: {error}") from None
    if not isinstance(value, dict) or written + "\n" != text:
        raise Broken(check, "It is not a canonical JSON object on one whole line.")
    return value


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


def _fields(value: object, what: str, *names: str) -> dict[str, object]:
    if not isinstance(value, dict) or set(value) != set(names):
        raise Broken("fields", f"{what} does not have exactly the fields {', '.join(names)}.")
    return value


def _get(fields: dict[str, object], name: str, kind: type[T]) -> T:
    value = fields[name]
    if not isinstance(value, kind) or type(value) is not kind or (kind is int and value not in SAFE):
        raise Broken("fields", f"`{name}` is not of the right type.")
    return value


def _hash(value: object) -> bytes:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        raise Broken("fields", "A hash is not a SHA-256 in lower-case hexadecimal.")
    return bytes.fromhex(value)


def _proof(fields: dict[str, object]) -> list[bytes]:
    return [_hash(step) for step in _get(fields, "proof", list)]


def _unbase64(text: str, check: str) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError:
        value = b""
    if not value or base64.b64encode(value).decode() != text:
        raise Broken(check, "It holds text that is not base64 in its one right form.")
    return value


class Verification:
    """One reading of an export: what was found broken, and what was counted."""

    def __init__(self, *, public_key: str | None = None, earlier: str | None = None) -> None:
        self.failures: list[Failure] = []
        self.entries = self.subjects = self.absent_bodies = self.absent_facts = 0
        self.checkpoint = Checkpoint("", 0, b"")
        self.complete, self.signature_checked, self.key_given = True, True, public_key is not None
        self._key, self._earlier_note = public_key, earlier
        self._earlier: Checkpoint | None = None
        self._org, self._announced, self._where = "", 0, "line 1 (header)"
        self._peaks: list[bytes] = []
        self._leaves, self._last_number, self._last_commit = 0, -1, ""
        self._seen = sqlite3.connect("", isolation_level=None)  # a private temporary file: memory stays bounded
        self._seen.executescript(TABLES)

    def read(self, export: BinaryIO) -> Verification:
        """Check an export. Failures are gathered, up to a hundred; a broken header ends it."""
        with contextlib.closing(self._seen), self._naming():
            self._read_header(_parse(export.readline(MAX_LINE), "line"))
            for line, raw in enumerate(iter(lambda: export.readline(MAX_LINE), b""), start=2):
                self.entries, self._where = self.entries + 1, f"line {line}"
                with self._naming():
                    self._read_entry(_parse(raw, "line"))
                if len(self.failures) == MAX_FAILURES:
                    return self
            self._where = "end of the export"
            if self.entries != self._announced:
                raise Broken("entries", f"The export holds {self.entries} entries and announces {self._announced}.")
            if self.complete and self._leaves == self.entries and root_of(self._peaks) != self.checkpoint.root:
                raise Broken("root", "The root over all entries is not the checkpoint's.")
        return self

    @contextlib.contextmanager
    def _naming(self) -> Iterator[None]:
        try:
            yield
        except Broken as broken:
            self.failures.append(Failure(self._where, *broken.args))

    def _read_header(self, header: dict[str, object]) -> None:
        _fields(header, "The header of an export", *HEADER)
        if _get(header, "handrail_export", int) != 1:
            raise Broken("fields", "The export is not of version 1.")
        self.complete, self._announced = _get(header, "complete", bool), _get(header, "entries", int)
        self._org, named = _get(header, "org", str), _get(header, "public_key", str)
        if self._key not in (None, named):
            raise Broken("public key", "The export names another public key than the one given.")
        self._key = named
        self.checkpoint = self._signed(_get(header, "checkpoint", str))
        if self.checkpoint.origin != origin_of(self._org):
            raise Broken("origin", f"The checkpoint is of {self.checkpoint.origin}, not of {origin_of(self._org)}.")
        self._read_earlier(header["earlier"])

    def _signed(self, note: str) -> Checkpoint:
        try:
            return verify_checkpoint(note, self._key or "")
        except SignatureNotChecked:
            self.signature_checked = False
            return read_checkpoint(note)[0]

    def _read_earlier(self, extended: object) -> None:
        """A complete export is compared with the checkpoint given, on the way; a partial one must bring the proof."""
        if extended is not None:
            fields = _fields(extended, "`earlier`", "checkpoint", "proof")
            old = self._earlier = self._signed(_get(fields, "checkpoint", str))
            if not verify_consistency(*old[1:], *self.checkpoint[1:], _proof(fields)):
                raise Broken("consistency", f"The ledger does not extend what it was at {old.size} entries.")
        if self._earlier_note is not None:
            given = self._signed(self._earlier_note)
            if given.size > self.checkpoint.size or (not self.complete and given != self._earlier):
                raise Broken("consistency", f"The export does not prove that it extends those {given.size} entries.")
            self._earlier = given

    def _read_entry(self, entry: dict[str, object]) -> None:
        _fields(entry, "The entry", *(ENTRY if self.complete else (*ENTRY, "proof")))
        number, fact_hash = _get(entry, "number", int), _hash(entry["hash"])
        self._where += f" (entry {number})"
        self._place(number, fact_hash, entry)
        text = _get(entry, "head", str)
        if hashlib.sha256(text.encode()).digest() != fact_hash:
            raise Broken("hash", "The head's SHA-256 is not the recorded hash.")
        head = _fields(_parse(text.encode() + b"\n", "head"), "The head", *FACT)
        if head["v"] != 1 or head["org"] != self._org:
            raise Broken("head", "The head is not that of a fact, version 1, of this organisation.")
        self._check_body(head, entry["body"])
        self._check_chain(head, fact_hash)
        if self.complete and self._last_commit != (commit := _get(head, "commit", str)):
            self._last_commit = commit
            if not self._seen.execute("INSERT OR IGNORE INTO finished VALUES (?)", (commit,)).rowcount:
                raise Broken("commit", f"The facts of commit {commit} do not stand together.")

    def _place(self, number: int, fact_hash: bytes, entry: dict[str, object]) -> None:
        leaf, previous, self._last_number = leaf_hash(fact_hash), self._last_number, number
        if self.complete:
            push_leaf(self._peaks, self._leaves, leaf)
            self._leaves += 1
            earlier = self._earlier if self._leaves == self.entries else None
            if earlier and earlier.size == self._leaves and earlier.root != root_of(self._peaks):
                raise Broken("consistency", f"The first {earlier.size} entries are not the earlier checkpoint's.")
            if number != self.entries - 1:
                raise Broken("number", f"Entry {self.entries - 1} should stand here.")
        elif number <= previous:
            raise Broken("number", f"The numbers do not rise: entry {previous} came before.")
        elif not verify_inclusion(leaf, number, self.checkpoint.size, _proof(entry), self.checkpoint.root):
            raise Broken("inclusion", "The proof does not lead from this entry to the checkpoint's root.")

    def _check_body(self, head: dict[str, object], body: object) -> None:
        named = None if head["body"] is None else _fields(head["body"], "`body`", "key", "digest")
        if body is None:
            self.absent_bodies += named is not None
        elif named is None or not isinstance(body, str):
            raise Broken("body", "The head names no such body.")
        elif hashlib.sha256(_unbase64(body, "body")).digest() != _hash(named["digest"]):
            raise Broken("body", "The body's SHA-256 is not the digest in the head.")

    def _check_chain(self, head: dict[str, object], fact_hash: bytes) -> None:
        subject = _fields(head["subject"], "`subject`", "kind", "id", "version")
        name, version = (_get(subject, "kind", str), _get(subject, "id", str)), _get(subject, "version", int)
        tip = self._seen.execute("SELECT version, hash FROM tip WHERE kind = ? AND id = ?", name).fetchone()
        last, last_hash = tip or (0, bytes(32))
        self._seen.execute("INSERT OR REPLACE INTO tip VALUES (?, ?, ?, ?)", (*name, version, fact_hash))
        self.subjects += tip is None
        if version <= last or (self.complete and version != last + 1):
            raise Broken("chain", f"{name[0]} {name[1]} goes from version {last} to version {version}.")
        if version > last + 1:
            self.absent_facts += version - last - 1
        elif _hash(head["prev"]) != last_hash:
            raise Broken("chain", f"{name[0]} {name[1]}: `prev` is not the hash of version {last}.")

    def report(self) -> str:
        """What was checked and what was found, in lines for a person."""
        if self.failures:
            return "\n".join(["BROKEN", *(": ".join(failure) for failure in self.failures)])
        at, origin = self.checkpoint, "" if self.key_given else " (the export's own: compare it with the published one)"
        return (
            f"The {'complete' if self.complete else 'partial'} export of {at.origin} holds.\n"
            f"Entries: {self.entries} of {at.size}. Subjects: {self.subjects}. Root: {at.root.hex()}.\n"
            f"Left out: {self.absent_bodies} bodies (erased, withheld), {self.absent_facts} facts of its subjects.\n"
            f"Key: {self._key}{origin}.\n"
            f"Signature: {'holds' if self.signature_checked else 'NOT CHECKED: it takes `pip install cryptography`'}."
        )


def main(arguments: list[str] | None = None) -> int:
    """The command line; the exit status stands at the top of this file."""
    parser = argparse.ArgumentParser(description="Check a Handrail ledger export, offline.")
    parser.add_argument("export", type=Path, help="the export, as `handrail audit export` wrote it")
    parser.add_argument("--public-key", help="the organisation's public key (name+hash+key), or a file that holds it")
    parser.add_argument("--checkpoint", type=Path, help="an earlier checkpoint that the export must extend")
    options = parser.parse_args(arguments)
    try:
        key = options.public_key
        key = Path(key).read_text("utf-8").strip() if key and "+" not in key else key
        earlier = options.checkpoint.read_text("utf-8") if options.checkpoint else None
        with options.export.open("rb") as export:
            found = Verification(public_key=key, earlier=earlier).read(export)
    except (OSError, UnicodeDecodeError) as error:
        parser.error(str(error))
    sys.stdout.write(found.report() + "\n")
    return 1 if found.failures else 0 if found.signature_checked else 3


if __name__ == "__main__":
    sys.exit(main())
