"""Atoms and molecules by their masses, as sentences to be finished.

`make` goes by atomic numbers, or adds up the masses of the atoms; `answers` compares the masses of
periodictable, or has it read the formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from ...items import Generator, Item, say
from ..gaps import Facts, judged
from ..packages import load_package
from .chemistry import elements_of
from .tables import element_table

_APART = 3
"""So many places apart, elements are in the order of their masses without exception."""
_LIGHTER = (
    "An atom of {name} is heavier than an atom of",
    "Atoms of {name} have more mass than atoms of",
    "On a scale, one mole of {name} atoms weighs more than one mole of atoms of",
    "Among these elements, {name} has a greater atomic mass than",
    "The atomic weight of {name} is greater than that of",
)


def _make_lighter_atoms(rng: Random, difficulty: int) -> Item:
    known = elements_of(difficulty)
    element = rng.choice(known)
    lighter = [e for e in known if e.number <= element.number - _APART]
    heavier = [e for e in known if e.number >= element.number + _APART]
    if not lighter or len(heavier) < 3:
        return _make_lighter_atoms(rng, difficulty)
    right, wrong = rng.choice(lighter), rng.sample(heavier, 3)
    phrasing, question = say(rng, _LIGHTER, {"name": element.name})
    return Item(
        question=question, answer=right.name, distractors=tuple(e.name for e in wrong),
        difficulty=difficulty, phrasing=phrasing, key=f"{element.name}:{right.name}",
        facts={"name": element.name},
    )  # fmt: skip


def _is_lighter(facts: Facts, name: str) -> bool:
    table = element_table()
    return bool(table.name(name).mass < table.name(facts["name"]).mass)


_MOLECULES: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("water", "H2O"), ("carbon dioxide", "CO2"), ("methane", "CH4"), ("ammonia", "NH3"),
        ("oxygen gas", "O2"), ("nitrogen gas", "N2"), ("carbon monoxide", "CO"),
        ("table salt", "NaCl"), ("ozone", "O3"), ("hydrogen peroxide", "H2O2"),
        ("hydrogen chloride", "HCl"), ("sulfur dioxide", "SO2"), ("ethanol", "C2H6O"),
        ("sodium hydroxide", "NaOH"), ("calcium oxide", "CaO"), ("hydrogen sulfide", "H2S"),
        ("magnesium oxide", "MgO"), ("ethane", "C2H6"), ("propane", "C3H8"),
        ("nitric oxide", "NO"),
    ),
    (
        ("sulfuric acid", "H2SO4"), ("nitric acid", "HNO3"), ("benzene", "C6H6"),
        ("acetic acid", "C2H4O2"), ("nitrous oxide", "N2O"), ("nitrogen dioxide", "NO2"),
        ("potassium chloride", "KCl"), ("butane", "C4H10"), ("ethylene", "C2H4"),
        ("acetylene", "C2H2"), ("methanol", "CH4O"), ("formaldehyde", "CH2O"),
        ("acetone", "C3H6O"), ("hydrazine", "N2H4"), ("silicon dioxide", "SiO2"),
        ("sulfur trioxide", "SO3"), ("hydrogen cyanide", "HCN"), ("urea", "CH4N2O"),
        ("toluene", "C7H8"), ("phosphoric acid", "H3PO4"), ("sodium fluoride", "NaF"),
        ("lithium hydroxide", "LiOH"), ("potassium hydroxide", "KOH"), ("hexane", "C6H14"),
    ),
    (
        ("phosphine", "PH3"), ("silane", "SiH4"), ("diborane", "B2H6"), ("formic acid", "CH2O2"),
        ("aniline", "C6H7N"), ("phenol", "C6H6O"), ("pyridine", "C5H5N"), ("styrene", "C8H8"),
        ("glycerol", "C3H8O3"), ("oxalic acid", "C2H2O4"), ("lactic acid", "C3H6O3"),
        ("alanine", "C3H7NO2"), ("glycine", "C2H5NO2"), ("cyclohexane", "C6H12"),
        ("magnesium hydroxide", "Mg(OH)2"), ("calcium hydroxide", "Ca(OH)2"),
        ("boric acid", "H3BO3"), ("sodium azide", "NaN3"), ("iron(II) oxide", "FeO"),
        ("ammonium nitrate", "N2H4O3"), ("sodium nitrite", "NaNO2"), ("furan", "C4H4O"),
        ("calcium carbide", "CaC2"), ("hydrogen fluoride", "HF"), ("boron trifluoride", "BF3"),
        ("zinc oxide", "ZnO"), ("lithium carbonate", "Li2CO3"), ("isoprene", "C5H8"),
    ),
)  # fmt: skip
_MASS = (
    "To the nearest whole number, the molar mass of {name} ({formula}) in grams per mole is",
    "Rounded to whole grams, the mass of one mole of {name} ({formula}) in grams is",
    "In grams per mole, and rounded to a whole number, {name} ({formula}) has the molar mass",
    "The formula {formula} belongs to {name}; its molar mass, rounded to whole grams per mole, is",
    "In a table of rounded molar masses in grams per mole, {name} ({formula}) is listed with",
)
_ATOMS = re.compile(r"([A-Z][a-z]?)(\d*)|\(OH\)(\d+)")


def _atoms(formula: str) -> Iterator[str]:
    """Go through the atoms of a formula by their symbols."""
    for symbol, count, pairs in _ATOMS.findall(formula):
        if pairs:
            yield from ("O", "H") * int(pairs)
        else:
            yield from [symbol] * int(count or 1)


def _make_molar_masses(rng: Random, difficulty: int) -> Item:
    name, formula = rng.choice(_MOLECULES[difficulty - 1])
    exact = sum(element_table().symbol(symbol).mass for symbol in _atoms(formula))
    mass = round(exact)
    # Near a half, tables disagree; of three digits, it could be told by its length.
    if abs(exact - mass) > 0.4 or not 10 <= mass <= 99:
        return _make_molar_masses(rng, difficulty)
    near = [mass + off for off in (-12, -8, -4, -3, -2, 2, 3, 4, 8, 12)]
    wrong = rng.sample([n for n in near if 10 <= n <= 99], 3)
    phrasing, question = say(rng, _MASS, {"name": name, "formula": formula})
    return Item(
        question=question, answer=str(mass), distractors=tuple(map(str, wrong)),
        difficulty=difficulty, phrasing=phrasing, key=formula, facts={"formula": formula},
    )  # fmt: skip


@cache
def _mass_of(formula: str) -> float:
    """Have periodictable read a formula; it takes milliseconds."""
    return float(load_package("periodictable").formula(formula).mass)


def _is_molar_mass(facts: Facts, option: str) -> bool:
    return abs(_mass_of(facts["formula"]) - int(option)) <= 0.5


lighter_atoms = Generator(
    name="lighter_atoms", title="which atom is lighter than another", gives="continuation",
    make=_make_lighter_atoms, answers=judged(_is_lighter), package="periodictable",
)  # fmt: skip
molar_masses = Generator(
    name="molar_masses", title="molar masses of compounds", gives="continuation",
    make=_make_molar_masses, answers=judged(_is_molar_mass), package="periodictable",
)  # fmt: skip
