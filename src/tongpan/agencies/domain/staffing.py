"""Staffing rules: leadership (M010–M012), dedicated officers (M035), post lock (M036), sections (M018), separation."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tongpan.agencies.domain.posts import OfficeFunction, Post

MINIMUM_DEDICATED = 2
POST_LOCK_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Something that should be and is not: a stable code, and what is missing in plain words."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class LeaderFacts:
    """One person in the leadership: who, and every post held."""

    name: str
    posts: frozenset[Post]


@dataclass(frozen=True, slots=True)
class SquadFacts:
    """A resident squad and its leader, if it has one."""

    name: str
    leader: LeaderFacts | None


@dataclass(frozen=True, slots=True)
class LeadershipFacts:
    """Who leads a town's team."""

    is_street: bool
    leader: LeaderFacts | None = None
    executive_deputy: LeaderFacts | None = None
    squads: tuple[SquadFacts, ...] = field(default_factory=tuple)


def leadership_shortfalls(facts: LeadershipFacts) -> tuple[Shortfall, ...]:
    """Return what the leadership lacks: leader (M010), executive deputy (M011), each resident squad's leader (M012)."""
    head = "街道主任" if facts.is_street else "镇长（乡长）"
    return (
        *_leader(
            facts.leader,
            "队长",
            ((Post.HEAD, f"应由{head}兼任"), (Post.BRANCH_SECRETARY, "应兼任党支部书记")),
            "leader",
        ),
        *_leader(
            facts.executive_deputy,
            "常务副队长",
            (
                (Post.OFFICE_HEAD, "应由综合行政执法办公室主任兼任"),
                (Post.BRANCH_DEPUTY_SECRETARY, "应兼任党支部副书记"),
            ),
            "executive_deputy",
        ),
        *(gap for squad in facts.squads for gap in _squad(squad)),
    )


def _leader(
    person: LeaderFacts | None, role: str, wanted: tuple[tuple[Post, str], ...], code: str
) -> Iterable[Shortfall]:
    if person is None:
        yield Shortfall(f"leadership.{code}.missing", f"没有{role}；{wanted[0][1]}，请登记任职")
        return
    for post, message in wanted:
        if post not in person.posts:
            yield Shortfall(f"leadership.{code}.{post.lower()}", f"{role}{person.name}：{message}，现未登记")


def _squad(squad: SquadFacts) -> Iterable[Shortfall]:
    if squad.leader is None:
        yield Shortfall("leadership.squad.missing", f"{squad.name}没有登记中队长；中队长应任副队长、党支部委员")
        return
    wanted = ((Post.DEPUTY_LEADER, "应任综合行政执法队副队长"), (Post.BRANCH_MEMBER, "应任党支部委员"))
    for post, message in wanted:
        if post not in squad.leader.posts:
            yield Shortfall(
                f"leadership.squad.{post.lower()}", f"{squad.name}中队长{squad.leader.name}：{message}，现未登记"
            )


def dedicated_shortfall(licensed: int, place_name: str) -> Shortfall | None:
    """Return the alarm if a town has fewer than two dedicated officers with a valid credential (M035)."""
    if licensed >= MINIMUM_DEDICATED:
        return None
    return Shortfall(
        "staffing.dedicated",
        f"{place_name}专人专岗的持证执法人员现有{licensed}名，最少应有{MINIMUM_DEDICATED}名；请补充人员或换证",
    )


def lock_ends_on(since: date) -> date:
    """Return the first day on which a dedicated person may change post: 24 months after taking it (M036)."""
    years, month = divmod(since.month - 1 + POST_LOCK_MONTHS, 12)
    year = since.year + years
    for day in (since.day, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th day")


def move_shortfall(since: date, on: date, dedicated: bool, exception: str) -> Shortfall | None:
    """Return why a person may not change post yet; a documented exception lets them (M036)."""
    free_on = lock_ends_on(since)
    if not dedicated or on >= free_on or exception.strip():
        return None
    return Shortfall(
        "staffing.locked",
        f"专人专岗自{since:%Y-%m-%d}起两年内不能换岗，{free_on:%Y-%m-%d}以后才可以；确需提前的，请写明批准文件和理由",
    )


@dataclass(frozen=True, slots=True)
class SectionMatrix:
    """Sections against functions: who does what, what nobody does, what several do (M018)."""

    rows: tuple[tuple[str, frozenset[OfficeFunction]], ...]
    gaps: tuple[OfficeFunction, ...]
    overlaps: tuple[OfficeFunction, ...]


def section_matrix(sections: Mapping[str, Iterable[str]], needed: Iterable[OfficeFunction]) -> SectionMatrix:
    """Return the responsibility matrix of some sections, with its gaps and overlaps."""
    rows = tuple((name, frozenset(OfficeFunction(code) for code in codes)) for name, codes in sections.items())
    held = Counter(function for _, functions in rows for function in functions)
    return SectionMatrix(
        rows=rows,
        gaps=tuple(function for function in needed if not held[function]),
        overlaps=tuple(function for function in OfficeFunction if held[function] > 1),
    )


DISPATCHING = frozenset({Post.CHIEF_DISPATCHER, Post.DISTRICT_DISPATCHER})


def separation_shortfall(name: str, posts: frozenset[Post]) -> Shortfall | None:
    """Return the warning if one person both dispatches for the district and supervises it (M113)."""
    if posts & DISPATCHING and Post.JUSTICE_SUPERVISOR in posts:
        return Shortfall(
            "staffing.both", f"{name}同时担任区级调度和执法监督；同一单位可以，同一人不可以，请调整其中一项"
        )
    return None
