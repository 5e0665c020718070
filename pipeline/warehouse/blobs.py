"""Where fetched bytes are kept: compressed, addressed by the hash of their content, over fsspec.

Writing the same bytes twice stores them once. A blob is complete or absent: it is written under a
temporary name and moved, so a killed process leaves no half blob behind its key.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import cast

import fsspec
import zstandard

from pipeline.failures import ConfigurationError, PermanentError


class BlobMissing(PermanentError):
    """The bytes under a key are gone; the page can be asked for again."""

    def __init__(self, key: str) -> None:
        super().__init__("blob_missing", f"no blob {key}; fetch the page again to restore it")


class BlobDamaged(PermanentError):
    """The bytes under a key are not those that were stored; storing the page again mends it."""

    def __init__(self, key: str) -> None:
        super().__init__("blob_damaged", f"blob {key} is damaged; restore it, or fetch the page again")


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

    def put(self, body: bytes) -> str:
        """Store bytes; the key is their SHA-256 in hex."""
        key = hashlib.sha256(body).hexdigest()
        path = self._path(key)
        if self._fs.exists(path) and self._is_intact(key):
            return key
        temporary = f"{path}.{secrets.token_hex(6)}.part"
        self._fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        self._fs.pipe_file(temporary, zstandard.ZstdCompressor(level=3).compress(body))
        self._fs.mv(temporary, path)
        return key

    def get(self, key: str) -> bytes:
        """The bytes of a key. Raises BlobMissing or BlobDamaged."""
        try:
            packed = cast(bytes, self._fs.cat_file(self._path(key)))
        except FileNotFoundError as error:
            raise BlobMissing(key) from error
        try:
            body = zstandard.ZstdDecompressor().decompress(packed, max_output_size=1 << 30)
        except zstandard.ZstdError as error:
            raise BlobDamaged(key) from error
        if hashlib.sha256(body).hexdigest() != key:
            raise BlobDamaged(key)
        return body

    def exists(self, key: str) -> bool:
        return bool(self._fs.exists(self._path(key)))

    def _is_intact(self, key: str) -> bool:
        try:
            self.get(key)
        except PermanentError:
            return False
        return True

    def _path(self, key: str) -> str:
        return f"{self._root}/{key[:2]}/{key[2:4]}/{key}.zst"
