"""Reports: list, text, upload, replace, delete; writes and their progress as server-sent events."""

import json
import re
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, File, Form, Header, Path, Query, UploadFile
from fastapi.responses import JSONResponse, Response, StreamingResponse

from app.api.desk import ProblemError, Use, shown
from app.api.documented import answers
from app.api.models import REPORT, Removed, Reports, ReportText
from app.api.models import Write as WriteModel
from app.problems import problem
from app.writer import Write
from ingest.documents import LIMIT

READ = (".txt", ".md")
NAME = 120  # characters of a file's name that are kept
PACKED = (b"PK\x03\x04", b"%PDF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")  # archives and office files, whatever their name
BEAT = 15.0  # seconds between signs of life in a stream of events

router = APIRouter(tags=["reports"])

Key = Annotated[str, Path(max_length=200, description="key of a report", examples=[REPORT])]
Sent = Annotated[UploadFile, File(description="a report as .txt or .md, at most 3 MB")]


@router.get("/api/reports", summary="List the reports", **answers(Reports))
async def reports(desk: Use) -> Response:
    """What `kg list --format json` prints."""
    return await desk.view("reports")


@router.post("/api/reports", summary="Upload a report", **answers(WriteModel, 415, status=202, writes=True))
async def upload(
    desk: Use,
    file: Sent,
    key: Annotated[
        str | None, Form(max_length=200, description="key, else made from the title", examples=[REPORT])
    ] = None,
) -> Response:
    """Takes a report in; it is read in the background, and `Location` says where its progress is told."""
    data = await _read(file)
    return desk.start("ingest", {"name": safe_name(file.filename or ""), "key": key or None}, data)


@router.get("/api/reports/{key}", summary="Give a report's text with its records marked", **answers(ReportText, 404))
async def report(
    desk: Use,
    key: Key,
    start: Annotated[int, Query(ge=0, le=10**8, description="character to begin at", examples=[0])] = 0,
    length: Annotated[int, Query(ge=1, le=100_000, description="characters at once", examples=[100000])] = 100_000,
) -> Response:
    """The text in blocks and parts, its section tree, and the claims that stand on it."""
    return await desk.view("report", key=key, start=start, length=length)


@router.put("/api/reports/{key}", summary="Replace a report", **answers(WriteModel, 415, status=202, writes=True))
async def replace(desk: Use, key: Key, file: Sent) -> Response:
    """Puts another version in the place of a report; a text that shares less than half with it is refused."""
    data = await _read(file)
    return desk.start("ingest", {"name": safe_name(file.filename or ""), "replaces": key}, data)


@router.delete("/api/reports/{key}", summary="Take a report out", **answers(Removed, 404, writes=True))
async def delete(desk: Use, key: Key) -> Response:
    """What `kg remove` does; decisions on the report are kept."""
    return await desk.write("remove", {"key": key})


Id = Annotated[str, Path(max_length=100, description="id of a write", examples=["4f1c0b6f9f3e4d6d8a5b0d3c2e1f0a99"])]


@router.get("/api/writes/{id}", summary="Say how a write goes", **answers(WriteModel, 404))
async def write(desk: Use, id: Id) -> Response:
    """Its state, its events so far, and at the end its summary or what went wrong."""
    return JSONResponse(shown(_known(desk, id)))


EVENTS = answers(None, 404)
EVENTS["responses"][200] |= {"content": {"text/event-stream": {"schema": {"type": "string"}}}}


@router.get("/api/writes/{id}/events", summary="Follow a write", **EVENTS)
async def events(
    desk: Use,
    id: Id,
    last_event_id: Annotated[int | None, Header(ge=-1, le=10**9, description="the last one seen", examples=[0])] = None,
) -> Response:
    """Server-sent events: started, progress, then done (with the summary) or failed (with the problem)."""
    found = _known(desk, id)
    start = 0 if last_event_id is None else last_event_id + 1
    return StreamingResponse(_stream(found, start), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _known(desk: Use, id: str) -> Write:
    if found := desk.writer.get(id):
        return found
    raise ProblemError(problem(404, "app.api.no_write"))


async def _stream(write: Write, start: int) -> AsyncIterator[str]:
    seen = start
    while not (write.ended and seen >= len(write.events)):
        new = await write.after(seen, BEAT)
        for event in new:
            said = json.dumps(event, ensure_ascii=False)
            yield f"id: {seen}\nevent: {event['event']}\ndata: {said}\n\n"
            seen += 1
        if not new:
            yield ": \n\n"


def safe_name(name: str) -> str:
    """The name of a file by itself, as every system can write it.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\报告<1>.txt"), safe_name("")
    ('passwd', '报告_1_.txt', 'report')
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = re.sub(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]', "_", last).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:NAME]}{dot}{suffix[:NAME]}" if stem else (kept[:NAME] or "report")


async def _read(file: UploadFile) -> bytes:
    """The bytes of a file that may be read as a report; of another one not even those."""
    name = safe_name(file.filename or "")
    head = await file.read(max(map(len, PACKED)))
    if not name.lower().endswith(READ) or head.startswith(PACKED):
        raise ProblemError(problem(415, "app.api.file_type", name=name))
    data = head + await file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise ProblemError(problem(413, "app.api.too_large", limit=LIMIT))
    return data
