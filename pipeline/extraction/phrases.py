"""The words of what surrounds articles: credits, teasers, calls to share and subscribe, in many languages.

Patterns over the text of one block, none for a site. How they are used is decided in ``chaff.py``.
"""

from __future__ import annotations

import re

# the whole block is one of these
WHOLE = re.compile(
    r"""^[\s\W]*(?:
      advertisement|advert|ad|sponsored(?:\ content)?|promoted(?:\ content)?|anzeige|werbung|publicidad|publicidade|
      publicité|pubblicità|reklama|реклама|reklam|annons|annonse|annonce|iklan|quảng\ cáo|
      إعلان|広告|广告|廣告|광고|विज्ञापन|
      share(?:\ this)?(?:\ article|\ story)?(?:\ on\ \w+)?|share\ on\ \w+|tweet|facebook|twitter|whatsapp|telegram|
      compartir|compartilhar|partager|teilen|condividi|udostępnij|поделиться|поділитися|paylaş|bagikan|chia\ sẻ|
      print|email|save|copy\ link|comments?|leave\ a\ comment|read\ more|more|see\ also|related(?:\ articles|
        \ stories|
      \ news|\ topics|\ content)?|most\ read|recommended|also\ read|loading\W*|scroll\ to\ continue|
        story\ continues\ below.*|
      article\ continues\ (?:below|after)\ (?:this\ )?ad.*|continue\ reading|sign\ up|subscribe(?:\ now)?|log\ ?in|
        tags?|
      published|updated|last\ updated|photos?|image|video|gallery|watch|listen|play|
      lea\ también|lee\ también|leia\ (?:também|mais)|lire\ aussi|à\ lire(?:\ aussi)?|mehr\ zum\ thema|
        lesen\ sie\ auch|
      leggi\ anche|czytaj\ (?:też|także|więcej)|zobacz\ (?:też|także)|читайте\ также|читайте\ також|baca\ juga|
      ayrıca\ oku|اقرأ\ أيضا[ً]?|اقرأ\ المزيد|相关阅读|相關新聞|延伸閱讀|関連記事|あわせて読みたい|관련기사|यह\ भी\ पढ़ें|
      latest|trending|popular|top\ stories|mwisho|ende|fin|
      ads?\ by\ \w+|end|ends|\#+|\*+|-+
    )[\s\W]*$""",
    re.IGNORECASE | re.VERBOSE,
)
# a short block that starts so
STARTS = re.compile(
    r"""^[\s\W]*(?:
      (?:photo|photograph|image|picture|pic|video|file\ photo|photo\ credit|image\ credit|image\ source|credit|
        caption|
        foto|fotos|fotografía|imagen|imagem|photo\ d'archives|crédit(?:\ photo)?|bild|bildquelle|zdjęcie|fot\.|фото|
        изображение|gambar|ảnh|fotoğraf|kuva|صورة|写真|图片|圖片|사진|फोटो|तस्वीर)\s*(?::|：|/|©|by\b|por\b|von\b|credit)|
      (?:you\ are\ here|vous\ êtes\ ici|sie\ (?:sind|befinden\ sich)\ hier|est[áa]s?\ aquí|você\ está\ aqui|
        ti\ trovi\ qui|jesteś\ tutaj|вы\ (?:здесь|находитесь)|ви\ тут|anda\ berada\ di\ sini|
        bạn\ đang\ ở(?:\ đây)?|أنت\ هنا|شما\ اینجا\ هستید|आप\ यहाँ\ हैं|
        (?:您|你)?(?:当前|现在|目前|所在|目前所在|当前所在)的?位置|(?:您|你)的位置|當前位置|現在位置|現在地|
        현재\ ?위치)\s*[:：>›»]|
      (?:share\ (?:on|via|to|with)|compartir\ (?:en|por)|compartilh(?:e|ar)\ (?:no|em|via)|
        partager\ (?:sur|par)|teilen\ (?:auf|via)|condividi\ su|поделиться\ (?:в|с)|شارك\ (?:على|عبر)|
        分享(?:到|至)?|シェア(?:する)?|공유(?:하기)?)\s*[:：]|
      ©|\(c\)\ |copyright\ |all\ rights\ reserved|alle\ rechte|todos\ los\ derechos|todos\ os\ direitos|tous\ droits|
      (?:also|more|related)\ read(?:ing)?\b|read\ (?:also|next|more|related)\b|see\ also\b|related:|must\ read|
        editor'?s\ picks?|
      also\ (?:see|watch)\b|watch\ (?:also|more|below)\b|in\ pictures:|in\ case\ you\ missed|don'?t\ miss|
      (?:lea|lee|leé|leer|mira|mirá|ver|vea)\ (?:también|además|más)\b|
      \d+\ min(?:ute)?s?\ read\b|reading\ time\b|
      tiempo\ de\ lectura|temps\ de\ lecture|tempo\ (?:de\ leitura|di\ lettura)|lese(?:zeit|dauer)\b|
      ten\ tekst\ przeczytasz|
      czas\ czytania|время\ (?:чтения|на\ чтение)|час\ читання|okuma\ süresi|waktu\ baca|
      (?:también\ )?puede\ leer\b|te\ recomendamos|(?:mira|
        puedes\ ver|ver\ más|en\ video|watch|más\ sobre)\s*[:|]|hazte\ (?:miembro|socio)|
      únete\ |contenido\ relacionado|written\ permission|for\ the\ latest\ (?:stories|news|updates)|
      think\ your\ friends|share\ this\b|get\ in\ touch\ with\ (?:us|our)|also\ on\ \w+\.\w+|原标题|（原标题|△|
      te\ puede\ interesar|le\ puede\ interesar|
        más\ información:|
      (?:leia|veja)\ (?:também|mais)\b|saiba\ mais|(?:lire|voir)\ aussi\b|à\ lire\ (?:aussi|également)\b|
      (?:lesen|sehen)\ sie\ (?:auch|hier)|mehr\ zum\ thema|lesetipp|auch\ interessant|mehr\ dazu|
      leggi\ anche|czytaj\ (?:też|także|również|więcej)|zobacz\ (?:też|także|również)|читайте\ (?:также|також|
        по\ теме)|
      (?:baca|simak|lihat)\ juga\b|läs\ (?:också|även|mer)|les\ også|læs\ også|lue\ (?:myös|lisää)|bkz|
      اقرأ\ أيضا|اقرأ\ المزيد|شاهد\ أيضا|بیشتر\ بخوانید|یہ\ بھی\ پڑھیں|यह\ भी\ पढ़ें|ये\ भी\ पढ़ें|इसे\ भी\ पढ़ें|
        આ\ પણ\ વાંચો|
      相关阅读|延伸阅读|延伸閱讀|相關新聞|責任編輯|责任编辑|编辑[:：]|この記事は(?:会員|有料)|［?有料会員(?:限定|の方のみ)|ご利用には会員登録|関連記事|【関連|あわせて読みたい|▶|►|>>|▼|☞|
      (?:follow|like|join)\ (?:us|our)\b|follow\ @|subscribe\ to\b|sign\ up\ (?:for|to|here)\b|click\ here\b|
        tap\ here|
      download\ (?:the|our)\b|get\ the\ latest\b|for\ more\ (?:stories|news)\ (?:like|visit|from)|stay\ (?:tuned|
        updated)|
      suscríb|siga(?:-nos|\ a)|síguenos|sigue\ (?:a|nuestro)|inscreva-se|abonnez|inscrivez|jetzt\ (?:abonnieren|lesen|
        testen)|
      newsletter|hier\ (?:geht|finden|klicken)|folgen\ sie|подпис(?:ывайтесь|ка)|підписуйтесь|
      (?:published|posted|updated|last\ (?:updated|modified)|first\ published)\s*(?::|on\b|at\b|\d|\|)|
      (?:have|got)\ (?:a|you)\ (?:story|tip|news)|send\ (?:us\ )?(?:your|tips)|contact\ the\ (?:author|writer|
        reporter)|
      this\ (?:article|story|post)\ (?:was\ )?(?:first|originally)\ (?:appeared|published)|republished\ (?:from|with)|
      reporting\ by\b|editing\ by\b|additional\ reporting\b|writing\ by\b|our\ standards:|
      the\ views\ expressed|views\ expressed\ (?:in|here)|disclaimer\b|
      by\ (?:clicking|signing|subscribing|submitting|continuing)|you\ can\ unsubscribe|thank\ you\ for\ (?:visiting|
        reading|subscrib)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
SUBSCRIBE = re.compile(
    r"subscri(?:be|ption|ber)|sign (?:up|in)|log ?in|newsletter|whatsapp channel|telegram channel|our app|"
    r"abonnieren|abonnement|newsletter|suscrí|suscripción|assine|assinatura|abonnez|s'abonner|abbonat|prenumer|подпис|"
    r""
    r""
    r""
    r"подпиш|"
    r"підпис|abone ol|abonelik|berlangganan|đăng ký|اشترك|会員|購読|订阅|訂閱|구독",
    re.IGNORECASE,
)
# calls to follow the house; two networks named in one breath, and a word that calls
NETWORKS = re.compile(
    r"facebook|twitter|instagram|whatsapp|telegram|youtube|tiktok|linkedin|threads|bluesky", re.IGNORECASE
)
CALLS = re.compile(
    r"@\w|\b(?:follow|like us|join (?:us|our)|find us|our (?:page|channel|app)s?|s[ií]gu[ea]n?os|seguinos|nuestr[ao]s?"
    r"|siga|curta|suivez|folgen|folge uns|seguici|obserwuj|подпис"
    r"|читайте нас|takip ed|ikuti|theo dõi|تابع|फॉलो|关注|フォロー)",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s?(?:19|20)\d\d|all rights reserved|copyrighted property|written permission"
    r"|todos los derechos reservados|todos os direitos reservados|tous droits réservés|alle rechte vorbehalten"
    r"|tutti i diritti riservati|wszelkie prawa zastrzeżone|все права защищены|всі права захищені|版权所有|版權所有"
    r"|無断(?:転載|複製)|무단\s?전재|tüm hakları saklıdır|جميع الحقوق محفوظة",
    re.IGNORECASE,
)
CREDIT_TAIL = re.compile(
    r"(?:\((?:[^()]*\b(?:Photos?|Foto|Getty|IMAGO|Images|via|Bild|Shutterstock|Archivo|courtesy)\b[^()]*)\)"
    r"|(?i:\bphotos?|\bfoto|\bbild|\bimage[mn]?|\bфото|\bảnh|\bgambar)\s?[:/©][^.!?]{2,60}|©\s?[^.!?]{2,60}"
    r"|[/—–|]\s*(?i:photo|foto|фото)\s+[^.!?]{2,40}"
    r"|\b(?:IMAGO|Getty Images|AFP|REUTERS|EPA|Shutterstock|picture alliance)\s?/[^.!?]{2,40})\s*$"
)
