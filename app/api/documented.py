"""Routes → a complete OpenAPI document: every answer and every problem with its status, its form and an example."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from pydantic import BaseModel

from app.api.models import Problem
from app.problems import MEDIA_TYPE
from kg.version import VERSION

SAID = {
    400: "The request cannot be carried out as it stands",
    401: "Writing needs the token",
    403: "The write came from another site",
    404: "There is no such thing",
    406: "None of the forms that are accepted can be given",
    409: "It does not fit what is there",
    413: "The body is too large",
    415: "Such a file cannot be read",
    422: "A parameter or the body is wrong",
    503: "Too busy, or stopped at the time limit; Retry-After says when to try again",
}
READING = (400, 409, 422, 503)
WRITING = (400, 401, 403, 409, 413, 422, 503)
DESCRIPTION = """成果图谱的 JSON 接口。`kg` 命令打印的 JSON，这里以同样的形式给出（`api_version`）。
错误一律是 RFC 9457 的 `application/problem+json`，`detail` 是中文，`detail_en` 是英文。

The JSON API of chengguo. What the command `kg` prints as JSON is given here in the same form. All errors are
`application/problem+json` (RFC 9457). Writes need `Authorization: Bearer TOKEN` where the server listens to other
machines, and must never come from another site. An `id` is what follows `/id/` in the IRI of a thing."""


def answers(model: type[BaseModel] | None, *further: int, status: int = 200, writes: bool = False) -> dict[str, Any]:
    """Say what a route gives: `model` as JSON, and the problems of a reading or a writing route, and `further` ones."""
    problems = sorted({*(WRITING if writes else READING), *further})
    said: dict[int | str, dict[str, Any]] = {code: {"description": SAID[code]} for code in problems}
    said[status] = {"description": "Done", **({"model": model} if model else {})}
    form = {} if model else {"response_class": Response}
    return {"status_code": status, "responses": said, "response_model": None, "openapi_extra": _extra(writes), **form}


def _extra(writes: bool) -> dict[str, Any]:
    return {"security": [{}, {"token": []}]} if writes else {}


def document(app: FastAPI) -> dict[str, Any]:
    """Write the OpenAPI document, once."""
    if app.openapi_schema:
        return app.openapi_schema
    found = get_openapi(title="成果图谱 chengguo", version=VERSION, description=DESCRIPTION, routes=app.routes)
    parts = found.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    for name in ("HTTPValidationError", "ValidationError"):  # ours are problems
        schemas.pop(name, None)
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path in found["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                _complete(int(status), response, parts["schemas"])
    app.openapi_schema = found
    return found


def _complete(status: int, response: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Give a problem its form, and every JSON answer an example."""
    if status >= 400:
        example = {
            "type": "https://w3id.org/chengguo/problem/example",
            "title": "Problem",
            "status": status,
            "detail": "中文说明：哪里、什么、怎么办。",
            "detail_en": SAID.get(status, "What is wrong, where, and what to do."),
        }
        schema = {"$ref": "#/components/schemas/Problem"}
        response["content"] = {MEDIA_TYPE: {"schema": schema, "example": example}}
        if status == 503:
            response["headers"] = {"Retry-After": {"schema": {"type": "string"}, "description": "seconds"}}
        return
    for content in response.get("content", {}).values():
        if "$ref" in content.get("schema", {}):
            content["example"] = example_of(content["schema"], schemas)


def example_of(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """Make an example of a schema from those of its fields."""
    if "examples" in schema:
        return schema["examples"][0]
    if "default" in schema:
        return schema["default"]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas)
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            return {name: example_of(field, schemas) for name, field in schema.get("properties", {}).items()}
        case "array":
            return [example_of(schema["items"], schemas)]
        case "integer" | "number":
            return 0
        case "boolean":
            return False
        case "null":
            return None
        case _:
            return "…"
