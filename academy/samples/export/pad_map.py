"""The pad map of a kit as a text to print: the pads as they lie on the unit, and each file with its pad."""

from collections.abc import Sequence
from dataclasses import dataclass

_ACROSS = 4
_WIDTH = 14
_IMPORT = (
    "On the unit: card in, SHIFT + pad 14, IMPORT from SD-CARD, SAMPLE, press the pad, choose the file of",
    "that pad with VALUE and push it. The files are in the order of the pads.",
)
_LOUD = (
    "Sounds are as loud as the unit takes them. To hear the balance of the lesson's page, turn the level",
    "of a pad down by what stands under 'down'.",
)


@dataclass(frozen=True)
class Row:
    """One pad: its sound and the sound's file. `gain_db` is None when the level was left alone."""

    pad: str
    label: str
    file: str
    duration_s: float
    channels: int
    gain_db: float | None = None
    bpm: float | None = None


def pad_map_text(title: str, folder: str, rows: Sequence[Row], patterns: Sequence[str], how: str = "") -> str:
    """Return the page for one kit, 110 characters wide at most."""
    parts = [title, "=" * len(title), "", f"Folder on the card: IMPORT/{folder}", *_IMPORT]
    for bank in sorted({row.pad[0] for row in rows}):
        parts += ["", f"Bank {bank}", *_grid(bank, rows)]
    if rows:
        parts += ["", *_table(rows), "", *_LOUD]
    if patterns:
        parts += ["", "Patterns", *(f"  {name}" for name in patterns), *_wrapped(how)]
    return "\n".join(parts) + "\n"


def _grid(bank: str, rows: Sequence[Row]) -> list[str]:
    """Draw a bank as it lies on the unit: pad 1 is top left."""
    label = {row.pad: row.label[: _WIDTH - 1] for row in rows}
    rule = "+" + ("-" * _WIDTH + "+") * _ACROSS
    drawn = [rule]
    for first in range(1, 17, _ACROSS):
        cells = range(first, first + _ACROSS)
        drawn += [
            "|" + "|".join(f" {n:<{_WIDTH - 1}}" for n in cells) + "|",
            "|" + "|".join(f" {label.get(f'{bank}{n}', ''):<{_WIDTH - 1}}" for n in cells) + "|",
            rule,
        ]
    return drawn


def _table(rows: Sequence[Row]) -> list[str]:
    least = min(row.gain_db or 0.0 for row in rows)
    lines = [
        f"{'pad':<4} {'file':<20}  {'sound':<16} {'seconds':>7}  {'':<6}  {'down':>6}  {'BPM':>5}".rstrip()
    ]
    for row in rows:
        down = (row.gain_db or 0.0) - least
        said = f"{down:.0f} dB" if down >= 0.5 else "-"
        what = "mono" if row.channels == 1 else "stereo"
        bpm = f"{row.bpm:g}" if row.bpm else ""
        lines.append(
            f"{row.pad:<4} {row.file:<20}  {row.label[:16]:<16} {row.duration_s:>7.2f}  {what:<6}  "
            f"{said:>6}  {bpm:>5}".rstrip()
        )
    return lines


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 100)
