"""What edges call. Each opens one transaction, checks who and what is lawful, changes, records."""
