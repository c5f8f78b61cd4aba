"""The files of the pages: packed for whoever takes them so, and not sent again where they are known."""

import gzip
from urllib.request import Request, urlopen

from app.web.pages import files


def fetched(root: str, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = Request(root + path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    with urlopen(request, timeout=30) as answer:
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}


def test_a_file_is_packed_for_whoever_takes_it_so(root: str) -> None:
    path = "/web/static/ui.js"
    _, plain, said = fetched(root, path)
    assert plain == files()["static/ui.js"].content and "content-encoding" not in said
    _, packed, told = fetched(root, path, Accept_Encoding="gzip")
    assert told["content-encoding"] == "gzip" and told["vary"] == "Accept-Encoding"
    assert gzip.decompress(packed) == plain and len(packed) < len(plain) / 2
    assert told["etag"] != said["etag"]
