"""Fetching one URL: answers, redirects, caps, deadlines."""

from __future__ import annotations

import asyncio
import gzip
import random
import zlib

import brotli
import pytest
import uvloop
import zstandard
from aiohttp import web

from pipeline.clock import FixedClock
from pipeline.failures import EmcipError, PermanentError, TransientError
from pipeline.newsroom import Newsroom
from pipeline.web.client import Answer, WebClient
from pipeline_tests.web.sites import Site, client_of, serving, visit
from pipeline_tests.world.bombs import PACKERS, encoding
from pipeline_tests.world.raw import raw_server

PAGE = "<html><body>Tea prices rise in Mombasa</body></html>"


def fetch(newsroom: Newsroom, site: Site, path: str = "/page", **settings: object) -> Answer:
    return visit(newsroom, lambda client: client.fetch(site.url(path)), site, **settings)


def reason(newsroom: Newsroom, site: Site, path: str = "/page", **settings: object) -> str:
    with pytest.raises(EmcipError) as caught:
        fetch(newsroom, site, path, **settings)
    return str(getattr(caught.value, "reason", ""))


def test_an_answer_holds_body_headers_and_address(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/page", PAGE, headers={"ETag": '"1"', "X-Mixed-Case": "yes"})
    answer = fetch(newsroom, site)
    assert answer.status == 200
    assert answer.body == PAGE.encode()
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["x-mixed-case"] == "yes"
    assert answer.final_url == site.url("/page")
    assert answer.permanent_redirect is None
    assert answer.fetched_at == newsroom.clock.now()


def test_we_say_who_we_are_and_what_we_can_read(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/page", PAGE)
    fetch(newsroom, site, contact="desk@example.org")
    request = site.asked[-1]
    assert request.headers["User-Agent"].startswith("emcip/")
    assert "desk@example.org" in request.headers["User-Agent"]
    assert request.headers["Accept-Encoding"] == "gzip, deflate, br, zstd"


@pytest.mark.parametrize("name", [*PACKERS])
def test_packed_bodies_are_unpacked(newsroom: Newsroom, name: str) -> None:
    site = Site()
    body = PAGE.encode() * 3_000
    site.answer("/page", PACKERS[name](body), headers={"Content-Encoding": encoding(name)})
    assert fetch(newsroom, site).body == body


def test_a_body_packed_twice_and_one_of_two_members_are_unpacked(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/twice", brotli.compress(gzip.compress(b"deep")), headers={"Content-Encoding": "gzip, br"})
    site.answer("/members", gzip.compress(b"one ") + gzip.compress(b"two"), headers={"Content-Encoding": "gzip"})
    assert fetch(newsroom, site, "/twice").body == b"deep"
    assert fetch(newsroom, site, "/members").body == b"one two"


def test_a_page_that_came_as_one_gzip_file_is_handed_on_as_it_came(newsroom: Newsroom) -> None:
    site, page = Site(), PAGE.encode()
    one = gzip.compress(page)
    site.answer("/one", one, headers={"Content-Encoding": "gzip"})
    site.answer("/two", one + one, headers={"Content-Encoding": "gzip"})
    site.answer("/padded", one + b"\0\0", headers={"Content-Encoding": "gzip"})
    site.answer("/deflate", zlib.compress(page), headers={"Content-Encoding": "deflate"})
    site.answer("/claimed", page, headers={"Content-Encoding": "gzip"})
    site.answer("/unsaid", one)
    site.answer("/plain", page)
    noise = random.Random(1).randbytes(400_000)
    site.answer("/large", gzip.compress(noise), headers={"Content-Encoding": "gzip"})
    answer = fetch(newsroom, site, "/one")
    assert (answer.body, answer.gzipped) == (page, one)
    for path in ("/two", "/padded", "/deflate", "/claimed", "/unsaid", "/plain", "/large"):
        assert fetch(newsroom, site, path).gzipped is None, path
    assert fetch(newsroom, site, "/large").body == noise


def test_a_body_that_only_claims_to_be_gzip_is_taken_as_it_is(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/page", PAGE, headers={"Content-Encoding": "gzip"})
    assert fetch(newsroom, site).body == PAGE.encode()


def test_a_packed_page_that_does_not_say_so_is_unpacked(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/page", gzip.compress(PAGE.encode()))
    assert fetch(newsroom, site).body == PAGE.encode()


@pytest.mark.parametrize("name", [*PACKERS])
def test_a_bomb_ends_at_the_cap(newsroom: Newsroom, name: str) -> None:
    site = Site()
    site.answer("/page", PACKERS[name](bytes(20_000_000)), headers={"Content-Encoding": encoding(name)})
    assert reason(newsroom, site, max_body_bytes=1_000_000) == "too_large"


def test_a_bomb_in_a_bomb_ends_at_the_cap(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/page", gzip.compress(gzip.compress(bytes(20_000_000))), headers={"Content-Encoding": "gzip, gzip"})
    assert reason(newsroom, site, max_body_bytes=1_000_000) == "too_large"


def test_a_body_of_exactly_the_cap_is_taken_and_one_byte_more_is_not(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/fits", bytes(5_000))
    site.answer("/page", bytes(5_001))
    assert len(fetch(newsroom, site, "/fits", max_body_bytes=5_000).body) == 5_000
    assert reason(newsroom, site, max_body_bytes=5_000) == "too_large"


def test_an_endless_body_ends_at_the_cap(newsroom: Newsroom) -> None:
    site = Site()

    async def endless(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(10_000))

    site.routes["/page"] = endless
    assert reason(newsroom, site, max_body_bytes=100_000) == "too_large"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(PAGE.encode())[:40], "gzip"), (zstandard.ZstdCompressor().compress(PAGE.encode())[:30], "zstd")],
)
def test_a_packed_body_that_breaks_off_is_tried_again(newsroom: Newsroom, body: bytes, encoding: str) -> None:
    site = Site()
    site.answer("/page", body, headers={"Content-Encoding": encoding})
    assert reason(newsroom, site) == "truncated"


def test_a_broken_or_unknown_encoding_is_refused(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/page", gzip.compress(PAGE.encode())[:-8] + b"wrong sum"[:8], headers={"Content-Encoding": "gzip"})
    site.answer("/odd", PAGE, headers={"Content-Encoding": "compress"})
    assert reason(newsroom, site) == "bad_encoding"
    assert reason(newsroom, site, "/odd") == "bad_encoding"


def test_a_slow_drip_ends_at_the_deadline(newsroom: Newsroom) -> None:
    site = Site()
    over = asyncio.Event()

    async def drip(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"a little")
        await over.wait()
        return response

    site.routes["/page"] = drip

    async def scene(client: WebClient) -> str:
        with pytest.raises(TransientError) as caught:
            await client.fetch(site.url("/page"))
        over.set()
        return caught.value.reason

    assert visit(newsroom, scene, site, fetch_timeout=0.2) == "timeout"


def test_redirects_are_followed_to_their_end(newsroom: Newsroom) -> None:
    site, other = Site(), Site()
    site.redirect("/page", "/moved", 301)
    other.answer("/final", PAGE)

    async def scene(client: WebClient) -> Answer:
        site.redirect("/moved", other.url("/final#top"), 302)
        return await client.fetch(site.url("/page"))

    answer = visit(newsroom, scene, site, other)
    assert answer.body == PAGE.encode()
    assert answer.url == site.url("/page")
    assert answer.final_url == other.url("/final")
    assert answer.permanent_redirect == site.url("/moved")


def test_a_temporary_redirect_is_no_permanent_one(newsroom: Newsroom) -> None:
    site = Site()
    site.redirect("/page", "/a", 302)
    site.redirect("/a", "/b", 301)
    site.answer("/b", PAGE)
    assert fetch(newsroom, site).permanent_redirect is None


def test_a_redirect_loop_is_recognised(newsroom: Newsroom) -> None:
    site = Site()
    site.redirect("/page", "/back")
    site.redirect("/back", "/page")
    assert reason(newsroom, site) == "too_many_redirects"
    assert site.paths() == ["/robots.txt", "/page", "/back"]


def test_the_sixth_redirect_is_not_followed(newsroom: Newsroom) -> None:
    site = Site()
    for step in range(9):
        site.redirect(f"/{step}", f"/{step + 1}")
    site.answer("/6", PAGE)
    site.redirect("/five", "/5")
    assert reason(newsroom, site, "/0") == "too_many_redirects"
    assert fetch(newsroom, site, "/1").final_url.endswith("/6")


def test_a_page_that_sets_a_cookie_and_redirects_to_itself_is_read(newsroom: Newsroom) -> None:
    site = Site()

    async def wall(request: web.BaseRequest) -> web.StreamResponse:
        if request.cookies.get("seen") == "1":
            return web.Response(text=PAGE)
        return web.Response(status=302, headers={"Location": request.path, "Set-Cookie": "seen=1; Path=/"})

    site.routes["/page"] = wall
    assert fetch(newsroom, site).body == PAGE.encode()


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)", "data:text/html,x"]
)
def test_a_redirect_to_another_scheme_is_refused(newsroom: Newsroom, target: str) -> None:
    site = Site()
    site.redirect("/page", target)
    assert reason(newsroom, site) == "bad_redirect"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ftp://example.org/feed", "bad_scheme"),
        ("file:///etc/passwd", "bad_scheme"),
        ("https://user:secret@example.org/", "credentials"),
        ("http://", "bad_url"),
        ("//example.org/feed", "bad_url"),
        ("http://exa mple.org/", "bad_url"),
        ("http://[::1", "bad_url"),
        ("http://example.org:99999/", "bad_url"),
        ("", "bad_url"),
    ],
)
def test_what_is_no_web_address_is_refused_before_any_socket(newsroom: Newsroom, url: str, expected: str) -> None:
    with pytest.raises(PermanentError) as caught:
        visit(newsroom, lambda client: client.fetch(url))
    assert caught.value.reason == expected
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "permanent"),
    [(404, True), (410, True), (403, True), (401, True), (500, False), (502, False), (408, False)],
)
def test_statuses_are_permanent_or_transient(newsroom: Newsroom, status: int, permanent: bool) -> None:
    site = Site()
    site.answer("/page", "no", status=status)
    with pytest.raises(PermanentError if permanent else TransientError):
        fetch(newsroom, site)
    assert reason(newsroom, site) == f"http_{status}"


def test_validators_bring_a_304(newsroom: Newsroom) -> None:
    site = Site()

    async def feed(request: web.BaseRequest) -> web.StreamResponse:
        unchanged = request.headers.get("If-None-Match") == '"7"' and request.headers.get("If-Modified-Since")
        return web.Response(status=304) if unchanged else web.Response(text=PAGE, headers={"ETag": '"7"'})

    site.routes["/feed"] = feed

    async def scene(client: WebClient) -> tuple[Answer, Answer]:
        first = await client.fetch(site.url("/feed"), accept="feed")
        later = await client.fetch(
            site.url("/feed"), accept="feed", etag=first.headers["etag"], last_modified="Sat, 01 Aug 2026 00:00:00 GMT"
        )
        return first, later

    first, later = visit(newsroom, scene, site)
    assert (first.status, later.status, later.body) == (200, 304, b"")


def test_validators_are_sent_to_their_own_url_only(newsroom: Newsroom) -> None:
    site = Site()
    site.redirect("/feed", "/real")
    site.answer("/real", PAGE)
    visit(newsroom, lambda client: client.fetch(site.url("/feed"), etag='"1"'), site)
    visit(newsroom, lambda client: client.fetch(site.url("/feed"), etag='"1"', validators_of=site.url("/real")), site)
    sent = [
        (request.path, "If-None-Match" in request.headers) for request in site.asked if "robots" not in request.path
    ]
    assert sent == [("/feed", True), ("/real", False), ("/feed", False), ("/real", True)]


def test_a_304_that_nobody_asked_for_is_no_answer(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/page", status=304)
    assert reason(newsroom, site) == "http_304"


def test_a_video_is_not_a_page(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/page", bytes(10), headers={"Content-Type": "video/mp4"})
    assert reason(newsroom, site) == "not_a_page"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (b"", "connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "connection"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "bad_answer"),
        (b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n", "bad_answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(5_000)) + b"\r\n", "bad_answer"),
    ],
    ids=["nothing", "wrong-length", "not-http", "long-header", "many-headers"],
)
def test_broken_answers_have_a_reason(newsroom: Newsroom, reply: bytes, expected: str) -> None:
    async def scene() -> str:
        async with raw_server(reply) as port, client_of(newsroom) as client:
            with pytest.raises(EmcipError) as caught:
                await client.fetch(f"http://127.0.0.1:{port}/page")
            return str(getattr(caught.value, "reason", ""))

    assert uvloop.run(scene()) == expected


def test_headers_that_are_no_utf8_can_be_stored(newsroom: Newsroom) -> None:
    async def scene() -> Answer:
        reply = b'HTTP/1.1 200 OK\r\nETag: "caf\xe9"\r\nX-Name: \xc3\xa9t\xe9\r\nContent-Length: 2\r\n\r\nhi'
        async with raw_server(reply) as port, client_of(newsroom) as client:
            return await client.fetch(f"http://127.0.0.1:{port}/page")

    headers = uvloop.run(scene()).headers
    assert headers["etag"] == '"caf\ufffd"'
    assert headers["x-name"] == "\u00e9t\ufffd"


def test_a_port_where_nobody_listens_refuses_the_connection(newsroom: Newsroom) -> None:
    async def scene() -> str:
        site = Site()
        async with serving(site):
            url = site.url("/page")
        async with client_of(newsroom) as client:
            with pytest.raises(TransientError) as caught:
                await client.fetch(url)
        return caught.value.reason

    assert uvloop.run(scene()) == "connection_refused"


def test_text_where_tls_is_expected_is_a_tls_error(newsroom: Newsroom) -> None:
    site = Site()

    async def scene(client: WebClient) -> str:
        with pytest.raises(TransientError) as caught:
            await client.fetch(site.url("/").replace("http:", "https:"))
        return caught.value.reason

    assert visit(newsroom, scene, site) == "tls"


def test_paths_go_over_the_wire_as_they_are_written(newsroom: Newsroom) -> None:
    site = Site()
    for path in ("/a%2Fb?x=%2B+1&y=", "/नमस्ते?q=ü", "/a;b=c/(d)?e[]=1|2"):
        visit(newsroom, lambda client, path=path: _quietly(client, site.url(path)), site)  # type: ignore[misc]
    asked = [request.raw_path for request in site.asked if "robots" not in request.path]
    assert asked == [
        "/a%2Fb?x=%2B+1&y=",
        "/%E0%A4%A8%E0%A4%AE%E0%A4%B8%E0%A5%8D%E0%A4%A4%E0%A5%87?q=%C3%BC",
        "/a;b=c/(d)?e[]=1|2",
    ]


async def _quietly(client: WebClient, url: str) -> None:
    with pytest.raises(PermanentError):
        await client.fetch(url)


def test_a_host_that_takes_no_connection_is_not_tried_for_every_page(newsroom: Newsroom, clock: FixedClock) -> None:
    tries: list[str] = []

    async def lookup(host: str, _port: int) -> list[str]:
        tries.append(host)
        raise OSError("no such name")

    async def scene() -> list[str]:
        client = WebClient(newsroom.settings, newsroom.warehouse, clock, lookup=lookup)

        async def ask(path: str) -> str:
            with pytest.raises(TransientError) as caught:
                await client.fetch(f"http://gone.example/{path}")
            return caught.value.reason

        async with client:
            reasons = await asyncio.gather(*(ask(str(number)) for number in range(20)))
            clock.advance(seconds=61)
            return [*reasons, await ask("later")]

    assert uvloop.run(scene()) == ["dns"] * 21
    assert tries == ["gone.example"] * 3


def test_a_page_that_breaks_off_says_nothing_about_its_neighbours(newsroom: Newsroom) -> None:
    site = Site()

    async def reset(request: web.BaseRequest) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    site.routes["/broken"] = reset
    site.answer("/page", PAGE)

    async def scene(client: WebClient) -> Answer:
        for _ in range(4):
            with pytest.raises(TransientError):
                await client.fetch(site.url("/broken"))
        return await client.fetch(site.url("/page"))

    assert visit(newsroom, scene, site).status == 200
