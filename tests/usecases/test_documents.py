"""Documents are answered from at once, in their last version only, and by whom they are for."""

from pathlib import Path

import pytest

from core_api import wiring
from core_api.contracts.people import Grant, PersonIdentity
from core_api.contracts.problems import NotFound, Refused
from core_api.contracts.proposal import Actor
from core_api.contracts.search import Filters
from core_api.store import people as stored_people
from core_api.usecases import documents, indexing, people
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER

FIRST = "# Отпуска\n\nЗаявление подают за две недели.\n\n## Замена\n\nЗаменяет руководитель группы.\n"
SECOND = "# Отпуска\n\nЗаявление подают за месяц.\n"


def _found(here: Installation, words: str) -> list[tuple[str, str]]:
    found = here.index.search(words, Filters(kinds=frozenset({"document"})), 5)
    return [(one.entry.title, one.entry.text) for one in found]


def _hand_in(here: Installation, folder: Path, text: str, **more):
    path = folder / "vacation.md"
    path.write_text(text, encoding="utf-8")
    return documents.add(here, wiring.read_document, path, **more)


def test_the_newest_version_takes_the_place_of_the_one_before(
    installation: Installation, tmp_path: Path
) -> None:
    first = _hand_in(installation, tmp_path, FIRST)
    indexing.catch_up(installation)
    assert _found(installation, "кто заменяет")[0] == (
        "Отпуска › Замена",
        "Заменяет руководитель группы.",
    )
    second = _hand_in(installation, tmp_path, SECOND)
    assert (first.id, first.version, second.id, second.version) == (first.id, 1, first.id, 2)
    assert _found(installation, "кто заменяет руководитель") == []
    assert [text for _title, text in _found(installation, "заявление")] == ["Заявление подают за месяц."]
    assert indexing.catch_up(installation) == 0
    assert documents.remove(installation, "vacation.md").id == first.id
    assert _found(installation, "заявление") == []
    with pytest.raises(NotFound):
        documents.remove(installation, first.id)


def test_a_documents_board_says_who_sees_it_and_who_may_hand_it_in(
    installation: Installation, tmp_path: Path
) -> None:
    boss = people.add(installation, OWNER, "Анна")
    other = people.add(installation, OWNER, "Олег")
    for person, name, role, board in ((boss, "anna", "admin", "local:team"), (other, "oleg", "lead", "x:1")):
        with installation.database.transaction() as session:
            stored_people.link(session, person.id, PersonIdentity(kind="cli", id=name))
            stored_people.grant(session, Grant(person_id=person.id, board=board, role=role))
    anna, oleg = (Actor(name=name, channel="cli") for name in ("anna", "oleg"))
    kept = _hand_in(installation, tmp_path, FIRST, board="local:team", by=anna)
    with pytest.raises(Refused):
        _hand_in(installation, tmp_path, SECOND, board="local:team", by=oleg)
    assert documents.every(installation, anna) == (kept,)
    assert documents.every(installation, oleg) == ()
