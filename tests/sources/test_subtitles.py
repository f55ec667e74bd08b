"""WebVTT and SubRip: indexes, voices, and broken files that still say something."""

from pathlib import Path

import pytest

from core_api.contracts.problems import Invalid
from core_api.sources.reading import Source, read


def _vtt(folder: Path, text: str, name: str = "meeting.vtt") -> Source:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_a_vtt_gives_its_speakers_times_and_language(tmp_path: Path) -> None:
    source = _vtt(
        tmp_path,
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500 align:start position:10%\n<v.loud Анна Петрова>Доброе утро</v>\n\n"
        "2\n00:03.000 --> 00:04.000\n<v Борис>Привет &amp; <i>пока</i>\nвсем",
    )
    assert source.kind == "vtt"
    assert source.participants == ("Анна Петрова", "Борис")
    assert source.transcript is not None
    assert source.transcript.language == "ru"
    assert source.transcript.timed
    first, second = source.transcript.segments
    assert (first.start, first.end, first.speaker, first.text) == (1.0, 2.5, 1, "Доброе утро")
    assert (second.start, second.speaker, second.text) == (3.0, 2, "Привет & пока всем")


def test_a_segments_index_is_its_cues_even_when_cues_are_empty(tmp_path: Path) -> None:
    cues = ["one", "", "three", "<v Anna></v>", "five"]
    body = "\n\n".join(f"00:00:0{n}.000 --> 00:00:0{n}.500\n{text}" for n, text in enumerate(cues))
    transcript = _vtt(
        tmp_path, f"WEBVTT - title\nKind: captions\n\nNOTE a comment\n\nSTYLE\n::cue {{}}\n\n{body}"
    ).transcript
    assert transcript is not None
    assert [segment.index for segment in transcript.segments] == [0, 1, 2, 3, 4]
    assert [segment.text for segment in transcript.segments] == ["one", "", "three", "", "five"]
    assert [segment.start for segment in transcript.segments] == [0, 1, 2, 3, 4]
    assert transcript.notes == ()


def test_numbered_voices_have_no_name_and_keep_their_number(tmp_path: Path) -> None:
    voices = ["Speaker 3", "Anna", "Спикер 1", "Boris", "speaker 3"]
    body = "\n\n".join(
        f"00:00:0{n}.000 --> 00:00:0{n}.500\n<v {voice}>words" for n, voice in enumerate(voices)
    )
    source = _vtt(tmp_path, f"WEBVTT\n\n{body}")
    assert source.transcript is not None
    assert [segment.speaker for segment in source.transcript.segments] == [3, 2, 1, 4, 3]
    assert [(who.number, who.name) for who in source.transcript.speakers] == [
        (1, None), (2, "Anna"), (3, None), (4, "Boris"),
    ]  # fmt: skip
    assert source.participants == ("Anna", "Boris")


def test_one_name_written_differently_is_one_speaker(tmp_path: Path) -> None:
    body = "\n\n".join(
        f"00:0{n}.000 --> 00:0{n}.500\n<v {name}>слова" for n, name in enumerate(("Алёна", "алена "))
    )
    source = _vtt(tmp_path, f"WEBVTT\n\n{body}")
    assert source.participants == ("Алёна",)


def test_a_second_voice_in_a_cue_is_not_lost(tmp_path: Path) -> None:
    transcript = _vtt(
        tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Ready?</v> <v Boris>Yes.</v>"
    ).transcript
    assert transcript is not None
    assert [segment.text for segment in transcript.segments] == ["Ready? Boris: Yes."]


def test_names_before_a_colon_count_where_cues_have_no_voices(tmp_path: Path) -> None:
    source = _vtt(
        tmp_path,
        "1\n00:00:01,000 --> 00:00:02,000\nAnna: Ready: set\n\n2\n00:00:02,000 --> 00:00:03,000\nBoris: Go\n",
        "meeting.srt",
    )
    assert source.kind == "srt"
    assert source.participants == ("Anna", "Boris")
    assert source.transcript is not None
    assert [segment.text for segment in source.transcript.segments] == ["Ready: set", "Go"]


def test_a_file_without_a_header_and_with_bad_times_loses_no_word_and_says_so(tmp_path: Path) -> None:
    transcript = _vtt(
        tmp_path,
        "00:00:01.000 --> 00:00:02.000\nfirst\n\n00:0x:02.000 --> 00:00:03.000\nsecond\n\n"
        "00:00:09.000 --> 00:00:08.000\nthird\n\nstill third\n\n00:00:10.000 -->",
    ).transcript
    assert transcript is not None
    assert [(segment.text, segment.start) for segment in transcript.segments] == [
        ("first", 1.0), ("second", 2.0), ("third still third", 9.0), ("", 9.0),
    ]  # fmt: skip
    assert transcript.notes == ("source-times-repaired",)
    assert all(segment.end >= segment.start for segment in transcript.segments)


def test_cues_without_blank_lines_between_them_are_told_apart(tmp_path: Path) -> None:
    transcript = _vtt(
        tmp_path, "1\n00:00:01,000 --> 00:00:02,000\nfirst\n2\n00:00:02,000 --> 00:00:03,000\nsecond", "a.srt"
    ).transcript
    assert transcript is not None
    assert [segment.text for segment in transcript.segments] == ["first", "second"]


def test_words_before_the_first_cue_are_said_to_be_left_out(tmp_path: Path) -> None:
    transcript = _vtt(tmp_path, "lost words\n\n00:00:01.000 --> 00:00:02.000\nfirst").transcript
    assert transcript is not None
    assert transcript.notes == ("source-parts-unread",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("WEBVTT\n\njust words", "source-no-cues"),
        ("WEBVTT", "source-no-cues"),
        ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n \n", "transcript-empty"),
    ],
)
def test_subtitles_without_words_are_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        _vtt(tmp_path, text)
    assert caught.value.code == code
