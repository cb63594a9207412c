"""lm-eval's IFEval checker, run in an environment of its own.

Reads rows of IFEval with an `output` from stdin, one JSON a line, and prints for each the verdicts
by instruction: [strict, loose]. The packages of lm-eval that lead to its checker are stood in for,
since they import much that the checker does not need. Punkt's data comes with llama-index-core.
"""

import json
import logging
import sys
import sysconfig
import types
from pathlib import Path

SITE = Path(sysconfig.get_paths()["purelib"])
for name in ("lm_eval", "lm_eval.tasks"):
    package = types.ModuleType(name)
    package.__path__ = [str(SITE.joinpath(*name.split(".")))]
    sys.modules[name] = package

import langdetect
import nltk

nltk.data.path.insert(0, str(SITE / "llama_index/core/_static/nltk_cache"))
langdetect.DetectorFactory.seed = 0  # else its verdicts differ between calls
logging.disable(logging.CRITICAL)

from lm_eval.tasks.ifeval.utils import (
    InputExample,
    test_instruction_following_loose,
    test_instruction_following_strict,
)

for line in sys.stdin:
    row = json.loads(line)
    example = InputExample(row["key"], row["instruction_id_list"], row["prompt"], row["kwargs"])
    strict = test_instruction_following_strict(example, row["output"])
    loose = test_instruction_following_loose(example, row["output"])
    print(json.dumps([strict.follow_instruction_list, loose.follow_instruction_list]))
