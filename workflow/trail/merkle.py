"""The tree over the book: RFC 6962 section 2.1 hashes, paths and proofs, and C2SP tlog-tiles. SHA-256 throughout.

A *node* is addressed by (level, index): the hash over the complete subtree of leaves index * 2^level up to, not
including, (index + 1) * 2^level. Proofs are made from a `NodeReader`, so neither a town of rows nor a directory of
tiles is ever loaded whole.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workflow.trail.canonical import TrailError

HASH_BYTES = 32
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""Root of the tree without leaves (RFC 6962 section 2.1)."""

NodeReader = Callable[[int, int], bytes]
"""(level, index) -> 32-byte hash of that complete subtree."""


class ProofError(TrailError):
    """A path that proves nothing: of the wrong length, or leading to another root."""


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256(0x00 || leaf): 32 bytes."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right): 32 bytes."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root over 32-byte leaf hashes in book order; one hash call per leaf, no recursion."""
    if not leaf_hashes:
        return EMPTY_ROOT
    sha256, join = hashlib.sha256, b"".join
    row = leaf_hashes
    while len(row) > 1:
        # A last node without a sibling rises unchanged: the same tree as splitting at the largest power of two.
        odd = row[-1:] if len(row) % 2 else ()
        row = [sha256(join((b"\1", left, right))).digest() for left, right in zip(row[::2], row[1::2], strict=False)]
        row.extend(odd)
    return row[0]


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to append to a tree of `size` leaves: roots of its complete subtrees, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise TrailError(f"a tree of {self.size} leaves does not have {len(self.peaks)} complete subtrees")
        if any(len(peak) != HASH_BYTES for peak in self.peaks):
            raise TrailError(f"every hash of a frontier has {HASH_BYTES} bytes")

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier after one more 32-byte leaf hash; at most log2(size) hash calls."""
        size, peaks, carried = self.size, list(self.peaks), leaf
        while size & 1:
            carried = node_hash(peaks.pop(), carried)
            size >>= 1
        return Frontier(self.size + 1, (*peaks, carried))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """The frontier after several leaf hashes in order."""
        grown = self
        for leaf in leaves:
            grown = grown.append(leaf)
        return grown

    def root(self) -> bytes:
        """The root of the tree of `size` leaves."""
        if not self.peaks:
            return EMPTY_ROOT
        *higher, top = self.peaks
        for peak in reversed(higher):
            top = node_hash(peak, top)
        return top


def frontier_at(size: int, node: NodeReader) -> Frontier:
    """The frontier of the first `size` leaves, read from stored nodes."""
    return Frontier(size, tuple(node(level, index) for level, index in _complete_subtrees(0, size)))


def inclusion_path(index: int, size: int, node: NodeReader) -> tuple[bytes, ...]:
    """PATH(index, D[size]) of RFC 6962 section 2.1.1: siblings from the leaf's own up to the child of the root."""
    if not 0 <= index < size:
        raise ProofError(f"entry {index} is not in a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if index < middle:
            path.append(_span_root(middle, end, node))
            end = middle
        else:
            path.append(_span_root(start, middle, node))
            start = middle
    return tuple(reversed(path))


def consistency_path(old_size: int, size: int, node: NodeReader) -> tuple[bytes, ...]:
    """PROOF(old_size, D[size]) of RFC 6962 section 2.1.2; empty for equal sizes and for the empty old tree."""
    if not 0 <= old_size <= size:
        raise ProofError(f"a tree of {size} cannot extend one of {old_size}")
    if old_size == 0:
        return ()
    start, end, whole, path = 0, size, True, []
    while end != old_size:
        middle = start + _largest_power_below(end - start)
        if old_size <= middle:
            path.append(_span_root(middle, end, node))
            end = middle
        else:
            path.append(_span_root(start, middle, node))
            start, whole = middle, False
    if not whole:
        path.append(_span_root(start, end, node))
    return tuple(reversed(path))


def verify_inclusion(leaf: bytes, path: Sequence[bytes], *, index: int, size: int, tree_root: bytes) -> None:
    """ProofError unless `path` leads from the 32-byte leaf hash at `index` to the root of a tree of `size` leaves."""
    if not 0 <= index < size:
        raise ProofError(f"entry {index} is not in a tree of {size}")
    _refuse_other_widths((leaf, *path, tree_root))
    # Below the split the way to the leaf has a sibling on every level, above it only where the index has a one.
    inner = (index ^ (size - 1)).bit_length()
    if len(path) != inner + (index >> inner).bit_count():
        raise ProofError(f"{len(path)} hashes are not the path of entry {index} in a tree of {size}")
    found = leaf
    for level, sibling in enumerate(path):
        on_the_left = level >= inner or index >> level & 1
        found = node_hash(sibling, found) if on_the_left else node_hash(found, sibling)
    if found != tree_root:
        raise ProofError(f"entry {index} is not what the root of the tree of {size} covers")


def verify_consistency(path: Sequence[bytes], *, old_size: int, old_root: bytes, size: int, tree_root: bytes) -> None:
    """ProofError unless the tree of `size` leaves begins with exactly the `old_size` leaves under `old_root`."""
    if not 0 <= old_size <= size:
        raise ProofError(f"a tree of {size} cannot extend one of {old_size}")
    _refuse_other_widths((*path, old_root, tree_root))
    if old_size in (0, size):
        if path:
            raise ProofError("nothing to prove, so the path must be empty")
        if old_root != (tree_root if old_size else EMPTY_ROOT) or (size == 0 and tree_root != EMPTY_ROOT):
            raise ProofError(f"two different roots for one tree of {old_size}")
        return
    before, after = _roots_on_the_way(path, old_size=old_size, old_root=old_root, size=size)
    if before != old_root:
        raise ProofError(f"the path does not lead to the root of the tree of {old_size}")
    if after != tree_root:
        raise ProofError(f"the tree of {size} does not extend the tree of {old_size}")


def _roots_on_the_way(path: Sequence[bytes], *, old_size: int, old_root: bytes, size: int) -> tuple[bytes, bytes]:
    # Everything hangs on the last complete subtree of the old tree. The path opens with its hash, unless it is the
    # whole old tree, whose root the verifier already holds (RFC 9162 section 2.1.4.2).
    level = (old_size & -old_size).bit_length() - 1
    position = (old_size >> level) - 1
    last = (size - 1) >> level
    seed, rest = (old_root, path) if position == 0 else (path[0] if path else b"", path[1:])
    inner = (position ^ last).bit_length()
    if len(rest) != inner + (position >> inner).bit_count():
        raise ProofError(f"{len(path)} hashes are not the path from a tree of {old_size} to one of {size}")
    before = after = seed
    for height, sibling in enumerate(rest):
        if height >= inner or position >> height & 1:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
        else:
            after = node_hash(after, sibling)
    return before, after


def _largest_power_below(width: int) -> int:
    return 1 << ((width - 1).bit_length() - 1)


def _complete_subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    # Every span asked for begins at a multiple of a power of two not less than its width, so no block is cut across.
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _span_root(start: int, end: int, node: NodeReader) -> bytes:
    top = b""
    for level, index in reversed(list(_complete_subtrees(start, end))):
        top = node_hash(node(level, index), top) if top else node(level, index)
    return top


def _refuse_other_widths(hashes: Iterable[bytes]) -> None:
    if any(len(digest) != HASH_BYTES for digest in hashes):
        raise ProofError(f"every hash of a proof has {HASH_BYTES} bytes")


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """The `index`-th run of up to 256 hashes at tile level `level`; `width` 256 is a full tile, less a partial one."""

    level: int
    index: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """The path below the log's prefix: `tile/0/x001/x234/067`, with `.p/112` behind a partial tile."""
        groups = f"{self.index % 1000:03d}"
        rest = self.index // 1000
        while rest:
            groups = f"x{rest % 1000:03d}/{groups}"
            rest //= 1000
        return f"tile/{self.level}/{groups}" + ("" if self.width == TILE_WIDTH else f".p/{self.width}")


TileReader = Callable[[Tile], bytes]
"""A tile -> its content: 32 * width bytes."""


def tiles_grown(old_size: int, size: int) -> Iterator[Tile]:
    """The tiles that a tree of `size` leaves has and the same tree at `old_size` had not; lower levels first."""
    if not 0 <= old_size <= size:
        raise TrailError(f"a tree of {old_size} does not grow to {size}")
    level = 0
    while size > old_size:
        for index in range(old_size // TILE_WIDTH, -(-size // TILE_WIDTH)):
            yield Tile(level, index, min(TILE_WIDTH, size - index * TILE_WIDTH))
        level, old_size, size = level + 1, old_size >> TILE_HEIGHT, size >> TILE_HEIGHT


def tile_bytes(tile: Tile, node: NodeReader) -> bytes:
    """The content of `tile`, read from stored nodes of every eighth level."""
    first = tile.index * TILE_WIDTH
    return b"".join(node(tile.level * TILE_HEIGHT, first + i) for i in range(tile.width))


def grown_tiles(old_size: int, size: int, node: NodeReader) -> Iterator[tuple[Tile, bytes]]:
    """Every tile to write when the tree grows from `old_size` to `size` leaves, with its content."""
    for tile in tiles_grown(old_size, size):
        yield tile, tile_bytes(tile, node)


def nodes_from_tiles(size: int, read: TileReader) -> NodeReader:
    """A NodeReader for the tree of `size` leaves over its tiles; levels between tiles are hashed anew on each call."""

    def node(level: int, index: int) -> bytes:
        tile_level, rest = divmod(level, TILE_HEIGHT)
        at_level = size >> (TILE_HEIGHT * tile_level)
        tile_index, offset = divmod(index << rest, TILE_WIDTH)
        width = min(TILE_WIDTH, at_level - tile_index * TILE_WIDTH)
        if index < 0 or offset + (1 << rest) > width:
            raise TrailError(f"a tree of {size} has no complete subtree {index} at level {level}")
        content = read(Tile(tile_level, tile_index, width))
        if len(content) != width * HASH_BYTES:
            raise TrailError(f"a tile of {width} hashes has {width * HASH_BYTES} bytes, not {len(content)}")
        run = content[offset * HASH_BYTES : (offset + (1 << rest)) * HASH_BYTES]
        return root([run[i : i + HASH_BYTES] for i in range(0, len(run), HASH_BYTES)])

    return node
