"""Kinds of pages on which people speak: forums, questions and answers, interviews, letters, transcripts, lists."""

from __future__ import annotations

from html import escape

from pipeline_tests.extraction.kinds.texts import BOTTOM, COMMENTS, RELATED, TEXTS, lines, tags, whole

EN, DE, RU, PL = TEXTS["en"], TEXTS["de"], TEXTS["ru"], TEXTS["pl"]
ASKED = [
    "Has anyone here moved a booking on the day itself? The planner refuses, and nobody at the office picks up.",
    "I did it twice last winter. You have to ring the pilot station directly and give them the number of the ship.",
    "They changed that in May. Now the office has to confirm by mail, and it took them three hours when I tried.",
    "Thanks to both of you, the mail worked. I will write down how it went for those who look for this later.",
]


def modern_forum() -> tuple[bytes, str]:
    posts = "".join(
        f"<div class='topic-post' id='post_{at}'><article><div class='topic-meta-data'><span class='username'>"
        f"nutzer{at}</span><span class='post-date'>vor {at + 1} Tagen"
        f"</span></div><div class='cooked'><p>{text}</p></div>"
        f"<nav class='post-controls'><button>Antworten</button></nav></article></div>"
        for at, text in enumerate(DE)
    )
    body = f"<div id='topic-title'><h1>Was wird aus der Halle?</h1></div><section class='topic-area'>{posts}</section>"
    return whole("Was wird aus der Halle? - Forum", body, lang="de"), lines(*DE)


def old_forum() -> tuple[bytes, str]:
    posts = "".join(
        f"<table class='tborder' id='post{at}'><tr><td class='thead'>0{at + 1}.03.2009, 12:0{at}"
        "</td></tr><tr><td class='alt2'>"
        f"<a class='bigusername'>user{at}</a><div class='smallfont'>Сообщений: {at * 17}</div></td></tr>"
        f"<tr><td class='alt1'><div id='post_message_{at}'>{text}</div></td></tr></table>"
        for at, text in enumerate(RU)
    )
    return whole("Рынок закрывают - Форум", f"<div align='center'>{posts}</div>", lang="ru"), lines(*RU)


def threaded_comments() -> tuple[bytes, str]:
    """A link with what people say about it, nested."""
    inner = ""
    for at, text in reversed(list(enumerate(EN[1:6]))):
        inner = (
            f"<div class='comment'><p class='tagline'><a href='/u/{at}'>sailor{at}</a> {at + 3} points</p>"
            f"<div class='md'><p>{text}</p></div><div class='child'>{inner}</div></div>"
        )
    body = (
        "<div class='link'><p class='title'><a href='https://x.example'>The market closes"
        f"</a></p></div><div class='md usertext'><p>{EN[0]}</p></div>"
        f"<div class='commentarea'>{inner}</div>"
    )
    return whole("The market closes : coast", body), lines(*EN[:6])


def questions_with_votes() -> tuple[bytes, str]:
    answers = "".join(
        f"<div class='answer' itemprop='suggestedAnswer'><div class='vote'><span>{9 - at}</span></div>"
        f"<div class='answer-text'><p>{text}</p></div><div class='user-info'>answered by rower{at}</div></div>"
        for at, text in enumerate(ASKED[1:])
    )
    body = (
        "<div id='mainbar'><h1>Can a booking be moved?</h1><div class='question'>"
        f"<div class='question-text'><p>{ASKED[0]}</p></div></div>{answers}"
        "</div>"
    )
    return whole("Can a booking be moved? - Ask", body), lines(*ASKED)


def interview_in_bold() -> tuple[bytes, str]:
    questions = ["Co dalej z targiem?", "Kto za to zapłaci?", "Czy pytano kupców?", "A sąd?", "Co pani radzi?"]
    pairs = "".join(f"<p><strong>{one}</strong></p><p>{two}</p>" for one, two in zip(questions, PL, strict=True))
    body = f"<article><h1>Rozmowa o targu</h1><div class='tekst'>{pairs}</div></article>{RELATED}{COMMENTS}"
    return whole("Rozmowa o targu", body, lang="pl"), lines(
        *(text for pair in zip(questions, PL, strict=True) for text in pair)
    )


def interview_as_definitions() -> tuple[bytes, str]:
    questions = ["What happens to the hall?", "Who was asked?", "Who told you?", "What would it cost?"]
    pairs = "".join(f"<dt>{one}</dt><dd>{two}</dd>" for one, two in zip(questions, EN, strict=False))
    body = f"<main class='interview'><h1>Three questions and one more</h1><dl>{pairs}</dl></main>"
    return whole("Three questions and one more", body), lines(
        *(text for pair in zip(questions, EN, strict=False) for text in pair)
    )


def letters() -> tuple[bytes, str]:
    names = ["Rosa Lund, Coast City", "Peter Ott, Old Quay", "Hannah Birch, by email"]
    parts = "".join(
        (f"<div class='letter'><h3>Sir,</h3><p>{EN[at]}</p><p>{EN[at + 3]}</p><p class='sign'>{name}</p></div>")
        for at, name in enumerate(names)
    )
    truth = [text for at, name in enumerate(names) for text in (EN[at], EN[at + 3], name)]
    return whole("Letters to the editor", f"<main><h1>Letters</h1>{parts}</main>{RELATED}"), lines(*truth)


def transcript() -> tuple[bytes, str]:
    said = [f"{who}: {text}" for who, text in zip(("BIRCH", "MAYOR", "OTT") * 3, EN, strict=False)]
    body = f"<div class='transcript-body'><p>{'</p><p>'.join(said)}</p></div>"
    return whole("Transcript of the meeting", f"<h1>Transcript of the meeting</h1>{body}"), lines(*said)


def mailing_list() -> tuple[bytes, str]:
    text = "\n\n".join(EN[:5])
    quoted = "\n".join(f"> {line}" for line in ASKED[:2])
    body = (
        "<h1>[berths] moving a booking</h1><b>Jane Ott</b> jane at coast.example"
        f"<br><i>Tue Mar 3 2026</i><hr><pre>{escape(quoted)}\n\n{text}\n"
        "</pre><hr><a href='1.html'>Previous message</a>"
    )
    return whole("[berths] moving a booking", body, top="", bottom=""), lines(
        *(f"> {line}" for line in ASKED[:2]), *EN[:5]
    )


def answers_that_fold() -> tuple[bytes, str]:
    parts = "".join(
        f"<details><summary>{one}</summary><div><p>{two}</p></div></details>"
        for one, two in zip(
            ["Who may book?", "Until when?", "What does it cost?", "Where do I ring?"], ASKED, strict=True
        )
    )
    truth = [
        "Who may book?",
        ASKED[0],
        "Until when?",
        ASKED[1],
        "What does it cost?",
        ASKED[2],
        "Where do I ring?",
        ASKED[3],
    ]
    return whole("Frequently asked questions", f"<main><h1>Frequently asked questions</h1>{parts}</main>"), lines(
        *truth
    )


def poem() -> tuple[bytes, str]:
    verses = [
        [
            "The gulls came in before the rain,",
            "the boats came in before the gulls,",
            "and nobody will come again",
            "to paint the numbers on the hulls.",
        ],
        [
            "We sold the hall, we sold the scales,",
            "the ice, the hooks, the oilskin coats,",
            "and what we kept are fishing tales",
            "and in the shed the smallest boats.",
        ],
        [
            "So leave the harbour light to burn,",
            "though no one reads it from the sea:",
            "it keeps the hour of our return",
            "for those who were, or meant to be.",
        ],
    ]
    body = "".join(f"<p class='verse'>{'<br>'.join(verse)}</p>" for verse in verses)
    return whole("Harbour light", f"<article><h1>Harbour light</h1>{body}</article>"), lines(
        *(line for verse in verses for line in verse)
    )


def blog_of_quotations() -> tuple[bytes, str]:
    parts, truth = "", []
    for at in range(5):
        parts += f"<p>{EN[at]}</p><blockquote class='translation'><p>{DE[at]}</p></blockquote>"
        truth += [EN[at], DE[at]]
    return whole(
        "What bloggers say", f"<div class='entry'><h1>What bloggers say</h1>{parts}</div>{COMMENTS}{BOTTOM}"
    ), lines(*truth)


def podcast() -> tuple[bytes, str]:
    chapters = ["00:00 The vote", "04:10 The hall of 1893", "11:42 What traders say", "19:05 The court"]
    body = (
        "<article><h1>Episode 12: The hall</h1><audio src='x.mp3'>"
        f"</audio>{tags(EN[:3])}<h2>Chapters</h2><ul>{tags(chapters, 'li')}"
        f"</ul></article>{RELATED}"
    )
    return whole("Episode 12: The hall", body), lines(*EN[:3], "Chapters", *chapters)


PAGES = {
    kind.__name__: kind
    for kind in (
        modern_forum, old_forum, threaded_comments, questions_with_votes, interview_in_bold, interview_as_definitions,
        letters, transcript, mailing_list, answers_that_fold, poem, blog_of_quotations, podcast,
    )
}  # fmt: skip
