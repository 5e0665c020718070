"""Where fetched bytes are kept: compressed, addressed by the hash of their content, over fsspec.

Writing the same bytes twice stores them once. A blob is complete or absent: it is written under a
temporary name and moved, so a killed process leaves no half blob behind its key.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
import secrets
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import fsspec
import zstandard
from fsspec.implementations.local import LocalFileSystem

from pipeline.failures import ConfigurationError, PermanentError

LEVEL = 3  # of zstd; level 1 takes a quarter less time for 4 % more bytes
MAX_BYTES = 1 << 30  # of one blob, unpacked
ASIDE = ".aside"  # of a file that is about to be removed
_KEY = re.compile(r"[0-9a-f]{64}")
_LATELY = 12 * 3600  # seconds; half of the youngest age at which blobs are pruned


class BlobMissing(PermanentError):
    """The bytes under a key are gone; the page can be asked for again."""

    def __init__(self, key: str) -> None:
        super().__init__("blob_missing", f"no blob {key}; `emcip crawl --again URL` fetches the page again")


class BlobDamaged(PermanentError):
    """The bytes under a key are not those that were stored; storing the page again mends it."""

    def __init__(self, key: str) -> None:
        super().__init__(
            "blob_damaged", f"blob {key} is damaged; restore it, or fetch the page again by `emcip crawl --again URL`"
        )


@dataclass(frozen=True)
class StoredFile:
    """A file of the store; ``modified`` in seconds since 1970."""

    path: str
    modified: float
    size: int

    @property
    def key(self) -> str | None:
        """The key whose bytes it holds; None for what a killed process left of one."""
        name = self.path.rsplit("/", 1)[-1]
        key, _, packing = name.partition(".")
        return key if packing in ("zst", "gz") and _KEY.fullmatch(key) else None

    @property
    def is_aside(self) -> bool:
        return self.path.endswith(ASIDE)


class BlobStore:
    """A store under an fsspec URL (``file://…``, ``s3://…``, ``memory://…``)."""

    def __init__(self, url: str) -> None:
        self.shown = re.sub(r"//[^/@]*@", "//***@", url)  # for messages: without user and password
        try:
            self._fs, root = fsspec.core.url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise ConfigurationError(
                f"EMCIP_BLOB_URL {self.shown!r} cannot be used: {error}. Give an fsspec URL such as file:///srv/emcip/blobs"
            ) from error
        self._root = str(root).rstrip("/")
        self._files: _Files = _Folder() if type(self._fs) is LocalFileSystem else _Remote(self._fs)
        self._packers = threading.local()

    def put(self, body: bytes, *, digest: str | None = None, gzipped: bytes | None = None) -> str:
        """Store bytes; the key is their SHA-256 in hex, which a caller that knows it passes as ``digest``.

        ``gzipped`` is the body as one gzip file, where it came as one: it is kept as it is, for packing a page anew
        takes as long as receiving it, and saves an eighth of it.
        """
        key = digest or hashlib.sha256(body).hexdigest()
        path = self._path(key, "zst" if gzipped is None else "gz")
        # touched: what is stored anew is not to be pruned as long unused, before the row that needs it is written
        if not (self._has_intact(path, key) and self._files.touch(path)):
            self._files.write(path, self._packed(body) if gzipped is None else gzipped)
        return key

    def get(self, key: str) -> bytes:
        """The bytes of a key. Raises BlobMissing or BlobDamaged."""
        damaged = False
        for path in self._paths(key):
            try:
                return self._read(path, key)
            except FileNotFoundError:
                continue
            except BlobDamaged:
                damaged = True
        raise BlobDamaged(key) if damaged else BlobMissing(key)

    def stored(self) -> Iterator[list[StoredFile]]:
        """All files of the store, by folder: of a large one a few hundredths at a time."""
        for folder in range(256):
            yield self._files.files(f"{self._root}/{folder:02x}")

    def discard(self, file: StoredFile, unless_newer: float) -> bool:
        """Remove a file of :meth:`stored` unless it was stored again after a moment (seconds since 1970)."""
        return self._files.remove(file.path, unless_newer)

    def bring_back(self, file: StoredFile) -> None:
        """Undo what a process that was killed had begun to discard."""
        self._files.bring_back(file.path)

    def exists(self, key: str) -> bool:
        return any(self._files.exists(path) for path in self._paths(key))

    def _packed(self, body: bytes) -> bytes:
        packer = getattr(self._packers, "mine", None)  # a new one costs a tenth of packing a page
        if packer is None:
            packer = self._packers.mine = zstandard.ZstdCompressor(level=LEVEL)
        return cast(bytes, packer.compress(body))

    def _read(self, path: str, key: str) -> bytes:
        packed = self._files.read(path)
        try:
            body = _gunzipped(packed) if path.endswith(".gz") else _unpacked(packed)
        except (zstandard.ZstdError, zlib.error) as error:
            raise BlobDamaged(key) from error
        if hashlib.sha256(body).hexdigest() != key:
            raise BlobDamaged(key)
        return body

    def _has_intact(self, path: str, key: str) -> bool:
        try:
            return self._files.exists(path) and self._read(path, key) is not None
        except (BlobDamaged, FileNotFoundError):
            return False

    def _path(self, key: str, packing: str) -> str:
        # 256 folders: with 65,536 nearly every page made one, which costs more than writing the page
        return f"{self._root}/{key[:2]}/{key}.{packing}"

    def _paths(self, key: str) -> Iterator[str]:
        """Where the bytes may be; the last is where homes have what they stored before."""
        yield self._path(key, "zst")
        yield self._path(key, "gz")
        yield f"{self._root}/{key[:2]}/{key[2:4]}/{key}.zst"


def _unpacked(packed: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(packed, max_output_size=MAX_BYTES)


def _gunzipped(packed: bytes) -> bytes:
    return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, MAX_BYTES)


class _Files(Protocol):
    """What a store needs of its files. ``write`` leaves the whole file or none."""

    def exists(self, path: str) -> bool: ...

    def touch(self, path: str) -> bool:
        """Make it as new as if it had just been written; False if that takes writing it."""
        ...

    def files(self, folder: str) -> list[StoredFile]:
        """All files below a folder; none if there is no such folder."""
        ...

    def remove(self, path: str, unless_newer: float) -> bool:
        """Remove a file, unless it was written or touched after a moment, however lately; whether it is gone."""
        ...

    def read(self, path: str) -> bytes: ...

    def write(self, path: str, data: bytes) -> None: ...

    def bring_back(self, aside: str) -> None: ...


class _Folder:
    """Files of this machine, without fsspec in between: it costs a third of storing a page."""

    def exists(self, path: str) -> bool:
        return os.path.exists(path)  # noqa: PTH110 - a Path costs more than the question

    def touch(self, path: str) -> bool:
        try:
            os.utime(path)
        except FileNotFoundError:  # pruned just now
            return False
        return True

    def files(self, folder: str) -> list[StoredFile]:
        found: list[StoredFile] = []
        for path in Path(folder).rglob("*"):
            with contextlib.suppress(FileNotFoundError):  # a temporary file that was moved meanwhile
                if path.is_file():
                    stat = path.stat()
                    found.append(StoredFile(str(path), stat.st_mtime, stat.st_size))
        return found

    def remove(self, path: str, unless_newer: float) -> bool:
        # aside first: whoever stores these bytes meanwhile either touches them before, which is seen, or finds none
        aside = f"{path}{ASIDE}"
        try:
            if os.stat(path).st_mtime > unless_newer:  # noqa: PTH116
                return False
            os.replace(path, aside)  # noqa: PTH105
        except FileNotFoundError:
            return False
        with contextlib.suppress(FileNotFoundError):  # another that prunes has brought it back
            if os.stat(aside).st_mtime <= unless_newer:  # noqa: PTH116
                os.unlink(aside)  # noqa: PTH108
                return True
            self.bring_back(aside)
        return False

    def bring_back(self, aside: str) -> None:
        path = aside.removesuffix(ASIDE)
        with contextlib.suppress(FileNotFoundError):  # another was quicker
            if os.path.exists(path):  # noqa: PTH110 - written anew meanwhile
                os.unlink(aside)  # noqa: PTH108
            else:
                os.utime(aside)  # as new: whoever wanted these bytes may still be about to say so
                os.replace(aside, path)  # noqa: PTH105

    def read(self, path: str) -> bytes:
        return Path(path).read_bytes()

    def write(self, path: str, data: bytes) -> None:
        temporary = _temporary(path)
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 - a descriptor has no path
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
        os.replace(temporary, path)  # noqa: PTH105


class _Remote:
    """Files wherever fsspec reaches."""

    def __init__(self, fs: fsspec.AbstractFileSystem) -> None:
        self._fs = fs

    def exists(self, path: str) -> bool:
        return bool(self._fs.exists(path))

    def touch(self, path: str) -> bool:
        return time.time() - self._modified(path) < _LATELY

    def files(self, folder: str) -> list[StoredFile]:
        found = self._fs.find(folder, detail=True)
        return [StoredFile(path, self._modified(path), int(about.get("size") or 0)) for path, about in found.items()]

    def remove(self, path: str, unless_newer: float) -> bool:
        try:
            if self._modified(path) > unless_newer:
                return False
            self._fs.rm_file(path)
        except FileNotFoundError:
            return False
        return True

    def bring_back(self, aside: str) -> None:
        """Nothing is put aside here: there is no move in one step to do it by."""

    def _modified(self, path: str) -> float:
        moment: dt.datetime = self._fs.modified(path)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()

    def read(self, path: str) -> bytes:
        return cast(bytes, self._fs.cat_file(path))

    def write(self, path: str, data: bytes) -> None:
        temporary = _temporary(path)
        self._fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        self._fs.pipe_file(temporary, data)
        self._fs.mv(temporary, path)


def _temporary(path: str) -> str:
    return f"{path}.{secrets.token_hex(6)}.part"
