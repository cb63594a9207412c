"""Programs: written after a docstring, mended, followed."""

from __future__ import annotations

from .topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="code", title="Code", method="program",
        definition="Writes small Python functions that pass hidden tests, after a signature, a "
        "docstring and three examples.",
        names=("code", "coding", "programming", "python", "code generation"),
        generators=("functions_of_lists", "functions_of_text", "functions_of_numbers",
                    "functions_of_tables"),
    ),
    Topic(
        id="function-completion", title="Function completion", method="program", part_of=("code",),
        definition="Completes a Python function after its signature and docstring, so that hidden "
        "tests pass.",
        names=("function completion", "writing functions", "function writing",
               "function synthesis", "code completion"),
        generators=("functions_of_lists", "functions_of_text", "functions_of_numbers",
                    "functions_of_tables"),
    ),
    Topic(
        id="bug-fixing", title="Bug fixing", method="mending", part_of=("code",),
        definition="Finds the one mistake in a Python function that does not do what it should, "
        "and mends it, so that hidden tests pass.",
        names=("bug fixing", "bug fix", "bug fixes", "bugs", "debugging", "fixing bugs",
               "code repair", "program repair"),
        generators=("mistakes_with_lists", "mistakes_with_text", "mistakes_with_numbers",
                    "mistakes_with_tables"),
    ),
    Topic(
        id="code-tracing", title="Code tracing", method="answer", part_of=("code",),
        definition="Follows a small Python program step by step and says exactly what it prints.",
        names=("code tracing", "tracing code", "code execution", "output prediction",
               "code understanding", "code reading"),
        generators=("program_output",),
    ),
)  # fmt: skip
