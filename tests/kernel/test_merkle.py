"""Merkle trees against the published vectors of RFC 6962/9162, and SM3 against GB/T 32905."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpan.kernel import merkle

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "data" / "vectors"
PROOFS = VECTORS / "rfc6962_transparency_dev_merkle" / "testdata"


def cases(kind: str) -> list[Any]:
    """Return the published cases, or one that says why there are none."""
    files = sorted((PROOFS / kind).rglob("*.json")) if PROOFS.exists() else []
    if not files:
        return [pytest.param(None, marks=pytest.mark.skip(reason="the published vectors are not at hand"))]
    return [pytest.param(json.loads(file.read_text()), id=f"{file.parent.name}-{file.stem}") for file in files]


def raw(text: str | None) -> bytes:
    return base64.b64decode(text or "")


@pytest.mark.parametrize("case", cases("inclusion"))
def test_inclusion_proofs_of_the_published_vectors(case):
    proof = [raw(one) for one in case["proof"] or []]

    good = merkle.verify_inclusion(raw(case["leafHash"]), case["leafIdx"], case["treeSize"], proof, raw(case["root"]))

    assert good is not case["wantErr"]


@pytest.mark.parametrize("case", cases("consistency"))
def test_consistency_proofs_of_the_published_vectors(case):
    proof = [raw(one) for one in case["proof"] or []]

    good = merkle.verify_consistency(case["size1"], case["size2"], proof, raw(case["root1"]), raw(case["root2"]))

    assert good is not case["wantErr"]


def test_sm3_gives_the_published_digests():
    file = VECTORS / "sm3.json"
    if not file.exists():
        pytest.skip("the published vectors are not at hand")
    for case in json.loads(file.read_text()):
        data = case["msg_utf8"].encode()
        assert merkle.digest("sm3")(data).hex() == case["sm3"]
        assert merkle._sm3_without_openssl(data).hex() == case["sm3"]


def test_sm3_and_sha256_of_abc():
    assert merkle.digest("sm3")(b"abc").hex().startswith("66c7f0f462eeedd9")
    assert merkle.digest("sha256")(b"abc") == hashlib.sha256(b"abc").digest()
    with pytest.raises(ValueError, match="sha256 or sm3"):
        merkle.digest("md5")


def leaves(n: int) -> list[bytes]:
    return [merkle.leaf_hash(str(i).encode()) for i in range(n)]


def test_the_empty_tree_and_the_tree_of_one():
    assert merkle.root_of([]) == hashlib.sha256(b"").digest()
    assert merkle.root_of(leaves(1)) == leaves(1)[0]


@given(st.integers(1, 70), st.data())
def test_every_proof_of_ours_verifies_and_no_other_leaf_does(n, data):
    index = data.draw(st.integers(0, n - 1))
    all_leaves = leaves(n)
    root, proof = merkle.root_of(all_leaves), merkle.inclusion_proof(all_leaves, index)

    assert merkle.verify_inclusion(all_leaves[index], index, n, proof, root)
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"other"), index, n, proof, root)


@given(st.integers(1, 70), st.data())
def test_every_prefix_is_consistent_and_no_other_tree_is(n, data):
    size = data.draw(st.integers(1, n))
    all_leaves = leaves(n)
    root1, root2 = merkle.root_of(all_leaves[:size]), merkle.root_of(all_leaves)
    proof = merkle.consistency_proof(all_leaves, size)

    assert merkle.verify_consistency(size, n, proof, root1, root2)
    if size < n:
        other = merkle.root_of([*all_leaves[: size - 1], merkle.leaf_hash(b"other")])
        assert not merkle.verify_consistency(size, n, proof, other, root2)


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_frontier_taken_up_again_gives_the_same_root(before, more):
    first = merkle.Frontier()
    for leaf in leaves(before):
        first.push(leaf)
    second = merkle.Frontier(size=first.size, nodes=first.nodes)
    for leaf in leaves(before + more)[before:]:
        second.push(leaf)

    assert second.root() == merkle.root_of(leaves(before + more))


def test_a_frontier_that_does_not_fit_its_size_is_refused():
    with pytest.raises(ValueError, match="fit"):
        merkle.Frontier(size=3, nodes=leaves(1))
