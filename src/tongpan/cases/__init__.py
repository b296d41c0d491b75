"""案件: the penalty procedure, from the clue to the closed file; the law says what may come next."""
