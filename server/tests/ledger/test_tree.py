"""The tree: the vectors of Certificate Transparency, and every proof of every tree of up to 70 leaves."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.ledger.tree import Frontier, Tree, leaf_hash, node_hash, verify_consistency, verify_inclusion

INPUTS = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ROOTS = [
    EMPTY,
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
N01 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
L1 = ROOTS[1]
N23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
N47 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
L5 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
N67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
N45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
MOST = 70


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(bytes([number])) for number in range(count)]


def reference_root(hashes: list[bytes]) -> bytes:
    """MTH as RFC 6962 writes it."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(reference_root(hashes[:split]), reference_root(hashes[split:]))


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    hashes = [leaf_hash(value) for value in INPUTS[:size]]
    assert Tree(hashes).root().hex() == ROOTS[size]
    assert Frontier().extended(hashes).root().hex() == ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [(0, 1, []), (0, 8, [N01, N23, N47]), (5, 8, [L5, N67, ROOTS[4]]), (2, 3, [ROOTS[2]]), (1, 5, [L1, N23, L5])],
)
def test_inclusion_proofs_are_those_of_certificate_transparency(index: int, size: int, proof: list[str]) -> None:
    tree = Tree(leaf_hash(value) for value in INPUTS)
    assert [step.hex() for step in tree.inclusion(index, size)] == proof
    root = bytes.fromhex(ROOTS[size])
    assert verify_inclusion(leaf_hash(INPUTS[index]), index, size, [bytes.fromhex(step) for step in proof], root)


@pytest.mark.parametrize(
    ("first", "second", "proof"),
    [(1, 1, []), (1, 8, [N01, N23, N47]), (6, 8, [N45, N67, ROOTS[4]]), (2, 5, [N23, L5])],
)
def test_consistency_proofs_are_those_of_certificate_transparency(first: int, second: int, proof: list[str]) -> None:
    tree = Tree(leaf_hash(value) for value in INPUTS)
    steps = tree.consistency(first, second)
    assert [step.hex() for step in steps] == proof
    assert verify_consistency(first, bytes.fromhex(ROOTS[first]), second, bytes.fromhex(ROOTS[second]), steps)


def test_every_root_and_every_inclusion_proof_holds_and_no_other_leaf_index_or_root_does() -> None:
    hashes = leaves(MOST)
    tree = Tree(hashes)
    for size in range(1, MOST + 1):
        root = tree.root(size)
        assert root == reference_root(hashes[:size])
        for index in range(size):
            proof = tree.inclusion(index, size)
            assert verify_inclusion(hashes[index], index, size, proof, root)
            assert not verify_inclusion(hashes[index - 1], index, size, proof, root) or size == 1
            assert not verify_inclusion(hashes[index], index ^ 1, size, proof, root)
            assert not verify_inclusion(hashes[index], index, size, [*proof, root], root)
            assert not verify_inclusion(hashes[index], index, size, proof[:-1], root) or not proof


def test_every_consistency_proof_holds_and_none_for_another_past() -> None:
    tree, other = Tree(leaves(MOST)), Tree(leaf_hash(bytes([number, 1])) for number in range(MOST))
    for second in range(MOST + 1):
        for first in range(second + 1):
            proof, root = tree.consistency(first, second), tree.root(second)
            assert verify_consistency(first, tree.root(first), second, root, proof)
            assert not verify_consistency(first, other.root(first), second, root, proof) or first == 0
            assert not verify_consistency(first, tree.root(first), second, root, [*proof, root])
            assert not verify_consistency(first, tree.root(first), second, root, proof[:-1]) or not proof
            assert not verify_consistency(second, root, first, tree.root(first), proof) or first == second


@given(st.lists(st.integers(0, 9), max_size=8))
def test_a_frontier_extended_in_batches_is_the_tree(batches: list[int]) -> None:
    hashes, frontier = leaves(sum(batches)), Frontier()
    for batch in batches:
        frontier = frontier.extended(hashes[frontier.size : frontier.size + batch])
        frontier = Frontier.from_bytes(frontier.size, frontier.to_bytes())
    assert frontier.root() == reference_root(hashes)


@pytest.mark.parametrize(("size", "peaks"), [(1, b""), (2, bytes(64)), (3, bytes(32)), (1, bytes(31)), (0, bytes(32))])
def test_a_frontier_that_is_not_one_is_refused(size: int, peaks: bytes) -> None:
    with pytest.raises(ValueError, match="not the subtrees"):
        Frontier.from_bytes(size, peaks)


def test_what_the_tree_does_not_have_is_refused() -> None:
    tree = Tree(leaves(5))
    for ask in (
        lambda: tree.inclusion(5),
        lambda: tree.inclusion(-1),
        lambda: tree.root(6),
        lambda: tree.consistency(6),
    ):
        with pytest.raises(ValueError, match=r"leaves|leaf"):
            ask()
