"""Description of a thing, and of the API itself → plain pages without a script; all words are escaped."""

import html
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from kg.messages import text_in
from kg.terms import THINGS

STYLE = """body{font:16px/1.6 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
:root{color-scheme:light dark}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8886;padding:.3rem .6rem;text-align:left;
vertical-align:top;overflow-wrap:anywhere}th{white-space:nowrap}code,pre{font:14px/1.5 ui-monospace,monospace}
pre{overflow-x:auto;background:#8882;padding:.8rem}h2{margin-top:2.5rem}small{opacity:.75}"""


def local(iri: str) -> str:
    """The address of a thing of ours on this server; another IRI stays as it is."""
    return f"/id/{quote(iri.removeprefix(THINGS), safe='/')}" if iri.startswith(THINGS) else iri


def thing_page(told: Mapping[str, Any], lang: str) -> str:
    """Describe a thing: what is said of it, and what refers to it."""
    here = local(told["iri"])
    body = [
        f"<h1>{_text(told['label'])}</h1>",
        f"<p><code>{_text(told['iri'])}</code></p>",
        f'<p><a href="{here}?format=ttl">Turtle</a> · <a href="{here}?format=jsonld">JSON-LD</a></p>',
        _table(told["statements"]),
    ]
    if told["references"]:
        body += [f"<h2>{_text(text_in(lang, 'app.api.page.references'))}</h2>", _table(told["references"])]
    return page(told["label"], body, lang)


def page(title: str, body: Iterable[str], lang: str) -> str:
    """Put parts of a page, escaped already, into a whole one."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{_text(title)}</title>'
    head += '<link rel="stylesheet" href="/docs/style.css">'
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{"".join(body)}</body></html>'


def _table(rows: Iterable[Mapping[str, Any]]) -> str:
    lines = (f"<tr><th>{_text(row['name'])}</th><td>{_value(row)}</td></tr>" for row in rows)
    return f"<table>{''.join(lines)}</table>"


def _value(row: Mapping[str, Any]) -> str:
    if not row["is_iri"]:
        return _text(row["value"])
    if not row["value"].startswith(("https://", "http://")):
        return _text(row["value"])
    return f'<a href="{_text(local(row["value"]))}">{_text(row["label"])}</a>'


def api_page(document: Mapping[str, Any]) -> str:
    """Describe the API from its OpenAPI document: what Swagger's page would show, without a script."""
    body = [f"<h1>{_text(document['info']['title'])}</h1>"]
    body += [f"<p>{_text(part)}</p>" for part in document["info"]["description"].split("\n\n")]
    body.append('<p><a href="/openapi.json">openapi.json</a></p>')
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            body += _operation(path, method, operation)
    return page(document["info"]["title"], body, "zh")


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield f'<h2 id="{_text(operation["operationId"])}"><code>{method.upper()} {_text(path)}</code></h2>'
    yield f"<p>{_text(operation['summary'])}. {_text(operation.get('description', ''))}</p>"
    rows = [_parameter(each) for each in operation.get("parameters", ())]
    if rows:
        yield f"<table>{''.join(rows)}</table>"
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"<p><small>{_text(media)}</small></p><pre>{_text(_schema(content))}</pre>"
    said = (
        f"<tr><th>{status}</th><td>{_text(each['description'])}</td></tr>" for status, each in _responses(operation)
    )
    yield f"<details><summary>Responses</summary><table>{''.join(said)}</table></details>"


def _responses(operation: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    return sorted(operation["responses"].items())


def _parameter(each: Mapping[str, Any]) -> str:
    schema = each["schema"]
    example = schema.get("examples", [""])[0]
    needed = "*" if each.get("required") else ""
    said = f"{_text(each.get('description', ''))} <small>{_text(each['in'])}</small> <code>{_text(example)}</code>"
    return f"<tr><th>{_text(each['name'])}{needed}</th><td>{said}</td></tr>"


def _schema(content: Mapping[str, Any]) -> str:
    return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2] or "text"


def _text(words: object) -> str:
    return html.escape(str(words), quote=True)
