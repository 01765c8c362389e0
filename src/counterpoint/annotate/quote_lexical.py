"""Attributions by marks and cue words, where no parser reads the language.

Data way: one sentence and its quoted passages -> Attributions, as quote_english makes them from grammar. Pure.

Method: the order of a newspaper's sentence. Speaker and verb stand before what is said, after it, or between its two
halves; marks, a conjunction, a comma or a colon divide them. Recall is given up where none of these is there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterpoint.annotate.quote_eastern import EASTERN
from counterpoint.annotate.quote_lexicons import LEXICONS, SUBORDINATORS, Lexicon
from counterpoint.annotate.quote_marks import Quoted
from counterpoint.annotate.quote_parse import Attribution
from counterpoint.types import Article, Sentence

_LONGEST = 1_500  # characters of a sentence that is read; more is a list or a lost full stop
_SOURCE_WORDS = 12  # words of a speaker's noun phrase
_FAR = 60  # characters between a quotation's mark and its verb
_FAR_COLON = 110  # the same, where a colon stands right before the quotation
_NAME_WORDS = 3  # words in marks up to which they may be a name or a title
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_BREAK = re.compile(r"[,;:.!?()\n\"“”„«»–—]")
_PARTICLES = 2  # words between a verb and the comma of the clause it takes, whatever that clause's mood
_CONJUNCTION = 80  # characters between a verb and the conjunction it takes
_END = re.compile(r"[;:.\"“”„«»–—](?=\s|$)|[\"“”„«»]")
_CLAUSE_WORDS = 3  # words that make a clause of what follows a comma
_SPEAKS = re.compile(r"[A-ZÀ-ÞА-ЯЁ]|[\u0600-\u06ff]")

_Span = tuple[int, int]


def read_by_cues(article: Article, sentence: Sentence, quoted: Sequence[Quoted]) -> list[Attribution]:
    """Return the attributions that a sentence's cue words and marks show, in the order of their cues."""
    start, end = sentence.span.start, sentence.span.end
    if end - start > _LONGEST:
        return []
    if sentence.language in {"ja", "ko", "zh"}:
        return list(EASTERN[sentence.language](article.text, start, end, quoted))
    lexicon = LEXICONS.get(sentence.language)
    if lexicon is None:
        return []
    return sorted(_Spaced(article.text, start, end, lexicon, quoted).read(), key=lambda a: a.cue)


class _Spaced:
    """One sentence of a language that writes spaces between words."""

    def __init__(self, text: str, start: int, end: int, lexicon: Lexicon, quoted: Sequence[Quoted]) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.lexicon = lexicon
        self.quoted = [q for q in quoted if q.start < end and start < q.end]
        self.verbs = [
            m.span() for m in lexicon.verbs.finditer(text, start, end) if not self._in_marks(m.start())
        ]

    def read(self) -> list[Attribution]:
        """Return what the first fitting shape gives: marks, "according to", conjunction, comma."""
        return self._by_marks() or self._as_said() or self._by_according() or self._by_clause() or []

    def _in_marks(self, offset: int) -> bool:
        return any(q.start <= offset < q.end for q in self.quoted)

    # -- quoted passages --------------------------------------------------------------------------------------

    def _by_marks(self) -> list[Attribution]:
        out: list[Attribution] = []
        taken: set[int] = set()
        for n, q in enumerate(self.quoted):
            if n in taken or not self._said(q):
                continue
            verb = self._verb_near(q)
            if verb is None:
                continue
            others = [k for k, o in enumerate(self.quoted) if k > n and self._verb_near(o) == verb]
            source = self._source(verb, (q.start, q.end))
            if source is None:
                continue
            taken.update(others)
            pieces = tuple((self.quoted[k].start, self.quoted[k].end) for k in [n, *others])
            out.append(Attribution(verb, source, self._with_clause(verb, source, pieces), "", by_marks=True))
        return out

    def _said(self, q: Quoted) -> bool:
        """Whether a passage is long enough for somebody's words, or set off as such: names stand in marks, too."""
        before = self.text[self.start : q.start].rstrip()
        after = self.text[q.end : self.end].lstrip()
        inner = self._words((q.inner_start, q.inner_end))
        return (
            inner > _NAME_WORDS
            or before.endswith((":", ","))
            or (not before and after.startswith((",", "—", "–")))
        )

    def _verb_near(self, q: Quoted) -> _Span | None:
        best: tuple[int, _Span] | None = None
        for a, b in self.verbs:
            gap = (b, q.start) if b <= q.start else (q.end, a)
            far = _FAR_COLON if self.text[gap[0] : gap[1]].rstrip().endswith(":") else _FAR
            if gap[1] - gap[0] > far or any(gap[0] <= o.start and o.end <= gap[1] for o in self.quoted):
                continue
            distance = gap[1] - gap[0] + (0 if ":" in self.text[gap[0] : gap[1]] or a > q.start else 5)
            if best is None or distance < best[0]:
                best = (distance, (a, b))
        return best[1] if best else None

    def _with_clause(self, verb: _Span, source: _Span, pieces: tuple[_Span, ...]) -> tuple[_Span, ...]:
        """Return the whole clause where marks cover only a part of what follows a conjunction."""
        opened = self._opened(verb)
        if opened is not None and opened <= pieces[0][0] and not (opened <= source[0] < self.end):
            return ((opened, self._stop()),)
        return pieces

    # -- who --------------------------------------------------------------------------------------------------

    def _source(self, verb: _Span, content: _Span) -> _Span | None:
        """Return the speaker's noun phrase before or after a verb, outside what is said."""
        before = self._before(verb, content)
        after = self._after(verb, content)
        if content[1] <= verb[0] and after and not before:
            return after
        named = [p for p in (before, after) if p and _SPEAKS.search(self.text, *p)]
        if before and after and content[1] <= verb[0]:
            return after if after in named else before
        return (before if before in named else None) or (after if after in named else None) or before or after

    def _before(self, verb: _Span, content: _Span) -> _Span | None:
        low = content[1] if content[1] <= verb[0] else self.start
        segment = self.text[low : verb[0]]
        cut = max((m.end() for m in _END.finditer(segment)), default=0)
        words = [(low + cut + m.start(), low + cut + m.end()) for m in _WORD.finditer(segment[cut:])]
        opened = max((k for k, w in enumerate(words) if self._low(w) in SUBORDINATORS), default=-1)
        words = words[opened + 1 :]
        while words and self._low(words[-1]) in self.lexicon.auxiliary:
            words.pop()
        if words and self._low(words[0]) in self.lexicon.openers:
            return None
        if not words or len(words) > _SOURCE_WORDS:
            comma = self.text.find(",", low + cut, verb[0])
            words = [w for w in words if comma >= 0 and w[1] <= comma]
        return (words[0][0], words[-1][1]) if words and len(words) <= _SOURCE_WORDS else None

    def _after(self, verb: _Span, content: _Span) -> _Span | None:
        high = content[0] if content[0] >= verb[1] else self.end
        stop = _BREAK.search(self.text, verb[1], high)
        high = stop.start() if stop else high
        words: list[_Span] = []
        for m in _WORD.finditer(self.text, verb[1], high):
            low = m.group().lower()
            if low in self.lexicon.stops or (self.lexicon.that and self.lexicon.that.fullmatch(low)):
                if words:
                    break
                if low in self.lexicon.openers:
                    return None
                continue
            if self._past_noun(words, low, m.group()):
                break
            words.append(m.span())
        words = words[:_SOURCE_WORDS]
        while words and self._low(words[-1]) in self.lexicon.links:
            words.pop()
        return (words[0][0], words[-1][1]) if words else None

    def _past_noun(self, words: Sequence[_Span], low: str, word: str) -> bool:
        """Whether a word follows the noun phrase where nouns are capital: "die Polizei / wurden"."""
        return (
            self.lexicon.nouns_capital
            and low == word
            and low not in self.lexicon.links
            and any(self.text[a].isupper() for a, _ in words)
            and self.text[words[-1][0]].isupper()
        )

    def _low(self, span: _Span) -> str:
        return self.text[span[0] : span[1]].lower()

    # -- shapes without marks ---------------------------------------------------------------------------------

    def _as_said(self) -> list[Attribution]:
        """Read "Wie die Polizei mitteilte, ..."."""
        opening = (
            self.lexicon.as_said.match(self.text, self.start, self.end) if self.lexicon.as_said else None
        )
        comma = self.text.find(",", self.start, self.end)
        if opening is None or comma < 0:
            return []
        verb = next((v for v in self.verbs if opening.end() < v[0] and v[1] <= comma), None)
        content = self._trim(comma + 1, self._stop())
        if verb is None or self._words(content) < _CLAUSE_WORDS:
            return []
        before = [m.span() for m in _WORD.finditer(self.text, opening.end(), verb[0])]
        while before and self._low(before[-1]) in self.lexicon.auxiliary:
            before.pop()
        source = (before[0][0], before[-1][1]) if before else self._after(verb, (comma, comma))
        return (
            [Attribution(verb, source, (content,), "")] if source and source[1] - source[0] < 2 * _FAR else []
        )

    def _by_according(self) -> list[Attribution]:
        for pattern in (self.lexicon.ahead, self.lexicon.behind):
            match = pattern.search(self.text, self.start, self.end) if pattern else None
            if match is None or self._in_marks(match.start()):
                continue
            cue = match.span()
            source = self._after(cue, (self.start, self.start)) if pattern is self.lexicon.ahead else None
            if pattern is self.lexicon.behind:
                source = self._phrase_back(cue[0])
            if source is None or not self._sure(cue, source):
                continue
            low, high = min(cue[0], source[0]), max(cue[1], source[1])
            pieces = [
                p
                for p in (self._trim(self.start, low), self._trim(high, self._stop()))
                if self._words(p) >= _CLAUSE_WORDS
            ]
            if pieces:
                return [Attribution(cue, source, tuple(pieces), "")]
        return []

    def _sure(self, cue: _Span, source: _Span) -> bool:
        """Whether a noun phrase that somebody's account is drawn from is bounded: by its capital, or by commas."""
        opens = cue[0] == self.start or self.text[: cue[0]].rstrip().endswith(",")
        closes = source[1] >= self.end - 1 or self.text[source[1]] in ",."
        return bool(_SPEAKS.search(self.text, *source)) if self.lexicon.nouns_capital else opens and closes

    def _phrase_back(self, end: int) -> _Span | None:
        segment = self.text[self.start : end]
        cut = max((m.end() for m in _BREAK.finditer(segment)), default=0)
        words = [m.span() for m in _WORD.finditer(segment[cut:])][-_SOURCE_WORDS:]
        return (self.start + cut + words[0][0], self.start + cut + words[-1][1]) if words else None

    def _by_clause(self) -> list[Attribution]:
        for verb in self.verbs:
            opened = self._opened(verb)
            if opened is not None:
                content = self._trim(opened, self._stop())
                source = self._source(verb, content)
                if source and self._words(content) >= _CLAUSE_WORDS and not self._crosses(source, content):
                    return [Attribution(verb, source, (content,), "")]
        ends = (
            [m.span() for m in self.lexicon.ends.finditer(self.text, self.start, self.end)]
            if self.lexicon.ends
            else []
        )
        for verb in [*reversed(self.verbs), *reversed(ends)]:
            found = self._closing(verb)
            if found:
                return found
        return []

    def _opened(self, verb: _Span) -> int | None:
        """Return where the clause opens that a verb of saying takes, or None."""
        gap = self.text[verb[1] : self.end]
        colon = re.match(r"[^,.:;!?]{0,60}:\s*", gap)
        if colon and colon.end() < len(gap):
            return verb[1] + colon.end()
        that = self.lexicon.that.search(gap) if self.lexicon.that else None
        if that and that.start() <= _CONJUNCTION and not re.search(r"[.:;!?]", gap[: that.start()]):
            return verb[1] + that.start()
        if self.lexicon.comma_clause:
            comma = re.match(r"[^,.:;!?]{0,80},\s+", gap)
            rest = gap[comma.end() :] if comma else ""
            passive = self.lexicon.passive and self.lexicon.passive.search(self.text, self.start, verb[0])
            direct = (
                comma is not None
                and not passive
                and self._words((verb[1], verb[1] + comma.end())) <= _PARTICLES
            )
            if comma and (direct or (self.lexicon.free and self.lexicon.free.search(rest))):
                return verb[1] + comma.end()
        return None

    def _closing(self, verb: _Span) -> list[Attribution]:
        """Read ", sagte die Polizei." at a sentence's end."""
        comma = self.text.rfind(",", self.start, verb[0])
        if comma < 0 or (
            _WORD.search(self.text, comma, verb[0]) is not None and self._words((comma, verb[0])) > 2
        ):
            return []
        content = self._trim(self.start, comma)
        source = self._after(verb, content)
        rest = self._words((source[1], self.end)) if source else 99
        if source is None or self._words(content) < _CLAUSE_WORDS or rest > 2 * _SOURCE_WORDS:
            return []
        return [Attribution(verb, source, (content,), "")] if _SPEAKS.search(self.text, *source) else []

    def _crosses(self, source: _Span, content: _Span) -> bool:
        return source[0] < content[1] and content[0] < source[1]

    def _stop(self) -> int:
        end = self.end
        while end > self.start and self.text[end - 1] in " \n.":
            end -= 1
        return end

    def _trim(self, a: int, b: int) -> _Span:
        while a < b and self.text[a] in " ,;:\n–—":
            a += 1
        while b > a and self.text[b - 1] in " ,;:\n–—":
            b -= 1
        return a, b

    def _words(self, span: _Span) -> int:
        return sum(1 for _ in _WORD.finditer(self.text, *span))
