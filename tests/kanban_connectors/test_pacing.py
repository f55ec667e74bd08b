"""No window holds more calls than the vendor allows, people go first, and nobody waits for ever."""

import logging
import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from core_api.contracts.connector import Rate
from core_api.contracts.pacing import Bucket
from core_api.contracts.problems import RateLimited, Unavailable
from kanban_connectors import buckets as rules
from kanban_connectors.pacing import AGED, MemoryBuckets, MemoryPace, Pacer, SafeBuckets, scope_name

TEN = (Rate(calls=10, seconds=10.0),)


class Watch:
    """A clock that only sleeping moves; `meanwhile` is done at each tenth of a second slept."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.now = 100.0
        self.meanwhile = meanwhile

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        ends = self.now + seconds
        while self.now < ends:
            self.now = min(ends, self.now + 0.1)
            self.meanwhile()


def _fits(moments: list[float], rate: Rate) -> bool:
    """No window holds more: each call is a window's length after the one so many places before it."""
    ordered = sorted(moments)
    far = zip(ordered, ordered[rate.calls :], strict=False)
    return all(later - earlier >= rate.seconds - 1e-9 for earlier, later in far)


# --- the rules ------------------------------------------------------------------------------------------------

RATES = st.lists(
    st.builds(Rate, calls=st.integers(1, 8), seconds=st.sampled_from([0.5, 1.0, 3.0])), min_size=1, max_size=2
).map(tuple)
STEPS = st.lists(
    st.tuples(
        st.floats(0.0, 0.6),
        st.sampled_from(["person", "nobody", "overdue", "pause", "learn"]),
        st.integers(0, 5),
        st.floats(0.1, 2.0),
    ),
    max_size=120,
)


@given(RATES, STEPS)
def test_whatever_happens_no_limit_is_passed(rates: tuple[Rate, ...], steps: list[tuple]) -> None:  # type: ignore[type-arg]
    bucket, now = Bucket(), 5.0
    made: list[float] = []
    closed, told_until, told = 0.0, 0.0, 0
    for ahead, what, number, seconds in steps:
        now += ahead
        if what == "pause":
            bucket, closed = rules.pause(bucket, now, seconds), max(closed, now + seconds)
        elif what == "learn":
            held = bucket.left if now < bucket.left_until else None
            bucket = rules.learn(bucket, now, number, seconds, made[-1] if made else None)
            if held is None or number < held:
                told, told_until = number, now + seconds
        else:
            bucket, turn = rules.ask(bucket, now, rules.Asking(rates, what, 9.0))
            if turn.wait <= 0:
                made.append(turn.at)
                assert now >= closed
                assert now >= told_until or told > 0
                told -= 1
            else:
                _, later = rules.ask(bucket, now + turn.wait + 1e-6, rules.Asking(rates, "overdue", 9.0))
                assert later.wait <= 0  # who waits as long as told gets through
    assert all(_fits(made, rate) for rate in rates)
    assert all(earlier < later for earlier, later in pairwise(made))


def test_a_word_that_is_heard_again_holds_for_its_longer_time() -> None:
    bucket = rules.learn(Bucket(), 5.0, 0, 2.0, None)
    bucket = rules.learn(bucket, 6.5, 0, 1.0, None)
    _, turn = rules.ask(bucket, 7.0, rules.Asking((Rate(calls=9, seconds=1.0),), "person", 9.0))
    assert turn.wait > 0


def test_calls_of_which_the_vendor_may_not_know_are_taken_off_what_it_says_is_left() -> None:
    bucket = Bucket()
    moments = []
    for now in (1.0, 1.1, 1.2, 1.3):
        bucket, turn = rules.ask(bucket, now, rules.Asking(TEN, "person", 0.0))
        moments.append(turn.at)
    late = rules.learn(bucket, 1.5, 5, 10.0, own=moments[0])
    assert late.left == 2  # three calls are under way
    known = rules.learn(bucket, 1.5, 5, 10.0, own=moments[3])
    assert known.left == 2  # sent before it, but nobody knows whether they came before it
    for moment in moments[:3]:
        bucket = rules.learn(bucket, 1.4, 9, 10.0, own=moment)
    assert rules.learn(bucket, 1.5, 5, 10.0, own=moments[3]).left == 5


def test_a_reply_that_comes_late_gives_nothing_back() -> None:
    bucket, first = rules.ask(Bucket(), 1.0, rules.Asking(TEN, "person", 0.0))
    bucket, second = rules.ask(bucket, 2.0, rules.Asking(TEN, "person", 0.0))
    bucket = rules.learn(bucket, 2.5, 1, 10.0, own=second.at)
    bucket = rules.learn(bucket, 3.0, 9, 10.0, own=first.at)
    assert (bucket.left, bucket.left_until) == (0, 12.5)
    assert rules.ask(bucket, 12.6, rules.Asking(TEN, "person", 0.0))[1].wait == 0


def test_a_clock_that_is_set_back_makes_nobody_wait_for_the_lost_hours() -> None:
    bucket = Bucket()
    for _ in range(10):
        bucket, _turn = rules.ask(bucket, 7200.0, rules.Asking(TEN, "person", 0.0))
    bucket = rules.pause(bucket, 7200.0, 20.0)
    _, turn = rules.ask(bucket, 50.0, rules.Asking(TEN, "person", 0.0))
    assert 19.9 < turn.wait < 20.1


# --- waiting --------------------------------------------------------------------------------------------------


def test_a_call_that_finds_no_room_waits_for_as_long_as_it_must() -> None:
    watch = Watch()
    pace = MemoryPace(watch, watch.sleep)
    for _ in range(10):
        pace.take("s", TEN, patience=0)
    pace.take("s", TEN, patience=60)
    assert 110 <= watch.now < 110.2
    with pytest.raises(RateLimited, match="pace-full") as refused:
        for _ in range(20):
            pace.take("s", TEN, patience=3)
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= 10


def test_after_a_refusal_nobody_calls_in_that_scope_and_others_go_on() -> None:
    watch = Watch()
    pace = MemoryPace(watch, watch.sleep)
    pace.pause("s", 30)
    with pytest.raises(RateLimited):
        pace.take("s", TEN, patience=5)
    pace.take("other", TEN, patience=0)
    pace.background().take("s", TEN, patience=60)
    assert 130 <= watch.now < 130.2


def test_what_nobody_waits_for_leaves_room_for_people() -> None:
    watch = Watch()
    people = MemoryPace(watch, watch.sleep)
    sweeps = people.background()
    for _ in range(7):
        sweeps.take("s", TEN, patience=0)
    with pytest.raises(RateLimited):
        sweeps.take("s", TEN, patience=5)
    for _ in range(3):
        people.take("s", TEN, patience=0)


def test_while_a_person_waits_the_next_room_is_theirs() -> None:
    bucket = Bucket()
    one = (Rate(calls=1, seconds=10.0),)
    bucket, _ = rules.ask(bucket, 0.5, rules.Asking(one, "person", 0.0))
    bucket, turn = rules.ask(bucket, 1.0, rules.Asking(one, "person", 60.0))
    assert turn.wait == pytest.approx(9.5)
    bucket, turn = rules.ask(bucket, 10.5, rules.Asking(one, "nobody", 60.0))
    assert turn.wait > 0
    bucket, turn = rules.ask(bucket, 10.55, rules.Asking(one, "person", 60.0))
    assert turn.wait == 0


def test_a_person_who_would_not_wait_so_long_holds_nobody_up() -> None:
    bucket, _ = rules.ask(Bucket(), 1.0, rules.Asking((Rate(calls=1, seconds=10.0),), "person", 0.0))
    bucket, turn = rules.ask(bucket, 1.0, rules.Asking((Rate(calls=1, seconds=10.0),), "person", 2.0))
    assert turn.wait > 2
    assert bucket.urgent_until == 0


@pytest.mark.parametrize("calls", [1, 2, 10])
def test_what_nobody_waits_for_gets_through_in_the_end_though_people_never_stop(calls: int) -> None:
    buckets = MemoryBuckets(lambda: watch.now)

    def people() -> None:
        asking = rules.Asking(rates, "person", 60.0)
        for _ in range(20):
            buckets.change("s", lambda bucket, now: rules.ask(bucket, now, asking))

    rates = (Rate(calls=calls, seconds=10.0),)
    watch = Watch(people)
    people()
    Pacer(buckets, urgent=False, seconds=watch, sleep=watch.sleep).take("s", rates, patience=120)
    assert AGED <= watch.now - 100 < AGED + 21


def test_threads_of_a_storm_get_through_in_the_order_of_asking_and_below_the_limit() -> None:
    """A hundred threads on a clock that runs a hundred times as fast."""
    moments: list[float] = []

    def fast() -> float:
        moments.append(time.monotonic() * 100)
        return moments[-1]

    buckets = MemoryBuckets(fast)
    told: list[float] = []

    class Told:
        def change(self, scope, rule):  # type: ignore[no-untyped-def]
            turn = buckets.change(scope, rule)
            if turn.wait <= 0:
                told.append(turn.at)
            return turn

    pace = Pacer(Told(), seconds=lambda: time.monotonic() * 100, sleep=lambda s: time.sleep(s / 100))
    rate = Rate(calls=20, seconds=10.0)
    threads = [
        threading.Thread(target=pace.take, args=("s", (rate,)), kwargs={"patience": 6000.0})
        for _ in range(100)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 100
    assert _fits(told, rate)


# --- a keeper that goes away ----------------------------------------------------------------------------------


class Database:
    """A keeper on another clock that can be away."""

    def __init__(self, watch: Watch) -> None:
        self.away = False
        self._kept = MemoryBuckets(lambda: watch.now + 5000)

    def change(self, scope, rule):  # type: ignore[no-untyped-def]
        if self.away:
            raise Unavailable("database-unreachable")
        return self._kept.change(scope, rule)


def _taken(pace: Pacer) -> int:
    """How many calls get through at once."""
    taken = 0
    while taken < 100:
        try:
            pace.take("s", TEN, patience=0)
        except RateLimited:
            break
        taken += 1
    return taken


def test_while_the_database_is_away_this_process_counts_by_itself_and_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    watch = Watch()
    database = Database(watch)
    pace = Pacer(SafeBuckets(database, watch), seconds=watch, sleep=watch.sleep)
    for _ in range(4):
        pace.take("s", TEN, patience=0)
    database.away = True
    assert _taken(pace) == 6  # it knows what was made before
    watch.sleep(11)
    for _ in range(10):
        pace.take("s", TEN, patience=0)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "calls to boards are counted for this process alone: database-unreachable"
    ]
    database.away = False
    watch.sleep(5)
    assert _taken(pace) == 0  # and the others learn of what it did alone
    other = Pacer(SafeBuckets(database, watch), seconds=watch, sleep=watch.sleep)
    assert _taken(other) == 0
    watch.sleep(6)
    assert _taken(other) == 10
    assert "for all processes again" in caplog.text


def test_the_name_of_a_bucket_gives_no_credential_away() -> None:
    token = SecretStr("a-very-secret-token-of-a-user")
    name = scope_name("trello", token, "token")
    assert name == scope_name("trello", token, "token")
    assert name != scope_name("trello", SecretStr("another"), "token")
    assert token.get_secret_value() not in name
    assert len(name) < 40
