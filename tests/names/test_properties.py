"""What holds for any names and any text."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from intents import hangul
from intents.homonyms import HOMONYMS
from intents.names import NameIndex
from intents.nearby import FEW, Neighbourhood, budget
from intents.spelling import key, pieces
from tests.names.conftest import NAMES

LETTERS = "abcdeinorstKTLG네이버카오엑사원ㅋㅏㅣ가는은 .,-'’&0123!?()\n"
SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
ANY_TEXT = st.text(max_size=60)
LIKELY = st.lists(
    st.one_of(
        st.sampled_from([name for names in NAMES.values() for name in names]),
        st.text(LETTERS, max_size=8),
        st.sampled_from(["perché ", "why ", " 왜 ", "'s ", "는 ", ", "]),
    ),
    max_size=8,
).map("".join)
# Names that no other name resembles, of letters that the others do not have.
UNRELATED = st.lists(st.text("qzwjxfvb", min_size=6, max_size=12), max_size=4, unique=True)


@settings(max_examples=400, deadline=None)
@given(st.one_of(ANY_TEXT, LIKELY))
def test_offsets_cut_the_surface_out_of_any_text(index: NameIndex, text: str) -> None:
    end = 0
    for mention in index.find(text):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.surface.strip() == mention.surface != ""
        assert mention.start >= end
        end = mention.end


@settings(max_examples=200, deadline=None)
@given(LIKELY)
def test_the_same_text_has_the_same_names(index: NameIndex, text: str) -> None:
    assert index.find(text) == index.find(text) == NameIndex(NAMES).find(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    others=UNRELATED,
    owner=st.sampled_from(sorted(NAMES.keys() - {"midm"})),
    around=st.sampled_from(["{}", "perché {}?", "why was {} left out", "{} 왜 떨어졌어", "({})"]),
)
def test_unrelated_names_never_take_an_exact_match_away(
    others: list[str], owner: str, around: str
) -> None:
    name = NAMES[owner][0]
    alone = NameIndex({owner: [name]}).find(around.format(name))
    among = NameIndex({**{f"x{n}": [o] for n, o in enumerate(others)}, owner: [name]})
    assert [m.id for m in alone] == [owner]
    assert among.find(around.format(name)) == alone


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(max_size=4), st.lists(st.text(max_size=12), max_size=3), max_size=5))
def test_any_names_make_an_index(names: dict[str, list[str]]) -> None:
    index = NameIndex(names)
    for spellings in names.values():
        for name in spellings:
            assert {m.id for m in index.find(name)} <= names.keys()


@settings(max_examples=60, deadline=None)
# A name that has an everyday sense may be that.
@given(st.text(string.ascii_lowercase, min_size=4, max_size=20).filter(lambda n: n not in HOMONYMS))
def test_a_made_up_name_is_found_in_any_case(name: str) -> None:
    index = NameIndex({"it": [name]}, common=())
    for written in (name, name.upper(), name.title()):
        assert [m.surface for m in index.find(f"and {written}, too")] == [written]


@settings(max_examples=100, deadline=None)
@given(
    keys=st.lists(
        st.text("abcㅏㄱ", min_size=3, max_size=16), min_size=1, max_size=12, unique=True
    ),
    text=st.text("abcㅏㄱ", min_size=3, max_size=16),
)
def test_near_keys_are_the_ones_that_measuring_all_finds(keys: list[str], text: str) -> None:
    # Long ones only, so that the index looks up instead of measuring one after the other.
    padded = [*keys, *(f"z{n}zzzyyyxxx" for n in range(FEW))]
    found = dict(Neighbourhood(padded).near(text))
    near = {
        n: distance
        for n, key in enumerate(padded)
        if (distance := OSA.distance(text, key)) <= budget(len(key)) and budget(len(key))
    }
    # One error is always found; more of them unless they all fall into both halves.
    assert {n for n, distance in near.items() if distance <= 1} <= found.keys()
    assert all(near[n] == distance for n, distance in found.items())


@pytest.mark.parametrize("size", [1, FEW, FEW + 1])
def test_a_single_slip_is_found_in_tables_of_any_size(size: int) -> None:
    keys = [f"{n:04}ndlmqrst" for n in range(size)]
    index = Neighbourhood(keys)
    for slip in ("0000dlmqrst", "0000nndlmqrst", "0000ndmlqrst", "0000ndlmqrsz", "0000ndlmqrst"):
        assert (0, OSA.distance(slip, keys[0])) in index.near(slip)


@given(st.text(SYLLABLES, max_size=12))
def test_syllables_survive_being_typed(text: str) -> None:
    assert hangul.compose(hangul.decompose(text)) == text
    assert hangul.latin_to_hangul(hangul.hangul_to_latin(text)) == text


@given(st.text(string.ascii_lowercase, max_size=20))
def test_keys_survive_the_other_layout(text: str) -> None:
    assert hangul.hangul_to_latin(hangul.latin_to_hangul(text)) == text


@given(ANY_TEXT)
def test_pieces_stand_in_order_and_make_the_key(text: str) -> None:
    found = pieces(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(piece.start < piece.end for piece in found)
    assert "".join(piece.key for piece in found) == key(text)
