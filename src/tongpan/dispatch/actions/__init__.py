"""What may be done in dispatch: one action, one transaction, one ledger entry a record."""
