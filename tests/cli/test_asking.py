"""Documents and questions at the terminal: where an answer stands, opened, in both languages."""

import json
from pathlib import Path
from typing import Any


def test_a_document_comes_in_is_cited_and_goes(team: Any, tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    path.write_text(
        "# Регламент\n\n## Пропуска\n\nПропуск в типографию оформляют за два дня.\n", encoding="utf-8"
    )
    assert "“Регламент” is in, 7 words" in team("documents", "add", path).out
    assert json.loads(team("documents", "list", "--json").out)["documents"][0]["name"] == "rules.md"
    question = "За сколько дней оформляют пропуск в типографию?"
    told = team("ask", question, "--open", language="ru").out
    assert "[1] Документ «Регламент» › Пропуска" in told
    assert "▸ Пропуск в типографию оформляют за два дня." in told
    assert "Это цитаты, подобранные без языковой модели." in told
    assert "Документ «Регламент» обновлён до версии 2" in " ".join(
        team("documents", "add", _longer(path), language="ru").out.split()
    )
    assert team("documents", "remove", "Регламент").code == 0
    assert "There are no documents yet" in team("documents", "list").out
    ended = team("documents", "remove", "Регламент")
    assert (ended.code, "There is no document “Регламент”." in ended.err) == (1, True)


def _longer(path: Path) -> Path:
    path.write_text(path.read_text(encoding="utf-8") + "\nИли за час.\n", encoding="utf-8")
    return path
