"""The accounts under which messengers are reached. Secrets show as stars wherever they are printed.

Each channel of `notifier` offers `build(account) -> Channel`; a channel without an account is not there.
"""

from typing import Literal

from pydantic import Field, SecretStr

from core_api.contracts.messages import CHANNELS, ChannelName
from core_api.contracts.model import Frozen
from core_api.contracts.proxies import ProxyUrl

Mode = Literal["polling", "webhook"]
"""Whether we ask a messenger for news, or it brings them to our webhook."""


class Hook(Frozen):
    """Our webhook for one messenger. Both values are derived from a key of ours and stay the same after a restart."""

    url: SecretStr
    """Where the messenger reaches us, with a secret path: `PUBLIC_URL/messages/CHANNEL/SECRET`."""
    word: SecretStr
    """What the messenger shall send along where it can (a header). 43 characters of A-Z, a-z, 0-9, `_` and `-`."""


class TelegramAccount(Frozen):
    """A bot made with @BotFather."""

    token: SecretStr
    url: str = "https://api.telegram.org"
    """The Bot API's server: Telegram's, or a local one, which hands over files of any size."""
    proxy: ProxyUrl | None = None
    """`http://`, `https://` or `socks5://`, with user and password where it wants them; so in all accounts."""
    mode: Mode = "polling"
    hook: Hook | None = None
    """With `webhook` always given; so in all accounts with a mode."""


class MaxAccount(Frozen):
    """A bot of MAX."""

    token: SecretStr
    url: str = "https://platform-api2.max.ru"
    ca: str | None = None
    """The path of a PEM file: who signed the certificate of MAX' server, trusted for it alone."""
    proxy: ProxyUrl | None = None
    mode: Mode = "polling"
    hook: Hook | None = None


class VkAccount(Frozen):
    """A community's key with the right to its messages."""

    token: SecretStr
    group: str
    """The community's number, without a minus."""
    secret: SecretStr | None = None
    """The secret key of the Callback API, which VK sends along; without it nothing is taken by webhook."""
    confirmation: str = ""
    """What VK wants to be answered when it confirms the webhook."""
    url: str = "https://api.vk.com"
    proxy: ProxyUrl | None = None
    hook: Hook | None = None
    """Given where there is a public address; with `secret` VK brings the news there, else they are asked for."""


class ExpressAccount(Frozen):
    """A bot on a company's own eXpress server (BotX)."""

    url: str
    """The CTS, e.g. `https://cts.example.org`."""
    bot: str
    """The bot's id (a UUID)."""
    secret: SecretStr
    """The bot's secret key: it signs our requests and the server's commands."""
    proxy: ProxyUrl | None = None
    hook: Hook | None = None
    """The server calls `/command` and others under an address that its administrator sets; None: nothing comes in."""


class MatrixAccount(Frozen):
    """A user of a Matrix homeserver."""

    url: str
    """The homeserver, e.g. `https://matrix.example.org`."""
    user: str
    """The whole id, e.g. `@boardscribe:example.org`."""
    token: SecretStr
    proxy: ProxyUrl | None = None


class WebhookAccount(Frozen):
    """A messenger without a public description, behind a small bridge of the installation's own."""

    url: str
    """Where our requests go: messages, changes, answers to presses."""
    secret: SecretStr
    """Signs both directions (Standard Webhooks)."""
    proxy: ProxyUrl | None = None
    hook: Hook | None = None
    """Where the bridge brings presses and words; None: nothing comes in."""


class NoticeAccounts(Frozen):
    """What only carries notices: e-mail and apprise's services, by apprise addresses, which hold secrets."""

    mail: SecretStr | None = None
    """`mailtos://user:password@host?from=…`: an e-mail goes to `Address.user`, an e-mail address."""
    services: dict[str, SecretStr] = Field(default_factory=dict)
    """Name → apprise address: `Address.user` is such a name."""


class Messengers(Frozen):
    """The messengers of one installation: at most one account a channel."""

    telegram: TelegramAccount | None = None
    max: MaxAccount | None = None
    vk: VkAccount | None = None
    express: ExpressAccount | None = None
    matrix: MatrixAccount | None = None
    webhook: WebhookAccount | None = None
    notices: NoticeAccounts = NoticeAccounts()

    @property
    def names(self) -> tuple[ChannelName, ...]:
        """The channels that there is an account for."""
        there = {name for name in CHANNELS if getattr(self, name, None) is not None}
        if self.notices.mail:
            there.add("mail")
        if self.notices.services:
            there.add("apprise")
        return tuple(name for name in CHANNELS if name in there)
