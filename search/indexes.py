"""Reports → passages and indexes of a generation: folders `passages/`, `lexical/` and, with a model, `vectors/`.

`passages/manifest.json` says which file holds which report; beside each lies the cache of its words (`.terms`), so that
an index is made anew without cutting a sentence again. `lexical/manifest.json` says what the index was built from.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kg.encoder import Model
from kg.errors import StaleIndexError
from kg.records import Report
from search import vectors
from search.lexical import Entry, LexicalIndex, extend
from search.passages import Passage, PassageFiles, lines, passages
from search.terms import plainly, words
from search.vectors import Batch, VectorIndex, share

FORMAT = 2


@dataclass(frozen=True, slots=True)
class _File:
    """What the manifest says of one report."""

    file: str
    passages: int
    terms: str  # hash of what is indexed, so that a report in which nothing changed need not be indexed again
    texts: str  # hash of the sentences alone: what vectors depend on
    owner: str  # whose report it is: the institution, else the report's key


def publish(
    target: Path,
    changed: Mapping[str, Report],
    *,
    kept: Collection[str],
    previous: Path | None,
    model: Model | None = None,
) -> int:
    """Write passages and indexes of the next generation `target`; return the number of its passages.

    `kept` are the keys whose passages are taken over from the generation `previous`, `changed` the reports read anew.
    Without a model there are no vectors, and search goes by words alone.
    """
    folder = target / "passages"
    folder.mkdir(parents=True)
    found = {key: tuple(passages(report, key)) for key, report in sorted(changed.items())}
    old = _kept(set(kept) - set(changed), previous)
    with ThreadPoolExecutor(1) as aside:  # encoding is compiled code, which does not hold up what is done meanwhile
        batches = {key: _batch(key, sentences) for key, sentences in found.items()} | _batches(old)
        embedding = aside.submit(_embed, target, found, batches, previous, model) if model else None
        new = {key: _write(folder, sentences, changed[key], key) for key, sentences in found.items()} | old
        for file in old.values():
            for suffix in (".jsonl", ".terms"):
                assert previous
                share(previous / "passages" / (file.file + suffix), folder / (file.file + suffix))
        _save(folder, new)
        _index(target, new, found, previous)
        if embedding:
            embedding.result()
    return sum(file.passages for file in new.values())


def _kept(keys: Collection[str], previous: Path | None) -> dict[str, _File]:
    """What the previous generation says of the reports that are kept."""
    old = _manifest(previous / "passages") if previous else {}
    for key in sorted(keys):
        if key not in old:
            raise StaleIndexError("search.missing", report=key)
    return {key: old[key] for key in sorted(keys)}


def open_indexes(generation: Path) -> tuple[PassageFiles, LexicalIndex]:
    """Open the passages and the lexical index of a generation for reading."""
    files, indexed = _manifest(generation / "passages"), _manifest(generation / "lexical")
    if files != indexed:
        raise StaleIndexError("search.stale", folder=generation / "lexical")
    paths = {key: generation / "passages" / f"{file.file}.jsonl" for key, file in files.items()}
    owners = {key: file.owner for key, file in files.items()}
    return PassageFiles(paths, owners), LexicalIndex(generation / "lexical" / "index")


def open_vectors(generation: Path) -> VectorIndex | None:
    """Open the vectors of a generation, where it was made with a model."""
    if not (generation / "vectors").is_dir():
        return None
    index = VectorIndex(generation / "vectors")
    if index.manifest.reports != _batches(_manifest(generation / "passages")):
        raise StaleIndexError("search.stale", folder=generation / "vectors")
    return index


def _write(folder: Path, found: Sequence[Passage], report: Report, key: str) -> _File:
    batch = _batch(key, found)
    headings = {section: " ".join(words(" ".join(section))) for section in dict.fromkeys(p.section for p in found)}
    terms = "".join(f"{' '.join(words(p.text))}\t{headings[p.section]}\t{' '.join(p.marks)}\n" for p in found)
    texts = "".join(f"{line}\n" for line in lines(found))
    (folder / f"{batch.file}.jsonl").write_text(texts, encoding="utf-8", newline="\n")
    (folder / f"{batch.file}.terms").write_text(terms, encoding="utf-8", newline="\n")
    # words alone say nothing of punctuation, and phrases are taken from the text
    content = _hash(terms + batch.texts)
    return _File(batch.file, batch.passages, content, batch.texts, report.document.institution or key)


def _batch(key: str, found: Sequence[Passage]) -> Batch:
    name = _hash(key)[:24]  # a key may hold what no file name may
    return Batch(name, len(found), _hash("\0".join(p.text for p in found)))


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _index(target: Path, new: dict[str, _File], found: Mapping[str, Sequence[Passage]], previous: Path | None) -> None:
    """Add to the previous index where every report of it is still there as it was; else build all from the caches."""
    old = _manifest(previous / "lexical") if previous else {}
    additive = bool(old) and all(key in new and new[key].terms == file.terms for key, file in old.items())
    keys = sorted(set(new) - set(old)) if additive else sorted(new)
    folder = target / "passages"
    kept = PassageFiles({key: folder / f"{new[key].file}.jsonl" for key in keys})
    texts = ((key, found[key] if key in found else kept.of(key)) for key in keys)
    entries = (entry for key, some in texts for entry in _entries(folder / f"{new[key].file}.terms", some))
    base = previous / "lexical" / "index" if additive and previous else None
    extend(target / "lexical" / "index", entries, previous=base)
    _save(target / "lexical", new)


def _entries(terms: Path, found: Sequence[Passage]) -> Iterator[Entry]:
    with terms.open(encoding="utf-8", newline="\n") as lines:
        for passage, line in zip(found, lines, strict=True):
            cut, heading, marks = line.rstrip("\n").split("\t")
            yield Entry(passage.report, passage.number, passage.text, cut, heading, marks)


def _embed(
    target: Path,
    found: Mapping[str, Sequence[Passage]],
    batches: Mapping[str, Batch],
    previous: Path | None,
    model: Model,
) -> None:
    """Encode what the previous generation has not encoded with this model, and index it."""
    base = previous / "vectors" if previous and (previous / "vectors").is_dir() else None
    folder = (previous or target) / "passages"
    kept = PassageFiles({key: folder / f"{batch.file}.jsonl" for key, batch in batches.items()})

    def texts(key: str) -> list[str]:
        return [plainly(passage.text) for passage in (found[key] if key in found else kept.of(key))]

    vectors.publish(target / "vectors", batches, texts, model, previous=base)


def _batches(files: Mapping[str, _File]) -> dict[str, Batch]:
    return {key: Batch(file.file, file.passages, file.texts) for key, file in files.items()}


def _manifest(folder: Path) -> dict[str, _File]:
    try:
        content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StaleIndexError("search.stale", folder=folder) from error
    if content["format"] != FORMAT:
        raise StaleIndexError("search.stale", folder=folder)
    return {key: _File(**row) for key, row in content["reports"].items()}


def _save(folder: Path, files: Mapping[str, _File]) -> None:
    rows = {key: {name: getattr(files[key], name) for name in _File.__slots__} for key in sorted(files)}
    content = json.dumps({"format": FORMAT, "reports": rows}, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(content + "\n", encoding="utf-8", newline="\n")
