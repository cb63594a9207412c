"""Reports of an incident: what broke, and the sandwiches that came with it."""

from __future__ import annotations

from .kind import AMOUNTS, Kind

INCIDENT = Kind(
    name="summary_incidents",
    title="summaries of an incident report",
    focus=(
        "what happened where and how long it lasted",
        ("what happened where, how long it lasted, why it happened and what will be done"),
        (
            "what happened where, how long it lasted, why "
            "it happened, what will be done, how many were affected and what the damage is"
        ),
    ),
    rows=(
        {
            "what": "a power cut",
            "cause": "a digger cut a cable",
            "measure": "a second supply line will be laid",
        },
        {
            "what": "a burst water main",
            "cause": "frost had cracked a pipe",
            "measure": "all old pipes will be wrapped",
        },
        {
            "what": "a gas leak",
            "cause": "a seal had worn out",
            "measure": "every valve will be tested twice a year",
        },
        {
            "what": "a failure of the telephone exchange",
            "cause": "an update was faulty",
            "measure": "updates will be tried out on a spare machine",
        },
        {
            "what": "a fire in the server room",
            "cause": "a battery overheated",
            "measure": "smoke detectors will be installed in each rack",
        },
        {
            "what": "a breakdown of the cooling plant",
            "cause": "leaves had blocked the intake",
            "measure": "grids will be fitted and cleaned weekly",
        },
    ),
    pools={
        "where": (
            "Northgate Hospital",
            "the Riverside shopping centre",
            "Calder Street",
            "the port of Winsby",
            "the Arden industrial estate",
            "Queen's Park station",
            "the Old Brewery",
            "Fairfield College",
            "the Mill Street market hall",
            "the Westhill clinic",
        ),
        "time": (
            "two hours",
            "three and a half hours",
            "five hours",
            "nine hours",
            "a whole day",
            "forty minutes",
            "ninety minutes",
            "six hours",
            "half a day",
        ),
        "affected": (
            "120 people",
            "350 households",
            "1,400 customers",
            "60 shops",
            ("2,300 passengers"),
            "85 patients",
        ),
        "damage": AMOUNTS,
    },
    told={
        "what": (
            "The following report concerns {what} on Tuesday.",
            "On the morning in question, {what} was reported to the control room.",
        ),
        "where": ("All of this took place at {where}.", "The scene of the event was {where}."),
        "time": (
            "It took {time} until everything was back to normal.",
            "Normal service was restored after {time}.",
        ),
        "cause": (
            "An inquiry has since shown that {cause}.",
            "As the engineers found out, {cause}.",
        ),
        "measure": (
            "So that this does not happen again, {measure}.",
            "The lesson has been drawn: {measure}.",
        ),
        "affected": (
            "In all, {affected} felt the consequences.",
            "According to the count made later, {affected} were concerned.",
        ),
        "damage": (
            "The insurers have put the loss at {damage}.",
            "The bill for the repairs came to {damage}.",
        ),
    },
    summaries={
        1: (
            "There was {what} at {where} that lasted {time}.",
            "{What} at {where} lasted {time}.",
            "Because of {what}, service at {where} was interrupted for {time}.",
        ),
        2: (
            "There was {what} at {where} that lasted {time}. The cause: {cause}. So {measure}.",
            "{What} at {where} lasted {time}. It happened because {cause}, and {measure}.",
            (
                "Because of {what}, service at {where} was interrupted for {time}. Since {cause}, "
                "{measure}."
            ),
        ),
        3: (
            (
                "There was {what} at {where} that lasted {time}. The cause was that {cause}; "
                "{measure}. It affected {affected} and the damage amounts to {damage}."
            ),
            (
                "{What} at {where} lasted {time}. It happened because {cause}, and {measure}. In "
                "total {affected} were affected, with damage of {damage}."
            ),
            (
                "Because of {what}, service at {where} was interrupted for {time}. Since {cause}, "
                "{measure}. Affected were {affected}, and the damage is {damage}."
            ),
        ),
    },
    minor=(
        ("sandwiches", "A bakery across the road brought sandwiches for the crew."),
        ("weather", "The weather was dry and there was hardly any wind."),
        ("reporter", "A reporter of the local paper asked for an interview."),
        ("overalls", "The crew wore the new overalls for the first time."),
        ("van", "One van was parked on the pavement and had to be moved."),
        ("torch", "A torch was borrowed from the caretaker and returned later."),
        ("onlookers", "Some onlookers filmed the scene with their phones."),
        ("form", "The usual form was filled in and filed in the office."),
        ("radio", "The radio set of the second team had a weak battery."),
        ("shift", "The night shift had ended a short time before."),
        ("coffee", "Hot coffee was handed out around ten."),
        ("cordon", "A cordon was put up by two apprentices."),
        ("gloves", "One pair of gloves was lost during the operation."),
        ("siren", "Neighbours wondered why no siren had been heard."),
        ("ladder", "The long ladder turned out not to be needed."),
        ("visitors", "A group of visitors from abroad was shown around all the same."),
    ),
)
