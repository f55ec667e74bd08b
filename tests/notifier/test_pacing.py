"""Never more than the messenger takes, in any window, and nobody waits for somebody else's noise."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifier.channel import Limits
from notifier.pacing import Pace
from tests.notifier.clock import Clock


@dataclass(frozen=True)
class Job:
    """A message: to whom, when it is wanted, how long it is on its way and when on that way it arrives."""

    chat: str
    group: bool
    urgent: bool
    at: float
    takes: float
    arrives: float


JOBS = st.lists(
    st.builds(
        Job,
        chat=st.sampled_from(["a", "b", "c", "group"]),
        group=st.just(False),
        urgent=st.booleans(),
        at=st.floats(0, 5),
        takes=st.floats(0, 3),
        arrives=st.floats(0, 1),
    ).map(lambda job: Job(job.chat, job.chat == "group", job.urgent, job.at, job.takes, job.arrives)),
    max_size=40,
)


async def send_all(pace: Pace, clock: Clock, jobs: list[Job]) -> list[tuple[float, Job]]:
    """The moments at which the messages arrived at the messenger."""
    arrived: list[tuple[float, Job]] = []

    async def send(job: Job) -> None:
        await clock.sleep(job.at)
        async with pace.turn(job.chat, group=job.group, urgent=job.urgent):
            await clock.sleep(job.takes * job.arrives)
            arrived.append((clock.now, job))
            await clock.sleep(job.takes * (1 - job.arrives))

    await asyncio.gather(*map(send, jobs))
    pace.close()
    return arrived


def most_within(moments: list[float], length: float) -> int:
    """The most that lie in any window of that length, its ends included."""
    moments = sorted(moments)
    return max((sum(start <= one <= start + length for one in moments) for start in moments), default=0)


@settings(max_examples=150, deadline=None)
@given(JOBS, st.integers(1, 3), st.integers(2, 6), st.integers(1, 5))
def test_no_window_ever_holds_more_than_it_may(
    jobs: list[Job], per_chat: int, per_group: int, overall: int
) -> None:
    limits = Limits((per_chat, 1.0), (per_group, 10.0), (overall, 2.0))
    clock = Clock()
    arrived = clock.run(send_all(Pace(limits, clock.seconds, clock.sleep), clock, jobs))
    assert sorted(map(repr, jobs)) == sorted(repr(job) for _at, job in arrived)
    by_chat = defaultdict(list)
    for at, job in arrived:
        by_chat[job.chat].append(at)
    assert most_within([at for at, _job in arrived], 2.0) <= overall
    assert all(most_within(moments, 1.0) <= per_chat for moments in by_chat.values())
    assert most_within(by_chat["group"], 10.0) <= per_group


def test_a_storm_goes_as_fast_as_it_may_and_no_faster() -> None:
    clock = Clock()
    jobs = [Job(f"chat-{number}", False, False, 0, 0, 0) for number in range(500)]
    arrived = clock.run(send_all(Pace(Limits(), clock.seconds, clock.sleep), clock, jobs))
    moments = [at for at, _job in arrived]
    assert most_within(moments, 1.0) == 25
    assert max(moments) - min(moments) == pytest.approx(19, abs=0.1)


def test_a_noisy_chat_holds_nobody_up() -> None:
    clock = Clock()
    jobs = [Job("noisy", False, False, 0, 0, 0) for _ in range(100)]
    jobs += [Job(f"quiet-{number}", False, False, 0.5, 0, 0) for number in range(5)]
    arrived = clock.run(send_all(Pace(Limits(overall=(2, 1.0)), clock.seconds, clock.sleep), clock, jobs))
    quiet = [at - 1000 for at, job in arrived if job.chat != "noisy"]
    assert max(quiet) < 5


def test_what_people_wait_for_goes_first_and_the_rest_in_its_order() -> None:
    clock = Clock()
    pace = Pace(Limits(), clock.seconds, clock.sleep)
    order: list[str] = []

    async def send(name: str, *, urgent: bool) -> None:
        async with pace.turn("a", group=False, urgent=urgent):
            order.append(name)

    async def all_of_them() -> None:
        async with asyncio.TaskGroup() as group:
            for number in range(4):
                group.create_task(send(f"bulk-{number}", urgent=False))
            await asyncio.sleep(0)
            group.create_task(send("answer-0", urgent=True))
            group.create_task(send("answer-1", urgent=True))
        pace.close()

    clock.run(all_of_them())
    assert order == ["bulk-0", "answer-0", "answer-1", "bulk-1", "bulk-2", "bulk-3"]


def test_a_refused_chat_waits_alone_and_two_of_them_make_all_wait() -> None:
    clock = Clock()
    pace = Pace(Limits(), clock.seconds, clock.sleep)
    gone: dict[str, float] = {}

    async def send(chat: str, pause: float = 0) -> None:
        async with pace.turn(chat, group=False):
            gone[chat] = clock.now - 1000
            if pause:
                pace.pause(chat, pause)

    async def all_of_them() -> None:
        await send("a", pause=30)
        await send("b")
        await send("c", pause=20)
        await send("d")
        await send("a")
        pace.close()

    clock.run(all_of_them())
    assert gone["b"] < 1
    assert 20 <= gone["d"] < 21
    assert 30 <= gone["a"] < 31


def test_who_gives_up_waiting_leaves_no_hole_in_the_line() -> None:
    clock = Clock()
    pace = Pace(Limits(), clock.seconds, clock.sleep)
    order: list[int] = []

    async def send(number: int) -> None:
        async with pace.turn("a", group=False):
            order.append(number)

    async def all_of_them() -> None:
        tasks = [asyncio.create_task(send(number)) for number in range(4)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        tasks[2].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        pace.close()

    clock.run(all_of_them())
    assert order == [0, 3]
    assert clock.now < 1002
