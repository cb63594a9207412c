"""Classes of stems in the other languages: one small vocabulary for thirteen of them. A table.

`=` ends a whole word; other entries are beginnings, or stand anywhere in a script without spaces.
"""

from __future__ import annotations

import re

from .refusal_tongues import OFTEN
from .refusal_tongues import STEMS as FURTHER

_STEMS = """
I: saya= tôi= yo= me= mi= mis= conmigo= je= j= moi= mes= mon= ma= ich= mir= mich= mein io= mio
    mia= miei mie= eu= meu minha mim= я= мне= меня= мои мой мое моё мной= моих= моим= ja= mnie=
    moje moim moja moich= ik= mij= mijn= ben= bana= benim ilkelerim kurallarım 我 私 当方 저는 제가 저도 저의
    제겐 أنا لدي لدى مبادئي मैं मुझे मेरे मेरा मेरी मुझसे
YOU: te= ti= tu= tus= su= usted vous= toi= ton= votre= vos= du= dich= dir= sie= ihnen dein ihr=
    tuo tua= lei= você= teu seu= sua= ты= вы= вам= тебе= тебя= вас= твой ваш ty= ci= ciebie twój
    twoja je= jou u= uw= sen= sana= size= sizin senin 你 您 あなた ご自身 당신 본인 أنت لك إليك عليك आप तुम
    आपको आपका
CAN: modo= capaz posibilidad possibilità possibilité possibilidade moyen capacité możliwości
    możliwość fähig lage= mogelijkheid imkân imkan 機能 기능 功能 dispongo saprei saprò saurai قادر
    في=مقدور dapat= bisa= thể= kan= puedo= podemos= podré= podría= peux= pourrai= saurais=
    pouvons= kann= könn darf= dürf posso= possiamo= potrò= potrei= riesco= poderei= consigo= могу=
    смогу= можем= сможем= mogę= możemy= potrafię= kunnen= mag= 能 可以 可能 できます できる أستطيع يمكنني
    بإمكاني أقدر सकता सकती सकते
CANT: لن= 답할=수없 无法 無法 不能 不便 没法 不可以 做不到 难以 できません できない できかね しかね かねます られません えません なれません けません 出来ません
    せません わけにはいき 수없 못합 못해 못하 못드 어렵 없어요 없습니다 안돼 안됩 안되 olamam edemem veremem yapamam yazamam
    paylaşamam edemiyor veremiyor yapamıyor göremiyor bilemem söyleyemem sağlayamam oluşturamam
    katılamam getiremem yanıtlayamam edemeyeceğim veremeyeceğim imposible impossible= unmöglich
    impossibile impossível невозможно niemożliw onmogelijk असमर्थ असंभव
NEG: tidak= bukan= không= inte= ikke= no= nunca= ni= sin= nada= tampoco ne= n= pas= jamais= sans=
    aucun rien= non= nicht kein nie= niemals ohne= nein= nichts mai= nessun senza= não= nao= sem=
    nem= nenhum не= нет= нельзя= без= ни= никогда bez= nigdy żad niet= geen= nooit= zonder= nee=
    niets değil yok= hayır= asla= yasak 不 没 未 别 勿 无 無 ません ない ず なく 없 않 아니 못 안 لا لن لم ليس لست ليست
    غير دون बिना नहीं मत=
WILL: voy= quiero= haré= diré= prefiero preferiría vais= veux= préfère souhaite werde= will=
    möchte= würde= lieber voglio= vorrei= preferi vou= quero= prefiro farei= буду= стану= хочу=
    предпоч будем= będę= chcę= wolę= zamierzam wil= zal= ga= liever= istemiyorum yapmam vermem
    yazmam etmem istemem 愿 想 打算 会 चाहता चाहती करूँगा करूँगी दूँगा दूंगा करूंगा
DECL: niego= rechaz declin absten abstien refus déclin arrêt ablehn verweiger weiger lehne=
    verzicht tabu rifiut astengo fermo= recus отказ отклон воздерж odmaw odmów odrzu wstrzym
    afwijs sla= bedank stop redded reddet kaçın 拒绝 婉拒 谢绝 恕 到此为止 不予 断り 断わ 控え 遠慮 差し控 辞退 やめて 거절 거부 삼가
    أرفض أعتذر الاعتذار مرفوض इनकार मना अस्वीकार इंकार fuera= hors= außerhalb fuori= fora= поза
    пределами гранью granic buiten= dışında
HELP: soddisf satisf satisfaire spełni удовлетвор erfüll nachkomm insult bantu membantu giúp hjelp
    hjälp hjælp ayud asist apoy orient acompañ aid assist accompagn soutenir hilf helf unterstütz
    beihilfe aiut support ajud auxili apoi помо поддерж содейств участв pom pomag wspier uczestnic
    help meewerk ondersteun yardım destek 帮 幫 协助 支持 协力 協力 手伝 助け 支援 サポート お手伝 力に 도와 도움 도울 지원 협조
    مساعد أساعد أساهم دعم मदद सहायता
MAKE: reserv réserv prenot buchung buch бронир rezerw reserveer ayırt rezervasyon 予約 订票 예약 حجز
    حجوزات बुक बुकिंग escrib redact cre gener crear creo= produc hacer hago elabor prepar écri
    rédig crée créer génér produi faire fais= fabriqu schreib verfass erstell generier mach
    produzier anfertig scriv redig crea= creare produ fare faccio fornir escrev criar crio= gerar
    fazer faço напис писать пишу созда делать сдела сочин составл napis pisa pisz tworz stworz
    zrob przygot schrijf schrijv maken maak opstel genereer yaz oluştur hazırla üret yap 写 寫 编 撰
    生成 创作 制作 制造 编造 作成 作り 作る 書 執筆 考え 만들 써 쓰 작성 생성 أكتب كتابة إنشاء أنشئ صياغة लिख बना तैयार
TELL: prever predecir prédire predire vorhersag предсказ przewidz 답할 해석 dar= darte doy= proporcion
    facilit ofrec compart explic decir diga dec contest respond revel recomend suger describ enseñ
    indic donner donne= fournir fourni partag expliqu dire= dis= répond révél communiqu conseill
    recommand suggér décri montr geb geben gebe= gib sag nenn erklär teil antwort beantwort verrat
    beschreib empfehl preisgeb auskunft dare do= fornir condivid spieg rispond rivel comunic
    consigl suggeri descri dou= fornec compartilh partilh dizer descrev предостав да дать даю дам=
    ответ отвеч рассказ объясн сказ скажу= назва подсказ раскры совет рекоменд udziel poda powie
    mówi odpowi wyjaśni zdradz dorad poleca wskaz wskaż geven geef deel delen vertel uitleg leg=
    antwoord zeg noem adviseer ver= ver paylaş söyle anlat açıkla cevap yanıt öner 提供 告诉 告知 回答 解答
    透露 说明 解释 给出 推荐 建议 分享 教 介绍 答え お答え 教え 説明 伝え 共有 紹介 案内 お見せ 알려 말씀 답변 답해 대답 제공 설명 공유 안내 추천 가르 أقدم
    تقديم إعطاء أعطي شرح أشرح إجابة الإجابة أجيب إخبار أخبر مشاركة توفير أزود बता जानकारी उत्तर
    जवाब समझा
SORRY: maaf xin=lỗi lỗi= beklager tyvärr desværre siento lamento perdon disculp desgraciad
    lamentable désol navré regrett malheureus excus pardon leid leider entschuldig bedau spiace
    dispiac scus purtroppo mi=spiace desculp infelizmente sinto извин прост сожал жаль przykro
    przeprasz niestety spijt helaas sorry üzgün maalesef özür 抱歉 对不起 對不起 不好意思 遗憾 申し訳 すみません ごめん 残念
    失礼 죄송 유감 미안 아쉽 آسف عذر للأسف أعتذر माफ़ माफ क्षमा खेद
LAW: delito ilegal crimen criminal fraude multa policí polic ley= cárcel denunci robo= infracci
    délit illégal crime amende police loi= prison infraction illicite pénal strafbar illegal
    straftat verbot betrug polizei gesetz gefängnis kriminell reato crimin frod polizia legge
    polícia lei= estelionato criminos преступ незакон запрещ уголов мошен штраф закон нарушен
    полиц przestęp nielegaln oszust policj karal praw zakazan strafbaar illegaal misdrijf politie
    wet= verboden suç yasadışı yasa dolandırıcılık polis cezası izinsiz 违法 犯罪 违反 法律 诈骗 警 罪 非法 欺诈
    违规 違法 警察 詐欺 侵入 불법 범죄 위반 처벌 사기 경찰 위조 جريمة قانون غير=قانوني انتهاك احتيال شرطة अपराध कानून
    ग़ैरकानूनी गैरकानूनी धोखाधड़ी
MORAL: peligros dañ ético incorrect inmoral respet ofens violen odio discrimin dangereu nuire
    blesse éthique irrespect offens haine gefährlich schad schäd verletz unethisch respekt gewalt
    hass beleidig pericolos dann danneggi etic rispett offen perigos dano prejud respeit violên
    ódio опасн вред оскорб насил этич ненавис боль niebezpiecz szkod krzyw obraź przemoc nienawiś
    etyczn gevaarlijk schade kwets geweld haat respect tehlike zarar saygı nefret şiddet etik
    ahlak 危险 伤害 侵犯 尊重 不道德 暴力 仇恨 歧视 骚扰 安全 危険 傷つけ 害 差別 倫理 危ない 위험 해치 피해 존중 폭력 혐오 윤리 상처 خطير ضرر أذى
    احترام كراهية عنف أخلاق خطر ख़तरनाक खतरनाक नुकसान हिंसा नैतिक सम्मान
TRUST: confian honest honrad sincer engaño mentir verdad confiance honnêt mensong tromp franch
    vertrau ehrlich lüg täusch offen= fiducia onest ingann bugia engan довер честн обман ложь
    выдум zaufan uczciw kłam oszuk vertrouw eerlijk lieg bedrog güven dürüst yalan 诚信 诚实 信任 欺骗 谎
    坦诚 信頼 誠実 嘘 正直 신뢰 정직 거짓 솔직 ثقة صدق كذب أمان विश्वास ईमानदार झूठ
POL: infring enfreint verstößt verletzt viola= violaz violar violent= нарушает narusza strijd
    ihlal aykırı 违反规 違反 反します 규약 norma polític directri principi regla uso= permit impid prohíb
    règle politique principe charte directive permet interdi empêch richtlinie regel grundsätz
    prinzip erlaub norm linee polit princip regol consent permett vieta diretriz princípi regra
    proíb impede viola правил политик принцип норм позвол запрет противореч zasad regulamin
    polityk pozwala wbrew richtlijn beleid regels toesta kural ilke politika izin 政策 准则 规定 规范 原则
    违背 方针 ポリシー ガイドライン 規約 方針 規定 정책 규정 원칙 지침 어긋 سياس مبادئ المبادئ إرشاد قواعد يخالف يتعارض نियम
    नियम नीति विरुद्ध खिलाफ सिद्धांत
PRIV: privad íntim intim personal= secret confidenc vie=privée privé personnel privat persönlich
    geheim personal riserva segret pesso sigil личн приватн конфиденц тайн prywat osobist poufn
    persoonlijk vertrouwelijk özel gizli kişisel mahrem 隐私 私密 个人信息 私人 机密 プライバシー 個人情報 秘密 機密 사생활
    개인정보 비밀 خصوص سري شخصية निजी गोपनीय व्यक्तिगत
DATA: acceso tiempo=real datos= imagen imágenes foto memoria accès temps=réel données image photo
    direct= mémoire zugriff zugang echtzeit daten bild live uhr= accesso tempo=reale dati immagin
    orologio acesso tempo=real dados imagem cotaç доступ реальн данн изображ фото текущ памят
    dostęp bieżąc danych zdjęci obraz toegang realtime gegevens afbeelding klok erişim anlık veri
    görsel fotoğraf 实时 数据 图片 照片 访问 联网 上传 リアルタイム データ 画像 写真 アクセス 情報 確認 실시간 데이터 이미지 사진 접근 조회 확인 시세
    وصول مباشر بيانات صورة الوصول ताज़ा जानकारी डेटा तस्वीर
AI: modelo= asistente inteligencia=artificial ia= modèle assistant ki= sprachmodell assistent
    textmodell modello assistente модель ассистент ии= model asystent taalmodel yapay modeli
    asistan 模型 助手 人工智能 AI ai モデル アシスタント 모델 인공지능 نموذج مساعد= ذكاء मॉडल सहायक
SEEK: consult contact acud llam habl pregunt busca consulte adress appel parl demand consultez
    contactez wende kontaktier sprich sprech frag ruf= rivolg contatta parla chied procure fale
    ligue pergunt contat обрат позвон спрос поговор проконсульт свяж skontakt zadzwoń zapyta
    porozmaw skonsult zwróć bel= praat raadpleeg vraag danış başvur ara konuş sor iletişim 咨询 联系
    拨打 查看 查询 请教 寻求 聊 谈 相談 連絡 ご覧 問い合わせ 調べ 受診 話し 상담 문의 연락 이야기 얘기 봐주 봐 살펴 استشر تواصل اتصل راجع
    مراجعة تتحدث يرجى संपर्क सलाह बात पूछ देख परामर्श
PRO: médico abogad psicólog policía profesional experto asesor médecin avocat psy professionnel
    conseiller arzt ärzt anwalt psycholog berater fachmann schlüsseldienst medico avvocato
    psicolog profession advogad profission врач юрист психолог специалист lekarz prawnik
    specjalist arts advocaat psycholoog professional doktor avukat psikolog uzman 医生 律师 专业人士 心理 专家
    医師 弁護士 専門家 カウンセ 의사 변호사 전문가 طبيب محام مختص خبير डॉक्टर वकील विशेषज्ञ
SITE: sitio web aplicación app= página site= appli application website webseite seite= app sito
    aplicativo приложен сайт aplikacj stron uygulama sitesi 网站 应用 平台 サイト アプリ 사이트 앱 موقع تطبيق
    वेबसाइट ऐप
OFFER: propong propuest en=cambio= lugar= alternativ mejor= podemos= podría gustar si=quieres
    encantad plutôt= mieux= vaut= stattdessen lieber= besser= gerne gern= würde invece= meglio
    piuttosto volentieri proviamo suggerisco vez= melhor= prefer que=tal= лучше= вместо давайте
    альтернатив рад= lepiej zamiast chętnie raczej spróbuj beter liever= graag alternatief yerine
    istersen birlikte daha=iyi 不如 可以帮 建议 如果您 一起 更 还是 或者 代わり ましょう いかがで よければ 喜んで 一緒 대신 어떨까요 같이 함께
    드릴까 하시면 بدلا الأفضل أفضل يمكنك فلنراجع بدلًا बजाय बेहतर कृपया
CHOICE: decisión eleg elecc voto= personal= depende= choix= choisir décision revient= vote
    entscheid wahl= liegt= scelta decision escolha decisão решать выбор решени голос decyzj wybór
    twoja= keuze beslis karar oy= tercih 决定 选择 自己 本人 ご自身 決め 判断 선택 결정 본인 직접 قرار اختيار يعود निर्णय
    फैसला चुनाव
EMP: entiendo comprendo sient difícil triste preocup tranquil comprends ressent difficile inquiét
    versteh fühl schwer= sorge tut=weh= capisco sent preoccup entendo понимаю чувств тяжело
    пережива rozumiem czuj trudn martw begrijp voel moeilijk anlıyorum hisset üzücü endişe 理解 感受
    难过 担心 心情 矛盾 お気持ち つらい 心配 이해 마음 힘드 أفهم تشعر صعب समझता समझती दुख चिंता
HERE: aquí= claro= supuesto voici= voilà bien=sûr hier= gerne= ecco= certo= aqui= вот= конечно
    oto= jasne natuurlijk işte tabii 当然 好的 以下 もちろん はい 물론 네= 다음 بالطبع إليك ज़रूर यहाँ
STEP: primero luego después paso= añad mezcla pon= corta cocin d'abord puis= ensuite ajout mélang
    coup cuire laiss zuerst dann= danach gib=dazu schneid misch koch lass= prima= poi= aggiung
    mescol tagli cuoc primeiro depois adicion mistur cort coz сначала затем потом добав смеша
    нареж вари нажм najpierw potem dodaj wymiesz pokrój gotuj eerst daarna voeg meng snij kook
    önce sonra ekle karıştır doğra pişir 先 然后 再 加入 切 煮 放 まず 次に 加え 混ぜ 먼저 다음 넣 섞 썰 끓 أولا ثم أضف
    اخلط قطع اطبخ पहले फिर डाल मिला काट
FAKE: fals falsific engañ faux= fausse falsif gefälsch fälsch falso falsa contraff поддел фальш
    липов подстав fałszyw podrob podrab lewe= nep= vervals vals= sahte 假 伪造 偽 捏造 造假 가짜 위조 مزيف
    مزور تزوير زائف नकली झूठा फर्जी फ़र्ज़ी
CRIME: robar= robo= hack estaf veneno arma= bomba drog matar= acoso espi amenaz chantaj clonar
    colarme voler= vole= pirat escroqu poison arme= bombe drogue tuer= espionn menac chant truand
    stehl klau betrüg gift= waffe töt spionier droh erpress knack rub truff veleno uccid spia
    minacc ricatt evad roub golpe espion ameaç chantag clon invad украс взлом обман яд= оружи бомб
    наркот убить шпион угро шантаж травить донос ukra włam oszuka truciz broń= bomb narkot zabi
    podsłuch groź szantaż stelen oplicht gif= wapen bom= drugs doden= afluister bedreig chanteer
    çal dolandır zehir silah uyuşturucu öldür dinle tehdit şantaj kır 偷 黑客 骗 毒 枪 炸 杀 监听 威胁 勒索 破解
    侮辱 谣言 跟踪 盗 ハッキング 騙 銃 爆弾 殺 盗聴 脅 こっそり 噂 훔 해킹 속이 독 총 폭탄 죽이 몰래 협박 سرقة أسرق اختر أخترق احتيال سم
    سلاح قنبلة قتل تجسس تهديد بدون=علم चोरी हैक ठग ज़हर हथियार बम मार= धमकी जासूसी
WHY: por=qué= cuándo= cuál= cuánt quién= pourquoi quand= quel= quelle= combien qui= warum wann=
    welche wie=viel wer= perché quando= quale= quant chi= porque= qual= quem= почему когда какой
    какая сколько кто= dlaczego kiedy jaki ile= kto= waarom wanneer welke hoeveel wie= neden
    ne=zaman hangi kaç kim= 为什么 什么时候 哪 多少 谁 なぜ いつ どの いくら 誰 何 왜 언제 어느 얼마 누구 뭐 لماذا متى كم ما= من=
    क्यों कब कौन कितना क्या
"""

WHOLE: dict[str, str] = {}
STEMS: dict[str, str] = {}
for _row in f"{_STEMS.strip()}\n{FURTHER.strip()}".replace("\n    ", " ").splitlines():
    _name, _, _members = _row.partition(": ")
    for _entry in _members.split():
        (WHOLE if _entry.endswith("=") else STEMS).setdefault(_entry.rstrip("="), _name)
_LONGEST = max(map(len, STEMS))

_OFTEN_ENGLISH = """
the of to and it that this i you with not be can't can your my but from i'm i'd i'll it's they
what will would if he she we there which sorry him her them how about are for is have no on or by
as an at me was were so up out who our has had do does did just into than and any some don't then
"""
_OFTEN_OTHER = """
es son el la los las un una que de en por para con se lo su como más pero si está eso te del le les des
du et est une pour qui dans sur pas ne je vous nous il elle au aux ce cette sont votre mais der
das und ist nicht ein eine ich sie mit von zu für auf den dem kann dir wir im zum dass gli di che
non per sono della ma come mi ti è os um uma não eu você com em da na mas isso esse het een van
niet ik dat voor maar met op zijn als deze daar kan aan bij w z nie się jest że ale jak mogę co
tym ci od za bu bir ve için ile değil ama çok olarak gibi sana size saya tidak dengan yang untuk
tôi không thể với của jeg ikke jag inte att och det som dit onze ons mijn maak niks este esta
estos nossas nossos nossa minha são foi seja questo questa queste notre unsere unser dies diese
dieser wie hoe wat waar wer tot pedido viola dei alle war hat haben sind auch nur oder kein keine
leider bitte
"""
_SAME = """
no me an was so on do he we or at has is for in it will i as by a am den her him hat man men
"""
_SHARED = frozenset(_SAME.split())
"""Words of English that are words of another language too."""
_ENGLISH = frozenset(_OFTEN_ENGLISH.split()) - _SHARED
_OTHER = frozenset((*_OFTEN_OTHER.split(), *OFTEN.split())) - _SHARED - _ENGLISH
_MARKS = frozenset("ßøåñãõçğışłąężźćśńœřěůőűșțăđơưạảấầẩậắằặẽẹẻếềểễệỉịọỏốồổỗộớờởợụủứừửữựỳỹýčšžäö")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PREFIXED = re.compile(r"^(?:وال|بال|فال|لل|ال|و|ف|ب|ل)(?=..)")
_ENDING = re.compile(
    r"(?:[ae]m[ae]m|[ae]m[ıi]yor(?:um|uz)?|[ıiuü]yorum|m[ae]yece[ğg]im|m[ae]yaca[ğg][ıi]m)$"
)
"""Turkish denies at the end of the verb."""
_PIECE = re.compile(r"[\w\u0900-\u09ff\u0e31-\u0e4e]+|[?؟:]|[\u25a1\u25a2]")
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def is_foreign(text: str) -> bool:
    """Whether a lower-case text is in another language than English, as far as its words tell."""
    head = text[:1_500]
    words = _LETTERS.findall(head)[:80]
    if sum(char > "\u02ff" for char in head) * 3 > len(head):
        return bool(words)
    english, other = sum(w in _ENGLISH for w in words), sum(w in _OTHER for w in words)
    marked = sum(not _MARKS.isdisjoint(word) for word in words)
    return other > english or (marked > 0 and other + marked > english)


def classes_of(sentence: str) -> list[str]:
    """The class of each word of a lower-case sentence, `w` for one that has none."""
    found: list[str] = []
    for piece in _PIECE.findall(sentence):
        if piece.isdigit():
            found.append("#")
        elif _UNSPACED.search(piece):
            found += _unspaced(piece)
        else:
            found.append(WHOLE.get(piece) or _stem(piece) or _stem(_PREFIXED.sub("", piece)) or "w")
    return found


def _stem(word: str) -> str | None:
    if _ENDING.search(word) and re.search(r"m[ae]m$|m[ıiuü]yor|m[ae]y[ae]c", word):
        return "CANT"
    lengths = range(min(_LONGEST, len(word)), 1, -1)
    return next((STEMS[word[:n]] for n in lengths if word[:n] in STEMS), None)


def _unspaced(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        length = next((n for n in range(7, 0, -1) if text[at : at + n] in STEMS), 0)
        if length:
            found.append(STEMS[text[at : at + length]])
        at += length or 1
    return found
