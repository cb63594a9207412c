"""Tiny models with random weights, a small real tokenizer, and every kind of backend over them."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch

from envhub.messages import Message
from envhub.model import Generate, Model, Prompt, Rank
from envhub_hub.backends import LoadSettings, adopt, load_model

with warnings.catch_warnings():
    # What the libraries warn of while they are imported is not this project's to fix.
    warnings.simplefilter("ignore")
    import transformer_lens  # noqa: F401
    import transformers
    from safetensors.torch import load_file
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformer_lens import HookedTransformer, HookedTransformerConfig

# On tiny models a second thread gains nothing, and on a busy machine it waits for a core.
torch.set_num_threads(1)
TEXT = "the quick brown fox jumps over the lazy dog. Question: what is two plus two? Answer: four"
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
CONTEXTS = (
    "the quick brown fox",
    "Question: what is two plus two?\nAnswer:",
    "lazy",
    "over the dog the fox jumps and jumps over the lazy quick brown fox again",
)
CONTINUATIONS = ("jumps", "over the lazy dog", "over the fox", "four", "quite unlike\nanything")
Logits = Callable[[torch.Tensor], torch.Tensor]


class Kind(NamedTuple):
    """A backend under test, and the plain forward that it must agree with."""

    model: Model
    logits: Logits
    tokenizer: Any
    load: Callable[[LoadSettings], Model]


@pytest.fixture(scope="session")
def tokenizer() -> Any:
    """A byte-level BPE without a chat template, as GPT-2's."""
    backend = Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=320,
        special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    backend.train_from_iterator([TEXT] * 3, trainer)
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=backend, bos_token="<|endoftext|>", eos_token="<|im_end|>"
    )


@pytest.fixture(scope="session")
def chat_tokenizer(tokenizer: Any) -> Any:
    """The same with a chat template."""
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer.backend_tokenizer,
        bos_token="<|endoftext|>",
        eos_token="<|im_end|>",
        chat_template=TEMPLATE,
    )


@pytest.fixture(scope="session")
def make_module() -> Callable[..., Any]:
    """Make a tiny Llama with random weights that are far from uniform."""

    def make(seed: int = 0, *, tied: bool = True) -> Any:
        config = transformers.LlamaConfig(
            vocab_size=320, hidden_size=32, intermediate_size=64, num_hidden_layers=2,
            num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=96,
            bos_token_id=0, eos_token_id=2, pad_token_id=2, tie_word_embeddings=tied,
        )  # fmt: skip
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            module = transformers.LlamaForCausalLM(config).eval()
            for parameter in module.parameters():
                if parameter.dim() > 1:
                    parameter.data.normal_(0, 0.3)
        return module

    return make


@pytest.fixture
def module(make_module: Callable[..., Any]) -> Any:
    return make_module()


@pytest.fixture(scope="session")
def save() -> Callable[[Any, Any, Path], Path]:
    """Save a module and its tokenizer as a folder."""

    def save(module: Any, tokenizer: Any, folder: Path) -> Path:
        transformers.utils.logging.disable_progress_bar()
        module.save_pretrained(folder)
        if tokenizer is not None:
            tokenizer.save_pretrained(folder)
        return folder

    return save


@pytest.fixture(scope="session")
def folder(
    make_module: Callable[..., Any], tokenizer: Any, save: Any, tmp_path_factory: Any
) -> Path:
    """A checkpoint on disk."""
    path: Path = save(make_module(), tokenizer, tmp_path_factory.mktemp("checkpoint") / "tiny")
    return path


@pytest.fixture(scope="session")
def make_adapter(make_module: Callable[..., Any]) -> Callable[..., Path]:
    """Save a LoRA with random weights, trained as it were on a base that a folder holds."""
    peft = pytest.importorskip("peft", reason="`pip install peft`")

    def make(path: Path, base: object, seed: int = 1, **settings: Any) -> Path:
        chosen = {"r": 4, "lora_alpha": 8, "target_modules": ["q_proj", "down_proj"]} | settings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            config = peft.LoraConfig(task_type="CAUSAL_LM", **chosen)
            wrapped = peft.get_peft_model(make_module(), config)
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(seed)
                for name, parameter in wrapped.named_parameters():
                    if "lora_" in name:
                        parameter.data.normal_(0, 0.3)
            wrapped.peft_config["default"].base_model_name_or_path = str(base)
            wrapped.save_pretrained(path)
        return path

    return make


@pytest.fixture(scope="session")
def adapter(make_adapter: Any, folder: Path, tmp_path_factory: Any) -> Path:
    """An adapter on the checkpoint on disk."""
    path: Path = make_adapter(tmp_path_factory.mktemp("adapter") / "lora", folder)
    return path


@pytest.fixture(scope="session")
def merged(adapter: Path, make_module: Callable[..., Any]) -> Any:
    """The base module with the adapter merged by `peft` itself."""
    peft = pytest.importorskip("peft", reason="`pip install peft`")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return peft.PeftModel.from_pretrained(make_module(), adapter).merge_and_unload().eval()


@pytest.fixture(scope="session")
def make_sae() -> Callable[..., Path]:
    """Save an SAE with random weights by SAE-Lens itself."""
    sae_lens = pytest.importorskip("sae_lens", reason="`pip install sae-lens`")

    def make(path: Path, point: str, width: int = 32, latents: int = 8) -> Path:
        metadata = sae_lens.saes.sae.SAEMetadata(hook_name=point, model_name="tiny")
        config = sae_lens.TopKSAEConfig(d_in=width, d_sae=latents, k=2, metadata=metadata)
        with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.manual_seed(3)
            sae_lens.TopKSAE(config).save_model(path)
        return path

    return make


@pytest.fixture(scope="session")
def sae(make_sae: Any, tmp_path_factory: Any) -> Path:
    """An SAE at the output of the first block."""
    path: Path = make_sae(tmp_path_factory.mktemp("sae") / "sae", "blocks.0.hook_resid_post")
    return path


@pytest.fixture
def steer_file(tmp_path: Path) -> Callable[[str], Path]:
    """Write a file with hooks."""

    def write(text: str) -> Path:
        path = tmp_path / "steer.py"
        path.write_text(text)
        return path

    return write


@pytest.fixture
def bridge(make_module: Callable[..., Any], tokenizer: Any) -> Any:
    """A caller's own TransformerBridge."""
    from envhub_hub.backends.checkpoint import Source
    from envhub_hub.backends.tl import boot

    return boot(Source("tiny", None), make_module(), tokenizer)


@pytest.fixture(scope="session")
def characters() -> Any:
    """One token a character."""
    symbols = sorted(set("".join((*CONTEXTS, *CONTINUATIONS, TEXT, " \n"))))
    vocabulary = {"<e>": 0} | {symbol: place for place, symbol in enumerate(symbols, 1)}
    backend = Tokenizer(models.WordLevel(vocabulary, unk_token="<e>"))
    backend.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    backend.decoder = decoders.Fuse()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=backend, eos_token="<e>", unk_token="<e>"
    )


@pytest.fixture
def hooked(characters: Any) -> Any:
    """A HookedTransformer with random weights."""
    config = HookedTransformerConfig(
        n_layers=2, d_model=32, n_ctx=96, d_head=8, n_heads=4, d_mlp=64, act_fn="gelu",
        d_vocab=len(characters), seed=0, device="cpu", model_name="tiny-hooked",
    )  # fmt: skip
    with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return HookedTransformer(config)


KINDS = (
    "adapter", "hf", "hooked", "hooks in a bridge", "hooks in a module", "memory", "bridge",
    "steered", "tl", "tl with hooks",
)  # fmt: skip
HOOKS = """
def hooks(model):
    return [("blocks.0.hook_out", lambda value, hook: value * 1.5)]
"""


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Every kind of backend in turn."""
    take = request.getfixturevalue
    tokenizer, module = take("tokenizer"), take("module")
    name: str = request.param
    if name in ("hf", "tl"):
        spec = f"{name}/{take('folder')}"
        return _kind(lambda s: load_model(spec, s), _module_logits(module), tokenizer)
    if name == "adapter":
        whole = take("merged")
        spec = f"hf/{take('adapter')}"
        return _kind(lambda s: load_model(spec, s), _module_logits(whole), tokenizer)
    if name == "tl with hooks":
        own, acting = take("bridge"), LoadSettings(hooks=(take("steer_file")(HOOKS),))
        own.add_hook("blocks.0.hook_out", lambda value, hook: value * 1.5)
        return _kind(_acted_on(take("folder"), acting), own, tokenizer)
    if name == "steered":
        own, acting = take("bridge"), LoadSettings(steers=(f"{take('sae')}:3:4",))
        row = load_file(take("sae") / "sae_weights.safetensors")["W_dec"][3]
        own.add_hook("blocks.0.hook_out", lambda value, hook: value + 4 * row)
        return _kind(_acted_on(take("folder"), acting), own, tokenizer)
    if name == "hooked":
        own, letters = take("hooked"), take("characters")
        return _kind(lambda s: adopt(own, letters, s), own, letters)
    if name.endswith("bridge"):
        own = take("bridge")
        if "hooks" in name:
            own.add_hook("blocks.0.hook_out", lambda value, hook: value * 1.5)
        return _kind(lambda s: adopt(own, tokenizer, s), own, tokenizer)
    if "hooks" in name:
        module.model.layers[0].mlp.register_forward_hook(lambda part, args, out: out * 1.5)
    return _kind(lambda s: adopt(module, tokenizer, s), _module_logits(module), tokenizer)


def _acted_on(folder: Path, acting: LoadSettings) -> Callable[[LoadSettings], Model]:
    chosen = {"hooks": acting.hooks, "steers": acting.steers}
    return lambda settings: load_model(f"tl/{folder}", settings.model_copy(update=chosen))


def _kind(load: Callable[[LoadSettings], Model], logits: Logits, tokenizer: Any) -> Kind:
    return Kind(load(LoadSettings()), logits, tokenizer, load)


def _module_logits(module: Any) -> Logits:
    return lambda tokens: module(tokens).logits


@pytest.fixture(scope="session")
def ask() -> Callable[..., Prompt]:
    """Make a prompt of one question, in plain layout unless told."""

    def make(text: str, **fields: Any) -> Prompt:
        message = Message(role="user", content=text)
        return Prompt(**{"messages": (message,), "chat": "never"} | fields)

    return make


@pytest.fixture(scope="session")
def ranks(ask: Callable[..., Prompt]) -> list[Rank]:
    return [Rank(prompt=ask(text), continuations=CONTINUATIONS) for text in CONTEXTS]


@pytest.fixture(scope="session")
def writes(ask: Callable[..., Prompt]) -> list[Generate]:
    return [Generate(prompt=ask(text), max_tokens=8 + place) for place, text in enumerate(CONTEXTS)]
