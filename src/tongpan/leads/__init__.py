"""问题收集: channels, routing, duplicates, feedback, archive."""
