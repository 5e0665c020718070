"""Eight more list pages, judged once after the first were mended."""

from pipeline_tests.crawl.unseen_lists.home_pages import FOOT, Listing, listing, menu

FR = [
    "Le port rouvre après la tempête de lundi",
    "Le prix du maïs grimpe encore",
    "Grève des enseignants jeudi",
    "La cour bloque la vente",
]
SECOND_PAGES: tuple[Listing, ...] = (
    listing("spip", "https://d1.example/", "<div class='hentry'><a href='{h}' rel='bookmark'>{t}</a></div>",
            [(f"spip.php?article{n + 4100}", t) for n, t in enumerate(FR)], "<a href='spip.php?rubrique3'>Politique</a><!--stories--><a href='spip.php?page=plan'>Plan du site</a>"),
    listing("lead-in-header", "https://d2.example/", "<article><header><h2><a href='{h}'>{t}</a></h2></header><footer><a href='/tags/port'>port</a></footer></article>",
            [(f"/le-port/{t.lower().split()[1]}-rouvre-hier", t) for t in FR[:2]], menu("Le port", "Le marche du jour") + "<!--stories-->" + FOOT),
    listing("korean", "https://d3.example/", "<li><a href='{h}'>{t}</a></li>",
            [(f"/news/articleView.html?idxno={n + 90210}", f"태풍 뒤 항구 {n}일 만에 다시 열려") for n in range(4)], "<a href='/news/articleList.html?sc_section_code=S1N1'>정치</a><ul><!--stories--></ul><a href='/com/com-1.html'>회사소개 및 기사제보 안내</a>"),
    listing("trending-bar", "https://d4.example/", "<h3><a href='{h}'>{t}</a></h3>",
            [(f"/economy/{t.lower().replace(' ', '-').replace('ï', 'i').replace('è', 'e').replace('ê', 'e')}-{n + 331}", t) for n, t in enumerate(FR)],
            "<header><nav><a href='/economy/'>Économie</a><a href='/topics/world-cup-2026'>World Cup 2026</a><a href='/elections-2026/'>Élections 2026</a></nav></header><!--stories--><a href='/jeux/mots-croises-du-jour'>Mots croisés du jour</a>"),
    listing("thai", "https://d5.example/", "<a href='{h}'><div><p>{t}</p></div></a>",
            [(f"/content/{n + 771}", f"ท่าเรือเปิดอีกครั้งหลังพายุพัดถล่มเมืองวันที่ {n}") for n in range(4)], "<nav><a href='/politic'>การเมือง</a></nav><!--stories--><a href='/tags/port'>ท่าเรือ</a>"),
    listing("uuid", "https://d6.example/", "<div><a href='{h}'>{t}</a></div>",
            [(f"/story/3f2a9c{n}e-11ab-4c2d-9a7b-0242ac120002", t) for n, t in enumerate(FR)], menu("Story", "Live") + "<!--stories-->" + FOOT),
    listing("amharic", "https://d7.example/", "<h2><a href='{h}'>{t}</a></h2>",
            [(f"https://d7.example/archives/{n + 14020}", "ወደቡ ከማዕበሉ በኋላ ዳግም ተከፈተ") for n in range(3)], "<nav><a href='/archives/category/news'>ዜና</a></nav><!--stories--><a href='/archives/author/abebe'>አበበ</a>"),
    listing("polish-comma", "https://d8.example/", "<li><a href='{h}'>{t}</a></li>",
            [(f"/kraj/port-otwarty-po-sztormie,nId,{n + 670}", f"Port otwarty po sztormie, dzień {n}") for n in range(4)], "<nav><a href='/kraj'>Kraj</a></nav><ul><!--stories--></ul><a href='/kraj/lista,nPack,2'>Starsze wiadomości</a><a href='/regulamin'>Regulamin serwisu internetowego</a>"),
)  # fmt: skip
