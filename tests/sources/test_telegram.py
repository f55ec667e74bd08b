"""Telegram's own export of a chat."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from core_api.sources.reading import Source, read


def _message(number: int, **fields: Any) -> dict[str, Any]:
    moment = 1_772_521_200 + number * 60
    return {
        "id": number,
        "type": "message",
        "date": f"2026-03-03T10:{number:02}:00",
        "date_unixtime": str(moment),
        "from": "Анна Петрова",
        "from_id": "user1",
        "text": "",
        **fields,
    }


def _read(folder: Path, *messages: dict[str, Any], **chat: Any) -> Source:
    path = folder / "result.json"
    content = {"name": "Планёрка", "type": "private_group", "id": 1, "messages": list(messages), **chat}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    source = read(path)
    assert source.kind == "telegram"
    return source


def _texts(source: Source) -> list[str]:
    assert source.transcript is not None
    return [segment.text for segment in source.transcript.segments]


def test_a_chat_gives_its_words_its_people_and_its_beginning(tmp_path: Path) -> None:
    source = _read(
        tmp_path,
        {
            "id": 1,
            "type": "service",
            "date": "2026-03-01T10:00:00",
            "actor": "Анна",
            "action": "create_group",
        },
        _message(0, text=["Смотри ", {"type": "link", "text": "example.org"}, " и скажи"]),
        _message(2, **{"from": "Борис"}, text="Готово"),
        _message(3, **{"from": None}, text="Кто я"),
    )
    assert source.title == "Планёрка"
    assert source.started_at == datetime.fromisoformat("2026-03-03T10:00:00+03:00")
    assert source.started_at.utcoffset() == datetime.fromisoformat("2026-03-03T10:00:00+03:00").utcoffset()
    assert source.participants == ("Анна Петрова", "Борис", "Удалённый аккаунт")
    assert source.transcript is not None
    assert source.transcript.language == "ru"
    assert [(segment.start, segment.text) for segment in source.transcript.segments] == [
        (0, "Смотри example.org и скажи"), (120, "Готово"), (180, "Кто я"),
    ]  # fmt: skip


def test_what_is_no_text_is_named_and_never_put_into_somebodys_mouth(tmp_path: Path) -> None:
    source = _read(
        tmp_path,
        _message(0, text="Добрый день, коллеги"),
        _message(1, media_type="voice_message", file="voice.ogg", duration_seconds=7),
        _message(2, photo="a.jpg", text="схема"),
        _message(3, photo="b.jpg"),
        _message(4, file="files/plan.xlsx", file_name="plan.xlsx"),
        _message(5, poll={"question": "Когда?", "answers": [{"text": "Завтра"}, {"text": "Позже"}]}),
    )
    assert _texts(source) == [
        "Добрый день, коллеги", "[голосовое сообщение]", "схема", "[фото]", "[файл plan.xlsx]",
        "[опрос] Когда? (Завтра, Позже)",
    ]  # fmt: skip
    assert source.transcript is not None
    assert source.transcript.segments[1].end - source.transcript.segments[1].start == 7


def test_forwards_and_answers_say_whose_words_they_are(tmp_path: Path) -> None:
    source = _read(
        tmp_path,
        _message(0, text="Is it ready?"),
        _message(1, text="Yes", reply_to_message_id=0),
        _message(2, text="Ship it", forwarded_from="Boris"),
        _message(3, text="When?", reply_to_message_id=0),
        _message(4, text="Who?", reply_to_message_id=99),
    )
    assert _texts(source) == [
        "Is it ready?", "Yes", "[forwarded from Boris] Ship it", "[in reply to Анна Петрова] When?", "Who?",
    ]  # fmt: skip


def test_an_old_export_without_utc_times_has_a_beginning_without_a_zone(tmp_path: Path) -> None:
    source = _read(
        tmp_path, {"id": 1, "type": "message", "date": "2019-03-03T10:00:00", "from": "A", "text": "hi"}
    )
    assert source.started_at is not None
    assert source.started_at.tzinfo is None
    assert source.started_at.isoformat() == "2019-03-03T10:00:00"


def test_a_whole_accounts_export_with_one_chat_is_read(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    chat = {"name": "Team", "messages": [_message(0, text="hi")]}
    path.write_text(json.dumps({"about": "…", "chats": {"list": [chat]}}), encoding="utf-8")
    assert _texts(read(path)) == ["hi"]
