"""Vectors on the disk: the same to the bit, made once, and no reason to stop where the file is of no use."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from secondsource.encoding import E5, Kept, Memory, forget, kept
from secondsource.encoding.encoder import Vectors
from secondsource.encoding.kept import FILE, Store


class Counting:
    """A vector that is told by the text, and what was asked for."""

    dimensions = 3

    def __init__(self, name: str = "counting", version: str = "1", width: int = 3) -> None:
        self.name, self.version, self.dimensions = name, version, width
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = [np.random.default_rng(list(t.encode("utf-8", "replace"))).random(self.dimensions) for t in texts]
        return np.array(rows, np.float32).reshape(-1, self.dimensions)


@pytest.fixture
def told() -> list[str]:
    return []


def test_nothing_is_encoded_twice_from_one_run_to_the_next(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    made = Kept(first, tmp_path).encode(["b", "a", "b"])
    again = Kept(second, tmp_path).encode(["a", "c", "b", "b"])
    assert (first.asked, second.asked) == (["a", "b"], ["c"])
    assert np.array_equal(made, Counting().encode(["b", "a", "b"]))
    assert np.array_equal(again, Counting().encode(["a", "c", "b", "b"]))
    assert again.dtype == np.float32


def test_no_texts_give_no_rows_and_no_file(tmp_path: Path) -> None:
    assert Kept(Counting(), tmp_path).encode([]).shape == (0, 3)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("other", [Counting(name="other"), Counting(version="2")], ids=["name", "version"])
def test_another_encoder_is_given_nothing_of_the_first(tmp_path: Path, other: Counting) -> None:
    Kept(Counting(), tmp_path).encode(["a"])
    Kept(other, tmp_path).encode(["a"])
    assert other.asked == ["a"]


def test_a_server_that_changed_its_model_is_asked_for_all_anew(tmp_path: Path) -> None:
    Kept(Counting(), tmp_path).encode(["a", "b"])
    wider = Counting(width=5)
    assert np.array_equal(Kept(wider, tmp_path).encode(["a", "c"]), Counting(width=5).encode(["a", "c"]))
    assert Kept(wider, tmp_path).encode(["a"]).shape == (1, 5)


def test_what_the_default_encoder_makes_is_the_same_to_the_bit_however_it_is_come_by(tmp_path: Path) -> None:
    texts = ["A ferry ran aground.", "Sju passasjerer ble kjørt til sykehus. " * 9, "渡轮搁浅。", "", "a\0b", "\ud800"]
    alone = np.concatenate([Kept(E5(), tmp_path).encode([text]) for text in texts])
    assert alone.tobytes() == Kept(E5(), tmp_path).encode(texts).tobytes() == Memory(E5()).encode(texts).tobytes()


def test_neither_texts_nor_anything_for_others_is_on_the_disk(tmp_path: Path) -> None:
    Kept(Counting(), tmp_path / "cache").encode(["The minister resigned"])
    (file,) = (tmp_path / "cache").iterdir()
    assert b"minister" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_oldest_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LARGEST", 200_000)
    encoder = Counting(width=384)
    for at in range(0, 1000, 10):
        Kept(encoder, tmp_path).encode([f"text {n}" for n in range(at, at + 10)])
    assert (tmp_path / FILE).stat().st_size < 300_000
    encoder.asked.clear()
    Kept(encoder, tmp_path).encode(["text 0", "text 999"])
    assert encoder.asked == ["text 0"]


@pytest.mark.parametrize(
    "content", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)], ids=["empty", "text", "torn"]
)
def test_a_file_that_is_none_is_begun_anew(tmp_path: Path, content: bytes, told: list[str]) -> None:
    (tmp_path / FILE).write_bytes(content)
    encoder = Counting()
    for _ in range(3):
        made = Kept(encoder, tmp_path, tell=told.append).encode(["a", "b"])
        assert np.array_equal(made, Counting().encode(["a", "b"]))
    assert encoder.asked in (["a", "b"], ["a", "b", "a", "b"])  # known at the latest in the third run
    assert len(told) <= 1
    assert all("begun anew" in line and FILE in line for line in told)
    assert bool(told) == bool(content)


def test_no_byte_of_the_file_can_spoil_a_vector(tmp_path: Path, told: list[str]) -> None:
    texts = [f"text {n}" for n in range(40)]
    expected = Kept(Counting(width=64), tmp_path).encode(texts)
    whole = (tmp_path / FILE).read_bytes()
    chance = np.random.default_rng(5)
    for _ in range(60):
        torn = bytearray(whole)
        for at in chance.integers(0, len(whole), 20):
            torn[at] = chance.integers(0, 256)
        (tmp_path / FILE).write_bytes(torn)
        assert np.array_equal(Kept(Counting(width=64), tmp_path, tell=told.append).encode(texts), expected)


def test_a_file_of_another_layout_is_begun_anew(tmp_path: Path, told: list[str]) -> None:
    file = sqlite3.connect(tmp_path / FILE)
    file.execute("PRAGMA user_version = 99")
    file.close()
    Kept(Counting(), tmp_path, tell=told.append).encode(["a"])
    encoder = Counting()
    Kept(encoder, tmp_path, tell=told.append).encode(["a"])
    assert len(told) == 1
    assert "another layout" in told[0]


@pytest.mark.parametrize("place", ["/dev/null", "/proc/none"])
def test_a_folder_that_cannot_be_made_is_named_once_and_stops_nothing(place: str, told: list[str]) -> None:
    encoder = Kept(Counting(), Path(place) / "cache", tell=told.append)
    for _ in range(2):
        assert np.array_equal(encoder.encode(["a"]), Counting().encode(["a"]))
    assert len(told) == 1
    assert place in told[0]
    assert "encoded without it" in told[0]


def test_by_default_it_is_a_warning() -> None:
    with pytest.warns(UserWarning, match="encoded without it"):
        Kept(Counting(), Path("/dev/null/cache")).encode(["a"])


def test_what_can_be_read_and_not_written_to_is_read(
    tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "WAIT_SECONDS", 0.05)
    Kept(Counting(), tmp_path).encode(["a"])
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # lets others read
    encoder = Counting()
    Kept(encoder, tmp_path, tell=told.append).encode(["a", "b"])
    other.close()
    assert encoder.asked == ["b"]
    assert len(told) == 1


def test_whoever_finds_it_locked_goes_on_without(
    tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "WAIT_SECONDS", 0.05)
    Kept(Counting(), tmp_path).encode(["a"])
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert np.array_equal(
        Kept(Counting(), tmp_path, tell=told.append).encode(["a", "b"]), Counting().encode(["a", "b"])
    )
    other.close()
    assert "locked" in told[0]
    encoder = Counting()
    Kept(encoder, tmp_path).encode(["a"])  # and it was not taken for damaged
    assert encoder.asked == []


WRITER = """
import sys
from pathlib import Path
from tests.encoding.test_kept import Counting
from secondsource.encoding import Kept
encoder = Kept(Counting(), Path(sys.argv[1]), tell=sys.exit)
for n in range(int(sys.argv[2]), int(sys.argv[2]) + 150):
    encoder.encode([f"text {n}", f"text {n + 1}"])
"""


def test_several_processes_lose_nothing_of_each_other(tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), str(begin)], stderr=subprocess.PIPE, text=True)
        for begin in (0, 75, 150)
    ]
    said = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], said
    encoder = Counting()
    Kept(encoder, tmp_path).encode([f"text {n}" for n in range(301)])
    assert encoder.asked == []


def test_several_threads_share_one(tmp_path: Path) -> None:
    encoder = Kept(Counting(), tmp_path)
    made: dict[int, Vectors] = {}

    def work(number: int) -> None:
        made[number] = np.concatenate([encoder.encode([f"text {n}"]) for n in range(20)])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = Counting().encode([f"text {n}" for n in range(20)])
    assert all(np.array_equal(made[number], expected) for number in range(4))


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    encoder = Kept(Counting(), tmp_path)
    encoder.encode(["a"])
    forget(Memory(encoder))
    assert not list(tmp_path.iterdir())
    forget(Memory(encoder))
    forget(Counting())
    forget(None)
    Store(tmp_path / "none").forget()


def test_a_reader_makes_no_file(tmp_path: Path) -> None:
    assert Store(tmp_path).read([b"key"]) == {}
    assert not list(tmp_path.iterdir())
