"""/follow and /unfollow: whoever follows a subject is told what a publication changed on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.editing.files import Files
from bot.stores.following import Following
from tests.telegram.process import BotProcess
from tests.telegram.publishing import BUDGET, MIDM, PLANNED, Place, news
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person, group
from tests.telegram.stub.rules import Refused


@pytest.fixture(scope="module")
def place(small: Files, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("following")
    return Place(small, folder, f"sqlite:///{folder}/bot.sqlite3", cache)


@pytest.fixture(scope="module")
def served(place: Place) -> Iterator[tuple[Api, BotProcess]]:
    with Api().running() as api:
        bot = place.bot(api).start()
        yield api, bot
        assert bot.stop() == 0, bot.log


@pytest.fixture
def api(served: tuple[Api, BotProcess]) -> Api:
    return served[0]


FOLLOWED = {"it": "Avviserò", "en": "I will tell", "ko": "알려 드리겠습니다"}


@pytest.mark.parametrize("language", ["it", "en", "ko"])
def test_a_name_is_followed_however_it_is_written(api: Api, language: str) -> None:
    person = Person(api, language)
    assert FOLLOWED[language] in person.asks("/follow kt").text
    for name in ("Nvaer", "믿음", "program", "LG AI Research"):
        assert FOLLOWED[language] in person.asks(f"/follow {name}").text
    shown = person.asks("/follow")
    assert len(shown.buttons) == 5
    assert "KT" in shown.text


def test_several_names_are_followed_at_once_and_once(api: Api) -> None:
    person = Person(api, "en")
    assert person.asks("/follow kt and kakao").text.count("I will tell") == 2
    assert "already" in person.asks("/follow KT").text
    assert len(person.asks("/follow").buttons) == 2


def test_an_unknown_name_gets_choices_that_can_be_pressed(api: Api) -> None:
    person = Person(api, "en")
    for name in ("/follow zzzz", "/follow LG Chem", "/follow <b>&", "/follow " + "w" * 3000):
        shown = person.asks(name)
        assert "no subject" in shown.text
        assert len(shown.buttons) > 3
    shown = person.asks("/follow zzzz")
    label = shown.labels[0]
    notice = person.presses(shown, label)
    assert label in notice["text"]
    assert label in shown.text
    assert "✕" in shown.labels[-1]


def test_unfollow_stops_one_by_name_or_button_and_all(api: Api) -> None:
    person = Person(api, "en")
    assert "follows nothing" in person.asks("/unfollow").text
    for name in ("kt", "kakao", "upstage"):
        person.asks(f"/follow {name}")
    assert "KT: no longer" in person.asks("/unfollow kt").text
    asked = person.asks("/unfollow naver")
    assert "called “naver”" in asked.text
    assert asked.labels == ["✕ Kakao", "✕ Upstage"]
    shown = person.asks("/follow")
    assert "no longer" in person.presses(shown, "Kakao")["text"]
    assert shown.labels == ["✕ Upstage"]
    assert "nothing any more" in person.asks("/unfollow").text
    assert "follows nothing" in person.asks("/follow").text


def test_a_button_of_nobody_changes_nothing(api: Api) -> None:
    person = Person(api, "en")
    shown = person.asks("/follow kt")
    for data in ("1:follow:nobody", "1:unfollow:nobody", "1:follow:", "1:follow:KT;"):
        assert "text" in person.presses(shown, "", data)
    assert person.asks("/follow").labels == ["✕ KT"]


def test_a_chat_follows_a_bounded_number(api: Api, place: Place) -> None:
    person = Person(api, "en")
    for number in range(Following.most):
        place.follow([person], f"made_up_{number}")
    assert f"{Following.most} subjects already" in person.asks("/follow kt").text
    shown = person.asks("/follow")
    assert len(shown.buttons) == Following.most
    person.presses(shown, shown.labels[0])
    assert "I will tell" in person.asks("/follow kt").text


def test_help_and_menus_name_the_commands(api: Api) -> None:
    for language in ("it", "en", "ko"):
        assert "/follow" in Person(api, language).asks("/help").text
    for scope in ("all_private_chats", "all_group_chats"):
        until(lambda scope=scope: (scope, "ko") in api.state.menus)
        named = [command["command"] for command in api.state.menus[scope, "ko"]]
        assert {"follow", "unfollow"} < set(named)


def test_news_in_private_groups_and_topics(api: Api, place: Place) -> None:
    people = {language: Person(api, language) for language in ("it", "en", "ko")}
    topic = Person(api, "en", chat=group(api, forum=True), topic=7)
    both, gone, forgot = (Person(api, "en") for _ in range(3))
    other = Person(api, "en")
    for person in (*people.values(), topic, both, gone, forgot):
        person.asks("/follow program")
    both.asks("/follow Mi:dm")
    other.asks("/follow kakao")
    gone.asks("/unfollow")
    forgot.asks("/forget")
    place.publish(BUDGET, PLANNED)
    told = {
        "it": ("Novità su programma", "200 miliardi di won → 300 miliardi di won", "Fonte: "),
        "en": ("What changed on AI foundation", "200 billion won → 300 billion won", "Source: "),
        "ko": ("바뀐 내용", "2,000억 원 → 3,000억 원", "출처: "),
    }
    for language, words in told.items():
        [shown] = until(lambda language=language: news(people[language]))
        assert all(said in shown.text for said in words)
        assert "2025" in shown.text.rpartition(words[-1])[2]
        assert "/unfollow" in shown.text
        assert "2.0" not in shown.text
    assert "200 billion won → 300 billion won" in until(lambda: news(topic))[0].text
    [shown] = until(lambda: news(both))
    assert "Planned version: 2.0 (planned) → 3.0 (planned)" in shown.text
    assert shown.text.count("🔔") == 2
    place.publish(BUDGET, PLANNED)
    place.publish()
    [_, back] = until(lambda: len(news(both)) > 1 and news(both))
    assert "300 billion won → 200 billion won" in back.text
    assert both.quiet(2.5)
    assert [len(news(person)) for person in (*people.values(), topic, both)] == [2] * 5
    assert not [person for person in (gone, forgot, other) if news(person)]


REFUSALS = {
    "hasty": Refused(429, "Too Many Requests: retry after 1", retry_after=1),
    "down": Refused(502, "Bad Gateway"),
    "blocked": Refused(403, "Forbidden: bot was blocked by the user"),
    "lost": Refused(400, "Bad Request: chat not found"),
    "closed": Refused(400, "Bad Request: TOPIC_CLOSED"),
}


def test_refusals_concern_only_the_chat_that_is_refused(api: Api, place: Place) -> None:
    people = {name: Person(api, "en") for name in (*REFUSALS, "dropped", "korean", "good")}
    old, new = group(api), group(api)
    api.state.chats[old]["type"] = "group"
    moved, after = Person(api, "it", chat=old), Person(api, "it", chat=new)
    for person in (*people.values(), moved):
        person.asks("/follow midm")
    people["korean"].asks("/lang ko")
    # Readers see nothing of another quote.
    place.publish(
        (MIDM, "con la versione 2.0 prevista per il 2025", "con la versione 2.0 prevista")
    )
    for name, refusal in REFUSALS.items():
        api.fail("sendMessage", refusal, chat=people[name].chat)
    # Perhaps it has arrived.
    api.fail("sendMessage", "drop", chat=people["dropped"].chat, served=True)
    api.state.moved[old] = new
    place.publish(PLANNED)
    arrives = [people[name] for name in ("hasty", "down", "dropped", "korean", "good")]
    until(lambda: all(map(news, [*arrives, after])))
    assert "예정 버전" in news(people["korean"])[0].text
    assert "Versione prevista" in news(after)[0].text
    place.publish()
    until(lambda: all(len(news(person)) > 1 for person in [*arrives, after]))
    until(lambda: news(people["closed"]))
    assert people["good"].quiet(1)
    assert {len(news(person)) for person in [*arrives, after]} == {2}
    assert len(news(people["closed"])) == 1
    for gone in (people["blocked"], people["lost"], moved):
        assert not news(gone)
    api.state.moved.clear()
    for gone in (people["blocked"], people["lost"]):
        assert "follows nothing" in gone.asks("/follow").text
