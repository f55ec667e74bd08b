"""What a proof prints at its end: figures beside what they must be, and the exit code that says whether they are."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Figures:
    """A table that is filled while the proof runs."""

    title: str
    rows: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def note(self, name: str, value: object) -> None:
        """A figure that nothing is asked of."""
        self.rows.append((name, str(value), "", True))

    def must(
        self, name: str, value: float, limit: float, holds: Callable[[float, float], bool], sign: str
    ) -> None:
        """A figure that must stand in this relation to a limit."""
        self.rows.append((name, str(value), f"{sign} {limit}", holds(value, limit)))

    def equal(self, name: str, value: int, wanted: int) -> None:
        self.must(name, value, wanted, lambda one, other: one == other, "=")

    def at_most(self, name: str, value: float, limit: float) -> None:
        self.must(name, value, limit, lambda one, other: one <= other, "≤")

    @property
    def reached(self) -> bool:
        return all(holds for *_, holds in self.rows)

    def show(self) -> int:
        """Print the table; the exit code."""
        wide = max(len(name) for name, *_ in self.rows)
        print(f"\n{self.title}")
        for name, value, wanted, holds in self.rows:
            verdict = "" if not wanted else "ok" if holds else "NOT REACHED"
            print(f"  {name:<{wide}}  {value:>10}  {wanted:<10} {verdict}".rstrip())
        print("reached" if self.reached else "NOT REACHED")
        return 0 if self.reached else 1
