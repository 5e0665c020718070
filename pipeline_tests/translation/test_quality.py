"""Real translations pass, answers that are none do not: one case a line."""

from __future__ import annotations

import pytest

from pipeline.demo.fake_translate import ODD_ANSWERS
from pipeline.demo.pseudo import pseudo_english
from pipeline.translation.numbers import checked_numbers, missing_numbers
from pipeline.translation.quality import problem_of

# language, original, a translation as a human or a machine makes it
GOOD = [
    ("de", "Der Hafen meldet 12,5 % Wachstum.", "The port reports growth of 12.5 per cent."),
    ("de", "Um 20.30 Uhr waren 1.250 Menschen da.", "At 8:30 p.m. there were 1,250 people."),
    ("de", "Zwölf Leute, 12 Autos und 15 Hunde.", "Twelve people, twelve cars and 15 dogs."),
    ("fr", "Selon le ministre, 3,4 milliards d'euros seront investis d'ici 2030.",
     "According to the minister, 3.4 billion euros will be invested by 2030."),
    ("fr", "Réunion à 18h30 à Dakar", "Meeting at 6:30 p.m. in Dakar"),
    ("es", "El PIB creció un 2,3% en el tercer trimestre, según el INEGI.",
     "GDP grew 2.3% in the third quarter, according to INEGI."),
    ("es", "Unas 250 mil personas marcharon.", "Some 250,000 people marched."),
    ("pt", "O Banco Central manteve a Selic em 15% ao ano.", "The Central Bank kept the Selic rate at 15% a year."),
    ("sw", "Rais William Ruto alisema Jumanne kwamba serikali itajenga shule 500.",
     "President William Ruto said on Tuesday that the government will build 500 schools."),
    ("id", "Harga beras naik Rp 14.500 per kilogram di Jakarta.",
     "The price of rice rose to Rp 14,500 per kilogram in Jakarta."),
    ("vi", "Xuất khẩu gạo đạt 8,1 triệu tấn trong năm 2025.", "Rice exports reached 8.1 million tonnes in 2025."),
    ("tr", "Merkez Bankası faizi 250 baz puan indirdi.", "The central bank cut its rate by 250 basis points."),
    ("ru", "По данным Росстата, инфляция составила 7,4 % в 2025 году.",
     "According to Rosstat, inflation was 7.4% in 2025."),
    ("uk", "У Києві о 14:05 оголосили тривогу.", "An alert was declared in Kyiv at 2:05 p.m."),
    ("ar", "ارتفعت الصادرات بنسبة ١٢٫٥٪ لتصل إلى ٣٤٥ مليون دولار.", "Exports rose by 12.5% to reach $345 million."),
    ("ar", "قال الرئيس", "The president said"),
    ("fa", "در سال ۱۴۰۴ تورم به ۴۲ درصد رسید.", "In 2025 inflation reached 42 percent."),
    ("ur", "وزیراعظم نے 15 نومبر کو اعلان کیا۔", "The prime minister made the announcement on 15 November."),
    ("hi", "सरकार ने 25 लाख किसानों को भुगतान किया।", "The government paid 2.5 million farmers."),
    ("hi", "मुंबई में २४ घंटे में 150 मिमी बारिश हुई।", "Mumbai received 150 mm of rain in 24 hours."),
    ("ne", "विसं २०८२ मा निर्वाचन हुनेछ।", "Elections will be held in 2025."),
    ("bn", "ঢাকায় ১২০ জন আটক", "120 people detained in Dhaka"),
    ("th", "รัฐบาลอนุมัติงบประมาณ 3.75 ล้านล้านบาทสำหรับปี 2569",
     "The government approved a budget of 3.75 trillion baht for 2026"),
    ("th", "พ.ศ. 2569", "2026"),
    ("zh", "该公司去年投资了5万亿元，同比增长5.2%。",
     "The company invested 5 trillion yuan last year, up 5.2 percent year on year."),
    ("zh", "3亿人", "300 million people"),
    ("ja", "政府は21日、2026年度予算案を閣議決定した。",
     "The government approved the fiscal 2026 budget on the 21st at a cabinet meeting."),
    ("ja", "訪日客は350万人だった。", "There were 3.5 million visitors to Japan."),
    ("ko", "서울의 아파트값이 0.35% 올랐다.", "Apartment prices in Seoul rose 0.35%."),
    ("am", "በ2018 ዓ.ም ኢኮኖሚው 7 በመቶ አደገ።", "In 2025/26 the economy grew by 7 percent."),
    ("sw", "Tetesi za Soka Ulaya Jumamosi 19.12.2020: Rashford, Pogba",
     "European football rumours, Saturday 19.12.2020: Rashford, Pogba"),
    ("hi", "वार्ड 10, 11, 12 ,14 में पानी नहीं", "No water in wards 10, 11, 12,14"),
    ("es", "Lionel Messi, Inter Miami CF", "Lionel Messi, Inter Miami CF"),
    ("es", "Real Madrid Club de Fútbol 3 - FC Barcelona 2", "Real Madrid Club de Fútbol 3 - FC Barcelona 2"),
    ("de", "“We will not give up our land to anyone,” he said in English.",
     "“We will not give up our land to anyone,” he said in English."),
    ("fr", "Note de la rédaction : le texte a été mis à jour.", "Editor's note: the text has been updated."),
    ("fr", "Voir https://example.org/a?b=1 pour plus.", "See https://example.org/a?b=1 for more."),
    ("es", "Traducción: una vida entre lenguas", "Translation: a life between languages"),
    ("ru", "Фото: РИА Новости", "Photo: RIA Novosti"),
    ("zh", "（完）", "(End)"),
    ("ja", "【速報】", "[Breaking]"),
]  # fmt: skip

# what came back, and the slug of the reason
BAD = [
    ("de", "Der Hafen meldet 12,5 % Wachstum.", "", "empty"),
    ("de", "Der Hafen meldet 12,5 % Wachstum.", "   ", "empty"),
    ("de", "Der Hafen meldet 12,5 % Wachstum.", "The port reports growth.", "numbers"),
    ("de", "Der Hafen meldet 12,5 % Wachstum.", "The port reports growth of 13.5 per cent.", "numbers"),
    ("de", "Bei dem Unfall starben 20 Menschen.", "The accident killed 2 people.", "numbers"),
    ("de", "Am 13. Mai starben 27 Menschen.", "On 12 May 27 people died.", "numbers"),
    ("ar", "ارتفعت الصادرات بنسبة ١٢٫٥٪ لتصل إلى ٣٤٥ مليون دولار.",
     "Exports rose by 12.5% to reach $354 million.", "numbers"),
    ("de", "Der Bürgermeister sagte am Dienstag, er werde zurücktreten.",
     "Der Bürgermeister sagte am Dienstag, er werde zurücktreten.", "untranslated"),
    ("fr", "Le président a signé la loi. Les députés avaient voté le texte hier soir.",
     "The president signed the law. Les députés avaient voté le texte hier soir.", "untranslated"),
    ("ru", "Президент подписал закон о бюджете на следующий год.",
     "Президент подписал закон о бюджете на следующий год.", "script"),
    ("zh", "政府宣布了新的经济刺激计划，将于下月实施。", "政府宣布了新的经济刺激计划，将于下月实施。", "script"),
    ("fr", "Le président a signé hier soir à Dakar la loi de finances que les députés avaient votée.",
     "The president.", "length"),
    ("fr", "Le président a signé hier soir la loi de finances que les députés avaient votée.",
     "The president signed. " * 20, "length"),
    ("de", "Der Hafen wächst weiter und weiter, sagt der Minister am Dienstag in Mombasa.",
     "Here is the translation you asked for: The port keeps growing, the minister says.", "commentary"),
    ("de", "Der Hafen wächst weiter und weiter, sagt der Minister am Dienstag in Mombasa.",
     "I'm sorry, but I cannot translate this text about the port.", "commentary"),
    ("de", "Mehr unter https://example.org/hafen heute.", "More at https://example.com/harbour today.", "addresses"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "original", "translated"), GOOD)
def test_a_real_translation_passes(language: str, original: str, translated: str) -> None:
    assert problem_of(original, translated, language, "en") is None


@pytest.mark.parametrize(("language", "original", "translated", "slug"), BAD)
def test_what_is_no_translation_is_told(language: str, original: str, translated: str, slug: str) -> None:
    problem = problem_of(original, translated, language, "en")
    assert problem is not None
    assert problem.split(":")[0] == slug


LONG = (
    "Der Hafen von Mombasa meldet für 2025 ein Wachstum von 12,5 %, sagte Minister John Kamau am Dienstag in Nairobi."
)


@pytest.mark.parametrize("trouble", sorted(ODD_ANSWERS))
def test_every_odd_answer_of_the_fake_service_is_told(trouble: str) -> None:
    assert problem_of(LONG, ODD_ANSWERS[trouble](pseudo_english(LONG)), "de", "en")


@pytest.mark.parametrize(("language", "original"), [(case[0], case[1]) for case in GOOD])
def test_the_fake_service_passes_when_it_behaves(language: str, original: str) -> None:
    assert problem_of(original, pseudo_english(original), language, "en") is None


def test_a_text_may_be_translated_into_other_scripts_too() -> None:
    assert (
        problem_of("The port reports growth of 12.5 percent.", "Порт сообщает о росте на 12,5 %.", "en", "ru") is None
    )
    wrong = problem_of("The port reports growth of 12.5 percent.", "港口增长 12.5%，部长昨天说。", "en", "ru")
    assert wrong is not None
    assert wrong.startswith("script")


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("1.250,5 und 1,250.5 und 1 250,5", "de", ["12505", "12505", "12505"]),
        ("5 Männer", "de", []),
        ("3万 2026年", "zh", ["2026"]),
        ("٢٠٢٦", "en", ["2026"]),
        ("seit 18.30 Uhr", "de", []),
        ("am 12.05.2025 und 2024/11/03", "de", ["2025", "2024"]),
        ("in 2025 300 Menschen, 12.5 %", "de", ["2025", "300", "125"]),
        ("11月22日", "ja", ["22"]),
    ],
)
def test_numbers_are_found_in_any_notation(text: str, language: str, numbers: list[str]) -> None:
    assert checked_numbers(text, language) == numbers


def test_one_number_in_many_may_be_written_otherwise() -> None:
    many = " ".join(str(number) for number in range(20, 40))
    assert missing_numbers(f"{many} 77", many, "de") == ["77"]
    assert problem_of(f"{many} 77", many, "de", "en") is None
