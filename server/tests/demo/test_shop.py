"""Fernbrook's sites: only in the demo, only on loopback, under a strict policy."""

import httpx2
import pytest
from starlette.applications import Starlette

from handrail_server.demo.customers import HANNA
from handrail_server.demo.places import ORG
from handrail_server.demo.seed import seed
from handrail_server.demo.shop import shop_routes
from handrail_server.demo.widgets import WIDGETS
from handrail_server.house.house import House
from handrail_server.house.widgets import placed_widget, secret_of
from server.tests.house import a_founded_house, a_house


async def _get(house: House, path: str, *, loopback: bool = True) -> httpx2.Response:
    app = Starlette(routes=list(shop_routes(house, loopback=loopback)))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://shop") as http:
        return await http.get(path)


@pytest.mark.parametrize("site", [widget.id for widget in WIDGETS])
async def test_each_site_embeds_its_widget_as_any_page_would(site: str) -> None:
    house = await a_house()
    await seed(house)
    page = await _get(house, f"/demo/{site}?as={HANNA}")
    assert f'data-widget="{ORG}.{site}"' in page.text
    assert "Hanna Lindgren" in page.text
    assert "'unsafe" not in page.headers["content-security-policy"]


async def test_there_is_none_where_strangers_could_come_or_outside_the_demo() -> None:
    house = await a_house()
    await seed(house)
    assert shop_routes(house, loopback=False) == ()
    assert (await _get(house, "/demo/nothing")).status_code == 404
    assert (await _get(house, "/demo/-/secrets.py")).status_code == 404
    other = await a_founded_house()
    for path in ("/demo/shop", f"/demo/shop/token?as={HANNA}"):
        assert (await _get(other, path)).status_code == 404


async def test_its_backend_vouches_for_its_own_customers_only() -> None:
    house = await a_house()
    await seed(house)
    token = (await _get(house, f"/demo/shop/token?as={HANNA}")).json()["token"]
    placed = await placed_widget(house, f"{ORG}.shop")
    secret = secret_of(house, ORG, placed.widget)
    vouched = house.customer_tokens.read(token, secret=secret, keys=(), audience=placed.name, now=house.clock.now())
    assert vouched.customer == HANNA
    assert (await _get(house, "/demo/shop/token?as=nobody")).json() == {"token": None}


async def test_whoever_they_claim_to_be_is_never_markup() -> None:
    house = await a_house()
    await seed(house)
    page = await _get(house, "/demo/shop?as=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "alert(1)" not in page.text
