"""A brief in the forms that other programs read: one file a format, each a pure function of the brief.

    csv.py          every claim as a row, or all tables as CSV in a ZIP
    parquet.py      the same as Parquet
    docx.py         a Word document whose footnotes name report, place and words
    ftm.py          FollowTheMoney entities, for Aleph and OpenSanctions' tools
    stix.py         STIX 2.1, for threat intelligence
    misp.py         MISP events
    jsonld.py       schema.org, for web pages
    ninjs.py        IPTC ninjs 3, for newsroom systems
    graphs.py       who leans on whom, as GraphML and GEXF, for Gephi and the like
    icalendar.py    the timeline
    references.py   the reports, as RIS and BibTeX

What they share: `tables` (rows and columns), `keys` (names that stay the same from run to run), `parties` (whom the
reports name and go by, each once), `plain_json`. Text of reports is hostile: whatever of it cannot be seen, or would
move other text about, is spelled out as in every drawn format (`secondsource.render.visible`).
"""
