"""Everyday words: prepositions and what people do, which are talk, and things that people have.

No word that somebody could want to measure stands here (`history`, `law`, `taste`).
"""

from __future__ import annotations

_DONE = """
aboard accept accepted accepting accepts ache ached aches aching acknowledge acknowledged
acknowledges acknowledging admire admired admires admiring admit admited admiting admits admitted
admitting adopt adopted adopting adopts afford afforded affording affords after against agree
agreed agrees agreing aim aimed aiming aims allow allowing allows alongside although amaze amazed
amazes amazing amid amidst announce announced announces announcing apologise apologised apologises
apologising apologize apologized apologizes apologizing appeared appearing appears approve approved
approves approving argue argued argues arguing arrange arranged arranges arranging arrive arrived
arrives arriving assemble assembled assembles assembling assist assisted assisting assists assure
assured assures assuring attach attached attaches attaching attend attended attending attends
avoided avoids backed backing backs beg beged begged begging beging begs behaved behaving belong
belonged belonging belongs beneath benefit benefited benefiting benefits benefitted benefitting
beside beyond blame blamed blames blaming borrow borrowed borrowing borrows bothered bothering
botherred botherring bothers bounce bounced bounces bouncing brag braged bragged bragging braging
brags buged bugged bugging buging called calling calls cancel canceled canceling cancels cared
cares caring carried caused causes causing celebrate celebrated celebrates celebrating chased
chases chasing cite cited cites citing claimed claiming collect collected collecting collects
comment commented commenting comments commit commited commiting commits committed committing
communicate communicated communicates communicating completed complicate complicated complicates
complicating concern concerns concluded concludes concluding confirmed confirming confirms confuse
confused confuses confusing connect connected connecting connects convince convinced convinces
convincing coverred coverring crash crashed crashes crashing crossed crosses crossing curate
curated curates curating customise customised customises customising customize customized
customizes customizing damage damaged damages damaging dare dared dares daring debate debated
debates debating decided decides deciding delay delayed delaying delays delivered delivering
deliverred deliverring delivers demand demanded demands demonstrate demonstrated demonstrates
demonstrating depend depended depending depends deploys deserved deserves deserving despite devise
devised devises devising digest digested digesting digests discover discovered discovering
discoverred discoverring discovers dislike disliked dislikes disliking doubted doubting doubts
dreamed dumb dumber elderly emphasise emphasised emphasises emphasising emphasize emphasized
emphasizes emphasizing employ employed employing employs encounter encountered encountering
encounterred encounterring encounters encourage encouraged encourages encouraging ended ending ends
enjoy enjoyed enjoying enjoys enter entered entering enterred enterring enters ere escalate
escalated escalates escalating estimate estimated estimates estimating exceed exceeded exceeding
exceeds excuse excused excuses excusing existed existing exists expand expanded expanding expands
experience experienced experiences experiencing face faced faces facing favored favoring favorred
favorring favors favoured favouring favours fear feared fearing fears finalise finalised finalises
finalising finalize finalized finalizes finalizing flag flaged flagged flagging flaging flags float
floated floating floats focuses force forced forces forcing forward forwarded forwarding forwards
frustrate frustrated frustrates frustrating fund funded funding funds gather gathered gathering
gatherred gatherring gathers google googled googles googling grab grabbed grabbing grabed grabing
grabs graded grades grading grant granted granting grants grumble grumbled grumbles grumbling hated
hates hating head headed heading heads herself hesitate hesitated hesitates hesitating himself hint
hinted hinting host hosting hosts hurried hurries hurrying hurted hurting hurts identified
identifies ignored ignores implied implies imply implying impress impressed impresses impressing
inspect inspected inspecting inspects inspire inspired inspires inspiring install installed
installing installs invented inventing invents invite invited invites inviting involve involved
involves joined joining joins joked judged judges judging justified justifies justify justifying
lack lacked lacking lacks lag laged lagged lagging laging lags land landed landing lands laugh
laughed laughing laughs launched launches launching leak leaked leaking leaks lend lended lending
lends lest license licensed licenses licensing lift lifted lifting lifts link linked linking links
live lived lives living located locatedded locatedding locateded locateding locateds lock locked
locking locks lowered lowering lowerred lowerring lowers married marries marry marrying mattered
mattering matterred matterring mentioning mentions merged merges minded minding minds miss missed
misses monitor monitored monitoring monitorred monitorring monitors neither nervous nonetheless
note noted noticed notices noticing notified notifies notify notifying noting notwithstanding
objected objecting observe observed observes observing occur occured occuring occurred occurring
occurs offer offered offering offerred offerring offers oneself opened opening openned openning
opens oppose opposes opposing opposite ourselves outside owned owning owns pack packed packing
packs panic paniced panicing panics paste pasted pastes pasting pause paused pauses pausing pay
payed paying pays persuaded persuades ping pinging pings pitch pitched pitches pitching pivot
pivoted pivoting pivots pivotted pivotting plug pluged plugged plugging pluging plugs pointed
pointing possess possessed possesses possessing posted posting postpone postponed postpones
postponing posts praise praised praises praising predicted prefered prefering preferred preferring
prefers press pressed presses pressing pretend pretended pretending pretends promised promises
promising propose proposed proposes proposing protect protected protecting protects published
publishes publishing pulled pulling pulls pushed pushes pushing qualified qualifies qualify
qualifying quantise quantises quantising quantize quantizes quantizing raise raised raises raising
reached react reacted reacting reacts realise realised realises realising realize realized realizes
realizing receive received receives receiving reckon reckoned reckoning reckonned reckonning
reckons recommended recommending recommends reduce reduced reduces reducing refer refered reference
referenced references referencing refering referred referring refers reflect reflected reflecting
reflects refresh refreshed refreshes refreshing regresses regressing regret regreted regreting
regrets regretted regretting rejected rejoin rejoined rejoining rejoins relate relates relating
relax relaxed relaxes relaxing relay relayed relaying relays relied relies rely relying remained
remind reminded reminding reminds remove removed removes removing rename renamed renames renaming
rented renting rents repeated repeating replace replaced replaces replacing replied replies reply
replying request requested requesting rescue rescued rescues rescuing reserve reserved reserves
reserving resolve resolved resolves resolving respond responded responding responds restart
restarted restarting restarts retire retired retires retiring returned returning returns reveal
revealed revealing reveals ruin ruined ruining ruins rural rushed rushes rushing sadden saddened
saddening saddenned saddenning saddens satisfied satisfies satisfy satisfying scan scaned scaning
scanned scanning scans scare scared scares scaring sceptical scheduled schedules scheduling scrape
scraped scrapes scraping scratch scratched scratches scratching screen screened screening screens
scroll scrolled scrolling scrolls seek seeked seeking seeks separate separated separates separating
serve served serves serving settle settled settles settling shifted shifting shifts shout shouted
shouting shouts sick sign signal signaled signaling signals signed signing signs skeptical skim
skimed skiming skimmed skimming skims slowed slowing slows snapshoted snapshoting snapshots
snapshotted snapshotting sorted spark sparked sparking sparks specified specifies specify
specifying splited spliting splits splitted splitting spoil spoiled spoiling spoils squeeze
squeezed squeezes squeezing stare stared stares staring stated states stating stem stemed steming
stemmed stemming stems sticked store stored stores storing stressed stresses stressing stretch
stretched stretches stretching submit submited submiting submits submitted submitting subscribe
subscribed subscribes subscribing succeed succeeded succeeding succeeds suffer suffered suffering
sufferred sufferring suffers suffice sufficed suffices sufficing suit suited suiting suits summon
summoned summoning summonned summonning summons supplied supplies supply supplying surface surfaced
surfaces surfacing surprised surprises surprising survive survived survives surviving suspected
suspecting switch switched switches switching sync synced syncing syncs tended tending tends
thanked thanking themselves thereby thereof tie tied ties tiing timed timing tinker tinkered
tinkering tinkerred tinkerring tinkers tolerate tolerated tolerates tolerating touched touches
touching transfer transfered transfering transferred transferring transfers trigger triggered
triggering triggerred triggerring triggers trim trimed triming trimmed trimming trims trusted
trusting trusts tunes tweaked tweaking tweaks typed typing undergo undergoed undergoing undergos
underneath unlike unto updates updating upload uploaded uploading uploads upset upseted upseting
upsets upsetted upsetting urge urged urges urging valued valuing visit visited visiting visits
visitted visitting volunteer volunteered volunteering volunteers waited waiting waits wander
wandered wandering wanderred wanderring wanders warn warned warning warns waste wasted wastes
wasting watched watches watching wave waved waves waving weighed whereby wherever whiped whiping
whipped whipping whips whisper whispered whispering whisperred whisperring whispers whoever
whomever wished wishes wishing witnessed witnessing wondered wonderred wonderring worrying wrestle
wrestled wrestles wrestling yield yielded yielding yields
"""
DONE = frozenset(_DONE.split())
"""What a sentence is made with; it names nothing."""

_THINGS = """
agency agenda agreement aisle apology appendix appointment archive attachment attention author baby
basis bill birthday block blocked blocker blocking blocks board book booked booking books
bottleneck bottom breakfast brother bus cake campus car card ceiling chair chapter chatbot chief
club cluster coach community competitor complaint conference control convenience cooked cooks
corner corporation cost costed costing costs council crew curiosity cycle dad danger daughter
decision deck degree desk dinner director disk doctor door downside draft drag draged dragged
dragging draging drags drink drinked drinking drinks duty editor elevator email emailed emailing
emails employee employer enemy enterprise evidence eye eyes factory faith fan father fee fellow
file finger fired firing floor front future girl grandma ground growth guest guide hack hackathon
hackers hall headache hospital hotel house husband impact impression income increase industry
influence inquiry insight intention internet interview investor invoice jargon journalist journey
joy key kitchen laptop laundry layer leader legacy library location log loss mail mailed mailing
mails maker male marketed markets marketted marketting master mayor meal meaning memo mentor merger
method middle milestone mission mom mood mother mouth neighbor neighbour newsletter nurse objective
occasion office officer operation opportunity organisation organization origin outage outlook owner
pain panel parent parents park parked parking parks parliament partner patient patients peace peer
permission pet phone phoned phones phoning player pleasure pocket podcast politician pool position
practice premise president pressure price pride procedure procurement profit proposal prospect
pupil quarter queue quote quoted quotes quoting race rain reader reality repo reputation resource
retailer reviewer reward rise risk role room root rule rumor rumour salary sale sales satisfaction
screenshot seat secret secretary sector server shame shareholder shop sister site sky smile smiled
smiles smiling son spec spirit staff stakeholder statement station status stomach storm strategy
street strike survey teacher teenager thread threat thumb ticket title tone town trade tradition
traveled traveling travels trend trip trouble uncle union university vendor victim village visitor
voted votes wall website wedding wife window winner worker workload writer yard
"""
THINGS = frozenset(_THINGS.split())
"""What a problem can be about, but nothing that is measured by itself."""


def is_everyday(text: str) -> bool:
    """Whether all words of a name are everyday things, one or many."""
    return all({word, word.removesuffix("s")} & THINGS for word in text.lower().split())
