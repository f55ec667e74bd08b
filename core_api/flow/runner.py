"""Start, resume or continue the script of a meeting: the handler of the leased `advance` job.

The lease on that job is the thread's lock. `Command(resume=…)` appears nowhere else.
"""

from typing import cast

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.types import Command

from core_api.contracts.job import Job
from core_api.contracts.ports import Report
from core_api.flow.graph import Graph, compile_graph, people_ticket
from core_api.flow.state import MeetingState
from core_api.flow.tickets import Desk

Config = dict[str, dict[str, str]]


class Runner:
    """Runs the script of meetings over one checkpoint store."""

    def __init__(self, desk: Desk, checkpoints: BaseCheckpointSaver[str]) -> None:
        self._desk = desk
        self._graph: Graph = compile_graph(desk, checkpoints)

    def advance(self, job: Job, report: Report) -> str:
        """Bring the meeting as far as it can come now; gives the meeting's id.

        Only tickets that are still pending are answered, and only with outcomes that are there.
        """
        meeting = job.meeting_id or ""
        config = {"configurable": {"thread_id": meeting}}
        state = self._graph.get_state(config)  # type: ignore[arg-type]
        if not state.next:
            self._begin(meeting, cast(MeetingState, state.values), config)
            return meeting
        answers = {
            pending.id: outcome
            for pending in state.interrupts
            if (outcome := self._desk.settled(pending.value)) is not None
        }
        if answers:
            self._run(Command(resume=answers), config)
        elif not state.interrupts:
            self._run(None, config)
        return meeting

    def _begin(self, meeting: str, values: MeetingState, config: Config) -> None:
        """Start the script, or take a finished one back to asking when there is something to ask again."""
        if not values:
            self._run({"meeting_id": meeting}, config)
        elif self._desk.settled(people_ticket(values)) != "closed":
            self._graph.update_state(config, {}, as_node="reconsider")  # type: ignore[arg-type]
            self._run(None, config)

    def _run(self, entry: object, config: Config) -> None:
        self._graph.invoke(entry, config, durability="sync", version="v2")  # type: ignore[call-overload]
