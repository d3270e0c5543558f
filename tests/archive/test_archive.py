"""What comes in is kept once, put to its story, and given back as it was; in SQLite and in PostgreSQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text, update

from secondsource import brief, follow
from secondsource.archive import Archive, across, tables
from secondsource.archive.decisions import told_apart
from secondsource.archive.neighbours import Neighbours
from secondsource.encoding import E5
from secondsource.encoding.space import shipped
from secondsource.errors import ArchiveError
from secondsource.render.json import render

from .desk import SETTINGS, held, invented, written

FERRY = (
    "The ferry ran aground off Sandvik\n\nPublished 3 May 2031\n\n"
    "The ferry ran aground off Sandvik, the coastguard said. {} people were hurt.\n"
)
STRIKE = (
    "Miners in Kalvheim go on strike\n\nPublished 12 November 2033\n\nMiners laid down their work, the union said.\n"
)


def add(archive: Archive, *paths: Path) -> dict[str, int]:
    return dict(follow.add(list(paths), archive, settings=SETTINGS))


def counted(archive: Archive) -> tuple[int, ...]:
    status = archive.status()
    assert status["inputs"] == sum(status[name] for name in ("reports", "versions", "duplicates", "problems"))
    return tuple(status[name] for name in ("reports", "versions", "duplicates", "problems", "held", "stories"))


def test_brief_of_an_archive_is_the_brief_of_its_files(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", invented(25))
    (folder / "empty.txt").write_text(" ", encoding="utf-8")
    for path in sorted(folder.iterdir()):
        add(archive, path)
    of_files = brief([folder], settings=SETTINGS)
    assert len(of_files.stories) > 3
    assert max(len(s.reports) for s in of_files.stories) > 1
    assert render(follow.brief(archive, settings=SETTINGS)) == render(of_files)


def test_order_in_which_reports_come_changes_no_brief(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", invented(12))
    for path in sorted(folder.iterdir(), reverse=True):
        add(archive, path)
    assert render(follow.brief(archive, settings=SETTINGS)) == render(brief([folder], settings=SETTINGS))


def test_same_content_is_kept_once_whatever_it_is_called(archive: Archive, tmp_path: Path) -> None:
    written(tmp_path / "a", [FERRY.format(2)])
    written(tmp_path / "b", [FERRY.format(2)])
    assert add(archive, tmp_path / "a") == {"report": 1}
    before = held(archive)
    assert add(archive, tmp_path / "a", tmp_path / "b") == {"duplicate": 2}
    assert held(archive) == before
    assert counted(archive) == (1, 0, 2, 0, 1, 1)


def test_corrected_report_replaces_its_earlier_version_and_both_stay(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [FERRY.format(2), FERRY.format(3)])
    add(archive, folder)
    (folder / "00000.txt").write_text(FERRY.format(7), encoding="utf-8")
    assert add(archive, folder) == {"version": 1, "duplicate": 1}
    assert counted(archive) == (2, 1, 1, 0, 2, 1)
    first, second = archive.versions("00000.txt")
    assert (first.number, second.number) == (1, 2)
    assert first.content.decode() == FERRY.format(2)
    assert "7 people" in second.report.text
    assert render(follow.brief(archive, settings=SETTINGS)) == render(brief([folder], settings=SETTINGS))


def test_version_about_something_else_leaves_its_story(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [FERRY.format(2), FERRY.format(3)])
    add(archive, folder)
    (folder / "00001.txt").write_text(STRIKE, encoding="utf-8")
    add(archive, folder)
    assert counted(archive)[-1] == 2
    assert render(follow.brief(archive, settings=SETTINGS)) == render(brief([folder], settings=SETTINGS))


def test_story_keeps_its_handle_while_it_grows(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [FERRY.format(2)])
    add(archive, folder)
    ((handle, _, _),) = archive.stories()
    written(folder, [FERRY.format(2), FERRY.format(3), STRIKE])
    add(archive, folder)
    assert [r.id for r in archive.story(handle)[1]] == ["00000.txt", "00001.txt"]
    assert [event for _, event, _ in archive.history(handle)] == ["founded", "joined", "weighed", "joined", "weighed"]


def test_new_report_leaves_other_stories_alone(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [FERRY.format(2), STRIKE])
    add(archive, folder)
    (strike,) = [handle for handle, _, told in archive.stories() if told and told[1][0].id == "00001.txt"]
    before = archive.history(strike)
    written(folder, [FERRY.format(2), STRIKE, FERRY.format(9)])
    add(archive, folder)
    assert archive.history(strike) == before


def test_what_could_not_be_read_is_a_problem_until_it_can(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [" ", FERRY.format(2)])
    assert add(archive, folder) == {"problem": 1, "report": 1}
    assert [p.input for p in archive.problems()] == [str(folder / "00000.txt")]
    (folder / "00000.txt").write_text(STRIKE, encoding="utf-8")
    add(archive, folder)
    assert archive.problems() == []
    assert counted(archive) == (2, 0, 1, 1, 2, 2)


def test_brief_that_was_shown_is_shown_again_as_it_was(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [FERRY.format(2)])
    add(archive, folder)
    shown = render(follow.brief(archive, settings=SETTINGS))
    number = archive.shown(shown)
    written(folder, [FERRY.format(2), FERRY.format(3)])
    add(archive, folder)
    assert archive.shown_before(number) == shown != render(follow.brief(archive, settings=SETTINGS))
    with pytest.raises(ArchiveError, match="has shown no brief 99"):
        archive.shown_before(99)


def test_forgotten_report_leaves_no_word_behind_and_does_not_come_back(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [FERRY.format(2), FERRY.format(3).replace("coastguard", "Zanzibarite")])
    add(archive, folder)
    number = archive.shown(render(follow.brief(archive, settings=SETTINGS)))
    assert archive.forget(["00001.txt", "nothing"]) == ["00001.txt"]
    follow.weigh(archive, settings=SETTINGS)
    assert "zanzibarite" not in str(held(archive)).casefold()
    with pytest.raises(ArchiveError):
        archive.shown_before(number)
    assert add(archive, folder) == {"duplicate": 2}
    (folder / "00001.txt").unlink()
    assert render(follow.brief(archive, settings=SETTINGS)) == render(brief([folder], settings=SETTINGS))


def test_forgotten_report_may_come_again_where_that_is_wanted(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [FERRY.format(2), STRIKE])
    add(archive, folder)
    assert archive.before(date(2032, 1, 1)) == ["00000.txt"]
    archive.forget(archive.before(date(2032, 1, 1)), again=True)
    assert counted(archive)[-2:] == (1, 1)
    assert add(archive, folder) == {"report": 1, "duplicate": 1}


def test_stories_are_merged_and_split_by_hand_and_that_is_taken_back(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [FERRY.format(2), FERRY.format(3), STRIKE])
    add(archive, folder)
    before = held(archive)
    merged = archive.decide("together", {"pairs": across(["00000.txt", "00001.txt"], ["00002.txt"])}, "Ada")
    follow.weigh(archive, settings=SETTINGS)
    assert [len(told[1]) for _, _, told in archive.stories() if told] == [3]
    written(folder, [FERRY.format(2), FERRY.format(3), STRIKE, FERRY.format(4)])
    add(archive, folder)
    assert [len(told[1]) for _, _, told in archive.stories() if told] == [4], "later runs honour it"
    archive.forget(["00003.txt"])
    archive.undo(merged)
    follow.weigh(archive, settings=SETTINGS)
    now = held(archive)
    assert {r.id: s for s, _, told in archive.stories() if told for r in told[1]}.keys() == {
        "00000.txt", "00001.txt", "00002.txt"
    }  # fmt: skip
    assert now["near"] == before["near"]
    split = archive.decide("apart", {"pairs": across(["00001.txt"], ["00000.txt"])}, "Ada")
    follow.weigh(archive, settings=SETTINGS)
    assert sorted(len(told[1]) for _, _, told in archive.stories() if told) == [1, 1, 1]
    assert [(d.number, d.by, bool(d.undone)) for d in archive.decisions()] == [
        (merged, "Ada", True), (split, "Ada", False)
    ]  # fmt: skip


def test_discrepancy_that_is_none_is_left_out_for_good(archive: Archive, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [FERRY.format(20), FERRY.format(30)])
    add(archive, folder)
    ((handle, _, told),) = archive.stories()
    assert told
    (number,) = [d for d in told[0].discrepancies if d.kind == "number"]
    about = {"discrepancy": told_apart(number), "reports": list(told[0].reports)}
    decided = archive.decide("no discrepancy", about, "Ada")
    follow.weigh(archive, settings=SETTINGS)
    corrected, _ = archive.story(handle)
    assert number not in corrected.discrepancies
    assert {f.standing for f in corrected.findings if f.id == number.finding} != {"disputed"}
    archive.undo(decided)
    follow.weigh(archive, settings=SETTINGS)
    assert archive.story(handle)[0] == told[0]


def test_copy_that_is_none_counts_for_itself(archive: Archive, tmp_path: Path) -> None:
    text = FERRY.format(2) + " ".join(f"Word{n} stands here." for n in range(30))
    folder = written(tmp_path / "in", [text, text + " And one more sentence."])
    add(archive, folder)
    ((handle, _, _),) = archive.stories()
    copied = {r.id: r.reprint_of for r in archive.story(handle)[1]}
    (copy,) = [id for id, of in copied.items() if of]
    archive.decide("no copy", {"reports": [copy]}, "Ada")
    follow.weigh(archive, settings=SETTINGS)
    assert {r.reprint_of for r in archive.story(handle)[1]} == {None}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nothing", "is no database URL"),
        ("mysql://host/name", "is no archive that can be kept"),
        ("sqlite://", "is no archive that can be kept"),
        ("sqlite:////proc/nowhere/a.db", "cannot be made"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "check that the server runs"),
    ],
)
def test_url_that_leads_nowhere_says_what_to_do(url: str, said: str) -> None:
    with pytest.raises(ArchiveError, match=said) as error:
        Archive(url)
    assert "secret" not in str(error.value)


def test_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("not a database, but a text that is long enough to be one" * 30)
    with pytest.raises(ArchiveError, match="name another one"):
        Archive(f"sqlite:///{tmp_path / 'a.db'}")


def test_migrations_make_the_tables_that_are_told(archive: Archive) -> None:
    with archive.database.read() as connection:
        found = compare_metadata(
            MigrationContext.configure(connection, opts={"include_name": _is_ours}), tables.metadata
        )
    assert found == []


def test_vectors_of_an_older_archive_are_brought_into_one_space(archive: Archive, tmp_path: Path) -> None:
    add(archive, written(tmp_path / "in", invented(6)))
    alike = np.ones(len(shipped().middle)) / np.arange(1, 1 + len(shipped().middle))
    chance = np.random.default_rng(0)
    old = {f"{n:05}.txt": (alike + 0.02 * chance.normal(size=alike.shape) * (n != 3)).astype("<f4") for n in range(6)}
    with archive.database.write() as connection:
        for id, vector in old.items():
            connection.execute(update(tables.reports).where(tables.reports.c.id == id).values(vector=vector.tobytes()))
        connection.execute(text("update alembic_version set version_num = '0003'"))
        connection.execute(text("drop table encoders"))
    again = Archive(archive.database.url)
    again.encoded_by(E5.name)  # there was no other
    with pytest.raises(ArchiveError, match=f"encoded by {E5.name}, with which another cannot be compared"):
        again.encoded_by("another")
    with again.database.read() as connection:
        rows = connection.execute(select(tables.reports.c.id, tables.reports.c.language, tables.reports.c.vector)).all()
        near = {tuple(pair) for pair in connection.execute(select(tables.near.c.one, tables.near.c.other))}
        catching_up = Neighbours()
        catching_up.catch_up(connection)
    again.close()
    assert {id for id, _, _ in rows} == old.keys()
    for id, language, vector in rows:
        assert np.frombuffer(vector, "<f4") == pytest.approx(shipped().meanings(old[id][None], [language])[0], abs=1e-6)
    assert near == {
        (min(id, other), max(id, other)) for id in old for other in catching_up.near(catching_up[id])
    }  # fmt: skip


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or name in tables.metadata.tables


def test_entities_and_origins_are_joined_and_parted_by_hand(archive: Archive, limousine: Path) -> None:
    follow.add([limousine], archive)
    ((handle, _, told),) = archive.stories()
    assert told
    story, reports = told
    about = {"reports": [r.id for r in reports]}
    agency, spokesman = (next(o for o in story.origins if name in o.name) for name in ("KCNA", "Peskov"))
    one = archive.decide("one origin", {"names": [agency.name, spokesman.name], **about}, "Ada")
    two = archive.decide("two entities", {"names": ["Kim Jong Un", "김정은"], **about}, "Ada")
    follow.weigh(archive)
    now = archive.story(handle)[0]
    assert len(now.origins) == len(story.origins) - 1
    assert [o.name for o in now.origins if agency.name in (o.name, *o.aliases)] == [agency.name]
    assert [sorted({"Kim Jong Un", "김정은"} & {e.name, *e.aliases}) for e in now.entities[:99]].count(["김정은"]) == 1
    archive.undo(one)
    archive.undo(two)
    follow.weigh(archive)
    assert archive.story(handle)[0] == story
