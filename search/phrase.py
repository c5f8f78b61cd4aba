"""Items → Phrase: a question while it is being read, with what has been used of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from search.items import Item
from search.wording import Meaning

IS_HAN = re.compile(r"[\u3400-\u9fff]")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class Phrase:
    """The items of a question while they are being read."""

    items: list[Item]
    used: set[int] = field(default_factory=set)
    heads: list[int] = field(default_factory=list)  # the nouns that may be asked for

    def use(self, *places: int) -> None:
        """Mark items as read."""
        self.used.update(places)

    def free(self, role: str) -> Iterator[tuple[int, Meaning]]:
        """Unused items that have a meaning in the role."""
        for place, item in enumerate(self.items):
            if place not in self.used and (meaning := item.get(role)):
                yield place, meaning

    def has(self, place: int, *roles: str) -> bool:
        """Whether there is an item at this place with a meaning in one of the roles."""
        return 0 <= place < len(self.items) and self.items[place].get(*roles) is not None

    def skip(self, place: int, step: int, *roles: str) -> int:
        """The next place in this direction that is not merely one of the roles."""
        place += step
        while self.has(place, *roles):
            place += step
        return place

    def text(self, first: int, last: int, question: str) -> str:
        """The words of the question from one item to another."""
        return question[self.items[first].start : self.items[last].end]

    def number(self, place: int) -> int | None:
        """The number at this place, in figures or in words; a year is none."""
        if not 0 <= place < len(self.items):
            return None
        item = self.items[place]
        if item.text.isdecimal() and not YEAR.fullmatch(item.text):
            return int(item.text)
        meaning = item.get("number", "rank")
        return int(meaning.value) if meaning else None
