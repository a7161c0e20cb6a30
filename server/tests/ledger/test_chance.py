import os

from handrail_server.ledger.chance import Chance


def test_no_piece_is_handed_out_twice() -> None:
    chance = Chance(12)
    drawn = [chance.draw() for _ in range(5_000)]
    assert {len(piece) for piece in drawn} == {12}
    assert len(set(drawn)) == 5_000


def test_a_forked_process_draws_other_pieces_than_its_parent() -> None:
    chance = Chance(12)
    chance.draw()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, b"".join(chance.draw() for _ in range(100)))
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(read, 1_200)
    os.close(read)
    os.close(write)
    mine = {chance.draw() for _ in range(100)}
    assert mine.isdisjoint(theirs[start : start + 12] for start in range(0, 1_200, 12))
