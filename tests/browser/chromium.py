"""Drive a real Chromium without a driver: load pages in frames, measure them, read the answer from the DOM."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from html import unescape
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
)
DARK, LIGHT = "--blink-settings=preferredColorScheme=0", "--blink-settings=preferredColorScheme=1"

_HARNESS = """<!doctype html><meta charset="utf-8"><title>measuring</title><body>
<iframe id="page" style="border:0;inline-size:%(width)dpx;block-size:%(height)dpx" src="framed.html"></iframe>
<script>
const frame = document.getElementById("page");
function report(answer) {
  const out = document.createElement("pre");
  out.id = "answer";
  out.textContent = JSON.stringify(answer);
  frame.remove();
  document.body.replaceChildren(out);
}
frame.addEventListener("load", () => {
  const view = frame.contentWindow, page = frame.contentDocument, root = page.documentElement;
  const ask = async () => (%(script)s)(page, view, root);
  ask().then(report, error => report({error: String(error)}));
}, {once: true});
</script>"""


def find_chromium() -> str:
    """The browser's path; without one these tests fail, for they cannot say anything."""
    for name in _NAMES:
        path = shutil.which(name)
        if path:
            return path
    pytest.fail("No Chromium on PATH: install it, on Debian with `apt-get install chromium`.", pytrace=False)


def run_chromium(*arguments: str) -> subprocess.CompletedProcess[str]:
    """One run of the browser with a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        command = [find_chromium(), *_FLAGS, f"--user-data-dir={profile}", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)


def measure(
    page: str, script: str, folder: Path, *, width: int = 360, height: int = 800, scheme: str = LIGHT
):
    """Load a page in a frame of some width and return what a script says of it.

    Args:
        page: The HTML document.
        script: A JavaScript function, which may be async, of (page, view, root): document, window, root.
        folder: Where the harness may be written.
        width: Of the frame, in CSS pixels; a phone is 360.
        height: Of the frame, in CSS pixels.
        scheme: LIGHT or DARK.

    """
    harness = folder / "harness.html"
    (folder / "framed.html").write_text(page, encoding="utf-8")
    fields = {"script": script, "width": width, "height": height}
    harness.write_text(_HARNESS % fields, encoding="utf-8")
    run = run_chromium(
        "--allow-file-access-from-files", "--virtual-time-budget=4000", "--dump-dom", scheme, harness.as_uri()
    )
    found = re.search(r'<pre id="answer">(.*?)</pre>', run.stdout, re.DOTALL)
    assert found, run.stderr[-2000:]
    answer = json.loads(unescape(found[1]))
    assert not (isinstance(answer, dict) and "error" in answer), answer
    return answer


def console_messages(page: str, folder: Path) -> list[str]:
    """What the browser's console says when a page is opened as a file."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    run = run_chromium("--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom", file.as_uri())
    assert run.stdout, run.stderr[-2000:]
    return [line for line in run.stderr.splitlines() if "CONSOLE" in line]
