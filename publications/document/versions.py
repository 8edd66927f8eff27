"""Reading editions of every version of the schema: an old one is lifted into today's document, never written anew.

A new version is its number in `schema.VERSION`, the schema of the last one as a file in schemas/, and one more function
in LIFTS for what the defaults of the new fields cannot say.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from .schema import VERSION, Document

Content = dict[str, Any]

SCHEMAS = Path(__file__).parent / "schemas"


def parse(content: str | bytes) -> Document:
    """What an edition says by its stored content, read by the version that stands in it.

    Raises ValueError for what is no document of a version that is known.
    """
    read = from_json(content)
    written_in = read.get("schema_version") if isinstance(read, dict) else None
    if written_in == VERSION:
        return Document.model_validate(read)
    if not isinstance(written_in, str) or written_in not in LIFTS:
        raise ValueError(f"no version of the schema: {written_in!r:.20}")
    return Document.model_validate(_lifted(read, written_in))


def json_schema(version: str = VERSION) -> Content:
    """The JSON Schema against which every edition of a version validates; raises ValueError for an unknown one."""
    if version == VERSION:
        dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        return dialect | Document.model_json_schema(mode="serialization")
    if version not in LIFTS:
        raise ValueError(f"no version of the schema: {version!r:.20}")
    kept: Content = json.loads((SCHEMAS / f"{version}.json").read_text(encoding="utf-8"))
    return kept


def _lifted(content: Content, version: str) -> Content:
    """The content as today's version would have it, from one version to the next; it still says its own."""
    try:
        for lift in list(LIFTS.values())[list(LIFTS).index(version) :]:
            content = lift(content)
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"no document of version {version}") from error
    return content


def _from_1(content: Content) -> Content:
    """Version 1 counted reports without asking how far they say the measure is."""
    return content | {"measures": [_with_counts(measure) for measure in content["measures"]]}


def _with_counts(measure: Content) -> Content:
    progress = [
        part | {"counts": {"reported": part["accepted"], "missing": part["expected"] - part["accepted"]}}
        for part in measure["progress"]
    ]
    return measure | {"progress": progress}


# Each version with what lifts it into the next, the oldest first.
LIFTS: dict[str, Callable[[Content], Content]] = {"1": _from_1}
