"""
What features above do with evidence and property, each in its own transaction.

They say whose it is (`record`) and have asked whether the actor may: this feature keeps, counts and writes the history.
"""
