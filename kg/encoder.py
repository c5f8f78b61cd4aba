"""Texts → vectors: what an encoder is, the model that ships inside, and any model of sentence-transformers by name.

Code asks for an `Encoder`; the application supplies the model (`choose`), tests a small one of their own. What linking
and search both need lies here, below both. sentence-transformers is imported only where such a model is used.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypedDict

from kg.errors import ModelError

if TYPE_CHECKING:  # numpy comes with a model: what needs none does not load it
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]

SHIPPED = Path(__file__).parent / "model"
NAME = "chengguo-static"  # of the shipped model, wherever it is installed
STATIC = ("tokenizer.json", "model.safetensors", "manifest.json")  # what makes a folder one of our own
HEAD = 1 << 20  # bytes of each file that tell one version of somebody else's model from another


class Encoder(Protocol):
    """Anything that embeds texts."""

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Embed the texts: one row each, of length 1, as 32-bit numbers."""
        ...


class ModelRow(TypedDict):
    """A model as the manifests of a generation name it."""

    name: str
    version: str
    dimension: int


@dataclass(frozen=True)
class Model:
    """An encoder with the name and version that an index records; it is loaded when it is first used."""

    name: str
    version: str
    load: Callable[[], Encoder] = field(repr=False)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder, loaded."""
        return self.load()

    @cached_property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self.encoder.encode(["1"]).shape[1])

    @property
    def row(self) -> ModelRow:
        """What to write down of it."""
        return {"name": self.name, "version": self.version, "dimension": self.dimension}

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Embed the texts: one row each, of length 1, as 32-bit numbers."""
        return self.encoder.encode(texts)


def choose(name: str | None = None) -> Model | None:
    """Give the model of this name or folder; without one the shipped model, or nothing where it is not installed."""
    if name is None or name == NAME:
        return static(SHIPPED, name=NAME) if is_static(SHIPPED) else None
    folder = Path(name).expanduser()
    if is_static(folder):
        return static(folder)
    if folder.is_dir():
        place = folder.resolve()
        return Model(str(place), _fingerprint(place), lambda: SentenceTransformerEncoder(place))
    return Model(name, "", lambda: SentenceTransformerEncoder(name))


def is_static(folder: Path) -> bool:
    """Whether the folder holds a model such as ours: token rows, read without torch."""
    return all((folder / file).is_file() for file in STATIC)


def static(folder: Path, *, name: str = "") -> Model:
    """Give the static model of the folder, under this name, else under the folder's."""

    def load() -> Encoder:
        from kg.static import StaticEncoder

        try:
            return StaticEncoder(folder)
        except (OSError, ValueError, LookupError) as error:
            raise ModelError("kg.model.unreadable", model=folder, reason=error) from error

    try:
        hashes = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["sha256"]
        version = hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()[:12]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ModelError("kg.model.unreadable", model=folder, reason=error) from error
    return Model(name or str(folder.resolve()), version, load)


def _fingerprint(folder: Path) -> str:
    """A hash of the files' names, sizes and beginnings: tells versions apart without reading gigabytes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode() + file.read(HEAD))
    return digest.hexdigest()[:12]


class SentenceTransformerEncoder:
    """A model of sentence-transformers, by name or folder; it runs on CUDA where there is a device."""

    def __init__(self, model: str | Path, *, device: str | None = None) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelError("kg.model.extra", model=model) from error
        try:
            self._model: Any = SentenceTransformer(str(model), device=device)
        except (OSError, ValueError) as error:
            raise ModelError("kg.model.unreadable", model=model, reason=error) from error

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Embed the texts: one row each, of length 1, as 32-bit numbers."""
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        found: Vectors = vectors.astype("float32")
        return found
