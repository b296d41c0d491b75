"""文书: forms, drafts, numbers, seals, and the proof that a paper is what was issued. Knows nothing of cases."""
