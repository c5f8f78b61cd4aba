"""KG_HOME: numbered, immutable generations, of which the file `CURRENT` names the published one.

A writer builds the next generation aside (`draft`), and publishes it by replacing `CURRENT`; readers open what
`CURRENT` names, read-only, in any number of processes. A crash at any point leaves the last published one whole.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypedDict, TypeVar, cast

from kg.disk import PART, discard, patiently, reason, sync_folder, sync_tree, translated, write
from kg.errors import FormatError, HomeError, KgError, LockedError, SourceError
from kg.store import Store
from kg.version import VERSION

FORMAT = 2  # of what a home holds; another one means: rebuild
KEPT = 3  # generations
MANIFEST = "manifest.json"  # of a generation
COPY = "published.json"  # of the manifest of the last one, to be built anew from where generations are damaged
STORE, BUILDING = "store", "store.building"  # the graph of a generation, and of a draft
LOGS = "logs"  # what the server wrote down; no part of the data
OURS = frozenset({"CURRENT", "LOCK", COPY, "generations", "sources", "decisions.jsonl", LOGS})
TRIES = 5  # how often a reader begins again when its generation is collected under its hands

Opened = TypeVar("Opened")


class ReportEntry(TypedDict):
    """A report of a generation."""

    key: str
    title: str
    institution: str | None
    year: int | None
    name: str  # of the file, as it was given
    source: str  # name under `sources/`: the hash of its bytes, and its suffix
    text: str  # hash of the text
    counts: dict[str, int]
    notices: list[dict[str, Any]]  # `Notice` as JSON: key, values, start, end


class Manifest(TypedDict):
    """What a generation holds and what made it."""

    format: int
    software: str
    extractor: str
    lexicon: str  # hash of the lexicons
    model: dict[str, Any] | None  # name, version, dimension of the embedding model, where there is one
    counts: dict[str, int]
    hashes: dict[str, str]
    reports: list[ReportEntry]


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: a folder that nobody changes any more."""

    number: int
    path: Path
    manifest: Manifest

    def store(self) -> Store:
        """Open the graph, read-only."""
        return Store.read_only(self.path / STORE)


@dataclass(slots=True)
class Draft:
    """The next generation while it is built: its folder, and its graph, which starts as a copy of the current one."""

    home: "Home"
    number: int
    path: Path
    previous: Generation | None
    store: Store
    fresh: bool  # the graph starts empty
    published: Generation | None = field(default=None, init=False)

    def add_source(self, data: bytes, suffix: str) -> str:
        """Keep a file's bytes under their hash; return the name."""
        name = sha256(data).hexdigest() + suffix.lower()
        path = self.home.path / "sources" / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            write(path, data)
        return name

    def publish(self, manifest: Manifest) -> Generation:
        """Make this the current generation."""
        self.store.close()
        with Store.read_only(self.path / BUILDING) as store:
            store.backup(self.path / STORE)  # without the engine's journal, which may be larger than the data
        shutil.rmtree(self.path / BUILDING)
        write(self.path / MANIFEST, _json(manifest))
        sync_tree(self.path)
        self.home.remember(manifest)
        target = self.path.with_name(self.path.name.removesuffix(PART))
        patiently(lambda: self.path.replace(target))
        sync_folder(target.parent)
        write(self.home.path / "CURRENT", f"{target.name}\n".encode())
        self.published = Generation(self.number, target, manifest)
        return self.published


class Home:
    """The folder that holds sources, decisions and generations."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    # reading

    def number(self) -> int:
        """Tell the number of the current generation; cheap, so that a reader can ask at each request."""
        current = self.path / "CURRENT"
        try:
            return int(patiently(lambda: current.read_text(encoding="ascii")))
        except (FileNotFoundError, NotADirectoryError):
            raise self._unnamed() from None
        except ValueError:
            raise HomeError("kg.home.damaged", path=current) from None
        except OSError as error:
            raise HomeError("kg.home.unreadable", path=current, reason=reason(error)) from error

    def _unnamed(self) -> HomeError:
        if self.path.exists() and not self._is_home():
            return HomeError("kg.home.not_a_home", path=self.path)
        if self._numbered() or (self.path / COPY).exists():
            return HomeError("kg.home.damaged", path=self.path / "CURRENT")
        return HomeError("kg.home.empty", path=self.path)

    def _is_home(self) -> bool:
        if not self.path.is_dir():
            return False
        names = {child.name for child in self.path.iterdir()}
        return not names or bool(names & OURS)

    def generation(self, *, any_format: bool = False) -> Generation:
        """Read what the current generation is."""
        for attempt in range(TRIES):
            number = self.number()
            path = self.path / "generations" / f"{number:06}"
            try:
                manifest = _manifest(path / MANIFEST)
            except FileNotFoundError:
                if attempt < TRIES - 1 and number != self.number():
                    continue
                raise HomeError("kg.home.damaged", path=path) from None
            except OSError as error:
                raise HomeError("kg.home.unreadable", path=path / MANIFEST, reason=reason(error)) from error
            except ValueError as error:
                raise HomeError("kg.home.damaged", path=path / MANIFEST) from error
            if manifest.get("format") != FORMAT and not any_format:
                raise FormatError("kg.home.format", path=self.path, found=manifest.get("format"), wanted=FORMAT)
            return Generation(number, path, manifest)
        raise HomeError("kg.home.damaged", path=self.path)

    def last(self) -> Generation:
        """Say what was published last, also where the home is damaged: its manifest is all that is sure to be there."""
        try:
            return self.generation(any_format=True)
        except HomeError as error:
            kept = [(0, self.path / COPY), *((number, path / MANIFEST) for number, path in reversed(self._numbered()))]
            for number, path in kept:
                with suppress(OSError, ValueError):
                    return Generation(number, path.parent, _manifest(path))
            if error.key in ("kg.home.damaged", "kg.home.unreadable"):
                raise HomeError("kg.home.lost", path=self.path) from error
            raise

    def read(self, action: Callable[[Generation], Opened]) -> Opened:
        """Do something with the current generation; begin again where it was collected meanwhile."""
        for _ in range(TRIES - 1):
            generation = self.generation()
            try:
                return action(generation)
            except (OSError, KgError):
                if self.number() == generation.number:
                    raise
        return action(self.generation())

    def store(self) -> Store:
        """Open the graph of the current generation, read-only."""
        return self.read(Generation.store)

    def reports(self) -> list[ReportEntry]:
        """List the reports of the current generation, by key."""
        return sorted(self.generation().manifest["reports"], key=lambda report: report["key"])

    def source(self, name: str) -> bytes:
        """Read the bytes of a report's file; say so where they are gone, or no longer those that were taken in."""
        path = self.path / "sources" / name
        with translated(path):
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                raise SourceError("kg.home.source_gone", path=path) from None
        if not name.startswith(sha256(data).hexdigest()):
            raise SourceError("kg.home.source_changed", path=path)
        return data

    @property
    def decisions(self) -> Path:
        """The file that keeps people's decisions."""
        return self.path / "decisions.jsonl"

    def status(self) -> dict[str, Any]:
        """Tell where the home is, what its current generation holds, and what it takes on disk."""
        generation = self.generation(any_format=True)
        return {
            "home": str(self.path.resolve()),
            "generation": generation.number,
            "generations": [number for number, _ in self._numbered()],
            **{key: generation.manifest[key] for key in ("format", "software", "extractor", "lexicon", "model")},
            "counts": generation.manifest["counts"],
            "reports": len(generation.manifest["reports"]),
            "bytes": {
                "generation": _size(generation.path),
                "sources": _size(self.path / "sources"),
                "cache": _size(self.path / "cache"),
            },
        }

    # writing

    def remember(self, manifest: Manifest) -> None:
        """Keep a copy of what is published, beside the generations."""
        write(self.path / COPY, _json(manifest))

    @contextmanager
    def draft(self, *, fresh: bool = False) -> Iterator[Draft]:
        """Build the next generation, alone; what is not published is forgotten. `fresh` starts with an empty graph."""
        with translated(self.path), self.lock():
            self._sweep()
            previous = self._previous(fresh)
            number = max((number for number, _ in self._numbered()), default=0) + 1
            path = self.path / "generations" / f"{number:06}{PART}"
            path.mkdir(parents=True)
            if previous and not fresh:
                with previous.store() as store:
                    store.backup(path / BUILDING)
            draft = Draft(self, number, path, previous, Store.open(path / BUILDING), fresh)
            try:
                yield draft
            finally:
                if draft.published:
                    self._collect()
                else:
                    draft.store.forget()
                    discard(path)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only writer, or say at once that another process is."""
        from filelock import FileLock, Timeout

        if self.path.exists() and not self._is_home():
            raise HomeError("kg.home.not_a_home", path=self.path)
        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path / "LOCK", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise LockedError("kg.home.locked", path=self.path) from None
        try:
            yield
        finally:
            lock.release()

    def _previous(self, fresh: bool) -> Generation | None:
        numbered = self._numbered()
        if not (self.path / "CURRENT").exists():
            if not numbered and not (self.path / COPY).exists():
                return None
            if numbered and not fresh:
                # a first generation that was finished, but killed before its name was written
                write(self.path / "CURRENT", f"{numbered[-1][0]:06}\n".encode())
        return self.last() if fresh else self.generation()

    def _numbered(self) -> list[tuple[int, Path]]:
        folder = self.path / "generations"
        paths = folder.iterdir() if folder.is_dir() else ()
        return sorted((int(path.name), path) for path in paths if path.name.isdecimal())

    def _sweep(self) -> None:
        """Remove what a killed writer left: parts, and generations that were finished but never named."""
        for folder in (self.path, self.path / "generations", self.path / "sources"):
            for path in folder.glob(f"*{PART}"):
                discard(path) if path.is_dir() else path.unlink(missing_ok=True)
        with suppress(HomeError):  # without a readable CURRENT, nothing tells what was published
            current = self.number()
            for number, path in self._numbered():
                if number > current:
                    discard(path)

    def _collect(self) -> None:
        """Keep three generations and the sources that they name."""
        numbered = self._numbered()
        for _, path in numbered[:-KEPT]:
            discard(path)
        named: set[str] = set()
        for _, path in numbered[-KEPT:]:
            try:
                manifest = _manifest(path / MANIFEST)
            except (OSError, ValueError):
                return  # better a source too many than one too few
            named |= {report["source"] for report in manifest["reports"]}
        for path in (self.path / "sources").glob("*"):
            if path.name not in named:
                path.unlink(missing_ok=True)


def manifest(
    *,
    extractor: str,
    lexicon: str,
    reports: list[ReportEntry],
    counts: dict[str, int],
    model: dict[str, Any] | None = None,
    hashes: dict[str, str] | None = None,
) -> Manifest:
    """Write down what a generation is made of, in this version's format."""
    return Manifest(
        format=FORMAT,
        software=VERSION,
        extractor=extractor,
        lexicon=lexicon,
        model=model,
        counts=counts,
        hashes=hashes or {},
        reports=sorted(reports, key=lambda report: report["key"]),
    )


def _manifest(path: Path) -> Manifest:
    found: Any = json.loads(path.read_bytes())
    if not isinstance(found, dict) or not isinstance(found.get("reports"), list):
        raise ValueError(path)
    return cast(Manifest, found)


def _json(manifest: Manifest) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
