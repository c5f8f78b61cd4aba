"""What went wrong → a problem as RFC 9457 has it, in Chinese and English: the one form of all errors over HTTP."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from app.bilingual import both
from app.worker import Busy, JobError, Lost, Reply, TimeLimit
from kg.errors import KgError
from kg.messages import text

MEDIA_TYPE = "application/problem+json"
TYPES = "https://w3id.org/chengguo/problem/"
STATUS = {  # of the errors that are not the client's fault, or not simply bad requests
    "HomeError": 503,
    "FormatError": 503,
    "SourceError": 500,
    "ModelError": 500,
    "StaleIndexError": 503,
    "LockedError": 503,
    "RefusedError": 403,
    "KeyConflictError": 409,
    "internal": 500,
    "DecisionError": 422,
    "ReportError": 422,
}
KEYS = {  # of the errors whose class says less than their key
    "app.unknown_key": 404,
    "app.api.no_thing": 404,
    "app.api.no_task": 404,
    "app.decide.no_claim": 404,
    "app.decide.no_decision": 404,
    "app.decide.withdrawn": 409,
    "app.decide.not_changed": 409,
    "kg.home.empty": 409,
}
LATER = (("Retry-After", "5"),)


@dataclass(frozen=True, slots=True)
class Problem:
    """A status, the name of the kind of problem, and what to say of it in both languages."""

    status: int
    kind: str
    detail: str
    detail_en: str
    headers: tuple[tuple[str, str], ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    def body(self) -> bytes:
        """Write it down as `application/problem+json`."""
        found = {
            "type": f"{TYPES}{self.kind}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "detail_en": self.detail_en,
            **self.more,
        }
        return json.dumps(found, ensure_ascii=False).encode()


def problem(status: int, key: str, /, headers: tuple[tuple[str, str], ...] = (), **values: Any) -> Problem:
    """Make a problem of a message; its kind is the last word of the key."""
    zh, en = both(lambda: text(key, **values))
    return Problem(status, key.rpartition(".")[2], zh, en, headers)


def of_error(error: KgError) -> Problem:
    """Make a problem of our own error."""
    return of_refusal(type(error).__name__, error.key, *both(lambda: error))


def of_refusal(kind: str, key: str, detail: str, detail_en: str) -> Problem:
    """Make a problem of an error that another process met: its class, its key and its texts."""
    status = KEYS.get(key) or STATUS.get(kind, 400)
    return Problem(status, key.removeprefix("kg."), detail, detail_en, LATER if status == 503 else ())


def of_reply(reply: Reply) -> Problem:
    """Make a problem of a job's refusal."""
    if reply.status == "internal":
        return problem(500, "app.http.internal", kind=reply.meta["kind"])
    return of_refusal(reply.status, str(reply.meta["key"]), reply.meta["detail"], reply.meta["detail_en"])


def of_job(error: JobError) -> Problem:
    """Make a problem of a job that gave no answer."""
    if isinstance(error, TimeLimit):
        return problem(503, "app.http.time_limit", seconds=error.args[0])
    if isinstance(error, Busy):
        return problem(503, "app.http.busy", (("Retry-After", str(error.retry_after)),))
    assert isinstance(error, Lost)
    return problem(503, "app.http.lost")
