"""diversity, domain_spread, term_coverage and toxicity_coverage."""

from __future__ import annotations

import json
import random

import pytest

from envhub.estimators import Diversity, DomainSpread, TermCoverage, ToxicityCoverage, centroids


def column(*texts):
    return [(text, None) for text in texts]


def random_texts(count, words):
    rng = random.Random("texts")
    return column(*(" ".join(rng.choices([f"w{n}" for n in range(words)], k=20))
                    for _ in range(count)))  # fmt: skip


def test_distinct_n_is_the_share_of_n_grams_that_differ(measure_rows):
    assert measure_rows(Diversity(n=1), column("a b c a")).value == 0.75
    assert measure_rows(Diversity(n=2), column("a b a b")).value == pytest.approx(2 / 3)


def test_texts_that_repeat_are_less_diverse(measure_rows):
    fresh, stale = (measure_rows(Diversity(), random_texts(600, n)).value for n in (5_000, 20))
    assert fresh > 0.95
    assert stale < 0.15
    repeated = measure_rows(Diversity(), random_texts(20, 5_000) * 30)
    assert repeated.value < 0.15
    assert "580 of 600 rows repeat another" in repeated.explanation


def test_diversity_does_not_depend_on_the_size_of_the_table(measure_rows):
    small, large = (measure_rows(Diversity(), random_texts(n, 300)) for n in (1_000, 8_000))
    assert small.value == pytest.approx(large.value, abs=0.01)
    assert "sample of 5,000 of 8,000 rows" in large.explanation


def test_another_seed_draws_another_sample(measure_rows):
    rows = random_texts(8_000, 300)
    values = {measure_rows(Diversity(), rows, seed).value for seed in (0, 0, 1)}
    assert len(values) == 2


def test_one_row_of_endless_text_does_not_decide(measure_rows):
    found = measure_rows(
        Diversity(block=100), [("again and " * 20_000, None), *random_texts(50, 999)]
    )
    assert found.value > 0.4


def test_domains_are_told_apart_and_their_spread_is_evenness(measure_rows, texts):
    even = [(text, None) for some in texts.values() for text in some]
    assert measure_rows(DomainSpread(), even).value > 0.95
    assert measure_rows(DomainSpread(), column(*texts["sport"])).value < 0.5


def test_a_text_without_a_known_word_belongs_nowhere(measure_rows, texts):
    found = measure_rows(DomainSpread(), column("zzz qqq", *texts["sport"]))
    assert sum(found.details["domains"].values()) == 6


def test_the_error_is_measured_on_examples_that_the_centroids_have_not_seen(bind):
    spec = bind(DomainSpread())
    fitted = centroids.fitted(spec.text("scoring/domains.jsonl"))
    assert fitted.held[1] == 6
    assert "unseenword" not in fitted.weights
    assert spec.known_error.startswith(f"{fitted.error:.0%} of 6 held-out examples")


def example(text, label):
    return json.dumps({"text": text, "label": label}) + "\n"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (example("a", "x") * 6, "has 1 domain"),
        (example("a", "x") * 6 + example("b", "y") * 5, "fewer than 6 examples of `y` 5"),
        (example("a", "x") * 6 + "{}\n", "line 7 is no labelled example: `text`"),
        ("no json\n", "line 1 is no labelled example"),
        ((example("same", "x") + example("same", "y")) * 6, "no better than chance"),
    ],
)
def test_examples_that_do_not_suffice_are_named(file, said):
    assert any(said in problem for problem in centroids.problems(file, "scoring/d.jsonl"))


def test_terms_are_whole_words_in_any_case(measure_rows):
    spec = TermCoverage(terms=("Soup", "hot oven", "salt"))
    found = measure_rows(spec, column("SOUP, from a hot  oven.", "salty soups"))
    assert found.value == pytest.approx(2 / 3)
    assert found.details["missing"] == ["salt"]
    assert measure_rows(TermCoverage(terms=("汤",)), column("好汤。")).value == 1


def test_a_term_can_be_asked_of_several_rows(measure_rows):
    spec = TermCoverage(terms=("soup", "salt"), rows=2)
    assert measure_rows(spec, column("soup and salt", "soup soup")).value == 0.5


@pytest.mark.parametrize(
    ("terms", "said"),
    [((), "no term is declared"), (("!",), "holds no word"), (("A b", "a  B"), "the same words")],
)
def test_terms_that_can_not_be_looked_for_are_named(terms, said):
    assert any(said in problem for problem in TermCoverage(terms=terms).problems())


def test_coverage_and_cleanness_read_the_same_lexicon(measure_rows):
    rows = column("You fool!", "idiot", "a fine day", "you are no fool", "hello")
    assert measure_rows(ToxicityCoverage(), rows).value == pytest.approx(1 / 3)
    clean = measure_rows(ToxicityCoverage(counts="clean_rows"), rows)
    assert clean.value == pytest.approx(3 / 5)
    assert clean.interval.method == "wilson"


def test_the_error_of_a_lexicon_is_measured_on_cases_where_there_are_any():
    labelled = {"idiot": "toxic", "I loathe you": "toxic", "hi": "clean",
                "the idiot of Dostoevsky": "clean"}  # fmt: skip
    cases = "".join(example(text, label) for text, label in labelled.items())
    spec = ToxicityCoverage(cases="scoring/cases.jsonl")
    files = {"scoring/lexicon.json": '{"insult": ["idiot"], "slur": ["zorg"]}',
             "scoring/cases.jsonl": cases}  # fmt: skip
    said = spec.with_texts(files).known_error
    assert said == "on 4 labelled cases: precision 0.50, recall 0.50"


@pytest.mark.parametrize(
    ("lexicon", "said"),
    [("[]", "an object of lists"), ("{", "not JSON"), ('{"a": []}', "has no list"),
     ('{"a": ["!"]}', "no word"), ('{"a": ["x"]}', "1 category")],
)  # fmt: skip
def test_a_lexicon_that_is_none_is_named(lexicon, said):
    spec = ToxicityCoverage().with_texts({"scoring/lexicon.json": lexicon})
    assert any(said in problem for problem in spec.problems())
