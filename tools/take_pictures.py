"""Take the pictures of previews in docs/images, in a Chromium that is installed, with the fonts of this machine.

usage: python -m tools.take_pictures [-o FOLDER]

Takes playwright (``pip install -e ".[browser]"``), which drives the browser; those in the documentation were taken with
the fonts Noto Sans, Noto Sans Arabic and Noto Color Emoji.  All text is that of examples/ and of this file.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import tweetcraft as tc
from tweetcraft.previewing import Preview, preview

_PROJECT = Path(__file__).parents[1]
_LAUNCH = _PROJECT.joinpath("examples", "launch_ar.txt")
_DRAFT = (
    "بدأت عروض الجمعة ,شاركوا و#تسوق_بذكاء مع @hasad_app 🌴\n"
    "للطلب: هاتف +966501234567 أو https://hasad.example.com/launch?ref=x\n"
)
_TOO_LONG = _DRAFT + "خصم 15% على أول طلب لكل من يسجل قبل نهاية الشهر، والتوصيل مجاني في جميع المدن. " * 3
_ROUGH = "جديدنـــا اليوم :رااائع  ,جدااا ،تفضلوا https://example.com/x #عـرض_اليوم"
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_MOST = 150_000  # bytes of a picture
_WIDTH = 640  # pixels


def main() -> int:
    """Take them all; 1 if one is too large for a page of documentation."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("-o", "--folder", type=Path, default=_PROJECT / "docs" / "images")
    folder: Path = arguments.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    too_large = 0
    with tempfile.TemporaryDirectory() as place, import_module("playwright.sync_api").sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium())
        for name, shown, posts in _pictures():
            taken = folder / f"{name}.png"
            _take(browser, shown.save(Path(place, "page.html")), taken, posts)
            size = taken.stat().st_size
            too_large += size > _MOST
            print(f"{taken.name}: {size // 1000} kB")
        browser.close()
    return 1 if too_large else 0


def _pictures() -> Iterator[tuple[str, Preview, int]]:
    """The name of each picture, what it shows, and how many posts of a thread, from its end; 0 for all there is."""
    composed = tc.compose(_LAUNCH.read_text(encoding="utf-8"))
    yield "preview-post-light", preview(_TOO_LONG, labels="ar", theme="light"), 0
    yield "preview-post-dark", preview(_DRAFT, labels="en", theme="dark"), 0
    yield "preview-thread-light", preview(composed, labels="ar", theme="light"), 2
    yield "preview-thread-dark", preview(composed, labels="ar", theme="dark"), 2
    yield "preview-difference-light", preview(tc.normalize_and_explain(_ROUGH), labels="en", theme="light"), 0
    yield "preview-count-dark", preview(tc.count(_TOO_LONG), labels="ar", theme="dark"), 0


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    if found is None:
        sys.exit("no Chromium is installed; CHROMIUM may name one")
    return found


def _take(browser: Any, page_file: Path, taken: Path, posts: int) -> None:
    page = browser.new_page(viewport={"width": _WIDTH, "height": 200})
    page.goto(page_file.as_uri())
    if posts:  # the others are left out of the picture
        page.add_style_tag(content=f".tc-thread>li:nth-last-child(n+{posts + 1}){{display:none!important}}")
    page.locator(".tweetcraft").screenshot(path=str(taken))
    page.close()


if __name__ == "__main__":
    sys.exit(main())
