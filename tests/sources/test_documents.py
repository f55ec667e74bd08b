"""JSON of recognisers, our own transcripts, Word documents."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from core_api.contracts.meeting import Segment, Speaker, Transcript
from core_api.contracts.problems import Invalid, Problem
from core_api.sources.reading import Source, read


def _json(folder: Path, content: Any) -> Source:
    path = folder / "meeting.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return read(path)


def test_our_own_transcript_comes_back_as_it_was(tmp_path: Path) -> None:
    transcript = Transcript(
        language="ru",
        speakers=(Speaker(number=2, name="Анна"),),
        segments=(Segment(index=0, start=1.0, end=2.0, speaker=2, text="да"),),
    )
    assert _json(tmp_path, transcript.model_dump(mode="json")).transcript == transcript


def test_a_recognisers_segments_keep_speakers_words_and_places(tmp_path: Path) -> None:
    word = {"word": " hello", "start": 0.5, "end": 0.9, "score": 0.8}
    source = _json(
        tmp_path,
        {
            "language": "en",
            "segments": [
                {
                    "start": 0.5,
                    "end": 1.5,
                    "text": " hello",
                    "speaker": "SPEAKER_01",
                    "words": [word, {"word": "x"}],
                },
                {"start": 2, "end": 3, "text": ""},
                {"start": "3.5", "end": None, "text": "bye", "speaker": "SPEAKER_00"},
            ],
        },
    )
    assert source.kind == "json"
    assert source.transcript is not None
    first, second, third = source.transcript.segments
    assert (first.speaker, first.text, [word.text for word in first.words]) == (1, "hello", ["hello"])
    assert (second.index, second.text) == (1, "")
    assert (third.speaker, third.start, third.end) == (2, 3.5, 3.5)
    assert source.participants == ()


def test_milliseconds_and_bare_lists_are_read_too(tmp_path: Path) -> None:
    offsets = _json(
        tmp_path, {"transcription": [{"offsets": {"from": 1500, "to": 2500}, "text": "hi"}]}
    ).transcript
    bare = _json(tmp_path, [{"speaker": "Anna", "text": "hi"}]).transcript
    assert offsets is not None
    assert bare is not None
    assert (offsets.segments[0].start, offsets.segments[0].end) == (1.5, 2.5)
    assert bare.name_of(1) == "Anna"
    assert not bare.timed


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"a": 1}, "source-json-unknown"),
        ([{"a": 1}], "source-json-unknown"),
        ({"segments": []}, "transcript-empty"),
        ({"segments": [{"text": "  "}]}, "transcript-empty"),
        ({"chats": {"list": []}}, "source-telegram-chats"),
    ],
)
def test_json_without_a_transcript_is_refused(tmp_path: Path, content: Any, code: str) -> None:
    with pytest.raises(Problem) as caught:
        _json(tmp_path, content)
    assert caught.value.code == code


def test_a_word_document_gives_its_speakers_in_order(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Планёрка")
    document.add_paragraph("Анна Петрова   0:03\nДоброе утро")
    document.add_paragraph("Борис Ли   0:10\nПривет")
    table = document.add_table(rows=2, cols=3)
    for row, cells in zip(
        table.rows, (("00:15", "Анна Петрова", "Итак"), ("00:20", "Борис Ли", "Да")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    path = tmp_path / "meeting.docx"
    document.save(str(path))
    source = read(path)
    assert source.kind == "docx"
    assert source.transcript is not None
    told = [
        (source.transcript.name_of(part.speaker), part.start, part.text)
        for part in source.transcript.segments
    ]
    assert told == [
        (None, 0, "Планёрка"),
        ("Анна Петрова", 3, "Доброе утро"),
        ("Борис Ли", 10, "Привет"),
        ("Анна Петрова", 15, "Итак"),
        ("Борис Ли", 20, "Да"),
    ]


def test_a_document_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 1_000_000)
        with archive.open("word/media/zeros", "w", force_zip64=True) as entry:
            for _ in range(25):
                entry.write(b"\0" * 8_000_000)
    with pytest.raises(Invalid) as caught:
        read(path)
    assert caught.value.code == "source-too-large"


def test_a_damaged_document_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "meeting.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>")
    with pytest.raises(Invalid) as caught:
        read(path)
    assert caught.value.code == "source-damaged"
