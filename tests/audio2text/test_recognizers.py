"""Recognisers: what is missing is named and never fetched, what they cannot do is refused, words have true times."""

from pathlib import Path

import pytest

from audio2text.engines import whisper
from audio2text.service import build
from core_api.contracts.job import Progress
from core_api.contracts.meeting import Transcript
from core_api.contracts.model import Language
from core_api.contracts.ports import TranscribeRequest
from core_api.contracts.problems import Cancelled, Missing, Problem, Unsupported
from core_api.locales import has, text
from tests.audio2text.recordings import sample, write
from tests.audio2text.tiny_whisper import write_tiny_whisper


def quiet(_: Progress) -> None:
    """A report that nobody reads."""


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    write_tiny_whisper(folder / "whisper" / "tiny-random")
    write_tiny_whisper(folder / "whisper" / "tiny-random.en", multilingual=False)
    write_tiny_whisper(folder / "whisper" / "english-inside", multilingual=False)
    return folder


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 14 s of the sample recording."""
    return write(tmp_path_factory.mktemp("talk") / "talk.wav", sample(0, 14))


def hear(model: str, models: Path, talk: Path, language: Language | None) -> Transcript:
    return build(model, "none", models).transcribe(TranscribeRequest(path=talk, language=language), quiet)


def refusal(model: str, models: Path, talk: Path, language: Language | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        hear(model, models, talk, language)
    return caught.value


@pytest.mark.parametrize("language", ["ru", "en", None])
def test_whisper_hears_in_the_language_that_is_asked_for(
    models: Path, talk: Path, language: Language | None
) -> None:
    found = hear("tiny-random", models, talk, language)
    assert found.language == (language or found.language)
    assert found.segments
    words = [word for segment in found.segments for word in segment.words]
    assert all(0 <= word.start <= word.end <= 14.0 and 0 <= (word.probability or 0) <= 1 for word in words)
    assert Transcript.model_validate_json(found.model_dump_json()) == found


def test_whisper_takes_a_folder_as_well_as_a_name(models: Path, talk: Path, tmp_path: Path) -> None:
    assert hear(str(models / "whisper" / "tiny-random"), tmp_path, talk, "en").segments


def test_a_model_that_is_not_here_is_not_fetched(tmp_path: Path, talk: Path) -> None:
    problem = refusal("small", tmp_path, talk)
    assert isinstance(problem, Missing)
    assert problem.code == "speech-model-missing"
    for language in ("ru", "en"):
        way_out = text("problem-speech-model-missing-next", language, problem.params)
        assert str(tmp_path / "whisper" / "small") in way_out
        assert "download_model('small'" in way_out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("file", ["tokenizer.json", "model.bin", "vocabulary.json", "config.json"])
def test_a_model_that_lacks_a_file_is_named_before_anything_is_fetched(
    tmp_path: Path, talk: Path, file: str
) -> None:
    folder = write_tiny_whisper(tmp_path / "whisper" / "small")
    (folder / file).unlink()
    problem = refusal("small", tmp_path, talk)
    assert (problem.code, problem.params["files"]) == ("speech-model-incomplete", file)


def test_a_broken_model_is_said_to_be_broken(tmp_path: Path, talk: Path) -> None:
    folder = write_tiny_whisper(tmp_path / "whisper" / "small")
    (folder / "model.bin").write_bytes((folder / "model.bin").read_bytes()[:1000])
    assert refusal("small", tmp_path, talk).code == "speech-model-broken"


def test_a_graphics_card_that_does_not_work_is_a_note_and_not_the_end(
    models: Path, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_libraries(folder: Path, device: str, numbers: str) -> object:
        if device == "cuda":
            raise RuntimeError("Library libcublas.so.12 is not found or cannot be loaded")
        return load(folder, device, numbers)

    load = whisper._load
    monkeypatch.setattr(whisper, "_load", without_libraries)
    monkeypatch.setattr("ctranslate2.get_cuda_device_count", lambda: 1)
    found = hear("tiny-random", models, talk, "en")
    assert found.segments
    assert found.notes == ("gpu-unusable",)
    assert all(has("degraded-gpu-unusable", language) for language in ("ru", "en"))


def test_a_recording_is_heard_the_same_way_again(models: Path, talk: Path) -> None:
    first, second = (hear("tiny-random", models, talk, "en") for _ in range(2))
    assert [segment.words for segment in first.segments] == [segment.words for segment in second.segments]


@pytest.mark.parametrize("model", ["tiny-random.en", "english-inside"])
def test_an_english_model_refuses_russian_instead_of_hearing_english(
    models: Path, talk: Path, model: str
) -> None:
    problem = refusal(model, models, talk, "ru")
    assert isinstance(problem, Unsupported)
    assert problem.code == "speech-model-english-only"
    assert hear(model, models, talk, None).language == "en"


def test_the_demonstration_engine_refuses_russian(tmp_path: Path, talk: Path) -> None:
    problem = refusal("demo-en", tmp_path, talk, "ru")
    assert isinstance(problem, Unsupported)
    assert problem.code == "demo-english-only"


def test_the_demonstration_engine_that_is_not_installed(
    tmp_path: Path, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audio2text.engines.demo_en.find_spec", lambda _: None)
    problem = refusal("demo-en", tmp_path, talk)
    assert isinstance(problem, Missing)
    assert problem.code == "demo-engine-missing"


@pytest.mark.parametrize("model", [None, "", " "])
def test_no_model_is_never_the_demonstration(tmp_path: Path, talk: Path, model: str | None) -> None:
    with pytest.raises(Missing) as caught:
        build(model, "none", tmp_path).transcribe(TranscribeRequest(path=talk), quiet)
    assert caught.value.code == "no-speech-model"


def test_an_unknown_diarizer_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        build("demo-en", "magic", tmp_path)
    assert "basic" in text("problem-diarizer-unknown-next", "en", caught.value.params)


@pytest.mark.parametrize("stage", ["decode", "listen", "diarize", "transcribe"])
def test_a_stop_is_obeyed_in_every_stage(models: Path, talk: Path, stage: str) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == stage:
            raise Cancelled("cancelled")

    with pytest.raises(Cancelled):
        build("tiny-random", "basic", models).transcribe(TranscribeRequest(path=talk), stop)
