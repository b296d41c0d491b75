"""What a service leaves on paper (送达回证、送达公告): which document, how, who signed, what came of it."""

from collections.abc import Mapping
from typing import Final

from tongpan.cases.domain.serving import attempt_words
from tongpan.cases.domain.told import Told, day_words
from tongpan.documents.domain.body import Value
from tongpan.law.facts import Service
from tongpan.law.facts.words import Mode, Paper

TITLES: Final[Mapping[Paper, str]] = {
    Paper.NOTICE: "告知书",
    Paper.HEARING_NOTICE: "听证通知书",
    Paper.DECISION: "处罚决定书",
    Paper.DEMAND: "催告书",
    Paper.ENFORCEMENT: "强制执行决定书",
    Paper.SURCHARGE: "加处罚款决定书",
}
"""by which words a document of the case is found among those in force"""


def of_service(told: Told) -> dict[str, Value]:
    """
    Return what the last attempt to serve says on its proof.

    Law: 民事诉讼法 87, 88, 89.
    """
    found = told.last("services")
    if found is None:
        return {}
    row, words = found
    return {
        **_document(told, row),
        "manner": row.mode.label,
        "where": words.get("served_where", ""),
        "receiver": _receiver(row, words),
        "refusal": f"{row.refusal}（{day_words(row.at)}）" if row.refusal else "",
        "remark": "；".join([*_days(row), *attempt_words(row), *_beside(words)]),
    }


def of_public_notice(told: Told) -> dict[str, Value]:
    """
    Return what a public notice says of the document that it serves.

    Law: 民事诉讼法 95.
    """
    found = [row for row, _ in told.rows("services") if row.mode is Mode.PUBLIC]
    return {**_document(told, found[-1]), "reason": found[-1].reason} if found else {}


def _document(told: Told, row: Service) -> dict[str, Value]:
    """Return title and number of the document, where it was made here."""
    words = TITLES[row.paper]
    made = [(number, title) for number, title, _ in told.papers if words in title]
    if not made:
        return {"earlier_title": row.paper.label}
    return {"earlier_title": made[-1][1], "earlier_number": made[-1][0]}


def _receiver(row: Service, words: Mapping[str, str]) -> str:
    capacity = row.receiver.label if row.receiver is not None else ""
    return "，".join(each for each in (words.get("receiver_name", ""), capacity) if each)


def _days(row: Service) -> list[str]:
    said = [f"{day_words(row.at)}送出"]
    if row.effective_at is not None:
        said.append(f"{day_words(row.effective_at)}送达")
    elif row.failure is not None:
        said.append(f"没有送到：{row.failure.label}")
    return said


def _beside(words: Mapping[str, str]) -> list[str]:
    return [words[name] for name in ("witness", "account", "where", "proof", "outcome") if words.get(name)]
