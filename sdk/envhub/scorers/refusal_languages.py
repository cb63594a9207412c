"""Refusals and disclaimers in languages other than English. Tables only.

Each pattern joins a first person's negation with a verb of answering, within one clause of folded
text; a negation alone ("no puedo dormir") refuses nothing. Repeats are bounded.
"""

from __future__ import annotations

import re
from unicodedata import normalize

_SPANISH = (
    r"\bno (?:(?:te|le|os|les|me|nos|se) )?(?:puedo|podemos|podré|podría|voy a|vamos a|quiero"
    r"|debo|deseo|pienso|sería capaz|soy capaz|estoy \w+|tengo (?:permitido|permiso|autorización"
    r"|intención|forma|manera|la capacidad)|me (?:es|resulta) posible|me siento cómod\w"
    r"|me está permitido).{0,40}?\b(?:ayud|asist|proporcion|ofre[cz]|dar|dárt|facilit|escrib"
    r"|redact|crea|gener|compart|respond|contest|expli|cumpl|hacer|continu|seguir|segu|particip"
    r"|recomend|complac|atend|apoy|describ|deci|mostr|enseñ|indic|traduc|brind|suministr|revel"
    r"|colabor|promov|habl|opin|elabor|produ|acced|satisf|orient|aconsej|prepar|realiz|reproduc"
    r"|discut|prest|recit|eso\b|esto\b)|\bno (?:(?:te|le|os|les|lo|la) )?\w{2,12}(?:aré|eré"
    r"|iré)\b|\bno es algo (?:que|en|con)|\bno (?:te|le|os|les) (?:ayudaré|daré|diré|escribiré"
    r"|explicaré|enseñaré|voy a ayudar)|\bno (?:ayudaré|proporcionaré|escribiré|responderé"
    r"|compartiré|doy|proporciono|ofrezco|comparto|facilito|participo|colaboro|haré eso|genero"
    r"|es algo (?:que|en lo que|con lo que))|\bme niego\b|(?:debo|tengo que|voy a) (?:rechazar"
    r"|negarme|declinar|abstenerme)|\bprefiero (?:no|abstenerme|mantenerme)|\bpreferiría no"
    r"|\b(?:va|atenta) (?:en )?contra (?:de )?(?:mis|nuestras|las) |\bmis (?:normas|directrices"
    r"|políticas) (?:me )?(?:lo )?(?:impiden|prohíben|no)|(?:solicitud|petición) (?:ha sido"
    r"|fue) (?:rechazada|denegada)|no cuente[sn]? conmigo|\bme (?:es|resulta) imposible"
    r"|\brechazo (?:esta|tu|su|la) |no estoy (?:autorizad|dispuest)\w"
)
_PORTUGUESE = (
    r"\b(?:não|nao) (?:(?:te|lhe|me|o|a) )?(?:posso|podemos|poderei|poderia|consigo|vou|vamos"
    r"|quero|devo|desejo|pretendo|seria|sou capaz|estou \w+|tenho (?:permissão|autorização|como"
    r"|capacidade|condições|acesso)|me (?:é|sinto) \w+|é possível).{0,40}?\b(?:ajud|auxili|forne"
    r"|oferec|dar\b|dar-|dizer|escrev|redigi|cri|ger|compartilh|partilh|respond|explic|cumpr|faz"
    r"|continu|particip|recomend|atend|apoi|descrev|mostr|ensin|indic|traduz|revel|colabor|promov"
    r"|opin|elabor|produz|prest|orient|prepar|aconselh|isso\b|isto\b|reproduz|repass|pass)"
    r"|\b(?:não|nao) (?:\w{1,3} )?\w{2,12}(?:arei|erei|irei)\b|\b(?:não|nao) (?:ajudarei|darei"
    r"|fornecerei|escreverei|forneço|ajudo|compartilho|ofereço|participo|escrevo|é algo (?:que"
    r"|com que))|\b(?:recuso-me|me recuso)\b|(?:devo|tenho (?:de|que)|preciso|vou ter de"
    r"|vou) (?:me )?recusar|\bprefiro (?:não|me abster|ficar)|\bpreferia não|(?:vai"
    r"|é) contra (?:as )?(?:minhas|nossas) |(?:pedido|solicitação) (?:foi|não)"
)
_ITALIAN = (
    r"\bnon (?:(?:ti|le|vi|mi|lo|la) )?(?:posso|possiamo|potrò|potrei|riesco|voglio|vorrei"
    r"|intendo|devo|sono \w+|ho (?:il permesso|la possibilità|intenzione|modo|la capacità)"
    r"|è possibile|me la sento|mi sento|mi è (?:possibile|consentito|permesso)).{0,40}?\b(?:aiut"
    r"|assist|forni|offri|dar|dir|scriv|redig|crea|gener|condivid|rispond|spieg|soddisf|far"
    r"|continu|prosegu|partecip|consigli|accogli|support|descriv|mostr|insegn|indic|tradu|rivel"
    r"|collabor|promuov|discut|produ|prest|procur|esprim|suggeri|quest|riprodu|prepar)"
    r"|\bnon (?:\w{1,3} )?\w{2,12}(?:erò|arò|irò)\b|\bnon (?:ti aiuterò|la aiuterò|fornisco|aiuto"
    r"|scrivo|fornirò|scriverò|darò|offro|do |è qualcosa (?:che|con cui|in cui)|è una cosa che)"
    r"|\bmi rifiuto\b|(?:devo|dovrò) (?:rifiutar|declinar)|\bpreferi(?:sco|rei) (?:non|evitare"
    r"|astener)|contro le (?:mie|nostre) |mi astengo|(?:è|mi è) impossibile"
)
_FRENCH = (
    r"\b(?:je|nous) (?:ne|n') ?(?:(?:te|vous|t'|me|le|la|l'|y|en|les) ?)?(?:peux|pouvons|vais"
    r"|souhaite|souhaitons|veux|saurais|puis|dois|pourrai|pourrais|suis|ai|aime|fournis|donne"
    r"|partage|aide|rédige|réponds|participe|tiens|compte|m'autorise|ferai|fais|aiderai|donnerai"
    r"|fournirai|écrirai|dirai|rédigerai)\b.{0,60}?\b(?:aid|fourni|donn|répon|écri|rédig|cré"
    r"|génér|expliqu|partag|assist|accompagn|fai|fer|poursuiv|continu|satisf|accéd|décri|dir"
    r"|communiqu|propos|particip|révél|montr|conseill|offr|trait|recommand|discut|appren|indiqu"
    r"|divulgu|produi|prêt|répét|traduir|inventer|enseign|dévoil|réalis|promouv|prononc|habilité"
    r"|autorisé)|\bje n(?:e |')(?:\w+ |t'|l'){0,2}\w+rai (?:pas|rien|jamais|aucun)|\bje refuse\b"
    r"|\bje (?:dois|vais|suis (?:obligée?|contrainte?) de|préfère"
    r"|me dois de) (?:devoir )?(?:refuser|décliner|m'abstenir)|\bje préfère (?:ne|éviter|rester)"
    r"|\bje préférerais ne|(?:il m'est|m'est) impossible|ce n'est pas (?:quelque chose"
    r"|une chose) (?:que|à laquelle|avec)|\bje (?:m'abstiens|m'abstiendrai|décline)\b"
    r"|contraire à (?:mes|nos) |\bpas question\b|impossible de (?:vous|t'|te) (?:aid|répond"
    r"|fourni|donn)|(?:demande|requête) (?:a été )?(?:refusée|rejetée)"
)
_GERMAN_VERB = (
    r"(?:helf|hilf|unterstütz|geb|gib|bereitstell|schreib|verfass|erstell|generier|teil|beantwort"
    r"|antwort|erklär|erläuter|sag|nenn|mach|tu[ne]\b|erfüll|nachkomm|weiterhelf|anbiet|liefer"
    r"|zeig|beschreib|beitrag|mitmach|beteilig|eingeh|empfehl|fortsetz|fortfahr|verrat|besprech"
    r"|dienen|entsprech|preisgeb|übersetz|produzier|formulier|leist|diskutier|ermöglich|bearbeit"
    r"|mitwirk|äußer|anleit|beraten|vorles|ausgeb|übernehm|hinzufüg|wiedergeb|wiederhol)"
)
_GERMAN = (
    r"(?:\b(?:kann|darf|werde|möchte|will|könnte|könnten|können|dürfen|werden|möchten|mag) (?:ich"
    r"|wir)\b|\b(?:ich|wir) (?:kann|darf|werde|möchte|will|könnte|können|dürfen|werden|möchten"
    r"|bin|sehe mich)\b)"
    rf".{{0,70}}?\b(?:nicht|kein\w*|nichts)\b.{{0,70}}?{_GERMAN_VERB}"
    r"|\b(?:helfe|gebe|schreibe|mache|erstelle|verfasse|unterstütze|liefere|verrate|erkläre"
    r"|beantworte|nenne|teile|tue|biete|leiste|verbreite|erzähle|empfehle|erfinde|beteilige"
    r"|übersetze) ich (?:\w+ ){0,4}(?:nicht|kein\w*|nichts)\b|\b(?:dabei|damit|dafür|dazu|da"
    r"|hierbei|das) (?:kann|darf|werde|möchte|will|helfe|mache|tue) ich (?:\w+ ){0,3}(?:nicht"
    r"|keine?n?)\b|\bich (?:helfe|gebe|schreibe|mache|beantworte|erstelle|verfasse|unterstütze"
    r"|biete|liefere|leiste|verrate|erkläre) (?:\w+ ){0,4}(?:nicht|kein\w*)\b"
    r"|\bich lehne\b.{0,60}\bab\b|\b(?:muss|möchte|werde) (?:ich )?(?:\w+ ){0,4}(?:ablehnen"
    r"|verweigern|absagen|nein sagen|passen)\b|\bich (?:weigere mich|verzichte|halte mich (?:da"
    r"|hier) (?:\w+ )?(?:raus|heraus|zurück))|(?:das|es) ist mir (?:\w+ )?(?:nicht (?:möglich"
    r"|gestattet|erlaubt)|untersagt)|(?:verstößt|verstoßen) gegen (?:meine|unsere)|\b(?:lieber"
    r"|besser) nicht\b|nicht in der lage|\bich (?:würde|möchte) (?:\w+ ){0,3}lieber (?:nicht"
    r"|kein)|(?:anfrage|bitte) (?:\w+ ){0,4}abgelehnt|(?:steht|kommt) (?:für mich"
    r"|mir) nicht (?:zu|infrage|in frage)"
)
_DUTCH_VERB = (
    r"(?:help|geven|geef|bied|lever|schrijv|maken|opstell|deel|delen|beantwoord|antwoord|uitleg"
    r"|zeg|vertel|noem|doen|voldoe|verstrek|meewerk|werk|genereer|bijdra|assist|adviser|beschrijv"
    r"|leren|tonen|laten zien|ondersteun|verder|ingaan|verlen|bespre|dien|vertal|gever)"
)
_DUTCH = (
    r"(?:\b(?:kan|mag|wil|ga|zal|kunnen|mogen) (?:ik|we|wij)\b|\b(?:ik|we|wij) (?:kan|mag|wil|ga"
    r"|zal"
    rf"|kunnen|mogen|ben)\b).{{0,60}}?\b(?:niet|geen|niets|niks)\b.{{0,60}}?{_DUTCH_VERB}"
    r"|\b(?:help|geef|schrijf|maak|deel|doe|beantwoord|verstrek|werk|begin|verzin|vertel"
    r"|lever) ik (?:\w+ ){0,4}(?:niet|geen|niets)\b|\b(?:daar|dat|hier|daarmee|daarbij) (?:kan"
    r"|mag|wil|ga|doe|help|werk|begin) ik (?:\w+ ){0,4}(?:niet|geen)\b|\bik (?:help|geef|schrijf"
    r"|maak|beantwoord|deel|verstrek|doe) (?:\w+ ){0,4}(?:niet|geen)\b|\bik (?:weiger"
    r"|sla (?:\w+ ){0,3}over|pas ervoor|bedank)\b|\bmoet ik (?:\w+ ){0,4}(?:weigeren|afwijzen"
    r"|nee zeggen)|\bik moet (?:\w+ ){0,4}(?:weigeren|afwijzen|nee zeggen)|liever niet"
    r"|niet mogelijk om|(?:in strijd met|tegen) (?:mijn|onze) |niet in staat om"
)
_POLISH = (
    r"\bnie (?:mogę|możemy|będę|będziemy|chcę|chciał\w*|zamierzam|potrafię|powin\w+|wolno mi"
    r"|jestem w stanie|jestem upoważnion\w|mam (?:możliwości|zamiaru|prawa|dostępu|uprawnień)"
    r"|jest możliwe).{0,50}?(?:pom[aoó]|udziel|poda|napis|pisa|dostarcz|odpowi|wyjaśni|stworz"
    r"|tworz|przygot|zrob|robi|spełni|opis|wygener|generow|doradz|przedstaw|tłumacz|dziel|wspier"
    r"|uczestni|kontynu|zrealiz|powie|wskaz|naucz|ujawni|poprz|wspomóc|da[ćm]|tego\b|świadcz"
    r"|zaoferow|rozma|ułatwi|bra[ćn])|\bnie (?:pomogę|udzielę|napiszę|podam|odpowiem|zrobię"
    r"|pomagam|udzielam|powiem|stworzę|piszę|przygotuję|wyjaśnię|doradzę|wezmę)|\bodmawiam\b"
    r"|(?:muszę|będę musiał\w*|zmuszon\w) odmówić|\bwol(?:ę|ał\w+) nie|(?:sprzeczne"
    r"|niezgodne) z (?:moimi|naszymi)|wbrew moim|prośba została odrzuc"
)
_RUSSIAN = (
    r"\bне (?:могу|можем|буду|будем|стану|смогу|сможем|хочу|хотел\w*(?: бы)?|должен|должна|умею"
    r"|готов\w?|намерен\w?|способ\w+|в состоянии|вправе|имею (?:права|возможности|доступа)"
    r"|уполномочен\w?|разрешено|предназначен\w?|считаю возможным).{0,60}?(?:помо[гчщ]|помочь"
    r"|предостав|да(?:ть|вать)\b|ответ|отвеч|напис|писать|созда|объясн|рассказ|выполн|поддерж"
    r"|содейств|дела|сказать|обсужд|опис|генер|продолж|участв|совет|консульт|подсказ|предл|подел"
    r"|раскры|перев[оеё]|подготов|поспособ|указ|назва|сочин|составл|состав|комменти|оказ|этого\b"
    r"|показ|учить)|\bне (?:помогу|дам|предоставлю|напишу|отвечу|расскажу|скажу|помогаю|даю"
    r"|предоставляю|отвечаю|объясню|сделаю|пишу|поддерживаю|участвую|подскажу|стану этого)|\b(?:я"
    r"|мы) (?:\w+ )?(?:отказываюсь|откажусь|воздержусь|отказываемся|воздерживаюсь)"
    r"|\bотказываюсь\b|(?:вынужден\w*|придется|придётся|приходится|должен"
    r"|должна) (?:\w+ )?(?:отказать|отклонить)|предпоч(?:ту|итаю|ел|ёл)\w*(?: бы)? (?:не|воздерж)"
    r"|(?:противоречит|нарушает) мои|(?:запрос|просьба) (?:был\w? )?отклон|помочь не (?:могу"
    r"|смогу)|\bне ко мне\b"
)
_CHINESE = (
    r"(?:(?:我|本助手|本系统|本模型|抱歉|抱歉,|对不起|對不起|不好意思|遗憾|遺憾|恕|模型|助手|ai"
    r"|因此|所以)[^。!?]{0,16}?|^\W{0,2})(?:无法|無法|不能|不会|不會|不可以|没法|沒法|没办法"
    r"|沒辦法|不便|不宜|不愿|不願|不想|拒绝|拒絕|不予|难以|難以|不应|不應|不该|不方便|没有办法"
    r"|不打算|不被允许|没有权限|无权)[^。!?]{0,24}?(?:提供|帮|幫|协助|協助|回答|满足|滿足|生成"
    r"|创作|創作|写|寫|撰|编|編|解答|告诉|告訴|告知|说明|說明|解释|解釋|给出|給出|支持|参与|參與"
    r"|完成|继续|繼續|讨论|討論|透露|分享|教|描述|列出|做|翻译|翻譯|推荐|推薦|给你|给您|給你|給您"
    r"|回应|回應|配合|执行|執行|处理|處理|答|奉告|指导|制作|介绍|建议|泄露|评论|这样|这件事|此)"
    r"|恕难从命|恕難從命|爱莫能助|愛莫能助|无可奉告|我(?:必须|只能|得|不得不)?(?:拒绝|拒絕|婉拒"
    r"|谢绝)|帮不了|幫不了|帮不上|(?:超出|违反|違反|不符合)(?:了)?(?:我|本"
    r"|我们)的?[^。]{0,10}(?:范围|範圍|准则|準則|政策|规定|原则|规范|能力)"
)
_JAPANESE = (
    r"(?:提供|説明|作成|答え|応え|叶え|受け|応え|答|叶え|受け|従|回答|返答|手伝い|手助け|支援"
    r"|協力|対応|案内|教え|書|伝え|共有|紹介|生成|サポート|力に|渡し|助言|アドバイス|翻訳|応じ"
    r"|話し|開示|推奨|出力|お見せ|助け|執筆|引き受け|申し上げ|示し|続け|明かす"
    r"|加担)[^。!?]{0,16}?(?:でき(?:ません|かね|ない)|出来(?:ません|ない)|致しかね|いたしかね"
    r"|しかね|かねます|なれません|られません|わけにはいき|控え|遠慮|お断り|断ら|いたしません"
    r"|しません|ませんので|えません|けません|せません|ことはあり)|お断り(?:し|いた|させ|します)"
    r"|応じかね|応じられ|差し控え|控えさせて|ご遠慮|ご容赦|ご期待には?(?:応え|添え|沿え)"
    r"|お役に(?:立て|たて)(?:ません|ず|ない)|それは(?:できません|無理です)|いたしかねます|辞退"
)
_KOREAN = (
    r"(?:알려|도와|도움|제공|답변|답해|대답|작성|설명|응답|지원|가르쳐|말씀|안내|협조|만들어"
    r"|써 ?드|써 ?줄|공유|생성|추천|이행|들어드|드릴|드리|응할|진행|조언|소개|번역|처리|수행|참여"
    r"|관여|도울|답할|쓸|해줄|해 줄|공개)[^.!?。]{0,16}?(?:수 ?(?:는|가|도)? ?없|못 ?(?:합|해|하"
    r"|드)|못합|않겠|않습니다|않아요|어렵습니다|어려워|어렵|불가|거절|곤란|거부|안 ?(?:됩|돼|되)"
    r"|없습니다|삼가)|거절(?:하겠|할|합|해야)|거부(?:하겠|합)|(?:그건|그것은|이건|이것은|그럴"
    r"|그렇게는) ?(?:할 )?(?:수 ?없|안 ?돼|못)"
)
_ARABIC = (
    r"(?:لا (?:يمكنني|أستطيع|استطيع|أقدر|يسعني|أود|أريد|أرغب|يجوز لي|يحق لي|نستطيع|يمكننا"
    r"|يُمكنني)|لن (?:أتمكن|أستطيع|أقوم|أكون|يمكنني)|لست (?:قادر\w*|مخول\w*|مستعد\w*|في وضع)"
    r"|ليس (?:بإمكاني|بوسعي|في مقدوري|لدي القدرة)|غير قادر|أنا عاجز|يتعذر علي\w*|أعتذر عن"
    r"|أعتذر عن عدم|لا يُسمح لي|لا يسمح لي|غير مسموح لي|من غير الممكن).{0,40}?(?:مساعد|تقديم"
    r"|أساعد|أقدم|توفير|أوفر|شرح|أشرح|كتاب|أكتب|إعطا|أعطي|إجاب|أجيب|مشارك|أشارك|إنشاء|أنشئ|تلبي"
    r"|قيام|رد |الرد|إرشاد|أرشد|دعم|فعل|أفعل|ذلك|هذا|تزويد|أزود|الخوض|إخبار|أخبر|تنفيذ|وصف|ترجم"
    r"|نشر|كشف|صياغ|عدم|استكمال|المضي|توضيح|إبداء)|لن (?:أساعد|أقدم|أكتب|أشرح|أعطي|أجيب|أخبر"
    r"|أشارك|أفعل|أزود)\w*|لا (?:أقدم|أساعد|أكتب|أشارك في)|أرفض|(?:يجب|علي|عليّ) (?:علي "
    r"|عليّ )?(?:أن أرفض|الرفض|الاعتذار)|أفضل (?:ألا|عدم|أن لا)|يتعارض مع (?:سياس|مباد|إرشاد)"
)
_HINDI = (
    r"(?:मैं|मुझे|हम|मुझसे|मेरे|माफ़|माफ|क्षमा|खेद).{0,90}?(?:नहीं (?:\S+ ){0,3}?(?:सकत|सकूँ|सकूं"
    r"|पाऊ|पाएँ|करूँगा|करूंगा|करूँगी|करूंगी|दूँगा|दूंगा|दूँगी|दूंगी|बताऊ|लिखूँ|लिखूं|चाहता|चाहती"
    r"|चाहूँ|चाहूं|करता|करती|देता|देती|लिखता|लिखती|बताता|बताती|बनाता|सिखाता|दे पा|है कि मैं)"
    r"|असमर्थ|मना कर|इनकार|इंकार|अनुमति नहीं|संभव नहीं|अस्वीकार)|(?:मदद|सहायता|जानकारी|उत्तर|जवाब"
    r"|निर्देश|तरीका|सलाह|यह काम|ऐसा).{0,30}?नहीं (?:\S+ ){0,2}?(?:सकत|सकूँ|सकूं|पाऊ|करूँ|करूं"
    r"|दूँ|दूं|जा सकत)|बताने से (?:मना|इनकार)"
)
_TURKISH = (
    r"(?:yardım\w*|destek|bilgi|yanıt|cevap|talimat|tavsiye|talep\w*|istek|isteğ\w+|istediğ\w+"
    r"|bunu|böyle|konu\w*|içerik|size|sana|bu|şu|yer|metn\w*|liste\w*|mesaj\w*|mektu\w*|hakkında"
    r"|yöntem\w*|\b\w{2,20}[ıiuü]n?[ıiuü])\b.{0,60}?\b(?:ol|ed|ver|sağla|paylaş|yaz|yap|cevapla"
    r"|yanıtla|oluştur|üret|anlat|açıkla|söyle|sun|et|bulun|öğret|göster|karşıla|getir|katıl|öner"
    r"|hazırla|çevir|devam ed|tartış|bahsed|gir|aç)\w{0,3}?(?:[ae]m[ae]m|[ae]mıyorum|[ae]miyorum"
    r"|[ae]m[ae]y[ıi]z|[ae]m[ae]yaca[ğg][ıi]m|[ae]m[ae]yece[ğg]im|m[ae]yaca[ğg][ıi]m"
    r"|m[ae]yece[ğg]im|mıyorum|miyorum|muyorum|müyorum|mam|mem)\b|\byardımcı olamam"
    r"|\breddet(?:mek|iyorum|meliyim)|(?:mümkün|uygun|doğru) (?:değil|olmaz)|\b(?:ver|yap|yaz"
    r"|paylaş|anlat|söyle|yardım et)\w{0,3} istemiyorum|(?:etmemeyi|vermemeyi|yapmamayı|yazmamayı"
    r"|kalmayı) tercih ed|(?:yetkim|iznim|imkânım|imkanım) yok|geri çevir(?:mek|iyorum)"
)
_INDONESIAN = (
    r"\b(?:saya|kami|aku)? ?(?:tidak|tak) (?:dapat|bisa|akan|boleh|mampu|ingin|bersedia|diizinkan"
    r"|dibenarkan).{0,40}?\b(?:bantu|membantu|memberi|menyedia|menjawab|menulis|membuat|menjelas"
    r"|melakukan|memenuhi|berbagi|membagi|melayani|mendukung|menghasil)|\b(?:saya"
    r"|kami) (?:menolak|harus menolak)"
)
_NORDIC = (
    r"\b(?:jag|jeg|vi) (?:kan|vill|vil|får|må|kommer|tänker|har) (?:\w+ ){0,3}(?:inte|ikke"
    r"|ingen)\b.{0,50}?(?:hjälp|hjelp|hjælp|ge\b|gi\b|give|skriv|svar|förklar|forklar|besvar"
    r"|tillhand|del|skap|bidra|göra|gøre|gjøre)|\b(?:kan|vill|vil) (?:jag"
    r"|jeg) (?:\w+ ){0,3}(?:inte|ikke)\b|\bjag vägrar\b|\bjeg (?:nekter|nægter)\b"
)
_VIETNAMESE = (
    r"(?:tôi|mình|chúng tôi) (?:\w+ ){0,2}(?:không thể|không được phép|không có khả năng|sẽ không"
    r"|từ chối|xin từ chối).{0,40}?(?:giúp|hỗ trợ|cung cấp|trả lời|viết|hướng dẫn|tạo|giải thích"
    r"|thực hiện|đáp ứng|chia sẻ|tham gia|\.|$)"
)
_IDIOMS = (
    # Rules and principles forbid it; under no circumstances; a refusal in the passive.
    r"\b(?:mis|mi|minhas?|meus?|mes|le mie|i miei|meine?|mijn|moje|moja|мои|мой) \w+(?: \w+)? (?:me |mi |m'|mir |mij |mi to |мне )?"
    r"(?:(?:lo |no me lo )?impid|prohíb|não (?:me )?permit|no (?:me )?permit|non (?:mi )?permett|imped|interdi|ne (?:me )?permett"
    r"|verbiet|erlaub\w+ (?:\w+ ){0,2}nicht|verbied|staan \w+ niet toe|nie pozwalaj|zabrania|не позволя|запреща)"
    r"|(?:contra|à l'encontre|gegen|tegen|wbrew|противоречит|contrari\w+) (?:de |a |alle |to )?(?:mis|minhas|mes|meine|mijn|moim|мо|mie|mes)"
    r"|\b(?:de ninguna manera|de ningún modo|de jeito nenhum|de forma alguma|in nessun modo|hors de question|auf keinen fall|in keinem fall"
    r"|op geen enkele manier|in geen geval|w żadnym wypadku|ни в коем случае|ни за что|hiçbir şekilde|asla)\b"
    r"|\bimpos(?:sible|sível|sibile)(?: de)? (?:ayud|ajud|aiut|respond|rispond|aid|répond)|\bnon mi è consentit|\bnão dou\b"
    r"|\b(?:terei|teré|tendré|dovrò|je devrai) (?:de|que)? ?(?:recus|rechaz|rifiut|refus)|(?:это|так\w+|мне|нам) (?:невозможно|нельзя|запрещено)"
    r"|(?:dat|dit|het|das|es) (?:kan|mag|geht|ist) (?:\w+ )?(?:niet|nicht)(?: (?:toegestaan|möglich|erlaubt|mogelijk))?\W*$|niet toegestaan om"
    r"|van mij krijg je (?:geen|niets)|von mir (?:bekommst|kriegst|gibt es) \w* ?(?:kein|nichts)|(?:iets|niet) waar ik (?:mee |aan )"
    r"|\b(?:wolałbym|wolałabym|wolę) (?:\w+ ){0,2}nie\b|muszę (?:odmówić|odrzucić|podziękować)|(?:spiacente|desolato|lamento),? ma no\b"
    r"|(?:redde[td]|geri çevir)\w*|kurallar\w* aykırı|(?:konuşmak|anlatmak|vermek|paylaşmak) istemiyorum|kaçınıyorum|(?:طلب|الطلب) مرفوض"
    r"|नियमों के (?:विरुद्ध|खिलाफ)|(?:提供|対応|支援|回答|案内|説明|協力)(?:は|を)?(?:して|行って)(?:い|おり)ません|(?:行って|承って|お受けして)おりません"
    r"|お力になれ|お役に立て|ないことにして|(?:답|대답|제공|설명|협조)하지 ?않|(?:규정|정책|원칙)에 ?(?:어긋|위배)|(?:我的|本)(?:原则|规则|准则)"
)
DECLINES: dict[str, re.Pattern[str]] = {
    "ar": re.compile(_ARABIC),
    "de": re.compile(_GERMAN),
    "es": re.compile(_SPANISH),
    "fr": re.compile(_FRENCH),
    "hi": re.compile(normalize("NFKC", _HINDI)),  # letters with a nukta have two forms
    "id": re.compile(_INDONESIAN),
    "it": re.compile(_ITALIAN),
    "ja": re.compile(_JAPANESE),
    "ko": re.compile(_KOREAN),
    "nl": re.compile(_DUTCH),
    "no": re.compile(_NORDIC),
    "pl": re.compile(_POLISH),
    "pt": re.compile(_PORTUGUESE),
    "ru": re.compile(_RUSSIAN),
    "tr": re.compile(_TURKISH),
    "vi": re.compile(_VIETNAMESE),
    "zh": re.compile(_CHINESE),
    "": re.compile(_IDIOMS),
}

LIMITS = re.compile(
    r"\b(?:no soy|não sou|nao sou|non sono|je ne suis pas|ich bin (?:zwar )?kein\w*|ik ben geen"
    r"|nie jestem|я не) (?:un\w* |um\w* |een )?(?:\w+ )?(?:abogad|médic|advogad|avvocat|medic"
    r"|médecin|avocat|anw[aä]lt|rechtsanw|arzt|ärzt|jurist|juriste|arts|advocaat|lekarz|prawnik"
    r"|врач|юрист|адвокат|doctor|doktor|expert|espert|especialist|profes|specjalist|specialist"
    r"|специалист|эксперт|steuerberater)\w*|\b(?:como (?:una? )?(?:ia\b|modelo|intelig|asistente"
    r"|assistente)|en tant qu|als (?:ki|ai|taalmodel|sprachmodell)|come (?:ia|modello"
    r"|intelligenza)|jako (?:ai|model|sztuczna)|как (?:ии|языковая|искусств))|我不是(?:医生|律师"
    r"|專業|专业|醫生|律師|专家)|作为(?:一个|一名)?(?:ai|人工智能|语言模型)|(?:医師|弁護士"
    r"|専門家)では(?:ありません|ない)|aiとして|aiなので|(?:의사|변호사|전문가)(?:는|가)? ?아니"
    r"|(?:ai|인공지능)(?:로서|이기|이라)|لست (?:طبيب|محامي|خبير)\w*|(?:डॉक्टर|वकील|विशेषज्ञ) नहीं"
    r"|(?:doktor|avukat|uzman) değilim|yapay zek[aâ] olarak|(?:no tengo|não tenho|non ho"
    r"|je n'ai pas|(?:habe ich|ich habe) kein\w*|ik heb geen|nie mam|у меня нет|我没有"
    r"|我沒有)(?: \w+){0,3} ?(?:acceso|acesso|accesso|accès|zugang|zugriff|toegang|dostępu"
    r"|доступа|实时|個人|个人|访问|opini|sentim|gefühl|meinung|mening|avis|preferen|préféren"
    r"|vorlieb|мнения|чувств|uczuć|意见|感情|datos|dados)|(?:personali[sz]|personnalis"
    r"|individuell|persoonlijk|spersonaliz|индивидуал|персональн|个性化|個別の)"
)
"""Disclaimers: refusals only where nothing follows."""

CONTRAST = (
    r"pero|sin embargo|aunque|embora|trotzdem|doch|hoewel|chociaż|хотя|bien que|anche se|jednakże|mais|cependant|toutefois|aber|jedoch|allerdings|ma|però|tuttavia|mas|porém"
    r"|no entanto|но|однако|maar|echter|ale|jednak|ama|ancak|fakat|lakin|लेकिन|परंतु|मगर|किन्तु"
    r"|لكن|ولكن|لكنني"
)
CONTRAST_UNSPACED = r"但是|但|不过|不過|然而|けれど|しかし|하지만|지만"
"""The turns that part a disclaimer from an answer."""

REFERRAL = re.compile(
    r"\b(?:consult[aeo]|contact|acud|llama|habla|póngase|procure|fale com|ligue|contat|consultez"
    r"|adress|appelez|parlez|wende|wenden|sprich|sprechen sie|kontaktier|rivolg|consulta|contatta"
    r"|parla con|обрат|позвон|проконсульт|поговор|neem contact|bel |praat|raadpleeg|skontaktuj"
    r"|zwróć|zadzwoń|skonsult|porozmawiaj|danış|başvur|iletişime|arayın|konuş)|请(?:联系|咨询"
    r"|拨打|寻求|到|向|查看)|建议(?:您|你)|可以(?:联系|咨询|查看|问)|如果(?:您|你)(?:需要|有)"
    r"|相談|ご(?:連絡|確認)|お問い合わせ|문의|상담|연락|확인해|استشر|تواصل|اتصل|يرجى|راجع"
    r"|يمكنك (?:الرجوع|التواصل|مراجعة)|संपर्क|सलाह लें|परामर्श|\b(?:puedo|posso|peux|kann ich"
    r"|kan ik|mogę|могу) (?:\w+ ){0,2}(?:ayud|ajud|aiut|aid|helfen|help|pom|помо)|\b(?:si|se|wenn"
    r"|falls|als|jeśli|если|eğer) (?:\w+ ){0,3}(?:quieres|necesit|quiser|precis|vuoi|desider"
    r"|souhait|voulez|besoin|möchte|brauch|wil|nodig|chcesz|potrzeb|хоти|нуж|ister)"
)
"""Offers and referrals."""

STANCE = re.compile(
    r"\bje n(?:e |').{1,40}?\b(?:pas|rien|jamais|aucun\w*)\b|\b(?:ich|wir)\b.{0,60}?\b(?:nicht"
    r"|kein\w*|nichts)\b|\b(?:ik|wij|we)\b.{0,60}?\b(?:niet|geen|niets)\b|\b(?:я"
    r"|мы)\b.{0,50}?\bне\b|\bне (?:\w+ ){0,2}(?:буду|стану|хочу|могу)\b|\b(?:буду|стану|хочу"
    r"|могу) не\b|\bnie \w{2,14}(?:ę|am|em)\b|\bno (?:(?:me|te|le|lo|la|os|les) )?\w{2,12}(?:o|oy"
    r"|é)\b|\b(?:não|nao) (?:(?:me|te|lhe|o|a) )?\w{2,12}(?:o|ou|ei)\b|\bnon (?:(?:mi|ti|lo|la|le"
    r"|vi) )?\w{1,12}(?<![aeio]n)[oò]\b|\b\w{2,20}(?:mıyorum|miyorum|muyorum|müyorum|mayacağım"
    r"|meyeceğim)\b|\bdeğilim\b|(?:मैं|मेरे|मुझे|हम).{0,80}?नहीं|(?:لا|لن|لست|لم) أ\w+"
    r"|我.{0,8}(?:不|没|沒|无法|無法|拒)|(?:제가|저는).{0,30}(?:않|없|못)"
)
"""A first person's negation: a refusal where nothing else is said."""

APOLOGY = re.compile(
    r"\b(?:lo (?:siento|lamento)|perdon[ae]|disculp[ae]\w*|désolée?|navrée?|(?:je )?regrette"
    r"|tut mir (?:\w+ )?leid|entschuldig\w*|leider|(?:mi )?(?:di)?spiace|scusa\w*|purtroppo"
    r"|desculp[ae]\w*|sinto muito|lamento|infelizmente|извини\w*|прости\w*|к сожалению|жаль"
    r"|het spijt me|helaas|przykro mi|przepraszam|niestety|üzgünüm|maalesef|özür dilerim"
    r"|malheureusement|desafortunadamente|lamentablemente|maaf|xin lỗi|tyvärr|beklager|desværre"
    r"|dessverre)\b|抱歉|对不起|對不起|不好意思|遗憾|申し訳(?:あり|ござい)ません(?:でした)?"
    r"|申し訳ない(?:の)?です|申し訳|すみません|残念ながら|죄송\w*|유감|미안\w*|آسف|عذر[اًا]*"
    r"|أعتذر|للأسف|माफ़? ?क[^\s]*|क्षमा [^\s]*|खेद"
)
NEGATION = re.compile(
    r"\b(?:no|non|não|nao|nie|nicht|keine?\w*|niet|geen|не|нет|ne|pas|jamais|tidak|không|inte"
    r"|ikke)\b|不|没|沒|无|無|ません|ない|かね|없|않|못|안 |لا |لن |ليس|नहीं|(?:ma|me)m\b|(?:mı"
    r"|mi|mu|mü)yorum\b|m[ae]y[ae]c[ae][ğg][ıi]m\b|değil"
)
"""After an apology, the sign of a refusal where nothing else is said."""
