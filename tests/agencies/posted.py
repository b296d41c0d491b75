"""A squad that is posted to a town, for what is asked of the town about its people (M207)."""

from contextlib import contextmanager

from django.db import connection
from tests.bodies import an_agency
from tests.cast import (
    NOW,
    TODAY,
    a_department,
    a_resident_squad,
    actor,
    an_officer,
    another_town,
    leader_zhou,
    system_manager_zhu,
)

from tongpan.agencies.actions.personnel import carry_out, give_opinion, plan_personnel
from tongpan.agencies.domain.personnel import PersonnelKind, Stance
from tongpan.agencies.domain.posts import Post, PostingMode
from tongpan.agencies.models import Posting


class World:
    """A market squad posted to the town, its member, the town's leader, and the county's manager."""

    def __init__(self, cast, mode=PostingMode.RESIDENT):
        self.cast = cast
        self.department = a_department(cast.county)
        self.squad = a_resident_squad(cast, self.department, mode=mode)
        self.person = an_officer("孙派", self.department, Post.OFFICER, team=self.squad, username="sunpai")
        self.zhou = leader_zhou(cast)
        self.zhu = system_manager_zhu(cast.county)

    def plan(self, who=None, **changes):
        given = {
            "kind": PersonnelKind.RANK,
            "to_what": "四级主任科员",
            "instrument": "晋升工作方案〔2026〕3号",
        } | changes
        return plan_personnel(officer_id=self.person.pk, actor=actor(who or self.zhu), now=NOW, **given)

    def say(self, plan, stance=Stance.SUPPORT, text="", who=None, town=None):
        return give_opinion(
            action_id=plan.pk, town_id=(town or self.cast.town).pk, stance=stance, text=text,
            actor=actor(who or self.zhou), now=NOW,
        )  # fmt: skip

    def also_posted(self):
        """Post the squad to a second town, which has a leader of its own."""
        other = another_town(self.cast.county)
        Posting.objects.create(team=self.squad, host_town=other, mode=PostingMode.RESIDENT, valid_from=TODAY)
        self.wu = an_officer("吴石", an_agency("石梁镇人民政府", other), Post.HEAD, town=other)
        return other

    def do(self, plan, answer="", who=None):
        return carry_out(action_id=plan.pk, answer=answer, actor=actor(who or self.zhu), now=NOW)


@contextmanager
def just_before(word, then):
    """Have another be faster: do something right before the first statement that begins like this."""
    waiting = [then]

    def watch(execute, sql, params, many, context):
        if sql.startswith(word) and waiting:
            waiting.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
