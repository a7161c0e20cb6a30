"""What a customer may send beside words: known by its bytes, never by what it is called."""

import re
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.errors import Invalid, TooLarge
from handrail_server.core.turns.turn import Attachment

SIZE_LIMIT: Final = 10 * 1024 * 1024
FILES_LIMIT: Final = 30
"""In one conversation."""
TOTAL_LIMIT: Final = 50 * 1024 * 1024
AT_ONCE: Final = 5
"""With one message."""
NAME_CHARACTERS: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """A kind of file that is taken."""

    media_type: str
    endings: tuple[str, ...]
    """Its usual ending first."""
    shown: bool = False
    """Whether a browser may draw it in place: pixels only, nothing that runs or loads anything."""


PNG: Final = FileType(media_type="image/png", endings=("png",), shown=True)
JPEG: Final = FileType(media_type="image/jpeg", endings=("jpg", "jpeg"), shown=True)
GIF: Final = FileType(media_type="image/gif", endings=("gif",), shown=True)
WEBP: Final = FileType(media_type="image/webp", endings=("webp",), shown=True)
PDF: Final = FileType(media_type="application/pdf", endings=("pdf",))
TEXT: Final = FileType(media_type="text/plain", endings=("txt", "csv", "log", "md"))
TYPES: Final = (PNG, JPEG, GIF, WEBP, PDF, TEXT)

_BY_TYPE: Final = {each.media_type: each for each in TYPES}
_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ODD = re.compile(r"[^\w .()@+=~-]|[\x00-\x1f]")


def sniffed(content: bytes) -> FileType | None:
    """What the bytes are, None where it is nothing that is taken. Text is what is nothing else, and valid UTF-8."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    return TEXT if _is_text(content) else None


def is_shown(media_type: str) -> bool:
    """Whether a browser may draw it in place."""
    kind = _BY_TYPE.get(media_type)
    return kind is not None and kind.shown


def received(name: str, called: str | None, content: bytes, digest: str) -> Attachment:
    """The file as it is kept; raises `Invalid` or `TooLarge` where it is not taken."""
    if len(content) > SIZE_LIMIT:
        raise TooLarge(f"A file has at most {SIZE_LIMIT} bytes.", field="$", fix="Send a smaller one.")
    if not content:
        raise Invalid("The file is empty.", field="$", fix="Send one with something in it.")
    kind = sniffed(content)
    if kind is None:
        taken = ", ".join(each.endings[0] for each in TYPES)
        raise Invalid("Files of this kind are not taken.", field="$", fix=f"Send one of these: {taken}.")
    return Attachment(
        id=name, media_type=kind.media_type, size=len(content), digest=digest, name=called_safely(called, kind)
    )


def called_safely(called: str | None, kind: FileType) -> str:
    """A name that says what the file is: `page.html`, being text, becomes `page.html.txt`."""
    last = re.split(r"[/\\]", called or "")[-1]
    plain = _ODD.sub("_", last).strip(" .")[-NAME_CHARACTERS:].lstrip(" .")
    if not plain:
        return f"file.{kind.endings[0]}"
    ending = plain.rpartition(".")[2].lower()
    return plain if "." in plain and ending in kind.endings else f"{plain}.{kind.endings[0]}"


def _is_text(content: bytes) -> bool:
    if _CONTROL.search(content):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
