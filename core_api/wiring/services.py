"""The services that think: each is imported and built at its first use."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core_api.contracts.ports import Answerer, Clipper, Judge, Matcher, Picker, Transcriber
from core_api.settings import Settings
from core_api.usecases.installation import Services
from core_api.wire.place import Place
from core_api.wiring.far import matching_wire, minutes_wire
from core_api.wiring.home import make_home

if TYPE_CHECKING:
    from core_api.contracts.ports import Summarizer
    from llm_service.service import LanguageService


def services_of(settings: Settings, resources: ExitStack, *, keep: bool) -> Services:
    """The services that the settings describe; what is opened is closed with the resources.

    Without `keep` none of them leaves anything on the disk.
    """

    @cache
    def transcriber(asr_model: str | None) -> Transcriber:
        from audio2text.fetch import ensure
        from audio2text.service import build

        model = asr_model or settings.asr_model
        if settings.allow_downloads:
            ensure(model, _fetched_models(settings), _hub_token(settings))
        return build(model, settings.diarizer, settings.models_folder)

    @cache
    def language_service() -> "Summarizer":
        if not Place(settings.minutes_url).remote:
            near = _language_service(settings, keep=keep)
            resources.callback(near.close)
            return near
        from llm_service.remote import RemoteLanguageService

        wire = minutes_wire(settings)
        resources.callback(wire.close)
        return RemoteLanguageService(wire)

    @cache
    def matcher() -> Matcher:
        if not Place(settings.matching_url).remote:
            return _matcher(settings)
        from similarity.remote import RemoteMatcher

        wire = matching_wire(settings)
        resources.callback(wire.close)
        return RemoteMatcher(wire)

    def clipper() -> Clipper:
        from audio2text import clip

        return clip

    answerer: Callable[[], Answerer] = language_service  # type: ignore[assignment] # one object, all ports
    picker: Callable[[], Picker] = language_service  # type: ignore[assignment]
    judge: Callable[[], Judge] = language_service  # type: ignore[assignment]
    return Services(transcriber, language_service, answerer, picker, judge, matcher, clipper)


def _language_service(settings: Settings, *, keep: bool) -> "LanguageService":
    from llm_service.service import build
    from llm_service.terms import terms_of

    if settings.minutes_url == "memory:":
        return build(None, None, None)
    terms = terms_of(settings, settings.model_folder if keep else None)
    proxy = settings.llm_proxy
    return build(settings.llm_url, settings.llm_key, settings.llm_model, proxy=proxy, terms=terms)


def _matcher(settings: Settings) -> Matcher:
    from similarity.fetch import ensure
    from similarity.service import build

    if settings.matching_url == "memory:":
        return build(None, settings.models_folder)
    if settings.allow_downloads and not settings.embed_url:
        ensure(settings.embed_model, _fetched_models(settings), _hub_token(settings))
    url, key = settings.embed_url, settings.embed_key
    return build(settings.embed_model, settings.models_folder, url=url, key=key)


def hub_environment(settings: Settings) -> None:
    """Model libraries read these: nothing is downloaded behind the operator's back."""
    if not settings.allow_downloads:
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TRANSFORMERS_OFFLINE"] = "1"


def _fetched_models(settings: Settings) -> Path:
    """The folder that models are fetched into."""
    if settings.models_dir is None:
        make_home(settings.home)
    return settings.models_folder


def _hub_token(settings: Settings) -> str | None:
    return settings.hf_token.get_secret_value() if settings.hf_token else None
