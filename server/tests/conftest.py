"""What the whole suite shares: a real PostgreSQL on demand, and how hard hypothesis looks."""

from hypothesis import settings

from server.tests.postgres import postgres, postgres_dsn, shared_postgres_dsn

__all__ = ["postgres", "postgres_dsn", "shared_postgres_dsn"]

# No time limits: the machine may be busy. `make test` tries the same examples each time, `make prove` many new ones.
settings.register_profile("test", deadline=None, derandomize=True)
settings.register_profile("prove", deadline=None, max_examples=2_000)
settings.load_profile("test")
