"""What was asked in vain: kept as far as allowed, grouped, ignored, learned, forgotten."""

from __future__ import annotations

import pytest
import yaml

from bot.editing.misses import DISLIKED, Misses, grouped, redacted
from bot.stores.store import Store
from intents import Answer, Memory
from tests.editing.conftest import Open

DAY = 86400.0


def answer(outcome: str, language: str = "en") -> Answer:
    return Answer(
        text="x", body="x", language=language, outcome=outcome, intent=None, memory=Memory()
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("write to ada.b@example.org  now", "write to ‹mail› now"),
        ("see https://example.org/x?y=1", "see ‹link›"),
        ("ask @somebody about KT", "ask ‹name› about KT"),
        ("call +39 02 1234 5678", "call ‹number›"),
        ("주민번호 900101-1234567", "주민번호 ‹number›"),
        ("is it 200,000,000,000 won in 2025?", "is it 200,000,000,000 won in 2025?"),
        ("a\nb", "a b"),
    ],
)
def test_personal_data_is_taken_out(text: str, left: str) -> None:
    assert redacted(text) == left


def test_alike_questions_are_one_group_per_language() -> None:
    rows = [
        ("How many GPUs does KT have?", "en", "unknown"),
        ("how many gpus does kt have", "en", "not_stated"),
        ("does KT have how many GPUs", "en", "unknown"),
        ("how many gpus does kt have", "it", "unknown"),
        ("who is the CEO", "en", "unknown"),
        ("?!", "en", "unknown"),
    ]
    groups = grouped(rows)
    assert [(g.language, g.count) for g in groups] == [("en", 3), ("en", 1), ("it", 1)]
    assert groups[0].outcomes == (("unknown", 2), ("not_stated", 1))
    assert len({g.name for g in groups}) == 3


async def test_words_are_kept_only_where_they_may(address: str) -> None:
    async with Store(address) as store:
        for texts in (False, True):
            misses = Misses(store, texts=texts)
            misses.asked("c", answer("unknown"), "mail me: a@b.org \0\ud800")
            misses.asked("c", answer("answered"), "fine")
            misses.asked(None, answer("clarify", "ko"), None)
            assert await misses.counts(1) == {"en": 1 + texts, "ko": 1 + texts}
            found = [group.question for group in await misses.groups(1)]
            assert found == (["mail me: ‹mail› ?"] if texts else [])
        await store.forget("c")
        assert await misses.counts(1) == {"ko": 2, "en": 1}


async def test_what_is_ignored_is_not_shown_again(address: str) -> None:
    async with Store(address) as store:
        misses = Misses(store, texts=True)
        misses.asked("c", answer("unknown"), "Who is it?")
        (group,) = await misses.groups(1)
        await misses.ignore([group.question], "7")
        await misses.ignore([group.question], "7")
        misses.asked("c", answer("unknown"), "who is it")
        assert await misses.groups(1) == []
        assert await misses.counts(1) == {"en": 2}


async def test_a_disliked_answer_is_a_miss_with_its_question(opened: Open) -> None:
    async with opened(keep_questions=True) as service:
        told = await service.ask("5", "Who was selected?", hint="en")
        await service.sent("5", "1", (11,), told)
        await service.done(1)
        await service.feedback("5", 11, -1)
        await service.feedback("5", 11, 1)
        (group,) = await service.editing.misses.groups(1)
        assert group.question == "Who was selected?"
        assert dict(group.outcomes)[DISLIKED] == 1


async def test_an_example_is_learned_in_a_file_of_its_own(opened: Open) -> None:
    asked = "spondulicks for the whole endeavour"
    async with opened(keep_questions=True) as service:
        assert (await service.glance(asked, hint="en")).outcome == "unknown"
        (group,) = await service.editing.misses.groups(1)
        draft = await service.editing.rehearse_example("7", "en", "budget", group.question)
        assert not draft.report.facts
        assert draft.changed == ("catalogue/en/_learned.yaml",)
        await service.editing.publish(draft.id, "7", "it was asked")
        assert (await service.glance(asked, hint="en")).intent == "budget"
        files = await service.editing.versions.files(2)
        assert yaml.safe_load(files.content["catalogue/en/_learned.yaml"]) == {"budget": [asked]}
        assert "budget" in (await service.editing.versions.list())[0].reason
    async with opened() as service:
        assert (await service.glance(asked, hint="en")).intent == "budget"
