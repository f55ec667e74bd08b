"""Of which cards the meetings about a board spoke, read from the store: news, talk without news, silence, alerts.

What a person confirmed on a card is news of it, also where nobody had recognised the card before. What we wrote on a
board ourselves counts for nothing. Nothing is written here, and no board is asked.
"""

from collections.abc import Iterable, Mapping
from itertools import dropwhile

from core_api.contracts.board import Board
from core_api.contracts.meeting import Meeting
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import DiscussedCard, StaleCard
from core_api.contracts.report import BoardAttention
from core_api.domain.stale import Attention, silence, touched
from core_api.store import boards, changes, meetings, proposals
from core_api.store.database import Session


def observed(session: Session, ref: str, board: Board, stale: Iterable[StaleCard]) -> tuple[StaleCard, ...]:
    """The stale cards with when people last touched each."""
    ours = changes.last_written(session, ref)
    at = {card.id: touched(card, ours.get(card.id)) for card in board.cards}
    return tuple(one.model_copy(update={"touched_at": at.get(one.card.id)}) for one in stale)


def of_meeting(session: Session, meeting: Meeting) -> Attention:
    """How the cards fared in one meeting; nothing while there is no plan, or where there is no board."""
    if meeting.board is None:
        return Attention((), ())
    policy = boards.policy(session, meeting.board)
    every = meetings.told(session, meeting.board, until=meeting.started_at)
    return _counted(
        session, meeting.board, policy, dropwhile(lambda one: one.meeting_id != meeting.id, every)
    )


def of_board(session: Session, ref: str) -> BoardAttention:
    """How the cards fared in the last meeting about the board. Raises NotFound `no-meeting-yet`."""
    every = meetings.told(session, ref)
    if not every:
        raise NotFound("no-meeting-yet", board=ref)
    policy = boards.policy(session, ref)
    seen = _counted(session, ref, policy, every)
    last = meetings.get(session, every[0].meeting_id)
    return BoardAttention(
        meeting_id=last.id,
        meeting=last.title,
        started_at=last.started_at,
        news=tuple(one for one in seen.discussed if one.news),
        discussed=tuple(one for one in seen.discussed if not one.news),
        cards=tuple(sorted(seen.stale, key=lambda one: -one.silent)),
        alert_after=policy.silent_meetings,
    )


def _counted(
    session: Session, ref: str, policy: BoardPolicy, latest_first: Iterable[meetings.Told]
) -> Attention:
    every = tuple(latest_first)
    if not every:
        return Attention((), ())
    confirmed = proposals.confirmed(session, ref, [one.meeting_id for one in every])
    left = [(one.started_at, _unmentioned(one, confirmed)) for one in every]

    def counted(card: StaleCard) -> StaleCard:
        silent = silence(card.card.id, left)
        alert = 0 < policy.silent_meetings <= silent
        return card.model_copy(update={"silent": silent, "alert": alert})

    now = every[0]
    return Attention(
        discussed=_discussed(now, confirmed.get(now.meeting_id, frozenset())),
        stale=tuple(counted(one) for one in left[0][1].values()),
    )


def _unmentioned(told: meetings.Told, confirmed: Mapping[str, frozenset[str]]) -> dict[str, StaleCard]:
    news = confirmed.get(told.meeting_id, frozenset())
    return {one.card.id: one for one in told.stale if one.card.id not in news}


def _discussed(told: meetings.Told, confirmed: frozenset[str]) -> tuple[DiscussedCard, ...]:
    """What was spoken of; a confirmed change makes news of talk, and of silence."""
    spoken = tuple(
        one.model_copy(update={"news": True}) if one.card.id in confirmed else one for one in told.discussed
    )
    found_later = tuple(
        DiscussedCard(card=one.card, news=True) for one in told.stale if one.card.id in confirmed
    )
    return (*spoken, *found_later)
