"""
Faces (门面): the rules as plain JSON in and out, and as a command line.

`reading` turns what a caller wrote into the law's own types or refuses it with a reason; each other module is one
question that may be asked. `python -m tongpan.law` serves them with the standard library alone.
"""
