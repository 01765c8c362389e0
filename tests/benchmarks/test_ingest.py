"""The benchmark of ingestion counts what the command says, on pages that are all different."""

from benchmarks.ingest import archive, compared, ingest, pages, parts
from counterpoint.ingest.doors import open_door
from counterpoint.types import Capture


def test_made_up_pages_are_all_different_and_come_back_from_the_archive(tmp_path):
    """Each under an address of its own."""
    contents = pages(None, 20)
    archive(tmp_path / "pages.warc.gz", contents)
    found = list(open_door(str(tmp_path / "pages.warc.gz"), None))

    assert len(set(contents)) == 20
    assert all(isinstance(c, Capture) for c in found)
    assert [c.content for c in found] == contents
    assert len({c.url for c in found}) == 20


def test_one_call_of_the_command_is_counted_by_process(tmp_path):
    """Here of an empty archive, for which no child is started; the profile knows the parts of the worker's thread."""
    archive(tmp_path / "pages.warc.gz", [])
    run = ingest(
        tmp_path / "pages.warc.gz", str(tmp_path / "a.db"), annotate=False, profile=tmp_path / "profile"
    )
    whole, told = parts(tmp_path / "profile")
    called = {name.partition(":")[0]: calls for name, _, calls in told}

    assert run.told["asked"] == run.told["stored"] + run.told["unchanged"] + run.told["rejected"]
    assert set(run.cpu) == {"parent", "all"}
    assert run.cpu["all"] >= run.cpu["parent"] > 0
    assert run.together >= run.peak["parent"] * 0.5
    assert called["take in"] == 1
    assert called["keep results"] == 0
    assert all(0 <= seconds <= whole for _, seconds, _ in told)


def test_both_extractors_are_timed_on_the_same_pages():
    """As many as there are."""
    ours, theirs, some = compared(pages(None, 4))

    assert some == 4
    assert ours > 0
    assert theirs > 0
