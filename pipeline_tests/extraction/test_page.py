"""One page at a time: text, title, authors, date and language in many languages, encodings and layouts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import pickle

import pytest

from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline_tests.extraction.pages import PORT, page

URL = "https://www.harbour-post.example/news/third-terminal-opens"


def extract(body: bytes, url: str | None = URL, content_type: str | None = "text/html") -> ExtractedPage:
    return extract_page(body, url=url, content_type=content_type)


def linked_data(**node: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **node})}</script>"


def meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


def test_article_is_read_without_its_furniture() -> None:
    found = extract(page())
    assert found.outcome == "article"
    assert found.text.split("\n") == PORT
    assert found.title == "Third terminal opens at the port"
    assert found.language == "en"
    assert found.word_count == sum(len(text.replace("—", " ").split()) for text in PORT)
    assert found.confidence > 0.5
    assert found.text_hash


def test_page_survives_pickling() -> None:
    found = extract(page())
    assert pickle.loads(pickle.dumps(found)) == found


def test_same_bytes_give_the_same_result() -> None:
    assert dataclasses.asdict(extract(page())) == dataclasses.asdict(extract(page()))


@pytest.mark.parametrize(
    "noise",
    [
        "<figure><img src='a.jpg'><figcaption>A crane at the new terminal, 2 November 2026. Photo: J."
        " Otieno</figcaption></figure>",
        "<p>Advertisement</p>",
        "<p>Read also: Ferry timetable changes from Monday</p>",
        "<p>ALSO READ | Ferry timetable changes from Monday</p>",
        "<p>Photo: Joseph Otieno / The Harbour Post</p>",
        "<p>Subscribe to our newsletter and never miss a story.</p>",
        "<p>Follow us on Facebook and Twitter</p>",
        "<p>Lea también: El tercer muelle abre el lunes</p>",
        "<p>Читайте также: Порт открыл третий терминал</p>",
        "<p>اقرأ أيضا: افتتاح المحطة الثالثة</p>",
        "<p>यह भी पढ़ें: बंदरगाह का तीसरा टर्मिनल खुला</p>",
        "<p>延伸閱讀：港口第三碼頭啟用</p>",
        "<p>© 2026 The Harbour Post. All rights reserved.</p>",
    ],
)
def test_what_only_stands_beside_the_article_is_left_out(noise: str) -> None:
    middle = page([PORT[0], PORT[1]], after=noise + "".join(f"<p>{text}</p>" for text in PORT[2:]))
    assert extract(middle).text.split("\n") == PORT
    assert extract(page(after=noise)).text.split("\n") == PORT


@pytest.mark.parametrize(
    "closing",
    [
        "<p>Follow The Harbour Post on Twitter and Instagram @HarbourPost and on Facebook. Send us a message at any"
        " time, we read all of them.</p>",
        "<p>Síguenos en Facebook, Instagram y en nuestro canal de Telegram para no perder ninguna noticia.</p>",
        "<p>This article is the copyrighted property of The Harbour Post. Written permission must be obtained before it"
        " is printed elsewhere.</p>",
        "<p>本記事の無断転載を禁じます。</p>",
        "<p>3 min read</p>",
        "<p>Mirá también</p>",
    ],
)
def test_what_the_house_says_of_itself_below_an_article_is_left_out(closing: str) -> None:
    assert extract(page(after=closing)).text.split("\n") == PORT


@pytest.mark.parametrize(
    "closing",
    [
        "The ministry said that Facebook and Twitter had taken down the accounts within two days of its request.",
        "A court in the capital will decide in June whether the copyright of the old charts has run out at last.",
    ],
)
def test_an_article_may_end_with_networks_and_rights(closing: str) -> None:
    assert extract(page(after=f"<p>{closing}</p>")).text.split("\n") == [*PORT, closing]


STANDFIRST = "The third terminal is to halve the queues, and the road to it is not yet built, shippers say."
SUMMARY = f"<meta name='description' content='{STANDFIRST}'>"


@pytest.mark.parametrize(
    ("head", "lead", "taken"),
    [
        (SUMMARY, f"<div class='x7f'>{STANDFIRST}</div>", True),
        ("", f"<div class='article__lead'>{STANDFIRST}</div>", True),
        ("", f"<div class='story-preamble'><p>{STANDFIRST}</p></div>", True),
        # said of the page and not shown on it, or shown with a picture, a link, or another story
        (SUMMARY, "", False),
        (SUMMARY, f"<a href='/other'><p>{STANDFIRST}</p></a>", False),
        (SUMMARY, f"<div class='related-story'><p>{STANDFIRST}</p></div>", False),
        ("", f"<div class='leaderboard'>{STANDFIRST}</div>", False),
    ],
)
def test_the_standfirst_above_the_column_is_part_of_the_article(head: str, lead: str, taken: bool) -> None:
    source = page(head=head).replace(b"<main>", f"<div class='top'>{lead}</div><main>".encode())
    assert extract(source).text.split("\n") == ([STANDFIRST] if taken else []) + PORT


def test_a_standfirst_that_the_text_repeats_is_not_doubled() -> None:
    head = f"<meta name='description' content='{PORT[0]}'>"
    source = page(head=head).replace(b"<main>", f"<div class='lead'>{PORT[0]}</div><main>".encode())
    assert extract(source).text.split("\n") == PORT


def test_headings_lists_and_quotations_are_kept_as_markdown() -> None:
    extra = (
        "<h2>What comes next</h2><p>The ministry named <b>three</b> steps that it wants to take before June:</p>"
        "<ul><li>A tender for the second carriageway in March</li><li>New weighbridges at both ends of the"
        " road</li></ul>"
        "<blockquote><p>We have waited for this road for eleven years, and we can wait for a few months"
        " more.</p></blockquote>"
        f"<p>{PORT[3]}</p>"
    )
    found = extract(page(PORT[:3], after=extra))
    assert "## What comes next" in found.markdown
    assert "**three**" in found.markdown
    assert "- New weighbridges at both ends of the road" in found.markdown
    assert "> We have waited for this road" in found.markdown
    assert "What comes next" in found.text.split("\n")
    assert "#" not in found.text
    assert "*" not in found.text


TEXTS = {
    "es": ("El puerto abre su tercera terminal", [
        "La autoridad portuaria abrió el lunes una tercera terminal de contenedores y aseguró que reducirá de"
        " cuatro días"
        " a uno la espera de los buques antes de que termine el año.",
        "La terminal costó 320 millones de dólares, dos tercios de ellos prestados por un banco de desarrollo,"
        " y podrá mover"
        " 450.000 contenedores al año, según las cifras que publicó la autoridad.",
        "Los transportistas celebraron la apertura, pero advirtieron de que la carretera hacia el interior"
        " sigue siendo el"
        " verdadero cuello de botella del comercio de la región."]),
    "ru": ("Порт открыл третий терминал", [
        "Администрация порта в понедельник открыла третий контейнерный терминал и заявила, что до конца года"
        " время ожидания"
        " судов сократится с четырёх дней до одного.",
        "Терминал обошёлся в 320 миллионов долларов, две трети которых предоставил банк развития, и сможет"
        " принимать 450 тысяч"
        " контейнеров в год, следует из опубликованных данных.",
        "Грузоотправители приветствовали открытие, но отметили, что настоящим узким местом остаётся дорога в"
        " глубь страны."]),
    "ar": ("الميناء يفتتح المحطة الثالثة", [
        "افتتحت هيئة الموانئ يوم الاثنين محطة ثالثة للحاويات، وقالت إنها ستخفض مدة انتظار السفن من أربعة أيام"
        " إلى يوم واحد قبل"
        " نهاية العام.",
        "وبلغت تكلفة المحطة 320 مليون دولار، ثلثاها قرض من بنك للتنمية، ويمكنها مناولة 450 ألف حاوية سنويا، وفق"
        " الأرقام التي"
        " نشرتها الهيئة مع الإعلان.",
        "ورحب الشاحنون بالافتتاح لكنهم قالوا إن الطريق إلى الداخل يبقى العائق الحقيقي أمام التجارة في المنطقة كلها."]),
    "hi": ("बंदरगाह पर तीसरा टर्मिनल खुला", [
        "बंदरगाह प्राधिकरण ने सोमवार को तीसरा कंटेनर टर्मिनल खोला और कहा कि साल के अंत तक जहाजों के इंतजार का"
        " समय चार दिन से घटकर एक दिन रह जाएगा।",
        "टर्मिनल पर 32 करोड़ डॉलर खर्च हुए, जिनमें से दो तिहाई एक विकास बैंक का कर्ज है, और यह हर साल साढ़े चार"
        " लाख कंटेनर संभाल सकता है।",
        "माल भेजने वालों ने इसका स्वागत किया, लेकिन कहा कि भीतरी इलाकों तक जाने वाली सड़क ही असली रुकावट बनी"
        " हुई है।"]),
    "zh": ("港口第三码头启用", [
        "港务局周一启用第三座集装箱码头，并表示到今年年底，船舶等待泊位的时间将从四天缩短到一天。"
        "该码头位于老港区以南，占地约六十公顷，配有八台新的岸桥。",
        "码头造价三亿两千万美元，其中三分之二由一家开发银行贷款提供。港务局随公告公布的数字显示，"
        "码头每年可处理四十五万个集装箱，约为现有能力的一半。",
        "货主对码头启用表示欢迎，但指出通往内地的公路仍是真正的瓶颈。货运代理协会会长说，"
        "一辆卡车到达边境需要九天，其中三天花在过磅站排队上。"]),
    "ja": ("港の第3ターミナルが開業", [
        "港湾局は月曜日、3番目のコンテナターミナルを開業し、"
        "船が着岸を待つ時間を年末までに4日から1日に短縮すると発表した。新しいターミナルは旧港の南側にあり、"
        "8基のクレーンを備えている。",
        "建設費は3億2000万ドルで、その3分の2は開発銀行からの融資でまかなわれた。港湾局が公表した数字によると、"
        "年間45万個のコンテナを扱うことができるという。",
        "荷主らは開業を歓迎する一方、内陸に向かう道路が依然として最大の問題だと指摘した。"
        "トラックが国境に着くまでに9日かかり、そのうち3日は検量所の列で費やされている。"]),
    "th": ("ท่าเรือเปิดท่าเทียบเรือแห่งที่สาม", [
        "การท่าเรือเปิดใช้ท่าเทียบเรือตู้สินค้าแห่งที่สามเมื่อวันจันทร์"
        " โดยระบุว่าจะช่วยลดเวลารอเทียบท่าของเรือจากสี่วันเหลือหนึ่งวันภายในสิ้นปีนี้"
        " ท่าเทียบเรือแห่งใหม่ตั้งอยู่ทางใต้ของท่าเรือเดิม",
        "ท่าเทียบเรือแห่งนี้ใช้งบประมาณสามร้อยยี่สิบล้านดอลลาร์ สองในสามเป็นเงินกู้จากธนาคารเพื่อการพัฒนา"
        " และรองรับตู้สินค้าได้ปีละสี่แสนห้าหมื่นตู้",
        "ผู้ส่งสินค้ายินดีกับการเปิดใช้ แต่กล่าวว่าถนนที่มุ่งสู่พื้นที่ตอนในยังคงเป็นปัญหาสำคัญของการขนส่งในภูมิภาค"]),
    "sw": ("Bandari yafungua kituo cha tatu", [
        "Mamlaka ya bandari ilifungua kituo cha tatu cha makontena siku ya Jumatatu, ikisema kwamba kitapunguza"
        " muda wa meli"
        " kusubiri kutoka siku nne hadi siku moja kabla ya mwisho wa mwaka.",
        "Kituo hicho kiligharimu dola milioni 320, theluthi mbili zikiwa mkopo wa benki ya maendeleo, na"
        " kinaweza kushughulikia"
        " makontena 450,000 kwa mwaka, kwa mujibu wa takwimu za mamlaka.",
        "Wasafirishaji walikaribisha hatua hiyo lakini walisema kwamba barabara ya kwenda bara bado ndiyo"
        " kikwazo kikubwa."]),
    "am": ("ወደቡ ሦስተኛ ተርሚናል ከፈተ", [
        "የወደብ ባለሥልጣኑ ሰኞ ዕለት ሦስተኛውን የኮንቴይነር ተርሚናል የከፈተ ሲሆን፣ መርከቦች የሚጠብቁበትን ጊዜ እስከ ዓመቱ መጨረሻ ከአራት ቀን ወደ አንድ ቀን"
        " እንደሚቀንስ ገልጿል።",
        "ተርሚናሉ 320 ሚሊዮን ዶላር የፈጀ ሲሆን ሁለት ሦስተኛው ከልማት ባንክ የተገኘ ብድር ነው፤ በዓመት 450 ሺህ ኮንቴይነሮችን ማስተናገድ እንደሚችል ባለሥልጣኑ"
        " ያወጣው መረጃ ያሳያል።",
        "ላኪዎች መከፈቱን በደስታ ቢቀበሉም ወደ መሀል አገር የሚወስደው መንገድ አሁንም ዋናው ማነቆ እንደሆነ ተናግረዋል። የጭነት መኪና ድንበር ለመድረስ ዘጠኝ ቀን ይፈጅበታል።"]),
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_text_of_any_script_comes_out_whole(language: str) -> None:
    title, paragraphs = TEXTS[language]
    found = extract(page(paragraphs, title=title, lang=language))
    assert (found.outcome, found.language, found.title) == ("article", language, title)
    assert found.text.split("\n") == paragraphs


@pytest.mark.parametrize(
    ("language", "charset"),
    [("ru", "windows-1251"), ("ru", "koi8-r"), ("ar", "windows-1256"), ("zh", "gb18030"), ("ja", "shift_jis"),
     ("ja", "euc-jp"), ("es", "iso-8859-1"), ("th", "tis-620"), ("ru", "utf-16"), ("hi", "utf-8")],
)  # fmt: skip
def test_text_is_read_in_the_charset_of_the_header(language: str, charset: str) -> None:
    title, paragraphs = TEXTS[language]
    source = page(paragraphs, title=title, lang=language).decode().replace("<meta charset='utf-8'>", "")
    found = extract(source.encode(charset, "xmlcharrefreplace"), content_type=f"text/html; charset={charset}")
    assert found.text.split("\n") == paragraphs
    assert found.title == title


def test_declared_language_of_the_markup_is_not_believed() -> None:
    title, paragraphs = TEXTS["sw"]
    assert extract(page(paragraphs, title=title, lang="en-US")).language == "sw"


@pytest.mark.parametrize(
    ("head", "shown", "title"),
    [
        ("", "Third terminal opens at the port | The Harbour Post", "Third terminal opens at the port"),
        ("", "Third terminal opens at the port - The Harbour Post - News", "Third terminal opens at the port"),
        ("<meta property='og:title' content='Port: a third terminal'>", "x", "Port: a third terminal"),
        ("<meta property='og:site_name' content='The Harbour Post'>"
         "<meta property='og:title' content='Third terminal opens — The Harbour Post'>", "y", "Third terminal opens"),
        (linked_data(headline="Third terminal &amp; a road"), "z", "Third terminal & a road"),
        ("", "Harbour-Post.example » Third terminal opens at last", "Third terminal opens at last"),
        ("", "US-China trade: what comes next", "US-China trade: what comes next"),
        ("", "Third terminal opens at the port » ★★ - Harbour e.V. - News of the coast",
         "Third terminal opens at the port"),
        ("", "Ukraine | Minister resigns over harbour contract after eleven days of protest", None),
    ],
)  # fmt: skip
def test_title_loses_the_publishers_name_and_nothing_else(head: str, shown: str, title: str | None) -> None:
    source = page(title=shown, head=head).decode().replace(f"<h1>{shown}</h1>", "")
    assert extract(source.encode()).title == (title or shown)


OG_TITLE = "<meta property='og:title' content='%s'>"


def test_a_title_whose_attribute_a_quotation_mark_cut_off_is_not_taken() -> None:
    head = '<meta property="og:title" content="Minister calls the port"a scandal"">' + (
        '<meta name="twitter:title" content="Minister calls the port"a scandal"">'
    )
    source = page(title='Minister calls the port "a scandal"', head=head).replace(b"<h1>", b"<h2>")
    assert extract(source).title == 'Minister calls the port "a scandal"'


@pytest.mark.parametrize(
    ("shared", "title"),
    [
        ("Third terminal opens at the port", "Third terminal opens at the port"),  # the same, words left out
        ("The port has a new terminal", "Third terminal opens at last at the port, and nobody came"),  # another one
        ("Third terminal opens at last…", "Third terminal opens at last at the port, and nobody came"),  # cut off
    ],
)
def test_the_publishers_shorter_form_of_a_headline_is_taken(shared: str, title: str) -> None:
    found = extract(page(title="Third terminal opens at last at the port, and nobody came", head=OG_TITLE % shared))
    assert found.title == title


def test_the_name_of_the_site_in_large_letters_is_no_title() -> None:
    source = page(title="Global Harbour Online » Third terminal opens at the port")
    source = source.replace(b"<h1>", b"<h1>Global Harbour Online</h1><h2>").replace(b"</h1><p>", b"</h2><p>")
    assert extract(source, "https://globalharbouronline.example/a").title == "Third terminal opens at the port"


@pytest.mark.parametrize(
    ("head", "before", "authors"),
    [
        (linked_data(headline="x", author={"@type": "Person", "name": "Amina Yusuf"}), "", ["Amina Yusuf"]),
        (linked_data(headline="x", author=[{"name": "Amina Yusuf"}, {"name": "J. Otieno"}]), "",
         ["Amina Yusuf", "J. Otieno"]),
        (linked_data(headline="x", author="By Amina Yusuf and Joseph Otieno"), "", ["Amina Yusuf", "Joseph Otieno"]),
        ("<meta name='author' content='AMINA YUSUF'>", "", ["Amina Yusuf"]),
        ("<meta property='article:author' content='https://facebook.com/harbour'>", "", []),
        ("", "<p class='byline'>By <a rel='author' href='/a'>Amina Yusuf</a></p>", ["Amina Yusuf"]),
        ("", "<div class='byline'>Por Lucía Pérez, 22 de noviembre</div>", ["Lucía Pérez"]),
        ("<meta name='author' content='admin'>", "", []),
        ("<meta name='author' content='Reuters'>", "", ["Reuters"]),
        (linked_data(headline="x", author={"@type": "Person", "givenName": "Amina", "familyName": "Yusuf"}), "",
         ["Amina Yusuf"]),
        # an agency that signs is an author, though the page describes it as an organisation
        (linked_data(headline="x", author=[{"name": "Amina Yusuf"}, {"@type": "Organization", "name": "SDA"}]), "",
         ["Amina Yusuf", "SDA"]),
        # the house in one tag, the writer in another, or behind a dash
        ("<meta property='og:site_name' content='Harbour'><meta name='author' content='Harbour'>"
         "<meta name='parsely-author' content='Amina Yusuf'>", "", ["Amina Yusuf"]),
        ("<meta property='og:site_name' content='Harbour'><meta name='author' content='Harbour - Amina Yusuf'>", "",
         ["Amina Yusuf"]),
        # the house signs, and a byline without a telling class says who wrote it
        ("<meta property='og:site_name' content='Harbour'><meta name='author' content='Harbour'>",
         "<div><span>Oleh Amina Yusuf</span></div>", ["Amina Yusuf"]),
        ("", "<div><span>来源：江口财经</span> <span>作者：陆青禾</span></div>", ["陆青禾"]),
        ("", "<p><strong>MPHO SEBUSI/THABO PHAKELA</strong></p>", ["Mpho Sebusi", "Thabo Phakela"]),
        ("", "<div class='byline'><span>By Amina Yusuf</span> <span>Harbour Post News Fellow</span></div>",
         ["Amina Yusuf"]),
        (linked_data(headline="x", author="9News Staff"), "", ["9News Staff"]),
        (linked_data(headline="x", author="Rasender Reporter"), "", ["Rasender Reporter"]),
        ("", "<div class='byline'>Amina Yusuf, Staff Correspondent Hace 13 horas</div>", ["Amina Yusuf"]),
        ("", "<div class='byline'>Foto: Amina Yusuf</div>", []),
        # whoever signs in the comments or beside other stories
        ("", "<div class='comments'><a href='/author/x'>Amina Yusuf</a></div>", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_authors_are_names(head: str, before: str, authors: list[str]) -> None:
    assert extract(page(head=head, before=before)).authors == authors


DAY = "2026-11-20"
MORNING = f"{DAY}T08:15:00"


@pytest.mark.parametrize(
    ("head", "before", "url", "published", "precision", "origin"),
    [
        (linked_data(headline="x", datePublished=f"{MORNING}+03:00"), "", URL, f"{MORNING}+03:00", "second", "json_ld"),
        (meta("article:published_time", f"{DAY}T08:15Z"), "", URL, f"{MORNING}+00:00", "minute", "meta"),
        ("", f"<time itemprop='datePublished' datetime='{MORNING}Z'>today</time>", URL, f"{MORNING}+00:00", "second",
         "markup"),
        ("", "", "https://a.example/2026/11/20/port", f"{DAY}T00:00:00+00:00", "day", "url"),
        ("", "<span class='date'>Friday, 20 November 2026</span>", URL, f"{DAY}T00:00:00+00:00", "day", "text"),
        # a day in the data and the time of that day beside it: together they are the moment
        (linked_data(headline="x", datePublished=DAY), f"<time pubdate datetime='{MORNING}+01:00'></time>", URL,
         f"{MORNING}+01:00", "second", "markup"),
        # a naive time is made exact by the offset that the page uses elsewhere
        (meta("article:modified_time", "2026-11-21T01:00:00+05:30") + meta("article:published_time", MORNING), "", URL,
         f"{MORNING}+05:30", "second", "meta"),
    ],
)  # fmt: skip
def test_date_has_its_origin_and_precision(
    head: str, before: str, url: str, published: str, precision: str, origin: str
) -> None:
    found = extract(page(head=head, before=before), url=url)
    assert found.published_at == dt.datetime.fromisoformat(published)
    assert found.published_at is not None
    assert found.published_at.isoformat() == published
    assert (found.published_precision, found.published_origin) == (precision, origin)


@pytest.mark.parametrize(
    ("declared", "printed", "url", "published"),
    [
        # the page prints the evening before: its readers live four hours west of Greenwich
        ("2026-11-03T02:18:11Z", "November 2, 2026 10:18 pm", URL, "2026-11-02T22:18:11-04:00"),
        ("2026-11-02T22:04:00Z", "3 November 2026 | 00:04", URL, "2026-11-03T00:04:00+02:00"),
        ("2026-11-02T19:00:00Z", "3 November 2026, 00:30", URL, "2026-11-03T00:30:00+05:30"),
        # a day alone is enough where the country of the address leads to it
        ("2026-11-04T00:25:00Z", "3 November 2026", "https://www.puerto.com.ar/n", "2026-11-03T21:25:00-03:00"),
        ("2026-11-04T00:25:00Z", "3 November 2026", "https://www.puerto.com/n", "2026-11-04T00:25:00+00:00"),
        # the same day, the printed time being in UTC, or a time of something else: nothing to mend
        ("2026-11-03T12:18:00Z", "3 November 2026, 14:18", URL, "2026-11-03T12:18:00+00:00"),
        ("2026-11-03T02:18:00Z", "3 November 2026, 02:18 GMT", URL, "2026-11-03T02:18:00+00:00"),
        ("2026-11-03T02:18:00Z", "2 November 2026, 21:41", URL, "2026-11-03T02:18:00+00:00"),
        # half a day off is a clock of twelve hours
        ("2026-11-03T17:09:00Z", "3 November 2026, 5:09", URL, "2026-11-03T17:09:00+00:00"),
    ],
)
def test_an_instant_in_utc_is_told_on_the_day_that_the_page_prints(
    declared: str, printed: str, url: str, published: str
) -> None:
    source = page(head=meta("article:published_time", declared), before=f"<span class='date'>{printed}</span>")
    found = extract(source, url)
    assert found.published_at is not None
    assert found.published_at.isoformat() == published
    assert found.published_at == dt.datetime.fromisoformat(declared)


def test_the_date_beside_the_headline_wins_over_the_clock_and_other_stories() -> None:
    clock = "<div class='date'>Sunday, 22 November 2026</div>"
    other = "".join(f"<p>{n}</p>" for n in range(30)) + "<span class='date'>1 November 2026</span>"
    source = page(before="<span class='meta'>18 November 2026</span>", after=other).replace(
        b"<main>", clock.encode() + b"<p></p>" * 30 + b"<main>"
    )
    found = extract(source)
    assert (found.published_raw, found.published_origin) == ("18 November 2026", "text")


def test_page_without_a_date_has_none() -> None:
    assert extract(page()).published_at is None


@pytest.mark.parametrize(
    ("url", "before", "closing", "kind"),
    [
        (URL, "", "", "news"),
        ("https://a.example/opinion/third-terminal", "", "", "opinion"),
        ("https://a.example/opiniones/tercera-terminal", "", "", "opinion"),
        ("https://a.example/news/opinion-polls-tighten", "", "", "news"),
        (URL, "<p class='byline'>By Reuters</p>", "", "wire"),
        (URL, "", "<p>The road will cost another 90 million dollars, officials said. (AFP)</p>", "wire"),
    ],
)
def test_kind_is_what_the_page_says(url: str, before: str, closing: str, kind: str) -> None:
    assert extract(page(before=before, after=closing), url=url).kind == kind


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"\x00\x01\x02" * 50, b"<html>", b"<html><body></body></html>",
     b"{\"json\": true}", b"%PDF-1.7 \xff\xfe",
     b"<script>" * 500, b"<div>" * 5000, "<p>\ud800".encode("utf-8", "surrogatepass"), b"<!--" * 100],
)  # fmt: skip
def test_hostile_bytes_come_back_as_no_article(body: bytes) -> None:
    assert extract(body).outcome in ("empty", "stub", "wall", "not_article")


def test_broken_json_ld_is_passed_over() -> None:
    head = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", </script>' + linked_data(headline="Whole")
    assert extract(page(head=head, title="Whole")).title == "Whole"


def test_what_no_database_takes_is_left_out_of_linked_data() -> None:
    head = r"""<script type="application/ld+json">{"@type": "NewsArticle",
        "headline": "Third terminal\u0000 opens at the port",
        "datePublished": "2026-11-22T08:00:00Z\u0000", "author": {"name": "Ama\ud83d Mensah\u0000"}}</script>"""
    found = extract(page(head=head))
    assert found.authors == ["Ama Mensah"]
    assert found.published_raw == "2026-11-22T08:00:00Z"
    assert "\x00" not in (found.title or "")


def test_joiners_inside_words_stay_and_part_no_engines() -> None:
    said = (
        "او می‌گوید که این کتاب‌ها را نمی‌خواهد و به خانه‌ی خود بازمی‌گردد؛ اهالی بندر نیز همین را می‌گویند.",
        "بازرگانان می‌گویند که کشتی‌ها روزها در لنگرگاه می‌مانند و کالاهای تازه پیش از تخلیه از بین می‌روند.",
        "وزارت راه اعلام کرد که ساخت اسکله‌ی تازه تا پایان سال آینده به پایان می‌رسد و هزینه‌ها پرداخت شده‌اند.",
        "ماهی‌گیران از این خبر خوشحال‌اند، ولی می‌پرسند که قایق‌های کوچک‌تر از این پس کجا پهلو می‌گیرند.",
    )
    found = extract_page(page(list(said), lang="fa"), url="https://example.com/news/1", content_type="text/html")
    assert found.text.split("\n") == list(said)
    assert found.method == "trafilatura+readability"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("<div class='pos'>当前位置：<a href='/'>首页</a> &gt; 宏观 &gt; 正文</div>", "<div>分享到：微博 微信</div>"),
        ("<div>Sie sind hier: <a href='/'>Start</a> › Häfen</div>", "<div>Teilen auf: Facebook, X</div>"),
        ("<div>Вы здесь: <a href='/'>Главная</a> » Порты</div>", "<div>Поделиться в: Telegram</div>"),
        (
            "",
            "<div class='author-box'><p>The Harbour Post writes for The Harbour Post. Send us what you know.</p></div>",
        ),
    ],
)
def test_a_flash_is_not_lengthened_by_what_stands_around_it(above: str, below: str) -> None:
    flash = "The third terminal of the port closed on Monday after a crane fell into the water, the authority said."
    around = page([flash], before=above, furniture=False).decode().replace("</article>", f"</article>{below}")
    found = extract_page(around.encode(), url="https://example.com/news/crane-falls", content_type="text/html")
    assert (found.text, found.outcome) == (flash, "stub")
