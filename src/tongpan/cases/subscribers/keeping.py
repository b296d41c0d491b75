"""涉案财物: the register asks the case by what it holds a thing."""

from tongpan.cases.steps import holdings

holdings.answer_for_property()
