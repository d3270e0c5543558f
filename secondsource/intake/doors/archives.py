"""ZIP, tar and gzip: their members, one at a time, never more than the limits allow, never outside of the archive."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, cast

from secondsource.errors import InputError
from secondsource.intake.doors.found import bounded
from secondsource.intake.limits import Limits

_COMPRESSED: Mapping[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\x00": lzma.open}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second is an empty one
IN_MEMORY = 10
"""A single compressed file may unpack to so many times what one report may have."""
_TAR_MAGIC = slice(257, 262)
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive."""

    address: str
    """`archive!/folder/name`."""
    file: BinaryIO


def opens(head: bytes, address: str) -> bool:
    """Whether a file is an archive of other files."""
    return head.startswith(_ZIP) or head[_TAR_MAGIC] == b"ustar" or _compression(head) is not None


def members(file: BinaryIO, address: str, limits: Limits) -> Iterator[Member | InputError]:
    """The files in an archive in the order of their names, and an error for each that cannot be taken out."""
    head = file.read(512)
    file.seek(0)
    try:
        if head.startswith(_ZIP):
            yield from _zip(file, address, limits)
        elif head[_TAR_MAGIC] == b"ustar":
            yield from _tar(file, address, limits)
        else:
            yield from _single(file, head, address, limits)
    except _BROKEN as error:
        yield InputError(address, f"is damaged ({error or type(error).__name__}); get it again, or name what is in it")


def _zip(file: BinaryIO, address: str, limits: Limits) -> Iterator[Member | InputError]:
    with zipfile.ZipFile(file) as opened:
        infos = sorted((i for i in opened.infolist() if not i.filename.endswith("/")), key=lambda i: i.filename)
        if (refused := _too_much(address, len(infos), sum(i.file_size for i in infos), limits)) is not None:
            yield refused
            return
        for info in infos:
            if not (name := _safe(info.filename)):
                yield InputError(f"{address}!/{info.filename}", "has a path that leads out of its archive; rename it")
            elif info.flag_bits & 1:
                yield InputError(f"{address}!/{name}", "is locked with a password; unpack it and name what is in it")
            else:
                with opened.open(info) as packed:
                    yield _taken(packed, f"{address}!/{name}", limits)


def _tar(file: BinaryIO, address: str, limits: Limits) -> Iterator[Member | InputError]:
    with tarfile.open(fileobj=file, mode="r:") as opened:
        infos, size = [], 0
        for info in opened:
            infos.append(info)
            size += info.size
            if (refused := _too_much(address, len(infos), size, limits)) is not None:
                yield refused
                return
        for info in sorted((i for i in infos if not i.isdir()), key=lambda i: i.name):
            name = _safe(info.name)
            if not info.isfile() or not name:
                what = "is a link or a device, not a file" if name else "has a path that leads out of its archive"
                yield InputError(f"{address}!/{info.name}", f"{what}; put a plain file in its place")
                continue
            packed = opened.extractfile(info)
            if packed is not None:
                with packed:
                    yield _taken(packed, f"{address}!/{name}", limits)


def _single(file: BinaryIO, head: bytes, address: str, limits: Limits) -> Iterator[Member | InputError]:
    """The one file that is compressed; it may be long, and is unpacked as it is read."""
    opener = _compression(head)
    if opener is None:
        return
    name = PurePosixPath(address).name
    inner = name.rpartition(".")[0] or name
    inner = f"{inner}.tar" if name.endswith(".tgz") else inner
    packed = cast(IO[bytes], opener(file, "rb"))
    most = min(limits.max_unpacked, IN_MEMORY * limits.max_bytes)
    whole = io.BytesIO(packed.read(most + 1))
    if len(whole.getbuffer()) > most:
        yield InputError(address, f"unpacks to more than {most / 1e6:g} MB; unpack it, and name the parts")
        return
    yield Member(f"{address}!/{inner}", whole)


def _taken(packed: IO[bytes], address: str, limits: Limits) -> Member | InputError:
    try:
        return Member(address, io.BytesIO(bounded(cast(BinaryIO, packed), address, limits)))
    except InputError as error:
        return error


def _too_much(address: str, count: int, size: int, limits: Limits) -> InputError | None:
    if count > limits.max_members:
        return InputError(address, f"holds more than {limits.max_members:,} files; part it into smaller ones")
    if size > limits.max_unpacked:
        return InputError(address, f"unpacks to more than {limits.max_unpacked / 1e6:g} MB; part it into smaller ones")
    return None


def _safe(name: str) -> str:
    """A member's name without what would lead out of its archive; empty where nothing is left."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or any(":" in part for part in parts[:1]):
        return ""
    printable = ("".join(c if c.isprintable() else "\ufffd" for c in part) for part in parts)
    return "/".join(part for part in printable if part not in ("", "."))


def _compression(head: bytes) -> Callable[..., Any] | None:
    return next((opener for magic, opener in _COMPRESSED.items() if head.startswith(magic)), None)
