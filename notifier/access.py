"""The accounts that settings describe, and the channels that are built from them, each imported when it is wanted.

To add a channel: a file or folder that offers `build(account) -> Channel`, here a function that imports and calls it,
and its line in `BUILDERS`.
"""

from collections.abc import Callable
from functools import partial

from core_api.contracts.messages import ChannelName
from core_api.contracts.messenger_settings import MessengerSettings
from core_api.contracts.messengers import (
    ExpressAccount,
    MatrixAccount,
    MaxAccount,
    Messengers,
    NoticeAccounts,
    TelegramAccount,
    VkAccount,
    WebhookAccount,
)
from core_api.contracts.problems import Missing
from notifier.channel import Channel, Marks
from notifier.hooks import Hooks

Build = Callable[[Messengers, Marks], Channel | None]
"""Builds a channel from its account; None where there is no account."""


def accounts_of(settings: MessengerSettings, hooks: Hooks) -> Messengers:
    """The accounts; a messenger whose settings are not complete has none."""
    return Messengers(
        telegram=_telegram_account(settings, hooks),
        max=_max_account(settings, hooks),
        vk=_vk_account(settings, hooks),
        express=_express_account(settings, hooks),
        matrix=_matrix_account(settings),
        webhook=_webhook_account(settings, hooks),
        notices=NoticeAccounts(mail=settings.mail_url, services=settings.apprise_urls),
    )


def makers_of(accounts: Messengers, marks: Marks) -> dict[ChannelName, Callable[[], Channel]]:
    """For each account what builds its channel."""
    return {name: partial(build, name, accounts, marks) for name in accounts.names}


def build(name: ChannelName, accounts: Messengers, marks: Marks) -> Channel:
    """The channel of that name; nothing is sent yet. Raises Missing `channel-missing`, and what the building raises."""
    maker = BUILDERS.get(name)
    channel = maker(accounts, marks) if maker else None
    if channel is None:
        raise Missing("channel-missing", channel=name)
    return channel


# --- accounts -------------------------------------------------------------------------------------------------


def _telegram_account(settings: MessengerSettings, hooks: Hooks) -> TelegramAccount | None:
    if not settings.telegram_token:
        return None
    return TelegramAccount(
        token=settings.telegram_token,
        url=settings.telegram_url,
        proxy=settings.telegram_proxy,
        mode=settings.telegram_mode,
        hook=hooks("telegram"),
    )


def _max_account(settings: MessengerSettings, hooks: Hooks) -> MaxAccount | None:
    if not settings.max_token:
        return None
    return MaxAccount(
        token=settings.max_token,
        url=settings.max_url,
        ca=str(settings.max_ca.expanduser()) if settings.max_ca else None,
        proxy=settings.max_proxy,
        mode=settings.max_mode,
        hook=hooks("max"),
    )


def _vk_account(settings: MessengerSettings, hooks: Hooks) -> VkAccount | None:
    if not settings.vk_token or not settings.vk_group:
        return None
    return VkAccount(
        token=settings.vk_token,
        group=settings.vk_group,
        secret=settings.vk_secret,
        confirmation=settings.vk_confirmation or "",
        url=settings.vk_url,
        proxy=settings.vk_proxy,
        hook=hooks("vk"),
    )


def _express_account(settings: MessengerSettings, hooks: Hooks) -> ExpressAccount | None:
    if not settings.express_url or not settings.express_bot or not settings.express_secret:
        return None
    return ExpressAccount(
        url=settings.express_url,
        bot=settings.express_bot,
        secret=settings.express_secret,
        proxy=settings.express_proxy,
        hook=hooks("express"),
    )


def _matrix_account(settings: MessengerSettings) -> MatrixAccount | None:
    if not settings.matrix_url or not settings.matrix_user or not settings.matrix_token:
        return None
    return MatrixAccount(
        url=settings.matrix_url,
        user=settings.matrix_user,
        token=settings.matrix_token,
        proxy=settings.matrix_proxy,
    )


def _webhook_account(settings: MessengerSettings, hooks: Hooks) -> WebhookAccount | None:
    if not settings.webhook_url or not settings.webhook_secret:
        return None
    return WebhookAccount(
        url=settings.webhook_url,
        secret=settings.webhook_secret,
        proxy=settings.webhook_proxy,
        hook=hooks("webhook"),
    )


# --- channels -------------------------------------------------------------------------------------------------


def _telegram(accounts: Messengers, _marks: Marks) -> Channel | None:
    from notifier.telegram.channel import build

    return build(accounts.telegram) if accounts.telegram else None


def _max(accounts: Messengers, marks: Marks) -> Channel | None:
    from notifier.max.channel import build

    return build(accounts.max, marks) if accounts.max else None


def _vk(accounts: Messengers, marks: Marks) -> Channel | None:
    from notifier.vk.channel import build

    return build(accounts.vk, marks) if accounts.vk else None


def _express(accounts: Messengers, _marks: Marks) -> Channel | None:
    from notifier.express.channel import build

    return build(accounts.express) if accounts.express else None


def _matrix(accounts: Messengers, marks: Marks) -> Channel | None:
    from notifier.matrix.channel import build

    return build(accounts.matrix, marks) if accounts.matrix else None


def _webhook(accounts: Messengers, _marks: Marks) -> Channel | None:
    from notifier.webhook import build

    return build(accounts.webhook) if accounts.webhook else None


def _mail(accounts: Messengers, _marks: Marks) -> Channel | None:
    from notifier.apprise import mail

    return mail(accounts.notices.mail) if accounts.notices.mail else None


def _services(accounts: Messengers, _marks: Marks) -> Channel | None:
    from notifier.apprise import services

    return services(accounts.notices.services) if accounts.notices.services else None


BUILDERS: dict[ChannelName, Build] = {
    "telegram": _telegram,
    "max": _max,
    "vk": _vk,
    "express": _express,
    "matrix": _matrix,
    "webhook": _webhook,
    "mail": _mail,
    "apprise": _services,
}
