"""
Place names in a text (地名识别): towns and villages of one county, by full name and short form, longest match first.

A name that means several places, or that is also an everyday word (花园, 幸福), lowers the sureness; where nothing is
named, or the name is masked (A3区), the answer is None. Sureness is a stated weight, not a probability: from 0.6 on a
place may be taken as said, below it is a suggestion to a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

_TOWN_ENDINGS = ("街道办事处", "街道", "镇", "乡", "开发区", "园区")
_VILLAGE_ENDINGS = ("居民委员会", "村民委员会", "居委会", "村委会")
_FULL, _SHORT, _BARE, _BARE_TOWN, _BARE_TWO, _EVERYDAY = 0.95, 0.9, 0.8, 0.6, 0.35, 0.2
_AMBIGUOUS = 0.5
_WORTH_SAYING = 0.4  # below, a word is a coincidence rather than a place
_CONTEXT = 0.15  # a word before or after that belongs to places
_AFTER = re.compile(
    r"(?:街道|办事处|社区|居委|村委|村|镇|乡|街|路口|小区|菜场|菜市场|农贸|工业园|派出所|卫生院|中学|小学)"
)
_BEFORE = re.compile(r"(?:位于|家住|住在|地址[:：]?|[区市县镇乡]|街道)$")
_EVERYDAY_WORDS = frozenset(
    (
        "安装 上门 上万 普惠 创新 曙光 西安 新安 立新 卓越 通运 乐业 彩虹 书香 义和 "
        "花园 幸福 和平 建设 文化 中心 团结 光明 胜利 友谊 东方 新华 红旗 前进 解放 人民 东风 朝阳 "
        "向阳 新村 新建 西街 东街 南街 北街 老街 新街 城东 城西 城南 城北 东门 西门 南门 北门 东关 "
        "西关 南关 北关 中山 长安 平安 永安 安定 新新 白云 荷花 先锋 跃进 民主 民生 公园 车站 火车站 "
        "大桥 学院 师大 医院 工业 商业 园林 绿园 振兴 兴隆 繁荣 富强 文明 和谐 新城 古城 上街 下街 "
        "中街 后街 前街 大街 小街 新桥 石桥 双桥 三桥 大院 大楼 宿舍 家园 佳苑 名苑 花苑 新苑 小区 "
        "市场 广场 体育场 电力 铁路 水利 钢铁 机电 化工 纺织 锦绣 金星 红星 五星 七里 九华 万田 建新 "
        "开源 开发 永红 星光 阳光"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """A town, or a village with its town."""

    id: UUID
    name: str
    town_id: UUID
    is_town: bool


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """What a text says about its place: ids, the words that said so, and how sure that is (0–1)."""

    town_id: UUID | None
    village_id: UUID | None
    grid_id: UUID | None
    words: tuple[str, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class _Hit:
    word: str
    weight: float
    meanings: tuple[Named, ...]
    near: bool = False
    """A word before or after it belongs to places."""


class Gazetteer:
    """All names of one county."""

    def __init__(self, places: Iterable[Named]) -> None:
        forms: dict[str, dict[UUID, tuple[Named, float]]] = defaultdict(dict)
        for place in places:
            for form, weight in forms_of(place.name, is_town=place.is_town):
                known = forms[form].get(place.id)
                if known is None or known[1] < weight:
                    forms[form][place.id] = (place, weight)
        self._forms = {form: tuple(found.values()) for form, found in forms.items()}
        heads: dict[str, set[str]] = defaultdict(set)
        for form in self._forms:
            heads[form[:2]].add(form)
        self._heads = {head: sorted(group, key=len, reverse=True) for head, group in heads.items()}

    def find(self, text: str) -> PlaceGuess | None:
        """Return the place that the text names, or None."""
        hits = self._hits(text)
        if not hits:
            return None
        towns = _best_by_place(hits, is_town=True)
        villages = _best_by_place([hit for hit in hits if hit.near or hit.weight > _BARE_TWO], is_town=False)
        if not towns and not villages:
            return None
        guess = _village_guess(villages, towns) if villages else _town_guess(towns)
        return guess if guess.sure >= _WORTH_SAYING else None

    def _hits(self, text: str) -> list[_Hit]:
        hits: list[_Hit] = []
        position, last = 0, len(text) - 1
        while position < last:
            form = self._form_at(text, position)
            if form is None:
                position += 1
                continue
            hits.append(self._weighed(text, position, form))
            position += len(form)
        return hits

    def _form_at(self, text: str, position: int) -> str | None:
        group = self._heads.get(text[position : position + 2])
        if group is None:
            return None
        return next((form for form in group if text.startswith(form, position)), None)

    def _weighed(self, text: str, position: int, form: str) -> _Hit:
        found = self._forms[form]
        weight = max(weight for _, weight in found)
        best = tuple(place for place, own in found if own == weight)
        meanings = tuple(place for place in best if place.is_town) or best  # 航埠 is the town rather than 航埠村
        after, before = position + len(form), max(0, position - 6)
        near = bool(_AFTER.match(text, after) or _BEFORE.search(text, before, position))
        if weight <= _BARE_TOWN and near:
            weight += _CONTEXT
        return _Hit(form, weight, meanings, near)


def forms_of(name: str, *, is_town: bool) -> list[tuple[str, float]]:
    """Return the ways people write a name, each with its weight."""
    endings = _TOWN_ENDINGS if is_town else _VILLAGE_ENDINGS
    forms = [(name, _FULL)]
    stem = next((name.removesuffix(ending) for ending in endings if name.endswith(ending)), name)
    if not is_town and stem != name and len(stem) >= 2:
        forms += _village_forms(stem)
    elif not is_town:
        forms += _bare_forms(name)
    elif stem != name:
        forms += _bare(stem, two=_BARE_TOWN)
    return [(form, weight) for form, weight in forms if len(form) >= 2]


def _village_forms(stem: str) -> list[tuple[str, float]]:
    if stem.endswith(("社区", "村")):
        return [(stem, _SHORT if len(stem) >= 3 else _EVERYDAY), *_bare_forms(stem)]
    return [(stem + "社区", _SHORT), (stem + "村", _SHORT), *_bare(stem)]


def _bare_forms(name: str) -> list[tuple[str, float]]:
    for ending in ("社区", "村"):
        if name.endswith(ending):
            return _bare(name.removesuffix(ending))
    return []


def _bare(stem: str, two: float = _BARE_TWO) -> list[tuple[str, float]]:
    if len(stem) < 2:
        return []
    if stem in _EVERYDAY_WORDS:
        return [(stem, _EVERYDAY)]
    return [(stem, _BARE if len(stem) > 2 else two)]


def _best_by_place(hits: list[_Hit], *, is_town: bool) -> dict[UUID, tuple[Named, _Hit]]:
    best: dict[UUID, tuple[Named, _Hit]] = {}
    for hit in hits:
        for place in hit.meanings:
            if place.is_town is is_town and (place.id not in best or best[place.id][1].weight < hit.weight):
                best[place.id] = (place, hit)
    return best


def _town_guess(towns: dict[UUID, tuple[Named, _Hit]]) -> PlaceGuess:
    ranked = sorted(towns.values(), key=lambda item: item[1].weight, reverse=True)
    place, hit = ranked[0]
    words = tuple(dict.fromkeys(other.word for _, other in ranked))
    if len(ranked) == 1:
        return PlaceGuess(place.id, None, None, words, round(hit.weight, 2))
    if ranked[1][1].weight >= hit.weight:
        return PlaceGuess(None, None, None, words, round(hit.weight * _AMBIGUOUS, 2))
    return PlaceGuess(place.id, None, None, words, round(hit.weight * 0.8, 2))


def _village_guess(villages: dict[UUID, tuple[Named, _Hit]], towns: dict[UUID, tuple[Named, _Hit]]) -> PlaceGuess:
    inside = [item for item in villages.values() if item[0].town_id in towns]
    candidates = sorted(inside or villages.values(), key=lambda item: item[1].weight, reverse=True)
    place, hit = candidates[0]
    rivals = [other for other, rival in candidates[1:] if rival.weight >= hit.weight]
    words = tuple(dict.fromkeys([*(found.word for _, found in towns.values()), *(h.word for _, h in candidates)]))
    if inside:
        town_weight = towns[place.town_id][1].weight
        sure = 1 - (1 - hit.weight) * (1 - town_weight) if town_weight > _EVERYDAY else hit.weight
    elif towns and max(town.weight for _, town in towns.values()) >= hit.weight:
        return _town_guess(towns)  # the town is said more clearly than a village elsewhere
    else:
        sure = hit.weight * (0.7 if towns else 1)
    if not rivals:
        return PlaceGuess(place.town_id, place.id, None, words, round(min(sure, 0.99), 2))
    if all(other.town_id == place.town_id for other in rivals):
        return PlaceGuess(place.town_id, None, None, words, round(sure * 0.8, 2))
    return PlaceGuess(None, None, None, words, round(sure * _AMBIGUOUS, 2))
