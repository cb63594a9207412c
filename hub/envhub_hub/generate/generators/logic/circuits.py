"""Logic circuits: which of two gates are on. Gates are told in no order, and some do not matter.

`make` follows each output back to the inputs; the checker settles the whole circuit in sweeps, with
numbers in place of truth values, for every value that an input without one can have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from random import Random
from typing import Any

from ...items import Generator, Item
from ..telling import listed

Gate = tuple[str, str, tuple[str, ...]]
"""Name, kind, and what it is wired to."""

_TOLD = {
    "and": "{g} is on exactly when {a} and {b} are both on.",
    "or": "{g} is on exactly when at least one of {a} and {b} is on.",
    "xor": "{g} is on exactly when one of {a} and {b} is on and the other is off.",
    "nand": "{g} is off exactly when {a} and {b} are both on.",
    "nor": "{g} is on exactly when {a} and {b} are both off.",
    "not": "{g} is on exactly when {a} is off.",
}
_ASK = (
    "In a circuit, {inputs}. {gates} Writing 1 for on and 0 for off, what are {x} and {y}?",
    "{gates} Suppose that {inputs}. Which values do {x} and {y} have (1 is on, 0 is off)?",
    ("A control panel works like this. {gates} At the moment {inputs}. With 1 for on and 0 for "
     "off, which option gives {x} and {y}?"),
    ("Some lamps depend on others. {gates} If {inputs}, what are the states of {x} and {y}, "
     "where 1 means on and 0 means off?"),
    ("Here is how a network of gates is wired. {gates} The inputs are set so that {inputs}. What "
     "do {x} and {y} show, 1 for on or 0 for off?"),
)  # fmt: skip
_INPUTS, _GATES = "ABCDEF", "GHJKLMNPQRSTUVWXYZ"
_NO_INPUTS = "nothing is known of the inputs"


def _make(rng: Random, difficulty: int) -> Item:
    while True:
        item = _draft(rng, difficulty)
        if item is not None and len(_answers(_withhold(item))) > 1:
            return item


def _draft(rng: Random, difficulty: int) -> Item | None:
    inputs = {name: rng.randrange(2) for name in _INPUTS[: difficulty + 2]}
    names = rng.sample(_GATES, 2 * difficulty + 2)
    gates: list[Gate] = []
    for name in names:
        kind = rng.choice(tuple(_TOLD) if difficulty > 1 else ("and", "or", "not"))
        wired = rng.sample([*inputs, *(one[0] for one in gates)], 1 if kind == "not" else 2)
        gates.append((name, kind, tuple(wired)))
    outputs = sorted(rng.sample(names[difficulty:], 2))
    needed = _needed(outputs, gates)
    if len(needed & set(names)) < difficulty + 2 or len(set(names) - needed) < difficulty - 1:
        return None
    wired_to = {name: (kind, wires) for name, kind, wires in gates}
    wanted = (rng.randrange(2), rng.randrange(2))
    if tuple(_value(one, inputs, wired_to) for one in outputs) != wanted:
        return None
    rng.shuffle(gates)
    facts = {"inputs": inputs, "gates": gates, "outputs": outputs}
    phrasing = rng.randrange(len(_ASK))
    wrong = [bits for bits in product((0, 1), repeat=2) if bits != wanted]
    return Item(
        question=_question(facts, phrasing), answer=_said(outputs, wanted),
        distractors=tuple(_said(outputs, bits) for bits in wrong), difficulty=difficulty,
        phrasing=phrasing, key=f"{inputs} {sorted(gates)} {outputs}", facts=facts,
    )  # fmt: skip


def _needed(outputs: Sequence[str], gates: Sequence[Gate]) -> set[str]:
    """The outputs and all that they depend on; every gate is wired to earlier ones."""
    needed = set(outputs)
    for name, _, wires in reversed(gates):
        if name in needed:
            needed.update(wires)
    return needed


def _value(
    name: str, inputs: Mapping[str, int], wired_to: Mapping[str, tuple[str, tuple[str, ...]]]
) -> bool:
    if name in inputs:
        return bool(inputs[name])
    kind, wires = wired_to[name]
    on = [_value(wire, inputs, wired_to) for wire in wires]
    if kind == "not":
        return not on[0]
    if kind in ("and", "nand"):
        return all(on) == (kind == "and")
    if kind in ("or", "nor"):
        return any(on) == (kind == "or")
    return on[0] != on[1]


def _said(outputs: Sequence[str], bits: Iterable[int]) -> str:
    return " and ".join(f"{name} = {bit:d}" for name, bit in zip(outputs, bits, strict=True))


def _question(facts: Mapping[str, Any], phrasing: int) -> str:
    known = [f"{name} is {'on' if value else 'off'}"
             for name, value in facts["inputs"].items() if value is not None]  # fmt: skip
    gates = [_TOLD[kind].format(g=name, a=wires[0], b=wires[-1])
             for name, kind, wires in facts["gates"]]  # fmt: skip
    x, y = facts["outputs"]
    told = listed(known) or _NO_INPUTS
    return _ASK[phrasing].format(inputs=told, gates=" ".join(gates), x=x, y=y)


def _answers(item: Item) -> set[str]:
    facts = item.facts
    unknown = [name for name, value in facts["inputs"].items() if value is None]
    found = set()
    for bits in product((0, 1), repeat=len(unknown)):
        values = _settled(facts["inputs"] | dict(zip(unknown, bits, strict=True)), facts["gates"])
        found.add(_said(facts["outputs"], (values[name] for name in facts["outputs"])))
    return found


def _settled(inputs: Mapping[str, int], gates: Sequence[Gate]) -> dict[str, int]:
    """Sweep over the gates until every one of them has a value, as a circuit settles."""
    values = dict(inputs)
    while len(values) < len(inputs) + len(gates):
        for name, kind, wires in gates:
            if any(wire not in values for wire in wires):
                continue
            a, b = values[wires[0]], values[wires[-1]]
            values[name] = {"and": a * b, "nand": 1 - a * b, "or": a + b - a * b,
                            "nor": (1 - a) * (1 - b), "xor": (a - b) ** 2,
                            "not": 1 - a}[kind]  # fmt: skip
    return values


def _withhold(item: Item) -> Item:
    """Leave out the value of one input that decides, where one decides."""
    hidden = item
    for name in item.facts["inputs"]:
        facts = item.facts | {"inputs": item.facts["inputs"] | {name: None}}
        update = {"facts": facts, "question": _question(facts, item.phrasing)}
        hidden = item.model_copy(update=update)
        if len(_answers(hidden)) > 1:
            break
    return hidden


circuits = Generator(
    name="circuits", title="the outputs of a logic circuit", gives="choice", make=_make,
    answers=_answers, withhold=_withhold, kinds=("multi-step",),
)  # fmt: skip
