"""
The people who work while the server is killed: writers who take cases from their beginning to their end, and a sealer.

A writer calls by the API, as handler, second handler, head and reviewer; what the server acknowledged is kept on this
side. Where no answer came, the writer looks whether it was done before it asks again.
"""

import hashlib
import http.client
import io
import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode
from uuid import uuid4

from PIL import Image

PATIENCE: Final = 20
PAUSE: Final = 0.05
FOUND: Final = {
    "five_years": False, "complex": False, "weighty": False, "minor": False, "corrected": False,
    "consequences": "SLIGHT", "first": False, "no_fault": False, "crime": False, "proven": True, "earlier_fines": [],
    "asks_on_spot": False, "hard_later": False,
}  # fmt: skip
CONDITIONS: Final = ("evidence", "deserves_penalty", "own_jurisdiction", "within_limitation")
TYPED: Final = {"reasons": "综合违法行为的事实、性质、情节和社会危害程度确定。", "contact": "0570-0000000"}
SITE: Final = {"choice": "SITE_RECORD", "title": "现场检查笔录"}
OFFICER, SECOND, APPROVER, DECIDER, REVIEWER = "officer", "second", "APPROVER", "DECIDER", "REVIEWER"
WITH_A_FILE: Final = 2
"""one case in so many has a photograph among its evidence"""
AT_ONCE: Final = 4
"""papers sealed with one press"""


@dataclass(frozen=True)
class Call:
    """One thing that is done: where it is posted, what, by which name the ledger tells of it, and by whom."""

    path: str
    body: dict[str, Any]
    step: str
    who: str = OFFICER


@dataclass
class Said:
    """What the server acknowledged."""

    steps: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    papers: dict[str, tuple[str, str]] = field(default_factory=dict)
    """by document: case and number"""
    files: dict[str, str] = field(default_factory=dict)
    """by digest: case"""
    proposals: list[str] = field(default_factory=list)
    sealed: list[str] = field(default_factory=list)


def walk(stage: dict[str, Any]) -> list[Call]:
    """Return what is done in every case after it was opened, up to its end."""
    cause, whole = stage["matter"], {"party": "", "cause": ""}
    target = {"party": "甲", "cause": cause}

    def step(name: str, who: str = OFFICER, of: dict[str, str] = target, **entered: Any) -> Call:
        return Call("steps", {"step": name, **of, "entered": entered}, name, who)

    def paper(form: str) -> Call:
        return Call("documents", {"form": form, **target, "values": TYPED}, "PAPER")

    found = FOUND | {"proposed": {"kinds": ["FINE"], "fine": stage["fine"]}}
    reply_by = (date.fromisoformat(stage["today"]) + timedelta(days=7)).isoformat()
    return [
        Call(f"charges/{quote('甲')}/{quote(cause)}", {"values": found}, "FIND"),
        Call(f"parties/{quote('甲')}", {"values": {"lucid": True, "untraceable": False}}, "FIND"),
        Call("clue", {"values": dict.fromkeys(CONDITIONS, True)}, "FIND"),
        step("FILE", APPROVER, whole),
        step("SHOW_IDENTITY"),
        step("GATHER", **SITE),
        step("GATHER", SECOND, **SITE),
        Call("evidence", target | {"kind": "SITE_RECORD", "title": "现场勘验笔录和照片"}, "GATHER"),
        step("VERIFY", SECOND),
        step("REPORT", finding="事实清楚，证据充分，建议罚款"),
        step("NOTIFY", reply_by=reply_by, mode="DIRECT", receiver="PARTY"),
        paper("notice_of_penalty"),
        step("STATE", said="已经改正，希望从轻"),
        step("RECHECK", SECOND, answer="整改情况已在裁量时考虑，维持拟处罚"),
        step("REVIEW", REVIEWER, choice="PASS", opinion="事实、依据、程序无误，同意"),
        Call("proposals", {"step": "DECIDE", **target, "reason": "请审批"}, "PROPOSE"),
        Call("answer", {"take": True, "answer": ""}, "DECIDE", DECIDER),
        paper("penalty_decision"),
        step("SERVE", mode="DIRECT", receiver="PARTY"),
        step("REDACT"),
        step("PUBLISH"),
        step("PAY", amount=stage["fine"], receipt=f"演示 {uuid4().hex[:12]}"),
        step("CLOSE", APPROVER, whole),
    ]


class Caller(threading.Thread):
    """Somebody who calls until told to stop, or to end what is in hand, and keeps what came."""

    def __init__(self, port: int, stage: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.port, self.stage = port, stage
        self.stop, self.ending = threading.Event(), threading.Event()
        self.said = Said()
        self.unanswered = 0
        self.surprises: list[str] = []

    def send(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes] | None:
        """Call once; None where there was no answer, or none that says whether it was done."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            told = answer.read()
        except ConnectionRefusedError:  # nobody is there: nothing was on its way
            time.sleep(PAUSE)
            return None
        except (OSError, ValueError, http.client.HTTPException):
            self.unanswered += 1
            return None
        finally:
            link.close()
        if answer.status >= 500:
            self.unanswered += 1
            return None
        return answer, told


class Writer(Caller):
    """Takes one case after another to its end; asks again where no answer came."""

    def __init__(self, number: int, port: int, stage: dict[str, Any]) -> None:
        super().__init__(port, stage)
        self.number, self.begun = number, 0

    def run(self) -> None:
        """Work until told to stop; once told to end, begin nothing more."""
        while not (self.stop.is_set() or self.ending.is_set()):
            opened = self.ask("POST", "/", self.opening())
            if opened is None:
                time.sleep(PAUSE)
                continue
            key, version = str(opened["id"]), int(opened["version"])
            self.said.steps[key] = [(version, "")]
            self.begun += 1
            for call in self.calls():
                after = self.take(key, version, call)
                if after is None:
                    break
                version = after

    def calls(self) -> Iterator[Call]:
        """Yield what is done in this case: a photograph now and then, everything else in every one."""
        for call in walk(self.stage):
            if call.path != "evidence" or (self.number + self.begun) % WITH_A_FILE == 0:
                yield call

    def take(self, key: str, version: int, call: Call) -> int | None:
        """Do one thing, however often the server goes away; return the version after it, None to leave the case."""
        photograph = picture() if call.path == "evidence" else b""
        surprised = len(self.surprises)
        while not self.stop.is_set():
            told = self.attempt(key, version, call, photograph)
            if len(self.surprises) > surprised:
                return None
            if told is not None:
                return self.keep(key, version, call, told, photograph)
            found = None
            while found is None and not self.stop.is_set():
                time.sleep(PAUSE)
                found = self.look(key, version, call)
            if found is None or found[0] not in (version, version + 1):
                if found is not None:
                    self.surprises.append(f"{key}: version {found[0]} after {version}")
                return None
            if found[1]:
                return found[0]  # it was done, and only the answer was lost
        return None

    def attempt(self, key: str, version: int, call: Call, photograph: bytes) -> dict[str, Any] | None:
        if call.path == "answer":
            waiting = self.waiting(key)
            return self.ask("POST", f"/proposals/{waiting}", call.body, call.who) if waiting else None
        if photograph:
            return self.bring(f"/{key}/evidence", call.body | {"version": version}, photograph)
        more = {"version": version} if call.step != "PAPER" else {}
        return self.ask("POST", f"/{key}/{call.path}", call.body | more, call.who)

    def keep(self, key: str, version: int, call: Call, told: dict[str, Any], photograph: bytes) -> int:
        """Keep what was acknowledged; return the version after it."""
        if call.step == "PAPER":
            self.said.papers[told["id"]] = (key, told["number"])
            return version
        if call.step == "PROPOSE":
            self.said.proposals.append(told["id"])
            return version
        after = version + 1 if photograph else int(told["version"])
        self.said.steps[key].append((after, call.step))
        if photograph:
            sent = hashlib.sha256(photograph).hexdigest()
            self.said.files[sent] = key
            if sent not in {one["sha256"] for one in told["files"]}:
                self.surprises.append(f"{key}: the photograph was kept as something else")
        return after

    def look(self, key: str, version: int, call: Call) -> tuple[int, bool] | None:
        """Return the version of a case and whether the thing was done; None where there is no answer."""
        seen = self.ask("GET", f"/{key}", None)
        if seen is None:
            return None
        there = int(seen["version"])
        if call.step == "PROPOSE":
            return there, bool(seen["proposals"])
        if call.step == "PAPER":
            papers = self.ask("GET", f"/{key}/documents", None)
            if papers is None:
                return None
            made = [one for one in papers["rows"] if one["form"] == call.body["form"] and one["number"]]
            self.said.papers |= {one["id"]: (key, one["number"]) for one in made}
            return there, bool(made)
        return there, there == version + 1

    def waiting(self, key: str) -> str:
        """Return the proposal that waits for an answer."""
        seen = self.ask("GET", f"/{key}", None)
        return str(seen["proposals"][0]["id"]) if seen is not None and seen["proposals"] else ""

    def opening(self) -> dict[str, Any]:
        """Return a new case."""
        people = [{"role": "HANDLER", "officer_id": self.stage["second"]}]
        people += [{"role": role, "officer_id": key} for role, key in self.stage["people"].items()]
        return {
            "matter": self.stage["matter"], "town_id": self.stage["town"], "source": "INSPECTION", "people": people,
            "parties": [
                {"kind": "CITIZEN", "name": f"写手{self.number}", "born_on": "1980-01-01", "address": "演示路 12 号"}
            ],
            "act_on": self.stage["today"], "discovered_on": self.stage["today"],
        }  # fmt: skip

    def ask(self, method: str, path: str, body: dict[str, Any] | None, who: str = OFFICER) -> dict[str, Any] | None:
        """Call with JSON; None where nothing was said that helps."""
        content = json.dumps(body).encode() if body is not None else None
        return self.read(method, path, content, "application/json", who)

    def bring(self, path: str, fields: dict[str, Any], photograph: bytes) -> dict[str, Any] | None:
        """Call with a form and a file."""
        mark = uuid4().hex
        said = 'Content-Disposition: form-data; name="{}"'
        parts = [f"--{mark}\r\n{said.format(name)}\r\n\r\n{value}\r\n".encode() for name, value in fields.items()]
        head = f'--{mark}\r\n{said.format("files")}; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        content = b"".join([*parts, head.encode(), photograph, f"\r\n--{mark}--\r\n".encode()])
        return self.read("POST", path, content, f"multipart/form-data; boundary={mark}", OFFICER)

    def read(self, method: str, path: str, content: bytes | None, kind: str, who: str) -> dict[str, Any] | None:
        headers = {"Authorization": f"Bearer {self.stage['tokens'][who]}", "Content-Type": kind}
        came = self.send(method, f"/api/v1/cases{path}", content, headers)
        if came is None:
            return None
        answer, text = came
        if answer.status >= 400:
            self.surprises.append(f"{method} {path} by {who}: {answer.status} {text.decode()[:300]}")
            return None
        told = json.loads(text)
        return {"rows": told} if isinstance(told, list) else dict(told)


class Sealer(Caller):
    """Puts the seal on what waits for it, on the page, in a login as a browser has one."""

    def __init__(self, port: int, stage: dict[str, Any]) -> None:
        super().__init__(port, stage)
        self.cookies: dict[str, str] = {}
        self.waits = True

    def run(self) -> None:
        """Work until told to stop; once told to end, until nothing waits."""
        while not self.stop.is_set():
            if not self.seal_some():
                if self.ending.is_set() and not self.waits:
                    return
                time.sleep(PAUSE * 4)

    def seal_some(self) -> bool:
        """Seal a few papers; tell whether the answer said so."""
        page = self.page("/documents/")
        if page is None:
            return False
        if "/accounts/login/" in page[0]:
            self.log_in()
            return False
        waiting = re.findall(r'name="documents" value="([^"]+)"', page[1])[:AT_ONCE]
        seals = re.findall(r'<input[^>]*name="seal"[^>]*value="([^"]+)"', page[1])
        self.waits = bool(waiting)
        if not waiting or not seals:
            return False
        answer = self.post("/documents/", page[1], {"documents": waiting, "seal": seals[0], "copies": 1, "note": ""})
        if answer is None:
            return False
        if answer.status != 302:
            self.surprises.append(f"the seal was not put on: {answer.status}")
            return False
        self.said.sealed += waiting
        return True

    def log_in(self) -> None:
        """Fill in the form."""
        page = self.page("/accounts/login/")
        if page is not None:
            self.post("/accounts/login/", page[1], {"login": self.stage["sealer"], "password": self.stage["password"]})

    def page(self, path: str) -> tuple[str, str] | None:
        """Return where a page leads to, and what stands on it."""
        came = self.send("GET", path, None, {"Cookie": self.worn()})
        if came is None:
            return None
        self.wear(came[0])
        return came[0].getheader("Location", ""), came[1].decode()

    def post(self, path: str, page: str, values: dict[str, Any]) -> http.client.HTTPResponse | None:
        """Send the form of a page."""
        proof = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        given = values | {"csrfmiddlewaretoken": proof[1] if proof else ""}
        headers = {"Cookie": self.worn(), "Content-Type": "application/x-www-form-urlencoded"}
        came = self.send("POST", path, urlencode(given, doseq=True).encode(), headers)
        if came is None:
            return None
        self.wear(came[0])
        return came[0]

    def worn(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def wear(self, answer: http.client.HTTPResponse) -> None:
        for each in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = each.split(";")[0].partition("=")
            self.cookies[name.strip()] = value


def picture() -> bytes:
    """Return a small photograph unlike any other."""
    target = io.BytesIO()
    Image.frombytes("RGB", (4, 4), uuid4().bytes * 3).save(target, "JPEG", quality=95)
    return target.getvalue()
