"""When a plan has ended, so has the use of an address: sixty days later it is erased."""

from datetime import timedelta

from consult.letters import retention
from consult.models import Follower
from tests.consult.mailing import ANNA, BORIS, Post
from tests.walk import adopt, begin, close_window, lead, settle, submit


def kept() -> set[str]:
    return set(Follower.objects.exclude(mail="").values_list("mail", flat=True))


def test_with_a_plan_in_force_only_those_who_follow_the_plan_itself_are_kept(post: Post) -> None:
    post.confirmed(post.say(), ANNA)
    post.confirmed(None, BORIS)
    close_window(post.town)
    settle(post.town)
    submit(post.town)
    adopt(post.town)
    begin(post.town)
    in_force = post.now
    retention.forget_old(in_force + retention.AFTER_THE_END - timedelta(seconds=1))
    assert kept() == {ANNA, BORIS}
    retention.forget_old(in_force + retention.AFTER_THE_END)
    assert kept() == {BORIS}


def test_a_plan_given_up_lets_everybody_go(post: Post) -> None:
    post.confirmed(post.say(), ANNA)
    post.confirmed(None, BORIS)
    post.town.do(lead(post.town), "withdraw_plan", reason="Není proč.")
    retention.forget_old(post.now + retention.AFTER_THE_END - timedelta(seconds=1))
    assert kept() == {ANNA, BORIS}
    retention.forget_old(post.now + retention.AFTER_THE_END)
    assert kept() == set()


def test_while_a_plan_goes_on_nobody_is_forgotten(post: Post) -> None:
    post.confirmed(post.say(), ANNA)
    retention.forget_old(post.now + timedelta(days=900))
    assert kept() == {ANNA}
