"""Keys: sealing, wrapping, and what must not open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.ids import KeyId, OrgId
from handrail_server.ledger.cipher import CannotOpen, DataKey, MasterKey, new_data_key, new_secret

MASTER = MasterKey(bytes(range(64, 96)))
ORG = OrgId("acme")


@given(st.binary(max_size=2_000), st.binary(max_size=50))
def test_what_was_sealed_opens(content: bytes, bound_to: bytes) -> None:
    key = new_data_key()
    assert key.open(key.seal(content, bound_to), bound_to) == content


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_changed_bit_anywhere_does_not_open(content: bytes, data: st.DataObject) -> None:
    key = new_data_key()
    sealed = bytearray(key.seal(content, b"here"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(CannotOpen):
        key.open(bytes(sealed), b"here")


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(12), bytes(27)])
def test_what_is_too_short_does_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        new_data_key().open(sealed, b"here")


def test_a_data_key_survives_its_wrapping() -> None:
    key = new_data_key()
    again = MASTER.unwrap(key.wrapped(MASTER, ORG), ORG, key.id)
    assert again.id == key.id
    assert again.open(key.seal(b"hello", b"here"), b"here") == b"hello"


def test_a_wrapped_key_opens_only_in_its_place() -> None:
    key, other = new_data_key(), new_data_key()
    wrapped = key.wrapped(MASTER, ORG)
    for org, key_id in [(OrgId("rival"), key.id), (ORG, other.id), (ORG, KeyId(""))]:
        with pytest.raises(CannotOpen):
            MASTER.unwrap(wrapped, org, key_id)
    with pytest.raises(CannotOpen, match="Wrapped by master key"):
        MasterKey(new_secret()).unwrap(wrapped, ORG, key.id)


def test_a_key_that_its_id_does_not_name_is_refused() -> None:
    secret, key_id = new_secret(), new_data_key().id
    forged = MASTER.wrap(secret, b'["handrail data key","acme","' + key_id.encode() + b'"]')
    with pytest.raises(CannotOpen, match="not the one its id names"):
        MASTER.unwrap(forged, ORG, key_id)


def test_the_form_of_a_wrapped_key_and_the_ids_never_change() -> None:
    key = DataKey(bytes(range(32)))
    assert key.id == "3c59e40bc3f063957356d6adbb8071304b0a62b6738b80572dc699e13da8d0ed"
    assert MASTER.id == "484affd06c96f92a"
    assert key.wrapped(MASTER, ORG, nonce=bytes(range(12))).hex() == (
        "484affd06c96f92a000102030405060708090a0b3a046e7b738942a7ca1b8ac9b4e0c2b493d53f1a7859bb44f639f28d5dac"
        "7741b9c69859d3b29c54084775dd2a42b577"
    )


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    for of in (DataKey, MasterKey):
        with pytest.raises(ValueError, match="32 bytes"):
            of(bytes(length))


def test_a_key_does_not_print_its_secret() -> None:
    secret = bytes(range(32))
    assert secret.hex() not in repr(DataKey(secret)) + repr(MasterKey(secret))
