"""
The handling guide (办案指引): what the law says on how a matter is handled, before there is a case.

`terms` says what is asked and answered, `thresholds` on which procedure and hearing the fines depend, `evidence` what
to collect, `guide` puts it together.
"""

from tongpan.law.guide.guide import handling_guide
from tongpan.law.guide.terms import Answer, FineRange, Guide, MatterFacts, gathered

__all__ = ["Answer", "FineRange", "Guide", "MatterFacts", "gathered", "handling_guide"]
