"""Merkle trees after RFC 9162 (and 6962): roots, proofs, and their verification, under SHA-256 or SM3."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cryptography.hazmat.primitives import hashes

HASH_BYTES = 32
Digest = Callable[[bytes], bytes]


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sm3(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


def _sm3_without_openssl(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


_DIGESTS: dict[str, Digest] = {
    "sha256": _sha256,
    "sm3": _sm3 if "sm3" in hashlib.algorithms_available else _sm3_without_openssl,
}
ALGORITHMS = tuple(_DIGESTS)


def digest(algorithm: str) -> Digest:
    """
    Return the hash function of that name.

    :raises ValueError: if the algorithm is not one of ours
    """
    try:
        return _DIGESTS[algorithm]
    except KeyError:
        raise ValueError(f"unknown algorithm {algorithm!r}: use {' or '.join(ALGORITHMS)}") from None


def leaf_hash(leaf: bytes, h: Digest = _sha256) -> bytes:
    """Return the hash of one leaf."""
    return h(b"\0" + leaf)


def node_hash(left: bytes, right: bytes, h: Digest = _sha256) -> bytes:
    """Return the hash of an inner node."""
    return h(b"\1" + left + right)


class Frontier:
    """The right edge of a growing tree: all that is needed to append leaves and to know the root."""

    __slots__ = ("h", "nodes", "size")

    def __init__(self, h: Digest = _sha256, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        self.h = h
        self.size = size
        self.nodes = list(nodes)
        if len(self.nodes) != size.bit_count():
            raise ValueError("the frontier does not fit the size")

    def push(self, leaf: bytes) -> None:
        """Append one leaf, given as its hash."""
        h, nodes, bits = self.h, self.nodes, self.size
        while bits & 1:
            leaf = h(b"\1" + nodes.pop() + leaf)
            bits >>= 1
        nodes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree as it stands."""
        if not self.nodes:
            return self.h(b"")
        nodes = iter(reversed(self.nodes))
        root = next(nodes)
        for node in nodes:
            root = self.h(b"\1" + node + root)
        return root


def root_of(leaves: Iterable[bytes], h: Digest = _sha256) -> bytes:
    """Return the root over the given leaf hashes."""
    frontier = Frontier(h)
    for leaf in leaves:
        frontier.push(leaf)
    return frontier.root()


def _split(n: int) -> int:
    """The largest power of two smaller than n."""
    return int(1 << (n - 1).bit_length() - 1)


def inclusion_proof(leaves: Sequence[bytes], index: int, h: Digest = _sha256) -> list[bytes]:
    """Return the path that proves the leaf at `index` (RFC 9162, 2.1.3.1)."""
    if len(leaves) <= 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*inclusion_proof(leaves[:k], index, h), root_of(leaves[k:], h)]
    return [*inclusion_proof(leaves[k:], index - k, h), root_of(leaves[:k], h)]


def consistency_proof(leaves: Sequence[bytes], size: int, h: Digest = _sha256, whole: bool = True) -> list[bytes]:
    """Return the proof that the first `size` leaves are a prefix of all (RFC 9162, 2.1.4.1)."""
    n = len(leaves)
    if size == n:
        return [] if whole else [root_of(leaves, h)]
    k = _split(n)
    if size <= k:
        return [*consistency_proof(leaves[:k], size, h, whole), root_of(leaves[k:], h)]
    return [*consistency_proof(leaves[k:], size - k, h, False), root_of(leaves[:k], h)]


def _well_formed(*hashes_: Any) -> bool:
    return all(isinstance(item, bytes) and len(item) == HASH_BYTES for item in hashes_)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes, h: Digest = _sha256
) -> bool:
    """Tell whether the proof shows the leaf hash at `index` of the tree with that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _well_formed(leaf, root, *proof):
        return False
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = h(b"\1" + p + r)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            r = h(b"\1" + r + p)
        fn >>= 1
        sn >>= 1
    return sn == 0 and r == root


def verify_consistency(
    size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes, h: Digest = _sha256
) -> bool:
    """Tell whether the proof shows the first tree to be a prefix of the second (RFC 9162, 2.1.4.2)."""
    if size1 < 1:
        return False  # from the empty tree everything follows: a proof of it says nothing
    if size1 == size2:
        return not proof and root1 == root2
    if size1 > size2 or not _well_formed(root1, root2, *proof):
        return False
    path = [root1, *proof] if size1 & (size1 - 1) == 0 else list(proof)
    return bool(path) and _walk_consistency(size1, size2, path, root1, root2, h)


def _walk_consistency(size1: int, size2: int, path: list[bytes], root1: bytes, root2: bytes, h: Digest) -> bool:
    fn, sn = size1 - 1, size2 - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = h(b"\1" + c + fr), h(b"\1" + c + sr)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            sr = h(b"\1" + sr + c)
        fn >>= 1
        sn >>= 1
    return sn == 0 and fr == root1 and sr == root2
