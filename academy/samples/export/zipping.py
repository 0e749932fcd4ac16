"""A kit as one ZIP file: unpacked onto a card, it stands where the unit looks."""

import io
import zipfile
from collections.abc import Mapping

from academy.samples.export.card import IMPORT

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date a ZIP can say: the same kit is the same file on any day


def zip_of(kit: str, files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of `IMPORT/<kit>/` with these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            head = zipfile.ZipInfo(f"{IMPORT}/{kit}/{name}", _LONG_AGO)
            head.compress_type = zipfile.ZIP_DEFLATED
            head.external_attr = 0o644 << 16
            archive.writestr(head, data, compresslevel=6)
    return written.getvalue()
