"""Puts trained components together as the models that Stanza loads and this package ships.

    python -m models.package BUILD FOLDER

BUILD holds ``vectors.pt`` and, for each component, ``<component>.pt``; FOLDER gets
``resources.json`` and ``nl/<component>/news.pt``. Components that are missing are left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

LANG, PACKAGE = "nl", "news"
# Single precision: Stanza hands the vectors to the models as they are.
WHOLE = "pretrain"
FILES = {
    "tokenize": "tokenize.pt",
    "pos": "pos.pt",
    "lemma": "lemma.pt",
    "depparse": "depparse.pt",
    WHOLE: "vectors.pt",
}
# What only a trainer that goes on would need: twice the size of the weights.
_TRAINING = frozenset({"optimizer_state_dict", "scheduler_state_dict"})
# Settings that name files of the machine that trained.
_PLACES = ("_file", "_dir", "_gold", "save_name", "continue_from")


def package(build: Path, folder: Path) -> dict[str, int]:
    """Component → bytes, for what was written. Raises OSError and what ``torch.load`` raises."""
    import torch

    sizes = {}
    digests = {}
    for component, name in FILES.items():
        source = build / name
        if not source.is_file():
            continue
        target = folder / LANG / component / f"{PACKAGE}.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        saved = torch.load(source, map_location="cpu", weights_only=True)
        if "config" in saved:
            saved["config"] = placeless(saved["config"])
        torch.save(slim(saved, halve=component != WHOLE), target)
        sizes[component] = target.stat().st_size
        digests[component] = hashlib.md5(target.read_bytes(), usedforsecurity=False).hexdigest()
    _write_resources(folder, digests)
    return sizes


def slim(saved: Any, *, halve: bool) -> Any:
    """What was saved, without the trainer's state, in half precision if asked for.

    Half precision costs no score that can be measured, and half the size.
    """
    import torch

    if isinstance(saved, torch.Tensor):
        return saved.half() if halve and saved.dtype == torch.float32 else saved
    if isinstance(saved, dict):
        kept = ((key, value) for key, value in saved.items() if key not in _TRAINING)
        return type(saved)((key, slim(value, halve=halve)) for key, value in kept)
    return saved


def placeless(config: dict[str, Any]) -> dict[str, Any]:
    """Settings without the names of files on the machine that trained."""
    return {
        key: "" if key.endswith(_PLACES) and isinstance(value, str) else value
        for key, value in config.items()
    }


def _write_resources(folder: Path, digests: dict[str, str]) -> None:
    needed = [{"model": WHOLE, "package": PACKAGE}]
    processors = [component for component in digests if component != WHOLE]
    listed: dict[str, Any] = {"lang_name": "Dutch"}
    for component, digest in digests.items():
        listed[component] = {PACKAGE: {"md5": digest}}
        if component in {"pos", "depparse"}:
            listed[component][PACKAGE]["dependencies"] = needed
    listed["default_processors"] = dict.fromkeys(processors, PACKAGE)
    listed["packages"] = {"default": dict.fromkeys(processors, PACKAGE)}
    text = json.dumps({LANG: listed}, indent=1) + "\n"
    (folder / "resources.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Reads the arguments, packs, and prints the sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    sizes = package(args.build, args.folder)
    for component, size in sizes.items():
        print(f"{component:10} {size / 1e6:6.2f} MB")
    print(f"{'together':10} {sum(sizes.values()) / 1e6:6.2f} MB")


if __name__ == "__main__":
    main()
