"""The first unseen set: doors, sites out of order, pages that are gone or empty, written before the patterns were read."""

from pipeline_tests.extraction.unseen.furniture import hydrated, portal, story, tables, unseen, wordpress

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
