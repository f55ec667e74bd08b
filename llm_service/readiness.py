"""How the service's model is: its server asked not too often, because anybody may ask for it."""

import time
from collections.abc import Callable

from pydantic import SecretStr

from core_api.wire.lookout import PATIENCE, Lookout
from core_api.wire.reachable import answers, host_and_port
from core_api.wire.service import Condition


class Readiness:
    """One condition: the model. Without one minutes are extracted, so the service works all the same."""

    def __init__(
        self,
        url: str | None,
        key: SecretStr | None,
        model: str | None,
        *,
        proxy: SecretStr | None = None,
        resting: Callable[[], float | None] = lambda: None,
    ) -> None:
        """Address, key and name of the model as in the settings; `resting` says how long it is left alone."""
        self._url = (url or "").strip()
        self._key = key
        self._model = (model or "").strip()
        self._proxy = proxy
        self._resting = resting
        self._lookout = Lookout(self._found, self._away, time.monotonic, PATIENCE)

    def __call__(self) -> tuple[Condition, ...]:
        """How it is."""
        if not self._url or not self._model:
            return (Condition(name="model", state="degraded", code="model-none"),)
        seconds = self._resting()
        if seconds is not None:
            params = self._params | {"seconds": round(seconds)}
            return (Condition(name="model", state="degraded", code="model-resting", params=params),)
        return self._lookout(("model",))

    def _found(self, name: str) -> Condition:
        if not answers(self._url, self._key, self._proxy):
            return self._away(name)
        return Condition(name=name, state="ok", code="model-ok", params=self._params)

    def _away(self, name: str) -> Condition:
        return Condition(name=name, state="degraded", code="model-down", params=self._params)

    @property
    def _params(self) -> dict[str, str | int | float]:
        return {"url": host_and_port(self._url), "model": self._model}
