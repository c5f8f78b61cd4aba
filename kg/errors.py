"""Everything that can stop the work, as one tree; callers catch `KgError`.

KgError                 exit 2 unless said otherwise
├── ReportError         a file that cannot be read as a report
├── KeyConflictError    a report that does not belong under this key
├── QueryError          a SPARQL query that cannot be run
│   └── RefusedError    one that is understood, but not carried out here
├── DecisionError       a decision that cannot be taken
├── HomeError           KG_HOME missing, unreadable, not writable, full, or empty
│   ├── LockedError     another process is writing
│   ├── FormatError     written by another version: `kg rebuild`
│   └── SourceError     the kept file of a report is gone or was changed
├── ModelError          an embedding model that cannot be loaded
└── StaleIndexError     an index that does not fit its generation or model

An error is one line that says where, what and what to do, in the language of `kg.messages`.
"""

from typing import Any

from kg.messages import text


class KgError(Exception):
    """An error with its message key and values."""

    exit_code = 2

    def __init__(self, key: str, /, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return " ".join(text(self.key, **self.values).split("\n"))


class ReportError(KgError):
    """A file that cannot be read as a report."""


class KeyConflictError(KgError):
    """A report that does not belong under this key."""


class QueryError(KgError):
    """A SPARQL query that cannot be run."""


class RefusedError(QueryError):
    """A SPARQL query or update that is understood, but not carried out here."""


class DecisionError(KgError):
    """A decision that cannot be taken."""


class HomeError(KgError):
    """KG_HOME missing, unreadable, not writable, full, or empty."""


class LockedError(HomeError):
    """Another process is writing."""


class FormatError(HomeError):
    """A home written by another version."""


class SourceError(HomeError):
    """The kept file of a report is gone or was changed."""


class ModelError(KgError):
    """An embedding model that cannot be loaded."""


class StaleIndexError(KgError):
    """An index that does not fit its generation or model."""
