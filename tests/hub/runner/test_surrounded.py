"""Environments that name an image and services: started per sample, torn down whatever happens."""

from __future__ import annotations

import json

import pytest
from tests.hub.sandbox.fake_engine import FakeEngine

from envhub import Environment, MockModel, RunSettings, Sample, Target, check, scan_samples
from envhub.errors import BackendError
from envhub.model import Reply, Usage
from envhub.services import ServiceMissing
from envhub_hub.runner import HubServices, RunLimits, RunPlace, rescore, run_environment
from envhub_hub.sandbox import SandboxSettings
from envhub_hub.sandbox.engine import owned_name

IMAGE = f"registry.example/desk@sha256:{'a' * 64}"
OTHER = f"registry.example/db:16@sha256:{'b' * 64}"
DB = {"name": "db", "image": OTHER, "port": 5432, "command": ["serve", "port=5432"],
      "ready": "ask db", "user": 999, "variables": {"MODE": "quiet"}}  # fmt: skip
WEB = {"name": "web", "image": IMAGE, "port": 80, "command": ["serve", "port=80"]}


@pytest.fixture
def engine(tmp_path):
    folder = tmp_path / "engine"
    folder.mkdir()
    return FakeEngine(folder)


@pytest.fixture
def services(engine):
    found = HubServices(SandboxSettings(engine=str(engine.program)))
    yield found
    found.close()


def environment(count: int = 1, **requires) -> Environment:
    scorer = {"type": "execution", "workspace": True}
    declared = {
        "schema_version": 1, "name": "acme/boxed", "version": "1.0.0", "title": "Boxed",
        "license": "MIT", "requires": {"image": IMAGE, **requires},
        "harness": {"ask": {"type": "tool_use", "builtin": ["bash"], "max_turns": 4}},
        "capability": [{"id": "m", "definition": "d", "harness": "ask", "scorer": scorer}],
    }  # fmt: skip
    samples = [Sample(id=f"s{n}", capability="m", input="Go.") for n in range(count)]
    targets = [Target(id=one.id, data={"command": 'test "$(cat done)" = yes'}) for one in samples]
    return Environment.create(declared, samples, targets, {"README.md": b"x", "LICENSE": b"x"})


def bash(command: str) -> str:
    call = json.dumps({"name": "bash", "arguments": {"command": command}})
    return f"<tool_call>{call}</tool_call>"


def used(asked) -> bool:
    """Whether a tool has answered."""
    return "<tool_response>" in asked.prompt.messages[-1].content


def solver() -> MockModel:
    return MockModel(lambda asked: "Done." if used(asked) else bash("echo yes > done"))


def run(made, model, services, tmp_path, **place):
    place = RunPlace(runs_folder=tmp_path / "runs", **place)
    return run_environment(made, model, RunSettings(), place, services=services)


def test_commands_of_a_sample_run_in_the_image_and_so_do_its_tests(engine, services, tmp_path):
    (row,) = scan_samples(run(environment(), solver(), services, tmp_path).folder)
    assert row.status == "pass"
    commands = [call for call in engine.calls if call[0] == "run"]
    assert len(commands) == 3  # the proof, the model's own, the tests'
    for call in commands:
        assert IMAGE in call
        assert {"--pull=never", "--network=none", "--cap-drop=ALL", "--read-only"} <= set(call)
        assert not any(part.startswith("--user=0") for part in call)
    assert engine.left == []


def test_services_are_started_for_each_sample_and_for_its_tests(engine, services, tmp_path):
    made = environment(count=2, services=[DB, WEB])
    rows = list(scan_samples(run(made, solver(), services, tmp_path).folder))
    assert [row.status for row in rows] == ["pass", "pass"]
    # The proof, two samples, and two fresh workspaces of their tests.
    assert engine.started.count("s-db") == engine.started.count("s-web") == 5
    assert engine.left == []


def test_services_share_a_network_without_a_way_out(engine, services):
    boxed = services.within(environment(services=[DB, WEB]).declaration.requires.surroundings)
    workspace = boxed.workspace({})
    workspace.run("true", 5)
    net, db, web, command = [call for call in engine.calls if call[0] == "run"]
    assert "--network=none" in net
    (name,) = [part.removeprefix("--name=") for part in net if part.startswith("--name=")]
    for call in (db, web, command):
        assert f"--network=container:{name}" in call
    assert {"--user=999:999", "--env=MODE=quiet", OTHER} <= set(db)
    workspace.close()
    assert engine.left == []


def test_what_holds_the_network_is_removed_last(engine, services):
    boxed = services.within(environment(services=[DB]).declaration.requires.surroundings)
    boxed.workspace({}).close()
    removed = [call[-1] for call in engine.calls if call[0] == "rm"]
    assert [name.split("-", 5)[5] for name in removed] == ["s-db", "net"]


class Stops(MockModel):
    """A model that uses a tool and then is stopped."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(bash("echo yes > done"))
        self._error = error

    def respond(self, requests):
        if any(used(one) for one in requests):
            raise self._error
        yield from super().respond(requests)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), BackendError("the server is gone")])
def test_a_run_that_is_stopped_leaves_no_container(engine, services, tmp_path, error):
    made = environment(count=3, services=[DB])
    with pytest.raises(type(error)):
        run(made, Stops(error), services, tmp_path)
    assert engine.started.count("s-db") == 4  # the proof, and three samples under way
    services.close()
    assert engine.left == []


def test_a_limit_that_is_reached_leaves_no_container(engine, services, tmp_path):
    def says(asked):
        answers = sum("<tool_response>" in one.content for one in asked.prompt.messages)
        # The first sample ends after one command, the others would go on.
        text = "Done." if answers and asked.seed in ended else bash("true")
        ended.add(asked.seed) if not ended else None
        return Reply(text=text, usage=Usage(input_tokens=9, output_tokens=9))

    ended: set[int | None] = set()
    made = environment(count=3, services=[DB])
    limits = RunLimits(max_tokens_total=10)
    done = run(made, MockModel(says), services, tmp_path, limits=limits)
    assert done.summary.status == "limited"
    services.close()
    assert engine.left == []


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ({"silent": ["web"]}, "service `web` was not ready within 0.5 seconds: the last line"),
        ({"unready": ["db"]}, "service `db` was not ready within 0.5 seconds"),
        ({"ended": ["db"], "silent": ["db"]}, "service `db` ended: the last line"),
        ({"routes": "echo eth0 0 0 0003 0 0 0 0 0"}, "its network has a way out"),
    ],
)
def test_services_that_do_not_work_are_refused_before_anything_is_asked(
    engine, services, tmp_path, script, said
):
    engine.script(**script)
    made = environment(services=[{**DB, "seconds": 0.5}, {**WEB, "seconds": 0.5}])
    model = solver()
    with pytest.raises(ServiceMissing, match=said) as error:
        run(made, model, services, tmp_path)
    assert error.value.exit_code == 8
    assert not (tmp_path / "runs").exists()
    assert engine.left == []


def test_a_service_that_fails_later_makes_that_sample_invalid(engine, services, tmp_path):
    made = environment(services=[{**DB, "seconds": 0.5}])
    boxed = services.within(made.declaration.requires.surroundings)
    boxed.require("workspace")
    engine.script(unready=["db"])
    (row,) = scan_samples(run(made, solver(), services, tmp_path).folder)
    assert (row.status, row.cause) == ("invalid", "sandbox")
    assert "service `db` was not ready" in row.message
    assert engine.left == []


def test_an_image_that_is_not_here_is_exit_8_with_the_line_that_fetches_it(engine, services):
    engine.script(missing=[OTHER])
    boxed = services.within(environment(services=[DB]).declaration.requires.surroundings)
    with pytest.raises(ServiceMissing, match="is not on this machine") as error:
        boxed.require("workspace")
    assert (error.value.exit_code, error.value.hint) == (8, f"podman pull {OTHER}")


def test_without_an_engine_a_run_is_refused_and_check_says_not_checked(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    services, model = HubServices(), solver()
    with pytest.raises(ServiceMissing, match="no container engine here") as error:
        run(environment(), model, services, tmp_path)
    assert (error.value.exit_code, error.value.hint) == (8, "apt-get install podman")
    assert not (tmp_path / "runs").exists()
    report = check(environment(), services)
    assert report.problems == ()
    assert "podman: not installed; docker: not installed" in report.not_checked[0]


def test_an_engine_that_does_not_answer_is_none(engine, services):
    engine.script(broken=["info"])
    boxed = services.within(environment().declaration.requires.surroundings)
    with pytest.raises(ServiceMissing, match="broken as told"):
        boxed.require("workspace")


def test_a_command_the_engine_could_not_start_is_no_fault_of_the_model(engine, services, tmp_path):
    made = environment()
    services.within(made.declaration.requires.surroundings).require("workspace")
    engine.script(broken=["run"])
    (row,) = scan_samples(run(made, solver(), services, tmp_path).folder)
    assert (row.status, row.cause) == ("invalid", "sandbox")


def test_containers_of_a_process_that_was_killed_are_removed_by_the_next(engine, services):
    parts = owned_name("0a0b0c").split("-")
    dead = "-".join([*parts[:2], "999999999", "12345", "0a0b0c"])
    mine, foreign = owned_name("0d0e0f-s-db"), f"envhub-ffffffff-1-1-{'0' * 6}-net"
    for name in (f"{dead}-net", f"{dead}-s-db", mine, foreign, "envhub-else", "unrelated"):
        engine.leave(name)
    services.within(environment().declaration.requires.surroundings).require("workspace")
    assert engine.left == sorted([mine, foreign, "envhub-else", "unrelated"])


def test_a_run_is_judged_again_in_its_image(engine, services, tmp_path):
    done = run(environment(), solver(), services, tmp_path)
    made = environment()
    stricter = Environment.create(
        made.declaration, made.samples(),
        [Target(id="s0", data={"command": "false"})],
        {"README.md": b"x", "LICENSE": b"x"},
    )  # fmt: skip
    before = len(engine.calls)
    again = rescore(done, stricter, services)
    assert again.moved == {("pass", "fail"): 1}
    assert any(call[0] == "run" and IMAGE in call for call in engine.calls[before:])
