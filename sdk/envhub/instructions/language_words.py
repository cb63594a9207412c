"""Frequent short words by language: what tells languages of one script apart.

Function words, written down by hand: articles, pronouns, prepositions, conjunctions and forms of
"be" and "have". A word may belong to several languages; it then says less.
"""

from __future__ import annotations

LATIN: dict[str, str] = {
    "en": """a i one two three the of and to in is that it for was with as on be at by this
        have from or had not are but what all were when we there can an your which their said
        if do will each about how up out them then she many some so these would other into has
        more her two like him see could no make than been who its now my made over did you he
        they i me our us his here where why because just don't it's i'm let's also any most
        only should while after before such through every yes please good very well much own
        take help time day way""",
    "es": """el la los las de del y en que es un una unos unas por para con no se su sus lo
        como más pero este esta estos estas esto ese esa al ser son está están fue era ha han
        hay muy sin sobre entre también porque cuando donde quien todo todos toda todas si ya
        yo tú él ella nosotros ellos mi tu nos le les me te cada otro otra hasta desde así
        puede tiene hacer gracias hola mañana hoy""",
    "pt": """o a os as de do da dos das e em no na nos nas que é um uma uns umas por para com
        não se seu sua seus suas como mais mas este esta isto esse essa isso ao aos à às ser
        são está estão foi era há muito sem sobre entre também porque quando onde quem todo
        todos toda todas já eu você ele ela nós eles elas meu minha lhe lhes pelo pela pelos
        pelas até desde assim pode tem fazer obrigado olá você então""",
    "fr": """le la les de des du et en que qui est un une pour dans par sur avec ne pas se son
        sa ses ce cette ces cet comme plus mais au aux être sont était été a ont il elle ils
        elles nous vous je tu on leur leurs mon ma mes ton ta tes notre votre où quand parce
        très sans entre aussi tout tous toute toutes si même fait peut avoir faire bien c'est
        j'ai qu'il d'un d'une l'on n'est s'il merci bonjour""",
    "de": """der die das den dem des und in ist ein eine einen einem einer eines zu mit von
        für auf nicht sich auch es an als wie aber oder wenn dass daß war waren wird werden
        wurde hat haben sind sein seine ihr ihre ihren ich du er sie wir mich mir dich dir uns
        euch bei nach aus um über unter durch vor noch nur mehr sehr schon kann können muss
        müssen so was wer wo warum hier dort diese dieser dieses zum zur im am vom keine kein
        ja nein bitte""",
    "it": """il lo la i gli le di del della dei delle degli dello e in che è un una uno per
        con non si su come più ma questo questa questi queste quello quella al alla ai alle
        agli dal dalla nel nella nei nelle sul sulla essere sono era erano ha hanno ho hai
        molto senza tra fra anche perché quando dove chi tutto tutti tutta tutte se già io tu
        lui lei noi voi loro mio mia suo sua nostro ogni altro fino così può fare grazie ciao
        c'è l'altro""",
    "pl": """i w na z do że się nie jest to o jak za od po ale co są był była było były być
        dla tak przez przy ich jego jej go mu mnie mi ty ja my wy oni one on ona ten ta te
        tego tej tych tym który która które którzy czy już tylko też także może można jeśli
        kiedy gdy gdzie bardzo wszystko wszystkie każdy każda ze we nad pod przed między lub
        albo oraz więc swoje swój dziękuję dzień""",
    "vi": """và của là có không được cho trong một các những này đó với người đã sẽ đang khi
        để từ đến như nhưng vì nên cũng rất tôi bạn chúng ta họ anh chị em ông bà nó ở ra vào
        lên xuống trên dưới về theo hay hoặc nếu thì mà bị bởi tại sau trước nhiều ít hơn nhất
        cả mọi mỗi điều gì nào sao thế việc làm còn phải""",
    "sw": """na ya wa kwa ni za la katika hii hiyo hizi hilo yake wake zake lake kama lakini
        pia au si sio kuwa alikuwa ilikuwa walikuwa wao yeye mimi wewe sisi ninyi hapa huko
        wakati baada kabla kila sana zaidi yote wote zote watu mtu siku mwaka nchi cha vya pa
        mwa bila hata hivyo ili kwamba ambayo ambao kutoka kati juu chini ndani nje sasa yangu
        yako yetu wangu wako wetu kufanya""",
    "fi": """ja on ei se että oli ovat olla ole en et emme ette eivät hän he minä sinä me te
        ne tämä tämän tätä joka jotka jonka myös kun niin mutta tai sekä vain kuin jos nyt jo
        vielä hyvin ovat olen olet olemme olivat kanssa ennen jälkeen kaikki kaikkien mitä
        missä miksi miten kuka koska siitä siinä sen hänen heidän meidän teidän minun sinun
        voi voidaan pitää tulee mukaan välillä""",
    "nl": """de het een en van in is dat op te zijn voor met niet aan er maar om hij ze zij ik
        je jij we wij jullie hun haar hem ons onze mijn jouw uw u was waren wordt worden werd
        heeft hebben had ook als dan nog naar door over uit bij tot wat wie waar wanneer
        waarom hoe veel meer geen wel dit deze die zo kan kunnen moet moeten al""",
    "sv": """och att det i en ett är som på för med av den till inte om var har de hade han
        hon jag du vi ni dem sig sin sitt sina men så kan ska skulle vill från eller när där
        här mycket mer mina min mitt din ditt vår vårt era också alla allt detta denna dessa
        över under efter före genom utan bara blir blev vara""",
    "da": """og at det i en et er som på for med af den til ikke om var har de havde han hun
        jeg du vi dem sig sin sit sine men så kan skal skulle vil fra eller når hvor her meget
        mere mine min mit din dit vores jeres også alle alt dette denne disse over under efter
        før gennem uden kun bliver blev være hvad hvem hvordan noget nogle""",
    "no": """og å det i en et er som på for med av den til ikke om var har de hadde han hun
        jeg du vi dere dem seg sin sitt sine men så kan skal skulle vil fra eller når hvor her
        mye mer mine min mitt din ditt vår vårt også alle alt dette denne disse over under
        etter før gjennom uten bare blir ble være hva hvem hvordan noe noen""",
    "ro": """și în de la cu că nu este un o sunt pentru din pe care mai se ce a au fost era al
        ale ai lui ei lor ea el eu tu noi voi mă te ne vă îl îi să dacă când unde cum foarte
        toate toți fără despre între sau dar iar prin după acest această acești aceste poate
        fi am ai avea""",
    "cs": """a v je na se že to s z do o i ve k ale jako by byl byla bylo byli jsem jsi jsme
        jste jsou být pro za po od při který která které kteří také jen už více velmi když kde
        kdo co proč tak nebo ani jeho její jejich můj tvůj náš váš tento tato toto této těch
        všechny všech může než ještě si mi mě""",
    "tr": """ve bir bu da de için ile çok olarak olan gibi daha ne var yok ben sen o biz siz
        onlar ama ancak veya ya ki mi mı mu mü değil her şey kadar sonra önce en hem nasıl
        neden nerede kim bunu şu onu bana sana ona bize size olur oldu olduğu olabilir ise
        eğer tüm bazı""",
    "id": """yang dan di ke dari untuk dengan ini itu pada adalah tidak dalam akan saya kamu
        anda kami kita mereka dia ia juga atau karena oleh sebagai dapat bisa telah sudah
        lebih sangat ada seperti bahwa jika ketika setelah sebelum semua setiap banyak para
        tersebut secara antara hanya harus bukan apa siapa bagaimana""",
    "tl": """ang ng sa na mga ay at ko mo niya namin natin nila ako ikaw siya kami tayo sila
        ito iyan iyon hindi para kung kapag dahil pero o may mayroon wala din rin lang lamang
        pa po ba kanyang kanilang aking iyong ating isang bawat lahat ano sino saan bakit
        paano""",
    "hu": """a az és hogy nem is egy van volt meg de ez azt ezt csak már még mint ha vagy el
        fel ki le én te ő mi ti ők nagyon minden amely aki ami kell lehet lesz lett volna
        között után előtt alatt felett szerint által mert amikor ahol hol miért hogyan""",
    "ca": """el la els les de del dels i en que és un una uns unes per amb no es seu seva com
        més però aquest aquesta aquests aquestes això al als ser són està estan va era ha han
        hi ho molt sense sobre entre també perquè quan on qui tot tots tota totes si ja jo tu
        ell ella nosaltres ells mi em et ens us fins des així pot té fer gràcies""",
}
CYRILLIC: dict[str, str] = {
    "ru": """и в не на я что он с как это по но они мы вы она так за из у же от было был была
        были быть есть для мне меня его её их или если когда где кто чтобы только ещё уже
        очень все всё этот эта эти этого том тот также может можно нет да при об""",
    "uk": """і в не на я що він з як це по але вони ми ви вона так за із у ж від було був була
        були бути є для мені мене його її їх або якщо коли де хто щоб тільки ще вже дуже всі
        все цей ця ці цього тому той також може можна ні та при про""",
    "bg": """и в не на аз че той с като това по но те ние вие тя така за от у е са съм беше
        бяха бъде да ще се си му го ги или ако когато където кой за само още вече много всички
        всичко този тази тези също може няма има при към което които която който""",
}
DEVANAGARI: dict[str, str] = {
    "hi": """है हैं का की के में को से और यह वह एक पर ने नहीं था थे थी कि जो तो भी इस उस हो कर
        करने लिए साथ अपने अपनी अपना मैं हम आप वे मेरा मेरी मेरे आपके उनके इसके किया गया जाता
        होता बहुत सभी या लेकिन क्योंकि जब""",
    "mr": """आहे आहेत आणि हे हा ही ते तो ती या त्या मध्ये नाही होते होता होती चा ची चे च्या
        साठी मी आम्ही तुम्ही आपण माझे माझी माझा तुमचे त्यांच्या त्याच्या करा करणे केले एक खूप
        सर्व किंवा पण कारण जेव्हा म्हणून असे असतो असते""",
    "ne": """छ छन् हो हुन् र यो त्यो एक मा लाई ले को का की पनि छैन थियो थिए हुने गर्ने गरेको
        भएको लागि सँग आफ्नो म हामी तपाईं उनी उनीहरू मेरो हाम्रो धेरै सबै वा तर किनभने जब
        गर्नुहोस् हुन्छ भने गर्न यस""",
}
ARABIC: dict[str, str] = {
    "ar": """في من على إلى أن هذا هذه التي الذي هو هي كان كانت لا ما لم لن قد مع عن كل بعد قبل
        بين أو ثم حتى إذا كما أنا نحن أنت هم ذلك تلك عند غير أي هناك يكون و""",
    "fa": """در به از که این آن را با است برای و یک می ها های هم تا بر شد شده بود هستند کرد
        کرده خود ما شما من او آنها نیز اما یا اگر هر همه باید نیست دارد دارند کند کنید می‌شود
        می‌کند""",
    "ur": """ہے ہیں کا کی کے میں کو سے اور یہ وہ ایک پر نے نہیں تھا تھے تھی کہ جو تو بھی اس ہو
        کر کرنے لیے ساتھ اپنے اپنی میں ہم آپ ان کیا گیا بہت تمام یا لیکن کیونکہ جب""",
}
PIECES: dict[str, str] = {
    "en": "ing tion ed th wh ck oo ee ea sh ght ly ous ment ness ity er ay ow all st",
    "es": "ción ado ando iendo mente idad ll ñ ie ue os ando aba",
    "pt": "ção ções nh lh ão ões inho ado mente ei ou dade",
    "fr": "tion eux eau ais ait ez oi ou aux ique ement ette",
    "de": "sch ung ich cht keit heit lich ei ie pf tz ck chen",
    "it": "zione gli cch zz gn are ere mente ità oni ggi tt ll",
    "pl": "cz sz rz dz ość nie owa ego ych ów",
    "sw": "ngw mw mb wa ku ki nj",
    "fi": "aa ää ii uu kk tt ssa lla sta inen nen yö uo ie oi",
    "nl": "ij aa oo ee sch ng en ui oe ou ig lijk heid",
    "sv": "ning lig ande het sk ar na tt",
    "da": "ning lig ende hed sk er ne gt",
    "no": "ning lig ende het sk er ne kj",
    "ro": "ul ea ilor iei ție esc ează ii",
    "cs": "ov ští ní ský ost ých ého",
    "tr": "lar ler yor dır dir mak mek ların",
    "id": "kan nya meng men ber peng ng an ke",
    "tl": "ng mag nag ang pag an in",
    "hu": "sz gy ny cs ek ok ban ben nak nek zs",
    "ca": "ció ment ny ll tat ix ts",
}
"""Parts of words, for a text of names and headings that has few short words."""

ALONE: dict[str, str] = {
    "bn": "গ্রন্থাগার সকালে খোলে এবং অনেক মানুষ সেখানে পড়তে আসে",
    "el": "η βιβλιοθήκη ανοίγει το πρωί και πολλοί άνθρωποι έρχονται εκεί",
    "gu": "પુસ્તકાલય સવારે ખુલે છે અને ઘણા લોકો ત્યાં વાંચવા આવે છે",
    "he": "הספרייה נפתחת בבוקר ואנשים רבים באים לקרוא שם",
    "ja": "図書館は 朝早く 開き 多くの人が 本を 読みに 来ます",
    "kn": "ಗ್ರಂಥಾಲಯವು ಬೆಳಿಗ್ಗೆ ತೆರೆಯುತ್ತದೆ ಮತ್ತು ಅನೇಕ ಜನರು ಅಲ್ಲಿ ಓದಲು ಬರುತ್ತಾರೆ",
    "ko": "도서관은 아침 일찍 문을 열고 많은 사람들이 책을 읽으러 옵니다",
    "ml": "ഗ്രന്ഥശാല രാവിലെ തുറക്കുന്നു ധാരാളം ആളുകൾ അവിടെ വായിക്കാൻ വരുന്നു",
    "pa": "ਲਾਇਬ੍ਰੇਰੀ ਸਵੇਰੇ ਖੁੱਲ੍ਹਦੀ ਹੈ ਅਤੇ ਬਹੁਤ ਸਾਰੇ ਲੋਕ ਉੱਥੇ ਪੜ੍ਹਨ ਆਉਂਦੇ ਹਨ",
    "ta": "நூலகம் காலையில் திறக்கிறது பலர் அங்கு படிக்க வருகிறார்கள்",
    "te": "గ్రంథాలయం ఉదయాన్నే తెరుచుకుంటుంది చాలా మంది అక్కడ చదవడానికి వస్తారు",
    "th": "ห้องสมุด เปิด แต่เช้า และ มีคน จำนวนมาก มาอ่าน หนังสือ",
    "zh": "图书馆 早上 开门 很多 人 来 这里 看书",
}
"""Some words of the languages that a script gives away."""
