"""One spelling per article: what is made equal, what stays apart."""

from __future__ import annotations

import contextlib
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.urls import canonical_url, host_key, request_url, resolve

SAME = [
    # scheme, host, port
    ("HTTP://News.Example/a", "http://news.example/a"),
    ("http://news.example:80/a", "http://news.example/a"),
    ("https://news.example:443/a", "https://news.example/a"),
    ("https://news.example:/a", "https://news.example/a"),
    ("https://news.example./a", "https://news.example/a"),
    ("https://news.example", "https://news.example/"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("https://BÜCHER.example/a", "https://xn--bcher-kva.example/a"),
    ("https://ｎｅｗｓ.example/a", "https://news.example/a"),
    ("https://новости.рф/мир", "https://xn--b1amnebsh.xn--p1ai/%D0%BC%D0%B8%D1%80"),
    # path
    ("https://news.example/a/./b/../c", "https://news.example/a/c"),
    ("https://news.example/../../a", "https://news.example/a"),
    ("https://news.example/a/%2e%2e/b", "https://news.example/b"),
    ("https://news.example/a/..", "https://news.example/"),
    ("https://news.example/%7euser/%41", "https://news.example/~user/A"),
    ("https://news.example/%e4%b8%ad", "https://news.example/%E4%B8%AD"),
    ("https://news.example/中", "https://news.example/%E4%B8%AD"),
    ("https://news.example/a b", "https://news.example/a%20b"),
    ("https://news.example/100%", "https://news.example/100%25"),
    ("https://news.example\\a\\b", "https://news.example/a/b"),
    ("  https://news.example/a\n", "https://news.example/a"),
    ("https://news.ex\tample/a", "https://news.example/a"),
    # tracking, sessions, fragments
    ("https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
    ("https://news.example/a?UTM_Source=x", "https://news.example/a"),
    ("https://news.example/a?utm%5Fsource=x", "https://news.example/a"),
    ("https://news.example/a?id=1&utm_source=x&page=2", "https://news.example/a?id=1&page=2"),
    ("https://news.example/a?id=1&amp;utm_source=x", "https://news.example/a?id=1"),
    ("https://news.example/a?fbclid=1", "https://news.example/a"),
    ("https://news.example/a?gclid=1&yclid=2&mc_cid=3&mc_eid=4&msclkid=5", "https://news.example/a"),
    ("https://news.example/a?id=1&PHPSESSID=abc", "https://news.example/a?id=1"),
    ("https://news.example/a;jsessionid=0A1B?id=1", "https://news.example/a?id=1"),
    ("https://news.example/a;JSESSIONID=0A1B", "https://news.example/a"),
    ("https://news.example/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "https://news.example/a.aspx"),
    ("https://news.example/a?at_medium=x&at_campaign=y", "https://news.example/a"),
    ("https://news.example/a?", "https://news.example/a"),
    ("https://news.example/a?&&id=1&", "https://news.example/a?id=1"),
    ("https://news.example/a#comments", "https://news.example/a"),
    ("https://news.example/a?id=1#", "https://news.example/a?id=1"),
    ("https://user:secret@news.example/a", "https://news.example/a"),
    ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
]


@pytest.mark.parametrize(("url", "expected"), SAME)
def test_spellings_of_one_address_become_one(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


APART = [
    ("https://news.x.com/a", "https://blog.x.com/a"),
    ("https://x.com/a", "https://www.x.com/a"),
    ("https://x.com/A", "https://x.com/a"),
    ("https://x.com/a", "https://x.com/a/"),
    ("http://x.com/a", "https://x.com/a"),
    ("https://x.com/a", "https://x.com:8443/a"),
    ("https://x.com/a?id=1", "https://x.com/a?id=2"),
    ("https://x.com/a?id=1", "https://x.com/a"),
    ("https://x.com/a?id=A", "https://x.com/a?id=a"),
    ("https://x.com/a?p=1", "https://x.com/a?P=1"),
    ("https://x.com/a?a=1&b=2", "https://x.com/a?b=2&a=1"),
    ("https://x.com/a%2Fb", "https://x.com/a/b"),
    ("https://x.com/a%3Fb", "https://x.com/a?b"),
    ("https://x.com/a?q=1%26b", "https://x.com/a?q=1&b"),
    ("https://x.com/a?q=1%2B1", "https://x.com/a?q=1+1"),
    ("https://x.com/a%23b", "https://x.com/a"),
    ("https://x.com/#!/story/1", "https://x.com/#!/story/2"),
    ("https://x.com//a", "https://x.com/a"),
    ("https://x.com/a?sid=1", "https://x.com/a?sid=2"),
    ("https://x.com/a?ref=1", "https://x.com/a?ref=2"),
    ("https://x.com/a?s=1", "https://x.com/a?s=2"),
    ("https://x.com/a?at_id=1", "https://x.com/a?at_id=2"),
    ("https://x.com/a;v=1", "https://x.com/a;v=2"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_addresses_that_may_show_different_things_stay_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url",
    ["", "news", "/a", "//x.com/a", "mailto:a@b.c", "ftp://x.com/a", "http://", "http:///a", "http://x y/", "http://[::1",
     "http://x.com:port/", "http://x.com:70000/", "https://" + "x" * 5_000, "http://a<b>/", "javascript:alert(1)",
     "http://\ud800/"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        canonical_url(url)
    assert resolve("https://x.com/", url) is None or not url.startswith(("http", "ftp", "mailto", "javascript"))


BASE = "https://www.x.com/news/today/index.html?page=2"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://y.com/a", "https://y.com/a"),
        ("//y.com/a", "https://y.com/a"),
        ("/business/economy", "https://www.x.com/business/economy"),
        ("story-1.html", "https://www.x.com/news/today/story-1.html"),
        ("../a", "https://www.x.com/news/a"),
        ("?page=3", "https://www.x.com/news/today/index.html?page=3"),
        ("  /a\n ", "https://www.x.com/a"),
        ("/a\nb", "https://www.x.com/ab"),
        ("/a#part", "https://www.x.com/a"),
        ("/#!/a", "https://www.x.com/#!/a"),
        ("\\\\y.com\\a", "https://y.com/a"),
        ("/中文?q=ü", "https://www.x.com/%E4%B8%AD%E6%96%87?q=%C3%BC"),
        ("HTTPS://Y.com/A", "https://y.com/A"),
        ("/a%2fb?x=%2B", "https://www.x.com/a%2fb?x=%2B"),
        ("", None),
        ("#top", None),
        ("mailto:desk@x.com", None),
        ("javascript:void(0)", None),
        ("JavaScript:void(0)", None),
        ("java\nscript:void(0)", None),
        ("data:text/html,x", None),
        ("tel:+123", None),
        ("ftp://x.com/a", None),
        ("file:///etc/passwd", None),
        ("http://", None),
        ("http://[::1", None),
        ("https://user:pw@y.com/", None),
        ("whatsapp://send?text=x", None),
    ],
)
def test_links_are_resolved_against_their_page(href: str, expected: str | None) -> None:
    assert resolve(BASE, href) == expected


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://X.com/a", "x.com"),
        ("https://x.com:443/a", "x.com"),
        ("http://x.com:8080/a", "x.com:8080"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("https://www.x.com/", "www.x.com"),
    ],
)
def test_hosts_are_paced_under_one_name(url: str, key: str) -> None:
    assert host_key(url) == key


def test_a_request_keeps_the_address_as_it_was_written() -> None:
    assert request_url("https://X.com/a/%7e?utm_source=1&b#c") == "https://x.com/a/%7e?utm_source=1&b"


LABEL = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
HOSTS = st.lists(LABEL, min_size=2, max_size=4).map(".".join)
ANY_PATH = st.text(max_size=40)
QUERIES = st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=4)
MESSY = st.builds(
    lambda scheme, host, path, query, fragment: f"{scheme}://{host}/{path}?{query}#{fragment}",
    st.sampled_from(["http", "HTTPS", "https"]),
    HOSTS,
    st.text(alphabet=st.sampled_from("aB1/.%2eEf~;=()S!$ ü中-_jsesionid\\"), max_size=40),
    st.text(alphabet=st.sampled_from("aB1&=%2eEf;+utm_sorcphid?/"), max_size=40),
    st.text(max_size=5),
)


@given(MESSY)
def test_canonicalising_twice_changes_nothing(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


@given(HOSTS, ANY_PATH, st.text(max_size=20))
def test_any_text_as_path_and_query_is_taken_and_stays_put(host: str, path: str, query: str) -> None:
    once = canonical_url(f"https://{host}/{path}?{query}")
    assert canonical_url(once) == once
    assert once.isascii()
    assert canonical_url(request_url(once)) == once


@given(st.text(max_size=60))
def test_no_text_breaks_it_otherwise_than_by_refusing(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert canonical_url(canonical_url(text)) == canonical_url(text)
    resolved = resolve("https://x.com/a/", text)
    assert resolved is None or resolved.startswith(("http://", "https://"))


@given(MESSY, MESSY)
def test_different_hosts_are_never_merged(one: str, other: str) -> None:
    if host_key(one) != host_key(other):
        assert canonical_url(one) != canonical_url(other)


SEGMENTS = st.lists(
    st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=10), min_size=1, max_size=4
)


@given(HOSTS, SEGMENTS, SEGMENTS)
def test_paths_of_different_case_are_never_merged(host: str, one: list[str], other: list[str]) -> None:
    first, second = (canonical_url(f"https://{host}/{'/'.join(path)}") for path in (one, other))
    assert (first == second) is (one == other)


KEYS = st.sampled_from(["id", "p", "story", "article", "page", "s", "sid", "q", "lang", "v", "Ref", "ref", "nid"])


@given(HOSTS, st.lists(st.tuples(KEYS, LABEL), max_size=4), st.lists(st.tuples(KEYS, LABEL), max_size=4))
def test_different_content_keys_are_never_merged(
    host: str, one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    first, second = (
        canonical_url(f"https://{host}/a?" + "&".join(f"{name}={value}" for name, value in query))
        for query in (one, other)
    )
    assert (first == second) is (one == other)


@given(HOSTS, SEGMENTS, st.lists(st.tuples(st.sampled_from(["utm_source", "fbclid", "PHPSESSID", "gclid"]), LABEL)))
def test_tracking_never_makes_a_difference(host: str, path: list[str], tracking: list[tuple[str, str]]) -> None:
    plain = f"https://{host}/{'/'.join(path)}"
    tracked = plain + "?" + "&".join(["id=7", *(f"{name}={value}" for name, value in tracking)])
    assert canonical_url(tracked) == canonical_url(plain + "?id=7")
