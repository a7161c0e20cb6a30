"""Webhooks never lead into the house by themselves."""

from collections.abc import Sequence

import pytest

from handrail_server.adapters.notify.guard import Guard
from handrail_server.ports.knowing import Undeliverable
from server.tests.adapters.notify.given import PUBLIC


def guard(*allowed: str, found: Sequence[str] = (PUBLIC,)) -> Guard:
    async def resolve(_host: str, _port: int) -> Sequence[str]:
        if not found:
            raise OSError
        return found

    return Guard(allowed, resolve=resolve)


async def test_a_public_https_address_is_pinned_to_what_was_checked() -> None:
    target = await guard().target("https://hooks.example:8443/in?x=1")
    assert str(target.url) == f"https://{PUBLIC}:8443/in?x=1"
    assert (target.host, target.server) == ("hooks.example:8443", "hooks.example")


@pytest.mark.parametrize(
    "private",
    [
        "127.0.0.1", "10.0.0.8", "192.168.1.4", "172.16.3.3", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.8", "ff02::1",
    ],
)  # fmt: skip
async def test_a_private_address_is_refused_for_good(private: str) -> None:
    with pytest.raises(Undeliverable) as refused:
        await guard(found=[private]).target("https://inside.example/")
    assert refused.value.permanent


async def test_a_public_one_among_several_is_used() -> None:
    target = await guard(found=["10.0.0.8", PUBLIC]).target("https://mixed.example/")
    assert target.url.host == PUBLIC


@pytest.mark.parametrize("address", ["http://plain.example/", "ftp://x/", "https://", "not a url", "https://u:p@x/"])
async def test_what_is_no_plain_https_address_is_refused_for_good(address: str) -> None:
    with pytest.raises(Undeliverable) as refused:
        await guard().target(address)
    assert refused.value.permanent


async def test_a_host_or_a_network_can_be_allowed_by_name_even_without_https() -> None:
    by_host = await guard("agent.internal", found=["10.0.0.8"]).target("http://agent.internal:9000/")
    by_network = await guard("10.0.0.0/8", found=["10.0.0.8"]).target("http://other.internal/")
    assert by_host.url.host == by_network.url.host == "10.0.0.8"


async def test_a_name_that_is_not_known_may_be_known_later() -> None:
    with pytest.raises(Undeliverable) as refused:
        await guard(found=[]).target("https://nowhere.example/")
    assert not refused.value.permanent
