"""One request at a time per host, so far apart; and leaving hosts alone that ask for it."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import itertools

import pytest
import uvloop
from aiohttp import web
from sqlalchemy import event

from pipeline.clock import FixedClock
from pipeline.failures import EmcipError, TransientError
from pipeline.newsroom import Newsroom
from pipeline.warehouse.claims import this_process
from pipeline.warehouse.schema import Host
from pipeline.web.client import WebClient
from pipeline.web.hosts import HostBook
from pipeline.web.pace import HostClosed, Pace, retry_after
from pipeline_tests.conftest import NOON
from pipeline_tests.web.sites import Site, Waits, client_of, serving, visit


def paced(newsroom: Newsroom, waits: Waits, delay: float) -> WebClient:
    settings = newsroom.settings.model_copy(update={"host_delay": delay})
    return WebClient(settings, newsroom.warehouse, newsroom.clock, sleep=waits)


def host_row(newsroom: Newsroom, host: str) -> Host:
    with newsroom.warehouse.reading() as session:
        return session.get_one(Host, host)


def test_requests_to_a_host_are_so_many_seconds_apart(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/", "hello")

    async def scene() -> None:
        async with serving(site), paced(newsroom, waits, 2.0) as client:
            for _ in range(3):
                await client.fetch(site.url())

    uvloop.run(scene())
    # robots.txt first, then three pages
    assert waits.are(2.0, 2.0, 2.0)
    free_at = host_row(newsroom, site.host).next_request_at
    assert free_at is not None
    assert 8.0 <= (free_at - NOON).total_seconds() <= 8.4


def test_pauses_vary_a_little_and_the_same_way_each_time(newsroom: Newsroom, clock: FixedClock) -> None:
    def taken(pace: Pace, times: int) -> list[float]:
        row, pauses = Host(host="news.example"), []
        for _ in range(times):
            moment = row.next_request_at or NOON
            pace._take(row, moment, 10.0)
            assert row.next_request_at is not None
            pauses.append((row.next_request_at - moment).total_seconds())
        return pauses

    book = HostBook(newsroom.warehouse)
    pauses, again = (taken(Pace(book, clock, delay=10.0, lease=60.0), 200) for _ in range(2))
    assert pauses == again
    assert all(10.0 <= pause <= 10.5 for pause in pauses)
    assert len({round(pause, 2) for pause in pauses}) > 20
    assert sum(pauses) / len(pauses) < 10.4


def test_the_pace_holds_on_a_clock_that_stands_still(newsroom: Newsroom) -> None:
    site, waited = Site(), []
    site.answer("/", "hello")

    async def sleep(seconds: float) -> None:
        waited.append(round(seconds, 3))

    async def scene() -> None:
        settings = newsroom.settings.model_copy(update={"host_delay": 1.0})
        client = WebClient(settings, newsroom.warehouse, newsroom.clock, sleep=sleep)
        async with serving(site), client:
            for _ in range(4):
                await client.fetch(site.url())

    uvloop.run(scene())
    assert len(waited) == 4
    assert all(1.0 <= seconds <= 1.05 for seconds in waited)


def test_a_second_client_continues_where_the_first_stopped(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/", "hello")

    async def scene() -> None:
        async with serving(site):
            async with paced(newsroom, waits, 3.0) as first:
                await first.fetch(site.url())
            clock.advance(seconds=1)
            async with paced(newsroom, waits, 3.0) as second:
                await second.fetch(site.url())

    uvloop.run(scene())
    assert waits.are(3.0, 2.0, pause=3.0)


def test_two_clients_at_once_share_one_pace_and_never_overlap(any_newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/", "hello")

    async def scene() -> None:
        async with serving(site), paced(any_newsroom, waits, 1.0) as one, paced(any_newsroom, waits, 1.0) as two:
            await asyncio.gather(*(client.fetch(site.url()) for client in (one, two) for _ in range(4)))

    uvloop.run(scene())
    assert site.most_under_way == 1
    asked = [path for path in site.paths() if path == "/"]
    assert len(asked) == 8
    row = host_row(any_newsroom, site.host)
    assert row.busy_owner is None
    # eight pages and one or two robots.txt, a second apart each
    assert row.next_request_at is not None
    assert row.next_request_at >= NOON + dt.timedelta(seconds=9)


def test_a_host_that_a_dead_process_held_is_free(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/", "hello")
    machine = this_process().split("/")[0]

    async def scene() -> None:
        async with serving(site):
            with newsroom.warehouse.transaction() as session:
                session.add(
                    Host(
                        host=site.host,
                        busy_owner=f"{machine}/999999999/1.00#dead",
                        busy_until=NOON + dt.timedelta(seconds=50),
                    )
                )
            async with paced(newsroom, waits, 1.0) as client:
                await client.fetch(site.url())

    uvloop.run(scene())
    assert waits.are(1.0)


def test_a_host_that_another_machine_holds_is_waited_for(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/", "hello")

    async def scene() -> None:
        async with serving(site):
            with newsroom.warehouse.transaction() as session:
                session.add(
                    Host(
                        host=site.host,
                        busy_owner="elsewhere/1/1.00#x",
                        busy_until=NOON + dt.timedelta(seconds=2.5),
                    )
                )
            async with paced(newsroom, waits, 1.0) as client:
                await client.fetch(site.url())

    uvloop.run(scene())
    assert waits.seconds[:3] == [1.0, 1.0, 0.5]


def test_a_moment_reserved_by_a_wrong_clock_does_not_close_a_host(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/", "hello")

    async def scene() -> None:
        async with serving(site):
            with newsroom.warehouse.transaction() as session:
                session.add(Host(host=site.host, next_request_at=NOON + dt.timedelta(days=300)))
            async with paced(newsroom, waits, 1.0) as client:
                await client.fetch(site.url())

    uvloop.run(scene())
    assert waits.are(1.0)


def test_without_a_pace_hosts_are_asked_one_request_at_a_time_and_nothing_is_reserved(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/", "hello")

    async def scene(client: WebClient) -> None:
        await asyncio.gather(*(client.fetch(site.url()) for _ in range(10)))

    visit(newsroom, scene, site)
    assert site.most_under_way == 1
    assert site.paths().count("/robots.txt") == 1
    assert host_row(newsroom, site.host).next_request_at is None


def test_different_hosts_do_not_wait_for_each_other(newsroom: Newsroom, clock: FixedClock) -> None:
    sites, waits = [Site() for _ in range(5)], Waits(clock)
    meeting = asyncio.Barrier(5)

    async def scene() -> None:
        async with serving(*sites), paced(newsroom, waits, 0.5) as client:
            for site in sites:
                site.answer("/", "hello")

            async def meet(site: Site) -> None:
                answer = site.routes["/"]

                async def handler(request: web.BaseRequest) -> web.StreamResponse:
                    await meeting.wait()
                    return await answer(request)

                site.routes["/"] = handler
                await client.fetch(site.url())

            await asyncio.gather(*(meet(site) for site in sites))

    uvloop.run(scene())


@pytest.mark.parametrize("form", ["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_says_retry_after_is_left_alone_by_every_client(
    newsroom: Newsroom, clock: FixedClock, status: int, form: str
) -> None:
    site = Site()
    header = "120" if form == "seconds" else email.utils.format_datetime(NOON + dt.timedelta(seconds=120), usegmt=True)
    site.answer("/busy", "slow down", status=status, headers={"Retry-After": header})
    site.answer("/", "hello")
    told: list[tuple[str, float | None]] = []

    async def ask(client: WebClient, path: str) -> None:
        with pytest.raises(TransientError) as caught:
            await client.fetch(site.url(path))
        told.append((caught.value.reason, caught.value.retry_after))

    async def scene() -> None:
        async with serving(site):
            async with client_of(newsroom) as client:
                await ask(client, "/busy")
                await ask(client, "/")
            async with client_of(newsroom) as another:
                await ask(another, "/")
                clock.advance(seconds=121)
                assert (await another.fetch(site.url())).status == 200

    uvloop.run(scene())
    assert told == [(f"http_{status}", 120.0), ("host_closed", 120.0), ("host_closed", 120.0)]
    assert site.paths() == ["/robots.txt", "/busy", "/"]


def test_a_429_without_a_word_closes_for_a_minute_and_slows_the_host_down(
    newsroom: Newsroom, clock: FixedClock
) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/busy", status=429)
    site.answer("/", "hello")

    async def scene() -> None:
        async with serving(site), paced(newsroom, waits, 1.0) as client:
            with pytest.raises(TransientError) as caught:
                await client.fetch(site.url("/busy"))
            assert caught.value.retry_after == 60.0
            clock.advance(seconds=61)
            await client.fetch(site.url())
            await client.fetch(site.url())

    uvloop.run(scene())
    # between robots.txt and the page, then, doubled, between the two after the 429
    assert waits.are(1.0, 2.0)


def test_a_host_that_was_slowed_down_speeds_up_again_and_slows_down_anew(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/busy", status=503)
    site.answer("/", "hello")

    async def scene() -> None:
        async with serving(site), paced(newsroom, waits, 1.0) as client:
            for _ in range(3):
                with pytest.raises(TransientError):
                    await client.fetch(site.url("/busy"))
                clock.advance(seconds=61)
            assert host_row(newsroom, site.host).delay_seconds == 8.0
            waits.seconds.clear()
            for _ in range(24):
                await client.fetch(site.url())

    uvloop.run(scene())
    assert waits.seconds[0] > 6.0
    assert all(later < 1.06 * sooner for sooner, later in itertools.pairwise(waits.seconds))
    assert waits.seconds[-1] <= 1.05
    assert host_row(newsroom, site.host).delay_seconds is None


def test_robots_txt_that_says_429_slows_the_host_down_too(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    site.answer("/robots.txt", status=429)

    async def scene() -> None:
        async with serving(site), paced(newsroom, waits, 1.0) as client:
            with pytest.raises(TransientError):
                await client.fetch(site.url())

    uvloop.run(scene())
    assert host_row(newsroom, site.host).delay_seconds == 2.0


def test_retry_after_is_believed_for_a_day_at_most(newsroom: Newsroom, clock: FixedClock) -> None:
    site = Site()
    site.answer("/busy", status=503, headers={"Retry-After": "Fri, 31 Dec 2199 23:59:59 GMT"})

    async def scene() -> None:
        async with serving(site), client_of(newsroom) as client:
            with pytest.raises(TransientError):
                await client.fetch(site.url("/busy"))

    uvloop.run(scene())
    assert host_row(newsroom, site.host).closed_until == NOON + dt.timedelta(days=1)


def test_another_path_of_a_closed_host_names_the_moment(newsroom: Newsroom, clock: FixedClock) -> None:
    site = Site()

    async def scene() -> HostClosed:
        async with serving(site):
            with newsroom.warehouse.transaction() as session:
                session.add(Host(host=site.host, closed_until=NOON + dt.timedelta(minutes=5)))
            async with client_of(newsroom) as client:
                with pytest.raises(HostClosed) as caught:
                    await client.fetch(site.url())
        return caught.value

    error = uvloop.run(scene())
    assert "until 2026-11-22 12:05:00 UTC" in str(error)
    assert site.asked == []


def test_a_cancelled_request_frees_its_host(newsroom: Newsroom, clock: FixedClock) -> None:
    site, waits = Site(), Waits(clock)
    begun, over = asyncio.Event(), asyncio.Event()

    async def hang(_request: web.BaseRequest) -> web.StreamResponse:
        begun.set()
        await over.wait()
        return web.Response()

    site.routes["/"] = hang

    async def scene() -> None:
        async with serving(site), paced(newsroom, waits, 1.0) as client:
            request = asyncio.create_task(client.fetch(site.url()))
            await begun.wait()
            request.cancel()
            with pytest.raises(asyncio.CancelledError):
                await request
            over.set()

    uvloop.run(scene())
    assert host_row(newsroom, site.host).busy_owner is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("-5", 0.0),
        ("Sun, 22 Nov 2026 12:02:00 GMT", 120.0),
        ("Sunday, 22-Nov-26 12:01:00 GMT", 60.0),
        ("Sun Nov 22 12:00:30 2026", 30.0),
        ("Sun, 22 Nov 2026 14:02:00 +0200", 120.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOON) == seconds


def test_five_hundred_hosts_take_few_transactions(newsroom: Newsroom) -> None:
    """The reservations that come while one transaction runs share the next."""
    commits: list[object] = []
    event.listen(newsroom.warehouse.engine, "commit", commits.append)

    def reserve(row: Host) -> str:
        row.next_request_at = NOON
        return row.host

    async def scene() -> list[str]:
        book = HostBook(newsroom.warehouse)
        hosts = [f"h{number}.example" for number in range(500)]
        return await asyncio.gather(*(book.edit(host, reserve) for host in hosts))

    assert len(uvloop.run(scene())) == 500
    assert len(commits) <= 3


def test_one_host_whose_edit_fails_spares_the_others(newsroom: Newsroom) -> None:
    def fail(row: Host) -> None:
        raise TransientError("host_closed", f"{row.host} is closed")

    async def scene() -> list[object]:
        book = HostBook(newsroom.warehouse)
        told = await asyncio.gather(
            book.edit("a.example", fail), book.edit("b.example", lambda row: row.host), return_exceptions=True
        )
        return list(told)

    bad, good = uvloop.run(scene())
    assert isinstance(bad, EmcipError)
    assert good == "b.example"
