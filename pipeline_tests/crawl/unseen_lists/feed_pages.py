"""Fifteen home pages, and the feed that a reader would take from each (None: there is none to be seen)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fed:
    name: str
    url: str
    html: str
    feed: str | None


def fed(name: str, url: str, head: str, body: str, feed: str | None) -> Fed:
    return Fed(name, url, f"<html><head><title>{name}</title>{head}</head><body>{body}</body></html>", feed)


RSS = "<link rel='alternate' type='application/rss+xml'"
FED: tuple[Fed, ...] = (
    fed("plain", "https://f1.example/", f"{RSS} title='F1' href='https://f1.example/feed/'>", "", "https://f1.example/feed/"),
    fed("comments-first", "https://f2.example/", f"{RSS} title='F2 » Comments Feed' href='/comments/feed/'>{RSS} title='F2 » Feed' href='/feed/'>", "", "https://f2.example/feed/"),
    fed("category-first", "https://f3.example/", f"{RSS} title='Sports' href='/rss/sports.xml'>{RSS} title='All news' href='/rss/all.xml'>", "", "https://f3.example/rss/all.xml"),
    fed("atom", "https://f4.example/", "<link href='atom.xml' type='application/atom+xml' rel='alternate'>", "", "https://f4.example/atom.xml"),
    fed("base", "https://f5.example/es/", f"<base href='https://cdn.f5.example/'>{RSS} href='feeds/es.xml'>", "", "https://cdn.f5.example/feeds/es.xml"),
    fed("protocol-relative", "https://f6.example/", f"{RSS} href='//feeds.f6.example/top'>", "", "https://feeds.f6.example/top"),
    fed("wrong-type-xml", "https://f7.example/", "<link rel='alternate' type='text/xml' title='RSS' href='/rss.php'>", "", "https://f7.example/rss.php"),
    fed("upper-case", "https://f8.example/", "<LINK REL='ALTERNATE' TYPE='Application/RSS+XML' HREF='/Feed.RSS'>", "", "https://f8.example/Feed.RSS"),
    fed("json-feed", "https://f9.example/", "<link rel='alternate' type='application/feed+json' href='/feed.json'>", "", "https://f9.example/feed.json"),
    fed("body-only", "https://g1.example/", "", "<footer><a href='/rss.xml'>RSS</a><a href='/about'>About</a></footer>", "https://g1.example/rss.xml"),
    fed("body-icon", "https://g2.example/", "", "<a href='/feeds/news/'><img alt='RSS feed' src='/rss.png'></a>", "https://g2.example/feeds/news/"),
    fed("hreflang-only", "https://g3.example/", "<link rel='alternate' hreflang='fr' href='/fr/'><link rel='alternate' type='application/json+oembed' href='/oembed?u=1'>", "", None),
    fed("rel-list", "https://g4.example/", "<link rel='alternate home' type='application/rss+xml; charset=utf-8' href='?format=feed&amp;type=rss'>", "", "https://g4.example/?format=feed&type=rss"),
    fed("podcast-first", "https://g5.example/", f"{RSS} title='Podcast' href='/podcast.xml'>{RSS} title='G5 News' href='/news.xml'>", "", "https://g5.example/news.xml"),
    fed("link-in-body", "https://g6.example/", "", f"<div>{RSS} href='/feed'></div>", "https://g6.example/feed"),
)  # fmt: skip
