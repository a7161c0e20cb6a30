"""OpenAPI 3.1, generated from the declared endpoints."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from handrail_server.api.endpoint import Endpoint
from handrail_server.api.problems import MEDIA_TYPE, STATUS, Problem

Json = dict[str, object]
VERSION: Final = "1"
"""Of the API, as in its paths; within it there are only additions."""
_PATH = re.compile(r"{(\w+)(?::\w+)?}")


def contract(endpoints: Sequence[Endpoint], *, version: str) -> Json:
    """The whole contract, in a stable order."""
    shapes = sorted(
        {shape for each in endpoints for shape in (each.body, each.reply) if shape is not None} | {Problem},
        key=lambda shape: shape.__name__,
    )
    references, components = msgspec.json.schema_components(
        shapes, schema_hook=lambda _type: {"description": "Any JSON value."}, ref_template="#/components/schemas/{name}"
    )
    refs = dict(zip(shapes, references, strict=True))
    paths: dict[str, Json] = {}
    for each in sorted(endpoints, key=lambda each: (each.path, each.method)):
        paths.setdefault(_PATH.sub(r"{\1}", each.path), {})[each.method.lower()] = _operation(each, refs)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Handrail",
            "version": version,
            "summary": "The human safety net for AI agents.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"key": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "handrail_session"},
                "visit": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A customer in a widget: `POST …/sessions`.",
                },
            },
            "responses": {
                "Problem": {
                    "description": "RFC 9457 problem details: " + ", ".join(f"{STATUS[c]} {c}" for c in STATUS),
                    "content": {MEDIA_TYPE: {"schema": refs[Problem]}},
                }
            },
        },
    }


def _operation(each: Endpoint, refs: dict[type, dict[str, object]]) -> Json:
    operation: Json = {"operationId": each.name, "tags": [each.tag], "summary": each.summary.split("\n")[0]}
    parameters: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PATH.findall(each.path)
    ]
    parameters += [
        {"name": p.name, "in": "query", "description": p.description, "schema": dict(p.schema)} for p in each.parameters
    ]
    if each.keyed:
        parameters.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "The same key and body get the recorded answer for 24 hours; another body conflicts.",
                "schema": {"type": "string", "maxLength": 200},
            }
        )
    if parameters:
        operation["parameters"] = parameters
    if each.body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": refs[each.body]}}}
    content: Json = {each.media_type: {"schema": refs[each.reply] if each.reply else {"type": "string"}}}
    operation["responses"] = {
        str(each.status): {"description": "Done.", "content": content},
        "default": {"$ref": "#/components/responses/Problem"},
    }
    if each.upload:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    if each.public:
        operation["security"] = []
    elif each.visitor:
        operation["security"] = [{"visit": []}]
    return operation
