"""Escapes, bells and marks that turn the reading order do not come through any reader; the words do."""

import json
from pathlib import Path

import pytest
from docx import Document

from core_api.sources.reading import read

ESC, BEL, TURN = "\x1b", "\x07", "\u202e"
NAME = f"Ан{TURN}на"
SAID = f"Карточка {ESC}[31mдвенадцать{ESC}[0m{BEL} гото{TURN}ва"
CLEAN = "Карточка [31mдвенадцать[0m готова"
OWN = {
    "language": "ru",
    "speakers": [{"number": 1, "name": NAME}],
    "segments": [
        {
            "index": 0,
            "start": 0.0,
            "end": 2.0,
            "speaker": 1,
            "text": SAID,
            "words": [{"text": f"Карточка{ESC}", "start": 0.0, "end": 1.0}],
        }
    ],
}
FILES = {
    "talk.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {NAME}>{SAID}\n",
    "named.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{ESC}[1m{TURN}<v Анна>{SAID}&#x202e;\n",
    "talk.srt": f"1\n00:00:01,000 --> 00:00:02,000\n{NAME}: {SAID}\n",
    "talk.txt": f"{ESC}{NAME}: {SAID}\nБорис: да\n{NAME}: и ещё\n",
    "raw.json": json.dumps({"segments": [{"text": SAID, "speaker": NAME}]}),
    "own.json": json.dumps(OWN),
    "chat.json": json.dumps(
        {"name": f"Чат{BEL}", "messages": [{"type": "message", "from": NAME, "text": SAID}]}
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_text_is_read_without_what_steers_a_screen(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    source = read(path)
    assert source.transcript is not None
    assert source.transcript.segments[0].text.endswith(CLEAN)
    assert source.participants[0] == "Анна"
    kept = source.transcript.model_dump_json() + (source.title or "")
    assert not [mark for mark in (ESC, BEL, TURN, "\\u001b", "\\u0007", "\\u202e") if mark in kept]


def test_a_document_is_read_without_what_turns_the_reading_order(tmp_path: Path) -> None:
    path = tmp_path / "talk.docx"
    document = Document()
    document.add_paragraph(f"{NAME}: гото{TURN}ва")
    document.save(str(path))
    source = read(path)
    assert source.transcript is not None
    assert (source.participants, source.transcript.segments[0].text) == (("Анна",), "готова")
