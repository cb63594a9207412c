"""`registry.json`: it follows the log, decides nothing, and can be made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from envhub import IntegrityError
from envhub_hub.registry import Registry, view
from envhub_hub.registry.view import View, dump_view, parse_view

NAME = "acme/sums"


def stored(registry: Registry) -> View:
    return parse_view(registry.store.read("registry.json"))


def rows(registry: Registry) -> dict[str, view.Row]:
    return stored(registry).environments


def notes(registry: Registry) -> list[str]:
    return [one.message for one in registry.verify() if one.kind == "view"]


def test_it_says_what_a_person_opens_it_for(client, zip_of):
    one = client()
    record, _ = one.push(zip_of())
    said = json.loads(one.store.read("registry.json"))
    assert list(said) == ["schema_version", "about", "rules", "registry", "as_of", "environments"]
    assert said["as_of"] == {"position": 1, "pushed_at": record.pushed_at}
    assert said["registry"] == one.log.id
    assert said["environments"] == {
        NAME: {"title": "Sums", "latest": "1.0.0", "digest": record.digest, "versions": ["1.0.0"]}
    }


def test_an_environment_is_one_line(client, zip_of):
    one = client()
    for name in ("acme/b", "acme/a"):
        one.push(zip_of(name))
    lines = one.store.read("registry.json").decode().splitlines()
    assert [line.split('"')[1] for line in lines if line.startswith("  ")] == ["acme/a", "acme/b"]


def test_it_follows_pushes_yanks_and_their_undoing(client, zip_of):
    one, two = client(), client()
    for number in ("1.0.0", "1.1.0", "2.0.0-rc.1"):
        one.push(zip_of(version=number))
    assert rows(one)[NAME].latest == "1.1.0"
    two.yank(NAME, "1.1.0", "wrong")
    assert (rows(one)[NAME].latest, rows(one)[NAME].yanked) == ("1.0.0", ("1.1.0",))
    two.yank(NAME, "1.0.0", "wrong")
    assert (rows(one)[NAME].latest, rows(one)[NAME].digest) == (None, None)
    one.push(zip_of(version="1.2.0"))
    assert rows(one)[NAME].latest == "1.2.0"
    one.unyank(NAME, "1.1.0")
    assert rows(one)[NAME].latest == "1.2.0"
    assert stored(one).as_of.position == one.log.head()
    assert notes(two) == []


def test_only_the_newest_versions_are_shown(client, zip_of):
    one = client()
    for number in range(8):
        one.push(zip_of(version=f"1.{number}.0"))
    assert rows(one)[NAME].versions == ("1.3.0", "1.4.0", "1.5.0", "1.6.0", "1.7.0")
    assert notes(one) == []


def test_a_push_brings_in_what_others_left_out(client, zip_of):
    one, two = client(), client()
    one.push(zip_of())
    two.store.replace = lambda *_, **__: False  # somebody is always faster
    two.push(zip_of(version="1.1.0"))
    two.push(zip_of("acme/other"))
    two.yank(NAME, "1.1.0", "wrong")
    assert list(rows(one)) == [NAME]
    assert notes(one) == ["`registry.json` is as of entry 1, the log is at 4"]
    one.push(zip_of("acme/third"))
    assert set(rows(one)) == {NAME, "acme/other", "acme/third"}
    assert rows(one)[NAME].latest == "1.0.0"
    assert notes(one) == []


def test_of_two_that_write_it_at_once_none_is_left_out(client, zip_of):
    one, two = client(), client()
    one.push(zip_of())
    once = [None]

    def overtake(name: str, key: str) -> None:
        if name == "replace" and once:
            once.clear()
            two.push(zip_of(version="1.1.0"))

    one.store.before = overtake
    one.push(zip_of(version="1.0.1"))
    assert rows(one)[NAME].versions == ("1.0.0", "1.0.1", "1.1.0")
    assert notes(one) == []


def test_one_that_others_brought_further_is_not_taken_for_damaged(client, zip_of):
    one, two = client(), client()
    once = [None]

    def overtake(name: str, key: str) -> None:
        if name == "snapshot" and once:
            once.clear()
            two.push(zip_of("acme/other"))

    one.store.before = overtake
    one.push(zip_of())
    assert set(rows(one)) == {NAME, "acme/other"}
    assert notes(one) == []


def test_one_that_says_more_than_the_log_holds_is_made_again(client, zip_of):
    one = client()
    one.push(zip_of())
    lie = stored(one).model_copy(update={"as_of": view.AsOf(position=99), "environments": {}})
    one.store.replace("registry.json", dump_view(lie))
    one.push(zip_of("acme/other"))
    assert set(rows(one)) == {NAME, "acme/other"}
    assert notes(one) == []


@pytest.mark.parametrize("damage", [None, b"", b"{", b"[]", b'{"environments": {"a/b": 1}}'])
def test_a_small_one_that_is_missing_or_damaged_comes_back_by_itself(client, zip_of, damage):
    one = client()
    one.push(zip_of())
    one.store.delete("registry.json")
    if damage is not None:
        one.store.create("registry.json", damage)
    assert len(notes(one)) == 1
    one.push(zip_of("acme/other"))
    assert set(rows(one)) == {NAME, "acme/other"}
    assert notes(one) == []


def test_one_of_another_registry_is_replaced(client, zip_of):
    one = client()
    one.push(zip_of())
    lie = stored(one).model_copy(update={"registry": "another"})
    one.store.replace("registry.json", dump_view(lie))
    assert notes(one) == ["`registry.json` is that of another registry"]
    one.push(zip_of("acme/other"))
    assert notes(one) == []


def test_rebuild_brings_back_the_very_same_bytes(client, zip_of):
    one = client()
    for number in ("1.0.0", "1.1.0"):
        one.push(zip_of(version=number))
    one.yank(NAME, "1.1.0", "wrong")
    one.push(zip_of("acme/other"))
    before = one.store.read("registry.json")
    one.store.delete("registry.json")
    client().rebuild()
    assert one.store.read("registry.json") == before


def test_above_its_size_it_is_left_until_a_tile_of_the_log_is_full(client, zip_of, monkeypatch):
    monkeypatch.setattr(view, "LARGE", 2)
    monkeypatch.setattr(view, "BLOCK", 6)
    one = client()
    for number, name in enumerate(["a", "b", "c", "d", "e", "f", "g"], 1):
        before = len(one.store.asked)
        one.push(zip_of(f"acme/{name}"))
        said = [key for name, key in one.store.asked[before:] if key == "registry.json"]
        assert bool(said) == (number in (1, 2, 3, 6)), number
    # The third made it large, and what the log says since is too much to take in on the way.
    assert len(rows(one)) == 3
    assert len(notes(one)) == 1
    one.rebuild()
    assert len(rows(one)) == 7


def test_a_large_one_is_not_read_by_a_client_that_comes_new(client, zip_of, monkeypatch):
    one = client()
    one.push(zip_of())
    monkeypatch.setattr(view, "ROW_BYTES", 0)
    two = client()
    two.push(zip_of("acme/other"))
    assert [name for name, key in two.store.asked if key == "registry.json"] == ["stat"]
    assert list(rows(one)) == [NAME]


def test_a_title_is_shown_in_one_line(client, bundle):
    one = client()
    one.push(bundle(title="Sums\n of \x1b[31m two"))
    assert rows(one)[NAME].title.isprintable()
    assert notes(one) == []


def test_what_is_no_view_is_refused():
    for data in (b"", b"[]", b"\xff", b'{"as_of": {}}', b"[" * 100_000):
        with pytest.raises(IntegrityError, match="is damaged"):
            parse_view(data)


def test_in_a_work_tree_it_is_made_from_the_records(tmp_path, zip_of):
    (tmp_path / ".git").mkdir()
    one = Registry(str(tmp_path), cache=tmp_path / "client")
    for number in ("1.0.0", "1.1.0"):
        one.push(zip_of(version=number))
    one.yank(NAME, "1.1.0", "wrong")
    said = stored(one)
    assert said.as_of.versions == 2
    assert said.as_of.position is None
    assert said.environments[NAME].latest == "1.0.0"
    assert notes(one) == []
    there = {path.name for path in tmp_path.iterdir()}
    assert there - {"client", "zips"} == {".git", "environments", "registry.json"}
    before = Path(tmp_path, "registry.json").read_bytes()
    Path(tmp_path, "registry.json").unlink()
    one.rebuild()
    assert Path(tmp_path, "registry.json").read_bytes() == before
