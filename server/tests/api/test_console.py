"""The console at `/`: pages under any address, files as they are, and nothing of the API shadowed."""

import gzip
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from handrail_server.api.app import Edge, application
from handrail_server.api.console import console_routes
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from server.tests.flows.given import a_world

SCRIPT = b"export const words = 'many words';\n" * 100


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "console"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text('<meta name="handrail-nonce" content="__NONCE__"><div id="root"></div>')
    (folder / "assets" / "main-abc123.js").write_bytes(SCRIPT)
    (folder / "mark.svg").write_text("<svg/>")
    (folder / ".built").write_text("a secret of the build")
    (tmp_path / "master.key").write_text("secret")
    return folder


@pytest.fixture
async def browser(built: Path) -> AsyncIterator[httpx2.AsyncClient]:
    world = await a_world()
    edge = Edge(house=world.house, metrics=Metrics(), limiter=Limiter(per_second=10_000, burst=10_000))
    app = application(edge, ENDPOINTS, more=console_routes(built))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://handrail") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/inbox", "/cases/0199", "/conversations/c1?turn=3"])
async def test_every_address_that_is_none_of_the_apis_is_the_page(browser: httpx2.AsyncClient, path: str) -> None:
    page = await browser.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert '<div id="root">' in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_the_page_runs_our_scripts_and_nonced_styles_only_and_the_nonce_is_new_each_time(
    browser: httpx2.AsyncClient,
) -> None:
    pages = [await browser.get("/"), await browser.get("/")]
    nonces = []
    for page in pages:
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        said = re.search(r"'nonce-([^']+)'", policy)
        assert said is not None
        assert f'content="{said[1]}"' in page.text
        nonces.append(said[1])
    assert nonces[0] != nonces[1]


async def test_hashed_files_are_kept_for_ever_and_sent_small(browser: httpx2.AsyncClient) -> None:
    sent = await browser.get("/assets/main-abc123.js", headers={"accept-encoding": "gzip"})
    assert sent.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert sent.headers["content-type"].startswith("text/javascript")
    assert sent.headers["content-encoding"] == "gzip"
    assert sent.content == SCRIPT
    assert int(sent.headers["content-length"]) == len(gzip.compress(SCRIPT, 6, mtime=0)) < len(SCRIPT)
    plain = await browser.get("/assets/main-abc123.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == SCRIPT


async def test_other_files_are_asked_for_again_and_cost_nothing_when_unchanged(browser: httpx2.AsyncClient) -> None:
    first = await browser.get("/mark.svg")
    assert first.headers["cache-control"] == "no-cache"
    again = await browser.get("/mark.svg", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "path",
    ["/v1/nothing", "/v1", "/metrics/x", "/assets/gone-000.js", "/favicon.ico", "/.built", "/.vite/manifest.json"],
)
async def test_what_is_neither_page_nor_file_is_a_problem(browser: httpx2.AsyncClient, path: str) -> None:
    missing = await browser.get(path)
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/..%2fmaster.key", "/assets/..%2f..%2fmaster.key", "/%2e%2e/master.key", "/a%00.js"])
async def test_nothing_outside_of_the_console_is_sent(browser: httpx2.AsyncClient, path: str) -> None:
    sent = await browser.get(path)
    assert "secret" not in sent.text


async def test_only_reading_is_possible(browser: httpx2.AsyncClient) -> None:
    assert (await browser.post("/inbox")).status_code == 404


async def test_an_unbuilt_console_says_how_to_build_it(browser: httpx2.AsyncClient, built: Path) -> None:
    (built / "index.html").unlink()
    missing = await browser.get("/")
    assert missing.status_code == 404
    assert "make run" in missing.text
