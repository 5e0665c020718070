"""The client against servers that mean no good: TLS that lies, drips, floods, resets, and bytes that are no HTTP."""

from __future__ import annotations

import asyncio
import ssl
import tracemalloc
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import uvloop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.failures import EmcipError, PermanentError, TransientError
from pipeline.newsroom import Newsroom
from pipeline.web.client import Answer, WebClient
from pipeline_tests.web.sites import Site, client_of, serving, visit
from pipeline_tests.world.bombs import PACKERS, encoding
from pipeline_tests.world.certificates import Authority
from pipeline_tests.world.raw import OK, Behaviour, answering, dripping, endless, raw_server, resetting, silent

PAGE = b"<html><body>Tea prices rise in Mombasa</body></html>"


async def outcome(client: WebClient, url: str) -> str:
    try:
        await client.fetch(url)
    except EmcipError as error:
        return str(getattr(error, "reason", ""))
    return "fetched"


def told(newsroom: Newsroom, behaviour: bytes | Behaviour, *, everywhere: bool = False, **changed: Any) -> str:
    """What comes of fetching a page from a server that behaves so."""

    async def scene() -> str:
        async with raw_server(behaviour, everywhere=everywhere) as port, client_of(newsroom, **changed) as client:
            return await outcome(client, f"http://127.0.0.1:{port}/page")

    return uvloop.run(scene())


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (dripping(OK + b"Content-Length: 1000000\r\n\r\n", b"x"), "timeout"),
        (dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"), "timeout"),
        (dripping(b"HTTP/1.1 200 OK\r\n", b"X-Drip: 1\r\n"), "timeout"),
        (dripping(b"HTTP/1.1 200 O", b"K"), "timeout"),
        (dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "timeout"),
        (silent, "timeout"),
        # a flood that is no body: nothing of it is kept
        (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n1;x=", b"y" * 10_000), "timeout"),
    ],
    ids=["body", "chunks", "headers", "status", "continue", "nothing", "chunk-extension"],
)
@pytest.mark.parametrize("where", ["page", "robots"])
def test_slow_drips_end_at_the_deadline(newsroom: Newsroom, behaviour: Behaviour, reason: str, where: str) -> None:
    expected = {reason} if where == "page" else {"robots_unreachable"}
    assert told(newsroom, behaviour, everywhere=where == "robots", fetch_timeout=0.3) in expected


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (endless(OK + b"\r\n", b"x" * 10_000), "too_large"),
        (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"2710\r\n" + b"x" * 10_000 + b"\r\n"), "too_large"),
        (endless(OK, b"X-More: " + b"y" * 500 + b"\r\n"), "bad_answer"),
        (endless(OK + b"X-Long: ", b"y" * 10_000), "bad_answer"),
        (endless(b"HTTP/1.1 200 ", b"OK" * 5_000), "bad_answer"),
    ],
    ids=["body", "chunks", "headers", "header", "status"],
)
def test_floods_end_at_a_cap(newsroom: Newsroom, behaviour: Behaviour, reason: str) -> None:
    assert told(newsroom, behaviour, max_body_bytes=200_000, fetch_timeout=20.0) == reason


@pytest.mark.parametrize("where", ["page", "robots"])
@pytest.mark.parametrize(
    ("reply", "reasons"),
    [
        (OK + b"Content-Length: 1000\r\n\r\nshort", {"connection"}),
        (OK + b"Content-Length: -5\r\n\r\nbody", {"bad_answer"}),
        (OK + b"Content-Length: 5, 6\r\n\r\nbody!", {"bad_answer"}),
        (OK + b"Content-Length: 99999999999999999999\r\n\r\nx", {"too_large", "bad_answer"}),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nno\r\n", {"connection", "bad_answer"}),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello", {"connection"}),
        (OK + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", {"bad_answer", "fetched"}),
        (b"HTTP/9.9 200 OK\r\n\r\n", {"bad_answer", "fetched"}),
        (b"HTTP/1.1 99999 No\r\n\r\n", {"bad_answer"}),
        (b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", {"bad_answer"}),
        (b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n", {"bad_answer"}),
        (b"\x16\x03\x01\x02\x00", {"bad_answer", "connection"}),
        (b"", {"connection"}),
    ],
    ids=[
        "short", "negative", "two-lengths", "huge-length", "chunk-size", "chunk-end", "length-and-chunks", "version",
        "status", "no-colon", "nul", "tls", "nothing",
    ],
)  # fmt: skip
def test_broken_answers_are_told_and_never_taken_for_a_page(
    newsroom: Newsroom, reply: bytes, reasons: set[str], where: str
) -> None:
    robots = {"robots_unreachable", "connection", "timeout", "fetched", "bad_answer"} if where == "robots" else set()
    found = told(newsroom, reply, everywhere=where == "robots", fetch_timeout=5.0)
    assert found in (robots or reasons)
    assert where == "page" or found != "bad_answer"  # which would be final, for a page that may be there tomorrow


def test_more_than_the_length_that_was_announced_belongs_to_nobody(newsroom: Newsroom) -> None:
    async def scene() -> tuple[Answer, str]:
        reply = OK + b"Content-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
        async with raw_server(reply) as port, client_of(newsroom) as client:
            first = await client.fetch(f"http://127.0.0.1:{port}/page")
            try:
                second = (await client.fetch(f"http://127.0.0.1:{port}/other")).body.decode()
            except TransientError as error:
                second = error.reason
            return first, second

    first, second = uvloop.run(scene())
    assert first.body == b"hello"
    assert second != "forged"


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200", OK + b"Content-Length: 100\r\n\r\nhalf of it"])
def test_a_reset_in_the_middle_is_tried_again(newsroom: Newsroom, head: bytes) -> None:
    assert told(newsroom, resetting(head)) == "connection"


@pytest.mark.parametrize("name", [*PACKERS])
def test_bombs_do_not_fill_the_memory(newsroom: Newsroom, name: str) -> None:
    """50 MB of zeros against a cap of 1 MB: what is held at any time stays far below what it would unpack to."""
    site = Site()
    site.answer("/page", PACKERS[name](bytes(50_000_000)), headers={"Content-Encoding": encoding(name)})
    tracemalloc.start()
    try:
        with pytest.raises(PermanentError) as caught:
            visit(newsroom, lambda client: client.fetch(site.url("/page")), site, max_body_bytes=1_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.reason == "too_large"
    assert peak < 20_000_000


@pytest.mark.parametrize("layers", [4, 50])
def test_a_body_that_is_packed_many_times_over_is_refused(newsroom: Newsroom, layers: int) -> None:
    site = Site()
    site.answer("/page", PAGE, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})
    assert visit(newsroom, lambda client: outcome(client, site.url("/page")), site) == "bad_encoding"


@pytest.mark.parametrize(
    ("kind", "told_as"),
    [("good", "fetched"), ("self-signed", "tls"), ("wrong host", "tls"), ("expired", "tls"), ("not yet", "tls"),
     ("unknown authority", "tls")],
)  # fmt: skip
def test_certificates_are_checked(newsroom: Newsroom, kind: str, told_as: str) -> None:
    authority, stranger = Authority(), Authority()
    certificates: dict[str, Callable[[], ssl.SSLContext]] = {
        "good": authority.serving,
        "self-signed": lambda: authority.serving(self_signed=True),
        "wrong host": lambda: authority.serving("news.example"),
        "expired": lambda: authority.serving(days=(-9, -2)),
        "not yet": lambda: authority.serving(days=(2, 9)),
        "unknown authority": stranger.serving,
    }
    shown = certificates[kind]()

    async def scene() -> str:
        body = OK + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(PAGE) + PAGE
        async with raw_server(body, tls=shown) as port:
            client = WebClient(newsroom.settings, newsroom.warehouse, newsroom.clock, ssl_context=authority.trusted())
            async with client:
                return await outcome(client, f"https://127.0.0.1:{port}/page")

    assert uvloop.run(scene()) == told_as


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "data:text/html,<h1>x</h1>",
        "javascript:alert(1)",
        "ftp://news.example/a",
        "http://user:secret@news.example/",
        "//user@news.example/",
        "http://[::1%25lo]/",
    ],
)
def test_redirects_to_what_is_no_public_page_are_not_followed(newsroom: Newsroom, target: str) -> None:
    site = Site()
    site.redirect("/page", target)
    assert visit(newsroom, lambda client: outcome(client, site.url("/page")), site) == "bad_redirect"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "private_address"),
        ("http://[::ffff:169.254.169.254]/", "private_address"),
        ("http://[64:ff9b::a9fe:a9fe]/", "private_address"),
        ("http://[2002:7f00:1::]/", "private_address"),
        ("http://[::]/", "private_address"),
        ("http://0.0.0.0/", "private_address"),
        ("http://0/", "private_address"),
        ("http://0x7f.1/", "private_address"),
        ("http://017700000001/", "private_address"),
        ("http://2130706433/", "private_address"),
        ("http://%31%32%37.0.0.1/", "private_address"),
        ("http://\u2460\u2461\u2466.0.0.1/", "private_address"),
        ("http://localhost./", "private_address"),
        ("http://LOCALHOST/", "private_address"),
        ("http://a.b.localhost/", "private_address"),
        ("http://127.0.0.1.:80/", "private_address"),
        ("http://1.1.1.1:22/", "bad_port"),
        ("http://1.1.1.1:6379/", "bad_port"),
    ],
)
def test_redirects_into_the_private_net_are_refused_in_every_spelling(
    newsroom: Newsroom, target: str, reason: str
) -> None:
    site = Site()
    site.redirect("/page", target)

    async def scene(client: WebClient) -> str:
        return await outcome(client, site.url("/page", host="news.test"))

    async def lookup(_host: str, _port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async def play() -> str:
        async with serving(site):
            changed = newsroom.settings.model_copy(update={"allow_private": ("news.test",)})
            async with WebClient(changed, newsroom.warehouse, newsroom.clock, lookup=lookup) as client:
                return await scene(client)

    assert uvloop.run(play()) == reason


def test_a_name_that_is_bound_anew_while_a_page_redirects_gains_nothing(newsroom: Newsroom) -> None:
    """The page comes from an allowed address; when it redirects to its own name, that leads inward."""
    site, answers = Site(), [["127.0.0.1"]]
    site.answer("/page", status=302, headers={"Location": "/secret", "Connection": "close"})
    site.answer("/secret", "secret")

    async def lookup(_host: str, _port: int) -> Sequence[str]:
        return answers[-1]

    async def play() -> str:
        async with serving(site):
            changed = newsroom.settings.model_copy(update={"allow_private": ("127.0.0.1",)})
            async with WebClient(changed, newsroom.warehouse, newsroom.clock, lookup=lookup) as client:
                page = site.routes["/page"]

                async def rebind(request: object) -> object:
                    answers.append(["10.0.0.7"])
                    client.forget_names()
                    return await page(request)  # type: ignore[arg-type]

                site.routes["/page"] = rebind  # type: ignore[assignment]
                return await outcome(client, site.url("/page", host="news.test"))

    assert uvloop.run(play()) == "private_address"
    assert "/secret" not in site.paths()


ANSWERS = st.one_of(
    st.binary(max_size=300),
    st.builds(lambda tail: b"HTTP/1.1 " + tail, st.binary(max_size=200)),
    st.builds(lambda tail: b"HTTP/1.1 200 OK\r\n" + tail, st.binary(max_size=200)),
    st.builds(
        lambda names, body: b"HTTP/1.1 200 OK\r\n" + b"".join(names) + b"\r\n" + body,
        st.lists(
            st.sampled_from(
                [b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n", b"Content-Encoding: zstd\r\n",
                 b"Content-Encoding: deflate\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Length: 7\r\n",
                 b"Content-Type: text/html; charset=\xff\r\n", b"Set-Cookie: a=\x01\r\n", b"Location: \xfe\r\n"]
            ),
            max_size=4,
        ),
        st.binary(max_size=200),
    ),
    st.builds(lambda to: b"HTTP/1.1 302 Found\r\nLocation: " + to + b"\r\n\r\n", st.binary(max_size=60)),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(replies=st.lists(ANSWERS, min_size=1, max_size=6))
def test_any_bytes_are_an_answer_or_an_error_with_a_reason(newsroom: Newsroom, replies: list[bytes]) -> None:
    """Also as robots.txt. Nothing but the errors that the ledger counts may come out."""

    async def scene() -> None:
        pending = [*replies]

        async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await answering(pending.pop(0) if pending else b"")(reader, writer)

        async with (
            raw_server(behave, everywhere=True) as port,
            client_of(newsroom, fetch_timeout=2.0, allow_private=("127.0.0.1",)) as client,
        ):
            for number in range(3):
                try:
                    answer = await client.fetch(f"http://127.0.0.1:{port}/{number}")
                except (PermanentError, TransientError) as error:
                    assert error.reason
                else:
                    assert 200 <= answer.status < 300

    uvloop.run(scene())


def test_the_suite_serves_what_it_says(newsroom: Newsroom) -> None:
    """The raw server itself: an honest answer passes, so that what fails above fails for its reason."""
    assert told(newsroom, OK + b"Content-Length: 2\r\n\r\nhi") == "fetched"
