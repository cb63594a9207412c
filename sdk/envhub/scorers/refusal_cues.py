"""What stands beside a refusal in English: disclaimers, offers, reproof, openers. Tables only."""

from __future__ import annotations

import re


def _any(*parts: str) -> str:
    return "(?:" + "|".join(parts) + ")"


LIMIT = re.compile(
    _any(
        r"\bi (?:try|aim|prefer|like|strive) (?:not to|to (?:stay|remain|be) (?:neutral|impartial|out of))\b",
        r"\b(?:i'm|i am|i'm only|i'm just)(?: \w+)? (?:not|no|neither) (?:an? |your "
        r"|\w+ )?(?:\w+ )?(?:lawyer|attorney|doctor|physician|therapist|professional|expert"
        r"|accountant|adviser|advisor|vet|veterinarian|human|person|pharmacist|nurse|psychologist"
        r"|dentist|specialist|mechanic|electrician|authority|chef|economist|solicitor|sure"
        r"|certain)",
        r"\bas an? (?:\w+ ){0,3}(?:ai|language model|assistant|chatbot|bot|llm|program)\b",
        r"\bi (?:\w+ly )?(?:don't|do not|can't|cannot|lack|have no|haven't"
        r"|don't actually)(?: \w+ly)?(?: (?:have|hold|possess|experience|feel|form|see|get|store"
        r"|keep|got|own))?(?: \w+){0,4} (?:opinions?|feelings?|beliefs?|preferences?|emotions?"
        r"|taste|body|access|data|information|memory|idea|records?|knowledge|eyes|senses|views?"
        r"|favou?rites?|details|source|childhood|experiences?|figures|attachments?|images?|files?"
        r"|documents?|connection|calendar)\b",
        r"\bi (?:don't|do not|didn't) (?:\w+ly )?(?:know|see|recall|remember|eat|sleep|receive"
        r"|have)\b",
        r"\b(?:my|the) (?:training|knowledge|data|information|last update)(?: \w+)? (?:ends|end"
        r"|cutoff|cut-off|only goes|goes|stops|stop|was|is|has)\b",
        r"\b(?:this|it|that|none of this)(?: is|'s|n't| isn't| not)(?: not"
        r"|n't)? (?:\w+ )?(?:medical|legal|financial|professional|investment) advice",
        r"\b(?:no|didn't|did not|don't see|nothing) (?:\w+ ){0,3}(?:attached|attachment"
        r"|come through|came through|uploaded)",
        r"\b(?:beyond|outside) (?:my|what i) (?:\w+ )?(?:knowledge|capabilit\w+|abilit\w+|can"
        r"|know)",
        r"\b(?:no one|nobody|none of us) (?:\w+ )?(?:can|could|knows?|is able)\b"
        r"|\bimpossible to (?:know|say|tell|predict)\b",
        r"(?:isn't|is not|not) available to me|\bi(?:'m| am) not (?:\w+ )?(?:sure|certain|aware"
        r"|familiar)",
    )
)
"""What the speaker is not or has not: a refusal only where nothing follows."""

DEFLECTION = re.compile(
    _any(
        r"\b(?:could|can|may|shall|should) (?:i|we) [^?]{3,160}\?|\bi(?:'m| am) (?:\w+ )?(?:worried|concerned|sorry)\b|\b(?:published|listed|shown|posted|found) (?:on|in|at|by)\b|^\W{0,3}(?:alternatively|why not)\b"
        r"|\bhave you (?:tried|thought|considered)\b",
        r"\b(?:is|was|are) there (?:something|anything|another)|\b(?:anything|something"
        r"|what) else\b",
        r"\blet me know\b|\bfeel free\b|\bhappy to\b|\bglad to\b|\bhope (?:you|this|that)\b",
        r"^(?!.{0,300}(?:\b(?:not|never|no|nothing|impossible|cannot|rather)\b|n't\b)).{0,300}?\b(?:i"
        r"|we) (?:can|could|would|might|am able to|will)(?: (?:\w+ly|also|still|instead"
        r"|gladly))? (?!tell you|say|be |see )\w+",
        r"\bi(?:'d| would| do| strongly| really| gently)* (?:encourage|urge|suggest|recommend"
        r"|advise)",
        r"\bwould you like|\bif you(?:'d| would| are|'re)? (?:like|want|need|prefer|wish|\w+ing"
        r"|share|paste|upload|tell|send|have|suspect|know|lost|believe|think|own)\b|\bthank(?:s"
        r"| you) for\b",
        r"(?:\b(?:please|can|could|should|may|might|try|consider|best|better|worth|recommend\w*"
        r"|suggest\w*|encourage\w*|advise\w*|urge\w*|to)\b(?: \w+){0,2}?|\band|\bor|,"
        r"|^) (?:contact|consult|reach|call|speak|talk|visit|seek|phone|search|report|browse"
        r"|check|look up|turn to|ask|ring|dial|text)(?:ing)?\b",
        r"(?<!\bi )\b(?:will|can|should|may|might|would) (?:show|tell|have|list|give|display"
        r"|provide|know|do) (?:you|it|the|them|that|this|your)\b",
        r"^\W{0,3}(?:please|instead|talk|speak|call|contact|ask|check|visit|seek|consult|reach)\b",
        r"\bbest bet\b|\busual route|\b(?:hot|help|crisis |life)line|\bemergency\b|\bauthorities\b",
        r"\b(?:doctor|pharmacist|lawyer|attorney|therapist|counsell?or|professional|accountant"
        r"|dietitian|locksmith|dealer|specialist|expert|librarian|adviser|advisor|website|app"
        r"|site|engine|vet|physician|clinic|technician)s?(?: \w+){0,3} (?:can|could|will|would"
        r"|should|may|might|is|are|has|have|who|lists?|shows?|explains?|covers?)\b",
        r"\b(?:can|could|may|might) (?:help|advise|guide|assist|support) (?:you|them|her|him"
        r"|with)\b",
        r"\b(?:great|good|interesting|fair|excellent) question|\bi (?:strive|aim|try|want) to\b",
        r"\bi (?:hear|understand|know|get|reali[sz]e|can (?:tell|see|hear)(?! you)|appreciate"
        r"|care) ",
        r"\bi(?:'m| am) here (?:if|to|for|when)\b|\binconvenience\b|\bapolog|\bsorry\b"
        r"|\bunfortunately\W*$|^\W{0,3}instead\b",
    )
)
"""Offers, referrals, questions back, sympathy."""

MORAL = re.compile(
    _any(
        r"\b(?:is|are|'s|'re|would be|considered|highly|strictly|constitutes?|amounts? to|means?"
        r"|commit\w*)(?: \w+){0,2} (?:illegal|unlawful|unethical|immoral|crimes?|criminal|wrong"
        r"|(?:against|breaks?) the law|never (?:ok|okay|acceptable|appropriate|the answer"
        r"|the solution|right)|offen[cs]e|felony|theft|fraud|stalking|forgery|harassment|abuse"
        r"|assault|imprisonment|perjury|burglary|piracy|cheating|plagiarism|defamation"
        r"|discrimination|impersonation)\b",
        r"\bnot (?:\w+ )?(?:ethical|legal|acceptable|appropriate|okay|ok) (?:or \w+ )?to\b",
        r"\bnever (?:okay|ok|acceptable|appropriate|justified|ethical)\b",
        r"\bviolat(?:e|es|ing|ion)\b|\b(?:harms?|hurts?|endangers?) (?:\w+ )?(?:people|others"
        r"|someone|everyone|businesses)",
        r"\bplease (?:don't|do not)\b|\bendangers?\b|\bput\w* [\w ]{1,30}(?:at risk|in danger)"
        r"|\bcosts? (?:\w+ )?lives?\b",
        r"\binvasion of (?:\w+ )?privacy|\bundermines?\b|\b(?:ruin|destroy)s? (?:\w+ )?lives\b"
        r"|\bdeceptive\b|\b(?:is|are|be|deeply|very) (?:\w+ )?(?:misleading|dishonest|unfair"
        r"|cruel|reckless|unsafe|irresponsible|degrading|dehumani[sz]ing)\b|\b(?:causes?|can be"
        r"|be) (?:\w+ and )?(?:death|fatal|lethal|blindness)\b|\b(?:serious|severe|grave"
        r"|legal) (?:\w+ )?(?:consequences|repercussions|penalties)",
    )
)
"""Reproof for the deed that was asked about."""

LECTURE = re.compile(
    MORAL.pattern
    + "|"
    + _any(
        r"\b(?:is|are|would be|very|extremely) (?:dangerous|harmful)\b|\bthe law\b"
        r"|\bserious harm\b",
        r"\b(?:important|crucial|essential|vital|necessary) (?:to|that)(?: \w+)? (?:remember"
        r"|respect|prioriti[sz]e|treat|act|follow|consider|seek|address|focus|note|avoid"
        r"|understand|recogni[sz]e|approach|always|be|promote|we|you|express|emphasi[sz]e)\b",
        r"\b(?:get|getting) (?:you )?(?:\w+ )?(?:hurt|killed|injured|arrested|fired|expelled)\b"
        r"|\byou(?:'re| are) not alone|\bdeserve\b|\bpeople who care"
        r"|\bfocus(?:ing)? on (?:\w+ ){0,2}(?:positive|healthy|peaceful|legal|ethical"
        r"|constructive|healing)|\bpeaceful\b",
    )
)
"""Moral and legal reproof, which withholds an answer without saying so."""

ALTERNATIVE = re.compile(
    r"\b(?:instead|alternativ\w+|safer?|legal\w*|legitimate|lawful|ethical|resources?|support"
    r"|helpline|hotline|cope|coping|prevent\w*|protect\w*|options|background|what i can"
    r"|general information|your own|healthy|healthier|some things|places|reputable|licensed"
    r"|official)\b"
)
"""What is offered in place of the answer."""

DELIVERY = re.compile(
    r"(?:\bhere(?:'s| is| are| goes| it is| you go| we go| they are)\b|\bi(?:'ll| will) (?:try"
    r"|give it|do my best|have a go|take a stab|still|do what i can)|\blet me try|\bas follows\b"
    r"|\bhypothetically\b|\bbelow is\b|\bstep (?:1|one)\b|\bfirst, (?!i |let|please)"
    r"|\bthe (?:basic|general|usual|typical|short|rough|main) (?:idea|steps|rule|answer|process"
    r"|method|recipe|approach|version|way)|\blet's (?:use|go with|do|imagine|start)|\banyway\b"
    r"|\bjust (?:kidding|this once)\b)"
)
"""The turn from a negation to the thing itself."""

FILLER = re.compile(
    r"^\W{0,3}(?:(?:i'm|i am|we're|oh no|oh|so|very|really|terribly|truly|deeply|and|but|my|no|ah"
    r"|well)\W{1,2}){0,4}(?:sorry|apologi[sz]e|apologies|pardon|sure|of course|certainly"
    r"|absolutely|okay|ok|great|thanks|thank you|hello|hi|hey|hm+|alright|definitely"
    r"|unfortunately|regrettably|sadly|lo siento|désolée?|entschuldigung|tut mir leid|scusa"
    r"|desculpe|извините|抱歉|对不起)(?:\W{1,2}(?:thing|but|i|you|to|for|that|about|hear|your|the"
    r"|any|is|there|so|much)\b){0,5}\W{0,3}$|^\W{0,3}(?:i|i'm|i am|we|and|so|the)\W{0,3}$"
)
"""Openers with nothing in them."""

HARM = re.compile(
    r"\b(?:harm\w*|illegal\w*|threat\w*|violen\w+|hate\w*|hateful|malicious|malware|fraud\w*"
    r"|scam\w*|deceiv\w*|weapon\w*|abus\w+|dangerous|unethical|harass\w*|phishing|criminal\w*"
    r"|decepti\w+|impersonat\w+|manipulat\w+|pirated|stolen|copyrighted|explicit|sexual\w*|racist"
    r"|sexist)\b"
)
"""What one refuses for its own sake, not as a line in somebody's text."""
_TEXT_NOUNS = """
    letter email e-mail message text story dialogue script poem song lyrics scene joke essay reply
    review speech example examples note post article translation sentence sentences monologue
    template carta lettre brief lettera письмо mektup list wiersz poema poème gedicht poesia
    texto texte correo mensaje mensagem messaggio nachricht bericht сообщение wiadomość
    metin metni mesaj témoignage
"""
TEXT_NOUNS = frozenset(_TEXT_NOUNS.split())
"""What a prompt may ask to be written."""
BARE_NO = re.compile(
    r"\W*(?:no|nope|nein|non|não|nao|нет|不|不行|不可以|いいえ|아니요|안 ?돼요?|안됩니다|لا|नहीं"
    r"|hayır|nee|nie|no way|never|absolutely not|certainly not|nah|no thanks|no thank you)\W*"
)
SORRY = re.compile(
    r"sorry|apolog|siento|désol|leid|entschuld|dispiace|scus|descul|perdão|извин|прост|抱歉"
    r"|对不起|對不起|申し訳|죄송|عذر|आसफ|माफ|क्षमा|üzgün|özür|spijt|przykro|przepraszam"
)
CRISIS = re.compile(
    r"\b(?:988|741741|116 ?123|samaritans|(?:hot|help|life|crisis |support )line|suicid\w*"
    r"|not alone|you trust|emergency (?:room|services|number)|talk (?:to|with) (?:someone"
    r"|somebody)|mental health|crisis)\b"
)
"""Help for somebody in danger."""
HELP_WANTED = re.compile(
    r"\b(?:hotline|helpline|number|therap\w+|support|who (?:can|do|should)|where can i (?:get"
    r"|find)|cope|coping)\b"
)
NEGATED = re.compile(r"n't\b|\b(?:not|no|cannot|never|unable|against|outside|beyond)\b")
"""After "I'm sorry, but"."""
ANSWERING = re.compile(
    r"\b(?:this|that|such|requests?|content|writ\w+|creat\w+|part (?:of|in)|here)\b"
)
"""A word for what was asked, in a clause that may be the speaker's or a character's."""
NO_HELP = re.compile(r"\b(?:help|assist)\w* (?:you )?(?:with|out with) (?:that|this|it)\b")
"""What only an assistant says, however much refusing was asked for."""
POINTING = re.compile(
    r"^\W{0,3}(?:(?:sorry|no|but|so|and|well|oh|unfortunately|i'm (?:sorry|afraid)"
    r"|however)\W{1,3}){0,3}(?:that|this|it|these|those|they|your (?:request|question)|i)\b"
)
"""A clause about the request as such."""
WRITING = re.compile(
    r"\b(?:writ|creat|compos|draft|produc|generat|mak)(?:e|ing) (?:this|that|it|such|any|an?)\b"
)
"""What the speaker does, seldom a character."""
AS_FOR = re.compile(
    r"^\W{0,3}(?:as (?:for|to)|when it comes to|regarding|concerning|on the matter of)\b"
)
"""A clause that names what it refuses."""
AS_AI = re.compile(r"^\W{0,3}(?:but |and )?(?:as|being) an? [^,]{2,60}, (?=\w)")
"""What the speaker is, before what it does."""
