"""Languages told from text."""

from __future__ import annotations

import pytest

from pipeline.language.detect import base_language, detect_language

TEXTS = {
    "en": "The government said on Monday that it would raise the price of bread next month.",
    "es": "El gobierno anunció el lunes que subirá el precio del pan a partir del próximo mes.",
    "pt": "O governo anunciou na segunda-feira que vai aumentar o preço do pão no próximo mês.",
    "fr": "Le gouvernement a annoncé lundi qu'il augmenterait le prix du pain le mois prochain.",
    "de": "Die Regierung kündigte am Montag an, den Brotpreis im kommenden Monat zu erhöhen.",
    "ru": "Правительство объявило в понедельник, что повысит цену на хлеб со следующего месяца.",
    "uk": "Уряд оголосив у понеділок, що підвищить ціну на хліб з наступного місяця.",
    "bg": "Правителството обяви в понеделник, че ще увеличи цената на хляба от следващия месец.",
    "kk": "Үкімет дүйсенбі күні келесі айдан бастап нан бағасын көтеретінін мәлімдеді.",
    "tr": "Hükümet pazartesi günü ekmek fiyatını gelecek aydan itibaren artıracağını duyurdu.",
    "ar": "أعلنت الحكومة يوم الاثنين أنها سترفع سعر الخبز اعتبارا من الشهر المقبل.",
    "fa": "دولت روز دوشنبه اعلام کرد که قیمت نان را از ماه آینده افزایش خواهد داد.",
    "ur": "حکومت نے پیر کو اعلان کیا کہ وہ اگلے مہینے سے روٹی کی قیمت میں اضافہ کرے گی۔",
    "he": "הממשלה הודיעה ביום שני כי תעלה את מחיר הלחם מהחודש הבא.",
    "hi": "सरकार ने सोमवार को घोषणा की कि वह अगले महीने से रोटी की कीमत बढ़ाएगी।",
    "mr": "सरकारने सोमवारी जाहीर केले की पुढील महिन्यापासून पावाची किंमत वाढवली जाईल.",
    "ne": "सरकारले सोमबार आगामी महिनादेखि रोटीको मूल्य बढाउने घोषणा गरेको छ।",
    "bn": "সরকার সোমবার ঘোষণা করেছে যে আগামী মাস থেকে রুটির দাম বাড়ানো হবে।",
    "ta": "அடுத்த மாதம் முதல் ரொட்டி விலை உயர்த்தப்படும் என்று அரசு அறிவித்தது.",
    "th": "รัฐบาลประกาศเมื่อวันจันทร์ว่าจะขึ้นราคาขนมปังตั้งแต่เดือนหน้า",
    "my": "အစိုးရက တနင်္လာနေ့တွင် ပေါင်မုန့်စျေးနှုန်း မြှင့်တင်မည်ဟု ကြေညာခဲ့သည်။",
    "km": "រដ្ឋាភិបាលបានប្រកាសកាលពីថ្ងៃចន្ទថានឹងដំឡើងតម្លៃនំប៉័ង។",
    "zh": "政府周一宣布，从下个月起将提高面包价格。",
    "ja": "政府は月曜日、来月からパンの価格を引き上げると発表した。",
    "ko": "정부는 월요일 다음 달부터 빵 가격을 인상한다고 발표했다.",
    "am": "መንግሥት ከሚቀጥለው ወር ጀምሮ የዳቦ ዋጋ እንደሚጨምር ሰኞ ዕለት አስታወቀ።",
    "hy": "Կառավարությունը երկուշաբթի հայտարարեց, որ կբարձրացնի հացի գինը։",
    "ka": "მთავრობამ ორშაბათს განაცხადა, რომ პურის ფასს გაზრდის.",
    "sw": "Serikali ilitangaza Jumatatu kwamba itapandisha bei ya mkate kuanzia mwezi ujao.",
    "zu": "Uhulumeni umemezele ngoMsombuluko ukuthi uzokhuphula intengo yesinkwa ngenyanga ezayo.",
    "xh": "Urhulumente ubhengeze ngoMvulo ukuba uza kunyusa ixabiso lesonka kwinyanga ezayo.",
    "ha": "Gwamnati ta sanar a ranar Litinin cewa za ta kara farashin burodi daga wata mai zuwa.",
    "yo": "Ìjọba kéde ní ọjọ́ Ajé pé òun yóò fi kún owó búrẹ́dì láti oṣù tí ń bọ̀.",
    "ig": "Gọọmenti kwupụtara na Mọnde na ọ ga-eme ka ọnụ ahịa achịcha rịa elu n'ọnwa na-abịa.",
    "so": "Dowladdu waxay Isniintii ku dhawaaqday inay kordhin doonto qiimaha rootiga bisha soo socota.",
    "pcm": "Di goment don tok say dem go increase bread price next month, but pipo wey dey sell am no gree at all.",
    "pap": "Gobierno a anuncia cu prijs di pan ta subi otro luna, y esaki tabata sorpresa pa hopi hende den nan cas.",
    "vi": "Chính phủ hôm thứ Hai thông báo sẽ tăng giá bánh mì từ tháng tới.",
    "id": "Pemerintah mengumumkan pada hari Senin bahwa harga roti akan naik karena biaya bahan baku.",
    "ms": "Kerajaan mengumumkan pada hari Isnin bahawa harga roti akan naik kerana kos bahan mentah.",
    "tl": "Inihayag ng pamahalaan noong Lunes na itataas nito ang presyo ng tinapay simula sa susunod na buwan.",
    "rw": "Guverinoma yatangaje ku wa mbere ko ibiciro by'umugati bizazamuka kubera ibyo binyabutabire.",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_language_is_told_from_one_sentence(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


def test_declared_language_does_not_overrule_the_text() -> None:
    assert detect_language(TEXTS["sw"], declared="en-US") == "sw"


def test_a_near_tie_of_indonesian_and_malay_goes_to_what_the_page_declares() -> None:
    text = "Kelas di rumah itu penuh pada bulan ini, dan guru mereka datang membawa buku serta makanan untuk anak-anak."
    assert detect_language(text, declared="id") == "id"
    assert detect_language(text, declared="ms-MY") == "ms"
    assert detect_language(TEXTS["ms"], declared="id") == "ms"


def test_declared_language_decides_when_the_text_does_not_tell() -> None:
    assert detect_language("2026: 42%", declared="pt-BR") == "pt"
    assert detect_language("", declared=None) is None


def test_hostile_characters_raise_nothing() -> None:
    assert detect_language("\x00\ud800\ufffe" + TEXTS["fr"]) == "fr"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("pt-BR", "pt"), ("zh_Hant", "zh"), ("nb-NO", "no"), ("nn", "no"), ("iw", "he"), ("eng", "en"), ("fil", "tl"),
     ("", None), (None, None), ("und", None), ("english", None), ("{{lang}}", None)],
)  # fmt: skip
def test_tags_are_reduced_to_their_language(tag: str | None, code: str | None) -> None:
    assert base_language(tag) == code
