"""A story as it was, against the story as it is."""

from datetime import UTC, datetime

from counterpoint.annotate import annotate_articles
from counterpoint.models import load_models
from counterpoint.run.compare import tell
from counterpoint.run.retelling import ToRetell, since_then
from counterpoint.types import Report
from counterpoint.types.since import NewsKind
from tests.make import article

NOON = datetime(2031, 5, 4, 14, 2, tzinfo=UTC)
HILL = "Twelve people died in the fire on the hill, the mayor said."
SHUT = "The road to the harbour was shut all day."


def reports(*texts):
    """Annotated reports of outlets of their own."""
    made = [
        article(
            "Fire on the hill", *text, outlet=f"Outlet {n}", url=f"https://o{n}.example/fire", published=NOON
        )
        for n, text in enumerate(texts)
    ]
    marks = annotate_articles(made, load_models(("en",)))
    return tuple(Report(a, m) for a, m in zip(made, marks, strict=True))


def test_what_is_new_is_the_difference_of_two_tellings():
    """A second origin of a statement, and its report; nothing where the reports are as they were."""
    both = reports((HILL, SHUT), (SHUT, "Rain came in the evening."))
    models = load_models(("en",))
    now = tell(both, models)

    news = since_then(ToRetell(both[:1], now)).news

    assert NewsKind.REPORT in {n.kind for n in news}
    assert any("Rain came" in n.text for n in news if n.kind is NewsKind.CLAIM)
    assert not any("Twelve people died" in n.text for n in news)
    assert since_then(ToRetell(both, now)).nothing
