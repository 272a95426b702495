"""Files that are kept under the hash of what they hold: evidence, reports, templates of reports."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from django.core.files.storage import default_storage

BLOCK = 1024 * 1024


def digest_of_file(file: IO[bytes]) -> str:
    file.seek(0)
    read = sha256()
    while block := file.read(BLOCK):
        read.update(block)
    return read.hexdigest()


def store(file: IO[bytes], name: str) -> None:
    """The content under `name`: written aside and renamed, so that half a file never stands there. Names hold
    the hash: what is there already is the same.
    """
    path = Path(default_storage.path(name))
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    file.seek(0)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="part-", delete=False) as aside:
        try:
            copyfileobj(file, aside)
            aside.flush()
            os.fsync(aside.fileno())
            Path(aside.name).replace(path)
        except BaseException:
            Path(aside.name).unlink(missing_ok=True)
            raise
    _keep_folder(path.parent)


def _keep_folder(folder: Path) -> None:
    """The new name itself onto the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
