"""Files are told by their content; what cannot be read is refused in words that help, in both languages."""

import codecs
import io
import wave
import zipfile
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from docx import Document

from core_api.contracts.model import Language
from core_api.contracts.problems import NotFound, Problem, Unsupported
from core_api.locales import text as words
from core_api.sources.reading import read

TALK = "Анна: Доброе утро, начнём.\r\nБорис: Карточка двенадцать готова, можно проверять.\r\n"


def _wav() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 800)
    return buffer.getvalue()


def _encoded(container: str, codec: str) -> bytes:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as file:
        stream = file.add_stream(codec, rate=16000 if codec != "libopus" else 48000)
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 4096), dtype=np.float32), format="fltp", layout="mono"
        )
        frame.sample_rate = stream.codec_context.sample_rate
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout="mono", rate=frame.sample_rate
        )
        for part in resampler.resample(frame):
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))
    return buffer.getvalue()


def _docx() -> bytes:
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph("Anna: hello")
    document.save(buffer)
    return buffer.getvalue()


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "hello")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("container", "codec"),
    [("mp3", "mp3"), ("mp4", "aac"), ("adts", "aac"), ("matroska", "aac"), ("ogg", "libopus"), ("flac", "flac"),
     ("mpegts", "aac"), ("aiff", "pcm_s16be"), ("flv", "aac"), ("avi", "mp3"), ("asf", "mp3"), ("webm", "libopus")],
)  # fmt: skip
def test_recordings_are_known_by_their_content_whatever_their_name(
    tmp_path: Path, container: str, codec: str
) -> None:
    for name in ("blob", "meeting.wav"):
        path = tmp_path / name
        path.write_bytes(_encoded(container, codec))
        source = read(path)
        assert source.kind == "media"
        assert source.transcript is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nhi", "vtt"),
        ("1\n00:00:01,000 --> 00:00:02,000\nhi\n", "srt"),
        ("Anna: hi\nBob: hello", "txt"),
        ("[00:01] Anna: hi\n[00:02] Bob: hello", "txt"),
        ('{"segments": [{"text": "hi"}]}', "json"),
        ('{"messages": [{"type": "message", "from": "A", "text": "hi"}]}', "telegram"),
    ],
)
def test_texts_are_known_by_their_content_whatever_their_name(
    tmp_path: Path, content: str, kind: str
) -> None:
    for name in ("blob", "meeting.txt"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        assert read(path).kind == kind


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: codecs.BOM_UTF8 + text.encode("utf-8"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("cp1251"),
        lambda text: text.encode("koi8-r"),
        lambda text: text.encode("cp866"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"],
)
def test_russian_text_is_read_in_every_usual_encoding(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    path = tmp_path / "meeting.txt"
    path.write_bytes(encode(TALK))
    source = read(path)
    assert source.participants == ("Анна", "Борис")
    assert source.transcript is not None
    assert source.transcript.language == "ru"
    assert source.transcript.segments[1].text == "Карточка двенадцать готова, можно проверять."


def test_western_letters_are_not_taken_for_russian_ones(tmp_path: Path) -> None:
    path = tmp_path / "meeting.txt"
    path.write_bytes("José: it\u2019s a caf\u00e9\nRené: \u201cyes\u201d".encode("cp1252"))
    assert read(path).participants == ("José", "René")


def test_a_text_cut_inside_a_letter_is_read_and_said_to_be_cut(tmp_path: Path) -> None:
    path = tmp_path / "meeting.txt"
    path.write_bytes("Анна: привет".encode()[:-1])
    source = read(path)
    assert source.transcript is not None
    assert source.transcript.segments[0].text == "приве"
    assert source.transcript.notes == ("source-parts-unread",)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.vtt", b"", "source-empty"),
        ("blank.txt", b" \n\t\r\n", "transcript-empty"),
        ("cut.docx", _docx()[:2000], "source-damaged"),
        ("cut.json", b'{"segments": [{"text": "hel', "source-json-broken"),
        ("deep.json", b"[[" * 100_000, "source-json-broken"),
        ("song.mp3", TALK.encode(), "source-mislabelled"),
        ("notes.txt", _wav(), "source-mislabelled"),
        ("notes.docx", TALK.encode("cp1251"), "source-mislabelled"),
        ("talk.txt", _docx(), "source-mislabelled"),
        ("noise.txt", b"\x81\x8d\x8f\x90\x9d" * 40, "source-undecodable"),
        ("picture.vtt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", "source-unsupported"),
        ("program", b"\x7fELF\x02\x01\x01" + bytes(64), "source-unsupported"),
        ("many.zip", _zip(), "source-unsupported"),
        ("page.mp4", b"<!DOCTYPE html><html><title>Sign in</title>", "source-unsupported"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "source-unsupported"),
        ("old.rtf", b"{\\rtf1 hello}", "source-unsupported"),
        ("live.m3u8", b"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:9,\nfile:///etc/passwd\n", "source-playlist"),
        ("movie.mp4", b"ffconcat version 1.0\nfile '/etc/passwd'\n", "source-playlist"),
        ("list.pls", b"[playlist]\nFile1=http://127.0.0.1/a.mp3\n", "source-playlist"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words_that_help(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Problem) as caught:
        read(path)
    assert caught.value.code == code
    languages: tuple[Language, ...] = ("ru", "en")
    for language in languages:
        for message in (f"problem-{code}", f"problem-{code}-next"):
            said = words(message, language, caught.value.params)
            assert said != message
            assert "{" not in said


def test_playlists_and_archives_are_unsupported_kinds(tmp_path: Path) -> None:
    path = tmp_path / "live.m3u8"
    path.write_text("#EXTM3U\n", encoding="utf-8")
    with pytest.raises(Unsupported):
        read(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as missing:
        read(tmp_path / "none.vtt")
    with pytest.raises(Problem) as folder:
        read(tmp_path)
    assert (missing.value.code, folder.value.code) == ("source-missing", "source-unreadable")


def test_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"Anna: hi\n" * 5_600_000)
    with pytest.raises(Problem) as caught:
        read(path)
    assert caught.value.code == "source-too-large"
