"""The text of a lead (线索文本): normalisation, tokens and character grams that every text model shares."""

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import rjieba

Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]

SEPARATOR = " "

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying by it loses nothing modulo 2^64
_BLOCK = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_SAID = re.compile(r"[\W_]+|(?<![a-z0-9])[a-z](?:市|\d{1,2}[市区县])|西地省", re.IGNORECASE)
# A city is a bare letter; districts and counties always carry a number. "B区" alone is a block of flats.
_ANONYMISED = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]市(?:[A-Z]\d{1,2}[区县市])?|[A-Z]\d{1,2}[区县市])|西地省")
_STOP_WORDS = frozenset(
    (
        "的 了 是 在 我 我们 你 你们 您 您好 他 他们 她 它 也 都 就 不 没 没有 有 和 与 及 或 而 但 但是 还 又 很 到 "
        "说 要 去 会 着 看 自己 这 这个 这样 这些 那 那个 那么 一个 上 下 里 中 把 被 让 给 对 从 为 为了 以 于 之 其 "
        "所 并 等 吗 呢 吧 啊 呀 么 什么 怎么 请 请问 尊敬 领导 书记 市长 敬 谢谢 感谢 希望 现在 已经 可以 因为 所以 "
        "如果 一直 今天 进行 相关 有关 部门"
    ).split()
)


@lru_cache(maxsize=256)  # one lead's text is asked for by several models, one after the other
def normalise(text: str) -> str:
    """Return the text without markup, with one width of letters and digits, and single spaces."""
    if "<" in text:
        text = _TAG.sub(SEPARATOR, _BLOCK.sub(SEPARATOR, text))
    if "&" in text:
        text = html.unescape(text)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _SPACE.sub(SEPARATOR, _INVISIBLE.sub("", text)).strip()


def bare(text: str) -> str:
    """Return only the letters, digits and characters of a text, in lower case: what near-duplicates share."""
    return _NOT_WORD.sub("", normalise(text).lower())


def phrases(text: str) -> str:
    """Return the text in lower case, cut at punctuation and at anonymised places, for counting grams."""
    return _NOT_SAID.sub(SEPARATOR, normalise(text).lower()).strip()


def bigrams(text: str) -> tuple[str, ...]:
    """Return the pairs of neighbouring characters of a text, never across punctuation."""
    return tuple(part[i : i + 2] for part in phrases(text).split() for i in range(len(part) - 1))


def tokenise(text: str, *, keep_stop_words: bool = False) -> tuple[str, ...]:
    """Return the words of a text, by default without those that every message to government contains."""
    words = (word for word in rjieba.cut(phrases(text)) if not word.isspace())
    return tuple(word for word in words if keep_stop_words or word not in _STOP_WORDS)


def anonymised_places(text: str) -> tuple[str, ...]:
    """Return the place names that the source has anonymised, such as "A市A3区", in order of appearance."""
    return tuple(_ANONYMISED.findall(normalise(text)))


def anonymised_place(text: str) -> bool:
    """Return whether the text names an anonymised place, which no gazetteer can ever find."""
    return _ANONYMISED.search(normalise(text)) is not None


def code_points(text: str) -> Codes:
    """Return the code points of a text as an array."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@lru_cache(maxsize=64)
def _power(exponent: int) -> np.uint64:
    return np.uint64(pow(int(_BASE), exponent, 2**64))


def gram_hashes(codes: Codes, size: int) -> Hashes:
    """Return a 64-bit hash of every run of `size` characters; equal runs hash alike in every process."""
    count = len(codes) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    wide = codes.astype(np.uint64)
    total = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        total += (wide[offset : offset + count] + np.uint64(1)) * _power(size - offset)
    return mixed(total + np.uint64(size))


@lru_cache(maxsize=1 << 16)
def word_hash(word: str) -> int:
    """Return the hash that `gram_hashes` gives to this very run of characters."""
    return int(gram_hashes(code_points(word), len(word))[0])


def mixed(values: Hashes) -> Hashes:
    """Return the values with their bits well mixed (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def whole_grams(codes: Codes, size: int) -> npt.NDArray[np.intp]:
    """Return where runs of `size` characters start that contain no separator."""
    breaks = np.concatenate(([0], np.cumsum(codes == ord(SEPARATOR))))
    starts = np.arange(max(0, len(codes) - size + 1))
    return np.flatnonzero(breaks[starts + size] == breaks[starts]) if len(starts) else starts


def joined(parts: Sequence[str]) -> str:
    """Return the parts of a message, such as title and body, as one text."""
    return "\n".join(part for part in parts if part)
