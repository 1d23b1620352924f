"""Who works on a comment: one at a time, for a while, and nobody's late words stand in the place of newer ones."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from consult.acting.desk import Desk
from consult.leases import LASTS, LateError, TakenUpError, holder_of, put_back, save_under, take_up
from consult.models import Lease
from consult.places import Here, Town
from consult.who import Held
from tests.towns import process_of
from workflow.rules.case import Standing

NOON = datetime(2026, 5, 5, 12, 0, tzinfo=UTC)


class Row:
    """As much of a plan's row as a desk needs."""

    key = "lipova-2021"


def desk(name: str = "hana") -> Desk:
    """The desk of somebody of the working group."""
    standing = Standing("seniori", name, "user", f"{name:0<32}")
    held = Held("lipova", standing, "member", True, "working_group", "Senioři", False, None)
    town = Town("lipova", "Lipová")
    return Desk(town, Here(town, Row(), process_of("susice"), "Plán"), held, standing)


def here() -> Here:
    found = desk().here
    assert found is not None
    return found


@pytest.mark.django_db
class TestOneAtATime:
    """Hana and Olga of the working group, and one comment."""

    def test_whoever_takes_a_comment_up_holds_it_for_a_quarter_of_an_hour(self) -> None:
        lease = take_up(desk(), "12", at=NOON)
        assert (lease.seat, lease.token, lease.until) == ("seniori/hana", 1, NOON + LASTS)
        held = holder_of(here(), "12", at=NOON + LASTS - timedelta(seconds=1))
        assert held is not None and held.seat == "seniori/hana"
        assert holder_of(here(), "12", at=NOON + LASTS) is None
        assert holder_of(here(), "12a", at=NOON) is None

    def test_a_comment_somebody_works_on_is_not_given_to_another(self) -> None:
        take_up(desk(), "12", at=NOON)
        with pytest.raises(TakenUpError) as taken:
            take_up(desk("olga"), "12", at=NOON + timedelta(minutes=14))
        assert taken.value.lease.seat == "seniori/hana"
        assert take_up(desk("olga"), "13", at=NOON).seat == "seniori/olga"

    def test_what_lapsed_is_taken_over_under_a_higher_token(self) -> None:
        first = take_up(desk(), "12", at=NOON)
        second = take_up(desk("olga"), "12", at=NOON + LASTS)
        assert (second.seat, second.token) == ("seniori/olga", first.token + 1)

    def test_taking_up_what_one_holds_prolongs_it_under_the_same_token(self) -> None:
        first = take_up(desk(), "12", at=NOON)
        again = take_up(desk(), "12", at=NOON + timedelta(minutes=10))
        assert again.token == first.token and again.until == NOON + timedelta(minutes=10) + LASTS

    def test_what_was_put_back_is_free_at_once_and_forgets_who_held_it(self) -> None:
        take_up(desk(), "12", at=NOON)
        assert put_back(desk(), "12", at=NOON + timedelta(minutes=1))
        assert holder_of(here(), "12", at=NOON + timedelta(minutes=1)) is None
        assert Lease.objects.get().person == ""
        assert take_up(desk("olga"), "12", at=NOON + timedelta(minutes=1)).token == 2

    def test_nobody_puts_back_what_another_holds(self) -> None:
        take_up(desk(), "12", at=NOON)
        assert not put_back(desk("olga"), "12", at=NOON)
        assert holder_of(here(), "12", at=NOON) is not None

    def test_the_same_seat_with_another_person_in_it_is_somebody_else(self) -> None:
        take_up(desk(), "12", at=NOON)
        successor = desk()
        other = Desk(successor.town, successor.here, successor.held, successor.standing._replace(person="f" * 32))
        with pytest.raises(TakenUpError):
            take_up(other, "12", at=NOON)

    def test_a_save_prolongs_the_lease(self) -> None:
        lease = take_up(desk(), "12", at=NOON)
        save_under(desk(), "12", lease.token, at=NOON + timedelta(minutes=14))
        held = holder_of(here(), "12", at=NOON + timedelta(minutes=28))
        assert held is not None and held.token == lease.token

    def test_a_save_after_the_lease_lapsed_stands_while_nobody_followed(self) -> None:
        lease = take_up(desk(), "12", at=NOON)
        save_under(desk(), "12", lease.token, at=NOON + timedelta(hours=3))
        held = holder_of(here(), "12", at=NOON + timedelta(hours=3))
        assert held is not None and held.seat == "seniori/hana"

    def test_a_save_under_a_token_that_somebody_followed_is_late(self) -> None:
        lease = take_up(desk(), "12", at=NOON)
        take_up(desk("olga"), "12", at=NOON + LASTS)
        with pytest.raises(LateError) as late:
            save_under(desk(), "12", lease.token, at=NOON + LASTS)
        assert late.value.lease.seat == "seniori/olga"

    def test_even_after_the_other_put_it_back_older_words_are_late(self) -> None:
        lease = take_up(desk(), "12", at=NOON)
        take_up(desk("olga"), "12", at=NOON + LASTS)
        put_back(desk("olga"), "12", at=NOON + LASTS)
        with pytest.raises(LateError):
            save_under(desk(), "12", lease.token, at=NOON + LASTS)

    def test_without_taking_up_one_may_save_while_nobody_else_works_on_it(self) -> None:
        save_under(desk(), "12", None, at=NOON)
        take_up(desk("olga"), "12", at=NOON)
        with pytest.raises(TakenUpError):
            save_under(desk(), "12", None, at=NOON)
        save_under(desk("olga"), "12", None, at=NOON)

    def test_a_citizen_takes_nothing_up(self) -> None:
        seated = desk()
        citizen = Desk(seated.town, seated.here, None, Standing(None, None, "public", None))
        with pytest.raises(LookupError):
            take_up(citizen, "12", at=NOON)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Everything at the same moment, each on its own connection; what each returned, or how it was refused."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=30)
            return deed()
        except (TakenUpError, LateError) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def takers(many: int, at: datetime) -> list[Callable[[], Any]]:
    return [lambda name=f"clen{index}": take_up(desk(name), "12", at=at) for index in range(many)]  # type: ignore[misc]


@pytest.mark.django_db(transaction=True)
def test_of_sixty_four_hands_one_gets_the_comment_and_the_others_are_told_whose_it_is() -> None:
    told = at_once(*takers(64, NOON))
    won = [lease for lease in told if isinstance(lease, Lease)]
    lost = [refusal for refusal in told if isinstance(refusal, TakenUpError)]
    assert (len(won), len(lost)) == (1, 63)
    assert {refusal.lease.seat for refusal in lost} == {won[0].seat}
    assert Lease.objects.get().token == won[0].token == 1


@pytest.mark.django_db(transaction=True)
def test_of_sixty_four_who_wait_for_it_to_lapse_one_takes_it_over() -> None:
    take_up(desk(), "12", at=NOON)
    told = at_once(*takers(64, NOON + LASTS))
    won = [lease for lease in told if isinstance(lease, Lease)]
    assert len(won) == 1 and won[0].token == 2


@pytest.mark.django_db(transaction=True)
def test_a_late_save_and_a_taking_over_in_one_instant_never_both_succeed() -> None:
    for turn in range(8):
        at = NOON + timedelta(days=turn)
        lease = take_up(desk(), str(turn + 1), at=at)
        saved, taken = at_once(
            lambda name=str(turn + 1), token=lease.token, at=at: save_under(desk(), name, token, at=at + LASTS),  # type: ignore[misc]
            lambda name=str(turn + 1), at=at: take_up(desk("olga"), name, at=at + LASTS),  # type: ignore[misc]
        )
        assert isinstance(saved, LateError) == isinstance(taken, Lease)
