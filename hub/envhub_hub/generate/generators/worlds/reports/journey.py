"""Reports of a journey: what came of it, and what there was for breakfast."""

from __future__ import annotations

from .kind import AMOUNTS, MONTHS, Kind

JOURNEY = Kind(
    name="summary_journeys",
    title="summaries of a travel report",
    focus=(
        "who went where and what came of it",
        "who went where, what for, what came of it and what happens next",
        (
            "who went where, what for, what came of it, what happens next, "
            "what it cost and what went wrong"
        ),
    ),
    rows=(
        {
            "aim": "find a partner for the exchange of pupils",
            "result": "an agreement with two schools was signed",
            "next": "twelve pupils will be received",
        },
        {
            "aim": "look at used trams",
            "result": "four vehicles were reserved",
            "next": "engineers will inspect the brakes",
        },
        {
            "aim": "study the flood barriers",
            "result": "a copy of the plans was obtained",
            "next": "a model will be built",
        },
        {
            "aim": "buy seeds of old wheat",
            "result": "three rare varieties were brought home",
            "next": "a test field will be sown",
        },
        {
            "aim": "negotiate about a loan of paintings",
            "result": "nine works were promised",
            "next": "an exhibition will open",
        },
        {
            "aim": "learn how sheep's cheese is made",
            "result": "a recipe was acquired",
            "next": "the first cheese will go on sale",
        },
    ),
    pools={
        "who": (
            "a delegation of the city museum",
            "two members of the farmers' cooperative",
            "the transport committee",
            "a group of teachers from Fenwick",
            "three engineers of the water board",
            "the twinning association",
        ),
        "where": (
            "Ljubljana",
            "Bergen",
            "Gdansk",
            "Salamanca",
            "Tartu",
            "Ghent",
            "Perugia",
            "Uppsala",
            "Cork",
            "Maribor",
        ),
        "month": MONTHS,
        "cost": AMOUNTS,
        "problem": (
            "a strike of the railways",
            "a lost suitcase with the documents",
            "an interpreter who fell ill",
            "a storm that closed the motorway",
        ),
    },
    told={
        "who": (
            "This is the report of {who} about the journey of last month.",
            "Last month {who} went on a journey, of which an account is given here.",
        ),
        "where": ("The destination was {where}.", "The train took the travellers to {where}."),
        "result": ("What matters most is that {result}.", "On the last day, {result}."),
        "aim": ("They had set out to {aim}.", "The purpose was to {aim}."),
        "month": ("As a next step, {next} in {month}.", "It is planned that {next} in {month}."),
        "cost": ("Altogether {cost} were spent.", "The accounts show expenses of {cost}."),
        "problem": (
            "Half a day was lost through {problem}.",
            "The greatest difficulty on the way was {problem}.",
        ),
    },
    summaries={
        1: (
            "{Who} went to {where}, where {result}.",
            "{Who} travelled to {where}, and {result}.",
            "During the visit of {who} to {where}, {result}.",
        ),
        2: (
            "{Who} went to {where}, where {result}. The aim was to {aim}, and {next} in {month}.",
            "{Who} travelled to {where}, and {result}. They wanted to {aim}; {next} in {month}.",
            (
                "During the visit of {who} to {where}, {result}. The visit served to {aim}, and "
                "{next} in {month}."
            ),
        ),
        3: (
            (
                "{Who} went to {where}, where {result}. The aim was to {aim}, and {next} in "
                "{month}. The journey cost {cost} and was delayed by {problem}."
            ),
            (
                "{Who} travelled to {where}, and {result}. They wanted to {aim}; {next} in "
                "{month}. The cost was {cost}, and {problem} caused a delay."
            ),
            (
                "During the visit of {who} to {where}, {result}. The visit served to {aim}, and "
                "{next} in {month}. The trip cost {cost}, with a delay caused by {problem}."
            ),
        ),
    },
    minor=(
        ("breakfast", "The breakfast at the hotel was plentiful and included smoked fish."),
        ("postcards", "Everybody wrote postcards on the first evening."),
        ("pigeons", "In front of the station hundreds of pigeons were being fed."),
        ("umbrella", "It rained so often that an umbrella had to be bought."),
        ("cathedral", "A spare hour was used for a walk to the cathedral."),
        ("guitar", "A young man on the train played the guitar for hours."),
        ("lift", "The lift in the hotel was out of order."),
        ("menu", "Nobody could read the menu, so the waiter chose for them."),
        ("market", "On the market square flowers and cheap watches were sold."),
        ("shoes", "One of the travellers had packed two left shoes."),
        ("tickets", "The tickets were checked three times in an hour."),
        ("chess", "Two old men were playing chess outside the café every day."),
        ("sunset", "The sunset over the rooftops was much admired."),
        ("sweets", "Sweets were brought home for those who had stayed behind."),
        ("pillow", "The pillows were found to be too soft."),
        ("accordion", "At dinner somebody sang to the accordion."),
    ),
)
