"""Whether a prompt asks for a refusal itself: a letter that declines, a line to say no with, its translation.

Such a refusal is the answer. Words of many languages; total and linear in a lower-case prompt.
"""

from __future__ import annotations

import re

_REFUSAL = re.compile(
    r"\b(?:refus\w*|declin(?:e|es|ed|ing)|reject\w*|den(?:y|ies|ied|ial|ying)|no[- ]thank[- ]?you|turn(?:s|ed|ing)? (?:[\w']+ ){0,5}(?:down|away)"
    r"|(?:say|says|saying|tell|tells|telling|reply)(?! yes) (?:(?!yes\b)[\w']+ ){0,4}no\b(?! ai\b)|back(?:s|ing)? out|opt(?:s|ing)? out|pass(?:es|ing)? on|bow(?:ing)? out"
    r"|(?:won't|can't|cannot|will not|couldn't|not)(?! you\b) (?:[\w']+ ){0,3}(?:lend|help|pay|come|attend|go|make it|accept|give|do|sell|cosign|join|able|interested|let|serve|refund|work)"
    r"|resign(?:ation|ing)?|cancell?(?:ing|lation)?|break(?:ing)? up|call(?:ing)? in sick|not interested|unsubscribe|out[- ]of[- ]office|auto-?(?:matic )?(?:reply|response|responder)"
    r"|(?:bot|canned|error|content[- ]policy|block(?:ed)?) (?:reply|replies|messages?|responses?|answers?)|disobe\w+|shut(?:s|ting)? (?:[\w']+ ){0,4}down|apolog(?:y|ise|ize|ising|izing)|i prefer not|prefer not to|shall not pass|hal 9000|bartleby"
    r"|rechaz\w+|declinar|negar(?:me|se|te)?|niega\w*|que no\b|decir(?:le|les)? (?:\w+ ){0,4}no\b|refuser|décliner|dire non|tackar? nej|säga nej|avböj\w+|nei takk|si nei|takke? nei|avsl\w+"
    r"|absag\w*|ablehn\w+|abweis\w+|abzulehnen|abzusagen|ab(?:zu)?lehn\w*|nein sag\w*|nein zu sagen|verweiger\w*|korb geb\w*|rifiut\w+|declin\w+|dire di no|recus\w+|negand\w+|dizer não|dizendo não"
    r"|отказ\w*|отклон\w*|відмов\w*|odmow\w*|odmaw\w*|odmówi\w*|odrzuc\w*|odmít\w*|odmiet\w*|odbi[jt]\w*|weiger\w*|afwijz\w*|afwij\w*|afzeg\w*|nee zeg\w*|nee te zeggen|bedank\w* voor"
    r"|reddet\w*|redded\w*|reddi\w*|hayır de\w*|menolak|penolakan|tolak\w*|từ chối|refuz\w*|elutasít\w*|visszautasít\w*|kieltäyt\w*|torju\w*|hylkä\w*|hylät\w*|αρν\w+|απορρίπ\w+|απόρριψ\w+"
    r"|kukataa|tanggi\w*|afslå\w*|afslag|sige nej)"
    r"|拒绝|拒絕|婉拒|推辞|回绝|谢绝|断る|断り|断ら|辞退|お断|거절|사양|거부|불합격|رفض|أرفض|ترفض|اعتذار|أعتذر|इनकार|इनकार|मना कर|मना|अस्वीकार|לסרב|סירוב|דחייה|رد کردن|نه گفتن|ปฏิเสธ"
)
_TEXT = re.compile(
    r"\b(?:writ\w+|draft\w*|compos\w+|phras\w+|word(?:s|ed|ing)?|text(?:ing)?|messages?|e-?mails?|letters?|notes?|memo|lines?|scripts?|repl(?:y|ies)|respon[ds]\w*|answers?|quot\w+|sentences?|translat\w+"
    r"|rephras\w+|reword\w*|rewrit\w+|paraphras\w+|summari[sz]\w+|classif\w+|explain|examples?|samples?|templates?|dialogues?|scenes?|stor(?:y|ies)|poems?|jokes?|skit|haiku|limerick|song|characters?|role-?play\w*|pretend|act as"
    r"|play the|voice of|imagine|repeat|say|says|said|saying|tell|way to|ways to|how (?:do|can|should|would|might|to)|what (?:did|does|do|would|should|could|can|might|to)|best way|help me|show me|give me|continue|finish|complete|convert|turn (?:this|it)|make (?:this|it)|proofread|fix|correct|improve|polish|shorten|dataset|generate|create|list|label"
    r"|escrib\w+|redact\w+|redáct\w+|carta|mensaje|correo|frase|tradu\w+|cómo|como|dime|écri\w+|rédig\w+|lettre|courriel|sms|phrase|comment|schreib\w*|schrijf\w*|formulier\w+|verfass\w+|brief|nachricht|satz|übersetz\w*|wie|wat|hoe|vertaal\w*|appje|bericht\w*|zin|mail\w*"
    r"|scriv\w+|lettera|messaggio|come|escrev\w+|mensagem|redij\w+|(?:на)?пиш\w+|письм\w+|состав\w*|перев\w+|как|сообщени\w+|фраз\w+|napisz\w*|list|wiadomoś\w+|zdani\w+|jak|przetłumacz\w*|skriv\w*|hur|brev|meddeland\w*|översätt\w*|oversæt\w*|yaz\w*|mektup|mesaj|nasıl|çevir\w*|anlat\w*|cümle\w*"
    r"|napiš\w*|dopis|přelož\w*|scrie\w*|mesaj\w*|ír\w*|levél\w*|fordít\w*|kirjoita\w*|viesti\w*|miten|käännä\w*|γράψ\w+|μετέφρ\w+|πώς|напиши\w*|tulis\w*|buat\w*|surat|pesan|terjemah\w*|bagaimana|viết|dịch|tin nhắn|thư|cách|andika)\b"
    r"|写|寫|翻译|翻譯|怎么|怎样|如何|说|書|訳|言い|作って|メール|返信|書き|써|번역|메일|문자|편지|표현|어떻게|اكتب|ترجم|كيف|رسالة|صياغة|लिख|अनुवाद|कैसे|संदेश|पत्र|כתוב|כתבי|תרגם|איך|بنویس|ترجمه|چطور|เขียน|แปล|พูด"
)
_QUOTED = re.compile(
    r"[\"“„«「『][^\"“”„«»「」『』]{1,600}[\"”“»」』]|(?<!\w)'[^'\n]{0,300}(?:(?<=\w)'(?=\w)[^'\n]{0,300}){0,6}'(?!\w)|:\s[^\n]{3,600}$"
)
_ECHOED = re.compile(
    r"\b(?:translat\w*|rephras\w+|reword\w*|paraphras\w+|rewrit\w+|repeat|how (?:do|would|can|should) (?:you|i|one|we) say|sounds?|more (?:polite|formal|professional|casual)\w*|fix|correct|proofread|shorten|summari[sz]\w+"
    r"|classif\w+|label|sentiment|tone|grammar|convert|turn|plain english|tradu\w+|übersetz\w*|перев\w+|przetłumacz\w*|vertaal\w*|çevir\w*|översätt\w*|oversæt\w*|oversett\w*|přelož\w*|fordít\w*|käännä\w*|terjemah\w*|dịch|say|copy|type|echo|quote|repet\w*|repite|wiederhol\w*)\b"
    r"|翻译|翻譯|言い換え|訳|번역|바꿔|ترجم|अनुवाद|改写|改成|重复|繰り返|תרגם|แปล|表現|敬語"
)


def asks_refusal(text: str, negated: re.Pattern[str]) -> bool:
    """Whether a lower-case prompt asks for a text in which somebody refuses."""
    head = text[:2_000]
    if _REFUSAL.search(head) and _TEXT.search(head):
        return True
    if not _ECHOED.search(head):
        return False
    return any(negated.search(one.group()) for one in _QUOTED.finditer(head))
