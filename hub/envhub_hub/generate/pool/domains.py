"""Subjects that the names of fields and data sets point to, so that `geography` finds `capital`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .words import words

DOMAINS: Mapping[str, str] = {
    "astronomy": "planet moon star galaxy orbit constellation telescope asteroid",
    "biology": "species genus family phylum organism gene protein habitat taxon animal plant",
    "chemistry": "element symbol atomic molecule compound formula valence isotope electron melting "
    "boiling oxistate",
    "code": "code function python program algorithm compile snippet docstring entrypoint",
    "economy": "price revenue market currency company gdp inflation stock industry employee",
    "geography": "country capital population area region border coastline river city continent "
    "location boundary territory latitude longitude",
    "history": "war battle king emperor dynasty century treaty revolution reign",
    "language": "word synonym definition lemma noun verb grammar translation adjective sentence "
    "hypernym",
    "law": "court statute contract case defendant clause judge legal",
    "logic": "premise valid argument deduction conclusion true false lie truth imply",
    "math": "number sum equation total multiply arithmetic digit algebra integer much many",
    "medicine": "patient disease symptom drug diagnosis treatment clinical dose",
    "movies": "film movie director actor cast genre",
    "music": "album song artist band track genre",
    "politics": "president government party election minister parliament vote",
    "sport": "team player league match goal season tournament score coach",
    "time": "date day month year calendar today tomorrow yesterday hour",
}
"""Words of each subject, in the singular."""
_CUES: Mapping[str, frozenset[str]] = {
    name: frozenset(words(cues)) | {name} for name, cues in DOMAINS.items()
}


def domains_of(name: str, fields: Iterable[str], frequent: Iterable[str]) -> tuple[str, ...]:
    """Return the subjects of a data set, by the alphabet.

    A name of the set or of a field counts two, a frequent word of its values one; a subject needs
    four.
    """
    named = set(words(name)) | {word for field in fields for word in words(field)}
    often = set(list(frequent)[:40]) - named
    return tuple(
        domain for domain, cues in _CUES.items() if 2 * len(cues & named) + len(cues & often) >= 4
    )
