"""Vectors kept on the disk, so that nothing is encoded twice from one run to the next.

A file of SQLite holds them, each under a digest of who made it and of the text; no text is in it. Several processes may
use it at once. It is never needed: where it is damaged it is begun anew, and where it cannot be used at all, texts are
encoded as if there were none.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from secondsource.encoding.encoder import Before, Encoder, Named, Vectors

FILE = "vectors.db"
LARGEST = 256 * 1024 * 1024
"""Bytes that the file may have: about 160,000 vectors of the default encoder. What was kept first is dropped first."""
DROPPED = 8
"""Of a full file, one part in so many is dropped at a time."""
WAIT_SECONDS = 5.0
"""How long it is waited for another process that writes; then it goes on without the file, this once."""
LAYOUT = 1
AT_ONCE = 500
"""Keys that one question names at most."""


class Kept(Before):
    """An encoder in front of which stands a folder with what it encoded before."""

    def __init__(self, encoder: Named, folder: Path, *, tell: Callable[[str], object] = warnings.warn) -> None:
        """`tell` is told, once, why the folder is of no use, or that it was begun anew."""
        super().__init__(encoder)
        self.name = encoder.name
        self._named = encoder
        self._store = Store(folder, tell)

    @property
    def version(self) -> str:
        return self._named.version

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`; only texts that are not kept reach the encoder, in sorted order."""
        if not texts:
            return self.encoder.encode(texts)
        keys = {text: self._key(text) for text in sorted(set(texts))}
        kept = self._store.read(list(keys.values()))
        rows = {text: kept[key] for text, key in keys.items() if key in kept}
        new = [text for text in keys if text not in rows]
        if new:
            made = self.encoder.encode(new)
            if any(len(row) != made.shape[1] for row in rows.values()):  # a server has another model behind its name
                new, made = list(keys), self.encoder.encode(list(keys))
            rows.update(zip(new, made, strict=True))
            self._store.write({keys[text]: rows[text] for text in new})
        return np.stack([rows[text] for text in texts])

    def forget(self) -> None:
        """Drops all that the folder keeps, whoever made it."""
        self._store.forget()

    def _key(self, text: str) -> bytes:
        made = hashlib.sha256()
        for part in (self.name, self.version, text):
            data = part.encode("utf-8", "surrogatepass")
            made.update(len(data).to_bytes(8, "little") + data)
        return made.digest()


def forget(encoder: Encoder | None) -> None:
    """Drops what is kept for an encoder, or for one that it stands in front of; nothing where nothing is."""
    while encoder is not None:
        if isinstance(encoder, Kept):
            encoder.forget()
        encoder = getattr(encoder, "encoder", None)


class Store:
    """Rows of float32 by key, in a file that only its owner can read; never raises."""

    def __init__(self, folder: Path, tell: Callable[[str], object] = warnings.warn) -> None:
        self.path = folder / FILE
        self._tell: Callable[[str], object] | None = tell

    def read(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        """What is kept under these keys; a row that is not as it was written is left out."""
        found: dict[bytes, Vectors] = {}
        with self._spared(), self._opened(make=False) as file:
            for part in (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE)):
                asked = f"SELECT key, sum, row FROM vectors WHERE key IN ({','.join('?' * len(part))})"  # noqa: S608
                for key, sum, row in file.execute(asked, part):
                    if _sum(key, row) == sum:
                        found[key] = np.frombuffer(row, "<f4")
        return found

    def write(self, rows: Mapping[bytes, Vectors]) -> None:
        """Keeps rows; the oldest make room for them."""
        held = [(key, data, _sum(key, data)) for key, row in rows.items() if (data := row.astype("<f4").tobytes())]
        with self._spared(), self._opened(make=True) as file:
            file.execute("BEGIN IMMEDIATE")
            pages, free, size = (
                file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
            )
            if (pages - free) * size + sum(len(data) for _, data, _ in held) > LARGEST:
                (count,) = file.execute("SELECT count(*) FROM vectors").fetchone()
                file.execute(
                    "DELETE FROM vectors WHERE number IN (SELECT number FROM vectors ORDER BY number LIMIT ?)",
                    (count // DROPPED + 1,),
                )
            file.executemany("REPLACE INTO vectors (key, row, sum) VALUES (?, ?, ?)", held)
            file.execute("COMMIT")

    def forget(self) -> None:
        """Drops all that is kept."""
        with self._spared():
            self.path.unlink(missing_ok=True)

    @contextmanager
    def _opened(self, *, make: bool) -> Iterator[sqlite3.Connection]:
        """The file, opened for as long as it is needed: it may then be used by any thread, and after any fork."""
        if make:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        elif not self.path.exists():
            raise _NothingKeptError
        with closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)) as file:
            file.execute("PRAGMA synchronous = OFF")  # what a crash spoils is begun anew
            (layout,) = file.execute("PRAGMA user_version").fetchone()
            if layout not in (0, LAYOUT):
                raise sqlite3.DatabaseError(f"of another layout ({layout})")
            if layout == 0 and make:
                file.execute("BEGIN IMMEDIATE")
                file.execute(
                    "CREATE TABLE IF NOT EXISTS vectors "
                    "(number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, row BLOB NOT NULL, sum INTEGER NOT NULL)"
                )
                file.execute(f"PRAGMA user_version = {LAYOUT}")
                file.execute("COMMIT")
            elif layout == 0:
                raise _NothingKeptError
            yield file

    @contextmanager
    def _spared(self) -> Iterator[None]:
        """Whoever only wants vectors is spared what is wrong with the file."""
        try:
            yield
        except _NothingKeptError:
            pass
        except (sqlite3.OperationalError, OSError) as error:  # locked, read-only, full, no folder
            self._say(f"{self.path} cannot be used ({_reason(error)}); texts are encoded without it")
        except sqlite3.DatabaseError as error:
            try:
                self.path.unlink(missing_ok=True)
            except OSError:
                self._say(f"{self.path} is damaged ({error}) and cannot be deleted; texts are encoded without it")
            else:
                self._say(f"{self.path} was damaged ({error}); it is begun anew")

    def _say(self, what: str) -> None:
        tell, self._tell = self._tell, None
        if tell is not None:
            tell(what)


class _NothingKeptError(Exception):
    """There is no file yet."""


def _sum(key: bytes, row: bytes) -> int:
    return zlib.crc32(row, zlib.crc32(key))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
