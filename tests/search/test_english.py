"""English questions: levels and who gives at them, recipients, groups by their names, measures, what was done."""

import pytest

from kg.vocabulary import Level, Scope, Subtype, Type
from search.question import read
from search.reader import Reader
from search.reading import Kind
from search.recipients import PERSONS
from tests.search.test_question import BROAD, KNOWN

ABOVE = (Level.INTERNATIONAL, Level.NATIONAL)
UPWARDS = (*ABOVE, Level.PROVINCIAL)


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("Which platforms are at the level of the province?", Level.PROVINCIAL),
        ("courses at autonomous region level", Level.PROVINCIAL),
        ("region-level teams", Level.PROVINCIAL),
        ("teams accredited by the autonomous region", Level.PROVINCIAL),
        ("prizes that were national in scope", Level.NATIONAL),
        ("awards at the level of the state", Level.NATIONAL),
        ("ministerial-level platforms", Level.NATIONAL),
        ("municipality-wide honours", Level.MUNICIPAL),
        ("county-level projects", Level.MUNICIPAL),
        ("textbooks at the level of the city", Level.MUNICIPAL),
    ],
)
def test_a_level_is_read_in_whatever_frame_it_stands(question: str, level: Level) -> None:
    reading = read(question, KNOWN)
    assert (reading.levels, reading.topics) == ((level,), ())


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("Teams recognised by the Ministry of Education", Level.NATIONAL),
        ("Which projects did the Ministry of Agriculture and Rural Affairs approve?", Level.NATIONAL),
        ("Which prizes come from ministries?", Level.NATIONAL),
        ("Prizes from the State Council", Level.NATIONAL),
        ("Which platforms did the provincial department of education approve?", Level.PROVINCIAL),
        ("honours from the provincial party committee", Level.PROVINCIAL),
        ("Honours conferred by the municipal education bureau", Level.MUNICIPAL),
    ],
)
def test_who_gives_tells_the_level(question: str, level: Level) -> None:
    reading = read(question, KNOWN)
    assert (reading.levels, reading.topics) == ((level,), ())
    assert len(reading.kinds) == 1


@pytest.mark.parametrize(
    ("question", "levels"),
    [
        ("Anything above the provincial level in platforms?", ABOVE),
        ("awards above provincial", ABOVE),
        ("teams at or above provincial level", UPWARDS),
        ("province-level or higher courses", UPWARDS),
        ("province- and nation-level textbooks", (Level.NATIONAL, Level.PROVINCIAL)),
    ],
)
def test_levels_are_bent_and_joined(question: str, levels: tuple[Level, ...]) -> None:
    assert read(question, KNOWN).levels == levels


@pytest.mark.parametrize(
    ("question", "topic"),
    [("training for county farmers", "county"), ("which companies serve the region", "region")],
)
def test_a_place_that_is_no_level_is_not_dropped(question: str, topic: str) -> None:
    reading = read(question, KNOWN)
    assert topic in [one.word for one in reading.topics]
    assert not reading.levels


@pytest.mark.parametrize(
    "question",
    [
        "titles given to individuals",
        "Which titles went to people, not to the institution?",
        "honours for individuals only",
        "Which honours does an individual hold?",
    ],
)
def test_what_persons_were_given_is_a_title_or_an_honour_of_a_person(question: str) -> None:
    reading = read(question, KNOWN)
    assert (reading.kinds, reading.topics) == (PERSONS, ())


@pytest.mark.parametrize(
    "question",
    [
        "Which honours were given to the college as a whole and not to individuals?",
        "honours given to the college and its units, not to individuals",
        "Titles conferred on the school",
        "titles, excluding those of individuals",
        "awards, but not personal ones",
    ],
)
def test_what_the_college_was_given_is_no_persons(question: str) -> None:
    reading = read(question, KNOWN)
    assert (reading.types, reading.not_kinds, reading.topics) == ((Type.AWARD,), PERSONS, ())
    assert Subtype.TALENT_TITLE not in reading.subtypes


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Awards to students, not to teachers", "students"),
        ("Which awards went to teachers rather than students?", "teachers"),
        ("prizes students won, not those of staff", "students"),
        ("awards given to departments", "departments"),
    ],
)
def test_who_is_told_from_others_is_all_that_counts(question: str, topic: str) -> None:
    reading = read(question, KNOWN)
    assert (reading.types, [one.word for one in reading.topics]) == ((Type.AWARD,), [topic])


def test_a_kind_of_award_is_left_out_and_the_others_are_not(reader: Reader) -> None:
    every, others = reader.ask("awards"), reader.ask("awards other than personal titles")
    assert 0 < others["total"] < every["total"]


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("platforms of the ship manufacturing programme group", 1),
        ("Which awards did the smart shipbuilding group win?", 1),
        ("awards of the aquaculture cluster", 2),
        ("patents of the programme group for fish farming and processing", 2),
        ("patents of the aquacultre programme group", 2),  # misspelt
        ("textbooks of the textile technology programme group", None),  # its report has no other
    ],
)
def test_a_group_is_known_by_its_english_name(question: str, group: int | None) -> None:
    reading = read(question, BROAD)
    assert (reading.scopes, reading.group, reading.topics) == ((Scope.GROUP,), group, ())
    assert len(reading.kinds) == 1
    assert reading.spelt[-1][1].endswith("专业群")  # the answer says what was understood


@pytest.mark.parametrize("question", ["awards of the nursing programme group", "awards of the programme group for tea"])
def test_a_name_that_no_group_bears_is_not_dropped(question: str) -> None:
    reading = read(question, BROAD)
    assert (reading.group, len(reading.topics)) == (None, 1)


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("How much money did training bring in?", {"到款", "收入"}),
        ("How much did the college earn from patents?", {"到账"}),
        ("How much was spent?", {"支出"}),
        ("How much has been invested?", {"投入"}),
        ("How many people were trained?", {"培训"}),
    ],
)
def test_what_came_in_or_was_done_tells_which_figure(question: str, same: set[str]) -> None:
    words = [set(topic.same) for topic in read(question, KNOWN).topics if topic.light]
    assert any(same <= one for one in words)


@pytest.mark.parametrize("question", ["Which prizes did the college earn?", "How many prizes were earned?"])
def test_a_verb_of_money_says_nothing_where_no_sum_is_asked_for(question: str) -> None:
    reading = read(question, KNOWN)
    assert (reading.types, reading.topics) == ((Type.AWARD,), ())


@pytest.mark.parametrize(
    ("question", "types", "topics"),
    [
        ("What has the group won in competitions?", [Type.AWARD], ["competitions"]),
        ("What have students won in skills contests?", [Type.AWARD], ["students", "skills contests"]),
        ("Which competitions did the college host?", [Type.EVENT], []),
        ("Who donated equipment?", [Type.ENTERPRISE, Type.ORGANIZATION], ["donated", "equipment"]),
        ("Which firms donated equipment?", [Type.ENTERPRISE], ["donated", "equipment"]),
        ("How satisfied are employers?", [Type.METRIC], ["employers"]),
        ("Name the people who run a master studio.", [Type.PERSON], ["master studio"]),
        ("List textbooks that won prizes", [Type.RESOURCE], ["prizes"]),
        ("Which schools are using standards?", [Type.ORGANIZATION], ["using", "standards"]),
        ("Who are the industry professors?", [Type.PERSON], ["产业教授"]),
        ("Who are the partners?", [Type.ENTERPRISE, Type.ORGANIZATION], []),
        ("Any projects with universities?", [Type.PROJECT], ["universities"]),
        ("Which outside schools are using standards?", [Type.ORGANIZATION], ["using", "standards"]),
        ("every ranking or placing", [Type.AWARD], []),
        ("What did we build or solve?", [], []),
        ("How many students earned a certificate?", [], ["students", "certificate"]),
    ],
)
def test_what_is_asked_for_and_what_it_is_about(question: str, types: list[Type], topics: list[str]) -> None:
    reading = read(question, KNOWN)
    assert (list(reading.types), [topic.word for topic in reading.topics]) == (types, topics)


def test_several_words_for_what_is_measured_are_one_topic() -> None:
    (base, *_) = read("How much has been invested in the training base?").topics
    assert {"实训基地", "培训基地"} <= set(base.same)


@pytest.mark.parametrize(
    "question",
    [
        "List the national awards and the provincial platforms",
        "How many national awards and provincial platforms does it have?",
        "National awards, and platforms at provincial level",
    ],
)
def test_each_of_several_things_keeps_its_own_level(question: str) -> None:
    one, other = read(question, KNOWN).parts
    assert (one.types, one.levels) == ((Type.AWARD,), (Level.NATIONAL,))
    assert (other.types, other.levels) == ((Type.PLATFORM,), (Level.PROVINCIAL,))


def test_a_level_behind_several_things_is_that_of_all() -> None:
    reading = read("awards and platforms at provincial level", KNOWN)
    assert (reading.parts, reading.levels) == ((), (Level.PROVINCIAL,))


@pytest.mark.parametrize(
    "question",
    [
        "What is the total budget, and how much has been spent so far?",
        "How much was the budget and how much was spent?",
    ],
)
def test_a_sum_is_asked_for_beside_another(question: str) -> None:
    one, other = read(question, KNOWN).parts
    assert one.kinds == (Kind(Type.METRIC, None, ("预算",)),)
    assert "支出" in other.topics[0].same


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("honours for Party work", ["Party work"]),
        ("horizontal (enterprise-commissioned) projects", ["horizontal", "enterprise-commissioned"]),
        ("How many sessions of training were held for farmers?", ["farmers"]),
        ("the two highest-level teams", []),
        ("income from turning patents to use", ["turning patents to use"]),
    ],
)
def test_paraphrases_are_read_as_the_words_of_reports(question: str, topics: list[str]) -> None:
    assert [topic.word for topic in read(question, KNOWN).topics] == topics


@pytest.mark.parametrize(
    ("question", "types", "topics"),
    [
        ("Were any teachers honoured nationally?", [Type.AWARD], ["teachers"]),
        ("Who are the heads of the master studios?", [Type.PERSON], ["工作室"]),
        ("Who leads the innovation team?", [Type.PERSON], ["创新团队"]),
        ("Who uses our standards?", [Type.PERSON, Type.ENTERPRISE, Type.ORGANIZATION], ["标准"]),
        ("Who won the national prizes?", [Type.AWARD], []),
        ("Which platforms were built by companies?", [Type.PLATFORM], ["companies"]),
        ("What has been donated by firms?", [], ["donated", "firms"]),
        ("List prizes from companies", [Type.AWARD], ["companies"]),
    ],
)
def test_who_did_something_is_told_from_what_was_done(question: str, types: list[Type], topics: list[str]) -> None:
    reading = read(question)
    assert (list(reading.types), [topic.word for topic in reading.topics]) == (types, topics)


@pytest.mark.parametrize(
    "question",
    [
        "What is the satisfaction of our employers, and the employment rate?",
        "employer satisfaction and the employment rate",
    ],
)
def test_what_a_measure_is_of_is_said_before_or_behind_it(question: str) -> None:
    reading = read(question)
    assert (reading.types, reading.topics) == ((Type.METRIC,), ())
    assert {"用人单位满意度", "就业率"} <= {head for kind in reading.kinds for head in kind.heads}


@pytest.mark.parametrize(
    ("question", "topic", "same"),
    [
        ("How many people did the college train for other institutions?", "train", "培训"),
        ("How many teachers did the college hire?", "hire", "聘请"),
        ("Which prizes did students win at the China Skills Competition?", "China Skills Competition", "国赛"),
        ("Which high-speed train courses are there?", "high-speed train", "高铁"),
        ("How many square metres is the training base?", "实训基地", "实训基地"),
    ],
)
def test_a_word_of_what_was_done_or_where_means_that_of_reports(question: str, topic: str, same: str) -> None:
    topics = {one.word: one.same for one in read(question).topics}
    assert same in topics[topic]


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("How many square metres is the training base?", "平方米"),
        ("How many class hours do part-time teachers teach?", "学时"),
        ("How many mu does the farm cover?", "亩"),
    ],
)
def test_a_unit_tells_the_figure_that_is_asked_for(question: str, units: str) -> None:
    reading = read(question)
    assert units in reading.units
    assert reading.types == (Type.METRIC,)


def test_who_in_a_second_question_does_not_ask_for_parties() -> None:
    assert read("Which research platforms exist and who approved them?").types == (Type.PLATFORM,)


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("Which school-level awards are there?", [Type.AWARD]),
        ("Which college-level platforms did companies fund?", [Type.PLATFORM]),
        ("Which schools are partners in training?", [Type.ORGANIZATION]),
    ],
)
def test_which_school_level_asks_for_no_schools(question: str, types: list[Type]) -> None:
    assert list(read(question).types)[:1] == types


def test_what_individuals_or_teams_were_given_is_all() -> None:
    reading = read("What national awards have individuals or teams received?")
    assert (reading.kinds, reading.topics) == ((Kind(Type.AWARD),), ())


@pytest.mark.parametrize("question", ["How much funding was received?", "How much money did the province put up?"])
def test_a_verb_that_may_say_anything_tells_no_figure(question: str) -> None:
    assert not read(question).topics
