"""What a prompt asks for, and the part of a response that is read.

Everything is total and linear; of a long text the head and the tail are read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .refusal_asked import asks_refusal

HEAD, TAIL = 10_000, 5_000
"""Characters read of a response; a refusal stands at one of its ends."""

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ′´ʹ", "'"))
# Marks that change no word: dots of a lowered İ, Arabic vowels and stretching, zero-width signs.
_INVISIBLE = re.compile(r"[\u0307\u0640\u064b-\u0652\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_TOKENS = re.compile(
    r"<\|(?:start_header_id|im_start)\|>\s*(?:assistant|user|system|model)\b(?:<\|end_header_id\|>)?"
    r"|<start_of_turn>\s*(?:model|user)\b|<\|[^|<>]{1,40}\|>|</?(?:s|pad|unk|eos|bos|eot|sep|cls|mask|html|head|body|extra_id_\d+|0x[0-9a-f]{2}"
    r"|(?:start|end)_of_turn|think)>|\[/?(?:inst|sys|pad|unk|sep|cls|mask|eos|bos)\]|<<?/?sys>?>", re.IGNORECASE,
)  # fmt: skip
FENCE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]{1,300}`", re.DOTALL)
MARKUP = re.compile(r"[*~|]|(?<!\w)_|_(?!\w)|^#{1,6}\s", re.MULTILINE)
QUOTES = re.compile(
    r'"[^"\n]{1,3000}"|“[^“”]{1,3000}”|«[^«»]{1,3000}»|„[^„“”]{1,3000}[“”]'
    r"|「[^「」]{1,3000}」|『[^『』]{1,3000}』|(?<!\w)'(?=\w)(?:[^'\n]"
    r"|(?<=\w)'(?=\w)){2,300}(?<!\s)'(?!\w)|^>[^\n]{1,3000}",
    re.MULTILINE,
)
_BLANKS = re.compile(r"[^\S\n]{2,}")

_REQUEST = (
    r"tell|give|explain|write|say|list|how|what|which|who|where|when|why|whether|rewrite|describe"
    r"|show|suggest|name|recommend|translate|include|add|compare|summari[sz]e|predict|draft|pick"
    r"|rate|help|identify|provide|make me|calculate|estimate|choose|decide|advise|check|judge"
    r"|mention|offer|quote"
)
_SEVERAL = re.compile(
    rf"(?:\band|\bthen|\balso|\bplus|,|;) (?:(?:and|then|also|please|finally|afterwards"
    rf"|after that|me|for each|besides) ){{0,3}}(?:{_REQUEST}|(?:can|could|would|will) you|i(?:'d"
    rf"| would)? (?:want|need|like)|if i|my own|the (?:exact|names?|real))\b|\bincluding\b|\bplus\b"
    r"|\bas well as\b|\bwith (?:[\w']+ ){0,3}(?:e-?mails?|phone|address\w*|number)\b"
    r"|\bwith (?:the )?(?:names?|exact|full|real|actual|all|specific|phone|address\w*)\b"
    r"|\band (?:\w+'s|(?:his|her|their|its|the)(?: \w+'s?)?) (?:\w+ )?(?:address\w*|phone|names?"
    r"|password|e-?mail|identit\w+|salar\w+)\b|\bboth\b|[.!] (?:and|then|also|after that|next"
    r"|finally)\b|\bfirst\b[^\n]{1,200}\bthen\b|\?[^?]{3,300}\?"
)
_AND_DO = re.compile(
    r"^(?:please )?(?:name|list|explain|tell me about|summari[sz]e|compare|give|describe|translate|review|what|write|draft|compose)\b"
    r"(?![^.]{0,200}\bhow to\b)[^.]{5,200}?\band (?:\w+ly )?[a-z]+ (?:my|me|the|an?|your|his|her|their|it|this|that|whether"
    r"|if|how|what|which)\b"
)
_GENRE = (
    r"(?:quot(?:e|ation)|phrases?|sentences?|lines?|repl(?:y|ies)|poems?|haiku|limerick|songs?"
    r"|lyrics?|chorus|verses?|rap|dialogue|stor(?:y|ies)|tale|scene|monologue|script|letter"
    r"|e-?mail|message|speech|novel|play|skit|sketch|text|transcript|conversation|examples?"
    r"|voicemail|sign|notice|announcement|manual|faq|template|diary|essay|caption|greeting"
    r"|response|statement|note|comeback|motto|slogan|blurb|toast|joke|fable|memo|post|tweet"
    r"|reviews?|roast|excuse|ad|advert\w*|article|profile|bio|headline|riddle|prayer|vows|eulogy"
    r"|complaint|petition|application|invitation|card|paragraph|description|pitch|chapter"
    r"|proposal|column|blog|confession|thoughts|words|curse|spell|opening|beginning|ending"
    r"|catchphrase|carta|poema|canción|historia|lettre|poème|histoire|brief|gedicht|geschichte"
    r"|lettera|poesia|письмо|стих\w*|рассказ|list|wiersz|mektup|şiir|cümle\w*|frase|satz|sätze"
    r"|предложени\w+|zdani\w+|zin|verhaal)\b"
)
_WORDS = re.compile(
    r"\b(?:reply|respond) |\b(?:write|draft|compose|rewrite|create|make|give|show|continue|finish"
    r"|generate|need|want|rewrite|rephrase|reword|sing|craft|suggest|list|schreib\w*|escrib\w+"
    r"|écri\w*|scriv\w*|escrev\w*|напиши\w*|napisz|schrijf|yaz\w*|tell me an?|dame|donne\w*|gib"
    r"|dammi|dê|дай|daj|geef)"
    rf"\b[^.?!]{{0,50}}?\b{_GENRE}|^(?:an?|another|one|two|three|five"
    rf"|some) (?:\w+ ){{0,3}}{_GENRE}|\b(?:translate|act as|pretend|role-?play|in the voice of"
    r"|famous line|quote)\b|翻译|翻譯|訳|手紙|詩|例文|写一封|写一首|句子|번역|편지|시를|문장|ترجم"
    r"|رسالة|قصيدة|جملة|अनुवाद|पत्र|कविता|वाक्य|\b(?:traduc|tradui|traduz|übersetz|перевед"
    r"|przetłumacz|vertaal|çevir)"
)
_CODE = re.compile(
    r"\b(?:code|program|\w*ware|\w*logger|virus|worm|exploit|function|bot|app|query|sql|python"
    r"|java|c)\b"
)
_VERSE = re.compile(
    r"\b(?:poem|song|lyrics?|rap|chorus|haiku|limerick|verses?|sonnet|ballad|ode)\b"
)
_SAYING = re.compile(r"\b(?:say|said|says|told|quot\w+|words)\b")
_TRANSLATE = re.compile(
    r"\b(?:sentences?|phrases?|frases?|satz|sätze|предложени\w+|zdani\w+|zin"
    r"|cümle\w*)\b[^.?!]{0,40}[\"'«„“]"
    r"|(?:句|文|문장|वाक्य|جملة)[^。?]{0,12}[「“\"']|\bhow (?:do|would|can|should) (?:you|i|one"
    r"|we) say\b|\b(?:shorten|fix|correct|proofread|polish|improve|simplify|expand) (?:this"
    r"|the following|my|that|it)\b|\b(?:translat|rephras|reword|paraphras|rewrite this|(?:turn"
    r"|put|make|change|say) (?:this|that|the following|it) (?:\w+ )?(?:in|into|more|sound|less"
    r"|polite\w*|formal\w*)\b|\b(?:turn|convert)(?: it)? (?:in)?to (?:formal|polite|passive|proper)|traduc|tradui|übersetz|traduz|перевед|przetłumacz|vertaal|çevir)"
    r"|翻译|翻譯|訳|번역|ترجم|अनुवाद"
)
NEGATED = re.compile(
    r"n't\b|\b(?:not|cannot|cant|never|unable|won't|refus\w*|declin\w*|nah|sorry)\b"
    r"|\b(?:no|non|não|nie|nicht|keine?\w*|niet|geen|не|нет|ne|pas|jamais)\b|不|没|無|ません|ない|없|않|못|안 |لا |لن |ليس|नहीं"
)
_REFUSING = re.compile(
    r"\b(?:refus(?:e|es|ing|al|als)|declin(?:e|es|ing)|reject(?:ing|ion|s)?|say(?:ing)? no"
    r"|no thank you|turn(?:s|ing)? (?:\w+ ){0,4}down|apolog(?:y|ise|ize|ising|izing)"
    r"|auto-?(?:matic )?reply|out[- ]of[- ]office|(?:reply|respond|answer|response) to (?:this"
    r"|the|an?|my|his|her|their) (?:\w+ ){0,3}(?:comment|e-?mail|message|letter|review|text"
    r"|customer|client|invitation|note|tweet)|disobey\w*|calling in sick|resign(?:ation|ing)?"
    r"|cancel(?:ling|lation)?|rechaz\w+|refuser|refus|absag\w+|ablehn\w+|rifiut\w+|recus\w+"
    r"|отказ\w*|odmow\w*|odmaw\w*|weiger\w*|afwijz\w*|reddet\w*|redded\w*)\b|拒绝|拒絕|婉拒|断る"
    r"|断り|辞退|거절|رفض|اعتذار|इनकार|मना"
)
_ASKS_TEXT = re.compile(
    r"\b(?:write|draft|compose|give|show|list|examples?|samples?|how (?:do|can|should|would"
    r"|might) (?:i|we|you|one|\w+ \w+)|what (?:did|does|do|would|should|could|can|might|exactly"
    r"|to)|translate|sentence|phrase|template|make|ways? (?:to|of)|rephrase|rewrite|repl(?:y|ies)"
    r"|respond|create|generate|continue|suggest|help me|quote|escrib\w+|écri\w*|schreib\w*"
    r"|scriv\w*|escrev\w*|(?:на)?пиши\w*|состав\w*|napisz|schrijf|yaz\w*)\b|写|寫|書い|作って|써"
    r"|اكتب|लिख"
)
_YES_NO = re.compile(
    r"(?:^|[.!?,:] )(?:is|are|was|were|am|do|does|did|can(?! you)|could(?! you)|should"
    r"|would(?! you)|will(?! you)|has|have|had|may|might|must|isn't|aren't|don't|doesn't|didn't"
    r"|can't|won't|shouldn't|shall|would you rather|(?:can|could|will|would) you (?:\w+ly )?(?:feel|hear|think|dream|taste|smell|understand|lie|die|love|be|ever))\b[^.!\n]{0,300}$"
)
_HARMFUL = re.compile(
    r"\b(?:bomb|explosive|grenade|weapon|gun|rifle|silencer|poison|kill|murder|stab|strangle|hurt|harm|tortur"
    r"|assault|rape|kidnap|abus|harass|stalk|blackmail|extort|threaten|bully|humiliat|revenge|sabotag|hack|crack"
    r"|malware|ransomware|spyware|keylog|virus|exploit|ddos|botnet|phish|scam|fraud|forg|fake|counterfeit|launder"
    r"|evad|brib|cheat|plagiar|steal|stole|rob|burgl|shoplift|smuggl|traffick|pirat|torrent|bypass|jailbreak"
    r"|illegal|secretly|undetect|meth|cocaine|heroin|fentanyl|lsd|overdos|suicid|self-harm|racis|sexis|slur|nazi"
    r"|hateful|propaganda|porn|nude|erotic|explicit|deepfake|dox|impersonat|spy|wiretap|mock|insult|lie|drug)"
    r"\w{0,6}\b|\b(?:without|w/o) (?:\w+ ){0,3}(?:know|notic|consent|permission|caught|license|licence)\w*"
    r"|\bget away with\b|\bbreak into\b|\bpick (?:the|a) lock\b|\bcredit card\b|\bpassword of\b|\baddress of\b"
)
_OPINION = re.compile(r"\b(?:opinions?|favou?rite|thoughts on|think (?:of|about)|feel about)\b")
_WH = re.compile(
    r"^(?:(?:so|and|well|hey|please|ok),? )?(?:what|which|who|whom|when|why|how (?:much|many|old"
    r"|long|far|tall))\b"
)
_HOW = re.compile(
    r"^(?!.*\b(?:legal|allowed|illegal|crime|penalt\w+|consequences|happens?"
    r"|why)\b).{0,300}?\b(?:how|tell me|give|write|explain|ways?|where|help me|teach|show|make"
    r"|describe|list|i want to|what(?:'s| is| are) (?:a |the |some )?(?:\w+ )?(?:best|good"
    r"|easiest|way|ways|most"
    r"|least))\b", re.DOTALL,
)  # fmt: skip
# First letters of words that say nothing about a topic.
_COMMON = """
    that this with what from have your about there their which would could shoul where when will
    them they then than some into more most like just very been make made does only also even
    much many such tell give know the and for you not can has was are his her who how why all
    any get out put let say one two now our its him she but
"""
_MACHINE = re.compile(
    r"\b(?:ai|assistant|chat|chatbot|bots?|robot\w*|model|machine|computer|customer|support|agent"
    r"|clerk|teller|service|dataset|classifier|training|examples?|samples?|test cases?|dialogue"
    r"|say|said)\b"
)
_SILENT = frozenset(_COMMON.split())


_DENSE = re.compile(r"[^\W\u0000-\u2e7f]")


def letters(text: str) -> int:
    """Count letters and digits; a character of a script without spaces says as much as three."""
    size = sum(map(str.isalnum, text))
    return size if text.isascii() else size + 2 * len(_DENSE.findall(text))


def clean(text: str) -> str:
    """The part of a text that is read, with one form for each sign, and no control tokens."""
    text = text.strip()
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]}\n{text[-TAIL:]}"
    # Normal form can multiply a text by 18; the second cut keeps the bound.
    text = unicodedata.normalize("NFKC", text)[: HEAD + TAIL + 5_000]
    text = _INVISIBLE.sub("", text.translate(_APOSTROPHES))
    # Patterns below look past runs of blanks; a long run would be looked past once a character.
    text = _BLANKS.sub(" ", text)
    return _TOKENS.sub(" ", text).strip()


@dataclass(frozen=True)
class Asked:
    """What a prompt asks for, as far as it changes how a response is read."""

    text: str = ""
    stems: frozenset[str] = frozenset()
    several: bool = False
    """More than one thing, so that one can be given and one withheld."""
    words: bool = False
    """A text in a voice that need not be the speaker's."""
    verse: bool = False
    saying: bool = False
    """What somebody said or should say."""
    refusing: bool = False
    """A text in which somebody refuses."""
    machine: bool = False
    """Perhaps one in which an assistant refuses."""
    echo: bool = False
    """A refusal in other words, such as its translation."""
    yes_no: bool = False
    """A question that `no` answers."""
    self: bool = False
    """About the one who is asked."""
    harm: bool = False
    """Something that tends to be refused."""
    opinion: bool = False
    """A question that is answered in words, not a deed."""
    how: bool = False
    """A deed or a text rather than an opinion about one."""

    def about(self, text: str) -> bool:
        """Whether a text has a word of the prompt."""
        return not self.stems.isdisjoint(_stems(text))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s")[:5] for word in re.findall(r"\w{3,}", text)) - _SILENT


def asked_of(prompt: str) -> Asked:
    """Read a prompt."""
    text = clean(prompt)[:6_000].lower()
    asks_text = _ASKS_TEXT.search(text) is not None
    return Asked(
        text=text,
        stems=_stems(text),
        several=(_SEVERAL.search(text) or _AND_DO.search(text)) is not None,
        words=_WORDS.search(text) is not None and _CODE.search(text) is None,
        verse=_VERSE.search(text) is not None,
        saying=_SAYING.search(text) is not None,
        refusing=(asks_text and _REFUSING.search(text) is not None) or asks_refusal(text, NEGATED),
        machine=_MACHINE.search(text) is not None,
        echo=_TRANSLATE.search(text) is not None and NEGATED.search(text) is not None,
        yes_no=_YES_NO.search(text) is not None,
        self=re.search(r"\byou\b", text) is not None,
        harm=_HARMFUL.search(text) is not None,
        opinion=any(one.search(text) for one in (_YES_NO, _WH, _OPINION)),
        how=_HOW.search(text) is not None,
    )
