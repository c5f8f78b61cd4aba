"""The network says how an enterprise comes to a task, and how much a thing is used."""

from xml.etree import ElementTree

import pytest

from kg.network import graphml, network, paths, use
from kg.store import Store
from tests.kg.small import put, report

TEXT = """
#school:5 任务五 建设双师队伍
学院新增[国家级教学名师|Award national x=2名]，与[北川重工有限公司|Enterprise]合作。
#school:6 任务六 校企合作
[国家级教学名师|Award national x=2名]领办[产业学院|Platform provincial x=2个]。
#
引入[南江电子集团|Enterprise]，[北川重工有限公司|Enterprise]参与。
"""


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store.memory()
    store.load_ontology()
    put(store, ("a", report(TEXT)))
    return store


def node(store: Store, label: str) -> str:
    things = (
        f'SELECT DISTINCT ?thing WHERE {{ ?thing rdfs:label "{label}" FILTER NOT EXISTS {{ ?thing a cg:Section }} }}'
    )
    (row,) = store.query(things).rows()
    return str(row["thing"])


def labels(store: Store, start: str, end: str) -> list[list[str]]:
    found = network(store)
    return [[found.nodes[n]["label"] for n in path] for path in paths(found, node(store, start), node(store, end))]


def test_an_enterprise_comes_to_a_task_by_what_is_told_with_it(store: Store) -> None:
    ways = labels(store, "北川重工有限公司", "任务六 校企合作")
    assert ["北川重工有限公司", "国家级教学名师", "任务六 校企合作"] in ways[:2]
    assert labels(store, "南江电子集团", "任务五 建设双师队伍")[0] == [
        "南江电子集团",
        "北川重工有限公司",
        "任务五 建设双师队伍",
    ]


def test_where_there_is_no_way_there_is_none(store: Store) -> None:
    assert list(paths(network(store), node(store, "产业学院"), "urn:nothing")) == []


def test_use_counts_tasks_and_neighbours(store: Store) -> None:
    assert use(network(store), node(store, "国家级教学名师")) == {"tasks": 2, "things": 2, "degree": 4}


def test_the_network_is_written_as_graphml(store: Store) -> None:
    found = network(store)
    tree = ElementTree.fromstring(graphml(found))
    assert len(tree.findall(".//{*}node")) == len(found)
    assert len(tree.findall(".//{*}edge")) == found.number_of_edges()
