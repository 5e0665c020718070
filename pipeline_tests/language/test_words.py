"""Counting words and finding paragraphs."""

from __future__ import annotations

import pytest

from pipeline.language.words import count_words, paragraphs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("—", 0),
        ("It's a well-known 3.5% rise.", 5),
        ("Rose — and fell…again", 4),
        ("Le ministre n'a rien dit.", 5),
        ("وصل الوزير يوم الاثنين.", 4),
        ("मंत्री सोमवार को दिल्ली पहुंचे।", 5),
        ("장관이 월요일에 도착했다.", 3),
        ("Bộ trưởng đến hôm thứ Hai", 6),
        ("ሚኒስትሩ ሰኞ ደረሱ።", 3),
        ("Ọ̀gá ọlọ́pàá dé", 3),
    ],
)
def test_words_of_spaced_scripts_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        # the same statement; a translator's English has 16 words
        ("中国人民银行周一宣布下调存款准备金率，以支持经济增长和稳定就业。", "zh", 13, 20),
        ("日本銀行は月曜日、経済成長と雇用の安定を支えるため、政策金利を引き下げると発表した。", "ja", 13, 22),
        ("ธนาคารแห่งประเทศไทยประกาศเมื่อวันจันทร์ว่าจะลดอัตราดอกเบี้ยนโยบายเพื่อสนับสนุนการเติบโตทางเศรษฐกิจ", "th", 14, 25),
        ("မြန်မာနိုင်ငံတော်ဗဟိုဘဏ်သည် တနင်္လာနေ့တွင် အတိုးနှုန်းကို လျှော့ချမည်ဟု ကြေညာခဲ့သည်။", "my", 8, 20),
    ],
)
def test_words_of_unspaced_scripts_are_estimated(text: str, language: str, low: int, high: int) -> None:
    assert low <= count_words(text, language) <= high


def test_mixed_scripts_are_counted_together() -> None:
    assert count_words("苹果公司发布 iPhone 17 Pro", "zh") == 3 + 4


def test_paragraphs_are_what_stands_between_line_breaks() -> None:
    assert paragraphs(" one \n\n two\nthree \n") == ["one", "two", "three"]
