"""Paragraphs in many languages and scripts, and the furniture of pages."""

from __future__ import annotations

from html import escape

TEXTS = {
    "en": [
        "The town council voted on Tuesday to close the old fish market and to sell the land.",
        "Traders who have worked there for thirty years said that nobody had asked them, and that they would appeal.",
        "“We learned of it from the radio,” said Hannah Birch, who sells oysters with her two sons. “Nobody came.”",
        "The council says that repairs to the roof would have cost more than four million, which it does not have.",
        "A decision of the court is expected in the spring; until then the stalls stay where they are, it is said.",
        "Three earlier plans for the site, among them a museum and a school of music, were dropped for want of money.",
        "The oldest of the halls was built in 1893 by an engineer who had never seen the sea.",
        "Boats unload at four in the morning, and by nine most of what they brought is on its way to the capital.",
    ],
    "de": [
        "Der Gemeinderat hat am Dienstag beschlossen, den alten Fischmarkt zu schließen.",
        "Händler, die dort seit dreißig Jahren arbeiten, sagten, niemand habe sie gefragt; sie wollten sich wehren.",
        "„Wir haben es aus dem Radio erfahren“, sagte Hanna Birk, die mit ihren zwei Söhnen Austern verkauft.",
        "Die Verwaltung erklärte, die Reparatur des Daches hätte mehr als vier Millionen gekostet, die sie nicht habe.",
        "Mit einer Entscheidung des Gerichts wird im Frühjahr gerechnet; bis dahin bleiben die Stände, wo sie sind.",
        "Drei frühere Pläne für das Gelände, darunter ein Museum und eine Musikschule, scheiterten am fehlenden Geld.",
    ],
    "fr": [
        "Le conseil municipal a voté mardi la fermeture du vieux marché aux poissons et la vente du terrain.",
        "Des marchands qui y travaillent depuis trente ans disent que personne ne les a consultés.",
        "« Nous l'avons appris par la radio », raconte Hélène Boulay, qui vend des huîtres avec ses deux fils.",
        "La mairie affirme que la réparation du toit aurait coûté plus de quatre millions, qu'elle n'a pas.",
        "La décision du tribunal est attendue au printemps ; d'ici là les étals restent où ils sont, selon le maire.",
        "Trois projets antérieurs, dont un musée et une école de musique, ont été abandonnés faute d'argent.",
    ],
    "es": [
        "El concejo votó el martes el cierre del viejo mercado de pescado y la venta del terreno al mejor postor.",
        "Los vendedores que trabajan allí desde hace treinta años dijeron que nadie les preguntó y que apelarán.",
        "«Nos enteramos por la radio», dijo Elena Bravo, que vende ostras con sus dos hijos. «No vino nadie».",
        "El ayuntamiento dice que reparar el techo habría costado más de cuatro millones, que no tiene.",
        "La decisión del tribunal se espera en primavera; hasta entonces los puestos siguen donde están.",
        "Tres planes anteriores para el lugar, entre ellos un museo, cayeron por falta de dinero.",
    ],
    "pt": [
        "A câmara votou na terça-feira o fecho do velho mercado do peixe e a venda do terreno a quem der mais.",
        "Vendedores que ali trabalham há trinta anos disseram que ninguém os ouviu e que vão recorrer da decisão.",
        "“Soubemos pela rádio”, disse Helena Braga, que vende ostras com os dois filhos. “Não veio ninguém.”",
        "A autarquia diz que a reparação do telhado custaria mais de quatro milhões, que não tem.",
        "A decisão do tribunal é esperada na primavera; até lá as bancas ficam onde estão, disse o presidente.",
        "Três planos anteriores para o local, entre eles um museu, caíram por falta de dinheiro.",
    ],
    "pl": [
        "Rada miasta zdecydowała we wtorek o zamknięciu starego targu rybnego i sprzedaży działki w przetargu.",
        "Kupcy, którzy pracują tam od trzydziestu lat, mówią, że nikt ich nie pytał i że złożą odwołanie.",
        "„Dowiedzieliśmy się z radia” – powiedziała Hanna Birk, która z dwoma synami sprzedaje ostrygi.",
        "Urząd twierdzi, że naprawa dachu kosztowałaby ponad cztery miliony, których miasto nie ma.",
        "Decyzji sądu można się spodziewać wiosną; do tego czasu stragany zostają na miejscu, mówi burmistrz.",
    ],
    "it": [
        "Il consiglio ha votato martedì la chiusura del vecchio mercato del pesce e la vendita del terreno.",
        "I venditori che vi lavorano da trent'anni dicono che nessuno li ha interpellati e che faranno ricorso.",
        "«L'abbiamo saputo dalla radio», ha detto Elena Bruni, che vende ostriche con i due figli. «Nessuno è venuto».",
        "Il comune sostiene che riparare il tetto sarebbe costato più di quattro milioni, che non ha.",
    ],
    "nl": [
        "De gemeenteraad besloot dinsdag de oude vismarkt te sluiten en de grond te verkopen aan de hoogste bieder.",
        "Handelaren die er dertig jaar werken, zeiden dat niemand hun iets had gevraagd en dat ze in beroep gaan.",
        "Het herstel van het dak zou volgens de gemeente meer dan vier miljoen hebben gekost, en dat geld is er niet.",
        "De uitspraak van de rechtbank wordt in het voorjaar verwacht; tot dan blijven de kramen staan.",
    ],
    "ru": [
        "Городской совет во вторник решил закрыть старый рыбный рынок и продать землю тому, кто даст больше.",
        "Торговцы, которые работают там тридцать лет, говорят, что их никто не спрашивал и что они подадут жалобу.",
        "«Мы узнали об этом по радио», — сказала Анна Берёзова, которая с двумя сыновьями продаёт устриц.",
        "По словам администрации, ремонт крыши обошёлся бы более чем в четыре миллиона, которых у города нет.",
        "Решение суда ожидается весной; до тех пор прилавки останутся на своих местах, сообщил мэр города.",
        "Три прежних проекта, среди них музей и музыкальная школа, не состоялись из-за нехватки денег.",
    ],
    "uk": [
        "Міська рада у вівторок вирішила закрити старий рибний ринок і продати землю тому, хто дасть більше.",
        "Торговці, які працюють там тридцять років, кажуть, що їх ніхто не питав і що вони оскаржать рішення.",
        "За словами адміністрації, ремонт даху коштував би понад чотири мільйони, яких у міста немає.",
        "Рішення суду очікують навесні; доти прилавки залишаться на своїх місцях, повідомив міський голова.",
    ],
    "el": [
        "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει την παλιά ιχθυαγορά και να πουλήσει το οικόπεδο.",
        "Οι έμποροι που δουλεύουν εκεί τριάντα χρόνια είπαν ότι κανείς δεν τους ρώτησε και ότι θα προσφύγουν.",
        "Ο δήμος λέει ότι η επισκευή της στέγης θα κόστιζε πάνω από τέσσερα εκατομμύρια, που δεν υπάρχουν.",
        "Η απόφαση του δικαστηρίου αναμένεται την άνοιξη· ως τότε οι πάγκοι μένουν στη θέση τους, είπε ο δήμαρχος.",
    ],
    "tr": [
        "Belediye meclisi salı günü eski balık pazarını kapatmaya ve arsayı en çok verene satmaya karar verdi.",
        "Orada otuz yıldır çalışan satıcılar kimsenin kendilerine sormadığını ve karara itiraz edeceklerini söyledi.",
        "“Radyodan öğrendik,” dedi iki oğluyla istiridye satan Hande Balcı. “Kimse gelip bir şey demedi.”",
        "Belediye, çatının onarımının dört milyondan fazlaya mal olacağını ve bu paranın olmadığını açıkladı.",
    ],
    "ar": [
        "صوّت المجلس البلدي يوم الثلاثاء على إغلاق سوق السمك القديم وبيع الأرض لمن يدفع أكثر.",
        "وقال الباعة الذين يعملون هناك منذ ثلاثين عاما إن أحدا لم يسألهم وإنهم سيطعنون في القرار.",
        "وقالت هناء البحري التي تبيع المحار مع ابنيها: «سمعنا الخبر من الإذاعة، ولم يأت إلينا أحد».",
        "وتقول البلدية إن إصلاح السقف كان سيكلف أكثر من أربعة ملايين، وهي لا تملك هذا المبلغ.",
        "ومن المنتظر أن تصدر المحكمة حكمها في الربيع، وحتى ذلك الحين تبقى الأكشاك في أماكنها.",
    ],
    "fa": [
        "شورای شهر روز سه‌شنبه رأی داد که بازار قدیمی ماهی‌فروشان بسته شود و زمین آن به فروش برسد.",
        "فروشندگانی که سی سال آنجا کار کرده‌اند می‌گویند کسی از آنها نپرسیده و به رأی اعتراض خواهند کرد.",
        "هانیه بحری که با دو پسرش صدف می‌فروشد گفت: «خبر را از رادیو شنیدیم و هیچ‌کس پیش ما نیامد.»",
        "شهرداری می‌گوید تعمیر سقف بیش از چهار میلیون هزینه داشت و این پول در صندوق نیست.",
    ],
    "he": [
        "מועצת העיר החליטה ביום שלישי לסגור את שוק הדגים הישן ולמכור את הקרקע לכל המרבה במחיר.",
        "סוחרים שעובדים שם שלושים שנה אמרו שאיש לא שאל אותם ושהם יערערו על ההחלטה בבית המשפט.",
        "העירייה אומרת שתיקון הגג היה עולה יותר מארבעה מיליון, סכום שאין לה והיא לא תשיג אותו השנה.",
        "החלטת בית המשפט צפויה באביב; עד אז הדוכנים יישארו במקומם, אמר ראש העיר בתשובה לשאלה.",
    ],
    "hi": [
        "नगर परिषद ने मंगलवार को पुराने मछली बाज़ार को बंद करने और ज़मीन बेचने का फ़ैसला किया।",
        "तीस साल से वहाँ काम कर रहे दुकानदारों ने कहा कि किसी ने उनसे नहीं पूछा और वे अपील करेंगे।",
        "अपने दो बेटों के साथ सीपियाँ बेचने वाली हेमा बिष्ट ने कहा, “हमें यह ख़बर रेडियो से मिली।”",
        "परिषद का कहना है कि छत की मरम्मत में चालीस लाख से ज़्यादा लगते, जो उसके पास नहीं हैं।",
        "अदालत का फ़ैसला वसंत में आने की उम्मीद है; तब तक दुकानें वहीं रहेंगी, मेयर ने कहा।",
    ],
    "bn": [
        "নগর পরিষদ মঙ্গলবার পুরোনো মাছের বাজার বন্ধ করে জমি বিক্রি করার সিদ্ধান্ত নিয়েছে।",
        "ত্রিশ বছর ধরে সেখানে কাজ করা বিক্রেতারা বলেছেন, কেউ তাঁদের জিজ্ঞেস করেনি এবং তাঁরা আপিল করবেন।",
        "পরিষদ বলছে, ছাদ মেরামতে চল্লিশ লাখের বেশি খরচ হতো, যা তাদের হাতে নেই।",
        "আদালতের রায় বসন্তে আসার কথা; ততদিন দোকানগুলো যেখানে আছে সেখানেই থাকবে, বলেছেন মেয়র।",
    ],
    "zh": [
        "市议会周二投票决定关闭老鱼市场，并把土地卖给出价最高的人。",
        "在那里工作了三十年的商贩表示，没有人征求过他们的意见，他们将提出上诉。",
        "和两个儿子一起卖牡蛎的韩碧说：“我们是从广播里听到的，没有人来过。”",
        "市政府称，修理屋顶要花费四百多万，而市里没有这笔钱。",
        "法院的裁决预计在春天作出，市长说，在那之前摊位都留在原处。",
        "此前关于这块地的三个计划，包括博物馆和音乐学校，都因缺乏资金而放弃。",
    ],
    "ja": [
        "市議会は火曜日、古い魚市場を閉鎖し、土地を最も高い値をつけた者に売ることを決めた。",
        "三十年そこで働いてきた商人たちは、誰にも相談されなかったとして、異議を申し立てるという。",
        "二人の息子と牡蠣を売る浜田花さんは「ラジオで知りました。誰も来ませんでした」と話した。",
        "市は、屋根の修理には四百万以上かかり、その予算がないと説明している。",
        "裁判所の判断は春に出る見通しで、市長はそれまで店はそのまま残ると述べた。",
    ],
    "ko": [
        "시의회는 화요일 오래된 수산시장을 폐쇄하고 그 땅을 가장 높은 값을 부르는 이에게 팔기로 했다.",
        "그곳에서 삼십 년 동안 일해 온 상인들은 아무도 의견을 묻지 않았다며 이의를 제기하겠다고 말했다.",
        "두 아들과 함께 굴을 파는 한하나 씨는 “라디오에서 들었다. 아무도 오지 않았다”고 말했다.",
        "시는 지붕을 고치는 데 사백만 이상이 들며 그만한 예산이 없다고 설명했다.",
        "법원의 결정은 봄에 나올 전망이며, 그때까지 가게들은 그 자리에 남는다고 시장은 밝혔다.",
    ],
    "th": [
        "สภาเมืองลงมติเมื่อวันอังคารให้ปิดตลาดปลาเก่าและขายที่ดินให้แก่ผู้ที่เสนอราคาสูงสุด",
        "พ่อค้าแม่ค้าที่ทำงานที่นั่นมาสามสิบปีกล่าวว่าไม่มีใครถามความเห็น และพวกเขาจะยื่นอุทธรณ์",
        "เทศบาลระบุว่าการซ่อมหลังคาจะต้องใช้เงินมากกว่าสี่ล้าน ซึ่งเทศบาลไม่มีงบประมาณ",
        "คาดว่าศาลจะมีคำตัดสินในฤดูใบไม้ผลิ จนถึงเวลานั้นแผงค้าจะยังอยู่ที่เดิม นายกเทศมนตรีกล่าว",
    ],
    "vi": [
        "Hội đồng thành phố hôm thứ Ba đã bỏ phiếu đóng cửa chợ cá cũ và bán khu đất cho người trả giá cao nhất.",
        "Những người bán hàng đã làm việc ở đó ba mươi năm nói rằng không ai hỏi họ và họ sẽ khiếu nại.",
        "Chính quyền cho biết việc sửa mái nhà sẽ tốn hơn bốn triệu, số tiền mà thành phố không có.",
        "Tòa án dự kiến ra quyết định vào mùa xuân; đến lúc đó các quầy hàng vẫn ở nguyên chỗ, thị trưởng nói.",
    ],
    "id": [
        "Dewan kota memutuskan pada hari Selasa untuk menutup pasar ikan lama dan menjual tanahnya.",
        "Para pedagang yang bekerja di sana selama tiga puluh tahun mengatakan tidak ada yang bertanya kepada mereka.",
        "Pemerintah kota mengatakan perbaikan atap akan menelan biaya lebih dari empat juta, yang tidak dimilikinya.",
        "Keputusan pengadilan diharapkan pada musim semi; sampai saat itu lapak tetap di tempatnya, kata wali kota.",
    ],
    "sw": [
        "Baraza la mji lilipiga kura Jumanne kufunga soko la zamani la samaki na kuuza ardhi yake.",
        "Wafanyabiashara waliofanya kazi hapo kwa miaka thelathini walisema kwamba watakata rufaa.",
    ],
    "am": [
        "የከተማው ምክር ቤት ማክሰኞ ዕለት የድሮውን የዓሣ ገበያ ለመዝጋትና መሬቱን ለመሸጥ ወሰነ።",
        "በዚያ ለሠላሳ ዓመታት የሠሩ ነጋዴዎች ማንም እንዳልጠየቃቸውና ይግባኝ እንደሚሉ ተናግረዋል።",
        "ምክር ቤቱ የጣሪያው ጥገና ከአራት ሚሊዮን በላይ እንደሚያስወጣና ገንዘቡ እንደሌለው ገልጿል።",
        "የፍርድ ቤቱ ውሳኔ በጸደይ ይጠበቃል፤ እስከዚያ ድረስ ሱቆቹ በቦታቸው ይቆያሉ ብለዋል ከንቲባው።",
    ],
}  # fmt: skip

OTHERS = [
    "Ferry timetable changes from Monday", "Harbour museum reopens after two years", "Pilots ask for a tenth more",
    "Old quay is to become a park", "Fish landings fall for the fourth year", "Storm closes the coast road again",
    "A school that teaches in two languages", "What the new bridge has cost so far",
]  # fmt: skip
TEASERS = [
    "From next week the last boat leaves an hour earlier, for want of crews, the line said.",
    "The museum shows its pilot boat again, and entry is free in May for everybody who lives here.",
    "The pilots want more for each ship, and would rather strike than wait, their speaker says.",
    "The town bought the old quay for a symbolic sum and wants to plant two hundred trees on it.",
]
TOP = (
    "<div class='skip'><a href='#main'>Skip to content</a></div><nav class='main-nav'><ul>"
    + "".join(f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in
              ("Home", "World", "Business", "Sport", "Culture", "Weather", "Opinion", "Archive"))
    + "</ul></nav>"
)  # fmt: skip
COOKIES = (
    "<div id='cookie-banner' class='consent'><p>We and our partners use cookies to measure our audience and to show"
    " you advertising that fits. You can change your choice at any time.</p><button>Accept</button></div>"
)
RELATED = (
    "<aside class='related'><h3>More from us</h3><ul>"
    + "".join(f"<li><a href='/{at}'>{title}</a></li>" for at, title in enumerate(OTHERS[:5]))
    + "</ul></aside>"
)
NEWSLETTER = (
    "<div class='newsletter-box'><h4>Our newsletter</h4><p>The most important stories of the week in your inbox, every"
    " Friday morning.</p><form><input type='email'><button>Sign up</button></form></div>"
)
COMMENTS = (
    "<section id='comments' class='comments-area'><h3>2 comments</h3><div class='comment'><p class='comment-meta'>"
    "Peter, 3 hours ago</p><p>About time that somebody wrote about this.</p></div><div class='comment'>"
    "<p class='comment-meta'>Rosa, 1 hour ago</p><p>I do not agree at all, the hall was a ruin.</p></div></section>"
)
BOTTOM = (
    "<footer class='site-footer'><p>© 2026 The Coast. All rights reserved.</p><ul><li><a href='/imprint'>Imprint</a>"
    "</li><li><a href='/privacy'>Privacy</a></li><li><a href='/contact'>Contact</a></li></ul></footer>"
)


def lines(*texts: str) -> str:
    return "\n".join(texts)


def tags(texts: list[str], tag: str = "p", name: str = "") -> str:
    """Each text in an element of its own."""
    mark = f" class='{name}'" if name else ""
    return "".join(f"<{tag}{mark}>{escape(text, quote=False)}</{tag}>" for text in texts)


def whole(title: str, body: str, *, lang: str = "en", head: str = "", top: str = TOP, bottom: str = BOTTOM) -> bytes:
    """A page in UTF-8 with its furniture; ``title`` goes to the head alone."""
    attributes = f"lang='{lang}'" + (" dir='rtl'" if lang in ("ar", "fa", "he") else "")
    return (
        f"<!doctype html><html {attributes}><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{top}{body}{bottom}</body></html>"
    ).encode()
