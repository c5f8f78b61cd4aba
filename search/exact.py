"""Reading → what a question names as it stands in a report: such a name wins over a party that is read inside it."""

from dataclasses import replace

from search.ledger import Ledger
from search.match import plain
from search.reading import Reading, Topic

LEAST = 6  # characters of a name that is said by no accident


def exactly(reading: Reading, ledger: Ledger) -> Reading:
    """Take the name of a thing in which the party's name is but a part, if the question says it or is a part of it."""
    if not reading.party:
        return reading
    asked, party = plain(reading.question), plain(reading.party)
    said: set[str] = set()
    for name in ledger.names():
        if party in name and len(name) >= LEAST + len(party) // 2:
            said |= {one for one in (name, asked) if one in asked and one in name and len(one) > len(party)}
    said = {name for name in said if len(name) >= LEAST}
    if not said:
        return reading
    name = max(said, key=len)
    return replace(reading, party=None, parties=(), kinds=(), topics=(Topic(name, (name,)),))
