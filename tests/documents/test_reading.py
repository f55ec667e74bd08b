"""Documents in parts that can be cited: by heading, by page; and files that cannot be read are refused in words."""

import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from core_api.contracts.problems import Problem
from core_api.sources.documents.reading import read_document

MARKDOWN = """# Регламент релизов

Вводные слова о порядке.

## Заморозка

- Код замораживаем **в среду** в 18:00.
- Исключения утверждает [Дана](https://example.org/dana).

```
# это не заголовок
make release
```

Откат
-----

Откатываем, если ошибок больше двух процентов.
"""


def test_markdown_is_cut_at_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    read = read_document(path)
    assert read.title == "Регламент релизов"
    assert [part.heading for part in read.parts] == [
        "Регламент релизов",
        "Регламент релизов › Заморозка",
        "Регламент релизов › Откат",
    ]
    assert "Код замораживаем в среду в 18:00." in read.parts[1].text
    assert "Исключения утверждает Дана." in read.parts[1].text
    assert "# это не заголовок" in read.parts[1].text


def test_long_texts_are_cut_into_parts_of_some_hundred_words_and_no_word_is_lost(tmp_path: Path) -> None:
    words = [f"word{n}" for n in range(2000)]
    path = tmp_path / "long.txt"
    path.write_text(" ".join(words), encoding="utf-16")
    parts = read_document(path).parts
    assert " ".join(part.text for part in parts).split() == words
    assert max(len(part.text.split()) for part in parts) <= 300


def test_a_pdf_tells_its_pages_and_the_headings_of_its_outline(tmp_path: Path, files: ModuleType) -> None:
    path = files.pdf(
        tmp_path / "Отпуска.pdf",
        [
            ["Заявление подают за две неде-", "ли до отпуска."],
            ["Отпуск длится 28 дней."],
            ["The policy holds in all offices."],
        ],
        [("Порядок", 0), ("English", 2)],
    )
    read = read_document(path)
    assert [(part.page, part.heading, part.text) for part in read.parts] == [
        (1, "Порядок", "Заявление подают за две недели до отпуска."),
        (2, "Порядок", "Отпуск длится 28 дней."),
        (3, "English", "The policy holds in all offices."),
    ]


def test_a_word_document_tells_its_headings(tmp_path: Path, files: ModuleType) -> None:
    path = files.word(
        tmp_path / "handbook.docx", ("Handbook", 1), ("Welcome.", 0), ("Expenses", 2), ("Keep receipts.", 0)
    )
    read = read_document(path)
    assert read.title == "Handbook"
    assert [(part.heading, part.text) for part in read.parts] == [
        ("Handbook", "Welcome."),
        ("Handbook › Expenses", "Keep receipts."),
    ]


def _locked(folder: Path, files: ModuleType) -> Path:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(files.pdf(folder / "open.pdf", [["secret"]])))
    writer.encrypt("password", algorithm="RC4-128")
    path: Path = folder / "locked.pdf"
    writer.write(path)
    return path


def _bomb(folder: Path, _files: ModuleType) -> Path:
    path = folder / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 210_000)
    said, real = (210_000_000).to_bytes(4, "little"), (210_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(real, said))
    return path


def _written(name: str, content: bytes):
    def write(folder: Path, _files: ModuleType) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("make", "code", "status"),
    [
        (_locked, "document-locked", 422),
        (_bomb, "document-too-large", 413),
        (lambda folder, files: files.pdf(folder / "scan.pdf", [[]]), "document-empty", 422),
        (_written("cut.pdf", b"%PDF-1.7\n1 0 obj <<"), "document-damaged", 422),
        (_written("cut.docx", b"PK\x03\x04 and nothing"), "document-damaged", 422),
        (_written("page.md", b"%PDF-1.7\n"), "source-mislabelled", 422),
        (_written("sound.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00\x01"), "document-unsupported", 415),
        (_written("page.html", b"<!DOCTYPE html><html></html>"), "document-unsupported", 415),
        (_written("empty.txt", b""), "source-empty", 422),
        (_written("blank.md", b"---\n\n***\n"), "document-empty", 422),
        (lambda folder, _files: folder / "gone.md", "source-missing", 404),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    make, code: str, status: int, tmp_path: Path, files: ModuleType
) -> None:
    with pytest.raises(Problem) as refused:
        read_document(make(tmp_path, files))
    assert (refused.value.code, refused.value.status) == (code, status)


def test_a_pdf_that_unpacks_without_end_takes_no_memory_here(
    tmp_path: Path, files: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its stream says 90 MB of zeros in 90 KB."""
    import zlib

    packed = zlib.compress(b"\0" * 90_000_000)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    monkeypatch.setattr(files, "_stream", lambda _content: stream)
    with pytest.raises(Problem) as refused:
        read_document(files.pdf(tmp_path / "bomb.pdf", [["x"]]))
    assert refused.value.code in {"document-too-large", "document-damaged", "document-empty"}
