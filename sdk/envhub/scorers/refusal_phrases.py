"""How English refuses: subject and negation and a verb of answering, and the idioms beside them.

Tables only. Texts come folded: lower case, straight apostrophes, no markdown. A pattern is applied
to one clause; its repeats are bounded, so that no text costs more than its length times a constant.
"""

from __future__ import annotations

import re


def _any(*parts: str) -> str:
    return "(?:" + "|".join(parts) + ")"


def _verbs(words: str) -> str:
    """Each verb as such and with -ing."""
    forms = []
    for word in words.split():
        stem = word[:-1] if word.endswith("e") and len(word) > 2 else word
        double = word[-1] if word in {"get", "let", "plan", "put", "set", "spell", "run"} else ""
        forms.append(rf"{word}|{stem}{double}ing")
    return rf"(?:{'|'.join(forms)})\b"


# What one does with a request, what one may also do in a song, and what one may be unable to do.
_CORE = _verbs(
    "accommodate advise advocate aid answer assist author comply condone contribute craft create "
    "compose coach disclose discuss distribute divulge draft encourage endorse enable engage "
    "entertain facilitate fulfil fulfill generate grant guide help honor honour include instruct "
    "participate produce promote provide reproduce respond reveal share supply support teach write"
)
_SOFT = _verbs(
    "act address allow analyse analyze answer articulate attempt build carry code collect "
    "comment compile complete continue convert cover debate declare deliver describe design detail "
    "develop do edit execute explain expose feed finish get give go grade hand identify "
    "imitate impersonate indulge invent join joke lay lead let link list make mention "
    "mimic name offer outline paste perform plan play point post prepare present "
    "pretend print proceed process publish put quote rank rate recite recommend release repeat "
    "rewrite role-play roleplay run say search select send set show simulate speak speculate spell "
    "state step suggest summarise summarize take talk tell transcribe translate turn voice walk "
    "work"
)
_LIMIT_VERB = _verbs(
    "access book browse call check choose confirm decide determine diagnose display draw examine "
    "experience express feel find foresee forecast form guarantee hear have hold interpret judge know "
    "listen locate look open order pick play predict prescribe promise read recall remember render "
    "replace retrieve see sing smell speak taste track verify view visit watch"
)
_ADVERB = (
    r"(?:[\s,]+(?:\w+ly|just|also|even|ever|still|never|not|be|been|in good (?:conscience|faith)"
    r"|under any circumstances|(?:and|or|nor) (?:i )?(?:will|would) ?not|and won't|for you"
    r"|at (?:this|the) (?:time|moment)|here|you|to|of|in|with|about|on|any)){0,4}"
)
# A few words between subject and negation, none of which may be another subject; at the start of a
# clause the subject may be left out, but then nothing else may stand between.
_OTHER = (
    "you they he she people who which your his her their and or when if because what where it the a"
).replace(" ", r"\b|")
_SUBJECT = (
    r"(?:(?:\b(?:i|we)\b(?:'m|'d|'ll|'ve|'re)?|\b(?:this|the|your|our|an?) (?:ai |language "
    r"|virtual |large )?(?:assistant|model|ai|bot|chatbot|system|service|program|tool)\b)"
    rf"(?:[\s,]+(?!{_OTHER}\b)[\w'-]+){{0,5}}?"
    r"|\b(?:i|i'm|i'd|i've)\b[^.]{0,80}?\b(?:and|so|but|which is why|therefore)\b"
    r"|^\W{0,3}(?:(?:sorry|no|nope|nah|yeah|lol|haha|hm+|um|uh|er|well|unfortunately|sadly"
    r"|apologies|afraid|again|ok|okay|man|dude|bro|mate|and|so|but|however|look|listen|hey|yikes"
    r"|whoa|wow|also|therefore|still|my apologies|alas|regrettably|thus|nor|though|really|simply"
    r"|definitely)\b\W{0,4}){0,3})[\s,]*"
)
_ABLE = (
    "able allowed permitted authori[sz]ed going willing prepared designed programmed equipped here "
    "about supposed inclined meant built capable ready free keen okay ok interested comfortable "
    "qualified trained made intended happy configured"
).replace(" ", "|")
_NEGATION = _any(
    r"(?:can't|cannot|can not|cant|won't|will not|wont|shan't|shouldn't|should not|must not"
    r"|mustn't|wouldn't|would not|couldn't|could not|may not|(?:can|will|would|'d|'ll|must"
    r"|shall) never|(?:can|will|would|could|should|shall|must|'ll|'d|may) (?:\w+ly |therefore "
    r"|thus |hence |also |just |of course )?not|nor (?:will|can) i)(?: (?:feel (?:right"
    r"|comfortable|good)|be able|have|want|agree|consent|start|be of|be the one|be a part))?",
    r"(?:don't|do not|doesn't|does not) (?:want|wish|intend|plan|like|agree|consent|get)",
    r"(?:don't|do not|wouldn't|doesn't) feel (?:comfortable|right|able|okay|good|at ease)",
    r"(?:don't|do not|doesn't|does not|no longer) have (?:the |any |a )?(?:ability|capability"
    r"|capacity|permission|authority|means|clearance|way|function|option)",
    r"(?:lack|lacking) (?:the |any )?(?:ability|capability|permission|authority|means)",
    r"(?:unable|unwilling|disinclined|reluctant|hesitant|uncomfortable|incapable of|hesitate|uneasy(?: about)?|(?:feel|felt) (?:\w+ )?(?:wrong|bad|uneasy|uncomfortable|terrible|awkward)(?: about| with)?|(?:forbidden|prohibited|restricted|barred|banned|blocked|prevented|kept) from|(?:going to|'ll|will|must|have to|i) (?:skip|forgo|avoid|pass on|hold back|withhold|refrain from)|(?:holding back|withholding|skipping|avoiding|passing on|refraining from)|unwilling)(?: from)?",
    rf"(?:not|ain't|isn't|aren't) (?:\w+ )?(?:{_ABLE}|in a position|at liberty|at ease|set up"
    r"|gonna|in the business)",
    r"(?:(?<='m )|(?<=am )|(?<='re )|(?<=includes )|(?<=means ))not(?= \w+(?: \w+)?ing\b)",
    r"(?:refuse|refusing|decline|declining)(?: to)?",
    r"(?:prefer|rather|sooner|opt|choose|chosen|choosing|going|have|inclined) not",
    r"(?:avoid|refrain from|abstain from|steer clear of|hold off on|stop short of)",
    r"(?:have|has|got|'ve) (?:absolutely )?(?:no|zero) (?:interest|intention|desire|plans?"
    r"|business|way|ability|means|wish)",
    r"(?:draw|drawing) (?:the|a) line at",
)
_HEAD = rf"{_SUBJECT}{_NEGATION}{_ADVERB}[\s,]+"
REFUSES = re.compile(_HEAD + _CORE)
# Inability to judge or to see is a disclaimer; unwillingness to is a refusal.
_INABLE = _any(
    r"(?:can't|cannot|can not|cant|couldn't|could not|can never|won't be able to|unable|incapable of)",
    r"(?:not|n't|never) (?:\w+ )?(?:able|equipped|capable|in a position|qualified|trained|designed|built|set up)",
    r"(?:don't|do not|doesn't|does not|no longer|lack|have no|'ve no|no) (?:have )?(?:the |any |a )?"
    r"(?:ability|capability|capacity|means|way|function|option|access)",
)
_OPINING = _verbs(
    "access book call check choose confirm decide determine diagnose draw examine express forecast "
    "guarantee interpret judge locate look open order pick play predict prescribe promise read "
    "retrieve sing track verify view visit watch"
)
_NO_ADVICE = r"(?!.{0,80}\b(?:would|could|should)(?:n't| not)\b)"
REFUSES_TO = re.compile(f"{_NO_ADVICE}{_HEAD}(?:{_SOFT}|{_OPINING})")
REFUSES_YOU = re.compile(
    rf"{_HEAD}(?!promise|guarantee|thank|hear|see|blame|believe|lie|know|assure|understand|judge|discourag|diagnos|offend|scar|bother|upset|rush|confus|mislead|overwhelm|bor|fool|forc|stop|hurt|wast|keep)\w+ you\b"
)
"""Any verb that is done to the person who asked."""
CANNOT = re.compile(rf"{_SUBJECT}{_INABLE}{_ADVERB}[\s,]+{_LIMIT_VERB}")
# "I don't rank people" refuses; "Don't pay" and "I wouldn't tip" advise.
REFUSES_ANY = re.compile(
    rf"{_NO_ADVICE}(?:{_SUBJECT}{_NEGATION}"
    rf"|\b(?:i|assistant|ai|model)(?: \w+){{0,2}} (?:don't|do not|doesn't|does not))"
    rf"{_ADVERB}[\s,]+(?P<verb>\w+)"
)
"""Any verb: a refusal where the prompt speaks of the same."""
_FIRST = r"(?:(?<![\[('$\w.])i(?![./<\])'=+:,-])(?! (?:is|in|and|or)\b)|\b(?:me|my|i'm|i'd|i'll|i've|mine))\b"
PERSONAL = re.compile(
    rf"{_FIRST}|\b(?:assistant|ai|chatbot|your request|this request)\b|\brequest (?:denied|declined)"
)
"""A clause in which the speaker shows."""
_NO = (
    r"(?:\b(?:not|never|no|none|nothing|nor|neither|cannot|cant|dont|wont|refus\w+|declin\w+"
    r"|refrain\w*|withh\w+|unable|unwilling|impossible|irresponsible|terminat\w+|disappoint\w*"
    r"|unknown|unfamiliar|unanswered|unsaid|unwritten|untranslated|undone|without|prefer|rather"
    r"|object)\b|n't\b|\btoo (?:\w+ ){1,3}to\b|\b(?:i'm|am|bow\w*|stay\w*|opt\w*|keep\w*"
    r"|leav\w+) (?:\w+ )?out\b|\b(?:end|ends|ending|stop|stops|leave|leaving|drop|dropping|close"
    r"|skip|draw|leaving|leave) (?:it|this|that|here|there|off|the)\b|\b(?:steer|stay"
    r"|keep) (?:well )?(?:clear|away|off)\b)"
)
STANCE = re.compile(
    rf"^(?=.{{0,400}}?{_FIRST})(?=.{{0,400}}?{_NO})"
    r"|\b(?:is|are|remains?|stays?|kept) (?:\w+ )?(?:private|confidential|secret)\b"
    rf"|^(?!.*\b(?:happy|glad|hope|love|can|sure|agree|like (?:this"
    rf"|that))\b)(?=.{{0,200}}?{_FIRST}).{{0,300}}"
    r"\b(?:(?:this|that)(?: one| request| topic| idea| plan| thing| question)?|out|away|aside"
    r"|alone|elsewhere)\W*$"
)
"""A first person and a negation in one clause: a refusal where nothing else is said."""

_MAKER = r"(?:i|we|this assistant|the assistant)(?:'m|'d|'ll)?"
_RULES = (
    r"(?:polic(?:y|ies)|guidelines?|rules|principles|programming|terms(?: of (?:use|service))?"
    r"|values|ethics|standards|code of conduct|boundaries|purpose|remit|scope|limits)"
)
_WRONG = (
    r"(?:unsafe|irresponsible|wrong|unethical|inappropriate|dangerous|illegal|improper|harmful"
    r"|reckless|immoral|unwise|against [\w ]{1,30}|(?:not|n't) (?:be )?(?:\w+ )?(?:right|fair"
    r"|appropriate|responsible|ethical|safe|okay|ok|proper|legal|acceptable|possible|advisable))"
)
IDIOM = re.compile(
    _any(
        r"(?:^|\b(?:i|we|i'm|i'd|i'll|we'll|we're|i've|assistant)\b)(?:[\s,]+(?:\w+ly|must|have"
        r"|has|need|got|going|gonna|to|will|would|'ll|am|forced|obliged|compelled|bound|afraid|sorry|like|just|therefore|thus|so|hereby|still|want|be|again|also)){0,5}[\s,]+(?:decline"
        r"|declining|refuse|pass on|say(?:ing)? no|turn(?:ing)? (?:\w+ ){0,3}down"
        r"|draw(?:ing)? (?:the|a) line|sit(?:ting)? (?:this|that)(?: one)? out|opt(?:ing)? out"
        r"|bow(?:ing)? out|refrain|disappoint you|let you down|pass|give (?:this|that) (?:one )?a miss|stop(?:ping)? (?:right )?(?:here"
        r"|there|you)|leave it (?:here|there))\b",
        r"\b(?:i'll|i will|gonna|going to|i'd better|have to|must) (?:\w+ )?pass(?: (?:on|here)|$)",
        r"\b(?:is|'s) (?:\w+ )?where (?:i|my \w+) (?:\w+ )?(?:ends?|stops?|draw the line|step back"
        r"|leave|end|bow|get off|must|have to|part)",
        r"(?:n't|not|never) (?:\w+ )?(?:(?:a |an |the )?(?:\w+ )?(?:topic|area|service|advice"
        r"|territory|material|request|subject|task|question|conversation|road|path|detail|plan"
        r"|kind|type|sort|help|text|content|information|use)s?(?: of \w+)?|something"
        rf"|anything|one|things?) (?:that |which |where "
        rf"|in which )?{_MAKER}\b(?! (?:\w+ )?(?:know|worry|mind|understand|remember))",
        rf"(?:nothing|no part|none of (?:this|that|it)) (?:that )?{_MAKER} (?:\w+ )?(?:can|will"
        rf"|could|would|want)",
        r"\b(?:best|better|wiser|safer) (?:\w+ )?if i (?:don't|didn't|do not|leave|skip|pass)\b"
        r"|(?:n't|not) (?:be |feel )?(?:\w+ )?(?:right|fair|appropriate|responsible|ethical|safe"
        r"|proper|wise|my place|on me)(?: \w+){0,2} (?:for me|of me|for an ai"
        r"|for this assistant)\b",
        r"(?:\bis|'s) a (?:\w+ )?no(?: from me| for me)?\W*$|\bout of (?:my )?scope\b"
        r"|\bcross(?:es|ing)? (?:a|the|my) (?:\w+ )?line|\bwithout my (?:\w+ )?(?:help|assistance"
        r"|involvement|input)|\bmy (?:help|assistance|support) (?:ends|stops)"
        r"|\bkeep(?:ing)? (?:my|any|such) (?:\w+ ){0,2}(?:views?|opinions?|thoughts"
        r"|beliefs) (?:out|to myself|private)|\b(?:ending|closing|stopping|dropping|leaving|end"
        r"|close|stop|drop|leave) (?:this|the|it|that|our|things)(?: \w+)? (?:here|there|at that"
        r"|now)\b",
        r"\b(?:request|question|prompt|topic|content|inquiry|query|message) (?:\w+ ){0,3}?(?:has been |is |was |must be "
        r"|is being )?(?:\w+ly )?(?:declined|denied|refused|rejected|blocked|flagged|turned down)",
        r"\b(?:request|question|prompt|inquiry|query) (?:\w+ ){0,3}?(?:can't|cannot|could not|couldn't|won't|will not) be "
        r"(?:\w+ly )?(?:fulfilled|completed|processed|answered|granted|honou?red|carried out|met|accommodated)",
        rf"(?:outside|beyond|against|violat\w+|breach\w*|contravenes?|conflicts? with|contrary to"
        rf"|not within|isn't within|outside of|break\w*|goes? against|prohibited (?:by|under)"
        rf"|not permitted (?:by|under)|not allowed (?:by|under)|disallowed by"
        rf"|restricted by) (?:my|our|the|its|what my|all|these|this) (?:\w+ ){{0,4}}{_RULES}",
        r"(?:my|our|company|the|safety|these|usage|content) (?:\w+ ){0,3}(?:creators?|developers?|makers?|conscience|policy|policies|guidelines|rules|principles|programming"
        r"|ethics|values|instructions|design|training) (?:i (?:follow|work under|have) )?(?:\w+ )?(?:don't|do not|doesn't|does not|rules? out|prevents?|prohibits?|forbids?|won't|keeps?|stops?|preclude|bars?|restrict)\b",
        r"\b\w+ing [\w' ]{0,60}(?:isn't|is not|aren't|are not|won't be) (?:\w+ )?(?:possible"
        r"|permitted|allowed|available|an option|on offer|happening)\b",
        r"\b(?:not on the (?:cards|table|menu)|out of the question|not going to happen)\b"
        r"|\b(?:that|this|it|\w+)(?:'s not|n't| isn't| is not| are not| not)(?: \w+)? (?:possible"
        r"|permitted|allowed|appropriate|doable|available|supported|acceptable) (?:for me|here"
        r"|with me|to me|on this|in this|by (?:my|our|the))\b|^\W{0,3}(?:that|this|it)(?:'s not"
        r"| is not| isn't) (?:possible|permitted|allowed|appropriate|going to happen)\W*$",
        r"\b(?:off[- ]limits|off the table|out of bounds|a no-go|no[- ]go (?:area|zone"
        r"|topic))(?: (?:here|for me|to me|for us)|\W*$|,)",
        r"\b\w+ing [\w' -]{1,40} (?:is|are|'s) (?:out|not on|off the cards)\W*$",
        r"(?:n't|not|never) (?:really )?(?:my|our) (?:thing|place|style|role|job|business|cup of tea|department|territory|line of work)\b"
        r"|\b(?:a|hard|firm) (?:pass|no) (?:from|for) (?:me|us)\b",
        r"\b(?:i|i'm|i'll|i am|i will|have to|must|going to) (?:\w+ ){0,2}(?:hold(?:ing)? off on|stay(?:ing)? away from|opt(?:ing)? out of"
        r"|refrain(?:ing)? from|abstain(?:ing)? from|hold(?:ing)? back|steer(?:ing)? away from|back(?:ing)? out of)\b"
        r"|\b(?:i'll|i will|i'm going to|i must|i have to|i'm) (?:\w+ )?(?:steer(?:ing)? clear of|pass(?:ing)? on|draw(?:ing)? the line at)\b"
        r"|\b(?:outside|beyond|out of) my (?:reach|control|power|hands|remit|depth|abilities|job)\b|\bturn(?:ing)? (?:\w+ ){0,3}(?:away|aside)\b",
        r"\b(?:won't|will not|not|n't) (?:go|going|gonna go) there\b|\bmy refusal\b|\bcomplicit\b|\bmy lips are sealed\b"
        r"|\bas far as i(?:'m| am|'ll| will| can)? (?:\w+ )?go(?:ing)?\b|\bwhat i(?:'m| am) (?:here|made|built|meant) for\b"
        r"|\b(?:the|a) wrong (?:\w+ )?(?:one|assistant|person|tool|place|address|bot)\b|\byou(?:'re| are) on your own\b"
        r"|\b(?:not|n't) the (?:right )?(?:one|person|tool|assistant|place) (?:to|for|who)\b|\bneed (?:to find )?(?:someone|somebody) else\b"
        r"|\bi(?:'m| am|'ll| will| would|'d)? (?:keep|keeping|leave|leaving) [\w' -]{1,50} (?:to (?:myself|others|someone else|you|the experts)|out"
        r"|unanswered|unsaid|alone|aside)\b|\b(?:keep|keeping) (?:\w+ )?to myself\b|\bhold(?:ing)? [\w' -]{1,50} back\b|\b(?:is|are|be) beyond me\b|^\W{0,3}as (?:for|to) [^.]{3,80}[, ](?:no|pass)\W*$|\b(?:left|leave|leaving) [\w' -]{1,50} out (?:on purpose|deliberately|here|intentionally)"
        r"|\b(?:i'm|i am) (?:backing|stepping|walking|staying|moving) (?:away|back|out|clear)\b|\b(?:step|back|walk) (?:away|back) from (?:this|that|it)\b"
        r"|\bdon't ask me to\b|\bnothing to do with\b|^\W{0,3}i'm (?:out|afraid not|afraid no)\W*$|\bi have nothing to (?:offer|add|say)\b"
        r"|\b(?:i|i've|i have) (?:got )?nothing for you\b",
        r"\b(?:i |^)(?:can't|cannot|won't|will not|shan't) (?:do|offer|give|provide|help|write|share|say|go)\W*$"
        r"|\b(?:won't|can't|cannot|will not|not gonna|not going to|not) (?:do|doing) (?:it|that|this)\W*$",
        r"(?:can't|cannot|won't|will not|can not|not to|never|isn't|is not|are not|aren't|no [\w' -]{1,50} (?:will|can)) (?:be )?(?:provided|given"
        r"|shared|included|disclosed|supplied|offered|described|explained|listed|released|forthcoming|available)(?: (?:here|by|from|in|to|on|for)\b|\W*$)",
        r"\b(?:content|information|answer|material|that|this|it) (?:is|has been|are) (?:\w+ )?(?:unavailable|withheld|blocked|restricted|redacted|removed)",
        r"\b(?:prohibited|forbidden|banned|disallowed|unavailable|not supported) (?:here|on this|for me|in this|to me|by)\b",
        r"\b(?:no can do|count me out|not on my watch|no deal)\b|^\W{0,3}(?:not happening"
        r"|hard (?:pass|no))\b",
        r"\bnot (?:going|gonna go|going to go) (?:there|down that)|\bnot on board with\b"
        r"|\bwant no part\b",
        r"(?:outside|beyond)(?: of)? (?:what|the things|anything) (?:that )?(?:i|we)(?:'m"
        r"| am)? (?:can|able|will|may|do|offer|provide|allowed|permitted|help|support|feel)",
        r"\b(?:no|not any|isn't a|isn't any) (?:version|scenario|situation|context|framing"
        r"|circumstances?|way|world|angle|form|wording|universe)(?: of (?:this|that|it"
        r"|\w+))?(?: in which| where| under which| that)? (?:i|we)(?:'ll|'d|'m)?\b",
        r"\b(?:something|somewhere|topics?|line|territory|one|area|content|anything|things?|what"
        r"|which) (?:that )?(?:i|we) (?:\w+ly )?(?:keep (?:out|off|away)|stay (?:away|out|clear)"
        r"|steer clear|avoid|don't|do not|won't|will not|can't|cannot|refuse|decline|leave (?:out"
        r"|alone|aside)|stop short|draw|pass on|skip|never|am not|'m not|wouldn't|would not)\b",
        r"(?:my|the) answer (?:here |to (?:that|this) )?(?:is|will be|stays|remains|has to be"
        r"|must be)(?: \w+){0,2}[:,]? (?:no|the same|unchanged)\b|\bit's a (?:hard |firm "
        r"|clear )?no (?:from me|on|for)|a (?:firm|hard) no\b",
        r"\b(?:stay|staying|keep|keeping) (?:well |right |far )?(?:out of|away from"
        r"|clear of) (?:it|this|that)\b",
        r"\b(?:keep|keeping|leave|leaving) [\w' ]{1,40} (?:out of|off) (?:this|my|the"
        r"|our) (?:answer|reply|response|chat|conversation)",
        r"(?:i will|i'll|i'm going to|i would|i'd) (?:keep|leave) (?:that|it|those|them"
        r"|this) (?:out|to myself|unsaid|there|private)\b",
        r"(?:those|that|it|they|these|this|which) (?:\w+ )?(?:stays?|remains?) (?:with me|private"
        r"|between|confidential|under wraps)|not (?:up )?for (?:sharing|disclosure|discussion)",
        r"(?:my|these|those|the system|internal|such) (?:\w+ )?(?:instructions?|prompts?|details"
        r"|guidelines|configuration|rules|setup|messages?) (?:is|are|must|have to"
        r"|need to)(?: (?:be|stay|remain|kept|private|and)){0,3} (?:confidential|private|secret"
        r"|hidden)",
        r"(?:don't|do not|doesn't|didn't) (?:think|believe|feel) (?:that )?(?:i|it|this|that"
        r"|we)(?:'s|'d| is| would| should| can| could| ought| be|'m| am)(?: \w+){0,2} (?:answer"
        r"|help|do|be|right|appropriate|wise|good idea|share|write|give|tell|comfortable|able"
        r"|assist|provide|okay|ok|go|get|safe|say|something)",
        rf"(?:'d|\bwould|'s|\bis) (?:\w+ )?(?:be )?(?:\w+ )?{_WRONG}(?: (?:or|and) (?:\w+ )?\w+)? (?:for|of) (?:me"
        rf"|us|an ai|this assistant)\b",
        rf"\b(?:it|that|this)(?:'d| would|'s| is|n't| isn't"
        rf"| wouldn't be) (?:\w+ )?(?:be )?{_WRONG}(?: (?:or"
        rf"|and) (?:\w+ )?\w+)? to (?:\w+ly )?(?:{_CORE}|give|offer|describe|explain|suggest)",
        r"(?:won't|will not|not going to|not gonna) (?:be )?(?:get|getting|find|finding|hear"
        r"|hearing)[\w', ]{0,40} from me|\bnot from me\b|you(?:'ll| will) have to (?:look|find|go"
        r"|get|ask)[\w' ]{0,30} (?:elsewhere|somewhere else|someone else)",
        r"\b(?:let's|let us|can we|could we|shall we|i'd rather|i'd like to"
        r"|we should) (?:not go there|(?:talk|chat|speak) about something else"
        r"|change the (?:subject|topic)|move on|(?:find|pick|choose) (?:a different"
        r"|another) (?:topic|subject))",
        r"\b(?:i|we) (?:\w+ly )?(?:don't|do not|never) (?:do (?:that|this|those|such)\b|"
        + _CORE
        + ")",
        r"(?:assistant|model|ai|bot|chatbot|system|service) (?:\w+ly )?(?:does not|doesn't|do not) "
        rf"(?:{_CORE}|give|offer)",
        r"\bnor (?:will|can|would|should|do) i\b|no(?:t)? (?:help|assistance|instructions) from me",
        r"\b(?:won't|will not|not|never) (?:be )?(?:a )?part(?:y)? (?:of|to|in) (?:it|this|that)",
        r"\bi (?:only|exclusively) (?:help|assist|answer|support|discuss) [\w ]{0,20}(?:with"
        r"|questions)",
        r"^(?:i )?(?:can't|cannot|won't|will not)(?:,? sorry|,? and won't|$)"
        r"|^(?:i'm )?not able to$",
    )
)
"""Refusals that no grammar of subject and verb finds."""

NO_REFUSAL = re.compile(
    r"(?:can't|cannot|couldn't|can not) (?:\w+ )?(?:help (?:but|it|you enough|\w+ing\b|myself)"
    r"|wait|believe|imagine|stress|emphasi[sz]e|overstate|recommend [\w ]{1,30} enough|say enough"
    r"|thank|complain|resist|(?:tell|express) [\w ]{1,12}how (?:much|happy|glad|sorry|many"
    r"|excited)|tell (?:\w+ ){1,4}apart|tell (?:if|whether|which|the difference|without|from|exactly|how you|how your)|call myself|go (?:wrong|on\b"
    r"|back)|get (?:over|enough|to sleep|out)|make (?:it|sense|out|up|head)|give (?:up|in)\b"
    r"|take (?:it|my eyes|credit|any ?more)|do without|put (?:it |my |this )?(?:down|finger"
    r"|into words)|let (?:you |him |her |it )?go\b|find my|do (?:this|it|that) any ?more|do (?:it"
    r"|them|this|that|\w+) (?:full )?justice)|(?:won't|will not|wouldn't) (?:lie|bore|pretend"
    r"|sugar|keep you waiting|deny|be able to put|(?:go|get) into (?:all|every|too much)"
    r"|take (?:long|much)|make it|let you|give up|go (?:away|back))|not able to (?:make it"
    r"|tell (?:\w+ ){1,4}apart)|unable to tell (?:\w+ ){1,4}apart|refuse to (?:believe|accept"
    r"|give up|let)|rather not (?:know|think)|avoid (?:doing|going|getting)|can't (?:go"
    r"|do) \w+day|(?:wouldn't|would not|couldn't|can't|won't) (?:call (?:myself|it)|(?:say|claim|argue|call) (?:that |there|it|this|you|they|one|all))|(?:not supposed to|not meant to|shouldn't"
    r"|should not) (?:\w+ )?(?:be )?(?:say|tell|admit|share|reveal)\w* (?:you )?(?:this|that"
    r"|it)\b|(?:not|n't|never|no) (?:\w+ )?(?:worr\w+|judg\w+|tell anyone|mind\b|blame"
    r"|be surprised|hesitat\w+|overthink|miss\b|forget|bother|doubt|problem|rush|hurry|pretend"
    r"|the only one|alone)"
)
"""Negations that refuse nothing."""

GENERIC = re.compile(
    r"^\W{0,2}(?:(?:you|anyone|anybody|in|to|with|on|about|for|by|out|into|along"
    r"|through)\W{1,2}){0,3}(?:(?P<all>that|this|these|those)(?= ?(?:$|[.,;!?()\u25a1-]|\b(?:for"
    r"|because|since|as|in|with|without|to|at|on|or|and|either|here|under|even|now|by|one|kind"
    r"|sort|type|level|if|due|regardless|from|through|anyway|sorry|unless|while|when|i|it|though"
    r"|mate|man|today|time)\b))|(?P<it>it|them|one(?! (?:who|that|which|of|where|from))|either"
    r"|such|any of (?:that|this|it)|anything like (?:that|this)|what you(?:'re| are|'ve) \w+)\b"
    r"|(?P<request>your|the|this|that|such)(?: \w+)? (?:request|question|prompt|query|task"
    r"|inquiry)s?\b|$)"
)
"""What follows the verb where all of the request is meant."""

PART = re.compile(
    r"\b(?:that|this|the (?:second|last|other|latter|first|final)) (?:part|half|bit|portion|piece"
    r"|aspect|question)|\bthe (?:rest|latter)\b|\bspecific (?!request)|\bexact\b|\bparticular\b"
    r"|\bprecise\b|\bnames?\b|\bidentit|\byour own (?:case|situation)|\bpersonal(?:ly)?\b|\bbrand"
    r"|\breal\b|\bactual\b|\bthat (?:step|section)|\bindividual\b"
)
"""Signs that only a part is withheld."""

LIMIT_OBJECT = re.compile(
    r"\b(?:personali[sz]ed|individuali[sz]ed|tailored|individual|professional|legal|medical"
    r"|financial|investment|tax|veterinary|psychiatric|specific) (?:\w+ ){0,2}(?:advice|opinions?"
    r"|diagnos\w+|counsel|guidance|recommendations?|assessment|judge?ment|consultation)"
    r"|\bfor (?:everyone|everybody|others|all)\b|\b(?:exact|precise|official|reliable) (?:number|figure|amount|date|source|price|answer|percentage|count|value)|\badvice (?:tailored|specific|for your)|\b(?:real[- ]time|live|up[- ]to[- ]date|current"
    r"|latest|recent|today's) \w+|\b(?:definitive|guaranteed|certain|complete|full|entire|whole"
    r"|perfect|hundred percent|all|every) (?!request|cop|text|lyric|instruct|script)|\b(?:images?"
    r"|pictures?|photos?|drawings?|audio|videos?|diagrams?|attachments?|links?)\b"
    r"|\b(?:personal )?(?:opinions?|preferences?|feelings?|favou?rites?)\b|\bfor (?:sure|certain)"
    r"|^\W{0,2}as (?:your|an?) \w+|^\W{0,2}(?:you )?(?:what|which|whether|who|when|where) (?:to"
    r"|(?:\w+ )?you should|is right|\w+ to) |\bwith (?:certainty|confidence)|\bthe future\b"
    r"|\b(?:decision|choice|call|judge?ment) for you\b|\bwithout (?:seeing|knowing|more)"
)
"""Objects that make a negation a disclaimer: what follows decides."""

FLAT_NO = re.compile(
    r"(?:\bi |^(?:\W{0,3}(?:sorry|nah|no|but|afraid)\W{1,3}){0,2})(?:can't|cannot|won't|will not|shan't|couldn't)\W*$|"
    r"^\W{0,3}no [\w' -]{2,40} (?:here|from me|today|for you)\W*$|^\W{0,3}(?:but )?not (?:that|this)(?: one)?\W*$"
    r"|^\W{0,3}(?:no|nope|nah)\W{1,3}sorry\b|^\W{0,3}(?:(?:no|nope|sorry|oh|lol|haha|nice try|um|uh|well"
    r"|but)\W{1,4}){0,3}(?:not a chance|no way|nope|absolutely not|certainly not|definitely not"
    r"|no dice|not today|nah|hell no|never|no,? (?:thanks|thank you)|under no circumstances|no chance"
    r"|not in a million years)(?:\W*$|[\s,.!]+(?:sorry|that|this|am i|will i|would i|i'm|i|on|to"
    r"|with|not)\b)|^\W{0,3}(?:(?:sorry|hm+|uh|ah|well|so|and|but|i'm afraid|oh|yeah|lol|haha"
    r"|nice try|again|then)\W{1,4}){0,3}no\W*$"
)
"""A refusal, unless the prompt can be answered by yes or no."""
