"""What readers are told of a change: statements in words, by subject, in their language."""

from __future__ import annotations

from copy import deepcopy

import pytest

from bot.editing.changes import Change, Changes, changes
from intents import Knowledge
from intents.load import Bundle
from intents.models import Fact, Money, Text

DOCUMENT = "sovereign-ai-2025-08"


@pytest.fixture
def bundle(knowledge: Knowledge) -> Bundle:
    """The shipped content; its lists may be changed."""
    copy = deepcopy(knowledge.bundle)
    copy.facts = [fact for fact in copy.facts if fact.source == DOCUMENT]
    return copy


def fact(**fields: object) -> Fact:
    given = {
        "id": "kt.plan.new",
        "subject": "kt",
        "attribute": "plan",
        "value": "ai_agents",
        "stance": "reported",
        "by": None,
        "valid_from": "2025-08",
        "valid_to": None,
        "source": DOCUMENT,
        "quote": None,
        "file": "seeds/facts/companies/kt.yaml",
    }
    return Fact(**{**given, **fields})


def replaced(bundle: Bundle, name: str, **fields: object) -> Bundle:
    """The content with another version of one statement."""
    assert any(one.id == name for one in bundle.facts)
    changed = deepcopy(bundle)
    changed.facts = [
        one.model_copy(update=fields) if one.id == name else one for one in bundle.facts
    ]
    return changed


def added(bundle: Bundle, *facts: Fact) -> Bundle:
    changed = deepcopy(bundle)
    changed.facts = [*bundle.facts, *facts]
    return changed


def texts(found: Changes, subject: str, language: str = "en") -> list[str]:
    return [line.text for line in found.told(subject, language)]


def test_old_and_new_in_every_language_with_source_and_date(bundle: Bundle) -> None:
    amount = Money(amount=300_000_000_000, currency="KRW")
    found = changes(bundle, replaced(bundle, "programme.budget", value=amount))
    assert found.subjects == {"programme"}
    assert texts(found, "programme") == ["Budget: 200 billion won → 300 billion won"]
    assert texts(found, "programme", "it") == ["Fondi: 200 miliardi di won → 300 miliardi di won"]
    assert texts(found, "programme", "ko") == ["예산: 2,000억 원 → 3,000억 원"]
    [line] = found.told("programme", "it")
    assert line.source.endswith("4 agosto 2025")
    assert line.url is None
    # A language without labels is told in English.
    assert texts(found, "programme", "fr") == texts(found, "programme")


def test_a_statement_touches_subject_value_and_whom_it_is_about(bundle: Bundle) -> None:
    new = fact(attribute="partner", value="openai", about=("midm",))
    found = changes(bundle, added(bundle, new))
    assert found.subjects == {"kt", "openai", "midm"}
    assert texts(found, "kt") == ["New – partner: OpenAI"]
    assert texts(found, "openai") == ["New – KT, partner: OpenAI"]
    assert texts(found, "midm", "it") == ["Nuovo – KT, partner: OpenAI"]
    assert not texts(found, "kakao")


def test_a_worded_statement_is_told_in_the_language_of_the_reader(bundle: Bundle) -> None:
    said = Text(said={"it": "Va bene.", "en": "All is well.", "ko": "좋습니다."})
    new = fact(attribute="news", value=said, valid_from="2026-01-15")
    found = changes(bundle, added(bundle, new))
    assert texts(found, "kt") == ["New – news: All is well. (15 January 2026)"]
    assert texts(found, "kt", "ko") == ["새 내용 – 소식: 좋습니다. (2026년 1월 15일)"]
    # A typing error mended in one language is news to nobody who reads another.
    mended = new.model_copy(update={"value": Text(said={**said.said, "it": "Va benone."})})
    found = changes(added(bundle, new), added(bundle, mended))
    assert len(texts(found, "kt", "it")) == 1
    assert not texts(found, "kt", "ko")


def test_what_is_gone_is_told_with_its_source(bundle: Bundle) -> None:
    found = changes(added(bundle, fact(value="develop_own_model", stance="planned")), bundle)
    [line] = found.told("kt", "en")
    assert line.text == "No longer stated – plan: to go on developing its own model (planned)"
    assert line.source


@pytest.mark.parametrize(
    ("fields", "noted"),
    [
        ({"stance": "claimed", "by": "kt"}, "according to KT"),
        ({"stance": "expected", "by": "experts"}, "expected by experts"),
        ({"stance": "planned"}, "planned"),
        ({"stance": "decided", "by": "msit"}, ""),
        ({"valid_from": "2026-01-15"}, "15 January 2026"),
        ({"valid_to": "2026-02"}, "until February 2026"),
    ],
)
def test_how_sure_and_how_long(bundle: Bundle, fields: dict[str, object], noted: str) -> None:
    found = changes(bundle, added(bundle, fact(**fields)))
    value = "New – plan: ecosystem of AI agents"
    assert texts(found, "kt") == [f"{value} ({noted})" if noted else value]


@pytest.mark.parametrize(
    "fields",
    [{"quote": "other"}, {"file": "x.yaml"}, {"by": "kt"}, {"valid_from": "2025-08-04"}],
)
def test_what_a_reader_cannot_see_is_no_news(bundle: Bundle, fields: dict[str, object]) -> None:
    after = replaced(bundle, "programme.budget", **fields)
    assert not texts(changes(bundle, after), "programme")


def test_a_day_that_was_told_and_is_another_is_news(bundle: Bundle) -> None:
    dated = fact(valid_from="2026-01-14")
    after = added(bundle, fact(valid_from="2026-01-15"))
    [text] = texts(changes(added(bundle, dated), after), "kt")
    assert "(14 January 2026) → " in text


def test_names_of_one_kind_and_source_are_one_line(bundle: Bundle) -> None:
    names = ("kanana", "exaone", "openai")
    more = [fact(id=f"kt.partner.{n}", attribute="partner", value=n) for n in names]
    found = changes(bundle, added(bundle, *more, fact()))
    assert texts(found, "kt") == [
        "New – partner: Kanana, EXAONE, OpenAI",
        "New – plan: ecosystem of AI agents",
    ]
    assert found.told("kt", "it")[0].ids == tuple(one.id for one in more)
    assert texts(changes(added(bundle, *more), bundle), "kt") == [
        "No longer stated – partner: Kanana, EXAONE, OpenAI"
    ]


def test_the_same_content_changes_nothing(bundle: Bundle) -> None:
    found = changes(bundle, deepcopy(bundle))
    assert not found.all
    assert not found.subjects


def test_a_statement_under_another_id_is_the_same(bundle: Bundle) -> None:
    one = fact(id="kt.plan", value="ai_agents")
    both = (fact(id="kt.plan.ai_agents"), fact(id="kt.plan.b", value="develop_own_model"))
    found = changes(added(bundle, one), added(bundle, *both))
    assert texts(found, "kt") == ["New – plan: to go on developing its own model"]


def test_the_one_value_of_an_attribute_replaces_the_other(bundle: Bundle) -> None:
    one = fact(id="kt.partner_since", attribute="partner_since", value="2025-02")
    other = fact(id="kt.partner_since.b", attribute="partner_since", value="2025-06-01")
    found = changes(added(bundle, one), added(bundle, other))
    assert texts(found, "kt") == ["Partnership since: February 2025 → 1 June 2025"]
    assert (
        [(c.old, c.new) for c in found.all]
        == [(one, other)]
        == [(c.old, c.new) for c in [Change(one, other)]]
    )


def test_an_attribute_without_label_and_a_code_without_words_are_told_as_they_are(
    bundle: Bundle,
) -> None:
    after = added(bundle, fact(attribute="made_up", value="strange_code"))
    after.attributes["made_up"] = after.attributes["plan"]
    assert texts(changes(bundle, after), "kt", "it") == ["Nuovo – made_up: strange_code"]


def test_an_entity_that_is_gone_keeps_its_name(bundle: Bundle) -> None:
    after = deepcopy(bundle)
    after.facts = [one for one in after.facts if "kanana" not in (one.subject, one.value)]
    del after.entities["kanana"]
    found = changes(bundle, after)
    assert found.name("kanana", "ko") == bundle.entities["kanana"].names["ko"]
    assert "No longer stated – model: Kanana" in texts(found, "kakao")
