"""LibreOffice, which writes the files that newsrooms have."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

TIMEOUT = 120


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Converts a file: its path and the suffix wanted → the path of what LibreOffice made of it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice, of LibreOffice, is not installed")
    # Its own, for it starts no second time with the one that is in use.
    profile = tmp_path_factory.mktemp("soffice")

    def convert(path: Path, suffix: str) -> Path:
        made = path.parent / "made"
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                str(made),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=TIMEOUT,
        )
        return made / f"{path.stem}.{suffix}"

    return convert
