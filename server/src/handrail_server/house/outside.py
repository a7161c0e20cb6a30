"""Names of things outside: web addresses and time zones, checked when they are given, not when they are needed."""

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from handrail_server.core.basics.errors import Invalid


def check_address(address: str | None, *, field: str) -> None:
    """Raises `Invalid` for what is no web address; where one may lead is judged at each sending."""
    if address is None:
        return
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        known = False
    if not known:
        raise Invalid("This is no web address.", field=field, fix="Give one that begins with https://.")


def check_zone(zone: str, *, field: str = "time_zone") -> None:
    """Raises `Invalid` for a time zone that this machine does not know: opening hours would be kept at wrong times."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Invalid("This time zone is not known.", field=field, fix="Name one such as Europe/Berlin.") from None
