"""Several writers of one log, interleaved at every request, any of them killed at any."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.registries import Died, WatchedStore

from envhub_hub.registry.log import BLOCK, Fact, Log, Summary
from envhub_hub.registry.log.entry import entry_key
from envhub_hub.store import open_store

WRITERS = 3
DIGEST = "sha256:" + "b" * 64
steps = st.lists(
    st.tuples(
        st.integers(0, WRITERS - 1),  # who appends
        st.integers(0, 3),  # how many others come in between, at
        st.integers(0, 3),  # this of its requests
        st.sampled_from([0, 0, 0, 1, 2, 3, 4]),  # the request at which it is killed, or none
        st.booleans(),  # after the store did it
    ),
    min_size=1, max_size=12,
)  # fmt: skip


def fact(version: int) -> Fact:
    return Fact(type="push", name="acme/sums", version=f"1.{version}.0", at="",
                summary=Summary(digest=DIGEST, title="Sums"))  # fmt: skip


class Writers:
    """Writers of one log, and what the log owes them."""

    def __init__(self, filled: int) -> None:
        self.store = open_store(f"memory://{uuid.uuid4().hex}")
        log = Log(self.store)
        log.start()
        self.count = 0
        self.owed: dict[int, str] = {}
        for _ in range(filled):
            self.acknowledge(log)
        self.watched = [WatchedStore(self.store) for _ in range(WRITERS)]
        self.logs = [Log(one) for one in self.watched]

    def acknowledge(self, log: Log) -> None:
        version, self.count = self.count, self.count + 1
        entry = log.append(fact(version))
        assert entry.seq not in self.owed
        self.owed[entry.seq] = f"1.{version}.0"

    def step(self, who: int, others: int, at: int, dies_at: int, after: bool) -> None:
        store = self.watched[who]
        store.asked.clear()
        store.dies_at, store.after = dies_at, after
        left = others

        def come_between(_name: str, _key: str) -> None:
            nonlocal left
            if left and len(store.asked) >= at:
                left -= 1
                other = (who + left + 1) % WRITERS
                self.acknowledge(self.logs[other] if other != who else Log(self.store))

        store.before = come_between
        try:
            self.acknowledge(self.logs[who])
        except Died:
            self.logs[who] = Log(store)  # the process that takes its place
        store.dies_at, store.before = 0, lambda _name, _key: None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filled=st.sampled_from([0, 1, BLOCK - 3, BLOCK - 1]), todo=steps)
def test_nothing_acknowledged_is_lost_and_the_chain_holds(filled, todo):
    writers = Writers(filled)
    for step in todo:
        writers.step(*step)
    entries = list(Log(writers.store).since(0))
    assert [one.seq for one in entries] == list(range(1, len(entries) + 1))
    found = {one.seq: one.version for one in entries}
    assert {seq: found[seq] for seq in writers.owed} == writers.owed
    damage = list(Log(writers.store).audit(repair=True))
    assert all(one.key.startswith("log/t/") and one.repaired for one in damage)
    assert list(Log(writers.store).audit()) == []


def test_threads_that_append_at_once_each_get_places_of_their_own(tmp_path):
    url = str(tmp_path / "registry")
    Log(open_store(url)).start()

    def write(who: int) -> list[int]:
        log = Log(open_store(url))
        return [log.append(fact(100 * who + one)).seq for one in range(20)]

    with ThreadPoolExecutor(6) as pool:
        places = [seq for seqs in pool.map(write, range(6)) for seq in seqs]
    assert sorted(places) == list(range(1, 121))
    assert len({one.version for one in Log(open_store(url)).since(0)}) == 120


def test_a_key_that_was_taken_is_never_written_over(tmp_path):
    store = open_store(str(tmp_path / "registry"))
    log = Log(store)
    log.start()
    log.append(fact(0))
    before = store.read(entry_key(1))
    Log(store).append(fact(1))
    assert store.read(entry_key(1)) == before
