from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from envhub_hub.registry.index import Query

HOSTILE = [
    '"', "'", "*", "a*", "NEAR(a b)", "title:sums", "a AND b", "a OR", "NOT a", "-sums", "^sums",
    "{name}: x", ");--", "sums\x00", '" OR 1=1 --', "%", "_", "\\", "a" * 5_000, "﷽", "🧮",
    " ".join("abcdefghijklmnopqrstuvwxyz" * 20),
]  # fmt: skip


@pytest.fixture
def library(shelf):
    """Six environments of a team."""
    shelf.push("acme/refund-policy", "Refund policy", description="What customers may send back.",
               tags=["support"], capabilities=["policy-lookup"], samples=40)  # fmt: skip
    shelf.push("acme/german-grammar", "German grammar", description="Cases, genders, word order.",
               tags=["german", "language"], capabilities=["grammar"], samples=200)  # fmt: skip
    shelf.push("acme/translation", "Translation into German", tags=["language"],
               capabilities=["translation"], samples=120)  # fmt: skip
    shelf.push("labs/arithmetic", "Arithmetic", description="Sums, and refunds of change.",
               tags=["math"], capabilities=["word-problems"], samples=1_000)  # fmt: skip
    shelf.push("labs/geometry", "Geometry proofs", tags=["math", "Word Problems"], samples=64)
    shelf.push("acme/mathematics", "A bit of everything", kind="features", samples=10)
    return shelf


# Finding


def test_a_word_of_the_title_finds(library):
    assert library.found("geometry") == ["labs/geometry"]


def test_a_word_of_the_name_finds(library):
    assert library.found("mathematics") == ["mathematics"]


def test_a_word_of_the_description_finds(library):
    assert library.found("genders") == ["german-grammar"]


def test_a_capability_finds(library):
    assert library.found("lookup") == ["refund-policy"]


def test_case_and_accents_make_no_difference(library):
    library.push("acme/cafe", "Café-Bestellungen, große Straße")
    for text in ("CAFÉ", "cafe", "strasse", "Straße", "GROSSE"):
        assert library.found(text) == ["cafe"]


def test_the_beginning_of_a_word_finds(library):
    assert library.found("geom") == ["labs/geometry"]


def test_the_plural_finds_the_singular(library):
    assert library.found("translations") == ["translation"]
    assert library.found("policies") == ["refund-policy"]


@pytest.mark.parametrize(("typo", "name"), [
    ("geometri", "labs/geometry"), ("goemetry", "labs/geometry"), ("geomtry", "labs/geometry"),
    ("geeometry", "labs/geometry"), ("gwometry", "labs/geometry"), ("heometry", "labs/geometry"),
    ("arithmatic", "labs/arithmetic"), ("arithmetci", "labs/arithmetic"),
    ("aritmhetik", "labs/arithmetic"), ("refunf", "refund-policy"),
])  # fmt: skip
def test_a_misspelt_word_finds(library, typo, name):
    assert library.found(typo)[0] == name


def test_a_misspelt_word_among_right_ones_finds(library):
    assert library.found("germn grammar") == ["german-grammar"]


def test_a_missing_space_finds(library):
    assert library.found("germangrammar") == ["german-grammar"]


def test_a_short_word_is_taken_as_it_is_typed(library):
    library.push("acme/art", "Art")
    assert library.found("axt") == []


def test_numbers_are_taken_as_they_are_typed(library):
    library.push("acme/gsm", "GSM 8000")
    assert (library.found("8000"), library.found("9000")) == (["gsm"], [])


def test_what_nothing_is_like_finds_nothing(library):
    assert library.found("zeppelin") == []


def test_text_without_spaces_between_words_is_found(library):
    library.push("acme/chinese-sums", "小学数学应用题")
    library.push("acme/hangul", "한국어 문법")
    assert library.found("数学") == ["chinese-sums"]
    assert library.found("문법") == ["hangul"]


# Ranking


def test_a_title_comes_before_a_tag_and_that_before_a_description(shelf):
    shelf.push("acme/one", "Nothing", description="Also a little chess.")
    shelf.push("acme/two", "Nothing", tags=["chess"])
    shelf.push("acme/three", "Chess")
    assert shelf.found("chess") == ["three", "two", "one"]


def test_a_word_comes_before_its_misspelling(shelf):
    shelf.push("acme/one", "Nothing", description="Some cheese, for once.")
    for number in range(30):
        shelf.push(f"acme/chess-{number}", "Cheess")
    assert shelf.found("cheese")[0] == "one"


def test_a_word_comes_before_the_beginning_of_another(shelf):
    shelf.push("acme/one", "Mathematics")
    shelf.push("acme/two", "Math")
    assert shelf.found("math") == ["two", "one"]


def test_a_whole_name_comes_first(library):
    library.push("acme/german", "Something else", description="Nothing of the kind.")
    assert library.found("german")[0] == "german"
    assert library.found("acme/translation")[0] == "translation"
    assert library.found("labs/geometry")[0] == "labs/geometry"


def test_a_whole_title_comes_before_longer_ones(shelf):
    shelf.push("acme/a", "Word problems about trains")
    shelf.push("acme/b", "Hard word problems")
    shelf.push("acme/c", "Word problems")
    assert shelf.found("word problems")[0] == "c"


def test_all_words_must_be_there(library):
    assert library.found("german translation") == ["translation"]


def test_where_none_has_all_words_those_with_most_are_found(library):
    assert set(library.found("german geometry")) == {
        "german-grammar", "translation", "labs/geometry",
    }  # fmt: skip


def test_of_two_words_the_rarer_one_counts_more(shelf):
    for number in range(20):
        shelf.push(f"acme/policy-{number}", "Policy")
    shelf.push("acme/zebra", "Zebra")
    assert shelf.found("zebra policy")[0] == "zebra"


def test_a_likely_typo_that_somebody_else_made_too_is_seen_through(shelf):
    shelf.push("acme/typo", "Tranlsation")
    for number in range(25):
        shelf.push(f"acme/translation-{number}", "Translation")
    found = shelf.found("tranlsation", limit=None)
    assert (found[0], len(found)) == ("typo", 26)


# Filters and order


def test_filters_narrow(library):
    assert library.found(tag="math") == ["labs/arithmetic", "labs/geometry"]
    assert library.found(kind="features") == ["mathematics"]
    assert library.found(owner="labs") == ["labs/arithmetic", "labs/geometry"]
    assert library.found(capability="grammar") == ["german-grammar"]
    assert library.found(owner="labs", tag="support") == []


def test_filters_narrow_what_a_text_finds(library):
    assert library.found("german", capability="translation") == ["translation"]
    assert library.found("refund", owner="labs") == ["labs/arithmetic"]


def test_a_filter_does_not_change_which_words_are_needed(library):
    assert library.found("german arithmetic", owner="labs") == ["labs/arithmetic"]


def test_labels_are_compared_without_case_and_hyphens(library):
    assert library.found(tag="word-problems") == ["labs/geometry"]
    assert library.found(capability="Word Problems") == ["labs/arithmetic"]
    assert library.found(tag="MATH") == ["labs/arithmetic", "labs/geometry"]


def test_a_filter_is_no_search(library):
    assert library.found(tag="mat") == []


def test_without_a_text_all_are_found_by_name(library):
    assert library.found() == [
        "german-grammar", "mathematics", "refund-policy", "translation", "labs/arithmetic",
        "labs/geometry",
    ]  # fmt: skip


def test_results_are_sorted_as_asked(library):
    library.push("acme/refund-policy", "Refund policy", version="1.1.0", samples=41)
    assert library.found(sort="samples")[:2] == ["labs/arithmetic", "german-grammar"]
    assert library.found(sort="recent")[:2] == ["refund-policy", "mathematics"]
    assert library.found("german", sort="samples") == ["german-grammar", "translation"]
    assert library.found("german", sort="name") == ["german-grammar", "translation"]


def test_no_more_than_asked_for(library):
    assert len(library.found(limit=2)) == len(library.found("german", limit=1)) + 1 == 2


# What stands for an environment


def test_the_highest_version_stands_for_its_environment(shelf):
    for version in ("1.9.0", "1.10.0", "1.2.0"):
        shelf.push("acme/sums", f"Sums {version}", version)
    (hit,) = shelf.hits("sums")
    assert (hit.version, hit.title, hit.versions) == ("1.10.0", "Sums 1.10.0", 3)


def test_a_preview_stands_only_where_nothing_was_released(shelf):
    shelf.push("acme/sums", "Sums", "1.0.0")
    shelf.push("acme/sums", "Sums", "2.0.0-rc.1")
    shelf.push("acme/early", "Early", "0.1.0-a.2")
    shelf.push("acme/early", "Early", "0.1.0-a.10")
    assert [one.version for one in shelf.hits()] == ["0.1.0-a.10", "1.0.0"]


def test_a_preview_does_not_stand_in_for_releases_that_are_yanked(shelf):
    shelf.push("acme/sums", "Sums", "1.0.0")
    shelf.push("acme/sums", "Sums", "2.0.0-rc.1")
    shelf.event("yank", "acme/sums", "1.0.0")
    assert shelf.found() == []


def test_a_yanked_version_stands_for_nothing(shelf):
    shelf.push("acme/sums", "Good", "1.0.0")
    shelf.push("acme/sums", "Bad", "1.1.0")
    shelf.event("yank", "acme/sums", "1.1.0")
    (hit,) = shelf.hits()
    assert (hit.version, hit.title, hit.versions) == ("1.0.0", "Good", 1)
    assert shelf.found("bad") == []


def test_an_environment_of_which_all_is_yanked_is_hidden_until_that_is_taken_back(shelf):
    shelf.push("acme/sums", "Sums", tags=["math"])
    shelf.push("acme/other", "Other")
    yank = shelf.event("yank", "acme/sums", "1.0.0")
    assert (shelf.found(), shelf.found("sums"), shelf.found(tag="math")) == (["other"], [], [])
    shelf.event("unyank", "acme/sums", "1.0.0", yank)
    assert (shelf.found("sums"), shelf.found(tag="math")) == (["sums"], ["sums"])


def test_a_yank_that_is_not_named_stands(shelf):
    shelf.push("acme/sums", "Sums")
    first = shelf.event("yank", "acme/sums", "1.0.0")
    second = shelf.event("yank", "acme/sums", "1.0.0")
    shelf.event("unyank", "acme/sums", "1.0.0", first)
    assert shelf.found() == []
    shelf.event("unyank", "acme/sums", "1.0.0", second)
    assert shelf.found() == ["sums"]


def test_an_unyank_may_be_heard_of_before_its_yank(shelf):
    shelf.push("acme/sums", "Sums")
    shelf.event("unyank", "acme/sums", "1.0.0", "f" * 32)
    late = shelf.event("yank", "acme/sums", "1.0.0")
    assert shelf.found() == []
    shelf.event("unyank", "acme/sums", "1.0.0", late)
    assert shelf.found() == ["sums"]


def test_an_unyank_of_another_environment_takes_nothing_back(shelf):
    shelf.push("acme/sums", "Sums")
    shelf.push("evil/sums", "Sums")
    yank = shelf.event("yank", "acme/sums", "1.0.0")
    shelf.event("unyank", "evil/sums", "1.0.0", yank)
    assert shelf.found() == ["evil/sums"]


def test_a_new_title_replaces_the_old_one_in_what_is_searched(shelf):
    shelf.push("acme/sums", "Aardvarks", "1.0.0", tags=["old"])
    assert shelf.found("aardvarks") == ["sums"]
    shelf.push("acme/sums", "Zebras", "1.1.0", tags=["new"])
    assert (shelf.found("aardvarks"), shelf.found("zebras")) == ([], ["sums"])
    assert (shelf.found("aardvork"), shelf.found(tag="old"), shelf.found(tag="new")) == (
        [], [], ["sums"],
    )  # fmt: skip


def test_a_hit_says_what_a_list_shows(library):
    (hit,) = library.hits("grammar")
    assert (hit.name, hit.version, hit.kind, hit.samples, hit.tags) == (
        "acme/german-grammar", "1.0.0", "model", 200, ("german", "language"),
    )  # fmt: skip
    assert hit.digest.startswith("sha256:")
    assert [one.title for one in hit.capabilities] == ["Grammar"]
    assert hit.score > 0


# Hostile


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_question_is_only_words(library, text):
    for sort in ("relevance", "name"):
        library.hits(text, sort=sort)
        library.hits("sums", owner=text, tag=text, sort=sort)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.text(max_size=60))
def test_any_text_can_be_asked(library, text):
    library.index.search(Query(text=text, tag=text or None), offline=library.path.exists())


def test_hostile_texts_are_indexed_as_words_and_shown_without_control_characters(shelf):
    shelf.push("acme/evil", 'a" OR title : * \x1b[31mred\x1b[0m', tags=["\u202etag", '"'],
               description="x'); DROP TABLE doc; --\x00", capabilities=["\x07bell"])  # fmt: skip
    shelf.push("acme/delete", "Del\x7fete")
    assert [one.title for one in shelf.hits("acme/delete")] == ["Delete"]
    (hit,) = shelf.hits("red")
    assert hit.title == 'a" OR title : * red'
    assert (hit.tags[0], hit.capabilities[0].id) == ("tag", "bell")
    assert shelf.found("drop table") == ["evil"]
    assert shelf.found("zzz OR red") == ["evil"]


def test_a_name_or_version_that_is_none_is_passed_over(shelf):
    shelf.push("../../etc", "Evil")
    shelf.push("acme/sums", "Evil", version="1")
    shelf.push("acme/sums", "Good")
    assert shelf.found() == ["sums"]
