"""The settings of one installation: read from the environment (`BOARDSCRIBE_…`) and from `.env`.

Every field is documented under the field; `boardscribe doctor --env-example` prints them all. No other module
reads the environment, and unsafe combinations are refused here.
"""

from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self

from pydantic import AliasChoices, Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core_api.contracts.messenger_settings import MessengerSettings, secrets_in
from core_api.contracts.model import MinutesLanguage, Tone
from core_api.contracts.model_settings import ModelSettings
from core_api.contracts.proxies import ProxyUrl, passwords_in

_LEAST_TOKEN_LENGTH = 24
_WIRES = ("http", "https", "grpc", "grpcs")
_MEMORY = "memory:"
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


class Settings(ModelSettings, MessengerSettings, BaseSettings):
    """Typed settings, those of messengers and of the model among them.

    Customary names of other tools are understood beside our own.
    """

    model_config = SettingsConfigDict(
        env_prefix="BOARDSCRIBE_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )

    home: Path = Path("~/.boardscribe")
    """The folder of this installation: database, recordings, models."""

    database_url: SecretStr | None = None
    """PostgreSQL as `postgresql://user:password@host/name`; without it SQLite in the home folder."""

    language: Literal["ru", "en"] | None = None
    """The language of messages; without it the system's (`LANG`) decides."""

    timezone: str | None = None
    """The zone of meetings that come without one, e.g. `Europe/Moscow`; without it the system's."""

    minutes_language: MinutesLanguage = "meeting"
    """The language that minutes are written in: `ru`, `en`, or `meeting` for the one that was spoken."""

    minutes_tone: Tone = "business"
    """How a model writes minutes: `business`, `plain` (everyday words) or `friendly`."""

    minutes_template: Path | None = None
    """A template of your own for minutes (Jinja, no logic beyond `if` and `for`): `.md` gives every format, `.html` and
    `.txt` their own. `boardscribe doctor` checks it."""

    models_allowed: Literal["none", "local", "external"] = "external"
    """Which language models may read meetings: none, only those at a loopback or private address, or any."""

    asr_model: str | None = Field(
        default=None, validation_alias=AliasChoices("BOARDSCRIBE_ASR_MODEL", "ASR_MODEL_SIZE")
    )
    """The speech model: a faster-whisper name or folder, or `demo-en` (English, for trying out only)."""

    diarizer: Literal["basic", "channels", "none"] = "basic"
    """Who tells the speakers apart; a recording with a channel a speaker is recognised by itself."""

    embed_model: str | None = None
    """A sentence-transformers model by name or folder, for matching by meaning; without it matching is lexical.
    `auto`: intfloat/multilingual-e5-small on a processor, BAAI/bge-m3 where there is a graphics card."""

    embed_url: str | None = None
    """A server of vectors instead, in OpenAI's way (`/v1/embeddings`): its base address. `embed_model` is then the
    model's name there."""

    embed_key: SecretStr | None = None
    """The key of that server."""

    models_dir: Path | None = None
    """The folder with model files; without it `models` in the home folder."""

    allow_downloads: bool = False
    """Whether models named above may be fetched from the model hub. Off: nothing is ever downloaded."""

    hf_token: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("BOARDSCRIBE_HF_TOKEN", "HF_TOKEN")
    )
    """The model hub's token, used only where downloads are allowed."""

    trello_url: str = "https://api.trello.com/1"
    """Trello's API; another address only behind a gateway of your own."""

    trello_key: SecretStr | None = None
    """The key of a Power-Up of yours (https://trello.com/power-ups/admin)."""

    trello_token: SecretStr | None = None
    """A token for that key with the rights read and write."""

    trello_secret: SecretStr | None = None
    """The Power-Up's secret, which signs webhooks; without it none is taken."""

    trello_proxy: ProxyUrl | None = None
    """The proxy before Trello, as for `llm_proxy`."""

    kaiten_url: str | None = None
    """Kaiten's API, e.g. `https://company.kaiten.ru/api/latest`."""

    kaiten_token: SecretStr | None = None
    """An API key from the profile of the user that Boardscribe acts as."""

    kaiten_proxy: ProxyUrl | None = None
    """The proxy before Kaiten, as for `llm_proxy`."""

    kanboard_url: str | None = None
    """Kanboard's API, e.g. `https://board.example.org/jsonrpc.php`."""

    kanboard_user: str = "jsonrpc"
    """The user that Boardscribe acts as, or `jsonrpc` with the application's token."""

    kanboard_token: SecretStr | None = None
    """The API token of that user."""

    kanboard_proxy: ProxyUrl | None = None
    """The proxy before Kanboard, as for `llm_proxy`."""

    boards_url: str = "inproc://"
    """Where vendors' boards are reached: `inproc://` in this process, `http(s)://` or `grpc(s)://` through the service
    `python -m kanban_connectors serve`, `memory:` in memory, for development only."""

    boards_key: SecretStr | None = None
    """The key of that service."""

    boards_ca: Path | None = None
    """Who signed that service's certificate, a PEM file; without it the system's authorities."""

    boards_cert: Path | None = None
    """Our own certificate for it, a PEM file, where it asks for one."""

    boards_cert_key: Path | None = None
    """The key of our certificate, a PEM file."""

    matching_url: str = "inproc://"
    """Where cards are found: `inproc://` in this process, `http(s)://` or `grpc(s)://` through the service
    `python -m similarity serve`, which has `embed_model` then; `memory:` by words alone, for development only."""

    matching_key: SecretStr | None = None
    """The key of that service."""

    matching_ca: Path | None = None
    """Who signed that service's certificate, a PEM file; without it the system's authorities."""

    matching_cert: Path | None = None
    """Our own certificate for it, a PEM file, where it asks for one."""

    matching_cert_key: Path | None = None
    """The key of our certificate, a PEM file."""

    minutes_url: str = "inproc://"
    """Where minutes are written and questions answered: `inproc://` in this process, `http(s)://` or `grpc(s)://`
    through the service `python -m llm_service serve`, which has `llm_url` and the rest then; `memory:` without a
    model, for development only."""

    minutes_key: SecretStr | None = None
    """The key of that service."""

    minutes_ca: Path | None = None
    """Who signed that service's certificate, a PEM file; without it the system's authorities."""

    minutes_cert: Path | None = None
    """Our own certificate for it, a PEM file, where it asks for one."""

    minutes_cert_key: Path | None = None
    """The key of our certificate, a PEM file."""

    messages_url: str = "inproc://"
    """Where messengers are reached: `inproc://` in this process, `http(s)://` or `grpc(s)://` through the service
    `python -m notifier serve`, `memory:` in memory, for development only."""

    messages_ca: Path | None = None
    """Who signed that service's certificate, a PEM file; without it the system's authorities."""

    messages_cert: Path | None = None
    """Our own certificate for it, a PEM file, where it asks for one."""

    messages_cert_key: Path | None = None
    """The key of our certificate, a PEM file."""

    allow_delete: bool = False
    """Whether a person may have a card removed for good; otherwise cards are archived."""

    glossary: Path | None = None
    """A JSON file of what is heard and what is meant, e.g. `{"рум": "RUMA"}`."""

    api_host: str = "127.0.0.1"
    """Where the API listens. Any other address than loopback needs `BOARDSCRIBE_API_TOKEN` to be set."""

    api_port: int = Field(default=8321, ge=1, le=65535)
    """The API's port."""

    public_url: str | None = None
    """Where boards, messengers and approval links reach the API from outside, e.g. `https://bot.example.org`; without
    it boards are only read when something is to be done there, and messengers are asked for their news."""

    api_token: SecretStr | None = None
    """The API's key; without it one is made at the first start and kept in the home folder, readable by its owner."""

    dashboard_port: int = Field(default=8322, ge=1, le=65535)
    """The dashboard's port, on loopback."""

    lease_seconds: float = Field(default=30.0, ge=1)
    """How long a worker holds a job without a sign of life."""

    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    """How much is logged to standard error."""

    log_format: Literal["text", "json"] = "text"
    """Lines for people, or one JSON object a line."""

    @field_validator(
        "home",
        "models_dir",
        "minutes_template",
        "glossary",
        "boards_ca",
        "boards_cert",
        "boards_cert_key",
        "matching_ca",
        "matching_cert",
        "matching_cert_key",
        "minutes_ca",
        "minutes_cert",
        "minutes_cert_key",
        "max_ca",
        "messages_home",
        "messages_ca",
        "messages_cert",
        "messages_cert_key",
    )
    @classmethod
    def _expand(cls, path: Path | None) -> Path | None:
        return path.expanduser() if path else None

    @field_validator("embed_url")
    @classmethod
    def _no_password(cls, url: str | None) -> str | None:
        if url and "@" in url.split("://", 1)[-1].split("/", 1)[0]:
            raise ValueError(
                "the address must hold no user and no password: set BOARDSCRIBE_EMBED_KEY instead"
            )
        return url

    @field_validator("boards_url", "matching_url", "minutes_url", "messages_url")
    @classmethod
    def _known_wire(cls, url: str, about: ValidationInfo) -> str:
        service = str(about.field_name).removesuffix("_url")
        if "@" in url:
            raise ValueError(
                f"the address must hold no user and no password: set BOARDSCRIBE_{service.upper()}_KEY instead"
            )
        if url not in ("inproc://", _MEMORY) and url.partition("://")[0] not in _WIRES:
            raise ValueError(f"{service} are reached by inproc://, {_MEMORY} or {', '.join(_WIRES)}")
        return url

    @field_validator("public_url")
    @classmethod
    def _plain_address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        scheme, _, rest = url.partition("://")
        if scheme not in {"http", "https"} or not rest or any(mark in rest for mark in "@?# "):
            raise ValueError("an address such as https://bot.example.org, with no user, password or query")
        return url.rstrip("/")

    @field_validator("embed_key", "hf_token", "api_token", "boards_key", "matching_key", "minutes_key")
    @classmethod
    def _for_a_header(cls, key: SecretStr | None) -> SecretStr | None:
        text = key.get_secret_value() if key else ""
        if not (text.isascii() and text.isprintable()) or text != text.strip():
            raise ValueError("a key is made of printable ASCII characters, with no space round it")
        return key

    @model_validator(mode="after")
    def _refuse_open_doors(self) -> Self:
        if not _is_loopback(self.api_host):
            token = self.api_token.get_secret_value() if self.api_token else ""
            if len(token) < _LEAST_TOKEN_LENGTH:
                raise ValueError(
                    f"api_host={self.api_host} is reachable from outside: set BOARDSCRIBE_API_TOKEN"
                    f" (at least {_LEAST_TOKEN_LENGTH} characters)"
                )
            if self.boards_url == _MEMORY:
                raise ValueError("boards in memory are for development: nobody else may reach api_host")
            if _MEMORY in (self.matching_url, self.minutes_url):
                raise ValueError("services in memory are for development: nobody else may reach api_host")
            if self.messages_url == _MEMORY:
                raise ValueError("messengers in memory are for development: nobody else may reach api_host")
        return self.refuse_unreachable(self.public_url) if self.messages_url == "inproc://" else self

    @property
    def store_url(self) -> str:
        """The database to use, as an SQLAlchemy address."""
        if self.database_url is None:
            return f"sqlite:///{self.home / 'app.db'}"
        scheme, separator, rest = self.database_url.get_secret_value().partition("://")
        return f"{_DRIVERS.get(scheme, scheme)}{separator}{rest}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values of all secrets, to be hidden wherever they would be shown."""
        return (*secrets_in(self), *passwords_in(self.store_url))

    @property
    def models_folder(self) -> Path:
        """Where model files are looked for."""
        return self.models_dir or self.home / "models"

    @property
    def messages_folder(self) -> Path:
        """Where what messengers bring is kept until the core has it."""
        return self.messages_home or self.home / "messages"

    @property
    def model_folder(self) -> Path:
        """Where answers of the model are kept, and what is known of its server."""
        return self.llm_home or self.home / "model"

    @property
    def blobs_folder(self) -> Path:
        """Where recordings and transcripts are kept."""
        return self.home / "files"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def env_example(head: str) -> str:
    """Every setting as a commented line of an `.env` file, with its description, default and other names."""
    lines = [f"# {line}" for line in head.splitlines()]
    fields = Settings.model_fields
    parts = (MessengerSettings.model_fields, ModelSettings.model_fields)
    for name in sorted(fields, key=lambda name: [name in part for part in parts]):
        field = fields[name]
        names = _environment_names(name)
        lines += ["", *(f"# {line.strip()}" for line in (field.description or "").splitlines())]
        if len(names) > 1:
            lines.append(f"# Also understood: {', '.join(names[1:])}")
        default = "" if field.default is None else field.default
        lines.append(f"# {names[0]}={str(default).lower() if isinstance(default, bool) else default}")
    return "\n".join(lines) + "\n"


def _environment_names(field: str) -> list[str]:
    alias = Settings.model_fields[field].validation_alias
    if isinstance(alias, AliasChoices):
        return [str(choice) for choice in alias.choices]
    return [f"BOARDSCRIBE_{field.upper()}"]
