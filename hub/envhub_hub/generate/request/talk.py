"""Small talk, the verbs of asking, and compounds that only sound like a capability.

A word that stands in no list is unknown, and may be what somebody wants to measure.
"""

from __future__ import annotations

from .everyday import DONE

_ASKING = """
able are ask assess assesses assessing bad bench benchmark benchmarking best better build can
capable check checking checks compare cope copes could create do does draw evaluate evaluates
evaluating exam examine generate gimme give good great handle handles how is know knows look make
manage manages measure measures measuring need probe probing produce prove put quiz run score see
show strong struggle struggles tell test testing tests try understand understands want weak what
whether which worse
"""
ASKING = frozenset(_ASKING.split())
"""Words that put what follows them up for measuring."""

_TESTING = """
ask assess benchmark check evaluate measure probe quiz test testing
"""
TESTING = frozenset(_TESTING.split())
"""The plainest of them."""

_SMALL_TALK = """
a abilities ability able above according accordingly account accurate accurately ace aced across
actual actually adapter adequate afterwards again ahead all already alright always am ambiguous
among an annoying another answer answered answers any anybody anymore anyone anything anyway apart
appear applied apply appreciated appropriate approx approximately april architecture are area areas
argh arguably around article as ask asked asking asks assess assesses assessing assessment assume
assumption at attempt august aware away awesome awful back bad badly base base-model based basically
basics batch be beat beats because been before begin behave behaves being believe bench benchmark
benchmarked benchmarking benchmarks besides best better big bigger bit blog bloody blown bombed boss
bot both bother bots box boy branch brand brand-new break breaks briefly brilliant bring broad
broadly broke broken btw budget build building bunch by bye call calm came can can't candidate
cannot capabilities capability capable care careful carefully categories category cause chance
change changed changes chat cheap check checked checking checkpoint checkpoints checks cheers choose
chosen claim claims clean clear client clients code-free coherent colleague colleagues collection
come comes coming command common compact company compare compared comparison competent competition
complain complains comprehensive comprehensively concerned concise conclude conclusion concrete
confidence confident confirm consider consistent contain contains contest contrast cool cope copes
copy correct correctly could couldn't couple course create creating credit criteria critical crucial
curious current currently customer customers cut daily dash day days dead deadline deal deals dear
december decent decide deeper deeply deliver demo deploy deployed deploying deployment depth
describe deserve design desperately details determine determining develop developer devs did didn't
differ different difficulty dimension dimensions disaster discuss distinct distribute diverse divide
divides dividing do doc docs does doesn't doing don't done doubt down draw draws dreadful drive drop
due dummy during each earlier early easily edge effect efficient effort eg eh either else elsewhere
end engineer engineers enough ensure entire entirely env environment environments especially etc
eval evals evaluate evaluated evaluates evaluating evaluation evaluations even evening ever
everybody everyone everything exactly exam examine examines excellent excited exist expect expected
experiment experiments expert explicit extent extra fail failed failing fails failure fair fairly
fall false family fancy far fast favor favour favourite february feedback feel feels few few-shot
figure fill final finally find fine finetune finetuned finetuning fingers finish finished first fit
fix fixed fixes flunk flunked folder folks follow followed following follows forget form format
formats former forth foundation founder framework fresh freshly friday friend friendly from full
fully fun fundamental further gap gaps gave gen general generally generate generated generates
generating get gets getting gimme give given gives giving glad go goal goes going gone gonna good
got gotten great green greetings group guess guys had half hand handle handled handles handling hang
happen happens hardly harmless-looking has hasn't have haven't having he hear heard heck hello help
helpful helps hence her here hers hey hi high higher highly him hired his hiya home honest honestly
hooray hope hopefully hopeless hoping hosted hour hours how however huge human hurt i i'd i'll i'm
i've idea ideally ie if imagine imagined imho immediately imo import important impressive improve
improved improvement improves improving in include included includes including indeed individual
inform information informative initial initially input inside insist instance instead institute
instruct instructed integrate integrates intend intended interest interested interesting intern
internal interns into investigate is ish isn't issue it it'd it'll its itself january job join
joking judge july june just keen keep kept kick kid kidding kids kind kinda kindly kinds know
knowing known knows lab label language large largely last late lately later latest launch lawyers
lead leaderboard leading learn learned learning least leave left lemme less let lets level levels
lightly lightweight like liked likely line list listen lit little ll llm llms lm load loaded loader
loads local locally lol long longer look looking looks loosely lora lose loses lot lots low lower
luck made main mainly major make makes making man manage managed manager manages managing manner
many march massive match material materials matter may maybe me mean meaningful means meant measure
measured measurement measures measuring meet meeting member memory mention mentioned merge merging
mess message messages metric metrics might mind mine minor mistake mistakes mix mixed mixture ml
model models modest moment monday month months more morning most mostly move moving mr mrs ms much
multimodal multiple mundane my myself nail nails name named namely natural naturally near nearly
neat necessarily necessary need needed needing needn't needs nerves never new next nice nicely night
nightly no nobody noise none nontrivial nope normal normally notes nothing notice november now
number numbers obtain obvious obviously october of off often oh ok okay old older on onboard once
one one-off ones ongoing only onto open opinion opinions opposed option or order ordinary organise
organize original other others otherwise ought our ours out outcome output outputs outright over
overall overnight overview own page pair pairs paper part partial particular particularly parts pass
passed passes passing past patch patience peek people perfect perfectly perform performance
performed performing performs perhaps period person phase pick picture pieces pinch pipeline place
plain plan planned planning plausible play please please-and-thank-you pleased plenty pls plus plz
pm point points poor poorly possible possibly post practical pre pre-release prefer preferably
prepare prepared present presentation pretrained pretty prevent previous previously primarily prior
probably probe probed probes probing problem proceed process prod produce produced produces
producing product production professor progress project promise prompt prompted proof-read proper
properly prove provide provided provides providing publish pull purpose purposes push put puts
putting quality quantised quantity quantized query question questions quick quickly quite random
range rapidly rate rather rc ready real realistic really reason reasonable reasonably recent
recently recommend record records regard regarding regards regress regressed regression regressions
regular related release released relevant reliable reliably remain remember replicate report reports
representative reproduce reproduces require required requirements requires rerun research researcher
respect respectively response responses rest result results retest retrain retrained return review
reviewed right rigor rigorous rigorously robust robustly roll rough roughly round routine run
run-through running runs rush said sake same sample sampled samples saturday save saw say saying
says scale scene schedule scope score scored scores scoring season second seconds section see seem
seems seen select selected selection send sense sensible sentence september serious seriously
session set sets setting settings setup several sft shaky shall shape share she sheet shine ship
shipped shipping short shorter shot should shouldn't show showed showing shown shows sic side sigh
significant similar similarly simply since single sir sit situation size skill skilled skills skip
slice slightly slip slot slow small smaller smart snapshot so solid solution solve solved solves
solving some somebody somehow someone something sometimes somewhat soon sorry sort sorts sound
sounds source sources spare speak speaking special specific spend spin spots sprint stage
stakeholders stand standard standing start started starting startup state stay step steps stepwise
still stop straight straightforward strength strengths stress strong stronger strongly struggle
struggled struggles struggling stuck student students stuff style styled styles sub sub-skill
subject subjects submission substantially subtle such suck sucks suddenly suggest suitable suite
suites sunday super supervisor support suppose supposed sure surely surprise suspect suspects
suspicion swap swear swears sweet system systems tackle tackles tackling tad take taken takes taking
talk target task team teammate teams tell tells tend terms terrible terribly test tested tester
testing tests text texts textual than thank thankful thanks that that's the their theirs them then
there there's therefore these thesis they they're thing things think thinks this thorough thoroughly
those though thought three through throughout throw thursday thus thx tidy till time times tiny tl
to today together tokenizer told tomorrow tonight too took tool top topic topics total totally touch
toward towards track tracked traffic train trained training treat treated trial tried trivia true
truly trust try trying tuesday tune tuned tuning turn turned turns tutor tweak twist two type types
typical typically u ugh uh um unable unclear under underlying understand understanding understands
understood unfortunately uni unless unseen until untouched unusual unusually up upcoming update
updated upgrade upgraded upon ur urgent urgently us use used useful user users uses using usual
usually utterly valid value variety various vary varying verify version versions versus very via
vibe vibes view vs wait walk wanna want wanted wanting wants warm was wasn't watch way ways we we'd
we'll we're we've weak weaker weakness weaknesses wednesday wee week weeks weights weird welcome
well went were weren't what what's whatever when whenever where whether which whichever while whip
who whole whom whose why wide widely will willing win wise wish with within without won won't wonder
wondering wonders work worked working works world worried worries worry worse worst worth would
wouldn't wow wrap wrapper write writes writing written wrong wrote yeah year years yell yep yes
yesterday yesterday's yet yo you you'd you'll you're you've young your yours yourself yup zero
zero-shot
"""
_MORE_TALK = """
importance priority priorities relevance relevant decreasing increasing descending ascending urgency
abt free ended typed
built bought brought sold hired grew spent moved caught held kept sent paid taught fought sought
slept
stood understood rose fell drew drove flew knew threw ate spoke stole woke wore began rang sang sank
swam felt dealt dreamt leant learnt burnt meantime afternoon tonight overnight weekend
weekends noon midnight lunchtime vacation
asap bcs bday bro btw cc ceo concerning cto cuz dm dude earlier eighth eod eow facepalm fifth fourth
fyi gotcha hmm iirc kr lmk lunch mate meanwhile meeting mgmt ninth nvm overdue pal pinged ps q1 q2
q3 q4 re regards sec second seventh sincerely sixth slack standup tbd tbh tenth third tl;dr tnx wip
wknd yall
"""
SMALL_TALK = DONE | frozenset((_SMALL_TALK + _MORE_TALK).split())
"""Words that name nothing to be measured."""

_NO_ADVERBS = """
anomaly assembly butterfly css dns html http tcp xml family italy july melancholy monopoly multiply
panoply reply supply
"""
NO_ADVERBS = frozenset(_NO_ADVERBS.split())
"""Words on -ly that are none; every other one is small talk by its form."""

SMALL_PHRASES = (
    "language model", "language models", "large language model", "large language models",
    "how good", "how well", "how strong", "fine tuned", "fine tune", "fine tuning", "at hand",
    "right now", "this one", "the one", "one of", "a set of", "a suite of", "a mix of", "in memory",
    "i would like", "test set", "test suite", "pass fail", "at the moment", "each of the",
    "next release", "base model", "instruct model", "a look at", "an idea of", "a sense of",
    "in one sentence", "for the first time", "for the second time", "from scratch",
    "in this session", "in the session", "under test",
    "simple benchmark", "simple test", "basic benchmark", "basic test", "no more than", "at most",
    "up to", "a maximum of", "maximum of", "short prompts", "kind of", "sort of", "type of",
    "kinds of", "types of", "number of", "such as", "at it", "for me", "for us", "for you",
    "for now", "for a start", "in general", "of course", "in mind", "in use", "on it", "of it",
    "in it", "in there", "for that", "for this", "of this", "of that", "at all", "at once",
    "at first", "in advance", "in short", "in fact", "in detail", "of the time", "about it",
    "nothing else", "nothing fancy", "nothing more", "nothing special", "no rush", "no hurry",
    "no problem", "no pressure", "no worries", "no idea", "no doubt", "no big deal", "not sure",
    "not just", "not only", "not bad", "not yet", "no longer", "no fewer than", "not to mention",
    "don't know", "do not know", "don't care", "i don't", "no matter", "no need", "quick question",
    "quick one", "in order to", "once more", "once again", "per se", "two checkpoints",
    "two models", "both models", "both checkpoints", "three models", "the two", "the three",
    "the other", "of the two", "of all", "single language", "rate it", "world models", "in text",
    "last night", "last time", "last week", "last month", "this time", "last month's",
    "last week's", "any more", "as soon as", "as well", "as usual", "as always", "as far as",
    "as long as", "such that", "so that", "by the way", "on top", "on the side", "make it",
    "make them", "let me", "let us", "let's", "follow up", "follow ups", "warm up", "model card",
    "set up", "setting up", "checking in", "heads up", "sign off", "stand up", "on the one hand",
    "on the other hand", "to be honest", "to be fair", "with care", "good morning", "good evening",
    "good afternoon", "good day", "good work", "good job", "in this area", "in that area",
    "in this", "in that", "of mine", "of ours", "of yours", "nothing against", "in a row",
    "out of the box", "will do", "will be enough", "be enough", "is enough", "are enough",
    "is fine", "are fine", "instead of only", "in the text", "text setting", "text only",
    "in text form", "about right", "sounds right", "all right", "that's right", "is it right",
    "right away", "of any kind", "any kind of", "the reason", "reason for", "reason why",
    "for some reason", "for that reason", "code base", "codebase", "code freeze", "code review",
    "hard to say", "hard numbers", "hard evidence", "hard data", "hard facts", "simple question",
    "easy question",
    "hard for", "hard time", "question is simple", "question is easy", "it is simple",
    "it's simple",
    "it is hard", "it's hard", "that is hard", "that's hard", "it is easy", "it's easy", "i hate",
    "hate to", "simple as", "as simple as", "easy enough", "hard drive", "hardly", "simple as that",
    "state of the art", "in place",
    "on the table", "table of contents", "to date", "up to date", "out of date", "date me",
    "due date", "release date", "so far", "no matter what", "with respect to", "as possible",
    "at last", "at large", "in case", "in any case", "just in case", "use case", "use cases",
    "test case", "better safe than sorry", "to be safe", "be on the safe side", "safe to say",
    "play it safe", "just checking", "just a", "just the", "only a", "only the", "a list of",
    "the list of", "in this order of importance", "math and all that", "a series of",
    "a sequence of", "a table of", "in a table", "as a table", "a summary of results",
    "a summary of the results", "in summary", "conversation we had", "our conversation",
    "in our conversation", "in other words", "a unit of", "in the long run", "on average",
    "above average", "below average", "no chance", "any chance", "what are the odds", "the odds",
    "as many as possible", "as many as you can", "as many as you like", "by any chance",
    "a chance to", "odds are", "proof of concept", "as proof", "in a sense", "make sense",
    "makes sense", "for good measure", "good measure", "for a change", "in the event",
    "turn of events", "at any rate", "first of all", "above all", "after all", "happy to",
    "happy with", "happy if", "be happy", "would love", "i'd love", "love to", "i love",
    "proof that", "proof of", "a proof of concept", "the fact that", "told me", "if you have it",
    "if available", "if possible", "if you can", "how much", "how many", "how often",
    "which is harder", "which is easier", "is harder", "is easier", "harder than", "easier than",
    "harder for", "easier for",
)  # fmt: skip
"""The same, of several words; longer than what their parts would be read as."""

NARRATIVE = (
    "already", "yesterday", "last time", "last week", "last month", "last night", "flunked",
    "failed", "aced", "broke", "passed", "did well", "did fine", "was fine", "used to", "bombed",
    "nailed", "did great", "does fine", "went well", "is fine", "are fine", "looked good",
    "covered elsewhere", "elsewhere", "in the past", "is done", "are done", "is sorted",
)  # fmt: skip
"""What tells of something that was, and asks for nothing by itself."""

COMPOUNDS = (
    "morse code", "zip code", "bar exam", "zip codes", "area codes", "postal codes", "dress code",
    "bar codes", "dress codes", "penal code", "code of conduct", "building codes", "tax code",
    "color codes", "colour codes", "binary code", "body language", "sign language",
    "language modeling", "language modelling", "common sense", "common sense reasoning",
    "commonsense reasoning", "theory of mind", "current events", "historical events",
    "sense of humour", "sense of humor", "creative writing", "reading comprehension", "world cup",
    "tool use", "tool calls", "function calling", "named entities", "named entity recognition",
    "entity recognition", "long context", "pop culture", "dinner table", "moral reasoning",
    "legal reasoning", "causal reasoning", "medical knowledge", "emotional intelligence",
    "needle in a haystack", "social reasoning", "visual reasoning", "abstract reasoning",
    "ethical reasoning", "analogical reasoning", "counterfactual reasoning", "scientific reasoning",
    "game theory", "number theory", "set theory", "music theory", "graph drawing",
    "rates of change", "roman numerals", "word search", "word ladders", "crossword puzzles",
    "crossword clues", "cryptic clues", "crosswords", "dating advice", "units of blood",
    "web search", "turning points", "a sense of humour", "a sense of humor", "customer support",
    "news articles", "court rulings",
)  # fmt: skip
"""Names of what no topic is, or of subjects, which hold a word that would be read as something
else; they keep together."""

_CONNECTING = """
a actually an and are at for in is of on the to very with
"""
CONNECTING = frozenset(_CONNECTING.split())
"""Words that can stand within the name of something."""

ABOUT = ("who", "what", "when", "where", "why")
_TELLING = """
guess know knows predict predicts remember remembers say says tell tells
"""
TELLING = frozenset(_TELLING.split())
"""`know what my sister said`: the question that follows is the thing asked about, as it stands."""

_VERBS = """
add advise answer assist build calculate classify comment debate discuss explain give help
joke offer produce promote provide recommend share speculate suggest support talk
compare compose compute convert converting count decode decoding detect
detecting do draw encode explain find generate identify imitate judge list making name parse perform
play playing predict produce read reading recall recite recognise recognising recognize recognizing
render say sing solve solving sort speak spell tell telling type understand use write writing
"""
VERBS = frozenset(_VERBS.split())
"""What one does with the thing that is asked about: `convert Roman numerals`."""
