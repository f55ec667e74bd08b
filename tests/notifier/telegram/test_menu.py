"""What the bot can be asked stands in Telegram's menu of commands; without it everything else goes on."""

import pytest

from core_api.domain.commands import read
from notifier.telegram import menu
from tests.notifier.telegram.conftest import Desk


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_the_menu_has_the_commands_in_both_languages(desk: Desk, mode: str) -> None:
    with desk.channel(mode, greet=menu.offer) as channel:
        desk.loop.run(channel.start(desk.shelf.keep))
        desk.double.until(lambda: len(desk.double.world.menus) == 2)
    english, russian = desk.double.world.menus[""], desk.double.world.menus["ru"]
    assert english["today"] == "What waits for you today"
    assert russian["today"] == "Что ждёт вас сегодня"
    assert list(english) == list(russian)
    for name in english:
        command = read(f"/{name}")
        assert command is not None
        assert command.name == name


def test_without_the_menu_all_else_goes_on(desk: Desk) -> None:
    desk.double.methods.forget("setMyCommands")
    with desk.channel(greet=menu.offer) as channel:
        desk.loop.run(channel.start(desk.shelf.keep))
        desk.anna.write("Hello")
        desk.shelf.wait(1)
    assert not desk.double.world.menus
