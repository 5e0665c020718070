"""Counting words and finding paragraphs."""

from __future__ import annotations

import pytest

from pipeline.language.words import count_words, paragraphs, reading_seconds


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


# one statement in many languages; reading it takes about as long in each (IReST: 1.42 ± 0.13 texts a minute in all 17)
STATEMENT = {
    "en": "The central bank said on Monday that it would cut interest rates to support economic growth and jobs.",
    "ar": "أعلن البنك المركزي يوم الاثنين أنه سيخفض أسعار الفائدة لدعم النمو الاقتصادي وفرص العمل.",
    "zh": "中央银行周一宣布，将下调利率，以支持经济增长和促进就业。",
    "ja": "中央銀行は月曜日、経済成長と雇用を支えるため、金利を引き下げると発表した。",
    "th": "ธนาคารกลางประกาศเมื่อวันจันทร์ว่าจะลดอัตราดอกเบี้ยเพื่อสนับสนุนการเติบโตทางเศรษฐกิจและการจ้างงาน",
    "km": "ធនាគារកណ្តាលបានប្រកាសនៅថ្ងៃច័ន្ទថា ខ្លួននឹងកាត់បន្ថយអត្រាការប្រាក់ ដើម្បីគាំទ្រកំណើនសេដ្ឋកិច្ច និងការងារ។",
    "lo": "ທະນາຄານກາງປະກາດໃນວັນຈັນວ່າຈະຫຼຸດອັດຕາດອກເບ້ຍເພື່ອສະໜັບສະໜູນການເຕີບໂຕທາງເສດຖະກິດແລະວຽກເຮັດງານທຳ",
    "my": "ဗဟိုဘဏ်က စီးပွားရေး တိုးတက်မှုနှင့် အလုပ်အကိုင်များကို ထောက်ပံ့ရန် အတိုးနှုန်း လျှော့ချမည်ဟု တနင်္လာနေ့တွင် ပြောကြားခဲ့သည်။",
    "hi": "केंद्रीय बैंक ने सोमवार को कहा कि वह आर्थिक विकास और रोजगार को समर्थन देने के लिए ब्याज दरों में कटौती करेगा।",
    "ko": "중앙은행은 경제 성장과 고용을 지원하기 위해 금리를 인하하겠다고 월요일 밝혔다.",
    "am": "ማዕከላዊ ባንኩ የኢኮኖሚ ዕድገትንና ሥራን ለመደገፍ የወለድ ምጣኔን እንደሚቀንስ ሰኞ ዕለት አስታወቀ።",
    "ru": "Центральный банк заявил в понедельник, что снизит процентные ставки, чтобы поддержать рост и занятость.",
    "sw": "Benki kuu ilisema Jumatatu kwamba itapunguza viwango vya riba ili kuunga mkono ukuaji wa uchumi na ajira.",
    "vi": "Ngân hàng trung ương hôm thứ Hai cho biết sẽ cắt giảm lãi suất để hỗ trợ tăng trưởng kinh tế và việc làm.",
    "ta": "பொருளாதார வளர்ச்சி மற்றும் வேலைவாய்ப்பை ஆதரிக்க வட்டி விகிதங்களைக் குறைப்பதாக மத்திய வங்கி திங்கள்கிழமை தெரிவித்தது.",
}  # fmt: skip


@pytest.mark.parametrize("language", STATEMENT)
def test_the_same_statement_takes_about_as_long_to_read_in_every_script(language: str) -> None:
    minutes = reading_seconds(20 * f"{STATEMENT[language]}\n", language) / 60
    english = reading_seconds(20 * f"{STATEMENT['en']}\n", "en") / 60
    assert 0.6 * english <= minutes <= 1.6 * english


@pytest.mark.parametrize("language", STATEMENT)
def test_the_same_statement_has_about_as_many_words_in_every_script(language: str) -> None:
    assert 9 <= count_words(STATEMENT[language], language) <= 28  # 18 in English


def test_reading_time_follows_the_published_speeds() -> None:
    assert reading_seconds("字" * 255, "zh") == 60
    assert reading_seconds("あ" * 357, "ja") == 60
    assert reading_seconds("abc def ghi " * 109 + "abcdef", "en") == 60  # 987 characters
    assert reading_seconds("neno " * 184, "sw") == 60
    assert reading_seconds("가나다라마 " * 74, "ko") == 60
    assert reading_seconds(" \n ", "en") == 0
    assert reading_seconds("Word.", None) == 1
