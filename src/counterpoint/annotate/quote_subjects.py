"""Who speaks in one parsed sentence: the logical subject of a verb, and whether it names somebody.

Data way: a Parse and its quoted passages -> token sets for quote_english. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.annotate import quote_cues as words
from counterpoint.annotate.quote_marks import Quoted
from counterpoint.annotate.quote_parse import Parse


class Subjects:
    """The subjects of one sentence's verbs. Sets hold token indices."""

    def __init__(self, parse: Parse, quoted: Sequence[Quoted]) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.quoted = quoted
        self.inside = [next((n for n, q in enumerate(quoted) if q.holds(t.start)), -1) for t in parse.tokens]

    def source(self, i: int, *, depth: int = 0) -> set[int] | None:
        """Return the tokens of a verb's logical subject, or None."""
        subject = self.parse.kid(i, "nsubj", "csubj")
        if subject is not None:
            return self._noun_phrase(subject, i)
        agent = self.parse.kid(i, "agent")
        if agent is not None:
            inner = self.parse.kid(agent, "pobj")
            return self._noun_phrase(inner, i) if inner is not None else None
        passive = self.parse.kid(i, "nsubjpass")
        if passive is not None:
            quoted_as = (
                self.tokens[i].lemma in {"quote", "cite", "report"} and self.parse.kid(i, "prep") is not None
            )
            return self._noun_phrase(passive, i) if quoted_as else None
        head = self.tokens[i].head
        if head == i or depth > 3:
            return None
        dep = self.tokens[i].dep
        back = self.returns(i)
        if back is not None:
            return self.source(back, depth=depth + 1)
        if self.aside(i):
            return self.source(self.tokens[head].head, depth=depth + 1)
        if dep in {"conj", "advcl", "xcomp", "pcomp", "ccomp", "dep"} and self.tokens[head].pos in {
            "VERB",
            "AUX",
        }:
            return self.source(head, depth=depth + 1)
        if dep == "pcomp" and self.tokens[head].pos in {"ADP", "SCONJ"}:
            return (
                self.source(self.tokens[head].head, depth=depth + 1)
                if self.tokens[head].head != head
                else None
            )
        if dep == "acl" and self.tokens[i].tag == "VBG":
            return self._noun_phrase(head, i)
        return None

    def _noun_phrase(self, head: int, verb: int) -> set[int]:
        if self.tokens[head].text.lower() in words.RELATIVE and self.tokens[verb].dep == "relcl":
            antecedent = self.tokens[verb].head
            return self.parse.run(self.parse.subtree(antecedent, without=[verb]), antecedent)
        members = self.parse.subtree(head, without=[verb])
        members = {m for m in members if (m < verb) == (head < verb)}
        return self.trim(self.parse.run(members, head))

    def trim(self, members: set[int]) -> set[int]:
        """Return a row of tokens without punctuation at its ends."""
        row = sorted(members)
        while len(row) > 1 and self.tokens[row[-1]].pos == "PUNCT":
            row.pop()
        while len(row) > 1 and self.tokens[row[0]].pos == "PUNCT":
            row.pop(0)
        return set(row)

    def aside(self, i: int) -> bool:
        """Whether a participle in what somebody said is his own next act of saying: "said ..., adding that ..."."""
        head = self.tokens[i].head
        above = self.tokens[head].head
        return (
            self.tokens[i].tag == "VBG"
            and self.tokens[i].dep == "advcl"
            and self.tokens[i].lemma in words.CLAUSE | words.JUDGEMENT
            and self.tokens[i - 1].text == ","
            and self.tokens[head].dep == "ccomp"
            and self.tokens[above].lemma in words.CLAUSE
            and self.inside[i] < 0
        )

    def returns(self, i: int) -> int | None:
        """Return the verb of saying that a conjunct in what was said goes back to: "said he is ill and asked for help".

        The parser joins it to the nearest verb; where its tense is the speaker's verb's and not its neighbour's, it is
        the speaker's next act.
        """
        head = self.tokens[i].head
        above = self.tokens[head].head
        if self.tokens[i].dep != "conj" or self.tokens[head].dep != "ccomp" or self.inside[i] >= 0:
            return None
        if self.tokens[i].lemma not in words.CLAUSE or self.tokens[above].lemma not in words.CLAUSE:
            return None
        finite = {self.tokens[k].tag for k in (head, *self.parse.kids(head, "aux", "auxpass"))}
        own = self.parse.kid(i, "nsubj", "nsubjpass", "aux", "auxpass")
        return (
            above
            if own is None
            and self.tokens[i].tag == self.tokens[above].tag
            and self.tokens[i].tag not in finite
            else None
        )

    def agent(self, source: set[int]) -> bool:
        """Whether a phrase names somebody: a name, a person's pronoun, a noun for persons or bodies."""
        head = self.tokens[self.head_of(source)]
        low = head.text.lower()
        if low in words.IMPERSONAL:
            return False
        return head.pos in {"PROPN", "PRON"} or bool(words.AGENT_NOUN.search(low))

    def document(self, source: set[int]) -> bool:
        return bool(words.DOCUMENT_NOUN.search(self.tokens[self.head_of(source)].text.lower()))

    def head_of(self, members: set[int]) -> int:
        """Return the token that all others in a phrase hang on."""
        return next(
            (m for m in sorted(members) if self.tokens[m].head not in members or self.tokens[m].head == m),
            min(members),
        )
