"""A small environment with contexts, and models that judge it or are measured on it."""

from __future__ import annotations

import json
from typing import Any

from envhub import Environment, MockModel
from envhub.messages import plain_text
from envhub.sample import Sample, Target

DECLARATION: dict[str, Any] = {
    "schema_version": 1,
    "name": "acme/lodgers",
    "version": "1.0.0",
    "title": "Lodgers",
    "description": "Who lives where.",
    "license": "CC0-1.0",
    "harness": {"ask": {"type": "single_turn", "template": "harness/ask.jinja"}},
    "capability": [
        {"id": "reading", "title": "Reading", "definition": "Finds who lives where.",
         "harness": "ask", "scorer": {"type": "exact"}, "answer_in_input": True},
    ],
}  # fmt: skip
ROWS = (
    ("Emil lives in Oslo.", "Where does Emil live?", "Oslo"),
    ("Rosa lives in Lima.", "Where does Rosa live?", "Lima"),
    ("The house in Bonn is empty.", "Where does Ivo live?", "nowhere"),
    (None, "What is the capital of Norway?", "Oslo"),
)
TEMPLATE = b"{% if context %}{{ context }}\n{% endif %}\n{{ input }}\n"


def lodgers(**files: Any) -> Environment:
    """Four samples, of which three have a context and one names somebody who is not in it."""
    samples = [
        Sample(id=f"s{n}", capability="reading", input=question, context=context)
        for n, (context, question, _) in enumerate(ROWS)
    ]
    targets = [Target(id=f"s{n}", targets=(answer,)) for n, (*_, answer) in enumerate(ROWS)]
    own = {"README.md": b"x", "LICENSE": b"x", "harness/ask.jinja": TEMPLATE}
    own |= {name: json.dumps(said).encode() for name, said in files.items()}
    return Environment.create(DECLARATION, samples, targets, own)


def reader(request: Any) -> str:
    """Knows what it is told, and Norway's capital."""
    text = plain_text(request.prompt.messages, "\n")
    places = {"Emil lives in Oslo": "Oslo", "Rosa lives in Lima": "Lima", "Norway": "Oslo"}
    return next((place for told, place in places.items() if told in text), "Paris")


def examiner(grades: dict[str, int] | None = None, uia: int = 4, but: str = "\0") -> MockModel:
    """Grades every item the same; says nothing of use where `but` stands in the question."""
    marks = grades or {"fsq": 5, "qac": 5, "cqc": 4, "tsd": 3, "ssc": 2}

    def answer(request: Any) -> str:
        text = plain_text(request.prompt.messages, "\n")
        if "as a whole" in text:
            return json.dumps({"reasoning": "It covers it.", "uia": uia})
        if but in text:
            return "I would rather not grade that."
        return json.dumps({"reasoning": "Fine.", **marks})

    return MockModel(answer, name="mock/examiner")
