"""pass@1: the code runs in the sandbox, and the tests decide.

Tests that call functions run in a process of their own, where the answer is a stand-in: the verdict
is not the answer's to make. Programs that read and write are compared by what they print. Tests of
a whole folder run as a command in a fresh workspace; there they stand beside the answer, so they
should drive it from outside, as a user would.
"""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from pydantic import Field

from ..model import Failure
from ..sample import Sample, Target
from ..services import Execution as Ended
from ..services import Program, Service, Services
from ..trace import Trace
from ..values import Frozen
from ..work import as_bytes, opened
from .base import Schema, Score, ScorerSpec, side_by_side
from .extract import Extract, PatternFilter, extract_answer, filter_name, filters

MAX_CASES = 100
MAX_PRINTED = 60_000
"""Characters of an expected output: the sandbox keeps no more of what is printed."""


class Case(Frozen):
    """What a program is given and what it must print; white space at line ends does not count."""

    stdin: str = ""
    stdout: str = Field(max_length=MAX_PRINTED)


class ExecutionData(Frozen):
    """What the verdict needs beside the solutions in `targets`; one of `tests`, `cases` and
    `command`."""

    tests: str | None = None
    """Assertions about the functions of the answer."""
    setup: str = ""
    """Code that stands before the answer, such as the prompt, and that the tests may use too."""
    entry_point: str | None = None
    """The function that the answer must define."""
    cases: tuple[Case, ...] = Field(default=(), max_length=MAX_CASES)
    command: str | None = None
    """For a workspace: a line of bash that ends with status 0 where the answer is right."""
    files: dict[str, str] = Field(default_factory=dict)
    """For a workspace: files that are laid over what the model left, such as hidden tests."""


class Execution(ScorerSpec):
    """1.0 where the code does what its tests ask, else 0.0."""

    data_schema: ClassVar[Schema] = ExecutionData
    method: ClassVar[str] = "execution pass@1"
    free_text: ClassVar[bool] = False
    constants: ClassVar[tuple[str, ...]] = (
        "pass", "    pass", "    return None", "    return True", "    return 0", "print(0)",
    )  # fmt: skip

    type: Literal["execution"] = "execution"
    extract: Extract = "code_block"
    file: str | None = None
    """Judge this file of the workspace; None: what the model said."""
    assemble: Literal["auto", "append", "replace"] = "auto"
    """How `setup` and the answer become a program. `append`: one text; `replace`: the answer alone;
    `auto`: one text, and with blank lines between where the answer defines the entry point."""
    workspace: bool = False
    """Run `command` in a workspace of what the model left there; what it said stands in `file`."""
    partial: bool = False
    """Give the share of the cases that hold, where there are `cases`."""
    seconds: float = Field(default=10.0, gt=0, le=600)
    """Wall time of the tests, of each case, or of the command."""
    memory_mb: int = Field(default=512, ge=64, le=16_384)

    @property
    def needs(self) -> tuple[Service, ...]:
        return ("workspace",) if self.workspace else ("sandbox",)

    @property
    def graded(self) -> bool:
        return self.partial

    def problem(self, sample: Sample, target: Target) -> str | None:
        data = ExecutionData.model_validate(target.data)
        if self.workspace:
            return None if data.command else "has no `command` in its data"
        if data.command is not None:
            return "has a `command`, which runs only with `workspace = true`"
        if (data.tests is None) == (not data.cases):
            return "needs `tests` or `cases` in its data, and not both"
        return None if target.targets else "has no target: a solution that must pass"

    def gold(self, sample: Sample, target: Target) -> tuple[Trace, ...]:
        if self.workspace:
            return ()  # what a model leaves behind is more than a text: see checks/gold.jsonl
        if self.file is not None:
            return tuple(Trace(files={self.file: text}) for text in target.texts)
        return tuple(Trace(output=text) for text in target.texts)

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        data = ExecutionData.model_validate(target.data)
        if self.workspace and trace.files is not None:
            return self._in_workspace(data, trace.files, None, services)
        if self.file is not None and not self.workspace:
            code = (trace.files or {}).get(self.file)
            return self._judge(data, code, f"file:{self.file}", services)
        scores: list[Score] = []
        for one in filters(self.extract):
            found = self._filtered(data, one, trace.output, services)
            if isinstance(found, Failure):
                return found
            scores.append(found)
        return side_by_side(scores)

    def _filtered(
        self, data: ExecutionData, chosen: str | PatternFilter, output: str, services: Services
    ) -> Score | Failure:
        code, name = extract_answer(chosen, output, services), filter_name(chosen)
        if self.workspace and code is not None:
            return self._in_workspace(data, {self.file or "answer.py": code}, name, services)
        return self._judge(data, code, name, services)

    def _judge(
        self, data: ExecutionData, code: str | None, name: str, services: Services
    ) -> Score | Failure:
        if code is None or not code.strip():
            return self.verdict(0.0, filter=name, explanation="no code found")
        programs = self._programs(data, code)
        ended = []
        for program, case in programs:
            done = services.execute(program)
            if done.status == "lost":
                return _lost(done)
            ended.append(_wrong(done, case))
            if ended[-1] is not None and not self.partial:
                break
        held = ended.count(None)
        value = held / len(programs) if self.partial else float(held == len(programs))
        why = next((one for one in ended if one is not None), None)
        return self.verdict(value, answer=code, filter=name, explanation=why)

    def _programs(self, data: ExecutionData, code: str) -> list[tuple[Program, Case | None]]:
        program = Program(
            code=self._assembled(data, code),
            tests=data.tests,
            setup=data.setup,
            entry_point=data.entry_point,
            seconds=self.seconds,
            memory_mb=self.memory_mb,
        )
        if data.tests is not None:
            return [(program, None)]
        return [(program.model_copy(update={"stdin": one.stdin}), one) for one in data.cases]

    def _assembled(self, data: ExecutionData, code: str) -> str:
        if self.assemble == "replace" or not data.setup:
            return code
        name = data.entry_point
        whole = name is None or re.search(
            rf"^(?:async[ \t]+)?(?:def|class)[ \t]+{re.escape(name)}\b|^{re.escape(name)}[ \t]*=",
            code,
            re.MULTILINE,
        )
        between = "\n\n" if self.assemble == "auto" and whole else ""
        return f"{data.setup}{between}{code}"

    def _in_workspace(
        self, data: ExecutionData, files: dict[str, str], name: str | None, services: Services
    ) -> Score | Failure:
        whole = {path: as_bytes(text) for path, text in {**files, **data.files}.items()}
        workspace = opened(services, whole)
        try:
            done = workspace.run(data.command or "false", self.seconds)
        finally:
            workspace.close()
        if done.status == "lost":
            return _lost(done)
        why = _wrong(done, None)
        if why is not None:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:]
            why = ": ".join([why, *last])[:2_000]
        return self.verdict(float(why is None), filter=name, explanation=why)


def _wrong(done: Ended, case: Case | None) -> str | None:
    """Say in one line why an execution is no success, or None."""
    if done.status != "ok":
        return f"{done.status}: {done.error}" if done.error else done.status
    if case is not None and _lines(done.stdout) != _lines(case.stdout):
        return f"printed {done.stdout.strip()[:80]!r}, not {case.stdout.strip()[:80]!r}"
    return None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _lost(done: Ended) -> Failure:
    return Failure(cause="sandbox", message=done.error or "the sandbox was lost")
