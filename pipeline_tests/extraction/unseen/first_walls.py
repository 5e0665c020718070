"""The first unseen set: pages that hold no article, written before the patterns were read."""

from pipeline_tests.extraction.unseen.first_places import GATES, NOT_FOUND, OUT_OF_ORDER, SHELLS
from pipeline_tests.extraction.unseen.furniture import Unseen, portal, story, tables, unseen, wordpress

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

FIRST_WALLS: tuple[Unseen, ...] = (*CHALLENGES, *CONSENTS, *PAYWALLS, *GATES, *OUT_OF_ORDER, *NOT_FOUND, *SHELLS)
