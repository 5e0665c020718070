"""The first unseen set: free articles which only look like walls, and short ones, written before the patterns were read."""

from pipeline_tests.extraction.unseen.furniture import (
    Unseen,
    bare,
    paragraphs,
    portal,
    story,
    tables,
    unseen,
    wordpress,
)

TITLE = " | The Daily Harbour"

# whole articles about what walls are made of
ABOUT_WALLS = (
    unseen("article", "en", "about-paywalls", "Why we are taking our paywall down" + TITLE,
           story("Why we are taking our paywall down", "From Monday this newspaper will be free to read. For six years readers were told to subscribe to "
                 "continue reading after three articles a month.", "The paywall brought in 4,000 subscribers, fewer than half of what the publisher had "
                 "planned, said editor Ruth Amadi. “Subscribe to continue reading were the most hated words in town,” she said.",
                 "Existing subscribers will be refunded in full."), portal),
    unseen("article", "en", "about-captcha", "Court says captcha shut blind voters out" + TITLE,
           story("Court says captcha shut blind voters out", "The electoral commission must replace the “I am not a robot” test on its website, the High "
                 "Court ruled on Tuesday.", "Blind voters could not verify that they are human and so could not register, Judge Nomsa Dube found. The "
                 "commission has ninety days."), wordpress),
    unseen("article", "fr", "sur-les-cookies", "La Cnil inflige 60 millions d'euros d'amende pour ses cookies",
           story("La Cnil inflige 60 millions d'euros d'amende pour ses cookies", "Le gendarme de la vie privée reproche au moteur de recherche d'avoir "
                 "rendu le refus des cookies plus difficile que leur acceptation.", "« Accepter et continuer » tenait en un clic ; refuser en demandait "
                 "cinq, relève la Cnil dans sa décision publiée jeudi. L'entreprise a trois mois pour s'y conformer."), portal),
    unseen("article", "de", "ueber-pur-abos", "Gericht kippt Pur-Abo-Modell",
           story("Gericht kippt Pur-Abo-Modell", "Wer Werbung ablehnt, darf nicht zur Kasse gebeten werden: Das Verwaltungsgericht hat das Pur-Abo eines "
                 "Verlags für unzulässig erklärt.", "Der Verlag will in Berufung gehen. Datenschützer sprachen von einem wegweisenden Urteil."), 1),
    unseen("article", "en", "art-404", "Page Not Found: artist fills gallery with dead links" + TITLE,
           story("Page Not Found: artist fills gallery with dead links", "Four hundred and four error pages, printed on bed sheets, hang in the old customs "
                 "house. “Sorry, the page you are looking for does not exist” reads the largest, in nine languages.", "The exhibition by Lwazi Khumalo "
                 "runs until March."), wordpress),
    unseen("article", "en", "js-tutorial", "How to tell users to enable JavaScript",
           "<article><h1>How to tell users to enable JavaScript</h1><p>Single-page applications often show a blank screen. Put a message in a noscript "
           "element.</p><pre><code>&lt;noscript&gt;You need to enable JavaScript to run this app.&lt;/noscript&gt;</code></pre><p>The text is shown only "
           "when scripts are off. Test it by turning scripts off in the settings of your browser.</p></article>", 4),
    unseen("article", "es", "hincha-abonado", "El socio 12.000: “Soy abonado desde 1961”",
           story("El socio 12.000: “Soy abonado desde 1961”", "Don Evaristo no falta nunca. El club lo homenajeó como su abonado más antiguo.",
                 "“Solo para suscriptores era la tribuna techada”, recuerda entre risas. El domingo volverá a su butaca."), 1),
    unseen("article", "pt", "assinantes-telefone", "Operadora perde 2 milhões de assinantes",
           story("Operadora perde 2 milhões de assinantes", "A operadora informou ter perdido 2 milhões de assinantes no trimestre. A empresa culpa a "
                 "conta de luz.", "O conteúdo exclusivo para assinantes do serviço de vídeo será encerrado em junho."), 4),
    unseen("article", "ru", "o-podpiske", "Подписка на газету подорожает",
           story("Подписка на газету подорожает", "С января подписка на районную газету вырастет на 12 процентов, сообщили в почтовом отделении.",
                 "Оформить подписку по старой цене можно до 20 декабря. Пенсионерам сохранят скидку."), 0),
    unseen("article", "ru", "blokirovka", "Суд снял запрет с сайта библиотеки",
           story("Суд снял запрет с сайта библиотеки", "Областной суд отменил решение о блокировке сайта городской библиотеки.",
                 "Полгода читатели видели надпись «Доступ к ресурсу ограничен». Доступ откроют в течение трёх дней."), 1),
    unseen("article", "zh", "about-verification", "12306验证码难倒乘客",
           story("12306验证码难倒乘客", "春运首日，不少乘客抱怨购票网站的验证码太难。“请点击下图中所有的台灯”，有人试了八次才通过验证。", "铁路部门表示将在月底前简化验证流程。"), 1),
    unseen("article", "ar", "hajb", "المحكمة ترفع الحجب عن ثلاثة مواقع",
           story("المحكمة ترفع الحجب عن ثلاثة مواقع", "قضت محكمة القضاء الإداري اليوم برفع الحجب عن ثلاثة مواقع إخبارية.",
                 "وكان زوار هذه المواقع يرون منذ عام عبارة «الصفحة غير موجودة»."), 3),
    unseen("article", "en", "site-outage", "Bank website down for maintenance for third day" + TITLE,
           story("Bank website down for maintenance for third day", "Customers of Harbour Bank could not log in for a third day on Friday. “We are currently "
                 "undergoing scheduled maintenance. Please check back later”, the site said.", "The central bank has asked for a report."), 1),
    unseen("article", "en", "cloudflare-outage", "Cloudflare fault takes half the web offline" + TITLE,
           story("Cloudflare fault takes half the web offline", "Thousands of sites showed “Checking your browser before accessing” or error 502 for an hour "
                 "on Tuesday after a fault at Cloudflare.", "Ray IDs in the error pages pointed to Johannesburg, engineers said."), 2),
    unseen("article", "id", "akun-ditangguhkan", "Akun media sosial bupati ditangguhkan",
           story("Akun media sosial bupati ditangguhkan", "Akun bupati ditangguhkan setelah dilaporkan ribuan warga, Senin (3/11).",
                 "“Halaman tidak ditemukan,” demikian tampilan akun itu sejak pagi."), 1),
    unseen("article", "en", "domain-sale", "Council forgets to renew domain, speculator asks $40,000" + TITLE,
           story("Council forgets to renew domain, speculator asks $40,000", "Residents who looked for bin collection times found a page saying “This domain "
                 "may be for sale” instead.", "The council said it would not buy the domain back."), 0),
    unseen("article", "tr", "erisim-engeli-haber", "Anayasa Mahkemesi erişim engelini kaldırdı",
           story("Anayasa Mahkemesi erişim engelini kaldırdı", "Yüksek Mahkeme, haber sitesine getirilen erişim engelinin hak ihlali olduğuna hükmetti.",
                 "Site iki yıldır “erişime engellenmiştir” uyarısı veriyordu."), 2),
    unseen("article", "pl", "o-prenumeracie", "Biblioteki bez prenumeraty",
           story("Biblioteki bez prenumeraty", "Miejskie biblioteki rezygnują z prenumeraty prasy. „Tylko dla prenumeratorów” to dziś dla emerytów wyrok, "
                 "mówi jedna z czytelniczek.", "Oszczędności sięgną 40 tys. zł rocznie."), 1),
    unseen("article", "hu", "elofizetes-ugyben", "Drágul a lapelőfizetés",
           story("Drágul a lapelőfizetés", "Januártól kilenc százalékkal drágul a megyei lap előfizetése.",
                 "A kiadó szerint az előfizetők száma így is nő."), 0),
    unseen("article", "uk", "pro-cookies", "Ваш сайт і файли cookie: що змінить новий закон",
           story("Ваш сайт і файли cookie: що змінить новий закон", "Рада ухвалила закон, який зобов'язує сайти питати згоди на файли cookie.",
                 "Кнопка «Прийняти всі» не може бути більшою за кнопку «Відхилити», ідеться в документі."), 4),
    unseen("article", "en", "age-law", "Age checks: are you over 18?" + TITLE,
           story("Age checks: are you over 18?", "From July, betting sites must ask visitors to prove that they are over 18. Ticking a box to confirm your age "
                 "will no longer do.", "Parliament passed the bill by 201 votes to 44."), 1),
    unseen("article", "ko", "captcha-story", "“로봇이 아닙니다” 인증에 막힌 시각장애인",
           story("“로봇이 아닙니다” 인증에 막힌 시각장애인", "시각장애인 김모씨는 지난주 기차표를 사지 못했다. ‘로봇이 아닙니다’ 인증을 통과하지 못해서다.",
                 "인권위는 대체 수단을 마련하라고 권고했다."), 3),
)  # fmt: skip

# free articles among boxes, notices and forms
BOX = "<div class='subscribe-box'><h4>Support independent journalism</h4><p>Subscribe from $2 a month. Already a subscriber? Log in</p></div>"
METER = (
    "<div class='meter-notice'><p>This is your last free article this month. Subscribe for unlimited access.</p></div>"
)
LOGIN = (
    "<form class='user-login'><label>Username</label><input name=u><label>Password</label><input type=password name=p><a>Forgot your password?</a>"
    "<a>Create an account</a></form>"
)
BANNER = (
    "<div id='onetrust-banner-sdk'><p>We and our partners store and access information on a device, such as cookies, and process personal data. "
    "You may accept or manage your choices.</p><button>Accept all</button><button>Reject all</button></div>"
)
NOSCRIPT = "<noscript>Please enable JavaScript to view the comments powered by Disqus.</noscript><div id='disqus_thread'></div>"

AMONG_BOXES = (
    unseen("article", "en", "meter-last", "Clinic gets its nurses back" + TITLE,
           METER + story("Clinic gets its nurses back", "Three nurses returned to the Moyo clinic on Monday, ending a nine-month gap in which patients "
                         "walked 14 km to the next one.", "The district paid their arrears last week."), wordpress),
    unseen("article", "en", "subscribe-end", "Bridge opens to buses" + TITLE,
           story("Bridge opens to buses", "The new Olango bridge opened to buses on Sunday.", "Lorries have to wait until the ramp is finished in May.") + BOX,
           portal),
    unseen("article", "en", "subscribe-middle", "Coffee growers sue exporter" + TITLE,
           "<article><h1>Coffee growers sue exporter</h1><p>Eleven hundred growers sued their exporter over late payment on Thursday.</p>" + BOX
           + "<p>The exporter said that a shipment had been held at the border since June and that it would pay when the buyer did.</p><p>The case opens in "
           "February.</p></article>", 1),
    unseen("article", "en", "login-first", "Fishermen blockade harbour" + TITLE,
           LOGIN + story("Fishermen blockade harbour", "Forty boats closed the harbour mouth at dawn in protest at the price of diesel.",
                         "Police did not step in."), tables),
    unseen("article", "en", "banner-first", "Rain ends match" + TITLE,
           BANNER + story("Rain ends match", "Rain ended the second one-day match in Kandy after 31 overs.", "The third is on Friday."), wordpress),
    unseen("article", "en", "disqus", "Market fire out" + TITLE,
           story("Market fire out", "Fire crews put out the blaze in the Owino market at 3 a.m.", "No one was hurt, but some 200 stalls burnt.") + NOSCRIPT,
           0),
    unseen("article", "de", "abo-kasten", "Bäckerei schließt nach 90 Jahren",
           story("Bäckerei schließt nach 90 Jahren", "Die Bäckerei Hansen schließt zum Jahresende. Ein Nachfolger fand sich nicht.",
                 "„Um zwei Uhr aufstehen will keiner mehr“, sagt Inhaber Jens Hansen.")
           + "<div class='abo'><p>Jetzt HZ+ testen: einen Monat kostenlos. Sie haben bereits ein Abo? Anmelden</p></div>", portal),
    unseen("article", "fr", "abonnez-vous", "Une école rouvre à Bouaké",
           story("Une école rouvre à Bouaké", "Fermée depuis 2011, l'école du quartier Koko a rouvert lundi.", "Elle accueille 320 élèves.")
           + "<div><p>Soutenez-nous : abonnez-vous dès 1 €. Déjà abonné ? Se connecter</p></div>", 0),
    unseen("article", "es", "caja-suscripcion", "Vecinos limpian el río",
           story("Vecinos limpian el río", "Más de 300 vecinos retiraron cuatro toneladas de basura del río el sábado.", "La próxima jornada será en marzo.")
           + "<div><h4>Suscríbete</h4><p>Accede a contenido exclusivo. ¿Ya eres suscriptor? Inicia sesión</p></div>", portal),
    unseen("article", "tr", "abone-kutusu", "Köye yeni okul",
           story("Köye yeni okul", "Deprem bölgesindeki köyde yeni okul açıldı.", "Okulda 84 öğrenci ders görecek.")
           + "<div><p>Bültenimize abone olun. Zaten üye misiniz? Giriş yapın</p></div>", 1),
    unseen("article", "ar", "sunduq-ishtirak", "افتتاح مستشفى جديد في أسوان",
           story("افتتاح مستشفى جديد في أسوان", "افتتح وزير الصحة اليوم مستشفى جديدا في أسوان يضم 120 سريرا.", "وبلغت تكلفته 90 مليون جنيه.")
           + "<div><p>اشترك الآن في النشرة. لديك حساب؟ سجل الدخول</p></div>", 3),
    unseen("article", "hi", "login-box", "गांव में पहली बार पहुंची बिजली",
           story("गांव में पहली बार पहुंची बिजली", "आजादी के सात दशक बाद गांव में सोमवार को बिजली पहुंची।", "गांव के 92 घर रोशन हुए।")
           + "<div><p>न्यूज़लेटर सब्सक्राइब करें। पहले से सदस्य हैं? लॉगिन करें</p></div>", 1),
    unseen("article", "zh", "app-prompt", "山村小学迎来新教师",
           story("山村小学迎来新教师", "周一，三名年轻教师来到海拔两千米的山村小学。学校此前一年没有英语老师。", "孩子们采来野花迎接他们。")
           + "<div>打开APP阅读全文 体验更佳</div>", 1),
    unseen("article", "ko", "login-notice", "섬마을 분교에 새 선생님",
           story("섬마을 분교에 새 선생님", "전교생 4명의 섬마을 분교에 새 선생님이 왔다.", "주민들은 부두에서 꽃다발을 건넸다.")
           + "<div>로그인 후 댓글을 작성할 수 있습니다. 구독하기</div>", 3),
    unseen("article", "id", "baca-juga", "Jembatan gantung rampung",
           story("Jembatan gantung rampung", "Jembatan gantung sepanjang 80 meter di Lebak rampung, Selasa.", "Siswa tak lagi menyeberang dengan rakit.")
           + "<p>Halaman: 1 2 Selengkapnya</p><div>Berlangganan newsletter. Sudah punya akun? Masuk</div>", 1),
    unseen("article", "pl", "ramka", "Nowy most otwarty",
           story("Nowy most otwarty", "Nowy most na Wieprzu otwarto w poniedziałek.", "Kierowcy zaoszczędzą 20 minut.")
           + "<div><p>Czytaj bez ograniczeń. Masz już konto? Zaloguj się</p></div>", portal),
    unseen("article", "cs", "ramecek", "Vesnice má po letech obchod",
           story("Vesnice má po letech obchod", "Po osmi letech otevřel v obci obchod. Vede ho družstvo 40 sousedů.", "Otevřeno je denně.")
           + "<div><p>Předplatné bez reklam od 59 Kč. Přihlásit se</p></div>", 1),
    unseen("article", "ru", "zaregistrirujtes", "В село вернулся автобус",
           story("В село вернулся автобус", "После трёх лет перерыва автобус снова ходит в село Заречное.", "Билет стоит 40 рублей.")
           + "<div><p>Чтобы оставить комментарий, войдите или зарегистрируйтесь.</p></div>", 0),
    unseen("article", "pt", "comentarios-assinante", "Feira volta à praça",
           story("Feira volta à praça", "A feira de domingo voltou à praça central após dois anos.", "São 60 barracas.")
           + "<div><p>Os comentários são exclusivos para assinantes. Assine ou faça login para comentar.</p></div>", 3),
    unseen("article", "en", "preview-of-other", "Wheat board names chief" + TITLE,
           story("Wheat board names chief", "The wheat board named economist Sara Haddad as its chief on Wednesday.", "She starts in January.")
           + "<div class='premium-teasers'><h3>For subscribers only</h3><ul><li><a>Inside the grain deal</a> Subscribers only</li><li><a>What the audit hid"
           "</a> Subscribers only</li></ul></div>", 1),
    unseen("article", "en", "maintenance-notice", "Ferry back in service" + TITLE,
           "<div class='notice'>Our site will be down for maintenance on Saturday from 1 to 3 a.m.</div>"
           + story("Ferry back in service", "The Lamu ferry is back in service after repairs to its ramp.", "Fares stay as they were."), 0),
    unseen("article", "ro", "abonare", "Sat fără medic de trei ani",
           story("Sat fără medic de trei ani", "Locuitorii din Valea Mare nu au medic de familie de trei ani.", "Cel mai apropiat este la 22 de kilometri.")
           + "<div><p>Abonează-te la newsletter. Ai deja cont? Autentifică-te</p></div>", portal),
    unseen("article", "el", "syndromi", "Ξανάνοιξε το δημοτικό σχολείο",
           story("Ξανάνοιξε το δημοτικό σχολείο", "Το σχολείο του νησιού άνοιξε ξανά με πέντε μαθητές.", "Η δασκάλα ήρθε από τη Λάρισα.")
           + "<div><p>Γίνετε συνδρομητής. Συνδεθείτε</p></div>", 0),
    unseen("article", "vi", "binh-luan", "Xã đảo có điện",
           story("Xã đảo có điện", "Sáng thứ hai, xã đảo chính thức có điện lưới quốc gia.", "Hơn 400 hộ dân hưởng lợi.")
           + "<div><p>Vui lòng đăng nhập để gửi bình luận.</p></div>", 1),
    unseen("article", "en", "adblock-notice", "Library van returns" + TITLE,
           "<div class='adb-notice' style='display:none'><p>It looks like you are using an ad blocker. Please disable it to support us.</p></div>"
           + story("Library van returns", "The library van will visit nine villages again from Monday.", "It carries 1,800 books."), 1),
)  # fmt: skip

# short ones, and unusual shapes
SHORT = (
    unseen("article", "sw", "sw-flash", "Tetemeko latikisa Kigoma",
           story("Tetemeko latikisa Kigoma", "Tetemeko la ardhi la ukubwa wa 4.9 limetikisa mkoa wa Kigoma leo asubuhi. Hakuna taarifa za madhara."), 1),
    unseen("article", "ha", "ha-flash", "Gobara ta tashi a kasuwar Kano",
           story("Gobara ta tashi a kasuwar Kano", "Gobara ta tashi a kasuwar Sabon Gari da ke Kano a daren Litinin. Ba a samu rahoton mutuwa ba."), 0),
    unseen("article", "yo", "yo-flash", "Òjò ba ilé jẹ́ n'Ìbàdàn",
           story("Òjò ba ilé jẹ́ n'Ìbàdàn", "Òjò ńlá tó rọ̀ lálẹ́ àná ba ilé mẹ́tàdínlógún jẹ́ ní Ìbàdàn. Kò sẹ́ni tó kú."), 1),
    unseen("article", "am", "am-flash", "በአዲስ አበባ የውሃ አቅርቦት ተቋረጠ",
           story("በአዲስ አበባ የውሃ አቅርቦት ተቋረጠ", "በአዲስ አበባ በሦስት ክፍለ ከተሞች የውሃ አቅርቦት ዛሬ ተቋርጧል። ጥገናው እስከ ማታ እንደሚጠናቀቅ ባለሥልጣኑ አስታውቋል።"), 0),
    unseen("article", "so", "so-flash", "Roobab ka da'ay Baydhabo",
           story("Roobab ka da'ay Baydhabo", "Roobab xooggan ayaa xalay ka da'ay magaalada Baydhabo. Wax khasaare ah lama soo sheegin."), 1),
    unseen("article", "en", "en-flash", "Breaking: dam gates opened" + TITLE,
           story("Breaking: dam gates opened", "Two gates of the Kariba dam were opened at noon. More follows."), 1),
    unseen("article", "ru", "ru-molniya", "Землетрясение магнитудой 5,1 произошло под Алматы",
           story("Землетрясение магнитудой 5,1 произошло под Алматы", "Подземные толчки ощущались в городе в 06:14. О разрушениях не сообщается."), 3),
    unseen("article", "uz", "uz-flash", "Toshkentda yangi metro bekati ochildi",
           story("Toshkentda yangi metro bekati ochildi", "Poytaxtda yangi metro bekati ochildi. U kuniga 12 ming yo‘lovchini qabul qiladi."), 0),
    unseen("article", "az", "az-flash", "Bakıda zəlzələ hiss olunub",
           story("Bakıda zəlzələ hiss olunub", "Xəzər dənizində 4,2 bal gücündə zəlzələ baş verib. Dağıntı yoxdur."), 1),
    unseen("article", "ka", "ka-flash", "თბილისში წყალმომარაგება შეწყდა",
           story("თბილისში წყალმომარაგება შეწყდა", "ვაკის რაიონში წყალმომარაგება საღამომდე შეწყვეტილია. მიზეზი ავარიაა."), 0),
    unseen("article", "hy", "hy-flash", "Երևանում փակվել է կամուրջը",
           story("Երևանում փակվել է կամուրջը", "Հաղթանակի կամուրջը փակ կլինի մինչև ուրբաթ։ Պատճառը վերանորոգումն է։"), 1),
    unseen("article", "ur", "ur-flash", "کوئٹہ میں زلزلے کے جھٹکے",
           story("کوئٹہ میں زلزلے کے جھٹکے", "کوئٹہ اور گردونواح میں زلزلے کے جھٹکے محسوس کیے گئے۔ کسی نقصان کی اطلاع نہیں ملی۔"), 3),
    unseen("article", "fa", "fa-flash", "زلزله ۴٫۸ ریشتری در کرمان",
           story("زلزله ۴٫۸ ریشتری در کرمان", "زمین‌لرزه‌ای به بزرگی ۴٫۸ بامداد امروز کرمان را لرزاند. گزارشی از خسارت نرسیده است."), 1),
    unseen("article", "bn", "bn-flash", "চট্টগ্রামে বাস উল্টে আহত ১২",
           story("চট্টগ্রামে বাস উল্টে আহত ১২", "চট্টগ্রামে যাত্রীবাহী বাস উল্টে ১২ জন আহত হয়েছেন। তাঁদের হাসপাতালে নেওয়া হয়েছে।"), 3),
    unseen("article", "ne", "ne-flash", "कोशीमा पानीको सतह बढ्यो",
           story("कोशीमा पानीको सतह बढ्यो", "कोशी नदीमा पानीको सतह बढेपछि ३७ ढोका खोलिएको छ। क्षतिको विवरण आएको छैन।"), 0),
    unseen("article", "th", "th-flash", "ไฟไหม้ตลาดน้ำ",
           story("ไฟไหม้ตลาดน้ำ", "เกิดเหตุไฟไหม้ตลาดน้ำเมื่อคืนนี้ ร้านค้าเสียหาย 14 ร้าน ไม่มีผู้บาดเจ็บ"), 1),
    unseen("article", "ml", "ml-flash", "കനത്ത മഴ: മൂന്ന് ജില്ലകളിൽ അവധി",
           story("കനത്ത മഴ: മൂന്ന് ജില്ലകളിൽ അവധി", "കനത്ത മഴയെ തുടർന്ന് മൂന്ന് ജില്ലകളിൽ നാളെ സ്കൂളുകൾക്ക് അവധി പ്രഖ്യാപിച്ചു."), 0),
    unseen("article", "gu", "gu-flash", "કચ્છમાં ભૂકંપનો આંચકો",
           story("કચ્છમાં ભૂકંપનો આંચકો", "કચ્છમાં 3.8ની તીવ્રતાનો ભૂકંપનો આંચકો અનુભવાયો. કોઈ નુકસાન નથી."), 1),
    unseen("article", "zh", "zh-flash", "台湾花莲发生4.6级地震", story("台湾花莲发生4.6级地震", "中国地震台网测定，今日6时14分花莲海域发生4.6级地震。"), 1),
    unseen("article", "lv", "lv-flash", "Rīgā slēgs Vanšu tiltu", story("Rīgā slēgs Vanšu tiltu", "Vanšu tilts sestdien būs slēgts remontam."), 0),
    unseen("article", "sq", "sq-flash", "Mbyllet rruga Tiranë–Elbasan",
           story("Mbyllet rruga Tiranë–Elbasan", "Rruga është mbyllur për shkak të një rrëshqitjeje. Nuk ka të lënduar."), 4),
    unseen("article", "tl", "tl-flash", "Klase suspendido sa Cavite",
           story("Klase suspendido sa Cavite", "Suspendido ang klase sa lahat ng antas sa Cavite bukas dahil sa bagyo."), 1),
    unseen("article", "en", "obituaries", "Obituaries" + TITLE,
           "<h1>Obituaries</h1>" + paragraphs("MOYO, Grace, 81, of Hilltop. Service Saturday 10 a.m., St Luke’s.", "OKELLO, James, 64, of Kireka. Burial in "
           "Gulu on Friday.", "PATEL, Hansa, 90, of Parklands. Cremation today."), 1),
    unseen("article", "es", "poema", "Poema: El puerto de noche",
           "<article><h1>El puerto de noche</h1><p>Duermen las grúas,<br>callan los muelles,<br>solo la luna<br>carga y descarga<br>sus barcos de sal.</p>"
           "<p>Rosa Quispe</p></article>", 0),
    unseen("article", "en", "live", "Live: vote count" + TITLE,
           "<h1>Live: vote count</h1><div class='live-entry'><time>14:02</time><p>Counting resumes in the north.</p></div><div class='live-entry'><time>13:40"
           "</time><p>The commission chair asks for patience.</p></div><div class='live-entry'><time>13:05</time><p>Loading of ballots delayed in Arua.</p>"
           "</div>", 4),
    unseen("article", "hi", "rates", "आज का मंडी भाव", "<h1>आज का मंडी भाव</h1><table><tr><td>गेहूं</td><td>2425</td></tr><tr><td>चना</td><td>5650</td></tr>"
           "<tr><td>सरसों</td><td>5950</td></tr></table><p>भाव प्रति क्विंटल, आजादपुर मंडी।</p>", 1),
    unseen("article", "en", "cartoon", "Cartoon: the budget" + TITLE,
           "<article><h1>Cartoon: the budget</h1><figure><img src='/cartoon.png' alt='A goat eats a ledger'><figcaption>Zapiro on the budget, published on 4 "
           "November.</figcaption></figure></article>", 0),
    unseen("article", "en", "correction", "Correction" + TITLE,
           story("Correction", "An article on Tuesday misstated the height of the dam. It is 128 metres, not 218."), bare),
    unseen("article", "ko", "ko-flash", "[속보] 경주서 규모 3.2 지진", story("[속보] 경주서 규모 3.2 지진", "기상청은 19일 오전 경주에서 규모 3.2 지진이 발생했다고 밝혔다."), 3),
    unseen("article", "pt", "resultado", "Resultado: Santos 2 x 1 Porto", story("Resultado: Santos 2 x 1 Porto", "O Santos venceu o Porto por 2 a 1 na Vila."),
           2),
    unseen("article", "en", "lost-page", "The page that was not found" + TITLE,
           story("The page that was not found", "A missing page of the 1884 treaty is not in the national archive, historians said. It was last seen in "
                 "1961."), 0),
    unseen("article", "fr", "disparue", "Introuvable depuis lundi", story("Introuvable depuis lundi", "Awa Diop, 14 ans, n'a pas été retrouvée. La page "
           "ouverte par sa famille compte 9 000 abonnés."), 3),
    unseen("article", "en", "access-denied-news", "Access denied: reporters kept out of camp" + TITLE,
           story("Access denied: reporters kept out of camp", "Soldiers denied reporters access to the Dzaleka camp on Monday. No reason was given."), 1),
    unseen("article", "en", "domain-suspended", "Account suspended: club loses its bank" + TITLE,
           story("Account suspended: club loses its bank", "The account of Harbour United has been suspended by its bank, the club said."), 0),
    unseen("article", "pl", "nieznaleziony", "Nie znaleziono wraku", story("Nie znaleziono wraku", "Nurkowie nie znaleźli wraku kutra. Poszukiwania trwają."), 3),
    unseen("article", "id", "tidak-ditemukan", "Korban tidak ditemukan", story("Korban tidak ditemukan", "Pencarian hari kedua nihil. Korban yang dicari tim SAR "
           "tidak ditemukan."), 1),
    unseen("article", "bg", "zatvoren", "Временно затворен проход", story("Временно затворен проход", "Проходът Шипка е временно затворен. Опитайте по "
           "обходния път, съветва полицията."), 1),
    unseen("article", "sr", "obustava", "Сајам привремено затворен", story("Сајам привремено затворен", "Сајам књига затворен је због радова. Отвара се у "
           "понедељак."), 0),
)  # fmt: skip

FIRST_ARTICLES: tuple[Unseen, ...] = (*ABOUT_WALLS, *AMONG_BOXES, *SHORT)
