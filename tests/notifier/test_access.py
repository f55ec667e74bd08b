"""Settings become accounts, and every account's channel can be built."""

from contextlib import closing
from typing import get_args

import pytest
from pydantic import SecretStr, TypeAdapter

from core_api.contracts.messages import ChannelName
from core_api.contracts.messenger_settings import MessengerSettings
from core_api.contracts.messengers import Messengers
from core_api.contracts.problems import Missing
from notifier.access import BUILDERS, accounts_of, build, makers_of
from notifier.hooks import hooks_at
from notifier.journal import Journal

WHOLE = {
    "telegram_token": "1234:telegram-token-of-tests",
    "max_token": "max-token-of-tests",
    "vk_token": "vk-token-of-tests",
    "vk_group": "230100200",
    "express_url": "https://cts.example.org",
    "express_bot": "24348246-6791-4ac0-9d86-b948cd6a0e46",
    "express_secret": "express-secret-of-tests",
    "matrix_url": "https://matrix.example.org",
    "matrix_user": "@boardscribe:example.org",
    "matrix_token": "matrix-token-of-tests",
    "webhook_url": "https://bridge.example.org",
    "webhook_secret": "whsec_c2VjcmV0LW9mLXRoZS1icmlkZ2Utb2YtdGVzdHM",
    "mail_url": "mailtos://bot:word-of-the-mail@smtp.example.org",
    "apprise_urls": '{"ops": "ntfys://ntfy.example.org/ops"}',
}
NOBODY = hooks_at(None, "")


def settings(**values: str) -> MessengerSettings:
    return TypeAdapter(MessengerSettings).validate_python(values)


def test_every_messenger_has_an_account_once_its_settings_are_complete() -> None:
    names = set(get_args(ChannelName)) - {"web"}
    assert set(accounts_of(settings(**WHOLE), NOBODY).names) == names
    assert accounts_of(settings(), NOBODY).names == ()
    for missing in set(WHOLE) - {"mail_url", "apprise_urls"}:
        rest = {name: value for name, value in WHOLE.items() if name != missing}
        assert set(accounts_of(settings(**rest), NOBODY).names) == names - {missing.partition("_")[0]}


def test_whoever_brings_news_is_told_an_address_of_its_own() -> None:
    accounts = accounts_of(settings(**WHOLE), hooks_at("https://bot.example.org", "k" * 24))
    hooks = [accounts.telegram, accounts.max, accounts.vk, accounts.express, accounts.webhook]
    addresses = {account.hook.url.get_secret_value() for account in hooks if account and account.hook}
    assert len(addresses) == 5
    assert all(address.startswith("https://bot.example.org/messages/") for address in addresses)


@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_every_account_becomes_a_channel_of_its_name(name: ChannelName) -> None:
    accounts = accounts_of(settings(**WHOLE), NOBODY)
    with closing(Journal()) as journal:
        channel = makers_of(accounts, journal)[name]()
        with pytest.raises(Missing) as refused:
            build(name, Messengers(), journal)
    assert channel.name == name
    assert channel.limits.overall[0] > 0
    assert channel.capabilities.text_limit > 0
    assert refused.value.code == "channel-missing"


def test_secrets_show_as_stars() -> None:
    accounts = accounts_of(settings(**WHOLE), hooks_at("https://bot.example.org", "k" * 24))
    shown = f"{accounts!r} {accounts} {settings(**WHOLE)!r}"
    words = [value for value in WHOLE.values() if value.endswith("-of-tests")]
    assert not any(word in shown for word in [*words, "word-of-the-mail", "ntfys://"])
    assert accounts.telegram is not None
    assert accounts.telegram.token == SecretStr("1234:telegram-token-of-tests")
