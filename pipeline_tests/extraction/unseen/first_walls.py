"""The first unseen set: pages that hold no article, written before the patterns were read."""

from pipeline_tests.extraction.unseen.furniture import Unseen, hydrated, portal, story, tables, unseen, wordpress

CHALLENGES = (
    unseen(
        "challenge", "en", "cf-just-a-moment", "Just a moment...",
        "<div class='main-wrapper' role='main'><div class='main-content'><h1 class='zone-name-title h1'>en.example</h1>"
        "<h2 id='challenge-running'>Checking if the site connection is secure</h2><noscript>Enable JavaScript and cookies to continue"
        "</noscript><p>en.example needs to review the security of your connection before proceeding.</p></div></div>"
        "<script>window._cf_chl_opt={cvId:'3',cType:'managed'};</script><div class='ray-id'>Ray ID: <code>7f2c1e</code></div>",
    ),
    unseen(
        "challenge", "es", "cf-un-momento", "Un momento…",
        "<h1>diario.example</h1><p>Verificando que usted es un ser humano. Esto puede tardar unos segundos.</p>"
        "<p>diario.example debe revisar la seguridad de su conexión antes de continuar.</p><p>Identificador de Ray: 83ab</p>",
    ),
    unseen(
        "challenge", "en", "cf-1020", "Access denied | en.example used Cloudflare to restrict access",
        "<h1>Error 1020</h1><h2>Access denied</h2><h3>What happened?</h3><p>This website is using a security service to protect "
        "itself from online attacks.</p><p>Cloudflare Ray ID: 6a1f • Your IP: 203.0.113.7 • Performance &amp; security by Cloudflare</p>",
    ),
    unseen(
        "challenge", "en", "akamai-denied", "Access Denied",
        "<h1>Access Denied</h1>You don't have permission to access \"http&#58;&#47;&#47;en&#46;example&#47;news\" on this server.<p>"
        "Reference&#32;&#35;18&#46;7d3d1702&#46;1700000000&#46;1a2b3c</p>",
    ),
    unseen(
        "challenge", "fr", "datadome", "fr.example",
        "<p id='cmsg'>Please enable JS and disable any ad blocker</p><script data-cfasync='false'>var dd={'rt':'c','cid':'AHrl',"
        "'hsh':'2A','t':'fe','host':'geo.captcha-delivery.com'}</script><script src='https://ct.captcha-delivery.com/c.js'></script>",
    ),
    unseen(
        "challenge", "en", "px-press-and-hold", "Access to this page has been denied",
        "<div class='px-captcha-container'><div class='px-captcha-header'>Before we continue...</div><p>Press &amp; Hold to confirm you are "
        "a human (and not a bot).</p><div id='px-captcha'></div><p>Reference ID 5c1a-9f</p></div>",
    ),
    unseen(
        "challenge", "en", "imperva", "",
        "<iframe id='main-iframe' src='/_Incapsula_Resource?SWUDNSAI=31&xinfo=4' frameborder=0 width='100%' height='100%'>"
        "Request unsuccessful. Incapsula incident ID: 1234000-567</iframe>",
    ),
    unseen(
        "challenge", "ru", "ddos-guard", "DDoS-Guard",
        "<h1>Проверка браузера перед переходом на сайт vesti.example</h1><p>Пожалуйста, подождите несколько секунд. Этот процесс "
        "автоматический. После проверки вы будете перенаправлены на запрошенную страницу.</p>",
    ),
    unseen(
        "challenge", "zh", "zh-verify", "安全验证",
        "<div class='box'><h3>访问验证</h3><p>为了保护您的访问安全，请完成下方验证后继续访问。</p><p>向右滑动滑块完成拼图</p></div>",
    ),
    unseen(
        "challenge", "tr", "tr-robot", "Güvenlik kontrolü",
        "<h2>Robot olmadığınızı doğrulayın</h2><p>Bağlantınızdan olağan dışı trafik algıladık. Devam etmek için lütfen aşağıdaki "
        "kutuyu işaretleyin.</p><div class='g-recaptcha' data-sitekey='6Lx'></div>", tables,
    ),
    unseen(
        "challenge", "fa", "fa-arvan", "در حال بررسی",
        "<p>در حال انتقال به سایت مورد نظر هستید...</p><p>لطفا چند لحظه صبر کنید، مرورگر شما در حال بررسی است.</p>",
    ),
    unseen(
        "challenge", "en", "sucuri", "Sucuri WebSite Firewall - Access Denied",
        "<h1>Access Denied - Sucuri Website Firewall</h1><p>If you are the site owner (or you manage this site), please whitelist your IP "
        "or if you think this block is an error please open a support ticket.</p><table><tr><td>Block ID:</td><td>GEO02</td></tr></table>",
    ),
)  # fmt: skip

CONSENTS = (
    unseen(
        "consent", "de", "sourcepoint-pur", "Werbefrei im PUR-Abo oder mit Werbung lesen",
        "<div class='sp_message'><h2>Mit Werbung weiterlesen</h2><p>Besuchen Sie hafenzeitung.example wie gewohnt mit Werbung und Tracking. "
        "Ihre Zustimmung können Sie jederzeit widerrufen.</p><button>Alle akzeptieren</button><h2>… oder werbefrei im PUR-Abo</h2>"
        "<p>Lesen Sie ohne Werbetracking für 3,99 € im Monat. Bereits Abonnent? Hier anmelden.</p></div>",
    ),
    unseen(
        "consent", "fr", "didomi-cookie-wall", "Le Quotidien du Port",
        "<div id='didomi-popup'><h1>Le respect de votre vie privée est notre priorité</h1><p>Avec votre accord, nos 842 partenaires et nous "
        "utilisons des cookies ou technologies similaires pour stocker et accéder à des informations personnelles. Vous pouvez accepter, ou "
        "vous abonner pour continuer sans traceurs.</p><button>Accepter et continuer</button><button>S'abonner pour 2 €</button></div>",
    ),
    unseen(
        "consent", "it", "it-cookie", "Informativa",
        "<h1>La tua privacy per noi è importante</h1><p>Noi e i nostri partner archiviamo informazioni su un dispositivo e vi accediamo, ad "
        "esempio i cookie. Per continuare a leggere accetta i cookie oppure abbonati.</p><button>Accetta e continua</button>"
        "<button>Rifiuta e abbonati</button>",
    ),
    unseen(
        "consent", "nl", "nl-dpg", "Privacy gate",
        "<h1>Jij bepaalt</h1><p>Om je toegang te geven tot de site plaatsen wij en onze partners cookies en gelijksoortige technieken. Klik op "
        "akkoord om verder te gaan.</p><button>Akkoord</button><a href='/instellen'>Instellen</a>",
    ),
    unseen(
        "consent", "pl", "pl-rodo", "Twoja prywatność",
        "<h2>Szanujemy Twoją prywatność</h2><p>Klikając „Przejdź do serwisu” wyrażasz zgodę na przetwarzanie danych osobowych przez nas i "
        "naszych zaufanych partnerów w celach marketingowych, w tym profilowania, oraz na zapisywanie plików cookies na Twoim urządzeniu.</p>"
        "<button>Przejdź do serwisu</button>",
    ),
    unseen(
        "consent", "en", "yahoo-consent", "Your privacy choices",
        "<form class='consent-form'><h1>Harbour is part of the Quay family of brands</h1><p>When you use our sites and apps, we use cookies to "
        "provide our sites and apps to you, authenticate users, and measure your use.</p><p>If you click 'Accept all', we and our partners "
        "will also store and/or access information on a device.</p><button>Accept all</button><button>Reject all</button></form>",
    ),
    unseen(
        "consent", "pt", "pt-consent", "Valorizamos a sua privacidade",
        "<div id='qc-cmp2-ui'><h2>Valorizamos a sua privacidade</h2><p>Nós e os nossos parceiros armazenamos e/ou acedemos a informações num "
        "dispositivo, tais como cookies, e processamos dados pessoais. Pode clicar para consentir o nosso processamento.</p>"
        "<button>CONCORDO</button><button>MAIS OPÇÕES</button></div>",
    ),
    unseen(
        "consent", "cs", "cs-souhlas", "Souhlas s cookies",
        "<h1>Pokračujte s reklamami, nebo s předplatným</h1><p>Pro pokračování na web udělte souhlas s ukládáním cookies a zpracováním "
        "osobních údajů, nebo si web předplaťte za 59 Kč měsíčně.</p><button>Souhlasím</button><button>Předplatit</button>",
    ),
    unseen(
        "consent", "hu", "hu-sutik", "Süti beállítások",
        "<h1>Fontos számunkra az Ön adatainak védelme</h1><p>Mi és partnereink információkat – például sütiket – tárolunk egy eszközön vagy "
        "hozzáférünk az eszközön tárolt információkhoz. A tovább lépéshez fogadja el a sütiket.</p><button>ELFOGADOM</button>",
    ),
)  # fmt: skip

PAYWALLS = (
    unseen(
        "paywall", "en", "piano-lead", "Minister's brother won port contract | The Daily Harbour",
        story("Minister's brother won port contract", "A company registered four months ago by the brother of the transport minister won the "
              "dredging contract for the northern harbour, documents seen by this newspaper show.")
        + "<div id='piano-offer' class='tp-container-inner'><h2>Subscribe to continue reading</h2><p>Unlimited access for $1 a week. Cancel "
        "anytime.</p><a href='/subscribe'>Subscribe now</a><p>Already a subscriber? <a href='/login'>Log in</a></p></div>", portal,
    ),
    unseen(
        "paywall", "en", "leaky-none-left", "Drought maps redrawn | The Daily Harbour",
        "<h1>Drought maps redrawn</h1><p>The met office has moved six districts into the...</p><div class='leaky_paywall_message_wrap'>"
        "<p>You have read all 3 of your free articles this month. Please subscribe to keep reading.</p></div>", wordpress,
    ),
    unseen(
        "paywall", "fr", "poool-lead", "À Cotonou, le port à vendre",
        story("À Cotonou, le port à vendre", "Trois groupes étrangers se disputent la concession du terminal. Le gouvernement assure que rien "
              "n'est décidé.") + "<div id='poool-widget'><p>Il vous reste 87% de cet article à lire.</p><p>La suite est réservée aux abonnés."
        "</p><a>Je m'abonne à partir de 1 €</a> <a>Déjà abonné ? Se connecter</a></div>", portal,
    ),
    unseen(
        "paywall", "de", "plus-lead", "Hafenausbau: Die geheimen Gutachten",
        story("Hafenausbau: Die geheimen Gutachten", "Drei Gutachten warnten vor der Vertiefung. Veröffentlicht wurde keines.")
        + "<div class='paywall'><h3>Jetzt weiterlesen mit HZ+</h3><p>Dieser Artikel ist exklusiv für Abonnenten. Testen Sie HZ+ einen Monat "
        "kostenlos.</p><p>Sie haben bereits ein Abo? Anmelden</p></div>", portal,
    ),
    unseen(
        "paywall", "es", "es-exclusivo", "Los dueños del puerto",
        story("Los dueños del puerto", "Cinco familias controlan los muelles desde hace tres décadas. Este diario accedió a las actas.")
        + "<div class='pw-box'><h2>Contenido exclusivo para suscriptores</h2><p>Para seguir leyendo, suscríbete por S/ 5 al mes.</p>"
        "<p>¿Ya eres suscriptor? Inicia sesión</p></div>", 1,
    ),
    unseen(
        "paywall", "pt", "pt-assinante", "As contas secretas do porto",
        story("As contas secretas do porto", "Planilhas obtidas pela Folha do Porto mostram pagamentos a três ex-diretores.")
        + "<div class='c-paywall'><p>Conteúdo exclusivo para assinantes</p><p>Você atingiu o limite de matérias gratuitas deste mês. Assine "
        "e leia sem limites por R$ 1,90 no primeiro mês.</p><p>Já é assinante? Faça login</p></div>", 4,
    ),
    unseen(
        "paywall", "pl", "pl-premium", "Kulisy przetargu w porcie",
        story("Kulisy przetargu w porcie", "Komisja zmieniła kryteria na dwa dni przed otwarciem ofert.")
        + "<div class='paywall-content'><p>Pozostało 85% artykułu</p><p>Ten artykuł jest dostępny tylko dla prenumeratorów. Wykup dostęp, aby "
        "czytać dalej.</p><p>Masz już prenumeratę? Zaloguj się</p></div>", 1,
    ),
    unseen(
        "paywall", "ru", "ru-podpiska", "Кому достанется порт",
        story("Кому достанется порт", "На терминал претендуют три компании, две из них связаны с бывшим губернатором.")
        + "<div><b>Материал доступен только по подписке</b><p>Оформите подписку, чтобы дочитать статью до конца. От 199 ₽ в месяц.</p>"
        "<p>Уже подписаны? Войти</p></div>", 4,
    ),
    unseen(
        "paywall", "uk", "uk-klub", "Хто купує елеватори",
        story("Хто купує елеватори", "За рік три компанії скупили чверть потужностей області.")
        + "<div class='locked'><p>Цей матеріал доступний лише для учасників клубу читачів.</p><p>Приєднуйтеся, щоб прочитати повністю. "
        "Вже з нами? Увійдіть</p></div>", 0,
    ),
    unseen(
        "paywall", "hu", "hu-elofizet", "A kikötő titkos szerződése",
        story("A kikötő titkos szerződése", "A szerződést karácsony előtt két nappal írták alá.")
        + "<div class='paywall'><p>A cikk folytatása előfizetőink számára érhető el.</p><p>Fizessen elő havi 1490 forintért! Már előfizető? "
        "Jelentkezzen be</p></div>", 3,
    ),
    unseen(
        "paywall", "cs", "cs-predplatne", "Kdo ovládl přístav",
        story("Kdo ovládl přístav", "Za poslední rok změnily majitele dvě třetiny překladišť.")
        + "<div id='paywall'><h3>Tento článek je exkluzivním obsahem pro předplatitele</h3><p>Zbývá vám přečíst 90 % článku. Předplatné od 89 Kč."
        "</p></div>", 0,
    ),
    unseen(
        "paywall", "tr", "tr-abone", "Limanın gizli ortakları",
        story("Limanın gizli ortakları", "İhaleyi alan şirketin iki ortağı eski bürokrat çıktı.")
        + "<div class='paywall-box'><p>Bu içerik yalnızca abonelere özeldir.</p><p>Haberin devamını okumak için abone olun. Zaten abone misiniz? "
        "Giriş yapın</p></div>", 1,
    ),
    unseen(
        "paywall", "ar", "ar-mushtarik", "من يملك الميناء؟",
        story("من يملك الميناء؟", "ثلاث شركات تتنافس على تشغيل المحطة الجديدة منذ العام الماضي.")
        + "<div class='premium'><p>هذا المحتوى متاح للمشتركين فقط</p><p>اشترك الآن لمتابعة القراءة. لديك حساب؟ سجّل الدخول</p></div>", 3,
    ),
    unseen(
        "paywall", "hi", "hi-premium", "बंदरगाह का असली मालिक कौन",
        story("बंदरगाह का असली मालिक कौन", "तीन कंपनियों ने एक ही पते से बोली लगाई।")
        + "<div class='prime-box'><p>यह प्रीमियम खबर केवल सब्सक्राइबर्स के लिए है</p><p>पूरी खबर पढ़ने के लिए सब्सक्राइब करें। पहले से सदस्य हैं? लॉगिन करें"
        "</p></div>", 1,
    ),
    unseen(
        "paywall", "ko", "ko-premium", "항만 입찰의 진실",
        story("항만 입찰의 진실", "입찰에 참여한 세 회사의 주소가 같은 것으로 드러났다.")
        + "<div><p>이 기사는 유료 회원 전용입니다.</p><p>기사 전문을 보시려면 구독해 주세요. 이미 구독 중이신가요? 로그인</p></div>", 4,
    ),
    unseen(
        "paywall", "zh", "zh-vip", "港口招标内幕",
        story("港口招标内幕", "三家投标公司的注册地址竟是同一间办公室。")
        + "<div class='pay'><p>本文为付费内容，订阅后可阅读全文</p><p>剩余78%未读 立即订阅 已是会员？登录</p></div>", 1,
    ),
    unseen(
        "paywall", "id", "id-premium", "Siapa pemilik pelabuhan",
        story("Siapa pemilik pelabuhan", "Tiga perusahaan peserta lelang memakai alamat yang sama.")
        + "<div><h4>Artikel ini khusus untuk pelanggan</h4><p>Untuk membaca artikel selengkapnya, silakan berlangganan mulai Rp15.000. Sudah "
        "berlangganan? Masuk</p></div>", 1,
    ),
    unseen(
        "paywall", "ro", "ro-abonati", "Cine cumpără portul",
        story("Cine cumpără portul", "Trei firme cu același sediu au depus oferte.")
        + "<div class='restrict'><p>Acest articol este disponibil doar pentru abonați.</p><p>Abonează-te pentru a citi mai departe. Ai deja cont? "
        "Autentifică-te</p></div>", 0,
    ),
    unseen(
        "paywall", "el", "el-syndromites", "Ποιος αγοράζει το λιμάνι",
        story("Ποιος αγοράζει το λιμάνι", "Τρεις εταιρείες με την ίδια έδρα κατέθεσαν προσφορές.")
        + "<div><p>Το άρθρο είναι διαθέσιμο μόνο για συνδρομητές.</p><p>Γίνετε συνδρομητής για να διαβάσετε τη συνέχεια. Είστε ήδη συνδρομητής; "
        "Συνδεθείτε</p></div>", 3,
    ),
    unseen(
        "paywall", "sw", "sw-lipia", "Nani anamiliki bandari?",
        story("Nani anamiliki bandari?", "Kampuni tatu zilizoomba zabuni zina anwani moja.")
        + "<div><p>Habari hii ni kwa waliojisajili na kulipia tu.</p><p>Lipia ili kuendelea kusoma. Tayari una akaunti? Ingia</p></div>", 1,
    ),
    unseen(
        "paywall", "th", "th-member", "ใครเป็นเจ้าของท่าเรือ",
        story("ใครเป็นเจ้าของท่าเรือ", "บริษัทสามแห่งที่ยื่นซองใช้ที่อยู่เดียวกัน")
        + "<div><p>เนื้อหานี้สำหรับสมาชิกเท่านั้น</p><p>สมัครสมาชิกเพื่ออ่านต่อ มีบัญชีอยู่แล้ว? เข้าสู่ระบบ</p></div>", 1,
    ),
)  # fmt: skip

GATES = (
    unseen(
        "registration", "en", "free-account", "Inside the fish market | The Daily Harbour",
        story("Inside the fish market", "At four in the morning the auction bell rings twice.")
        + "<div class='zephr-regwall'><h2>Create a free account to continue reading</h2><p>Registration is free and takes less than a minute.</p>"
        "<input type='email'><button>Continue</button><p>Already have an account? Sign in</p></div>", portal,
    ),
    unseen(
        "registration", "es", "es-registrate", "El mercado de madrugada",
        story("El mercado de madrugada", "A las cuatro suena dos veces la campana.")
        + "<div class='reg'><h3>Regístrate gratis para seguir leyendo</h3><p>Solo te tomará un minuto. ¿Ya tienes cuenta? Inicia sesión</p></div>", 1,
    ),
    unseen(
        "registration", "vi", "vi-dangnhap", "Chợ cá lúc rạng sáng",
        story("Chợ cá lúc rạng sáng", "Bốn giờ sáng, tiếng chuông đấu giá vang lên hai lần.")
        + "<div><p>Vui lòng đăng nhập hoặc đăng ký tài khoản miễn phí để đọc tiếp bài viết.</p></div>", 1,
    ),
    unseen(
        "age", "en", "age-gate", "Age verification",
        "<div class='age-gate'><h1>Are you over 18?</h1><p>You must be of legal drinking age to enter this site. Please enter your date of birth."
        "</p><select><option>1990</option></select><button>Enter</button><button>Leave</button></div>",
    ),
    unseen(
        "age", "ru", "ru-18", "18+",
        "<h2>Сайт содержит материалы для лиц старше 18 лет</h2><p>Подтвердите, что вам исполнилось 18 лет, чтобы продолжить.</p>"
        "<button>Мне есть 18</button><button>Уйти</button>",
    ),
    unseen(
        "geo", "en", "gdpr-451", "451: Unavailable due to legal reasons",
        "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website from a country belonging to the "
        "European Economic Area (EEA) including the EU which enforces the General Data Protection Regulation (GDPR) and therefore access cannot "
        "be granted at this time.</p>",
    ),
    unseen(
        "geo", "en", "not-in-your-region", "The Daily Harbour",
        "<h1>This content is not available in your region</h1><p>For licensing reasons we cannot show this page where you are.</p>", 1,
    ),
    unseen(
        "geo", "fr", "fr-pays", "Contenu indisponible",
        "<h1>Ce contenu n'est pas disponible dans votre pays</h1><p>Pour des raisons de droits, cette page ne peut être consultée depuis votre "
        "position géographique.</p>", 3,
    ),
    unseen(
        "geo", "tr", "tr-engelli", "Erişim engeli",
        "<p>Bu içerik, Sulh Ceza Hakimliği kararıyla erişime engellenmiştir.</p>", 1,
    ),
    unseen(
        "geo", "id", "id-internet-positif", "Internet Positif",
        "<h1>Mohon maaf, akses ke situs ini diblokir</h1><p>Situs yang Anda tuju mengandung konten yang dilarang peraturan perundang-undangan.</p>",
    ),
    unseen("login", "en", "wp-login", "Log In ‹ The Daily Harbour — WordPress",
           "<div id='login'><h1>Powered by WordPress</h1><form name='loginform' id='loginform'><label>Username or Email Address</label><input name=log>"
           "<label>Password</label><input type=password name=pwd><label>Remember Me</label><input type=submit value='Log In'></form>"
           "<p><a>Lost your password?</a></p></div>"),
    unseen("login", "pl", "pl-login", "Logowanie",
           "<h1>Zaloguj się</h1><form><label>Adres e-mail</label><input><label>Hasło</label><input type='password'><button>Zaloguj</button></form>"
           "<p>Nie masz konta? Zarejestruj się. Nie pamiętasz hasła?</p>", 1),
    unseen("login", "ar", "ar-login", "تسجيل الدخول",
           "<h1>تسجيل الدخول</h1><form><label>البريد الإلكتروني</label><input><label>كلمة المرور</label><input type='password'></form>"
           "<p>نسيت كلمة المرور؟ ليس لديك حساب؟ أنشئ حسابا جديدا</p>", 3),
)  # fmt: skip

OUT_OF_ORDER = (
    unseen("maintenance", "en", "wp-maintenance", "Maintenance",
           "<p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>"),
    unseen("maintenance", "es", "es-mantenimiento", "Sitio en mantenimiento",
           "<h1>Volvemos pronto</h1><p>Estamos realizando tareas de mantenimiento para mejorar nuestro sitio. Disculpe las molestias.</p>"),
    unseen("maintenance", "ru", "ru-tehraboty", "Технические работы",
           "<h1>Ведутся технические работы</h1><p>Сайт временно недоступен. Приносим извинения за неудобства, зайдите позже.</p>"),
    unseen("maintenance", "vi", "vi-baotri", "Bảo trì hệ thống",
           "<p>Trang web đang được bảo trì, nâng cấp. Xin vui lòng quay lại sau.</p>"),
    unseen("maintenance", "sr", "sr-odrzavanje", "Радови на сајту",
           "<h1>Сајт је у изради</h1><p>Тренутно радимо на одржавању сајта. Молимо вас, вратите се касније.</p>"),
    unseen("server", "en", "nginx-welcome", "Welcome to nginx!",
           "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is "
           "required.</p><p><em>Thank you for using nginx.</em></p>"),
    unseen("server", "en", "apache-it-works", "Apache2 Ubuntu Default Page: It works",
           "<div>Apache2 Ubuntu Default Page</div><div>It works!</div><p>This is the default welcome page used to test the correct operation of the "
           "Apache2 server after installation on Ubuntu systems.</p>"),
    unseen("server", "en", "db-error", "Database Error", "<h1>Error establishing a database connection</h1>"),
    unseen("server", "en", "index-of", "Index of /news",
           "<h1>Index of /news</h1><pre><a href='../'>../</a>\n<a href='2026/'>2026/</a>  01-Nov-2026 10:11  -\n<a href='a.html'>a.html</a> 12K</pre>"),
    unseen("server", "en", "php-fatal", "",
           "<br /><b>Fatal error</b>:  Uncaught mysqli_sql_exception: Too many connections in <b>/home/site/public_html/inc/db.php</b>:14 Stack trace: #0 "
           "{main} thrown in <b>/home/site/public_html/inc/db.php</b> on line <b>14</b><br />"),
    unseen("suspended", "en", "cpanel-suspended", "Account Suspended",
           "<h1>Account Suspended</h1><p>This Account has been suspended.</p><p>Contact your hosting provider for more information.</p>"),
    unseen("suspended", "id", "id-suspended", "Akun ditangguhkan",
           "<h1>Akun hosting ini telah ditangguhkan</h1><p>Silakan hubungi penyedia hosting Anda untuk mengaktifkan kembali layanan ini.</p>"),
    unseen("parked", "en", "sedo", "example-harbour.com",
           "<div id='parking'><h1>harbour.example</h1><p>This domain may be for sale. Buy this domain</p><ul><li><a>Cargo Shipping</a></li><li><a>Cheap "
           "Flights</a></li><li><a>Loans Online</a></li></ul><p>Related searches</p><small>Sponsored listings displayed on this page are served "
           "automatically by a third party.</small></div>"),
    unseen("parked", "ru", "ru-parked", "Домен продаётся",
           "<h1>Домен vesti.example продаётся</h1><p>Вы можете купить этот домен у текущего владельца. Домен зарегистрирован и припаркован.</p>"),
    unseen("parked", "es", "es-expirado", "Dominio expirado",
           "<p>Este dominio ha caducado. Si usted es el titular, renuévelo desde su panel de cliente.</p>"),
    unseen("rate", "en", "slow-down", "Too many requests",
           "<h1>Too Many Requests</h1><p>You have sent too many requests in a given amount of time. Please slow down and try again in a few minutes.</p>"),
    unseen("rate", "zh", "zh-frequent", "提示", "<p>您的访问过于频繁，请稍后再试。</p>"),
    unseen("redirect", "en", "leaving", "You are being redirected",
           "<p>You are being redirected to the new address of this page. If your browser does not redirect you automatically, <a href='/x'>click here"
           "</a>.</p>"),
    unseen("redirect", "pt", "pt-redirect", "Redirecionando",
           "<p>Aguarde, você está sendo redirecionado... Caso não seja redirecionado em 5 segundos, clique aqui.</p>"),
    unseen("search", "es", "es-nada", "Resultados de búsqueda",
           "<h1>Resultados de búsqueda para: «puerto»</h1><p>No se encontraron resultados. Intente con otras palabras.</p>", 0),
    unseen("search", "id", "id-kosong", "Hasil pencarian",
           "<h1>Hasil pencarian</h1><p>Tidak ada hasil yang cocok dengan pencarian Anda.</p>", 1),
)  # fmt: skip

NOT_FOUND = (
    unseen("soft404", "en", "wp-oops", "Page not found – The Daily Harbour",
           "<section class='error-404 not-found'><h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try "
           "one of the links below or a search?</p></section>", wordpress),
    unseen("soft404", "es", "es-no-existe", "Página no encontrada",
           "<h1>¡Ups! No encontramos lo que buscas</h1><p>La página que intentas ver no existe o cambió de dirección. Te invitamos a ver lo más "
           "leído:</p>", 1),
    unseen("soft404", "pt", "pt-404", "404", "<h2>Ops! Página não encontrada</h2><p>O conteúdo que você procura foi removido ou o endereço está "
           "incorreto.</p><a href='/'>Voltar para a home</a>", 3),
    unseen("soft404", "fr", "fr-introuvable", "Erreur 404", "<h1>Page introuvable</h1><p>Désolé, la page que vous recherchez n'existe pas ou plus.</p>",
           tables),
    unseen("soft404", "ru", "ru-404", "Страница не найдена", "<h1>404</h1><p>К сожалению, запрошенная страница не существует или была удалена. "
           "Проверьте правильность адреса.</p>", 1),
    unseen("soft404", "uk", "uk-404", "Сторінку не знайдено", "<h1>Сторінку не знайдено</h1><p>Можливо, вона була видалена або ви помилилися в адресі."
           "</p>", 0),
    unseen("soft404", "pl", "pl-404", "Nie znaleziono strony", "<p>Przepraszamy, strona o podanym adresie nie istnieje.</p><a>Wróć na stronę główną</a>",
           3),
    unseen("soft404", "bg", "bg-404", "Грешка 404", "<h1>Страницата не е намерена</h1><p>Търсената от вас страница не съществува или е преместена.</p>",
           1),
    unseen("soft404", "el", "el-404", "Η σελίδα δεν βρέθηκε", "<h1>Ουπς!</h1><p>Η σελίδα που ζητήσατε δεν βρέθηκε. Ίσως έχει μετακινηθεί ή διαγραφεί."
           "</p>", 0),
    unseen("soft404", "tr", "tr-404", "Sayfa bulunamadı", "<h1>Aradığınız sayfa bulunamadı</h1><p>Sayfa kaldırılmış veya adı değiştirilmiş olabilir.</p>",
           tables),
    unseen("soft404", "ar", "ar-404", "خطأ 404", "<h1>عذرا، الصفحة غير موجودة</h1><p>الصفحة التي تبحث عنها قد تكون حذفت أو تغير عنوانها.</p>", 0),
    unseen("soft404", "fa", "fa-404", "صفحه یافت نشد", "<h1>صفحه مورد نظر پیدا نشد</h1><p>ممکن است این خبر حذف شده یا نشانی آن تغییر کرده باشد.</p>", 1),
    unseen("soft404", "ur", "ur-404", "صفحہ نہیں ملا", "<h1>معذرت، مطلوبہ صفحہ نہیں ملا</h1><p>ممکن ہے یہ صفحہ ہٹا دیا گیا ہو۔</p>", 0),
    unseen("soft404", "hi", "hi-404", "पेज नहीं मिला", "<h1>क्षमा करें!</h1><p>आप जिस पेज को ढूंढ रहे हैं वह उपलब्ध नहीं है।</p>", 1),
    unseen("soft404", "bn", "bn-404", "পাতাটি পাওয়া যায়নি", "<h1>দুঃখিত!</h1><p>আপনি যে পাতাটি খুঁজছেন সেটি পাওয়া যায়নি।</p>", 3),
    unseen("soft404", "ne", "ne-404", "फेला परेन", "<p>माफ गर्नुहोस्, तपाईंले खोज्नुभएको पृष्ठ फेला परेन।</p>", 0),
    unseen("soft404", "th", "th-404", "ไม่พบหน้า", "<h1>ขออภัย</h1><p>ไม่พบหน้าที่คุณต้องการ หน้านี้อาจถูกลบไปแล้ว</p>", 1),
    unseen("soft404", "vi", "vi-404", "Không tìm thấy trang", "<p>Rất tiếc, trang bạn tìm kiếm không tồn tại hoặc đã bị xóa.</p><a>Về trang chủ</a>", 3),
    unseen("soft404", "id", "id-404", "Halaman tidak ditemukan", "<h1>404</h1><p>Maaf, halaman yang Anda cari tidak tersedia.</p>", 4),
    unseen("soft404", "tl", "tl-404", "Hindi nahanap", "<p>Paumanhin, hindi namin makita ang pahinang hinahanap mo.</p>", 0),
    unseen("soft404", "sw", "sw-404", "Ukurasa haupatikani", "<h1>Samahani!</h1><p>Ukurasa unaoutafuta haupatikani au umeondolewa.</p>", 1),
    unseen("soft404", "ha", "ha-404", "Ba a samu ba", "<p>Yi hakuri, ba a samu shafin da kuke nema ba.</p>", 0),
    unseen("soft404", "am", "am-404", "ገጹ አልተገኘም", "<h1>ይቅርታ</h1><p>የፈለጉት ገጽ አልተገኘም።</p>", 1),
    unseen("soft404", "zh", "zh-404", "页面不存在", "<p>抱歉，您访问的页面不存在或已被删除。</p><p>5秒后自动返回首页</p>", 1),
    unseen("soft404", "ko", "ko-404", "오류", "<p>요청하신 페이지를 찾을 수 없습니다. 삭제되었거나 주소가 변경되었을 수 있습니다.</p>", 3),
    unseen("soft404", "ka", "ka-404", "გვერდი ვერ მოიძებნა", "<h1>404</h1><p>სამწუხაროდ, მოთხოვნილი გვერდი ვერ მოიძებნა.</p>", 0),
    unseen("soft404", "hy", "hy-404", "Էջը չի գտնվել", "<p>Ներեցեք, ձեր փնտրած էջը չի գտնվել։</p>", 1),
    unseen("soft404", "az", "az-404", "Səhifə tapılmadı", "<p>Təəssüf ki, axtardığınız səhifə tapılmadı və ya silinib.</p>", 0),
    unseen("soft404", "sq", "sq-404", "Faqja nuk u gjet", "<p>Na vjen keq, faqja që kërkoni nuk ekziston.</p>", 4),
    unseen("soft404", "en", "joomla-404", "404 - Article not found",
           "<div id='errorboxheader'>404 - Article not found</div><p>You may not be able to visit this page because of:</p><ol><li>an out-of-date "
           "bookmark/favourite</li><li>a mistyped address</li></ol>", tables),
    unseen("soft404", "en", "removed", "The Daily Harbour", "<p>Sorry, this story is no longer available.</p>", hydrated),
)  # fmt: skip

SHELLS = (
    unseen("shell", "en", "cra", "React App",
           "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div><script src='/static/js/main.4f.js'></script>"),
    unseen("shell", "en", "next-empty", "The Daily Harbour",
           "<div id='__next'></div><script id='__NEXT_DATA__' type='application/json'>{\"props\":{}}</script>"),
    unseen("shell", "ru", "nuxt-empty", "Портовые вести", "<div id='__nuxt'></div><script>window.__NUXT__={}</script>"),
    unseen("shell", "ko", "angular-empty", "항구일보", "<app-root>로딩 중...</app-root><script src='runtime.js' type='module'></script>"),
    unseen("shell", "zh", "vue-empty", "港口日报",
           "<noscript><strong>We're sorry but web doesn't work properly without JavaScript enabled. Please enable it to continue.</strong></noscript>"
           "<div id='app'></div>"),
    unseen("shell", "fr", "fr-js", "Le Quotidien", "<p>Vous devez activer JavaScript dans votre navigateur pour afficher cette page.</p>", tables),
    unseen("shell", "ja", "ja-js", "港新聞", "<p>このサイトを利用するにはJavaScriptを有効にしてください。</p><div id='app'></div>"),
    unseen("shell", "en", "skeleton", "The Daily Harbour",
           "<div class='skeleton'><div class='line'></div><p>Loading...</p></div>", hydrated),
    unseen("shell", "es", "es-adblock", "Diario del Puerto",
           "<h2>Hemos detectado un bloqueador de anuncios</h2><p>Por favor, desactive su bloqueador de anuncios para seguir navegando en este sitio. "
           "La publicidad nos permite ofrecerle información gratuita.</p><button>Ya lo desactivé</button>"),
)  # fmt: skip

FIRST_WALLS: tuple[Unseen, ...] = (*CHALLENGES, *CONSENTS, *PAYWALLS, *GATES, *OUT_OF_ORDER, *NOT_FOUND, *SHELLS)
