"""Tiles: the addresses and contents of C2SP tlog-tiles, and every proof made from them alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.trail.canonical import TrailError
from workflow.trail.merkle import (
    NodeReader,
    Tile,
    consistency_path,
    frontier_at,
    grown_tiles,
    inclusion_path,
    leaf_hash,
    nodes_from_tiles,
    root,
    tiles_grown,
)

ENTRIES = [leaf_hash(f"entry {n}".encode()) for n in range(300)]


def node(level: int, index: int) -> bytes:
    return root(ENTRIES[index << level : (index + 1) << level])


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(0, 5, 112), "tile/0/005.p/112"),
        (Tile(2, 0, 1), "tile/2/000.p/1"),
        (Tile(1, 999), "tile/1/999"),
        (Tile(1, 1000), "tile/1/x001/000"),
    ],
)
def test_a_tile_has_the_address_of_tlog_tiles(tile: Tile, path: str) -> None:
    assert tile.path == path


def test_seventy_thousand_entries_make_the_tiles_the_specification_counts() -> None:
    tiles = list(tiles_grown(0, 70_000))
    assert sum(tile.level == 0 and tile.width == 256 for tile in tiles) == 273
    assert [tile for tile in tiles if tile.width < 256 or tile.level] == [
        Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)
    ]  # fmt: skip
    assert list(tiles_grown(0, 256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_grown(256, 256)) == []
    with pytest.raises(TrailError, match="does not grow"):
        list(tiles_grown(2, 1))


def test_a_book_written_in_steps_leaves_the_same_tiles_as_one_written_at_once_and_proves_from_them() -> None:
    directory: dict[Tile, bytes] = {}
    sizes = [0, 1, 2, 200, 255, 256, 257, 300]
    for old_size, size in zip(sizes, sizes[1:], strict=False):
        directory |= grown_tiles(old_size, size, node)
    assert dict(grown_tiles(0, 300, node)).items() <= directory.items()
    for size in (2, 257, 300):
        from_tiles: NodeReader = nodes_from_tiles(size, directory.__getitem__)
        assert frontier_at(size, from_tiles).root() == root(ENTRIES[:size])
        assert inclusion_path(1, size, from_tiles) == inclusion_path(1, size, node)
        assert consistency_path(2, size, from_tiles) == consistency_path(2, size, node)


def test_a_tile_of_the_wrong_length_or_a_subtree_that_is_not_there_is_refused() -> None:
    with pytest.raises(TrailError, match="a tile of 3 hashes has 96 bytes, not 95"):
        nodes_from_tiles(3, lambda tile: b"x" * 95)(0, 0)
    with pytest.raises(TrailError, match="has no complete subtree 1 at level 1"):
        nodes_from_tiles(3, lambda tile: b"x" * 96)(1, 1)


@given(st.integers(1, 70_000), st.data())
def test_growth_writes_every_tile_that_changed_and_no_other(size: int, data: st.DataObject) -> None:
    old_size = data.draw(st.integers(0, size))
    whole, before = set(tiles_grown(0, size)), set(tiles_grown(0, old_size))
    assert set(tiles_grown(old_size, size)) == whole - before
