"""The database's own refusal to change or delete what is in the ledger."""

from typing import Any

TABLES = ("kernel_ledger_entry", "kernel_ledger_link", "kernel_ledger_head")
UNIQUE = {
    "kernel_ledger_entry": (
        "id = NEW.id OR (subject_type = NEW.subject_type AND subject_id = NEW.subject_id AND seq = NEW.seq)"
    ),
    "kernel_ledger_link": "position = NEW.position OR entry_id = NEW.entry_id",
    "kernel_ledger_head": "size = NEW.size",
}
MESSAGE = "the ledger is append-only"


def install(connection: Any) -> None:
    """Make the database refuse UPDATE and DELETE (on PostgreSQL also TRUNCATE) on the ledger's tables."""
    statements = _postgres_install() if connection.vendor == "postgresql" else _sqlite_install()
    _run(connection, statements)


def remove(connection: Any) -> None:
    """Take the refusal away: only for undoing the migration, and for tests that act as the owner of the database."""
    if connection.vendor == "postgresql":
        statements = [f"DROP TRIGGER IF EXISTS {t}_{k} ON {t}" for t in TABLES for k in ("rows", "whole")]
        statements.append("DROP FUNCTION IF EXISTS kernel_ledger_refuse()")
    else:
        statements = [f"DROP TRIGGER IF EXISTS {t}_{k}" for t in TABLES for k in ("update", "delete", "replace")]
    _run(connection, statements)


def _postgres_install() -> list[str]:
    statements = [
        "CREATE OR REPLACE FUNCTION kernel_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$"
    ]
    for table in TABLES:
        statements.append(
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION kernel_ledger_refuse()"
        )
        statements.append(
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kernel_ledger_refuse()"
        )
    return statements


def _sqlite_install() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    statements = [
        f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} {refuse}"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ]
    # INSERT OR REPLACE deletes without firing the delete trigger
    statements += [
        f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {condition}) {refuse}"
        for table, condition in UNIQUE.items()
    ]
    return statements


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
