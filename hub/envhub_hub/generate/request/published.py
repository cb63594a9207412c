"""Published benchmarks by name, with what measures something like each.

A generated imitation of one would carry its name without being it.
"""

from __future__ import annotations

from collections.abc import Mapping

STANDARD: Mapping[str, tuple[str, ...]] = {
    "advbench": (), "agieval": ("reasoning",), "aime": ("math",), "alpacaeval": (), "anli": (),
    "arc agi": ("reasoning",), "arc challenge": ("reasoning", "factuality"),
    "arc easy": ("reasoning", "factuality"), "arena hard": (), "babi": ("reasoning",),
    "bbh": ("reasoning", "logic", "ordering"), "belebele": (), "bfcl": (),
    "big bench": ("reasoning",), "big bench hard": ("reasoning", "logic", "ordering"),
    "big bench lite": ("reasoning",), "bigbench": ("reasoning",), "boolq": (), "ceval": (),
    "clutrr": ("reasoning",), "cmmlu": (), "cnn dailymail": (), "commonsenseqa": ("reasoning",),
    "coqa": (), "crows pairs": (), "ds 1000": (), "ds1000": (), "flores": ("languages",),
    "frontiermath": ("math",), "gpqa": ("chemistry",), "gpqa diamond": ("chemistry",),
    "gsm": ("word-problems", "math"), "gsm 8k": ("word-problems", "math"),
    "gsm symbolic": ("word-problems", "math"), "gsm8k": ("word-problems", "math"), "harmbench": (),
    "hellaswag": ("reasoning",), "hendrycks math": ("math",), "hotpotqa": ("factuality",),
    "human eval": (), "humaneval": (), "humaneval plus": (), "humaneval+": (),
    "humanity's last exam": (), "ifbench": (), "ifeval": (), "lambada": (), "legalbench": (),
    "livebench": (), "livecodebench": (), "logiqa": ("logic",), "longbench": (),
    "math 500": ("math",), "math benchmark": ("math",),
    "math500": ("math",), "mathqa": ("math",), "mbpp": (), "medmcqa": (), "medqa": (),
    "mgsm": ("word-problems", "math"), "mlqa": (), "mmlu": ("factuality", "chemistry"),
    "mmlu pro": ("factuality", "chemistry"), "mmlu redux": ("factuality",),
    "mmmlu": ("factuality",), "mmmu": (), "mt bench": (), "mtbench": (),
    "musr": ("reasoning",), "narrativeqa": (), "natural questions": ("factuality",),
    "olympiadbench": ("math",), "openbookqa": ("factuality",), "pararel": ("factuality",),
    "piqa": ("reasoning",), "popqa": ("factuality",), "proofwriter": ("logic",), "pubmedqa": (),
    "realtoxicityprompts": (), "reclor": ("logic",), "sciq": ("factuality",),
    "simpleqa": ("factuality",), "squad": (), "squality": (), "sst2": (), "stereoset": (),
    "strategyqa": ("reasoning",), "superglue": (), "svamp": ("word-problems", "math"),
    "swe bench": (), "swebench": (), "tau bench": (), "toxigen": (), "triviaqa": ("factuality",),
    "truthful qa": ("factuality",), "truthfulqa": ("factuality",), "tydi qa": (), "tydiqa": (),
    "wikitext": (), "winograd": ("reasoning",), "winogrande": ("reasoning",), "wmt": ("languages",),
    "wmt14": ("languages",), "xnli": (), "xquad": (), "xstest": (), "xsum": (),
    "zebra logic": ("logic",), "zebralogic": ("logic",),
}  # fmt: skip
"""Published benchmarks, in lower case and without hyphens, with what measures something like it."""
