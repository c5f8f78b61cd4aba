"""One thing that a report tells with two figures is found, with both places; what explains them is no contradiction."""

from kg.contradictions import contradictions
from kg.store import Store
from tests.kg.small import put, report

TEXT = """
五年来获[国家级奖项|Award national x=46项]，培训[农民|Metric x=300人]。
共有[国家级奖项|Award national x=47项]，培训[农民|Metric x=300人]。
[就业率|Metric x=96% y=2020]，[就业率|Metric x=97% y=2021]。
"""


def test_a_thing_told_with_two_figures_is_found_with_both_places() -> None:
    store = Store.memory()
    store.load_ontology()
    put(store, ("甲", report(TEXT)))
    (found,) = contradictions(store)
    assert (found.kind, found.severity) == ("contradiction", "warning")
    assert "国家级奖项" in found.message and "46项、47项" in found.message
    text = report(TEXT).document.text
    assert [(place.document, place.figure) for place in found.evidence] == [("甲", "46项"), ("甲", "47项")]
    assert [text[place.start : place.end] for place in found.evidence] == ["国家级奖项"] * 2
    assert [place.text[:3] for place in found.evidence] == ["五年来", "共有国"]


def test_two_reports_of_two_years_do_not_contradict_each_other() -> None:
    store = Store.memory()
    store.load_ontology()
    put(
        store,
        ("甲", report("获[国家级奖项|Award national x=46项]。")),
        ("乙", report("获[国家级奖项|Award national x=63项]。")),
    )
    assert list(contradictions(store)) == []
