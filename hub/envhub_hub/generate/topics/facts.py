"""What is known."""

from __future__ import annotations

from .topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="factuality", title="Factuality", method="recall",
        definition="Puts the true ending of a sentence before three false ones: elements, "
        "currencies, languages, country codes. A high score means that such facts are known.",
        names=("factuality", "facts", "factual", "factual recall", "factual knowledge",
               "factual accuracy", "knowledge", "general knowledge", "world knowledge", "recall"),
        generators=("element_symbols", "currencies", "official_languages", "autonyms",
                    "element_names", "foreign_countries", "atomic_numbers", "country_codes",
                    "foreign_months", "currency_codes", "foreign_weekdays", "element_neighbours",
                    "lighter_atoms", "molar_masses", "number_formats"),
    ),
    Topic(
        id="chemistry", title="Chemistry facts", method="recall", part_of=("factuality",),
        definition="Knows symbols, atomic numbers and the order of the chemical elements, and how "
        "heavy atoms and molecules are.",
        names=("chemistry", "chemical", "chemical elements", "elements", "periodic table",
               "chemistry facts", "chemistry knowledge"),
        generators=("element_symbols", "element_names", "atomic_numbers", "element_neighbours",
                    "molar_masses", "lighter_atoms"),
    ),
    Topic(
        id="geography", title="Geography facts", method="recall", part_of=("factuality",),
        definition="Knows the currencies, official languages and ISO codes of countries.",
        names=("geography", "countries", "country facts", "geographical", "geographic"),
        generators=("currencies", "official_languages", "country_codes", "currency_codes"),
    ),
    Topic(
        id="currencies", title="Currencies", method="recall", part_of=("factuality", "geography"),
        definition="Knows with what money people pay in a country, and its code.",
        names=("currencies", "currency", "currency codes"),
        generators=("currencies", "currency_codes"),
    ),
    Topic(
        id="country-codes", title="Country codes", method="recall",
        part_of=("factuality", "geography"),
        definition="Knows the two-letter ISO codes of countries.",
        names=("country codes", "iso codes"), generators=("country_codes",),
    ),
    Topic(
        id="languages", title="Words in other languages", method="recall", part_of=("factuality",),
        definition="Knows weekdays, months and countries in other languages, what a language calls "
        "itself, where it is official, and how it writes numbers.",
        names=("languages", "language names", "official languages", "foreign words",
               "foreign languages", "foreign vocabulary", "words in other languages"),
        generators=("foreign_months", "foreign_countries", "autonyms", "foreign_weekdays",
                    "official_languages", "number_formats"),
    ),
    Topic(
        id="holidays", title="Public holidays", method="recall", part_of=("factuality",),
        definition="Knows the public holidays of countries and their dates, and when Easter and "
        "its feasts fall.",
        names=("holidays", "public holidays", "holiday", "bank holidays", "national holidays",
               "feasts", "national days"),
        generators=("holiday_dates", "holiday_names", "easter_dates"),
    ),
)  # fmt: skip
