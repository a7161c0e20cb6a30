"""Nobody is given a right that nobody can explain."""

from handrail_server.core.routing.person import Role
from handrail_server.core.routing.rights import Right
from handrail_server.core.routing.rights_in_words import RIGHTS, ROLES


def test_every_role_and_every_right_has_words() -> None:
    assert set(RIGHTS) == set(Right)
    assert set(ROLES) == set(Role)
    assert len(set(RIGHTS.values())) == len(RIGHTS)
