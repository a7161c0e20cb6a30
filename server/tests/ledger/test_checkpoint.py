"""Checkpoints: the C2SP formats, checked against notes that other software signed."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handrail_server.core.basics.ids import OrgId
from handrail_server.ledger.checkpoint import (
    Broken,
    Checkpoint,
    Signer,
    checkpoint_of,
    read_checkpoint,
    read_key,
    verify_checkpoint,
)
from handrail_server.ledger.verify import key_hash

SIGNER = Signer(bytes(range(32)))
ORG = OrgId("acme")
CHECKPOINT = checkpoint_of(ORG, 5, bytes(range(32)))

GO_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
GO_NOTE = (
    "go.sum database tree\n31700353\nqINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=\n\n"
    "\u2014 sum.golang.org Az3grnmrIUEDFqHzAElIQCPNoRFRAAdFo47fooy"
    "WKMHb89k11GJh5zHIfNCOBmwn/C3YI8oW9/C8DJ87F61QqspBYwM=\n"
)


def test_a_checkpoint_of_gos_checksum_database_reads_and_its_signature_holds() -> None:
    name, public = read_key(GO_KEY)
    checkpoint, signatures, signed = read_checkpoint(GO_NOTE)
    root = base64.b64decode("qINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=")
    assert checkpoint == Checkpoint("go.sum database tree", 31700353, root)
    [(signer, value)] = signatures
    assert (signer, value[:4]) == (name, key_hash(name, public))
    Ed25519PublicKey.from_public_bytes(public).verify(value[4:], signed)


def test_the_form_of_a_checkpoint_and_of_a_public_key_never_change() -> None:
    assert SIGNER.public_key(ORG) == "handrail/acme+51da30c9+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    assert SIGNER.sign(CHECKPOINT) == (
        "handrail/acme\n"
        "5\n"
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
        "\n"
        "\u2014 handrail/acme UdowySS4BtnuFdDmmqUL2hGq3OAVVFe0rlMFZ"
        "ncDecifax9UWFwhFFE6cOi+T8p3blIw9/KqtK7c2xfV8S9P6TqIOwc=\n"
    )


def test_what_was_signed_verifies() -> None:
    assert verify_checkpoint(SIGNER.sign(CHECKPOINT), SIGNER.public_key(ORG)) == CHECKPOINT


def test_witnesses_may_sign_below_and_extensions_may_follow() -> None:
    text = f"{CHECKPOINT.origin}\n5\n{base64.b64encode(CHECKPOINT.root).decode()}\nextension\n"
    note = SIGNER.sign(CHECKPOINT) + "\u2014 witness.example/w1 AAAAAAAA\n"
    assert verify_checkpoint(note, SIGNER.public_key(ORG)) == CHECKPOINT
    assert read_checkpoint(text + "\n\u2014 name AAAAAAAA\n")[2] == text.encode()


@pytest.mark.parametrize("org", ["two words", "a+b", "a/b", "línea\n2", "100%"])
def test_any_organisations_id_makes_a_valid_name(org: str) -> None:
    checkpoint = checkpoint_of(OrgId(org), 0, bytes(32))
    assert verify_checkpoint(SIGNER.sign(checkpoint), SIGNER.public_key(OrgId(org))) == checkpoint


def test_a_checkpoint_of_one_organisation_is_none_of_another() -> None:
    with pytest.raises(Broken):
        verify_checkpoint(SIGNER.sign(CHECKPOINT), SIGNER.public_key(OrgId("rival")))
    with pytest.raises(Broken):
        verify_checkpoint(Signer(bytes(32)).sign(CHECKPOINT), SIGNER.public_key(ORG))


def test_a_flipped_bit_anywhere_in_a_note_is_found() -> None:
    note = SIGNER.sign(CHECKPOINT).encode()
    for bit in range(len(note) * 8):
        changed = bytearray(note)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((Broken, UnicodeDecodeError)):
            verify_checkpoint(changed.decode(), SIGNER.public_key(ORG))


@pytest.mark.parametrize("size", ["-1", "+1", "01", "1.0", "", "99999999999999999"])
def test_a_size_that_is_not_plain_decimal_is_refused(size: str) -> None:
    with pytest.raises(Broken):
        read_checkpoint(SIGNER.sign(CHECKPOINT).replace("\n5\n", f"\n{size}\n"))


def test_a_signer_does_not_print_its_seed() -> None:
    assert bytes(range(32)).hex() not in repr(SIGNER)
