"""Makes the table of the coarse encoder: `python training/static.py FOLDER`.

FOLDER keeps what the encoder makes of the texts (some 300,000, most of them single words), so that a second run need
not ask again. Needs wordfreq. What it learns from and how is told in README.md.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
import wordfreq
from babel import Locale
from scipy.cluster.vq import kmeans2, vq
from told import unmarked

from secondsource import packs
from secondsource.encoding import E5
from secondsource.encoding.layers import tokeniser
from secondsource.encoding.static import AXES, FILE, PART, words_of
from secondsource.model import Block
from secondsource.reading.sentences import split

HERE = Path(__file__).parent
PATH = HERE.parent / "secondsource" / "encoding" / FILE
HELD = 8
"""Every so many-th story is kept back, as in align.py: what likeness is worth is measured on those."""
LEAD = 600
WORDS = 8000
"""The most frequent of each language, from its list; some lists go by another name, some are missing."""
LISTS = {"hr": "sh"}
NAMES = ("territories", "languages", "currencies")
RARE = 1e-3
"""The a of SIF: a piece of this share of a language's words counts for half of one that is hardly ever seen."""
BY_ITSELF = 0.3
"""What a word or name by itself counts beside a sentence."""
SHRINK = 1.0
"""What the length of vectors counts; and the power of each axis' variance that is taken out of it at the end. Chosen,
like the number above, on the stories kept back and the translations of the tests; figures in README.md."""
EVEN = 0.5
STEPS = 15
SAMPLE, ROUNDS, SEED = 40_000, 8, 1
"""Rows that the code of a part is made from, and how often it is mended."""
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Text:
    """Something to learn from."""

    kind: str  # lead, claim, sentence, name, word
    language: str
    text: str
    story: str | None = None
    same: tuple[Hashable, ...] = ()
    """What it tells; texts that share one should lie together, whatever their language."""
    share: float = 0.0
    """Of a word: how many of a language's words are it."""


def sentences(language: str, text: str) -> list[str]:
    """The sentences of a text."""
    blocks = [Block(m.start(), m.end(), "body") for m in re.finditer(r"\S.*", text)]
    return [text[s.start : s.end] for s in split(text, blocks, packs.load(language))]


def from_stories() -> Iterator[Text]:
    for path in sorted((HERE / "stories").glob("*.txt")):
        story = path.stem
        head, *parts = re.split(r"^# (\w\w)\s*$", path.read_text(encoding="utf-8"), flags=re.M)
        for point, text in re.findall(r"^= (\d+) (.+)$", head, flags=re.M):
            yield Text("claim", "en", text.strip(), story, ((story, point),))
        for language, marked in zip(parts[::2], parts[1::2], strict=True):
            text, marks = unmarked(marked)
            yield Text("lead", language, " ".join(text.split())[:LEAD], story, (story,))
            yield from (Text("sentence", language, sentence, story) for sentence in sentences(language, text))
            for start, end, labels in marks:
                points = sorted({label.rstrip("!?") for label in labels} - {"0"})
                yield Text("claim", language, text[start:end], story, tuple((story, point) for point in points))


def from_corpus() -> Iterator[Text]:
    for path in sorted((HERE / "corpus").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                text = re.sub(r"</?[a-z]+\d*>", "", line).replace("¶", "\n")
                yield from (Text("sentence", path.stem[:2], sentence) for sentence in sentences(path.stem[:2], text))


def from_names(languages: Sequence[str]) -> Iterator[Text]:
    """Countries, languages, currencies, months, weekdays and cities, as Unicode CLDR has them in each language."""
    english = Locale("en")
    for language in languages:
        locale = Locale(language)
        named = {(kind, code): name for kind in NAMES for code, name in getattr(locale, kind).items()}
        named |= {("month", n): name for n, name in locale.months["stand-alone"]["wide"].items()}
        named |= {("day", n): name for n, name in locale.days["stand-alone"]["wide"].items()}
        named |= {("city", zone): names["city"] for zone, names in locale.time_zones.items() if "city" in names}
        for (kind, code), name in sorted(named.items(), key=str):
            listed = kind not in NAMES or code in getattr(english, kind)
            if listed and "_" not in str(code) and not (kind == "territories" and code.isdigit()) and name != code:
                yield Text("name", language, name, same=((kind, code),))


def from_lists(languages: Sequence[str]) -> Iterator[Text]:
    known = wordfreq.available_languages()
    for language in languages:
        listed = LISTS.get(language, language)
        if listed not in known:
            continue
        shares = wordfreq.get_frequency_dict(listed)
        for word in wordfreq.top_n_list(listed, WORDS):
            if re.search(r"[^\W\d_]", word):
                yield Text("word", language, word, share=shares[word])


def taught(texts: Sequence[Text], folder: Path) -> np.ndarray:
    """What the default encoder makes of each text: one row each; kept in the folder and continued there."""
    folder.mkdir(parents=True, exist_ok=True)
    listed, kept = folder / "texts.txt", folder / "vectors.npy"
    known = listed.read_bytes().decode().split("\0") if listed.exists() else []
    made = [np.load(kept)] if known else []
    have = set(known)
    new = [text for text in dict.fromkeys(t.text for t in texts) if text not in have]
    encoder = E5()
    for at in range(0, len(new), CHUNK):
        made.append(encoder.encode(new[at : at + CHUNK]))
        print(f"{at + len(made[-1])} of {len(new)} texts encoded", flush=True)
    vectors = np.concatenate(made)
    if new:
        np.save(kept, vectors)
        listed.write_bytes("\0".join([*known, *new]).encode())
    row = {text: n for n, text in enumerate([*known, *new])}
    return vectors[[row[t.text] for t in texts]]


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def targets(texts: Sequence[Text], vectors: np.ndarray) -> np.ndarray:
    """Where texts should lie: where the encoder puts them, less where it puts their language, halfway to their like."""
    made = vectors.astype(np.float32)
    kinds = [(t.kind if t.kind in ("name", "word") else "text", t.language) for t in texts]
    of_kind: dict[tuple[str, str], list[int]] = defaultdict(list)
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for n, text in enumerate(texts):
        of_kind[kinds[n]].append(n)
        for point in text.same:
            alike[point].append(n)
    for rows in of_kind.values():
        made[rows] -= made[rows].mean(0)
    made = unit(made)
    centres, count = np.zeros_like(made), np.zeros(len(made))
    for rows in alike.values():
        if len(rows) > 1:
            centres[rows] += unit(made[rows].mean(0, keepdims=True))
            count[rows] += 1
    some = count > 0
    made[some] = unit((made[some] + centres[some] / count[some, None]) / 2)
    return made


def axes(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The directions in which texts differ most, one a column, and how much they do."""
    sizes, found = np.linalg.eigh(vectors.T @ vectors / len(vectors))
    return np.ascontiguousarray(found[:, ::-1][:, :AXES]), sizes[::-1][:AXES]


class Features:
    """What a text is added up from: each of its words, where that is known, and each of the pieces of its words."""

    def __init__(self, texts: Sequence[Text]) -> None:
        cut, listed = tokeniser(), Counter[str]()
        counts: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
        for text in texts:
            for word in words_of(text.text):
                counts[text.kind == "word", text.language][word] += text.share or 1
                listed[word] += 2 if text.kind == "word" else text.kind != "name"
        self.words = sorted(word for word, seen in listed.items() if seen > 1)
        self._cut = {word: cut.rows(word) for word in sorted({word for count in counts.values() for word in count})}
        self.pieces = sorted({row for rows in self._cut.values() for row in rows})
        self._of_word = {word: n for n, word in enumerate(self.words)}
        self._of_piece = {row: len(self.words) + n for n, row in enumerate(self.pieces)}
        share = np.zeros(len(self.words) + len(self.pieces))
        for key, count in counts.items():
            found = np.zeros_like(share)
            for word, often in count.items():
                np.add.at(found, self.of(word), often)
            share = np.maximum(share, found / sum(count.values()) if key else found)
        self.weights = (RARE / (RARE + share)).astype(np.float32)

    def of(self, word: str) -> list[int]:
        own = [self._of_word[word]] if word in self._of_word else []
        return own + self.of_pieces(word)

    def of_pieces(self, word: str) -> list[int]:
        rows = self._cut[word] if word in self._cut else tokeniser().rows(word)
        return [self._of_piece[row] for row in rows if row in self._of_piece]

    def table(self, found: Sequence[Sequence[int]]) -> sp.csr_matrix:
        """Weights of features, one row for each list of them."""
        places = np.concatenate([np.array(row, np.int64) for row in found])
        ends = np.cumsum([0, *(len(row) for row in found)])
        made = sp.csr_matrix((self.weights[places], places, ends), (len(found), len(self.weights)), np.float32)
        made.sum_duplicates()
        return made

    def of_texts(self, texts: Sequence[str]) -> sp.csr_matrix:
        return self.table([[n for word in words_of(text) for n in self.of(word)] for text in texts])


def fitted(table: sp.csr_matrix, goal: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The vectors of all features whose sums come nearest to the goal, short ones preferred: conjugate gradients."""
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(1)).ravel())
    table = sp.diags((1 / np.maximum(lengths, 1e-9)).astype(np.float32)).dot(table).tocsr()
    turned, weights = table.T.tocsr(), weights[:, None].astype(np.float32)
    made = np.zeros((table.shape[1], goal.shape[1]), np.float32)
    left = turned @ (weights * goal)
    way, size = left.copy(), (left * left).sum(0)
    for _ in range(STEPS):
        pull = turned @ (weights * (table @ way)) + SHRINK * way
        step = size / np.maximum((way * pull).sum(0), 1e-12)
        made += step * way
        left -= step * pull
        size, before = (left * left).sum(0), size
        way = left + size / np.maximum(before, 1e-12) * way
    return made


def coded(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows as one byte for each part of `PART` axes, what the bytes of each part stand for, and the rows' scales.

    Product quantisation (Jégou, Douze and Schmid 2011).
    """
    lengths = np.linalg.norm(rows, axis=1)
    turned = rows / np.maximum(lengths, 1e-9)[:, None]
    sample = np.random.default_rng(SEED).choice(len(rows), min(SAMPLE, len(rows)), replace=False)
    books, codes = [], []
    for at in range(0, AXES, PART):
        part = np.ascontiguousarray(turned[:, at : at + PART])
        book, _ = kmeans2(part[sample], 256, iter=ROUNDS, minit="points", rng=np.random.default_rng(SEED))
        books.append(book.astype(np.float32))
        codes.append(vq(part, books[-1])[0].astype(np.uint8))
    return np.stack(codes, axis=1), np.stack(books), lengths.astype(np.float16)


def likeness(own: np.ndarray, theirs: np.ndarray) -> float:
    """How alike texts with nothing in common must be for cosines to lie where the encoder's do, by least squares."""
    pair = np.triu_indices(len(own), 1)
    ours, goal = (own @ own.T)[pair], (theirs @ theirs.T)[pair]
    return float(((goal - ours) * (1 - ours)).sum() / ((1 - ours) ** 2).sum())


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    folder = ask.parse_args().folder
    languages = sorted({*packs.languages(), "ca", "et", "lt", "lv"})
    texts = [*from_stories(), *from_corpus(), *from_names(languages), *from_lists(languages)]
    print(dict(Counter(t.kind for t in texts)), flush=True)
    vectors = taught(texts, folder)
    held = set(sorted({t.story for t in texts if t.story})[HELD - 1 :: HELD])
    learned = [n for n, t in enumerate(texts) if t.story not in held]
    left = [n for n, t in enumerate(texts) if t.story in held and t.kind == "lead"]

    known = [texts[n] for n in learned]
    goal = targets(known, vectors[learned])
    turn, sizes = axes(goal[[t.kind not in ("name", "word") for t in known]])
    features = Features(known)
    print(f"{len(features.words)} words, {len(features.pieces)} pieces", flush=True)
    weights = np.array([BY_ITSELF if t.kind in ("name", "word") else 1.0 for t in known])
    made = fitted(features.of_texts([t.text for t in known]), goal @ turn, weights) * sizes ** (-EVEN / 2)
    save(features, made, [texts[n].text for n in left], vectors[left])


def save(features: Features, made: np.ndarray, held: Sequence[str], theirs: np.ndarray) -> None:
    """Writes what ships: each word with its pieces as one row, then pieces, for words that are not known."""
    rows = features.weights[:, None] * made.astype(np.float32)
    words = np.stack([rows[features.of(word)].sum(0) for word in features.words])
    codes, books, scales = coded(np.concatenate([words, rows[len(words) :]]))
    alike = likeness(unit(np.asarray(features.of_texts(held) @ made)), theirs)
    np.savez(
        PATH,
        words=np.frombuffer("\n".join(features.words).encode(), np.uint8),
        pieces=np.array(features.pieces, np.int32),
        codes=codes,
        books=books,
        scales=scales,
        likeness=np.array(alike, np.float32),
    )
    print(f"{PATH}: {PATH.stat().st_size / 1e6:.1f} MB, likeness {alike:.3f}")


if __name__ == "__main__":
    main()
