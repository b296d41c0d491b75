"""The sum (罚款数额): INV-40."""

from tongpan.law.invariants.terms import Answer, Moment, every


def inv_40(moment: Moment) -> Answer:
    """Every fine lies in its range and, where a benchmark binds, in a settled band, or was approved outside it."""
    answers: list[Answer] = []
    known = {(each.party, each.cause): each for each in moment.facts.fine_bounds}
    for decision in moment.facts.decisions:
        bounds = known.get((decision.party, decision.cause))
        fine = decision.penalty.fine if decision.penalty is not None else None
        if bounds is None or fine is None:
            continue
        low = 0 if bounds.mitigated else bounds.lowest.fen
        within = low <= fine.fen <= bounds.highest.fen and not bounds.unsettled
        in_band = any(each.lowest.fen <= fine.fen <= each.highest.fen for each in bounds.bands)
        answers.append(within and (not bounds.bands or in_band or bounds.leaving == fine))
    return every(answers)
