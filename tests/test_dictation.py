"""Numbers of names, dictated in words of any language."""

from __future__ import annotations

import pytest

from intents.dictation import Dictation

NAMES = ("Solar Open 2", "K-EXAONE 2.0", "모티프 3", "Motif 3", "EXAONE")
ENGLISH = Dictation(NAMES, {2: "two", 3: "three"}, ("point oh",))
ITALIAN = Dictation(NAMES, {2: "due", 3: "tre"}, ("punto zero",))
KOREAN = Dictation(NAMES, {2: "두", 3: "세"}, ())


@pytest.mark.parametrize(
    ("dictation", "said", "meant"),
    [
        (ENGLISH, "size of solar open two please", "size of Solar Open 2 please"),
        (ENGLISH, "k exaone two point oh, and exaone", "K-EXAONE 2.0, and exaone"),
        (ITALIAN, "quanto pesa K-EXAONE due punto zero", "quanto pesa K-EXAONE 2.0"),
        (ITALIAN, "motif tre e solar open due", "Motif 3 e Solar Open 2"),
        (KOREAN, "모티프 세 어때", "모티프 3 어때"),
        (ENGLISH, "is solar open to all", "is solar open to all"),
        (ENGLISH, "when is motif due", "when is motif due"),
        (ENGLISH, "two exaone models", "two exaone models"),
    ],
)
def test_numbers_of_names_are_put_in_digits(dictation: Dictation, said: str, meant: str) -> None:
    assert dictation.in_digits(said) == meant


def test_without_names_nothing_is_put_in_digits() -> None:
    assert Dictation((), {2: "two"}, ()).in_digits("solar open two") == "solar open two"
