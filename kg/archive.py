"""Home ⇄ one `.tar.gz`: sources, decisions and the current generation, with hashes that restoring verifies."""

import io
import json
import tarfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import Any

from kg.disk import PART, discard, reason, sync_tree, translated, write
from kg.errors import HomeError
from kg.home import Generation, Home

HASHES = "hashes.json"
FOLDERS = ("sources", "generation")
DECISIONS = "decisions.jsonl"
MANIFEST = "generation/manifest.json"


def backup(home: Home, file: Path) -> None:
    """Write the archive; it appears whole or not at all."""
    part = file.with_name(file.name + PART)
    with translated(file):
        try:
            home.read(lambda generation: _pack(home, generation, part))
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)


def _pack(home: Home, generation: Generation, part: Path) -> None:
    hashes: dict[str, str] = {}
    with tarfile.open(part, "w:gz", compresslevel=6) as archive:
        for name, path in _members(home, generation):
            # what is appended to meanwhile is taken as far as whole lines go
            data = path.read_bytes()
            data = data[: data.rfind(b"\n") + 1] if name == DECISIONS else data
            hashes[name] = sha256(data).hexdigest()
            _add(archive, name, data)
        _add(archive, HASHES, json.dumps(hashes, ensure_ascii=False, indent=1).encode())


def _members(home: Home, generation: Generation) -> Iterator[tuple[str, Path]]:
    for source in sorted({report["source"] for report in generation.manifest["reports"]}):
        yield f"sources/{source}", home.path / "sources" / source
    if home.decisions.exists():
        yield DECISIONS, home.decisions
    for path in sorted(generation.path.rglob("*")):
        if path.is_file():
            yield f"generation/{path.relative_to(generation.path).as_posix()}", path


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime = len(data), int(time.time())
    archive.addfile(member, io.BytesIO(data))


def restore(home: Home, file: Path) -> Generation:
    """Make an empty home what it was when the archive was written."""
    _verify(file)  # before anything is made: what is refused leaves no folder behind
    with translated(home.path), home.lock():
        unpacked = home.path / f"restore{PART}"
        if _occupied(home) and not unpacked.exists():  # a part is left where restoring was killed
            raise HomeError("kg.backup.occupied", path=home.path)
        discard(unpacked)
        with _readable(file), tarfile.open(file, "r:gz") as archive:
            # the filter refuses what would land outside, beside our own check of the names
            archive.extractall(unpacked, filter="data")
        generation = _install(home, unpacked)
        discard(unpacked)
        return generation


def _occupied(home: Home) -> bool:
    named = (home.path / "CURRENT").exists() or home.decisions.exists()
    return named or any(any((home.path / folder).glob("*")) for folder in ("generations", "sources"))


def _verify(file: Path) -> None:
    """Refuse what is no whole backup: other names than ours, or other bytes than the hashes say."""
    found: dict[str, str] = {}
    told: dict[str, Any] = {}
    with _readable(file), tarfile.open(file, "r:gz") as archive:
        for member in archive:
            inside = archive.extractfile(member) if member.isfile() and _is_ours(member.name) else None
            if inside is None:
                raise HomeError("kg.backup.invalid", path=file, reason=member.name)
            if member.name in (HASHES, MANIFEST):
                told[member.name] = dict(json.load(inside))
                inside.seek(0)
            found[member.name] = file_digest(inside, "sha256").hexdigest()  # type: ignore[arg-type]
    del found[HASHES]
    hashes = told[HASHES]
    wrong = sorted(name for name in {MANIFEST, *found, *hashes} if name not in found or hashes.get(name) != found[name])
    if wrong:
        raise HomeError("kg.backup.invalid", path=file, reason=wrong[0])


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if isinstance(error, tarfile.TarError) or error.errno is None:  # gzip's own error is an OSError
            raise HomeError("kg.backup.invalid", path=file, reason=error) from error
        if error.filename and Path(error.filename) != file:
            raise
        raise HomeError("kg.backup.unreadable", path=file, reason=reason(error)) from error
    except (tarfile.TarError, EOFError, ValueError, TypeError, KeyError, zlib.error) as error:
        raise HomeError("kg.backup.invalid", path=file, reason=error) from error


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if "\\" in name or ":" in name or ".." in parts:
        return False
    return name in (HASHES, DECISIONS) or (len(parts) > 1 and parts[0] in FOLDERS)


def _install(home: Home, unpacked: Path) -> Generation:
    """Move what was verified into its place; naming it in CURRENT comes last."""
    manifest = json.loads((unpacked / MANIFEST).read_bytes())
    sync_tree(unpacked)
    (home.path / "sources").mkdir(exist_ok=True)
    for source in (unpacked / "sources").glob("*"):
        source.replace(home.path / "sources" / source.name)
    with suppress(FileNotFoundError):
        (unpacked / DECISIONS).replace(home.decisions)
    target = home.path / "generations" / f"{1:06}"
    target.parent.mkdir(exist_ok=True)
    discard(target)
    (unpacked / "generation").replace(target)
    home.remember(manifest)
    write(home.path / "CURRENT", f"{target.name}\n".encode())
    return Generation(1, target, manifest)
