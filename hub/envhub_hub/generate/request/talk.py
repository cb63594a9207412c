"""Small talk, the verbs of asking, and compounds that only sound like a capability.

A word that stands in no list is unknown, and may be what somebody wants to measure.
"""

from __future__ import annotations

ASKING = frozenset("""
ask assess assesses assessing bench benchmark benchmarking build capable check checking checks
compare create draw evaluate evaluates evaluating exam examine generate give gimme good great able know
knows look make measure measures measuring need probe probing produce prove put quiz run score see
show strong struggle struggles tell test testing tests try want whether weak
better bad worse best handle handles cope copes manage manages understand understands can could does do is are how what which
""".split())
"""Words that put what follows them up for measuring."""

_SMALL_TALK = """
a abilities ability able above accordingly accurate accurately ace aced again ahead all already alright always am
an annoying another answer answered answers any anybody anyone anything appreciated approx approximately april area areas argh around as ask asked asking asks
assess assesses assessing assessment at august awesome away awful
back bad badly base base-model based basically basics be because been before begin behaves behave being believe bench benchmark benchmarking benchmarks best
better big bit bloody bombed boss both bother boy break breaks briefly broke broken brilliant bring btw build building bunch by bye
call calm came can can't cannot capabilities capability capable care carefully categories category cause chance change changed changes
check checked checking checkpoint checkpoints checks cheers choose chosen claim claims clear client clients colleague colleagues collection come comes coming common compare
compared comparison competent competition complain complains comprehensive comprehensively concerned confident confirm consider contain contains contest cool cope copes correctly could couldn't
couple course create creating crucial curious current currently customer customers cut
daily day days dead deal deals dear december decent decide deeply deliver demo deploy depth describe deserve design desperately details determine determining develop
developer did didn't differ different dimension dimensions disaster discuss do doc docs does doesn't doing don't done doubt down draw draws dreadful drive due during
each earlier early easily edge eg eh either else elsewhere end engineer engineers enough ensure entire entirely especially etc eval evals evaluate evaluated
evaluates evaluating evaluation evaluations even evening ever everybody everyone everything exactly exam examine examines excellent excited exist expect expected extent extra
fail failed failing fails failure fair fairly fall false family fancy far fast favourite february feel feels few figure final finally find fine finetune finetuned fingers finish finished first fix
flunk flunked folks follow followed following follows folder form forget former forth fresh freshly friday friend friendly from full fully fun further
gave general generally generate generated generates generating get gets getting gimme give given gives giving glad go goes going gonna gone good got gotten great greetings group guess guys
had half hand handle handled handles handling hang happen happens happy hardly has hasn't have haven't having he hear heard heck hello hello help helpful helps hence her here hers
hey hi high higher highly him hired his hiya home honest honestly hooray hope hopefully hopeless hoping hour hours how however huge human hurt
i i'd i'll i'm i've idea ideally ie if imagine imho immediately imo important impressive improve improved improvement improves in include included includes including indeed individual
inform informative initial initially input instance instruct intend intended interest interested interesting into investigate is isn't issue it it'd it'll itself
january job join judge july june just keen keep kept kick kind kindly kinds know knowing known knows
label lab large largely last late later latest launch lead leading learn learned learning least leave left lemme less let lets level levels lightly like liked
likely line list listen lit little ll llm llms lm load loaded loads long longer look looking looks loosely lose loses lot lots love lovely low lower luck
made main mainly major make makes making man manage managed manager manages managing manner many march massive match material materials matter may maybe me mean means meant
measure measured measurement measures measuring meet meeting member mention mentioned merge merging might mind minor mistake mistakes mix mixed mixture model models modest moment monday
month months more morning most mostly move moving mr mrs ms much my myself
name named namely natural naturally near nearly necessarily necessary need needed needing needs nerves never new next nice nicely night no nobody noise none nope normal normally notes nothing notice
november now number numbers
obvious obviously october of off often oh ok okay old older on once one ones ongoing only onto open opinion opposed option or order ordinary organise organize original other others otherwise
ought our ours out outcome output outputs over own
page pair pairs part particular particularly parts pass passed passes past patience peek people perfect perfectly perform performance performed performing performs perhaps period person pick pieces
place plain plan planned planning play please pleased plenty pls plus plz point points poor poorly possible possibly practical pre prefer preferably prepare prepared presentation present
pretty prevent previous previously primarily prior probably probe probed probes probing problem proceed process produce produced produces producing product production progress project promise proper properly prove
provide provided provides providing purpose purposes put puts putting
quality quantity question questions quick quite
random range rapidly rate rather ready real realistic really reason reasonable reasonably recent recently recommend regard regarding regards regress regressed regression regressions regular related release released
reliable reliably remain remember report reports reproduce require required requirements requires research researcher respect response responses rest result results retrain retrained return
review reviewed right rigorous rigorously rough roughly round run running runs rush
said same saturday save saw say saying says scale scene schedule scope scored scores scoring season second seconds section see seem seems seen select selected selection send sense sensible sentence
september serious seriously session set sets setting settings setup several shall shaky share she shine ship shipped shipping shot should shouldn't show showed showing shown shows sic side sigh significant similar
similarly simply since single sir sit situation size skill skilled skills slightly slow small smart so solid solution solve solved solves solving some somebody somehow someone something sometimes somewhat
soon sorry sort sorts sound sounds source sources spare speak speaking special specific spend stage stand standard standing start started starting state stay step steps still stop straight straightforward
strength strengths strong stronger strongly struggle struggled struggles struggling stuck student students stuff style styled styles sub such suck sucks suddenly suggest suitable suite suites sunday super supervisor support suppose supposed sure surely surprise
swear swears system systems
tad tackle tackles tackling take taken takes taking talk task team teams tell tells tend terms terrible terribly test tested tester testing tests than thank thankful thanks that that's the their theirs them
then there there's therefore these they they're thing things think thinks this thorough thoroughly those though thought three through throughout throw thursday thus thx till time times tiny to today together
told tomorrow tonight too took tool top topic topics total totally touch toward towards tracked train trained training treat treated tried true truly trust try trying tuesday tune tuned tuning turn turned turns twist two type
types typical typically
u uh um ugh unable unclear under understand understanding understands understood unfortunately unless until unusual unusually up update updated upon ur urgent urgently us use used useful user users uses using usual usually utterly
valid value various vary varying verify version versions versus very via view vs
wait walk wanna want wanted wanting wants warm was wasn't watch way ways we we'd we'll we're we've weak weaker weakness weaknesses wednesday week weeks weird welcome well went were weren't what what's whatever
when whenever where whether which while who whole whom whose why wide widely will willing win wise wish with within without won won't wonder wondering wonders work worked working works world worried worries worry worse worst worth
would wouldn't wow wrap write writes writing written wrong wrote
yeah year years yep yes yesterday yet you you'd you'll you're you've young your yours yourself yup
""" + """
according account adequate adapter afterwards anymore anyway apply applied appear architecture arguably article assume assumption attempt aware
base batch benchmarked besides branch budget candidate careful cheap chat client code-free command compact company concise concrete conclude conclusion confidence contrast
copy correct credit criteria critical deadline deeper deploying deployment deployed devs drop dummy during effect efficient effort env environment environments expert experiment experiments
feedback fill finetuning fit fixed fixes format formats foundation framework gap gaps gen given goal green harmless-looking hence hosted imagined import improving integrate integrates information insist inside institute instructed
internal intern interns ish kinda lately leaderboard lets lightweight local locally look lora main memory mess metric metrics mine ml multimodal mundane nail nails neat needn't nightly normal
obtain onboard one-off opinions outright overnight overview paper passing patch perfectly phase picture pipeline please-and-thank-you pm pre-release prefer pretrained prod prompt prompted proof-read publish pull push
quantised quantized query quickly rc ready record records regarding rerun rest retest rigor rough routine run-through sample sampled samples score sft shape sheet skip slice slot snapshot somewhat sprint
stakeholders stepwise stress style sub-skill subject subjects submission substantially suspect suspects suspicion swap target teammate text texts textual thesis tidy tl together tokenizer track traffic trial tutor tweak
unseen uni untouched upcoming upgrade upgraded variety vibe vibes wee weights whichever wrapper yesterday's zero-shot zero shot few-shot
actual actually across among ambiguous appropriate brand brand-new broad broadly careful choose clean coherent conclude consistent diverse distinct explicit
fundamental instead meaningful multiple nontrivial overall partial plausible possible relevant representative robust robustly setting settings subtle underlying
""".replace("\n", " ")
SMALL_TALK = frozenset(_SMALL_TALK.split())
"""Words that name nothing to be measured."""

SMALL_PHRASES = (
    "language model", "language models", "large language model", "large language models",
    "how good", "how well", "how strong", "fine tuned", "fine tune", "fine tuning", "at hand",
    "right now", "this one", "the one", "one of", "a set of", "a suite of", "a mix of", "in memory",
    "i would like", "test set", "test suite", "pass fail", "at the moment", "each of the",
    "next release", "base model", "instruct model", "a look at", "an idea of", "a sense of",
    "in one sentence", "from scratch", "in this session", "in the session", "under test",
    "simple benchmark", "simple test", "basic benchmark", "basic test", "no more than", "at most",
    "up to", "a maximum of", "maximum of", "short prompts", "kind of", "sort of", "type of",
    "kinds of", "types of", "number of", "such as", "at it", "for me", "for us", "for you",
    "for now", "for a start", "in general", "of course", "in mind", "in time", "on time", "in use",
    "on it", "of it", "in it", "in there", "for that", "for this", "of this", "of that", "at all",
    "at once", "at first", "in advance", "in short", "in fact", "in detail", "of the time", "about it",
    "nothing else", "nothing fancy", "nothing more", "nothing special", "no rush", "no hurry",
    "no problem", "no pressure", "no worries", "no idea", "no doubt", "no big deal", "not sure",
    "not just", "not only", "not bad", "not yet", "no longer", "no fewer than", "not to mention",
    "don't know", "do not know", "don't care", "i don't", "no matter", "no need",
    "quick question", "quick one", "in order to", "once more", "once again", "per se",
    "two checkpoints", "two models", "both models", "both checkpoints", "three models",
    "the two", "the three", "the other", "of the two", "of all", "single language", "rate it",
    "world models", "in text", "last night", "last time", "last week", "last month", "this time",
    "last month's", "last week's", "any more", "as soon as", "as well", "as usual", "as always",
    "as far as", "as long as", "such that", "so that", "by the way", "on top", "on the side",
    "make it", "make them", "let me", "let us", "let's", "follow up", "follow ups", "warm up",
    "model card", "set up", "setting up", "checking in", "heads up", "sign off", "stand up",
    "on the one hand", "on the other hand", "to be honest", "to be fair", "with care",
    "good morning", "good evening", "good afternoon", "good day", "good work", "good job",
    "in this area", "in that area", "in this", "in that", "of mine", "of ours", "of yours",
    "nothing against", "in a row", "out of the box", "will do", "will be enough", "be enough",
    "is enough", "are enough", "is fine", "are fine", "instead of only", "in the text",
    "text setting", "text only", "in text form", "in detail", "about right", "sounds right",
    "all right", "that's right", "is it right", "right away", "of any kind", "any kind of",
    "the reason", "reason for", "reason why", "for some reason", "for that reason", "in code form",
    "in our code", "code base", "codebase", "in the code", "code freeze", "code review",
    "hard to say", "hard drive", "hardly", "simple as that", "state of the art", "in place",
    "on the table", "table of contents", "to date", "up to date", "out of date", "date me",
    "due date", "release date", "so far", "no matter what", "with respect to", "as possible", "at last",
    "at large", "in case", "in any case", "just in case", "use case", "use cases", "test case",
    "better safe than sorry", "to be safe", "be on the safe side", "safe to say", "play it safe",
    "just checking", "just a", "just the", "only a", "only the", "a list of", "the list of",
    "in this order of importance", "math and all that", "a series of", "a sequence of",
    "a table of", "in a table", "as a table", "a summary of results", "a summary of the results",
    "in summary", "conversation we had", "our conversation", "in our conversation", "in other words",
    "a unit of", "in the long run", "on average", "above average", "below average", "no chance",
    "any chance", "by any chance", "a chance to", "odds are", "proof of concept", "as proof",
    "in a sense", "make sense", "makes sense", "for good measure", "good measure", "for a change",
    "in the event", "turn of events", "at any rate", "first of all", "above all", "after all",
    "if you have it", "if available", "if possible", "if you can", "how much", "how many", "how often",
)  # fmt: skip
"""The same, of several words; longer than what their parts would be read as."""

NARRATIVE = (
    "already", "yesterday", "last time", "last week", "last month", "last night", "flunked",
    "failed", "aced", "broke", "passed", "did well", "did fine", "was fine", "used to", "bombed",
    "nailed", "we've", "swears", "we have", "improved", "is fine", "went well", "regressed",
)  # fmt: skip
"""What tells of something that was, and asks for nothing by itself."""

COMPOUNDS = (
    "morse code", "zip code", "zip codes", "area codes", "postal codes", "dress code", "bar codes",
    "dress codes", "penal code", "code of conduct", "building codes", "tax code", "color codes",
    "colour codes", "binary code", "body language", "sign language", "language modeling",
    "language modelling", "common sense", "common sense reasoning", "commonsense reasoning",
    "theory of mind", "current events", "historical events", "sense of humour", "sense of humor",
    "creative writing", "reading comprehension", "world cup", "tool use", "tool calls",
    "function calling", "named entities", "long context", "pop culture", "dinner table",
    "moral reasoning", "legal reasoning", "causal reasoning", "medical knowledge",
    "emotional intelligence", "needle in a haystack", "social reasoning", "visual reasoning",
    "abstract reasoning", "ethical reasoning", "analogical reasoning", "counterfactual reasoning",
    "scientific reasoning", "game theory", "number theory", "set theory", "music theory",
    "graph drawing", "rates of change", "roman numerals", "word search", "word ladders",
    "crossword puzzles", "crosswords", "dating advice", "units of blood", "web search",
    "turning points", "customer support", "news articles", "court rulings",
)  # fmt: skip
"""Names of what no topic is, or of subjects, which hold a word that would be read as something
else; they keep together."""

CONNECTING = frozenset("a actually an and are at for in is of on the to very with".split())
"""Words that can stand within the name of something."""

ABOUT = ("who", "what", "when", "where", "why")
TELLING = frozenset("guess know knows predict predicts remember remembers say says tell tells".split())
"""`know what my sister said`: the question that follows is the thing asked about, as it stands."""

VERBS = frozenset("""
add build calculate classify compose compute convert count decode detect do draw encode explain
find generate identify imitate judge list name parse perform play predict produce read recite recognise
recognize recall render say sing solve sort speak spell tell type understand use write writing
converting playing reading solving writing telling making detecting recognising recognizing decoding
""".split())
"""What one does with the thing that is asked about: `convert Roman numerals`."""
