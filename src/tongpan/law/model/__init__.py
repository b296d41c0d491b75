"""
The model checker (模型检验): every order of events that a case can take, up to a stated bound.

`scenarios` and `probing` are the cases it starts from, `explore` walks from each through every step that is open, every
choice and every limit, `canon` says when two cases are one, `checking` adds up and shows what each guard guards.
"""
