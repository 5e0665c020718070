"""URLs as other projects test them: RFC 3986, WHATWG, crawler-commons, Media Cloud, w3lib and courlan.

Written anew. Where those merge what may be two pages (lower-cased paths, ``m.`` and ``www.`` taken off, sorted
queries, single slashes, ``?ref=``) we do not: that is what ``rel=canonical`` and equal bytes are for.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.urls import canonical_url, has_credentials, host_name, request_url, resolve

RFC = "http://a/b/c/d;p?q"


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        # RFC 3986 5.4.1; fragments go, and a reference that is none but a fragment is no page
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g/"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", None),
        ("g#s", "http://a/b/c/g"),
        ("g?y#s", "http://a/b/c/g?y"),
        (";x", "http://a/b/c/;x"),
        ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../g", "http://a/g"),
        # 5.4.2
        ("../../../g", "http://a/g"),
        ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/./x", "http://a/b/c/g?y/./x"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("http:g", "http://a/b/c/g"),
    ],
)
def test_references_of_rfc_3986(reference: str, target: str | None) -> None:
    assert resolve(RFC, reference) == target


WHATWG = "http://example.org/foo/bar"


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("http://example\t.\norg", "http://example.org/"),
        ("http:foo", "http://example.org/foo/foo"),
        ("http:/foo", "http://example.org/foo"),
        ("https:/news.example/a", "https://news.example/a"),
        ("\t  :foo.com  \n", "http://example.org/foo/:foo.com"),
        (" foo.com  ", "http://example.org/foo/foo.com"),
        ("http://f:21/ b ? d ", "http://f:21/%20b%20?%20d"),
        ("http://f:/c", "http://f/c"),
        ("http://f:00000000000000000000080/c", "http://f/c"),
        ("http://f:b/c", None),
        ("http://f: /c", None),
        ("http://f:fifty-two/c", None),
        ("http://f:65536/c", None),
        ("http://user:pass@foo:21/bar", None),
        ("\\x", "http://example.org/x"),
        ("/\\server\\file", "http://server/file"),
        ("/a/ /c", "http://example.org/a/%20/c"),
        ("/a%2fc", "http://example.org/a%2fc"),
        ("/foo/%2e./%2e%2e/.%2e/%2e.bar", "http://example.org/%2e.bar"),
        ("/foo/bar/%2e%2E/./x", "http://example.org/foo/x"),
        ("http://www/foo%2Ehtml", "http://www/foo%2Ehtml"),
        ("/foo%", "http://example.org/foo%25"),
        ("/foo\u202e\u2066bar", "http://example.org/foo%E2%80%AE%E2%81%A6bar"),
        ("/\x01!", "http://example.org/%01!"),
        ("http://GOO\u200b\u2060\ufeffgoo.com", "http://googoo.com/"),
        ("http://\uff27\uff4f.com", "http://go.com/"),
        ("http://www.foo\u3002bar.com", "http://www.foo.bar.com/"),
        ("http://\u4f60\u597d\u4f60\u597d", "http://xn--6qqa088eba/"),
        ("http://fa\u00df.example/", "http://xn--fa-hia.example/"),
        ("http://\u2603.net/", "http://xn--n3h.net/"),
        ("http://\uff05\uff14\uff11.com", None),
        ("http://%ef%bc%85%ef%bc%94%ef%bc%91.com", None),
        ("http://%30%78%63%30%2e%30%32%35%30.01", "http://192.168.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://0300.168.0xF0/", "http://192.168.0.240/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://127.1./", "http://127.0.0.1/"),
        ("http://[www.google.com]/", None),
        ("http://[2001::1", None),
        ("http://[::1%eth0]/", None),
        ("http://[2001:0db8:0:0:0:0:0:0001]/", "http://[2001:db8::1]/"),
        ("http://ho%20st/", None),
        ("http://ho%3Cst/", None),
        ("http://a<b", None),
        ("http://a^b", None),
        ("http://a..b/", None),
        ("http://" + "x" * 64 + ".example/", None),
        ("http://host/?'", "http://host/?'"),
        ("//example/x?q=a b", "http://example/x?q=a%20b"),
        ("javascript:example.com/", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("ws://example.com/", None),
    ],
)
def test_references_as_browsers_read_them(reference: str, target: str | None) -> None:
    assert resolve(WHATWG, reference) == target


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        # crawler-commons
        ("http://foo.com/%66oo.ht%6d%6c", "http://foo.com/foo.html"),
        ("http://foo.com/%66oo.htm%c0", "http://foo.com/foo.htm%C0"),
        ("http://foo.com/%66oo.htm%1A", "http://foo.com/foo.htm%1A"),
        ("http://foo.com/\x1a!", "http://foo.com/%1A!"),
        ("http://foo.com/you too.html", "http://foo.com/you%20too.html"),
        ("http://foo.com/file.html%23cz", "http://foo.com/file.html%23cz"),
        ("http://foo.com/fast/dir%2fcz", "http://foo.com/fast/dir%2Fcz"),
        ("http://mydomain.com/en Espa\u00f1ol.aspx", "http://mydomain.com/en%20Espa%C3%B1ol.aspx"),
        ("http://x.com/s?q=a%26b&m=10", "http://x.com/s?q=a%26b&m=10"),
        ("http://x.com/show?http%3A%2F%2Fx.com%2Fb", "http://x.com/show?http%3A%2F%2Fx.com%2Fb"),
        ("http://google.com/search?q=c%2B%2B", "http://google.com/search?q=c%2B%2B"),
        ("http://x.com/s?q=a+b", "http://x.com/s?q=a+b"),
        ("http://x.com/./a/../%66.html", "http://x.com/f.html"),
        ("http://x.com/?x[y]=1", "http://x.com/?x%5By%5D=1"),
        ("http://x.com/foo\u0080", "http://x.com/foo%C2%80"),
        ("http://foo.com:81/", "http://foo.com:81/"),
        ("https://example.com:/foobar.html", "https://example.com/foobar.html"),
        ("http://foo.com/aa/bb/../", "http://foo.com/aa/"),
        ("http://foo.com/aa/..", "http://foo.com/"),
        ("http://foo.com/aa/bb/../cc/dd/../ee/foo.html", "http://foo.com/aa/cc/ee/foo.html"),
        ("http://foo.com/aa/../bb/../foo.html/../../", "http://foo.com/"),
        ("http://foo.com/a..a/../foo.html", "http://foo.com/foo.html"),
        ("http://foo.com/aa?referer=http://bar.com", "http://foo.com/aa?referer=http://bar.com"),
        # Media Cloud: slips that many feeds have
        ("http://http://www.al-monitor.com/pulse", "http://www.al-monitor.com/pulse"),
        ("http://https//x.com/a", "http://x.com/a"),
        ("http:/www.mysite.com/", "http://www.mysite.com/"),
        ("http:\\\\www.mysite.com\\a", "http://www.mysite.com/a"),
        ("http://newsmachete.com?page=2", "http://newsmachete.com/?page=2"),
        ("https://www.gpo.gov:/fdsys/PL", "https://www.gpo.gov/fdsys/PL"),
        ("\t\thttp://blogs.perl.org/a.html\t\t", "http://blogs.perl.org/a.html"),
        ("HTTP://CYBER.LAW.HARVARD.EDU:80/node/9244#foo#bar", "http://cyber.law.harvard.edu/node/9244"),
        ("http://bash.org/?244321", "http://bash.org/?244321"),
        ("http://news.example/29marriage.html?=_r%3D6", "http://news.example/29marriage.html"),
        ("http://news.example/a/?smid=fb&WT.z_sma=BU&bicmp=AD&bicmst=13", "http://news.example/a/"),
        ("http://news.example/a?fb_ref=x&fb_source=y&action_type_map=z&id=7", "http://news.example/a?id=7"),
        # w3lib and courlan
        ("http://www.example.com/do?c=3&b=5&a=", "http://www.example.com/do?c=3&b=5&a="),
        ("http://www.example.com/do?a=1&a=1", "http://www.example.com/do?a=1&a=1"),
        ("http://www.example.com/a%a3do?q=r%c3%a9sum%c3%a9", "http://www.example.com/a%A3do?q=r%C3%A9sum%C3%A9"),
        ("http://www.example.com/r\u00e9sum\u00e9?q=r\u00e9sum\u00e9", "http://www.example.com/r%C3%A9sum%C3%A9?q=r%C3%A9sum%C3%A9"),
        ("http://www.example.com/a/b?x=%7Ea", "http://www.example.com/a/b?x=~a"),
        ("http://www.example.com/#fragment", "http://www.example.com/"),
        ("https://www.example.com/a#:~:text=word", "https://www.example.com/a"),
        ("https://www.dwds.de/a?utm_source=rss&gclid=1", "https://www.dwds.de/a"),
    ],
)  # fmt: skip
def test_canonical_spellings(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "written",
    [
        "http://Las%20Vegas%20mass%20shooting",
        "http://michigan-state-football-sexual-assault-charges-arrest-players-names/",
        "http://.xn--iaur-yva35b.lt",
        "http://thomas.brown@",
        "abc",
        "///abc",
        "gopher://gopher.floodgap.com/0/v2/vstat",
        "http:////",
        "https://[fe80::1%25eth0]/",
    ],
)
def test_addresses_that_are_none(written: str) -> None:
    with pytest.raises(ValueError):
        canonical_url(written)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://a@b@news.example/", "news.example"),
        ("http://news.example:pw@other.example/", "other.example"),
        ("http://other.example\\@news.example/", "other.example"),
        ("http://other.example#@news.example/", "other.example"),
        ("http://other.example?@news.example/", "other.example"),
    ],
)
def test_the_host_is_the_one_that_a_browser_would_go_to(url: str, host: str) -> None:
    assert host_name(url) == host
    assert has_credentials(url) is (host in url.rsplit("@", 1)[-1])


PATHS = st.lists(st.sampled_from(["a", "B", "..", ".", "%2e%2E", "%2e", "", "c%2Fd", "\u00fc", "private"]), max_size=8)


@given(PATHS)
def test_what_is_requested_has_no_dots_left_and_is_the_canonical_page(segments: list[str]) -> None:
    url = "http://news.example/" + "/".join(segments)
    asked = request_url(url)
    assert not {".", "..", "%2e", "%2e%2e"}.intersection(asked.lower().split("/"))
    assert canonical_url(asked) == canonical_url(url)
    assert request_url(asked) == asked
