"""A session: the model is named once, and every environment is run on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from envhub import (
    MockModel,
    NotFound,
    Refused,
    UsageError,
    check,
    open_bundle,
    open_run,
)
from envhub_hub import Session, SessionResult, session
from envhub_hub.registry import Registry


@pytest.fixture
def adder(own_home):
    """A session on a model that knows the first two sums."""
    return session(MockModel({" 0 + 7": "7", " 1 + 7": "8"}, name="mock/adder"))


def test_a_session_runs_an_environment_in_memory(adder, sums, own_home):
    result = adder.run(sums())
    assert result.scores.overall == pytest.approx(0.5)
    assert [row.sample_id for row in result.failures] == ["s2", "s3"]
    assert open_run(result.run.folder).record.model.name == "mock/adder"
    assert Path(result.run.folder).parent == own_home / "runs"


def test_a_folder_a_zip_and_a_reference_run_the_same(adder, source, bundle, own_home):
    path = bundle()
    Registry(str(own_home / "registry")).push(path)
    digests = {
        adder.run(target).run.record.environment.digest
        for target in (source(), str(source()), path, "acme/sums", "acme/sums@1.0.0")
    }
    assert len(digests) == 1


def test_what_is_not_there_is_not_found(adder):
    with pytest.raises(NotFound):
        adder.run("acme/nothing")


def test_a_limit_and_a_folder_may_be_chosen(sums, tmp_path):
    result = session(MockModel("7"), runs_dir=tmp_path / "mine").run(sums(), limit=2, seed=4)
    assert (result.run.record.planned, result.run.record.settings.seed) == (2, 4)
    assert Path(result.run.folder).parent == tmp_path / "mine"


def test_a_step_makes_it_a_training_monitor(sums, own_home):
    record = session(MockModel("7"), step=300).run(sums()).run.record
    assert (record.context, record.step) == ("training step", 300)
    assert record.context_label == "training monitor · step 300"


def test_a_result_reads_as_its_scores(adder, sums):
    assert repr(adder.run(sums())) == "<acme/sums@1.0.0 on mock/adder: sums 50.0>"


def test_a_good_environment_is_kept_as_a_bundle_or_in_a_registry(adder, sums, tmp_path):
    result = adder.run(sums())
    assert result.freeze(tmp_path / "kept.zip").digest == result.run.record.environment.digest
    assert open_bundle(tmp_path / "kept.zip").reference == "acme/sums@1.0.0"
    record = result.push(str(tmp_path / "shelf"))
    assert Registry(str(tmp_path / "shelf")).record("acme/sums", "1.0.0") == record
    assert {path.name for path in Path(result.run.folder).iterdir()} == {
        "run.json", "samples.jsonl", "summary.json",
    }  # fmt: skip


def test_a_model_that_tokenizes_by_itself_takes_no_tokenizer():
    for surplus in ({"tokenizer": object()}, {"bos_token_id": 1}):
        with pytest.raises(UsageError, match="tokenizes by itself"):
            session(MockModel(), **surplus)


@pytest.mark.parametrize("thing", [3, "demo/smollm2", None])
def test_what_is_no_model_is_refused(thing):
    with pytest.raises(UsageError):
        session(thing)


def test_the_names_are_at_the_root_of_the_hub():
    assert {Session.__name__, SessionResult.__name__} == {"Session", "SessionResult"}


def test_a_sentence_is_benched_at_once(own_home):
    result = session(MockModel("4")).bench("math, 3 prompts", seed=1)
    assert len(list(result.environment.samples())) == result.run.record.planned == 3
    assert check(result.environment).ok
    assert result.plan.seed == 1


def test_a_sentence_that_can_not_be_grounded_is_refused(adder):
    with pytest.raises(Refused):
        adder.bench("benchmark knowledge of my grandmother's recipes")


def test_a_notebook_shows_the_card(adder, sums):
    result = adder.run(sums(title="Sums <b>of</b> two"))
    assert "Sums &lt;b&gt;of&lt;/b&gt; two" in result._repr_html_()
    assert "mock/adder" in result._repr_markdown_()
