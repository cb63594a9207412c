"""The source folder: whole or not there, self-describing, and with its provenance."""

from __future__ import annotations

import json
import shlex
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from envhub.checks import check
from envhub.environment import Environment
from envhub.errors import EnvhubError, UsageError
from envhub_hub.generate import (
    Generated,
    GenerateSettings,
    generate,
    generate_from,
    write_source,
)
from envhub_hub.generate.again import refresh

REQUEST = "math, logic and chemistry, 5 prompts each; math counts double and must reach 40%"


@pytest.fixture(scope="module")
def made() -> Generated:
    return generate(REQUEST, GenerateSettings(name="local/my-env", seed=11))


def test_the_folder_is_the_environment_and_passes_check(made: Generated, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "my-env"
    write_source(made, folder)
    assert check(folder).ok
    assert not check(folder).warnings
    assert Environment.from_folder(folder).files.names() == made.environment.files.names()


def test_nothing_else_is_left_behind(made: Generated, tmp_path: Path) -> None:
    write_source(made, tmp_path / "my-env")
    assert [path.name for path in tmp_path.iterdir()] == ["my-env"]
    assert (tmp_path / "my-env").stat().st_mode & 0o777 == 0o755


def test_an_empty_folder_may_be_filled(made: Generated, tmp_path: Path) -> None:
    (tmp_path / "my-env").mkdir()
    write_source(made, tmp_path / "my-env")
    assert (tmp_path / "my-env" / "environment.toml").is_file()


def test_what_exists_is_never_replaced(made: Generated, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(UsageError) as caught:
        write_source(made, tmp_path)
    assert caught.value.hint
    with pytest.raises(UsageError):
        write_source(made, tmp_path / "kept.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_write_that_fails_leaves_nothing(made: Generated, tmp_path: Path) -> None:
    class Broken:
        def names(self) -> tuple[str, ...]:
            return ("README.md", "environment.toml")

        def open(self, name: str) -> object:
            raise OSError(28, "No space left on device")

        def size(self, name: str) -> int:
            return 0

    environment = Environment(made.environment.declaration, Broken())  # type: ignore[arg-type]
    with pytest.raises(EnvhubError, match="No space left"):
        write_source(replace(made, environment=environment), tmp_path / "my-env")
    assert list(tmp_path.iterdir()) == []


def test_the_declaration_carries_weights_rates_and_methods(made: Generated) -> None:
    text = made.environment.files.open("environment.toml").read().decode()
    capabilities = {one["id"]: one for one in tomllib.loads(text)["capability"]}
    assert capabilities["math"]["weight"] == 2.0
    assert capabilities["math"]["target_rate"] == 0.4
    assert capabilities["chemistry"]["scorer"] == {"type": "next_token"}
    assert capabilities["logic"]["pass_at"] == "rank1"


def test_the_readme_names_the_command_that_makes_it_again(made: Generated) -> None:
    readme = made.environment.files.open("README.md").read().decode()
    line = next(line for line in readme.splitlines() if line.startswith("envhub generate"))
    words = shlex.split(line)
    assert words[2] == REQUEST
    assert words[words.index("--seed") + 1] == "11"
    assert words[words.index("--name") + 1] == "local/my-env"
    for capability in made.plan.capabilities:
        assert capability.definition in readme
        assert capability.reason in readme


def test_a_request_of_several_lines_stays_one_command() -> None:
    made = generate("math,\n\n`logic`; 'dates'", GenerateSettings(name="local/x", seed=1))
    readme = made.environment.files.open("README.md").read().decode()
    assert sum(line.startswith("envhub generate") for line in readme.splitlines()) == 1


def test_provenance_says_where_everything_comes_from(made: Generated) -> None:
    found = json.loads(made.environment.files.open("provenance.json").read())
    assert found["request"] == REQUEST
    assert found["plan"]["capabilities"][0]["shares"]
    assert found["seed"] == 11
    assert found["cost"] == 0
    assert found["created_at"].endswith("+00:00")
    assert set(found["packages"]) == {"envhub", "periodictable"}
    assert found["sources"][0]["license"] == "public domain"
    assert sum(sum(counts.values()) for counts in found["made"].values()) == 15
    assert set(found["rejected"]) == {"math", "logic", "chemistry"}


def test_the_licence_names_the_sources_of_facts(made: Generated) -> None:
    text = made.environment.files.open("LICENSE").read().decode()
    assert text.startswith("CC0 1.0 Universal")
    assert "periodictable" in text
    assert "babel" not in text


def readme(made: Generated) -> str:
    with made.environment.files.open("README.md") as stream:
        return stream.read().decode()


def test_the_readme_counts_what_is_there_and_not_what_was_asked_for() -> None:
    settings = GenerateSettings(name="local/few", seed=1, practice=0)
    few = generate("900 questions on country codes", settings)
    there = len(few.realised.pairs)
    assert f"{there} samples of the 900 that were asked for" in readme(few)
    assert f"\n{there} samples; method" in readme(few)


def test_the_command_of_the_readme_says_every_setting_that_decides_the_files() -> None:
    settings = GenerateSettings(
        name="local/x", seed=1, practice=2, audience="base", without=("design",)
    )
    assert "--practice 2 --for base --without design" in readme(generate("math", settings))


def test_a_version_that_no_sentence_gives_again_shows_no_command(made: Generated) -> None:
    again = readme(refresh(made.environment, seed=2))
    assert "```sh" not in again
    assert "The plan that they follow stands in `provenance.json`" in again
    by_hand = generate_from(made.plan.changed({"by_hand": True}))
    assert "```sh" not in readme(by_hand)


def test_the_readme_of_a_measure_of_data_sets_speaks_of_no_samples() -> None:
    said = readme(generate("check label balance of my dataset", GenerateSettings(name="local/d")))
    assert "Label balance (`label-balance`)" in said
    assert "samples" not in said
