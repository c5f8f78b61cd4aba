"""A worker process: jobs come in over standard input, replies go out over standard output, one at a time.

It ignores Ctrl-C, which is for the server, and ends with it: when its input ends, or by an alarm where a job outlives
its limit and nobody is there to kill it.
"""

import contextlib
import logging
import marshal
import os
import pickle
import signal
import sys
import threading
from pathlib import Path
from typing import IO, Any

from app.bilingual import told
from app.context import Context
from app.endpoint.jobs import JOBS as ENDPOINT_JOBS
from app.frames import LENGTHS, frame
from app.jobs import JOBS, Job
from kg.errors import KgError

STACK = 64 * 1024 * 1024  # bytes: nested queries are parsed and evaluated by recursion
MEMORY = 3 * 1024**3  # bytes of data that a worker may take, where the system can limit it
QUICK = {**JOBS, **ENDPOINT_JOBS}  # to import the others takes as long as many a query
logger = logging.getLogger(__name__)


def main(arguments: list[str]) -> None:
    """Work until there is nothing more to come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs, replies = _pipes()
    _bounds()
    scratch = Path(arguments[1]) if len(arguments) > 1 else None
    context = Context(Path(arguments[0]), scratch)
    threading.stack_size(STACK)
    thread = threading.Thread(target=_work, args=(context, jobs, replies), daemon=True)
    thread.start()
    thread.join()


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take the pipes away from whoever may print: the output is for replies alone."""
    jobs, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return jobs, replies


def _bounds() -> None:
    """Where memory runs out, this process goes first, and not the server."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900", encoding="ascii")
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _work(context: Context, jobs: IO[bytes], replies: IO[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError):
        _send(replies, {"status": "ok", "generation": 0}, b"")
        while lengths := jobs.read(LENGTHS.size):
            head, _ = LENGTHS.unpack(lengths)
            job, arguments, seconds = pickle.loads(jobs.read(head))  # from our own server
            _alarm(seconds)
            meta, body = reply(context, job, arguments)
            _alarm(0)
            _send(replies, meta, body)


def _send(replies: IO[bytes], meta: dict[str, Any], body: bytes) -> None:
    rest = memoryview(frame(marshal.dumps(meta), body))
    while rest:
        rest = rest[replies.write(rest) :]


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def reply(context: Context, job: str, arguments: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Do one job on the generation that is published now, and say how it went."""
    try:
        context.refresh()
        try:
            meta, body = _job(job)(context, arguments)
        except (KgError, OSError):
            if not context.moved():
                raise
            context.refresh()  # the generation was collected under our hands
            meta, body = _job(job)(context, arguments)
    except KgError as error:
        return _refusal(error, context.home.path), b""
    except Exception as error:
        logger.exception("%s", job)
        return {"status": "internal", "key": "", "kind": type(error).__name__}, b""
    return {"status": "ok", "generation": context.number, **meta}, body


def _job(name: str) -> Job:
    if name in QUICK:
        return QUICK[name]
    from app.api.jobs import JOBS as others

    return others[name]


def _refusal(error: KgError, home: Path) -> dict[str, Any]:
    zh, en = told(error, home)
    return {"status": type(error).__name__, "key": error.key, "detail": zh, "detail_en": en}


if __name__ == "__main__":
    main(sys.argv[1:])
