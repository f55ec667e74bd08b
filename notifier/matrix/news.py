"""The news of the rooms that we are in, whole and in their order; and invitations, of which direct ones are taken.

A place in the news is put down only after everything before it is kept, so that a restart loses nothing; what is read
twice has the same ids.
"""

import logging

from core_api.contracts.messages import Arrival
from core_api.contracts.problems import NotFound, Problem, Unavailable
from core_api.locales import text
from notifier.channel import Keep, Marks
from notifier.matrix.arriving import Place, arrival_of
from notifier.matrix.rooms import DirectRooms
from notifier.matrix.server import Homeserver
from notifier.matrix.shapes import Event, Invited, Sync, Timeline, events_of, text_in

_LOG = logging.getLogger(__name__)
_PAGES = 200
"""Pages of a hundred events that are read back in one room after a long absence."""


class News:
    """Reads the news of one account. For one event loop."""

    def __init__(self, server: Homeserver, rooms: DirectRooms, marks: Marks) -> None:
        """Nothing is asked yet."""
        self._server = server
        self._rooms = rooms
        self._marks = marks
        self._names: dict[str, str] = {}
        self._encrypted: set[str] = set()

    async def read(self, keep: Keep) -> None:
        """Wait for news and keep them. Before the very first time there were none: what is old stays unread."""
        since = self._marks.get("matrix")
        try:
            sync = await self._server.sync(since, patient=bool(since))
        except NotFound:
            _LOG.warning("the homeserver does not know our place in the news any more: they begin anew")
            since, sync = "", await self._server.sync("", patient=False)
        if since:
            arrivals = await self._arrivals(sync, since)
            if arrivals:
                await keep(tuple(arrivals))
        for room, invited in sync.rooms.invite.items():
            await self._invited(room, invited)
        if sync.next_batch != since:
            self._marks.put("matrix", sync.next_batch)

    async def _arrivals(self, sync: Sync, since: str) -> list[Arrival]:
        found: list[tuple[int, Arrival]] = []
        for room, joined in sync.rooms.join.items():
            group = not await self._rooms.is_direct(room)
            for event in await self._events(room, joined.timeline, since):
                self._note(room, event)
                arrival = await self._arrival(event, room, group=group)
                if arrival is not None:
                    found.append((event.origin_server_ts, arrival))
        return [arrival for _at, arrival in sorted(found, key=lambda one: one[0])]

    async def _arrival(self, event: Event, room: str, *, group: bool) -> Arrival | None:
        if event.sender == self._server.me or arrival_of(event, Place(room, group)) is None:
            return None
        return arrival_of(event, Place(room, group, await self._name(event.sender)))

    async def _events(self, room: str, timeline: Timeline, since: str) -> list[Event]:
        """What happened in a room since; in one that we have just entered, since we were invited."""
        events = events_of(timeline.events)
        for place, event in enumerate(events):
            if self._is_own_invitation(event):
                return events[place:]
        if not timeline.limited or any(self._is_own_entrance(event) for event in events):
            return events
        older: list[Event] = []
        start = timeline.prev_batch
        for _page in range(_PAGES):
            chunk = await self._server.before(room, start, since) if start else None
            if chunk is None or not chunk.chunk:
                break
            older += events_of(chunk.chunk)
            start = chunk.end
        known = {event.event_id for event in events}
        return [*(one for one in reversed(older) if one.event_id not in known), *events]

    def _is_own_invitation(self, event: Event) -> bool:
        return self._is_own(event, "invite")

    def _is_own_entrance(self, event: Event) -> bool:
        return self._is_own(event, "join")

    def _is_own(self, event: Event, membership: str) -> bool:
        if event.type != "m.room.member" or event.state_key != self._server.me:
            return False
        return text_in(event.content, "membership") == membership

    async def _invited(self, room: str, invited: Invited) -> None:
        """Enter a direct room that a person made for us and them; whatever else we are invited to is left alone."""
        events = events_of(invited.invite_state.events)
        own = [event for event in events if self._is_own_invitation(event)]
        if not own or own[-1].content.get("is_direct") is not True or not own[-1].sender:
            return
        sender = own[-1].sender
        try:
            if any(event.type == "m.room.encryption" for event in events):
                await self._server.leave(room, _declined())
                _LOG.warning("an encrypted direct room was declined; an open one is offered instead")
                await self._rooms.direct(sender, wanted=True)
                return
            await self._server.join(room)
            await self._rooms.remember(sender, room)
        except Unavailable:
            raise
        except Problem as problem:  # whoever made it took it away, or their server is gone
            _LOG.info("an invitation leads nowhere: %s", problem)

    async def _name(self, user: str) -> str:
        if user not in self._names:
            try:
                self._names[user] = await self._server.display_name(user)
            except Unavailable:
                raise
            except Problem:
                self._names[user] = ""
        return self._names[user]

    def _note(self, room: str, event: Event) -> None:
        if event.type in {"m.room.encrypted", "m.room.encryption"} and room not in self._encrypted:
            self._encrypted.add(room)
            _LOG.warning("a room is encrypted: what is written there cannot be read, nor answered")


def _declined() -> str:
    """Why we do not come, for whoever invited us: nobody knows yet which language they read."""
    return " / ".join(text("matrix-declined", language) for language in ("ru", "en"))
