"""Twenty-five home and section pages in the markup of many systems, each with the addresses of its articles."""

from dataclasses import dataclass
from urllib.parse import urljoin


@dataclass(frozen=True)
class Listing:
    name: str
    url: str
    html: str
    articles: frozenset[str]


def links(pairs: list[tuple[str, str]], shape: str) -> str:
    """Each pair of address and title in the shape of the system, with {h} and {t}."""
    return "".join(shape.replace("{h}", h).replace("{t}", t) for h, t in pairs)


def listing(
    name: str, url: str, shape: str, stories: list[tuple[str, str]], other: str, *, base: str | None = None
) -> Listing:
    """A page of those stories in that shape; ``other`` is everything that is no story."""
    head = f"<base href='{base}'>" if base else ""
    html = f"<!doctype html><html><head><title>{name}</title>{head}</head><body>{other.replace('<!--stories-->', links(stories, shape))}</body></html>"
    return Listing(name, url, html, frozenset(urljoin(urljoin(url, base or ""), h) for h, _ in stories))


def menu(*items: str) -> str:
    return (
        "<nav><ul>"
        + "".join(f"<li><a href='/{i.lower().replace(' ', '-')}/'>{i}</a></li>" for i in items)
        + "</ul></nav>"
    )


EN = [
    "Harbour dredging delayed again by the ministry",
    "Maize prices climb for a third week in Kitale",
    "Schools reopen after the floods in Garissa",
    "Doctors end their strike after pay deal",
    "Court halts sale of the sugar mill",
    "Lake level falls to a record low",
]
ES = [
    "El puerto reabre tras la tormenta del lunes",
    "Sube el precio del maíz por tercera semana",
    "Docentes anuncian un paro de 48 horas",
    "La corte frena la venta del ingenio",
    "Baja el lago a un mínimo histórico",
]
AR = [
    "إعادة فتح الميناء بعد العاصفة القوية",
    "أسعار القمح ترتفع للأسبوع الثالث",
    "المعلمون يعلنون الإضراب العام غدا",
    "المحكمة توقف بيع المصنع",
]
RU = [
    "Порт снова открыт после сильного шторма",
    "Цены на зерно растут третью неделю подряд",
    "Учителя готовят забастовку в регионе",
    "Суд остановил продажу завода",
]
ZH = [
    "台风过后港口重新开放迎来首批货轮",
    "粮价连续第三周上涨引发关注",
    "教师酝酿罢课要求提高工资",
    "法院叫停糖厂出售交易",
]
HI = ["तूफान के बाद बंदरगाह फिर खुला", "गेहूं के दाम तीसरे हफ्ते भी बढ़े", "शिक्षकों ने हड़ताल की घोषणा की", "अदालत ने मिल की बिक्री रोकी"]
BN = ["ঝড়ের পর আবার চালু হলো বন্দর", "তৃতীয় সপ্তাহে বাড়ল গমের দাম", "শিক্ষকদের ধর্মঘটের ঘোষণা", "কারখানা বিক্রি আটকে দিল আদালত"]
SW = [
    "Bandari yafunguliwa baada ya dhoruba kali",
    "Bei ya mahindi yapanda wiki ya tatu",
    "Walimu watangaza mgomo wa siku mbili",
    "Mahakama yasitisha uuzaji wa kiwanda",
]

FOOT = "<footer><a href='/about-us/'>About us</a><a href='/privacy-policy/'>Privacy policy</a><a href='/contact'>Contact</a><a href='https://facebook.com/x'>Facebook</a><a href='mailto:a@b.example'>Mail</a></footer>"

PAGES: tuple[Listing, ...] = (
    listing("wordpress-dates", "https://a1.example/", "<article class='post'><h2 class='entry-title'><a href='{h}' rel='bookmark'>{t}</a></h2><a href='/author/amina/'>Amina</a><a href='/category/news/' rel='category'>News</a></article>",
            [(f"https://a1.example/2026/11/2{n}/harbour-story-{n}/", t) for n, t in enumerate(EN)],
            menu("News", "Business", "Sport") + "<main><!--stories--></main><aside><a href='/tag/maize/'>maize</a><a href='/2026/11/'>November 2026</a><a href='/2026/10/'>October 2026</a></aside><a href='/page/2/'>Older posts</a>" + FOOT),
    listing("wordpress-slugs", "https://a2.example/", "<div class='td-module'><h3><a href='{h}' title='{t}'>{t}</a></h3></div>",
            [(f"/{t.lower().replace(' ', '-')}/", t) for t in EN],
            menu("Home", "Politics", "Counties", "Opinion") + "<!--stories--><a href='/category/politics/page/2/'>Next</a><a href='/terms-of-use/'>Terms of use</a><a href='/advertise-with-us/'>Advertise with us</a>" + FOOT),
    listing("numeric-ids", "https://a3.example/", "<div class='card'><a href='{h}'><img src='/i.jpg' alt=''><span>{t}</span></a></div>",
            [(f"/news/{88120 + n}", t) for n, t in enumerate(ES)], menu("Inicio", "Nacional", "Deportes") + "<!--stories--><a href='/galerias/55'>Fotos: la semana en imágenes</a><a href='/news/'>Más noticias</a>" + FOOT),
    listing("query-ids", "http://a4.example/index.php", "<tr><td><a href='{h}'>{t}</a></td></tr>",
            [(f"article.php?id={n + 410}", t) for n, t in enumerate(SW)], "<a href='cat.php?id=1'>Siasa</a><a href='cat.php?id=2'>Michezo</a><table><!--stories--></table><a href='index.php?page=2'>Zaidi</a><a href='login.php'>Ingia</a>"),
    listing("base-href", "https://a5.example/section/world/", "<li><a href='{h}'>{t}</a></li>",
            [(f"stories/2026/{t.lower().replace(' ', '-')}.html", t) for t in EN[:4]], menu("World", "Africa") + "<ul><!--stories--></ul>" + FOOT, base="https://a5.example/"),
    listing("protocol-relative", "https://a6.example/", "<h4><a href='{h}'>{t}</a></h4>",
            [(f"//www.a6.example/economia/{n}/nota-{9000 + n}-{t.lower().replace(' ', '-')}", t) for n, t in enumerate(ES)], menu("Economía", "Mundo") + "<!--stories--><a href='//ads.other.example/click?u=1'>Compre ahora su casa nueva en la playa</a>" + FOOT),
    listing("arabic-slugs", "https://a7.example/", "<div class='item'><a class='title' href='{h}'>{t}</a></div>",
            [(f"/اقتصاد/{t.replace(' ', '-')}", t) for t in AR], "<nav><a href='/سياسة'>سياسة</a><a href='/اقتصاد'>اقتصاد</a><a href='/من-نحن'>من نحن</a></nav><!--stories--><a href='/تصنيف/اقتصاد'>المزيد من الاقتصاد</a>"),
    listing("arabic-encoded", "https://a8.example/ar", "<a class='headline' href='{h}'><h3>{t}</h3></a>",
            [(f"/ar/news/2026/11/24/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1-{n}", t) for n, t in enumerate(AR)], "<nav><a href='/ar/news'>أخبار</a><a href='/ar/sport'>رياضة</a></nav><!--stories--><a href='/ar/tags/%D9%82%D9%85%D8%AD'>قمح</a>"),
    listing("russian-ids", "https://a9.example/", "<div class='news-line'><span>10:41</span><a href='{h}'>{t}</a></div>",
            [(f"/news/{n + 771230}.html", t) for n, t in enumerate(RU)], "<nav><a href='/politics'>Политика</a><a href='/sport'>Спорт</a></nav><!--stories--><a href='/archive/2026-11-23'>Архив новостей за вчера</a><a href='/redakciya.html'>Редакция и контакты сайта</a>"),
    listing("bangla", "https://b1.example/", "<div class='lead'><a href='{h}'><h2>{t}</h2></a></div>",
            [(f"/economy/{chr(97 + n)}x8k2jq9zp", t) for n, t in enumerate(BN)], "<nav><a href='/economy'>অর্থনীতি</a><a href='/sports'>খেলা</a><a href='/economy/industry'>শিল্প</a></nav><!--stories--><a href='/topic/wheat'>গম</a>"),
    listing("hindi-html", "https://b2.example/state/", "<li class='ctr'><a href='{h}'><figure></figure><b>{t}</b></a></li>",
            [(f"/state/bihar/port-story-{n}-{4410022 + n}.html", t) for n, t in enumerate(HI)], "<nav><a href='/state/bihar/'>बिहार</a><a href='/state/'>राज्य</a></nav><ul><!--stories--></ul><a href='/photo-gallery/port-in-pictures-77.html'>तस्वीरों में देखें बंदरगाह का हाल</a><a href='/web-stories/'>वेब स्टोरी</a>"),
    listing("chinese", "https://b3.example/", "<li><a href='{h}' target='_blank'>{t}</a></li>",
            [(f"https://b3.example/2026-11/24/c_{1129001 + n}.htm", t) for n, t in enumerate(ZH)], "<div class='nav'><a href='/politics/'>时政</a><a href='/world/'>国际</a></div><ul><!--stories--></ul><a href='/politics/index_2.htm'>下一页</a><a href='/about/copyright.htm'>版权声明及免责条款说明</a>"),
    listing("drupal-nodes", "https://b4.example/", "<div class='views-row'><span class='field-content'><a href='{h}'>{t}</a></span></div>",
            [(f"/node/{n + 3000}", t) for n, t in enumerate(EN[:4])], menu("News", "Events") + "<!--stories--><a href='/user/login'>Log in</a><a href='/taxonomy/term/4'>Agriculture and fisheries</a><a href='?page=1'>next ›</a>" + FOOT),
    listing("joomla", "https://b5.example/index.php/en/", "<h2 itemprop='name'><a href='{h}' itemprop='url'>{t}</a></h2>",
            [(f"/index.php/en/news/{n + 120}-{t.lower().replace(' ', '-')}", t) for n, t in enumerate(EN[:4])], "<ul class='menu'><li><a href='/index.php/en/news'>News</a></li><li><a href='/index.php/en/news/local'>Local</a></li></ul><!--stories--><a href='/index.php/en/component/users/?view=login'>Login</a>" + FOOT),
    listing("blogspot", "http://b6.example/", "<h3 class='post-title'><a href='{h}'>{t}</a></h3><a href='{h}#comments'>No comments</a>",
            [(f"http://b6.example/2026/11/{t.lower().split()[0]}-story.html", t) for t in EN[:4]], "<!--stories--><div class='labels'><a href='http://b6.example/search/label/news'>news</a></div><a href='http://b6.example/2026/10/'>October</a><a href='http://b6.example/search?updated-max=2026'>Older Posts</a>"),
    listing("cards-twice", "https://b7.example/", "<article><a href='{h}' class='image'><img alt='{t}'></a><a href='{h}?ref=home' class='title'>{t}</a><a class='more' href='{h}#share'>Share</a></article>",
            [(f"/articles/{t.lower().replace(' ', '-')}-a{n}f3", t) for n, t in enumerate(EN[:4])], menu("Articles", "Authors") + "<!--stories--><a href='/authors/grace-moyo'>Grace Moyo</a>" + FOOT),
    listing("mega-menu", "https://b8.example/", "<div><a href='{h}'>{t}</a></div>",
            [(f"/economy-and-markets/{t.lower().replace(' ', '-')}-20261124", t) for t in EN[:4]],
            "<header><ul class='mega'>" + "".join(f"<li><a href='/sections/section-with-a-long-name-{n}'>Section with a long name {n}</a></li>" for n in range(30)) + "</ul></header><!--stories-->" + FOOT),
    listing("galleries", "https://b9.example/", "<h3><a href='{h}'>{t}</a></h3>",
            [(f"/noticias/{t.lower().split()[0]}-{t.lower().split()[1]}-{7000 + n}", t) for n, t in enumerate(ES)],
            "<!--stories--><h3><a href='/video/asi-se-vive-el-carnaval-9911'>Así se vive el carnaval en la costa norte</a></h3><h3><a href='/galeria/las-mejores-fotos-de-la-semana-412'>Las mejores fotos de la semana en el puerto</a></h3><a href='/suscripciones/planes-digitales'>Conozca nuestros planes digitales de suscripción</a>"),
    listing("portuguese-ghtml", "https://c1.example/", "<div class='feed-post'><a href='{h}'>{t}</a></div>",
            [(f"https://c1.example/sp/noticia/2026/11/24/porto-reabre-{n}.ghtml", f"Porto reabre após o temporal de número {n}") for n in range(5)], "<nav><a href='/sp/'>São Paulo</a><a href='/economia/'>Economia</a></nav><!--stories--><a href='/sp/ao-vivo/'>Ao vivo</a><a href='/index/feed/pagina-2.ghtml'>Veja mais</a>"),
    listing("other-hosts", "https://www.c2.example/", "<p><a href='{h}'>{t}</a></p>",
            [(f"https://business.c2.example/2026/11/{t.lower().replace(' ', '-')}", t) for t in EN[:4]], "<!--stories--><a href='https://partner.example/2026/11/24/sponsored-loans-for-everybody-now'>Sponsored loans for everybody now</a><a href='https://www.twitter.com/c2/status/1850000000000000000'>Our latest post on the strike</a>"),
    listing("turkish", "https://c3.example/", "<a class='haber' href='{h}' title='{t}'><strong>{t}</strong></a>",
            [(f"/gundem/liman-yeniden-acildi-{n + 55210}h.htm", f"Liman fırtınadan sonra yeniden açıldı, {n}. gün") for n in range(4)], "<nav><a href='/gundem'>Gündem</a><a href='/yazarlar'>Yazarlar</a></nav><!--stories--><a href='/kunye.htm'>Künye ve iletişim bilgileri</a><a href='/hava-durumu/istanbul-hava-durumu.htm'>İstanbul hava durumu tahmini</a>"),
    listing("indonesian", "https://c4.example/indeks", "<div class='list-berita'><a href='{h}'>{t}</a><span>24/11/2026</span></div>",
            [(f"https://c4.example/read/{5512200 + n}/pelabuhan-dibuka-kembali-{n}", f"Pelabuhan dibuka kembali setelah badai {n}") for n in range(5)], "<nav><a href='/nasional'>Nasional</a><a href='/indeks?date=2026-11-23'>Indeks kemarin</a></nav><!--stories--><a href='/indeks/2'>2</a><a href='/indeks/3'>3</a><a href='/tag/pelabuhan'>pelabuhan</a>"),
    listing("single-segment-ids", "https://c5.example/", "<li><a href='{h}'>{t}</a></li>",
            [(f"/{t.lower().replace(' ', '-')}-n{31000 + n}", t) for n, t in enumerate(EN[:5])], menu("Latest", "Markets", "Tech and science") + "<ul><!--stories--></ul><a href='/newsletter-sign-up'>Sign up for our newsletter</a>" + FOOT),
    listing("relative-dots", "https://c6.example/news/index.html", "<dd><a href='{h}'>{t}</a></dd>",
            [(f"../news/2026/t{n}.html", t) for n, t in enumerate(RU)], "<a href='../index.html'>Главная</a><a href='./archive.html'>Весь архив новостей газеты</a><dl><!--stories--></dl><a href='javascript:void(0)'>Показать больше новостей</a>"),
    listing("empty-titles", "https://c7.example/", "<div class='tile'><a href='{h}' aria-label='{t}'></a><h3>{t}</h3></div>",
            [(f"/story/{t.lower().replace(' ', '-')}", t) for t in EN[:4]], menu("Stories", "Photos") + "<!--stories-->" + FOOT),
)  # fmt: skip
