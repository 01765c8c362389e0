"""Blocks into sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.annotate.sentences import sentence_offsets, split_sentences
from counterpoint.types import Article, Block, BlockKind


def cut(text, language):
    return [text[a:b] for a, b in sentence_offsets(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "Mr. Okoro met Gen. Silva at 5 a.m. They talked.", ["Mr. Okoro met Gen. Silva at 5 a.m.", "They talked."]),
        ("en", "It opens at 5 p.m. Tuesday. He left.", ["It opens at 5 p.m. Tuesday.", "He left."]),
        ("en", "U.S. President Ana Diaz came. J. K. Okoro left.", ["U.S. President Ana Diaz came.", "J. K. Okoro left."]),
        ("en", "“Stop!” she said. He left.", ["“Stop!” she said.", "He left."]),
        ("en", '"What now?" Ana asked. He left.', ['"What now?" Ana asked.', "He left."]),
        ("sw", "Bw. Juma alikutana na Dkt. Asha. Walizungumza.", ["Bw. Juma alikutana na Dkt. Asha.", "Walizungumza."]),
        ("ru", "В янв. 2026 г. он приехал. Потом ушёл.", ["В янв. 2026 г. он приехал.", "Потом ушёл."]),
        ("de", "Am 3. Mai kam Dr. Lind. Sie blieb.", ["Am 3. Mai kam Dr. Lind.", "Sie blieb."]),
        ("ja", "市長は「ありがとう。頑張る」と述べた。会談は終わった。", ["市長は「ありがとう。頑張る」と述べた。", "会談は終わった。"]),
        ("ko", '그는 말했다. "좋다. 가자."라고 했다.', ["그는 말했다.", '"좋다. 가자."라고 했다.']),
    ],
)  # fmt: skip
def test_news_abbreviations_and_quotations_do_not_end_a_sentence(language, text, sentences):
    """Titles, months, clock times, initials and quoted questions keep their sentence whole."""
    assert cut(text, language) == sentences


def test_sentences_stay_in_their_blocks_and_skip_the_dateline():
    """A heading without a stop does not run into the paragraph; "CITY (AGENCY) —" is not part of what is said."""
    text = "Bridge opens\n\nDOVERTON (ABC) — The bridge opened. Many came."
    article = Article("a1", "Bridge opens", text, (Block(BlockKind.HEADING, 0, 12), Block(BlockKind.PARAGRAPH, 14, len(text))), language="en")  # fmt: skip

    found = split_sentences(article)

    assert [article.read(s.span) for s in found] == ["Bridge opens", "The bridge opened.", "Many came."]
    assert [s.block for s in found] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_a_long_block_in_another_language_says_so():
    """A paragraph of Swahili in an English article is Swahili; a short line stays the article's."""
    swahili = "Serikali ilisema kwamba daraja jipya litafunguliwa wiki ijayo na wananchi wote wanakaribishwa kushuhudia sherehe hiyo."
    text = f"Bridge opens\n\n{swahili}"
    article = Article("a1", "Bridge opens", text, (Block(BlockKind.HEADING, 0, 12), Block(BlockKind.PARAGRAPH, 14, len(text))), language="en")  # fmt: skip

    assert [s.language for s in split_sentences(article)] == ["en", "sw"]


def test_thai_is_cut_at_connectives():
    """Without full stops a space before a connective ends a long clause."""
    first = "นายกรัฐมนตรีกล่าวว่ารัฐบาลจะเปิดสะพานใหม่ในสัปดาห์หน้าเพื่อให้ประชาชนเดินทางสะดวกขึ้น"

    assert cut(f"{first} ทั้งนี้สะพานยาวหนึ่งกิโลเมตร", "th")[0] == first


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("Ab. \n?!\"“”'0ป年가؟")), max_size=120),
    st.sampled_from(["en", "de", "th", "ko", "xx"]),
)
def test_sentences_are_ordered_trimmed_and_inside_the_text(text, language):
    """Whatever the text: offsets rise, do not overlap, and no sentence begins or ends with white space."""
    end = 0
    for a, b in sentence_offsets(text, language):
        assert end <= a < b <= len(text)
        assert text[a:b] == text[a:b].strip()
        end = b


def test_a_huge_text_is_cut_in_bounded_pieces():
    """A dump without stops gives sentences of bounded length, quickly."""
    assert max(b - a for a, b in sentence_offsets("word " * 20_000, "en")) <= 3000
