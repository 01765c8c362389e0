"""Keys of spellings: one by one and many at once."""

from hypothesis import given
from hypothesis import strategies as st

from counterpoint.text import loose, loose_lines

_LINES = st.text(
    st.sampled_from("aZé ßŒſIİ´`ʼ’'-—·_1²٣ʹ\u0301\u0327\u00a0\u3000\u2028中한ﬁ")
    | st.characters(exclude_characters="\n"),
    max_size=30,
)


@given(st.lists(_LINES, min_size=1, max_size=8))
def test_many_at_once_have_the_keys_they_have_alone(texts: list[str]) -> None:
    assert loose_lines(texts) == [loose(text) for text in texts]


def test_case_accents_and_typography_make_no_difference() -> None:
    assert loose_lines(["Škoda—Auto’s", "Orʼyol  Ⅷ"]) == ["skoda auto s", "or yol viii"]
