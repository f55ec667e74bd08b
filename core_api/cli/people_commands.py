"""The options of `boardscribe people …`. Bodies live in `people`, so that `--help` imports next to nothing."""

from enum import StrEnum
from typing import Annotated

import typer

from core_api.cli.ending import finish
from core_api.cli.options import Json
from core_api.cli.speech import say

_ = say()
group = typer.Typer(help=_("cli-people-help"), no_args_is_help=True)


class GivenRole(StrEnum):
    """What a person may."""

    observer = "observer"
    approver = "approver"
    lead = "lead"
    admin = "admin"


class PersonLanguage(StrEnum):
    """The languages in which people are asked."""

    ru = "ru"
    en = "en"


class AskedIn(StrEnum):
    """The messengers in which people are asked."""

    telegram = "telegram"
    max = "max"
    vk = "vk"
    express = "express"
    matrix = "matrix"
    webhook = "webhook"
    mail = "mail"
    none = "none"


Name = Annotated[str, typer.Argument(metavar="NAME", help=_("cli-people-name-argument"))]
Language = Annotated[PersonLanguage | None, typer.Option(help=_("cli-people-language-option"))]
Timezone = Annotated[str | None, typer.Option(help=_("cli-people-timezone-option"))]
Member = Annotated[str | None, typer.Argument(metavar="MEMBER", help=_("cli-people-member-argument"))]
OnBoard = Annotated[str | None, typer.Option("--board", help=_("cli-people-board-option"))]
AtTerminal = Annotated[str | None, typer.Option("--cli", help=_("cli-people-cli-option"))]
OverApi = Annotated[str | None, typer.Option("--api", help=_("cli-people-api-option"))]
InTelegram = Annotated[str | None, typer.Option("--telegram", help=_("cli-people-messenger-option"))]
InMax = Annotated[str | None, typer.Option("--max", help=_("cli-people-messenger-option"))]
InVk = Annotated[str | None, typer.Option("--vk", help=_("cli-people-messenger-option"))]
InExpress = Annotated[str | None, typer.Option("--express", help=_("cli-people-messenger-option"))]
InMatrix = Annotated[str | None, typer.Option("--matrix", help=_("cli-people-messenger-option"))]
ByWebhook = Annotated[str | None, typer.Option("--webhook", help=_("cli-people-webhook-option"))]
ByEmail = Annotated[str | None, typer.Option("--email", help=_("cli-people-email-option"))]
GrantBoard = Annotated[str | None, typer.Option("--board", help=_("cli-people-on-option"))]


@group.command("add", help=_("cli-people-add-help"))
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("cli-people-add-name-argument"))],
    language: Language = None,
    timezone: Timezone = None,
) -> None:
    """Add a person."""
    from core_api.cli import people

    finish(lambda: people.add(name, language.value if language else None, timezone))


@group.command("list", help=_("cli-people-list-help"))
def list_all(as_json: Json = False) -> None:
    """List the people."""
    from core_api.cli import people

    finish(lambda: people.list_all(as_json=as_json), as_json=as_json)


@group.command("show", help=_("cli-people-show-help"))
def show(name: Name, as_json: Json = False) -> None:
    """Show one person."""
    from core_api.cli import people

    finish(lambda: people.show(name, as_json=as_json), as_json=as_json)


@group.command("edit", help=_("cli-people-edit-help"))
def edit(  # noqa: PLR0913, PLR0917 - the options of a command
    name: Name,
    rename: Annotated[str | None, typer.Option("--name", help=_("cli-people-edit-rename-option"))] = None,
    language: Language = None,
    timezone: Timezone = None,
    quiet: Annotated[
        str | None, typer.Option(metavar="22:00-08:00", help=_("cli-people-quiet-option"))
    ] = None,
    channel: Annotated[AskedIn | None, typer.Option(help=_("cli-people-channel-option"))] = None,
    muted: Annotated[bool | None, typer.Option("--mute/--unmute", help=_("cli-people-mute-option"))] = None,
) -> None:
    """Change a person."""
    from core_api.cli import people

    fields = {"name": rename, "language": language.value if language else None, "timezone": timezone}
    wish = people.Wish(quiet, channel.value if channel else None, muted)
    finish(lambda: people.edit(name, fields, wish))


@group.command("link", help=_("cli-people-link-help"))
def link(  # noqa: PLR0913, PLR0917 - the options of a command
    name: Name,
    member: Member = None,
    board: OnBoard = None,
    cli: AtTerminal = None,
    api: OverApi = None,
    telegram: InTelegram = None,
    max_: InMax = None,
    vk: InVk = None,
    express: InExpress = None,
    matrix: InMatrix = None,
    webhook: ByWebhook = None,
    email: ByEmail = None,
) -> None:
    """Say who a person is elsewhere."""
    from core_api.cli import people

    elsewhere = people.Elsewhere(member, board, cli, api, telegram, max_, vk, express, matrix, webhook, email)
    finish(lambda: people.link(name, elsewhere))


@group.command("unlink", help=_("cli-people-unlink-help"))
def unlink(  # noqa: PLR0913, PLR0917 - the options of a command
    name: Name,
    member: Member = None,
    board: OnBoard = None,
    cli: AtTerminal = None,
    api: OverApi = None,
    telegram: InTelegram = None,
    max_: InMax = None,
    vk: InVk = None,
    express: InExpress = None,
    matrix: InMatrix = None,
    webhook: ByWebhook = None,
    email: ByEmail = None,
) -> None:
    """Forget who a person is there."""
    from core_api.cli import people

    elsewhere = people.Elsewhere(member, board, cli, api, telegram, max_, vk, express, matrix, webhook, email)
    finish(lambda: people.unlink(name, elsewhere))


@group.command("grant", help=_("cli-people-grant-help"))
def grant(
    name: Name,
    role: Annotated[GivenRole, typer.Argument(help=_("cli-people-role-argument"))],
    board: GrantBoard = None,
) -> None:
    """Give a role."""
    from core_api.cli import people

    finish(lambda: people.grant(name, role.value, board))


@group.command("revoke", help=_("cli-people-revoke-help"))
def revoke(name: Name, board: GrantBoard = None) -> None:
    """Take a role."""
    from core_api.cli import people

    finish(lambda: people.revoke(name, board))


@group.command("code", help=_("cli-people-code-help"))
def code(name: Name, as_json: Json = False) -> None:
    """Make a one-time code for a messenger."""
    from core_api.cli import people

    finish(lambda: people.code(name, as_json=as_json), as_json=as_json)


@group.command("remove", help=_("cli-people-remove-help"))
def remove(name: Name) -> None:
    """Let a person decide nothing any more."""
    from core_api.cli import people

    finish(lambda: people.remove(name))
