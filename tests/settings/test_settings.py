"""Settings: each is read under its names, documented, used, and unsafe combinations are refused."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from core_api.locales import translator
from core_api.settings import Settings, env_example

ROOT = Path(__file__).parents[2]

VALUES = {
    "home": "/tmp/somewhere",
    "database_url": "postgresql://user:word@host/name",
    "language": "ru",
    "timezone": "Europe/Moscow",
    "llm_url": "http://127.0.0.1:9/v1",
    "llm_key": "secret-key",
    "llm_model": "tiny",
    "llm_context_tokens": "4096",
    "minutes_language": "en",
    "minutes_tone": "plain",
    "llm_parallel": "8",
    "llm_probe": "always",
    "llm_thinking": "true",
    "llm_meeting_tokens": "200000",
    "llm_meeting_seconds": "600",
    "llm_meeting_cost": "0.5",
    "llm_price_in": "0.15",
    "llm_price_out": "0.6",
    "llm_currency": "RUB",
    "llm_cache": "false",
    "llm_cache_days": "7",
    "llm_cache_mib": "64",
    "llm_home": "/tmp/model",
    "minutes_template": "/tmp/minutes.md.j2",
    "models_allowed": "local",
    "asr_model": "small",
    "diarizer": "none",
    "embed_model": "e5",
    "embed_url": "http://127.0.0.1:10/v1",
    "embed_key": "vectors-key-of-tests",
    "models_dir": "/tmp/models",
    "allow_downloads": "true",
    "trello_url": "https://gateway.example/1",
    "trello_key": "trello-key-of-tests",
    "trello_token": "trello-token-of-tests",
    "trello_secret": "trello-secret-of-tests",
    "trello_proxy": "http://proxy.example:3128",
    "kaiten_proxy": "socks5://user:socks-word@proxy.example:1080",
    "kanboard_proxy": "https://proxy.example",
    "llm_proxy": "http://user:llm%20word@proxy.example:3128",
    "kaiten_url": "https://company.kaiten.ru/api/latest",
    "public_url": "https://bot.example.org",
    "kaiten_token": "kaiten-token-of-tests",
    "kanboard_url": "https://board.example.org/jsonrpc.php",
    "kanboard_user": "scribe",
    "kanboard_token": "kanboard-token-of-tests",
    "boards_url": "grpcs://boards.example.org:8324",
    "boards_key": "key-of-the-boards-of-tests",
    "boards_ca": "/tmp/authority.pem",
    "boards_cert": "/tmp/own.pem",
    "boards_cert_key": "/tmp/own-key.pem",
    "matching_url": "grpcs://boards.example.org:8324",
    "matching_key": "key-of-the-boards-of-tests",
    "matching_ca": "/tmp/authority.pem",
    "matching_cert": "/tmp/own.pem",
    "matching_cert_key": "/tmp/own-key.pem",
    "minutes_url": "grpcs://boards.example.org:8324",
    "minutes_key": "key-of-the-boards-of-tests",
    "minutes_ca": "/tmp/authority.pem",
    "minutes_cert": "/tmp/own.pem",
    "minutes_cert_key": "/tmp/own-key.pem",
    "telegram_token": "1234:telegram-token-of-tests",
    "telegram_url": "http://127.0.0.1:8081",
    "telegram_proxy": "socks5://u:word-before-telegram@proxy.example.org",
    "telegram_mode": "webhook",
    "max_token": "max-token-of-tests",
    "max_url": "https://max.example.org",
    "max_ca": "/tmp/ministry.pem",
    "max_proxy": "http://u:word-before-max@proxy.example.org:3128",
    "max_mode": "webhook",
    "vk_token": "vk-token-of-tests",
    "vk_group": "230100200",
    "vk_secret": "vk-secret-of-tests",
    "vk_confirmation": "a1b2c3d4",
    "vk_url": "https://vk.example.org",
    "vk_proxy": "http://u:word-before-vk@proxy.example.org:3128",
    "express_url": "https://cts.example.org",
    "express_bot": "24348246-6791-4ac0-9d86-b948cd6a0e46",
    "express_secret": "express-secret-of-tests",
    "express_proxy": "http://u:word-before-express@proxy.example.org:3128",
    "matrix_url": "https://matrix.example.org",
    "matrix_user": "@boardscribe:example.org",
    "matrix_token": "matrix-token-of-tests",
    "matrix_proxy": "http://u:word-before-matrix@proxy.example.org:3128",
    "webhook_url": "https://bridge.example.org/boardscribe",
    "webhook_secret": "whsec_of-the-bridge-of-tests",
    "webhook_proxy": "http://u:word-before-bridge@proxy.example.org:3128",
    "mail_url": "mailtos://bot:word-of-the-mail@smtp.example.org",
    "apprise_urls": '{"ops": "ntfys://bot:word-of-the-ops@ntfy.example.org/ops"}',
    "messages_url": "grpcs://messengers.example.org:8326",
    "messages_key": "key-of-the-messengers-of-tests",
    "messages_ca": "/tmp/authority.pem",
    "messages_cert": "/tmp/own.pem",
    "messages_cert_key": "/tmp/own-key.pem",
    "messages_home": "/tmp/messages",
    "allow_delete": "true",
    "hf_token": "hub-token",
    "glossary": "/tmp/terms.json",
    "api_host": "localhost",
    "api_port": "9001",
    "api_token": "a-token-of-more-than-24-characters",
    "dashboard_port": "9002",
    "lease_seconds": "12.5",
    "log_level": "debug",
    "log_format": "json",
}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [*os.environ]:
        if name.startswith(("BOARDSCRIBE_", "LLM_API", "HF_", "ASR_MODEL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_table_of_this_test_is_complete() -> None:
    assert set(VALUES) == set(Settings.model_fields)


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_read_from_its_variable(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = getattr(Settings(), field)
    if field.endswith("_mode"):
        monkeypatch.setenv("BOARDSCRIBE_PUBLIC_URL", VALUES["public_url"])
    if field == "llm_meeting_cost":
        monkeypatch.setenv("BOARDSCRIBE_LLM_PRICE_IN", VALUES["llm_price_in"])
    monkeypatch.setenv(f"BOARDSCRIBE_{field.upper()}", VALUES[field])
    assert getattr(Settings(), field) != before


@pytest.mark.parametrize(
    ("customary", "field"),
    [
        ("LLM_API_BASE", "llm_url"),
        ("LLM_API_KEY", "llm_key"),
        ("HF_TOKEN", "hf_token"),
        ("ASR_MODEL_SIZE", "asr_model"),
    ],
)
def test_customary_names_are_understood(customary: str, field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(customary, VALUES[field])
    assert getattr(Settings(), field) is not None


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_used_by_the_program(field: str) -> None:
    services = [ROOT / name / "access.py" for name in ("kanban_connectors", "notifier")]
    paths = [*(ROOT / "core_api").rglob("*.py"), *services, ROOT / "llm_service" / "terms.py"]
    sources = [path.read_text(encoding="utf-8") for path in paths]
    reads = (f"settings.{field}", f"self.{field}", f'"BOARDSCRIBE_{field.upper()}"')
    assert any(read in source for source in sources for read in reads)


def test_every_setting_is_documented() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_the_example_file_is_the_generated_one() -> None:
    generated = env_example(translator("en")("env-example-head"))
    assert (ROOT / "deploy" / "env.example").read_text(encoding="utf-8") == generated


def test_a_door_to_the_outside_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARDSCRIBE_API_HOST", "0.0.0.0")  # noqa: S104 - what must be refused
    with pytest.raises(ValidationError, match="BOARDSCRIBE_API_TOKEN"):
        Settings()
    monkeypatch.setenv("BOARDSCRIBE_API_TOKEN", "short")
    with pytest.raises(ValidationError, match="at least 24"):
        Settings()
    monkeypatch.setenv("BOARDSCRIBE_API_TOKEN", VALUES["api_token"])
    assert Settings().api_host == "0.0.0.0"  # noqa: S104


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in ("llm_key", "hf_token", "api_token"):
        monkeypatch.setenv(f"BOARDSCRIBE_{field.upper()}", VALUES[field])
    monkeypatch.setenv("BOARDSCRIBE_DATABASE_URL", VALUES["database_url"])
    shown = repr(Settings()) + str(Settings()) + str(Settings().model_dump())
    assert not any(VALUES[field] in shown for field in ("llm_key", "hf_token", "api_token"))
    assert ":word@" not in shown
    assert Settings().store_url == "postgresql+psycopg://user:word@host/name"


@pytest.mark.parametrize("url", ["http://u:pw-x@host/v1", "https://pw-x@host", "u:pw-x@host:1/v1"])
def test_a_model_address_with_a_password_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ValidationError, match="BOARDSCRIBE_LLM_KEY") as refused:
        Settings(llm_url=url)
    assert "pw-x" not in str(refused.value)


@pytest.mark.parametrize(
    "field", ["llm_key", "hf_token", "api_token", "telegram_token", "messages_key", "webhook_secret"]
)
@pytest.mark.parametrize(
    "key", ["ключ-от-модели-языковой-длинный", "two\nlines-of-more-than-24-chars", " spaced"]
)
def test_a_key_that_no_request_can_carry_is_refused(field: str, key: str) -> None:
    with pytest.raises(ValidationError, match="ASCII") as refused:
        Settings.model_validate({field: key})
    assert key not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@h/n?host=/run", "postgresql+psycopg://u:p@h/n?host=/run"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
        ("nonsense", "nonsense"),
    ],
)
def test_the_address_of_the_database_names_our_driver(given: str, used: str) -> None:
    assert Settings(database_url=given).store_url == used


@pytest.mark.parametrize("url", ["bot.example.org", "ftp://x", "https://", "https://u:p@x", "https://x/?a=b"])
def test_an_address_that_nobody_could_reach_us_at_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(public_url=url, _env_file=None)  # type: ignore[call-arg]
    assert Settings(public_url="https://x/a/", _env_file=None).public_url == "https://x/a"  # type: ignore[call-arg]


@pytest.mark.parametrize("field", ["telegram_url", "matrix_url", "webhook_url"])
@pytest.mark.parametrize(
    "url", ["http://u:pw-x@host", "https://pw-x@host", "telegram.org", "https://", "https://x/?pw-x"]
)
def test_a_messengers_address_holds_no_secret(field: str, url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({field: url})
    assert "pw-x" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://u:pw-x@host:8325", "tcp://host:8325", "messenger"])
def test_the_service_of_messengers_is_reached_by_a_wire_without_a_password(url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(messages_url=url)
    assert "pw-x" not in str(refused.value)


def test_messengers_in_memory_are_for_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARDSCRIBE_MESSAGES_URL", "memory:")
    assert Settings().messages_url == "memory:"
    monkeypatch.setenv("BOARDSCRIBE_API_HOST", "0.0.0.0")  # noqa: S104 - what must be refused
    monkeypatch.setenv("BOARDSCRIBE_API_TOKEN", VALUES["api_token"])
    with pytest.raises(ValidationError, match="in memory"):
        Settings()


@pytest.mark.parametrize("name", ["telegram", "max"])
def test_news_can_only_be_brought_to_an_address(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"BOARDSCRIBE_{name.upper()}_MODE", "webhook")
    with pytest.raises(ValidationError, match="BOARDSCRIBE_PUBLIC_URL"):
        Settings()
    monkeypatch.setenv("BOARDSCRIBE_PUBLIC_URL", "https://bot.example.org")
    Settings()


def test_every_secret_of_a_messenger_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    for field, value in VALUES.items():
        monkeypatch.setenv(f"BOARDSCRIBE_{field.upper()}", value)
    settings = Settings()
    words = [
        word for value in VALUES.values() for word in value.replace("@", ":").split(":") if "word-" in word
    ]
    words += [value for value in VALUES.values() if value.endswith("-of-tests")]
    assert len(words) > 15
    shown = repr(settings) + str(settings) + str(settings.model_dump())
    assert [word for word in words if word in shown] == []
    assert [word for word in words if not any(word in secret for secret in settings.secrets)] == []


@pytest.mark.parametrize("value", ["ops=pw-x", "[1, 2]", '{"ops": 7, "pw-x": 1}', "{"])
def test_services_for_notices_that_cannot_be_read_are_refused_without_showing_them(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOARDSCRIBE_APPRISE_URLS", value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert "pw-x" not in str(refused.value).replace("apprise_urls.pw-x", "")
