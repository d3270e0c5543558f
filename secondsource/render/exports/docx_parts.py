"""The parts of a Word document (ECMA-376): paragraphs, footnotes, and the files that a .docx is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

Style = Literal["Normal", "Title", "Heading1", "Heading2", "Finding", "Standing"]

_W = Markup('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"')
_HEAD = Markup('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def run(text: str, *notes: Markup) -> Markup:
    """Words, and the marks of the footnotes on them, with commas between."""
    words = Markup('<w:r><w:t xml:space="preserve">{}</w:t></w:r>').format(text)
    comma = Markup('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>,</w:t></w:r>')
    return words + comma.join(notes)


def paragraph(text: str, *runs: Markup, style: Style = "Normal") -> Markup:
    """A paragraph of words, with runs after them."""
    return Markup('<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>{}{}</w:p>').format(
        style, run(text), Markup("").join(runs)
    )


def bullet(*runs: Markup) -> Markup:
    """An item of a list."""
    properties = Markup('<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    return Markup("<w:p>{}{}</w:p>").format(properties, Markup("").join(runs))


def footnote_mark(number: int) -> Markup:
    """Where the text calls for a footnote."""
    return Markup(
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
    ).format(number)


def footnote(number: int, text: str) -> Markup:
    """A footnote; its number is the one that the text calls."""
    return Markup(
        '<w:footnote w:id="{}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>{}</w:p></w:footnote>'
    ).format(number, run(f" {text}"))


def package(title: str, body: Sequence[Markup], footnotes: Sequence[Markup]) -> dict[str, bytes]:
    """The files of a .docx by their names."""
    document = Markup(
        '{}<w:document {}><w:body>{}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr></w:body></w:document>'
    ).format(_HEAD, _W, Markup("").join(body))
    notes = Markup("{}<w:footnotes {}>{}{}</w:footnotes>").format(_HEAD, _W, _SEPARATORS, Markup("").join(footnotes))
    core = Markup(
        '{}<cp:coreProperties xmlns:cp="{}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{}</dc:title><dc:creator>secondsource</dc:creator></cp:coreProperties>"
    ).format(_HEAD, _PACKAGE, title)
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(
            *((f"{_RELATIONS}/{name}", f"{name}.xml") for name in ("styles", "footnotes", "numbering", "settings"))
        ),
        "word/styles.xml": _styles(),
        "word/footnotes.xml": notes,
        "word/numbering.xml": _NUMBERING,
        "word/settings.xml": _SETTINGS,
        "docProps/core.xml": core,
    }
    return {name: content.encode() for name, content in files.items()}


# Word refuses a file whose footnotes lack the two lines that may stand above them.
_SEPARATORS = Markup(
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)

_SETTINGS = Markup(
    '{}<w:settings {}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr></w:settings>'
).format(_HEAD, _W)

_NUMBERING = Markup(
    '{}<w:numbering {}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
).format(_HEAD, _W)


def _content_types() -> Markup:
    parts = {f"word/{name}.xml": f"{_OFFICE}.{name}+xml" for name in ("styles", "footnotes", "numbering", "settings")}
    parts["word/document.xml"] = f"{_OFFICE}.document.main+xml"
    parts["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = Markup("").join(
        Markup('<Override PartName="/{}" ContentType="{}"/>').format(part, type) for part, type in parts.items()
    )
    return Markup(
        '{}<Types xmlns="{}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
    ).format(_HEAD, _PACKAGE, overrides)


def _relations(*targets: tuple[str, str]) -> Markup:
    made = Markup("").join(
        Markup('<Relationship Id="rId{}" Type="{}" Target="{}"/>').format(number, type, target)
        for number, (type, target) in enumerate(targets, start=1)
    )
    return Markup('{}<Relationships xmlns="{}/relationships">{}</Relationships>').format(_HEAD, _PACKAGE, made)


def _styles() -> Markup:
    """Names that Word knows, so that its navigation and its users' templates take hold of them."""
    styles = (
        ("Normal", "Normal", "", 'w:after="120"', 22, False),
        ("Title", "Title", "Normal", 'w:after="120"', 36, True),
        ("Heading1", "heading 1", "Normal", 'w:before="360" w:after="120"', 28, True),
        ("Heading2", "heading 2", "Normal", 'w:before="240" w:after="60"', 24, True),
        ("Finding", "Finding", "Normal", 'w:before="120" w:after="0"', 22, False),
        ("Standing", "Standing", "Normal", 'w:after="120"', 19, False),
        ("FootnoteText", "footnote text", "Normal", 'w:after="0"', 18, False),
    )
    levels = {"Heading1": 0, "Heading2": 1}
    made = Markup("")
    for id, name, base, spacing, size, bold in styles:
        level = Markup('<w:outlineLvl w:val="{}"/>').format(levels[id]) if id in levels else ""
        made += Markup(
            '<w:style w:type="paragraph"{} w:styleId="{}"><w:name w:val="{}"/>{}<w:qFormat/>'
            '<w:pPr><w:spacing {}/>{}</w:pPr><w:rPr>{}<w:sz w:val="{}"/></w:rPr></w:style>'
        ).format(
            Markup(' w:default="1"') if not base else "",
            id,
            name,
            Markup('<w:basedOn w:val="{}"/>').format(base) if base else "",
            Markup(spacing),  # noqa: S704 - from the table above
            level,
            Markup("<w:b/>") if bold else "",
            size,
        )
    return Markup("{}<w:styles {}>{}</w:styles>").format(_HEAD, _W, made)
