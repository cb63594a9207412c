"""One sandbox for each rung that holds here; a rung that does not is skipped with its reason."""

from __future__ import annotations

import pytest

from envhub.errors import MissingRequirement
from envhub.services import Execution, Program
from envhub_hub.sandbox import Sandbox, SandboxSettings, find_sandbox


@pytest.fixture(scope="session", params=("bubblewrap", "landlock"))
def sandbox(request) -> Sandbox:
    try:
        found = find_sandbox(SandboxSettings(rung=request.param))
    except MissingRequirement as error:
        pytest.skip(str(error))
    yield found
    found.close()


@pytest.fixture
def execute(sandbox):
    def run(code: str, **fields) -> Execution:
        return sandbox.execute(Program(code=code, **({"seconds": 5} | fields)))

    return run
