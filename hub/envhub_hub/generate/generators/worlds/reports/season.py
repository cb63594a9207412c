"""Notes of a weather station: the season, and the spider on the thermometer."""

from __future__ import annotations

from .kind import AMOUNTS, Kind

_WEATHER = (
    (
        "summer",
        "far too dry",
        "the maize withered in the fields",
        "high pressure lay over the sea for weeks",
        "save water",
    ),
    (
        "autumn",
        "the wettest on record",
        "the meadows were flooded",
        "one storm after another came in from the west",
        "clear the ditches",
    ),
    (
        "spring",
        "unusually cold",
        "the cherries froze in blossom",
        "polar air flowed in from the north",
        "cover young plants",
    ),
    (
        "summer",
        "much too warm",
        "the lake was full of algae",
        "air from the desert kept arriving",
        "swim elsewhere",
    ),
    (
        "winter",
        "stormier than any before",
        "half of the pine wood was blown down",
        "the jet stream had moved south",
        "keep out of the woods",
    ),
    (
        "winter",
        "almost without snow",
        "the ski lifts stood still",
        "mild winds never stopped",
        "book no rooms",
    ),
)
SEASON = Kind(
    name="summary_seasons",
    title="summaries of a season's weather",
    focus=(
        "what the season was like in which region and what followed from that",
        (
            "what the "
            "season was like in which region, what followed from that, why it was so and what "
            "people should do"
        ),
        (
            "what the season was like in which region, what followed from that, "
            "why it was so, what people should do, how much rain fell and what the loss is"
        ),
    ),
    rows=tuple(
        {
            "which": f"the {season} of {year}",
            "how": how,
            "effect": effect,
            "cause": cause,
            "advice": advice,
        }
        for season, how, effect, cause, advice in _WEATHER
        for year in range(2014, 2025)
    ),
    pools={
        "place": (
            "the Ember valley",
            "the Wend marshes",
            "the Holm district",
            "the county of Dunmore",
            "the Vell delta",
            "the Kern basin",
            "northern Arland",
        ),
        "amount": (
            "38 millimetres of rain",
            "95 millimetres of rain",
            "160 millimetres of rain",
            "270 millimetres of rain",
            "415 millimetres of rain",
        ),
        "loss": AMOUNTS,
    },
    told={
        "which": (
            "The weather station looks back on {which}.",
            "These notes of the weather station deal with {which}.",
        ),
        "place": ("The figures hold for {place}.", "The station's instruments stand in {place}."),
        "how": (
            "Taken as a whole, it was {how}, and {effect}.",
            "The observers agree that it was {how}; as a consequence {effect}.",
        ),
        "cause": ("The reason is known: {cause}.", "As the maps show, {cause}."),
        "advice": (
            "Until further notice people are asked to {advice}.",
            "The authorities advise everybody to {advice}.",
        ),
        "amount": (
            "In the three months together, {amount} fell.",
            "The gauge collected {amount} in all.",
        ),
        "loss": ("The loss for the region is put at {loss}.", "It all did harm worth {loss}."),
    },
    summaries={
        1: (
            "{Which} was {how} in {place}, and {effect}.",
            "{Which} in {place} was {how}, with the result that {effect}.",
            "In {place}, {which} was {how}, and {effect}.",
        ),
        2: (
            (
                "{Which} was {how} in {place}, and {effect}. The cause was that {cause}, and "
                "people should {advice}."
            ),
            (
                "In {place}, {which} was {how}, and {effect}. This came about because {cause}; "
                "people are advised to {advice}."
            ),
            (
                "{Which} in {place} was {how}, with the result that {effect}. As {cause}, people "
                "are asked to {advice}."
            ),
        ),
        3: (
            (
                "{Which} was {how} in {place}, and {effect}. The cause was that {cause}, and "
                "people should {advice}. There were {amount}, and the loss is {loss}."
            ),
            (
                "In {place}, {which} was {how}, and {effect}. This came about because {cause}; "
                "people are advised to {advice}. With {amount}, the loss amounts to {loss}."
            ),
            (
                "{Which} in {place} was {how}, with the result that {effect}. As {cause}, people "
                "are asked to {advice}. The station measured {amount}; the loss comes to {loss}."
            ),
        ),
    },
    minor=(
        ("paint", "The hut with the instruments was given a new coat of paint."),
        ("swallows", "A pair of swallows nested under the roof of the station."),
        ("rainbow", "A double rainbow was seen on a Sunday evening."),
        ("battery", "The battery of the wind gauge was replaced as planned."),
        ("pupils", "Pupils of two classes came to see how readings are taken."),
        ("fog", "On a few mornings there was fog until nine."),
        ("notebook", "The old notebook was full, and a new one was begun."),
        ("spider", "A spider had spun its web across the thermometer."),
        ("hail", "Hail was noted once, with grains as small as peas."),
        ("lightning", "Distant lightning was counted on five evenings."),
        ("path", "The path to the station was covered with fresh gravel."),
        ("balloon", "A balloon with a card from a school landed nearby."),
        ("holiday", "During the observer's holiday a neighbour took the readings."),
        ("halo", "A halo around the moon was drawn by hand."),
        ("fence", "Cows had pushed over a part of the fence."),
        ("calendar", "The readings were entered in a calendar with pictures of ships."),
    ),
)
