"""Figure, unit and how exact it is → the words for them: 40余项, 超过300万元."""

from decimal import Decimal

from kg.messages import text


def counted(figure: float | Decimal, unit: str | None = None, approximate: str | None = None) -> str:
    """Say a figure with its unit, and as inexact as the text does.

    >>> counted(40, "项", "andMore"), counted(300.0, "万元", "over"), counted(Decimal("99.50"), "%")
    ('40余项', '超过300万元', '99.5%')
    """
    said = {"figure": f"{Decimal(str(figure)).normalize():f}", "unit": unit or ""}
    return text(f"kg.figure.{approximate}", **said) if approximate else "".join(said.values())
