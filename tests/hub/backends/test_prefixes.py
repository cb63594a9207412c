from __future__ import annotations

from envhub_hub.backends.prefixes import share_prefixes

SHOTS = tuple(range(1000, 1300))
OTHER = tuple(range(2000, 2200))


def test_examples_that_all_prompts_share_are_one_prefix() -> None:
    (group,) = share_prefixes([(*SHOTS, place) for place in range(5)])
    assert group.prefix == SHOTS
    assert sorted(group.members) == [0, 1, 2, 3, 4]


def test_two_tasks_under_one_system_prompt_keep_their_own_examples() -> None:
    system = (1, 2, 3)
    prompts = [(*system, *(SHOTS if n % 2 else OTHER), n) for n in range(8)]
    groups = share_prefixes(prompts)
    assert {group.prefix for group in groups} == {system + SHOTS, system + OTHER}


def test_what_would_save_little_is_not_shared() -> None:
    (group,) = share_prefixes([(1, 2, 3, 4), (1, 2, 3, 5)])
    assert group.prefix == ()
    assert sorted(group.members) == [0, 1]


def test_every_sequence_is_in_one_group() -> None:
    prompts = [(*SHOTS[: 20 * n], n) for n in range(12)] + [(n,) for n in range(9)]
    members = [member for group in share_prefixes(prompts) for member in group.members]
    assert sorted(members) == list(range(len(prompts)))


def test_prompts_that_grow_by_one_token_do_not_exhaust_the_stack() -> None:
    chain = tuple(range(6000))
    groups = share_prefixes([chain[:length] for length in range(0, 6000, 4)])
    assert sum(len(group.members) for group in groups) == 1500


def test_nothing_is_shared_among_nothing() -> None:
    assert share_prefixes([]) == []
