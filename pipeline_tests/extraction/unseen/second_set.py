"""The second unseen set: other wordings, other markup; judged once, after what the first set showed was mended."""

from pipeline_tests.extraction.unseen.furniture import Unseen, paragraphs, portal, story, tables, unseen, wordpress

SECOND_WALLS: tuple[Unseen, ...] = (
    unseen("challenge", "de", "2-cf-de", "Nur einen Moment…", "<h1>hafen.example</h1><h2>Überprüfung, ob Sie ein Mensch sind. Dies kann einige Sekunden "
           "dauern.</h2><p>hafen.example muss die Sicherheit Ihrer Verbindung überprüfen, bevor es weitergehen kann.</p>"),
    unseen("challenge", "en", "2-kasada", "", "<script>window.KPSDK={};</script><script src='/149e9513/ips.js?x=1'></script>"),
    unseen("challenge", "pt", "2-radware", "Radware Captcha Page", "<p>We apologize for the inconvenience... ...but your activity and behavior on this site "
           "made us think that you are a bot.</p><p>Please solve this CAPTCHA to request unblock to the website</p>"),
    unseen("challenge", "ko", "2-ko-auto", "자동 입력 방지", "<p>비정상적인 접근이 감지되었습니다. 아래 문자를 입력하면 서비스를 계속 이용하실 수 있습니다.</p><img src='/captcha.png'>"),
    unseen("challenge", "vi", "2-vi-robot", "Xác minh", "<p>Vui lòng xác nhận bạn không phải là người máy để tiếp tục truy cập.</p>"),
    unseen("challenge", "en", "2-unusual", "Sorry...", "<p>Our systems have detected unusual traffic from your computer network. This page checks to see if "
           "it's really you sending the requests, and not a robot.</p>"),
    unseen("consent", "es", "2-es-cmp", "Tu privacidad", "<div><h2>Usted decide</h2><p>Con su consentimiento, nosotros y nuestros 917 socios usamos cookies "
           "para almacenar, acceder y procesar datos personales como su visita a este sitio. Para acceder gratis, acepte las cookies; o bien "
           "suscríbase sin publicidad.</p><button>Aceptar y cerrar</button></div>"),
    unseen("consent", "ro", "2-ro-cookie", "Confidențialitate", "<h2>Confidențialitatea dvs. este importantă</h2><p>Noi și partenerii noștri stocăm și/sau "
           "accesăm informații de pe un dispozitiv, precum modulele cookie.</p><button>ACCEPT</button><button>MAI MULTE OPȚIUNI</button>"),
    unseen("consent", "sv", "2-sv-kakor", "Vi värnar om din integritet", "<p>För att fortsätta till sajten behöver du godkänna att vi och våra partners "
           "använder kakor.</p><button>Godkänn alla</button>"),
    unseen("consent", "bg", "2-bg-biskvitki", "Вашата поверителност", "<p>Ние и нашите партньори съхраняваме и осъществяваме достъп до информация на "
           "устройство, например бисквитки, и обработваме лични данни.</p><button>СЪГЛАСЯВАМ СЕ</button>"),
    unseen("paywall", "en", "2-zephr", "The mine that ate a town", story("The mine that ate a town", "When the first crack opened in the church wall, Father "
           "Banda measured it with a ruler.") + "<div class='zephr-pw'><h3>This story is for members</h3><p>Become a member to read the rest of this "
           "article, and everything else we publish.</p><a>Join today</a></div>", 1),
    unseen("paywall", "en", "2-day-pass", "Gold rush at the border", story("Gold rush at the border", "Diggers come at night, with head torches and hired "
           "guards.") + "<div><p>To unlock this article, buy a day pass for KSh 20 with M-Pesa or sign in to your account.</p></div>", portal),
    unseen("paywall", "fr", "2-fr-reste", "Les fantômes de la fonction publique", story("Les fantômes de la fonction publique", "Ils sont 12 000 à toucher un "
           "salaire sans poste.") + "<div><p>Article réservé aux abonnés</p><p>Pour lire la suite, achetez ce numéro ou abonnez-vous.</p></div>", 0),
    unseen("paywall", "es", "2-es-socios", "La mina bajo el lago", story("La mina bajo el lago", "El agua empezó a bajar en marzo. Nadie avisó al pueblo.")
           + "<div><p>Esta nota es solo para socios. Hazte socio desde $3.990 y lee sin límites.</p></div>", 1),
    unseen("paywall", "bg", "2-bg-abonati", "Кой купи мината", story("Кой купи мината", "Сделката е сключена на Кипър през май.")
           + "<div><p>Съдържанието е достъпно само за абонати. Абонирайте се, за да прочетете цялата статия.</p></div>", 3),
    unseen("paywall", "sk", "2-sk-predplatne", "Kto kúpil baňu", story("Kto kúpil baňu", "Zmluvu podpísali na Cypre v máji.")
           + "<div><p>Tento článok si môžete prečítať len s predplatným. Prihláste sa alebo si predplatné kúpte.</p></div>"),
    unseen("paywall", "sr", "2-sr-pretplata", "Ко је купио рудник", story("Ко је купио рудник", "Уговор је потписан на Кипру у мају.")
           + "<div><p>Овај текст је доступан само претплатницима. Претплатите се да бисте прочитали цео чланак.</p></div>", 1),
    unseen("paywall", "fa", "2-fa-eshterak", "معدن را چه کسی خرید", story("معدن را چه کسی خرید", "قرارداد در ماه مه در قبرس امضا شد.")
           + "<div><p>برای خواندن ادامه مطلب باید مشترک شوید. اگر اشتراک دارید وارد شوید.</p></div>", 0),
    unseen("paywall", "ja", "2-ja-kaiin", "鉱山を買ったのは誰か", story("鉱山を買ったのは誰か", "契約は5月、キプロスで結ばれた。")
           + "<div><p>この記事は有料会員限定です。残り1,820文字</p><p>会員登録すると続きをお読みいただけます。</p></div>"),
    unseen("paywall", "bn", "2-bn-grahok", "খনি কিনল কে", story("খনি কিনল কে", "মে মাসে সাইপ্রাসে চুক্তি সই হয়।")
           + "<div><p>সম্পূর্ণ লেখাটি শুধু গ্রাহকদের জন্য। পড়তে সাবস্ক্রাইব করুন।</p></div>", 1),
    unseen("registration", "pt", "2-pt-cadastro", "A feira da madrugada", story("A feira da madrugada", "Às quatro, o sino toca duas vezes.")
           + "<div><p>Cadastre-se grátis para continuar lendo</p><p>Já tem cadastro? Entrar</p></div>", 4),
    unseen("registration", "ru", "2-ru-registr", "Рынок на рассвете", story("Рынок на рассвете", "В четыре утра колокол бьёт дважды.")
           + "<div><p>Чтобы продолжить чтение, войдите или зарегистрируйтесь. Это бесплатно.</p></div>", 1),
    unseen("age", "es", "2-es-edad", "Verificación de edad", "<p>¿Eres mayor de edad? Debes tener más de 18 años para entrar a este sitio.</p><button>Sí</button>"
           "<button>No</button>"),
    unseen("geo", "es", "2-es-region", "No disponible", "<p>Lo sentimos, este contenido no está disponible en tu país.</p>", 1),
    unseen("geo", "ru", "2-ru-rkn", "Доступ ограничен", "<p>Доступ к информационному ресурсу ограничен на основании Федерального закона от 27 июля 2006 г. № "
           "149-ФЗ.</p>"),
    unseen("maintenance", "id", "2-id-pemeliharaan", "Sedang dalam perbaikan", "<h1>Situs sedang dalam pemeliharaan</h1><p>Kami akan segera kembali.</p>"),
    unseen("maintenance", "ar", "2-ar-siyana", "الموقع تحت الصيانة", "<p>الموقع قيد الصيانة حاليا، نعتذر عن الإزعاج وسنعود قريبا.</p>"),
    unseen("server", "en", "2-iis", "IIS Windows Server", "<div id='container'><a href='http://go.microsoft.com/'><img src='iisstart.png' alt='IIS'></a></div>"),
    unseen("server", "en", "2-502", "502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.18.0</center>"),
    unseen("suspended", "es", "2-es-suspendida", "Cuenta suspendida", "<h1>Cuenta suspendida</h1><p>Esta cuenta ha sido suspendida. Contacte a su proveedor de "
           "alojamiento.</p>"),
    unseen("parked", "fr", "2-fr-gandi", "Domaine réservé", "<h1>Ce nom de domaine vient d'être enregistré</h1><p>Le site est en construction. Ce domaine est "
           "peut-être à vendre.</p>"),
    unseen("soft404", "sw", "2-sw-404", "404", "<h1>Ukurasa haukupatikana</h1><p>Huenda habari hii imefutwa au kuhamishwa.</p>", wordpress),
    unseen("soft404", "so", "2-so-404", "Lama helin", "<p>Waan ka xunnahay, bogga aad raadinayso lama helin.</p>", 1),
    unseen("soft404", "yo", "2-yo-404", "A kò rí i", "<p>Ẹ má bínú, a kò rí ojú ewé tí ẹ ń wá.</p>", 0),
    unseen("soft404", "uz", "2-uz-404", "Sahifa topilmadi", "<p>Kechirasiz, siz qidirgan sahifa topilmadi.</p>", 1),
    unseen("soft404", "ml", "2-ml-404", "പേജ് കണ്ടെത്തിയില്ല", "<p>ക്ഷമിക്കണം, നിങ്ങൾ തിരയുന്ന പേജ് കണ്ടെത്തിയില്ല.</p>", 0),
    unseen("soft404", "hu", "2-hu-404", "Hiba", "<h1>Az oldal nem található</h1><p>A keresett cikk már nem elérhető, vagy hibás a cím.</p>", 3),
    unseen("soft404", "ro", "2-ro-404", "Eroare", "<p>Ne pare rău, pagina căutată nu a fost găsită.</p>", tables),
    unseen("soft404", "cs", "2-cs-404", "Stránka nenalezena", "<p>Omlouváme se, požadovaná stránka neexistuje.</p>", portal),
    unseen("soft404", "lv", "2-lv-404", "Lapa nav atrasta", "<p>Diemžēl meklētā lapa nav atrasta.</p>", 0),
    unseen("soft404", "gu", "2-gu-404", "પેજ મળ્યું નથી", "<p>માફ કરશો, તમે શોધી રહ્યા છો તે પેજ મળ્યું નથી.</p>", 1),
    unseen("soft404", "en", "2-drupal", "Page not found | Harbour", "<h1>Page not found</h1><p>The requested page could not be found.</p>", tables),
    unseen("soft404", "en", "2-expired", "Harbour", "<h1>We've looked everywhere</h1><p>The article you were after has moved, expired or never was. Try the "
           "search or go back to the front page.</p>", portal),
    unseen("shell", "es", "2-es-js", "Diario", "<p>Para una mejor experiencia active JavaScript en su navegador.</p><div id='app'></div>"),
    unseen("shell", "en", "2-svelte", "Harbour", "<div id='svelte'></div><script type='module'>import {start} from '/_app/start.js'</script>"),
    unseen("shell", "en", "2-spinner", "Harbour", "<div class='spinner'><span>Please wait while we load the page…</span></div>", 1),
    unseen("rate", "es", "2-es-limite", "Demasiadas solicitudes", "<p>Ha superado el límite de solicitudes. Inténtelo de nuevo en unos minutos.</p>"),
    unseen("login", "es", "2-es-login", "Iniciar sesión", "<h1>Iniciar sesión</h1><form><label>Correo electrónico</label><input><label>Contraseña</label>"
           "<input type='password'></form><p>¿Olvidaste tu contraseña? Crear cuenta</p>", 1),
    unseen("redirect", "ru", "2-ru-redirect", "Перенаправление", "<p>Сейчас вы будете перенаправлены. Если этого не произошло, нажмите здесь.</p>"),
    unseen("search", "tr", "2-tr-arama", "Arama sonuçları", "<h1>Arama sonuçları</h1><p>Aradığınız kriterlere uygun sonuç bulunamadı.</p>", 1),
)  # fmt: skip

HARBOUR = " | Harbour"

SECOND_ARTICLES: tuple[Unseen, ...] = (
    unseen("article", "en", "2-a-refund", "Streaming giant told to refund subscribers" + HARBOUR, story("Streaming giant told to refund subscribers",
           "Members who were asked to sign in again and again are owed a month, the consumer court said.", "The firm has 1.2 million subscribers here."), 1),
    unseen("article", "en", "2-a-join", "Union: become a member" + HARBOUR, story("Union: become a member", "The tea pickers' union has called on casual "
           "workers to become members.", "“Join today,” said its chair, “and read the rest of the contract before you sign.”"), 0),
    unseen("article", "es", "2-a-pagina", "La página perdida del acta", story("La página perdida del acta", "La página que faltaba en el acta de 1879 no existe, "
           "concluyó la comisión.", "Su informe tiene 200 folios."), 3),
    unseen("article", "fr", "2-a-travaux", "Site fermé pour travaux", story("Site fermé pour travaux", "Le site archéologique de Ouidah est fermé pour travaux "
           "jusqu'en mars.", "Les guides seront indemnisés."), 1),
    unseen("article", "de", "2-a-wartung", "Schleuse wegen Wartung gesperrt", story("Schleuse wegen Wartung gesperrt", "Die Schleuse ist wegen Wartungsarbeiten bis "
           "Freitag gesperrt. Wir bitten um Verständnis, teilte das Amt mit."), 0),
    unseen("article", "pt", "2-a-robo", "Não sou um robô, diz prefeito", story("Não sou um robô, diz prefeito", "O prefeito negou que suas contas sejam operadas por "
           "robôs.", "A oposição pediu perícia."), 1),
    unseen("article", "ru", "2-a-dostup", "Доступ к пляжу ограничен", story("Доступ к пляжу ограничен", "Доступ на городской пляж ограничен до пятницы из-за "
           "шторма."), 3),
    unseen("article", "uk", "2-a-tehn", "Технічні роботи на вокзалі", story("Технічні роботи на вокзалі", "На вокзалі тривають технічні роботи, каси тимчасово не "
           "працюють. Квитки продають онлайн."), 1),
    unseen("article", "pl", "2-a-cookies", "Ciasteczka pod lupą urzędu", story("Ciasteczka pod lupą urzędu", "Urząd sprawdzi, jak 40 serwisów pyta o zgodę na pliki "
           "cookies.", "„Przejdź do serwisu” to za mało, uważa prezes urzędu."), 4),
    unseen("article", "hi", "2-a-website", "परीक्षा की वेबसाइट ठप, छात्र परेशान", story("परीक्षा की वेबसाइट ठप, छात्र परेशान", "परीक्षा परिणाम की वेबसाइट सोमवार को ठप रही। "
           "छात्रों को ‘पेज नहीं मिला’ लिखा दिखा।", "बोर्ड ने जांच के आदेश दिए हैं।"), 1),
    unseen("article", "ar", "2-a-siyana", "إغلاق جسر للصيانة", story("إغلاق جسر للصيانة", "أعلنت البلدية إغلاق الجسر للصيانة حتى الخميس واعتذرت عن الإزعاج."), 0),
    unseen("article", "fa", "2-a-filter", "رفع فیلتر یک شبکه اجتماعی", story("رفع فیلتر یک شبکه اجتماعی", "دسترسی به این شبکه پس از دو سال آزاد شد.", "کاربران پیش‌تر با "
           "پیام «صفحه یافت نشد» روبه‌رو می‌شدند."), 1),
    unseen("article", "tr", "2-a-bakim", "Köprü bakıma alındı", story("Köprü bakıma alındı", "Köprü bakım çalışması nedeniyle iki gün kapalı. Sürücüler daha sonra "
           "tekrar denesin, diyor belediye."), 3),
    unseen("article", "zh", "2-a-404", "“404”小店走红", story("“404”小店走红", "店名叫“页面不存在”的小店在成都走红。老板说，名字是被下岗后取的。"), 1),
    unseen("article", "ja", "2-a-kaiin", "会員制書店が開店", story("会員制書店が開店", "会員限定の書店が神保町に開店した。会費は月500円。")),
    unseen("article", "ko", "2-a-gudok", "구독경제 시장 40조", story("구독경제 시장 40조", "국내 구독경제 시장이 40조원을 넘었다. 유료 회원은 3천만명이다."), 1),
    unseen("article", "id", "2-a-situs", "Situs Majapahit ditutup sementara", story("Situs Majapahit ditutup sementara", "Situs Trowulan ditutup sementara untuk "
           "pemeliharaan hingga Jumat."), 1),
    unseen("article", "vi", "2-a-baotri", "Cầu Long Biên bảo trì", story("Cầu Long Biên bảo trì", "Cầu tạm đóng để bảo trì đến thứ sáu. Xe máy đi lối Chương Dương."), 3),
    unseen("article", "sw", "2-a-tovuti", "Tovuti ya bunge yadukuliwa", story("Tovuti ya bunge yadukuliwa", "Tovuti ya bunge ilidukuliwa jana usiku. Wageni waliona "
           "maneno “ukurasa haupatikani”."), 0),
    unseen("article", "bn", "2-a-shokal", "ঢাকায় বৃষ্টি", story("ঢাকায় বৃষ্টি", "ঢাকায় আজ সকালে ২৩ মিলিমিটার বৃষ্টি হয়েছে।"), 1),
    unseen("article", "am", "2-a-gebeya", "የቡና ዋጋ ጨመረ", story("የቡና ዋጋ ጨመረ", "የቡና ዋጋ በአንድ ሳምንት ውስጥ በአሥር በመቶ ጨምሯል።"), 1),
    unseen("article", "th", "2-a-fon", "ฝนตกหนักเชียงราย", story("ฝนตกหนักเชียงราย", "น้ำท่วมถนนสามสาย โรงเรียนปิดหนึ่งวัน"), 0),
    unseen("article", "zu", "2-a-zu", "Kuvalwe umgwaqo", story("Kuvalwe umgwaqo", "Kuvalwe umgwaqo u-N2 ngenxa yengozi. Akekho oshonile.")),
    unseen("article", "ig", "2-a-ig", "Mmiri ozuzo n'Enugu", story("Mmiri ozuzo n'Enugu", "Mmiri ozuzo kwatuo ụlọ iri na abụọ n'Enugu abalị gara aga.")),
    unseen("article", "sn", "2-a-sn", "Chikoro chavhurwa", story("Chikoro chavhurwa", "Chikoro chitsva chavhurwa kuMutoko nemusi weMuvhuro.")),
    unseen("article", "lg", "2-a-lg", "Omuliro gukutte akatale", story("Omuliro gukutte akatale", "Omuliro gukutte akatale k'e Kalerwe ekiro. Tewali yafudde.")),
    unseen("article", "en", "2-a-donate", "Goat market moves" + HARBOUR, "<div class='donate'><p>Become a member today. Your support keeps this site free.</p><a>Join"
           "</a></div>" + story("Goat market moves", "The goat market moves to Friday from next week.", "Traders had asked for it since Ramadan."), portal),
    unseen("article", "en", "2-a-aria", "Rails stolen" + HARBOUR, "<div role='dialog' class='modal' aria-hidden='true'><h3>Create a free account to continue "
           "reading</h3><p>Already have an account? Sign in</p></div>" + story("Rails stolen", "Thieves took 200 metres of rail near Beira on Sunday night.",
           "Trains run again from Thursday."), 1),
    unseen("article", "en", "2-a-comments", "Kite season" + HARBOUR, story("Kite season", "The kite season opened in Lahore's suburbs under a police ban.")
           + "<div id='comments'><p>You must be logged in to post a comment.</p><p>Login | Register</p></div>", 0),
    unseen("article", "es", "2-a-registro", "Nueva escuela rural", story("Nueva escuela rural", "La escuela abrió con 31 alumnos y dos maestras.")
           + "<div><p>Regístrate gratis y recibe nuestras alertas. ¿Ya tienes cuenta? Inicia sesión</p></div>", portal),
    unseen("article", "ru", "2-a-blocker", "Открылась сельская почта", "<div class='adb'>Отключите блокировщик рекламы</div>"
           + story("Открылась сельская почта", "Почта в Заречном снова работает по вторникам и пятницам."), 1),
    unseen("article", "hu", "2-a-doboz", "Megnyílt a falusi bolt", story("Megnyílt a falusi bolt", "Nyolc év után újra van bolt a faluban.")
           + "<div><p>Fizessen elő! Már előfizető? Jelentkezzen be</p></div>", 3),
    unseen("article", "uk", "2-a-klub", "Відкрили сільську школу", story("Відкрили сільську школу", "У селі відкрили школу на 60 учнів.")
           + "<div><p>Підтримайте нас: приєднуйтеся до клубу читачів. Вже з нами? Увійдіть</p></div>", 0),
    unseen("article", "sr", "2-a-pret", "Отворена сеоска пошта", story("Отворена сеоска пошта", "Пошта у селу поново ради уторком.")
           + "<div><p>Претплатите се на билтен.</p></div>", 1),
    unseen("article", "en", "2-a-briefs", "News in brief" + HARBOUR, "<h1>News in brief</h1>" + paragraphs("<b>Arua</b> A bus ran off the road. Four hurt.",
           "<b>Gulu</b> The mayor resigned.", "<b>Lira</b> No water until Friday."), 1),
    unseen("article", "en", "2-a-weather", "Weather: dry until Sunday" + HARBOUR, story("Weather: dry until Sunday", "Dry in the south, showers over the lake after "
           "three."), tables),
    unseen("article", "pt", "2-a-video", "Vídeo: a ponte cai", "<article><h1>Vídeo: a ponte cai</h1><video src='/v.mp4'></video><p>Imagens mostram o momento da "
           "queda.</p></article>", 4),
    unseen("article", "hi", "2-a-suvichar", "आज का सुविचार", "<article><h1>आज का सुविचार</h1><p>धीरज रखो, नदी अपना रास्ता खुद बना लेती है।</p></article>", 1),
    unseen("article", "fr", "2-a-lettre", "Lettre d'un lecteur", story("Lettre d'un lecteur", "Votre page trois n'existe plus. Je la lisais chaque lundi. A. Traoré, "
           "Ségou"), 0),
    unseen("article", "en", "2-a-expired", "Domain of the lion" + HARBOUR, story("Domain of the lion", "The pride's old domain is for sale: the ranch went on the "
           "market on Monday."), 1),
    unseen("article", "es", "2-a-limite", "Superado el límite de capturas", story("Superado el límite de capturas", "La flota ha superado el límite de anchoveta. La "
           "pesca se cierra el viernes."), 0),
    unseen("article", "ar", "2-a-ishtirak", "اشتراكات المترو ترتفع", story("اشتراكات المترو ترتفع", "ارتفعت اشتراكات المترو عشرة بالمئة للمشتركين الجدد فقط."), 1),
)  # fmt: skip
