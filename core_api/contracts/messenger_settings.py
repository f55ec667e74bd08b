"""The settings of messengers: the same names for the core and for the service that runs alone.

They are read in `core_api.settings` and in `notifier.environment`; accounts are made of them in `notifier.access`.
"""

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Json, SecretStr

from core_api.contracts.messengers import Mode
from core_api.contracts.proxies import ProxyUrl, passwords_in


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
        parts = urlsplit("")
    if not usable or "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("an address such as https://messenger.example.org, with no user, password or query")
    return url.rstrip("/")


def _key(key: SecretStr) -> SecretStr:
    text = key.get_secret_value()
    if not (text.isascii() and text.isprintable()) or text != text.strip():
        raise ValueError("a key is made of printable ASCII characters, with no space round it")
    return key


ServerUrl = Annotated[str, AfterValidator(_address)]
"""Where a messenger's API is."""
Word = Annotated[SecretStr, AfterValidator(_key)]
"""A key or a token, which travels in a header or an address."""


class MessengerSettings(BaseModel):
    """A messenger whose settings are not complete is not there."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    telegram_token: Word | None = None
    """The token of a Telegram bot, from @BotFather."""

    telegram_url: ServerUrl = "https://api.telegram.org"
    """Telegram's Bot API; another address for a Bot API server of your own, which hands over large recordings too."""

    telegram_proxy: ProxyUrl | None = None
    """The proxy before Telegram, as for `llm_proxy`."""

    telegram_mode: Mode = "polling"
    """How news come from Telegram: `polling` asks for them and needs no public address, `webhook` has them brought to
    `public_url`."""

    max_token: Word | None = None
    """The token of a MAX bot."""

    max_url: ServerUrl = "https://platform-api2.max.ru"
    """MAX' API."""

    max_ca: Path | None = None
    """The certificate of the authority that signed MAX' (the Russian Ministry of Digital Development's), a PEM file;
    trusted for MAX alone."""

    max_proxy: ProxyUrl | None = None
    """The proxy before MAX, as for `llm_proxy`."""

    max_mode: Mode = "polling"
    """How news come from MAX, as for `telegram_mode`."""

    vk_token: Word | None = None
    """A VK community's key with the right to its messages."""

    vk_group: str | None = Field(default=None, pattern=r"^\d+$")
    """The community's number."""

    vk_secret: Word | None = None
    """The secret key of the community's Callback API; with it and `public_url` news are brought, else asked for."""

    vk_confirmation: str | None = None
    """The string that VK wants to be answered when it confirms the Callback API's address."""

    vk_url: ServerUrl = "https://api.vk.com"
    """VK's API."""

    vk_proxy: ProxyUrl | None = None
    """The proxy before VK, as for `llm_proxy`."""

    express_url: ServerUrl | None = None
    """The company's eXpress server (CTS), e.g. `https://cts.example.org`; it brings news to `public_url`."""

    express_bot: str | None = None
    """The id of the bot there (a UUID)."""

    express_secret: Word | None = None
    """The bot's secret key."""

    express_proxy: ProxyUrl | None = None
    """The proxy before eXpress, as for `llm_proxy`."""

    matrix_url: ServerUrl | None = None
    """The Matrix homeserver, e.g. `https://matrix.example.org`."""

    matrix_user: str | None = None
    """The user that Boardscribe writes as, e.g. `@boardscribe:example.org`."""

    matrix_token: Word | None = None
    """That user's access token."""

    matrix_proxy: ProxyUrl | None = None
    """The proxy before the homeserver, as for `llm_proxy`."""

    webhook_url: ServerUrl | None = None
    """A bridge of your own to any other messenger: where messages are posted to, signed."""

    webhook_secret: Word | None = None
    """The secret that signs in both directions; presses come to `public_url`."""

    webhook_proxy: ProxyUrl | None = None
    """The proxy before that bridge, as for `llm_proxy`."""

    mail_url: SecretStr | None = None
    """The mail server for notices, as an apprise address: `mailtos://user:password@smtp.example.org?from=…`."""

    apprise_urls: Json[dict[str, SecretStr]] = Field(default="{}", validate_default=True)
    """Other services for notices, JSON of names and apprise addresses, e.g. `{"ops": "ntfys://…"}`."""

    messages_home: Path | None = None
    """The folder with what messengers brought and nobody has fetched yet; without it `messages` in the home folder."""

    messages_key: Word | None = None
    """The key of the messengers' service; it takes no other callers, and its webhooks' addresses are made of it."""

    def refuse_unreachable(self, public_url: str | None) -> Self:
        """Raises ValueError where news shall be brought to us, and nobody could reach us."""
        for name in ("telegram", "max"):
            if getattr(self, f"{name}_mode") == "webhook" and public_url is None:
                raise ValueError(f"{name}_mode=webhook needs BOARDSCRIBE_PUBLIC_URL")
        return self


def secrets_in(settings: BaseModel) -> tuple[str, ...]:
    """All that may never be shown: secrets, and the passwords in addresses."""
    values: list[str] = []
    for _name, value in settings:
        found = value.values() if isinstance(value, dict) else (value,)
        values += [one.get_secret_value() for one in found if isinstance(one, SecretStr)]
    return (*values, *(word for value in values for word in passwords_in(value)))
