"""Reports are found by words in every script, by whom they name and lean on in any, by when, and by what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource import follow
from secondsource.archive import Archive, Searches, Wanted, query
from secondsource.archive.words import tokens
from secondsource.encoding import E5
from secondsource.errors import ArchiveError

from .desk import SETTINGS, written

SAID: dict[str, tuple[str, str, str]] = {
    # language: a report, words of it as somebody types them, words that it does not have
    "en": ("The mayor resigned over the bridge at Moorbeck, the council said on Friday.", "MAYOR bridge", "ferry"),
    "nb": ("Ordføreren gikk av på grunn av broen i Sandvik, sa kommunen på fredag.", "ordfører broen", "fergen"),
    "de": ("Der Bürgermeister trat wegen der Brücke zurück, teilte der Stadtrat mit.", "burgermeister BRÜCKE", "Fähre"),
    "fr": ("Le maire a démissionné à cause du pont, a annoncé le conseil vendredi.", "demissionne pont", "bateau"),
    "es": ("El alcalde dimitió por el puente, según informó el ayuntamiento el viernes.", "dimitió puente", "barco"),
    "tr": ("Belediye başkanı köprü yüzünden istifa etti, dedi meclis cuma günü.", "başkanı köprü", "gemi"),
    "ru": ("Мэр ушёл в отставку из-за моста, сообщил городской совет в пятницу.", "мэр отставку", "паром"),
    "uk": ("Мер пішов у відставку через міст, повідомила рада у п'ятницю.", "відставку міст", "пором"),
    "el": ("Ο δήμαρχος παραιτήθηκε για τη γέφυρα, είπε το συμβούλιο την Παρασκευή.", "δημαρχος γεφυρα", "πλοίο"),
    "he": ("ראש העירייה התפטר בגלל הגשר, אמרה המועצה ביום שישי.", "העירייה הגשר", "מעבורת"),
    "ar": ("استقال رئيس البلدية بسبب الجسر، وفق ما أعلنه المجلس يوم الجمعة.", "رئيس البلديه", "سفينة"),
    "fa": ("شهردار به دلیل پل استعفا داد، شورا روز جمعه اعلام کرد.", "شهردار استعفا", "کشتی"),
    "hi": ("पुल के कारण महापौर ने इस्तीफ़ा दिया, परिषद ने शुक्रवार को कहा।", "महापौर परिषद", "नाव"),
    "ko": ("시장이 다리 문제로 사임했다고 시의회가 금요일 밝혔다.", "시장이 사임했다고", "여객선"),
    "zh": ("市议会周五表示，市长因大桥问题辞职。", "市长 大桥", "渡轮"),
    "ja": ("市議会は金曜日、市長が橋の問題で辞任したと発表した。", "市長 辞任", "フェリー"),
    "th": ("สภาเทศบาลกล่าวเมื่อวันศุกร์ว่านายกเทศมนตรีลาออกเพราะสะพาน", "ลาออก สะพาน", "เรือข้ามฟาก"),
    "vi": ("Thị trưởng từ chức vì cây cầu, hội đồng cho biết hôm thứ Sáu.", "thị trưởng cây cầu", "phà"),
}  # fmt: skip


@pytest.fixture
def many(archive: Archive, tmp_path: Path) -> Archive:
    folder = tmp_path / "in"
    for code, (text, _, _) in SAID.items():
        (folder / code).mkdir(parents=True)
        (folder / code / "report.txt").write_text(f"{text}\n", encoding="utf-8")
    follow.add([folder], archive, settings=SETTINGS)
    return archive


def found(archive: Archive, words: str) -> list[str]:
    return sorted(hit.report.id.partition("/")[0] for hit in archive.search(Wanted(words)))


def test_words_of_every_language_are_found_and_others_are_not(many: Archive) -> None:
    for code, (text, typed, missing) in SAID.items():
        (hit,) = [h for h in many.search(Wanted(typed)) if h.report.id.startswith(code)]
        assert hit.marks, code
        shown = hit.report.text
        assert all(text.find(shown[a:b]) >= 0 for a, b in hit.marks)
        assert found(many, missing) == [], code


def test_phrases_exclusions_and_alternatives(many: Archive) -> None:
    assert found(many, '"mayor resigned"') == ["en"]
    assert found(many, '"resigned mayor"') == []
    assert found(many, "mayor -bridge") == []
    assert found(many, "mayor OR мэр OR 市长") == ["en", "ru", "zh"]
    assert found(many, "resig") == ["en"], "a word goes on"
    assert found(many, '"resig"') == [], "a phrase does not"
    assert found(many, "„mayor resigned“") == ["en"]


@given(typed=st.text(max_size=40))
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    parsed = query.parse(typed)
    for asked in (query.for_sqlite(parsed), query.for_postgresql(parsed)):
        assert bool(asked) == bool(parsed) or parsed.unwanted


def test_what_looks_like_a_command_is_only_words(many: Archive) -> None:
    for typed in ('"', "'", "-", "OR", "a OR", "* NEAR(", "a:b", "-a", "(((", "\\", "\0", "%_", "a'; DROP TABLE texts"):
        many.search(Wanted(typed))
    assert many.status()["held"] == len(SAID)


@given(text=st.text(max_size=60))
def test_words_are_kept_as_they_are_looked_for(text: str) -> None:
    kept = tokens(text)
    assert tokens(" ".join(kept)) == kept or any(len(token) == 1 for token in kept)
    assert all(token and not token.isspace() for token in kept)


def test_a_new_version_is_found_by_its_own_words_only(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", ["The ferry ran aground off Sandvik, the coastguard said."])
    follow.add([folder], archive, settings=SETTINGS)
    written(folder, ["The ferry ran aground off Brum, the coastguard said."])
    follow.add([folder], archive, settings=SETTINGS)
    assert [len(archive.search(Wanted(word))) for word in ("Sandvik", "Brum", "ferry")] == [0, 1, 1]
    archive.forget(["00000.txt"])
    assert archive.search(Wanted("ferry")) == []


# --- by whom they name, lean on and mean --------------------------------------------------------------


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, limousine: Path) -> Iterator[Archive]:
    """The five reports of the example, in five languages, weighed by the models that come with the program."""
    kept = Archive(f"sqlite:///{tmp_path_factory.mktemp('example') / 'archive.db'}")
    follow.add([limousine], kept)
    yield kept
    kept.close()


def ids(archive: Archive, wanted: Wanted) -> list[str]:
    return sorted(hit.report.id[:2] for hit in archive.search(wanted))


@pytest.mark.parametrize("name", ["Kim Jong-un", "kim jong un", "김정은", "Kims"])
def test_entity_is_found_under_any_of_its_names(example: Archive, name: str) -> None:
    assert ids(example, Wanted(entity=name)) == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("name", ["KCNA", "조선중앙통신", "Korean Central News Agency", "朝中社"])
def test_origin_is_found_under_any_of_its_names(example: Archive, name: str) -> None:
    assert set(ids(example, Wanted(origin=name))) >= {"01", "02", "04"}


def test_name_that_nobody_has_finds_nothing(example: Archive) -> None:
    assert ids(example, Wanted(entity="Marit Solberg")) == []
    assert ids(example, Wanted(entity="...")) == []
    assert ids(example, Wanted(origin="Reuters")) == []


def test_all_that_is_given_must_hold(example: Archive) -> None:
    assert ids(example, Wanted(entity="김정은", language="fr")) == ["03"]
    assert ids(example, Wanted("Limousine", language="de")) == ["04"]
    assert ids(example, Wanted(outlet="Npa")) == ["04"]
    assert ids(example, Wanted(earliest=date(2024, 2, 21), latest=date(2024, 2, 21), language="ko")) == ["05"]
    assert ids(example, Wanted(latest=date(2024, 1, 1))) == []


def test_standing_is_that_of_some_finding(example: Archive) -> None:
    ((_, _, told),) = example.stories()
    assert told
    for standing in {finding.standing for finding in told[0].findings}:
        claims = {c.report[:2] for f in told[0].findings if f.standing == standing for c in f.claims}
        assert ids(example, Wanted(standing=standing)) == sorted(claims)


def test_meaning_is_found_in_every_language_and_within_the_rest(example: Archive, tmp_path: Path) -> None:
    kept = Archive(f"sqlite:///{tmp_path / 'archive.db'}")
    folder = written(tmp_path / "in", ["A ferry ran aground in fog and twelve passengers were hurt.\n"])
    follow.add([folder], kept)
    for path in sorted(Path(example.addresses()["01_fjordavisen.txt"]).parent.glob("*.txt")):
        follow.add([path], kept)
    (ship, car) = E5().encode(["a ship accident", "a head of state is given a car"])
    assert kept.search(Wanted(like="a ship accident"), ship)[0].report.id == "00000.txt"
    assert "00000.txt" not in [hit.report.id for hit in kept.search(Wanted(like="car", limit=5), car)]
    (hit,) = kept.search(Wanted(like="car", language="ko"), car)
    assert hit.report.language == "ko"
    kept.forget(["00000.txt"])
    assert "00000.txt" not in [hit.report.id for hit in kept.search(Wanted(like="x"), ship)]
    kept.close()


def test_searches_are_kept_by_name(archive: Archive) -> None:
    searches = Searches(archive.database)
    wanted = Wanted("a", "b", "c", date(2031, 1, 2), None, "nb", "d", "disputed", "e", 7)
    searches.save("mine", wanted)
    searches.save("mine", wanted)
    searches.save("other", Wanted("x"))
    assert searches.all() == {"mine": wanted, "other": Wanted("x")}
    assert searches.saved("mine") == wanted
    searches.drop("mine")
    with pytest.raises(ArchiveError, match="keeps no search 'mine'; it has other"):
        searches.saved("mine")
