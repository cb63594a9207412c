"""Words that the puzzles with letters and words are made of: common, in lower case, a to z."""

from __future__ import annotations

WORDS = (
    "acorn", "almond", "apple", "arrow", "autumn", "bacon", "badge", "banana", "barrel", "beacon",
    "blanket", "border", "bottle", "bread", "butter", "cabbage", "cactus", "camera", "carrot",
    "cheese", "cherry", "coffee", "collar", "cousin", "crayon", "curtain", "daisy", "desert",
    "dollar", "eagle", "ferry", "fiddle", "flower", "fossil", "galaxy", "garlic", "glove", "goose",
    "gravel", "grape", "hazel", "honey", "insect", "ivory", "jelly", "jungle", "kiosk", "knee",
    "lagoon", "lettuce", "lily", "lobster", "magpie", "mammal", "mango", "maple", "melon", "minute",
    "moss", "muffin", "napkin", "noodle", "oatmeal", "olive", "onion", "otter", "paddle", "paper",
    "pebble", "piano", "pigeon", "plum", "poppy", "prairie", "pumpkin", "quarry", "radish", "raven",
    "river", "rocket", "sandal", "seed", "shell", "sister", "spoon", "squirrel", "steam", "sugar",
    "swan", "teapot", "tiger", "toffee", "trumpet", "tulip", "umbrella", "vanilla", "village",
    "walrus", "willow", "wool", "yogurt", "zebra",
)  # fmt: skip
