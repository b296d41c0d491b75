"""
Remedies (救济): 行政复议法, 行政诉讼法.

`bodies` says to whom one applies, `routes` which way and until when, `notice` what every decision has to print,
`answering` what the agency owes once it is challenged.
"""
