"""Made-up reports in many languages, each with what must be told of it. None of them is from a case with gold.

`roles` are the first letters of the blocks' roles in order: Title, bYline, Body, Subhead, Caption, cRedit.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    text: str
    language: str
    published: str | None
    outlet: str | None
    credits: tuple[str, ...]
    roles: str


MADE = {
    "hungarian": Made(
        """ date 2024-03 Dunai Hírmondó

Kisiklott egy tehervonat Győr közelében

Írta: Kovács Béla

GYŐR, 2024. március 15. (Pannon Hírügynökség) – Kisiklott egy tehervonat pénteken hajnalban Győr közelében, közölte \
a vasúttársaság szóvivője. Senki sem sérült meg.

Mi okozta a balesetet?

A rendőrség szerint a mozdonyvezető túl gyorsan hajtott. A társaság ezt cáfolja.

A kisiklott vonat. Fotó: Nagy Anna / PHÜ

Az előző baleset 2019-ben történt ugyanitt.
""",
        "hu",
        "2024-03-15",
        "Dunai Hírmondó",
        ("Pannon Hírügynökség", "Nagy Anna", "PHÜ"),
        "YYTYYBSBCRB",
    ),
    "greek": Made(
        """Φωνή του Αιγαίου – Παρασκευή 15 Μαρτίου 2024

Προσάραξη φορτηγού πλοίου στη Νάξο

Του Νίκου Παπαδάκη

Φορτηγό πλοίο προσάραξε τα ξημερώματα της Παρασκευής στις βόρειες ακτές της Νάξου, σύμφωνα με το Λιμενικό Σώμα.

Ρύπανση στη θάλασσα;

Η εταιρεία αρνείται ότι υπήρξε διαρροή καυσίμων.

Το πλοίο στα βράχια. Φωτογραφία: Μαρία Λάμπρου

Παρόμοιο ατύχημα είχε συμβεί το 2011.
""",
        "el",
        "2024-03-15",
        "Φωνή του Αιγαίου",
        ("Μαρία Λάμπρου",),
        "YTYBSBCRB",
    ),
    "hindi": Made(
        """गंगा समाचार | 15 मार्च 2024

पटना में पुल का हिस्सा गिरा, जांच के आदेश

संवाददाता रवि कुमार

पटना, 15 मार्च (भाषा) गंगा नदी पर बन रहे पुल का एक हिस्सा शुक्रवार सुबह गिर गया। अधिकारियों ने बताया कि कोई हताहत नहीं हुआ है।

ठेकेदार पर सवाल

कंपनी ने आरोपों से इनकार किया है।

गिरा हुआ पुल। फोटो: गंगा समाचार
""",
        "hi",
        "2024-03-15",
        "गंगा समाचार",
        ("भाषा", "गंगा समाचार"),
        "YTYYBSBCR",
    ),
    "thai, in Buddhist years": Made(
        """แม่โขงนิวส์ | 15 มีนาคม 2567

เรือสินค้าล่มกลางแม่น้ำโขง ลูกเรือปลอดภัย

เรือสินค้าลำหนึ่งล่มกลางแม่น้ำโขงเมื่อเช้าวันศุกร์ที่ผ่านมา เจ้าหน้าที่ตำรวจน้ำกล่าวว่าลูกเรือทั้งสิบสองคนปลอดภัย และกำลังสอบสวนหาสาเหตุของเหตุการณ์

สาเหตุยังไม่ชัดเจน

บริษัทเจ้าของเรือปฏิเสธว่าเรือบรรทุกน้ำหนักเกิน และกล่าวว่าจะให้ความร่วมมือกับเจ้าหน้าที่อย่างเต็มที่ในการสอบสวนครั้งนี้ตามกฎหมายที่เกี่ยวข้อง
""",
        "th",
        "2024-03-15",
        "แม่โขงนิวส์",
        (),
        "YTBSB",
    ),
    "hebrew": Made(
        """קול הנמל | 15 במרץ 2024

שריפה פרצה במחסן בנמל חיפה

מאת דנה לוי

שריפה גדולה פרצה בבוקר יום שישי במחסן בנמל חיפה, כך מסרה דוברת הכבאות. אין נפגעים.

המחסן השרוף. צילום: יוסי כהן
""",
        "he",
        "2024-03-15",
        "קול הנמל",
        ("יוסי כהן",),
        "YTYBCR",
    ),
    "latvian": Made(
        """Ventas Balss, 2024. gada 15. martā

Pie Ventspils uz sēkļa uzskrējis kuģis

Anna Bērziņa

Kravas kuģis piektdienas rītā uzskrējis uz sēkļa pie Ventspils, paziņoja Krasta apsardze. Cietušo nav.
""",
        "lv",
        "2024-03-15",
        "Ventas Balss",
        (),
        "YTYB",
    ),
    "chinese wire": Made(
        """海峽晚報 2024年3月15日

貨輪擱淺澎湖外海 船東否認漏油

（中島社馬公15日電）一艘貨輪今天清晨在澎湖外海擱淺，海巡署表示，船上十二人全數獲救，目前沒有發現油污。
""",
        "zh",
        "2024-03-15",
        "海峽晚報",
        (),
        "YTYB",
    ),
    "wrapped lines": Made(
        """A FREIGHTER RUNS AGROUND OFF SHETLAND
By Ann Other
Northern Mail, 15 March 2024

LERWICK (Reuters) - A freighter ran aground early on Friday off the
coast of Shetland, the coastguard said, and its crew of twelve were
taken off by helicopter in heavy seas.

The owner of the ship denied that any oil had leaked, saying that the
tanks were intact and that a salvage team from Norway was on its way
to the island.

Nobody was hurt in the accident, which comes two years after another
ship sank in the same waters, causing a spill that took months to
clean.
""",
        "en",
        "2024-03-15",
        "Northern Mail",
        ("Reuters",),
        "TYYYBBB",
    ),
    "doubled credit": Made(
        """ date 2024-03-15 HANDOUT NAVY / QPA HANDOUT NAVY / QPA The freighter off Lerwick on Friday.

World – A freighter ran aground early on Friday off the coast of Shetland, the coastguard said.

By Ann Other

Nobody was hurt, according to the owner.
""",
        "en",
        "2024-03-15",
        None,
        ("NAVY", "QPA"),
        "YRCYBYB",
    ),
    "nothing but paragraphs": Made(
        "A freighter ran aground on Friday, the coastguard said.\nNobody was hurt, according to the owner.\n",
        "en",
        None,
        None,
        (),
        "BB",
    ),
    "footer": Made(
        """Reporter shot dead in Lagos

A reporter was shot dead in Lagos on Friday, police said. He had been working on a story about oil theft.

Related: Ten years of threats

(Reporting by John Doe; Editing by Jane Roe)
""",
        "en",
        None,
        None,
        (),
        "TBRY",
    ),
}
