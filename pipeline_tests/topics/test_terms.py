import pytest

from pipeline.topics.terms import TermFinder, fold


def found(terms: list[str], language: str, text: str) -> list[str]:
    return [term for term, _ in TermFinder(terms, language).find(fold(text))]


@pytest.mark.parametrize(
    ("language", "term", "text", "there"),
    [
        ("en", "oil", "Oil prices rose", True),
        ("en", "oil", "The soil is dry and boiling", False),
        ("en", "power plant", "two power plants were shut", True),
        ("en", "power plant", "power-plant workers", True),
        ("en", "bank", "the bank's rates", True),
        ("en", "bank", "bankers", False),
        ("es", "inflación", "La INFLACIÓN baja", True),
        ("ru", "выборы", "о парламентских выборах", True),
        ("ru", "центральный банк", "решение центрального банка", True),
        ("tr", "seçim", "yerel seçimlerinde", True),
        ("ar", "انتخابات", "نتائج الانتخابات الرئاسية", True),
        ("ar", "نفط", "وبالنفط والغاز", True),
        ("ar", "نفط", "منفطر", False),
        ("hi", "चुनाव", "विधानसभा चुनावों में", True),
        ("hi", "बिजली", "बिजली की मांग", True),
        ("sw", "uchaguzi", "uchaguzi mkuu", True),
        ("zh", "通货膨胀", "央行称通货膨胀率下降", True),
        ("th", "เงินเฟ้อ", "อัตราเงินเฟ้อเดือนนี้", True),
        ("ja", "選挙", "総選挙の結果", True),
    ],
)
def test_a_term_is_found_as_its_language_writes_it(language: str, term: str, text: str, there: bool) -> None:
    assert found([term], language, text) == ([term] if there else [])


def test_the_longer_term_wins_and_terms_do_not_overlap() -> None:
    assert found(["central bank", "bank", "interest"], "en", "The central bank raised interest") == [
        "central bank",
        "interest",
    ]
    assert found(["银行", "中央银行"], "zh", "中央银行加息") == ["中央银行"]


def test_positions_are_those_of_the_text() -> None:
    text = fold("Ports: the PORT of Mombasa")
    assert [text[at : at + 4] for _, at in TermFinder(["port"], "en").find(text)] == ["port", "port"]


def test_no_terms_find_nothing() -> None:
    assert found([], "en", "anything") == []
    assert found(["  "], "en", "anything") == []
