"""Minutes of a meeting: a decision among biscuits and microphones."""

from __future__ import annotations

from .kind import AMOUNTS, MONTHS, SURNAMES, Kind

MEETING = Kind(
    name="summary_meetings",
    title="summaries of a meeting's minutes",
    focus=(
        "what was decided and at what cost",
        ("what was decided and at what cost, when it starts and who is in charge"),
        (
            "what was decided and at what cost, when it starts and who is "
            "in charge, why it is done and who pays for it"
        ),
    ),
    rows=(
        {
            "decision": "build a footbridge over the stream",
            "reason": "children have to cross the main road on their way to school",
        },
        {
            "decision": "replace the boiler of the hall",
            "reason": "the old one failed twice last winter",
        },
        {
            "decision": "open a repair workshop in the cellar",
            "reason": "too many usable things are thrown away",
        },
        {
            "decision": "plant sixty lime trees",
            "reason": "the square becomes unbearably hot in summer",
        },
        {"decision": "buy an electric minibus", "reason": "the last bus line will be closed"},
        {
            "decision": "turn the stable into a library",
            "reason": "the reading room has become too small",
        },
        {"decision": "insulate the roof of the clubhouse", "reason": "heating bills have doubled"},
    ),
    pools={
        "body": (
            "the council of Harbour Town",
            "the board of Linden School",
            "the committee of the rowing club",
            "the parish council of Oakwell",
            "the residents' association of Mill Lane",
            "the assembly of the farmers' union",
        ),
        "cost": AMOUNTS,
        "start": MONTHS,
        "lead": tuple(
            f"{title} {name}" for title, name in zip(("Mrs", "Mr") * 4, SURNAMES, strict=True)
        ),
        "funds": (
            "a grant from the county",
            "a loan from the savings bank",
            "the reserve fund",
            "a fundraising dinner",
            "the legacy of a former member",
        ),
    },
    told={
        "body": (
            "These are the minutes of a meeting of {body}.",
            "On Thursday evening {body} met for the third time this year.",
        ),
        "decision": (
            "After a long debate it was resolved to {decision}.",
            "By a clear majority the meeting voted to {decision}.",
        ),
        "cost": (
            "The treasurer puts the expense at {cost}.",
            "According to the estimate, {cost} will have to be paid for it.",
        ),
        "start": (
            "If nothing comes in between, the first steps will be taken in {start}.",
            "It is to be started on in {start}.",
        ),
        "lead": (
            "Responsibility for carrying this out was given to {lead}.",
            "{lead} was asked to be in charge of the undertaking and accepted.",
        ),
        "reason": (
            "What tipped the scales was that {reason}.",
            "Several speakers recalled that {reason}.",
        ),
        "funds": (
            "The money will be taken from {funds}.",
            "As was agreed in the end, {funds} will pay for all of it.",
        ),
    },
    summaries={
        1: (
            "{Body} decided to {decision}, which will cost {cost}.",
            "{Body} will {decision} at a cost of {cost}.",
            "{Body} agreed to {decision} for {cost}.",
        ),
        2: (
            (
                "{Body} decided to {decision}, which will cost {cost}. The work begins in {start} "
                "and is led by {lead}."
            ),
            (
                "{Body} will {decision} at a cost of {cost}. It starts in {start}, with {lead} in "
                "charge."
            ),
            (
                "{Body} agreed to {decision} for {cost}. Beginning in {start}, the work will be "
                "led by {lead}."
            ),
        ),
        3: (
            (
                "{Body} decided to {decision}, which will cost {cost}. The work begins in {start} "
                "and is led by {lead}. It is needed because {reason}, and is paid for by {funds}."
            ),
            (
                "{Body} will {decision} at a cost of {cost}. It starts in {start}, with {lead} in "
                "charge. The reason is that {reason}; the money comes from {funds}."
            ),
            (
                "{Body} agreed to {decision} for {cost}. Beginning in {start}, the work will be "
                "led by {lead}. It was decided because {reason}, and {funds} will pay for it."
            ),
        ),
    },
    minor=(
        ("biscuits", "Tea and biscuits were served before the meeting was opened."),
        ("minutes of", "The minutes of the last session were approved without changes."),
        ("microphone", "The microphone had to be exchanged twice."),
        ("apologies", "Two people had sent their apologies."),
        ("chairs", "Since more guests came than expected, chairs were fetched from next door."),
        ("birthday", "The oldest person present was congratulated on a birthday."),
        ("parking", "Somebody complained about parking in front of the entrance."),
        ("projector", "A projector was needed for the drawings and did not work at first."),
        ("newsletter", "The newsletter will from now on be printed on recycled paper."),
        ("curtains", "It was mentioned in passing that the curtains need washing."),
        ("photograph", "A photograph of those present was taken for the chronicle."),
        ("raffle", "The raffle at the summer party was praised by everybody."),
        ("dog", "One visitor had brought a dog, which slept under the table."),
        ("keys", "A bunch of keys was found in the corridor and can be picked up."),
        ("choir", "The youth choir asked for a cupboard for its sheet music."),
        ("clock", "Nobody knows why the clock on the wall is always slow."),
    ),
)
