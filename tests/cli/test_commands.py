"""The commands as a person uses them, on the Russian sample meeting."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"
Boardscribe = Callable[..., object]
STARTED = json.loads((SAMPLE / "meetings.json").read_text(encoding="utf-8"))["ru"]["started_at"]


def process(boardscribe: Boardscribe, *more: str) -> object:
    return boardscribe(
        *("process", SAMPLE / "planning-ru.vtt", "--board", "local:team", "--started-at", STARTED, *more)
    )


def test_json_is_one_object_in_the_promised_shape(team: Boardscribe) -> None:
    answer = json.loads(process(team, "--json").out)
    assert set(answer) == {
        *("meeting", "transcript", "summary", "decisions", "action_items"),
        *("proposals", "heard", "stale", "discussed", "degraded", "model"),
    }
    assert set(answer["meeting"]) == {"id", "title", "started_at", "language", "participants", "duration"}
    for proposal in answer["proposals"]:
        assert proposal["route"] in {"auto", "review"}
        assert 0 <= proposal["confidence"] <= 1
        assert proposal["evidence"], "no proposal without the words it rests on"
        assert (proposal["card"] is None) == (proposal["operation"] == "create")


def test_quotes_are_verbatim(team: Boardscribe) -> None:
    answer = json.loads(process(team, "--json").out)
    talk = (SAMPLE / "planning-ru.vtt").read_text(encoding="utf-8")
    quotes = [evidence["quote"] for proposal in answer["proposals"] for evidence in proposal["evidence"]]
    assert quotes
    assert all(quote in talk for quote in quotes)


def test_the_plain_changes_go_through_and_one_is_taken_back(team: Boardscribe) -> None:
    assert process(team).code == 0
    meeting = json.loads(team("meeting", "list", "--json").out)["meetings"][0]["id"]
    before = team("board", "show", "local:team").out
    undone = team("undo", "--meeting", meeting)
    assert undone.code == 0, undone.err
    after = team("board", "show", "local:team").out
    assert before != after
    assert team("undo", "--meeting", meeting).out.strip() == "There is nothing to take back."


def test_a_dry_run_leaves_nothing(team: Boardscribe) -> None:
    board = team("board", "show", "local:team", "--json").out
    assert process(team, "--dry-run").code == 0
    assert team("board", "show", "local:team", "--json").out == board
    assert json.loads(team("meeting", "list", "--json").out)["meetings"] == []


def test_the_same_dry_run_says_the_same(team: Boardscribe) -> None:
    assert process(team, "--dry-run", "--json").out == process(team, "--dry-run", "--json").out


def test_a_shadow_board_is_not_written_to(team: Boardscribe) -> None:
    team("board", "mode", "local:team", "shadow")
    board = team("board", "show", "local:team", "--json").out
    assert process(team).code == 0
    assert (
        json.loads(team("board", "show", "local:team", "--json").out)["board"] == json.loads(board)["board"]
    )
    assert "boardscribe review" in process(team).out


def test_review_approves_rejects_and_leaves(team: Boardscribe) -> None:
    process(team)
    first = team("review", answers="a\nr\n2\nq\n")
    assert first.code == 0, first.err
    assert "→" in first.out
    left = [line for line in first.out.splitlines() if "left to decide" in line]
    assert left


def test_what_was_decided_is_not_asked_again(team: Boardscribe) -> None:
    process(team)
    answers = "n\n" * 100
    team("review", answers=answers)
    assert "Nothing waits for a decision." in team("review").out


def test_a_question_is_answered_with_its_source(team: Boardscribe) -> None:
    process(team)
    question = json.loads((SAMPLE / "meetings.json").read_text(encoding="utf-8"))["ru"]["question"]
    answer = json.loads(team("ask", question, "--json").out)
    assert answer["text"]
    assert answer["citations"]
    nothing = json.loads(team("ask", "Сколько стоит аренда вертолёта в Антарктиде?", "--json").out)
    assert nothing["text"] is None


def test_stale_cards_of_the_last_meeting_are_listed(team: Boardscribe) -> None:
    process(team)
    stale = json.loads(team("board", "stale", "local:team", "--json").out)["stale"]
    shown = json.loads(team("board", "show", "local:team", "--json").out)["board"]
    roles = {column["id"]: column["role"] for column in shown["columns"]}
    columns = {card["id"]: card["column_id"] for card in shown["cards"]}
    assert stale
    assert all(roles[columns[item["card"]["id"]]] in {"working", "waiting"} for item in stale)


def test_minutes_are_exported_by_the_meetings_id_in_a_style_or_by_a_template(
    team: Boardscribe, tmp_path: Path
) -> None:
    process(team)
    (meeting,) = json.loads(team("meeting", "list", "--json").out)["meetings"]
    shown = team("export", meeting["id"], "--style", "brief", language="ru")
    assert (shown.code, shown.out.startswith("# ")) == (0, True)
    assert "## Поручения" in shown.out
    file = tmp_path / "minutes.docx"
    assert team("export", "meeting", meeting["id"], "--format", "docx", "-o", file).code == 0
    assert file.read_bytes()[:2] == b"PK"
    own = tmp_path / "own.txt"
    own.write_text("{{ title }}: {{ decisions | length }}", encoding="utf-8")
    assert re.fullmatch(r".+: \d+", team("export", meeting["id"], "--style", own, "--format", "txt").out)
    other = team("export", meeting["id"], "--style", own, "--format", "docx", "-o", file)
    assert (other.code, "own.txt" in other.err) == (1, True)
    assert team("export", meeting["id"], "--style", "nonsense").code == 1
    assert team("export", "changes").code == 0


def test_roles_of_columns_can_be_mended(team: Boardscribe) -> None:
    shown = json.loads(team("board", "show", "local:team", "--json").out)["board"]
    column = shown["columns"][0]["name"]
    assert team("board", "role", "local:team", column, "waiting").code == 0
    again = json.loads(team("board", "show", "local:team", "--json").out)["board"]
    assert again["columns"][0]["role"] == "waiting"
    assert team("board", "role", "local:team", column, "sideways").code == 1
    assert team("board", "role", "local:team", "no such column", "done").code == 1


def test_a_stopped_board_is_not_written_to(team: Boardscribe) -> None:
    team("board", "stop", "local:team")
    board = team("board", "show", "local:team", "--json").out
    process(team)
    assert (
        json.loads(team("board", "show", "local:team", "--json").out)["board"] == json.loads(board)["board"]
    )


@pytest.mark.parametrize("language", ["ru", "en"])
def test_help_speaks_the_users_language(boardscribe: Boardscribe, language: str) -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", "from core_api.cli import main; main()", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"BOARDSCRIBE_LANGUAGE": language, "PATH": ""},
    )
    assert ("встречи" in done.stdout) == (language == "ru")


def test_doctor_says_what_is_missing_and_how_to_mend_it(boardscribe: Boardscribe) -> None:
    ended = boardscribe("doctor", "--json")
    checks = {check["name"]: check["state"] for check in json.loads(ended.out)["checks"]}
    assert checks["database"] == "ok"
    assert checks["speech"] == checks["model"] == "degraded"
    assert "BOARDSCRIBE_LLM_URL" in boardscribe("doctor").out


def test_undo_wants_one_thing_named(boardscribe: Boardscribe) -> None:
    assert boardscribe("undo").code == 2
    assert boardscribe("undo", "op_nowhere").code == 1


def test_brackets_in_names_are_letters(boardscribe: Boardscribe, tmp_path: Path) -> None:
    board = json.loads((SAMPLE / "board-ru.json").read_text(encoding="utf-8"))
    board["name"] = "[/] [red]Team"
    board["cards"][0]["name"] = "[bold]Fix[/] the [link] page"
    (tmp_path / "odd.json").write_text(json.dumps(board), encoding="utf-8")
    assert boardscribe("board", "import", tmp_path / "odd.json", "--name", "[/] odd").code == 0
    assert "[bold]Fix[/] the [link] page" in boardscribe("board", "show", "local:[/] odd").out
    for command in (
        ("board", "list"),
        ("board", "mode", "local:[/] odd", "live"),
        ("board", "stop", "local:[/] odd"),
    ):
        assert boardscribe(*command).code == 0, command


def test_the_answer_keys_of_review_are_shown(team: Boardscribe) -> None:
    process(team)
    assert "[a]pprove" in team("review", answers="q\n").out


def test_leaving_in_the_middle_of_review_applies_what_was_decided(team: Boardscribe) -> None:
    process(team)
    meeting = json.loads(team("meeting", "list", "--json").out)["meetings"][0]["id"]
    ended = team("review", answers="a\n")  # then the input ends
    assert ended.code == 0, ended.err
    assert "→" in ended.out or "op_" in ended.out
    assert team("undo", "--meeting", meeting).out.count("\n") >= 3, "two by itself and the approved one"


def test_an_approval_that_a_stopped_board_refuses_is_told(team: Boardscribe) -> None:
    process(team)
    team("board", "stop", "local:team")
    ended = team("review", answers="a\nq\n")
    assert ended.code == 1
    assert "stop" in ended.err
    team("board", "stop", "local:team", "--off")
    assert "op_" in team("review", answers="q\n").out, "what was approved goes through when it may"


@pytest.mark.parametrize(
    ("typed", "name"),
    [("2", "Поиск по афише"), ("#12", "Схема зала на телефоне"), ("турникеты", "Турникеты на входе")],
)
def test_a_card_is_meant_by_number_before_a_part_of_a_name(typed: str, name: str) -> None:
    from core_api.cli.review import card_named
    from kanban_connectors.file.connector import load_board

    board = load_board(SAMPLE / "board-ru.json")
    assert card_named(typed, board) == next(card.id for card in board.cards if card.name == name)


def test_a_meeting_that_was_stopped_is_no_success(
    team: Boardscribe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core_api import wiring
    from core_api.settings import Settings
    from core_api.usecases.resume import cancel
    from core_api.usecases.submit import Submission, submit

    here = wiring.install(Settings(home=tmp_path / "home"))
    path = SAMPLE / "planning-ru.vtt"
    meeting = submit(here, Submission(path=path, board="local:team"), wiring.read_source(path, None)).id
    cancel(here, meeting)
    here.close()
    ended = team("meeting", "show", meeting)
    assert ended.code == 1
    assert "run the same command" in ended.err
    assert process(team).code == 0, "handing it in again goes on"
