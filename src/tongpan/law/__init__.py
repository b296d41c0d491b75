"""
The law (法): statutes, articles, working days, periods, time limits and verdicts.

Pure: nothing here imports anything but the standard library and its own siblings.
"""
