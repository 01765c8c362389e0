"""Attributions in one English sentence, from its grammar.

Data way: Sentence.tokens and the quoted passages in it -> Attributions (cue, source, content).
Pure.

Method: rules over dependencies, after the way of Krestel, Bergler and Witte, "Minding the Source", LREC 2008, and the
complement classes of PolNeAR (Newell et al., LREC 2018): a cue verb, its subject, and the clause, infinitive, object or
quoted passage that is its complement. We differ: no learnt sequence model; marks correct the parser, which is
unreliable inside quotations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counterpoint.annotate import quote_cues as words
from counterpoint.annotate import quote_surface as surface
from counterpoint.annotate.quote_marks import Quoted
from counterpoint.annotate.quote_parse import Attribution, Parse
from counterpoint.annotate.quote_subjects import Subjects
from counterpoint.types import Sentence

_SUBJECT = ("nsubj", "csubj", "expl")
_CLAUSE = ("ccomp", "parataxis")
# Tokens between a quotation's mark and its verb: titles and appositions fit, another clause does not
_NEAR_MARKS = 22
_NEW_CLAUSE = frozenset({"while", "but", "although", "though", "whereas", "and", "as"})
_SHORT = 3  # words in marks up to which a cue must stand right beside them
_SAYING = 4  # tokens of an object that says something by itself
_TOUCHING = 4  # tokens that "right beside" allows


def read_attributions(sentence: Sentence, quoted: Sequence[Quoted]) -> list[Attribution]:
    """Return the attributions of a tagged English sentence, in the order of their cues.

    Args:
        sentence: With tokens in ClearNLP labels.
        quoted: The quoted passages that touch the sentence.

    """
    parse = Parse(sentence.tokens)
    reader = _Reader(
        parse, [q for q in quoted if q.start < sentence.span.end and sentence.span.start < q.end]
    )
    found: list[Attribution] = []
    for i, token in enumerate(sentence.tokens):
        if token.pos in {"VERB", "AUX"} or token.tag in {"VBG", "VBD", "VBN"}:
            found.extend(reader.verb(i))
        elif token.pos == "NOUN" and token.lemma in words.SPEECH_NOUNS:
            found.extend(reader.noun(i))
    found.extend(reader.beside_marks(found))
    return sorted(found, key=lambda a: a.cue)


class _Reader(Subjects):
    """The rules, over one sentence."""

    # -- what a verb says -------------------------------------------------------------------------------------

    def verb(self, i: int) -> list[Attribution]:
        token = self.tokens[i]
        if token.lemma == "accord":
            return self._according(i)
        content = self._complement(i) or self._following_clause(i) or self._misread_object(i)
        source = self.source(i)
        if source is not None and self.inside[i] < 0 and any(self.inside[m] >= 0 for m in source):
            source = surface.source_after(self.parse, i) or surface.source_before(self.parse, i)
        if source is None and token.lemma in words.CLAUSE | words.JUDGEMENT:
            source = surface.source_before(self.parse, i)
        if source is None or not self._speaks(i, source):
            return []
        if not content and token.lemma in words.CLAUSE and self.inside[i] < 0:
            content = surface.around(self.parse, i, source)
        if not content or (token.lemma in words.JUDGEMENT and self._slight(content)):
            return []
        return self._attribution(i, source, content, last=self._preposition(i, content))

    def _preposition(self, i: int, content: set[int]) -> int | None:
        """Return the preposition that belongs to the cue: "referred to", "called for"."""
        first = min(content)
        wanted = words.PREPOSITIONAL.get(self.tokens[i].lemma, frozenset())
        return (
            first - 1 if first - 1 > i and self.tokens[first - 1].lemma in wanted and first - 2 == i else None
        )

    def _slight(self, content: set[int]) -> bool:
        """Whether an object without marks is too short to say anything: "praised the crew"."""
        return len(content) < _SAYING and all(self.inside[m] < 0 for m in content)

    def _following_clause(self, i: int) -> set[int]:
        """Return the clause that follows a verb of saying on the page, though not in the tree."""
        token = self.tokens[i]
        if token.lemma not in words.CLAUSE or token.tag not in {"VBD", "VBZ", "VBP", "VBG", "VBN"}:
            return set()
        if self.parse.kid(i, "dobj", "nsubjpass", "auxpass") is not None:
            return set()
        first = surface.opens_clause(self.parse, i)
        return set() if first is None else set(range(first, surface.clause_end(self.parse, first)))

    def _complement(self, i: int) -> set[int]:
        lemma = self.tokens[i].lemma
        clause = self.parse.kid(i, *_CLAUSE)
        if clause is not None and lemma in words.CLAUSE | words.THOUGHT | words.EVIDENCE:
            return self._clause(i, clause)
        if clause is None and lemma in words.CLAUSE:
            stated = self._stated(i)
            if stated is not None:
                return self.parse.subtree(stated)
        infinitive = self.parse.kid(i, "xcomp") if clause is None else clause
        if infinitive is not None and lemma in words.INFINITIVE and self._to(infinitive):
            return self.parse.subtree(infinitive)
        if lemma in words.PREPOSITIONAL:
            for prep in self.parse.kids(i, "prep", "prt", "advmod"):
                if self.tokens[prep].lemma in words.PREPOSITIONAL[lemma] and prep > i:
                    described = [
                        k for k in self.parse.kids(i, "prep") if k > prep and self.tokens[k].lemma == "as"
                    ]
                    members = set().union(*(self.parse.subtree(k) for k in (prep, *described)))
                    return {m for m in members if m > prep} or members
        if lemma in words.JUDGEMENT:
            return self._object(i)
        return set()

    def _stated(self, i: int) -> int | None:
        """Return the clause in "said in a statement that ...", which the parser hangs on the noun."""
        for prep in self.parse.kids(i, "prep"):
            for noun in self.parse.kids(prep, "pobj"):
                for clause in self.parse.kids(noun, "acl", "relcl"):
                    if self._that(clause):
                        return clause
        return None

    def _misread_object(self, i: int) -> set[int]:
        """Return the object of a finite verb that the tagger took for a participle: "Diaz, in a letter, praised Lee"."""
        token = self.tokens[i]
        lost = token.tag in {"VBN", "VBD"} and token.dep in {"amod", "acl", "ROOT", "nmod", "compound"}
        if (
            token.lemma not in words.JUDGEMENT
            or not lost
            or self.inside[i] >= 0
            or self.parse.kids(i, "auxpass", "agent")
        ):
            return set()
        if not surface.opens_sentence(self.parse, i):
            return set()
        last = next(
            (k for k in range(i + 1, len(self.tokens)) if self.tokens[k].text in {",", ";", "."}),
            len(self.tokens),
        )
        return set(range(i + 1, last))

    def _to(self, i: int) -> bool:
        return any(self.tokens[k].lemma == "to" for k in self.parse.kids(i, "aux"))

    def _clause(self, i: int, clause: int) -> set[int]:
        asides = [k for k in self.parse.kids(clause, "advcl") if k > clause > i and self.aside(k)]
        asides += [k for k in self.parse.kids(clause, "conj") if k > clause > i and self.returns(k) == i]
        members = self.parse.subtree(clause, without=asides)
        if clause > i:
            return {
                m
                for m in members
                if m > i and (not asides or m < min(asides) - (self.tokens[min(asides) - 1].dep == "cc"))
            }
        # The clause stands before its verb: what the parser hung elsewhere before it belongs to it, too.
        edge = self._left_edge(i)
        return members | {
            m for m in range(min(members), edge) if self.tokens[m].dep != "cc" or m > min(members)
        }

    def _left_edge(self, i: int) -> int:
        """Return the first token of the phrase "X said", which stands after its content."""
        subject = self.parse.kid(i, *_SUBJECT)
        first = (
            min(self.parse.run(self.parse.subtree(subject), subject))
            if subject is not None and subject < i
            else i
        )
        group, _ = self.parse.verb_group(i)
        return min(first, group)

    def _object(self, i: int) -> set[int]:
        members: set[int] = set()
        for kid in self.parse.children[i]:
            if kid > i and self.tokens[kid].dep in {
                "dobj",
                "oprd",
                "prep",
                "xcomp",
                "pcomp",
                "ccomp",
                "dative",
            }:
                members |= {m for m in self.parse.subtree(kid) if m > i}
        has_object = any(
            self.tokens[k].dep in {"dobj", "oprd", "ccomp"} and k > i for k in self.parse.children[i]
        )
        passive = self.parse.kid(i, "nsubjpass")
        if passive is not None and self.parse.kid(i, "agent") is not None:
            return members or self.parse.subtree(passive)
        return members if has_object else set()

    def _speaks(self, i: int, source: set[int]) -> bool:
        """Whether a verb with this subject gives speech or thought to somebody other than the reader or writer."""
        token = self.tokens[i]
        first = self.tokens[min(source)]
        lemma = token.lemma
        if self.inside[i] >= 0 and first.text.lower() in words.FIRST_PERSON | words.SECOND_PERSON:
            return False  # "I think", within a quotation: its speaker's own voice
        if first.text.lower() in words.SECOND_PERSON:
            return False
        if (
            len(source) == 1
            and first.text.lower() in words.IMPERSONAL - {"which", "that", "one"}
            and lemma not in {"say", "read"}
        ):
            return False
        if lemma in words.THOUGHT and lemma not in words.CLAUSE:
            return first.text.lower() not in words.FIRST_PERSON and self._finite(i) and self.agent(source)
        clause = self.parse.kid(i, *_CLAUSE) is not None
        if lemma in words.IMPERSONAL_JUDGEMENT and not clause:
            return self.agent(source)
        if lemma in words.EVIDENCE:
            return self.agent(source) or self.document(source)
        return True

    def _finite(self, i: int) -> bool:
        return self.tokens[i].tag in {"VBD", "VBZ", "VBP", "VBG"} or any(
            self.tokens[k].tag in {"VBD", "VBZ", "VBP"} for k in self.parse.kids(i, "aux")
        )

    # -- other shapes -----------------------------------------------------------------------------------------

    def _according(self, i: int) -> list[Attribution]:
        prep = self.parse.kid(i, "prep")
        if prep is None and i + 1 < len(self.tokens) and self.tokens[i + 1].lemma == "to":
            prep = i + 1
        inner = self.parse.kid(prep, "pobj", "pcomp") if prep is not None else None
        if prep is None or inner is None:
            return []
        source = self.trim(self.parse.run(self.parse.subtree(inner), inner))
        phrase = set(range(i, max(source) + 1))
        clause = next((h for h in self.parse.above(i) if self.tokens[h].pos in {"VERB", "AUX"}), None)
        members = self.parse.subtree(clause) if clause is not None else set(range(len(self.tokens)))
        if clause is not None and self.tokens[clause].dep in {"conj", "advcl", "relcl"} and i > clause:
            members = {m for m in members if m < i} or members
        after = max(source) + 1
        while after < len(self.tokens) and self.tokens[after].pos == "PUNCT":
            after += 1
        if min(members) < i and after < len(self.tokens) and self.tokens[after].text.lower() in _NEW_CLAUSE:
            members = {m for m in members if m < i}
        return self._attribution(i, source, members - phrase, cue=(i, prep))

    def noun(self, i: int) -> list[Attribution]:
        clause = next(
            (k for k in self.parse.kids(i, "acl", "ccomp", "relcl") if k > i and self._that(k)), None
        )
        if clause is None:
            return []
        owner = self.parse.kid(i, "poss")
        source = (
            self.trim({m for m in self.parse.subtree(owner) if self.tokens[m].dep != "case"})
            if owner is not None
            else None
        )
        if owner is None and self.tokens[i].dep in {"dobj", "attr", "pobj"}:
            verb = next((h for h in self.parse.above(i) if self.tokens[h].pos in {"VERB", "AUX"}), None)
            source = self.source(verb) if verb is not None and self.tokens[i].dep == "dobj" else None
        if source is None:
            return []
        return self._attribution(i, source, {m for m in self.parse.subtree(clause) if m > i}, cue=(i, i))

    def _that(self, i: int) -> bool:
        return any(
            self.tokens[k].lemma == "that" and self.tokens[k].dep == "mark" for k in self.parse.children[i]
        )

    def beside_marks(self, found: Sequence[Attribution]) -> list[Attribution]:
        """Return attributions for quoted passages that no verb's complement reached."""
        out: list[Attribution] = []
        for n, quoted in enumerate(self.quoted):
            reaching = [f for f in found if not quoted.start <= f.cue[0] < quoted.end]
            if any(a < quoted.end and quoted.start < b for f in reaching for a, b in f.content):
                continue
            row = [i for i, m in enumerate(self.inside) if m == n]
            if not row:
                continue
            short = sum(self.tokens[m].pos != "PUNCT" for m in row) <= _SHORT
            verb = self._nearest_verb(row[0], row[-1], _TOUCHING if short else _NEAR_MARKS)
            if verb is None:
                continue
            source = self._source_beside(verb, row)
            if source is None or source & set(row) or not self._speaks(verb, source):
                continue
            whole = ((quoted.start, quoted.end),)
            out += [
                replace(a, content=whole, by_marks=True) for a in self._attribution(verb, source, set(row))
            ]
        return out

    def _source_beside(self, verb: int, row: Sequence[int]) -> set[int] | None:
        """Return who speaks beside a quotation: by the grammar, unless that leads into the marks."""
        source = self.source(verb)
        if source is not None and not source & set(row):
            return source
        places = (surface.source_before, surface.source_after)
        for place in places if verb > row[0] + 1 or verb < row[0] else reversed(places):
            found = place(self.parse, verb)
            if found and not found & set(row) and not any(self.inside[m] >= 0 for m in found):
                return found
        return None

    def _nearest_verb(self, first: int, last: int, reach: int) -> int | None:
        best: tuple[int, int] | None = None
        for i, token in enumerate(self.tokens):
            if self.inside[i] >= 0 or token.lemma not in words.BESIDE_MARKS or not token.tag.startswith("VB"):
                continue
            distance = first - i if i < first else i - last
            if 0 < distance <= reach and (best is None or distance < best[0]):
                best = (distance, i)
        return best[1] if best else None

    # -- from tokens to offsets -------------------------------------------------------------------------------

    def _attribution(
        self,
        i: int,
        source: set[int] | None,
        content: set[int],
        *,
        cue: tuple[int, int] | None = None,
        last: int | None = None,
    ) -> list[Attribution]:
        first, end = cue or self.parse.verb_group(i)
        last = max(end, last or 0)
        barred = set(range(first, last + 1)) | (source or set())
        if not source or set(range(first, last + 1)) & source:
            return []
        pieces = self._pieces(content - barred, barred)
        if not pieces:
            return []
        return [
            Attribution(
                cue=(self.tokens[first].start, self.tokens[last].end),
                source=(self.tokens[min(source)].start, self.tokens[max(source)].end),
                content=tuple(pieces),
                lemma=self.tokens[i].lemma,
                thought=self.tokens[i].lemma in words.THOUGHT - words.CLAUSE,
                head=(self.tokens[self.head_of(source)].start, self.tokens[self.head_of(source)].end),
            )
        ]

    def _pieces(self, members: set[int], barred: set[int]) -> list[tuple[int, int]]:
        """Return the hull of some tokens as offsets, broken where source or cue stands between."""
        if not members:
            return []
        pieces: list[tuple[int, int]] = []
        row: list[int] = []
        for i in range(min(members), max(members) + 2):
            if i <= max(members) and i not in barred:
                if (
                    row or i in members
                ):  # what follows the cue but is not said ("said on Monday, ...") is left out
                    row.append(i)
                continue
            while (
                row
                and (self.tokens[row[-1]].pos in {"PUNCT", "SPACE"})
                and self.tokens[row[-1]].text not in "\"”’'»"
            ):
                row.pop()
            while (
                row
                and self.tokens[row[0]].pos in {"PUNCT", "SPACE"}
                and self.tokens[row[0]].text not in "\"“‘'«$#@"
            ):
                row.pop(0)
            if row and any(self.tokens[m].pos != "PUNCT" for m in row):
                pieces.append((self.tokens[row[0]].start, self.tokens[row[-1]].end))
            row = []
        return pieces
