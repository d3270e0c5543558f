"""The brief as its JSON document, the schema of that document, and the way back.

The document is the nouns of `model.py`, field for field: tuples as arrays, dates as `YYYY-MM-DD`, nothing
left out, nothing added. Every other format is drawn from the same brief.
"""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from typing import Any

from secondsource.model import SCHEMA, Brief

_SURROGATE = re.compile("[\ud800-\udfff]")

# What the names of these fields say already, in a sentence, so that no field of the schema is without one.
_SELF_EVIDENT = {
    "aliases": "Every other wording for it, sorted.",
    "basis": "What the rule rests on, and where that can be read.",
    "claims": "Where the reports say so.",
    "discrepancies": "Where the accounts part.",
    "end": "Code point of the report's text before which it ends.",
    "entities": "Whom and what the reports name.",
    "error": "Why it could not be read, and what to do.",
    "finding": "Id of the finding that this is about, or null.",
    "entity": "Id of the entity, or null.",
    "flags": "Findings that a watch rule points to.",
    "id": "Names it within its story (stories: within the brief); other parts refer to it by this.",
    "input": "The path or address, as given.",
    "kind": "What sort of thing it is.",
    "mentions": "Every place where a report names it.",
    "mode": "Quoted word for word, reported in other words, or asserted by the report itself.",
    "name": "What it is called here.",
    "origins": "Whoever a statement of the story can be traced to.",
    "problems": "Every input that could not be read, and why.",
    "report": "Id of the report that it stands in.",
    "reports": "The articles; in a story, their ids.",
    "rule": "Name of the watch rule.",
    "schema": "Name and version of this format.",
    "stance": "Gives the point, says that it is not so, or says that it is unknown or undisclosed.",
    "standing": "How far the finding can be leaned on.",
    "start": "Code point of the report's text at which it starts.",
    "stories": "The reports grouped by what they tell of.",
    "text": "The words themselves, as the report has them.",
    "timeline": "What happened when, in order.",
    "times": "The time expressions of the text.",
    "title": "Headline, or null where there is none.",
    "value": "What this side says, in a few words.",
    "when": "The day or days.",
    "why": "A sentence for the reader.",
}


def render(brief: Brief) -> str:
    """The document: UTF-8 text with `\\n` at its end, the same bytes for the same brief.

    Text stands as it is, in its own script. A lone surrogate, which no encoding can write, is escaped.
    """
    document = {"schema": brief.schema, **_plain(brief)}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def parse(text: str) -> Brief:
    """The brief that a document holds; fields that this version does not know are passed over.

    Raises `ValueError` (pydantic's, naming field and value) where the text is not such a document.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(Brief).validate_json(text)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document, made from the nouns and what they say of themselves."""
    from pydantic import ConfigDict, RootModel

    class Document(RootModel[Brief]):
        # Nested dataclasses without a configuration of their own are read under this one.
        model_config = ConfigDict(use_attribute_docstrings=True)

    made = Document.model_json_schema(mode="serialization")
    for noun in made["$defs"].values():
        for name, field in noun["properties"].items():
            if "description" not in field and name in _SELF_EVIDENT:
                field["description"] = _SELF_EVIDENT[name]
        # Nothing is left out of a document, not even what has a default.
        noun["required"] = list(noun["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:secondsource:{SCHEMA.rpartition('/')[2]}",
        "title": f"A brief of secondsource ({SCHEMA})",
        "description": "News reports weighed against each other. Offsets are Unicode code points, half open.",
        "$ref": made["$ref"],
        "$defs": made["$defs"],
    }


def _plain(value: Any) -> Any:
    """`value` in the types that JSON has."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
