"""
Criminal referral (行刑衔接): 行政执法机关移送涉嫌犯罪案件的规定.

`transfer` is what the agency does until the police have the case, `police` what follows their answer, `penalty` what a
suspicion does to the administrative case.
"""
