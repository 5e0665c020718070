"""Where sentences end, in the scripts of the catalogue."""

from __future__ import annotations

import pytest

from pipeline.language.sentences import split_sentences

# (language, the sentences that their joined text must be split into, what joins them)
TEXTS: list[tuple[str, list[str], str]] = [
    ("en", ["The U.S. Senate met on Monday.", "It voted 52-48."], " "),
    ("en", ["He has lived in the U.S. since 1999, Mr. Okafor said.", "His wife has not."], " "),
    ("en", ["Exports go to the U.S.", "The rest stays at home."], " "),
    ("en", ["Dr. A. B. Mensah arrived at 9 a.m. on Tuesday.", "She left at noon."], " "),
    ("en", ["“Is this the end?” he asked.", "Nobody knew!", "The bank rose 3.5 percent."], " "),
    ("en", ["“We will pay.”", "The minister then left."], " "),
    ("en", ["Prices rose… and fell again.", "Then… nothing."], " "),
    ("en", ["See No. 12 of the gazette.", "Acme Inc. and Beta Ltd. objected."], " "),
    ("en", ["He said no.", "They painted it red.", "She told me.", "It went on.", "The end."], " "),
    ("de", ["Am 12. März kam z. B. Dr. Huber.", "Er blieb bis zum 3. Mai."], " "),
    ("es", ["El Sr. Pérez llegó a EE.UU. el lunes.", "¿Qué dijo?", "Nada."], " "),
    ("fr", ["M. Diallo est arrivé.", "« Nous paierons », a-t-il dit.", "Puis il est parti."], " "),
    ("pt", ["O dep. João, da av. Paulista, saiu.", "Voltou às 10h."], " "),
    ("pl", ["W 2025 r. wzrosły m.in. ceny chleba.", "Spadły ceny mąki."], " "),
    ("ru", ["В 2024 г. население составило 10 тыс. человек.", "Это на 3% больше."], " "),
    ("ru", ["Об этом сообщил И. В. Петров.", "«Мы согласны», — сказал он."], " "),
    ("uk", ["Це коштувало 5 млн грн.", "Уряд погодився."], " "),
    ("tr", ["Prof. Dr. Yılmaz 3. kez seçildi.", "Kararı dün açıkladı."], " "),
    ("ar", ["وصل الوزير يوم الاثنين.", "هل سيبقى؟", "لم يقل شيئا!"], " "),
    ("fa", ["وزیر آمد.", "آیا او می‌ماند؟", "نه."], " "),
    ("ur", ["وزیر پیر کو پہنچے۔", "کیا وہ رہیں گے؟", "انہوں نے کچھ نہیں کہا۔"], " "),
    ("hi", ["मंत्री सोमवार को पहुंचे।", "क्या वे रुकेंगे?", "उन्होंने कुछ नहीं कहा।"], " "),
    ("hi", ["मंत्री सोमवार को पहुंचे।", "उन्होंने कुछ नहीं कहा।"], ""),
    ("bn", ["মন্ত্রী এলেন।", "তিনি কিছু বলেননি।"], " "),
    ("zh", ["部长周一抵达。", "他会留下吗？", "他没有说。"], ""),
    ("zh", ["“我们会付款。”", "部长随后离开。"], ""),
    ("ja", ["大臣は「支払います。」と述べた。", "その後、帰国した。"], ""),
    ("ko", ["장관이 월요일에 도착했다.", "그는 “지불하겠다.”라고 말했다.", "이후 떠났다."], " "),
    ("am", ["ሚኒስትሩ ሰኞ ደረሱ።", "ምንም አልተናገሩም።"], " "),
    ("my", ["ဝန်ကြီး ရောက်ရှိသည်။", "သူ ဘာမှ မပြောပါ။"], " "),
    ("km", ["រដ្ឋមន្ត្រីបានមកដល់។", "គាត់មិននិយាយអ្វីទេ។"], " "),
    ("hy", ["Նախարարը ժամանեց։", "Նա ոչինչ չասաց։"], " "),
    ("hy", ["Նախարարը ժամանեց:", "Նա ոչինչ չասաց:"], " "),
    ("el", ["Ο υπουργός έφτασε.", "Θα μείνει;", "Δεν είπε τίποτα."], " "),
    ("sw", ["Waziri aliwasili Jumatatu.", "Je, atabaki?", "Hakusema."], " "),
    ("vi", ["Bộ trưởng đến hôm thứ Hai.", "Ông không nói gì."], " "),
    ("yo", ["Mínísítà dé ní ọjọ́ Ajé.", "Kò sọ nǹkan kan."], " "),
]


@pytest.mark.parametrize(("language", "sentences", "joined_by"), TEXTS)
def test_text_is_split_where_its_sentences_end(language: str, sentences: list[str], joined_by: str) -> None:
    assert split_sentences(joined_by.join(sentences), language) == sentences


def test_script_decides_without_a_language() -> None:
    assert len(split_sentences("部长周一抵达。他没有说。")) == 2
    assert len(split_sentences("मंत्री पहुंचे। वे चले गए।")) == 2


def test_paragraph_break_ends_a_sentence_without_punctuation() -> None:
    assert split_sentences("A headline\n\nA sentence.") == ["A headline", "A sentence."]


def test_thai_is_cut_at_clauses_and_keeps_every_word() -> None:
    text = (
        "นายกรัฐมนตรีเดินทางถึงกรุงเทพฯ เมื่อวันจันทร์ที่ผ่านมา เพื่อหารือกับผู้นำภาคธุรกิจเกี่ยวกับราคาข้าว"
        " โดยระบุว่ารัฐบาลจะจัดสรรงบประมาณเพิ่มเติม 500 ล้านบาท ให้แก่เกษตรกรในภาคอีสานภายในสิ้นปีนี้"
    )
    sentences = split_sentences(text, "th")
    assert len(sentences) >= 2
    assert " ".join(sentences) == text


def test_nothing_is_lost_in_hostile_punctuation() -> None:
    text = "...!!! ??? (. . .) “” U.S.A... 3.5. 1. a. b. 。。。！？" * 50
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["", " \n ", "...", "。"])
def test_text_without_words_makes_no_error(text: str) -> None:
    assert all(split_sentences(text))
