"""Index a learner's folder: what changed is listened to, the rest is known; read-only, and in batches.

```
walking ─► Found ─ stamp known? ─ yes ─► kept as it is
                        └ no ─► Ear (own process) ─► Entry or Skipped ─► a batch of 100 ─► Kept
```
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from academy.samples.library.ear import Ear
from academy.samples.library.entry import Entry
from academy.samples.library.kept import Kept, Skipped
from academy.samples.library.own import said_name
from academy.samples.library.walking import Found, files_of
from academy.samples.rendering import Progress

BATCH = 100


def index_folder(
    folder: Path,
    known: Kept,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Kept:
    """Return what is known of a folder now, and keep it; SoundError when there is no such folder.

    `known` is what was known before, of this folder or another: a file of the same size and time is not
    opened, one of the same name and content not analysed. `progress` is told how many files are done, and
    of how many. When `cancelled` says so, what was found until then is kept.
    """
    folder = folder.absolute()
    found, closed = files_of(folder)
    kept = known if known.folder == folder else Kept(known.place, folder)
    waiting = [each for each in found if not _is_known(each, kept)]
    earlier = _by_content(known)
    done, batch, number, everything = len(found) - len(waiting), [], 0, list[Entry | Skipped]()
    if progress:
        progress(done, len(found))
    with Ear(folder) as ear:
        for each in waiting:
            if cancelled():
                break
            batch.append(ear.look(each, earlier.get(said_name(folder, each.file), {})))
            done += 1
            if len(batch) == BATCH:
                number += 1
                kept.write_batch(number, *_parted(batch))
                everything += batch
                batch = []
            if progress:
                progress(done, len(found))
    kept = kept.with_batch(*_parted(everything + batch))
    if done == len(found):
        kept = kept.only({each.file for each in found}).with_batch([], closed)
    kept.write()
    return kept


def _is_known(found: Found, kept: Kept) -> bool:
    """Say whether a file is as it was: of the same size, and not changed since."""
    entry, skipped = kept.sounds.get(found.file), kept.skipped.get(found.file)
    if entry is not None:
        return entry.stamp.rpartition("-")[0] == found.stamp
    return skipped is not None and skipped.stamp == found.stamp


def _by_content(known: Kept) -> Mapping[str, Mapping[str, Entry]]:
    """Return the entries by the names that may have said what they are, and by the hash of their content."""
    found: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    if known.folder is not None:
        for file, entry in known.sounds.items():
            found[said_name(known.folder, file)][entry.stamp.rpartition("-")[2]] = entry
    return found


def _parted(looked: list[Entry | Skipped]) -> tuple[list[Entry], list[Skipped]]:
    entries = [each for each in looked if isinstance(each, Entry)]
    return entries, [each for each in looked if isinstance(each, Skipped)]
