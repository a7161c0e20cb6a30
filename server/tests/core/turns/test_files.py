"""A file is what its bytes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.errors import Invalid, TooLarge
from handrail_server.core.turns.files import PDF, PNG, SIZE_LIMIT, TEXT, called_safely, is_shown, received, sniffed

PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
DIGEST = "0" * 64


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PIXEL, "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF89a...", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7\n\x00", "application/pdf"),
        ("Größe, número\n".encode(), "text/plain"),
        (b"<html><script>alert(1)</script>", "text/plain"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">', "text/plain"),
    ],
)
def test_bytes_say_what_a_file_is(content: bytes, media_type: str) -> None:
    kind = sniffed(content)
    assert kind is not None
    assert kind.media_type == media_type


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00", b"PK\x03\x04", b"\x7fELF", b"\x00\x01", b"caf\xe9", b"RIFF\x00\x00\x00\x00AVI "]
)
def test_whatever_else_is_not_taken(content: bytes) -> None:
    assert sniffed(content) is None
    with pytest.raises(Invalid) as refused:
        received("f1", "holiday.png", content, DIGEST)
    assert "png" in (refused.value.fix or "")


def test_markup_is_text_and_is_never_drawn_in_place() -> None:
    file = received("f1", "invoice.html", b"<h1>Pay here</h1>", DIGEST)
    assert (file.media_type, file.name) == ("text/plain", "invoice.html.txt")
    assert not is_shown(file.media_type)
    assert is_shown("image/png")
    assert not is_shown("image/svg+xml")


def test_too_much_and_nothing_are_refused() -> None:
    with pytest.raises(TooLarge):
        received("f1", None, b"a" * (SIZE_LIMIT + 1), DIGEST)
    with pytest.raises(Invalid):
        received("f1", None, b"", DIGEST)


@pytest.mark.parametrize(
    ("called", "kept"),
    [
        ("photo.PNG", "photo.PNG"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\anna\\photo.png", "photo.png"),
        ("photo.png.exe", "photo.png.exe.png"),
        ('a"\r\nb<>.png', "a___b__.png"),
        (None, "file.png"),
        ("...", "file.png"),
    ],
)
def test_a_name_says_what_the_file_is(called: str | None, kept: str) -> None:
    assert called_safely(called, PNG) == kept


@given(st.text(max_size=300))
def test_no_name_leads_anywhere_or_breaks_a_header(called: str) -> None:
    name = called_safely(called, TEXT)
    assert 0 < len(name) <= 130
    assert not set(name) & set('/\\"\r\n\0<>;')
    assert name.rpartition(".")[2].lower() in TEXT.endings


def test_the_usual_ending_comes_first() -> None:
    assert called_safely("report", PDF) == "report.pdf"
