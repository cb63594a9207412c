from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from envhub.messages import Message
from envhub.model import Failure, Generate, Prompt, Rank
from envhub_hub.backends.prompts import Reader, prepare

Ask = Callable[..., Prompt]


def prepared(tokenizer: Any, request: Generate | Rank, bos: int | None = None) -> Any:
    return prepare(Reader(tokenizer, bos, None), request)


def test_a_prompt_is_what_the_tokenizer_makes_of_it(tokenizer: Any, ask: Ask) -> None:
    asked = prepared(tokenizer, Generate(prompt=ask("the fox")))
    assert asked.text == "the fox"
    assert list(asked.job.prompt) == tokenizer("the fox")["input_ids"]


def test_auto_uses_the_chat_template_where_there_is_one(
    tokenizer: Any, chat_tokenizer: Any, ask: Ask
) -> None:
    request = Generate(prompt=ask("hi", chat="auto"))
    expected = "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n"
    assert prepared(chat_tokenizer, request).text == expected
    assert prepared(tokenizer, request).text == "hi"


def test_always_without_a_template_is_a_failure(tokenizer: Any, ask: Ask) -> None:
    failure = prepared(tokenizer, Generate(prompt=ask("hi", chat="always")))
    assert isinstance(failure, Failure)
    assert failure.cause == "chat_template"


def test_never_lays_a_conversation_out_as_text(chat_tokenizer: Any) -> None:
    messages = (
        Message(role="user", content="1+1="),
        Message(role="assistant", content="2"),
        Message(role="user", content="2+2="),
    )
    prompt = Prompt(messages=messages, chat="never", delimiter="")
    assert prepared(chat_tokenizer, Generate(prompt=prompt)).text == "1+1=2\n\n2+2="


def test_an_answer_that_was_begun_is_continued(chat_tokenizer: Any) -> None:
    messages = (Message(role="user", content="hi"), Message(role="assistant", content="Well"))
    asked = prepared(chat_tokenizer, Generate(prompt=Prompt(messages=messages)))
    assert asked.text.endswith("assistant\nWell")


@pytest.mark.parametrize(
    ("continuation", "full"), [("four", "Answer: four"), ("\nfour", "Answer:\nfour")]
)
def test_a_delimiter_stands_where_no_space_does(
    tokenizer: Any, ask: Ask, continuation: str, full: str
) -> None:
    request = Rank(prompt=ask("Answer:"), continuations=(continuation,))
    job = prepared(tokenizer, request).job
    assert [*job.context, *job.continuations[0]] == tokenizer(full)["input_ids"]


def test_space_at_the_end_of_a_context_goes_to_the_continuation(tokenizer: Any, ask: Ask) -> None:
    prompt = ask("Answer: ", delimiter="")
    job = prepared(tokenizer, Rank(prompt=prompt, continuations=("four",))).job
    assert list(job.context) == tokenizer("Answer:")["input_ids"]
    assert tokenizer.decode(job.continuations[0]) == " four"


def test_an_empty_prompt_begins_with_the_tokenizers_own_token(tokenizer: Any, ask: Ask) -> None:
    job = prepared(tokenizer, Rank(prompt=ask(""), continuations=("four",))).job
    assert job.context == (tokenizer.bos_token_id,)


def test_a_chosen_first_token_is_not_doubled(tokenizer: Any, ask: Ask) -> None:
    request = Generate(prompt=ask("<|endoftext|>hi"))
    assert prepared(tokenizer, request, bos=0).job.prompt.count(0) == 1
    assert prepared(tokenizer, Generate(prompt=ask("hi")), bos=0).job.prompt[0] == 0


def test_a_continuation_of_no_tokens_is_a_failure(tokenizer: Any, ask: Ask) -> None:
    failure = prepared(tokenizer, Rank(prompt=ask("a", delimiter=""), continuations=("",)))
    assert failure.cause == "tokenization"


def test_nothing_to_rank_is_a_failure(tokenizer: Any, ask: Ask) -> None:
    assert prepared(tokenizer, Rank(prompt=ask("a"))).cause == "request"
