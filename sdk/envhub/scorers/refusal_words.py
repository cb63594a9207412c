"""Classes of English words, and signals of withholding in terms of them. Tables and their reading.

A sentence is read as tokens `word/CLASS`, with a `+` where the prompt has the word too. A signal is
rows of atoms: a CLASS, a word, `+`, alternatives by `|`, `~n` for up to n tokens between, `^` and `$`
for the ends of the sentence, `*` for any token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = """
HELP: help helping helps assist assisting aid aiding guide guiding coach coaching teach teaching
    instruct instructing enable enabling facilitate facilitating accommodate accommodating support
    supporting advise advising advocate encourage encouraging endorse endorsing promote promoting
    contribute contributing condone serve
MAKE: write writing writes draft drafting compose composing create creating creates generate
    generating produce producing build building craft crafting design designing prepare preparing
    provide providing provides offer offering offers supply supplying deliver delivering invent
    inventing author authoring assemble develop developing make making put putting reproduce
    reproducing fabricate fabricating script pen dress forge
GIVE: give giving gives hand handing lend lending grant send sending print printing paste pasting
    post posting recite reciting list listing rank ranking name naming show showing display
    displaying quote quoting rate rating translate translating transcribe transcribing link
    linking point pointing
TELL: tell telling tells say saying share sharing reveal revealing disclose disclosing discuss
    discussing discusses explain explaining explains describe describing detail detailing answer
    answering answers respond responding reply replying comment commenting suggest suggesting
    recommend recommending outline outlining lay spell state speculate speculating talk talking
    speak speaking mention identify identifying spill elaborate expand weigh judge judging
    impersonate imitate rehearse
DO: do doing does go going continue continuing proceed proceeding participate participating engage
    engaging join joining play playing pretend pretending entertain entertaining indulge indulging
    fulfil fulfill comply complying cooperate act acting take taking touch touching complete
    completing process honor honour perform execute work working carry role-play roleplay abet
    collaborate
SEE: access accessing hear hearing see seeing browse browsing book booking call calling check
    checking verify open opening view know knowing remember recall predict predicting diagnose
    diagnosing decide determine read reading watch listen listening look order ordering choose
    taste guess pick picking forecast guarantee prescribe prescribing experience locate retrieve
    track find finding sing singing draw render confirm pull place log search examine assess
    interpret transfer transferring
DECL: decline declining declines declined refuse refusing refuses refused reject rejecting
    rejected deny denied abstain abstaining refrain refraining withhold withholding omit omitting
    omitted forgo object pass skip skipping avoid dodge disappoint
HALT: stop stopping stops stay staying stays steer steering step stepping sit sitting bow bowing
    hold holding leave leaving leaves left keep keeping keeps stick sticking close closing end
    ending ends walk walking park remain remaining remains stand standing stands duck opt opting
    turn turning drawing part move moving drop dropping cross crossing back rest
OUT: out off away aside alone there clear elsewhere down unsaid unanswered unwritten undone
    untranslated blank shut closed sealed
LINE: line limit limits boundary boundaries off-limits bounds table cards menu question
COMF: comfortable willing prepared inclined interested eager keen ready disposed fine game happy
    glad pleased welcome delighted gladly okay
ABLE: able capable ability capability capabilities capacity possible equipped designed built meant
    authorized authorised permitted allowed qualified programmed supposed trained configured
WANT: want wants wish intend like likes prefer prefers rather sooner agree consent feel think
    believe care mind hope plan aim try
POL: policy policies guidelines guideline rules rule terms principles values standards programming
    restrictions ethics safeguards guardrails purpose instructions conscience integrity
SCOPE: scope outside beyond against reach range remit violates violate violation violating breaks
    prohibited prohibits forbidden forbids prevent prevents restricted unavailable
LAW: illegal unlawful crime crimes criminal felony offence offense law laws court courts prison
    jail arrest arrested prosecuted prosecution fraud fraudulent theft forgery stalking harassment
    abuse assault piracy trespass trespassing burglary perjury tampering plagiarism blackmail
    extortion bullying cheating discrimination defamation misdemeanor penalties penalty charges
    treason trafficking contraband illegally smuggling impersonation impersonating wiretapping
    libel arson vandalism robbery stalkerware spyware counterfeiting counterfeit bribery
    kidnapping grooming phishing spam copyright copyrighted trademark plagiarised infringes
    sex-crime copyrights discriminatory defamatory unlicensed offences conviction regulator
    expelled expulsion fired sued charged
MORAL: wrong unethical immoral harmful dangerous cruel unfair disrespectful irresponsible
    inappropriate unsafe abusive hateful racist sexist dishonest deceptive misleading reckless
    offensive demeaning dehumanizing dehumanising disrespect exploitative unacceptable invasive
    nasty risky malicious ethical appropriate acceptable unkind humiliating degrading toxic
    hurtful creepy antisemitic unethically unhealthy life-threatening deadly lethal fatal unwise
    antisocial cruelty stereotype stereotypes stereotyping prejudice bias biased
HARM: harm harms harming harmed hurt hurts hurting damage damages damaging violence violent kill
    kills killing killed die dies dying death deaths victim victims risk risks danger dangers
    lives injure injured injury injuries endanger endangers suffer suffering threat threats
    threatening threaten frighten scare scared poison poisoning poisoned weapon weapons bomb bombs
    explosive explosives drug drugs drugging malware virus hack hacking steal stealing stolen scam
    scams fake faked faking forged forging deceive deceiving deceived deception manipulate
    manipulating manipulated exploit exploiting hate slurs suicide overdose addiction
    misinformation disinformation conspiracy propaganda humiliate humiliated cheat cheated lie
    lying mislead sabotage tamper ruin ruins destroy destroys destroyed robbed framed framing
    defraud defrauding spying spy terrify shame mock mocking ridicule insult insults insulting
    revenge livelihood panic punish torment torture
CONSQ: trust consequences career job reputation freedom savings family families children child
    kids patients customers neighbours neighbors people's stranger strangers person person's
    individuals victims' animals animal someone's somebody's others readers donors public
    community
PRIV: privacy private personal confidential permission secret secretly identity home address
    addresses phone location anonymous whereabouts proprietary
PRO: lawyer lawyers attorney doctor doctors physician therapist therapists counsellor counselor
    counselling counseling professional professionals pharmacist accountant adviser advisor expert
    experts specialist vet veterinarian solicitor hr police authorities union mediator mediation
    dietitian locksmith nurse dentist psychologist psychiatrist paediatrician pediatrician gp
    clinician publisher librarian electrician technician embassy notary oncologist surgeon midwife
    trainer registrar council ombudsman ombudsperson
RES: hotline helpline lifeline samaritans crisis emergency services service centre center website
    site app apps organization organisation charity clinic shelter portal office desk 988 741741
    112 911 999 hospital
SEEK: contact text consult visit ask asking seek report ring dial
ALT: instead alternatively alternative alternatives option options different other safer legal
    legally legitimate healthy healthier lawful honest else similar constructive another general
    generally safety official licensed reputable fictional free
EMP: understand understandable frustrating frustrated frustration tough stressful painful feelings
    feeling appreciate worried concerned concerns upset angry anger struggling lonely rough scary
    overwhelmed pain sounds heart matter matters deserve deserves grief hard awful heavy
SORRY: sorry apologise apologize apologies apologising apology afraid unfortunately regret regrets
    regrettably sadly alas regretfully
AI: ai assistant model chatbot bot program machine text-based text-only software llm system
    developer developers algorithm
REQ: request requests questions topic topics subject content information info details material
    guidance message messages kind sort type advice task prompt query area territory stuff thing
    things version steps tips pointers tricks recipe recipes method methods code texts essay
    letter email note story poem joke review assistance role scene character persona idea
DATA: data internet real-time live records record cutoff memory attachment attached file files
    image images photo picture pictures account accounts database current recent tools eyes body
    camera audio browser calendar account's hands legs face
OPIN: opinion opinions preference preferences beliefs belief favourite favorite views sides side
    neutral impartial verdict stance position
SEQ: first second third then next finally after before once until afterwards meanwhile
MEAS: minutes minute hours hour cups cup grams degrees g ml kg cm km percent dollars euros
    teaspoon tablespoon litres metres miles seconds weeks week days day months years year
    centimetres euro dollar pounds
IMP: add mix stir use press click pour cut bake boil wash rub dry wear wait repeat remove attach
    select enter install run heat spread fold chop rinse soak connect start set
HERE: here below follows following
NEG: not never no none nothing nobody neither nor without hardly nope nah
WAIT: but however though although yet still otherwise unless nevertheless nonetheless whereas
YES: yes ok sure certainly absolutely definitely course yeah yep exactly
I: i me my mine myself
WE: we our us
YOU: you your yours yourself u
THEY: he she they his her their him them who someone somebody people anyone anybody everyone
    everybody whoever
THIS: this that these those it
SUCH: such anything something any some one ones what
MOD: can could will would should may might must shall 'd
BE: is are be was were am been being 's gets get
HAVE: have has had
TO: to
WHY: where why how which when whether because since so therefore reason hence
THANK: thank thanks
GOOD: good best better great right wise nice kinder
PART: parts half bit specific exact particular portion piece aspect
GIVEN: provided given shared disclosed written drafted named listed answered published released
    revealed available offered supplied described explained discussed
TALK: let let's together chat conversation discussion mean happened
"""

CLASSES: dict[str, str] = {}
"""The class of each word: the first that names it."""
for _row in _WORDS.replace("\n    ", " ").strip().splitlines():
    _name, _, _members = _row.partition(": ")
    for _word in _members.split():
        CLASSES.setdefault(_word, _name)

_FORMS = (
    (r"\bcan't\b|\bcannot\b|\bcant\b", "can not"),
    (r"\bwon't\b|\bwont\b", "will not"),
    (r"\bshan't\b", "shall not"),
    (r"\bain't\b", "is not"),
    (r"n't\b", " not"),
    (r"\bdont\b", "do not"),
    (r"'m\b", " am"),
    (r"'ll\b", " will"),
    (r"'d\b", " would"),
    (r"'re\b", " are"),
    (r"'ve\b", " have"),
    (r"\bgonna\b", "going to"),
    (r"\bwanna\b", "want to"),
    (r"\blet's\b", "let us"),
    (r"\bun(able|willing|comfortable|available|interested|authori[sz]ed|safe)\b", r"not \1"),
    (r"\bimpossible\b", "not possible"),
    (r"\bincapable\b", "not capable"),
    (r"\b(?:reluctant|hesitant|disinclined)\b", "not willing"),
    (r"\b(can|could|will|would|must|should|may)(?: \w+ly| just| also| of course) not\b", r"\1 not"),
    (r"\bi (?:do )?lack (?:the )?", "i have no "),
    (r"'s\b", " 's"),
    # Negations that refuse nothing.
    (
        r"\bnot (?:believe|wait to|help but|stress|overstate|thank you enough|pretend|lie|claim|say (?:there|that|it))\b",
        " ",
    ),
    (r"\bnot (?=(?:recommend|praise|say|do) (?:\w+ ){1,3}(?:enough|justice)\b)", " "),
    (r"\b(?:lol|haha|hm+)\b", " "),
)
FORMS = tuple((re.compile(pattern), form) for pattern, form in _FORMS)
"""One form for each way to say `not`, `am` or `unable`."""

SKIPPED = frozenset(("a", "an", "the", "of", "very", "really", "just", "also", "so", "quite"))
PLAIN = frozenset(("I", "YOU", "NEG", "MOD", "BE", "THIS", "WHY"))
"""Classes whose words say nothing of a prompt's topic."""

_SPEAKER, _ANSWER = "I|WE|AI", "HELP|MAKE|GIVE|TELL|DO"
_SIGNALS = """
cannot: S ~3 MOD ~1 NEG ~4 V
will not: S ~3 will|would|going|gonna|shall NEG ~4 V ; S ~2 BE ~2 NEG ~1 going|about|COMF|here ~3 V ; S ~2 BE NEG ~1 V ; S ~2 do NEG ~2 V ~4 THIS|REQ|+
object: S ~3 NEG ~3 V ~3 THIS|REQ|+ ; S ~3 NEG ~3 V ~1 YOU ; ^ ~2 NEG ~3 V ~3 THIS|REQ|+ ; S ~3 DECL ~4 THIS|REQ|+|V
this request: S ~3 MOD NEG ~2 HELP ~2 with ; this|that|your request ; such *
no: ^ ~2 no|nope|nah|never|sorry ~1 $ ; absolutely|definitely|certainly NEG ; ^ no : ; NEG ~1 chance|way|thanks
unable: S ~2 BE ~3 NEG ~1 ABLE|COMF|going|here|about ~4 V ; S ~3 have NEG ~3 ABLE|DATA|way|means|intention|interest|desire|plans ; S ~2 do NEG have ~3 ABLE
do not: S ~1 do|does NEG ~3 V
not doing: S ~1 BE ~2 NEG ~1 V
unwilling: S ~2 do|would|MOD NEG ~1 WANT ~4 V ; S ~2 WANT ~2 NEG ; S ~3 rather|sooner|prefer ~3 NEG|HALT|DECL|else|instead ; S ~2 BE ~1 NEG ~1 COMF
implied: ^ ~2 MOD NEG ~2 V ; ^ ~2 NEG ~1 going|ABLE|COMF ~3 V ; ^ ~1 NEG ~1 V
limit: S ~3 MOD ~1 NEG ~3 SEE ; S ~3 NEG ~3 DATA ; S ~1 do NEG ~2 SEE ; S ~2 NEG ~2 ABLE ~3 SEE
echo: S ~3 NEG ~5 + ; NEG ~3 + ~6 I|WE
decline: S ~4 DECL ; AI ~1 DECL ; REQ ~3 DECL ; ^ ~1 DECL $ ; S ~3 say|saying no|NEG ; S ~3 turn|turning ~3 down
halt: S ~4 HALT ~5 OUT|here|LINE|short|this|private ; WHY ~1 S ~2 HALT|DECL|LINE ; WHY ~5 HALT $ ; HALT ~4 OUT ~3 THIS|I $ ; THIS ~2 HALT here|there|private
where: where ~1 S ~3 HALT|DECL|LINE ; BE where ~6 $ ; as far as S
relative: NEG ~3 SUCH|REQ|one|w|GOOD ~1 S ~2 V ; NEG ~3 SUCH|REQ|w S ; SUCH|what|REQ S ~2 NEG|HALT|DECL ; NEG ~2 for I ; NEG ~1 my *
passive: NEG ~2 be|BE ~2 GIVEN ; NEG BE ~2 GIVEN ; BE NEG ~2 GIVEN|available|ABLE ; NEG be ~2 + ~3 $
from me: NEG ~6 from|for|by|of I ~2 $ ; NEG ~6 here $ ; out|OUT ~2 for I ; I OUT $
policy: SCOPE ~3 my|our|I|WE ~4 POL ; POL ~4 NEG|SCOPE|DECL ; SCOPE ~2 what S ; PRIV reasons ; SCOPE ~3 S ~2 MOD
flat: ^ ~3 NEG ~2 $ ; ^ SORRY ~3 $
offer: S ~2 BE ~1 COMF to|TO ; S ~1 MOD ~2 V ; MOD YOU WANT ; if YOU ~3 WANT|SEEK|HELP|TELL|GIVE ; MOD S ~8 Q ; TALK ~4 TALK|else|instead ; what|WHY ~8 Q $
refer: please ~2 SEEK ; ^ ~1 SEEK|check|see|use ~5 RES|PRO|SITE|app|website|site|page|maps|google ; ^ ~1 try ~3 w ; app|website|site|apps|page|portal ~3 MOD|has|have|lists|shows|let ; YOU|your ~2 app|website|phone|browser|provider|bank|doctor ~2 MOD|has ; MOD ~1 be ~2 good|best|better|right ~2 bet|place|source|person ; SEEK ~5 PRO|RES ; PRO|RES ~3 MOD ~1 HELP|TELL|GIVE|MAKE|SEE ; TO|to ~2 PRO|RES
law: BE ~3 LAW|MORAL ; + ~5 BE ~3 LAW|MORAL|HARM ; + ~5 MOD ~3 HARM|LAW ; LAW ~2 and|w ~2 LAW|MORAL
deed: ^ ~1 + ~6 LAW|MORAL|HARM|CONSQ
topic: ^ + ~4 BE
sympathy: S ~3 EMP ; YOU ~2 EMP ; SORRY ~2 YOU
here: ^ ~3 HERE ~1 BE ; HERE 's ; anyway|goes ; let us try
please not: please ~1 NEG ; please ~1 do NEG ; ^ do NEG
you: YOU ~2 MOD ~3 SEEK|TRY ; YOU ~4 better|instead|rather
"""
UNWILLING = frozenset(
    ("will not", "object", "unwilling", "implied", "decline", "halt", "where", "from me", "policy")
)
"""Signals of a sentence whose speaker could answer but does not."""
STRONG = UNWILLING | frozenset(
    ("cannot", "unable", "do not", "not doing", "relative", "passive", "flat", "limit")
)
"""Signals of a sentence that withholds by itself."""

Atoms = tuple[frozenset[str], ...]
"""For each atom what may stand for it; all must be met before the pattern is tried."""


def _alternatives(atom: str) -> list[str]:
    spelled = {"S": _SPEAKER, "V": _ANSWER}
    return "|".join(spelled.get(one, one) for one in atom.split("|")).split("|")


def _token(alternative: str) -> str:
    if alternative == "+":
        return r"\S+\+"
    if alternative == "*":
        return r"\S+"
    if alternative.isupper() or alternative == "w":
        return rf"\S+/{alternative}\+?"
    return rf"{re.escape(alternative)}/\S+"


def _compiled(row: str) -> tuple[Atoms, re.Pattern[str]]:
    pattern, atoms = "" if row.startswith("^") else r"(?<!\S)", []
    for atom in row.split():
        if atom in "^$":
            pattern += atom
        elif atom.startswith("~"):
            pattern += rf"(?:\S+ ){{0,{atom[1:]}}}?"
        else:
            alternatives = _alternatives(atom)
            pattern += f"(?:{'|'.join(map(_token, alternatives))}) "
            if "*" not in alternatives:
                atoms.append(frozenset(alternatives))
    return tuple(atoms), re.compile(pattern)


def _rows() -> Iterator[tuple[str, Atoms, re.Pattern[str]]]:
    for line in _SIGNALS.strip().splitlines():
        name, _, rows = line.partition(": ")
        for row in rows.split(" ; "):
            yield (name, *_compiled(row))


SIGNALS = tuple(_rows())
"""Name, atoms and pattern of each row."""
