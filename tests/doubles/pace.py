"""A pace for tests of everything but the pace."""

from core_api.contracts.connector import Rate


class Unpaced:
    """A `Pace` that never waits: tests ask more than a vendor lets through. What a limit does is tested elsewhere."""

    def take(self, scope: str, rates: tuple[Rate, ...], *, patience: float) -> None:
        """At once."""

    def learn(self, scope: str, remaining: int, seconds: float) -> None:
        """Nothing is learnt."""

    def pause(self, scope: str, seconds: float) -> None:
        """Nobody waits."""
