"""What stands round a page, in the languages of the sets: menu, headlines beside, a box, the footer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    menu: tuple[str, ...]
    headlines: tuple[str, ...]
    box: str
    footer: str


def _words(menu: str, headlines: str, box: str, footer: str) -> Words:
    return Words(tuple(menu.split("|")), tuple(headlines.split("|")), box, footer)


WORDS = {
    "en": _words(
        "Home|National|Business|Sport|Opinion|Lifestyle|Contact",
        "Harbour dredging delayed again|Maize prices climb for third week|Schools reopen after floods",
        "Get the morning briefing in your inbox. Enter your e-mail. Sign up",
        "© The Daily Harbour. All rights reserved. Privacy policy. Terms of use. Advertise",
    ),
    "es": _words(
        "Inicio|Nacional|Economía|Deportes|Cultura|Opinión|Contacto",
        "Suben los precios del maíz|El puerto reabre tras la tormenta|Docentes anuncian paro",
        "Reciba nuestro boletín cada mañana. Escriba su correo. Suscribirse",
        "© Diario del Puerto. Todos los derechos reservados. Aviso de privacidad",
    ),
    "pt": _words(
        "Início|Política|Economia|Esportes|Cultura|Colunas|Contato",
        "Preço do milho sobe de novo|Porto reabre após temporal|Professores anunciam greve",
        "Receba nossa newsletter. Digite seu e-mail. Assinar",
        "© Folha do Porto. Todos os direitos reservados. Política de privacidade",
    ),
    "fr": _words(
        "Accueil|Politique|Économie|Sports|Culture|Tribune|Contact",
        "Le prix du maïs grimpe encore|Le port rouvre après la tempête|Les enseignants en grève",
        "Recevez notre lettre du matin. Votre e-mail. Je m'abonne",
        "© Le Quotidien du Port. Tous droits réservés. Mentions légales",
    ),
    "ru": _words(
        "Главная|Политика|Экономика|Спорт|Культура|Мнения|Контакты",
        "Цены на зерно растут третью неделю|Порт снова открыт после шторма|Учителя готовят забастовку",
        "Подпишитесь на утреннюю рассылку. Ваш e-mail. Подписаться",
        "© Портовые вести. Все права защищены. Политика конфиденциальности",
    ),
    "uk": _words(
        "Головна|Політика|Економіка|Спорт|Культура|Думки|Контакти",
        "Ціни на зерно знову зросли|Порт відновив роботу|Учителі готують страйк",
        "Підпишіться на ранкову розсилку. Ваш e-mail. Підписатися",
        "© Портові вісті. Усі права захищено. Політика конфіденційності",
    ),
    "pl": _words(
        "Strona główna|Kraj|Gospodarka|Sport|Kultura|Opinie|Kontakt",
        "Ceny zboża znów w górę|Port otwarty po sztormie|Nauczyciele zapowiadają strajk",
        "Zapisz się na poranny newsletter. Podaj e-mail. Zapisz się",
        "© Kurier Portowy. Wszelkie prawa zastrzeżone. Polityka prywatności",
    ),
    "cs": _words(
        "Domů|Domácí|Ekonomika|Sport|Kultura|Názory|Kontakt",
        "Ceny obilí opět rostou|Přístav po bouři otevřen|Učitelé chystají stávku",
        "Odebírejte ranní přehled. Váš e-mail. Odebírat",
        "© Přístavní noviny. Všechna práva vyhrazena. Ochrana soukromí",
    ),
    "hu": _words(
        "Címlap|Belföld|Gazdaság|Sport|Kultúra|Vélemény|Kapcsolat",
        "Tovább drágul a gabona|Újra nyitva a kikötő|Sztrájkra készülnek a tanárok",
        "Iratkozzon fel reggeli hírlevelünkre. E-mail cím. Feliratkozás",
        "© Kikötői Hírlap. Minden jog fenntartva. Adatvédelem",
    ),
    "ro": _words(
        "Acasă|Politică|Economie|Sport|Cultură|Opinii|Contact",
        "Prețul grâului crește din nou|Portul se redeschide|Profesorii anunță grevă",
        "Abonează-te la newsletterul de dimineață. Adresa de e-mail. Abonare",
        "© Ziarul Portului. Toate drepturile rezervate. Politica de confidențialitate",
    ),
    "bg": _words(
        "Начало|Политика|Икономика|Спорт|Култура|Мнения|Контакти",
        "Цената на житото расте|Пристанището отново работи|Учителите готвят стачка",
        "Абонирайте се за сутрешния бюлетин. Вашият имейл. Абонирай се",
        "© Пристанищен вестник. Всички права запазени. Поверителност",
    ),
    "sr": _words(
        "Насловна|Политика|Економија|Спорт|Култура|Ставови|Контакт",
        "Цена жита поново расте|Лука опет ради|Просветари најављују штрајк",
        "Пријавите се за јутарњи билтен. Ваш имејл. Пријава",
        "© Лучке новине. Сва права задржана. Политика приватности",
    ),
    "el": _words(
        "Αρχική|Πολιτική|Οικονομία|Αθλητικά|Πολιτισμός|Απόψεις|Επικοινωνία",
        "Ανεβαίνει ξανά το σιτάρι|Άνοιξε το λιμάνι|Απεργία δασκάλων",
        "Εγγραφείτε στο πρωινό ενημερωτικό δελτίο. Το email σας. Εγγραφή",
        "© Εφημερίδα του Λιμανιού. Με επιφύλαξη παντός δικαιώματος. Απόρρητο",
    ),
    "tr": _words(
        "Ana Sayfa|Gündem|Ekonomi|Spor|Kültür|Yazarlar|İletişim",
        "Buğday fiyatı yine arttı|Liman yeniden açıldı|Öğretmenler greve gidiyor",
        "Sabah bültenimize kaydolun. E-posta adresiniz. Kaydol",
        "© Liman Gazetesi. Tüm hakları saklıdır. Gizlilik politikası",
    ),
    "ar": _words(
        "الرئيسية|سياسة|اقتصاد|رياضة|ثقافة|آراء|اتصل بنا",
        "أسعار القمح ترتفع مجددا|إعادة فتح الميناء بعد العاصفة|المعلمون يعلنون الإضراب",
        "اشترك في النشرة الصباحية. بريدك الإلكتروني. اشتراك",
        "© صحيفة الميناء. جميع الحقوق محفوظة. سياسة الخصوصية",
    ),
    "fa": _words(
        "خانه|سیاست|اقتصاد|ورزش|فرهنگ|یادداشت|تماس با ما",
        "بهای گندم باز هم بالا رفت|بندر دوباره باز شد|معلمان اعتصاب می‌کنند",
        "عضو خبرنامه صبح شوید. ایمیل شما. عضویت",
        "© روزنامه بندر. تمام حقوق محفوظ است. حریم خصوصی",
    ),
    "ur": _words(
        "صفحہ اول|سیاست|معیشت|کھیل|ثقافت|کالم|رابطہ",
        "گندم کی قیمت پھر بڑھ گئی|بندرگاہ دوبارہ کھل گئی|اساتذہ کی ہڑتال",
        "صبح کے خبرنامے کے لیے ای میل درج کریں۔ سبسکرائب",
        "© روزنامہ بندرگاہ۔ جملہ حقوق محفوظ ہیں۔ رازداری",
    ),
    "hi": _words(
        "होम|देश|कारोबार|खेल|मनोरंजन|विचार|संपर्क",
        "गेहूं के दाम फिर बढ़े|तूफान के बाद बंदरगाह खुला|शिक्षकों की हड़ताल",
        "सुबह का न्यूज़लेटर पाएं। अपना ईमेल लिखें। सब्सक्राइब करें",
        "© बंदरगाह समाचार। सर्वाधिकार सुरक्षित। गोपनीयता नीति",
    ),
    "bn": _words(
        "প্রচ্ছদ|জাতীয়|অর্থনীতি|খেলা|বিনোদন|মতামত|যোগাযোগ",
        "আবার বাড়ল গমের দাম|ঝড়ের পর বন্দর চালু|শিক্ষকদের ধর্মঘট",
        "সকালের নিউজলেটার পেতে ইমেইল দিন। সাবস্ক্রাইব",
        "© বন্দর সংবাদ। সর্বস্বত্ব সংরক্ষিত। গোপনীয়তা নীতি",
    ),
    "ne": _words(
        "गृहपृष्ठ|राजनीति|अर्थ|खेलकुद|कला|विचार|सम्पर्क",
        "गहुँको मूल्य फेरि बढ्यो|आँधीपछि बजार खुल्यो|शिक्षकको हडताल",
        "बिहानको समाचारपत्र पाउन इमेल लेख्नुहोस्। सदस्यता",
        "© बजार खबर। सर्वाधिकार सुरक्षित। गोपनीयता नीति",
    ),
    "th": _words(
        "หน้าแรก|การเมือง|เศรษฐกิจ|กีฬา|บันเทิง|ความเห็น|ติดต่อ",
        "ราคาข้าวขยับขึ้นอีก|ท่าเรือเปิดอีกครั้งหลังพายุ|ครูนัดหยุดงาน",
        "รับจดหมายข่าวทุกเช้า กรอกอีเมล สมัคร",
        "© ข่าวท่าเรือ สงวนลิขสิทธิ์ นโยบายความเป็นส่วนตัว",
    ),
    "vi": _words(
        "Trang chủ|Chính trị|Kinh tế|Thể thao|Văn hóa|Góc nhìn|Liên hệ",
        "Giá gạo lại tăng|Cảng mở lại sau bão|Giáo viên chuẩn bị đình công",
        "Nhận bản tin buổi sáng. Email của bạn. Đăng ký",
        "© Báo Cảng. Bảo lưu mọi quyền. Chính sách bảo mật",
    ),
    "id": _words(
        "Beranda|Nasional|Ekonomi|Olahraga|Budaya|Opini|Kontak",
        "Harga beras naik lagi|Pelabuhan dibuka kembali|Guru akan mogok",
        "Dapatkan buletin pagi. Alamat email Anda. Berlangganan",
        "© Harian Pelabuhan. Hak cipta dilindungi. Kebijakan privasi",
    ),
    "tl": _words(
        "Home|Bansa|Negosyo|Palaro|Showbiz|Opinyon|Kontak",
        "Presyo ng bigas tumaas muli|Pantalan binuksan na|Mga guro magwewelga",
        "Kunin ang balita tuwing umaga. Ilagay ang email. Mag-subscribe",
        "© Pahayagang Pantalan. Lahat ng karapatan ay nakalaan.",
    ),
    "sw": _words(
        "Mwanzo|Siasa|Uchumi|Michezo|Utamaduni|Maoni|Wasiliana",
        "Bei ya mahindi yapanda tena|Bandari yafunguliwa baada ya dhoruba|Walimu kugoma",
        "Pata jarida la asubuhi. Andika barua pepe. Jiandikishe",
        "© Gazeti la Bandari. Haki zote zimehifadhiwa. Sera ya faragha",
    ),
    "ha": _words(
        "Gida|Siyasa|Tattalin arziki|Wasanni|Al'adu|Ra'ayi|Tuntube mu",
        "Farashin masara ya sake tashi|An sake bude tashar jirgin ruwa|Malamai za su yi yajin aiki",
        "Sami labaran safe. Shigar da imel. Yi rajista",
        "© Jaridar Tasha. An kiyaye hakkin mallaka.",
    ),
    "yo": _words(
        "Ilé|Òṣèlú|Ọrọ̀ ajé|Eré ìdárayá|Àṣà|Èrò|Kàn sí wa",
        "Owó àgbàdo tún gbé sókè|Èbúté ti ṣí padà|Àwọn olùkọ́ fẹ́ dá iṣẹ́ sílẹ̀",
        "Gba ìròyìn àárọ̀. Fi ímeèlì rẹ sí i. Forúkọ sílẹ̀",
        "© Ìwé Ìròyìn Èbúté. Gbogbo ẹ̀tọ́ jẹ́ tiwa.",
    ),
    "am": _words(
        "መነሻ|ፖለቲካ|ኢኮኖሚ|ስፖርት|ባህል|አስተያየት|ያግኙን",
        "የበቆሎ ዋጋ እንደገና ጨመረ|ወደቡ ተከፈተ|መምህራን አድማ ሊያደርጉ ነው",
        "የጠዋት ዜና በኢሜይል ያግኙ። ይመዝገቡ",
        "© የወደብ ዜና። መብቱ በህግ የተጠበቀ ነው።",
    ),
    "so": _words(
        "Bogga hore|Siyaasad|Dhaqaale|Ciyaaro|Dhaqan|Fikrado|Nala soo xiriir",
        "Qiimaha galleyda oo kor u kacay|Dekedda oo la furay|Macallimiinta oo shaqo joojin",
        "Hel wararka subaxda. Geli iimaylkaaga. Isdiiwaangeli",
        "© Wargeyska Dekedda. Xuquuqda oo dhan way dhowran tahay.",
    ),
    "zh": _words(
        "首页|国内|财经|体育|文化|评论|联系我们",
        "粮价连续第三周上涨|台风过后港口重新开放|教师酝酿罢课",
        "订阅晨间简报 请输入邮箱 订阅",
        "© 港口日报 版权所有 隐私政策",
    ),
    "ko": _words(
        "홈|정치|경제|스포츠|문화|오피니언|문의",
        "곡물 가격 3주 연속 상승|태풍 뒤 항구 재개|교사 파업 예고",
        "아침 뉴스레터 받기 이메일을 입력하세요 구독",
        "© 항구일보 무단전재 및 재배포 금지 개인정보처리방침",
    ),
    "ka": _words(
        "მთავარი|პოლიტიკა|ეკონომიკა|სპორტი|კულტურა|აზრი|კონტაქტი",
        "ხორბლის ფასი კვლავ იზრდება|პორტი ისევ გაიხსნა|მასწავლებლები იფიცებიან",
        "მიიღეთ დილის ბიულეტენი. თქვენი ელფოსტა. გამოწერა",
        "© პორტის გაზეთი. ყველა უფლება დაცულია.",
    ),
    "hy": _words(
        "Գլխավոր|Քաղաքականություն|Տնտեսություն|Սպորտ|Մշակույթ|Կարծիք|Կապ",
        "Ցորենի գինը կրկին աճում է|Նավահանգիստը վերաբացվեց|Ուսուցիչները գործադուլ են հայտարարում",
        "Ստացեք առավոտյան լրատուն։ Ձեր էլ. փոստը։ Բաժանորդագրվել",
        "© Նավահանգստի թերթ։ Բոլոր իրավունքները պաշտպանված են։",
    ),
    "az": _words(
        "Ana səhifə|Siyasət|İqtisadiyyat|İdman|Mədəniyyət|Rəy|Əlaqə",
        "Buğdanın qiyməti yenə artıb|Liman yenidən açıldı|Müəllimlər tətilə hazırlaşır",
        "Səhər bülleteninə yazılın. E-poçtunuz. Abunə ol",
        "© Liman qəzeti. Bütün hüquqlar qorunur.",
    ),
    "uz": _words(
        "Bosh sahifa|Siyosat|Iqtisodiyot|Sport|Madaniyat|Fikr|Aloqa",
        "Bug‘doy narxi yana oshdi|Port qayta ochildi|O‘qituvchilar ish tashlaydi",
        "Ertalabki xabarnomaga yoziling. Elektron pochtangiz. Obuna",
        "© Port gazetasi. Barcha huquqlar himoyalangan.",
    ),
    "sq": _words(
        "Kreu|Politikë|Ekonomi|Sport|Kulturë|Opinione|Kontakt",
        "Çmimi i grurit rritet sërish|Porti hapet pas stuhisë|Mësuesit paralajmërojnë grevë",
        "Merrni buletinin e mëngjesit. Email-i juaj. Regjistrohu",
        "© Gazeta e Portit. Të gjitha të drejtat e rezervuara.",
    ),
    "ml": _words(
        "ഹോം|രാഷ്ട്രീയം|സാമ്പത്തികം|കായികം|സംസ്കാരം|അഭിപ്രായം|ബന്ധപ്പെടുക",
        "അരിവില വീണ്ടും കൂടി|തുറമുഖം വീണ്ടും തുറന്നു|അധ്യാപകർ സമരത്തിലേക്ക്",
        "രാവിലെ വാർത്തകൾ ഇമെയിലിൽ. സബ്സ്ക്രൈബ്",
        "© തുറമുഖ വാർത്ത. എല്ലാ അവകാശങ്ങളും സംരക്ഷിതം.",
    ),
    "gu": _words(
        "હોમ|રાજકારણ|વેપાર|રમત|સંસ્કૃતિ|અભિપ્રાય|સંપર્ક",
        "ઘઉંના ભાવ ફરી વધ્યા|બંદર ફરી ખુલ્યું|શિક્ષકોની હડતાળ",
        "સવારના સમાચાર ઇમેઇલમાં મેળવો. સબ્સ્ક્રાઇબ કરો",
        "© બંદર સમાચાર. સર્વાધિકાર સુરક્ષિત.",
    ),
    "lv": _words(
        "Sākums|Politika|Ekonomika|Sports|Kultūra|Viedokļi|Kontakti",
        "Graudu cenas atkal aug|Osta atkal atvērta|Skolotāji gatavo streiku",
        "Saņemiet rīta jaunumus. Jūsu e-pasts. Pieteikties",
        "© Ostas avīze. Visas tiesības aizsargātas.",
    ),
    "de": _words(
        "Startseite|Politik|Wirtschaft|Sport|Kultur|Meinung|Kontakt",
        "Getreidepreise steigen weiter|Hafen nach Sturm wieder offen|Lehrer kündigen Streik an",
        "Der Morgen-Newsletter. Ihre E-Mail. Abonnieren",
        "© Hafenzeitung. Alle Rechte vorbehalten. Datenschutz. Impressum",
    ),
}
