"""Commands, menus, and what only admins may do."""

from __future__ import annotations

import pytest

from bot.telegram.commands import link, question_of
from tests.telegram.conftest import ADMIN
from tests.telegram.process import BotProcess
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person, group

PUBLIC = """
start help ask companies models compare timeline rounds sizes criteria sources follow unfollow lang
why privacy forget
""".split()


@pytest.mark.parametrize(
    ("language", "command", "said"),
    [
        ("it", "/companies", "Upstage"),
        ("en", "/models", "Mi:dm"),
        ("ko", "/criteria", "출처"),
        ("en", "/sources", "Source"),
        ("it", "/help", "KT"),
        ("ko", "/start", "KT"),
        ("it", "/compare KT Kakao", "Mi:dm"),
        ("en", "/compare", "/compare KT Kakao"),
        ("ko", "/ask", "/ask"),
        ("it", "/ask Perché KT è stata esclusa?", "KT è stata esclusa"),
        ("it", "/privacy", "giorni"),
        ("en", "/nonsense", "/help"),
        ("it", "/why", "non c'è ancora"),
        ("en", "/start topic-naver", "Naver"),
        ("en", "/start why-was-kt-excluded", "KT"),
    ],
)
def test_commands_are_answered(api: Api, language: str, command: str, said: str) -> None:
    assert said in Person(api, language).asks(command).text


def test_a_deep_link_asks_its_question(api: Api) -> None:
    url = link("sovereign_bot", "KT 왜 탈락했어?")
    assert url is not None
    payload = url.partition("start=")[2]
    assert len(payload) <= 64
    assert "출처" in Person(api, "en").asks(f"/start {payload}").text
    assert link("sovereign_bot", "x" * 60) is None


@pytest.mark.parametrize("payload", ["q_!!", "q_////", "q_gICA", "", "___", "topic-"])
def test_a_broken_deep_link_is_read_as_words(payload: str) -> None:
    assert isinstance(question_of(payload), str)


def test_a_chosen_language_holds_where_the_text_tells_none(api: Api) -> None:
    person = Person(api, "en")
    menu = person.asks("/lang")
    person.presses(menu, "한국어")
    assert "한국어" in menu.text
    assert "출처" in person.asks("KT").text
    assert "italiano" in person.asks("/lang it").text
    assert "/lang" in person.asks("/lang xx").text


def test_why_tells_how_the_last_answer_was_found(api: Api) -> None:
    person = Person(api, "en")
    person.asks("Why was KT left out?")
    why = person.asks("/why").text
    assert "exclusion_reason" in why
    assert "kt." in why
    assert "Sources:" in why


def test_forget_erases_what_was_kept(api: Api) -> None:
    person = Person(api, "en")
    answer = person.asks("Perché KT è stata esclusa?")
    assert (
        "erased" in person.asks("/forget", language="en").text
        or "cancellato" in person.seen()[-1].text
    )
    assert "text" in person.presses(answer, "", "1:ask:0")
    assert "no answer" in person.asks("/why").text


def test_menus_per_language_and_scope(api: Api) -> None:
    menus = api.state.menus
    until(lambda: ("short_description", "ko") in menus)
    for language in ("", "it", "ko"):
        names = [c["command"] for c in menus["all_private_chats", language]]
        assert names == PUBLIC
        assert "start" not in [c["command"] for c in menus["all_group_chats", language]]
        admin = [c["command"] for c in menus[f"chat:{ADMIN}", language]]
        assert set(admin) > {*PUBLIC, "reload", "history", "rollback", "export", "status", "stats"}
        assert menus["description", language]


def test_an_unknown_command_is_ignored_in_groups(api: Api) -> None:
    person = Person(api, "en", chat=group(api))
    person.says("/nonsense")
    person.says("/help@other_bot")
    assert person.quiet()


@pytest.mark.parametrize("command", ["/reload", "/status", "/stats", "/reload@sovereign_bot"])
def test_admin_commands_are_silent_to_others_and_in_groups(
    api: Api, bot: BotProcess, command: str
) -> None:
    person = Person(api, "en")
    person.says(command)
    admin = Person(api, "en", id=ADMIN, chat=group(api))
    admin.says(command)
    assert person.quiet()
    assert not admin.seen()
    assert "admin command refused" in bot.log


def test_no_word_to_others_names_the_admin_commands(api: Api) -> None:
    person = Person(api, "en")
    for command in ("/help", "/start", "/nonsense", "/privacy"):
        assert "reload" not in person.asks(command).text
