"""分流交办: assignment, return, escalation, joint handling."""
