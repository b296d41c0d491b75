"""
Drawing lots (双随机抽取): targets and inspectors are drawn so that anybody can draw them again.

The algorithm is that of RFC 3797: the seed is a list of numbers that nobody could know beforehand and everybody can
read afterwards (a lottery's result, say); it and the two pools are fixed in public before the seed is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import md5, sha256

from tongpan.law.citation import Citation
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import BUSINESS_ENVIRONMENT, RANDOM_INSPECTION
from tongpan.law.verdict import Breach, Verdict

MOST = 2**16 - 1
"""names in one pool; the algorithm numbers its draws in two bytes"""

AT_RANDOM = Citation(
    BUSINESS_ENVIRONMENT, 54, 1, figures=("随机抽取检查对象、随机选派执法检查人员",), gist="双随机、一公开"
)
TRACEABLE = Citation(RANDOM_INSPECTION, "", gist="随机抽取全程留痕，责任可追溯")


def key_string(sources: Sequence[Sequence[int]]) -> bytes:
    """
    Return the seed as RFC 3797 writes it: each source's numbers in rising order, each with a point, then a stroke.

    Law: 优化营商环境条例 54 ¶1.

    :raises LawRefused: if there is no number in it
    """
    if not sources or not all(sources):
        raise LawRefused("inspection.seed.empty", "随机种子至少要有一组公开的数字", "sources")
    return "".join("".join(f"{number}." for number in sorted(source)) + "/" for source in sources).encode("ascii")


def draw(pool: Sequence[str], count: int, sources: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """
    Return the names that the lot falls on, in the order of the draw.

    The pool is numbered from one in the order given; what is drawn is taken out and the rest moves up.

    Law: 优化营商环境条例 54 ¶1.

    :raises LawRefused: if the pool repeats a name, is too large, or has fewer names than are to be drawn
    """
    if len(set(pool)) != len(pool):
        raise LawRefused("inspection.pool.repeated", "名录库中有重复的名称", "pool")
    if len(pool) > MOST:
        raise LawRefused("inspection.pool.large", f"名录库最多{MOST}个名称", "pool")
    if not 0 <= count <= len(pool):
        raise LawRefused("inspection.pool.small", "抽取的数量不能超过名录库的数量", "count")
    seed, left, drawn = key_string(sources), list(pool), []
    for turn in range(count):
        mark = turn.to_bytes(2, "big")
        digest = md5(mark + seed + mark, usedforsecurity=False).digest()  # the RFC's own; the seed is what protects
        drawn.append(left.pop(int.from_bytes(digest, "big") % len(left)))
    return tuple(drawn)


def pool_digest(pool: Sequence[str]) -> str:
    """
    Return the fingerprint of a pool, to be published before the seed is known.

    Law: 国办发〔2015〕58号.
    """
    return sha256("\n".join(pool).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """
    What was fixed and what was drawn.

    `pools_fixed_on` is the day on which both fingerprints and the kind of seed were published, `seed_known_on` the day
    on which the numbers came out.
    """

    targets: tuple[str, ...]
    inspectors: tuple[str, ...]
    targets_digest: str
    inspectors_digest: str
    pools_fixed_on: date
    seed_known_on: date
    sources: tuple[tuple[int, ...], ...]
    drawn_targets: tuple[str, ...]
    drawn_inspectors: tuple[str, ...]


def check_draw(record: DrawRecord) -> Verdict:
    """
    Test a draw by drawing again.

    Law: 优化营商环境条例 54 ¶1; 国办发〔2015〕58号.
    """
    verdict = []
    if record.pools_fixed_on >= record.seed_known_on:
        verdict.append(
            Breach(
                "inspection.draw.seed_early",
                "随机种子公布以前，两个名录库没有固定下来",
                TRACEABLE,
                grade="B",
                missing="先固定名录库并公布，再用以后产生的公开数字重新抽取",
            )
        )
    kept = (pool_digest(record.targets), pool_digest(record.inspectors))
    if kept != (record.targets_digest, record.inspectors_digest):
        verdict.append(
            Breach(
                "inspection.draw.pool_changed",
                "名录库与事先公布的指纹不一致",
                TRACEABLE,
                grade="B",
                missing="恢复公布时的名录库，重新抽取",
            )
        )
    again = (
        draw(record.targets, len(record.drawn_targets), record.sources),
        draw(record.inspectors, len(record.drawn_inspectors), record.sources),
    )
    if again != (record.drawn_targets, record.drawn_inspectors):
        verdict.append(
            Breach(
                "inspection.draw.differs",
                "按公布的种子和名录库重新抽取，结果与记录不同",
                AT_RANDOM,
                missing="以重新抽取的结果为准，查明不一致的原因",
            )
        )
    return tuple(verdict)
