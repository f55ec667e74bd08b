"""Which entries a search may find at all: kinds, people, boards, meetings, time, and what may be read."""

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np

from core_api.contracts.search import Filters
from core_api.language.words import fold
from core_api.store.postings import Flags, Held, Numbers, Postings


class Facets:
    """What a search may be narrowed by, of all entries at once; worked out at its first use."""

    def __init__(self, postings: Postings) -> None:
        """Of these entries."""
        self._held = postings.held

    def keep(self, filters: Filters) -> Flags:
        """Which entries the filters let through."""
        kept = np.ones(len(self._held), dtype=bool)
        for wanted, values in (
            (filters.kinds, self._kinds),
            (filters.boards, self._boards),
            (filters.meetings, self._meetings),
        ):
            if wanted:
                kept &= values.among(wanted)
        if filters.people:
            kept &= self._of_people(filters.people)
        if filters.since is not None:
            kept &= self._moments >= filters.since.timestamp()
        if filters.until is not None:
            kept &= (self._moments < filters.until.timestamp()) & (self._moments >= 0)
        if not filters.superseded:
            kept &= ~self._superseded
        if filters.access is not None:
            meeting, board = self._meetings, self._boards
            by_board = board.among(filters.access.boards) | board.missing
            kept &= np.where(meeting.missing, by_board, meeting.among(filters.access.meetings))
        return kept

    def _of_people(self, names: Iterable[str]) -> Flags:
        kept = np.zeros(len(self._held), dtype=bool)
        for name in names:
            kept[self._people.get(" ".join(fold(name).split()), [])] = True
        return kept

    @cached_property
    def _kinds(self) -> "_Column":
        return _Column(self._held, lambda one: one.kind)

    @cached_property
    def _boards(self) -> "_Column":
        return _Column(self._held, lambda one: one.board)

    @cached_property
    def _meetings(self) -> "_Column":
        return _Column(self._held, lambda one: one.meeting)

    @cached_property
    def _people(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, one in enumerate(self._held):
            for name in one.people.split("\n"):
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def _moments(self) -> "np.typing.NDArray[np.float64]":
        return np.asarray([one.at for one in self._held], dtype=np.float64)

    @cached_property
    def _superseded(self) -> Flags:
        return np.asarray([one.superseded for one in self._held], dtype=bool)


class _Column:
    """One value an entry, told by its number."""

    def __init__(self, held: Iterable[Held], value: Callable[[Held], str | None]) -> None:
        self._names: dict[str | None, int] = {None: 0}
        numbers = [self._names.setdefault(value(one), len(self._names)) for one in held]
        self._numbers: Numbers = np.asarray(numbers, dtype=np.int32)

    @property
    def missing(self) -> Flags:
        missing: Flags = self._numbers == 0
        return missing

    def among(self, wanted: Iterable[str]) -> Flags:
        numbers = [self._names[name] for name in wanted if name in self._names]
        kept: Flags = np.isin(self._numbers, numbers)
        return kept
