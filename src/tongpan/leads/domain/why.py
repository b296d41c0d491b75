"""为什么这样分, in the words of the desk: from the stored explanation to what the page shows."""

from collections.abc import Mapping
from typing import Any

from tongpan.leads.domain.choices import RouteRule

SURE, FAIRLY_SURE = 0.8, 0.6
WHOLE_WORD = 3
"""shorter pieces are often halves of words; they are shown only where there is nothing longer"""
MOST_WORDS = 8
_KINDS = {
    "CONSULTATION": "像是咨询",
    "HELP": "像是求助",
    "SUGGESTION": "像是建议",
    "CIVIL_DISPUTE": "像是民事纠纷",
    "PETITION": "像是信访诉求",
}


def sure_words(rule: str, sure: float) -> str:
    """Return how sure the system is, in plain words."""
    if rule == RouteRule.HUMAN:
        return "由值守人员确定"
    if rule in {RouteRule.UNSURE, RouteRule.NOT_ENFORCEMENT}:
        return "系统拿不准，请人判断"
    if sure < FAIRLY_SURE:
        return "有几项相近，请核对事项"
    return "比较有把握，请核对" if sure < SURE else "有把握"


def shown(route: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """
    Return what ``{% explanation %}`` draws from a stored explanation; ``names`` gives the matter of a code.

    Texts are the desk's: nothing here says rule, score or grade.
    """
    if not route:
        return {}
    rule = str(route.get("rule", ""))
    sure = float(route.get("sure") or 0)
    candidates = list(route.get("candidates") or [])
    matter, competent = route.get("matter"), route.get("competent")
    reasons = _reasons(route, matter, competent)
    first = matter["code"] if matter else None
    return {
        "conclusion": _conclusion(rule, matter, competent),
        "sure": None if rule == RouteRule.HUMAN or not sure else sure,
        "sure_words": sure_words(rule, sure),
        "words": _words(candidates, route, rule),
        "reasons": reasons,
        "others": [(names.get(c["code"], c["code"]), c["sure"]) for c in candidates if c["code"] != first],
        "notes": _notes(route, rule),
    }


def _conclusion(rule: str, matter: Mapping[str, str] | None, competent: Mapping[str, str] | None) -> str:
    label = str(RouteRule(rule).label) if rule in RouteRule.values else ""
    if matter and competent:
        to = competent.get("team") or competent.get("body", "")
        return f"{matter['name']} → {to}"
    if matter:
        return f"{matter['name']} → {label}"
    return label


def _reasons(
    route: Mapping[str, Any], matter: Mapping[str, str] | None, competent: Mapping[str, str] | None
) -> list[tuple[str, str]]:
    reasons = []
    if matter:
        reasons.append(("事项", matter["name"]))
    if route.get("place"):
        reasons.append(("地点", str(route["place"])))
    if competent:
        reasons.append(("谁有权", competent.get("reason", "")))
        if competent.get("acts_as"):
            reasons.append(("以谁的名义", competent["acts_as"]))
        if competent.get("basis"):
            reasons.append(("依据", competent["basis"]))
        if competent.get("decided"):
            reasons.append(("此前裁定", competent["decided"]))
    if joint := [item["body"] for item in route.get("joint_with") or [] if item]:
        reasons.append(("还涉及", "、".join(joint) + "，建议联合处置"))
    if not competent and route.get("why"):
        reasons.append(("说明", str(route["why"])))
    return reasons


def _words(candidates: list[Mapping[str, Any]], route: Mapping[str, Any], rule: str) -> list[str]:
    words = [str(word) for word in (candidates[0]["words"] if candidates else [])]
    if rule == RouteRule.NOT_ENFORCEMENT:
        words = [str(word) for word in route.get("kind_words") or []]
    emergency = [str(word) for word in route.get("emergency") or []]
    telling = [word for word in words if len(word) >= WHOLE_WORD] or words
    return list(dict.fromkeys([*emergency, *telling]))[:MOST_WORDS]


def _notes(route: Mapping[str, Any], rule: str) -> list[str]:
    notes = []
    if route.get("emergency"):
        notes.append("来件里有突发情形的说法，已提为突发。")
    kind = _KINDS.get(str(route.get("kind", "")))
    if kind and rule == RouteRule.NOT_ENFORCEMENT:
        notes.append(f"从用词看{kind}，不一定要走执法程序。")
    if rule == RouteRule.HUMAN:
        notes.append("事项或地点由值守人员确定，系统据此查的有权机关；这次更正会用来改进以后的判断。")
    return notes
