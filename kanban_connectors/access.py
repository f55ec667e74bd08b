"""The accounts that settings describe, whosever they are: the core's or the service's own."""

from typing import Protocol

from pydantic import SecretStr

from core_api.contracts.accounts import Account, Accounts, KaitenAccount, KanboardAccount, TrelloAccount


class ProxySettings(Protocol):
    """The proxies before vendors' APIs."""

    @property
    def trello_proxy(self) -> SecretStr | None: ...  # noqa: D102
    @property
    def kaiten_proxy(self) -> SecretStr | None: ...  # noqa: D102
    @property
    def kanboard_proxy(self) -> SecretStr | None: ...  # noqa: D102


class AccountSettings(ProxySettings, Protocol):
    """The settings that accounts are made of."""

    @property
    def trello_url(self) -> str: ...  # noqa: D102
    @property
    def trello_key(self) -> SecretStr | None: ...  # noqa: D102
    @property
    def trello_token(self) -> SecretStr | None: ...  # noqa: D102
    @property
    def trello_secret(self) -> SecretStr | None: ...  # noqa: D102
    @property
    def kaiten_url(self) -> str | None: ...  # noqa: D102
    @property
    def kaiten_token(self) -> SecretStr | None: ...  # noqa: D102
    @property
    def kanboard_url(self) -> str | None: ...  # noqa: D102
    @property
    def kanboard_user(self) -> str: ...  # noqa: D102
    @property
    def kanboard_token(self) -> SecretStr | None: ...  # noqa: D102
    @property
    def allow_delete(self) -> bool: ...  # noqa: D102


def accounts_of(settings: AccountSettings, connected: Accounts | None = None) -> Accounts:
    """The accounts; a kind whose settings are not complete has the one that was connected otherwise, if any."""
    trello = kaiten = kanboard = None
    if settings.trello_key and settings.trello_token:
        trello = TrelloAccount(
            url=settings.trello_url,
            key=settings.trello_key,
            token=settings.trello_token,
            secret=settings.trello_secret,
        )
    if settings.kaiten_url and settings.kaiten_token:
        kaiten = KaitenAccount(url=settings.kaiten_url, token=settings.kaiten_token)
    if settings.kanboard_url and settings.kanboard_token:
        kanboard = KanboardAccount(
            url=settings.kanboard_url, user=settings.kanboard_user, token=settings.kanboard_token
        )
    found = Accounts(trello=trello, kaiten=kaiten, kanboard=kanboard, allow_delete=settings.allow_delete)
    found = found.before(connected) if connected else found
    return found.model_copy(
        update={kind: through_proxy(getattr(found, kind), settings) for kind in found.kinds}
    )


def through_proxy(account: Account, settings: ProxySettings) -> Account:
    """The account, reached through the proxy that is set for its kind, whatever it was connected with."""
    proxies = {
        "trello": settings.trello_proxy,
        "kaiten": settings.kaiten_proxy,
        "kanboard": settings.kanboard_proxy,
    }
    return account.model_copy(update={"proxy": proxies[account.kind]})
