"""The settings of the language model: the same names for the core and for the service that runs alone.

They are read in `core_api.settings` and in `llm_service.environment`; `llm_service.terms` makes of them what a client
goes by.
"""

from pathlib import Path
from typing import Literal, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from core_api.contracts.proxies import ProxyUrl


class ModelSettings(BaseModel):
    """Without an address and a name no model is asked."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, use_attribute_docstrings=True)

    llm_url: str | None = Field(
        default=None, validation_alias=AliasChoices("BOARDSCRIBE_LLM_URL", "LLM_API_BASE")
    )
    """Base address of an OpenAI-compatible chat API, e.g. `http://127.0.0.1:8000/v1`. Without it no model is asked."""

    llm_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("BOARDSCRIBE_LLM_KEY", "LLM_API_KEY")
    )
    """Its key, if it wants one."""

    llm_proxy: ProxyUrl | None = None
    """The proxy before that server, `http://` or `socks5://`, with `user:password@` where it wants them; without it
    the system's (`HTTPS_PROXY`), which is never asked for what is on this machine or in the private network."""

    llm_model: str | None = None
    """The model's name on that server."""

    llm_context_tokens: int | None = Field(default=None, ge=2048)
    """How many tokens of the model's context window are used at most; long transcripts are read in parts that fit.
    Without it what the server tells (vLLM and others do), and 16384 where it tells nothing. On Ollama it is also what
    the model is loaded with: 16384 without it."""

    llm_parallel: int = Field(default=4, ge=1, le=64)
    """How many questions the server is asked at once."""

    llm_probe: Literal["auto", "always", "never"] = "auto"
    """Whether a few tiny questions find out at the start how the server is best asked, and are remembered: `auto` for
    vLLM, Ollama and their kin, some of whose versions ignore what form an answer shall have; `always`; `never`."""

    llm_thinking: bool = False
    """Whether a model that can think aloud may: slower and dearer. Off, it is told not to, unless it then no longer
    keeps to the form."""

    llm_meeting_tokens: int | None = Field(default=None, ge=1000)
    """The tokens that one meeting may cost, read and written together; the rest is then extracted by rules."""

    llm_meeting_seconds: float | None = Field(default=None, ge=1)
    """The seconds that the model may take over one meeting; the rest is then extracted by rules."""

    llm_meeting_cost: float | None = Field(default=None, ge=0)
    """The money that one meeting may cost, by the two prices; the rest is then extracted by rules."""

    llm_price_in: float = Field(default=0.0, ge=0)
    """The price of a million tokens that the model reads."""

    llm_price_out: float = Field(default=0.0, ge=0)
    """The price of a million tokens that it writes."""

    llm_currency: str = Field(default="USD", pattern=r"^[^\W\d_]{1,5}$|^[$€£¥₽₸]$")
    """The money of these prices, to be shown."""

    llm_cache: bool = True
    """Whether the model's answers are kept in the home folder, readable by its owner alone, so that working on a
    meeting again costs nothing. A dry run keeps and takes none."""

    llm_cache_days: float = Field(default=30.0, gt=0)
    """How long an answer is kept."""

    llm_cache_mib: int = Field(default=256, ge=1)
    """How much is kept at most; the oldest goes first."""

    llm_home: Path | None = None
    """The folder for these answers, and for what is known of the server; without it `model` in the home folder."""

    @field_validator("llm_home")
    @classmethod
    def _of_the_user(cls, path: Path | None) -> Path | None:
        return path.expanduser() if path else None

    @field_validator("llm_url")
    @classmethod
    def _refuse_secrets(cls, url: str | None) -> str | None:
        if url and "@" in url.split("://", 1)[-1].split("/", 1)[0]:
            raise ValueError("the address must hold no user and no password: set BOARDSCRIBE_LLM_KEY instead")
        return url

    @field_validator("llm_key")
    @classmethod
    def _in_a_header(cls, key: SecretStr | None) -> SecretStr | None:
        text = key.get_secret_value() if key else ""
        if not (text.isascii() and text.isprintable()) or text != text.strip():
            raise ValueError("a key is made of printable ASCII characters, with no space round it")
        return key

    @model_validator(mode="after")
    def _priced(self) -> Self:
        if self.llm_meeting_cost is not None and not (self.llm_price_in or self.llm_price_out):
            raise ValueError(
                "what a meeting may cost needs BOARDSCRIBE_LLM_PRICE_IN and BOARDSCRIBE_LLM_PRICE_OUT"
            )
        return self
