"""Title of a task → what it is about: the numbers of the usual tasks that its words speak of, one or several."""

import re
from functools import cache

from ontology import lexicon


def about(title: str, scope: str) -> tuple[int, ...]:
    """The usual tasks of the school, or of a 专业群, that a title speaks of, in the order of the title.

    >>> about("打造高水平双师队伍", "school"), about("提升信息化水平", "school"), about("其他", "school")
    ((5,), (9,), ())
    """
    pattern, numbers = _cues(scope)
    return tuple(dict.fromkeys(number for word in pattern.findall(title) for number in numbers[word]))


@cache
def _cues(scope: str) -> tuple[re.Pattern[str], dict[str, list[int]]]:
    """The words that tell what a title is about, the longest first, so that each hides the shorter ones in it."""
    numbers: dict[str, list[int]] = {}
    for row in lexicon.rows("links"):
        if (row["where"], row["scope"]) == ("title", scope):
            numbers.setdefault(row["word"], []).append(int(row["number"]))
    return re.compile("|".join(sorted(map(re.escape, numbers), key=lambda word: (-len(word), word)))), numbers
