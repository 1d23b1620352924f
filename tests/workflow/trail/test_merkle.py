"""The tree: against published vectors, against a reference written straight from RFC 6962, and against forgery."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.trail.canonical import TrailError
from workflow.trail.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofError,
    consistency_path,
    frontier_at,
    inclusion_path,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

ENTRIES = [leaf_hash(f"entry {n}".encode()) for n in range(300)]
Vectors = Callable[[str], dict[str, Any]]


def split(count: int) -> int:
    """k: the largest power of two smaller than `count`."""
    return max(1 << bit for bit in range(count) if 1 << bit < count)


def mth(hashes: list[bytes]) -> bytes:
    """MTH(D[n]), RFC 6962 section 2.1."""
    if len(hashes) < 2:
        return hashes[0] if hashes else EMPTY_ROOT
    k = split(len(hashes))
    return node_hash(mth(hashes[:k]), mth(hashes[k:]))


def path_to(m: int, hashes: list[bytes]) -> tuple[bytes, ...]:
    """PATH(m, D[n]), RFC 6962 section 2.1.1."""
    if len(hashes) == 1:
        return ()
    k = split(len(hashes))
    if m < k:
        return (*path_to(m, hashes[:k]), mth(hashes[k:]))
    return (*path_to(m - k, hashes[k:]), mth(hashes[:k]))


def subproof(m: int, hashes: list[bytes], *, known: bool) -> tuple[bytes, ...]:
    """SUBPROOF(m, D[n], b), RFC 6962 section 2.1.2."""
    if m == len(hashes):
        return () if known else (mth(hashes),)
    k = split(len(hashes))
    if m <= k:
        return (*subproof(m, hashes[:k], known=known), mth(hashes[k:]))
    return (*subproof(m - k, hashes[k:], known=False), mth(hashes[:k]))


def node(level: int, index: int) -> bytes:
    return mth(ENTRIES[index << level : (index + 1) << level])


def accepts_inclusion(leaf: bytes, path: tuple[bytes, ...], **claim: Any) -> bool:
    try:
        verify_inclusion(leaf, path, **claim)
    except ProofError:
        return False
    return True


def accepts_consistency(path: tuple[bytes, ...], **claim: Any) -> bool:
    try:
        verify_consistency(path, **claim)
    except ProofError:
        return False
    return True


def test_the_published_eight_leaves_have_their_published_roots(vectors: Vectors) -> None:
    published = vectors("rfc6962.json")
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in published["leaves"]]
    frontier = Frontier()
    for size, expected in enumerate(published["roots"]):
        assert root(hashes[:size]).hex() == mth(hashes[:size]).hex() == expected
        assert frontier.root().hex() == expected
        if size < len(hashes):
            frontier = frontier.append(hashes[size])


def test_the_published_paths_are_made_and_taken(vectors: Vectors) -> None:
    published = vectors("rfc6962.json")
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in published["leaves"]]
    roots = [bytes.fromhex(text) for text in published["roots"]]

    def stored(level: int, index: int) -> bytes:
        return mth(hashes[index << level : (index + 1) << level])

    for case in published["inclusion"]:
        path = inclusion_path(case["index"], case["size"], stored)
        assert [digest.hex() for digest in path] == case["path"]
        verify_inclusion(
            hashes[case["index"]], path, index=case["index"], size=case["size"], tree_root=roots[case["size"]]
        )
    for case in published["consistency"]:
        path, old, new = consistency_path(case["old_size"], case["size"], stored), case["old_size"], case["size"]
        assert [digest.hex() for digest in path] == case["path"]
        verify_consistency(path, old_size=old, old_root=roots[old], size=new, tree_root=roots[new])


def test_proofs_of_a_real_log_of_a_thousand_million_entries_are_taken(vectors: Vectors) -> None:
    log = vectors("rfc6962.json")["real_log"]
    tree_root, size = bytes.fromhex(log["root"]), log["size"]
    inclusion = tuple(map(bytes.fromhex, log["inclusion"]))
    consistency = tuple(map(bytes.fromhex, log["consistency"]))
    leaf, old_root = bytes.fromhex(log["leaf_hash"]), bytes.fromhex(log["old_root"])
    verify_inclusion(leaf, inclusion, index=log["index"], size=size, tree_root=tree_root)
    verify_consistency(consistency, old_size=log["old_size"], old_root=old_root, size=size, tree_root=tree_root)
    assert not accepts_inclusion(leaf, inclusion, index=log["index"] + 1, size=size, tree_root=tree_root)
    assert not accepts_consistency(
        consistency, old_size=log["old_size"] + 1, old_root=old_root, size=size, tree_root=tree_root
    )


def test_every_entry_of_every_tree_up_to_64_is_proven_and_proves_nothing_else() -> None:
    for size in range(1, 65):
        tree_root = mth(ENTRIES[:size])
        for index in range(size):
            path = inclusion_path(index, size, node)
            assert path == path_to(index, ENTRIES[:size])
            claim: dict[str, Any] = {"index": index, "size": size, "tree_root": tree_root}
            verify_inclusion(ENTRIES[index], path, **claim)
            other = (index + 1) % size
            assert size == 1 or not accepts_inclusion(ENTRIES[index], path, **claim | {"index": other})
            assert not accepts_inclusion(ENTRIES[size], path, **claim)
            assert not accepts_inclusion(ENTRIES[index], (*path, EMPTY_ROOT), **claim)
            assert not path or not accepts_inclusion(ENTRIES[index], path[:-1], **claim)


def test_every_tree_up_to_64_extends_every_earlier_one_and_no_other() -> None:
    roots = [mth(ENTRIES[:size]) for size in range(65)]
    for size in range(1, 65):
        for old_size in range(1, size + 1):
            path = consistency_path(old_size, size, node)
            assert path == subproof(old_size, ENTRIES[:size], known=True)
            claim: dict[str, Any] = {"old_size": old_size, "old_root": roots[old_size]}
            claim |= {"size": size, "tree_root": roots[size]}
            verify_consistency(path, **claim)
            assert not accepts_consistency(path, **claim | {"old_root": roots[old_size - 1]})
            assert not accepts_consistency(path, **claim | {"tree_root": EMPTY_ROOT})
            assert not accepts_consistency((*path, EMPTY_ROOT), **claim)
            assert not path or not accepts_consistency(path[1:], **claim)
            assert old_size == size or not accepts_consistency(path, **claim | {"old_size": old_size + 1})


@given(st.integers(1, 300), st.data())
def test_a_path_with_any_bit_turned_proves_nothing(size: int, data: st.DataObject) -> None:
    index, old_size = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    tree_root, old_root = root(ENTRIES[:size]), root(ENTRIES[:old_size])
    inclusion, consistency = inclusion_path(index, size, node), consistency_path(old_size, size, node)
    place: dict[str, Any] = {"index": index, "size": size, "tree_root": tree_root}
    growth: dict[str, Any] = {"old_size": old_size, "old_root": old_root, "size": size, "tree_root": tree_root}
    verify_inclusion(ENTRIES[index], inclusion, **place)
    verify_consistency(consistency, **growth)
    if inclusion:
        assert not accepts_inclusion(ENTRIES[index], turned(inclusion, data), **place)
    if consistency:
        assert not accepts_consistency(turned(consistency, data), **growth)


def turned(path: tuple[bytes, ...], data: st.DataObject) -> tuple[bytes, ...]:
    flat = bytearray(b"".join(path))
    flat[data.draw(st.integers(0, len(flat) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    return tuple(bytes(flat[i : i + 32]) for i in range(0, len(flat), 32))


def test_an_inner_node_or_half_a_hash_is_no_entry() -> None:
    """Two forgeries that lead to the true root: a path too short, and bytes moved from the leaf to its sibling."""
    tree_root, path = mth(ENTRIES[:4]), inclusion_path(0, 4, node)
    verify_inclusion(ENTRIES[0], path, index=0, size=4, tree_root=tree_root)
    with pytest.raises(ProofError, match="1 hashes are not the path of entry 0 in a tree of 4"):
        verify_inclusion(mth(ENTRIES[:2]), path[1:], index=0, size=4, tree_root=tree_root)
    moved = ENTRIES[0][-1:] + path[0]
    with pytest.raises(ProofError, match="every hash of a proof has 32 bytes"):
        verify_inclusion(ENTRIES[0][:-1], (moved, *path[1:]), index=0, size=4, tree_root=tree_root)


@given(st.integers(0, 300))
def test_the_root_grows_with_the_frontier_leaf_by_leaf(size: int) -> None:
    grown = Frontier().extend(ENTRIES[:size])
    assert grown == frontier_at(size, node)
    assert grown.root() == root(ENTRIES[:size]) == root(tuple(ENTRIES[:size])) == mth(ENTRIES[:size])


@pytest.mark.parametrize(
    ("size", "peaks"), [(-1, ()), (-1, (EMPTY_ROOT,)), (3, (EMPTY_ROOT,)), (0, (EMPTY_ROOT,)), (1, (b"short",))]
)
def test_a_frontier_that_cannot_be_is_refused(size: int, peaks: tuple[bytes, ...]) -> None:
    with pytest.raises(TrailError):
        Frontier(size, peaks)


R1, R2 = ENTRIES[0], mth(ENTRIES[:2])


@pytest.mark.parametrize(
    ("path", "old_size", "old_root", "size", "tree_root"),
    [
        ((), 2, R2, 1, R1),
        ((), -1, R1, 2, R2),
        ((), 1, R1, 1, R2),
        ((R1,), 1, R1, 1, R1),
        ((R1,), 0, EMPTY_ROOT, 2, R2),
        ((), 0, R1, 2, R2),
        ((), 0, EMPTY_ROOT, 0, R1),
        ((), 1, R1, 2, R2),
        ((b"x",), 1, R1, 2, R2),
        ((), 2, R2, 3, mth(ENTRIES[:3])),
        ((), 3, mth(ENTRIES[:3]), 4, mth(ENTRIES[:4])),
    ],
    ids=["shrunk", "negative", "same size, other root", "same size, needless path", "from nothing, needless path",
         "nothing with a root", "empty tree with a root", "no path", "short hash", "no path from a whole subtree",
         "no path at all"],
)  # fmt: skip
def test_a_growth_that_shows_nothing_is_refused(
    path: tuple[bytes, ...], old_size: int, old_root: bytes, size: int, tree_root: bytes
) -> None:
    with pytest.raises(ProofError) as refusal:
        verify_consistency(path, old_size=old_size, old_root=old_root, size=size, tree_root=tree_root)
    assert ("cannot extend" in str(refusal.value)) == (not 0 <= old_size <= size)


def test_the_empty_book_is_the_beginning_of_every_book() -> None:
    verify_consistency((), old_size=0, old_root=EMPTY_ROOT, size=0, tree_root=EMPTY_ROOT)
    verify_consistency((), old_size=0, old_root=EMPTY_ROOT, size=2, tree_root=R2)
    assert consistency_path(0, 2, node) == ()


@pytest.mark.parametrize(("index", "size"), [(2, 2), (-1, 2), (0, 0)])
def test_an_entry_outside_the_book_has_no_path(index: int, size: int) -> None:
    with pytest.raises(ProofError, match="is not in a tree"):
        inclusion_path(index, size, node)
    with pytest.raises(ProofError, match="is not in a tree"):
        verify_inclusion(R1, (), index=index, size=size, tree_root=R1)
    with pytest.raises(ProofError, match="cannot extend"):
        consistency_path(size + 1, size, node)
