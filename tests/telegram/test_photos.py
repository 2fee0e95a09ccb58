"""Pictures in chats: by command and by button, with a caption, or in words where they fail."""

from __future__ import annotations

import struct

import pytest

from bot.pictures.answers import PICTURED
from bot.pictures.gallery import Wish, told
from bot.telegram.pages import units
from bot.telegram.photos import LONGEST_CAPTION, caption
from intents import Knowledge
from tests.telegram.stub import rules
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.methods import Shown
from tests.telegram.stub.people import Person, group
from tests.telegram.stub.rules import Refused

KINDS = ["timeline", "rounds", "sizes"]
SOURCE = {"it": "Fonte: ", "en": "Source: ", "ko": "출처: "}
AS_OF = {"it": "Dati al ", "en": "As of ", "ko": " 기준."}
BUTTON = {"it": "Come immagine", "en": "As a picture", "ko": "그림으로 보기"}


def is_picture(shown: Shown) -> bool:
    assert shown.file, f"no picture but {shown.text!r}"
    assert shown.file[1].startswith(b"\x89PNG")
    return struct.unpack(">I", shown.file[1][16:20])[0] >= 1080


@pytest.mark.parametrize("language", ["it", "en", "ko"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_command_sends_a_picture_with_source_and_day(api: Api, kind: str, language: str) -> None:
    shown = Person(api, language).asks(f"/{kind}")
    assert is_picture(shown)
    assert SOURCE[language] in shown.text
    assert AS_OF[language] in shown.text
    assert "<a href=" in shown.source
    assert api.made("sendChatAction", chat_id=shown.chat, action="upload_photo")


def test_a_command_shows_whom_it_names(api: Api) -> None:
    person = Person(api, "en")
    kt = person.asks("/timeline KT")
    assert is_picture(kt)
    assert "KT" in kt.text
    assert "Motif" not in kt.text.partition("Source")[0]
    assert "A.X K2" in person.asks("/sizes SK Telecom").text
    assert "zzzz <b>" in person.asks("/timeline zzzz <b>").text


def test_the_same_picture_is_sent_again_by_its_id(api: Api) -> None:
    first, second = Person(api, "en"), Person(api, "en")
    assert first.asks("/timeline upstage").file == second.asks("/timeline upstage").file
    assert isinstance(api.made("sendPhoto", chat_id=second.chat)[0].params["photo"], str)


def test_an_id_that_telegram_lost_is_replaced_by_the_file(api: Api) -> None:
    api.expected.add("wrong file identifier")
    first, second = Person(api, "it"), Person(api, "it")
    lost = first.asks("/timeline kakao")
    api.state.shown.remove(lost)
    assert is_picture(second.asks("/timeline kakao"))
    assert len(api.made("sendPhoto", chat_id=second.chat)) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_where_a_picture_is_refused_the_answer_comes_in_words(api: Api, kind: str) -> None:
    person = Person(api, "en")
    api.expected.add("not enough rights")
    refusal = Refused(400, "Bad Request: not enough rights to send photos to the chat")
    api.fail("sendPhoto", refusal, times=9, chat=person.chat)
    shown = person.asks(f"/{kind}")
    assert not shown.file
    assert "Source: " in shown.text
    assert shown.buttons


def test_where_the_facts_show_nothing_the_answer_comes_in_words(api: Api) -> None:
    shown = Person(api, "en").asks("/sizes OpenAI")
    assert not shown.file
    assert shown.text


@pytest.mark.parametrize("language", ["it", "en", "ko"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_button_under_the_words_sends_the_picture(api: Api, kind: str, language: str) -> None:
    person = Person(api, language)
    answer = in_words(api, person, kind)
    notice = person.presses(answer, BUTTON[language])
    assert not notice.get("text")
    picture = until(lambda: [m for m in person.seen() if m.file])[0]
    assert is_picture(picture)
    assert SOURCE[language] in picture.text


def in_words(api: Api, person: Person, kind: str) -> Shown:
    """The answer in words: pictures fail for a moment."""
    api.expected.add("no photos now")
    refusal = Refused(400, "Bad Request: no photos now")
    fault = api.fail("sendPhoto", refusal, times=9, chat=person.chat)
    answer = person.asks(f"/{kind}")
    fault.times = 0
    return answer


def test_where_the_button_fails_a_notice_says_so(api: Api) -> None:
    person = Person(api, "en")
    answer = in_words(api, person, "rounds")
    api.fail("sendPhoto", Refused(400, "Bad Request: no photos now"), times=2, chat=person.chat)
    assert "cannot draw" in person.presses(answer, BUTTON["en"])["text"]
    assert len(person.seen()) == 1


def test_an_answer_on_something_else_has_no_such_button(api: Api) -> None:
    assert not any("picture" in label for label in Person(api, "en").asks("Why was KT out?").labels)


def test_in_a_topic_of_a_group_the_picture_replies_to_who_asked(api: Api) -> None:
    person = Person(api, "en", chat=group(api, forum=True), topic=7)
    number = person.says("/rounds@sovereign_bot")
    picture = until(person.seen)[0]
    assert is_picture(picture)
    assert picture.reply_to == number


def test_help_tells_of_pictures(api: Api) -> None:
    for language in ("it", "en", "ko"):
        assert "/timeline" in Person(api, language).asks("/help").text


@pytest.mark.parametrize("language", ["it", "en", "ko"])
def test_every_caption_fits(knowledge: Knowledge, language: str) -> None:
    companies = [e.id for e in knowledge.store.entities.values() if e.kind in {"company", "model"}]
    wishes = [Wish("rounds"), Wish("sizes"), Wish("timeline"), Wish("timeline", (), "2025..")]
    for wish in (*wishes, *(Wish("timeline", (company,)) for company in companies)):
        shown = told(knowledge, wish, language)
        if shown is None:
            continue
        page = caption(shown, language)
        assert units(page.plain) <= LONGEST_CAPTION
        assert rules.read_html(page.html) == page.plain
        assert page.plain.endswith(shown.source)
        assert page.plain.startswith(shown.head)


def test_a_long_caption_keeps_what_matters_most(knowledge: Knowledge) -> None:
    shown = told(knowledge, Wish("timeline", (), "2025.."), "en")
    assert shown
    said = caption(shown, "en").plain
    assert "more in the picture" in said
    assert "Motif Technologies dropped" in said


def test_a_long_caption_keeps_the_largest_models(knowledge: Knowledge) -> None:
    shown = told(knowledge, Wish("sizes"), "it")
    assert shown
    assert shown.lines[0].text in caption(shown, "it").plain


def test_every_pictured_intent_is_known(knowledge: Knowledge) -> None:
    assert set(PICTURED) <= set(knowledge.contracts)
