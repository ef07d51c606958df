"""What holds for the project as a whole, rather than for a module."""

import ast
import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("quotes", "storage", "reports", "cli", "web")
MAX_LINES = 350


def package_files() -> list[Path]:
    """Every file of the packages, data included."""
    return [
        path
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] == project["version"] == version("woordelijk")


def test_no_module_grows_too_long_to_read() -> None:
    folders = [ROOT / name for name in (*PACKAGES, "models", "tests", "benchmarks")]
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for folder in folders
        for path in folder.rglob("*.py")
    }
    assert len(lengths) > 20
    assert {name: count for name, count in lengths.items() if count > MAX_LINES} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_its_docstring(package: str) -> None:
    code = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(code)
    assert len(code.body) == 1


def test_a_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = {path.relative_to(ROOT).as_posix() for path in package_files()}
    assert "quotes/data/stanza/nl/depparse/news.pt" in expected
    assert expected - names == set()
    others = {name for name in names - expected if ".dist-info/" not in name}
    assert others == set()
    assert {name.rpartition("/")[2] for name in names} >= {"LICENSE", "NOTICE"}


def test_what_is_pinned_is_what_is_allowed() -> None:
    """Every dependency has a pin, and no pin needs a certain index."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line) for line in lines)
    pinned = {re.split("==", line)[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"], "torch"]
    assert {re.split(r"[\[<>=]", name)[0].lower() for name in wanted} <= pinned


def modules() -> list[str]:
    found = pkgutil.walk_packages([str(ROOT)])
    return [
        module.name
        for module in found
        if module.name.split(".")[0] in PACKAGES and "migrations" not in module.name
    ]


@pytest.mark.parametrize("name", modules())
def test_examples_in_docstrings_run(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0
