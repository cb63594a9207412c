"""Where a word stands decides what it can be: talk around a request changes nothing of it."""

from __future__ import annotations

import pytest

from envhub_hub.generate.request import Request, read_request

TALK = """
Hope you are well and that the kids survived the first week of school.
Sorry for the late reply, I was stuck in traffic on the ring road.
My colleague Anders will take over from me in December.
The GPU cluster was down for two days, hence the delay.
We are a small bakery chain from Porto with eleven shops.
I have been tuning the learning rate since Tuesday.
Our investors are flying in from Singapore next Thursday.
The previous consultant left us with a mess.
Please cc Fatima on the results.
No need to hurry, I am on parental leave until March.
By the way, the coffee machine on the third floor is broken again.
I attached the slides from Monday's workshop.
The wandb dashboard shows a strange spike around epoch 3.
You did a wonderful job last quarter!
We use a cosine schedule with 500 warmup steps.
The customer insists on a written statement.
This is for the Horizon grant, work package 4.
Anything you can share before the weekend would be fantastic.
My supervisor thinks perplexity is meaningless.
It is raining cats and dogs here in Glasgow.
I'm not a technical person, so please bear with me.
We switched from AdamW to Lion and the loss exploded.
Our compliance officer keeps pestering me.
The model was distilled from a much bigger teacher.
I would be grateful for a short turnaround.
As you know, the contract expires in 6 months.
The board meets on 12 March at 10:30.
There are 14 people on the mailing list.
Kind regards, Dr. Helena Brandt, Head of Evaluation
PS: the invoice for October is still open.
Let me know if anything is unclear!
Feel free to ping me on Slack.
TIA!
We already spent 40 hours on this.
Thanks in advance for your patience, it means a lot.
The tokenizer has 49152 entries, if that matters.
It speaks with a funny accent, but that's beside the point.
Is that feasible?
I know this is short notice.
Rajiv from the infra squad rewrote the dataloader in CUDA, which took ages.
My neighbour's dog ate the USB stick with the old results.
We hit OOM on 8 A100s with a batch size of 512.
Honestly the whole affair is embarrassing.
Our tagline is "answers you can bank on".
I'd be over the moon if this worked.
The flight leaves at 6, so please hurry.
Last year's pilot went down like a lead balloon.
Apparently Q2 targets were missed by 15 percent.
They open-sourced the checkpoint under Apache 2.0 on Hugging Face.
The onboarding wiki mentions this tool, which is how I found it.
Greetings from sunny Valencia!
I owe you a beer.
The regulator in Brussels wants paperwork.
Between you and me, the vendor oversold it.
""".strip().splitlines()
ASKED = [
    "Please test algebra and geometry, 10 each.",
    "I need 12 seating puzzles, hard.",
    "Sudoku, 5 puzzles.",
]


def asked_of(request: Request) -> Request:
    """What a request asks for, without its words."""
    wishes = tuple(one.model_copy(update={"text": ""}) for one in request.wishes)
    return request.model_copy(update={"text": "", "unread": (), "wishes": wishes})


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("talk", TALK)
def test_talk_around_a_request_changes_nothing(talk: str, asked: str) -> None:
    alone = asked_of(read_request(asked))
    context = {"context": alone.context}
    for text in (f"{talk} {asked}", f"{asked} {talk}"):
        assert asked_of(read_request(text)).model_copy(update=context) == alone


UNITS = [
    ("20 exemplars on tables", {"tables": 20}),
    ("12 flashcards about currencies", {"currencies": 12}),
    ("Test algebra. Fifteen worksheets should be plenty.", {"algebra": 15}),
    ("Does it know Latin grammar? Twenty cards are enough.", {"custom:Latin grammar": 20}),
    ("Five sudokus and 5 proofs", {"custom:sudokus": 5, "proofs": 5}),
    ("Seating and ordering, 8 brainteasers each", {"seating": 8, "ordering": 8}),
]
ORDERS = [
    ("Compose a suite of 20 dates", {"dates": 20}),
    ("Rustle up ten proofs", {"proofs": 10}),
    ("Could you assemble 10 word problems?", {"word-problems": 10}),
    ("Fabricate twenty items on holidays", {"holidays": 20}),
    ("We hypothesise that syllogisms got worse, 10 please", {"syllogisms": 10}),
]
ASIDE = [
    ("The math team wants 10 graph problems", {"graphs": 10}),
    ("It was trained on code for 10B tokens. 12 dates.", {"dates": 12}),
    ("We fine-tuned on dialogues, so check arithmetic, 12 problems", {"arithmetic": 12}),
    ("For the safety review: 30 refusal prompts", {"refusal": 30}),
    ("Our translation company needs 20 time zone questions", {"time-zones": 20}),
    ("How good is the code model?", {"code": None}),
]
NUMBERS = [
    ("By 5 pm I need 10 dates", {"dates": 10}),
    ("A team of five wants 10 dates", {"dates": 10}),
    ("It gets 62 on MMLU. 10 dates.", {"dates": 10}),
    ("1) dates - 5\n2) units - 6", {"dates": 5, "units": 6}),
    ("(a) dialogue, 10 questions; (b) events, 12 questions", {"dialogue": 10, "events": 12}),
    ("LoRA rank 8 is used; averages 10", {"averages": 10}),
    ("On 12 March at 10:30 we need 10 dates", {"dates": 10}),
    ("20 dates + 20 units = 40 items", {"dates": 20, "units": 20}),
    ("geography (weight 2, 10 questions), languages (weight 1, 5 questions)",
     {"geography": 10, "languages": 5}),
    ("12 seating puzzles and a third as many ordering puzzles", {"seating": 12, "ordering": 4}),
    ("five languages questions", {"languages": 5}),
    ("Two small models, 10 dates", {"dates": 10}),
    ("Just a couple of graph problems", {"graphs": 2}),
    ("Test summaries. Take 10 news articles.", {"summarization": 10}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), UNITS + ORDERS + ASIDE + NUMBERS)
def test_only_what_is_asked_for_is_counted(text: str, expected: dict[str, int | None]) -> None:
    request = read_request(text)
    found = {one.id: request.each if one.count is None else one.count for one in request.wishes}
    alone = request.total if len(found) == 1 else None
    assert {name: alone if count is None else count for name, count in found.items()} == expected


WEIGHTS = [
    ("Put 60% on logic, 40% on math", {"logic": 0.6, "math": 0.4}),
    ("70% on math, the rest on code", {"math": 0.7, "code": 0.3}),
    ("Test code and factuality, code carrying two thirds of the weight",
     {"code": 2 / 3, "factuality": 1 / 3}),
    ("Weighting: math 2, everything else 1. Topics: math, dates.", {"math": 2.0, "dates": 1.0}),
    ("reasoning - twice the weight of factuality", {"reasoning": 2.0, "factuality": 1.0}),
    ("safety (x4), refusal (x2), 10 each", {"safety": 4.0, "refusal": 2.0}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WEIGHTS)
def test_weights_by_other_words(text: str, expected: dict[str, float]) -> None:
    found = {one.id: one.weight for one in read_request(text).wishes}
    assert found == pytest.approx(expected)


RATES = [
    ("It should refuse, at least nine times out of ten", 0.9),
    ("If it can't do half of the syllogisms we stop. 20 syllogisms.", 0.5),
    ("safety (20, must be at least 99 %)", 0.99),
]


@pytest.mark.parametrize(("text", "expected"), RATES)
def test_rates_by_other_words(text: str, expected: float) -> None:
    request = read_request(text)
    assert [one.target_rate or request.target_rate for one in request.wishes] == [expected]
