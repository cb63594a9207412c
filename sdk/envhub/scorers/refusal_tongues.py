"""Stems of the same classes in further languages, and how often-used words tell a language. Tables.

Nordic languages, Finnish, Czech, Romanian, Hungarian, Greek, Ukrainian, Hebrew, Persian, Thai,
Vietnamese, Indonesian, Swahili, Tagalog, Bengali, Urdu, and traditional Chinese.
"""

from __future__ import annotations

STEMS = """
I: jag= jeg= mig= meg= min= mina= mine= mitt= minä= minun= minulla= minulta= minulle= minua= já=
    mně= mne= mnou= můj= mé= îmi= mie= mele= én= nekem= tőlem= részemről εγώ= μου= εμένα= мені= мої= мій
    אני לי= שלי ממני من= برایم ผม ฉัน ดิฉัน เรา mình= em= bên=mình aku= saya= gue= gua= kami= mimi=
    nami= kwangu ako= ko= akin= আমি আমার আমাকে میں= مجھے میرے میرا میری
YOU: du= dig= deg= dere= din= ditt= dina= sinä= sinun= sinulle= vy= vám= vás= tobě= vaše tu= ție= dumneavoastră
    tine= neked= önnek σας= σου= εσύ= εσείς ви= вам= тобі= тебе= אתה את= לך שלך شما= تو= خودت คุณ bạn= anh=
    chị= kamu= anda= kau= lu= wewe= yako= ikaw= mo= iyo= kayo= আপনি আপনার তুমি তোমার آپ= تم= تمہار
CAN: kan= kunde= pysty osaa= voin= můžu= mohu= umím= dokážu= pot= putem= tudok= tudom= képes lehetőség
    μπορώ= δύναμαι δυνατότητα можу= можем можлив змож יכול יכולה מסוגל אפשר میتوان بتوانم قادر สามารถ được= thể= bisa=
    dapat= mampu= naweza= uwezo= kaya= maaari= pwede= পারি= পারব সম্ভব সক্ষম سکتا سکتی سکتے ممکن 能夠 可能
CANT: nemůž nemoh neumím nedokáž nelze nemám nem=tud δεν=μπορ неможлив אינני אין=באפשרות نمیتوان نمیشود
    ไม่สามารถ ไม่ได้ siwezi hatuwezi hainawezekani haiwezekani hindi=kaya পারছি=না পারি=না পারব=না অক্ষম 無法 沒辦法 不能夠 没有办法 不方便 暂不支持 mahdoton omöjlig umulig
    lehetetlen imposibil αδύνατ saknar mangler
NEG: inte= ikke= icke= aldrig= aldri= ingen= inga= intet= inget= utan= uten= ei= eikä= enkä= emme= älä= mitään=
    kein= ne= není= žádn nic= nikdy= nu= nici= niciun= nicio= fără= nem= sem= nincs= soha= δεν= δε= μην=
    ούτε= όχι= χωρίς= ні= жодн ніколи לא= אין ללא בלי نه= نیست ندار نمی نکن نخواه ไม่ มิ ห้าม ไม่มี
    không= chẳng= chưa= đừng= tak= tidak= bukan= jangan= nggak= gak= enggak= tanpa= ga= si= sio= hapana=
    wala= hindi= huwag= না= নেই= নয়= করি=না نہیں= مت= بغیر 沒有 沒 勿 絕不
WILL: kommer= vill= vil= skal= tänker= haluan= aio= suostu chci= budu= hodlám= nehodl nechci nebudu vreau= voi= voiu=
    fogok= akarok= szeretném θέλω= θα= πρόκειται хочу= буду= збира רוצה אעשה מוכן میخواهم خواهم نمیکنم نمیدهم
    จะ อยาก ขอ muốn= sẽ= mau= akan= ingin= nitak nitas gusto= nais= চাই= করব দেব گا= گی= چاہتا چاہتی
DECL: vägra vägrar avböj avstå avslå nekter nægter avviser afviser takker=nei kieltäyd pidättäyd odmít odmítám refuz
    declin mă=abțin visszautasít elutasít megtagad αρνούμαι αρνηθώ αρνούμ відмов утрима מסרב נמנע
    خودداری رد=میکن معذور ปฏิเสธ งดเว้น từ=chối menolak tolak nakataa kukataa tumanggi tanggihan tumatanggi
    প্রত্যাখ্যান অস্বীকার বিরত انکار گریز معذرت 婉謝 謝絕 拒答 不予置評 不予 不便透露
HELP: hjälp hjelp hjælp bistå apua auta autt avusta pomoc pomoh pomáh pomůž neporad porad ajut asist ajută segít segéd
    βοηθ εξυπηρετ допом допомог сприя עזר לסייע כמک کمک یاری ช่วย giúp hỗ=trợ trợ= bantu membantu tolong bantuan
    saidia kusaidia msaada tulong tumulong tulungan matulungan সাহায্য সহায়তা مدد 幫忙 協助 支援
MAKE: skriv skapa lag= lage= lave= laver= kirjoit laadi tee= tehdä napsat napíš psát= píšu vytvoř sestav udělat scri
    redact cre fac= generez írok= írni= készít alkot γράψ γράφ φτιάξ δημιουργ συντάξ напис пиш створ склад зроб לכתוב
    אכתוב כותב ליצור להכין بنویس نوشت مینویس بساز تهیه เขียน สร้าง แต่ง ทำ viết= soạn= tạo= làm= buat buatkan
    membuat tulis bikin menulis andika kuandika tengeneza kutengeneza gumawa sumulat isulat gagawa লিখ তৈরি বানা لکھ بنا= 撰寫 寫出 製作 產生 編寫
    boka bestill bokning varaa= rezerv foglal κράτηση бронюва להזמין رزرو จอง đặt= pesan memesan
TELL: säga säger berätta berätter förklara uppge ge= ger= avslöj svara fortell forteller forklar oppgi gir= giver= svare svar=
    fortælle kerro kertoa selit anna= antaa vastata suositella říct řeknu sdělit poskyt vysvětl prozrad poví odpov
    doporuč spun= explic ofer dau= răspun mondani mondom elárul adni= adok= magyaráz ajánl válaszol πω= δώσω δίνω εξηγ
    αποκαλ απαντ παρέχ συμβουλ сказа скажу розпові поясн надат надам відпов розкри порад לספק לתת להגיד לומר להסביר לענות
    אספק אתן اطلاعات توضیح پاسخ ارائه بدهم گفت بگویم راهنمایی บอก ให้ อธิบาย ตอบ แนะนำ แสดง nói= cho= biết= giải=
    trả= cung= hướng= tiết= kasih beri memberi memberikan jelaskan menjelaskan jawab bilang sebut kupa kutoa eleza kueleza
    jibu ambia kutabiri sabihin ibigay magbigay ipaliwanag sagutin বল বলা দিতে দেওয়া জানা ব্যাখ্যা উত্তর بتا دے= بیان جواب 提供 回答 告訴 說明 透露 預測 評論 評價
SORRY: förlåt tyvärr ledsen beklag desverre dessverre desværre unnskyld undskyld valitettavasti pahoittel anteeksi bohužel omlouv
    promiň lituj îmi=pare regret scuz din=păcate sajnál sajnos elnézést bocsánat λυπ συγγνώμη δυστυχώς вибач
    перепрош шкод=а жаль= סליחה מצטער מצטערת לצערי متأسف متاسف ببخشید ขออภัย ขอโทษ เสียใจ rất=tiếc tiếc= xin=lỗi lỗi=
    maaf mohon=maaf sayangnya samahani pole= pasensya paumanhin sori দুঃখিত ক্ষমা معاف افسوس 抱歉 很遺憾 遺憾
LAW: olagligt brott brott= straff polis lag= bedrägeri ulovlig kriminel politi lov= straffbart bedrageri laitonta laiton rikos
    petos poliisi vankeus trestn zločin podvod zákon policie nezákonn ilegal infracțiun lege= poliți fraud închis
    bűncsel törvény rendőr csalás börtön illegál παράνομ έγκλημα νόμος απάτη αστυνομ ποινικ злочин закон
    поліц шахрай кримінал незаконн חוקי עבירה פלילי משטרה הונאה خلاف قانون جرم پلیس کلاهبرداری ผิดกฎหมาย กฎหมาย อาชญากรรม ตำรวจ คดี phạm=
    pháp= luật= công=an tội= hukum ilegal polisi pidana penipuan kejahatan pemalsuan sheria kosa= uhalifu polisi batas labag krimen
    অপরাধ আইন বেআইনি পুলিশ প্রতারণা قانون غیرقانونی پولیس دھوکہ 違法 犯法 犯罪 刑責 詐欺 法律
MORAL: skada skad farlig farligt kränk hat= våld skade fare krenk vold vahing vaara loukkaa väkival viha nebezpečn škod
    ublíž urážl násil pericol dăun jign violen veszély árt= sérteny erőszak gyűlölet κίνδυν βλάψ προσβ
    βία= μίσος небезпе шкод образ ненавист סכנה מסוכן פוגע שנאה אלימות خطر آسیب توهین خشونت นันตราย อันตราย ทำร้าย เกลียด รุนแรง
    nguy= hại= xúc= bahaya berbahaya menyakiti merugikan kebencian kekerasan hatari madhara chuki mapanganib makasakit masama
    ক্ষতি বিপজ্জনক ঘৃণা নিরাপ خطرناک نقصان نفرت تشدد 傷害 危險 歧視 仇恨 尊重
POL: riktlinj regler policy= tillåt retningslinj regel prinsip princip tillat ohje sääntö säännöt periaat salli pravidl zásad
    politik dovol regul irányelv szabály elvei κανόν αρχές πολιτική επιτρέπ правил принцип політик дозвол מדיניות הנחיות כללים
    سیاست قوانین اصول مجاز นโยบาย แนวทาง กฎ หลักการ อนุญาต quy= nguyên= chính=sách phép= kebijakan pedoman aturan prinsip sera= kanuni=
    miongozo patakaran alituntunin নীতি নিয়ম پالیسی اصول قواعد 準則 原則 規範 政策 立場
PRIV: privat integritet personlig hemlig hemmelig yksityis salai soukrom osobní tajn privat confiden secret magán titkos személyes
    ιδιωτ απόρρητ προσωπικ приват особист таємн פרטיות פרטי אישי סודי خصوصی شخصی محرمانه ส่วนตัว ความลับ riêng= bí=
    cá=nhân pribadi rahasia privasi faragha siri= binafsi pribado sikreto গোপনীয় ব্যক্তিগত نجی ذاتی راز 隱私 個資 私人 機密
DATA: tillgång åtkomst uppkoppling realtid bild= bilden bifog tilgang adgang sanntid bilde= billede vedlagt vedhæft pääsy yhteyttä kuva liite
    reaaliai přístup aktuální obráz příloh obrazovk timp=real acces imagin atașa hozzáfér valós kép=
    csatol képet πρόσβαση εικόν πραγματικ δεδομ доступ зображ реальн даних תמונה גישה נתונים קובץ בזמן=אמת دسترسی تصویر
    لحظه داده فایل เข้าถึง ข้อมูล รูปภาพ ไฟล์ เรียลไทม์ ภาพ truy= dữ= ảnh= hình= kết=nối akses gambar foto terkini internet
    picha taarifa mtandao larawan datos তথ্য ছবি রিয়েল رسائی معلومات ڈیٹا 即時 圖片 資料 存取 連線 影像
AI: språkmodell ai-modell chatbot tekoäly kielimalli jazykový=model umělá model= asistent inteligență nyelvi=modell asszisztens
    μοντέλο τεχνητή модель= штучн помічник בינה מודל هوش مدل دستیار โมเดล ปัญญาประดิษฐ์ เอไอ trí= mô= trợ=lý asisten kecerdasan
    programu akili modelo এআই মডেল مصنوعی ماڈل 人工智慧 語言模型 助理
SEEK: kontakta ring= sök= prata vänd kontakt snakk snak spør spørg ota= soita keskustele kysy kontaktuj zavolej promluv zept obrať
    contact vorbe sun= apel întreab keress hívd beszél kérdez forduljon επικοιν μιλ τηλεφων ρωτ απευθυν звер зателефон
    поговор запит פנה פני= לפנות דבר= התקשר تماس مشورت صحبت مراجعه بپرس ติดต่อ ปรึกษา โทร พูดคุย คุย ถาม liên= gọi=
    hỏi= trao= tham= hubungi bicara konsultasi cek tanya wasiliana piga zungumza uliza kumbana makipag tawag kausap magtanong
    যোগাযোগ পরামর্শ কথা জিজ্ঞাস رابطہ مشورہ بات= پوچھ 聯絡 諮詢 洽詢 詢問 請教 查詢
PRO: läkare advokat psykolog lege= terapeut lääkäri asianajaj psykologi lékař právník psycholog odborník doctor= avocat medic=
    orvos ügyvéd pszicholó szakember γιατρ δικηγόρ ψυχολόγ ειδικ лікар юрист психолог фахів רופא עורך=דין פסיכולוג מומחה
    پزشک وکیل روانشناس متخصص แพทย์ หมอ ทนาย ผู้เชี่ยวชาญ นักจิต bác= luật=sư chuyên= dokter pengacara psikolog ahli
    daktari wakili mtaalam doktor abogado ডাক্তার আইনজীবী বিশেষজ্ঞ ڈاکٹر وکیل ماہر 醫師 醫生 律師 專家
OFFER: istället gärna hellre stället i=stedet hellere heller= gjerne gerne= sijaan mielelläni mieluummin ehdot místo=toho raději rád= ráda=
    nabíd navrh în=schimb bucuros mai=bine propun helyett inkább szívesen javasl αντί καλύτερα ευχαρίστως
    προτείν замість краще= натомість радо= із=радістю במקום אשמח עדיף به=جای بهتر میتوانم= پیشنهاد แทน ดีกว่า ยินดี ลอง thay= sẵn= nên= hay=là
    sebaiknya lebih=baik daripada dengan=senang ayo= badala afadhali karibu= sa=halip mas= imbes বরং পরিবর্তে চাইলে খুশি بجائے بہتر خوشی 建議 不妨 改為 樂意 可以幫
CHOICE: beslut val= välja avgöra rösta valg= velge bestemme päätös valinta äänestä rozhod volba= vyber alegere decizi vot= dönt
    választ απόφαση επιλογή ψήφ рішен вибір вирішу החלטה בחירה להחליט تصمیم انتخاب ตัดสินใจ เลือก quyết= chọn= lựa= keputusan memilih
    pilihan uamuzi chagua kura desisyon pagpapasya pumili সিদ্ধান্ত فیصلہ انتخاب 決定 選擇 判斷 選邊
EMP: förstår känns svårt jobbigt låter= forstår føles tungt vanskelig ymmärrän tuntuu vaikea rankkaa chápu rozumím cítit těžk
    înțeleg simt greu= îmi=dau=seama értem megértem érez nehéz καταλαβ νιώθ δύσκολ розумію відчува важко= מבין מבינה מרגיש קשה=
    میفهمم درک سخت= احساس เข้าใจ รู้สึก ลำบาก ยาก hiểu= cảm= khó= mengerti paham merasa sulit berat= pasti=berat naelewa pole=sana ngumu
    naiintindihan mahirap বুঝি কষ্ট অনুভব سمجھ محسوس مشکل 理解 感受 辛苦 難過
FAKE: falsk förfalsk fejk falske forfalsk väären väärä falešn padělan fals falsific hamis hamisít πλαστ ψεύτικ підроб
    фальшив фейк מזויף זיוף لזייף جعلی تقلبی ปลอม giả= làm=giả palsu memalsukan feki bandia ghushi peke pekeng জাল نقلی جعلی 偽造 假造 造假
CRIME: stjäla stjäl hacka mord bomb= vapen gift= hota smuggl utpress stjele hacke våpen true= trua dræbe varasta hakkeroi
    murha pommi ase= myrkky uhkail ukrást hack bomb= zbraň jed= vyhrož vydír fur= furi bomb omor otrav ameninț șantaj
    lopni ellop feltör bomba= fegyver méreg fenyeget zsarol κλέψ χακάρ βόμβα όπλο δηλητήρι απειλ εκβιά вкрас злам вбит
    бомб збро отру погрож шантаж לגנוב לפרוץ פצצה נשק רעל לאיים סחיטה דزد دزدی هک بمب اسلحه سم= تهدید شنود ขโมย แฮก ระเบิด อาวุธ ยาพิษ ขู่ ฆ่า
    trộm= hack bom= súng= độc= đe= tống= lừa= curi mencuri bom= senjata racun ancam mengancam pemerasan tipu menipu iba= kuiba
    bomu silaha sumu tisha nakaw magnakaw bomba lason banta চুরি হ্যাক বোমা অস্ত্র বিষ হুমকি چوری ہیک بم= ہتھیار زہر دھمکی 偷 毒 炸彈 恐嚇 威脅 駭
"""

OFTEN = """
och det att som är på med för den till av har jag inte om ett men så kan du din ditt eller från var
ikke jeg er og til på av med som har meg deg hva noe eller fra når skal blir være også dig mig hvad
hvordan ja on ei se että ja en mutta kun niin olen ole voi jos joka myös tai sekä kanssa tämä mitä
je se na že to jsem není jak ale jako tak pro při nebo být aby už jen které podle si mi vám vás
și nu este să cu la pe din sau mai care pentru sunt îți îmi dar ai ar dacă ți până fără
és nem az egy hogy van meg csak de ha is vagy mint ezt azt mert nincs lehet kell vagyok el ki
với của là và cho không mình bạn các được này thì nhé có một để trong khi nếu mà vì
yang dan di ini itu untuk dengan dari tidak nggak gak aku saya kamu bisa ke buat atau karena tapi
jangan sudah kalau lagi juga akan ada pada adalah ya bukan maaf anda dalam
na ya kwa wa ni katika kama hii hiyo si lakini au za la kuhusu
ang ng sa mga ay na hindi ko ako mo po ito kung para siya naman
hai hain nahi nahin ka ki ke ko se aur mein kya koi bhi toh raha kar bhai karo
"""
"""Words of these languages that are used often."""
