"""The words of pages that stand where a story should, in the languages of the catalogue.

Gone, closed, out of order, parked, not for this country or age, asking for consent: patterns over one sentence or
heading at a time (see ``notices.py``), none for a site. What they mean is decided in ``walls.py``.
"""

from __future__ import annotations

import re

# of a page that is gone, by language: how the page is called, and what has become of it
_GONE = (
    (r"\b(?:page|article|story|content|post|link|url|address)\b",
     r"\bnot (?:be )?found|does(?:n['’]?t| not) exist|no longer (?:exists?|available)|(?:been|was) (?:moved|removed|deleted)"
     r"|(?:could|can)(?:n['’]t| ?not) (?:find|be found)|has moved|expired|unavailable|not available|nothing (?:was )?found"),
    (r"\b(?:p[áa]gina|nota|noticia|art[íi]culo|contenido|enlace|direcci[óo]n)\b",
     r"\bno (?:se |fue |ha sido |pudo ser |puede ser )?(?:encontr|hall|localiz|existe|está(?: ya)? disponible)|ya no existe|"
     r"no encontramos|(?:sido|fue) (?:eliminad|movid|borrad)"),
    (r"\b(?:p[áa]gina|not[íi]cia|mat[ée]ria|artigo|conteúdo|endereço|link)\b",
     r"\bnão (?:foi |pôde ser |pode ser )?(?:encontr|localiz|existe|está(?: mais)? dispon)|não encontramos|(?:foi|sido) "
     r"(?:removid|apagad|excluíd|movid)"),
    (r"\b(?:page|article|contenu|adresse)\b",
     r"introuvable|n['’]existe (?:pas|plus)|n['’]est (?:pas|plus) disponible|n['’]a pas (?:été|pu être) trouv|supprimée?\b"),
    (r"\b(?:seite|artikel|beitrag|adresse|inhalt)\b",
     r"nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden|existier)|existiert nicht|gelöscht|verschoben"),
    (r"\b(?:pagina|articolo|contenuto|indirizzo)\b", r"non (?:è stat[ao] )?(?:trovat|esiste|disponibil)|rimoss[ao]"),
    (r"\b(?:pagina|artikel|bericht)\b", r"niet (?:worden )?(?:gevonden|beschikbaar)|bestaat niet|verwijderd"),
    (r"\b(?:stron[aęy]|artykuł|adres|materiał)\b",
     r"nie (?:została |został |zostały )?(?:znalezion|odnalezion|istnieje|znaleź)|usunięt"),
    (r"\b(?:str[áa]nk[auy]|článek|článok|adresa)\b", r"\bne(?:bol[ao] |byl[ao] )?(?:existuje|nalezen|nájden|našl|podařilo|dostupn)|"
     r"(?:nebola|nebol|nebyla|nebyl) (?:nájden|nalezen)|smazán|zmazan|odstraněn|odstránen"),
    (r"\b(?:oldal|cikk|tartalom)\b", r"nem (?:található|létezik|elérhető|érhető)|törölték|már nem"),
    (r"\b(?:pagin[aă]|articolul|conținutul)\b", r"nu (?:a fost |a putut fi |mai )?(?:găsit|exist|este disponibil)|șters"),
    (r"страница(?:та)?|статия(?:та)?|адрес", r"не (?:е |беше )?(?:намерен|съществува|открит)|изтрит|премест"),
    (r"страниц[ау]|стаття|сторінк[ау]|матеріал|адрес", r"не (?:знайден|існує|вдалося знайти)|видален"),
    (r"страниц[ауы]|стать[яюи]|материал|новост[ьи]|адрес", r"не (?:найден|существует|удалось найти)|удал[её]н|больше не"),
    (r"старонк[аі]|стар[оа]нку", r"не (?:знойдзен|існуе)"),
    (r"страниц[ау]|чланак|садржај|stranic[ae]|članak|sadržaj|stran\b",
     r"није (?:пронађен|доступн)|не постоји|(?:nije|nema) (?:pronađen|dostup)|ne postoji|не е пронајден|ni (?:bil[ao]? )?najden|ne obstaja"),
    (r"\bσελίδα|άρθρο|περιεχόμενο", r"δεν (?:βρέθηκε|υπάρχει|είναι διαθέσιμ)"),
    (r"\b(?:sayfa|haber|içerik|adres)\w*", r"bulunamad|bulunmuyor|bulunamıyor|mevcut değil|kaldırıl|silin|yok(?:tur)?\b"),
    (r"\b(?:səhifə|xəbər|məqalə)\w*", r"tapılma|mövcud deyil|silin"),
    (r"\b(?:sahifa|maqola|xabar)\w*|саҳифа|бет(?:ті|)\b|баракча", r"topilmadi|mavjud emas|o[‘'’ʻ]chiril|топилмади|табылма|жок\b|табылган жок"),
    (r"الصفحة|المقال|الخبر|المحتوى|الرابط", r"غير (?:موجود|متاح|متوفر)|لم (?:يتم|نتمكن|نعثر|تعد)|لا (?:توجد|يوجد|يمكن العثور)|حذف|تعذر"),
    (r"صفحه|مطلب|خبر|نشانی", r"(?:یافت|پیدا) ن(?:شد|می)|وجود ندارد|حذف شده|در دسترس نیست"),
    (r"صفحہ|خبر|مضمون", r"(?:نہیں|نہ) (?:مل|ملی|ملا|ہے)|موجود نہیں|دستیاب نہیں|ہٹا دیا"),
    (r"पेज|पृष्ठ|पन्ना|लेख|खबर|पान", r"नहीं (?:मिल|है)|मौजूद नहीं|उपलब्ध नहीं|फेला पर(?:ेन|्न सकेन)|भेटिए(?:न|को छैन)|उपलब्ध छैन|हटा|सापडल[ेा] नाही|आढळले नाही"),
    (r"পাতা|পৃষ্ঠা|পেজ|লেখা|খবর", r"পাওয়া (?:যায়|যায়|গেল) ?নি|পাওয়া যাচ্ছে না|নেই"),
    (r"પેજ|પૃષ્ઠ|પાનું|ਪੰਨਾ|ਸਫ਼ਾ|ପୃଷ୍ଠା", r"મળ્યું નથી|ઉપલબ્ધ નથી|મળી શક્યું નથી|ਨਹੀਂ ਮਿਲਿਆ|ਮੌਜੂਦ ਨਹੀਂ"),
    (r"பக்க(?:ம்|த்தை)|పేజీ|ಪುಟ|പേജ്|പേജു|താൾ|පිටුව", r"கிடைக்கவில்லை|காணப்படவில்லை|இல்லை|కనుగొనబడలేదు|దొరకలేదు|లేదు|ಸಿಗಲಿಲ್ಲ|ಕಂಡುಬಂದಿಲ್ಲ|ಇಲ್ಲ|"
     r"കണ്ടെത്തി(?:യില്ല|ാനായില്ല)|ലഭ്യമല്ല|നിലവിലില്ല|හමු නොවීය|සොයාගත නොහැක"),
    (r"หน้า|เนื้อหา|บทความ|ໜ້າ|ទំព័រ|စာမျက်နှာ", r"ไม่พบ|ไม่มีอยู่|ถูกลบ|ບໍ່ພົບ|រកមិនឃើញ|រកមិន|မတွေ့"),
    (r"\b(?:trang|bài viết|nội dung|đường dẫn)\b", r"không (?:tồn tại|tìm thấy|còn|có)|đã (?:bị )?x[óo]a"),
    (r"\b(?:halaman|laman|artikel|berita|konten|kandungan)\b", r"tidak (?:dapat )?(?:ditemukan|tersedia|ada|dijumpai|wujud|ditemui)|dihapus|dipindah"),
    (r"\b(?:pahina\w*|artikulo\w*|nilalaman)\b", r"hindi (?:nam\w+ )?(?:ma|na)(?:kita|hanap|tagpuan)|wala na|hindi umiiral"),
    (r"\b(?:ukurasa|makala|habari|kurasa)\b", r"ha(?:u|i|ku)\w*pat(?:ikan)?\w*|ha(?:u|i)po\b|ume(?:ondolewa|futwa|hamishwa)|ime(?:ondolewa|futwa|hamishwa)"),
    (r"\b(?:shafin?|labarin?)\b", r"\bba a (?:samu|sami|gano)|\bba(?:bu|ya nan)\b"),
    (r"\b(?:ojú[ -]?ewé|ojúewé|ìwé|peeji|akụkọ|ibe)\b", r"\b(?:kò|a kò|ko) (?:rí|sí|si)\b|ahụghị|enweghị"),
    (r"\b(?:bog(?:ga|gan)|maqaalka|fuulli|ikhasi|iphepha|peji|omuko|urupapuro|pejy|paj)\b",
     r"lama (?:heli|helin)|ma jir|hin argamne|alitholakal|ayitholakal|aliku?fumanek|harina kuwanik|haina kuwanik|telabise|terizuuliddwa|"
     r"ntirwabonetse|ntabwo|tsy hita|pa jwenn"),
    (r"ገጽ|ገጹ|ጽሑፍ", r"አልተገኘም|አልተገኘችም|የለም|ኣይተረኽበን"),
    (r"页面|頁面|网页|網頁|文章|内容|內容|稿件", r"不存在|找不到|未找到|已(?:被)?(?:删除|刪除|下线)|无法(?:找到|访问)|不見了|丢失"),
    (r"ページ|記事", r"見つかりません|存在し(?:ない|ません)|削除|公開(?:は|が)?終了|ありません"),
    (r"페이지|기사|게시물|주소", r"찾을 수 없|존재하지|삭제|없습니다|변경"),
    (r"გვერდი|სტატია", r"(?:ვერ|არ) (?:მოიძებნა|არსებობს|იქნა)"),
    (r"\b[Էէ]ջը|[Հհ]ոդվածը", r"(?:չի|չ) ?(?:գտնվել|գտնվեց)|գոյություն չունի|չգտնվեց"),
    (r"\bfaqja|artikulli", r"nuk (?:u gjet|ekziston|gjendet|mund)"),
    (r"\b(?:lap[ae]|raksts|puslapis|straipsnis|lehek[üu]lg\w*|sivu\w*|artikkeli\w*)\b",
     r"nav (?:atrast|pieejam)|neeksistē|nerastas|nebuvo rast|neegzistuoja|ei (?:leitud|eksisteeri|löyd|ole olemassa)"),
    (r"\b(?:sidan|siden|artikeln|artikkelen|artiklen)\b", r"finns inte|hittades inte|kunde inte hittas|finnes ikke|ble ikke|blev ikke|findes ikke"),
    (r"הדף|הכתבה|העמוד|хуудас", r"לא נמצא|לא קיי|אינו קיים|הוסר|олдсонгүй"),
)  # fmt: skip
GONE = re.compile(
    "|".join(f"(?:{name}).{{0,60}}?(?:{fate})|(?:{fate}).{{0,45}}?(?:{name})" for name, fate in _GONE), re.IGNORECASE
)
# the site speaks of the page that the visitor asked for
SORRY = re.compile(
    r"\b(?:sorry|oops|unfortunately|whoops|apologi[sz]e|you (?:are|were|requested|tried|may)|requested|looking for|your search)\b|"
    r"lo sentimos|\bups\b|¡uy|disculp|(?:usted )?busca[sn]?\b|solicitad|que intentas|\bdesculpe|\bops\b|procura\b|você|lamentamos|"
    r"désolé|oups|recherche[zr]|demandée?\b|vous |leider|entschuldig|gesuchte|angeforderte|\bsie |spiacent|ci dispiace|cercando|cercata|"
    r"helaas|sorry|przepraszamy|niestety|szukasz|szukana|podanym adresie|omlouv|ospravedl|bohužel|bohužiaľ|požadovan|hledan|hľadan|"
    r"sajnál|keresett|elnézést|ne pare rău|căuta[tț]|solicitat|ne cerem|съжаляваме|търсен|извинете|за съжаление|на жаль|вибач|шукає|запит|"
    r"к сожалению|извините|запрошенн|запрашиваем|искали|ищете|ошибл|жао нам|тражен|извињавамо|žao nam|tražen|nažalost|"
    r"λυπούμαστε|ζητήσατε|αναζητάτε|συγγνώμη|üzgünüz|aradığınız|maalesef|özür|təəssüf|axtardığınız|üzr|kechirasiz|afsus|qidir|кешіріңіз|"
    r"عذرا|نأسف|للأسف|تبحث|المطلوب|متأسفانه|متاسفانه|مورد نظر|پوزش|ببخشید|معذرت|مطلوبہ|تلاش|افسوس|क्षमा|माफ|खेद|ढूंढ|खोज|शोध|দুঃখিত|খুঁজছেন|"
    r"માફ|શોધી|ਮਾਫ਼|மன்னி|தேடும்|క్షమించ|వెతుకు|ಕ್ಷಮಿಸಿ|ക്ഷമിക്ക|തിരയുന്ന|සමාවන්න|ขออภัย|ที่คุณ|rất tiếc|xin lỗi|bạn (?:tìm|đang|yêu)|maaf|"
    r"anda cari|yang anda|paumanhin|hinahanap|samahani|unaoutafuta|uliyoomba|unayotafuta|yi hakuri|yi haƙuri|kuke nema|ẹ má bínú|ẹ ń wá|ndo\b|"
    r"waan ka xun|raadin|dhiifama|uxolo|siyaxolisa|ruregerero|mbabarira|ይቅርታ|የፈለጉት|抱歉|对不起|對不起|您(?:访问|訪問|查找|要找|请求)|很遗憾|申し訳|お探し|ご指定|"
    r"죄송|요청하신|찾으시는|სამწუხაროდ|მოთხოვნილი|ბოდიში|ներեցեք|ցավոք|փնտրած|na vjen keq|që kërkoni|diemžēl|meklēt|atsipraš|ieškom|"
    r"vabandus|kahjuks|valitettavasti|tyvärr|beklager|desværre|מצטערים|סליחה|уучлаарай|"
    r"^\W*404\b|\berr(?:or|eur|o|ore)? ?404\b",
    re.IGNORECASE,
)  # fmt: skip

# the site, or the server under it, is out of order
_SITE = r"(?:web ?)?site|website|sitio|portal|página|serviço|service|serwis|strona|stránk[ay]|web|webhely|oldal|situs|laman|trang web|tovuti"
OUT_OF_ORDER = re.compile(
    rf"(?:{_SITE})\b.{{0,40}}(?:under (?:scheduled |routine )?(?:maintenance|construction)|(?:temporarily|currently) (?:unavailable|offline|down)|"
    r"en (?:mantenimiento|construcci|travaux|maintenance|construction)|em (?:manuten|constru)|in manutenzione|fuera de servicio|"
    r"w (?:przebudowie|budowie|trakcie)|przerwa techniczna|v (?:údržbě|rekonstrukci|údržbe)|karbantartás|în (?:mentenanță|construcție)|"
    r"dalam (?:pemeliharaan|perbaikan|pembangunan)|bảo trì|nâng cấp|(?:ina|iko katika) (?:matengenezo|fanyiwa))|"
    r"(?:briefly|currently|temporarily) (?:unavailable|undergoing|down|offline|closed) (?:for|due to|while) (?:scheduled |routine |some )?maintenance|"
    r"(?:we are|we['’]re) (?:currently )?(?:performing|undergoing|carrying out|down for) .{0,20}maintenance|"
    r"mantenimiento .{0,40}(?:nuestro|este|del) (?:sitio|portal|web)|(?:nuestro|este) (?:sitio|portal) .{0,30}mantenimiento|"
    r"manutenção .{0,30}(?:nosso|deste|do) (?:site|portal)|wir führen .{0,30}wartung|wartungsarbeiten .{0,30}(?:website|seite)|"
    r"(?:website|seite) .{0,30}(?:wartung|gewartet)|(?:site|sito) .{0,20}(?:est en maintenance|in manutenzione)|"
    r"сайт.{0,30}(?:временно (?:недоступен|не работает)|на (?:реконструкции|обслуживании|ремонте)|в разработке|в изради|у изради|одржава|в процес на|"
    r"на профилактик|тимчасово (?:недоступний|не працює)|на технічному|в ремонт|временно недостъпен)|"
    r"^(?:на сайте )?(?:ведутся|проводятся|проводяться|тривають) (?:технические|профилактические|технічні) (?:работы|роботи)\W*$|одржавању сајта|"
    r"(?:ιστοσελίδα|ιστότοπος|σελίδα).{0,30}(?:συντήρηση|κατασκευή)|(?:sitemiz|site|web sitesi).{0,30}(?:bakım|yapım aşama)|sayt.{0,20}(?:texniki|ta[’']?mir)|"
    r"الموقع .{0,20}(?:الصيانة|صيانة|مغلق مؤقتا)|(?:سایت|وبسایت|وب‌سایت).{0,25}(?:تعمیر|به‌?روزرسانی|دست ساخت)|ویب سائٹ .{0,20}مرمت|"
    r"(?:वेबसाइट|साइट).{0,25}(?:रखरखाव|मेंटेनेंस|निर्माणाधीन|मर्मत)|(?:ওয়েবসাইট|সাইট).{0,25}(?:রক্ষণাবেক্ষণ|উন্নয়ন)|(?:เว็บไซต์|ระบบ).{0,20}(?:ปรับปรุง|บำรุงรักษา)|"
    r"(?:网站|網站|系统|系統).{0,10}(?:维护|維護|升级|升級|建设中|建設中)|(?:サイト|サービス).{0,15}(?:メンテナンス|工事中)|(?:사이트|서비스|시스템).{0,12}(?:점검|공사|준비 ?중)|"
    # what servers and hosts say by themselves
    r"welcome to (?:nginx|openresty|centos|caddy)|web server is successfully installed|apache2? .{0,20}default page|^it works!?$|default welcome page|"
    r"internet information services|iis windows server|test page for the|error establishing a database connection|^index of /|"
    r"(?:fatal|parse) error\b.{0,80}(?:uncaught|exception|\.php|syntax)|stack trace: #0|"
    r"^(?:50[0-4]|bad gateway|service (?:temporarily )?unavailable|internal server error|gateway time-?out)\b.{0,40}$|"
    r"(?:this|the) (?:account|site|website|hosting) (?:has been|is|was) (?:suspended|disabled|deactivated|terminated)|^account suspended$|"
    r"(?:cuenta|sitio|conta|compte|konto|akun).{0,20}(?:ha sido |foi |est |zostało |hosting .{0,10}telah )(?:suspend|bloquead|suspens|zawieszon|ditangguh)|"
    r"^(?:cuenta suspendida|conta suspensa|compte suspendu)$|(?:contact|contacte|hubungi) .{0,25}(?:hosting provider|proveedor de alojamiento|penyedia hosting)|"
    r"(?:аккаунт|хостинг|сайт) (?:заблокирован|приостановлен)|账(?:户|号)已(?:被)?(?:暂停|停用)",
    re.IGNORECASE,
)  # fmt: skip
PARKED = re.compile(
    r"^(?:domain (?:name )?(?:has )?expired|domain for sale|dominio (?:expirado|caducado|vencido|en venta)|domínio (?:expirado|à venda)|domaine (?:expiré|réservé|à vendre)|домен (?:припаркован|продаётся|продается|истёк|истек))$|"
    r"this domain (?:name )?(?:is|may be|has|was|\w+\.\w+ is).{0,20}(?:for sale|parked|expired|registered|available)|(?:buy|inquire about|renew) this domain|"
    r"domain (?:name )?(?:has )?expired|sponsored listings displayed|(?:este|tu|su) dominio .{0,30}(?:venta|caducado|expirado|vencido|registrado)|"
    r"este domínio .{0,30}(?:venda|expir|registrad)|(?:ce|cette) (?:nom de )?domaine .{0,40}(?:vendre|vente|expiré|enregistré|réservé|parking)|"
    r"(?:diese|die) domain .{0,30}(?:verkauf|erwerben|registriert|geparkt)|questo dominio .{0,30}(?:vendita|scadut|registrat)|"
    r"(?:ta|domena).{0,25}(?:na sprzedaż|wygasła|zaparkowan)|домен.{0,40}(?:продаётся|продается|припаркован|истёк|истек|не оплачен|купить этот|продається)|"
    r"купить этот домен|bu (?:alan adı|domain).{0,30}(?:satılık|süresi)|domain ini .{0,20}(?:dijual|kedaluwarsa)|tên miền .{0,25}(?:hết hạn|được bán)|"
    r"(?:هذا )?النطاق .{0,20}(?:للبيع|منته)|(?:此|该|本)域名.{0,10}(?:出售|过期|已过期|转让)|このドメイン.{0,15}(?:販売|売|期限)|이 도메인.{0,12}(?:판매|만료)",
    re.IGNORECASE,
)  # fmt: skip
SLOW_DOWN = re.compile(
    r"^(?:\W|error|429)*too many requests\W*$|you(?:['’]ve| have) (?:sent|made) too many requests|rate limit (?:has been )?exceeded|"
    r"(?:demasiadas|muchas) (?:solicitudes|peticiones)|límite de (?:solicitudes|peticiones)|(?:muitas|excesso de) (?:solicitações|requisições)|"
    r"trop de requêtes|zu viele anfragen|troppe richieste|zbyt wiele (?:żądań|zapytań)|слишком (?:много|частые) запрос|забагато запитів|çok fazla istek|"
    r"terlalu banyak permintaan|quá nhiều yêu cầu|طلبات كثيرة|درخواست‌?های? (?:زیاد|بیش)|बहुत अधिक अनुरोध|访问(?:过于|太)频繁|請求過於頻繁|リクエストが多すぎ|요청이 너무 많",
    re.IGNORECASE,
)
NOT_HERE = re.compile(
    r"(?:this |the )?(?:content|page|site|video|article|website) is (?:not|un)(?: currently)? ?(?:available|accessible) (?:in|from) your (?:region|country|location|area)|"
    r"unavailable (?:due to|for) legal reasons|from a country belonging to the european|not available (?:to|for) (?:visitors|users|readers) (?:in|from) (?:the )?(?:eu|europe|your)|"
    r"(?:contenido|página|sitio).{0,25}no (?:está|se encuentra) disponible en (?:tu|su) (?:país|región|ubicación)|"
    r"(?:conteúdo|página|site).{0,25}não (?:está|é) disponível (?:em|na|no) (?:seu|sua) (?:país|região)|"
    r"(?:contenu|page|site).{0,25}n['’]est pas (?:disponible|accessible) dans votre (?:pays|région)|(?:inhalt|seite).{0,25}in (?:ihrem|deinem) land nicht|"
    r"(?:contenuto|pagina).{0,25}non (?:è )?disponibile nel tuo paese|(?:treść|strona).{0,25}niedostępn\w+ w (?:twoim|państwa) (?:kraju|regionie)|"
    r"(?:контент|материал|сайт|страница).{0,25}недоступ\w+ в (?:вашей стране|вашем регионе)|доступ к (?:информационному )?(?:ресурсу|сайту|интернет-ресурсу).{0,20}(?:ограничен|заблокирован)|"
    r"(?:site|içerik|sayfa)\w*\b.{0,90}erişime? engellenmiştir|akses ke (?:situs|laman|website) ini (?:di)?(?:blokir|tutup|batasi)|situs yang anda tuju .{0,60}(?:dilarang|diblokir)|"
    r"(?:المحتوى|الموقع|الصفحة) .{0,20}غير متاح.{0,6} في (?:بلدك|منطقتك)|این (?:محتوا|سایت).{0,25}در (?:کشور|منطقه) شما|यह सामग्री .{0,20}(?:देश|क्षेत्र) में उपलब्ध नहीं|"
    r"(?:内容|網站|网站|页面)在?(?:您|你)?(?:所在)?的?(?:地区|國家|国家|地區).{0,6}(?:不可用|无法|無法)|お住まいの(?:国|地域)では|(?:국가|지역)에서는? (?:이용|제공|볼) ?(?:할 )?(?:수 )?(?:없|되지)",
    re.IGNORECASE,
)  # fmt: skip
OF_AGE = re.compile(
    r"^are you (?:over|at least|older than) (?:1[68]|21)\b|you must be (?:of legal|over|at least|1[89]|21)\b.{0,50}(?:enter|view|visit|access|continue)|(?:enter|confirm|verify) your (?:age|date of birth)|"
    r"eres mayor de (?:edad|18)|(?:debes?|tienes? que) (?:tener|ser) .{0,25}(?:18 años|mayor de).{0,30}(?:entrar|acceder|ver|continuar)|você (?:é|tem) (?:maior|mais) de (?:idade|18)|"
    r"avez-vous (?:plus de )?18 ans|sind sie (?:über|mindestens|älter als) 1[68]|hai (?:più di|almeno) 18 anni|czy (?:masz|ukończył\S*) .{0,12}18|(?:подтвердите|вам).{0,25}(?:исполнилось|есть|больше) 18|"
    r"материалы для лиц старше 18|ви досягли 18|18 yaşından büyük müsünüz|apakah anda (?:sudah )?berusia|bạn (?:đã|có) (?:đủ|trên) 18|هل (?:عمرك|تبلغ|أنت فوق) .{0,12}18|क्या आप 18|(?:您|你)(?:是否)?(?:已)?(?:年)?满(?:18|十八)|"
    r"18歳以上ですか|만 ?1[89]세 이상",
    re.IGNORECASE,
)  # fmt: skip
AD_BLOCKER = re.compile(
    r"(?:detect\w*|using|disable|turn off|whitelist|pause|switch off) .{0,30}ad ?-?block|ad ?-?block\w* (?:detected|is (?:on|active|enabled))|"
    r"(?:detectad|desactiv|deshabilit|desativ)\w* .{0,30}bloqueador|bloqueur de publicité|(?:adblock|werbeblocker).{0,25}(?:deaktivier|ausschalt|erkannt)|(?:wyłącz|wykryliśmy) .{0,20}(?:adblock|blokow)|"
    r"отключите .{0,20}(?:блокировщик|adblock)|reklam engelleyici.{0,25}(?:kapat|devre|tespit)|(?:matikan|nonaktifkan) .{0,20}(?:pemblokir|ad ?block)|(?:tắt|vô hiệu) .{0,20}chặn quảng cáo|"
    r"مانع الإعلانات|(?:关闭|停用|禁用).{0,10}广告(?:拦截|屏蔽)|広告ブロック|광고 차단",
    re.IGNORECASE,
)
# all that a page says while its scripts fetch the rest
LOADING = re.compile(
    r"^(?:please wait\b.{0,50}|(?:the )?(?:page|content|site) is loading\W*|loading\b.{0,20}|cargando\b.{0,30}|carregando\b.{0,30}|chargement\b.{0,30}|"
    r"(?:wird|seite wird) geladen\W*|caricamento\b.{0,20}|ładowanie\b.{0,20}|загрузка\b.{0,20}|завантаження\b.{0,20}|yükleniyor\W*|sedang memuat\b.{0,20}|memuat\b.{0,15}|"
    r"đang tải\b.{0,20}|جار[يٍ]? التحميل\W*|در حال بارگذاری\W*|लोड हो रहा है\W*|লোড হচ্ছে\W*|กำลังโหลด\W*|(?:正在)?(?:加载|載入)中?\W*|読み込み中\W*|로딩 ?중\W*|불러오는 중\W*)$",
    re.IGNORECASE,
)  # fmt: skip
LED_ON = re.compile(
    r"you (?:are|will be) (?:now |being )?(?:automatically )?redirected|redirecting (?:you )?(?:to|\.)|if (?:your browser|you are) (?:does )?not (?:automatically )?redirect|(?:será|está siendo|serás) redirig|"
    r"(?:sendo|será) redirecionad|vous (?:allez être|serez) redirigé|sie werden .{0,25}weitergeleitet|verrai reindirizzat|zostaniesz .{0,20}przekierowan|(?:будете|вы) .{0,15}перенаправлен|yönlendiriliyorsunuz|"
    r"anda (?:akan|sedang) dialihkan|đang chuyển hướng|(?:يتم|سيتم) (?:الآن )?(?:تحويلك|توجيهك)|در حال انتقال به (?:سایت|صفحه)|正在(?:为您)?(?:跳转|重定向)|자동으로 이동합니다|移動します",
    re.IGNORECASE,
)
NO_RESULTS = re.compile(
    r"^(?:sorry,? )?no (?:results|posts|articles|matches) (?:were )?(?:found|match)|nothing matched your search|your search .{0,40}(?:no|did not) (?:results|match)|no se (?:encontraron|hallaron) (?:resultados|coincidencias)|"
    r"(?:nenhum|não (?:foram|há)) .{0,15}resultado|aucun résultat|keine (?:ergebnisse|treffer)|nessun risultato|brak wyników|nie znaleziono wyników|žádné výsledky|nincs találat|niciun rezultat|"
    r"ничего не найдено|по вашему запросу|нічого не знайдено|няма резултати|нема резултата|δεν βρέθηκαν αποτελέσματα|sonuç bulunamadı|nəticə tapılmadı|tidak ada hasil|không (?:có|tìm thấy) kết quả|"
    r"لا توجد نتائج|لم يتم العثور على نتائج|نتیجه‌?ای (?:یافت|پیدا) نشد|कोई (?:परिणाम|नतीजा) नहीं|কোনো ফলাফল|ไม่พบผลลัพธ์|没有(?:找到)?(?:相关)?结果|検索結果は?(?:ありません|0件)|검색 결과가 없",
    re.IGNORECASE,
)  # fmt: skip
# the article is closed: what stands under its first lines, from the start of a sentence. A box that offers a
# subscription says neither that this article needs one nor that there is more to read.
_STORY = r"(?:this|the|our) (?:\w+ )?(?:article|story|content|post|report|page|analysis)"
CLOSED = re.compile(
    rf"^\W*(?:(?:please |just |simply )?(?:subscribe|sign ?up|sign in|log ?in|register|join|become an? (?:\w+ )?(?:member|subscriber)|create (?:an?|your) (?:free )?account|start your .{{0,20}}trial)\b.{{0,40}}\bto "
    r"(?:continue|keep|finish) reading|(?:please )?(?:subscribe|register|join|become a (?:member|subscriber)|create (?:an?|your) (?:free )?account|sign in|log ?in)\b.{0,40}\bto (?:read|view|access|unlock|see) (?:the (?:rest|full|whole|complete|entire)|this|more of)|"
    r"to (?:continue|keep) reading\b|to (?:unlock|read|access|view) (?:this|the (?:rest|full|whole)) ?(?:of )?(?:this |the )?(?:article|story|content|report)|continue reading (?:with|by|for) |"
    rf"{_STORY} is (?:only |exclusively |just )?(?:for|available|reserved|exclusive|accessible|open)\b.{{0,30}}\b(?:subscribers?|members?|subscription|premium)|"
    r"you(?:['’]ve| have) (?:reached|used|hit|exceeded|read) (?:up )?(?:all|your|the) .{0,30}(?:limit|free (?:articles|stories)|allowance)|you have no free articles|(?:\d+ ?%|the rest) of (?:this|the) (?:article|story) (?:remains|is for))|"
    r"^\W*(?:est[ea] (?:contenido|artículo|nota|noticia|historia|texto) (?:es |está )?(?:\w+ )?(?:exclusiv\w+|reservad\w+|disponible|sólo|solo|únicamente) (?:\w+ )?(?:para|a) .{0,20}(?:suscriptor|socio|abonad|miembro|usuario)|(?:contenido|artículo|nota) (?:exclusiv[oa]|reservad[oa]|solo|sólo) para .{0,12}(?:suscriptor|socio|abonad|miembro)\w*\W*$|"
    r"para (?:seguir|continuar) leyendo|(?:suscr[ií]b|reg[ií]str|hazte|inici|únete|acced)\w*\b.{0,45}\b(?:para|y) (?:seguir|continuar|sigue|continúa|leer (?:est|la nota|el art|complet))\w*|"
    r"(?:has|ha) (?:llegado|alcanzado|superado) .{0,25}(?:límite|máximo) de .{0,12}(?:artículos|notas|noticias))|"
    r"^\W*(?:est[ea] (?:conteúdo|matéria|reportagem|artigo|texto|notícia) (?:é )?(?:exclusiv|reservad|disponível|apenas|só|somente)\w* (?:\w+ )?para .{0,15}assinante|(?:conteúdo|matéria) (?:exclusiv[oa]|só|somente) para assinantes\W*$|para continuar (?:lendo|a ler)|"
    r"(?:assine|cadastre-se|faça|torne-se|inscreva-se|entre)\b.{0,45}\b(?:para|e) (?:continu\w+ (?:a )?le|ler (?:est|a mat|o (?:art|text)|na íntegra))\w*|você (?:atingiu|chegou ao|já leu) .{0,25}(?:limite|matérias|artigos))|"
    r"^\W*(?:(?:cet |cette |l['’]|le )?(?:article|contenu|la suite|suite|lecture)(?: de cet article)? (?:de l['’]article )?(?:est |sont )?(?:réservée?|exclusivement|uniquement|accessible)s? (?:\w+ ){0,2}(?:aux?|à nos) .{0,12}(?:abonn|membre)|"
    r"(?:il )?(?:vous )?reste .{1,20} (?:de (?:cet|l['’]) ?article )?à (?:lire|découvrir)|pour (?:lire la suite|continuer (?:la|votre) lecture|poursuivre|lire (?:cet|l['’])? ?(?:article|intégralité))|"
    r"(?:abonnez|inscrivez|connectez|identifiez)-vous\b.{0,40}\bpour (?:lire|continuer|accéder|poursuivre))|"
    r"^\W*(?:(?:jetzt )?weiterlesen mit|dieser (?:artikel|beitrag|text|inhalt) ist (?:\w+ )?(?:für|nur|exklusiv|unseren)\b.{0,25}(?:abonnent|mitglied|abo)|(?:um weiterzulesen|zum weiterlesen)|"
    r"(?:registrieren|melden|abonnieren)\b.{0,40}\b(?:um weiter|und weiterlesen|weiterzulesen))|"
    r"^\W*(?:(?:questo )?(?:articolo|contenuto) (?:è )?(?:riservato|disponibile|solo|esclusivo)\b.{0,25}abbonat|per continuare a leggere|(?:dit artikel is|alleen voor|verder lezen)\b.{0,25}abonnee)|"
    r"^\W*(?:(?:dalsza część |treść )?(?:ten |tego )?(?:artykułu?|tekstu?|materiału?|treść)\b.{0,20}(?:jest )?(?:dostępn|przeznaczon|tylko)\w*\b.{0,20}(?:prenumerat|subskryb|abonent|zalogowan)|pozostało .{1,10}% (?:artykułu|tekstu|treści)|"
    r"aby (?:czytać|przeczytać) (?:dalej|całość|cały)|(?:wykup|zaloguj|kup|zarejestruj)\b.{0,40}\b(?:czytać (?:dalej|bez|cał)|przeczytać))|"
    r"^\W*(?:(?:tento|celý) (?:článek|článok|obsah|text)\b.{0,30}(?:předplat|predplat|exkluziv|odemčen|odomknú)|zbývá (?:vám )?(?:přečíst|dočíst)|zostáva (?:vám )?\d+|pro (?:pokračování|dočtení) |pre (?:dočítanie|pokračovanie))|"
    r"^\W*(?:a cikk (?:folytatása|teljes|további)\b.{0,30}(?:előfizet|regisztr)|(?:ez a|a teljes) (?:cikk|tartalom)\b.{0,25}előfizet|a folytatáshoz|(?:fizessen|fizess) elő .{0,25}(?:olvas|folytat))|"
    r"^\W*(?:acest (?:articol|conținut|text)\b.{0,25}(?:abonați|abonaților|membri)|pentru a citi (?:mai departe|continuarea|integral)|abon(?:ează|ați)-\w+ .{0,20}pentru a (?:citi|continua))|"
    r"^\W*(?:(?:съдържанието|статията|материалът|текстът) .{0,25}(?:само )?за абонат|абонира(?:й|йте) се.{0,12}за да (?:прочет|продълж)|за да (?:прочетете|продължите)|(?:овај|овог?|ovaj|ovog) (?:текст|чланак|садржај|tekst|članak|sadržaj)\w*.{0,25}(?:претплат|pretplat)|"
    r"(?:претплатите|pretplatite) се?e? .{0,25}(?:прочита|чита|pročita|čita))|"
    r"^\W*(?:(?:этот |полный )?(?:материал|текст|статья|контент|публикация) (?:доступ\w+|открыт\w?) .{0,20}(?:подпис|зарегистр)|(?:полный текст|продолжение|статья целиком)\b.{0,25}подпис|чтобы (?:продолжить чтение|дочитать|прочитать (?:полностью|до конца|целиком)|читать дальше)|"
    r"(?:оформите|купите) (?:\w+ )?подписку,? (?:и |чтобы )?(?:дочит|чита|прочит|продолж)|войдите .{0,25}(?:чтобы|и) (?:продолж|чита))|"
    r"^\W*(?:(?:цей |повний )?(?:матеріал|текст|контент) (?:доступ\w+|відкрит\w+)\b.{0,20}(?:передплат|учасник|клуб|підпис|зареєстр)|(?:щоб|аби) (?:продовжити читання|дочитати|читати далі|прочитати повністю)|(?:передплатіть|приєднуйтеся|оформіть).{0,25}(?:щоб|аби) (?:прочит|чит|дочит))|"
    r"^\W*(?:(?:αυτό )?(?:το )?(?:άρθρο|περιεχόμενο|κείμενο)\b.{0,25}(?:συνδρομητ|μέλη)|(?:γίνετε|εγγραφείτε|συνδεθείτε)\b.{0,25}για να (?:διαβάσετε|συνεχίσετε)|για να (?:διαβάσετε τη|συνεχίσετε))|"
    r"^\W*(?:bu (?:içerik|haber|yazı|makale)\w*\b.{0,25}(?:abone|üye)|(?:haberin|yazının|içeriğin) (?:devamı|tamamı)\w* .{0,30}(?:abone|üye|giriş)|okumaya devam etmek için)|"
    r"^\W*(?:(?:هذا )?(?:المحتوى|المقال|الخبر|التقرير) .{0,15}(?:للمشترك|للأعضاء|لمشترك)|(?:اشترك|سج[ّ]?ل|سجل الدخول).{0,20}(?:لمتابعة القراءة|لقراءة (?:المقال|المزيد|بقية)|لإكمال)|لمتابعة القراءة)|"
    r"^\W*(?:برای (?:خواندن|مطالعه|مشاهده) (?:ادامه|متن کامل|کامل).{0,25}(?:مشترک|اشتراک|عضو|وارد|ثبت)|(?:این )?(?:مطلب|محتوا|مقاله) .{0,15}(?:مشترکان|مشترکین|اعضا)|مکمل (?:خبر|مضمون) پڑھنے کے لیے)|"
    r"^\W*(?:यह .{0,15}(?:खबर|लेख|सामग्री|स्टोरी|कंटेंट) .{0,10}(?:केवल|सिर्फ) .{0,12}(?:सब्सक्राइब|सदस्य|ग्राहक)|(?:पूरी|पूरा|आगे) (?:खबर|लेख|स्टोरी)? ?पढ़ने के लिए|(?:সম্পূর্ণ|পুরো|পুরোটা) .{0,15}(?:শুধু|কেবল|পড়তে)|(?:এই )?(?:লেখা|প্রতিবেদন|কনটেন্ট)\S* (?:শুধু|কেবল) .{0,15}(?:গ্রাহক|সাবস্ক্রাইব|সদস্য)|(?:यो|पूरा) (?:सामग्री|समाचार|लेख) .{0,20}सदस्य)|"
    r"^\W*(?:(?:เนื้อหา|บทความ)(?:นี้)?.{0,12}(?:สำหรับ|เฉพาะ)สมาชิก|(?:สมัครสมาชิก|เข้าสู่ระบบ|ลงทะเบียน).{0,12}เพื่อ(?:อ่าน|ดู))|"
    r"^\W*(?:(?:artikel|berita|konten|tulisan) ini (?:hanya |khusus |eksklusif )?(?:untuk|bagi|tersedia)\b.{0,15}(?:pelanggan|anggota|member)|untuk (?:membaca|melanjutkan) .{0,25}(?:selengkapnya|lengkap|berlangganan|masuk|membaca)|(?:silakan )?(?:berlangganan|masuk|daftar|login)\b.{0,25}untuk (?:melanjutkan|lanjut|membaca))|"
    r"^\W*(?:(?:vui lòng |hãy )?(?:đăng nhập|đăng ký|mua)\b.{0,45}để (?:đọc (?:tiếp|toàn|đầy)|tiếp tục đọc|xem (?:tiếp|toàn))|(?:bài viết|nội dung) .{0,15}(?:dành (?:riêng )?cho|chỉ)\b.{0,12}(?:hội viên|thuê bao|thành viên)|ang (?:artikulo|nilalaman)\w* .{0,20}subscriber)|"
    r"^\W*(?:(?:habari|makala|taarifa) hii ni kwa .{0,25}(?:waliojisajili|wanachama|walio|wateja)|(?:lipia|jisajili|jiandikishe|ingia)\b.{0,20}ili (?:kuendelea )?(?:kusoma|uendelee))|"
    r"^\W*(?:(?:本|此|该)(?:文|篇|内容|報導|报道)[^。]{0,6}(?:为|為|是|仅|僅)?[^。]{0,4}(?:付费|付費|会员|會員|订阅|訂閱|订户)|(?:剩余|剩餘|还有|餘下) ?\d+ ?[%％字]|(?:订阅|訂閱|登录|登入|注册|付费|购买|成为会员|加入會員)后?後?(?:可|即可|以|才能|继续)?[^。]{0,4}(?:阅读|閱讀|查看|继续|繼續))|"
    r"^\W*(?:この(?:記事|コンテンツ)(?:は|の続きは)[^。]{0,8}(?:会員|有料|購読)|残り[\d,]+文字|(?:会員)?(?:登録|ログイン|購読)(?:して|すると)?[^。]{0,10}(?:続き|全文)|続きを?読むには|"
    r"이 (?:기사|콘텐츠|글)는 [^.]{0,10}(?:유료|회원|구독|멤버)|(?:기사|본문|나머지) ?(?:전문|전체|내용)?(?:을|를) (?:보시|읽으시|계속)[^.]{0,20}(?:구독|로그인|가입|결제)|계속 읽으(?:시)?려면)|"
    r"^\W*(?:(?:bu (?:məqalə|xəbər)|ushbu maqola)\b.{0,25}(?:abunə|obuna)|(?:სტატია|მასალა) .{0,15}(?:ხელმისაწვდომია )?მხოლოდ .{0,15}გამომწერ|(?:այս )?(?:հոդված|նյութ)\S* .{0,15}(?:միայն|բաժանորդ)|"
    r"(?:ky|ky artikull|artikulli) .{0,20}vetëm për abonent|(?:šis|raksts) .{0,20}(?:tikai )?abonent|(?:den här|denna|denne) (?:artikeln?|artikkelen|artiklen) .{0,20}(?:prenumerant|abonnent))",
    re.IGNORECASE,
)  # fmt: skip
# what the services say that ask for consent, in the words of their standard text or near to them
CONSENT_SPEECH = re.compile(
    r"(?:we|our site) and (?:our |up to )?(?:\d[\d,. ]* )?(?:trusted |advertising )?partners\b.{0,30}(?:stor|use|process|ask|access)|we value your privacy|your privacy (?:is important|matters)|"
    r"(?:nosotros|con su|con tu).{0,35}(?:socios|proveedores).{0,40}(?:almacen|us|trat|proces)|(?:valoramos|nos importa) .{0,12}privacidad|(?:su|tu) privacidad (?:es importante|nos importa)|(?:acept\w+|permit\w+) (?:las|los|todas las) cookies|"
    r"(?:nós e|com o seu).{0,35}parceiros.{0,40}(?:armazen|us|process|trat)|valorizamos a sua privacidade|"
    r"(?:nous et|avec votre accord).{0,35}partenaires.{0,50}(?:stock|utilis|trait|accéd|dépos)|respect de votre vie privée|(?:wir und|mit ihrer).{0,35}partner\w*\b.{0,50}(?:speicher|verarbeit|nutz|verwend|cookies)|"
    r"ihre zustimmung können sie|mit werbung (?:und tracking|weiterlesen)|werbefrei (?:im|mit)|wir schätzen ihre privatsphäre|(?:noi e|insieme ai).{0,25}partner.{0,50}(?:archivi|utilizz|tratt|memorizz)|(?:tua|vostra) privacy|accetta (?:i|tutti i) cookie|"
    r"(?:wij en|samen met).{0,25}partners.{0,40}(?:cookies|gebruik|slaan)|wyraża(?:sz|m) zgodę na (?:przetwarz|zapis|wykorzyst)|szanujemy (?:twoją|państwa) prywatność|(?:my i|naszych|nasi) .{0,20}partner\w+.{0,40}(?:przechow|przetwarz|cookie)|"
    r"(?:souhlas|súhlas) s (?:ukládáním|ukladaním|používáním|používaním|cookies)|udělte souhlas|(?:my a|naši).{0,15}partne\w+.{0,40}(?:ukládá|uchov|spracov|zpracov)|(?:mi és|az? ön).{0,20}partnereink.{0,40}(?:tárol|sütik|haszn)|fogadja el a sütiket|adatainak védelme|"
    r"(?:noi și|împreună cu).{0,20}parteneri\w*.{0,40}(?:stoc|folos|prelucr|acces)|(?:ние и|с вашето).{0,25}партньори.{0,50}(?:съхран|използ|обраб)|(?:ми и|mi i).{0,20}(?:партнер|partner)\w*.{0,40}(?:чува|корист|čuva|korist|pohranj|skladišt)|"
    r"(?:мы и|с вашего).{0,25}партн[её]р\w*.{0,40}(?:хран|использ|обраб)|(?:ми та|ми і).{0,20}партнери.{0,40}(?:зберіг|викорис|оброб)|(?:εμείς και|μαζί με).{0,25}συνεργάτες.{0,50}(?:αποθηκ|χρησιμ|επεξεργ)|"
    r"(?:biz ve|iş).{0,15}ortaklarımız.{0,50}(?:saklı|depol|kullan|işl)|(?:vi och|vi og|me ja).{0,20}(?:partn|samarbei|kumppan)\w*.{0,40}(?:lagr|anvä|bruk|brug|tallen|kakor|cookies)|godkän\w+ .{0,40}(?:kakor|cookies)|"
    r"нажимая .{0,40}cookie|نحن وشركاؤنا|ما و شرکای|kami dan (?:mitra|rekan)|chúng tôi và (?:các )?đối tác|我们(?:和|与|及)(?:我们的)?(?:\d+家?)?合作伙伴|当社(?:および|と)(?:当社の)?パートナー|당사(?:와|및) .{0,6}파트너",
    re.IGNORECASE,
)  # fmt: skip
# the containers of the services and plug-ins that ask for consent
CONSENT_MARKUP = re.compile(
    r"didomi|sp_message|qc-cmp|onetrust|usercentrics|uc-(?:banner|app)|cookiebot|cybotcookie|truste|\bcmp(?:box|wrapper|-)|fc-consent|cky-|iubenda|"
    r"cookie-?(?:wall|consent|banner|notice|bar|law|popup|modal)|consent-?(?:form|wall|banner|modal|popup|gate|page)|gdpr|privacy-?(?:gate|wall|manager)"
)
