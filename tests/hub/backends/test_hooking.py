"""Hooks from a person's own file: they act, they are named, and what is wrong is said."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envhub.errors import EnvhubError, NotFound, UsageError
from envhub.model import Generate, Rank
from envhub_hub.backends import LoadSettings, adopt, load_model

Write = Callable[[str], Path]
SCALE = """
def hooks(model):
    def scale(value, hook):
        return value * {by}
    return [("{point}", scale)]
"""


def logprobs(model: Any, requests: list[Rank]) -> list[float]:
    return [c.logprob for _, r in sorted(model.respond(requests)) for c in r.continuations]


def scaled(by: float, point: str = "blocks.0.hook_resid_post") -> str:
    return SCALE.format(by=by, point=point)


def load(folder: Path, *files: Path, **settings: Any) -> Any:
    return load_model(f"tl/{folder}", LoadSettings(hooks=files, **settings))


def test_a_hook_that_changes_nothing_changes_nothing(
    folder: Path, steer_file: Write, ranks: list[Rank]
) -> None:
    plain = logprobs(load(folder), ranks)
    assert logprobs(load(folder, steer_file(scaled(1.0))), ranks) == pytest.approx(plain, abs=1e-4)


def test_a_hook_acts_as_it_does_on_a_model_in_memory(
    folder: Path, steer_file: Write, bridge: Any, tokenizer: Any, ranks: list[Rank],
    writes: list[Generate],
) -> None:  # fmt: skip
    hooked = load(folder, steer_file(scaled(2.0)))
    bridge.add_hook("blocks.0.hook_resid_post", lambda value, hook: value * 2.0)
    held = adopt(bridge, tokenizer)
    assert logprobs(hooked, ranks) == logprobs(held, ranks)
    one, other = (dict(model.respond(writes)) for model in (hooked, held))
    assert [reply.text for reply in one.values()] == [reply.text for reply in other.values()]
    assert logprobs(hooked, ranks) != pytest.approx(logprobs(load(folder), ranks), abs=1e-2)


def test_the_identity_names_the_file_by_its_content(folder: Path, steer_file: Write) -> None:
    text = scaled(2.0)
    identity = load(folder, steer_file(text)).identity
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert identity.interventions == (f"hook steer.py sha256:{digest} at blocks.0.hook_resid_post",)
    bare = load(folder).identity
    assert identity.weights_digest == bare.weights_digest
    assert bare.interventions == ()
    assert load(folder, steer_file(text + "# more")).identity != identity


def test_files_act_in_the_order_in_which_they_are_given(
    folder: Path, tmp_path: Path, ranks: list[Rank]
) -> None:
    double, add = tmp_path / "double.py", tmp_path / "add.py"
    double.write_text(scaled(2.0))
    add.write_text(scaled(1.0).replace("value * 1.0", "value + 1.0"))
    one, other = load(folder, double, add), load(folder, add, double)
    assert [text.split()[1] for text in one.identity.interventions] == ["double.py", "add.py"]
    assert logprobs(one, ranks) != pytest.approx(logprobs(other, ranks), abs=1e-2)


def test_hooks_are_given_the_bridge(folder: Path, steer_file: Write, ranks: list[Rank]) -> None:
    text = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass Add:\n    row: object\n"
        "    def __call__(self, value, hook):\n        return value + self.row\n"
        "def hooks(model):\n"
        "    yield 'blocks.0.hook_out', Add(3 * model.unembed.weight[5])\n"
    )
    model = load(folder, steer_file(text))
    assert logprobs(model, ranks) != pytest.approx(logprobs(load(folder), ranks), abs=1e-2)


WRONG = {
    "no hooks": ("x = 1", "`.*steer.py` defines no function `hooks`"),
    "hooks is no function": ("hooks = []", "defines no function `hooks`"),
    "syntax": ("def hooks(model:\n", r"`.*steer\.py:1` can't be run: SyntaxError"),
    "import": ("import no_such_module", r"`.*steer\.py:1` can't be run: ModuleNotFoundError"),
    "raises": ("def hooks(m):\n    return m.nowhere", r"`.*steer\.py:2` failed in `hooks`: Attr"),
    "no list": ("def hooks(m):\n    return None", "gave `None`"),
    "no pair": ("def hooks(m):\n    return [('x',)]", "gave "),
    "no function": ("def hooks(m):\n    return [('blocks.0.hook_out', 3)]", "gave "),
    "no such point": (
        scaled(1, "blocks.0.hook_resid_pots"),
        r"no hook point `blocks\.0\.hook_resid_pots`, of `steer\.py`, did you mean `blocks\.0\.h",
    ),
    "no such layer": (scaled(1, "blocks.7.hook_out"), r"no hook point `blocks\.7\.hook_out`"),
    "gated": (scaled(1, "blocks.0.hook_mlp_in"), "set_use_hook_mlp_in"),
    "never reached": (
        scaled(1, "blocks.0.attn.hook_hidden_states"), "`steer.py` is never reached",
    ),
    "width": (
        scaled(1).replace("value * 1", "value[..., :3]"),
        r"returned \[1, 16, 3\], where the activation is \[1, 16, 32\]",
    ),
    "no activation": (scaled(1).replace("value * 1", "'x'"), "returned a str, where"),
    "fails": (scaled(1).replace("value * 1", "1 / 0"), "failed on a short row: ZeroDivisionError"),
    "signature": (
        "def hooks(m):\n    return [('blocks.0.hook_out', lambda v: v)]", "row: TypeError",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_file_is_said(
    folder: Path, steer_file: Write, text: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        load(folder, steer_file(text))
    assert "\n" not in caught.value.message


def test_a_file_that_is_not_there_is_not_found(folder: Path) -> None:
    with pytest.raises(NotFound, match=r"no file `nowhere\.py` with hooks"):
        load(folder, Path("nowhere.py"))


def test_a_wrong_file_is_said_before_a_model_is_loaded(
    make_module: Any, steer_file: Write, tmp_path: Path
) -> None:
    folder = tmp_path / "no-tokenizer"
    make_module().save_pretrained(folder)
    with pytest.raises(UsageError, match="defines no function `hooks`"):
        load(folder, steer_file("x = 1"))
    with pytest.raises(UsageError, match="no tokenizer"):
        load(folder, steer_file(scaled(1)))


def test_hooks_act_in_half_precision(folder: Path, steer_file: Write, ranks: list[Rank]) -> None:
    exact = logprobs(load(folder, steer_file(scaled(2.0))), ranks)
    rounded = logprobs(load(folder, steer_file(scaled(2.0)), dtype="bfloat16"), ranks)
    assert rounded == pytest.approx(exact, rel=0.1)
    assert rounded != exact


def test_a_hook_may_leave_what_it_sees(folder: Path, steer_file: Write, ranks: list[Rank]) -> None:
    looking = steer_file(scaled(1).replace("return value * 1", "value.sum()"))
    plain = logprobs(load(folder), ranks)
    assert logprobs(load(folder, looking), ranks) == pytest.approx(plain, abs=1e-4)


@pytest.mark.parametrize("spec", ["hf/{}", "mock/yes", "openai/x"])
def test_only_bridges_take_hooks(folder: Path, spec: str) -> None:
    with pytest.raises(UsageError, match="takes no hooks") as caught:
        load_model(spec.format(folder), LoadSettings(hooks=(Path("steer.py"),)))
    assert caught.value.hint == "--hook is for `tl/NAME` and `demo/NAME`"


def test_an_adapter_may_be_hooked(adapter: Path, steer_file: Write, ranks: list[Rank]) -> None:
    hooked = load(adapter, steer_file(scaled(2.0)))
    assert hooked.identity.adapter
    assert len(hooked.identity.interventions) == 1
    assert logprobs(hooked, ranks) != pytest.approx(logprobs(load(adapter), ranks), abs=1e-2)


def test_a_hook_that_fails_later_fails_its_sample(
    folder: Path, steer_file: Write, ranks: list[Rank]
) -> None:
    text = scaled(1).replace("value * 1", "value if value.shape[1] > 6 else value[:, 99:100]")
    replies = [reply for _, reply in load(folder, steer_file(text)).respond(ranks)]
    failures = [reply.failure for reply in replies if reply.failure]
    assert 0 < len(failures) < len(replies)
    assert {failure.cause for failure in failures} == {"backend"}


def test_errors_of_hooks_are_errors_of_the_project(folder: Path, steer_file: Write) -> None:
    with pytest.raises(EnvhubError) as caught:
        load(folder, steer_file("x = 1"))
    assert caught.value.exit_code == 2
