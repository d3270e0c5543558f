"""A brief made by hand: invented reports of an invented ferry fire, in six languages, some of them hostile.

`ferry_brief` is the one to look at; `hostile_brief` is the one that must do no harm. Claims are written as
`claim("nrk", "words of the report", …)` and find their own offsets, so that they are always true.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from secondsource.model import (
    Block,
    Brief,
    Claim,
    Discrepancy,
    Entity,
    Finding,
    Flag,
    Interval,
    ListEntry,
    ListMatch,
    Mention,
    Origin,
    Problem,
    Report,
    Side,
    Story,
    TimelineEntry,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "[bold red]red[/bold red]",
    "](http://evil.example)",
    "\x1b[31mred\x1b[0m\x07",
    "\u202eeverted\u202c",
    "zero\u200bwidth",
    "**bold** _it_ `code` | cell ~~gone~~ $x$ &amp; &lt;b&gt;",
    '" onmouseover="alert(1)" \'',
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(1)",
    "# heading",
    "1. item",
    "</style></svg><img src=x onerror=alert(1)>",
    "www.evil.example http://evil.example a@evil.example",
    "![pic](http://evil.example/x.png)",
    "[link]: http://evil.example",
    "\ud800 lone",
)


def day(text: str, words: str | None = None) -> Interval:
    """`2031-03-14`, or `2031-03-01/2031-03-31`."""
    earliest, _, latest = text.partition("/")
    return Interval(date.fromisoformat(earliest), date.fromisoformat(latest or earliest), words)


TEXTS = {
    "nrk.txt": (
        "nb",
        "NRK",
        "2031-03-15",
        (
            ("title", "Brann om bord på ferge ved Nordvik"),
            ("byline", "Av Ingrid Solberg"),
            (
                "body",
                "Minst tolv mennesker er skadet etter at det begynte å brenne på fergen «Havdis» natt til "
                "fredag, opplyser politiet.",
            ),
            ("body", "Ifølge BBC har Kystverket bekreftet at 214 mennesker var om bord."),
            ("subhead", "Ukjent årsak"),
            ("body", "Årsaken til brannen er ikke kjent. Rederiet Nordlinje vil ikke kommentere saken."),
            ("body", "Fergen ble bygget i 2019 og er 120 meter lang."),
            ("caption", "Fergen «Havdis» ligger til kai i Nordvik. Foto: Reuters"),
            ("credit", "Foto: Reuters"),
        ),
    ),
    "bbc-world.html": (
        "en",
        "BBC",
        "2031-03-15",
        (
            ("title", "Fifteen hurt in ferry fire off Norway"),
            (
                "body",
                "Fifteen people were injured when a fire broke out on the ferry Havdis, police in Nordvik said.",
            ),
            (
                "body",
                "The Norwegian Coastal Administration confirmed that 214 people were on board. “We heard an "
                "explosion in the battery room,” passenger Marta Lind told Reuters.",
            ),
            ("body", "Nordlinje's chief executive, Paal Aune, denied that there had been an explosion."),
        ),
    ),
    "aljareeda.txt": (
        "ar",
        "الجريدة",
        "2031-03-15",
        (
            ("title", "حريق على متن عبّارة قبالة النرويج"),
            ("body", "قالت وكالة رويترز نقلا عن الشرطة إن اثني عشر شخصا على الأقل أصيبوا في الحريق."),
            ("body", "وقالت الراكبة مارتا ليند لرويترز إنها سمعت انفجارا في غرفة البطاريات."),
        ),
    ),
    "hanbit-0316.txt": (
        "ko",
        "한빛일보",
        "2031-03-16",
        (
            ("title", "노르웨이 여객선 화재로 12명 부상"),
            ("body", "로이터 통신은 승객 마르타 린드의 말을 인용해 배터리실에서 폭발음이 들렸다고 전했다."),
            ("body", "현지 경찰은 최소 12명이 다쳤다고 밝혔다."),
        ),
    ),
    "https://kuestenblatt.example/2031/03/faehre-havdis-brand.html": (
        "de",
        "Küstenblatt",
        None,
        (
            ("title", "Fähre „Havdis“: Reederei widerspricht"),
            (
                "body",
                "Reedereichef Paal Aune wies Berichte über eine Explosion zurück. Die Ursache des Brandes am "
                "14. März sei noch unklar, teilte die Polizei mit.",
            ),
            ("body", "Schon im September 2027 hatte die Seefahrtsbehörde die Batterien der Fähre bemängelt."),
        ),
    ),
    "000_77ab0c1d9e.txt": (
        "en",
        None,
        "2031-03-16",
        (("body", "Fifteen people were injured when a fire broke out on the ferry Havdis, police in Nordvik said."),),
    ),
}


def _report(id: str, credits: tuple[str, ...] = (), reprint_of: str | None = None) -> Report:
    language, outlet, published, parts = TEXTS[id]
    blocks: list[Block] = []
    text = ""
    for role, words in parts:
        start = len(text)
        text += words
        blocks.append(Block(start, len(text), role))
        text += "\n\n"
    return Report(
        id=id,
        text=text.rstrip("\n"),
        language=language,
        published=day(published) if published else day("2031-03-15/2031-03-17"),
        published_basis="stated" if published else "inferred",
        title=parts[0][1] if parts[0][0] == "title" else None,
        outlet=outlet,
        credits=credits,
        reprint_of=reprint_of,
        blocks=tuple(blocks),
        pack=language,
    )


REPORTS = (
    _report("nrk.txt", credits=("Reuters",)),
    _report("bbc-world.html"),
    _report("aljareeda.txt"),
    _report("hanbit-0316.txt"),
    _report("https://kuestenblatt.example/2031/03/faehre-havdis-brand.html"),
    _report("000_77ab0c1d9e.txt", reprint_of="bbc-world.html"),
)
TEXT_OF = {report.id: report.text for report in REPORTS}
SHORT = {
    "nrk": "nrk.txt",
    "bbc": "bbc-world.html",
    "ar": "aljareeda.txt",
    "ko": "hanbit-0316.txt",
    "de": "https://kuestenblatt.example/2031/03/faehre-havdis-brand.html",
    "copy": "000_77ab0c1d9e.txt",
}


def mention(report: str, words: str) -> Mention:
    """The first place where a report has these words."""
    start = TEXT_OF[SHORT[report]].index(words)
    return Mention(SHORT[report], start, start + len(words), words)


def claim(report: str, words: str, *chain: str, **more: object) -> Claim:
    """A claim where a report has these words, on the word of these origins."""
    place = mention(report, words)
    options = {
        "stance": "states",
        "cue": None,
        "mode": "reported" if chain else "asserted",
        "hedged": False,
        "when": None,
    }
    return Claim(place.report, place.start, place.end, place.text, chain=chain, **{**options, **more})  # type: ignore[arg-type]


FIFTEEN = "Fifteen people were injured when a fire broke out on the ferry Havdis, police in Nordvik said."
FINDINGS = (
    Finding(
        "f1",
        FIFTEEN,
        (
            claim(
                "nrk",
                "Minst tolv mennesker er skadet etter at det begynte å brenne på fergen «Havdis» natt til fredag, "
                "opplyser politiet.",
                "o1",
                cue="opplyser",
            ),
            claim("bbc", FIFTEEN, "o1", cue="said"),
            claim(
                "ar",
                "قالت وكالة رويترز نقلا عن الشرطة إن اثني عشر شخصا على الأقل أصيبوا في الحريق.",
                "o2",
                "o1",
                cue="قالت",
            ),
            claim("ko", "현지 경찰은 최소 12명이 다쳤다고 밝혔다.", "o1"),
            claim("copy", FIFTEEN, "o1"),
        ),
        1,
        "disputed",
        "All five reports have it from the police in Nordvik; one is a copy of BBC's.",
    ),
    Finding(
        "f2",
        "We heard an explosion in the battery room,” passenger Marta Lind told Reuters.",
        (
            claim(
                "bbc",
                "We heard an explosion in the battery room,” passenger Marta Lind told Reuters.",
                "o2",
                "o3",
                mode="quoted",
                cue="told",
            ),
            claim("ar", "وقالت الراكبة مارتا ليند لرويترز إنها سمعت انفجارا في غرفة البطاريات.", "o2", "o3"),
            claim(
                "ko",
                "로이터 통신은 승객 마르타 린드의 말을 인용해 배터리실에서 폭발음이 들렸다고 전했다.",
                "o2",
                "o3",
            ),
            claim(
                "bbc",
                "Nordlinje's chief executive, Paal Aune, denied that there had been an explosion.",
                "o4",
                stance="denies",
            ),
            claim("bbc", "there had been an explosion", "o4", stance="denies"),
            claim("de", "Reedereichef Paal Aune wies Berichte über eine Explosion zurück.", "o4", stance="denies"),
        ),
        1,
        "disputed",
        "Three reports tell of an explosion; all have it from Marta Lind, through Reuters.",
    ),
    Finding(
        "f3",
        "The Norwegian Coastal Administration confirmed that 214 people were on board.",
        (
            claim("bbc", "The Norwegian Coastal Administration confirmed that 214 people were on board.", "o5"),
            claim("nrk", "Ifølge BBC har Kystverket bekreftet at 214 mennesker var om bord.", "o6", "o5", cue="Ifølge"),
        ),
        1,
        "single-origin",
        "NRK has it through BBC; both go back to the Norwegian Coastal Administration.",
    ),
    Finding(
        "f4",
        "Årsaken til brannen er ikke kjent.",
        (
            claim("nrk", "Årsaken til brannen er ikke kjent.", stance="withholds"),
            claim(
                "de",
                "Die Ursache des Brandes am 14. März sei noch unklar, teilte die Polizei mit.",
                "o1",
                stance="withholds",
                hedged=True,
            ),
        ),
        0,
        "unattributed",
        "Nobody gives a cause: the police say that it is not known.",
    ),
    Finding(
        "f5",
        "Schon im September 2027 hatte die Seefahrtsbehörde die Batterien der Fähre bemängelt.",
        (
            claim(
                "de",
                "Schon im September 2027 hatte die Seefahrtsbehörde die Batterien der Fähre bemängelt.",
                when=day("2027-09-01/2027-09-30"),
            ),
        ),
        0,
        "unattributed",
        "One report, in its own voice.",
    ),
    Finding(
        "f6",
        "Rederiet Nordlinje vil ikke kommentere saken.",
        (claim("nrk", "Rederiet Nordlinje vil ikke kommentere saken.", stance="withholds"),),
        0,
        "unattributed",
        "One report, in its own voice.",
    ),
    Finding(
        "f7",
        "Fergen ble bygget i 2019 og er 120 meter lang.",
        (claim("nrk", "Fergen ble bygget i 2019 og er 120 meter lang.", when=day("2019-01-01/2019-12-31")),),
        0,
        "unattributed",
        "One report, in its own voice.",
    ),
    Finding(
        "f8",
        "Fergen «Havdis» ligger til kai i Nordvik.",
        (claim("nrk", "Fergen «Havdis» ligger til kai i Nordvik."),),
        0,
        "unattributed",
        "One report, in its own voice.",
    ),
)

STORY = Story(
    id="s1",
    title="Fifteen hurt in ferry fire off Norway",
    reports=tuple(report.id for report in REPORTS),
    entities=(
        Entity(
            "e1",
            "Havdis",
            "product",
            ("Fähre „Havdis“", "fergen «Havdis»"),
            (mention("nrk", "«Havdis»"), mention("bbc", "Havdis"), mention("de", "Havdis")),
        ),
        Entity(
            "e2",
            "Marta Lind",
            "person",
            ("مارتا ليند", "마르타 린드"),
            (mention("bbc", "Marta Lind"), mention("ar", "مارتا ليند"), mention("ko", "마르타 린드")),
        ),
        Entity("e3", "Paal Aune", "person", (), (mention("bbc", "Paal Aune"), mention("de", "Paal Aune"))),
        Entity("e4", "Nordlinje", "organisation", (), (mention("nrk", "Nordlinje"), mention("bbc", "Nordlinje"))),
        Entity("e5", "Nordvik", "place", (), (mention("nrk", "Nordvik"), mention("bbc", "Nordvik"))),
        Entity("e6", "Norway", "place", ("النرويج", "노르웨이"), (mention("bbc", "Norway"), mention("ar", "النرويج"))),
    ),
    origins=(
        Origin("o1", "police in Nordvik", None, "official", ("Polizei", "politiet", "الشرطة", "현지 경찰")),
        Origin("o2", "Reuters", None, "agency", ("رويترز", "로이터 통신")),
        Origin("o3", "Marta Lind", "e2", "person", ("مارتا ليند", "마르타 린드")),
        Origin("o4", "Paal Aune", "e3", "person"),
        Origin("o5", "Norwegian Coastal Administration", None, "government", ("Kystverket",)),
        Origin("o6", "BBC", None, "outlet"),
    ),
    findings=FINDINGS,
    discrepancies=(
        Discrepancy(
            "d1",
            "number",
            "f1",
            "people injured",
            (
                Side(
                    "at least 12",
                    (
                        mention("nrk", "Minst tolv mennesker er skadet"),
                        mention("ar", "اثني عشر شخصا على الأقل أصيبوا في الحريق"),
                        mention("ko", "최소 12명이 다쳤다"),
                    ),
                ),
                Side("15", (mention("bbc", "Fifteen people were injured"), mention("copy", "Fifteen people were"))),
            ),
        ),
        Discrepancy(
            "d2",
            "denial",
            "f2",
            "an explosion in the battery room",
            (
                Side("there was one", (mention("bbc", "We heard an explosion in the battery room"),)),
                Side(
                    "there was none",
                    (
                        mention("bbc", "denied that there had been an explosion"),
                        mention("de", "Reedereichef Paal Aune wies Berichte über eine Explosion zurück."),
                    ),
                ),
            ),
        ),
    ),
    timeline=(
        TimelineEntry(day("2019-01-01/2019-12-31"), "f7", "Fergen ble bygget i 2019 og er 120 meter lang."),
        TimelineEntry(day("2027-09-01/2027-09-30"), "f5", FINDINGS[4].statement),
        TimelineEntry(day("2031-03-14"), "f1", FIFTEEN),
        TimelineEntry(day("2031-03-14"), "f4", FINDINGS[3].claims[1].text),
        TimelineEntry(day("2031-03-15"), "f6", FINDINGS[5].statement),
    ),
    flags=(
        Flag("battery-vessels", "f2", "Ship safety notice 12/2029", "Explosions in battery rooms are to be reported."),
    ),
)


def ferry_brief() -> Brief:
    """Six reports in five languages, one story, two discrepancies, a problem."""
    return Brief(REPORTS, (STORY,), (Problem("broken.pdf", "not a text: save it as text or HTML and try again"),))


def led_brief() -> Brief:
    """The same with what newer briefs add: lead, day, confidences, an update before a contradiction, background."""
    claims = list(FINDINGS[0].claims)
    claims[3] = replace(claims[3], confidence=0.31)
    claims[1] = replace(claims[1], confidence=0.93)
    number, denial = STORY.discrepancies
    story = replace(
        STORY,
        findings=(replace(FINDINGS[0], claims=tuple(claims)), *FINDINGS[1:]),
        discrepancies=(replace(number, update=True, confidence=0.8), replace(denial, confidence=0.42)),
        timeline=tuple(replace(entry, background=entry.when.latest.year < 2031) for entry in STORY.timeline),
        lead=("f2", "f1"),
        day=day("2031-03-13/2031-03-14"),
    )
    return replace(ferry_brief(), stories=(story,))


def problems_brief() -> Brief:
    """Nothing could be read."""
    return Brief((), (), (Problem("gone.txt", "no such file"), Problem("\x1b[31mred.txt", "is a folder [bold]x")))


def hostile_brief() -> Brief:
    """Every string that a report or a file's name can bring is hostile; claims are the same, nested or crossing."""
    text = "\n".join(HOSTILE)
    id = "evil.txt]<b>[red]"
    report = Report(
        id,
        text,
        "xx",
        None,
        None,
        HOSTILE[0],
        HOSTILE[1],
        HOSTILE,
        "javascript:alert(1)",
        (),
        (Block(0, len(text), "body"),),
    )
    second = Report("javascript:alert(1)", text, '"><i>', None, None, HOSTILE[12], None)
    spans = [(0, 20), (0, 20), (0, 40), (10, 30), (15, 15), (25, 60), (60, len(text) + 50), (-5, 3)]
    claims = tuple(
        Claim(id, start, end, text[max(0, start) : end], "denies", ("o1", "o9"), words, "quoted", True, None, 0.1)
        for (start, end), words in zip(spans, HOSTILE, strict=False)
    )
    findings = tuple(
        Finding(f"f{place}{words}", words, claims if place < 2 else claims[:1], 2, "disputed", words)
        for place, words in enumerate(HOSTILE)
    )
    alone = Finding("alone", HOSTILE[10], (claims[3],), 0, "unattributed", HOSTILE[11])
    story = Story(
        "s<1>",
        HOSTILE[12],
        (id, "javascript:alert(1)", "not there"),
        tuple(
            Entity(f"e{place}", words, "person" if place % 2 else "place", HOSTILE, (Mention(id, 0, 3, text[:3]),))
            for place, words in enumerate(HOSTILE)
        ),
        tuple(Origin(f"o{place}", words, None, "person", HOSTILE) for place, words in enumerate(HOSTILE[:9])),
        (*findings, alone),
        tuple(
            Discrepancy(
                f"d{place}",
                "name",
                findings[0].id if place else None,
                words,
                tuple(Side(side, (Mention(id, 5, 9, text[5:9]),)) for side in HOSTILE[: place % 5 + 2]),
                confidence=-1.0,
                update=place % 3 == 0,
            )
            for place, words in enumerate(HOSTILE)
        ),
        tuple(
            TimelineEntry(day("2031-03-14"), findings[place].id, words, place % 4 == 0)
            for place, words in enumerate(HOSTILE)
        ),
        (Flag(HOSTILE[0], findings[0].id, HOSTILE[1], HOSTILE[2]),),
        (findings[3].id, HOSTILE[0], findings[0].id, findings[3].id, "alone"),
        day("2031-03-14", HOSTILE[3]),
        tuple(
            ListMatch(
                "e0", words, words, ListEntry(words, words, words, HOSTILE, words, HOSTILE, HOSTILE), 2.0, HOSTILE
            )
            for words in HOSTILE
        ),
    )
    return Brief((report, second), (story, story), tuple(Problem(words, words) for words in HOSTILE))
