import pytest

from pipeline.scoring.depth import measure


def test_words_paragraphs_figures_and_quotations_are_counted() -> None:
    depth = measure(
        "The union said 4,100 workers joined.\n\n“No ship will be worked,” said its leader.\n4,100 is 92 percent.", "en"
    )
    assert (depth.words, depth.paragraphs, depth.figures, depth.quotations) == (18, 3, 2, 1)


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("Он сказал: «Мы построим этот завод за два года».", 1),
        ("他说：“我们将在两年内建成这座港口的新码头，” 并补充说“这是第一步，还有很多工作要继续做”。", 2),
        ("首相は「物価高への対策を急ぐ考えに変わりはない」と述べた。", 1),
        ('He called it "a disaster for the whole country".', 1),
        ("The 6\" pipe and the 8\" pipe", 0),
    ],
)  # fmt: skip
def test_quotations_are_seen_in_every_style(text: str, quotations: int) -> None:
    assert measure(text, None).quotations == quotations


def test_names_are_told_in_scripts_with_capitals_only() -> None:
    assert measure("On Monday the minister met Amina Yusuf and John Otieno in town.", "en").named == 2
    assert measure("在星期一，部长会见了代表。", "zh").named is None
    assert measure("मंत्री ने सोमवार को मुलाकात की।", "hi").named is None


def test_figures_of_other_scripts_count() -> None:
    assert measure("तापमान ४७ डिग्री और १२ ज़िले", "hi").figures == 2


def test_unspaced_scripts_have_words() -> None:
    assert 10 <= measure("肯尼亚蒙巴萨港码头工人罢工进入第三天，船舶增至24艘。", "zh").words <= 25


def test_nothing_is_nothing() -> None:
    depth = measure("", "en")
    assert (depth.words, depth.paragraphs, depth.figures, depth.quotations) == (0, 0, 0, 0)
