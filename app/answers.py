"""The JSON of `kg ask` and `kg search` → what people read: each answer with its evidence and its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from app.labels import counted, label, level
from app.labels import scope as scopes
from app.tables import console, harmless
from kg.messages import text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from kg.home import ReportEntry

INDENT = "   "
JOIN = " · "
OR = "/"
PATH = " › "
WORKED_OUT = frozenset({"resolved", "inferred"})  # reasons of a link that the report itself does not state

Titles: TypeAlias = Mapping[str, str]  # key of a report → its name, where there are several to tell apart


def titles(entries: "Sequence[ReportEntry]") -> Titles:
    """Name the reports of a home where it holds several: by title, or by key where two have the same."""
    named = [entry["title"] for entry in entries]
    plain = {entry["key"]: entry["title"] if named.count(entry["title"]) == 1 else entry["key"] for entry in entries}
    return plain if len(plain) > 1 else {}


def show(answer: dict[str, Any], titles: Titles) -> None:
    """Print how the question was understood, then the answers with their evidence; of several reports, say which."""
    out, answer = console(), harmless(answer)
    understood = list(chips(answer["understood"]))
    out.print(text("app.ask.understood", what="  ".join(understood) or text("app.ask.everything")))
    for notice in answer.get("notices", ()):
        out.print(text("app.ask.notice", notice=notice))
    out.print(total(answer))
    for number, one in enumerate(answer["answers"], 1):
        out.print()
        out.print(_head(number, one))
        spread = titles if len({evidence["report"] for evidence in one["evidence"]}) > 1 else {}
        for supported in one["tasks"]:
            out.print(f"{INDENT}{text('app.ask.supports')}{_task(supported, spread)}")
        for evidence in one["evidence"]:
            _evidence(out, evidence, titles)
        for step in one.get("why", ()):
            out.print(f"{INDENT}{_why(step)}", style="dim")
    if answer["truncated"]:
        out.print(f"\n{text('app.ask.truncated')}")
    if not answer["answers"] and answer["passages"]:
        out.print(f"\n{text('app.ask.passages')}")
        _hits(out, answer["passages"], titles)


def show_hits(found: dict[str, Any], titles: Titles) -> None:
    """Print the sentences, best first, with what matched; of several reports, say which."""
    out, found = console(), harmless(found)
    _hits(out, found["hits"], titles)
    if not found["hits"]:
        out.print(text("app.search.none"))


def _hits(out: "Console", hits: Iterable[dict[str, Any]], titles: Titles) -> None:
    for hit in hits:
        around: dict[str, Any] = hit.get("context", {})
        for other in around.get("before", ()):
            out.print(_join(INDENT, _styled(other["text"], ())), style="dim")
        sentence = _styled(hit["text"], hit["highlights"])
        out.print(_join(f"{hit['rank']}. ", sentence))
        for other in around.get("after", ()):
            out.print(_join(INDENT, _styled(other["text"], ())), style="dim")
        out.print(f"{INDENT}{_place(hit, titles)}", style="dim")
        for other in hit["again"]:
            out.print(f"{INDENT}{text('app.search.again')}{_place(other, titles)}", style="dim")
        if "explain" in hit:
            parts = {name: f"{value:.2f}" for name, value in hit["explain"].items()}
            out.print(f"{INDENT}{text('app.search.score', total=format(hit['score'], '.2f'), **parts)}", style="dim")


def chips(understood: Mapping[str, Any]) -> Iterable[str]:
    """Yield the reading as chips, each by the name under which it is corrected: 类型=奖项 级别=国家级 任务=学校5."""
    for name, value in _chips(understood):
        if value:
            yield text("app.ask.chip", name=text(f"search.constraint.{name}"), value=value)


def _chips(understood: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    def said(name: str) -> list[str]:
        value = understood[name]
        return [str(one) for one in (value if isinstance(value, list) else [value]) if one is not None]

    scope = OR.join(scopes(one) + (str(understood["group"] or "") if one == "group" else "") for one in said("scope"))
    heads = [head for kind in understood["kinds"] for head in kind.get("heads", ())]
    yield "type", OR.join(heads or map(label, said("subtypes") or said("types")))
    yield "level", OR.join(map(label, said("levels")))
    tasks = [text("app.ask.task", scope=scope, number=number).strip() for number in said("tasks")]
    yield "task", OR.join(tasks)
    yield "scope", "" if tasks else scope
    yield "grade", OR.join(said("grade"))
    yield "year", OR.join(said("year"))
    yield "party", OR.join(said("party"))
    yield "status", OR.join(map(label, said("status")))
    yield "report", OR.join(said("report"))
    yield "topic", OR.join(said("topic"))


def total(answer: Mapping[str, Any]) -> str:
    """Say how many things were found, how many are shown, and how many of them were not granted yet."""
    candidates = text("app.ask.candidates", number=answer["candidates"]) if answer["candidates"] else ""
    return text("app.ask.total", total=answer["total"], candidates=candidates, shown=len(answer["answers"]))


def facts(one: Mapping[str, Any]) -> Iterator[str]:
    """Yield what all claims of an answer agree on; of what was not granted yet also that."""
    year = one["year"] and str(one["year"])
    yield from filter(None, (label(one["type"]), level(one), one["grade"], one["whose"], counted(one), year))
    if all(claim["status"] == "candidate" for claim in one["claims"]):
        yield label("candidate")


def _head(number: int, one: dict[str, Any]) -> "Text":
    return _join(f"{number}. ", _styled(one["label"], [[0, len(one["label"])]]), f"  [{JOIN.join(facts(one))}]")


def task(one: Mapping[str, Any]) -> str:
    """Say a task; one that the report does not name for the thing itself is marked, and how sure that is."""
    scope = scopes(one["scope"]) + (str(one["group"]) if (one["group"] or 1) > 1 else "")
    said = text("app.ask.supported", scope=scope, number=one["number"], title=one["title"])
    if one["reason"] in WORKED_OUT:
        said += text(f"app.ask.{one['reason']}", score=f"{one['score']:.2f}")
    return said


def _task(one: dict[str, Any], titles: Titles) -> str:
    return task(one) + (f"  〔{_report(one, titles)}〕" if titles else "")


def _why(step: dict[str, Any]) -> str:
    """Say what meets a constraint, each different thing once."""
    name, met = step["constraint"], dict.fromkeys(_met(by) for by in step["by"])
    asked = OR.join(label(str(one)) for one in step["asked"])
    return text("app.ask.why", name=text(f"search.constraint.{name}"), asked=asked, by="；".join(met))


def _met(by: dict[str, Any]) -> str:
    if "reason" in by:
        return task(by) + ("" if by["reason"] in WORKED_OUT else text("app.ask.by_section"))
    value = by["value"]
    if isinstance(value, dict):
        return JOIN.join([label(value["subtype"] or value["type"]), *([f"“{value['word']}”"] if value["word"] else [])])
    said = PATH.join(value) if isinstance(value, list) else label("".join(str(value).splitlines()))
    said += text(f"app.ask.in_{by['in']}") if "in" in by else ""
    shares = {channel: f"{share:.2f}" for channel, share in by.get("channels", {}).items()}
    return said + (text("app.ask.channels", **shares) if shares else "")


def _report(span: dict[str, Any], titles: Titles) -> str:
    return titles.get(span["report"], span["report"])


def _evidence(out: "Console", evidence: dict[str, Any], titles: Titles) -> None:
    anchor = evidence["anchor"]
    flat = "".join(evidence["text"].splitlines())  # an anchor is said without the breaks of its line
    at = flat.find(anchor)
    sentence = _styled(flat, [[at, at + len(anchor)]] if at >= 0 else [])
    out.print(_join(f"{INDENT}“", sentence, "”"))
    out.print(f"{INDENT}—— {_place(evidence, titles)}", style="dim")


def _place(span: dict[str, Any], titles: Titles) -> str:
    path = [*([_report(span, titles)] if titles else []), *span["section"]]
    return f"{PATH.join(path)}  [{span['start']}–{span['end']}]"


def _styled(words: str, marks: Iterable[Iterable[int]]) -> "Text":
    from rich.text import Text

    styled = Text(words)
    for start, end in marks:
        styled.stylize("bold", start, end)
    return Text("").join(styled.split())


def _join(*parts: "str | Text") -> "Text":
    from rich.text import Text

    return Text.assemble(*parts)
