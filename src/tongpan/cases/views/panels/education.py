"""教育和承诺 of a case: what was taught and promised, until when; whom one may teach."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tongpan.cases import queries
from tongpan.cases.domain.choices import GONE
from tongpan.cases.queries.beside import has
from tongpan.cases.views.looking import Look


def panel(look: Look) -> Mapping[str, Any]:
    """Return what was taught in the case, and the charges whose party may be taught."""
    found = queries.educations_of(look.case) if has(look.case, "educations", "after_education") else []
    teaches = look.handles and look.case.standing not in GONE
    return {
        "educations": [
            {
                "row": one,
                "whom": (look.names.get(one.party, "") if one.case_id == look.case.pk else "") or one.name_masked,
                "text": look.hiding.text(one.commitment),
                "before": one.led_case_id == look.case.pk,
            }
            for one in found
        ],
        "teachable": [
            {
                "whom": look.names.get(each.party, "") if look.several else "",
                "href": reverse("cases:educate", args=[look.case.pk])
                + "?" + urlencode({"party": each.party, "cause": each.cause}),
            }
            for each in look.left.charges
            if teaches
        ],
        "advised": any(each.minor and each.corrected for each in look.left.charges),
    }  # fmt: skip
