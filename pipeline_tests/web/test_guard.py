"""Which addresses are connected to, whatever a name or a redirect says."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest
import uvloop
from aiohttp import web

from pipeline.failures import PermanentError
from pipeline.newsroom import Newsroom
from pipeline.web.client import WebClient
from pipeline.web.connect import SocketFactory
from pipeline.web.guard import AddressRefused, Guard
from pipeline_tests.web.sites import Site, serving, visit

PUBLIC = [
    "93.184.215.14",
    "8.8.8.8",
    "172.15.255.255",
    "192.169.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:80b::200e",
]
NOT_PUBLIC = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "168.63.129.16", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1",
    "2002:7f00:1::", "2002:0808:0808::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "100::1", "fec0::1",
    "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_connected_to(address: str) -> None:
    assert Guard().refusal(address, "example.org", 443) is None


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_other_addresses_may_not(address: str) -> None:
    refusal = Guard().refusal(address, "example.org", 443)
    assert refusal is not None
    assert refusal.reason == "private_address"


@pytest.mark.parametrize(
    ("allow", "host", "address", "allowed"),
    [
        (("127.0.0.0/8",), "anything.example", "127.20.0.3", True),
        (("127.0.0.0/8",), "127.20.0.3", "127.20.0.3", True),
        (("127.0.0.0/8",), "anything.example", "10.0.0.1", False),
        (("10.1.2.3",), "x.example", "10.1.2.3", True),
        (("10.1.2.3",), "x.example", "10.1.2.4", False),
        (("intranet.example",), "intranet.example", "10.0.0.1", True),
        (("Intranet.Example",), "INTRANET.example.", "10.0.0.1", True),
        (("intranet.example:8080",), "intranet.example", "10.0.0.1", True),
        (("intranet.example",), "evil-intranet.example", "10.0.0.1", False),
        (("intranet.example",), "a.intranet.example", "10.0.0.1", False),
        (("*.localhost",), "a.b.localhost", "127.0.0.1", True),
        (("*.localhost",), "localhost", "127.0.0.1", False),
        (("*.localhost",), "notlocalhost", "127.0.0.1", False),
        (("::1/128",), "x.example", "::1", True),
        (("fd00::/8",), "x.example", "fd12::1", True),
        # a name lets private addresses through, not the machine's own services
        (("intranet.example",), "intranet.example", "169.254.169.254", False),
        (("intranet.example",), "intranet.example", "0.0.0.0", False),
        (("169.254.169.254",), "intranet.example", "169.254.169.254", True),
        # the inner address of a carried one is not what is connected to
        (("127.0.0.0/8",), "x.example", "::ffff:127.0.0.1", False),
    ],
)
def test_the_allow_list_takes_names_suffixes_and_networks(
    allow: Sequence[str], host: str, address: str, allowed: bool
) -> None:
    assert (Guard(allow).refusal(address, host) is None) is allowed


@pytest.mark.parametrize(
    ("port", "allowed"), [(80, True), (443, True), (8080, True), (22, False), (25, False), (6379, False)]
)
def test_only_ports_of_web_sites_are_connected_to(port: int, allowed: bool) -> None:
    refusal = Guard(("mine.example",)).refusal("8.8.8.8", "example.org", port)
    assert (refusal is None) is allowed
    assert Guard(("mine.example",)).refusal("8.8.8.8", "mine.example", port) is None


def refused(newsroom: Newsroom, url: str, **settings: object) -> str:
    with pytest.raises(PermanentError) as caught:
        visit(newsroom, lambda client: client.fetch(url), **settings)
    return caught.value.reason


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://a.localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://127.0.0.1./",
    ],
)
def test_private_literals_and_local_names_are_refused(newsroom: Newsroom, url: str) -> None:
    assert refused(newsroom, url, allow_private=()) == "private_address"


@pytest.mark.parametrize("url", ["http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/"])
def test_odd_spellings_of_private_addresses_are_refused(newsroom: Newsroom, url: str) -> None:
    assert refused(newsroom, url, allow_private=()) in ("private_address", "bad_url")


def test_a_redirect_into_the_private_net_is_refused_and_nothing_is_asked_there(newsroom: Newsroom) -> None:
    public, inner = Site(), Site()

    async def scene(client: WebClient) -> str:
        public.redirect("/page", inner.url("/secret"))
        inner.answer("/secret", "secret")
        with pytest.raises(PermanentError) as caught:
            await client.fetch(public.url("/page", host="a.localhost"))
        return caught.value.reason

    assert visit(newsroom, scene, public, inner, allow_private=("*.localhost",)) == "private_address"
    assert inner.asked == []


def test_robots_txt_redirecting_into_the_private_net_is_refused(newsroom: Newsroom) -> None:
    public, inner = Site(), Site()

    async def scene(client: WebClient) -> str:
        public.redirect("/robots.txt", inner.url("/secret"))
        with pytest.raises(PermanentError) as caught:
            await client.fetch(public.url("/page", host="a.localhost"))
        return caught.value.reason

    assert visit(newsroom, scene, public, inner, allow_private=("*.localhost",)) == "private_address"
    assert inner.asked == []


class Rebinding:
    """A resolver whose every answer is the next of a list; the last one stays."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def lookup_client(newsroom: Newsroom, lookup: Rebinding, *allow: str) -> WebClient:
    settings = newsroom.settings.model_copy(update={"allow_private": allow})
    return WebClient(settings, newsroom.warehouse, newsroom.clock, lookup=lookup)


async def outcome(client: WebClient, url: str) -> str:
    try:
        async with client:
            await client.fetch(url)
    except PermanentError as error:
        return error.reason
    return "fetched"


def test_a_name_that_leads_to_a_private_address_is_refused(newsroom: Newsroom) -> None:
    client = lookup_client(newsroom, Rebinding(["10.0.0.7"]))
    assert uvloop.run(outcome(client, "http://news.example/")) == "private_address"


def test_of_several_addresses_only_allowed_ones_are_connected_to(newsroom: Newsroom) -> None:
    site = Site()
    site.answer("/", "hello")

    async def scene() -> str:
        async with serving(site):
            client = lookup_client(newsroom, Rebinding(["10.0.0.7", "127.0.0.1", "::1"]), "127.0.0.1")
            return await outcome(client, site.url("/", host="news.example"))

    assert uvloop.run(scene()) == "fetched"


def test_a_name_that_resolves_differently_the_second_time_gains_nothing(newsroom: Newsroom) -> None:
    """The robots.txt comes from an allowed address, then the name is bound to a private one."""
    site, inner = Site(), Site()

    async def robots(_request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(text="User-agent: *\nAllow: /", headers={"Connection": "close"})

    site.routes["/robots.txt"] = robots
    lookup = Rebinding(["127.0.0.1"], ["127.0.0.2"])

    async def scene() -> str:
        async with serving(site, inner):
            client = lookup_client(newsroom, lookup, "127.0.0.1")
            async with client:
                await client.rules(site.url("/", host="news.example"))
                client.forget_names()
                with pytest.raises(PermanentError) as caught:
                    await client.fetch(site.url("/page", host="news.example"))
            return caught.value.reason

    assert uvloop.run(scene()) == "private_address"
    assert [request.path for request in site.asked] == ["/robots.txt"]


def test_the_socket_factory_refuses_what_the_resolver_let_slip() -> None:
    """Should a resolver hand over an address that the guard did not see, the socket is not made."""
    factory = SocketFactory(Guard(("127.0.0.1",)))
    info = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("10.0.0.1", 80))
    with pytest.raises(AddressRefused):
        factory(info)
    factory((*info[:4], ("127.0.0.1", 80))).close()
