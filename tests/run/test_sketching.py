"""What a child gives back and the store keeps of a report and of a story is what the engine had."""

from dataclasses import fields, replace

import numpy as np

from counterpoint.desk.records import pack, unpack
from counterpoint.run.sketching import Packed, pack_sketch, unpack_sketch
from counterpoint.run.storytelling import PackedDigest, pack_digest, unpack_digest
from counterpoint.types.stream import Digested, Referred, Sketch
from tests.desk.inline import NOON

HALF = np.asarray([0.6, 0.8, 0.0], dtype=np.float32)
SKETCH = Sketch(
    "i1",
    NOON,
    "fr",
    "river.example",
    "m/1",
    HALF,
    bridge=HALF[::-1].copy(),
    bridge_model="b/1",
    read=False,
    whole=False,
    bare=True,
    names=frozenset({"ana diaz", "orle"}),
    places=frozenset({"p2", "p1"}),
    numbers=frozenset({"12"}),
    days=frozenset({739_000}),
    terms=(("bridg", 2.5),),
)


def test_every_field_of_a_sketch_is_packed():
    """One that is added to the record and not here would be lost without a word."""
    assert [f.name for f in fields(Packed)] == [f.name for f in fields(Sketch)]
    assert {f.name for f in fields(PackedDigest)} == {f.name for f in fields(Digested)}


def test_a_sketch_comes_back_as_it_was_but_for_the_last_digits_of_its_vectors():
    """And packed again it is the same: what is restored is what was given out."""
    packed = pack_sketch(SKETCH)
    back = unpack_sketch(unpack(pack(packed), Packed))

    assert np.allclose(back.vector, HALF, atol=1e-3)
    assert np.linalg.norm(back.vector) == np.float32(1.0)
    assert np.allclose(back.bridge, HALF[::-1], atol=1e-3)
    for one in fields(Sketch):
        if one.name not in {"vector", "bridge"}:
            assert getattr(back, one.name) == getattr(SKETCH, one.name)
    assert unpack_sketch(packed).vector.tobytes() == back.vector.tobytes()


def test_a_vector_of_nothing_stays_nothing():
    """Zeros, no numbers at all and infinities have no direction."""
    for vector in (
        np.zeros(3, np.float32),
        np.asarray([np.nan, 1, 0], np.float32),
        np.full(3, np.inf, np.float32),
    ):
        back = unpack_sketch(pack_sketch(replace(SKETCH, vector=vector, bridge=None)))

        assert not back.vector.any()
        assert back.bridge is None


def test_a_digest_comes_back_as_it_was():
    """Its vector to the last digit."""
    digest = Digested(
        "s1", "Bridge closed", NOON, NOON, 2,
        outlets=frozenset({"a.example"}), terms=(("bridg", 1.0),), model="m/1", vector=HALF,
        published=(NOON,), refers=(Referred(1, 31, frozenset({"summit"})),),
    )  # fmt: skip
    back = unpack_digest(unpack(pack(pack_digest(digest)), PackedDigest))

    assert back == digest
    assert back.vector.tobytes() == HALF.tobytes()
