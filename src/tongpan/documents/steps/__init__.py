"""
What features above do with documents, each in its own transaction.

They say whose a document is, what is known, and have asked whether the actor may; this feature holds the forms, counts
the numbers, sets the type and writes the history.
"""
