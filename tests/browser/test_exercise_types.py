"""Every type of exercise, end to end: held notes, chords in order, effects, patterns read back, files for the unit."""

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import mido
import pytest
from conftest import Academy, desk_of, serve
from courses import exercise, new_home, prose, write_notebook
from playing import downbeat_ms, stage_of
from playwright.sync_api import Locator, Page, expect

from academy.patterns.model import Onset, Pattern
from academy.patterns.notation import parse

NewPage = Callable[..., Page]
