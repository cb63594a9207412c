"""Names that look alike: refused, by what the log says, at a cost that does not grow."""

from __future__ import annotations

import pytest

from envhub import UsageError
from envhub_hub.registry import Registry
from envhub_hub.registry.names import FILE


def asked(registry: Registry, since: int) -> list[str]:
    return [f"{name} {key}" for name, key in registry.store.asked[since:]]


def test_a_name_that_others_pushed_meanwhile_is_known(client, zip_of):
    one, two = client(), client()
    one.push(zip_of("acme/first"))
    two.push(zip_of("bolts/second"))
    with pytest.raises(UsageError, match="could be taken for `bolts/second`"):
        one.push(zip_of("b0lts/third"))


def test_a_name_of_the_same_owner_that_reads_alike_is_refused(client, zip_of):
    one = client()
    one.push(zip_of("acme/refunds"))
    with pytest.raises(UsageError, match="could be taken for"):
        one.push(zip_of("acme/refund-s"))
    one.push(zip_of("acme/other"))


def test_the_next_version_of_a_name_asks_for_no_other_name(client, zip_of):
    client().push(zip_of("acme/first"))
    one = client()
    one.push(zip_of("acme/first", "1.1.0"))
    assert not any(said.startswith(("list environments", "entries environments ")) for said in
                   asked(one, 0))  # fmt: skip
    assert "entries environments" not in asked(one, 0)


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_what_is_kept_of_the_names_is_made_again_where_it_is_damaged(client, zip_of, damage):
    one = client()
    for name in ("acme/first", "acme/second"):
        one.push(zip_of(name))
    path = one.notes.folder / FILE
    assert path.is_file()
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)
    with pytest.raises(UsageError, match="could be taken for"):
        one.push(zip_of("acrne/third"))
    one.push(zip_of("acme/third"))


def test_a_cache_that_can_not_be_written_stops_no_push(client, zip_of, tmp_path):
    one = client()
    one.notes.folder.parent.mkdir(exist_ok=True)
    one.notes.folder.write_text("a file, where a folder should be")
    for name in ("acme/first", "acme/second"):
        one.push(zip_of(name))
    assert list(one.names()) == ["acme/first", "acme/second"]
    with pytest.raises(UsageError, match="could be taken for"):
        one.push(zip_of("acrne/third"))


def test_another_log_at_the_same_place_is_followed_from_its_beginning(client, zip_of):
    one = client()
    for name in ("acme/first", "acme/second"):
        one.push(zip_of(name))
    for key in one.store.list(""):
        one.store.delete(key)
    anew = Registry(one.url, cache=one.notes.folder)
    anew.push(zip_of("acme/third"))
    for key in one.store.list(""):
        one.store.delete(key)
    client().push(zip_of("bolts/first"))
    again = Registry(one.url, cache=one.notes.folder)
    again.push(zip_of("acrne/first"))
    with pytest.raises(UsageError, match="could be taken for `bolts/first`"):
        again.push(zip_of("b0lts/second"))


def test_the_reserved_owner_is_refused(client, zip_of):
    with pytest.raises(UsageError, match="is reserved"):
        client().push(zip_of("envhub/mine"))


def test_in_a_work_tree_names_are_listed(tmp_path, zip_of):
    (tmp_path / ".git").mkdir()
    one = Registry(str(tmp_path / "here"), cache=tmp_path / "client")
    one.push(zip_of("acme/first"))
    with pytest.raises(UsageError, match="could be taken for"):
        one.push(zip_of("acrne/first"))
