"""Where a webhook may go: never into a private network, unless the administrator says so (SSRF)."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import httpx2

from handrail_server.ports.knowing import Undeliverable

_PORTS: Final = {"https": 443, "http": 80}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the machine knows them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address that was checked, pinned: a name that resolves to something else a moment later changes nothing."""

    url: httpx2.URL
    host: str
    """What the `Host` header says."""
    server: str
    """What the certificate must be for."""


class Guard:
    """Lets through what leads to the public internet by https, and the hosts and networks that are allowed by name."""

    def __init__(self, allowed: Sequence[str] = (), *, resolve: Resolve = resolved) -> None:
        self._resolve = resolve
        self._hosts: set[str] = set()
        self._networks: list[Network] = []
        for each in allowed:
            try:
                self._networks.append(ipaddress.ip_network(each))
            except ValueError:
                self._hosts.add(each.lower())

    async def target(self, address: str) -> Target:
        """Where to connect; raises `Undeliverable`: for good where the address is not allowed."""
        url = _url(address)
        port = url.port or _PORTS[url.scheme]
        try:
            found = [ipaddress.ip_address(each) for each in await self._resolve(url.host, port)]
        except (OSError, ValueError):
            raise Undeliverable(f"The host {url.host} is not known.", permanent=False) from None
        named = url.host.lower() in self._hosts
        reachable = [each for each in found if named or self._allows(each, url.scheme)]
        if not reachable:
            raise Undeliverable(_refusal(url), permanent=True)
        pinned = url.copy_with(host=str(reachable[0]))
        return Target(url=pinned, host=url.netloc.decode("ascii"), server=url.raw_host.decode("ascii"))

    def _allows(self, address: Address, scheme: str) -> bool:
        plain = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        address = plain or address
        if any(address in network for network in self._networks):
            return True
        return scheme == "https" and address.is_global and not address.is_multicast


def _url(address: str) -> httpx2.URL:
    try:
        url = httpx2.URL(address)
    except (httpx2.InvalidURL, UnicodeError):
        raise Undeliverable("The address is no URL.", permanent=True) from None
    if url.scheme not in _PORTS or not url.host or url.userinfo:
        raise Undeliverable("The address is no http or https URL of a host, or it carries a password.", permanent=True)
    return url


def _refusal(url: httpx2.URL) -> str:
    why = "leads into a private network" if url.scheme == "https" else "is not https, or leads into a private network"
    return f"The address of {url.host} {why}; HANDRAIL_WEBHOOK_ALLOW can name it."
