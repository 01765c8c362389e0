"""Sentences parsed by hand, so that tests of grammar need no model.

One word a token, written `word|POS|label|head` (head counted from 1, 0 for the root) with an optional `|tag|lemma`.
"""

from __future__ import annotations

from counterpoint.types import Article, BlockKind, Sentence, Token
from tests.make import article as make_article


def parsed(lines: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[Article, Sentence]:
    """An article whose one paragraph is the sentence, and the sentence with its tokens."""
    rows = [line.split("|") for line in lines.split()]
    words = [r[0] for r in rows]
    text = " ".join(words).replace(" ,", ",").replace(" .", ".")
    article = make_article("A title", text)
    start = article.text.index(text, len("A title"))
    tokens, at = [], start
    for n, row in enumerate(rows):
        begin = article.text.index(row[0], at)
        at = begin + len(row[0])
        head = int(row[3]) - 1
        tag = row[4] if len(row) > 4 else ""
        lemma = row[5] if len(row) > 5 else row[0].lower()
        tokens.append(Token(begin, at, row[0], lemma, row[1], row[2], n if head < 0 else head, tag))
    return article, Sentence(article.span(start, len(article.text)), kind, "en", tuple(tokens))


# "Ana Diaz, 40, was elected mayor of Porto on Sunday, the council said."
ELECTED = """
Ana|PROPN|compound|2 Diaz|PROPN|nsubjpass|7 ,|PUNCT|punct|2 40|NUM|appos|2 ,|PUNCT|punct|2 was|AUX|auxpass|7|VBD|be
elected|VERB|ccomp|16|VBN|elect mayor|NOUN|oprd|7 of|ADP|prep|8 Porto|PROPN|pobj|9 on|ADP|prep|7 Sunday|PROPN|pobj|11
,|PUNCT|punct|16 the|DET|det|15 council|NOUN|nsubj|16 said|VERB|root|0|VBD|say .|PUNCT|punct|16
"""

# "The bridge, a timber span, did not fall when the storm hit two villages."
BRIDGE = """
The|DET|det|2 bridge|NOUN|nsubj|10 ,|PUNCT|punct|2 a|DET|det|6 timber|NOUN|compound|6 span|NOUN|appos|2 ,|PUNCT|punct|2
did|AUX|aux|10|VBD|do not|PART|neg|10 fall|VERB|root|0|VB|fall when|SCONJ|advmod|14 the|DET|det|13 storm|NOUN|nsubj|14
hit|VERB|advcl|10|VBD|hit two|NUM|nummod|16 villages|NOUN|dobj|14|NNS|village .|PUNCT|punct|10
"""
