# ruff: noqa: E501 - a feed a line reads better than one over six
"""Feeds that are hard to read, each with the links and titles that a person would take from it.

Every format in use, and every way of being broken that is common enough to have a name. All stand at ``AT``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

AT = "https://news.example/feeds/all.xml"
SITE = "https://news.example"


@dataclass(frozen=True)
class Hard:
    """A feed and what it says: links in its order, and the titles that go with them."""

    name: str
    body: bytes
    links: tuple[str, ...]
    titles: tuple[str | None, ...]
    content_type: str = "application/xml"


def _case(name: str, body: str | bytes, *items: tuple[str, str | None], content_type: str = "application/xml") -> Hard:
    packed = body.encode() if isinstance(body, str) else body
    links = tuple(f"{SITE}{link}" if link.startswith("/") else link for link, _ in items)
    return Hard(name, packed, links, tuple(title for _, title in items), content_type)


def _rss(items: str, *, root: str = '<rss version="2.0">', head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f"{head}{root}<channel><title>News</title><link>{SITE}/</link>{items}</channel></rss>"


def _atom(entries: str, *, space: str = "http://www.w3.org/2005/Atom", more: str = "") -> str:
    return f'<?xml version="1.0"?><feed xmlns="{space}"{more}><title>News</title>{entries}</feed>'


_A = f"<item><title>Port opens</title><link>{SITE}/a</link></item>"
_PORT = ("/a", "Port opens")
_RAIL = f"<item><title>Rail follows</title><link>{SITE}/b</link></item>"
_BOMB = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
_RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{}">{}</rdf:RDF>'


FORMATS = (
    _case(
        "RSS 0.90",
        _RDF.format("http://my.netscape.com/rdf/simple/0.9/", f"<channel><title>N</title></channel>{_A}{_RAIL}"),
        _PORT,
        ("/b", "Rail follows"),
    ),
    _case(
        "RSS 0.91 with its document type",
        _rss(
            _A,
            root='<rss version="0.91">',
            head='<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
            ' "http://my.netscape.com/publish/formats/rss-0.91.dtd">',
        ),
        _PORT,
    ),
    _case("RSS 0.92", _rss(_A + _RAIL, root='<rss version="0.92">'), _PORT, ("/b", "Rail follows")),
    _case(
        "RSS 1.0",
        _RDF.format(
            "http://purl.org/rss/1.0/",
            f'<channel rdf:about="x"><title>N</title></channel><item rdf:about="{SITE}/a"><title>Port opens</title>'
            f"<link>{SITE}/a</link></item>",
        ),
        _PORT,
    ),
    _case("RSS 2.0", _rss(_A + _RAIL), _PORT, ("/b", "Rail follows")),
    _case(
        "Atom 0.3",
        _atom(
            f'<entry><title mode="escaped">Port opens</title><link rel="alternate" type="text/html" href="{SITE}/a"/>'
            "<issued>2026-11-22T10:00:00Z</issued><id>tag:1</id></entry>",
            space="http://purl.org/atom/ns#",
            more=' version="0.3"',
        ),
        _PORT,
    ),
    _case(
        "Atom 1.0",
        _atom(
            f'<entry><title>Port opens</title><link rel="self" href="{SITE}/self"/><link rel="enclosure" href="/x.mp3"/>'
            f'<link rel="replies" href="/c"/><link href="{SITE}/a"/><id>tag:1</id></entry>'
        ),
        _PORT,
    ),
    _case(
        "JSON Feed 1",
        json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "url": f"{SITE}/a", "title": "Port opens"}]}),
        _PORT,
        content_type="application/json",
    ),
    _case(
        "JSON Feed 1.1",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "home_page_url": f"{SITE}/",
                "items": [{"id": f"{SITE}/a", "title": "Port opens"}, {"id": "2", "external_url": "/b", "title": "Rail"}],
            }
        ),
        _PORT,
        ("/b", "Rail"),
        content_type="application/feed+json",
    ),
)  # fmt: skip

LINKS = (
    _case("relative link", _rss("<item><title>P</title><link>../a</link></item>"), ("/a", "P")),
    _case("protocol-relative link", _rss("<item><title>P</title><link>//cdn.example/a</link></item>"), ("https://cdn.example/a", "P")),
    _case("link with blanks around", _rss("<item><title>P</title><link>\n  /a\n </link></item>"), ("/a", "P")),
    _case("link in CDATA", _rss("<item><title>P</title><link><![CDATA[https://news.example/a?x=1&y=2]]></link></item>"), ("/a?x=1&y=2", "P")),
    _case("bare ampersand in a link", _rss(f"<item><title>P</title><link>{SITE}/a?x=1&y=2</link></item>"), ("/a?x=1&y=2", "P")),
    _case("guid that is the link", _rss(f"<item><title>P</title><guid>{SITE}/a</guid></item>"), ("/a", "P")),
    _case("guid that is no link", _rss(f"<item><title>P</title><guid isPermaLink='false'>{SITE}/a</guid></item>")),
    _case("empty link before a guid", _rss(f"<item><title>P</title><link/><guid isPermaLink='true'>{SITE}/a</guid></item>"), ("/a", "P")),
    _case("link as an attribute", _rss(f'<item><title>P</title><link href="{SITE}/a"/></item>'), ("/a", "P")),
    _case(
        "Atom links in RSS",
        _rss(
            f'<item><title>P</title><atom:link rel="self" href="{SITE}/self"/><link>{SITE}/a</link></item>',
            root='<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
        ),
        ("/a", "P"),
    ),
    _case(
        "xml:base on root and entry",
        _atom('<entry xml:base="2026/"><title>P</title><link href="a"/></entry>', more=f' xml:base="{SITE}/x/"'),
        ("/x/2026/a", "P"),
    ),
    _case("Atom id that is an address", _atom(f"<entry><title>P</title><id>{SITE}/a</id></entry>"), ("/a", "P")),
    _case(
        "link of a source within an entry",
        _atom(
            f'<entry><source><title>S</title><link href="{SITE}/source"/></source><title>P</title><link href="{SITE}/a"/></entry>'
        ),
        ("/a", "P"),
    ),
    _case("the same page twice", _rss(_A + _A.replace("opens", "opened")), _PORT),
    _case("shared guid", _rss("".join(f"<item><title>{n}</title><link>/{n}</link><guid isPermaLink='false'>1</guid></item>" for n in "ab")), ("/a", "a"), ("/b", "b")),
)  # fmt: skip

BROKEN = (
    _case("undeclared entities", _rss("<item><title>Caf&eacute;&nbsp;d&uuml; &euro;</title><link>/a</link></item>"), ("/a", "Café dü €")),
    _case("unknown entity", _rss("<item><title>A &nonsense; B</title><link>/a</link></item>"), ("/a", "A &nonsense; B")),
    _case("bare ampersand and less-than", _rss("<item><title>Tea & coffee</title><link>/a</link></item>"), ("/a", "Tea & coffee")),
    _case("undeclared namespace", _rss('<item><media:content url="/x.jpg"><media:title>Picture</media:title></media:content><title>P</title><link>/a</link></item>'), ("/a", "P")),
    _case(
        "title of a picture before that of the item",
        _rss(
            "<item><media:title>Picture</media:title><itunes:title>Show</itunes:title><title>P</title><link>/a</link></item>",
            root='<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">',
        ),
        ("/a", "P"),
    ),
    _case("cut off in the middle", _rss(_A + _RAIL + "<item><title>Lost")[: -len("</channel></rss>")], _PORT, ("/b", "Rail follows")),
    _case("item that is not closed", _rss(f"<item><title>P</title><link>/a</link><item><title>Q</title><link>{SITE}/b</link></item>"), ("/a", "P"), ("/b", "Q")),
    _case("tags that are closed in the wrong order", _rss("<item><title><b>P</title></b><link>/a</link></item>"), ("/a", "P")),
    _case("capital letters", _rss(_A).upper().replace("HTTPS://NEWS.EXAMPLE", SITE).replace("/A<", "/a<"), ("/a", "PORT OPENS")),
    _case("blank lines before the declaration", "\n\n  " + _rss(_A), _PORT),
    _case("byte-order mark before blanks", b"\xef\xbb\xbf\n" + _rss(_A).encode(), _PORT),
    _case("warning of a script before the feed", "<br />\n<b>Warning</b>: mysql in x.php<br />" + _rss(_A), _PORT),
    _case("control characters", _rss("<item><title>P\x0bor\x00t</title><link>/a\x08</link></item>"), ("/a", "Port")),
    _case("character reference to nothing", _rss("<item><title>P&#0;&#xFFFF;ort</title><link>/a</link></item>"), ("/a", "Port")),
    _case("items beside the channel", _rss("").replace("</channel>", f"</channel>{_A}"), _PORT),
    _case("comments and instructions", _rss(f"<!-- <item><link>/no</link></item> --><?php x ?>{_A}"), _PORT),
    _case("text after the end", _rss(_A) + "\n<!-- 0.1 s --><script>track()</script>", _PORT),
)  # fmt: skip

TEXTS = (
    _case("escaped markup in a title", _rss("<item><title>A &lt;b&gt;port&lt;/b&gt; opens</title><link>/a</link></item>"), ("/a", "A port opens")),
    _case("markup within words", _rss("<item><title>&lt;i&gt;Neruda&lt;/i&gt;, a film&lt;br/&gt;in Paris</title><link>/a</link></item>"), ("/a", "Neruda, a film in Paris")),
    _case("title escaped twice", _rss("<item><title>Port &amp;amp; rail</title><link>/a</link></item>"), ("/a", "Port & rail")),
    _case("title in CDATA", _rss("<item><title><![CDATA[Port & <i>rail</i>]]></title><link>/a</link></item>"), ("/a", "Port & rail")),
    _case("plain Atom title with a less-than", _atom('<entry><title type="text">1 &lt; 2</title><link href="/a"/></entry>'), ("/a", "1 < 2")),
    _case("no title", _rss("<item><link>/a</link></item>"), ("/a", None)),
    _case("right to left", _rss("<item><title>ميناء جديد يفتح</title><link>/a</link></item>"), ("/a", "ميناء جديد يفتح")),
    _case("windows-1251 by its declaration", _rss("<item><title>Порт открыт</title><link>/a</link></item>", head='<?xml version="1.0" encoding="windows-1251"?>').encode("cp1251"), ("/a", "Порт открыт")),
    _case("windows-1256 by its header", _rss("<item><title>ميناء جديد يفتح</title><link>/a</link></item>", head="").encode("cp1256"), ("/a", "ميناء جديد يفتح"), content_type="text/xml; charset=windows-1256"),
    _case("UTF-8 that is said to be Latin-1", _rss("<item><title>Öl läuft über</title><link>/a</link></item>", head='<?xml version="1.0" encoding="iso-8859-1"?>'), ("/a", "Öl läuft über")),
    _case("Latin-1 that is said to be UTF-8", _rss("<item><title>Öl läuft über die Straße</title><link>/a</link></item>").encode("cp1252"), ("/a", "Öl läuft über die Straße")),
    _case("UTF-8 encoded twice", b"\xef\xbb\xbf" + _rss("<item><title>Öl läuft über</title><link>/a</link></item>", head="").encode().decode("cp1252").encode(), ("/a", "Öl läuft über")),
    _case("UTF-16", _rss(_A, head='<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"), _PORT),
    _case("Shift_JIS", _rss("<item><title>港が開いた</title><link>/a</link></item>", head='<?xml version="1.0" encoding="Shift_JIS"?>').encode("cp932"), ("/a", "港が開いた")),
    _case("a GB2312 feed with letters of GBK", _rss("<item><title>朱镕基谈话</title><link>/a</link></item>", head='<?xml version="1.0" encoding="gb2312"?>').encode("gbk"), ("/a", "朱镕基谈话")),
)  # fmt: skip

HOSTILE = (
    _case("entity bomb", _rss("<item><title>P&i;</title><link>/a</link></item>", head=f"<?xml version='1.0'?><!DOCTYPE rss [{_BOMB}]>"), ("/a", "P&i;")),
    _case(
        "external entity",
        _rss("<item><title>P&x;</title><link>/a</link></item>", head="<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
        ("/a", "P&x;"),
    ),
    _case("links that are none", _rss("<item><title>P</title><link>javascript:alert(1)</link></item><item><link>file:///etc/passwd</link></item>" + _A), _PORT),
    _case("deeply nested", _rss("<x>" * 200 + "</x>" * 200 + _A), _PORT),
)  # fmt: skip

CASES: tuple[Hard, ...] = (*FORMATS, *LINKS, *BROKEN, *TEXTS, *HOSTILE)
