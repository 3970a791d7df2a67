"""Crosscheck's core, for servers, scripts and tests.

The modules in `generated` are written by `cargo run -p crosscheck-bindgen`; this one only puts the names of both in one
place and says where the library lies. CROSSCHECK_LIBRARY names another one.
"""

import os
import pathlib

_HERE = pathlib.Path(__file__).resolve().parent
_GENERATED = _HERE / "generated"

if not (_GENERATED / "crosscheck_ffi.py").is_file():
    raise ImportError("crosscheck/generated is empty: run `cargo run -p crosscheck-bindgen` first")

from .generated import crosscheck_core as core  # noqa: E402
from .generated.crosscheck_core import *  # noqa: E402,F401,F403
from .generated.crosscheck_ffi import *  # noqa: E402,F401,F403
