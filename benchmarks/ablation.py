"""What each stage of `generate` is worth: the measures of its result with one stage switched off.

    .venv/bin/python -m benchmarks.ablation [--model demo/smollm2] [--requests 3] [--pool PATH]

The figures are the proxies of `envhub judge` (with `--llm MODEL --base-url URL` its grades), beside
what no judge sees: duplicates, and the largest share of samples that one constant answer passes.
Each row is the mean over requests and seeds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from contextlib import closing

from envhub.checks import check
from envhub.environment import Environment
from envhub.model import Model
from envhub_hub.asking import Asker
from envhub_hub.backends import LoadSettings, load_model
from envhub_hub.generate import GenerateSettings, generate
from envhub_hub.generate.pool import Pool, open_pool
from envhub_hub.quality import assess
from envhub_hub.runner import HubServices

STAGES = ("design", "transformability", "sample-plan", "verification")
REQUESTS = (
    "reasoning and math, 8 prompts each",
    "word problems and dates, 8 prompts each",
    "tables, events and percentages, 6 prompts each",
)
MEASURES = ("FSQ", "QAC", "CQC", "TSD", "SSC")
SEEDS = (1, 2)


class Judge:
    """Who measures: a reference model, and a model that grades where one is named."""

    def __init__(self, model: Model | None, asker: Asker | None) -> None:
        self.model, self.asker = model, asker
        self.services = HubServices(models={})


def duplicates(environment: Environment) -> float:
    """The share of samples whose question, context and options came before."""
    asked = Counter((s.context, s.input, s.choices) for s in environment.samples())
    return 100 * sum(count - 1 for count in asked.values()) / max(1, sum(asked.values()))


def gaming(environment: Environment, services: HubServices) -> float:
    """The largest share of a capability that one constant answer passes."""
    report = check(environment, services)
    return 100 * max(one.constant_rate for one in report.capabilities.values())


def measured(
    without: Sequence[str], requests: Sequence[str], pool: Pool | None, judge: Judge
) -> dict[str, float | None]:
    """Every figure of the pipeline without some stages."""
    rows: dict[str, list[float]] = {}
    for request in requests:
        for seed in SEEDS:
            settings = GenerateSettings.model_validate(
                {"name": "local/ablation", "seed": seed, "practice": 0, "without": tuple(without)}
            )
            environment = generate(request, settings, pool).environment
            found = assess(environment, judge.asker, judge.model, judge.services)
            readings = found.judged if judge.asker else found.proxies
            for name, reading in readings.items():
                if reading.value is not None:
                    rows.setdefault(name, []).append(reading.value)
            rows.setdefault("duplicates", []).append(duplicates(environment))
            rows.setdefault("constant", []).append(gaming(environment, judge.services))
    return {name: sum(values) / len(values) for name, values in rows.items()}


def main() -> None:
    """Print a row for the whole pipeline and one for each stage that is left out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="the reference model, for TSD and SSC")
    parser.add_argument("--llm", help="a model that grades: openai/NAME")
    parser.add_argument("--base-url")
    parser.add_argument("--requests", type=int, default=len(REQUESTS))
    parser.add_argument("--pool", action="append", default=[])
    options = parser.parse_args()
    model = load_model(options.model) if options.model else None
    asker = (Asker(load_model(options.llm, LoadSettings(base_url=options.base_url)))
             if options.llm else None)  # fmt: skip
    pool = open_pool(options.pool) if options.pool else None
    judge = Judge(model, asker)
    with closing(judge.services):
        names = [*MEASURES, "duplicates", "constant"]
        print(f"{'without':18}" + "".join(f"{name:>12}" for name in names))
        for without in ((), *((stage,) for stage in STAGES)):
            found = measured(without, REQUESTS[: options.requests], pool, judge)
            cells = [found.get(name) for name in names]
            shown = "".join("n/a".rjust(12) if v is None else f"{v:12.1f}" for v in cells)
            print(f"{', '.join(without) or 'nothing':18}{shown}", flush=True)


if __name__ == "__main__":
    main()
