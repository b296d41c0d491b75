"""The JSON face of cases."""

from ninja import Router

from tongpan.cases.api import board, core, discretion, educating, entering, evidence, exchanging, handling, review, spot

router = Router()
for part in (board, spot, review, educating, exchanging, handling, entering, evidence, discretion, core):
    router.add_router("", part.router)
