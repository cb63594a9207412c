"""Reports of a project's week: the delay, and the cake."""

from __future__ import annotations

from .kind import AMOUNTS, MONTHS, SURNAMES, Kind

PROJECT = Kind(
    name="summary_projects",
    title="summaries of a project's week",
    focus=(
        "which project is late, by how much, and when it will be ready",
        (
            "which project is "
            "late, by how much, when it will be ready, why that is and what is being done"
        ),
        (
            "which "
            "project is late, by how much, when it will be ready, why that is, what is being done, "
            "what it costs and who is in charge"
        ),
    ),
    rows=(
        {"cause": "the steel has not arrived", "step": "a second supplier will be asked"},
        {"cause": "two tests have failed", "step": "the pump will be designed anew"},
        {"cause": "the permit is still missing", "step": "a lawyer will write to the ministry"},
        {"cause": "half of the team is ill", "step": "helpers will be hired"},
        {"cause": "the ground proved too soft", "step": "longer piles will be driven in"},
        {"cause": "old pipes were found under the site", "step": "the route will be moved"},
    ),
    pools={
        "project": (
            "the Swan bridge",
            "the new tram depot",
            "the Elm Road school",
            "the harbour crane",
            "the heating plant",
            "the observatory",
            "the indoor pool",
        ),
        "delay": ("two weeks", "three weeks", "a month", "ten days", "two months"),
        "ready": MONTHS,
        "extra": AMOUNTS,
        "lead": tuple(
            f"{title} {name}" for title, name in zip(("Mr", "Mrs") * 4, SURNAMES, strict=True)
        ),
    },
    told={
        "project": (
            "Report of the week on {project}.",
            "This is what happened in the past week at {project}.",
        ),
        "delay": (
            "Compared with the plan, we are {delay} behind.",
            "The gap between plan and reality has grown to {delay}.",
        ),
        "ready": (
            "Completion is to be expected in {ready}.",
            "From today's point of view the handing over will be in {ready}.",
        ),
        "cause": ("The difficulty is that {cause}.", "Why? Because {cause}."),
        "step": ("In order to make up for it, {step}.", "It was settled on Friday that {step}."),
        "extra": (
            "This makes everything dearer by {extra}.",
            "The overrun is put at {extra} for the time being.",
        ),
        "lead": (
            "For questions about this, {lead} is the person to turn to.",
            "From Monday on {lead} has the overall responsibility.",
        ),
    },
    summaries={
        1: (
            "{Project} is {delay} late and will be ready in {ready}.",
            "{Project} is delayed by {delay} and is now expected in {ready}.",
            "With a delay of {delay}, {project} will be finished in {ready}.",
        ),
        2: (
            (
                "{Project} is {delay} late and will be ready in {ready}. The cause is that "
                "{cause}, so {step}."
            ),
            "{Project} is delayed by {delay} and is now due in {ready}. Since {cause}, {step}.",
            (
                "With a delay of {delay}, {project} will be finished in {ready}. The reason is "
                "that {cause}; {step}."
            ),
        ),
        3: (
            (
                "{Project} is {delay} late and will be ready in {ready}. The cause is that "
                "{cause}, so {step}. The extra cost is {extra}, and {lead} is in charge."
            ),
            (
                "{Project} is delayed by {delay} and is now expected in {ready}. Since {cause}, "
                "{step}. It will cost {extra} more, with {lead} in charge."
            ),
            (
                "With a delay of {delay}, {project} will be finished in {ready}. The reason is "
                "that {cause}; {step}. The additional cost is {extra}, and {lead} is responsible."
            ),
        ),
    },
    minor=(
        ("helmets", "New helmets in yellow and white were handed out on Monday."),
        ("kettle", "The kettle in the site hut had to be repaired."),
        ("cake", "There was cake because an apprentice had passed an exam."),
        ("printer", "The printer ran out of paper on Wednesday afternoon."),
        ("cat", "A cat has moved into the tool shed and is fed by everybody."),
        ("sign", "The sign at the gate was cleaned."),
        ("bicycle", "A bicycle without an owner has been standing at the fence for days."),
        ("folder", "The drawings were sorted into a new folder."),
        ("window", "One pane of a window was broken by a football."),
        ("calls", "Most calls this week came from people who had the wrong number."),
        ("sunny", "It was sunny on four days out of five."),
        ("boots", "Somebody left a pair of boots in the corridor."),
        ("lunch", "Lunch was eaten together in the open on Thursday."),
        ("poster", "A poster about first aid was put up next to the door."),
        ("neighbour", "A neighbour asked what the noise at seven was about."),
        ("training", "Four people took part in a training about lifting loads."),
    ),
)
