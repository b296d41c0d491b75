"""What somebody who owns the database can do to the ledger, and that it is found, and where."""

import base64
import json
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tongpan.kernel import ledger, merkle
from tongpan.kernel.ledger import SubjectRef, triggers
from tongpan.kernel.ledger.entry import COLUMNS, leaf_of
from tongpan.kernel.ledger.heads import head_of, heads_file
from tongpan.kernel.ledger.history import canonical
from tongpan.kernel.models import LedgerHead

pytestmark = pytest.mark.django_db(transaction=True)


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def ask(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.fixture
def subjects(now: datetime, settings, tmp_path: Path) -> list[SubjectRef]:
    """Ten entries on three subjects, sealed in two goes, the first head kept outside; the triggers are gone."""
    settings.TONGPAN_HEADS_DIR = tmp_path / "heads"
    found = [SubjectRef("tests.lead", uuid4()) for _ in range(3)]
    for n in range(10):
        with transaction.atomic():
            ledger.record("lead.touched", subject=found[n % 3], actor="officer:li", at=now, n=n)
        if n == 5:
            ledger.seal_all()
            ledger.export_head()
    ledger.seal_all()
    triggers.remove(connection)
    assert ledger.verify().ok
    return found


def found() -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.position) for problem in ledger.verify().problems]


def entry_at(position: int) -> int:
    return ask("SELECT entry_id FROM kernel_ledger_link WHERE position = %s", position)[0][0]


def rechain(*, sign: bool = False) -> None:
    """Compute every hash in the database anew from the entries as they stand, in the order of their identifiers."""
    sizes = [row[0] for row in ask("SELECT size FROM kernel_ledger_head ORDER BY size")]
    rows = ask(f"SELECT id, {','.join(COLUMNS)} FROM kernel_ledger_entry ORDER BY id")
    run("DELETE FROM kernel_ledger_link")
    tree, chain = merkle.Frontier(), bytes(32)
    for entry_id, *columns in rows:
        leaf = merkle.leaf_hash(leaf_of(canonical(tuple(columns))))
        tree.push(leaf)
        chain = merkle.digest("sha256")(chain + leaf)
        run("UPDATE kernel_ledger_entry SET leaf_hash = %s WHERE id = %s", leaf.hex(), entry_id)
        run("INSERT INTO kernel_ledger_link VALUES (%s, %s, %s, %s)", tree.size, entry_id, leaf.hex(), chain.hex())
        if tree.size in sizes or entry_id == rows[-1][0]:
            head = LedgerHead.objects.filter(size__gte=tree.size).order_by("size").first()
            head.root, head.chain_hash = tree.root().hex(), chain.hex()
            values = [head.root, head.chain_hash, ",".join(node.hex() for node in tree.nodes), tree.size]
            run(
                "UPDATE kernel_ledger_head SET root = %s, chain_hash = %s, frontier = %s, size = %s WHERE size = %s",
                *values, head.size,
            )  # fmt: skip
    if sign:
        for head in LedgerHead.objects.all():
            run("UPDATE kernel_ledger_head SET signature = %s WHERE size = %s", head_of(head).sign(), head.size)


def change_payload(position: int) -> None:
    sealed = base64.b64encode(b"another story, of the same owner").decode()
    run("UPDATE kernel_ledger_entry SET payload = %s WHERE id = %s", sealed, entry_at(position))


class TestOneFault:
    @pytest.mark.parametrize("column", [*COLUMNS, "leaf_hash"])
    def test_a_changed_column_is_found_at_its_place(self, subjects, column):
        entry = entry_at(4)
        value = {
            "format_version": 2, "seq": 99, "subject_id": uuid4().hex, "algorithm": "sm3", "payload": "AAAA",
        }.get(column, "ab")  # fmt: skip

        run(f"UPDATE kernel_ledger_entry SET {column} = %s WHERE id = %s", value, entry)

        first = ledger.verify().problems[0]
        assert (first.kind, first.position, first.entry_id) == ("changed", 4, entry)

    def test_a_removed_entry(self, subjects):
        run("DELETE FROM kernel_ledger_entry WHERE id = %s", entry_at(4))

        problems = ledger.verify().problems
        assert (problems[0].kind, problems[0].position) == ("removed", 4)
        assert problems[-1].subject == f"tests.lead {subjects[0].id.hex}"

    def test_a_removed_entry_with_its_link(self, subjects):
        entry = entry_at(4)
        run("DELETE FROM kernel_ledger_entry WHERE id = %s", entry)
        run("DELETE FROM kernel_ledger_link WHERE entry_id = %s", entry)

        assert ("removed", 4) in found()

    def test_the_last_entry_removed_with_its_link(self, subjects):
        entry = entry_at(10)
        run("DELETE FROM kernel_ledger_entry WHERE id = %s", entry)
        run("DELETE FROM kernel_ledger_link WHERE entry_id = %s", entry)

        assert ("truncated", 10) in found()

    def test_the_end_cut_off_with_links_heads_and_counters(self, subjects):
        """Nothing inside the database can show this; the head kept outside does."""
        ledger.export_head()
        for position in (10, 9, 8, 7):
            (subject_id, seq), = ask(
                "SELECT subject_id, seq FROM kernel_ledger_entry WHERE id = %s", entry_at(position)
            )  # fmt: skip
            key = subject_id.hex if isinstance(subject_id, UUID) else subject_id
            run("UPDATE kernel_subject_key SET last_seq = %s WHERE subject_id = %s", seq - 1, key)
            run("DELETE FROM kernel_ledger_entry WHERE id = %s", entry_at(position))
            run("DELETE FROM kernel_ledger_link WHERE position = %s", position)
        run("DELETE FROM kernel_ledger_head WHERE size > 6")

        assert found() == [("truncated", 7)]

    def test_a_removed_head(self, subjects):
        run("DELETE FROM kernel_ledger_head WHERE size = 6")

        assert found() == [("head", 10)]

    def test_the_newest_head_removed(self, subjects):
        run("DELETE FROM kernel_ledger_head WHERE size = 10")

        assert found() == [("head", 7)]

    def test_two_entries_swapped(self, subjects):
        one, two = entry_at(3), entry_at(8)
        run("UPDATE kernel_ledger_entry SET id = -1 WHERE id = %s", one)
        run("UPDATE kernel_ledger_entry SET id = %s WHERE id = %s", one, two)
        run("UPDATE kernel_ledger_entry SET id = %s WHERE id = -1", two)

        assert found()[:2] == [("reordered", 3), ("reordered", 8)]

    def test_two_links_swapped(self, subjects):
        one, two = entry_at(3), entry_at(8)
        run("UPDATE kernel_ledger_link SET entry_id = -1 WHERE position = 3")
        run("UPDATE kernel_ledger_link SET entry_id = %s WHERE position = 8", one)
        run("UPDATE kernel_ledger_link SET entry_id = %s WHERE position = 3", two)

        assert found()[:2] == [("reordered", 3), ("reordered", 8)]

    def test_a_changed_chain_hash(self, subjects):
        run("UPDATE kernel_ledger_link SET chain_hash = %s WHERE position = 5", "00" * 32)

        assert found()[0] == ("chain", 5)

    def test_a_forged_entry_with_a_right_number_and_hash(self, subjects):
        row = list(ask(f"SELECT {','.join(COLUMNS)} FROM kernel_ledger_entry WHERE id = %s", entry_at(10))[0])
        row = list(canonical(tuple(row)))
        row[4], row[5] = row[4] + 1, "lead.closed"
        values = [*row, merkle.leaf_hash(leaf_of(row)).hex()]
        marks = ",".join(["%s"] * len(values))
        run(f"INSERT INTO kernel_ledger_entry ({','.join(COLUMNS)}, leaf_hash) VALUES ({marks})", *values)
        run("UPDATE kernel_subject_key SET last_seq = last_seq + 1 WHERE subject_id = %s", row[3])

        (problem,) = ledger.verify().problems
        assert problem.kind == "inserted"
        assert problem.entry_id is not None

    def test_a_forged_entry_of_a_subject_without_a_key(self, subjects):
        row = list(canonical(ask(f"SELECT {','.join(COLUMNS)} FROM kernel_ledger_entry ORDER BY id LIMIT 1")[0]))
        row[3], row[4] = uuid4().hex, 1
        values = [*row, merkle.leaf_hash(leaf_of(row)).hex()]
        run(
            f"INSERT INTO kernel_ledger_entry ({','.join(COLUMNS)}, leaf_hash) "
            f"VALUES ({','.join(['%s'] * len(values))})",
            *values,
        )

        assert {kind for kind, _ in found()} == {"inserted"}

    def test_a_counter_set_back(self, subjects):
        run("UPDATE kernel_subject_key SET last_seq = 1 WHERE subject_id = %s", subjects[0].id.hex)

        (problem,) = ledger.verify().problems
        assert problem.subject == f"tests.lead {subjects[0].id.hex}"

    def test_all_entries_of_one_subject_removed(self, subjects):
        ids = [row[0] for row in ask("SELECT id FROM kernel_ledger_entry WHERE subject_id = %s", subjects[1].id.hex)]
        for entry in ids:
            run("DELETE FROM kernel_ledger_entry WHERE id = %s", entry)
            run("DELETE FROM kernel_ledger_link WHERE entry_id = %s", entry)

        problems = ledger.verify().problems
        assert problems[0].position == 2
        assert any(problem.subject.endswith(subjects[1].id.hex) for problem in problems)


class TestRewritingEverything:
    def test_a_full_re_chain_shows_in_the_signatures(self, subjects):
        change_payload(4)
        rechain()

        assert {"head", "rewritten"} == {kind for kind, _ in found()}

    def test_a_full_re_chain_with_our_keys_shows_in_the_head_kept_outside(self, subjects):
        change_payload(4)
        rechain(sign=True)

        assert found() == [("rewritten", 1)]

    def test_a_full_re_chain_without_that_file_shows_against_a_printed_head(self, subjects, tmp_path):
        printed = json.dumps(ledger.current_head().as_json())
        change_payload(8)
        rechain(sign=True)
        heads_file().unlink()

        assert ledger.verify().ok, "inside the database everything fits"
        (problem,) = ledger.verify(against=printed).problems
        assert problem.kind == "rewritten"
        file = tmp_path / "head.json"
        file.write_text(printed)
        assert not ledger.verify(against=file).ok

    def test_everything_deleted(self, subjects):
        printed = json.dumps(ledger.current_head().as_json())
        for table in ("kernel_ledger_head", "kernel_ledger_link", "kernel_ledger_entry", "kernel_subject_key"):
            run(f"DELETE FROM {table}")

        (problem,) = ledger.verify(against=printed).problems
        assert (problem.kind, problem.position) == ("truncated", 1)

    def test_everything_deleted_and_begun_anew(self, subjects, now):
        printed = json.dumps(ledger.current_head().as_json())
        for table in ("kernel_ledger_head", "kernel_ledger_link", "kernel_ledger_entry", "kernel_subject_key"):
            run(f"DELETE FROM {table}")
        with transaction.atomic():
            ledger.record("lead.touched", subject=subjects[0], actor=None, at=now)

        report = ledger.verify()
        assert (report.ok, report.compared) == (True, 0), "the file says nothing of a ledger that it does not know"
        (problem,) = ledger.verify(against=printed).problems
        assert problem.kind == "other_ledger"

    def test_a_head_of_another_ledger_is_told_apart(self, subjects):
        stranger = ledger.current_head().as_json() | {"ledger_id": "f" * 32}

        (problem,) = ledger.verify(against=json.dumps(stranger)).problems

        assert problem.kind == "other_ledger"

    def test_a_truncation_followed_by_new_entries(self, subjects, now):
        ledger.export_head()
        run("DELETE FROM kernel_ledger_head WHERE size > 6")
        for position in (10, 9, 8, 7):
            entry = entry_at(position)
            run("DELETE FROM kernel_ledger_link WHERE position = %s", position)
            run("DELETE FROM kernel_ledger_entry WHERE id = %s", entry)
        run("UPDATE kernel_subject_key SET last_seq = 2")
        for subject in subjects * 3:
            with transaction.atomic():
                ledger.record("lead.touched", subject=subject, actor=None, at=now)

        assert found() == [("rewritten", 7)]


class TestCommands:
    def test_verify_prints_one_json_object_and_fails_on_a_fault(self, subjects, capsys):
        call_command("ledger_verify", json=True)
        good = json.loads(capsys.readouterr().out.splitlines()[-1])
        change_payload(2)

        with pytest.raises(CommandError, match="changed, place 2"):
            call_command("ledger_verify", json=True)

        bad = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert good["ok"] is True
        assert (good["entries"], good["sealed"], good["problems"]) == (10, 0, [])
        assert bad["ok"] is False
        assert {"kind", "position", "entry_id", "subject", "detail"} == set(bad["problems"][0])

    def test_verify_seals_first(self, subjects, now, capsys):
        with transaction.atomic():
            ledger.record("lead.touched", subject=subjects[0], actor=None, at=now)

        call_command("ledger_verify", json=True)

        assert json.loads(capsys.readouterr().out)["sealed"] == 1

    def test_a_printed_head_is_one_to_verify_against(self, subjects, tmp_path, capsys):
        call_command("ledger_head", json=True)
        file = tmp_path / "head.json"
        file.write_text(capsys.readouterr().out)

        call_command("ledger_verify", against=str(file))

        assert len(heads_file().read_text().splitlines()) == 2

    def test_says_what_is_wrong_with_a_head_that_is_none(self, subjects, tmp_path):
        with pytest.raises(CommandError, match="against"):
            call_command("ledger_verify", against=str(tmp_path / "no-such-file"))
        with pytest.raises(CommandError, match="not a ledger head"):
            call_command("ledger_verify", against='{"size": 3}')

    def test_a_damaged_heads_file_is_a_finding(self, subjects):
        heads_file().write_text("not a head\n")

        assert found() == [("heads_file", None)]
