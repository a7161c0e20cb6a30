"""What PostgreSQL's errors mean to us: try again, nobody can write now, or a mistake of ours."""

from urllib.parse import urlsplit

import asyncpg

from handrail_server.core.basics.errors import HandrailError, Unavailable

FAILURES = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What a call may raise."""

AGAIN = (
    asyncpg.UniqueViolationError,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    asyncpg.InternalClientError,
)
"""Another process was faster, and the same call now finds what is so; or the connection was lost before the call."""

_UNAVAILABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.PostgresSystemError,
    asyncpg.PostgresIOError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    OSError,
    TimeoutError,
)


def place(dsn: str) -> str:
    """Where the database is, without the secrets in its address."""
    address = urlsplit(dsn)
    return f"PostgreSQL at {address.hostname or 'localhost'}:{address.port or 5432}{address.path}"


def told(error: Exception, where: str) -> Exception:
    """The error as the caller should hear it."""
    if isinstance(error, HandrailError):
        return error
    if isinstance(error, asyncpg.DiskFullError):
        return Unavailable(f"The disk of {where} is full; nothing was written.", fix="Make room, then send it again.")
    if isinstance(error, asyncpg.QueryCanceledError):
        return Unavailable(f"{where} took too long; nothing was written.", fix="Try again.")
    if isinstance(error, _UNAVAILABLE) or is_lost(error):
        return Unavailable(
            f"{where} is not available ({type(error).__name__}).",
            fix="Send it again with the same id: it is done once.",
        )
    return error


def is_lost(error: Exception) -> bool:
    """Whether the connection is gone, and with it the knowledge of what became of the last statement."""
    if isinstance(error, asyncpg.InterfaceError):
        return "connection" in str(error) and "closed" in str(error)
    return isinstance(
        error, asyncpg.PostgresConnectionError | asyncpg.AdminShutdownError | asyncpg.InternalClientError | OSError
    )
