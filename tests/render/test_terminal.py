"""The story on a terminal: any width, with and without colour, nothing that controls it."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from counterpoint.render.i18n import LOCALES
from counterpoint.render.terminal import print_story
from tests.render.hostile import hostile_story
from tests.render.sample import STORY


def printed(story=STORY, width=100, locale="en", **options):
    console = Console(file=io.StringIO(), width=width, **options)
    print_story(story, console, locale=locale)
    return console.file.getvalue()


def test_a_reader_finds_everything():
    """Brief with its outlets, matrix, differences, series, renderings, timeline, copies, refusals."""
    text = " ".join(printed(width=200).split())
    for words in (
        "The repair will cost 2.4 million crowns.",
        "A C · Tolvane Town Letter",
        "The repair will cost 2.4 million crowns · Corroborated",
        "or 10 March 2026 (Sauti ya Ziwa)",
        "how many people were hurt: four → seven",
        "Ilse Korrin · in a post on Chirp · E",
        "“Le câble a chanté avant de rompre” · Le Courrier du Lac",
        "April 2026",
        "Shortened copy of Meridian Wire",
        "reports/photo.jpg (reading the file)",
        "no cited passage says so",
    ):
        assert words in text, words


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [30, 60, 100, 240])
def test_lines_fit_the_terminal(locale, width):
    """Nothing is cut off and nothing runs over, in any script."""
    assert all(cell_len(line) <= width for line in printed(width=width, locale=locale).splitlines())


def test_colour_is_only_where_the_terminal_has_it():
    """Escape sequences on a colour terminal, none in a file."""
    assert "\x1b[" not in printed()
    assert "\x1b[" in printed(force_terminal=True, color_system="standard")


def test_words_from_reports_do_not_control_the_terminal():
    """Neither escape sequences nor direction marks nor rich's own markup."""
    text = printed(hostile_story())

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[x](javascript" in text


def test_a_narrow_terminal_names_origins_instead_of_a_matrix():
    """Columns that do not fit become signs behind each claim."""
    text = " ".join(printed(width=40).split())

    assert "crowns · Corroborated A C" in text
