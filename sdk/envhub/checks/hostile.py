"""What a stranger's declaration may try: template bombs, pattern bombs, code that reaches out.

Nothing is executed: templates are compiled under the rules of `templates`, patterns run in the
process that can be killed, Python is only parsed.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from ..declaration import FILE
from ..environment import Environment
from ..errors import InvalidEnvironment, Problem
from ..files import read_text
from ..patterns import PatternTimeout, search
from ..scorers import ScorerSpec
from ..services import LOCAL, Services
from ..templates import TemplateProblem, compile_template
from .answering import lacking

ALLOWED = {"envhub", "pydantic", "jinja2"}
"""What code in a bundle may import beside the standard library and `[requires] python`."""
MAX_PATTERNS = 300
"""Patterns of targets that are tried; a run kills the others all the same."""
_RUN = 64
"""Characters of a run that exponential time shows on, and quadratic time does not."""
_PROBES = (
    "a" * _RUN + "\x00",
    "0" * _RUN + "\x00",
    " " * _RUN + "\x00",
    " " * 5_000 + "x",
    "aA1 " * 2_000,
    "(" * 2_000,
    "\n" * 5_000,
)


def problems(environment: Environment) -> list[Problem]:
    """Return everything that is refused for what it could do."""
    return [*_templates(environment), *_patterns(environment), *_code(environment)]


def not_checked(environment: Environment, services: Services = LOCAL) -> Iterator[str]:
    """Name what would need a service that is not here."""
    names = environment.files.names()
    wanting = [
        f"{name}: custom code runs only in a sandbox"
        for name in ("harness/harness.py", "scoring/scorer.py")
        if name in names
    ]
    if environment.declaration.requires.sandbox:
        wanting.append("[requires] sandbox: no sandbox is offered here")
    # Proving a sandbox takes a moment, so it is done only for what wants one.
    if wanting and lacking(("sandbox",), services):
        yield from wanting


def _templates(environment: Environment) -> Iterator[Problem]:
    for one in environment.declaration.capability:
        harness = environment.harness_for(one)
        path = harness.template or FILE
        try:
            context = environment.context_for(one)
            if context.template is not None:
                compile_template(context.template)
            alone = context.model_copy(update={"shots": ()})
            for split in environment.splits:
                for sample in environment.samples(split):
                    if sample.capability == one.id:
                        next(harness.rollout(sample, alone))
            for sample in environment.samples("test"):
                if sample.capability == one.id:
                    next(harness.rollout(sample, context))  # and once with the solved samples
                    break
        except TemplateProblem as error:
            yield Problem(str(error), path, error.line)
        except InvalidEnvironment as error:
            if error.problems[0].path == FILE:
                yield from error.problems


def _patterns(environment: Environment) -> Iterator[Problem]:
    for one in environment.declaration.capability:
        for pattern in one.scorer.patterns():
            yield from _bomb(pattern, f"pattern of capability `{one.id}`", FILE)
    scorers = {one.id: one.scorer for one in environment.declaration.capability
               if type(one.scorer).patterns is not ScorerSpec.patterns}  # fmt: skip
    seen: set[str] = set()
    for split in environment.splits if scorers else ():
        for sample, target in environment.items(split):
            scorer = scorers.get(sample.capability)
            for pattern in scorer.patterns(target) if scorer else ():
                if pattern not in seen and len(seen) < MAX_PATTERNS:
                    seen.add(pattern)
                    path = f"data/{split}.targets.jsonl"
                    yield from _bomb(pattern, f"pattern of target `{target.id}`", path)


def _bomb(pattern: str, name: str, path: str) -> Iterator[Problem]:
    for probe in (*_PROBES, *_tailored(pattern)):
        try:
            search(pattern, probe)
        except PatternTimeout:
            yield Problem(
                f"{name} runs for more than a second on {len(probe)} characters", path,
                hint="nested repeats such as (a+)+ take exponential time",
            )  # fmt: skip
            break


def _tailored(pattern: str) -> Iterator[str]:
    """Long runs of the characters that the pattern itself repeats, behind what it begins with."""
    begins = "".join(re.findall(r"^\(?([A-Za-z0-9_#:\-, ]*)", pattern))
    for char in dict.fromkeys(re.findall(r"[A-Za-z0-9_\-,. ]", pattern)):
        for start in {"", begins, begins[:-1]}:
            yield start + char * _RUN + "\x00"


def _code(environment: Environment) -> Iterator[Problem]:
    declared = {re.split(r"[<>=!~ \[;]", one)[0].lower().replace("-", "_")
                for one in environment.declaration.requires.python}  # fmt: skip
    for name in environment.files.names():
        if not name.startswith(("harness/", "scoring/")) or not name.endswith(".py"):
            continue
        try:
            tree = ast.parse(read_text(environment.files, name))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            yield Problem(f"not Python: {error}", name, getattr(error, "lineno", None))
            continue
        for node in ast.walk(tree):
            for module in _imported(node):
                root = module.split(".")[0]
                if root == "envhub_hub":
                    message = "a bundle may import `envhub`, never `envhub_hub`"
                    yield Problem(message, name, node.lineno)  # type: ignore[attr-defined]
                elif root not in sys.stdlib_module_names | ALLOWED | declared:
                    yield Problem(
                        f"import of `{root}` is not declared", name,
                        node.lineno, hint=f"add it to [requires] python in {FILE}",  # type: ignore[attr-defined]
                    )  # fmt: skip


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module or ""]
    return []
