"""How files that are sent in are taken from the line."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps no more of a file than any page takes, so that nobody can fill the disk.

    `size` is that of the whole file: the page that was asked refuses it by that, with a sentence.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.LARGEST_FILE - start
        if room > 0:
            self.file.write(raw_data[:room])

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        self.file.seek(0)
        self.file.size = file_size
        return self.file
