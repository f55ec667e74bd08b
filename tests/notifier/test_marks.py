"""Marks outlive the process, and a file that cannot be read is no mark."""

from pathlib import Path

from notifier.marks import FileMarks, NoMarks


def test_a_mark_is_found_again_by_the_next_process(tmp_path: Path) -> None:
    FileMarks(tmp_path / "home").put("max", "41")
    FileMarks(tmp_path / "home").put("max", "42")
    FileMarks(tmp_path / "home").put("vk", "7")
    again = FileMarks(tmp_path / "home")
    assert (again.get("max"), again.get("vk"), again.get("telegram")) == ("42", "7", "")
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == ["max.mark", "vk.mark"]


def test_what_cannot_be_read_is_no_mark(tmp_path: Path) -> None:
    (tmp_path / "max.mark").write_bytes(b"\xff\xfe\xff")
    assert FileMarks(tmp_path).get("max") == ""


def test_without_a_folder_marks_last_as_long_as_the_process() -> None:
    marks = NoMarks()
    marks.put("max", "1")
    assert (marks.get("max"), NoMarks().get("max")) == ("1", "")
