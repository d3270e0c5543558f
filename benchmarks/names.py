"""Names (person, organisation, place; exact spans with kind) on the development parts of three public sets."""

from __future__ import annotations

import sys

from shared import reading_scores

SETS = {
    "NorNE": ("nb", "nn"),
    "Universal NER": ("da", "en", "hr", "nb", "nn", "pt", "sk", "sr", "sv", "zh"),
    "WikiNEuRal": ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru"),
}
FILES = {"NorNE": "names/norne-{}", "Universal NER": "names/uner-{}-dev", "WikiNEuRal": "names/wikineural-{}"}
PEERS = (
    "Published on NorNE (strict, its own types): NB-BERT-base 0.896, XLM-R base 0.876, NorBERT3-xs 0.863, mBERT 0.835."
)


def main() -> None:
    for corpus, languages in SETS.items():
        files = {language: FILES[corpus].format(language) for language in languages}
        scores = reading_scores(list(files.values()), sys.argv[1:])
        figures = {language: scores[file]["names"] for language, file in files.items()}
        mean = sum(figures.values()) / len(figures)
        print(f"{corpus:14} mean F1 {mean:.3f}   " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()), flush=True)
    print(PEERS)


if __name__ == "__main__":
    main()
