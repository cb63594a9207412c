"""A repeated run says the same, or the first difference is named."""

from __future__ import annotations

from envhub import Continuation, MockModel, ModelIdentity, Reply
from envhub_hub.runner import compare_outputs


class Leaning(MockModel):
    """Ranks with log-probabilities that are off by a little."""

    def __init__(self, by):
        super().__init__()
        self.by = by

    def respond(self, requests):
        for index, request in enumerate(requests):
            texts = request.continuations
            yield index, Reply(continuations=tuple(
                Continuation(text=text, logprob=-1.0 - place + self.by, tokens=1, greedy=False)
                for place, text in enumerate(texts)
            ))  # fmt: skip


def test_the_same_model_says_the_same(sums, run):
    found = compare_outputs(*(run(sums(), MockModel("7")) for _ in range(2)))
    assert (found.rows, found.same, found.other, found.first) == (4, 4, None, None)


def test_the_first_difference_is_named(sums, run):
    before = run(sums(), MockModel("The sum is 9."))
    after = run(sums(), MockModel({"0 + 7": "The sum is 9.", "": "The sum is ten."}))
    found = compare_outputs(before, after)
    assert (found.rows, found.same) == (4, 1)
    assert found.first == "`s1`, from character 11: '9.' before, 'ten.' now"


def test_an_output_that_goes_on_differs_from_where_it_does(sums, run):
    found = compare_outputs(run(sums(), MockModel("7")), run(sums(), MockModel("77")))
    assert found.first == "`s0`, from character 1: '' before, '7' now"


def test_rounding_of_a_probability_is_no_difference(every_harness, run):
    if every_harness.declaration.harness["ask"].asks != "rank":
        return
    runs = [run(every_harness, Leaning(by)) for by in (0.0, 1e-6, 0.01)]
    assert compare_outputs(runs[0], runs[1]).first is None
    assert "ln p(" in compare_outputs(runs[0], runs[2]).first


def test_another_model_is_said_to_be_one(sums, run):
    class Other(MockModel):
        identity = ModelIdentity(name="mock/other")

        def __init__(self):
            super().__init__("7")
            self.identity = ModelIdentity(name="mock/other")

    found = compare_outputs(run(sums(), MockModel("7")), run(sums(), Other()))
    assert found.other == "the model's name was mock/model, and is mock/other now"
