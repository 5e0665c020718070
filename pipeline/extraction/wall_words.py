"""The words of walls in many languages: error pages, requests for consent, captchas, log-ins, paywalls, empty shells.

Patterns over a page's title, headings or text, none for a site. What they mean together is decided in ``walls.py``.
"""

from __future__ import annotations

import re

CAPTCHA = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you are (?:a )?human|checking your browser|"
    r"just a moment\.\.\.|attention required!|access (?:to this page has been |has been )?denied|"
    r"pardon our interruption|"
    r"unusual traffic|ddos protection by|security check|bot verification|request (?:has been )?blocked|"
    r"cloudflare ray id|"
    r"no eres un robot|não é um robô|n'êtes pas un robot|kein roboter|не робот|"
    r"روبوت|로봇이 아닙|人机验证|安全验证|ロボットではありません|"
    # the question for a person, by its words
    r"\b(?:prove|confirm|verify|check)\w* (?:that )?you(?:'?re| are) (?:a |an )?(?:human|real person|not a)|human verification|"
    r"(?:not|aren'?t|isn'?t) (?:a )?(?:bot|robot)\b|automated (?:requests|queries|access)|suspicious activity from your|"
    r"(?:es|eres|soy|ser) (?:un )?(?:humano|robot)|verifi(?:ca|que|car)\w* (?:que )?(?:usted )?(?:es|eres|sea)? ?(?:un )?(?:ser )?human|"
    r"tráfico inusual|tráfego incomum|trafic inhabituel|(?:um |é |sou )(?:humano|robô)|verificação de segurança|"
    r"(?:êtes|suis) (?:bien )?(?:un )?(?:être )?humain|pas un robot|(?:ein )?mensch sind|kein(?:e)? (?:ro)?bot\b|"
    r"sicherheitsüberprüfung|ungewöhnlichen? datenverkehr|(?:sei|sono) (?:un )?(?:umano|robot)|non (?:sei|sono) un robot|"
    r"verifica di sicurezza|jeste[śm]\w* (?:człowiekiem|robotem)|nie jest\w* robotem|вы (?:не робот|человек)|я не робот|"
    r"подтвердите,? что (?:вы|запросы)|проверк[аи] (?:безопасности|браузера)|ви (?:не робот|людина)|підтвердьте,? що ви|"
    r"(?:robot|bot) olmadığınızı|insan olduğunuzu|olağan ?dışı trafik|bukan robot|verifikasi (?:bahwa )?anda|"
    r"không phải (?:là )?(?:người máy|robot)|xác minh (?:rằng )?bạn là|لست (?:روبوت|برنامج)|أنك (?:إنسان|لست)|ربات نیستید|"
    r"مطمئن شویم (?:که )?شما|(?:आप )?रोबोट नहीं(?: हैं)?|आप (?:\S+ )?(?:इंसान|मानव|मनुष्य)(?: हैं)?|मानव हैं|验证(?:您|你)是(?:否)?(?:真)?人|请完成(?:安全)?验证|滑动(?:滑块|验证)|"
    r"访问过于频繁|異常なトラフィック|人間である|ロボットでない|自動(?:化された)?アクセス|사람인지 확인|자동화된 (?:요청|접근)|보안 (?:문자|확인)|"
    # what Cloudflare says while it looks at the browser
    r"(?:review|check) the security of your connection|revisar la seguridad de su conexi|die sicherheit ihrer verbindung|"
    r"vérifier la sécurité de votre connexion|(?:revisar|verificar) a segurança da (?:sua )?conex|la sicurezza della (?:tua )?connessione|"
    r"bezpieczeństwo (?:twojego )?połączenia|безопасность вашего (?:под|со)единения|безопасность вашего подключения|безпеку вашого з.єднання|"
    r"bağlantınızın güvenliğini|keamanan koneksi anda|(?:bảo mật|an toàn) (?:của )?kết nối của bạn|أمان اتصالك|您的连接(?:的)?(?:的)?安全|接続のセキュリティ|연결(?:의)? 보안|"
    r"(?:think|believe|suspect)\w* (?:that )?you(?: are|'re) (?:a |an )?(?:ro)?bot|자동 ?(?:입력|등록) ?방지|비정상적인 (?:접근|접속|트래픽)|"
    r"wewe si roboti|wewe ni binadamu|ไม่ใช่(?:หุ่นยนต์|โปรแกรมอัตโนมัติ)|ยืนยันว่าคุณเป็นมนุษย์|רובוט",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"\bcookies?\b|\bconsent|\bgdpr\b|privacy (?:policy|settings|preferences)|\bpartners?\b|personali[sz]ed ad|"
    r"store and/or access|legitimate interest|accept all|reject all|manage (?:options|preferences|settings)|"
    r"einwillig|zustimm|datenschutz|tracking|consentimiento|privacidad|aceptar|consentimento|privacidade|aceitar|"
    r"consentement|confidentialité|accepter|consenso|accetta|zgod[aęy]|prywatno|ciasteczk|plik[iów]+ cookie|"
    r"toestemming|"
    r"согласи|конфиденциальн|куки|файлы cookie|samtycke|samtykke|evästeet|çerez|"
    r"ملفات تعريف الارتباط|クッキー|쿠키|隐私|कुकीज़|"
    r"\bakzept|\bablehn|verarbeit\w* (?:ihre|personen)|datos personales|publicidad|rechazar|dados pessoais|publicidade|rejeitar|"
    r"données personnelles|publicité|refuser|dati personali|pubblicità|rifiuta|dane osobowe|danych osobowych|reklam|"
    r"персональн\w+ данн|реклам|принять|отклонить|персональн\w+ дан|прийняти|відхилити|kişisel veri|kabul et|reddet|onay|"
    r"data pribadi|privasi|iklan|setuju|persetujuan|dữ liệu cá nhân|quảng cáo|đồng ý|chấp nhận|từ chối|الخصوصية|موافق|قبول|رفض|"
    r"البيانات الشخصية|الإعلانات|شركا[ءئ]|کوکی|حریم خصوصی|رضایت|پذیرش|داده‌های شخصی|تبلیغات|गोपनीयता|सहमति|स्वीकार|विज्ञापन|"
    r"कुकी|广告|同意|接受|拒绝|个人(?:信息|数据)|合作伙伴|プライバシー|同意|広告|許可|拒否|個人データ|パートナー|개인정보|동의|광고|거부|파트너|"
    r"vidakuzi|faragha|ridhaa|idhini|kubali|kataa|matangazo|คุกกี้|ยินยอม|ความเป็นส่วนตัว|ยอมรับ",
    re.IGNORECASE,
)
CONSENT_TITLE = re.compile(
    r"cookie|consent|before you continue|privacy|datenschutz|zustimmung|einwilligung|privacidad|consentimiento|"
    r"privacidade|consentimento|vie privée|consentement|prywatnoś|конфиденциальн|согласи|приватн|згод|gizlilik|çerez|privasi|"
    r"quyền riêng tư|الخصوصية|ملفات تعريف|حریم خصوصی|کوکی|कुकी|गोपनीयता|隐私|隱私|プライバシー|クッキー|개인정보|쿠키|faragha|vidakuzi",
    re.IGNORECASE,
)
# the page asks who you are before it shows anything
LOGIN_TITLE = re.compile(
    r"^\W*(?:(?:please )?(?:log|sign) ?[- ]?in\b|login\b|member(?:s'?)? (?:login|area|sign)|(?:create|register) (?:an |your |for )?"
    r"(?:free )?account|account (?:login|required)|welcome back|iniciar? sesión|inicia sesión|acceso (?:de )?(?:usuarios|clientes)|"
    r"identifícate|ingresar?\b|entrar\b|acessar conta|faça (?:seu )?login|(?:se )?connecter\b|connexion\b|connectez-vous|"
    r"identifiez-vous|anmelden\b|anmeldung\b|einloggen|bitte (?:melden|loggen)|accedi\b|accesso\b|effettua (?:il )?(?:login|accesso)|"
    r"zaloguj|logowanie|вход(?: в| на|\W|$)|войти|войдите|авторизац|увійти|увійдіть|вхід(?: |\W|$)|giriş yap|üye girişi|oturum aç|"
    r"masuk\b|silakan (?:masuk|login)|đăng nhập|تسجيل الدخول|سجل الدخول|ورود(?: به|\W|$)|وارد شوید|लॉग ?इन|साइन ?इन|"
    r"登录|登入|请(?:先)?登[录入]|請(?:先)?登[錄入]|用户登录|ログイン|サインイン|로그인|ingia\b|เข้าสู่ระบบ|inloggen|logga in|logg inn|log ind)",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"\b(?:we|our|us|you|your|wir|unsere?|uns|sie|ihre[rn]?|nosotros|nuestr[oa]s?|usted|sus?|tus?|nós|nosso|nossos|"
    r"você|seus?|"
    r"nous|nos|vous|votre|vos|noi|nostri|tuo|tuoi|my|nasze?|twoje|twoich|wij|onze|uw|vi|våra|dina|vores|dine|мы|наши|"
    r"вы|ваш[аеи]?|"
    r"biz|siz|kami|anda|kita|chúng tôi|bạn|sisi|wetu|yako|wako|unaweza|ми|наш[іаі]?|ви|ваш\w*|вам|нам|"
    r"sizin|bizim|tercihlerinizi|verilerinizi|deneyiminizi|\w+ınız|\w+iniz|można|możesz|puedes|puede|podes|pode)\b|"
    r"私たち|当社|弊社|お客様|我们|您|你|당사|귀하|저희|여러분|نحن|موافقتك|\w+(?:نا|ك)\b|آپ|شما|ما\b|हम|आप",
    re.IGNORECASE,
)
NOT_FOUND = re.compile(
    r"^\W*(?:(?:error\s*)?404(?=\W*$|\s*[-–—|:!.]|\s+(?:error|page|not)\b)|"
    r".{0,30}\bpage (?:not found|does(?:n'?t| not) exist|(?:could|can)(?:'?t|"
    r" ?not) be found)|"
    r"not found\b|.{0,30}page (?:is )?no longer (?:available|exists)|oops\b.{0,40}(?:not found|went wrong|missing|404|"
    r"page)|"
    r"(?:this )?(?:article|story|content|page) (?:has been removed|is not available|was not found|not found)|"
    r"(?:la )?página (?:no (?:se )?(?:encontrad|existe|disponible)|não (?:foi )?encontrad)|"
    r"(?:cette )?page (?:introuvable|n'existe)|seite (?:wurde )?nicht gefunden|pagina non trovata|"
    r"strona nie (?:została )?(?:znaleziona|istnieje)|nie znaleziono strony|страница не (?:найдена|существует)|"
    r"сторінк[ау] не (?:знайдено|існує)|sayfa bulunamadı|halaman tidak ditemukan|không tìm thấy trang|"
    r"الصفحة (?:غير موجودة|المطلوبة)|صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد|"
    r"页面不存在|找不到(?:页面|網頁)|ページが見つかりません|"
    r"페이지를 찾을 수 없|पेज नहीं मिला|"
    r".{0,30}(?:we (?:couldn'?t|could not|can'?t|cannot) find (?:th(?:e|at|is)|what|your) ?(?:page|article|story)?)|"
    r".{0,25}(?:página|p[aá]gina|nota|noticia|artículo|contenido|notícia|matéria|artigo|conteúdo|articolo|article|artikel|"
    r"beitrag|contenu|contenuto|pagina|page|seite|strona|artykuł|страница|статья|материал|новость|сторінк[ау]|"
    r"матеріал|sayfa|haber|halaman|berita|trang|bài viết|ukurasa|habari) .{0,45}?(?:no (?:se )?(?:encontr|existe|está dispon)|"
    r"não (?:foi |está |existe)?|introuvable|n'(?:existe|est) (?:plus|pas)|n'a pas (?:été|pu)|non (?:trovat|esiste|è (?:più )?"
    r"disponibil)|nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden|existiert)|existiert nicht|existe(?:rt)? (?:pas|niet)|"
    r"niet gevonden|nie (?:została |został )?(?:znalezion|istnieje|odnalezion)|usunięt|не (?:найден|существует|знайден|"
    r"існує)|(?:была |был )?удален|видален|bulunamad|bulunamıyor|kaldırıl|mevcut değil|tidak (?:ditemukan|tersedia|ada)|telah "
    r"dihapus|không (?:tồn tại|tìm thấy)|ha\w{1,4}patikan\w+|haipo|haupo)|"
    r"لم (?:يتم العثور|نتمكن من العثور|نعثر)|عذر[اً]+.{0,25}(?:غير موجود|لم)|(?:المقال|الخبر|المحتوى) غير (?:موجود|متاح)|"
    r"(?:متاسفانه )?(?:صفحه|خبر|مطلب).{0,25}(?:یافت نشد|پیدا نشد|وجود ندارد)|صفحہ (?:نہیں ملا|موجود نہیں)|"
    r".{0,20}(?:पेज|पृष्ठ|पन्ना|लेख).{0,20}(?:नहीं मिला|मौजूद नहीं|उपलब्ध नहीं)|পৃষ্ঠা.{0,12}পাওয়া যায়নি|"
    r"(?:抱歉|对不起|很抱歉).{0,14}(?:不存在|找不到|已(?:被)?删除)|(?:您|你)?(?:访问|訪問|查看|要找)的(?:页面|頁面|内容|文章).{0,8}(?:不存在|已|找不到)|"
    r"(?:お探しの|指定された|ご指定の)?(?:ページ|記事)(?:は|が)(?:見つかり|存在し|削除|公開が終了|ありません)|"
    r"(?:요청하신|찾으시는|해당)? ?(?:페이지|기사)(?:를|가|는|을)? ?(?:찾을 수 없|존재하지|삭제)|ไม่พบ(?:หน้า|เนื้อหา|บทความ)|"
    r"(?:det (?:gick inte|var inte möjligt)|sidan (?:finns inte|hittades inte|kunde inte)|siden (?:finnes ikke|ble ikke|blev ikke"
    r"|findes ikke)|sivua ei löy))",
    re.IGNORECASE,
)
SCRIPT_NEEDED = re.compile(
    r"(?:enable|turn on|requires?|activate|without) javascript|javascript (?:is )?(?:required|disabled|not enabled|"
    r"must be)|"
    r"javascript (?:aktivieren|einschalten)|(?:active|habilite|activar|ativar|activer) (?:o |el |le )?javascript|"
    r"включите javascript|javascript'?i etkinle|aktifkan javascript|"
    # in any language: the word, and near it one that says on, off, needed or support
    r"(?:javascript|java script|جافا ?سكريبت|جاوا ?اسکریپت|जावास्क्रिप्ट|ジャバスクリプト|자바스크립트).{0,60}?(?:enable|disabled|turn|"
    r"required|necessary|not (?:available|supported)|habilit|activ|ativ|desactiv|deshabilit|desabilit|necesari|necessári|"
    r"nécessaire|désactiv|aktivier|deaktivier|benötig|erforderlich|abilit|attiv|disattiv|richiest|włącz|wyłącz|wymaga|"
    r"включ|отключ|необходим|требует|увімк|вимк|потріб|etkin|devre|gerek|aktif|nonaktif|diperlukan|bật|tắt|تفعيل|معطل|فعال|"
    r"सक्षम|चालू|启用|啟用|禁用|开启|開啟|有効|無効|필요|활성|사용|washa|wezesha|เปิด|ingeschakeld|inschakelen|aktiver|slå på)|"
    r"(?:enable|turn on|habilit|activ|ativ|aktivier|abilit|attiv|włącz|включ|увімк|bật|تفعيل|تشغيل|启用|啟用|开启|開啟|"
    r"wezesha|washa|เปิดใช้งาน|inschakel|aktiver).{0,40}?(?:javascript|java script|جافا ?سكريبت|جاوا ?اسکریپت)|"
    r"(?:browser|navegador|navigateur|браузер|浏览器|瀏覽器).{0,30}(?:not supported|does(?:n'?t| not) support|no (?:es )?(?:soport|"
    r"compatible)|não suporta|не поддерживает|不支持)",
    re.IGNORECASE,
)
PAYWALL_TEXT = re.compile(
    r"(?:subscribe|sign up|log ?in|register|sign in|become a (?:member|subscriber)) (?:now )?(?:to|for) (?:continue|"
    r"read|keep|"
    r"unlock|access|view|full|unlimited)|to (?:continue|keep) reading|(?:this|full) (?:article|story|"
    r"content) is (?:for|only|reserved|"
    r"exclusive|available)(?: \w+)* (?:subscribers|members)|already a (?:subscriber|member)|subscribers? only|"
    r"subscriber[- ]exclusive|"
    r"(?:unlock|read) the (?:full|rest of)|remaining (?:free )?articles|free trial|premium (?:content|article)|"
    r"(?:jetzt|artikel) (?:weiterlesen|freischalten)|nur für abonnenten|mit (?:einem )?abo|exklusiv für abonnenten|"
    r"(?:contenido|artículo|nota) (?:exclusiv|solo|reservad|para suscriptores)|suscr[ií]bete para|para (?:seguir|"
    r"continuar) leyendo|"
    r"(?:conteúdo|matéria) exclusiv|assine para|para continuar lendo|réservé aux? abonnés|abonnez-vous pour|"
    r"(?:il|vous) (?:vous )?reste .{2,20} à lire|riservato agli abbonati|dostęp (?:tylko )?dla (?:subskrybentów|"
    r"prenumeratorów)|"
    r"czytaj dalej|pozostało .{1,10}%|только (?:для|по) подпис|доступ.{1,20}подписчик|abonelere özel|"
    r"hanya untuk pelanggan|"
    r"للمشتركين فقط|会員限定|有料会員|この記事は有料|残り\d+文字|"
    r"续费|付费(?:阅读|内容)|订阅后|訂閱(?:後|以)|유료 ?(?:회원|기사)|구독자 전용|"
    r"(?:剩余|余下|全文|阅读)[^。]{0,10}(?:订阅|付费|会员)|(?:订阅|开通|成为)[^。]{0,6}会员|(?:全文|続き)[^。]{0,12}(?:登録|会員|有料|購読)|"
    r"(?:전체|나머지|계속)[^.]{0,14}(?:구독|회원|로그인)|(?:only|just|exclusively) for (?:our )?(?:subscribers|members)|"
    r"(?:reached|used) (?:your|all) .{0,25}(?:limit|articles)|(?:choose|pick|buy) a (?:plan|subscription)|"
    r"(?:suscr[ií]b|hazte (?:socio|suscriptor)|inicia sesión|regístrate).{0,30}(?:leer|leyendo|acceder|contenido|nota|artículo)|"
    r"(?:solo|exclusivo|reservado|sólo) para (?:nuestros )?(?:suscriptor|assinante|socio)|(?:só|apenas|somente) para assinantes|"
    r"(?:assine|seja assinante|faça login|cadastre-se).{0,30}(?:ler|lendo|acess|conteúdo|matéria)|"
    r"(?:abonnez|inscrivez|connectez)-vous.{0,30}(?:lire|lecture|accéder|article)|(?:lecture|suite|article).{0,30}abonnés|"
    r"(?:abo|abonnement|registrieren|anmelden).{0,30}(?:weiterles|weiter zu lesen|lesen)|(?:weiterlesen|lesen).{0,25}(?:\babo\b|"
    r"abonnent|abonnement)|(?:abbonati|accedi|registrati).{0,30}(?:legg|continu)|(?:continua|per) (?:a )?legger\w+.{0,25}abbon|"
    r"(?:wykup|kup|zaloguj).{0,30}(?:czyta|dostęp|artykuł)|(?:tylko|wyłącznie) dla (?:prenumerator|subskrybent)|"
    r"(?:оформите|купите) подписк|(?:чтобы|читать|дочитать).{0,25}подпи(?:ск|ш)|(?:для|лише для|тільки для) передплатник|"
    r"(?:передплат|оформ).{0,25}(?:чита|доступ)|(?:abone|üye) ol.{0,30}(?:oku|eriş|devam)|(?:devamını|tamamını).{0,20}(?:abone|üye)|"
    r"(?:berlangganan|langganan|daftar).{0,30}(?:baca|membaca|akses|lanjut)|(?:khusus|hanya) (?:untuk )?pelanggan|"
    r"(?:đăng ký|đăng nhập|mua gói).{0,30}(?:đọc|xem)|dành (?:riêng )?cho (?:hội viên|thuê bao|người đăng ký)|"
    r"(?:اشترك|سجل|للمتابعة).{0,30}(?:قراءة|القراءة|المقال|المتابعة)|(?:حصري|متاح) (?:فقط )?للمشترك|(?:مخصوص|ویژه) (?:مشترک|اعضا)|"
    r"برای (?:ادامه|خواندن).{0,25}(?:اشتراک|عضو|مشترک)|(?:सदस्य|सब्सक्राइब).{0,25}(?:पढ़|बन)|(?:पढ़ने|पूरा लेख).{0,30}(?:सदस्य|"
    r"सब्सक्रिप्शन|सब्सक्राइब|लॉग)|(?:jiandikishe|jisajili|lipia).{0,30}(?:kusoma|kuendelea)|kwa wanachama pekee|"
    r"prenumerera för|for abonnenter|kun for abonnenter|tilaajille|voor abonnees|सदस्यता लें",
    re.IGNORECASE,
)
PAYWALL_MARKUP = re.compile(r"paywall|pay-wall|piano-offer|subscriber-only|premium-content|regwall|bezahlschranke")
# the machinery of the services that ask whether a visitor is human
CAPTCHA_MARKUP = re.compile(
    r"g-recaptcha|h-captcha|hcaptcha|cf-turnstile|cf-(?:browser-verification|challenge)|challenge-(?:form|running|platform)|"
    r"px-captcha|captcha-(?:box|container|delivery)|datadome|geetest|distil|incapsula"
)
