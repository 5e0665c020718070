"""Pages that are no news articles: nothing is lost against trafilatura's default on the same page."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

import pytest
from trafilatura import bare_extraction

from pipeline.extraction.measure import page_f1, page_text
from pipeline.extraction.page import extract_page
from pipeline_tests.extraction.kinds import markup, news, services, talk
from pipeline_tests.extraction.pages import FURNITURE_BOTTOM, FURNITURE_TOP

STEPS = [
    "Install the berth planner with the package manager of your system, and run it once as the user that is to own it.",
    "The planner reads its settings from a file in the home folder; every setting has a default that is safe.",
    "A berth is booked by naming a ship, a day and a length, and the planner answers with the quay and the hour.",
    "Bookings can be moved until the evening before; after that the pilot has to be asked, and may say no.",
]
POSTS = [
    "Has anyone here moved a booking on the day itself? The planner refuses, and nobody at the office picks up.",
    "I did it twice last winter. You have to ring the pilot station directly and give them the number of the ship.",
    "They changed that in May. Now the office has to confirm by mail, and it took them three hours when I tried.",
    "Thanks to both of you, the mail worked. I will write down how it went for those who look for this later.",
]
STORIES = [
    ("Third terminal opens", "The port opened a third container terminal on Monday, and hopes for shorter queues."),
    (
        "Ferry timetable changes",
        "From next week the last ferry leaves an hour earlier, for want of crews, the line said.",
    ),
    ("Pilots ask for more", "The pilots want a tenth more for each ship, and would rather strike than wait, they say."),
    ("Old quay to become a park", "The town bought the old quay for a symbolic sum and wants to plant trees on it."),
    ("Fish landings fall again", "Landings fell for the fourth year, which fishers put down to warmer water offshore."),
    ("Harbour museum reopens", "After two years of repairs the museum shows its pilot boat, and entry is free in May."),
]
SPECS = [("Length", "12.5 m"), ("Draught", "1.9 m"), ("Engine", "diesel, 75 hp"), ("Berths", "six"), ("Built", "2019")]
SELLING = [
    "A sturdy pilot boat with a high wheelhouse, kept by one owner and overhauled every winter in the same yard.",
    "She is sold with all her papers, two anchors and a trailer, and can be seen at the old quay on any weekday.",
]


def whole(title: str, body: str, head: str = "") -> bytes:
    return (
        f"<html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{FURNITURE_TOP}{body}{FURNITURE_BOTTOM}</body></html>"
    ).encode()


def documentation() -> tuple[bytes, str]:
    code = "planner book --ship Amina --day 2026-05-12 --length 140"
    body = (
        "<div class='sidebar toc'><ul>"
        + "".join(f"<li><a href='#s{n}'>Step {n}</a></li>" for n in range(4))
        + "</ul></div>"
        "<main><div class='document'><h1>Berth planner</h1>"
        + "".join(f"<h2 id='s{n}'>Step number {n}</h2><p>{text}</p>" for n, text in enumerate(STEPS))
        + f"<pre><code>{code}</code></pre></div></main>"
    )  # fmt: skip
    truth = "\n".join(f"Step number {n}\n{text}" for n, text in enumerate(STEPS)) + "\n" + code
    return whole("Berth planner — manual", body), truth


def forum() -> tuple[bytes, str]:
    posts = "".join(
        f"<div class='post' id='p{n}'><div class='postprofile'><a href='/u/{n}'>user{n}</a></div>"
        f"<div class='postbody'><div class='content'>{text}</div></div></div>"
        for n, text in enumerate(POSTS)
    )
    return whole("Moving a booking on the day", f"<h1>Moving a booking on the day</h1>{posts}"), "\n".join(POSTS)


def questions() -> tuple[bytes, str]:
    answers = "".join(f"<div class='answer'><div class='s-prose'><p>{text}</p></div></div>" for text in POSTS[1:])
    question = f"<div class='question'><div class='s-prose'><p>{POSTS[0]}</p></div></div>"
    return whole("Can a booking be moved?", f"<h1>Can a booking be moved?</h1>{question}{answers}"), "\n".join(POSTS)


def listing() -> tuple[bytes, str]:
    cards = "".join(
        f"<article class='story'><h2><a href='/s/{n}'>{title}</a></h2><p>{text}</p></article>"
        for n, (title, text) in enumerate(STORIES)
    )
    body = f"<main><h1>Harbour news</h1>{cards}</main>"
    return whole("Harbour news", body), "\n".join(text for _, text in STORIES)


def home() -> tuple[bytes, str]:
    cards = "".join(
        f"<div class='tile'><a href='/s/{n}'><h3>{title}</h3><p>{text}</p></a></div>"
        for n, (title, text) in enumerate(STORIES)
    )
    return whole("The Harbour Post", f"<div class='grid'>{cards}</div>"), "\n".join(text for _, text in STORIES)


def product() -> tuple[bytes, str]:
    rows = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in SPECS)
    body = (
        "<div class='product'><h1>Pilot boat Amina</h1><span class='price'>48,000</span><button>Add to basket</button>"
        f"<div class='product-description'><p>{SELLING[0]}</p><p>{SELLING[1]}</p></div>"
        f"<table class='specs'>{rows}</table></div>"
    )
    return whole("Pilot boat Amina", body), "\n".join([*SELLING, *(f"{name} {value}" for name, value in SPECS)])


def about() -> tuple[bytes, str]:
    body = "<div class='container'><div class='text'>" + "<br><br>".join(STEPS) + "</div></div>"
    return whole("About the planner", body), "\n".join(STEPS)


PAGES = {
    "documentation": documentation, "forum": forum, "questions": questions, "listing": listing, "home": home,
    "product": product, "about": about, **news.PAGES, **talk.PAGES, **services.PAGES, **markup.PAGES,
}  # fmt: skip
MARGIN = 0.02  # of F1, on a single page; on average ours is better


@dataclass(frozen=True)
class Scores:
    ours: float
    theirs: float


@pytest.fixture(scope="module")
def scores() -> dict[str, Scores]:
    return {kind: _scores(kind) for kind in PAGES}


def _scores(kind: str) -> Scores:
    page, truth = PAGES[kind]()
    found = bare_extraction(page, include_comments=False)
    theirs = (found.text or "") if found is not None else ""  # type: ignore[union-attr]
    url = f"https://www.harbour.example/{kind}"
    return Scores(f1(truth, extract_page(page, url=url, content_type="text/html").text), f1(truth, theirs))


def f1(truth: str, text: str) -> float:
    return page_f1(page_text(truth, text))


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_nothing_is_lost_on_other_types_of_pages(kind: str, scores: dict[str, Scores]) -> None:
    assert scores[kind].ours >= scores[kind].theirs - MARGIN, scores[kind]


def test_on_average_much_is_gained(scores: dict[str, Scores]) -> None:
    assert len(scores) >= 70
    assert fmean(each.ours for each in scores.values()) >= fmean(each.theirs for each in scores.values()) + 0.04
