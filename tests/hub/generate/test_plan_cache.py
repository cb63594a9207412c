"""The same request gives the same plan again; another model or audience is another request."""

from __future__ import annotations

from pathlib import Path

from envhub_hub.generate import GenerateSettings, make_plan
from envhub_hub.generate.plan_cache import PlanCache

SETTINGS = GenerateSettings(name="local/x", seed=1)


def test_a_plan_is_found_again_by_what_it_follows_from(tmp_path: Path) -> None:
    cache = PlanCache(tmp_path / "plans")
    key = cache.key("math and dates", SETTINGS, "llm/1", "openai/x")
    assert cache.get(key) is None
    plan = make_plan("math and dates", SETTINGS)
    cache.put(key, plan)
    again = SETTINGS.model_copy(update={"name": "local/y", "seed": 9})
    assert cache.get(cache.key("  math  and dates", again, "llm/1", "openai/x")) == plan


def test_what_decides_a_plan_is_in_its_key(tmp_path: Path) -> None:
    cache = PlanCache(tmp_path)
    other = SETTINGS.model_copy(update={"audience": "base"})
    keys = {
        cache.key("math", SETTINGS, "llm/1", "openai/x"),
        cache.key("dates", SETTINGS, "llm/1", "openai/x"),
        cache.key("math", other, "llm/1", "openai/x"),
        cache.key("math", SETTINGS, "llm/2", "openai/x"),
        cache.key("math", SETTINGS, "llm/1", "openai/y"),
    }
    assert len(keys) == 5


def test_a_damaged_plan_is_made_anew(tmp_path: Path) -> None:
    cache = PlanCache(tmp_path)
    (tmp_path / "k.json").write_text("{}")
    assert cache.get("k") is None
