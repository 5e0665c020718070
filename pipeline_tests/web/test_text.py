"""Bytes to text, whatever header and meta claim."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.text import codec_of, decode

RUSSIAN = "Цены на пшеницу выросли в третий раз за месяц, сообщило министерство сельского хозяйства. " * 3
ARABIC = "ارتفعت أسعار القمح للمرة الثالثة هذا الشهر، بحسب ما أعلنته وزارة الزراعة يوم الثلاثاء. " * 3
CHINESE = "农业部周二表示，小麦价格本月第三次上涨，面包店主说他们将不得不提高价格。" * 3
JAPANESE = "農業省は火曜日、小麦の価格が今月三度目の上昇を記録したと発表した。パン屋は値上げを迫られている。" * 3
KOREAN = "농림부는 화요일 밀 가격이 이번 달 들어 세 번째로 올랐다고 밝혔다. 빵집들은 가격을 올려야 한다. " * 3
FRENCH = "Le prix du blé a augmenté pour la troisième fois ce mois-ci, déclare le ministère à Genève. " * 3
THAI = "ราคาข้าวสาลีเพิ่มขึ้นเป็นครั้งที่สามในเดือนนี้ กระทรวงเกษตรกล่าวเมื่อวันอังคาร " * 3
GREEK = "Η τιμή του σιταριού αυξήθηκε για τρίτη φορά αυτόν τον μήνα, ανακοίνωσε το υπουργείο. " * 3
HEBREW = "מחיר החיטה עלה בפעם השלישית החודש, כך הודיע משרד החקלאות ביום שלישי. " * 3
POLISH = (
    "Ceny pszenicy wzrosły po raz trzeci w tym miesiącu, poinformowało ministerstwo rolnictwa. Żółć gęślą jaźń. " * 3
)


def page(text: str, meta: str | None = None, filler: int = 0) -> str:
    head = f"<script>{'x' * filler}</script>" if filler else ""
    tag = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{head}{tag}<title>News</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("text", [RUSSIAN, ARABIC, CHINESE, FRENCH, THAI])
@pytest.mark.parametrize(
    "claim", [None, "text/html", "text/html; charset=iso-8859-1", "text/html; charset=windows-1251"]
)
def test_valid_utf8_is_utf8_whatever_is_claimed(text: str, claim: str | None) -> None:
    assert decode(page(text).encode(), claim) == (page(text), "utf-8")


@pytest.mark.parametrize(
    ("text", "label", "encoding"),
    [
        (RUSSIAN, "windows-1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "iso-8859-5", "iso8859-5"),
        (ARABIC, "windows-1256", "cp1256"),
        (CHINESE, "gb2312", "gbk"),
        (CHINESE, "GBK", "gb18030"),
        ("台灣總統周二發表談話，" * 9, "big5", "big5"),
        (JAPANESE, "Shift_JIS", "cp932"),
        (JAPANESE, "euc-jp", "euc-jp"),
        (JAPANESE, "iso-2022-jp", "iso-2022-jp"),
        (KOREAN, "euc-kr", "cp949"),
        (KOREAN, "ks_c_5601-1987", "cp949"),
        (FRENCH, "iso-8859-1", "cp1252"),
        ("“quoted” – dash… €5 cliché", "iso-8859-1", "cp1252"),
        (THAI, "tis-620", "cp874"),
        (GREEK, "iso-8859-7", "iso8859-7"),
        (HEBREW, "windows-1255", "cp1255"),
        (POLISH, "iso-8859-2", "iso8859-2"),
    ],
)
@pytest.mark.parametrize("where", ["header", "meta", "late-meta", "http-equiv"])
def test_named_charsets_are_read_as_browsers_do(text: str, label: str, encoding: str, where: str) -> None:
    header = f"text/html; charset={label}" if where == "header" else "text/html"
    html = page(text, label if "meta" in where else None, filler=3_000 if where == "late-meta" else 0)
    if where == "http-equiv":
        tag = f"<head><meta http-equiv='Content-Type' content='text/html; charset={label}'>"
        html = html.replace("<head>", tag)
    assert decode(html.encode(encoding), header)[0] == html


@pytest.mark.parametrize(
    ("text", "encoding", "header", "meta"),
    [
        (RUSSIAN, "cp1251", "utf-8", "windows-1251"),
        (RUSSIAN, "cp1251", "iso-8859-1", "windows-1251"),
        (RUSSIAN, "cp1251", "windows-1251", "utf-8"),
        (RUSSIAN, "cp1251", "windows-1251", "iso-8859-1"),
        (ARABIC, "cp1256", "iso-8859-1", "windows-1256"),
        (CHINESE, "gbk", "utf-8", "gb2312"),
        (CHINESE, "gbk", "gb2312", "utf-8"),
        (CHINESE, "gbk", "iso-8859-1", "gb2312"),
        (JAPANESE, "cp932", "utf-8", "shift_jis"),
        (JAPANESE, "cp932", "iso-8859-1", "shift_jis"),
        (KOREAN, "cp949", "iso-8859-1", "euc-kr"),
        (FRENCH, "cp1252", "utf-8", "iso-8859-1"),
        (FRENCH, "cp1252", "iso-8859-1", "utf-8"),
        (GREEK, "iso8859-7", "iso-8859-1", "iso-8859-7"),
        (POLISH, "iso8859-2", "utf-8", "iso-8859-2"),
    ],
)
def test_where_header_and_meta_disagree_the_one_that_fits_wins(
    text: str, encoding: str, header: str, meta: str
) -> None:
    html = page(text, meta)
    assert decode(html.encode(encoding), f"text/html; charset={header}")[0] == html


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (CHINESE, "gbk"),
        (JAPANESE, "cp932"),
        (KOREAN, "cp949"),
        (FRENCH, "cp1252"),
        (ARABIC, "cp1256"),
    ],
)
@pytest.mark.parametrize("header", [None, "text/html", "text/html; charset=iso-8859-1"])
def test_without_a_true_claim_statistics_decide(text: str, encoding: str, header: str | None) -> None:
    assert decode(page(text).encode(encoding), header)[0] == page(text)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("header", [None, "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_utf16_and_byte_order_marks_are_recognised(encoding: str, header: str | None) -> None:
    html = page(RUSSIAN)
    assert decode(html.encode(encoding), header)[0] == html


def test_a_big_endian_mark_is_read() -> None:
    assert decode(codecs.BOM_UTF16_BE + page(CHINESE).encode("utf-16-be"), None)[0] == page(CHINESE)


def test_a_page_that_claims_utf16_in_single_bytes_is_read() -> None:
    html = page(FRENCH, "utf-16")
    assert decode(html.encode(), "text/html")[0] == html


def test_an_xml_declaration_names_the_charset_of_a_feed() -> None:
    feed = f"<?xml version='1.0' encoding='windows-1251'?><rss><title>{RUSSIAN}</title></rss>"
    assert decode(feed.encode("cp1251"), "application/rss+xml")[0] == feed


@pytest.mark.parametrize("text", [RUSSIAN, FRENCH, ARABIC, CHINESE, "L’été – déjà… “oui”. " * 3])
def test_text_that_was_encoded_twice_is_undone(text: str) -> None:
    twice = page(text).encode("utf-8").decode("cp1252", "emcip-controls").encode("utf-8")
    assert decode(twice, "text/html; charset=utf-8") == (page(text), "utf-8")


@pytest.mark.parametrize("text", [FRENCH, POLISH, "São Paulo – Ação", "Â©", "naïve café", "Ã", "5 × 3 ÷ 2 ±", RUSSIAN])
def test_text_that_was_encoded_once_is_left_alone(text: str) -> None:
    assert decode(text.encode(), None)[0] == text


def test_a_few_broken_bytes_do_not_turn_a_page_into_mojibake() -> None:
    body = page(RUSSIAN * 20).encode()
    cut = body[:200] + b"\xd0" + body[200:] + b"\xff\xfe"
    text, charset = decode(cut, "text/html; charset=utf-8")
    assert charset == "utf-8"
    assert text.count("\ufffd") <= 5
    gbk = page(CHINESE * 20).encode("gbk")
    text, charset = decode(gbk[:300] + b"\xff" + gbk[300:], "text/html; charset=gb2312")
    assert charset == "gb18030"
    assert "面包店主" in text


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("UTF8", "utf-8"),
        ("gb2312", "gb18030"),
        ("x-gbk", "gb18030"),
        ("iso-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("ascii", "cp1252"),
        ("iso_8859-9", "cp1254"),
        ("ks_c_5601-1987", "cp949"),
        ("x-sjis", "cp932"),
        ('"windows-1251"', "cp1251"),
        ("no-such-charset", None),
        ("hex", None),
        ("rot13", None),
        ("", None),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


@given(
    st.binary(max_size=400),
    st.sampled_from([None, "text/html; charset=gb2312", "text/html; charset=hex", "charset=utf-16"]),
)
def test_any_bytes_become_some_text(body: bytes, content_type: str | None) -> None:
    text, charset = decode(body, content_type)
    assert isinstance(text, str)
    assert codecs.lookup(charset)


@given(st.text(max_size=300))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    decoded, charset = decode(text.encode("utf-8", "replace"), "text/html; charset=utf-8")
    assert charset in ("utf-8", "utf-16-le", "utf-16-be", "utf-16", "utf-32") or decoded


def test_a_hostile_head_is_read_in_no_time() -> None:
    """No pattern runs away on a page made of the beginnings of tags."""
    decode(b"\xff" + b"<meta " * 60_000, "text/html")
    decode(b"\xff" + b"<meta charset" * 30_000, "text/html")
    decode(b"\xff" + b"<script>" * 40_000, "text/html")
    decode(b"\xff" + b"<?xml" + b" " * 400_000, "text/html")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "El concejo votó el martes el cierre del mercado. Según los vendedores, el año próximo será difícil.",
            "cp1252",
        ),
        ("Fiskarna säger att båtarna går ut på måndag. Hamnen öppnar för alla som inte är här.", "cp1252"),
        ("Le marché ferme. « Personne n’est venu », dit-elle à l’issue de la réunion.", "cp1252"),
        ("A tanács úgy döntött, hogy bezárja a piacot. Az árusok szerint senki sem kérdezte őket.", "cp1250"),
        ("Rada zdecydowała o zamknięciu targu. Kupcy mówią, że nikt ich nie pytał i że złożą odwołanie.", "cp1250"),
    ],
)
@pytest.mark.parametrize("label", ["utf-8", None])
def test_a_page_of_few_accents_that_claims_utf_8_or_nothing_is_read_as_it_was_written(
    text: str, encoding: str, label: str | None
) -> None:
    html = page(text, label)
    assert decode(html.encode(encoding), "text/html")[0] == html


def test_characters_that_are_written_as_two_halves_are_joined() -> None:
    halves = "🐟".encode("utf-16-be")
    written = b"".join(chr(int.from_bytes(halves[at : at + 2])).encode("utf-8", "surrogatepass") for at in (0, 2))
    assert decode(b"<p>fish " + written + b" market</p>") == ("<p>fish 🐟 market</p>", "utf-8")
    assert decode(b"<p>fish " + written[:3] + b" market</p>")[0] == "<p>fish \ufffd market</p>"
