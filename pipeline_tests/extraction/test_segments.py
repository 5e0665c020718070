"""A page cut into segments: what a reader sees of it, as Markdown, in many scripts and layouts."""

from __future__ import annotations

import pytest

from pipeline.extraction.blocks import Block, render_markdown, render_text
from pipeline.extraction.markup import parse
from pipeline.extraction.segments import cut


def markdown(source: str) -> str:
    return render_markdown(blocks(source))


def text(source: str) -> str:
    return render_text(blocks(source))


def blocks(source: str) -> list[Block]:
    tree = parse(f"<html><body>{source}</body></html>")
    assert tree is not None
    return [segment.block for segment in cut(tree).segments]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<div>One.</div><div>Two.</div>", "One.\n\nTwo."),
        ("One.<br><br>Two.<br>Three.", "One.\n\nTwo.\n\nThree."),
        ("<p>One.<br>\n<br/>Two.</p>", "One.\n\nTwo."),
        ("<h2>A<br>B</h2><p>One.</p>", "## A B\n\nOne."),
        ("<h1>Title</h1><h5>Small</h5>", "## Title\n\n##### Small"),
        ("<p>a <b>bold</b>, an <i>italic</i> and <code>x = 1</code></p>", "a **bold**, an *italic* and `x = 1`"),
        ("<p>a<strong> bold </strong>word</p>", "a **bold** word"),
        ("<p><b></b>plain</p>", "plain"),
        ("<b><p>One.</p></b>", "One."),
        ("<ul><li>One</li><li>Two<ul><li>Inner</li></ul></li></ul>", "- One\n- Two\n   - Inner"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ("<ol start='7'><li>One</li><li>Two</li></ol>", "7. One\n8. Two"),
        ("<ul><li><p>One</p><p>and more</p></li><li>Two</li></ul>", "- One\n  and more\n- Two"),
        ("<blockquote><p>One.</p><p>Two.</p></blockquote><p>Three.</p>", "> One.\n>\n> Two.\n\nThree."),
        ("<blockquote>One.<ul><li>Two.</li></ul></blockquote>", "> One.\n>\n> Two."),
        ("<p>He said <q>no</q>.</p>", "He said no."),
        ("<pre>def f():\n    return 1\n</pre>", "```\ndef f():\n    return 1\n```"),
        ("<pre><code>a<br>b</code></pre>", "```\na\nb\n```"),
        ("<dl><dt>Port</dt><dd>A place for ships.</dd></dl>", "Port\n\n- A place for ships."),
        (
            "<table><thead><tr><th>Year</th><th>Boxes</th></tr></thead><tbody><tr><td>2025</td><td>410,000</td></tr>"
            "<tr><td>2026</td><td>a|b</td></tr></tbody></table>",
            "| Year | Boxes |\n|---|---|\n| 2025 | 410,000 |\n| 2026 | a\\|b |",
        ),
        ("<table><tr><td>One.</td><td></td></tr><tr><td></td><td>Two.</td></tr></table>",
         "| One. |  |\n|---|---|\n|  | Two. |"),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", "One.\n\nTwo."),
        ("<p>Ships wait<sup><a href='#n1'>1</a></sup> four days<sup>[2]</sup>, on 40 m<sup>2</sup>.</p>",
         "Ships wait four days[2], on 40 m2."),
        ("<h4><div>One long report.</div><div>Two.</div></h4>", "One long report.\n\nTwo."),
        ("<h2>" + "A long lead. " * 20 + "</h2>", ("A long lead. " * 20).strip()),
        ("<p>One.</p><hr><p>Two.</p>", "One.\n\nTwo."),
        ("<amp-story><p>One.</p></amp-story><p>with a <x-term>term</x-term> in it</p>", "One.\n\nwith a term in it"),
    ],
)  # fmt: skip
def test_markup_becomes_markdown(source: str, expected: str) -> None:
    assert markdown(source) == expected


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var a = 1;</script>",
        "<style>p { color: red }</style>",
        "<noscript>Turn scripts on.</noscript>",
        "<template><p>Later.</p></template>",
        "<nav><a href='/'>Home</a></nav>",
        "<button>Share</button>",
        "<select><option>Monday</option></select>",
        "<figure><img src='a.jpg'><figcaption>A crane.</figcaption></figure>",
        "<figure><img src='a.jpg'><p>A crane.</p><small>J. Otieno</small></figure>",
        "<div hidden>Later.</div>",
        "<div aria-hidden='true'><p>Later.</p></div>",
        "<span class='x'><h3 class='visually-hidden'>Article content</h3></span>",
        "<!-- a comment -->",
    ],
)
def test_what_no_reader_sees_is_no_text(unseen: str) -> None:
    assert text(f"<p>One.</p>{unseen}<p>Two.</p>") == "One.\nTwo."


def test_a_figure_that_holds_a_table_or_a_quotation_is_read() -> None:
    assert text("<figure><blockquote>We can wait.</blockquote></figure>") == "We can wait."


@pytest.mark.parametrize(
    "line",
    [
        "قال الوزير إن الميناء سيُفتتح «قريبا» في 12 مايو.",
        "می‌خواهیم بندر را باز کنیم.",  # with its zero-width non-joiners
        "השר אמר כי הנמל ייפתח בקרוב.",
        "港务局周一启用第三座集装箱码头。",
        "港湾局は月曜日、ターミナルを開業した。",
        "ท่าเรือเปิดใช้ท่าเทียบเรือแห่งที่สาม",
        "ឆ្នាំនេះកំពង់ផែបានបើក។",
        "ဆိပ်ကမ်းသစ် ဖွင့်လှစ်သည်။",
        "बंदरगाह प्राधिकरण ने क्‍षेत्र में टर्मिनल खोला।",
        "ወደቡ ሦስተኛ ተርሚናል ከፈተ።",
        "Поліція відкрила порт.",
    ],
)
def test_every_script_comes_through_as_it_stands(line: str) -> None:
    assert text(f"<p>{line}</p>") == line


def test_soft_hyphens_are_taken_out_of_words() -> None:
    assert text("<p>Con&shy;tai&shy;ner&#8203;hafen</p>") == "Containerhafen"


def test_a_very_deep_page_is_cut_without_running_out_of_stack() -> None:
    assert text("<div>" * 3000 + "One." + "</div>" * 3000) in ("One.", "")
    assert text("<span>" * 3000 + "One." + "</span>" * 3000) in ("One.", "")


def test_a_menu_that_was_never_closed_does_not_swallow_the_article() -> None:
    assert text("<nav><a href='/'>Home</a><div><p>One.</p><p>Two.</p></div></nav>").endswith("One.\nTwo.")


def test_links_are_counted() -> None:
    tree = parse("<html><body><p>See <a href='/x'>the port</a> again</p></body></html>")
    assert tree is not None
    (segment,) = cut(tree).segments
    assert (segment.linked, len(segment.block.text)) == (8, 18)
