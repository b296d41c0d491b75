"""不变式总表：八十一条，分三类，各有证明。"""

import ast
from pathlib import Path

import pytest
from tools.article_digests import TEXTS
from tools.rule_facts import gather

import tongpan.law.invariants.predicates as predicates
from tongpan.law.invariants import Proof, invariants, procedural

FORBIDDEN = ("tongpan.law.procedure", "tongpan.law.limits.computation", "tongpan.law.model")
RULES = {"penalty", "coercion", "referral", "inspection", "remedies", "discretion"}
WORDS = {"Basis", "PartyKind", "PenaltyKind", "EvidenceKind", "Disposal", "Comparison", "Ground"}
"""Enumerations of the rules that the rows of facts are made of."""


def test_there_are_eighty_one():
    assert sorted(invariants()) == list(range(1, 82))


def test_every_row_is_told_in_both_languages_and_cited():
    for each in invariants().values():
        assert each.english
        assert each.chinese
        assert each.basis
        assert each.grade in "ABCD"


def test_every_procedure_row_has_a_predicate_and_no_other_has():
    for each in invariants().values():
        assert (each.predicate is not None) is (each.proof is Proof.PROCEDURE)


def test_every_other_row_names_what_proves_it():
    for each in invariants().values():
        assert bool(each.capability) is (each.proof is not Proof.PROCEDURE)


def test_sixty_three_are_procedure():
    assert len(procedural()) == 63


def test_an_identifier_has_two_digits():
    assert invariants()[7].id == "INV-07"


@pytest.mark.parametrize("module", sorted(Path(predicates.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_predicates_do_not_know_the_gates(module):
    """A predicate that asked a rule could never find the rule wrong: only words and rows may be shared."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        assert not node.module.startswith(FORBIDDEN)
        if node.module.split(".")[2:3] and node.module.split(".")[2] in RULES:
            assert {each.name for each in node.names} <= WORDS


BASES = sorted({citation for each in invariants().values() for citation in each.basis}, key=str)


@pytest.mark.skipif(not TEXTS.is_dir(), reason="../shared/law/texts is not at hand")
def test_every_basis_stands_in_its_instrument():
    found, missing = gather(BASES, TEXTS)

    assert missing == []
    assert [problem for article, citing in found for each in citing for problem in article.problems(each)] == []
