"""Home ⇄ one `.tar.gz`: sources, decisions and the current generation, with hashes that restoring verifies."""

import io
import json
import tarfile
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath

from kg.disk import PART, discard, sync_tree, translated, write
from kg.errors import HomeError
from kg.home import Generation, Home

HASHES = "hashes.json"
FOLDERS = ("sources", "generation")
DECISIONS = "decisions.jsonl"


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
    with translated(home.path), home.lock():
        if (home.path / "CURRENT").exists():
            raise HomeError("kg.backup.occupied", path=home.path)
        unpacked = home.path / f"restore{PART}"
        discard(unpacked)
        try:
            _unpack(file, unpacked)
            return _install(home, unpacked, file)
        finally:
            discard(unpacked)


def _unpack(file: Path, target: Path) -> None:
    target.mkdir(parents=True)
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                if not (member.isfile() and _is_ours(member.name)):
                    raise HomeError("kg.backup.invalid", path=file, reason=member.name)
                # the filter refuses what would land outside, beside our own check of the name
                archive.extract(member, target, filter="data")
        hashes = json.loads((target / HASHES).read_bytes())
    except (tarfile.TarError, EOFError, ValueError, FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise HomeError("kg.backup.invalid", path=file, reason=error) from error
    found = {path.relative_to(target).as_posix(): path for path in target.rglob("*") if path.is_file()}
    if set(found) != {HASHES, *hashes}:
        raise HomeError("kg.backup.invalid", path=file, reason=HASHES)
    for name, expected in hashes.items():
        with found[name].open("rb") as data:
            if file_digest(data, "sha256").hexdigest() != expected:
                raise HomeError("kg.backup.invalid", path=file, reason=name)


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if "\\" in name or ":" in name or ".." in parts:
        return False
    return name in (HASHES, DECISIONS) or (len(parts) > 1 and parts[0] in FOLDERS)


def _install(home: Home, unpacked: Path, file: Path) -> Generation:
    """Move what was verified into its place; naming it in CURRENT comes last."""
    try:
        manifest = json.loads((unpacked / "generation" / "manifest.json").read_bytes())
    except (OSError, ValueError) as error:
        raise HomeError("kg.backup.invalid", path=file, reason=error) from error
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
    write(home.path / "CURRENT", f"{target.name}\n".encode())
    return Generation(1, target, manifest)
