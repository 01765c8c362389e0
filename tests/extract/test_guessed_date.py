"""A date of last resort costs a page no more than its share."""

import subprocess
import sys

PROGRAM = """
import time
from counterpoint.run.warm import warm_extraction
from counterpoint.extract import extract_article
from counterpoint.types import Capture

warm_extraction()
line = "<p>The harbour board said that the old swing bridge closes for repairs until the end of the week.</p>"
page = f"<html lang=es><title>El puente</title><h1>El puente cierra</h1>{line * 9}<div class=date>Mie, 20 Abril 22 19:30</div></html>"
began = time.process_time()
extract_article(Capture("0" * 64, page.encode()))
import sys
print("dateparser" in sys.modules, time.process_time() - began)
"""


def test_the_first_date_of_last_resort_is_read_within_a_childs_limit():
    """A child has one CPU second for a page; to build tables of 205 languages took four."""
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    asked, seconds = ran.stdout.split()

    assert asked == "True"
    assert float(seconds) < 1.0
