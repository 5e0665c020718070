"""robots.txt by RFC 9309."""

from __future__ import annotations

import asyncio
import contextlib
import itertools

import pytest
import uvloop
from aiohttp import web

from pipeline.clock import FixedClock
from pipeline.failures import EmcipError, PermanentError, TransientError
from pipeline.newsroom import Newsroom
from pipeline.warehouse.schema import Host
from pipeline.web.client import WebClient
from pipeline_tests.web.sites import Site, Waits, client_of, serving, visit
from pipeline_tests.world.raw import raw_server


def allowed(newsroom: Newsroom, robots: bytes | str, path: str = "/page", status: int = 200) -> str:
    """``fetched``, or the reason why not."""
    site = Site()
    site.answer("/robots.txt", robots, status=status, headers={"Content-Type": "text/plain"})
    site.answer(path.split("?", maxsplit=1)[0], "hello")
    return visit(newsroom, lambda client: outcome(client, site.url(path)), site)


async def outcome(client: WebClient, url: str) -> str:
    try:
        await client.fetch(url)
    except EmcipError as error:
        return str(getattr(error, "reason", ""))
    return "fetched"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_4xx_allows_everything(newsroom: Newsroom, status: int) -> None:
    assert allowed(newsroom, "User-agent: *\nDisallow: /", status=status) == "fetched"


@pytest.mark.parametrize("status", [500, 502, 504])
def test_5xx_forbids_everything_for_now(newsroom: Newsroom, status: int) -> None:
    assert allowed(newsroom, "User-agent: *\nAllow: /", status=status) == "robots_unreachable"


def test_what_was_wrong_with_a_robots_txt_that_forbids_everything_is_told(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/robots.txt", status=502)
    site.answer("/page", "hello")

    async def told(client: WebClient) -> str:
        with pytest.raises(TransientError) as caught:
            await client.fetch(site.url("/page"))
        return str(caught.value)

    async def scene(client: WebClient) -> list[str]:
        async with client_of(newsroom) as other:  # which knows only what is stored
            return [await told(client), await told(other)]

    for message in visit(newsroom, scene, site):
        assert message.startswith(f"{site.url('/robots.txt')} answered with status 502, which forbids every page for")


def test_5xx_is_asked_again_after_a_while_and_not_before(newsroom: Newsroom, clock: FixedClock) -> None:
    site = Site()
    site.answer("/robots.txt", status=500)
    site.answer("/page", "hello")

    async def scene(client: WebClient) -> list[str]:
        told = [await outcome(client, site.url("/page")) for _ in range(2)]
        site.answer("/robots.txt", "User-agent: *\nAllow: /")
        clock.advance(minutes=11)
        return [*told, await outcome(client, site.url("/page"))]

    assert visit(newsroom, scene, site) == ["robots_unreachable", "robots_unreachable", "fetched"]
    assert site.paths() == ["/robots.txt", "/robots.txt", "/page"]


def test_a_time_out_forbids_everything_for_now(newsroom: Newsroom) -> None:
    site, over = Site(), asyncio.Event()

    async def hang(_request: web.BaseRequest) -> web.StreamResponse:
        await over.wait()
        return web.Response()

    site.routes["/robots.txt"] = hang

    async def scene(client: WebClient) -> str:
        told = await outcome(client, site.url("/page"))
        over.set()
        return told

    assert visit(newsroom, scene, site, fetch_timeout=0.2) == "robots_unreachable"


def test_429_for_robots_txt_closes_the_host(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/robots.txt", status=429, headers={"Retry-After": "300"})

    async def scene(client: WebClient) -> list[str]:
        return [await outcome(client, site.url("/page")) for _ in range(2)]

    assert visit(newsroom, scene, site) == ["robots_unreachable", "host_closed"]
    assert site.paths() == ["/robots.txt"]


def test_redirects_are_followed_and_their_rules_are_the_first_hosts(newsroom: Newsroom) -> None:
    site, other = Site(), Site()
    other.answer("/rules.txt", "User-agent: *\nDisallow: /private")
    for path in ("/page", "/private"):
        site.answer(path, "hello")

    async def scene(client: WebClient) -> list[str]:
        site.redirect("/robots.txt", other.url("/rules.txt"))
        return [await outcome(client, site.url(path)) for path in ("/page", "/private")]

    assert visit(newsroom, scene, site, other) == ["fetched", "robots_disallowed"]


def test_a_redirect_loop_allows_everything(newsroom: Newsroom) -> None:
    site = Site()
    site.redirect("/robots.txt", "/robots.txt")
    site.answer("/page", "hello")
    assert visit(newsroom, lambda client: outcome(client, site.url("/page")), site) == "fetched"


@pytest.mark.parametrize(
    ("robots", "path", "expected"),
    [
        ("User-agent: *\nDisallow: /", "/page", "robots_disallowed"),
        ("User-agent: *\nDisallow:", "/page", "fetched"),
        ("", "/page", "fetched"),
        # the longest match wins, whatever the order
        ("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", "fetched"),
        ("User-agent: *\nAllow: /news/open\nDisallow: /news", "/news/other", "robots_disallowed"),
        ("User-agent: *\nAllow: /page\nDisallow: /page", "/page", "fetched"),
        # our group wins over *
        ("User-agent: *\nDisallow: /\n\nUser-agent: emcip\nAllow: /", "/page", "fetched"),
        ("User-agent: EMCIP\nDisallow: /\n\nUser-agent: *\nAllow: /", "/page", "robots_disallowed"),
        ("User-agent: emcip/0.1\nDisallow: /\n\nUser-agent: *\nAllow: /", "/page", "robots_disallowed"),
        ("User-agent: other\nUser-agent: emcip\nDisallow: /page", "/page", "robots_disallowed"),
        ("User-agent: emcip\nDisallow: /a\n\nUser-agent: emcip\nDisallow: /page", "/page", "robots_disallowed"),
        ("User-agent: otherbot\nDisallow: /", "/page", "fetched"),
        # patterns
        ("User-agent: *\nDisallow: /*.php$", "/a.php", "robots_disallowed"),
        ("User-agent: *\nDisallow: /*.php$", "/a.php5", "fetched"),
        ("User-agent: *\nDisallow: /*?print=", "/page?print=1", "robots_disallowed"),
        ("User-agent: *\nDisallow: /PAGE", "/page", "fetched"),
        ("User-agent: *\r\nDisallow: /page # not this\r\n", "/page", "robots_disallowed"),
        ("\ufeffUser-agent: *\nDisallow: /page", "/page", "robots_disallowed"),
        ("<!doctype html><html><body>Disallow: /</body></html>", "/page", "fetched"),
    ],
)
def test_rules(newsroom: Newsroom, robots: str, path: str, expected: str) -> None:
    assert allowed(newsroom, robots, path) == expected


def test_robots_txt_may_be_any_bytes(newsroom: Newsroom) -> None:
    assert allowed(newsroom, bytes(range(256)) * 50) == "fetched"


def test_only_the_first_half_megabyte_counts(newsroom: Newsroom) -> None:
    robots = "User-agent: *\nDisallow: /page\n" + "# filler\n" * 200_000
    assert allowed(newsroom, robots) == "robots_disallowed"


def test_a_redirect_to_a_forbidden_page_is_not_followed(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/robots.txt", "User-agent: *\nDisallow: /private")
    site.redirect("/page", "/private/1")
    assert visit(newsroom, lambda client: outcome(client, site.url("/page")), site) == "robots_disallowed"
    assert site.paths() == ["/robots.txt", "/page"]


def test_robots_txt_is_fetched_once_however_many_ask_and_kept_for_a_day(newsroom: Newsroom, clock: FixedClock) -> None:
    site = Site()
    site.answer("/robots.txt", "User-agent: *\nAllow: /")
    site.answer("/page", "hello")

    async def scene() -> list[int]:
        counts = []
        async with serving(site):
            async with client_of(newsroom) as client:
                await asyncio.gather(*(client.fetch(site.url("/page")) for _ in range(20)))
            counts.append(site.paths().count("/robots.txt"))
            clock.advance(hours=23)
            async with client_of(newsroom) as another:
                await another.fetch(site.url("/page"))
                counts.append(site.paths().count("/robots.txt"))
                clock.advance(hours=2)
                await another.fetch(site.url("/page"))
            counts.append(site.paths().count("/robots.txt"))
        return counts

    assert uvloop.run(scene()) == [1, 1, 2]


def test_crawl_delay_is_honoured_also_without_a_pace_of_our_own(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/robots.txt", "User-agent: *\nCrawl-delay: 5\n")
    site.answer("/page", "hello")

    async def scene() -> None:
        client = WebClient(newsroom.settings, newsroom.warehouse, newsroom.clock, sleep=waits)
        async with serving(site), client:
            for _ in range(3):
                await client.fetch(site.url("/page"))

    uvloop.run(scene())
    assert waits.are(5.0, 5.0)


def test_a_crawl_delay_of_ten_minutes_is_kept_without_holding_up_a_run(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/robots.txt", "User-agent: emcip\nCrawl-delay: 600\n")
    site.answer("/page", "hello")

    async def scene() -> list[str]:
        told = []
        async with serving(site):
            # a client each, as three runs have; the second well before the minute that a run would wait for
            for minutes in (0, 8, 3):
                clock.advance(minutes=minutes)
                async with WebClient(newsroom.settings, newsroom.warehouse, newsroom.clock, sleep=waits) as client:
                    told += [await outcome(client, site.url("/page")) for _ in range(2)]
        return told

    assert uvloop.run(scene()) == ["fetched", "host_closed", "host_closed", "host_closed", "fetched", "host_closed"]
    assert waits.seconds == []
    assert site.paths() == ["/robots.txt", "/page", "/page"]


def test_a_pause_that_is_too_long_to_wait_for_is_named(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/robots.txt", "User-agent: *\nCrawl-delay: 300\n")
    site.answer("/page", "hello")

    async def scene(client: WebClient) -> None:
        await client.fetch(site.url("/page"))
        with pytest.raises(TransientError, match="asked for 300 s between requests") as caught:
            await client.fetch(site.url("/page"))
        assert caught.value.retry_after is not None
        assert 300 <= caught.value.retry_after <= 315

    visit(newsroom, scene, site)


def test_robots_txt_that_redirects_drip_by_drip_ends_at_one_deadline(newsroom: Newsroom) -> None:
    """Five hops that each take nearly as long as a fetch may take would be six deadlines."""
    site, hops, over = Site(), 0, asyncio.Event()

    async def slowly(_request: web.BaseRequest) -> web.StreamResponse:
        nonlocal hops
        hops += 1
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), 0.15)
        return web.Response(status=302, headers={"Location": f"/{hops}"})

    for path in ("/robots.txt", *(f"/{number}" for number in range(9))):
        site.routes[path] = slowly

    assert visit(newsroom, lambda client: outcome(client, site.url("/page")), site, fetch_timeout=0.25) == (
        "robots_unreachable"
    )
    assert hops == 2


def test_robots_txt_that_is_no_http_forbids_everything_for_now(newsroom: Newsroom) -> None:
    async def scene() -> str:
        async with raw_server(b"SSH-2.0-OpenSSH_9.6\r\n", everywhere=True) as port, client_of(newsroom) as client:
            return await outcome(client, f"http://127.0.0.1:{port}/page")

    assert uvloop.run(scene()) == "robots_unreachable"


@pytest.mark.parametrize("hops", [5, 6])
def test_five_redirects_of_robots_txt_are_followed_also_to_other_hosts(newsroom: Newsroom, hops: int) -> None:
    sites = [Site() for _ in range(hops + 1)]
    sites[0].answer("/page", "hello")
    sites[-1].answer("/robots.txt", "User-agent: *\nDisallow: /page")

    async def scene(client: WebClient) -> str:
        for site, following in itertools.pairwise(sites):
            site.redirect("/robots.txt", following.url("/robots.txt"), status=301)
        return await outcome(client, sites[0].url("/page"))

    # RFC 9309 2.3.1.2: after five there is none, which allows everything
    assert visit(newsroom, scene, *sites) == ("robots_disallowed" if hops == 5 else "fetched")


def test_a_host_that_cannot_be_reached_says_so_and_not_that_robots_forbid_it(newsroom: Newsroom) -> None:
    async def scene() -> str:
        site = Site()
        async with serving(site):
            url = site.url("/page")
        async with client_of(newsroom) as client:
            return await outcome(client, url)

    assert uvloop.run(scene()) == "connection_refused"


def test_the_rules_stand_in_the_warehouse(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/robots.txt", "User-agent: *\nDisallow: /private\x00\nSitemap: https://x.example/news.xml")

    async def scene(client: WebClient) -> list[str]:
        return (await client.rules(site.url("/page"))).sitemaps

    assert visit(newsroom, scene, site) == ["https://x.example/news.xml"]
    with newsroom.warehouse.reading() as session:
        row = session.get_one(Host, site.host)
        assert row.robots_state == "parsed"
        assert row.robots_text is not None
        assert row.robots_text.startswith("User-agent")


def test_messages_name_the_thing_and_the_reason(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/robots.txt", "User-agent: *\nDisallow: /")
    with pytest.raises(PermanentError, match=r"/robots\.txt does not allow http://127\.0\.0\.1"):
        visit(newsroom, lambda client: client.fetch(site.url("/page")), site)
    site.answer("/robots.txt", status=503)


def test_a_closed_robots_host_asks_for_patience(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/robots.txt", status=500)
    with pytest.raises(TransientError) as caught:
        visit(newsroom, lambda client: client.fetch(site.url("/page")), site)
    assert caught.value.retry_after == 600.0
