"""The demo world over a real socket: it behaves like the web that it stands for."""

from __future__ import annotations

import codecs
import datetime as dt
import email.utils
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import trafilatura
import yaml

from pipeline.catalogue.schema import SourceEntry
from pipeline.demo.content import Piece, pieces, publishers
from pipeline.demo.markup import plain_text
from pipeline.demo.routes import home
from pipeline.demo.sites import DemoWorld, running
from pipeline.failures import ConfigurationError
from pipeline_tests.conftest import NOON
from pipeline_tests.demo.conftest import fetch


def named(world: DemoWorld, key: str) -> Piece:
    return next(piece for piece in world.pieces if piece.key == key)


def site(world: DemoWorld, slug: str, path: str = "/") -> str:
    publisher = next(publisher for publisher in world.publishers if publisher.slug == slug)
    return home(publisher, world.port).rstrip("/") + path


@pytest.mark.parametrize("key", [piece.key for piece in pieces(NOON)])
def test_every_article_answers_as_its_flags_say(world: DemoWorld, key: str) -> None:
    piece = named(world, key)
    reply = fetch(world.url(piece))
    expected = 500 if piece.has("broken_page") else 410 if piece.has("gone") else 200
    assert reply.status == expected
    if expected == 200 and not {"cookie_wall", "script_only", "paywall"} & set(piece.front.flags):
        extracted = trafilatura.extract(reply.body, include_tables=True) or ""
        wanted = set(plain_text(piece.paragraphs).split())
        found = len(wanted & set(extracted.split())) / len(wanted)
        assert found > 0.9, f"only {found:.0%} of the words of {key} can be extracted from its page"


def test_a_paywalled_page_shows_its_teaser_and_says_that_it_is_not_free(world: DemoWorld) -> None:
    piece = next(piece for piece in world.pieces if piece.has("paywall"))
    page = fetch(world.url(piece)).body.decode()
    assert '"isAccessibleForFree": false' in page
    assert 'class="paywall"' in page
    shown, hidden = piece.paragraphs[piece.front.teaser - 1], piece.paragraphs[piece.front.teaser]
    assert shown[:40] in page
    assert hidden[:40] not in page


def test_a_cookie_wall_shows_nothing_of_the_article(world: DemoWorld) -> None:
    piece = next(piece for piece in world.pieces if piece.has("cookie_wall"))
    page = fetch(world.url(piece)).body.decode()
    assert "214 partners" in page
    assert piece.paragraphs[0][:30] not in page


@pytest.mark.parametrize(
    ("key", "codec", "header", "meta"),
    [
        ("stepnoy-kurier/02-teplo-karaganda", "cp1251", "text/html; charset=windows-1251", b""),
        ("jiangkou-caijing/01-jianghai-milu", "gb18030", "text/html", b'charset="gb2312"'),
        ("al-marsa/02-wheat-tender", "cp1256", "text/html", b'charset="windows-1256"'),
        ("teranga-eco/02-gaz-budget", "cp1252", "text/html; charset=iso-8859-1", b'charset="iso-8859-1"'),
    ],
)
def test_old_sites_send_their_own_charset(world: DemoWorld, key: str, codec: str, header: str, meta: bytes) -> None:
    piece = named(world, key)
    reply = fetch(world.url(piece))
    assert reply.headers["content-type"] == header
    assert meta in reply.body
    assert piece.paragraphs[0][:20] in codecs.decode(reply.body, codec)
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode("utf-8")


def test_validators_give_304_without_a_body(world: DemoWorld) -> None:
    url = world.url(named(world, "harbour-ledger/01-gate-18"))
    first = fetch(url)
    assert "max-age" in first.headers["cache-control"]
    by_tag = fetch(url, If_None_Match=first.headers["etag"])
    by_date = fetch(url, If_Modified_Since=first.headers["last-modified"])
    assert (by_tag.status, by_tag.body) == (304, b"")
    assert (by_date.status, by_date.body) == (304, b"")
    assert fetch(url, If_None_Match='"other"', If_Modified_Since=first.headers["last-modified"]).status == 200
    earlier = email.utils.format_datetime(NOON - dt.timedelta(days=90), usegmt=True)
    assert fetch(url, If_Modified_Since=earlier).status == 200
    assert fetch(url, If_Modified_Since="yesterday").status == 200


@pytest.mark.parametrize(
    ("slug", "names"),
    [
        ("harbour-ledger", {"etag", "last-modified"}),
        ("teranga-eco", {"etag"}),
        ("mwambao-leo", {"last-modified"}),
        ("jiangkou-caijing", set()),
    ],
)
def test_sites_differ_in_the_validators_that_they_send(world: DemoWorld, slug: str, names: set[str]) -> None:
    assert {"etag", "last-modified"} & fetch(site(world, slug)).headers.keys() == names


def test_pages_are_compressed_for_those_who_ask_and_head_has_no_body(world: DemoWorld) -> None:
    url = site(world, "delta-post")
    packed = fetch(url, Accept_Encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.body == fetch(url).body
    head = fetch(url, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(packed.body)


def test_an_old_address_moves_for_good(world: DemoWorld) -> None:
    bond = named(world, "harbour-ledger/06-treasury-bond")
    assert bond.front.moved_from is not None
    moved = fetch(site(world, "harbour-ledger", bond.front.moved_from))
    assert (moved.status, moved.headers["location"]) == (301, world.url(bond))


def test_robots_differ_from_site_to_site(world: DemoWorld) -> None:
    assert fetch(site(world, "lagos-meridian", "/robots.txt")).status == 404
    assert b"Disallow: /premium/" in fetch(site(world, "harbour-ledger", "/robots.txt")).body
    assert b"Crawl-delay: 1" in fetch(site(world, "dunav-monitor", "/robots.txt")).body
    groups = fetch(site(world, "correo-del-pacifico", "/robots.txt")).body.decode()
    assert "User-agent: emcip" in groups
    assert f"Sitemap: {site(world, 'correo-del-pacifico', '/sitemaps/index.xml')}" in groups
    moved = fetch(site(world, "delta-post", "/robots.txt"))
    assert (moved.status, moved.headers["location"]) == (301, "/static/robots.txt")
    assert fetch(site(world, "delta-post", "/static/robots.txt")).status == 200


def test_unknown_hosts_and_paths_are_404(world: DemoWorld) -> None:
    assert fetch(site(world, "delta-post", "/no/such/page")).status == 404
    assert fetch(f"http://nobody.localhost:{world.port}/about").status == 404


def test_the_front_page_links_every_living_article(world: DemoWorld) -> None:
    for publisher in world.publishers:
        page = fetch(site(world, publisher.slug)).body.decode(publisher.codec)
        for piece in world.pieces:
            if piece.publisher == publisher and not piece.has("gone"):
                assert piece.front.path.removeprefix("/") in page, piece.key


def test_canonical_links_are_own_foreign_or_wrong(world: DemoWorld) -> None:
    copied = fetch(world.url(named(world, "dunav-monitor/01-wire-mombasa"))).body.decode()
    assert f'rel="canonical" href="{world.url(named(world, "equator-wire/01-mombasa-walkout"))}"' in copied
    wrong = fetch(world.url(named(world, "al-marsa/05-opinion-canal"))).body.decode("cp1256")
    assert f'rel="canonical" href="{site(world, "al-marsa")}"' in wrong


def test_the_edited_article_changes_under_the_reader() -> None:
    with running(present=NOON, only=["harbour-ledger"]) as world:
        url = world.url(named(world, "harbour-ledger/03-court-and-mediator"))
        first = fetch(url)
        world.edited = True
        second = fetch(url, If_None_Match=first.headers["etag"], If_Modified_Since=first.headers["last-modified"])
        assert second.status == 200
        assert b"This article was updated" in second.body
        assert b"dateModified" in second.body


def test_requests_are_counted_and_logged(tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    with running(present=NOON, only=["al-marsa"], log=log) as world:
        fetch(site(world, "al-marsa", "/rss.xml?x=1"), User_Agent="emcip/test")
        fetch(site(world, "al-marsa", "/nothing"), If_None_Match='"a"')
        seen = [(entry.host, entry.path, entry.status, entry.conditional) for entry in world.requests]
    assert seen == [("almarsa", "/rss.xml?x=1", 200, False), ("almarsa", "/nothing", 404, True)]
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["status"] for line in lines] == [200, 404]
    assert lines[0]["user_agent"] == "emcip/test"


def test_the_catalogue_of_the_world_passes_the_schema(world: DemoWorld, tmp_path: Path) -> None:
    path = world.write_catalogue(tmp_path / "catalogue")
    entries = [SourceEntry(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]]
    assert [entry.slug for entry in entries] == [publisher.slug for publisher in publishers()]
    assert {entry.kind for entry in entries} == {"rss", "sitemap", "listing"}
    assert any(entry.kind == "rss" and not entry.feeds for entry in entries), "one feed is left to be discovered"
    for entry in entries:
        assert fetch(entry.url).status == 200
        assert all(fetch(feed).status == 200 for feed in entry.feeds)


def test_a_taken_port_is_refused_with_reason_and_remedy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        refused = pytest.raises(ConfigurationError, match=f"port {port} .*another program.*EMCIP_DEMO_PORT")
        with refused, running(present=NOON, port=port):
            raise AssertionError("the port was taken, yet the world runs")


def test_an_unknown_publisher_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError, match="no publisher nobody"):
        DemoWorld(present=NOON, only=["nobody"])


def test_the_server_says_when_it_is_ready_and_ends_cleanly_on_sigterm(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline.demo.sites", "--port", "0", "--present", "2026-11-22T12:00",
               "--catalogue", str(tmp_path)]  # fmt: skip
    root = Path(__file__).resolve().parent.parent.parent
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=dict(os.environ)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"ready {len(publishers())} sites {len(pieces(NOON))} pages\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert (tmp_path / "sources.yaml").exists()
