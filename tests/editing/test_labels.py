"""What attributes are called in news: every one of them, in every language."""

from __future__ import annotations

import pytest

from bot.editing.labels import FOLDER, PACKAGE, labels
from bot.words import codes, placeholders
from intents.load import Bundle, load
from tests.thinned import SHIPPED


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return load(SHIPPED.facts, SHIPPED.catalogue)


def test_every_language_of_the_catalogue_has_labels(shipped: Bundle) -> None:
    assert set(shipped.languages) <= set(codes(PACKAGE, FOLDER))


@pytest.mark.parametrize("language", codes(PACKAGE, FOLDER))
def test_every_attribute_has_a_label(shipped: Bundle, language: str) -> None:
    """A new one needs a line under `attributes` in every file of `bot/editing/labels/`."""
    declared = set(shipped.attributes)
    labelled = set(labels(language).attributes)
    assert not declared - labelled, "attributes without a label"


@pytest.mark.parametrize("language", codes(PACKAGE, FOLDER))
def test_templates_hold_the_same_in_every_language(language: str) -> None:
    def shape(code: str) -> frozenset[tuple[str, frozenset[str]]]:
        found = placeholders(labels(code))
        return frozenset(pair for pair in found if not pair[0].startswith("attributes."))

    assert shape(language) == shape("en")


def test_an_attribute_without_a_label_is_called_by_its_id() -> None:
    assert labels("en").of("made_up") == "made_up"
    assert labels("fr") == labels("en")
