"""What a sentence says of its subject: models, training steps, files, latents.

None of it is a wish and no number in it is a count, so it is taken out before words are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .value import Context

_NUMBER = r"#?\d+(?:[.,]\d+)?k?(?![\w%])"
_AND = r"\s*(?:,\s*and|,\s*or|,|and|or|vs\.?|versus|to|through|&|-|–|/)\s*(?:at\s+)?"
_NUMBERS = rf"{_NUMBER}(?:{_AND}(?:(?:training\s+)?steps?\s+|latents?\s+|features?\s+)?{_NUMBER})*"
_FILE = r"(?:[\w.~-]*/)*[\w.-]+\.(?:csv|tsv|jsonl?|parquet|txt|toml|md)(?!\w)"
_WEIGHTS = r"(?:[\w.~-]*/)*[\w.-]+\.(?:pt|pth|ckpt|bin|safetensors|gguf|onnx|h5)(?!\w)"
_CLOCK = (
    r"(?:at|by|before|until|till|from|around)\s+\d{1,2}:\d\d(?:\s*[ap]\.?m\b\.?)?|"
    r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]m\b|[ap]\.m\.|o'clock)"
)
_PERSON = r"(?:prof|professor|dr|doctor|mr|mrs|ms|sir|madam)\.?\s+(?-i:[A-Z][\w'-]+)"
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = (
    rf"\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s+\d{{4}})?|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?(?!\d)|"
    r"(?:the\s+)?\d{1,2}(?:st|nd|rd|th)"
)
_AMOUNT = (
    r"[$€£]\s?\d[\d.,]*\s?(?:k|m|bn?)?|\d[\d.,]*\s?(?:[$€£]|dollars|euros|usd|eur|bits?|gb|mb|tb|gpus?|"
    r"cores|parameters|params|weights files)|\d+(?:\.\d+)?[kmb]\s+(?=[a-z])(?!(?:prompts|questions|"
    r"problems|items|samples|tasks)\b)"
)
_FAMILIES = (
    "smollm|llama|tinyllama|qwen|gemma|mistral|mixtral|pythia|gpt|phi|olmo|falcon|bloom|deepseek|"
    "claude|gemini|granite|opt|starcoder|codellama|vicuna|zephyr|stablelm|mamba|rwkv|command-r"
)
_SETTING = (
    r"(?:layers?|epochs?|seeds?|version|release|v\.?|grade|temperature|experiment|ticket|attempt|k\s*=|"
    r"page|section|chapter|room|phase|sprint|milestone|issue|pr|slide|figure|row|q(?=\d)|"
    r"top|part|round|iteration|commit|day|week)\s*[#=]?\s*"
    r"\d[\d.]*(?:\s*(?:,|and|to|-)\s*\d[\d.]*)*(?!\w)"
)
_RESULT = (
    r"(?:showed|scored|got|achieved|dropped to|fell to|was at|were at|rose to|went from|stood at)"
    r"\s+(?:only\s+|just\s+|about\s+)?\d+(?:\.\d+)?(?:\s*%|\s+percent)?"
    r"(?:\s+to\s+\d+(?:\.\d+)?%?)?|"
    r"(?:on|from|of|in|the|last)\s+run\s+\d+"
)
_SOURCE = (
    r"(?:the|my|our|this|that|these|your|a)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:folder|directory|pool|files?|zip|archive)"
    r"(?:\s+(?:that\s+|which\s+)?(?:i|we|you)\s+\w+(?:\s+(?:in|over|up|to\s+you))?|"
    r"\s+(?:of|with|full\s+of|containing)\s+(?:\w+\s+){0,2}\w+(?=\s+(?:draw|take|ask|use|pick|make)\b|[,;:]))?"
)
_PATTERNS = (
    ("dataset", _FILE),
    ("model", _WEIGHTS),
    ("other", _PERSON),
    ("other", _CLOCK),
    ("other", _DAY),
    ("other", _AMOUNT),
    ("model", r"(?:tl|hf|demo|openai|local)/[\w./:-]*\w"),
    ("model", r"[a-z][\w.-]*/(?=[\w.-]*\d)[a-z][\w.-]*\w"),
    ("model", rf"(?:{_FAMILIES})(?:[- ]?v?\d(?:[\w.-]*\w)?)(?:-\w+)*|(?:{_FAMILIES})(?:-\w+)+"),
    ("model", r"(?:smollm|tinyllama|llama|qwen|gemma|mistral|mixtral|deepseek|claude|gemini)"),
    ("step", rf"(?:at\s+)?(?:(?:training\s+|global\s+)?steps?|checkpoints?)[\s-]+{_NUMBERS}"),
    ("latent", rf"(?:sae\s+)?(?:latents?|features?|neurons?|units?)\s+(?:no\.?\s*)?{_NUMBERS}"),
    ("other", r"\d[\d,.]*\s*(?:k\s+)?(?:rows|records|lines|tokens)\b"),
    ("other", r"\d[\d,.]*(?:\d{3}|k)\s+(?:documents|entries|texts|examples of training)\b"),
    ("other", r"\d+\s?[-+*x×]\s?\d+\s?(?:=|\?)\s?\d*"),
    ("other", _SETTING),
    ("other", _RESULT),
    ("source", _SOURCE),
)
_SUBJECT = re.compile(
    "|".join(
        rf"(?<![\w/.])(?P<{kind}{n}>{text})(?!\w)" for n, (kind, text) in enumerate(_PATTERNS)
    ),
    re.IGNORECASE,
)
_MANY = 10_000
"""A range of more latents than this is none."""


def take_context(text: str) -> tuple[Context, str]:
    """Return what a sentence says of its subject, and the sentence with that blanked out.

    What is left keeps its place, so that the words of the sentence can still be quoted.
    """
    found: dict[str, list[str]] = {}
    for match in _SUBJECT.finditer(text):
        found.setdefault((match.lastgroup or "").rstrip("0123456789"), []).append(match.group())
    context = Context(
        models=tuple(dict.fromkeys(found.get("model", ()))),
        steps=tuple(dict.fromkeys(n for one in found.get("step", ()) for n in _whole(one))),
        datasets=tuple(dict.fromkeys(found.get("dataset", ()))),
        latents=tuple(dict.fromkeys(n for one in found.get("latent", ()) for n in _whole(one))),
    )
    return context, _SUBJECT.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    """Leave one word that names no capability, as long as what stood there."""
    kind = (match.lastgroup or "").rstrip("0123456789")
    word = {"dataset": "csv", "latent": "latent", "step": "checkpoint"}.get(kind, "it")
    size = len(match.group())
    return word.ljust(size)[:size] if len(word) <= size else " " * size


def _whole(text: str) -> Iterator[int]:
    """Yield the numbers of a stretch; `3 to 9` and `4-6` are ranges, `1.5k` is 1500."""
    last: int | None = None
    for match in re.finditer(
        r"(?P<to>\b(?:to|through)\b|[-–])?\s*#?(?P<n>\d[\d,.]*)(?P<k>k)?", text
    ):
        number = float(match["n"].rstrip(".,").replace(",", "")) * (1000 if match["k"] else 1)
        if match["to"] and last is not None and last < number <= last + _MANY:
            yield from range(last + 1, int(number))
        last = int(number)
        yield last
