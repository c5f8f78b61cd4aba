"""Reading → the words by which sentences are sought: those of reports, whatever language the question is in."""

from functools import cache

from ontology.lexicon import rows
from search.phrase import IS_HAN
from search.reading import Reading


def subject(reading: Reading) -> str:
    """What the question is about, in its own words; the whole question where nothing of it was understood."""
    words = [topic.word for topic in reading.topics] + [reading.party or ""]
    return " ".join(filter(None, words)) or ("" if reading.constrained else reading.question)


def meant(reading: Reading, *, plainly: bool = True) -> list[str]:
    """The words of reports that mean what the question's words do; `plainly` with those for its types and levels."""
    words = [word for topic in reading.topics for word in topic.same if word != topic.word]
    words += [word for name in reading.task_names for word in name.same]
    words += [head for kind in reading.kinds for head in kind.heads]
    words += reading.grades
    if plainly:
        words += [word_for("level", level) for level in reading.levels]
        words += [word_for("type", kind.type) for kind in reading.kinds if not kind.heads]
    return list(dict.fromkeys(word for word in words if word))


@cache
def word_for(role: str, term: str, lang: str = "zh", *, least: int = 1) -> str:
    """The first Chinese or English word, of so many characters, by which questions mean a term, or nothing.

    >>> word_for("type", "Platform"), word_for("level", "national", "en")
    ('平台', 'national')
    """
    fitting = (row["word"] for row in rows("questions") if (row["role"], row["term"], row["value"]) == (role, term, ""))
    own = (word for word in fitting if bool(IS_HAN.search(word)) is (lang == "zh"))
    return next((word for word in own if len(word) >= least), "")
