"""`[requires]`: images are pinned, services are told apart, and saying none changes no digest."""

from __future__ import annotations

import re

import pytest

from envhub import Environment, Sample, Target, check, make_manifest
from envhub.errors import InvalidEnvironment
from envhub.requires import Requires
from envhub.toml import dump_toml

PINNED = f"registry.example:5000/desk/app:1.2@sha256:{'0f' * 32}"
DB = {"name": "db", "image": PINNED, "port": 5432}


def environment(harness=None, **requires) -> Environment:
    declared = {
        "schema_version": 1, "name": "acme/boxed", "version": "1.0.0", "title": "Boxed",
        "license": "MIT", "requires": requires,
        "harness": {"ask": harness or {"type": "tool_use", "builtin": ["bash"]}},
        "capability": [
            {"id": "m", "definition": "d", "harness": "ask", "scorer": {"type": "final_state"}}
        ],
    }  # fmt: skip
    target = Target(id="s", data={"files": {"a": "b"}})
    sample = Sample(id="s", capability="m", input="Go.")
    return Environment.create(declared, [sample], [target], {"README.md": b"x", "LICENSE": b"x"})


def refused(**requires) -> str:
    with pytest.raises(InvalidEnvironment) as error:
        environment(**requires)
    return str(error.value.problems[0])


@pytest.mark.parametrize(
    "image",
    ["python:3.12", "python", "python:latest", "python@sha256:abc", f"--privileged@{PINNED}",
     f"{PINNED}\n", f"Python@sha256:{'0' * 64}", f"a b@sha256:{'0' * 64}"],
)  # fmt: skip
def test_an_image_without_its_digest_is_an_error(image):
    for said in (refused(image=image), refused(image=PINNED, services=[{**DB, "image": image}])):
        assert "is not pinned by its digest" in said
        assert re.match(r"environment\.toml:\d+: error", said)


def test_check_says_where_a_floating_tag_stands(tmp_path):
    made = environment(image=PINNED)
    text = dump_toml({**made.declaration.model_dump(mode="json", exclude_defaults=True),
                      "schema_version": 1}).replace(PINNED, "python:3.12")  # fmt: skip
    (tmp_path / "environment.toml").write_text(text, encoding="utf-8")
    line = text[: text.index("python:3.12")].count("\n") + 1
    report = check(tmp_path)
    assert not report.ok
    assert report.problems[0].startswith(f"environment.toml:{line}: error: image `python:3.12`")


@pytest.mark.parametrize(
    ("requires", "said"),
    [
        ({"services": [DB]}, "name its `image` too"),
        ({"services": [DB, {**DB, "port": 1}]}, "two services have the name `db`"),
        ({"services": [DB, {**DB, "name": "other"}]}, "two services have the port `5432`"),
        ({"services": [{**DB, "name": "localhost"}]}, "can't be called `localhost`"),
        ({"services": [{**DB, "name": "a b"}]}, "services.0.name"),
        ({"services": [{**DB, "port": 0}]}, "services.0.port"),
        ({"services": [{**DB, "user": 0}]}, "services.0.user"),
        ({"services": [{**DB, "variables": {"A=B": "c"}}]}, "is no name of an environment"),
        ({"services": [{**DB, "redy": "x"}]}, "unknown key `redy`, did you mean `ready`"),
        ({"services": [{**DB, "name": f"s{n}", "port": n + 1} for n in range(5)]}, "services"),
    ],
)
def test_a_wrong_service_is_an_error(requires, said):
    image = {} if "image" in said else {"image": PINNED}
    assert said in refused(**image, **requires)


def test_an_image_that_no_workspace_stands_in_is_an_error():
    plain = {"type": "tool_use", "tools": [{"name": "t", "result": "'a'"}]}
    assert "no harness or scorer has one" in refused(harness=plain, image=PINNED)


def test_saying_nothing_changes_no_digest_and_another_image_is_another_harness():
    bare = make_manifest(environment())
    assert Requires().model_dump(exclude_defaults=True) == {}
    boxed = make_manifest(environment(image=PINNED))
    other = make_manifest(environment(image=PINNED.replace("0f", "1f")))
    beside = make_manifest(environment(image=PINNED, services=[DB]))
    digests = [one.harness_digest for one in (bare, boxed, other, beside)]
    assert len(set(digests)) == 4
    assert len({str(one.data_digest) for one in (bare, boxed, other, beside)}) == 1
    # `sandbox`, `python` and `model` say nothing of what is asked, now as before.
    said = make_manifest(environment(sandbox=True, python=["attrs"], model=["chat"]))
    assert said.harness_digest == bare.harness_digest


def test_without_services_such_an_environment_is_not_checked():
    report = check(environment(image=PINNED))
    assert report.problems == ()
    assert report.not_checked
