"""What is done to records, one typed operation at a time. A tool is one row of the table."""

from __future__ import annotations

from collections.abc import Mapping

from .fields import (
    convert,
    copy_field,
    decompose,
    edit_metadata,
    flatten,
    guard,
    parse_number,
    patch,
    set_value,
)
from .names import translate_name
from .noise import add_noise
from .options import list_options, map_answer, shuffle_options, split_options, take_wrong
from .retrieval import Documents, retrieve
from .substitution import substitute_entities, substitute_numbers
from .tables import (
    column_options,
    contrast,
    count_rows,
    holders,
    other_values,
    render,
    sheet,
    sheet_options,
)
from .tool import (
    Given,
    Library,
    Modality,
    NoParams,
    Record,
    Table,
    Tool,
    ToolRun,
    Unfit,
    Web,
    output_digest,
)
from .web import SearxWeb, web_search
from .wording import compose, mask, paraphrase

TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        add_noise, column_options, compose, contrast, convert, copy_field, count_rows, decompose,
        edit_metadata, flatten, guard, holders, list_options, map_answer, mask, other_values,
        paraphrase, parse_number, patch, render, retrieve, set_value, sheet, sheet_options,
        shuffle_options, split_options, substitute_entities, substitute_numbers, take_wrong,
        translate_name, web_search,
    )
}  # fmt: skip
"""By name, in order."""

__all__ = [
    "TOOLS",
    "Documents",
    "Given",
    "Library",
    "Modality",
    "NoParams",
    "Record",
    "SearxWeb",
    "Table",
    "Tool",
    "ToolRun",
    "Unfit",
    "Web",
    "output_digest",
]
