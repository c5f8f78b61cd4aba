"""A measured ratio beside its target → a line of the table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: ours, the peer's, and what was promised of the two."""

    name: str
    ours: str
    peer: str
    value: float
    target: float
    at_most: bool  # the value must not exceed the target; else it must reach it
    unit: str = "×"

    @property
    def holds(self) -> bool:
        return self.value <= self.target if self.at_most else self.value >= self.target

    def __str__(self) -> str:
        sign, verdict = "≤" if self.at_most else "≥", "ok" if self.holds else "MISSED"
        return (
            f"{self.name}\n    ours  {self.ours}\n    peer  {self.peer}\n"
            f"    {self.value:.3f} {self.unit} (target {sign} {self.target:g} {self.unit})  {verdict}"
        )
