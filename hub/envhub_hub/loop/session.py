"""A session on a model that is already in memory, for notebooks and debuggers.

The model is taken as it is: hooks stay in place, a transformers module is never bridged, and
nothing of it is changed. A result is its run; its card is what a notebook shows.
"""

from __future__ import annotations

import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from envhub.bundle import freeze
from envhub.checks import check
from envhub.environment import Environment
from envhub.errors import UsageError
from envhub.manifest import Manifest
from envhub.metrics import Result
from envhub.model import Model
from envhub.run import Run, RunSettings, SampleRow

from .. import config
from ..registry import Record, open_environment, open_registry, refused
from ..runner import Resume, RunPlace, resume_run, run_environment
from ..runs import find_run

if TYPE_CHECKING:
    from ..generate import Plan


class SessionResult:
    """A finished run with the environment that it was of."""

    def __init__(self, run: Run, environment: Environment, plan: Plan | None = None) -> None:
        self.run = run
        self.environment = environment
        self.plan = plan
        """How the environment was made, where a sentence made it."""

    @cached_property
    def scores(self) -> Result:
        """Every capability with its interval, and the overall."""
        return self.run.result()

    @property
    def failures(self) -> list[SampleRow]:
        """The samples that did not pass, invalid ones included."""
        return [row for row in self.run.rows() if row.status != "pass"]

    def freeze(self, path: str | Path) -> Manifest:
        """Keep the environment as a bundle."""
        return freeze(self.environment, path)

    def push(self, registry: str | None = None) -> Record:
        """Keep the environment in a registry."""
        with tempfile.TemporaryDirectory() as folder:
            bundle = Path(folder, "bundle.zip")
            freeze(self.environment, bundle)
            record, _ = open_registry(registry).push(bundle)
        return record

    def __repr__(self) -> str:
        scores = ", ".join(
            f"{one.id} {one.score * 100:.1f}" for one in self.scores.capabilities
            if one.score is not None
        )  # fmt: skip
        return f"<{self.environment.reference} on {self.run.record.subject}: {scores}>"

    def _repr_html_(self) -> str:
        from ..export import card_html

        return card_html(self.run)

    def _repr_markdown_(self) -> str:
        from ..export import card_markdown

        return card_markdown(self.run)


class Session:
    """One model, any number of environments."""

    def __init__(self, model: Model, runs_folder: Path, context: str, step: int | None) -> None:
        self.model = model
        self._runs_folder = runs_folder
        self._context = context
        self._step = step

    def run(
        self, environment: Environment | str | Path, *, limit: int | None = None, seed: int = 0
    ) -> SessionResult:
        """Run an environment, a folder, a zip or a reference on the model.

        Raises:
            NotFound: there is nothing of that name.
        """
        return self._result(self._opened(environment), RunSettings(limit=limit, seed=seed))

    def bench(
        self, request: str, *, name: str = "local/session", seed: int | None = None
    ) -> SessionResult:
        """Make an environment out of a sentence, check it, and run it on the model.

        Args:
            request: what to measure, in a person's words.
            name: owner/name of the environment, for those that will be pushed.
            seed: the same seed gives the same prompts; by default they are fresh.

        Raises:
            Refused: the sentence asks for what can't be grounded.
        """
        from ..generate import GenerateSettings, generate

        settings = GenerateSettings(name=name, seed=seed, audience=self._audience)
        made = generate(request, settings)
        report = check(made.environment)
        if not report.ok:
            raise refused(report)
        return self._result(made.environment, RunSettings(), made.plan)

    def resume(
        self, run: Run | str | Path, environment: Environment | str | Path, *,
        errors_only: bool = False,
    ) -> SessionResult:  # fmt: skip
        """Go on with a run that stopped, on the same model and the same environment.

        Args:
            run: a run, or what names one, such as `last`.
            environment: the one that it was of.
            errors_only: run what is invalid again, and nothing else.

        Raises:
            IntegrityError: the environment or the model is another than the run was of.
        """
        opened = self._opened(environment)
        found = run if isinstance(run, Run) else find_run(str(run), self._runs_folder)
        done = resume_run(found, opened, self.model, Resume(errors_only=errors_only))
        return SessionResult(done, opened)

    @property
    def _audience(self) -> Literal["base", "instruct"]:
        """What the model in memory is asked: a message, where it has a template for one."""
        return "instruct" if self.model.identity.chat_template_digest else "base"

    @staticmethod
    def _opened(environment: Environment | str | Path) -> Environment:
        if isinstance(environment, Environment):
            return environment
        return open_environment(str(environment))

    def _result(
        self, environment: Environment, settings: RunSettings, plan: Plan | None = None
    ) -> SessionResult:
        place = RunPlace(runs_folder=self._runs_folder, context=self._context, step=self._step)
        run = run_environment(environment, self.model, settings, place)
        return SessionResult(run, environment, plan)


def session(
    model: Any,
    *,
    tokenizer: Any = None,
    bos_token_id: int | None = None,
    runs_dir: str | Path | None = None,
    step: int | None = None,
) -> Session:
    """Open a session on a model in memory.

    Args:
        model: a TransformerBridge, a HookedTransformer, a transformers module, or anything that
            is an `envhub.Model`.
        tokenizer: where the model does not carry its own.
        bos_token_id: prepended to every prompt; by default nothing is.
        runs_dir: where run folders go (else ENVHUB_RUNS, else ./runs).
        step: the training step, where the model is a checkpoint of a run.

    Raises:
        UsageError: the object is no model that can be run.
    """
    adopted: Model
    if hasattr(model, "respond") and hasattr(model, "identity"):
        if tokenizer is not None or bos_token_id is not None:
            raise UsageError(
                "this model tokenizes by itself; leave `tokenizer` and `bos_token_id` out"
            )
        adopted = model
    else:
        from ..backends import LoadSettings, adopt

        adopted = adopt(model, tokenizer, LoadSettings(bos_token_id=bos_token_id))
    context = "model inspection" if step is None else "training step"
    return Session(adopted, config.runs_folder(runs_dir), context, step)
