"""The shared floor: errors, ledger, outbox, clock, numbers, scope, personal data. Knows no feature."""
