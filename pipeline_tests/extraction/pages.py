"""Small pages for tests, written here: an article in its furniture, and what is built from it."""

from __future__ import annotations

FURNITURE_TOP = (
    "<nav><a href='/'>Home</a> <a href='/world'>World</a> <a href='/business'>Business</a></nav>"
    "<header><div class='logo'>The Harbour Post</div></header>"
)
FURNITURE_BOTTOM = (
    "<aside class='related'><h3>Related</h3><ul><li><a href='/x'>Ferry timetable changes</a></li>"
    "<li><a href='/y'>Market day moves to Friday</a></li></ul></aside>"
    "<footer>© 2026 The Harbour Post. Contact us. Privacy policy. Cookies.</footer>"
)
PORT = [
    "MOMBASA — The port authority opened a third container terminal on Monday, saying it would cut the time that"
    " ships wait for a berth from four days to one before the end of the year.",
    "The terminal cost 320 million dollars, two thirds of it borrowed from a development bank, and can handle"
    " 450,000 containers a year, according to figures that the authority published with the announcement.",
    "Shippers welcomed the opening but said that the road to the hinterland remained the real bottleneck. A truck"
    " takes nine days to reach the border, three of them in queues at weighbridges, said Amina Yusuf, who heads"
    " an association of freight forwarders.",
    "The transport ministry said that a second carriageway would be put out to tender in March. It gave no date"
    " for the start of construction, and the treasury has not yet set money aside for it.",
]


def page(
    paragraphs: list[str] | None = None,
    *,
    title: str = "Third terminal opens at the port",
    head: str = "",
    before: str = "",
    after: str = "",
    lang: str = "en",
    furniture: bool = True,
) -> bytes:
    """A whole page in UTF-8; ``before`` and ``after`` stand around the paragraphs inside the article."""
    body = "".join(f"<p>{text}</p>" for text in (PORT if paragraphs is None else paragraphs))
    top, bottom = (FURNITURE_TOP, FURNITURE_BOTTOM) if furniture else ("", "")
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{top}<main><article><h1>{title}</h1>{before}{body}{after}</article></main>{bottom}</body></html>"
    ).encode()
