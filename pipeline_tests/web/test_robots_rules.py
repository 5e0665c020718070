"""robots.txt as text: which group is ours, which rule wins. Cases of RFC 9309 and of other projects' suites.

Written anew after the examples of RFC 9309, of Google's robotstxt, of protego and of crawler-commons; where those
differ, the RFC decides, and where it is silent, the reading that a site owner would call polite.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from pipeline.web.robots import AGENT, MAX_BYTES, PARSED, RobotsFile, Rules, text_of
from pipeline_tests.made import NOON

SITE = "https://news.example"


def rules(text: str) -> Rules:
    return Rules(RobotsFile(PARSED, text), NOON)


def allowed(text: str, path: str) -> bool:
    return rules(text).allows(SITE + path)


ALL = "User-agent: *\n"
OURS = "User-agent: emcip\n"
NO, YES = False, True


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        # no rule, no group, nothing at all
        ("", "/a", YES),
        ("\n\n# nothing here\n", "/a", YES),
        (ALL, "/a", YES),
        (f"{ALL}Disallow:", "/a", YES),
        (f"{ALL}Allow:", "/a", YES),
        (f"{OURS}Disallow:\n\n{ALL}Disallow: /", "/a", YES),
        ("User-agent: otherbot\nDisallow: /", "/a", YES),
        # rules that stand before any group are nobody's
        (f"Disallow: /\n{ALL}Disallow: /b", "/a", YES),
        (f"Allow: /a\n{ALL}Disallow: /", "/a", NO),
        # names are read in any case, with blanks around, and without the colon that was forgotten
        ("USER-AGENT: EMCIP\nDISALLOW: /a", "/a", NO),
        ("uSeR-aGeNt: eMcIp\ndIsAlLoW: /a", "/a", NO),
        ("user-agent : emcip\ndisallow : /a", "/a", NO),
        ("   User-agent:emcip\n\tDisallow:/a", "/a", NO),
        ("user-agent emcip\ndisallow /a", "/a", NO),
        ("user agent emcip\ndisallow: /a", "/a", NO),
        ("foo: emcip\nbar: /", "/a", YES),
        ("Disallow", "/a", YES),
        *[(f"{ALL}{name}: /a", "/a", NO) for name in ("dissallow", "dissalow", "disalow", "diasllow", "desallow")],
        *[(f"{name}: *\nDisallow: /a", "/a", NO) for name in ("useragent", "user agent", "useg-agent")],
        # comments, and every kind of line end
        (f"{ALL}# Disallow: /a\nDisallow: /b#c", "/a", YES),
        (f"{ALL}Disallow: /b#c", "/b", NO),
        ("User-agent: * # all\r\nDisallow: /a\r\n", "/a", NO),
        ("User-agent: *\rDisallow: /a\r", "/a", NO),
        ("User-agent: x\nDisallow: /\r\n\r\rUser-agent: *\rDisallow: /b", "/a", YES),
        # ends of lines of Unicode are no ends of lines: the second one would be a rule
        (f"{ALL}Disallow: /a\u2028Disallow: /b", "/b", YES),
        (f"{ALL}Disallow: /a\x85b", "/a%C2%85b", NO),
    ],
)
def test_lines(text: str, path: str, expected: bool) -> None:
    assert allowed(text, path) is expected


SHARED = """
allow: /everybody/

user-agent: FooBot
disallow: /
allow: /x/
user-agent: EMCIP
disallow: /
allow: /y/


allow: /w/
user-agent: BazBot

user-agent: FooBot
allow: /z/
disallow: /
"""


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        *[(SHARED, path, expected) for path, expected in (("/w/a", YES), ("/y/c", YES), ("/z/d", NO), ("/x/b", NO))],
        (SHARED, "/everybody/", NO),
        # ours and not *, wherever it stands
        (f"{ALL}Disallow: /x/\n{OURS}Disallow: /y/", "/x/page", YES),
        (f"{OURS}Disallow: /y/\n{ALL}Disallow: /x/", "/y/page", NO),
        (f"{ALL}Allow: /\n{OURS}Disallow: /", "/a", NO),
        (f"{OURS}\n{ALL}Disallow: /", "/a", NO),  # an empty group and the next are one
        (f"{ALL}Disallow: /\n{OURS}", "/a", YES),
        # groups of one crawler are merged, those of * too (RFC 9309 2.2.1)
        (f"{OURS}Disallow: /a\n\nUser-agent: x\nDisallow: /\n\n{OURS}Disallow: /b", "/a", NO),
        (f"{OURS}Disallow: /a\n\nUser-agent: x\nDisallow: /\n\n{OURS}Disallow: /b", "/b", NO),
        (f"{OURS}Disallow: /a\n\nUser-agent: x\nDisallow: /\n\n{OURS}Disallow: /b", "/c", YES),
        (f"{ALL}Disallow: /a\n\n{ALL}Disallow: /b", "/b", NO),
        # lines of other kinds end no group (RFC 9309 2.2.4)
        ("User-agent: emcip\nSitemap: https://x.example/s.xml\nUser-agent: *\nDisallow: /", "/a", NO),
        ("User-agent: emcip\nUnknown-Line: yes\nUser-agent: *\nDisallow: /", "/a", NO),
        ("User-agent: emcip\nHost: x.example\nUser-agent: b\nDisallow: /", "/a", NO),
        ("User-agent: emcip\nCrawl-delay: 10\nUser-agent: b\nDisallow: /private/", "/private/1", NO),
        ("User-agent: b\nDisallow: /\nNew-Field: 1\nUser-agent: emcip\nDisallow: /a", "/b", YES),
        ("User-agent: b\nDisallow: /\nwords that mean nothing\nUser-agent: emcip\nDisallow: /a", "/a", NO),
        # blank lines mean nothing either
        ("User-agent: emcip\n\n\nDisallow: /a", "/a", NO),
        ("User-agent: emcip\nDisallow: /a\n\nDisallow: /b", "/b", NO),
    ],
)
def test_groups(text: str, path: str, expected: bool) -> None:
    assert allowed(text, path) is expected


@pytest.mark.parametrize(
    ("agents", "ours"),
    [
        ("emcip", True),
        ("EMCIP", True),
        ("emcip/0.1", True),
        ("emcip/9.9 beta", True),
        ("Emcip Images", True),
        ("emcip*", True),
        ("otherbot emcip", True),
        ("otherbot, emcip", True),
        ("Mozilla/5.0 (compatible; emcip/0.1; +https://x.example)", True),
        ("*", True),
        ("* # everybody", True),
        # what is only a part of ours, or what ours is only a part of, is somebody else
        ("em", False),
        ("emci", False),
        ("cip", False),
        ("emcipbot", False),
        ("emcip-news", False),
        ("emcip_news", False),
        ("myemcip", False),
        ("*bot", False),
        ("", False),
    ],
)
def test_product_tokens(agents: str, ours: bool) -> None:
    assert allowed(f"User-agent: {agents}\nDisallow: /\n", "/a") is not ours


@pytest.mark.parametrize(
    ("lines", "path", "expected"),
    [
        # the longest match wins whatever the order, and an allow among equals
        ("Disallow: /x/page.html\nAllow: /x/", "/x/page.html", NO),
        ("Allow: /x/page.html\nDisallow: /x/", "/x/page.html", YES),
        ("Allow: /x/page.html\nDisallow: /x/", "/x/", NO),
        ("Disallow: \nAllow: ", "/x", YES),
        ("Disallow: /\nAllow: /", "/x", YES),
        ("Disallow: /x\nAllow: /x/", "/x", NO),
        ("Disallow: /x\nAllow: /x/", "/x/", YES),
        ("Disallow: /x/page\nAllow: /x/page", "/x/page", YES),
        ("Allow: /page\nDisallow: /*.html", "/page.html", NO),
        ("Allow: /page\nDisallow: /*.html", "/page", YES),
        ("Allow: /x/page.\nDisallow: /*.html", "/x/page.html", YES),
        ("Allow: /p\nDisallow: /", "/page", YES),
        ("Allow: /folder\nDisallow: /folder", "/folder/page", YES),
        ("Allow: /page\nDisallow: /*.htm", "/page.htm", NO),
        ("Allow: /$\nDisallow: /", "/", YES),
        ("Allow: /$\nDisallow: /", "/page.html", NO),
        ("Allow: */p\nDisallow: /", "/page", YES),
        ("Allow: /page\nDisallow: */*.htm", "/page.htm", NO),
        # RFC 9309 5.2
        ("Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", NO),
        ("Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/", YES),
        # the case of a path counts
        ("Disallow: /X/", "/x/y", YES),
        ("Allow: /AnyPage.html\nDisallow: /", "/anypage.html", NO),
        # what is forbidden begins with it
        ("Disallow: /d", "/abc/d", YES),
        ("Disallow: /d", "/disallowed", NO),
        ("Disallow: /fish", "/fish.html?id=1", NO),
        ("Disallow: /fish", "/Fish.asp", YES),
        ("Disallow: /fish", "/catfish", YES),
        ("Disallow: /fish", "/?id=fish", YES),
        ("Disallow: /fish/", "/fish", YES),
        ("Disallow: /fish/", "/fish/?salmon", NO),
        ("Disallow: /", "", NO),
        ("Disallow: /", "/robots.txt", YES),
        # * and $
        ("Disallow: /fish*", "/fish", NO),
        ("Disallow: /fish*", "/fishheads/yummy.html", NO),
        ("Disallow: /fish*.php", "/fishheads/catfish.php?parameters", NO),
        ("Disallow: /fish*.php", "/Fish.PHP", YES),
        ("Disallow: /*.php", "/index?f=filename.php/", NO),
        ("Disallow: /*.php", "//folder/any.php.file.html", NO),
        ("Disallow: /*.php", "/index?php", YES),
        ("Disallow: /*.php$", "/folder/filename.php", NO),
        ("Disallow: /*.php$", "/filename.php?parameters", YES),
        ("Disallow: /*.php$", "/filename.php/", YES),
        ("Disallow: /*.php$", "/filename.php5", YES),
        ("Disallow: /*.php$", "/aaaphpaaa", YES),
        ("Disallow: /foo/bar$", "/foo/bar", NO),
        ("Disallow: /foo/bar$", "/foo/bar/qux", YES),
        ("Disallow: /foo*/*bar.html", "/food/rebar.html", NO),
        ("Disallow: *m", "/foo/bar.html", NO),
        ("Disallow: *m", "/foo/bar.txt", YES),
        ("Disallow: *", "/foo", NO),
        ("Disallow: **********/****.js", "/" + "a" * 2_000, YES),
        ("Disallow: /x$/abc", "/x$/abcdef", NO),
        ("Disallow: /x$/abc", "/x", YES),
        ("Disallow: /x*x$/abc", "/xabcx%24/abcdef", NO),
        ("Disallow: /x/abc%24", "/x/abc$", NO),
        ("Disallow: /x/abc%24", "/x/abc", YES),
        ("Disallow: /x%2Ax/abc", "/x*x/abc", NO),
        ("Disallow: /x%2Ax/abc", "/xabcx/abc", YES),
        ("Disallow: /*?print=", "/page?print=1", NO),
        ("Disallow: /*s=", "/?s=asd", NO),
        ("Disallow: /*s=", "/s/", YES),
        ("Disallow: /?", "/?q", NO),
        ("Disallow: /?", "/", YES),
        ("Disallow: /path;params?query", "/path;params?query", NO),
        # the page of a directory
        ("Allow: /open/index.html\nDisallow: /", "/open/", YES),
        ("Allow: /open/index.html\nDisallow: /", "/open/index.htm", NO),
        # escapes stand for what they are (RFC 9309 2.2.2, the table)
        ("Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", NO),
        ("Disallow: /foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", NO),
        ("Disallow: /foo/bar/\u30c4", "/foo/bar/%E3%83%84", NO),
        ("Disallow: /foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", NO),
        ("Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", NO),
        ("Disallow: /foo/bar/baz", "/foo/bar/%62%61%7A", NO),
        ("Disallow: /a<d.html", "/a%3Cd.html", NO),
        ("Disallow: /%7ejoe/", "/~joe/index.html", NO),
        ("Disallow: /wiki/K%C3%A4ytt%C3%A4j%C3%A4:", "/wiki/K%C3%A4ytt%C3%A4j%C3%A4:Me", NO),
        ("Disallow: /100%", "/100%25", NO),
        ("Disallow: /a%2fb.html", "/a%2Fb.html", NO),
        ("Disallow: /a%2fb.html", "/a/b.html", YES),
        ("Disallow: /a/b.html", "/a%2fb.html", YES),
        ("Disallow: /a%3Fb", "/a?b", YES),
        ("Disallow: /a%3fb", "/a%3Fb", NO),
        # who forgets the first slash means it; a whole address forbids nothing else
        ("Disallow: private/", "/private/1", NO),
        ("Disallow: http://other.example/", "/", YES),
        ("Disallow: /" + "a" * 20_000 + "\nDisallow: /b", "/b", NO),
    ],
)
def test_paths(lines: str, path: str, expected: bool) -> None:
    assert allowed(OURS + lines, path) is expected


FICT = """
User-agent: unhipbot
Disallow: /

User-agent: webcrawler
User-agent: excite
Disallow:

User-agent: *
Disallow: /org/plans.html
Allow: /org/
Allow: /serv
Allow: /~mak
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", NO),
        ("/index.html", NO),
        ("/robots.txt", YES),
        ("/server.html", YES),
        ("/services/fast.html", YES),
        ("/orgo.gif", NO),
        ("/org/about.html", YES),
        ("/org/plans.html", NO),
        ("/%7Ejim/jim.html", NO),
        ("/%7Emak/mak.html", YES),
    ],
)
def test_the_example_of_1996(path: str, expected: bool) -> None:
    assert allowed(FICT, path) is expected


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        (f"{ALL}Crawl-delay: 10", 10.0),
        (f"{ALL}crawl-delay:0.5", 0.5),
        (f"{ALL}Crawl-delay: 5 # please", 5.0),
        (f"{ALL}Crawl-delay: 5s", 5.0),
        (f"{ALL}Crawl-delay: soon", None),
        (f"{ALL}Crawl-delay: -5", None),
        (f"{ALL}Crawl-delay: inf", None),
        (f"{ALL}Crawl-delay:", None),
        ("Crawl-delay: 10", None),
        (f"{ALL}Request-rate: 1/10", 10.0),
        (f"{ALL}Request-rate: 30/1m", 2.0),
        (f"{ALL}Request-rate: 5/1m 0200-2259", None),
        (f"{ALL}Request-rate: 0/1", None),
        (f"{ALL}Crawl-delay: 3\nRequest-rate: 1/10", 10.0),
        # a pause is for those who were named since the last one, the rules after it for all of them
        ("User-agent: x\nCrawl-delay: 10\nUser-agent: emcip\nCrawl-delay: 20\nUser-agent: *\nDisallow: /a", 20.0),
        ("User-agent: x\nCrawl-delay: 20\nUser-agent: emcip\nDisallow: /a", None),
        ("User-agent: emcip\nUser-agent: x\nCrawl-delay: 7\nDisallow: /a", 7.0),
        (f"{ALL}Crawl-delay: 30\n{OURS}Disallow: /a", None),
        (f"{ALL}Crawl-delay: 30\nUser-agent: x\nDisallow: /a", 30.0),
        (f"{OURS}Disallow: /a\nCrawl-delay: 4\n\n{OURS}Crawl-delay: 9", 9.0),
    ],
)
def test_pauses(text: str, delay: float | None) -> None:
    assert rules(text).crawl_delay == delay


def test_sitemaps_belong_to_nobody_and_are_named_once() -> None:
    text = (
        "sitemap: https://x.example/1.xml\nUser-agent: x\nSitemap : /2.xml\nDisallow: /\nSite-map: https://x.example/1.xml"
        "\nSitemap https://x.example/3.xml\nSitemap:\n"
    )
    assert rules(text).sitemaps == ["https://x.example/1.xml", "/2.xml", "https://x.example/3.xml"]


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /a",
        b"\xef\xbbUser-agent: *\nDisallow: /a",
        "\ufeffUser-agent: *\nDisallow: /a".encode("utf-16-le"),
        "\ufeffUser-agent: *\nDisallow: /a".encode("utf-16-be"),
        "User-agent: *\nDisallow: /a".encode("utf-16-le"),
        b"User-agent: *\x00\nDisallow: /a\x00",
        b"<!DOCTYPE html><HTML><BODY>\nUser-agent: *<BR>\nDisallow: /a<BR>\n</BODY></HTML>",
    ],
    ids=["utf-8", "half a mark", "utf-16-le", "utf-16-be", "no mark", "nul", "html"],
)
def test_bytes(body: bytes) -> None:
    assert not allowed(text_of(body), "/a")
    assert allowed(text_of(body), "/b")


@pytest.mark.parametrize(
    "page", ["<html><head><title>Under maintenance</title></head></html>", "<!doctype html><p>Disallow: /</p>", "404"]
)
def test_a_page_in_place_of_robots_txt_forbids_nothing(page: str) -> None:
    assert allowed(page, "/")


def test_a_rule_that_is_cut_off_at_the_limit_does_not_count() -> None:
    body = b"User-agent: *\nDisallow: /b\n"
    body += b"#" * (MAX_BYTES - len(body) - 13) + b"\nDisallow: /a" + b"nd-so-on\n"
    text = text_of(body[:MAX_BYTES])
    assert (allowed(text, "/a"), allowed(text, "/b")) == (True, False)


@given(st.text(alphabet=st.sampled_from("User-agent: *emcip\nDisallow: /aA%2?$#\r\t<>"), max_size=300))
def test_any_text_is_some_rules(text: str) -> None:
    assert isinstance(allowed(text, "/a?b"), bool)


@pytest.mark.corpus
def test_real_files_are_read_as_protego_reads_them() -> None:
    """Of 9,215 questions to 208 files one file makes a difference: its crawl-delay ends no group (RFC 9309 2.2.4)."""
    files = sorted((Path(os.environ["EMCIP_CORPUS"]) / "robots").glob("*.txt"))
    differ = set()
    for file in files:
        text = text_of(file.read_bytes())
        ours, theirs = rules(text), Protego.parse(text)
        assert ours.sitemaps == list(dict.fromkeys(theirs.sitemaps))
        assert ours.crawl_delay == theirs.crawl_delay(AGENT)
        written: list[str] = re.findall(r"(?im)^\s*(?:dis)?allow\s*:\s*(/\S*)", text)
        for path in {"/", "/news/1.html?a=b", *(path.replace("*", "x").rstrip("$") for path in written)}:
            if ours.allows(SITE + path) is not theirs.can_fetch(SITE + path, AGENT):
                differ.add(file.name)
    assert len(files) > 200
    assert len(differ) <= 1
