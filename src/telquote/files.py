"""The one door to files: what is read, which entries of a folder are plan files, and how an answer is written.

Whatever a command has read is remembered, so that no answer is ever written over it.
"""

import codecs
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from telquote.codes import Code
from telquote.language import Message

MAX_BYTES = 4 * 1024 * 1024
"""The most that is read of one file or stream; the largest real plan file has a few dozen kilobytes."""

SUFFIXES = (".yaml", ".yml")
STDIN = "-"

SET_APART = "gallery"
"""A sub-folder of plan files that is read only where it is named: sets of plans, each of its own market."""


class Unreadable(Exception):
    """What is no readable text, and why; ``line`` and ``column`` where that is known, counted from 1."""

    def __init__(self, code: Code, message: Message, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message.said("en"))
        self.code, self.message, self.line, self.column = code, message, line, column


class Unwritable(Exception):
    """Why a file cannot be written."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.said("en"))
        self.message = message


_read: set[tuple[int, int]] = set()
_folders: set[Path] = set()


def forget() -> None:
    """Forget what was read: another command begins."""
    _read.clear()
    _folders.clear()


def read_source(path: Path) -> bytes:
    """Return what a file, a pipe that was named, or stdin (``-``) holds.

    Raises ``Unreadable`` for what cannot be read, is no file, or holds more than ``MAX_BYTES``.
    """
    try:
        content = _content(path)
    except FileNotFoundError:
        message = Message("a link to nothing") if path.is_symlink() else Message("no such file")
        raise Unreadable("file-unreadable", message) from None
    except OSError as error:
        raise Unreadable("file-unreadable", Message("cannot be read: {reason}", reason=reason_of(error))) from None
    if len(content) > MAX_BYTES:
        message = Message("more than {limit} MiB: that is not read", limit=MAX_BYTES // (1024 * 1024))
        raise Unreadable("file-too-large", message)
    return content


def _content(path: Path) -> bytes:
    if str(path) == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe without a writer must not hold a command up
    with os.fdopen(number, "rb") as stream:
        status = os.fstat(number)
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable("file-unreadable", Message("a folder, no file"))
        if not stat.S_ISREG(status.st_mode) and _in_a_folder(path):
            raise Unreadable("file-unreadable", Message("a pipe or device, no file"))
        os.set_blocking(number, True)
        _read.add((status.st_dev, status.st_ino))
        return stream.read(MAX_BYTES + 1)


_REASONS = {
    errno.ENOENT: Message("no such folder"),
    errno.ENOTDIR: Message("no folder is there"),
    errno.EISDIR: Message("it is a folder"),
    errno.EACCES: Message("not permitted"),
    errno.EPERM: Message("not permitted"),
    errno.EROFS: Message("not permitted"),
    errno.ENOSPC: Message("no space is left"),
    errno.EFBIG: Message("the file would be too large"),
    errno.ENAMETOOLONG: Message("the name is too long"),
    errno.ELOOP: Message("a link that leads to itself"),
    errno.EBADF: Message("it is closed"),
}


def reason_of(error: OSError) -> Message | str:
    """Return what went wrong, in the system's words where there are none of ours."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def text_of(content: bytes) -> str:
    """Return UTF-8 text; raises ``Unreadable`` with the place of what is none, and what it looks like."""
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    if marked or b"\0" in content[:64]:
        raise Unreadable("not-utf8", _looks_like(marked or "UTF-16"), 1, 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        message = _looks_like(_guess(content))
        if _is_nearly_utf8(content):
            message = Message("a byte that is no UTF-8: {byte}", byte=f"{content[error.start]:02X}")
        raise Unreadable("not-utf8", message, line, column) from None


def _is_nearly_utf8(content: bytes) -> bool:
    """Tell whether all but a few bytes of a file are UTF-8, and more than ASCII."""
    rest = content.decode("utf-8", "ignore")
    wide = sum(not char.isascii() for char in rest)
    return wide > 4 * (len(content) - len(rest.encode("utf-8")))


def _looks_like(encoding: str) -> Message:
    return Message("not UTF-8 text but, it seems, {encoding}; save it as UTF-8", encoding=encoding)


def _guess(content: bytes) -> str:
    """Return what an encoding looks like: Chinese where pairs of bytes are signs that Chinese uses, else western."""
    found = []
    high = [byte > 127 for byte in content]
    paired = sum(
        one and (before or after) for before, one, after in zip([False, *high], high, [*high[1:], False], strict=False)
    )
    for name, said in (("gb18030", "GB18030 (GBK)"), ("big5", "Big5")) if paired * 2 > sum(high) else ():
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        wide = [char for char in text if ord(char) > 127]
        if sum("\u4e00" <= char <= "\u9fff" or char in "，。：；（）" for char in wide) * 2 > len(wide):
            found.append(said)
    return " / ".join(found) or "Windows-1252 (Latin-1)"


class Entries(NamedTuple):
    """What a folder holds: plan files, readable or not, and what is passed over though it may be meant as one."""

    files: list[Path]
    passed_over: list[Path]


def entries_of(folder: Path) -> Entries:
    """Return the plan files of a folder and its sub-folders (hidden ones and ``SET_APART`` aside), by name.

    Raises ``OSError`` where the folder cannot be read.
    """
    _folders.add(folder.resolve())
    found = Entries([], [])
    for path in _walk(folder, set()):
        name = path.name.casefold()
        if name.endswith(SUFFIXES):
            found.files.append(path)
        elif name.endswith((*(f"{suffix}.txt" for suffix in SUFFIXES), ".json")):
            found.passed_over.append(path)
    return found


def _walk(folder: Path, around: set[tuple[int, int]]) -> Iterator[Path]:
    status = folder.stat()
    here = (status.st_dev, status.st_ino)
    if here in around:  # a link back to a folder around it
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.name.casefold().endswith(SUFFIXES):
            if path.name != SET_APART:
                yield from _walk(path, around | {here})
        else:
            yield path


def _in_a_folder(path: Path) -> bool:
    """Tell whether a path lies in a folder whose entries were listed: nobody named it."""
    parents = path.absolute().parents
    return any(folder in parents for folder in _folders)


def write_whole(content: bytes, path: Path, *, new: bool = False) -> None:
    """Write a file whole or not at all; ``new``: only where there is none.

    Raises ``Unwritable`` where that cannot be, or the file is one that was read, or would be read as a plan file.
    """
    try:
        _check_target(path)
        if new:
            path.parent.mkdir(parents=True, exist_ok=True)
        _write(content, path, new=new)
    except FileExistsError:
        raise Unwritable(Message("there already, and left as it is")) from None
    except OSError as error:
        raise Unwritable(Message("cannot be written: {reason}", reason=reason_of(error))) from None


def _check_target(path: Path) -> None:
    if path.exists():
        status = path.stat()
        if (status.st_dev, status.st_ino) in _read:
            raise Unwritable(Message("this command reads it; it is left as it is"))
        if not os.access(path, os.W_OK):
            raise Unwritable(Message("read-only, and left as it is"))
    if path.name.casefold().endswith(SUFFIXES) and _in_a_folder(path.resolve()):
        raise Unwritable(Message("it would be read as a plan file there"))


def _write(content: bytes, path: Path, *, new: bool) -> None:
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb") as stream:  # a device or pipe cannot be replaced
            stream.write(content)
        return
    path = path if new else path.resolve()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".telquote-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        if new:
            os.link(temporary, path)  # of two at once exactly one succeeds
        else:
            os.replace(temporary, path)
            temporary = ""
    finally:
        if temporary:
            os.unlink(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
