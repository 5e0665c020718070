"""Kinds of pages that sell, explain or list: products, manuals, listings, recipes, companies, notices."""

from __future__ import annotations

from html import escape

from pipeline_tests.extraction.kinds.texts import (
    COOKIES,
    NEWSLETTER,
    OTHERS,
    RELATED,
    TEASERS,
    TEXTS,
    lines,
    tags,
    whole,
)

EN, ES, FR, DE, JA = TEXTS["en"], TEXTS["es"], TEXTS["fr"], TEXTS["de"], TEXTS["ja"]
STEPS = [
    "Install the berth planner with the package manager of your system, and run it once as the user that is to own it.",
    "The planner reads its settings from a file in the home folder; every setting has a default that is safe.",
    "A berth is booked by naming a ship, a day and a length, and the planner answers with the quay and the hour.",
    "Bookings can be moved until the evening before; after that the pilot has to be asked, and may say no.",
]
SELLING = [
    "Un canot solide à cabine haute, gardé par un seul propriétaire et révisé chaque hiver dans le même chantier.",
    "Il est vendu avec tous ses papiers, deux ancres et une remorque, et se visite au vieux quai en semaine.",
    "La coque a été repeinte au printemps ; le moteur n'a que neuf cents heures et démarre par tous les temps.",
]


def product_with_reviews() -> tuple[bytes, str]:
    specs = [("Longueur", "12,5 m"), ("Tirant d'eau", "1,9 m"), ("Moteur", "diesel, 75 ch"), ("Année", "2019")]
    rows = "".join(f"<tr><th>{one}</th><td>{two}</td></tr>" for one, two in specs)
    body = (
        "<div class='breadcrumb'><a href='/'>Accueil</a> › <a href='/b'>Bateaux</a></div><div class='product-page'>"
        "<h1>Canot pilote</h1><div class='price'>48 000 €</div><button>Ajouter au panier</button>"
        f"<div class='tabs'><div class='tab-description'>{tags(SELLING)}</div><table>{rows}</table></div></div>"
        "<div class='upsell'><h3>Vous aimerez aussi</h3><ul><li><a href='/1'>Ancre"
        "</a></li><li><a href='/2'>Corde</a></li></ul></div>"
    )
    return whole("Canot pilote", body, lang="fr"), lines(*SELLING, *(f"{one} {two}" for one, two in specs))


def product_of_points() -> tuple[bytes, str]:
    points = [
        "長さ十二メートル、幅四メートルの頑丈な船体です。",
        "ディーゼル七十五馬力、運転時間は九百時間です。",
        "錨二つとトレーラーが付属します。",
    ]
    body = (
        f"<div id='item'><h1>パイロット船</h1><ul class='feature-bullets'>{tags(points, 'li')}"
        f"</ul><div id='description'><p>{JA[0]}</p><p>{JA[1]}</p></div>"
        f"</div>{NEWSLETTER}"
    )
    return whole("パイロット船", body, lang="ja"), lines(*points, *JA[:2])


def manual() -> tuple[bytes, str]:
    code = "planner book --ship Amina \\\n    --day 2026-05-12"
    body = (
        "<div class='sphinxsidebar'><ul><li><a href='#a'>Installation"
        "</a></li><li><a href='#b'>Settings</a></li></ul></div>"
        "<div class='documentwrapper'><div class='body' role='main'>"
        "<section id='a'><h1>Installation<a class='headerlink' href='#a'>¶"
        f"</a></h1><p>{STEPS[0]}</p>"
        f"<div class='highlight'><pre>{code}</pre></div><div class='admonition note'>"
        f"<p class='admonition-title'>Note</p><p>{STEPS[1]}</p></div>"
        "</section>"
        f"<section id='b'><h2>Booking</h2><p>{STEPS[2]}</p><ul><li><p>{STEPS[3]}</p></li></ul></section></div></div>"
    )
    return whole("Installation — Berth planner 2.1", body), lines(
        STEPS[0], code, "Note", STEPS[1], "Booking", *STEPS[2:]
    )


def reference() -> tuple[bytes, str]:
    names = ["ship", "day", "length", "quay", "pilot"]
    said = [*STEPS, EN[6]]
    entries = "".join(
        f"<dt><code>{name}</code></dt><dd><p>{text}</p></dd>" for name, text in zip(names, said, strict=True)
    )
    body = (
        f"<main><article class='markdown'><h1>Parameters</h1><p>{EN[7]}"
        f"</p><dl class='parameters'>{entries}</dl></article></main>"
    )
    return whole("Parameters | Planner API", body), lines(
        EN[7], *(text for pair in zip(names, said, strict=True) for text in pair)
    )


def listing_of_cards() -> tuple[bytes, str]:
    cards = "".join(
        f"<article class='noticia'><a href='/{at}'><img src='{at}.jpg'>"
        f"<h2>{TEXTS['pt'][at][:40]}</h2></a><p class='resumo'>{TEXTS['pt'][at]}"
        "</p><span class='data'>3 de março</span></article>"
        for at in range(6)
    )
    return whole("Notícias do porto", f"<main><h1>Notícias do porto</h1>{cards}</main>", lang="pt"), lines(*TEXTS["pt"])


def blog_front() -> tuple[bytes, str]:
    posts = "".join(
        "<article class='post hentry'><header><h2 class='entry-title'>"
        f"<a href='/{at}'>{OTHERS[at]}</a></h2></header><div class='entry-summary'>"
        f"<p>{text} <a class='more-link' href='/{at}'>Baca selengkapnya"
        "</a></p></div></article>"
        for at, text in enumerate(TEXTS["id"])
    )
    return whole("Catatan pelabuhan", f"<div id='content'>{posts}</div>", lang="id"), lines(*TEXTS["id"])


def headlines_only() -> tuple[bytes, str]:
    items = "".join(f"<li><a href='/{at}'>{title}</a></li>" for at, title in enumerate(OTHERS))
    return whole("Archive of March", f"<div class='archive'><h1>March</h1><ul>{items}</ul></div>"), lines(*OTHERS)


def recipe() -> tuple[bytes, str]:
    needed = [
        "500 g di vongole veraci, ben lavate",
        "320 g di spaghetti",
        "due spicchi d'aglio",
        "prezzemolo fresco",
        "olio e sale",
    ]
    steps = [
        "Lasciate spurgare le vongole in acqua salata per almeno due ore, cambiandola due volte.",
        "Scaldate l'olio con l'aglio, unite le vongole e coprite finché non si sono tutte aperte.",
        ("Cuocete gli spaghetti, scolateli al dente e saltateli con le vongole e il prezzemolo tritato."),
    ]
    body = (
        f"<article class='recipe'><h1>Spaghetti alle vongole</h1><p>{TEXTS['it'][0]}"
        f"</p><h2>Ingredienti</h2><ul class='ingredients'>{tags(needed, 'li')}"
        "</ul>"
        f"<h2>Preparazione</h2><ol class='instructions'>{tags(steps, 'li')}</ol></article>{RELATED}"
    )
    return whole("Spaghetti alle vongole", body, lang="it"), lines(
        TEXTS["it"][0], "Ingredienti", *needed, "Preparazione", *steps
    )


def recipe_in_a_blog() -> tuple[bytes, str]:
    needed = ["2 pounds of mussels", "1 cup of dry cider", "1 onion, chopped", "a spoonful of butter"]
    steps = [
        ("Scrub the mussels under cold water and throw away those that stay open."),
        "Soften the onion in the butter, pour in the cider and let it boil.",
        "Add the mussels, cover, and shake the pot until all of them have opened.",
    ]
    card = (
        "<div class='wprm-recipe-container'><h2>Mussels in cider</h2>"
        f"<h3>Ingredients</h3><ul>{tags(needed, 'li')}</ul><h3>Instructions"
        f"</h3><ul>{tags(steps, 'li')}</ul></div>"
    )
    body = (
        f"<main><article class='post'><h1>Mussels in cider</h1><div class='entry-content'>{tags(EN[:5])}{card}"
        f"</div></article></main>{NEWSLETTER}"
    )
    return whole("Mussels in cider - Pots", body), lines(
        *EN[:5], "Mussels in cider", "Ingredients", *needed, "Instructions", *steps
    )


def company() -> tuple[bytes, str]:
    heads = ["Beratung", "Planung", "Bau", "Wartung"]
    boxes = "".join(
        f"<div class='col-md-3'><div class='feature-box'><h3>{head}"
        f"</h3><p>{text}</p><a class='btn' href='/{head}'>Mehr</a>"
        "</div></div>"
        for head, text in zip(heads, DE, strict=False)
    )
    body = (
        f"<section class='hero'><h1>Ihr Partner am Hafen</h1><p class='lead'>{DE[4]}"
        f"</p></section><section class='features'><div class='row'>{boxes}"
        f"</div></section>{COOKIES}"
    )
    return whole("Ihr Partner am Hafen", body, lang="de"), lines(
        DE[4], *(text for pair in zip(heads, DE, strict=False) for text in pair)
    )


def team() -> tuple[bytes, str]:
    people = "".join(
        (f"<div class='person'><h4>{name}</h4><p class='role'>{role}</p><p>{text}</p></div>")
        for name, role, text in zip(
            ("Hannah Birch", "Peter Ott", "Rosa Lund"), ("Director", "Pilot", "Engineer"), EN[3:6], strict=True
        )
    )
    truth = [*EN[:2], "Hannah Birch", "Director", EN[3], "Peter Ott", "Pilot", EN[4], "Rosa Lund", "Engineer", EN[5]]
    return whole(
        "About us", f"<div class='about'><h1>About us</h1>{tags(EN[:2])}<div class='people'>{people}</div></div>"
    ), lines(*truth)


def event() -> tuple[bytes, str]:
    facts = [("Wann", "Freitag, 6. März 2026, 19 Uhr"), ("Wo", "Halle 2, Alter Kai"), ("Eintritt", "frei")]
    entries = "".join(f"<dt>{one}</dt><dd>{two}</dd>" for one, two in facts)
    body = (
        f"<div class='event'><h1>Abend in der Halle</h1><dl>{entries}"
        f"</dl><div class='event-text'>{tags(DE[:3])}</div></div>"
    )
    return whole("Abend in der Halle", body, lang="de"), lines(*(text for pair in facts for text in pair), *DE[:3])


def vacancy() -> tuple[bytes, str]:
    wanted = [
        "een vaarbewijs en drie jaar ervaring op de kust",
        "je werkt graag in de nacht en in elk weer",
        "je spreekt Nederlands en Engels",
    ]
    body = (
        f"<div class='vacature'><h1>Loods gezocht</h1>{tags(TEXTS['nl'][:2])}"
        f"<h2>Wat wij vragen</h2><ul>{tags(wanted, 'li')}</ul><a class='apply-button' href='/s'>Solliciteer"
        "</a></div>"
    )
    return whole("Loods gezocht", body, lang="nl"), lines(*TEXTS["nl"][:2], "Wat wij vragen", *wanted)


def notice_of_law() -> tuple[bytes, str]:
    articles = [f"Art. {at} {text}" for at, text in enumerate(TEXTS["pt"], 1)]
    inner = "".join(
        f"<p class='artigo'>{text}</p><ol type='I'><li>nos termos da lei número {at * 31};"
        "</li><li>ouvidos os interessados;</li></ol>"
        for at, text in enumerate(articles, 1)
    )
    truth = [
        text
        for at, article in enumerate(articles, 1)
        for text in (article, f"nos termos da lei número {at * 31};", "ouvidos os interessados;")
    ]
    return whole("Decreto 12/2026", f"<div id='conteudo'><h1>Decreto 12/2026</h1>{inner}</div>", lang="pt"), lines(
        *truth
    )


def encyclopedia() -> tuple[bytes, str]:
    box = (
        "<table class='infobox'><tr><th>Built</th><td>1893</td></tr>"
        "<tr><th>Architect</th><td>J. Marin</td></tr></table>"
    )
    contents = (
        "<div id='toc' class='toc'><ul><li><a href='#h'>1 History</a></li><li><a href='#u'>2 Use</a></li></ul></div>"
    )
    cited = "".join(
        f"<p>{text}<sup class='reference'><a href='#c{at}'>[{at}]</a></sup></p>" for at, text in enumerate(EN[:4], 1)
    )
    body = (
        f"<div id='content'><h1 id='firstHeading'>Fish hall</h1><div class='mw-parser-output'>{box}"
        f"<p>{EN[6]}</p>{contents}"
        f"<h2>History<span class='mw-editsection'>[<a href='/e'>edit</a>]</span></h2>{cited}<h2>Use</h2><p>{EN[7]}</p>"
        "<div class='reflist'><ol><li>Report of the council, 2019.</li></ol></div></div></div>"
    )
    return whole("Fish hall - Encyclopedia", body), lines(EN[6], "History", *EN[:4], "Use", EN[7])


def tests_and_marks() -> tuple[bytes, str]:
    good, bad = ["dry in every weather", "starts at once"], ["heavy on the trailer", "loud"]
    body = (
        "<article class='review'><h1>Pilot boat, tried</h1><div class='verdict'>"
        f"<p>{EN[6]}</p></div>{tags(EN[:3])}<div class='pros'><h3>Good"
        f"</h3><ul>{tags(good, 'li')}</ul></div><div class='cons'>"
        f"<h3>Bad</h3><ul>{tags(bad, 'li')}</ul></div></article>{RELATED}"
    )
    return whole("Pilot boat, tried", body), lines(EN[6], *EN[:3], "Good", *good, "Bad", *bad)


def questions_of_a_shop() -> tuple[bytes, str]:
    parts = "".join(
        f"<div class='accordion-item'><button class='accordion-header'>{one}"
        f"</button><div class='accordion-body'><p>{two}</p></div></div>"
        for one, two in zip(TEASERS, STEPS, strict=True)
    )
    return whole("Help", f"<main><h1>Help</h1><div class='accordion'>{parts}</div></main>"), lines(*STEPS)


def written_mail() -> tuple[bytes, str]:
    cells = "".join(f"<tr><td class='mcnTextContent' style='padding:18px'>{text}</td></tr>" for text in ES)
    body = (
        "<table width='100%'><tr><td align='center'><table class='templateContainer' width='600'>"
        f"<tr><td><table>{cells}</table></td></tr></table></td></tr>"
        "</table>"
    )
    return whole("Carta de marzo", body, lang="es", top="", bottom=""), lines(*ES)


def licence() -> tuple[bytes, str]:
    text = "\n\n".join(EN)
    return f"<html><head><title>LICENCE</title></head><body><pre>{escape(text)}</pre></body></html>".encode(), lines(
        *EN
    )


PAGES = {
    kind.__name__: kind
    for kind in (
        product_with_reviews, product_of_points, manual, reference, listing_of_cards, blog_front, headlines_only,
        recipe,
        recipe_in_a_blog, company, team, event, vacancy, notice_of_law, encyclopedia, tests_and_marks,
        questions_of_a_shop, written_mail, licence,
    )
}  # fmt: skip
