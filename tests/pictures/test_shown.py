"""What pictures show is derived from the facts alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.pictures.answers import PICTURED, asked, in_words, wish_of
from bot.pictures.gallery import Kind, Wish, told
from bot.pictures.rounds import stages
from bot.pictures.view import Told, View
from bot.pictures.wording import FOLDER, PACKAGE, PictureWords, words_of
from bot.words import codes, placeholders
from intents import Knowledge, build
from tests.conftest import CATALOGUE, FACTS, ROOT

LANGUAGES = ["it", "en", "ko"]
WISHES = [
    Wish("timeline"),
    Wish("timeline", ("lg_ai_research",)),
    Wish("timeline", (), "2026-01"),
    Wish("sizes"),
    Wish("rounds"),
]


def shown(knowledge: Knowledge, wish: Wish, language: str = "en") -> Told:
    found = told(knowledge, wish, language)
    assert found
    return found


def words(picture: Told) -> str:
    """All words of a drawing, without the borders of lines."""
    root = ET.fromstring(picture.drawing.svg())  # noqa: S314 — drawn here
    return "".join(e.text or "" for e in root.iter() if e.tag.endswith("text")).replace(" ", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{wish.kind}-{wish.subjects}")
def test_a_picture_holds_its_names_and_its_sources(
    knowledge: Knowledge, wish: Wish, language: str
) -> None:
    picture = shown(knowledge, wish, language)
    seen, voice = words(picture), knowledge.speakers[language].voice
    for fact in picture.facts:
        kind = knowledge.store.attributes[fact.attribute].type
        if kind in {"entity", "text", "size"}:
            value = voice.value(fact.value, kind)
            assert value[1:].replace(" ", "") in seen
    assert picture.source.replace(" ", "") in seen
    assert knowledge.speakers[language].voice.value("2026", "date")[:4] in picture.source


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{wish.kind}-{wish.subjects}")
def test_the_words_for_a_picture_say_what_is_seen(
    knowledge: Knowledge, wish: Wish, language: str
) -> None:
    picture = shown(knowledge, wish, language)
    said = picture.head + "".join(line.text for line in picture.lines)
    voice = knowledge.speakers[language].voice
    for fact in picture.facts:
        if fact.attribute in {"selected", "added", "dropped", "released", "parameters"}:
            ends = {fact.subject, str(fact.value)} & set(knowledge.store.entities) - {"programme"}
            assert all(voice.name(entity) in said for entity in ends)


def test_the_rounds_are_those_of_the_facts(knowledge: Knowledge) -> None:
    found = stages(View(knowledge, "en"))
    assert [len(stage.racing) for stage in found[:4]] == [5, 3, 4, 3]
    assert [(set(s.teams("in")), set(s.teams("out"))) for s in found[1:4]] == [
        (set(), {"naver_cloud", "nc_ai"}),
        ({"motif"}, set()),
        (set(), {"motif"}),
    ]
    assert found[0].day == "2025-08-04"


def test_models_stand_in_order_of_size_with_their_active_part(knowledge: Knowledge) -> None:
    bars = shown(knowledge, Wish("sizes")).drawing
    sizes = [bar.size for bar in bars.bars]
    assert sizes == sorted(sizes, reverse=True)
    first = bars.bars[0]
    assert (first.name, first.said, first.part_said) == ("K-EXAONE 2.0", "750B", "37B")
    assert next(bar for bar in bars.bars if bar.said == "1.3B / 3B").size == 3


def test_of_a_company_only_its_own_is_shown(knowledge: Knowledge) -> None:
    lines = [line.text for line in shown(knowledge, Wish("sizes", ("sk_telecom",))).lines]
    assert lines
    assert all("A.X" in line for line in lines)


# One dated fact more, in one file


@pytest.fixture(scope="module")
def with_fact(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Knowledge]:
    def changed(file: str, fact: str) -> Knowledge:
        folder = tmp_path_factory.mktemp("seeds") / "seeds"
        shutil.copytree(FACTS, folder)
        path: Path = folder / "facts" / file
        text = path.read_text(encoding="utf-8").replace("facts:\n", f"facts:\n  {fact}\n", 1)
        path.write_text(text, encoding="utf-8")
        return build(folder, CATALOGUE, ROOT / ".cache")

    return changed


SOURCE = "confidence: official, sources: [ministry-of-science-and-ict-2026-01]"
DROPPED = f"- {{attribute: dropped, value: upstage, valid_from: 2026-12-20, {SOURCE}}}"
NEWS = (
    "- {attribute: news, value: {it: KT apre un centro, en: KT opens a centre,"
    f" ko: KT가 센터를 엽니다}}, valid_from: 2026-10-03, {SOURCE}}}"
)


def test_one_fact_more_ends_a_team_in_all_pictures(
    knowledge: Knowledge, with_fact: Callable[[str, str], Knowledge]
) -> None:
    after = with_fact("rounds/third_evaluation.yaml", DROPPED)
    found = stages(View(after, "en"))
    assert [len(stage.racing) for stage in found] == [5, 3, 4, 3, 2]
    assert found[-1].teams("on") == ["sk_telecom", "lg_ai_research"]
    for language in LANGUAGES:
        for wish in (Wish("rounds"), Wish("timeline"), Wish("timeline", ("upstage",))):
            name = after.speakers[language].voice.name("third_evaluation").replace(" ", "")
            assert name in words(shown(after, wish, language))
            assert name not in words(shown(knowledge, wish, language))


def test_one_fact_more_stands_in_the_timeline_of_its_company(
    knowledge: Knowledge, with_fact: Callable[[str, str], Knowledge]
) -> None:
    after = with_fact("companies/kt.yaml", NEWS)
    wish = Wish("timeline", ("kt",))
    assert "KTopensacentre" in words(shown(after, wish))
    assert "KTopensacentre" not in words(shown(knowledge, wish))
    assert knowledge.digest != after.digest


def test_one_fact_more_stands_in_the_comparison(knowledge: Knowledge) -> None:
    store = knowledge.store
    model = store.step("k_exaone_2", "parameters")[0].fact
    larger = model.model_copy(update={"id": "more", "subject": "exaone_4_5", "value": "1.2T"})
    after = knowledge.with_store(
        type(store)(store.entities, store.attributes, store.sources, (*store.facts, larger))
    )
    first = shown(after, Wish("sizes")).drawing.bars[0]
    assert (first.name, first.size) == ("EXAONE 4.5", 1200)


def test_where_the_facts_show_nothing_there_is_no_picture(knowledge: Knowledge) -> None:
    store = knowledge.store
    empty = knowledge.with_store(type(store)(store.entities, store.attributes, store.sources, ()))
    assert [told(empty, wish, "en") for wish in WISHES] == [None] * len(WISHES)
    assert told(knowledge, Wish("sizes", ("openai",)), "en") is None
    assert told(knowledge, Wish("timeline", (), "1999"), "en") is None


# Commands and answers


@pytest.mark.parametrize(
    ("names", "subjects"),
    [
        ("", ()),
        ("KT", ("kt",)),
        ("네이버", ("naver_cloud",)),
        ("Solar Open 2", ("solar_open_2",)),
        ("programma", ()),
        ("사업", ()),
    ],
)
def test_a_command_names_what_it_shows(
    knowledge: Knowledge, names: str, subjects: tuple[str, ...]
) -> None:
    assert asked(knowledge, "timeline", names) == Wish("timeline", subjects)


@pytest.mark.parametrize("names", ["zzzz", "LG Chem", "<b>", "\0", "w" * 3000])
def test_an_unknown_name_names_nothing(knowledge: Knowledge, names: str) -> None:
    assert asked(knowledge, "timeline", names) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["timeline", "sizes", "rounds"])
def test_every_picture_can_be_told_in_words(
    knowledge: Knowledge, kind: Kind, language: str
) -> None:
    answer = in_words(knowledge, Wish(kind), language)
    assert (answer.outcome, answer.language) == ("answered", language)
    assert answer.sources


def test_an_answer_knows_its_picture(knowledge: Knowledge) -> None:
    assert set(PICTURED) <= set(knowledge.contracts)
    answer = knowledge.say("timeline", ("kt",), "en")
    assert wish_of(answer.frame) == Wish("timeline", ("kt",))
    assert wish_of(knowledge.say("help", (), "en").frame) is None
    assert wish_of("no frame") is None


def test_the_words_are_complete_in_every_language(knowledge: Knowledge) -> None:
    assert set(knowledge.languages) <= set(codes(PACKAGE, FOLDER))
    shapes = {placeholders(words_of(code)) for code in codes(PACKAGE, FOLDER)}
    assert len(shapes) == 1
    assert isinstance(words_of("xx"), PictureWords)


def test_a_picture_is_no_higher_than_a_phone_can_show(knowledge: Knowledge) -> None:
    """What does not fit is left out, but never who came in and who went out."""
    for language in LANGUAGES:
        picture = shown(knowledge, Wish("timeline", (), "2025.."), language)
        root = ET.fromstring(picture.drawing.svg())  # noqa: S314 — drawn here
        assert int(root.attrib["height"]) < 2700
        attributes = [fact.attribute for fact in picture.facts]
        assert (attributes.count("dropped"), attributes.count("added")) == (3, 1)
        assert picture.drawing.left_out
        assert picture.drawing.left_out.replace(" ", "") in words(picture)
