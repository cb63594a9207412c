from __future__ import annotations

from envhub_hub.backends.rows import Read, Row, packed_rows, plain_rows
from envhub_hub.backends.tokenizer import Ids

CONTEXT = (1, 2, 3)


def continue_by_hand(row: Row, read: Read) -> tuple[int, ...]:
    """Return the tokens that a read sees, from the branches of a row."""
    tokens, branches = row.tokens, row.branches
    mine = branches[read.at]
    return tuple(
        token
        for token, branch in zip(tokens[: read.at + 1], branches, strict=False)
        if branch in (0, mine)
    )


def test_each_continuation_is_read_behind_exactly_its_own_tokens() -> None:
    continuations: dict[Ids, int] = {(7, 8, 9): 0, (7, 8, 4, 5): 1, (7,): 2, (7, 6): 3}
    (row,) = packed_rows(CONTEXT, continuations, 99)
    read: dict[int, list[int]] = {}
    for one in row.reads:
        assert continue_by_hand(row, one) == CONTEXT + tuple(read.setdefault(one.owner, []))
        read[one.owner].append(one.token)
    assert {tuple(tokens): owner for owner, tokens in read.items()} == continuations


def test_what_all_begin_with_stands_once_in_the_stem() -> None:
    (row,) = packed_rows(CONTEXT, {(7, 8, 1, 2): 0, (7, 8, 3, 4): 1}, 99)
    assert row.tokens == (1, 2, 3, 7, 8, 1, 3)
    assert row.positions == (0, 1, 2, 3, 4, 5, 5)


def test_continuations_of_one_token_need_no_branch() -> None:
    (row,) = packed_rows(CONTEXT, {(7,): 0, (8,): 1}, 99)
    assert row.tokens == CONTEXT
    assert [read.at for read in row.reads] == [2, 2]


def test_a_single_continuation_is_one_plain_row() -> None:
    assert packed_rows(CONTEXT, {(7, 8, 9): 0}, 99) == plain_rows(CONTEXT, {(7, 8, 9): 0})


def test_many_continuations_are_split_over_rows() -> None:
    continuations: dict[Ids, int] = {(token, token, token): token for token in range(10, 20)}
    rows = packed_rows(CONTEXT, continuations, 9)
    assert len(rows) > 1
    assert all(len(row.tokens) <= 9 for row in rows)
    assert sorted({read.owner for row in rows for read in row.reads}) == list(range(10, 20))


def test_plain_rows_share_equal_inputs() -> None:
    rows = plain_rows(CONTEXT, {(7,): 0, (8,): 1, (7, 8): 2})
    assert [row.tokens for row in rows] == [(1, 2, 3), (1, 2, 3, 7)]
