"""What pages show, arranged from the nouns of `model.py`: nothing here knows of the web.

table.py      findings down, reports across
telling.py    a claim with the words marked that matter
speaking.py   the same point in the language that the reader reads
differing.py  which words of two texts differ
room.py       reports next to each other, claim by claim
text.py       a report's text with its layers of marks
curve.py      how a story's reports came in
everywhere.py where in the archive somebody appears
"""
