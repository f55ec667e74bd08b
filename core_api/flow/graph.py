"""The graph: hear → understand → propose → apply → ask ⇄ reconsider → close.

One interrupt a node and none in a loop; the way back from `reconsider` to `ask` is an edge.
"""

import os

os.environ["LANGGRAPH_STRICT_MSGPACK"] = (
    "true"  # before langgraph is imported: checkpoints hold plain values only
)

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import interrupt

from core_api.flow.state import MeetingState, Ticket
from core_api.flow.tickets import Desk

Graph = CompiledStateGraph[MeetingState, None, MeetingState, MeetingState]


def compile_graph(desk: Desk, checkpoints: BaseCheckpointSaver[str]) -> Graph:
    """The script, ready to run over a checkpoint store."""
    graph = StateGraph(MeetingState)
    graph.add_node("hear", lambda state: _hear(desk, state))
    graph.add_node("understand", lambda state: _understand(desk, state))
    graph.add_node("propose", lambda state: _propose(desk, state))
    graph.add_node("apply", lambda state: _apply(desk, state))
    graph.add_node("ask", lambda state: _ask(desk, state))
    graph.add_node("reconsider", lambda state: _reconsider(desk, state))
    graph.add_node("close", lambda state: _close(desk, state))
    graph.add_edge(START, "hear")
    graph.add_edge("hear", "understand")
    graph.add_edge("understand", "propose")
    graph.add_edge("propose", "apply")
    graph.add_edge("apply", "ask")
    graph.add_conditional_edges("ask", lambda state: state["next"], ["reconsider", "close"])
    graph.add_edge("reconsider", "ask")
    graph.add_edge("close", END)
    return graph.compile(checkpointer=checkpoints)


def people_ticket(state: MeetingState) -> Ticket:
    """What a meeting waits for while it asks."""
    return {
        "waits_for": "people",
        "meeting_id": state["meeting_id"],
        "reconsidered": state.get("reconsidered", []),
    }


def _park(desk: Desk, ticket: Ticket) -> str:
    """The outcome of a ticket: at once when it is there, else after the resume."""
    outcome = desk.settled(ticket)
    return outcome if outcome is not None else str(interrupt(ticket))


def _hear(desk: Desk, state: MeetingState) -> MeetingState:
    meeting = state["meeting_id"]
    if not desk.has_transcript(meeting):
        desk.mark(meeting, "transcribing")
        desk.order(meeting, "transcribe")
        _park(desk, {"waits_for": "transcribe", "meeting_id": meeting})
    return {}


def _understand(desk: Desk, state: MeetingState) -> MeetingState:
    meeting = state["meeting_id"]
    desk.mark(meeting, "summarizing")
    desk.order(meeting, "summarize")
    _park(desk, {"waits_for": "summarize", "meeting_id": meeting})
    return {}


def _propose(desk: Desk, state: MeetingState) -> MeetingState:
    meeting = state["meeting_id"]
    desk.mark(meeting, "matching")
    desk.order(meeting, "propose")
    _park(desk, {"waits_for": "propose", "meeting_id": meeting})
    return {}


def _apply(desk: Desk, state: MeetingState) -> MeetingState:
    _park(desk, {"waits_for": "apply", "meeting_id": state["meeting_id"]})
    return {}


def _ask(desk: Desk, state: MeetingState) -> MeetingState:
    meeting = state["meeting_id"]
    desk.mark(meeting, "asking")
    return {"next": "reconsider" if _park(desk, people_ticket(state)) == "reconsider" else "close"}


def _reconsider(desk: Desk, state: MeetingState) -> MeetingState:
    return {"reconsidered": desk.reconsider(state["meeting_id"], state.get("reconsidered", []))}


def _close(desk: Desk, state: MeetingState) -> MeetingState:
    desk.mark(state["meeting_id"], "done")
    return {}
