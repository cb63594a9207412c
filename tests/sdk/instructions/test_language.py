"""Languages are told by script, short words and own letters."""

from __future__ import annotations

import pytest

from envhub.instructions.language import CODES, detect_language

SAMPLES = {
    "en": (
        "The library opens early in the morning and many people come to read there. It "
        "is a quiet place, and everyone is welcome."
    ),
    "es": (
        "La biblioteca abre temprano por la mañana y muchas personas vienen a leer. Es "
        "un lugar tranquilo y todos son bienvenidos."
    ),
    "pt": (
        "A biblioteca abre cedo de manhã e muitas pessoas vêm ler. É um lugar tranquilo "
        "e todos são bem-vindos."
    ),
    "ar": (
        "تفتح المكتبة أبوابها في الصباح الباكر ويأتي إليها كثير من الناس للقراءة. إنها "
        "مكان هادئ والجميع مرحب بهم."
    ),
    "hi": ("पुस्तकालय सुबह जल्दी खुलता है और बहुत से लोग वहाँ पढ़ने आते हैं। यह एक शांत जगह है और सभी का स्वागत है।"),
    "fr": (
        "La bibliothèque ouvre tôt le matin et beaucoup de gens viennent y lire. C'est "
        "un endroit calme et tout le monde est le bienvenu."
    ),
    "ru": (
        "Библиотека открывается рано утром, и многие люди приходят туда читать. Это "
        "тихое место, и всем здесь рады."
    ),
    "de": (
        "Die Bibliothek öffnet früh am Morgen und viele Menschen kommen zum Lesen. Es "
        "ist ein ruhiger Ort und alle sind willkommen."
    ),
    "ja": ("図書館は朝早く開き、多くの人が本を読みに来ます。静かな場所で、誰でも歓迎されます。"),
    "it": (
        "La biblioteca apre la mattina presto e molte persone vengono a leggere. È un "
        "luogo tranquillo e tutti sono i benvenuti."
    ),
    "bn": ("গ্রন্থাগার সকালে খোলে এবং অনেক মানুষ সেখানে পড়তে আসে। এটি একটি শান্ত জায়গা এবং সবাইকে স্বাগত।"),
    "uk": (
        "Бібліотека відкривається рано вранці, і багато людей приходять туди читати. Це "
        "тихе місце, і всім тут раді."
    ),
    "th": ("ห้องสมุดเปิดแต่เช้าและมีคนจำนวนมากมาอ่านหนังสือ ที่นี่เป็นสถานที่เงียบสงบและทุกคนยินดีต้อนรับ"),
    "ur": (
        "کتب خانہ صبح سویرے کھلتا ہے اور بہت سے لوگ وہاں پڑھنے آتے ہیں۔ یہ ایک پرسکون "
        "جگہ ہے اور سب کو خوش آمدید کہا جاتا ہے۔"
    ),
    "ta": (
        "நூலகம் காலையில் திறக்கிறது, பலர் அங்கு படிக்க வருகிறார்கள். இது ஒரு அமைதியான "
        "இடம், அனைவரும் வரவேற்கப்படுகிறார்கள்."
    ),
    "te": ("గ్రంథాలయం ఉదయాన్నే తెరుచుకుంటుంది మరియు చాలా మంది అక్కడ చదవడానికి వస్తారు. ఇది ప్రశాంతమైన ప్రదేశం."),
    "bg": (
        "Библиотеката отваря рано сутрин и много хора идват там да четат. Това е тихо "
        "място и всички са добре дошли."
    ),
    "ko": (
        "도서관은 아침 일찍 문을 열고 많은 사람들이 책을 읽으러 옵니다. "
        "조용한 곳이며 누구나 환영합니다."
    ),
    "pl": (
        "Biblioteka otwiera się wcześnie rano i wiele osób przychodzi tam czytać. To "
        "ciche miejsce i każdy jest mile widziany."
    ),
    "he": ("הספרייה נפתחת מוקדם בבוקר ואנשים רבים באים לקרוא שם. זה מקום שקט וכולם מוזמנים."),
    "fa": (
        "کتابخانه صبح زود باز می‌شود و افراد زیادی برای خواندن به آنجا می‌آیند. این "
        "مکان آرامی است و همه خوش آمدند."
    ),
    "vi": (
        "Thư viện mở cửa từ sáng sớm và có nhiều người đến đó để đọc sách. Đây là một "
        "nơi yên tĩnh và mọi người đều được chào đón."
    ),
    "ne": ("पुस्तकालय बिहान सबेरै खुल्छ र धेरै मानिसहरू त्यहाँ पढ्न आउँछन्। यो एक शान्त ठाउँ हो र सबैलाई स्वागत छ।"),
    "sw": (
        "Maktaba hufunguliwa mapema asubuhi na watu wengi huja kusoma hapo. Ni mahali "
        "pa utulivu na kila mtu anakaribishwa."
    ),
    "kn": ("ಗ್ರಂಥಾಲಯವು ಬೆಳಿಗ್ಗೆ ಬೇಗ ತೆರೆಯುತ್ತದೆ ಮತ್ತು ಅನೇಕ ಜನರು ಅಲ್ಲಿ ಓದಲು ಬರುತ್ತಾರೆ. ಇದು ಶಾಂತವಾದ ಸ್ಥಳವಾಗಿದೆ."),
    "mr": (
        "ग्रंथालय सकाळी लवकर उघडते आणि बरेच लोक तिथे वाचायला येतात. ही एक शांत जागा आहे आणि सर्वांचे स्वागत आहे."
    ),
    "gu": ("પુસ્તકાલય સવારે વહેલું ખુલે છે અને ઘણા લોકો ત્યાં વાંચવા આવે છે. તે એક શાંત જગ્યા છે."),
    "pa": ("ਲਾਇਬ੍ਰੇਰੀ ਸਵੇਰੇ ਜਲਦੀ ਖੁੱਲ੍ਹਦੀ ਹੈ ਅਤੇ ਬਹੁਤ ਸਾਰੇ ਲੋਕ ਉੱਥੇ ਪੜ੍ਹਨ ਆਉਂਦੇ ਹਨ। ਇਹ ਇੱਕ ਸ਼ਾਂਤ ਥਾਂ ਹੈ।"),
    "ml": ("ഗ്രന്ഥശാല രാവിലെ നേരത്തെ തുറക്കുന്നു, ധാരാളം ആളുകൾ അവിടെ വായിക്കാൻ വരുന്നു. ഇത് ശാന്തമായ സ്ഥലമാണ്."),
    "fi": (
        "Kirjasto avataan varhain aamulla ja monet ihmiset tulevat sinne lukemaan. Se "
        "on hiljainen paikka ja kaikki ovat tervetulleita."
    ),
    "nl": (
        "De bibliotheek gaat vroeg in de ochtend open en veel mensen komen er lezen. "
        "Het is een rustige plek en iedereen is welkom."
    ),
    "sv": (
        "Biblioteket öppnar tidigt på morgonen och många människor kommer dit för att "
        "läsa. Det är en lugn plats och alla är välkomna."
    ),
    "da": (
        "Biblioteket åbner tidligt om morgenen, og mange mennesker kommer for at læse. "
        "Det er et roligt sted, og alle er velkomne."
    ),
    "no": (
        "Biblioteket åpner tidlig om morgenen, og mange mennesker kommer for å lese. "
        "Det er et rolig sted, og alle er velkomne."
    ),
    "ro": (
        "Biblioteca se deschide dimineața devreme și mulți oameni vin acolo să "
        "citească. Este un loc liniștit și toată lumea este binevenită."
    ),
    "cs": (
        "Knihovna se otevírá brzy ráno a mnoho lidí tam chodí číst. Je to klidné místo "
        "a každý je vítán."
    ),
    "tr": (
        "Kütüphane sabah erkenden açılır ve birçok insan okumak için gelir. Sessiz bir "
        "yerdir ve herkes hoş karşılanır."
    ),
    "id": (
        "Perpustakaan buka pagi-pagi sekali dan banyak orang datang untuk membaca. Ini "
        "adalah tempat yang tenang dan semua orang diterima."
    ),
    "tl": (
        "Maagang nagbubukas ang aklatan sa umaga at maraming tao ang pumupunta roon "
        "upang magbasa. Ito ay isang tahimik na lugar."
    ),
    "hu": (
        "A könyvtár kora reggel nyit, és sok ember jön oda olvasni. Ez egy csendes "
        "hely, és mindenkit szívesen látnak."
    ),
    "ca": (
        "La biblioteca obre d'hora al matí i moltes persones hi venen a llegir. És un "
        "lloc tranquil i tothom és benvingut."
    ),
    "el": (
        "Η βιβλιοθήκη ανοίγει νωρίς το πρωί και πολλοί άνθρωποι έρχονται εκεί για να διαβάσουν."
    ),
}
IFEVAL = "ar bg bn de en es fa fi fr gu he hi it ja kn ko ml mr ne pa pl pt ru sw ta te th uk ur vi"


@pytest.mark.parametrize("code", SAMPLES)
def test_a_language_is_told(code):
    assert detect_language(SAMPLES[code]) == code


@pytest.mark.parametrize("code", SAMPLES)
def test_neither_capitals_nor_addresses_change_it(code):
    text = SAMPLES[code]
    assert detect_language(f"https://example.org/the-and-of {text} someone@example.org") == code
    if code not in ("tr", "el"):  # whose capitals lose their dots and accents
        assert detect_language(text.upper()) == code


def test_every_language_of_ifeval_can_be_told():
    assert set(IFEVAL.split()) <= CODES & set(SAMPLES)


def test_names_in_another_script_do_not_count():
    assert detect_language("SmolLM2 और GPT: " + SAMPLES["hi"]) == "hi"
    assert detect_language(SAMPLES["en"] + " 北京") == "en"


@pytest.mark.parametrize("text", ["", "123", "?!", "\ud800", "😀", "zxqv zxqv zxqv"])
def test_what_is_in_no_language_is_in_none(text):
    assert detect_language(text) is None


def test_a_repeated_name_does_not_outweigh_the_sentence_around_it():
    assert detect_language("They have been to the town of " + "Mia, " * 50) == "en"
