"""The desk: an archive in the browser.

app.py         the whole desk on one screen: what is served where
gate.py        who may come in, and what a browser may do with what it is given
passwords.py   how accounts are told from strangers
library.py     stories, arranged for looking at and kept while they do not change
adding.py      what is being taken in, in the background
live.py        tells browsers that something has changed
drawing.py     pages from templates; speech.py the language that they speak, from `locale/`
pages/         one file a kind of page: what it takes from the address, and what it shows
views/         what pages show, arranged: nothing here knows of the web
api.py         the same for programs; described.py tells people of it
templates/, static/   what the browser gets; nothing in it comes from elsewhere
"""
