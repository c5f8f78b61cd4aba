"""Passages → the vector index of a generation, folder `vectors/`. The only door to FAISS.

`<file>.npy` holds the vectors of one report (16-bit, which costs nothing: bench), so that only what is new or changed
is encoded. The FAISS index is a few segments that never change once written: a new report adds a segment, and segments
of like size are merged, so that what a report costs does not grow with what is there. `manifest.json` says which model
made it and what it holds.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.encoder import Encoder, Model, ModelRow
from kg.errors import StaleIndexError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]
    Places = Mapping[str, NDArray[np.intp]]  # numbers of passages, by report

FORMAT = 1
BATCH = 1024  # texts to encode at a time
EXACT = 50_000  # passages: up to so many a segment is searched through as it is
ROUGH = 1_000  # above, so many that rough codes say are nearest are compared exactly, and at least
OFTEN = 4  # times as many as are asked for
LEARNT = 8_192  # vectors from which the rough codes are learnt
FEW = 30_000  # passages: so many that a filter leaves are compared one by one, whatever the index


@dataclass(frozen=True, slots=True)
class Batch:
    """The passages of one report: the name of its files, how many there are, and the hash of their texts."""

    file: str
    passages: int
    texts: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One file of the index and the reports whose vectors it holds, in this order."""

    file: str
    reports: tuple[str, ...]
    passages: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index of a generation was made from."""

    model: ModelRow
    reports: Mapping[str, Batch]
    segments: Sequence[Segment]


@dataclass(frozen=True, slots=True)
class Near:
    """A passage by report key and number, with its cosine to the query."""

    report: str
    number: int
    score: float


def publish(
    target: Path,
    batches: Mapping[str, Batch],
    texts: Callable[[str], Sequence[str]],
    model: Model,
    *,
    previous: Path | None,
) -> None:
    """Write the index of the reports to the new folder `target`; `texts` gives those of a report.

    Vectors and segments that stand in the folder `previous` as they should be are taken over.
    """
    target.mkdir(parents=True)
    old = read_manifest(previous) if previous else None
    same = old if old and (old.model["name"], old.model["version"]) == (model.name, model.version) else None
    known = {key for key, batch in batches.items() if same and same.reports.get(key) == batch}
    for key, batch in sorted(batches.items()):
        if key in known and previous:
            share(previous / f"{batch.file}.npy", target / f"{batch.file}.npy")
        else:
            _encode(target / f"{batch.file}.npy", texts(key), model)
    kept = [segment for segment in same.segments if known.issuperset(segment.reports)] if same else []
    for segment in kept:
        assert previous
        share(previous / segment.file, target / segment.file)
    segments = _segments(target, batches, kept)
    _save(target, Manifest(model.row, batches, segments))


def _encode(path: Path, texts: Sequence[str], encoder: Encoder) -> None:
    import numpy as np

    parts = [encoder.encode(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)] or [encoder.encode([])]
    np.save(path, np.concatenate(parts).astype(np.float16), allow_pickle=False)


def _segments(folder: Path, batches: Mapping[str, Batch], kept: Sequence[Segment]) -> list[Segment]:
    """Add a segment of the reports that none holds, together with all segments that are not twice as large."""
    held = {key for segment in kept for key in segment.reports}
    reports = sorted(key for key, batch in batches.items() if key not in held and batch.passages)
    segments = sorted(kept, key=lambda segment: segment.passages)
    size = sum(batches[key].passages for key in reports)
    if not reports:
        return segments
    while segments and segments[0].passages < 2 * size:
        smallest = segments.pop(0)
        (folder / smallest.file).unlink()
        reports += smallest.reports
        size += smallest.passages
    name = hashlib.sha256("\0".join(f"{key}\0{batches[key].texts}" for key in reports).encode()).hexdigest()[:24]
    segment = Segment(f"{name}.faiss", tuple(reports), size)
    _write(folder / segment.file, [folder / f"{batches[key].file}.npy" for key in reports])
    return [*segments, segment]


def _write(path: Path, files: Sequence[Path]) -> None:
    import faiss
    import numpy as np

    vectors = np.concatenate([np.load(file) for file in files]).astype(np.float32)
    index = make(vectors)
    # through bytes: FAISS opens files by a name of bytes, which fails on Windows where the folder's is Chinese
    path.write_bytes(faiss.serialize_index(index).tobytes())


def make(vectors: "Matrix", *, exact: int = EXACT) -> Any:
    """Build an index: 16-bit vectors, and above so many before them rough codes, four bits for two dimensions.

    All rough codes are looked through, and the best of them compared by the vectors themselves. Measured with 256
    dimensions and one thread, 1,000 compared, recall against the exact index. 100,000 sentences of encyclopaedia and
    statutes: exact 3.0 ms a query; rough codes 0.7 ms, recall@10 1.000, recall@200 0.995, 0.9 s more to build; √n
    inverted lists, 128 of them looked into, 1.3 ms, 0.991 and 0.980; HNSW (16 links) 1.0 ms, 0.99, 20 s. 400,000:
    exact 11.4 ms; rough codes 1.8 ms, 1.000 and 0.99; lists 2.2 ms, 0.972 and 0.960. 8-bit vectors are not faster than
    16-bit ones and find 0.99.
    """
    import faiss

    size, dimension = vectors.shape
    whole: Any = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    if size <= exact or dimension % 2:
        whole.add(vectors)
        return whole
    rough: Any = faiss.IndexPQFastScan(dimension, dimension // 2, 4, faiss.METRIC_INNER_PRODUCT)
    rough.pq.cp.niter = 10
    faiss.omp_set_num_threads(1)  # so short a work is not shared: threads would only wait for each other
    index: Any = faiss.IndexRefine(rough, whole)
    rough.train(vectors[:: max(size // LEARNT, 1)])
    index.is_trained = True
    index.add(vectors)
    return index


class VectorIndex:
    """The vector index of a generation, opened for reading; its segments are loaded when first searched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)
        self._rows: dict[str, Any] = {}

    def __len__(self) -> int:
        return sum(segment.passages for segment in self.manifest.segments)

    def require(self, model: Model | None) -> Model:
        """Refuse a model that did not make this index."""
        wanted = self.manifest.model
        if model is None:
            raise StaleIndexError("search.no_model", folder=self.folder, name=wanted["name"])
        if (model.name, model.version) != (wanted["name"], wanted["version"]):
            raise StaleIndexError("search.other_model", folder=self.folder, name=wanted["name"], other=model.name)
        return model

    def search(self, vector: "Matrix", k: int, *, within: "Places | None" = None) -> list[Near]:
        """The k passages nearest to the vector, best first; with `within` only among those."""
        if vector.shape != (self.manifest.model["dimension"],):
            raise StaleIndexError(
                "search.dimension", folder=self.folder, wanted=self.manifest.model["dimension"], found=len(vector)
            )
        if k <= 0 or not vector.any():
            return []
        found = [near for segment in self._segments for near in segment.search(vector, k, within)]
        return sorted(found, key=lambda near: (-near.score, near.report, near.number))[:k]

    def cosines(self, vector: "Matrix", places: Sequence[tuple[str, int]]) -> list[float]:
        """The cosines of these passages to the vector."""
        import numpy as np

        if not places:
            return []
        rows = np.concatenate([self.rows(report)[number] for report, number in places]).reshape(len(places), -1)
        found: list[float] = (rows.astype(np.float32) @ vector).tolist()
        return found

    def rows(self, report: str) -> Any:
        """The vectors of a report, in reading order, as they are kept."""
        if report not in self._rows:
            import numpy as np

            try:
                rows = np.load(self.folder / f"{self.manifest.reports[report].file}.npy", mmap_mode="r")
                self._rows[report] = np.asarray(rows)  # a plain array is indexed faster
            except (OSError, ValueError) as error:
                raise StaleIndexError("search.stale", folder=self.folder) from error
        return self._rows[report]

    @cached_property
    def _segments(self) -> list["_Loaded"]:
        return [_Loaded(self, segment) for segment in self.manifest.segments]


class _Loaded:
    """A segment in memory, with the place in it of each report's first passage."""

    def __init__(self, index: VectorIndex, segment: Segment) -> None:
        import faiss
        import numpy as np

        faiss.omp_set_num_threads(1)  # one query at a time: threads would only wait for each other
        try:
            self._index = faiss.deserialize_index(np.fromfile(index.folder / segment.file, np.uint8))
        except (OSError, RuntimeError) as error:
            raise StaleIndexError("search.stale", folder=index.folder) from error
        self._whole = faiss.downcast_index(getattr(self._index, "refine_index", self._index))
        self._reports = segment.reports
        sizes = [index.manifest.reports[key].passages for key in segment.reports]
        self._starts = np.cumsum([0, *sizes])
        self._all = index
        if self._index.ntotal != segment.passages or self._starts[-1] != segment.passages:
            raise StaleIndexError("search.stale", folder=index.folder)

    def search(self, vector: "Matrix", k: int, within: "Places | None") -> Iterator[Near]:
        k, index, params = min(k, self._index.ntotal), self._index, self._refined(k)
        if within is not None:
            chosen = {key: within[key] for key in self._reports if len(within.get(key, ()))}
            if sum(map(len, chosen.values())) <= FEW:
                yield from self._one_by_one(vector, k, chosen)
                return
            index, params = self._whole, self._only(chosen)
        scores, rows = index.search(vector[None], k, params=params)
        found = rows[0] >= 0  # FAISS fills up with -1
        yield from self._near(rows[0][found], scores[0][found])

    def _refined(self, k: int) -> Any:
        """What tells FAISS how many passages to compare exactly, where rough codes choose them."""
        import faiss

        library: Any = faiss
        if self._whole is self._index:
            return None
        return library.IndexRefineSearchParameters(k_factor=max(OFTEN, ROUGH / k))

    def _only(self, chosen: "Places") -> Any:
        """What tells FAISS to look at these passages only."""
        import faiss

        library: Any = faiss
        return library.SearchParameters(sel=library.IDSelectorBitmap(self._bits(chosen)))

    def _one_by_one(self, vector: "Matrix", k: int, chosen: "Places") -> Iterator[Near]:
        import numpy as np

        for key, numbers in chosen.items():
            cosines = self._all.rows(key)[numbers].astype(np.float32) @ vector
            best = np.argsort(-cosines, kind="stable")[:k]
            yield from (Near(key, int(numbers[i]), float(cosines[i])) for i in best)

    def _bits(self, chosen: "Places") -> Any:
        import numpy as np

        bits = np.zeros(self._index.ntotal, bool)
        for start, key in zip(self._starts[:-1], self._reports, strict=True):
            if key in chosen:
                bits[start + chosen[key]] = True
        return np.packbits(bits, bitorder="little")

    def _near(self, rows: "NDArray[np.intp]", scores: "Matrix") -> Iterator[Near]:
        import numpy as np

        at = np.searchsorted(self._starts, rows, side="right") - 1
        numbers = rows - self._starts[at]
        for report, number, score in zip(at.tolist(), numbers.tolist(), scores.tolist(), strict=True):
            yield Near(self._reports[report], number, score)


def read_manifest(folder: Path) -> Manifest:
    """Read what the index in the folder was made from."""
    try:
        content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise ValueError
        reports = {key: Batch(**row) for key, row in content["reports"].items()}
        segments = [Segment(row["file"], tuple(row["reports"]), row["passages"]) for row in content["segments"]]
        return Manifest(content["model"], reports, segments)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise StaleIndexError("search.stale", folder=folder) from error


def _save(folder: Path, manifest: Manifest) -> None:
    reports = {key: asdict(batch) for key, batch in sorted(manifest.reports.items())}
    segments = [asdict(segment) for segment in manifest.segments]
    content = {"format": FORMAT, "model": manifest.model, "reports": reports, "segments": segments}
    words = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(f"{words}\n", encoding="utf-8", newline="\n")


def share(source: Path, target: Path) -> None:
    """Link a file that never changes; copy it where links do not work."""
    try:
        os.link(source, target)
    except OSError:
        try:
            shutil.copyfile(source, target)
        except OSError as error:
            raise StaleIndexError("search.stale", folder=source.parent) from error
